"""Amounts planned and met: a table in words, and in its last column a bar for each row."""

from __future__ import annotations

import math
from dataclasses import replace

from generator.page.blocks import PlanRow, PlanTable, spans
from generator.page.numbers import total
from generator.render.pdf.blocks.tables import Place, layout_table, table_profile, table_widths
from generator.render.pdf.lines import BlockLayout, Line, Ornament
from generator.render.pdf.text import TextSetter

_SHARE = 2.4  # of the width, the column of bars: as a table's relative widths
_TALL = 0.55  # of a line's height, the height of a bar
_GREY = 0.6  # of what is met; its outline is black


def layout_plan_table(block: PlanTable, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of a table at `x`, at most `width` wide.  Raises MissingGlyph."""
    words = block.in_words
    table = replace(
        words,
        head=(*words.head, spans(block.head[3])),
        rows=tuple((*row, ()) for row in words.rows),
        widths=(*words.widths, _SHARE),
    )
    # A row is never cut, so that each has its line.
    layout = layout_table(table, text, Place(x, width, math.inf))
    widths = table_widths(table, text, width)
    pad = table_profile(text.profile, table.style).compact_pad[0]
    left, room = x + total(widths[:3]) + pad, widths[3] - 2 * pad
    scale = room / max([1.0, *(max(row.most, row.amount) for row in block.rows)])
    head, *lines = layout.lines
    drawn = [
        _with_bar(line, row, left, scale, text) for line, row in zip(lines, block.rows, strict=True)
    ]
    return layout._replace(lines=(head, *drawn))


def _with_bar(line: Line, row: PlanRow, left: float, scale: float, text: TextSetter) -> Line:
    """A row with its bar: what is met as a bar, what was planned as an outline around its end."""
    profile = text.profile
    tall = _TALL * profile.compact.leading
    bottom = (profile.compact.leading + 2 * profile.compact_pad[1] + tall) / 2
    bar = b"%.2f w %g g 0 G 0 0 %.2f %.2f re B 0 g" % (
        profile.hairline,
        _GREY,
        row.amount * scale,
        tall,
    )
    start, wide = row.least * scale, max((row.most - row.least) * scale, profile.frame)
    plan = b"%.2f w 0 G %.2f -2 %.2f %.2f re S" % (profile.frame, start, wide, tall + 4)
    ornaments = (Ornament(left, bottom, bar), Ornament(left, bottom, plan))
    return line._replace(ornaments=(*line.ornaments, *ornaments))
