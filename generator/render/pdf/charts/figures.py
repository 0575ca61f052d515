"""Charts: which way one is drawn, in how many parts."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.blocks import Chart
from generator.render.pdf.charts.bars import horizontal_bars, vertical_bars
from generator.render.pdf.charts.canvas import FILLS, Drawing, figure
from generator.render.pdf.charts.lines import line_chart
from generator.render.pdf.lines import BlockLayout
from generator.render.pdf.text import TextSetter


def layout_chart(
    chart: Chart, text: TextSetter, x: float, width: float, room: float
) -> BlockLayout:
    """The layout of a chart at `x`; no part of it is higher than `room`. Raises MissingGlyph,
    ValueError.
    """
    if len(chart.series) > FILLS:
        raise ValueError(
            f"{text.document}: a chart has at most {FILLS} series, not {len(chart.series)}"
        )
    drawings: Sequence[Drawing]
    if chart.kind == "line-chart":
        drawings = [line_chart(chart, text, width, room)]
    else:
        upright = vertical_bars(chart, text, width, room)
        drawings = [upright] if upright else horizontal_bars(chart, text, width, room)
    return figure(drawings, chart.alt, x, text.profile.cell.above)
