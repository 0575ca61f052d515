"""Items with one key among lettered options.

In: key and distractors.  Out: the item as asked, its answer, and both as blocks.
Never lets the key decide order, space or look of what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator import document
from generator.document import Block
from generator.fields import Field, Record
from generator.inline import Text, parse
from generator.items import base, options
from generator.kinds import TEXT
from generator.model import Item
from generator.problem import Problems
from generator.words import Words

NAME = "single"
FIELDS = (
    Field("key", TEXT, "the right option", "Kosovo", required=True),
    options.DISTRACTORS, options.ORDER, options.LAST,
)
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False


@dataclass(frozen=True)
class Asked(base.Asked):
    """The options in canonical order; `fixed`: every form keeps it; `pinned`: how many stay last."""

    options: tuple[str, ...]
    fixed: bool = False
    pinned: int = 0


@dataclass(frozen=True)
class Answer(base.Answer):
    """The key's text, and why each distractor is wrong."""

    key: str = ""
    whys: tuple[tuple[str, str], ...] = ()


def default_points(content: options.Choices) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: Record, problems: Problems) -> options.Choices:
    """The item's own content."""
    return options.read_choices((record["key"],), record, problems)


def takes_lines(record: Record) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: options.Choices) -> tuple[Text, ...]:
    """The options that are wrong."""
    return tuple(distractor.text for distractor in content.distractors)


def asked(item: Item) -> Asked:
    """The view of an item."""
    texts, fixed, last = options.canonical(item.content)
    return Asked(item.stem.source, item.points, texts, fixed, int(last))


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    whys = tuple((d.text.source, d.why.source if d.why else "") for d in item.content.distractors)
    return Answer(**common, key=item.content.keys[0].source, whys=whys)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> base.Shuffle:
    """What a form may arrange."""
    return base.Shuffle(asked.options, asked.fixed, asked.pinned)


def ask(asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The item as a student sees it."""
    return (document.Paragraph(parse(asked.stem)), options.lettered(asked.options, order, "round"))


def answer(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The item's key, as a marker sees it."""
    letter = options.letter_of(answer.key, asked.options, order)
    return (options.key_line(letter, answer.key), *options.reasons(asked.options, order, answer.whys))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> str:
    """The key in the fewest characters."""
    return options.letter_of(answer.key, asked.options, order)


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who crosses one option blindly."""
    return asked.points / len(asked.options)


def marks(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[str, ...]:
    """The key's letter beside its box."""
    return options.lettered_keys((answer.key,), asked.options, order)
