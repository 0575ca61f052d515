"""Bar charts: vertical where names and numbers have room, horizontal otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from generator.page.blocks import Chart
from generator.page.numbers import number_text, total
from generator.render.pdf.charts.axis import Scale
from generator.render.pdf.charts.canvas import Drawing, Legend, wrapped
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, TextSetter

_BAR = 1.15  # ems that a horizontal bar is thick
_PAD = 3.0  # between a bar's end and its number, and round that number
_DASH = b"3 2"  # of the line across bars
_LIGHT = 2  # a fill on which that line is seen
_HALO = 3.0  # the white round that line, over bars


def vertical_bars(chart: Chart, text: TextSetter, width: float, room: float) -> Drawing | None:
    """Bars side by side; None where a name or a number would not fit."""
    kind, legend = text.profile.drawing, Legend(chart, text, width)
    scale = Scale(_values(chart), nought=True, mark=chart.decimal)
    axis = max(text.line(shown, kind)[1] for shown in scale.texts) + 2 * _PAD
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
    over = kind.leading if any(value > 0 for value in _values(chart)) else kind.leading / 2
    over += kind.leading if chart.line else 0.0
    under = kind.leading if any(value < 0 for value in _values(chart)) else 0.0
    plot = min(text.profile.plot_height, room - legend.height - below - over - under)
    drawing = Drawing(text, width, legend.height + over + plot + under + below)
    legend.draw(drawing)
    low = below + under
    for tick, shown in zip(scale.ticks, scale.texts, strict=True):
        y = low + plot * scale.at(tick)
        drawing.scale_line([(axis, y), (width, y)])
        drawing.words(shown, kind, axis - 2 * _PAD, y - kind.middle, RIGHT)
    zero = low + plot * scale.at(scale.step * 0)
    for n, lines in enumerate(names):
        start = axis + n * slot + (slot - thick * len(chart.series)) / 2
        for s, (_, values) in enumerate(chart.series):
            end = low + plot * scale.at(values[n])
            fill = _fill(chart, s)
            drawing.area(start + s * thick, min(zero, end), thick, abs(end - zero), fill)
            middle = start + (s + 0.5) * thick
            y = end - _PAD - 0.714 * kind.size if values[n] < 0 else end + _PAD
            _number(drawing, number_text(values[n], chart.decimal), middle, y, CENTRE)
        drawing.block(
            lines, kind, axis + (n + 0.5) * slot, below - 2 * _PAD - len(lines) * kind.leading / 2
        )
    drawing.line([(axis, zero), (width, zero)], drawing.firm)
    if chart.line:
        words, before = chart.line
        x, top = axis + before * slot, low + plot + over
        end = low + plot * scale.at(_longest_at_line(chart))
        _line_across(drawing, [(x, zero), (x, end)], [(x, end + 2 * _PAD + kind.size), (x, top)])
        # On the side where there is room.
        side = LEFT if before < len(chart.categories) / 2 else RIGHT
        shift = _PAD if side == LEFT else -_PAD
        _number(drawing, words, x + shift, top - 0.714 * kind.size - 1, side)
    return drawing


def _fill(chart: Chart, series: int) -> int:
    """The fill of a series' bars: a light one where a line goes through the bars of one."""
    return _LIGHT if chart.line and len(chart.series) == 1 else series


def _longest_at_line(chart: Chart) -> Decimal:
    """The value of the longest bar that the chart's line goes through, from 0 on."""
    at = min(int(chart.line[1]), len(chart.categories) - 1) if chart.line else 0
    return max(Decimal(0), *(values[at] for _, values in chart.series))


def _line_across(drawing: Drawing, *lines: Sequence[tuple[float, float]]) -> None:
    """Dashes on a white ground, so that they are seen on bars too."""
    for points in lines:
        drawing.line(points, _HALO, 1.0)
        drawing.line(points, drawing.strong, 0.0, _DASH)


class _Bars(NamedTuple):
    """What all drawings of one chart share: the scale's numbers, the names' column, the legend."""

    values: Sequence[Decimal]
    column: float
    legend: Legend


class _Names(NamedTuple):
    """The names of one drawing's categories in lines, and the height that each category takes."""

    lines: Sequence[list[str]]
    heights: Sequence[float]


def horizontal_bars(chart: Chart, text: TextSetter, width: float, room: float) -> list[Drawing]:
    """Bars under each other, in as many drawings as no page could hold together; all have one
    scale.
    """
    kind, legend = text.profile.drawing, Legend(chart, text, width)
    widest = max((text.line(name, kind)[1] for name in chart.categories), default=0.0)
    column = min(widest, 0.36 * width)
    names = [wrapped(name, kind, text, column) for name in chart.categories]
    column = max((text.line(line, kind)[1] for lines in names for line in lines), default=0.0)
    thick = _BAR * kind.size
    heights = [
        max(thick * len(chart.series), len(lines) * kind.leading) + 0.6 * thick for lines in names
    ]
    bars = _Bars(_values(chart), column, legend)
    drawings, start = [], 0
    for count in _panels(heights, room - legend.height - 2 * kind.leading):
        end = start + count
        last = end == len(chart.categories)
        line = chart.line if chart.line and start <= chart.line[1] < end + last else None
        part = replace(
            chart,
            categories=chart.categories[start:end],
            series=tuple((name, values[start:end]) for name, values in chart.series),
            line=line and (line[0], line[1] - start),
        )
        part_names = _Names(names[start:end], heights[start:end])
        drawings.append(_horizontal(part, bars, part_names, text, width))
        start = end
    return drawings


def _horizontal(
    chart: Chart, bars: _Bars, names: _Names, text: TextSetter, width: float
) -> Drawing:
    kind, thick = text.profile.drawing, _BAR * text.profile.drawing.size
    start = bars.column + 2 * _PAD
    left, right, scale = _plot(bars.values, text, start, width, chart.decimal)
    drawing = Drawing(text, width, bars.legend.height + total(names.heights) + 1.6 * kind.leading)
    bars.legend.draw(drawing)
    top, foot = drawing.height - bars.legend.height, 1.6 * kind.leading
    for tick, shown in zip(scale.ticks, scale.texts, strict=True):
        x = left + (right - left) * scale.at(tick)
        drawing.scale_line([(x, foot), (x, top)])
        drawing.words(shown, kind, x, foot - 2 * _PAD - 0.714 * kind.size, CENTRE)
    zero = left + (right - left) * scale.at(scale.step * 0)
    down = 0.0
    for n, (lines, height) in enumerate(zip(names.lines, names.heights, strict=True)):
        down += height
        middle = top - down + height / 2
        drawing.block(lines, kind, bars.column, middle, RIGHT)
        for s, (_, values) in enumerate(chart.series):
            y = middle + thick * (len(chart.series) / 2 - s - 1)
            end = left + (right - left) * scale.at(values[n])
            drawing.area(min(zero, end), y, abs(end - zero), thick, _fill(chart, s))
            number, y = number_text(values[n], chart.decimal), y + thick / 2 - kind.middle
            if values[n] < 0:
                _number(drawing, number, end - _PAD, y, RIGHT)
            else:
                _number(drawing, number, end + _PAD, y, LEFT)
    drawing.line([(zero, foot), (zero, top)], drawing.firm)
    if chart.line:
        words, before = chart.line
        whole = min(int(before), len(names.heights) - 1)
        y = top - total(names.heights[:whole]) - (before - whole) * names.heights[whole]
        longest = _longest_at_line(chart)
        end = left + (right - left) * scale.at(longest)
        beside = text.line(number_text(longest, chart.decimal), kind)[1] + 2 * _PAD
        _line_across(drawing, [(zero, y), (end, y)], [(end + beside, y), (width, y)])
        _number(drawing, words, width, y + _PAD, RIGHT)
    return drawing


def _plot(
    values: Sequence[Decimal], text: TextSetter, start: float, end: float, mark: str
) -> tuple[float, float, Scale]:
    """Where the scale begins and ends, so that the bars' numbers stay between `start` and `end`;
    and the scale.
    """
    kind = text.profile.drawing
    wide = {value: text.line(number_text(value, mark), kind)[1] + 2 * _PAD for value in values}
    for count in (6, 5, 4, 3, 2, 1):
        scale, room = Scale(values, count, nought=True, mark=mark), end - start
        left, half = start, [text.line(shown, kind)[1] / 2 for shown in scale.texts]
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
        distance = room / (len(half) - 1)
        if all(a + b + _PAD <= distance for a, b in zip(half, half[1:], strict=False)):
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
        if all(total(groups[a:b]) <= free for a, b in zip(starts, starts[1:], strict=False)):
            return counts
        parts += 1
    return [1] * len(groups) or [0]


def _number(drawing: Drawing, shown: str, x: float, y: float, align: float) -> None:
    """A bar's number on a white ground, so that no rule of the scale runs through it."""
    kind = drawing.text.profile.drawing
    width = drawing.text.line(shown, kind)[1]
    drawing.box(x - align * width - 1, y - 1, width + 2, 0.714 * kind.size + 2, 1.0)
    drawing.words(shown, kind, x, y, align)
