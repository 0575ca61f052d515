"""Where a page may end inside an item."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.blocks import (
    Block,
    Bullets,
    Chart,
    CodeBlock,
    Diagram,
    DisplayFormula,
    Entries,
    LineBlock,
    Lines,
    Matching,
    Options,
    Paragraph,
    Passage,
    Picture,
    Quotation,
    Table,
)
from generator.render.pdf.lines import (
    AVOID_BREAK,
    NO_BREAK,
    BlockLayout,
    Line,
    discourage_breaks,
    keep_together,
    stack,
    with_penalty_after,
)

_FLOWING = Entries | Lines | Matching | Passage  # blocks with places of their own to end a page at
# What of an item that no page could hold is split below its first block.
_RUNNING = Paragraph
_SPLIT = Bullets | CodeBlock | LineBlock | Options | Paragraph | Quotation | Table
# An item that holds any of these may be split between its blocks, too.
_TALL = (
    Bullets | Chart | CodeBlock | Diagram | DisplayFormula | LineBlock | Picture | Quotation | Table
)
_BETWEEN_BLOCKS = 2e5  # penalty of a page break between these
_BELOW_CAPTION = 8e5  # and between a caption and its figure, which no other place would spare
_INSIDE = 300  # penalty of a page break inside a stimulus rather than behind it: half a page empty


def unbroken_item(
    layouts: Sequence[BlockLayout], blocks: Sequence[Block], fits: bool = True
) -> BlockLayout:
    """An item that is never split; one that no page holds (`fits` is false) is split only in a
    matching, in running text below its first block, and where it holds lists, code, tables or
    figures, between and in all of its blocks.
    """
    tall = not fits and any(_is_tall(block) for block in blocks)
    parts = []
    for n, (layout, block) in enumerate(zip(layouts, blocks, strict=True)):
        if n and not fits and isinstance(block, _SPLIT if tall else _RUNNING):
            layout = layout._replace(lines=discourage_breaks(layout.lines))
        elif not isinstance(block, Matching):
            layout = layout._replace(lines=_without_breaks(layout.lines))
        parts.append(layout)
    tied = [
        with_penalty_after(layout, _below(block) if tall and n else NO_BREAK)
        for n, (layout, block) in enumerate(zip(parts[:-1], blocks, strict=False))
    ]
    return _with_free_end(stack([*tied, *parts[-1:]]))


def _below(block: Block) -> float:
    """The penalty of a page break below a block of an item that no page holds."""
    is_caption = isinstance(block, Paragraph) and block.role == "label"
    return _BELOW_CAPTION if is_caption else _BETWEEN_BLOCKS


def _is_tall(block: Block) -> bool:
    """Whether a block is what only texts of several blocks and figures bring into an item."""
    if isinstance(block, Options):
        return any(option.blocks for option in block.entries)
    return isinstance(block, _TALL)


def breakable_item(layouts: Sequence[BlockLayout], blocks: Sequence[Block]) -> BlockLayout:
    """An item that may go over a page's end: between its blocks, in lines, passages and lists, in
    other later blocks if it must.

    What is before its parts, a stimulus, is kept with them; it is split between blocks rather
    than inside one.
    """
    first_part = next((n for n, block in enumerate(blocks) if isinstance(block, Entries)), 0)
    parts = []
    for n, (layout, block) in enumerate(zip(layouts, blocks, strict=True)):
        if not layout.lines:
            continue
        if n == 0 and not isinstance(block, _FLOWING):
            layout = layout._replace(lines=keep_together(layout.lines))
        elif n and not isinstance(block, _FLOWING | Bullets):
            layout = layout._replace(lines=discourage_breaks(layout.lines))
        if n == 0:
            layout = with_penalty_after(layout, NO_BREAK)
        if n < first_part:
            layout = layout._replace(lines=_avoid_breaks_in_stimulus(layout.lines))
        parts.append(layout)
    return _with_free_end(stack(parts))


def _without_breaks(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(
        line if line.after == NO_BREAK else line._replace(after=NO_BREAK) for line in lines
    )


def _avoid_breaks_in_stimulus(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A stimulus: a page ends in or behind it only if there is no other place before it."""
    inside = [_add_penalty(line, AVOID_BREAK + _INSIDE) for line in lines[:-1]]
    return (*inside, _add_penalty(lines[-1], AVOID_BREAK))


def _add_penalty(line: Line, by: float) -> Line:
    return line if line.after >= NO_BREAK else line._replace(after=line.after + by)


def _with_free_end(layout: BlockLayout) -> BlockLayout:
    """With an end behind which any page may end."""
    last = [line._replace(after=0.0, glue=0.0) for line in layout.lines[-1:]]
    return layout._replace(lines=(*layout.lines[:-1], *last))
