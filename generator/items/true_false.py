"""Items that are true or false, with or without a correction to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from generator.content.field_types import FLAG, PROSE
from generator.content.fields import Field, FieldValues
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.protocol import (
    CommonKeyOf,
    DoubtfulResponse,
    ItemKey,
    ItemType,
    Response,
    StudentItem,
    stem_blocks,
)
from generator.items.typed import as_typed
from generator.page.blocks import (
    Block,
    Boxes,
    Bubbles,
    Lines,
    Paragraph,
    SheetSpace,
    WriteSpace,
    spans,
)
from generator.page.markup import Spans, Text
from generator.page.understood import led_by
from generator.problems import Problems
from generator.values import dataclass

VERDICTS = 2
MINUTES = 0.75


@dataclass(frozen=True)
class Content:
    """The verdict, whether a correction is asked for, and the model correction of a false
    statement.
    """

    key: bool
    correct_it: bool
    correction: Text | None


@dataclass(frozen=True)
class TrueFalseItem(StudentItem):
    """Whether a correction is asked for, and on how many lines (None: as usual)."""

    correct_it: bool = False
    lines: int | None = None


@dataclass(frozen=True)
class TrueFalseKey(ItemKey):
    """The verdict and the model correction."""

    key: bool = True
    correction: str = ""


class TrueFalse(ItemType[Content, TrueFalseItem, TrueFalseKey]):
    """A statement is judged."""

    name = "true-false"
    key_elsewhere = re.compile(
        r"(?i)(t|f|true|false|yes|no|right|wrong|(in)?correct|wahr|falsch|richtig|ja|nein|"
        r"(ne)?tačno|(не)?тачно|da|ne|да|не)\Z"
    )
    example = """\
stem: (example) Water boils at a lower temperature on a high mountain.
key: true                     # whether the statement is true: true | false
# correct_it: true            # students also put a false statement right; then give 'correction'
rationale: (example) The air pressure is lower there.
"""
    fields = (
        Field("key", FLAG, "whether the statement is true", "false", required=True),
        Field("correct_it", FLAG, "whether to ask for a correction", "true", default=False),
        Field(
            "correction",
            PROSE,
            "the corrected statement, for the answer key",
            "The Nile is longer than the Rhine.",
        ),
    )
    student_class = TrueFalseItem
    key_class = TrueFalseKey
    marked_by_hand = False
    space_fields = frozenset({"lines"})

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The verdict; a false statement to correct needs its correction, a true one has none."""
        key, correct_it, correction = values["key"], values["correct_it"], values["correction"]
        if correct_it and not key and values.lacks("correction"):
            problems.add(
                values.location,
                "missing-field",
                "a false statement with 'correct_it: true' needs 'correction': the corrected"
                " statement",
            )
        if key and correction:
            problems.add(
                values.place("correction"),
                "needless-correction",
                "a true statement has nothing to correct; remove 'correction' or change 'key'",
            )
        elif correction and values["stem"] and correction.source == values["stem"].source:
            problems.add(
                values.place("correction"),
                "needless-correction",
                "the correction is the statement itself; write what is true",
            )
        return Content(key, correct_it, correction)

    def accepts_lines(self, values: FieldValues) -> bool:
        """Lines are for the correction."""
        return bool(values["correct_it"])

    def verdict(self, content: Content) -> bool:
        """Whether the statement is true."""
        return content.key

    def estimated_minutes(self, item: Item) -> float:
        """Three quarters of a minute."""
        return MINUTES

    def student_view(self, item: Item) -> TrueFalseItem:
        """Whether a correction is asked for; lines count only where it is."""
        correct_it: bool = item.content.correct_it
        lines = item.lines if correct_it else None
        return TrueFalseItem(item.stem.source, item.points, correct_it, lines)

    def key_view(self, item: Item, common: CommonKeyOf) -> TrueFalseKey:
        """The verdict and the correction."""
        content: Content = item.content
        correction = content.correction.source if content.correction else ""
        return TrueFalseKey(*common(item), content.key, correction)

    def student_blocks(
        self, student: TrueFalseItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The statement, both verdicts, and lines for the correction."""
        verdict = Boxes((catalog("true"), catalog("false")), "round", in_line=True)
        blocks: tuple[Block, ...] = (*stem_blocks(student, catalog), verdict)
        if student.correct_it:
            rule = Paragraph(spans(catalog("scoring-correct-it")), role="small")
            blocks += (rule, _correction_lines(student, catalog))
        return blocks

    def key_blocks(
        self, student: TrueFalseItem, key: TrueFalseKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The verdict and the correction."""
        verdict = spans("✓ " + catalog("true" if key.key else "false"))
        blocks: tuple[Block, ...] = (Paragraph(verdict, role="answer"),)
        if key.correction:
            lead = spans(catalog("correction") + " ", bold=True)
            blocks += led_by(lead, key.correction)
        if student.correct_it:
            blocks += (Paragraph(spans(catalog("scoring-correct-it")), role="small"),)
        return blocks

    def short_key(
        self, student: TrueFalseItem, key: TrueFalseKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The verdict's letter."""
        return catalog("true-short" if key.key else "false-short")

    def accepted(self, student: TrueFalseItem, key: TrueFalseKey, catalog: Catalog) -> Spans:
        """The correction."""
        return options.in_line(key.correction, catalog) if key.correction else ()

    def explained_key(
        self,
        student: TrueFalseItem,
        key: TrueFalseKey,
        orders: Sequence[tuple[int, ...]],
        catalog: Catalog,
    ) -> tuple[Block, ...]:
        """The correction; the verdict is the short key."""
        if not key.correction:
            return ()
        return led_by(spans(catalog("correction") + " ", bold=True), key.correction)

    def scoring_rule(self, student: TrueFalseItem, catalog: Catalog) -> str:
        """What verdict and correction count, where both are asked for."""
        return catalog("scoring-correct-it") if student.correct_it else ""

    def answer_marks(
        self, student: TrueFalseItem, key: TrueFalseKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """The verdict's letter beside its box."""
        letter = self.short_key(student, key, order, catalog)
        return (letter, "") if key.key else ("", letter)

    def answer_space(
        self, student: TrueFalseItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """A box for each verdict, and lines for the correction."""
        verdict = Boxes((catalog("true"), catalog("false")), "square")
        return (verdict, _correction_lines(student, catalog)) if student.correct_it else (verdict,)

    def question_blocks(
        self, student: TrueFalseItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The statement, and what is asked of it; how a correction counts."""
        question = catalog("true-or-correct" if student.correct_it else "true-or-false")
        rule = f" {catalog('scoring-correct-it')}" if student.correct_it else ""
        return (*stem_blocks(student, catalog), Paragraph(spans(question + rule), role="small"))

    def sheet_space(
        self, student: TrueFalseItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[SheetSpace, ...]:
        """The short verdicts, and lines for the correction."""
        verdict = Bubbles(("",), (catalog("true-short"), catalog("false-short")), "round")
        if not student.correct_it:
            return (verdict,)
        lines = _correction_lines(student, catalog)
        return (verdict, WriteSpace(lines.count, spans(catalog("correction"))))

    def response(
        self, student: TrueFalseItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The verdict, true or false; where a correction is asked for and false was typed with +
        or -, also whether the correction is right or wrong.

        A and B, as on machines' sheets, are the first and the second verdict.
        """
        word = as_typed(typed).strip().casefold()
        sign = word[-1] if student.correct_it and word[-1:] in ("+", "-") else ""
        verdicts = {
            catalog("true").casefold(): "true",
            catalog("true-short").casefold(): "true",
            catalog("false").casefold(): "false",
            catalog("false-short").casefold(): "false",
            "a": "true",
            "b": "false",
        }
        verdict = verdicts.get(word.removesuffix(sign).strip() if sign else word, "")
        if not verdict or (sign and verdict == "true"):
            short = f"{catalog('true-short')} or {catalog('false-short')}"
            raise DoubtfulResponse(f"give {short}, or - for no answer")
        return (verdict, "right" if sign == "+" else "wrong") if sign else (verdict,)

    def score(
        self, student: TrueFalseItem, key: TrueFalseKey, response: Response
    ) -> Fraction | None:
        """All points for the verdict; of a false statement to correct half for each, which only a
        marker knows of the correction.
        """
        if not response or response[0] != ("true" if key.key else "false"):
            return Fraction(0)
        if not student.correct_it or key.key:
            return student.points
        if len(response) == 1:
            return None
        return student.points if response[1] == "right" else student.points / 2

    def response_options(
        self, student: TrueFalseItem, key: TrueFalseKey
    ) -> tuple[tuple[str, bool], ...]:
        """Both verdicts."""
        return (("true", key.key), ("false", not key.key))

    def alternatives(self, student: TrueFalseItem) -> int:
        """One of two verdicts is right."""
        return VERDICTS

    def guess_score(self, student: TrueFalseItem, key: TrueFalseKey) -> Fraction:
        """The points to expect of someone who takes one verdict blindly and corrects nothing
        rightly.
        """
        return student.points / (4 if student.correct_it and not key.key else 2)


def _correction_lines(student: TrueFalseItem, catalog: Catalog) -> Lines:
    lines = 1 if student.lines is None else student.lines
    return Lines(max(1, lines), spans(catalog("if-false-correct")))
