"""Items answered at length and marked by a rubric of bands."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import FLAG, TEXT, points_text, whole_number
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    fields_of,
    list_of,
    report_wrong_type,
)
from generator.content.model import Item
from generator.content.nodes import Node, ScalarNode
from generator.i18n.catalog import Catalog
from generator.items import protocol
from generator.page.blocks import Block, Bullets, Lines, Paragraph, Table, spans
from generator.page.markup import Text, parse
from generator.problems import Problems

NAME = "essay"
NEEDS_RATIONALE = False
TOGETHER = False
STATES_POINTS = True
LINES_PER_POINT = Fraction(12, 5)
_BAND = re.compile(r"([0-9]{1,3})(?:\.\.([0-9]{1,3}))?")


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


def _band(found: FieldValues, problems: Problems) -> Band:
    return Band(found["points"], found["text"])


_BANDS = (
    Field(
        "points",
        FieldType("points from..to", _read_band),
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
FIELDS = (
    Field(
        "rubric",
        list_of(fields_of("a band of the rubric", _BANDS, _band), 2),
        "the bands, from best to weakest or the other way round",
        "see the starter banks",
        required=True,
    ),
    Field(
        "indicative",
        list_of(TEXT),
        "points a good answer may make",
        "[the two lines of the government pull apart]",
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


@dataclass(frozen=True)
class Content:
    """The bands, indicative content, and the space for the answer."""

    rubric: tuple[Band, ...]
    indicative: tuple[Text, ...]
    booklet: bool
    planning: int | None


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """Whether a booklet is used, lines for planning, and lines for the answer (None: by the points)."""

    booklet: bool = False
    planning: int = 0
    lines: int | None = None


@dataclass(frozen=True)
class Marked:
    """A band as recorded."""

    least: int
    most: int
    text: str


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The bands from best to weakest, and indicative content."""

    rubric: tuple[Marked, ...] = ()
    indicative: tuple[str, ...] = ()


def default_points(content: Content) -> None:
    """None: what an essay is worth must be stated."""
    return


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports bands with gaps or overlaps, and a rubric that is not the item's points."""
    bands = sorted(record["rubric"], key=lambda band: band.points)
    for below, above in zip(bands, bands[1:], strict=False):
        if above.points[0] != below.points[1] + 1:
            fault = "overlaps" if above.points[0] <= below.points[1] else "leaves a gap after"
            problems.add(
                above.text.location,
                "rubric-bands",
                f"the band {_shown(above.points)} {fault} the band {_shown(below.points)}; "
                "every number of points must be in exactly one band",
            )
    if bands[0].points[0] > 1:
        problems.add(
            bands[0].text.location,
            "rubric-bands",
            f"the lowest band starts at {bands[0].points[0]} points; it must start at 0 or 1",
        )
    points = record["points"]
    best = max(bands, key=lambda band: band.points[1])
    if points is not None and best.points[1] != points:
        problems.add(
            best.text.location,
            "rubric-points",
            f"the item is worth {points_text(points)} points but the rubric ends at "
            f"{best.points[1]}; make them equal",
        )
    if record["booklet"] and record["lines"] is not None:
        problems.add(
            record.place("lines"),
            "needless-lines",
            "an answer in a booklet needs no 'lines'; remove 'lines' or 'booklet'",
        )
    return Content(
        tuple(reversed(bands)), record["indicative"], record["booklet"], record["planning"]
    )


def _shown(points: tuple[int, int]) -> str:
    return f"{points[0]}..{points[1]}"


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return True


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """An essay has no wrong options."""
    return ()


def minutes(item: Item) -> float:
    """A minute and a half for each point."""
    return float(item.points) * 1.5


def asked(item: Item) -> Asked:
    """The view of an item."""
    return Asked(
        item.stem.source, item.points, item.content.booklet, item.content.planning or 0, item.lines
    )


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    rubric = tuple(Marked(*band.points, band.text.source) for band in item.content.rubric)
    return Answer(
        **common, rubric=rubric, indicative=tuple(t.source for t in item.content.indicative)
    )  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """Nothing to arrange."""
    return protocol.NOTHING


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    blocks: tuple[Block, ...] = (
        Paragraph(parse(asked.stem)),
        Paragraph(spans(catalog("scoring-best-fit")), role="small"),
    )
    if asked.planning:
        blocks += (Lines(asked.planning, spans(catalog("planning"))),)
    if asked.booklet:
        return (*blocks, Paragraph(spans(catalog("booklet")), role="small"))
    lines = math.ceil(asked.points * LINES_PER_POINT) if asked.lines is None else asked.lines
    return (*blocks, Lines(lines)) if lines else blocks


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The rubric, how to use it, and indicative content."""
    rows = tuple(
        (spans(str(b.least) if b.least == b.most else f"{b.least}–{b.most}"), parse(b.text))
        for b in answer.rubric
    )
    head = tuple(spans(text) for text in catalog.list("rubric-head"))
    blocks: tuple[Block, ...] = (
        Paragraph(spans(catalog("scoring-best-fit")), role="small"),
        Table(head, rows, (1.0, 5.0), catalog("rubric-summary"), row_heads=True),
    )
    if answer.indicative:
        entries = tuple((Paragraph(parse(text)),) for text in answer.indicative)
        blocks += (Paragraph(spans(catalog("indicative")), role="label"), Bullets(entries))
    return blocks


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """A sign that says: see the rubric."""
    return "…"


def floor(asked: Asked, answer: Answer) -> Fraction:
    """Nothing: who knows nothing has nothing to write."""
    return Fraction(0)


def sheet(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """On an answer sheet: the lines of the answer, or that it goes into the booklet; planning stays on the paper."""
    blocks = ask(asked, order, catalog)
    return (
        blocks[-1:]
        if asked.booklet or isinstance(blocks[-1], Lines) and not blocks[-1].lead
        else ()
    )
