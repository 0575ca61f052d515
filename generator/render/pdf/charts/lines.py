"""Line charts: up to four series, with different dashes and markers."""

from __future__ import annotations

from generator.page.blocks import Chart
from generator.render.pdf.charts.axis import Scale
from generator.render.pdf.charts.canvas import DASHES, Drawing, Legend, wrapped
from generator.render.pdf.styles import Type
from generator.render.pdf.text import RIGHT, TextSetter

_PAD = 3.0


def line_chart(chart: Chart, text: TextSetter, width: float, room: float) -> Drawing:
    """The lines of all series over the same categories."""
    profile, kind, legend = text.profile, text.profile.drawing, Legend(chart, text, width)
    scale = Scale([value for _, values in chart.series for value in values], mark=chart.decimal)
    axis = max(text.line(shown, kind)[1] for shown in scale.texts) + 2 * _PAD
    slot = (width - axis) / max(len(chart.categories), 1)
    over = kind.leading / 2
    free = room - legend.height - over - 0.4 * profile.plot_height
    names, turn, below, small = _names(chart, text, slot, axis + slot / 2, free)
    plot = min(profile.plot_height, room - legend.height - below - over)
    drawing = Drawing(text, width, legend.height + over + plot + below)
    legend.draw(drawing)
    for tick, shown in zip(scale.ticks, scale.texts, strict=True):
        y = below + plot * scale.at(tick)
        if tick == 0:
            drawing.line([(axis, y), (width, y)], drawing.firm)
        else:
            drawing.scale_line([(axis, y), (width, y)])
        drawing.words(shown, kind, axis - 2 * _PAD, y - kind.middle, RIGHT)
    drawing.line([(axis, below), (axis, below + plot)], drawing.fine)
    for n, lines in enumerate(names):
        x = axis + (n + 0.5) * slot
        drawing.line([(x, below), (x, below - _PAD)], drawing.fine)
        if not turn:
            drawing.block(lines, kind, x, below - 2 * _PAD - len(lines) * kind.leading / 2)
            continue
        for m, line in enumerate(lines):
            shift = (m - (len(lines) - 1) / 2) * small.leading + small.middle
            drawing.words(line, small, x + shift, below - 2 * _PAD, RIGHT, turn)
    for s, (_, values) in enumerate(chart.series):
        points = [
            (axis + (n + 0.5) * slot, below + plot * scale.at(value))
            for n, value in enumerate(values)
        ]
        drawing.line(points, 1.2 * drawing.strong, 0.0, DASHES[s])
    for s, (_, values) in enumerate(chart.series):
        for n, value in enumerate(values):
            drawing.marker(
                axis + (n + 0.5) * slot, below + plot * scale.at(value), 0.33 * kind.size, s
            )
    return drawing


def _names(
    chart: Chart, text: TextSetter, slot: float, first: float, room: float
) -> tuple[list[list[str]], float, float, Type]:
    """The categories' names in lines, by how many degrees they are turned, the height they need
    below the plot, their type.
    """
    kind, names = text.profile.drawing, chart.categories
    level = [wrapped(name, kind, text, slot - _PAD) for name in names]
    if all(
        len(lines) <= 3 and all(text.line(line, kind)[1] <= slot - _PAD for line in lines)
        for lines in level
    ):
        return level, 0.0, max(map(len, level), default=0) * kind.leading + 2 * _PAD, kind
    widths = [text.line(name, kind)[1] for name in names]
    if (
        max(widths) * 0.71 <= 0.5 * text.profile.plot_height
        and widths[0] * 0.71 < first
        and slot * 0.71 >= kind.size
    ):
        return [[name] for name in names], 45.0, 0.71 * (max(widths) + kind.size) + 3 * _PAD, kind
    rows, reach = max(1, int(slot / kind.leading)), 0.4 * text.profile.plot_height
    upright = [wrapped(name, kind, text, reach) for name in names]
    while max(map(len, upright)) > rows:
        reach *= 1.1
        upright = [wrapped(name, kind, text, reach) for name in names]
    tall = max(text.line(line, kind)[1] for lines in upright for line in lines) + 3 * _PAD
    fit = min(1.0, room / tall)
    return upright, 90.0, fit * tall, kind.scaled(fit) if fit < 1 else kind
