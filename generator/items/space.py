"""Where answers go on an answer sheet, and what a marker finds there.

In: what is asked of an item and its order on a form.  Out: blocks to answer in, without the asking; marks for its boxes.
Never lets a key decide how much room there is: an answer sheet is made of what is asked alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from generator import document
from generator.document import Block
from generator.items.base import Answer, Asked
from generator.words import Words


def answer_space(module: ModuleType, asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """What a type's own `sheet` gives, or else whatever one can write on or mark in what it asks."""
    own = getattr(module, "sheet", None)
    return own(asked, order, words) if own else kept(module.ask(asked, order, words))


def kept(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Boxes, rules, lines and cells to fill in; no text that is only read."""
    return tuple(made for block in blocks for made in _kept(block))


def _kept(block: Block) -> tuple[Block, ...]:
    if isinstance(block, document.Options):
        kind = next((option.box for option in block.entries if option.box), "")
        return (document.Boxes(tuple(option.letter for option in block.entries), kind),) if kind else ()
    if isinstance(block, document.Matching):
        return (document.Boxes(tuple(str(n) for n in range(1, len(block.premises) + 1)), "write"),)
    if isinstance(block, document.Paragraph):
        blanks = sum(run.text.count(document.BLANK) for run in block.runs)
        return (document.Rules(tuple(f"({n})" for n in range(1, blanks + 1))),) if blanks else ()
    if isinstance(block, document.Entries):
        parts = tuple(document.Entry(part.number, kept(part.blocks), part.points, part.together) for part in block.entries)
        return (document.Entries(parts),)
    if isinstance(block, document.Table):
        return (block,) if block.style == "blanks" else ()
    return (block,) if isinstance(block, document.Lines | document.WriteIn | document.Boxes | document.Rules) else ()


def marks(module: ModuleType, asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[str, ...]:
    """What a marker finds beside each box in printing order, "" where it stays empty; nothing where the type has no `marks`."""
    own = getattr(module, "marks", None)
    return own(asked, answer, order, words) if own else ()
