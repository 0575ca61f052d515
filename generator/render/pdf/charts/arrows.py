"""Arrows between boxes, and places for their labels."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

CLEAR = 4.0  # between a label and what it must not touch
_APART = 6.0  # by how much arrows to and fro are moved aside
_SHAFT = 9.0  # of an arrow, visible beyond its label on either side
_SWEEPS = 8
_CROSSED, _ASIDE = 4.0, 3.0  # costs of a label crossed by another arrow, and of one beside its own


class Rect(NamedTuple):
    """A rectangle around a middle."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Rect, clear: float = CLEAR) -> bool:
        """Whether the two are nearer than `clear`."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width + 2 * clear
            and abs(self.y - other.y) * 2 < self.height + other.height + 2 * clear
        )

    def holds(self, x: float, y: float, more: float = 0.0) -> bool:
        """Whether a point is inside, or nearer than `more`."""
        return abs(x - self.x) < self.width / 2 + more and abs(y - self.y) < self.height / 2 + more


class Arrow(NamedTuple):
    """A straight line from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    def point(self, t: float) -> tuple[float, float]:
        """The point a share `t` of the way along."""
        return self.x0 + t * (self.x1 - self.x0), self.y0 + t * (self.y1 - self.y0)

    @property
    def length(self) -> float:
        """In points."""
        return hypot(self.x1 - self.x0, self.y1 - self.y0)

    def crosses(self, rect: Rect, more: float = 0.0) -> bool:
        """Whether it runs through a rectangle or nearer to it than `more`."""
        low, high = 0.0, 1.0
        for start, way, middle, size in (
            (self.x0, self.x1 - self.x0, rect.x, rect.width),
            (self.y0, self.y1 - self.y0, rect.y, rect.height),
        ):
            half = size / 2 + more
            if abs(way) < 1e-9:
                if abs(start - middle) >= half:
                    return False
                continue
            a, b = sorted(((middle - half - start) / way, (middle + half - start) / way))
            low, high = max(low, a), min(high, b)
        return low < high


def arrow(start: Rect, end: Rect, moved: bool, gap: float) -> Arrow:
    """From the edge of one box to that of another; `moved`: to the right of its way, beside the one that comes back."""
    dx, dy = end.x - start.x, end.y - start.y
    far = hypot(dx, dy) or 1.0
    aside = _APART if moved else 0.0
    line = Arrow(
        start.x + aside * dy / far,
        start.y - aside * dx / far,
        end.x + aside * dy / far,
        end.y - aside * dx / far,
    )
    leave = max(
        (t for t in (n / 200 for n in range(201)) if start.holds(*line.point(t), gap)), default=0.0
    )
    reach = min(
        (t for t in (n / 200 for n in range(201)) if end.holds(*line.point(t), gap)), default=1.0
    )
    return Arrow(*line.point(leave), *line.point(max(reach, leave + 0.01)))


def settled(
    arrows: Sequence[Arrow], sizes: Sequence[tuple[float, float]], boxes: Sequence[Rect]
) -> tuple[float, list[Rect]] | None:
    """How little the best places for the arrows' labels please, and the places; None when not all have one."""
    choices = [_choices(own, size, arrows, boxes) for own, size in zip(arrows, sizes, strict=True)]
    if not all(choices):
        return None
    chosen = [options[0] for options in choices]
    order = sorted(range(len(arrows)), key=lambda n: (len(choices[n]), n))
    for _ in range(_SWEEPS):
        before = list(chosen)
        for n in order:
            others = [rect for m, (_, rect) in enumerate(chosen) if m != n]
            chosen[n] = min(
                choices[n],
                key=lambda choice: (
                    choice[0] + 1000 * sum(choice[1].touches(each) for each in others)
                ),
            )
        if chosen == before:
            break
    rects = [rect for _, rect in chosen]
    clash = any(a.touches(b) for n, a in enumerate(rects) for b in rects[:n])
    return None if clash else (sum(cost for cost, _ in chosen), rects)


def _choices(
    own: Arrow, size: tuple[float, float], arrows: Sequence[Arrow], boxes: Sequence[Rect]
) -> list[tuple[float, Rect]]:
    """(cost, place): on the arrow or beside it, nearer to its middle or its ends, clear of every box; the cheapest first."""
    width, height = size
    along, across = (own.x1 - own.x0) / (own.length or 1), (own.y1 - own.y0) / (own.length or 1)
    away = (abs(across) * width + abs(along) * height) / 2 + CLEAR
    found = []
    for t in (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.21, 0.79):
        x, y = own.point(t)
        for side in (0, 1, -1):
            rect = Rect(x - side * away * across, y + side * away * along, width, height)
            if any(rect.touches(box) for box in boxes):
                continue
            if not side and (
                rect.holds(own.x0, own.y0, _SHAFT) or rect.holds(own.x1, own.y1, _SHAFT)
            ):
                continue
            crossed = sum(other is not own and other.crosses(rect, CLEAR) for other in arrows)
            found.append((abs(t - 0.5) * 2 + _ASIDE * bool(side) + _CROSSED * crossed, rect))
    return sorted(found, key=lambda choice: choice[0])
