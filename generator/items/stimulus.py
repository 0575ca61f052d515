"""What the parts of a set are about: a passage, a table or a figure."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.content.field_types import TEXT, one_of
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.content.figures import FIGURE, Figure, Grid, student_figure, texts
from generator.content.nodes import ListNode, ScalarNode
from generator.i18n.catalog import Catalog
from generator.items.figure_blocks import empty_grid, figure_blocks
from generator.page.blocks import Block, Paragraph, Passage, Table
from generator.page.markup import Spans, Text, parse
from generator.problems import Problems

MEASURE = 66


@dataclass(frozen=True)
class TableData:
    """A table in a stimulus: a caption, heads and rows, texts with their markup."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Stimulus:
    """What the parts are about: paragraphs of a passage, a table, or a figure; `texts`: those of
    table or figure, placed.
    """

    passage: tuple[Text, ...] = ()
    table: TableData | None = None
    figure: Figure | None = None
    texts: tuple[Text, ...] = ()


def _texts(sources: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(text.source for text in sources)


_PASSAGE = one_of((ScalarNode, TEXT), (ListNode, list_of(TEXT, 1, 12)))
_ROW = list_of(TEXT, 2, 8)
_TABLE = (
    Field("caption", TEXT, "the line above the table", "Rainfall, 2012–2016", required=True),
    Field("head", _ROW, "the heads of its columns", "[What, Year, Amount]", required=True),
    Field(
        "rows",
        list_of(_ROW, 1, 20),
        "its rows; the first cell heads the row",
        "[[Oslo, 0.7], [Rome, 2.8]]",
        required=True,
    ),
)


def _table(values: FieldValues, problems: Problems) -> tuple[TableData, tuple[Text, ...]]:
    for row in values["rows"]:
        if len(row) != len(values["head"]):
            problems.add(
                row[0].location,
                "wrong-cells",
                f"the row has {len(row)} cells but the head has {len(values['head'])}; "
                "give them the same number",
            )
    texts = (values["caption"], *values["head"], *(cell for row in values["rows"] for cell in row))
    return TableData(
        values["caption"].source,
        _texts(values["head"]),
        tuple(_texts(row) for row in values["rows"]),
    ), texts


_FIELDS = (
    Field(
        "passage",
        _PASSAGE,
        "a text, or a list of paragraphs, printed with line numbers",
        "[First paragraph., Second paragraph.]",
    ),
    Field(
        "table",
        fields_of("a table", _TABLE, _table),
        "a table with a caption and heads",
        "{head: [City, People], rows: [[Oslo, 0.7]]}",
    ),
    Field("figure", FIGURE, "a figure from data", "{kind: bar-chart, …}"),
)


def _read(values: FieldValues, problems: Problems) -> Stimulus:
    stated = [name for name in ("passage", "table", "figure") if name in values]
    if len(stated) != 1:
        problems.add(
            values.location,
            "wrong-stimulus",
            "a stimulus needs exactly one of 'passage', 'table' and 'figure'; "
            f"this one has {len(stated) or 'none'}",
        )
    passage = values["passage"] or ()
    table, written = values["table"] or (None, ())
    if values["figure"]:
        written += tuple(texts(values["figure"], values.place("figure")))
    return Stimulus(
        (passage,) if isinstance(passage, Text) else passage, table, values["figure"], written
    )


STIMULUS = fields_of("a stimulus", _FIELDS, _read)


class StudentStimulus(NamedTuple):
    """What a student sees of a stimulus, as sources with their markup: one of the four."""

    passage: tuple[str, ...] = ()
    table: TableData | None = None
    figure: Figure | None = None
    grid: Grid | None = None


def student_stimulus(stimulus: Stimulus) -> StudentStimulus:
    """The view of a stimulus: a figure whose blanks students fill in shows as a grid."""
    figure = student_figure(stimulus.figure) if stimulus.figure else None
    return StudentStimulus(
        _texts(stimulus.passage),
        stimulus.table,
        figure if isinstance(figure, Figure) else None,
        figure if isinstance(figure, Grid) else None,
    )


def passage_lines(paragraphs: tuple[str, ...]) -> tuple[tuple[Spans, ...], ...]:
    """A passage's lines: broken greedily at MEASURE characters, never by font, so that keys can
    cite them anywhere.
    """
    return tuple(tuple(_broken(parse(paragraph))) for paragraph in paragraphs)


_WRAPPER = textwrap.TextWrapper(
    MEASURE, expand_tabs=False, replace_whitespace=False, break_on_hyphens=False
)


def _broken(paragraph: Spans) -> list[Spans]:
    """The spans of each line: cut where textwrap breaks their plain text."""
    plain = "".join(span.text for span in paragraph)
    lines: list[Spans] = []
    at = 0
    for line in _WRAPPER.wrap(plain):
        start = plain.index(line[:1], at) if line else at
        at = start + len(line)
        lines.append(_cut(paragraph, start, at))
    return lines


def _cut(paragraph: Spans, start: int, end: int) -> Spans:
    line = []
    at = 0
    for span in paragraph:
        text = span.text[max(0, start - at) : max(0, end - at)]
        if text:
            line.append(replace(span, text=text))
        at += len(span.text)
    return tuple(line)


def stimulus_blocks(stimulus: StudentStimulus, catalog: Catalog) -> tuple[Block, ...]:
    """The stimulus as a student sees it; nothing where a set shows none."""
    if stimulus.passage:
        return (Passage(passage_lines(stimulus.passage)),)
    if stimulus.table:
        table = stimulus.table
        rows = tuple(tuple(parse(cell) for cell in row) for row in table.rows)
        head = tuple(parse(cell) for cell in table.head)
        summary = Text(table.caption).plain
        return (
            Paragraph(parse(table.caption), role="label"),
            Table(head, rows, (1.0,) * len(head), summary, row_heads=True),
        )
    if stimulus.grid:
        return empty_grid(stimulus.grid, catalog)
    return figure_blocks(stimulus.figure, catalog) if stimulus.figure else ()
