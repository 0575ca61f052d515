"""The blocks that one can write on or mark, taken out of those that are only read."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.blocks import (
    BLANK,
    Block,
    Boxes,
    Entries,
    Entry,
    Lines,
    Matching,
    Options,
    Paragraph,
    Rules,
    Table,
    WriteIn,
)
from generator.page.queries import BlockQuery


def fillable_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Boxes, rules, lines and cells to fill in; no text that is only read."""
    return tuple(space for block in blocks for space in block.accept(_ANSWER_SPACE))


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
