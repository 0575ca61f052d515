"""Items answered by a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from generator.content.field_types import BEFORE_A_RANGE, RIGHT_NUMBER, TEXT, TOLERANCE
from generator.content.fields import Field, FieldValues
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items.protocol import (
    SEE_FULL_KEY,
    CommonKeyOf,
    DoubtfulResponse,
    ItemKey,
    ItemType,
    Response,
    RightNumbers,
    StudentItem,
    stem_blocks,
)
from generator.items.typed import as_typed
from generator.page.blocks import BLANK, Block, Lines, Paragraph, Rules, spans
from generator.page.markup import Span, Spans, Text, parse
from generator.page.numbers import number_text
from generator.problems import Location, Problems
from generator.values import dataclass

WORKING_LINES_PER_POINT = 1
LONGEST_SHORT_KEY = 4
_TYPED = re.compile(r"[-+]?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Content:
    """The number, its tolerance, and its unit; where number and tolerance are written."""

    key: Decimal
    tolerance: Decimal
    unit: Text | None
    places: tuple[Location, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class NumericItem(StudentItem):
    """The unit, and how many lines to print for the working (None: by the points)."""

    unit: str = ""
    lines: int | None = None


@dataclass(frozen=True)
class NumericKey(ItemKey):
    """The number and its tolerance, as written."""

    key: str = ""
    tolerance: str = "0"


class Numeric(ItemType[Content, NumericItem, NumericKey]):
    """A number is written."""

    name = "numeric"
    key_elsewhere = re.compile(rf"\s*(?:(?:{BEFORE_A_RANGE})\s+)?[-+−–]?[.,]?\d")
    example = """\
stem: (example) How many minutes are there in two and a half hours?
key: 150                      # a number
tolerance: 0                  # how far off an answer may be and still be right
unit: minutes                 # printed after the space for the answer
rationale: (example) Two and a half times 60 is 150.
"""
    fields = (
        Field("key", RIGHT_NUMBER, "the right number", "750", required=True),
        Field(
            "tolerance",
            TOLERANCE,
            "how far off an answer may be and still be right, in the unit of the key",
            "1",
            default=Decimal(0),
        ),
        Field("unit", TEXT, "the unit, printed after the space for the answer", "litres"),
    )
    student_class = NumericItem
    key_class = NumericKey
    marked_by_hand = False
    space_fields = frozenset({"lines"})

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The number; reports a tolerance below zero."""
        places = values.place("key"), values.place("tolerance")
        if values["tolerance"] < 0:
            problems.add(places[1], "wrong-value", "a tolerance cannot be below 0")
        return Content(values["key"], values["tolerance"], values["unit"], places)

    def right_numbers(self, content: Content) -> RightNumbers:
        """The number, its tolerance and its unit."""
        unit = content.unit.source if content.unit else ""
        return RightNumbers(content.key, content.tolerance, unit, content.places)

    def accepts_lines(self, values: FieldValues) -> bool:
        """Lines are for the working."""
        return True

    def student_view(self, item: Item) -> NumericItem:
        """The unit and the lines for the working."""
        unit: Text | None = item.content.unit
        return NumericItem(item.stem.source, item.points, unit.source if unit else "", item.lines)

    def key_view(self, item: Item, common: CommonKeyOf) -> NumericKey:
        """The number and its tolerance."""
        content: Content = item.content
        return NumericKey(*common(item), str(content.key), str(content.tolerance))

    def student_blocks(
        self, student: NumericItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, lines for the working, then a rule for the number and its unit."""
        rule = Span(f"{catalog('number-answer')} {BLANK}")
        number = Paragraph((rule, *_unit(student)), role="gapped")
        return (*stem_blocks(student, catalog), *_working(student, catalog), number)

    def question_blocks(
        self, student: NumericItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, and the unit of the answer."""
        if not student.unit:
            return stem_blocks(student, catalog)
        unit = (Span(catalog("answer-unit")), *_unit(student))
        return (*stem_blocks(student, catalog), Paragraph(unit, role="small"))

    def key_blocks(
        self, student: NumericItem, key: NumericKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The number, and from where to where it is right."""
        number = number_text(Decimal(key.key), catalog("decimal-mark"))
        answer = (Span(f"✓ {number}"), *_unit(student))
        return (
            Paragraph(answer, role="answer"),
            Paragraph(spans(_range(key, catalog)), role="small"),
        )

    def short_key(
        self, student: NumericItem, key: NumericKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The number, where it is short enough."""
        text = number_text(Decimal(key.key), catalog("decimal-mark"))
        return text if len(text) <= LONGEST_SHORT_KEY else SEE_FULL_KEY

    def accepted(self, student: NumericItem, key: NumericKey, catalog: Catalog) -> Spans:
        """The number with its unit, and from where to where it is right."""
        number = number_text(Decimal(key.key), catalog("decimal-mark"))
        return (Span(number), *_unit(student), Span(f" · {_range(key, catalog)}"))

    def explained_key(
        self,
        student: NumericItem,
        key: NumericKey,
        orders: Sequence[tuple[int, ...]],
        catalog: Catalog,
    ) -> tuple[Block, ...]:
        """The number in one line with its range."""
        return (Paragraph((Span("✓ "), *self.accepted(student, key, catalog)), role="answer"),)

    def one_line_key(
        self, student: NumericItem, key: NumericKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The number, and how far off an answer may be."""
        mark = catalog("decimal-mark")
        number = number_text(Decimal(key.key), mark)
        tolerance = Decimal(key.tolerance)
        return f"{number} ± {number_text(tolerance, mark)}" if tolerance else number

    def answer_space(
        self, student: NumericItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The lines for the working, and a rule for the number before its unit."""
        unit = parse(student.unit) if student.unit else ()
        return (*_working(student, catalog), Rules((catalog("number-answer"),), unit))

    def response(
        self, student: NumericItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The number, with a point before its decimals."""
        text = re.sub(r"\s", "", as_typed(typed))
        if not _TYPED.fullmatch(text):
            raise DoubtfulResponse("give a number, or - for no answer")
        mark = catalog("decimal-mark")
        # 1.000 can be meant as a thousand; 1.125 is a decimal where the point is the decimal mark.
        if _THOUSANDS.fullmatch(text) and (text[-4] != mark or text.endswith("0")):
            decimal = f"{text[:-4]}{mark}{text[-3:]}".rstrip("0").removesuffix(mark)
            raise DoubtfulResponse(
                f"is this a thousand or a decimal? write {text[:-4]}{text[-3:]} or {decimal}"
            )
        return (text.replace(",", "."),)

    def score(self, student: NumericItem, key: NumericKey, response: Response) -> Fraction:
        """All points for a number no further from the key than the tolerance."""
        right = bool(response) and abs(Decimal(response[0]) - Decimal(key.key)) <= Decimal(
            key.tolerance
        )
        return student.points if right else Fraction(0)


def _range(key: NumericKey, catalog: Catalog) -> str:
    """From where to where an answer is right, in a sentence."""
    number, tolerance = Decimal(key.key), Decimal(key.tolerance)
    if not tolerance:
        return catalog("numeric-exact")
    mark = catalog("decimal-mark")
    return catalog(
        "numeric-within",
        least=number_text(number - tolerance, mark),
        most=number_text(number + tolerance, mark),
    )


def _unit(student: NumericItem) -> Spans:
    return (Span("\u00a0"), *parse(student.unit)) if student.unit else ()


def _working(student: NumericItem, catalog: Catalog) -> tuple[Lines, ...]:
    by_points = int(student.points * WORKING_LINES_PER_POINT) - 1
    lines = by_points if student.lines is None else student.lines
    return (Lines(lines, spans(catalog("working"))),) if lines > 0 else ()
