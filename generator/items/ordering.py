"""Items that put events or steps in order.

In: the sequence in its right order.  Out: the item as asked, its answer, and both as blocks.
Never lets the right order decide how the events are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from generator import document
from generator.dates import Span
from generator.document import Block
from generator.fields import Field, Record, listed, text_or
from generator.inline import Run, Text, parse
from generator.items import base, options
from generator.kinds import SPAN, TEXT, choice
from generator.model import Item
from generator.problem import Problems
from generator.words import Words

NAME = "ordering"
FEWEST, MOST = 3, 10
SCORING = ("adjacent-pairs", "position", "all-or-nothing")
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False


@dataclass(frozen=True)
class Step:
    """An event or step, with its date where it has one."""

    text: Text
    date: Span | None = None


def _step(found: Record, problems: Problems) -> Step:
    return Step(found["text"], found["date"])


_STEP = (
    Field("text", TEXT, "the event or step as printed", "The Dayton accords were signed", required=True),
    Field("date", SPAN, "when it was; printed in the key only", "1995"),
)
FIELDS = (
    Field("sequence", listed(text_or("text", "an event of a sequence", _STEP, _step), FEWEST, MOST),
          "the events in their right order", "see the starter banks", required=True),
    Field("scoring", choice(*SCORING), "how points are given", "adjacent-pairs", default="adjacent-pairs"),
)


@dataclass(frozen=True)
class Content:
    """The events in their right order, and the scoring rule."""

    sequence: tuple[Step, ...]
    scoring: str


@dataclass(frozen=True)
class Asked(base.Asked):
    """The events in canonical order, and the scoring rule."""

    events: tuple[str, ...]
    scoring: str


@dataclass(frozen=True)
class Answer(base.Answer):
    """The events in their right order, each with its date or nothing."""

    sequence: tuple[tuple[str, str], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: Record, problems: Problems) -> Content:
    """The item's own content; reports equal events."""
    sequence = record["sequence"]
    options.report_equal([step.text for step in sequence], "event", problems)
    return Content(sequence, record["scoring"])


def takes_lines(record: Record) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """Nothing here is wrong, only out of order."""
    return ()


def sequence(content: Content) -> tuple[tuple[Text, Span | None], ...]:
    """The events in their right order with their dates, for the checks."""
    return tuple((step.text, step.date) for step in content.sequence)


def asked(item: Item) -> Asked:
    """The view of an item."""
    return Asked(item.stem.source, item.points, tuple(sorted(step.text.source for step in item.content.sequence)),
                 item.content.scoring)


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    sequence = tuple((step.text.source, str(step.date or "")) for step in item.content.sequence)
    return Answer(**common, sequence=sequence)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> base.Shuffle:
    """The events are arranged like options."""
    return base.Shuffle(asked.events)


def _rule(asked: Asked, words: Words) -> document.Paragraph:
    rule = words("scoring-adjacent-pairs" if asked.scoring == "adjacent-pairs" else
                 "scoring-position" if asked.scoring == "position" else "scoring-whole-order")
    return document.Paragraph(document.words(f"{words('ordering-write', n=len(asked.events))} {rule}"), role="small")


def ask(asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The item as a student sees it."""
    return (document.Paragraph(parse(asked.stem)), _rule(asked, words), options.lettered(asked.events, order, "write"))


def answer(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The events in their right order, each with its letter on this form and its date."""
    lines = []
    for place, (text, date) in enumerate(answer.sequence, 1):
        when = (Run(f" ({words.enclosed(Span.parse(date))})"),) if date else ()
        lines.append((Run(f"✓ {place}  {options.letter_of(text, asked.events, order)}  ", bold=True), *parse(text), *when))
    return (*(document.Paragraph(runs) for runs in lines), _rule(asked, words))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> str:
    """The numbers as they stand in the boxes, read down the page; where they are too many, a sign that says: see below."""
    places = {text: str(place) for place, (text, _) in enumerate(answer.sequence, 1)}
    return "".join(places[asked.events[index]] for index in order) if len(order) < 10 else "…"


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who writes the numbers blindly, each once: of n events one in n stands in its place, and
    of n - 1 neighbours one in n follows rightly.
    """
    count = len(asked.events)
    return asked.points / (factorial(count) if asked.scoring == "all-or-nothing" else count)


def sheet(asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """On an answer sheet: a box for each event under its letter."""
    count = len(asked.events)
    return (document.Paragraph(document.words(words("ordering-write", n=count)), role="small"),
            document.Boxes(tuple(options.LETTERS[:count]), "write"))


def marks(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[str, ...]:
    """The number that belongs into each box."""
    places = {text: str(place) for place, (text, _) in enumerate(answer.sequence, 1)}
    return tuple(places[asked.events[index]] for index in order)
