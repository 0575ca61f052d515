"""Figures in a table, and beside them a bar and a dot with its range for each row."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import NamedTuple

from generator.page.blocks import Dot, PlotTable
from generator.page.numbers import total
from generator.render.pdf.blocks.tables import Place, layout_table, table_profile, table_widths
from generator.render.pdf.charts.canvas import Drawing
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import LEAF, BlockLayout, Element, Line, Ornament, PlacedText
from generator.render.pdf.text import TextSetter, rule

_TALL = 0.55  # of a line's height, the height of a bar
_GREY = 0.6  # of a bar; its outline is black
_SIZE = 2.4  # of a dot, from its middle, in points
_DOTTED = b"1 2"


class _Axis(NamedTuple):
    """Where dots are: from `left` on, so wide, from a least value to 1, with a line at a mark."""

    left: float
    wide: float
    least: float
    mark: float

    def at(self, value: float) -> float:
        """Where a value is, from the left end; what is beyond this end is at it."""
        return (max(value, self.least) - self.least) / (1 - self.least) * self.wide


def layout_plot_table(block: PlotTable, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of a table at `x`, at most `width` wide.  Raises MissingGlyph."""
    table = block.printed
    # A row is never cut, so that each has its line.
    layout = layout_table(table, text, Place(x, width, math.inf))
    widths = table_widths(table, text, width)
    profile = table_profile(text.profile, table.style)
    pad = profile.cell_pad[0]
    starts = list(accumulate(widths, initial=x))
    numbers = max(text.width(row[block.bar_column], profile.cell) for row in table.rows)
    bar = starts[block.bar_column] + pad, widths[block.bar_column] - numbers - 3 * pad
    axis = _Axis(starts[-2] + pad, widths[-1] - 2 * pad, *block.axis)
    head, *lines = layout.lines
    thead, tbody = layout.elements[0].kids
    assert thead and tbody
    rows = list(tbody.kids)
    for n, share in enumerate(block.shares):
        lines[n] = _with_bar(lines[n], share, bar, text)
        if n in block.ends:
            end = rule(x, lines[n].height, total(widths), profile.rule)
            lines[n] = lines[n]._replace(ornaments=(*lines[n].ornaments, end))
    for n, dot in enumerate(block.dots):
        lines[n] = _with_axis(lines[n], axis, text)
        if row := rows[n]:
            lines[n], rows[n] = (
                _with_dot(lines[n], row, dot, axis, text) if dot else (lines[n], row)
            )
    whole = layout.elements[0]._replace(kids=(thead, tbody._replace(kids=tuple(rows))))
    return layout._replace(lines=(head, *lines), elements=(whole,))


def _with_bar(line: Line, share: float, bar: tuple[float, float], text: TextSetter) -> Line:
    """A row with a share as a bar in an outline of the whole."""
    profile, (left, wide) = text.profile, bar
    tall = _TALL * profile.compact.leading
    bottom = (profile.compact.leading + 2 * profile.compact_pad[1] + tall) / 2
    drawn = b"%.2f w 0 G 0 0 %.2f %.2f re S %g g 0 0 %.2f %.2f re B 0 g" % (
        *(profile.hairline, wide, tall),
        *(_GREY, share * wide, tall),
    )
    return line._replace(ornaments=(*line.ornaments, Ornament(left, bottom, drawn)))


def _with_axis(line: Line, axis: _Axis, text: TextSetter) -> Line:
    """A row with the upright lines at 0 and at the mark, which meet those of the next row."""
    drawing = Drawing(text, axis.wide, line.height)
    for value, dash in ((0.0, b""), (axis.mark, _DOTTED)):
        x = axis.at(value)
        drawing.line([(x, 0), (x, line.height)], drawing.fine, 0, dash)
    upright = Ornament(axis.left, line.height, b"q %b Q" % b"".join(drawing.ops))
    return line._replace(ornaments=(*line.ornaments, upright))


def _with_dot(
    line: Line, row: Element, dot: Dot, axis: _Axis, text: TextSetter
) -> tuple[Line, Element]:
    """A row and its element with the dot as a figure in the last cell."""
    drawing = Drawing(text, axis.wide, line.height)
    profile = text.profile
    y = line.height - profile.compact_pad[1] - profile.compact.leading / 2
    ends = [(axis.at(value), y) for value in (dot.least, dot.most)]
    drawing.line(ends, drawing.firm)
    middle = axis.at(dot.value)
    corners = [math.radians(22.5 + 45 * n) for n in range(8)]
    drawing.shape(
        [(middle + _SIZE * math.cos(a), y + _SIZE * math.sin(a)) for a in corners],
        1.0 if dot.is_open else 0.0,
        drawing.firm,
    )
    ops = b"".join(drawing.ops)
    placed = PlacedText("Figure", True, axis.left, line.height, ops, None, (axis.wide, line.height))
    figure = Element("Figure", (LEAF,), f"/Alt{text_string(dot.alt)}")
    *cells, last = row.kids
    assert last
    changed = row._replace(kids=(*cells, last._replace(kids=(*last.kids, figure))))
    return line._replace(spans=(*line.spans, placed)), changed
