"""Timelines whose scale runs from left to right, with flags above and below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.page.blocks import Timeline, TimelineEvent
from generator.render.pdf.charts.canvas import Drawing, figure, marks_width, wrapped
from generator.render.pdf.charts.timeline import is_solid
from generator.render.pdf.lines import BlockLayout
from generator.render.pdf.styles import Type
from generator.render.pdf.text import LEFT, TextSetter

_AXIS = 0.8  # of the width, for the scale: the last flags need the rest
_BAND = 10.0  # points, the height of the scale
_BAR, _STEP = 5.0, 6.5  # points, of a bar, and from one to the next where they overlap
_LEAST_BAR = 2.3  # points (0.8 mm), of the bar of a day
_WIDTHS = (170.0, 140.0, 115.0, 95.0, 78.0, 64.0, 52.0)  # points, of flags that are tried
_BESIDE = 3.0  # points, from a leader to its words
_GAP = 5.0  # points between flags
_TALLEST = 0.42  # of a page


class _Flag(NamedTuple):
    """An event's words, in a box so wide whose lower edge is `base` above the scale (or its upper
    one so much below it).

    `step`: in which row its bar is, from the scale outwards.
    """

    event: TimelineEvent
    lines: Sequence[str]
    x: float
    width: float
    base: float
    height: float
    step: int

    @property
    def top(self) -> float:
        """The edge that is away from the scale."""
        return self.base + self.height


class _Scale(NamedTuple):
    """From day `first` at the left edge to day `last` at `width`; flags are `clear` of its bars."""

    first: int
    last: int
    width: float
    clear: float

    def across(self, day: float) -> float:
        """How far to the right a day begins, in points."""
        return self.width * (day - self.first) / max(self.last - self.first, 1)


def layout_level_timeline(
    timeline: Timeline, text: TextSetter, place: tuple[float, float, float]
) -> BlockLayout | None:
    """The layout of a timeline at x, so wide and on pages of so much room (`place`); None where
    flags would be too high.

    A bar is as long as the event, or as wide as its date is vague.  Flags are placed from right to
    left, each where it ends nearest to the scale and meets neither a flag nor a leader.
    """
    x, width, room = place
    days = [day for day, _ in timeline.ticks]
    days += [day for event in timeline.events for day in (event.start, event.end + 1)]
    scale = _Scale(min(days), max(days), _AXIS * width, 0.0)
    scale = scale._replace(clear=_rows(timeline.events, scale) * _STEP + 2)
    above: list[_Flag] = []
    below: list[_Flag] = []
    for event in sorted(timeline.events, key=lambda event: (event.start, event.end), reverse=True):
        choices = [
            (flag.top, number, flag)
            for number, side in enumerate((above, below))
            for flag in _flags(event, side, scale, text, width)
        ]
        if not choices:
            return None
        _, number, flag = min(choices, key=lambda choice: choice[:2])
        (above, below)[number].append(flag)
    high, low = (max((flag.top for flag in side), default=0.0) for side in (above, below))
    if high + low + _BAND > _TALLEST * room:
        return None
    drawing = Drawing(text, width, high + low + _BAND + 2)
    drawing.box(0, low + 1, scale.width, _BAND, 0.94, drawing.fine)
    _draw_ticks(drawing, timeline, scale, low + 1)
    for side, edge, way in ((above, low + 1 + _BAND, 1), (below, low + 1, -1)):
        for flag in side:
            _draw(drawing, flag, scale, edge, way)
    return figure([drawing], timeline.alt, x, text.profile.cell.above)


def _flags(
    event: TimelineEvent, side: Sequence[_Flag], scale: _Scale, text: TextSetter, width: float
) -> list[_Flag]:
    """The flags that an event may have on a side: narrow and high, or wide and low."""
    kind = text.profile.drawing
    x = scale.across(event.start)
    step = _free_step(event, side, scale)
    flags = []
    for wide in _WIDTHS:
        if x + wide > width + 0.01:
            continue
        lines = wrapped(event.label, kind, text, wide - _BESIDE)
        head = _head_width(event, text)
        widest = max(head, *(text.line(line, kind)[1] for line in lines)) + _BESIDE
        if x + widest > width + 0.01:
            continue
        tall = (len(lines) + 1) * kind.leading
        # Whoever is to the right and under its width has a leader up to the top of its flag.
        base = max(
            (flag.top + _GAP for flag in side if flag.x < x + widest + _GAP), default=scale.clear
        )
        flags.append(_Flag(event, lines, x, widest, base, tall, step))
    return flags


def _rows(events: Sequence[TimelineEvent], scale: _Scale) -> int:
    """How many bars are at most over one place of the scale."""
    return max(
        len(
            [
                other
                for other in events
                if scale.across(other.start) <= scale.across(event.start) <= _end(other, scale) + 1
            ]
        )
        for event in events
    )


def _free_step(event: TimelineEvent, side: Sequence[_Flag], scale: _Scale) -> int:
    """The row in which an event's bar meets no other."""
    taken = {flag.step for flag in side if flag.x < _end(event, scale) + 1}
    return next(step for step in range(len(side) + 1) if step not in taken)


def _end(event: TimelineEvent, scale: _Scale) -> float:
    return max(scale.across(event.end + 1), scale.across(event.start) + _LEAST_BAR)


def _bold(kind: Type) -> Type:
    return replace(kind, bold=True)


def _head_width(event: TimelineEvent, text: TextSetter) -> float:
    kind = text.profile.drawing
    return text.line(event.date, _bold(kind))[1] + marks_width(event.marks, kind)


def _draw_ticks(drawing: Drawing, timeline: Timeline, scale: _Scale, low: float) -> None:
    kind = drawing.text.profile.drawing.scaled(0.93)
    baseline = low + _BAND / 2 - kind.middle
    for day, shown in timeline.ticks:
        x = scale.across(day)
        drawing.line([(x, low), (x, low + _BAND)], drawing.fine)
        if x + drawing.text.line(shown, kind)[1] + 4 <= drawing.width:
            drawing.words(shown, kind, x + 2.5, baseline, LEFT)


def _draw(drawing: Drawing, flag: _Flag, scale: _Scale, edge: float, way: int) -> None:
    """A bar on the scale, and from its beginning a leader along the flag; `way`: 1 up, -1 down."""
    text = drawing.text
    kind, event = text.profile.drawing, flag.event
    near, far = edge + way * flag.step * _STEP, edge + way * (flag.step * _STEP + _BAR)
    drawing.line([(flag.x, near), (flag.x, edge + way * flag.top)], drawing.fine)
    length = _end(event, scale) - flag.x
    drawing.box(flag.x, min(near, far), length, _BAR, 0.0 if is_solid(event) else 1.0, drawing.firm)
    top = edge + (flag.top if way > 0 else -flag.base)
    x, y = flag.x + _BESIDE, top - kind.leading / 2 - kind.middle
    drawing.marks(event.marks, kind, x, y)
    drawing.words(event.date, _bold(kind), x + marks_width(event.marks, kind), y, LEFT)
    for n, line in enumerate(flag.lines, 1):
        drawing.words(line, kind, flag.x + _BESIDE, y - n * kind.leading, LEFT)
