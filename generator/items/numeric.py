"""Items answered by a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.content.field_types import NUMBER, TEXT, number_text
from generator.content.fields import Field, FieldValues
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import protocol
from generator.page.blocks import BLANK, Block, Lines, Paragraph, Rules, spans
from generator.page.markup import Span, Text, parse
from generator.problems import Problems

NAME = "numeric"
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False
LINES_PER_POINT = 1
FIELDS = (
    Field("key", NUMBER, "the right number", "750", required=True),
    Field(
        "tolerance",
        NUMBER,
        "how far off an answer may be and still be right",
        "1",
        default=Decimal(0),
    ),
    Field("unit", TEXT, "the unit, printed after the space for the answer", "million euros"),
)


@dataclass(frozen=True)
class Content:
    """The number, its tolerance, and its unit."""

    key: Decimal
    tolerance: Decimal
    unit: Text | None


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """The unit, and how many lines to print for the working (None: by the points)."""

    unit: str = ""
    lines: int | None = None


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The number and its tolerance, as written."""

    key: str = ""
    tolerance: str = "0"


def default_points(content: Content) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports a tolerance below zero."""
    if record["tolerance"] < 0:
        problems.add(record.place("tolerance"), "wrong-value", "a tolerance cannot be below 0")
    return Content(record["key"], record["tolerance"], record["unit"])


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return True


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """A number has no wrong options."""
    return ()


def asked(item: Item) -> Asked:
    """The view of an item."""
    unit = item.content.unit
    return Asked(item.stem.source, item.points, unit.source if unit else "", item.lines)


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    return Answer(**common, key=str(item.content.key), tolerance=str(item.content.tolerance))  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """Nothing to arrange."""
    return protocol.NOTHING


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it: lines for the working, then a rule for the number and its unit."""
    working = int(asked.points * LINES_PER_POINT) - 1 if asked.lines is None else asked.lines
    unit = (Span("\u00a0"), *parse(asked.unit)) if asked.unit else ()
    number = Paragraph((Span(f"{catalog('number-answer')} {BLANK}"), *unit), role="gapped")
    lines = (Lines(working, spans(catalog("working"))),) if working > 0 else ()
    return (Paragraph(parse(asked.stem)), *lines, number)


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The number, and from where to where it is right."""
    key, tolerance, mark = Decimal(answer.key), Decimal(answer.tolerance), catalog("decimal-mark")
    unit = (Span("\u00a0"), *parse(asked.unit)) if asked.unit else ()
    blocks: tuple[Block, ...] = (
        Paragraph((Span(f"✓ {number_text(key, mark)}"), *unit), role="answer"),
    )
    rule = catalog("numeric-exact")
    if tolerance:
        rule = catalog(
            "numeric-within",
            least=number_text(key - tolerance, mark),
            most=number_text(key + tolerance, mark),
        )
    return (*blocks, Paragraph(spans(rule), role="small"))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The number, where it is short enough for the strip."""
    text = number_text(Decimal(answer.key), catalog("decimal-mark"))
    return text if len(text) <= 4 else "…"


def floor(asked: Asked, answer: Answer) -> Fraction:
    """Nothing: numbers are too many to guess."""
    return Fraction(0)


def sheet(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """On an answer sheet: the lines for the working, and a rule for the number before its unit."""
    lines = tuple(block for block in ask(asked, order, catalog) if isinstance(block, Lines))
    return (*lines, Rules((catalog("number-answer"),), parse(asked.unit) if asked.unit else ()))
