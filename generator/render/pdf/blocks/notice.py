"""Blocks in a frame, of which a long one to read goes on over a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.page.blocks import Notice
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.lines import (
    AVOID_BREAK,
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    Ornament,
    height,
    keep_together,
)

_BAR = 4.0  # points, beside what is of another voice
_LONG = 1 / 3  # of a page: a lower frame is whole
_FEWEST = 2  # lines of a frame on a page, at least
_PARTED = 60.0  # penalty of a page that ends inside a frame: rather than a quarter of it empty


def layout_notice(block: Notice, setter: Setter, x: float, width: float) -> BlockLayout:
    """The layout of a frame at `x`, as wide as `width`.  Raises MissingGlyph, TooTall."""
    profile = setter.text.profile
    across, down = profile.notice_pad
    inner = setter.layout_all(block.blocks, x + across, width - 2 * across)
    tall = height(inner.lines) + 2 * down
    goes_on = block.splits and tall > _LONG * setter.room
    within = [*(_parted(inner.lines) if goes_on else inner.lines)]
    last = [line._replace(glue=0.0) for line in within[-1:]]
    del within[-1:]
    if profile.fitted:
        # Gaps stay as the frame has them, where those of its page are drawn up.  Keys and
        # earlier papers keep the place of each line.
        within = [line._replace(height=line.height + line.glue, glue=0.0) for line in within]
    lines = [Line(down, after=NO_BREAK), *within, *last, Line(down)]
    if goes_on:
        lines = [*_with_sides(lines, block, x, width, profile.frame)]
    else:
        box = b"%.2f w 0 G 0 %.2f %.2f %.2f re S" % (profile.frame, -tall, width, tall)
        frame = (Ornament(x, 0, box), *_bar(block, x, tall))
        lines = [*keep_together([lines[0]._replace(ornaments=frame), *lines[1:]])]
    element = Element("Div", inner.elements)
    return BlockLayout(tuple(lines), (element,), profile.cell.above, profile.cell.below)


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that a page parts between blocks, a few of them on either side; inside a block only if
    it could not end otherwise.
    """
    for count, line in enumerate(lines, 1):
        is_between = line.glue > 0 and line.after < AVOID_BREAK
        if count == len(lines):
            yield line._replace(after=NO_BREAK)
        elif is_between and _FEWEST <= count <= len(lines) - _FEWEST:
            yield line._replace(after=_PARTED)
        else:
            yield line._replace(after=line.after + AVOID_BREAK)


def _with_sides(
    lines: Sequence[Line], block: Notice, x: float, width: float, thick: float
) -> Iterator[Line]:
    """Each line of a frame between its sides, the first below the top and the last above the
    bottom: where a page ends, the frame is open.
    """
    for n, line in enumerate(lines):
        tall = line.height + line.glue
        edges = [b"%.2f 0 m %.2f %.2f l" % (side, side, -tall) for side in (0.0, width)]
        top = [0.0] if n == 0 else []
        bottom = [-tall] if n + 1 == len(lines) else []
        edges += [b"0 %.2f m %.2f %.2f l" % (at, width, at) for at in (*top, *bottom)]
        drawn = Ornament(x, 0, b"%.2f w 2 J 0 G %b S" % (thick, b" ".join(edges)))
        yield line._replace(ornaments=(drawn, *_bar(block, x, tall), *line.ornaments))


def _bar(block: Notice, x: float, tall: float) -> list[Ornament]:
    """The heavy bar beside so many points of a frame, if it has one."""
    ops = b"0 g 0 %.2f %.2f %.2f re f" % (-tall, _BAR, tall)
    return [Ornament(x, 0, ops)] if block.bar else []
