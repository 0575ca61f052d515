"""Items that put events or steps in order."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from generator.content.dates import DateRange
from generator.content.field_types import DATE_RANGE, TEXT, choice
from generator.content.fields import Field, FieldValues, list_of, text_or_fields
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options, protocol
from generator.page.blocks import Block, Boxes, Paragraph, spans
from generator.page.markup import Span, Text, parse
from generator.problems import Problems

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
    date: DateRange | None = None


def _step(found: FieldValues, problems: Problems) -> Step:
    return Step(found["text"], found["date"])


_STEP = (
    Field(
        "text",
        TEXT,
        "the event or step as printed",
        "The Dayton accords were signed",
        required=True,
    ),
    Field("date", DATE_RANGE, "when it was; printed in the key only", "1995"),
)
FIELDS = (
    Field(
        "sequence",
        list_of(text_or_fields("text", "an event of a sequence", _STEP, _step), FEWEST, MOST),
        "the events in their right order",
        "see the starter banks",
        required=True,
    ),
    Field(
        "scoring",
        choice(*SCORING),
        "how points are given",
        "adjacent-pairs",
        default="adjacent-pairs",
    ),
)


@dataclass(frozen=True)
class Content:
    """The events in their right order, and the scoring rule."""

    sequence: tuple[Step, ...]
    scoring: str


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """The events in canonical order, and the scoring rule."""

    events: tuple[str, ...]
    scoring: str


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The events in their right order, each with its date or nothing."""

    sequence: tuple[tuple[str, str], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports equal events."""
    sequence = record["sequence"]
    options.report_equal([step.text for step in sequence], "event", problems)
    return Content(sequence, record["scoring"])


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """Nothing here is wrong, only out of order."""
    return ()


def sequence(content: Content) -> tuple[tuple[Text, DateRange | None], ...]:
    """The events in their right order with their dates, for the checks."""
    return tuple((step.text, step.date) for step in content.sequence)


def asked(item: Item) -> Asked:
    """The view of an item."""
    return Asked(
        item.stem.source,
        item.points,
        tuple(sorted(step.text.source for step in item.content.sequence)),
        item.content.scoring,
    )


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    sequence = tuple((step.text.source, str(step.date or "")) for step in item.content.sequence)
    return Answer(**common, sequence=sequence)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """The events are arranged like options."""
    return protocol.Shuffle(asked.events)


def _rule(asked: Asked, catalog: Catalog) -> Paragraph:
    rule = catalog(
        "scoring-adjacent-pairs"
        if asked.scoring == "adjacent-pairs"
        else "scoring-position"
        if asked.scoring == "position"
        else "scoring-whole-order"
    )
    return Paragraph(
        spans(f"{catalog('ordering-write', n=len(asked.events))} {rule}"), role="small"
    )


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    return (
        Paragraph(parse(asked.stem)),
        _rule(asked, catalog),
        options.lettered(asked.events, order, "write"),
    )


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The events in their right order, each with its letter on this form and its date."""
    lines = []
    for place, (text, date) in enumerate(answer.sequence, 1):
        when = (
            (Span(f" ({catalog.date_range_in_brackets(DateRange.parse(date))})"),) if date else ()
        )
        lines.append(
            (
                Span(f"✓ {place}  {options.letter_of(text, asked.events, order)}  ", bold=True),
                *parse(text),
                *when,
            )
        )
    return (*(Paragraph(runs) for runs in lines), _rule(asked, catalog))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The numbers as they stand in the boxes, read down the page; where they are too many, a sign that says: see below."""
    places = {text: str(place) for place, (text, _) in enumerate(answer.sequence, 1)}
    return "".join(places[asked.events[index]] for index in order) if len(order) < 10 else "…"


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who writes the numbers blindly, each once: of n events one in n stands in its place, and
    of n - 1 neighbours one in n follows rightly.
    """
    count = len(asked.events)
    return asked.points / (factorial(count) if asked.scoring == "all-or-nothing" else count)


def sheet(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """On an answer sheet: a box for each event under its letter."""
    count = len(asked.events)
    return (
        Paragraph(spans(catalog("ordering-write", n=count)), role="small"),
        Boxes(tuple(options.LETTERS[:count]), "write"),
    )


def marks(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[str, ...]:
    """The number that belongs into each box."""
    places = {text: str(place) for place, (text, _) in enumerate(answer.sequence, 1)}
    return tuple(places[asked.events[index]] for index in order)
