"""Where answers go on an answer sheet, and what a marker finds there."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from generator.i18n.catalog import Catalog
from generator.items.protocol import ItemKey, StudentItem
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


def answer_space(
    module: ModuleType, asked: StudentItem, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """What a type's own `sheet` gives, or else whatever one can write on or mark in what it asks."""
    own = getattr(module, "sheet", None)
    return own(asked, order, catalog) if own else kept(module.ask(asked, order, catalog))


def kept(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Boxes, rules, lines and cells to fill in; no text that is only read."""
    return tuple(made for block in blocks for made in _kept(block))


def _kept(block: Block) -> tuple[Block, ...]:
    if isinstance(block, Options):
        kind = next((option.box for option in block.entries if option.box), "")
        return (Boxes(tuple(option.letter for option in block.entries), kind),) if kind else ()
    if isinstance(block, Matching):
        return (Boxes(tuple(str(n) for n in range(1, len(block.premises) + 1)), "write"),)
    if isinstance(block, Paragraph):
        blanks = sum(run.text.count(BLANK) for run in block.runs)
        return (Rules(tuple(f"({n})" for n in range(1, blanks + 1))),) if blanks else ()
    if isinstance(block, Entries):
        parts = tuple(
            Entry(part.number, kept(part.blocks), part.points, part.together)
            for part in block.entries
        )
        return (Entries(parts),)
    if isinstance(block, Table):
        return (block,) if block.style == "blanks" else ()
    return (block,) if isinstance(block, Lines | WriteIn | Boxes | Rules) else ()


def marks(
    module: ModuleType,
    asked: StudentItem,
    answer: ItemKey,
    order: tuple[int, ...],
    catalog: Catalog,
) -> tuple[str, ...]:
    """What a marker finds beside each box in printing order, "" where it stays empty; nothing where the type has no `marks`."""
    own = getattr(module, "marks", None)
    return own(asked, answer, order, catalog) if own else ()
