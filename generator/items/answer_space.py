"""The blocks that one can write on or mark, and those that are only read, apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.page.blocks import (
    BLANK,
    SHORT_BLANK,
    Block,
    Boxes,
    Bubbles,
    Bullets,
    CodeBlock,
    Entries,
    Entry,
    LineBlock,
    Lines,
    Matching,
    Options,
    Paragraph,
    Quotation,
    Rules,
    SheetSpace,
    Table,
    WriteIn,
    WriteSpace,
    spans,
)
from generator.page.markup import Spans
from generator.page.queries import BlockQuery
from generator.page.respan import respanned


def fillable_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Boxes, rules, lines and cells to fill in; no text that is only read."""
    return tuple(space for block in blocks for space in block.accept(_ANSWER_SPACE))


def read_only_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same as a paper shows them whose answers go on an answer sheet: letters and numbers to
    refer to, and no room to write.
    """
    return tuple(shown for block in blocks for shown in block.accept(_READ_ONLY))


def sheet_space(blocks: Sequence[Block]) -> tuple[SheetSpace, ...]:
    """The same room on an answer sheet that a machine can read; `blocks` are those that one can
    write on or mark.
    """
    return tuple(space for block in blocks for space in block.accept(_SHEET_SPACE))


class _SheetSpaces(BlockQuery[tuple[SheetSpace, ...]]):
    """What of a block is on an answer sheet."""

    def otherwise(self, block: Block) -> tuple[SheetSpace, ...]:
        return ()

    def paragraph(self, block: Paragraph) -> tuple[SheetSpace, ...]:
        return (WriteSpace(note=block.runs),)

    def boxes(self, block: Boxes) -> tuple[SheetSpace, ...]:
        if block.box == "write":
            return (WriteSpace(labels=block.labels),)
        return (Bubbles(("",), block.labels, block.box),)

    def table(self, block: Table) -> tuple[SheetSpace, ...]:
        return (WriteSpace(labels=tuple(f"({number})" for number in blank_cells(block))),)

    def lines(self, block: Lines) -> tuple[SheetSpace, ...]:
        return (WriteSpace(block.count, block.lead),)

    def write_in(self, block: WriteIn) -> tuple[SheetSpace, ...]:
        return (WriteSpace(labels=tuple(label for label, _ in block.fields)),)

    def rules(self, block: Rules) -> tuple[SheetSpace, ...]:
        return (WriteSpace(labels=block.labels, unit=block.unit),)


class _ReadOnly(BlockQuery[tuple[Block, ...]]):
    """A block without its room to write."""

    def otherwise(self, block: Block) -> tuple[Block, ...]:
        return (block,)

    def paragraph(self, block: Paragraph) -> tuple[Block, ...]:
        role = "body" if block.role == "gapped" else block.role  # no room between its lines
        return respanned((replace(block, role=role),), _with_short_blanks)

    def bullets(self, block: Bullets) -> tuple[Block, ...]:
        entries = tuple(read_only_blocks(entry) for entry in block.entries)
        return (replace(block, entries=entries),)

    def quotation(self, block: Quotation) -> tuple[Block, ...]:
        return (replace(block, blocks=read_only_blocks(block.blocks)),)

    def line_block(self, block: LineBlock) -> tuple[Block, ...]:
        return respanned((block,), _with_short_blanks)

    def code_block(self, block: CodeBlock) -> tuple[Block, ...]:
        return respanned((block,), _with_short_blanks)

    def options(self, block: Options) -> tuple[Block, ...]:
        entries = tuple(
            replace(option, box="", elsewhere=bool(option.box)) for option in block.entries
        )
        return (replace(block, entries=entries),)

    def matching(self, block: Matching) -> tuple[Block, ...]:
        return (replace(block, boxes=False),)

    def table(self, block: Table) -> tuple[Block, ...]:
        if block.style != "blanks":
            return respanned((block,), _with_short_blanks)
        rows = tuple(tuple(_cell(n, cell) for n, cell in enumerate(row)) for row in block.rows)
        return (replace(block, rows=rows, style="matrix"),)

    def entries(self, block: Entries) -> tuple[Block, ...]:
        parts = tuple(replace(part, blocks=read_only_blocks(part.blocks)) for part in block.entries)
        return (replace(block, entries=parts),)

    def lines(self, block: Lines) -> tuple[Block, ...]:
        return (block,) if block.for_notes else ()

    def write_in(self, block: WriteIn) -> tuple[Block, ...]:
        return ()

    def boxes(self, block: Boxes) -> tuple[Block, ...]:
        return ()

    def rules(self, block: Rules) -> tuple[Block, ...]:
        return ()


def blank_cells(table: Table) -> tuple[str, ...]:
    """The numbers of a table's cells to fill in."""
    return tuple(
        plain_text(cell) for row in table.rows for n, cell in enumerate(row) if _is_blank(n, cell)
    )


def plain_text(runs: Spans) -> str:
    """The words of spans."""
    return "".join(span.text for span in runs)


def _is_blank(column: int, cell: Spans) -> bool:
    return column > 0 and plain_text(cell).isdecimal()


def _cell(column: int, cell: Spans) -> Spans:
    """A cell, to be filled in elsewhere where it has a number."""
    return spans(f"({plain_text(cell)})") if _is_blank(column, cell) else cell


def _with_short_blanks(runs: Spans) -> Spans:
    return tuple(replace(span, text=span.text.replace(BLANK, SHORT_BLANK)) for span in runs)


class _AnswerSpace(BlockQuery[tuple[Block, ...]]):
    """What of a block one can write on or mark."""

    def otherwise(self, block: Block) -> tuple[Block, ...]:
        return ()

    def options(self, block: Options) -> tuple[Block, ...]:
        kind = next((option.box for option in block.entries if option.box), "")
        return (Boxes(tuple(option.letter for option in block.entries), kind),) if kind else ()

    def matching(self, block: Matching) -> tuple[Block, ...]:
        return (Boxes(tuple(str(n) for n in range(1, len(block.premises) + 1)), "write"),)

    def paragraph(self, block: Paragraph) -> tuple[Block, ...]:
        blanks = sum(span.text.count(BLANK) for span in block.runs)
        return (Rules(tuple(f"({n})" for n in range(1, blanks + 1))),) if blanks else ()

    def entries(self, block: Entries) -> tuple[Block, ...]:
        parts = tuple(
            Entry(part.number, fillable_blocks(part.blocks), part.points, part.together)
            for part in block.entries
        )
        return (Entries(parts),)

    def table(self, block: Table) -> tuple[Block, ...]:
        return (block,) if block.style == "blanks" else ()

    def lines(self, block: Lines) -> tuple[Block, ...]:
        return (block,)

    def write_in(self, block: WriteIn) -> tuple[Block, ...]:
        return (block,)

    def boxes(self, block: Boxes) -> tuple[Block, ...]:
        return (block,)

    def rules(self, block: Rules) -> tuple[Block, ...]:
        return (block,)


_ANSWER_SPACE = _AnswerSpace()
_READ_ONLY = _ReadOnly()
_SHEET_SPACE = _SheetSpaces()
