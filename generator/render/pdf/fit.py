"""What of a document no page holds, found by setting only what may be too tall."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import chain

from generator.page.blocks import (
    AnswerGrid,
    Block,
    Boxes,
    Bullets,
    Chart,
    CodeBlock,
    Contents,
    Definitions,
    Diagram,
    Document,
    Entries,
    Entry,
    Floating,
    Heading,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Paragraph,
    Passage,
    Quotation,
    RouteMap,
    Rules,
    SideBySide,
    Table,
    Timeline,
    TitleBand,
    WithNotes,
    WriteIn,
)
from generator.page.markup import Span, Spans
from generator.page.numbers import total
from generator.page.queries import BlockQuery
from generator.render.pdf.styles import Profile, Sheet, look_of

_WIDEST = 0.58  # of a letter's size: no running text is wider on average
_CODE = 1.4  # by how much wider letters of code are, and narrower its column
_NARROWED = 1.2  # by how much longer a text gets beside letters and boxes
_SURELY_FITS = 0.85  # of a page: what is estimated lower than this needs no proof
_UNPARTED = re.compile(r"(?<!\d)\s|\s(?!\d)")  # between the words and numbers of a cell
_LETTER = 0.75  # of a letter's size: no word of a table is wider on average
_INNER = 0.8  # of a line, that a table in an option or a quotation has at least
_FLOWING = Paragraph | Definitions | Lines | Contents
# Blocks whose height is that of their words; of any other, such as a picture, no estimate is made.
_WORDED = frozenset(
    (
        *(Heading, Paragraph, Bullets, Definitions, Table, Notice, WriteIn, Lines, Boxes, Rules),
        *(Options, Matching, Passage, Entries, AnswerGrid, MarkTable, TitleBand, Contents),
    )
)
_MAP = 0.8  # of a page: a map is drawn no higher
_DRAWING = 0.5  # of a page: a drawing takes no more, its words apart


def too_tall(document: Document, profile: Profile, sheet: Sheet) -> tuple[str, ...]:
    """What no page holds, by the names under which rendering would refuse it ("item 3").

    The estimate is high, so that nothing is overlooked; what it finds is set as a build would set
    it.  ReportLab is loaded only for that.
    """
    estimate = _Estimate(look_of(profile, document), sheet)
    suspects = [
        part
        for block in document.blocks
        for part in block.accept(_Parts())
        if not estimate.surely_fits(part)
    ]
    if not suspects:
        return ()
    from generator.render.pdf import render

    return render.refused_parts(document, profile, sheet, suspects)


class _Parts(BlockQuery[Iterator[Block]]):
    """A block, or what of it may be on a page of its own."""

    def otherwise(self, block: Block) -> Iterator[Block]:
        """The block as a whole."""
        yield block

    def entries(self, block: Entries) -> Iterator[Block]:
        """Each item by itself."""
        return (Entries((entry,)) for entry in block.entries)

    def answer_grid(self, block: AnswerGrid) -> Iterator[Block]:
        """Each row by itself."""
        return (AnswerGrid((entry,)) for entry in block.entries)

    def side_by_side(self, block: SideBySide) -> Iterator[Block]:
        """What is in both columns."""
        return iter((*block.left, *block.right))

    def with_notes(self, block: WithNotes) -> Iterator[Block]:
        """The blocks and their notes."""
        return iter(block.as_read)

    def floating(self, block: Floating) -> Iterator[Block]:
        """What is in it, because what no page holds floats no more."""
        return iter(block.blocks)


class _Estimate(BlockQuery[float]):
    """How high things are at most, in points, on pages of one profile and size."""

    def __init__(self, profile: Profile, sheet: Sheet) -> None:
        kind = profile.body
        self._line = profile.measure(sheet) - profile.margin_column - profile.gutter
        self._letters = self._line / (_WIDEST * kind.size * (1 + profile.tracking))
        self._leading, self._size, self._drawing = kind.leading, kind.size, profile.drawing
        self._gap = kind.above + kind.below
        gaps = profile.option_gap, profile.cell_pad[1], profile.bullet_gap, profile.definition_gap
        self._small_gap = max(gaps)
        self._pitch = max(profile.line_pitch, profile.write_box + profile.write_gap, kind.leading)
        self._room = profile.room(sheet)
        self._cell_pad = profile.cell_pad[0]
        self._cell_letter = math.inf if profile.tables_as_lists else _LETTER * profile.cell.size

    def surely_fits(self, block: Block) -> bool:
        """Whether what must be on one page of a block is lower than a page by far."""
        return self._together(block) < _SURELY_FITS * self._room

    def _together(self, block: Block) -> float:
        """The height of what must be together in a block."""
        return block.accept(_LeastTogether(self))

    def _entry(self, entry: Entry) -> float:
        if entry.together:
            return self._height(entry)
        # A page may end behind the first block and between all later ones.
        return self._height(entry.blocks[:1]) + max(
            map(self._together, entry.blocks[1:]), default=0.0
        )

    def _height(self, value: object) -> float:
        """How high a block is at most, or what a block holds: texts, entries, other blocks."""
        if isinstance(value, str):
            return self._lines(len(value))
        if isinstance(value, tuple):
            if value and isinstance(value[0], Span):
                return self._lines(_length(value))
            return total(map(self._height, value))
        if isinstance(value, Block):
            return value.accept(self)
        return self._inside(value) if is_dataclass(value) else 0.0

    def _inside(self, value: object) -> float:
        """All that a block or an entry holds, one under the other."""
        held = (each.name for each in fields(value) if each.name != "alt")  # type: ignore[arg-type]
        return self._gap + total(self._height(getattr(value, name)) for name in held)

    def otherwise(self, block: Block) -> float:
        """Of a block of words all that it holds; of another no estimate is made."""
        return self._inside(block) if type(block) in _WORDED else self._room

    def table(self, block: Table) -> float:
        """Its rows; what is in them below each other where columns may be too narrow."""
        as_table = total(self._row(row) for row in (block.head, *block.rows))
        if self._surely_wide_enough(block):
            return self._gap + as_table
        cells = total(self._below(block.head, row, block.style) for row in block.rows)
        return self._gap + max(as_table, cells)

    def matching(self, block: Matching) -> float:
        """Two columns side by side."""
        responses = [runs for _, runs in block.responses]
        return self._gap + 2 * max(self._listed(block.premises), self._listed(responses))

    def code_block(self, block: CodeBlock) -> float:
        """Its lines, each of which may be longer than the column."""
        return self._gap + total(self._unbroken(line) for line in block.lines)

    def quotation(self, block: Quotation) -> float:
        """Blocks in a narrower column."""
        return _NARROWED * self._inside(block)

    def options(self, block: Options) -> float:
        """Each option, with the blocks that it is made of."""
        inside = total(self._height(option.blocks) for option in block.entries)
        return self._gap + self._listed([option.runs for option in block.entries]) + inside

    def lines(self, block: Lines) -> float:
        """Lines to write on."""
        return self._gap + block.count * self._pitch + self._height(block.lead)

    def chart(self, block: Chart) -> float:
        """A drawing with its words."""
        return self._inside(block) + _DRAWING * self._room

    def diagram(self, block: Diagram) -> float:
        """A drawing with its words; the table that is in its place where no page holds it flows."""
        if block.table:
            return 2 * self._leading
        return self._inside(block) + _DRAWING * self._room

    def route_map(self, block: RouteMap) -> float:
        """A drawing, whose words are in it."""
        return self._gap + _MAP * self._room

    def timeline(self, block: Timeline) -> float:
        """A drawing, or one event under the other, in the type of drawings."""
        smaller = self._drawing.size / self._size
        letters = (
            _NARROWED * smaller * (_length(event.marks) + len(f"{event.date} () {event.label}"))
            for event in block.events
        )
        lines = total(math.ceil(count / self._letters) for count in letters)
        listed = lines * self._drawing.leading + len(block.events) * self._small_gap
        return self._gap + max(_DRAWING * self._room, listed)

    def write_in(self, block: WriteIn) -> float:
        """Its words, and room to write."""
        return self._inside(block) + self._pitch

    def boxes(self, block: Boxes) -> float:
        """Its words, and a box."""
        return self._inside(block) + self._pitch

    def rules(self, block: Rules) -> float:
        """Its words, and a rule to write on."""
        return self._inside(block) + self._pitch

    def _unbroken(self, line: Spans) -> float:
        """A line that an author ended, with the one beside which it must be."""
        return self._leading + self._lines(_CODE * _length(line))

    def _unparted(self, cells: Sequence[Spans]) -> float:
        """A row, which goes over a page between words."""
        words = (word for runs in cells for word in _words(runs))
        return self._leading + self._lines(len(cells) * max(map(len, words), default=0))

    def _lines(self, letters: float) -> float:
        return self._leading * math.ceil(letters / self._letters)

    def _listed(self, texts: Iterable[Spans]) -> float:
        """Texts under each other, each beside a letter and with a gap."""
        return total(self._lines(_NARROWED * _length(runs)) + self._small_gap for runs in texts)

    def _surely_wide_enough(self, block: Table) -> bool:
        """Whether no line is too short for the longest words of a table's columns."""
        rows = [row for row in (block.head, *block.rows) if row]
        letters = total(
            max(len(word) for runs in column for word in _UNPARTED.split(_in_cell(runs)))
            for column in zip(*rows, strict=True)
        )
        pads = 2 * self._cell_pad * len(block.widths)
        return not letters or letters * self._cell_letter + pads <= _INNER * self._line

    def _below(self, head: Sequence[Spans], cells: Sequence[Spans], style: str) -> float:
        """The cells of a row below each other, each behind its column's head."""
        write = 2 * self._pitch + self._gap if style == "blanks" else 0.0
        heads = head or [()] * len(cells)
        return self._gap + total(
            max(self._lines(_NARROWED * (_length(name) + _length(runs) + 2)), write)
            + 2 * self._small_gap
            for name, runs in zip(heads, cells, strict=True)
        )

    def _row(self, cells: Sequence[Spans]) -> float:
        longest = max(map(_length, cells), default=0)
        return 2 * self._small_gap + self._lines(len(cells) * longest)


class _LeastTogether(BlockQuery[float]):
    """The height of what of a block must be together.  What goes over a page does so between lines,
    but not within one that had to be broken.
    """

    def __init__(self, estimate: _Estimate) -> None:
        self._of = estimate

    def otherwise(self, block: Block) -> float:
        """A block that goes over a page anywhere, or nowhere."""
        return 2 * self._of._leading if isinstance(block, _FLOWING) else block.accept(self._of)

    def _highest(self, blocks: Iterable[Block]) -> float:
        return max((block.accept(self) for block in blocks), default=0.0)

    def entries(self, block: Entries) -> float:
        """Items, one by one."""
        return max(map(self._of._entry, block.entries), default=0.0)

    def answer_grid(self, block: AnswerGrid) -> float:
        """Rows, one by one."""
        return max(map(self._of._entry, block.entries), default=0.0)

    def passage(self, block: Passage) -> float:
        """A line that its author ended."""
        return max(map(self._of._unbroken, chain(*block.paragraphs)), default=0.0)

    def bullets(self, block: Bullets) -> float:
        """A block of an entry."""
        return self._highest(chain(*block.entries))

    def quotation(self, block: Quotation) -> float:
        """A block of what is quoted."""
        return self._highest(block.blocks)

    def table(self, block: Table) -> float:
        """Its head, which is above every row, and a row, as far as that is not parted."""
        return self._of._row(block.head) + max(map(self._of._unparted, block.rows), default=0.0)

    def code_block(self, block: CodeBlock) -> float:
        """A line of code."""
        return max(map(self._of._unbroken, block.lines), default=0.0)


def _in_cell(runs: Spans) -> str:
    """What is in a cell, formulas without places to break: those are narrower than their words."""
    return "".join(run.text.replace(" ", "_") if run.formula else run.text for run in runs)


def _words(runs: Spans) -> list[str]:
    return "".join(run.text for run in runs).split()


def _length(runs: Spans) -> int:
    return len("".join(span.text for span in runs))
