"""Items answered at length and marked by a rubric of bands."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from generator.content.field_types import FLAG, PROSE, TEXT, points_text, whole_number
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    Scalar,
    fields_of,
    list_of,
    report_wrong_type,
)
from generator.content.model import Item
from generator.content.nodes import Node, ScalarNode
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
from generator.page.blocks import Block, Bullets, Lines, Paragraph, SchemeRow, Table, spans
from generator.page.markup import Span, Spans, Text, parse
from generator.page.understood import as_spans, blocks_of
from generator.problems import Problems
from generator.values import dataclass

LINES_PER_POINT = Fraction(12, 5)
MINUTES_PER_POINT = 1.5
_BAND = re.compile(r"([0-9]{1,3})(?:\.\.([0-9]{1,3}))?")

_BAND_POINTS = Scalar((), _BAND.pattern, Fraction(0), Fraction(999), Fraction(1))


def _read_band(node: Node, problems: Problems) -> tuple[int, int] | None:
    match = _BAND.fullmatch(node.text.strip()) if isinstance(node, ScalarNode) else None
    if match is None:
        report_wrong_type(problems, node, "points of a band as a..b, whole numbers (17..20)")
        return None
    least, most = int(match[1]), int(match[2] or match[1])
    if least > most:
        problems.add(node.location, "wrong-value", f"the band {match[0]} is the wrong way round")
        return None
    return least, most


@dataclass(frozen=True)
class Band:
    """From how many points to how many, and what an answer in this band is like."""

    points: tuple[int, int]
    text: Text


def _band(values: FieldValues, problems: Problems) -> Band:
    return Band(values["points"], values["text"])


_BANDS = (
    Field(
        "points",
        FieldType("points from..to", _read_band, scalar=_BAND_POINTS),
        "the points of the band",
        "17..20",
        required=True,
    ),
    Field(
        "text",
        TEXT,
        "what an answer in this band is like",
        "Weighs both sides and reaches a judgement",
        required=True,
    ),
)


@dataclass(frozen=True)
class Content:
    """The bands, indicative content, and the space for the answer."""

    rubric: tuple[Band, ...]
    indicative: tuple[Text, ...]
    booklet: bool
    planning: int | None


@dataclass(frozen=True)
class EssayItem(StudentItem):
    """Whether a booklet is used, lines for planning, and lines for the answer (None: by the
    points).
    """

    booklet: bool = False
    planning: int = 0
    lines: int | None = None


@dataclass(frozen=True)
class RecordedBand:
    """A band as recorded."""

    least: int
    most: int
    text: str


@dataclass(frozen=True)
class EssayKey(ItemKey):
    """The bands from best to weakest, and indicative content."""

    rubric: tuple[RecordedBand, ...] = ()
    indicative: tuple[str, ...] = ()


class Essay(ItemType[Content, EssayItem, EssayKey]):
    """An answer at length is marked by a rubric."""

    name = "essay"
    example = """\
stem: (example) Should the school day begin later? Give reasons for your view.
points: 8
rubric:                       # bands without gaps, from 0 or 1 to the points of the item
  - points: 6..8
    text: (example) Weighs reasons on both sides and reaches a view.
  - points: 3..5
    text: (example) Gives reasons for one side.
  - points: 0..2
    text: (example) States a view without reasons.
indicative:                   # what a good answer may name; no checklist
  - how long young people sleep
lines: 24                     # lines to write on; without this as many as the points suggest
"""
    fields = (
        Field(
            "rubric",
            list_of(fields_of("a band of the rubric", _BANDS, _band), 2),
            "the bands, from best to weakest or the other way round",
            "see 'packs help essay'",
            required=True,
        ),
        Field(
            "indicative",
            list_of(PROSE),
            "points a good answer may make",
            "[names both what goes in and what comes out]",
            default=(),
        ),
        Field(
            "booklet",
            FLAG,
            "whether the answer is written in a booklet, so that no lines are printed",
            "true",
            default=False,
        ),
        Field("planning", whole_number(1, 20), "how many lines to print for planning", "4"),
    )
    student_class = EssayItem
    key_class = EssayKey
    needs_rationale = False
    states_points = True
    keep_together = False
    resit_has_as_many = True
    explaining_fields = frozenset({"indicative"})
    space_fields = frozenset({"lines", "booklet"})

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The bands; reports gaps, overlaps, and a rubric that is not the item's points."""
        bands = sorted(values["rubric"], key=lambda band: band.points)
        _report_bands(bands, problems)
        points = values["points"]
        best = max(bands, key=lambda band: band.points[1])
        if points is not None and best.points[1] != points:
            problems.add(
                best.text.location,
                "rubric-points",
                f"the item is worth {points_text(points)} points but the rubric ends at "
                f"{best.points[1]}; make them equal",
            )
        if values["booklet"] and values["lines"] is not None:
            problems.add(
                values.place("lines"),
                "needless-lines",
                "an answer in a booklet needs no 'lines'; remove 'lines' or 'booklet'",
            )
        return Content(
            tuple(reversed(bands)), values["indicative"], values["booklet"], values["planning"]
        )

    def accepts_lines(self, values: FieldValues) -> bool:
        """Lines are for the answer."""
        return True

    def usual_lines(self, points: Fraction) -> int:
        """Twelve lines for each five points."""
        return math.ceil(points * LINES_PER_POINT)

    def estimated_minutes(self, item: Item) -> float:
        """A minute and a half for each point."""
        return float(item.points) * MINUTES_PER_POINT

    def student_view(self, item: Item) -> EssayItem:
        """Where the answer is written."""
        content: Content = item.content
        return EssayItem(
            item.stem.source, item.points, content.booklet, content.planning or 0, item.lines
        )

    def key_view(self, item: Item, common: CommonKeyOf) -> EssayKey:
        """The rubric and indicative content."""
        content: Content = item.content
        rubric = tuple(RecordedBand(*band.points, band.text.source) for band in content.rubric)
        return EssayKey(*common(item), rubric, tuple(text.source for text in content.indicative))

    def student_blocks(
        self, student: EssayItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how it is scored, lines for planning, and lines for the answer."""
        space = self.answer_space(student, order, catalog)
        return (*self._task_blocks(student, catalog), *space)

    def question_blocks(
        self, student: EssayItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The same without lines for the answer; that it goes into a booklet is said, because the
        cover says so of questions that say it.  The first words' cover did not.
        """
        task = self._task_blocks(student, catalog)
        if not student.booklet or catalog.has_first_words:
            return task
        return (*task, *self.answer_space(student, order, catalog))

    def _task_blocks(self, student: EssayItem, catalog: Catalog) -> tuple[Block, ...]:
        """Stem, how it is scored, and lines for planning, which is no answer."""
        blocks: tuple[Block, ...] = (
            *stem_blocks(student, catalog),
            Paragraph(spans(catalog("scoring-as-a-whole")), role="small"),
        )
        if student.planning:
            blocks += (Lines(student.planning, spans(catalog("planning")), for_notes=True),)
        return blocks

    def key_blocks(
        self, student: EssayItem, key: EssayKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The rubric, how to use it, and indicative content."""
        rows = tuple((spans(_band_points(band)), parse(band.text)) for band in key.rubric)
        head = tuple(spans(text) for text in catalog.list("rubric-head"))
        blocks: tuple[Block, ...] = (
            Paragraph(spans(catalog("scoring-best-fit")), role="small"),
            Table(head, rows, (1.0, 5.0), catalog("rubric-summary"), row_heads=True),
        )
        if key.indicative:
            entries = tuple(blocks_of(text) for text in key.indicative)
            blocks += (Paragraph(spans(catalog("indicative")), role="label"), Bullets(entries))
        return blocks

    def scheme(self, student: EssayItem, key: EssayKey, catalog: Catalog) -> Scheme | None:
        """The bands, and indicative content."""
        rows = tuple(
            SchemeRow(_band_points(band), parse(band.text), tick=False) for band in key.rubric
        )
        notes: list[Spans] = [spans(catalog("scoring-best-fit"))]
        lead = Span(f"{catalog('indicative')}: ", bold=True)
        if not catalog.has_first_words and any(as_spans(text) is None for text in key.indicative):
            entries = tuple(blocks_of(text) for text in key.indicative)
            return Scheme(rows, (*notes, (lead,)), Bullets(entries))
        if key.indicative:
            notes.append((lead, *options.listed(key.indicative, catalog)))
        return Scheme(rows, tuple(notes))

    def answer_space(
        self, student: EssayItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The lines of the answer, or that a booklet is used; planning stays on the paper."""
        if student.booklet:
            return (Paragraph(spans(catalog("booklet")), role="small"),)
        usual = self.usual_lines(student.points)
        lines = usual if student.lines is None else student.lines
        return (Lines(lines, by_points=lines == usual),) if lines else ()

    def in_booklet(self, student: EssayItem) -> bool:
        """Whether its author says so."""
        return student.booklet


def _report_bands(bands: Sequence[Band], problems: Problems) -> None:
    """Report bands, from weakest to best, that do not meet or do not begin at the bottom."""
    for below, above in pairwise(bands):
        if above.points[0] != below.points[1] + 1:
            fault = "overlaps" if above.points[0] <= below.points[1] else "leaves a gap after"
            problems.add(
                above.text.location,
                "rubric-bands",
                f"the band {_written(above.points)} {fault} the band {_written(below.points)}; "
                "every number of points must be in exactly one band",
            )
    if bands[0].points[0] > 1:
        problems.add(
            bands[0].text.location,
            "rubric-bands",
            f"the lowest band starts at {bands[0].points[0]} points; it must start at 0 or 1",
        )


def _written(points: tuple[int, int]) -> str:
    return f"{points[0]}..{points[1]}"


def _band_points(band: RecordedBand) -> str:
    return str(band.least) if band.least == band.most else f"{band.least}–{band.most}"
