"""Items with one key among lettered options."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import TEXT
from generator.content.fields import Field, FieldValues
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options, protocol
from generator.page.blocks import Block, Paragraph
from generator.page.markup import Text, parse
from generator.problems import Problems

NAME = "single"
FIELDS = (
    Field("key", TEXT, "the right option", "Kosovo", required=True),
    options.DISTRACTORS,
    options.ORDER,
    options.LAST,
)
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """The options in canonical order; `fixed`: every form keeps it; `pinned`: how many stay last."""

    options: tuple[str, ...]
    fixed: bool = False
    pinned: int = 0


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The key's text, and why each distractor is wrong."""

    key: str = ""
    whys: tuple[tuple[str, str], ...] = ()


def default_points(content: options.Choices) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: FieldValues, problems: Problems) -> options.Choices:
    """The item's own content."""
    return options.read_choices((record["key"],), record, problems)


def takes_lines(record: FieldValues) -> bool:
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


def shuffle(asked: Asked) -> protocol.Shuffle:
    """What a form may arrange."""
    return protocol.Shuffle(asked.options, asked.fixed, asked.pinned)


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    return (Paragraph(parse(asked.stem)), options.lettered(asked.options, order, "round"))


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The item's key, as a marker sees it."""
    letter = options.letter_of(answer.key, asked.options, order)
    return (
        options.key_line(letter, answer.key),
        *options.reasons(asked.options, order, answer.whys),
    )


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The key in the fewest characters."""
    return options.letter_of(answer.key, asked.options, order)


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who crosses one option blindly."""
    return asked.points / len(asked.options)


def marks(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[str, ...]:
    """The key's letter beside its box."""
    return options.lettered_keys((answer.key,), asked.options, order)
