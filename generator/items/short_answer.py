"""Items answered in a few written lines and marked by a scheme."""

from __future__ import annotations

import math
from fractions import Fraction

from generator.content.field_types import POINTS, PROSE, TEXT, points_text
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.content.model import Item
from generator.content.nodes import shorten
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.protocol import (
    CommonKeyOf,
    ItemKey,
    ItemType,
    Scheme,
    StudentItem,
    stem_blocks,
)
from generator.page.blocks import Block, Bullets, Lines, Paragraph, spans
from generator.page.markup import Span, Spans, Text, parse
from generator.page.understood import led_by
from generator.problems import Problems
from generator.values import dataclass

LINES_PER_POINT = 2


@dataclass(frozen=True)
class Credit:
    """An idea that earns points, with wordings to accept and to reject."""

    credit: Text
    points: Fraction
    accept: tuple[Text, ...] = ()
    reject: tuple[Text, ...] = ()


def _credit(values: FieldValues, problems: Problems) -> Credit:
    return Credit(values["credit"], values["points"], values["accept"], values["reject"])


_CREDIT = (
    Field("credit", PROSE, "the idea that earns the points", "names carbon dioxide", required=True),
    Field("points", POINTS, "what the idea is worth", "1", required=True),
    Field("accept", list_of(TEXT), "other wordings that earn them", "[CO~2~]", default=()),
    Field("reject", list_of(TEXT), "wordings that do not", "[oxygen]", default=()),
)


@dataclass(frozen=True)
class Content:
    """The marking scheme and a model answer."""

    scheme: tuple[Credit, ...]
    model: Text | None


@dataclass(frozen=True)
class ShortAnswerItem(StudentItem):
    """How many lines to print (None: by the points)."""

    lines: int | None = None


@dataclass(frozen=True)
class Earned:
    """A credit of the scheme as recorded."""

    credit: str
    points: Fraction
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortAnswerKey(ItemKey):
    """The scheme and the model answer."""

    scheme: tuple[Earned, ...] = ()
    model: str = ""


def _report_contradiction(credit: Credit, problems: Problems) -> None:
    """Add each wording that is both right and wrong; as written, since capitals can tell two
    wordings apart (CO and Co).
    """
    right = {text.source for text in (credit.credit, *credit.accept)}
    for text in credit.reject:
        if text.source in right:
            problems.add(
                text.location,
                "accept-and-reject",
                f"'{shorten(text.source)}' earns these points and is in 'reject' too; delete one",
            )


class ShortAnswer(ItemType[Content, ShortAnswerItem, ShortAnswerKey]):
    """A few lines are written and marked by what they say."""

    name = "short-answer"
    example = """\
stem: (example) Name one thing that plants need to grow, and say what they use it for.
points: 2
scheme:                       # what earns points; together at least the points of the item
  - credit: one of light, water, air, minerals
    points: 1
    accept: [sunshine]        # other wordings that earn it; 'reject' lists those that do not
  - credit: (example) a use that fits it
    points: 1
model: (example) Water, to carry minerals from the roots to the leaves.   # printed in the key
"""
    fields = (
        Field(
            "scheme",
            list_of(fields_of("an entry of the scheme", _CREDIT, _credit), 1),
            "what earns points",
            "see 'packs help short-answer'",
            required=True,
        ),
        Field(
            "model",
            PROSE,
            "an answer that earns all points",
            "Leaves take in carbon dioxide, which …",
        ),
    )
    student_class = ShortAnswerItem
    key_class = ShortAnswerKey
    needs_rationale = False
    states_points = True
    explaining_fields = frozenset({"model"})
    unordered_fields = frozenset({"accept", "reject"})
    space_fields = frozenset({"lines"})

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The scheme; reports one that cannot give the item's points."""
        scheme, points = values["scheme"], values["points"]
        if points is not None:
            total = sum(credit.points for credit in scheme)
            if total < points:
                problems.add(
                    values.place("scheme"),
                    "scheme-points",
                    f"the item is worth {points_text(points)} points but its scheme gives only "
                    f"{points_text(total)}; make them equal",
                )
            for credit in scheme:
                if credit.points > points:
                    problems.add(
                        credit.credit.location,
                        "scheme-points",
                        f"this credit gives {points_text(credit.points)} points but the item is "
                        f"worth only {points_text(points)}",
                    )
        for credit in scheme:
            _report_contradiction(credit, problems)
        return Content(scheme, values["model"])

    def accepts_lines(self, values: FieldValues) -> bool:
        """Lines are for the answer."""
        return True

    def usual_lines(self, points: Fraction) -> int:
        """Two lines for each point."""
        return math.ceil(points * LINES_PER_POINT)

    def student_view(self, item: Item) -> ShortAnswerItem:
        """How many lines there are."""
        return ShortAnswerItem(item.stem.source, item.points, item.lines)

    def key_view(self, item: Item, common: CommonKeyOf) -> ShortAnswerKey:
        """The scheme and the model answer."""
        content: Content = item.content
        scheme = tuple(
            Earned(
                credit.credit.source,
                credit.points,
                tuple(text.source for text in credit.accept),
                tuple(text.source for text in credit.reject),
            )
            for credit in content.scheme
        )
        return ShortAnswerKey(*common(item), scheme, content.model.source if content.model else "")

    def student_blocks(
        self, student: ShortAnswerItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem and lines."""
        usual = self.usual_lines(student.points)
        lines = usual if student.lines is None else student.lines
        stem = stem_blocks(student, catalog)
        return (*stem, Lines(lines, by_points=lines == usual)) if lines else stem

    def key_blocks(
        self,
        student: ShortAnswerItem,
        key: ShortAnswerKey,
        order: tuple[int, ...],
        catalog: Catalog,
    ) -> tuple[Block, ...]:
        """The scheme, each credit with its points, and the model answer."""
        total = sum(earned.points for earned in key.scheme)
        lead = (
            catalog("scheme-all")
            if total == student.points
            else catalog("scheme-most", points=points_text(student.points))
        )
        credits = tuple(_credit_blocks(earned, catalog) for earned in key.scheme)
        blocks: tuple[Block, ...] = (Paragraph(spans(lead), role="answer"), Bullets(credits))
        if key.model:
            lead_in = spans(catalog("model-answer") + " ", bold=True)
            blocks += led_by(lead_in, key.model)
        return blocks

    def credited_texts(self, content: Content) -> tuple[tuple[Text, Fraction], ...]:
        """The ideas of the marking scheme, each with its points."""
        return tuple((credit.credit, credit.points) for credit in content.scheme)

    def scheme(
        self, student: ShortAnswerItem, key: ShortAnswerKey, catalog: Catalog
    ) -> Scheme | None:
        """The credits, each with what to accept and what not."""
        rows = tuple(
            options.scheme_row(
                points_text(earned.points), earned.credit, catalog, _wordings(earned, catalog)
            )
            for earned in key.scheme
        )
        return Scheme(rows)


def _wordings(earned: Earned, catalog: Catalog) -> Spans:
    """Wordings that earn a credit, then those that do not; nothing for none."""
    line: Spans = ()
    for name, wordings in (("accept", earned.accept), ("reject", earned.reject)):
        for n, wording in enumerate(wordings):
            between = "\u2002" if line else ""
            lead = Span("; ") if n else Span(f"{between}{catalog(name)} ", bold=True)
            line += (lead, *parse(wording))
    return line


def _credit_blocks(earned: Earned, catalog: Catalog) -> tuple[Block, ...]:
    lead = (Span(f"[{points_text(earned.points)}] ", bold=True),)
    blocks = led_by(lead, earned.credit)
    for name, wordings in (("accept", earned.accept), ("reject", earned.reject)):
        line: Spans = ()
        for n, wording in enumerate(wordings):
            line += (Span("; " if n else f"{catalog(name)} ", italic=not n), *parse(wording))
        blocks += (Paragraph(line, "small"),) if line else ()
    return blocks
