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


def fillable_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Boxes, rules, lines and cells to fill in; no text that is only read."""
    return tuple(space for block in blocks for space in _fillable(block))


def _fillable(block: Block) -> tuple[Block, ...]:
    if isinstance(block, Options):
        kind = next((option.box for option in block.entries if option.box), "")
        return (Boxes(tuple(option.letter for option in block.entries), kind),) if kind else ()
    if isinstance(block, Matching):
        return (Boxes(tuple(str(n) for n in range(1, len(block.premises) + 1)), "write"),)
    if isinstance(block, Paragraph):
        blanks = sum(span.text.count(BLANK) for span in block.runs)
        return (Rules(tuple(f"({n})" for n in range(1, blanks + 1))),) if blanks else ()
    if isinstance(block, Entries):
        parts = tuple(
            Entry(part.number, fillable_blocks(part.blocks), part.points, part.together)
            for part in block.entries
        )
        return (Entries(parts),)
    if isinstance(block, Table):
        return (block,) if block.style == "blanks" else ()
    return (block,) if isinstance(block, Lines | WriteIn | Boxes | Rules) else ()
