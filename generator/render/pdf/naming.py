"""The names of what is set, by which its author knows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from generator.page.blocks import (
    AnswerGrid,
    Block,
    Chart,
    Diagram,
    Entries,
    Matching,
    Notice,
    Table,
)
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.lines import Galley


def name_of(blocks: Sequence[Block], setter: BlockSetter, width: float, line: int) -> str:
    """The name of what stands at a line of the document."""
    starts, names, at = [], [], 0
    for block in blocks:
        for name, galley in _named(block, setter, width):
            starts.append(at)
            rows = isinstance(block, Table) and len(galley.lines) == len(block.rows) + bool(
                block.head
            )  # not cut, not told
            names.append((name, block if rows else None))
            at += len(galley.lines)
    place = bisect_right(starts, line) - 1
    name, block = names[place]
    if block:
        row = line - starts[place] + (0 if block.head else 1)
        return f"row {max(row, 1)} of {name}"
    return name


def _named(block: Block, setter: BlockSetter, width: float) -> Iterator[tuple[str, Galley]]:
    if isinstance(block, Entries):
        for entry in block.entries:
            yield f"item {entry.number.rstrip('.')}", setter.entry(entry, 0.0, width, 0.0)
        return
    if isinstance(block, AnswerGrid):
        for entry in block.entries:
            yield (
                f"the answer space of item {entry.number}",
                setter.galleys(AnswerGrid((entry,)), 0.0, width),
            )
        return
    kind = type(block).__name__.lower()
    words = next(_words(block), "")
    opening = words if len(words) <= 50 else words[:50].rsplit(" ", 1)[0] + " …"
    yield f"the {kind} '{opening}'", setter.galleys(block, 0.0, width)


def _words(block: object) -> Iterator[str]:
    """The texts of a block, by which its author knows it."""
    if isinstance(block, Table):
        yield block.summary
    elif isinstance(block, Notice):
        for inner in block.blocks:
            yield from _words(inner)
    elif isinstance(block, Chart | Diagram):
        yield block.alt
    elif isinstance(block, Matching):
        yield from ("".join(run.text for run in runs) for runs in block.premises)
    elif runs := getattr(block, "runs", None) or getattr(block, "lead", None):
        yield "".join(run.text for run in runs)
