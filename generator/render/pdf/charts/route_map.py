"""Maps of routes: places as points, straight ways between them, and their names beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from math import hypot
from typing import NamedTuple

from generator.page.blocks import Route, RouteMap
from generator.render.pdf.charts.canvas import Drawing, figure, wrapped
from generator.render.pdf.charts.ring_layout import Arrow, Rect
from generator.render.pdf.lines import BlockLayout
from generator.render.pdf.styles import Type
from generator.render.pdf.text import CENTRE, RIGHT, TextSetter

_EDGE = 0.17  # of the width and the height, on each side, for names of places
_TALL = 0.75  # of its width, for a map at most
_DOT = 0.3  # of a place, in ems
_HEAD = 0.74  # length of an arrow's head, in ems
_WIDE = 0.34  # of the width, for the name of a place or way
_APART = 9.0  # points between two ways that join the same places
_DASHES = b"4 3"
_SMALLER = (1.0, 0.85, 0.72)  # sizes of the words that are tried
_COVERED, _CROSSED, _OUTSIDE = 10.0, 3.0, 50.0  # costs of where a label may be


class _Label(NamedTuple):
    """Lines of words in a rectangle."""

    lines: Sequence[str]
    rect: Rect


def layout_route_map(
    route_map: RouteMap, text: TextSetter, x: float, width: float, room: float
) -> BlockLayout:
    """The layout of a map at `x`, not higher than `room`.  Raises MissingGlyph."""
    note = 1.6 * text.profile.drawing.leading
    points, height = _points(route_map, width, room - note)
    ways = _ways(route_map, points)
    page = Rect(width / 2, height / 2, width, height)
    for factor in _SMALLER:
        kind = text.profile.drawing.scaled(factor)
        dots = [
            Rect(*point, 2 * _DOT * kind.size, 2 * _DOT * kind.size) for point in points.values()
        ]
        labels = _labels(route_map, points, ways, _Sheet(text, kind, page, dots))
        placed = [*dots, *(label.rect for label in labels)]
        if not any(a.touches(b, 0.0) for a, b in combinations(placed, 2)):
            break
    low = min(rect.y - rect.height / 2 for rect in placed)
    high = max(rect.y + rect.height / 2 for rect in placed)
    drawing, lift = Drawing(text, width, high - low + note), note - low
    for route, way in zip(route_map.routes, ways, strict=True):
        _draw_way(drawing, route, way, lift)
    for rect in dots:
        drawing.marker(rect.x, rect.y + lift, _DOT * kind.size, 0)
    for label in labels:
        rect = label.rect
        drawing.box(
            rect.x - rect.width / 2, rect.y - rect.height / 2 + lift, rect.width, rect.height, 1.0
        )
        drawing.block(label.lines, kind, rect.x, rect.y + lift, CENTRE)
    kind = text.profile.drawing
    drawing.words(route_map.note, kind, width, 0.3 * kind.leading, RIGHT)
    return figure([drawing], route_map.said, x, text.profile.cell.above)


class _Sheet(NamedTuple):
    """What labels are set in, and where they may be and may not."""

    text: TextSetter
    kind: Type
    page: Rect
    dots: Sequence[Rect]


def _labels(
    route_map: RouteMap,
    points: Mapping[str, tuple[float, float]],
    ways: Sequence[Arrow],
    sheet: _Sheet,
) -> list[_Label]:
    """The names of places, then those of ways, each where it covers least."""
    labels: list[_Label] = []

    def place(
        words: str,
        candidates: Callable[[tuple[float, float]], Iterable[Rect]],
        crossing: Sequence[Arrow],
    ) -> None:
        lines = wrapped(words, sheet.kind, sheet.text, _WIDE * sheet.page.width)
        wide = max(sheet.text.line(line, sheet.kind)[1] for line in lines) + 4
        rects = list(candidates((wide, len(lines) * sheet.kind.leading)))
        taken = [*sheet.dots, *(label.rect for label in labels)]
        labels.append(_Label(lines, _best(rects, taken, crossing, sheet.page)))

    gap = _DOT * sheet.kind.size + 3
    for name, point in points.items():
        place(name, partial(_beside, point, gap), ways)
    for route, way in zip(route_map.routes, ways, strict=True):
        if route.label:
            place(route.label, partial(_along, way), [other for other in ways if other is not way])
    return labels


def _points(
    route_map: RouteMap, width: float, room: float
) -> tuple[dict[str, tuple[float, float]], float]:
    """Where each place is, in points from the lower left corner, and the height of all."""
    xs = [float(x) for _, x, _ in route_map.places]
    ys = [float(y) for _, _, y in route_map.places]
    across, up = max(xs) - min(xs), max(ys) - min(ys)
    inner = (1 - 2 * _EDGE) * width
    limit = min(_TALL * width, room)
    edge = min(0.5 * limit, _EDGE * limit + 12)
    scale = min(inner / across if across else 1e9, (limit - 2 * edge) / up if up else 1e9)
    scale = scale if scale < 1e9 else 1.0
    left = (width - scale * across) / 2
    points = {
        name: (left + scale * (float(x) - min(xs)), edge + scale * (float(y) - min(ys)))
        for name, x, y in route_map.places
    }
    return points, scale * up + 2 * edge


def _ways(route_map: RouteMap, points: dict[str, tuple[float, float]]) -> list[Arrow]:
    """The line of each route; those that join the same places are side by side."""
    same: dict[frozenset[str], list[int]] = {}
    for n, route in enumerate(route_map.routes):
        same.setdefault(frozenset((route.source, route.target)), []).append(n)
    ways = []
    for n, route in enumerate(route_map.routes):
        group = same[frozenset((route.source, route.target))]
        aside = _APART * (group.index(n) - (len(group) - 1) / 2)
        first, second = sorted((points[route.source], points[route.target]))
        length = hypot(second[0] - first[0], second[1] - first[1])
        dx, dy = (first[1] - second[1]) / length * aside, (second[0] - first[0]) / length * aside
        start, end = points[route.source], points[route.target]
        ways.append(Arrow(start[0] + dx, start[1] + dy, end[0] + dx, end[1] + dy))
    return ways


def _beside(point: tuple[float, float], gap: float, size: tuple[float, float]) -> Iterator[Rect]:
    """The places for a name round a point, the best first."""
    (x, y), (width, height) = point, size
    across, up = width / 2 + gap, height / 2 + gap
    for right, above in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        yield Rect(x + right * across, y + above * up, width, height)
    for right, above in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        yield Rect(x + right * (across - gap / 2), y + above * (up - gap / 2), width, height)


def _along(way: Arrow, size: tuple[float, float]) -> Iterator[Rect]:
    """The places for a label of a way, the best first: on it near its middle, then beside it."""
    (width, height), shares = size, (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
    across, up = (way.y0 - way.y1) / way.length, (way.x1 - way.x0) / way.length
    reach = (abs(across) * width + abs(up) * height) / 2 + 2
    for aside in (0.0, reach, -reach):
        for share in shares:
            x, y = way.point(share)
            yield Rect(x + aside * across, y + aside * up, width, height)


def _best(rects: Sequence[Rect], taken: Sequence[Rect], ways: Sequence[Arrow], page: Rect) -> Rect:
    """The place where a label covers and leaves the least."""

    def cost(rect: Rect) -> float:
        covered = [rect.touches(other, 1.0) for other in taken].count(True)
        crossed = [way.crosses(rect) for way in ways].count(True)
        outside = (
            abs(rect.x - page.x) + rect.width / 2 > page.width / 2
            or abs(rect.y - page.y) + rect.height / 2 > page.height / 2
        )
        return _COVERED * covered + _CROSSED * crossed + (_OUTSIDE if outside else 0.0)

    return min(rects, key=cost)


def _draw_way(drawing: Drawing, route: Route, way: Arrow, lift: float) -> None:
    kind = drawing.text.profile.drawing
    dot, head = 1.5 * _DOT * kind.size, _HEAD * kind.size
    along, across = (way.x1 - way.x0) / way.length, (way.y1 - way.y0) / way.length
    stop = dot + head if route.arrow else 0.0
    end = way.x1 - stop * along, way.y1 + lift - stop * across
    dashes = _DASHES if route.dashed else b""
    drawing.line([(way.x0, way.y0 + lift), end], 1.2 * drawing.firm, 0.0, dashes)
    if route.arrow:
        tip = way.x1 - dot * along, way.y1 + lift - dot * across
        side = 0.4 * head
        drawing.shape(
            [
                tip,
                (end[0] - side * across, end[1] + side * along),
                (end[0] + side * across, end[1] - side * along),
            ],
            0.0,
        )
