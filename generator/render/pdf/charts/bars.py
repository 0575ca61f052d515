"""Bar charts: upright where names and numbers have room, lying otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from generator.page.blocks import Chart
from generator.page.numbers import number_text
from generator.render.pdf.charts.axis import Scale
from generator.render.pdf.charts.canvas import CAPITALS, Drawing, Legend, wrapped
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, TextSetter

_GRID_GREY = 0.7
_PAD = 3.0  # between a bar's end and its number, and round that number


def upright_bars(chart: Chart, text: TextSetter, width: float, room: float) -> Drawing | None:
    """Bars side by side; None where a name or a number would not fit."""
    kind, legend, scale = (
        text.profile.drawing,
        Legend(chart, text, width),
        Scale(_values(chart), nought=True, mark=chart.decimal),
    )
    axis = max(text.line(each, kind)[1] for each in scale.texts) + 2 * _PAD
    slot = (width - axis) / max(len(chart.categories), 1)
    thick = slot * (0.8 if len(chart.series) > 1 else 0.6) / max(len(chart.series), 1)
    names = [wrapped(name, kind, text, slot - _PAD) for name in chart.categories]
    tall = [text.line(number_text(value, chart.decimal), kind)[1] for value in _values(chart)]
    fits = all(
        len(lines) <= 3 and all(text.line(line, kind)[1] <= slot - _PAD for line in lines)
        for lines in names
    )
    if not fits or max(tall, default=0.0) > (slot - _PAD if len(chart.series) == 1 else thick):
        return None
    below = max(map(len, names), default=0) * kind.leading + 2 * _PAD
    over, under = (
        kind.leading if any(each > 0 for each in _values(chart)) else kind.leading / 2,
        kind.leading if any(each < 0 for each in _values(chart)) else 0.0,
    )
    plot = min(text.profile.plot_height, room - legend.height - below - over - under)
    drawing = Drawing(text, width, legend.height + over + plot + under + below)
    legend.draw(drawing)
    low = below + under
    for tick, shown in zip(scale.ticks, scale.texts, strict=True):
        y = low + plot * scale.at(tick)
        drawing.line([(axis, y), (width, y)], drawing.fine, _GRID_GREY)
        drawing.words(shown, kind, axis - 2 * _PAD, y - CAPITALS * kind.size, RIGHT)
    zero = low + plot * scale.at(scale.step * 0)
    for n, lines in enumerate(names):
        start = axis + n * slot + (slot - thick * len(chart.series)) / 2
        for s, (_, values) in enumerate(chart.series):
            end = low + plot * scale.at(values[n])
            drawing.area(start + s * thick, min(zero, end), thick, abs(end - zero), s)
            middle = start + (s + 0.5) * thick
            y = end - _PAD - 0.714 * kind.size if values[n] < 0 else end + _PAD
            _number(drawing, number_text(values[n], chart.decimal), middle, y, CENTRE)
        drawing.block(
            lines, kind, axis + (n + 0.5) * slot, below - 2 * _PAD - len(lines) * kind.leading / 2
        )
    drawing.line([(axis, zero), (width, zero)], drawing.firm)
    return drawing


def lying_bars(chart: Chart, text: TextSetter, width: float, room: float) -> list[Drawing]:
    """Bars under each other, in as many drawings as no page could hold together; all have one scale."""
    kind, legend = text.profile.drawing, Legend(chart, text, width)
    column = min(
        max((text.line(name, kind)[1] for name in chart.categories), default=0.0), 0.36 * width
    )
    names = [wrapped(name, kind, text, column) for name in chart.categories]
    column = max((text.line(line, kind)[1] for lines in names for line in lines), default=0.0)
    thick = 1.15 * kind.size
    groups = [
        max(thick * len(chart.series), len(lines) * kind.leading) + 0.6 * thick for lines in names
    ]
    free = room - legend.height - 2 * kind.leading
    made, at = [], 0
    for count in _panels(groups, free):
        part = replace(
            chart,
            categories=chart.categories[at : at + count],
            series=tuple((name, values[at : at + count]) for name, values in chart.series),
        )
        made.append(
            _lying(
                part,
                _values(chart),
                names[at : at + count],
                groups[at : at + count],
                column,
                legend,
                text,
                width,
            )
        )
        at += count
    return made


def _lying(
    chart: Chart,
    all_values: Sequence[Decimal],
    names: Sequence[list[str]],
    groups: Sequence[float],
    column: float,
    legend: Legend,
    text: TextSetter,
    width: float,
) -> Drawing:
    kind, thick = text.profile.drawing, 1.15 * text.profile.drawing.size
    left, right, scale = _plot(all_values, text, column + 2 * _PAD, width, chart.decimal)
    drawing = Drawing(text, width, legend.height + sum(groups) + 1.6 * kind.leading)
    legend.draw(drawing)
    top, foot = drawing.height - legend.height, 1.6 * kind.leading
    for tick, shown in zip(scale.ticks, scale.texts, strict=True):
        x = left + (right - left) * scale.at(tick)
        drawing.line([(x, foot), (x, top)], drawing.fine, _GRID_GREY)
        drawing.words(shown, kind, x, foot - 2 * _PAD - 0.714 * kind.size, CENTRE)
    zero = left + (right - left) * scale.at(scale.step * 0)
    for lines, group, down, n in zip(
        names, groups, accumulate(groups), range(len(names)), strict=True
    ):
        middle = top - down + group / 2
        drawing.block(lines, kind, column, middle, RIGHT)
        for s, (_, values) in enumerate(chart.series):
            y = middle + thick * (len(chart.series) / 2 - s - 1)
            end = left + (right - left) * scale.at(values[n])
            drawing.area(min(zero, end), y, abs(end - zero), thick, s)
            less = values[n] < 0
            _number(
                drawing,
                number_text(values[n], chart.decimal),
                end + (-_PAD if less else _PAD),
                y + thick / 2 - CAPITALS * kind.size,
                RIGHT if less else LEFT,
            )
    drawing.line([(zero, foot), (zero, top)], drawing.firm)
    return drawing


def _plot(
    values: Sequence[Decimal], text: TextSetter, start: float, end: float, mark: str
) -> tuple[float, float, Scale]:
    """Where the scale begins and ends, so that the bars' numbers stay between `start` and `end`; and the scale."""
    kind = text.profile.drawing
    wide = {value: text.line(number_text(value, mark), kind)[1] + 2 * _PAD for value in values}
    for count in (6, 5, 4, 3, 2, 1):
        scale, room = Scale(values, count, nought=True, mark=mark), end - start
        left, half = start, [text.line(each, kind)[1] / 2 for each in scale.texts]
        while room > 0.2 * (end - start):
            left = start + max(
                half[0],
                *(wide[value] - scale.at(value) * room for value in values if value < 0),
                0.0,
            )
            reach = max(
                (left + scale.at(value) * room + wide[value] for value in values if value >= 0),
                default=0.0,
            )
            if max(reach, left + room + half[-1]) <= end:
                break
            room *= 0.98
        apart = room / (len(half) - 1)
        if all(a + b + _PAD <= apart for a, b in zip(half, half[1:], strict=False)):
            break
    return left, left + room, scale


def _values(chart: Chart) -> list[Decimal]:
    return [value for _, values in chart.series for value in values]


def _panels(groups: Sequence[float], free: float) -> list[int]:
    """How many categories each drawing shows, as equal as can be."""
    parts = 1
    while parts < len(groups):
        counts = [len(groups) // parts + (n < len(groups) % parts) for n in range(parts)]
        starts = [0, *accumulate(counts)]
        if all(sum(groups[a:b]) <= free for a, b in zip(starts, starts[1:], strict=False)):
            return counts
        parts += 1
    return [1] * len(groups) or [0]


def _number(drawing: Drawing, shown: str, x: float, y: float, align: float) -> None:
    """A bar's number on a white ground, so that no rule of the scale runs through it."""
    kind = drawing.text.profile.drawing
    width = drawing.text.line(shown, kind)[1]
    drawing.box(x - align * width - 1, y - 1, width + 2, 0.714 * kind.size + 2, 1.0)
    drawing.words(shown, kind, x, y, align)
