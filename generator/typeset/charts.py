"""Charts to galleys: what bars and lines share, and which way a chart is drawn.

In: a Chart.  Out: its galley: one figure with its alternative text.
Never lets a label run into another: where upright bars have no room for theirs, the bars lie.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Chart
from generator.typeset.bars import lying_bars, upright_bars
from generator.typeset.curves import curves
from generator.typeset.drawing import FILLS, Drawing, figure
from generator.typeset.galley import Galley
from generator.typeset.text import TextSetter


def set_chart(chart: Chart, text: TextSetter, x: float, width: float, room: float) -> Galley:
    """The galley of a chart at `x`; no part of it is higher than `room`.  Raises MissingGlyph, ValueError."""
    if len(chart.series) > FILLS:
        raise ValueError(f"{text.document}: a chart tells at most {FILLS} series apart, not {len(chart.series)}")
    drawings: Sequence[Drawing]
    if chart.kind == "line-chart":
        drawings = [curves(chart, text, width, room)]
    else:
        upright = upright_bars(chart, text, width, room)
        drawings = [upright] if upright else lying_bars(chart, text, width, room)
    return figure(drawings, chart.alt, x, text.profile.cell.above)
