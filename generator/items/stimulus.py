"""What the parts of a set are about: a passage, a table or a figure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.content.field_types import PROSE, TEXT, one_of
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.content.figures import FIGURE, Figure, Grid, student_figure, texts
from generator.content.nodes import ListNode, ScalarNode
from generator.i18n.catalog import Catalog
from generator.items.figure_blocks import empty_grid, figure_blocks
from generator.page.blocks import (
    Block,
    Bullets,
    CodeBlock,
    LineBlock,
    Paragraph,
    Passage,
    Quotation,
    Table,
)
from generator.page.markup import Span, Spans, Text, parse
from generator.page.one_line import with_signs
from generator.page.queries import BlockQuery
from generator.page.understood import blocks_of
from generator.problems import Problems
from generator.values import dataclass

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


_PASSAGE = one_of((ScalarNode, PROSE), (ListNode, list_of(PROSE, 1, 12)))
_ROW = list_of(TEXT, 2, 8)
_TABLE = (
    Field("caption", TEXT, "the line above the table", "Rainfall, 2012–2016", required=True),
    Field("head", _ROW, "the heads of its columns", "[What, Year, Amount]", required=True),
    Field(
        "rows",
        list_of(_ROW, 1, 20),
        "its rows; the first cell heads the row",
        "see 'packs help set'",
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
        "see 'packs help set'",
    ),
    Field(
        "table",
        fields_of("a table", _TABLE, _table),
        "a table with a caption and heads",
        "see 'packs help set'",
    ),
    Field("figure", FIGURE, "a figure from data", "see 'packs help set'"),
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
    for text in (passage,) if isinstance(passage, Text) else passage:
        _report_unnumbered(text, problems)
    table, written = values["table"] or (None, ())
    if values["figure"]:
        written += tuple(texts(values["figure"], values.place("figure")))
    return Stimulus(
        (passage,) if isinstance(passage, Text) else passage, table, values["figure"], written
    )


def _report_unnumbered(text: Text, problems: Problems) -> None:
    try:
        passage_lines((text.source,))
    except _HasNoLines:
        problems.add(
            text.location,
            "wrong-stimulus",
            "a passage has numbered lines, so it can hold paragraphs, lists, quotations and code, "
            "but no table, picture or formula on lines of its own; put these into the stem",
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


class _Paragraph(NamedTuple):
    lines: tuple[Spans, ...]
    flows: bool = False  # its lines end where they are full


def passage_lines(texts: tuple[str, ...]) -> tuple[tuple[Spans, ...], ...]:
    """A passage's lines: broken greedily at MEASURE characters, never by font, so that keys can
    cite them anywhere; where a text gives ends of lines, there.
    """
    return tuple(paragraph.lines for paragraph in _paragraphs(texts))


def _paragraphs(texts: tuple[str, ...]) -> Iterator[_Paragraph]:
    for text in texts:
        for block in blocks_of(text):
            yield from block.accept(_PassageLines(MEASURE))


class _HasNoLines(Exception):
    """A block that cannot be set as numbered lines."""


class _PassageLines(BlockQuery[Iterator[_Paragraph]]):
    """The lines of a passage's blocks, paragraph by paragraph; `width` is in characters."""

    def __init__(self, width: int) -> None:
        self.width = width

    def otherwise(self, block: Block) -> Iterator[_Paragraph]:
        """What lines cannot show is in no passage."""
        raise _HasNoLines

    def paragraph(self, block: Paragraph) -> Iterator[_Paragraph]:
        """Broken at the width."""
        yield _Paragraph(tuple(_broken(block.runs, self.width)), flows=True)

    def line_block(self, block: LineBlock) -> Iterator[_Paragraph]:
        """As given, as the lines of a verse are."""
        yield _Paragraph(block.lines)

    def code_block(self, block: CodeBlock) -> Iterator[_Paragraph]:
        """As given, with what indents them."""
        yield _Paragraph(tuple(tuple(_as_code(span) for span in line) for line in block.lines))

    def quotation(self, block: Quotation) -> Iterator[_Paragraph]:
        """Indented."""
        narrower = _PassageLines(self.width - len(_INDENT))
        for inner in block.blocks:
            for lines, _ in inner.accept(narrower):
                yield _Paragraph(tuple((Span(_INDENT), *line) for line in lines))

    def bullets(self, block: Bullets) -> Iterator[_Paragraph]:
        """Each entry behind its sign."""
        for number, entry in enumerate(block.entries, block.start):
            sign = f"{number}.".ljust(len(_INDENT)) if block.numbered else "–".ljust(len(_INDENT))
            narrower = _PassageLines(self.width - len(_INDENT))
            for inner in entry:
                for lines, _ in inner.accept(narrower):
                    first, *rest = lines or ((),)
                    lead = Span(sign.replace(" ", "\u00a0"))
                    yield _Paragraph(((lead, *first), *((Span(_INDENT), *line) for line in rest)))
                    sign = _INDENT


_INDENT = "\u00a0" * 4


def _as_code(span: Span) -> Span:
    """A span of code in a line of a passage, whose spaces are all kept."""
    return replace(span, text=span.text.replace(" ", "\u00a0"), code=True)


def _broken(paragraph: Spans, width: int) -> list[Spans]:
    """The spans of each line: cut where textwrap breaks their plain text."""
    wrapper = textwrap.TextWrapper(
        width, expand_tabs=False, replace_whitespace=False, break_on_hyphens=False
    )
    plain = "".join(span.text for span in paragraph)
    lines: list[Spans] = []
    at = 0
    for line in wrapper.wrap(plain):
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
        paragraphs = tuple(_paragraphs(stimulus.passage))
        flows = tuple(paragraph.flows for paragraph in paragraphs)
        return (Passage(tuple(paragraph.lines for paragraph in paragraphs), flows=flows),)
    if stimulus.table:
        table = stimulus.table
        rows = tuple(tuple(parse(cell) for cell in row) for row in table.rows)
        head = tuple(parse(cell) for cell in table.head)
        summary = with_signs(table.caption)
        return (
            Paragraph(parse(table.caption), role="label"),
            Table(head, rows, (1.0,) * len(head), summary, row_heads=True),
        )
    if stimulus.grid:
        return empty_grid(stimulus.grid, catalog)
    return figure_blocks(stimulus.figure, catalog) if stimulus.figure else ()
