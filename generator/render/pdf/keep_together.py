"""Where a page may end inside an item."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.blocks import Block, Bullets, Entries, Lines, Matching, Paragraph, Passage
from generator.render.pdf.lines import KEEP, NEVER, Galley, Line, stack, unwilling, whole

_FLOWING = Entries | Lines | Matching | Passage
_INSIDE = (
    300  # penalty of a page break in a stimulus rather than behind it: half a page may stay empty
)


def together(galleys: Sequence[Galley], blocks: Sequence[Block], fits: bool = True) -> Galley:
    """An item that is never parted; one that no page holds only in a matching or in running text below its first block."""
    made = []
    for n, (galley, block) in enumerate(zip(galleys, blocks, strict=True)):
        if n and not fits and isinstance(block, Paragraph):
            made.append(galley._replace(lines=unwilling(galley.lines)))
        else:
            made.append(
                galley
                if isinstance(block, Matching)
                else galley._replace(lines=_tied(galley.lines))
            )
    return _ended(stack([*(_followed(galley, NEVER) for galley in made[:-1]), *made[-1:]]))


def parted(galleys: Sequence[Galley], blocks: Sequence[Block]) -> Galley:
    """An item that may go over a page's end: between its blocks, in lines, passages and lists, in other later blocks if it must.

    What stands before its parts, a stimulus, is held with them; it is parted between blocks rather than inside one.
    """
    first_part = next((n for n, block in enumerate(blocks) if isinstance(block, Entries)), 0)
    made = []
    for n, (galley, block) in enumerate(zip(galleys, blocks, strict=True)):
        if not galley.lines:
            continue
        if not isinstance(block, _FLOWING) and not (n and isinstance(block, Bullets)):
            galley = galley._replace(lines=unwilling(galley.lines) if n else whole(galley.lines))
        if n == 0:
            galley = _followed(galley, NEVER)
        if n < first_part:
            galley = galley._replace(lines=_held(galley.lines))
        made.append(galley)
    return _ended(stack(made))


def _tied(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line if line.after == NEVER else line._replace(after=NEVER) for line in lines)


def _held(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A stimulus: a page ends in or behind it only if there is no other place before it."""
    return (*(_raised(line, KEEP + _INSIDE) for line in lines[:-1]), _raised(lines[-1], KEEP))


def _raised(line: Line, by: float) -> Line:
    return line if line.after >= NEVER else line._replace(after=line.after + by)


def _followed(galley: Galley, after: float) -> Galley:
    return galley._replace(
        lines=(*galley.lines[:-1], *(line._replace(after=after) for line in galley.lines[-1:]))
    )


def _ended(galley: Galley) -> Galley:
    """With an end behind which any page may end."""
    return galley._replace(
        lines=(
            *galley.lines[:-1],
            *(line._replace(after=0.0, glue=0.0) for line in galley.lines[-1:]),
        )
    )
