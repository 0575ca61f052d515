"""Timelines: a scale of time from top to bottom, and beside it what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.page.blocks import Timeline, TimelineEvent
from generator.page.numbers import total
from generator.render.pdf.charts.canvas import Drawing, figure, marks_width, wrapped
from generator.render.pdf.lines import BlockLayout
from generator.render.pdf.results import TooTall
from generator.render.pdf.text import LEFT, RIGHT, TextSetter

_GAP = 4.0  # points between the texts of two events
_BEHIND_MARKS = 2.0  # points from the column of marks to the texts
_LEADER = 26.0  # points from the scale to the texts
_MARK = 0.34  # of a sign on the scale, in ems
_LANE = 0.9  # ems between events that overlap
_TICK = 4.0  # points


class _Described(NamedTuple):
    """An event, its lines of text, and where its middle is on the scale: points below its top.

    `lane`: how far right of the scale it is drawn, in lanes: those that overlap are beside each
    other.
    """

    event: TimelineEvent
    lines: Sequence[str]
    middle: float
    lane: int


class _Scale(NamedTuple):
    """The scale: `across` is where it is drawn; it begins at `top` with day `first`."""

    across: float
    top: float
    height: float
    first: int
    last: int

    def below(self, day: float) -> float:
        """How far below the top a day is, in points."""
        return self.height * (day - self.first) / max(self.last - self.first, 1)


def layout_timeline(
    timeline: Timeline, text: TextSetter, x: float, width: float, room: float
) -> BlockLayout:
    """The layout of a timeline at `x`, not higher than `room`.  Raises MissingGlyph, TooTall."""
    profile, kind = text.profile, text.profile.drawing
    axis = 3 * _TICK + max((text.line(shown, kind)[1] for _, shown in timeline.ticks), default=0.0)
    days = [day for day, _ in timeline.ticks]
    days += [day for event in timeline.events for day in (event.start, event.end)]
    events = sorted(timeline.events, key=lambda event: (event.start + event.end, event.start))
    lanes = _lanes(events)
    left = axis + _LEADER + max(lanes, default=0) * _LANE * kind.size
    # Marks are in a column of their own, so that dates are under each other.
    marked = max((marks_width(event.marks, kind) for event in events), default=0.0)
    marked += _BEHIND_MARKS if marked else 0.0
    texts = [wrapped(_shown(event), kind, text, width - left - marked) for event in events]
    height = max(profile.plot_height, total(len(lines) * kind.leading + _GAP for lines in texts))
    if height + kind.leading > room:
        raise TooTall(text.document, f"the timeline '{timeline.alt}'")
    drawing = Drawing(text, width, height + kind.leading)
    scale = _Scale(axis, drawing.height - kind.leading / 2, height, min(days), max(days))
    described = [
        _Described(event, lines, scale.below((event.start + event.end) / 2), lane)
        for event, lines, lane in zip(events, texts, lanes, strict=True)
    ]
    drawing.line([(axis, scale.top), (axis, scale.top - height)], drawing.firm)
    for day, shown in timeline.ticks:
        y = scale.top - scale.below(day)
        drawing.line([(axis - _TICK, y), (axis, y)], drawing.firm)
        drawing.words(shown, kind, axis - 2.5 * _TICK, y - kind.middle, RIGHT)
    for each, middle in zip(described, _spread(described, kind.leading, height), strict=True):
        _draw(drawing, each, scale, (left, left + marked, middle))
    return figure([drawing], timeline.alt, x, profile.cell.above)


def is_solid(event: TimelineEvent) -> bool:
    """Whether an event's sign is solid: it is more than what somebody says, by itself and by its
    marks; what a course works out from an allegation is no more than that.
    """
    kinds = {span.mark for span in event.marks}
    return event.sure and ("reported" in kinds or kinds <= {"derived"})


def _shown(event: TimelineEvent) -> str:
    head = f"{event.date} ({event.status})" if event.status else event.date
    return f"{head}: {event.label}"


def _lanes(events: Sequence[TimelineEvent]) -> list[int]:
    """A lane for each event, so that none is drawn on another that is not of one day too."""
    ends: list[int] = []
    lanes: dict[TimelineEvent, int] = {}
    for event in sorted(events, key=lambda event: (event.start, event.end)):
        if event.start == event.end:
            lanes[event] = 0
            continue
        lane = next((n for n, end in enumerate(ends) if end < event.start), len(ends))
        ends[lane : lane + 1] = [event.end]
        lanes[event] = lane
    return [lanes[event] for event in events]


def _spread(described: Sequence[_Described], leading: float, height: float) -> list[float]:
    """Middles of the texts, in points below the top: near those of their events, none on
    another.
    """
    half = [(len(each.lines) * leading + _GAP) / 2 for each in described]
    middles: list[float] = []
    for each, own in zip(described, half, strict=True):
        least = middles[-1] + half[len(middles) - 1] if middles else 0.0
        middles.append(max(each.middle, least + own))
    low = height
    for n in reversed(range(len(middles))):
        middles[n] = min(middles[n], low - half[n])
        low = middles[n] - half[n]
    return middles


def _draw(
    drawing: Drawing, described: _Described, scale: _Scale, at: tuple[float, float, float]
) -> None:
    """An event: a sign or a bar on the scale, a line from there to its marks and its text; `at`:
    where these begin, and how far down their middle is.
    """
    kind, event = drawing.text.profile.drawing, described.event
    left, indented, y = at[0], at[1], scale.top - at[2]
    size = _MARK * kind.size
    point, across = scale.top - described.middle, scale.across + described.lane * _LANE * kind.size
    drawing.line([(across, point), (left - 10, y), (left - 4, y)], drawing.fine)
    ends = scale.top - scale.below(event.start), scale.top - scale.below(event.end)
    if ends[0] - ends[1] > 2 * size:
        fill = 0.35 if is_solid(event) else 1.0
        drawing.box(across - size, ends[1], 2 * size, ends[0] - ends[1], fill, drawing.firm)
    else:
        drawing.marker(across, point, size, 0 if is_solid(event) else 1)
    top = y + (len(described.lines) - 1) * kind.leading / 2
    drawing.marks(event.marks, kind, left, top - kind.middle)
    for n, line in enumerate(described.lines):
        drawing.words(line, kind, indented, top - n * kind.leading - kind.middle, LEFT)
