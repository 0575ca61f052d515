"""Charts to galleys: what bars and lines share, and which way a chart is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.blocks import Chart
from generator.render.pdf.charts.bars import lying_bars, upright_bars
from generator.render.pdf.charts.canvas import FILLS, Drawing, figure
from generator.render.pdf.charts.lines import curves
from generator.render.pdf.lines import Galley
from generator.render.pdf.text import TextSetter


def set_chart(chart: Chart, text: TextSetter, x: float, width: float, room: float) -> Galley:
    """The galley of a chart at `x`; no part of it is higher than `room`.  Raises MissingGlyph, ValueError."""
    if len(chart.series) > FILLS:
        raise ValueError(
            f"{text.document}: a chart tells at most {FILLS} series apart, not {len(chart.series)}"
        )
    drawings: Sequence[Drawing]
    if chart.kind == "line-chart":
        drawings = [curves(chart, text, width, room)]
    else:
        upright = upright_bars(chart, text, width, room)
        drawings = [upright] if upright else lying_bars(chart, text, width, room)
    return figure(drawings, chart.alt, x, text.profile.cell.above)
