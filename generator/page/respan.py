"""Blocks of a text with other spans in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.page.blocks import Block, Bullets, CodeBlock, LineBlock, Paragraph, Quotation, Table
from generator.page.markup import Spans
from generator.page.queries import BlockQuery

Change = Callable[[Spans], Spans]


def respanned(blocks: Sequence[Block], change: Change) -> tuple[Block, ...]:
    """Blocks of a text, each run of spans changed, in reading order."""
    return tuple(block.accept(_Respan(change)) for block in blocks)


class _Respan(BlockQuery[Block]):
    """A block with changed spans; what holds none is as it was."""

    def __init__(self, change: Change) -> None:
        self.change = change

    def otherwise(self, block: Block) -> Block:
        return block

    def paragraph(self, block: Paragraph) -> Block:
        return replace(block, runs=self.change(block.runs))

    def line_block(self, block: LineBlock) -> Block:
        return replace(block, lines=self._all(block.lines))

    def code_block(self, block: CodeBlock) -> Block:
        return replace(block, lines=self._all(block.lines))

    def table(self, block: Table) -> Block:
        rows = tuple(self._all(row) for row in (block.head, *block.rows))
        return replace(block, head=rows[0], rows=rows[1:])

    def quotation(self, block: Quotation) -> Block:
        return replace(block, blocks=respanned(block.blocks, self.change))

    def bullets(self, block: Bullets) -> Block:
        return replace(
            block, entries=tuple(respanned(entry, self.change) for entry in block.entries)
        )

    def _all(self, texts: Sequence[Spans]) -> tuple[Spans, ...]:
        return tuple(self.change(spans) for spans in texts)
