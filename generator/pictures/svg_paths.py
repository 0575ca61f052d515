"""Path data and transformations of SVG to straight lines and cubic curves in points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import acos, ceil, cos, hypot, pi, radians, sin, sqrt, tan
from typing import NamedTuple

from generator.pictures.drawings import short
from generator.pictures.refused import PictureRefused

Point = tuple[float, float]
# An operator and its points: `m` and `l` have one, `c` three, `h` none.
Segment = tuple[str, tuple[Point, ...]]
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TOKEN = re.compile(rf"[A-DF-Za-df-z]|{NUMBER.pattern}")
_FUNCTION = re.compile(r"([A-Za-z]+)\s*\(([^)]*)\)")
_NEEDED = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_ROUND = 0.5522847498307936  # control points of a quarter of a circle, in radii
_FARTHEST = 1e6


class Matrix(NamedTuple):
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then_inside(self, inner: Matrix) -> Matrix:
        """First the inner map, then this one."""
        a, b, c, d, e, f = inner
        x, y = self.of(e, f)
        return Matrix(
            self.a * a + self.c * b,
            self.b * a + self.d * b,
            self.a * c + self.c * d,
            self.b * c + self.d * d,
            x,
            y,
        )

    def of(self, x: float, y: float) -> Point:
        """Where a point comes to be."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float:
        """By how much lengths grow, on the average."""
        return sqrt(abs(self.a * self.d - self.b * self.c))


def numbers(text: str) -> list[float]:
    """The numbers of a list."""
    return [float(match) for match in NUMBER.findall(text)]


def transform(text: str) -> Matrix:
    """What a transform attribute says.  Raises PictureRefused."""
    whole = Matrix()
    rest = _FUNCTION.sub(" ", text).replace(",", " ").strip()
    if rest not in ("", "none"):
        raise PictureRefused(f"a transformation in it cannot be read, at '{rest[:12]}'")
    for name, arguments in _FUNCTION.findall(text):
        if rest := NUMBER.sub(" ", arguments).replace(",", " ").strip():
            raise PictureRefused(f"a transformation in it cannot be read, at '{rest[:12]}'")
        whole = whole.then_inside(_function(name, numbers(arguments)))
    return whole


def _function(name: str, given: Sequence[float]) -> Matrix:
    if name == "matrix" and len(given) == 6:
        return Matrix(*given)
    if name == "translate" and given:
        return Matrix(e=given[0], f=given[1] if len(given) > 1 else 0.0)
    if name == "scale" and given:
        return Matrix(a=given[0], d=given[-1])
    if name == "rotate" and given:
        c, s = cos(radians(given[0])), sin(radians(given[0]))
        turned = Matrix(c, s, -s, c)
        if len(given) < 3:
            return turned
        x, y = given[1:3]
        return Matrix(e=x, f=y).then_inside(turned).then_inside(Matrix(e=-x, f=-y))
    if name == "skewX" and given:
        return Matrix(c=tan(radians(given[0])))
    if name == "skewY" and given:
        return Matrix(b=tan(radians(given[0])))
    raise PictureRefused(f"it has a transformation '{name}' that is not understood")


def path_segments(data: str) -> Iterator[Segment]:
    """The lines and curves of path data (SVG 1.1, chapter 8).  Raises PictureRefused."""
    tokens = _tokens(data)
    at, start, control, before = (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), ""
    for command, given in tokens:
        upper, relative = command.upper(), command.islower()
        x0, y0 = at if relative else (0.0, 0.0)
        if upper == "Z":
            yield "h", ()
            at, before = start, upper
            continue
        if upper == "A":
            end = x0 + given[5], y0 + given[6]
            yield from _arc(at, given, end)
            at = control = end
        else:
            points = _points(upper, given, at, (x0, y0))
            end = points[-1]
            if upper in "ST":
                reflect = before in ("CS" if upper == "S" else "QT")
                mirrored = (2 * at[0] - control[0], 2 * at[1] - control[1]) if reflect else at
                points = [mirrored, *points]
            if upper == "M":
                yield "m", (end,)
                start = end
            elif upper in "LHV":
                yield "l", (end,)
            elif upper in "CS":
                yield "c", tuple(points)
            else:
                yield "c", _cubic(at, points[0], end)
            control = points[-2] if len(points) > 1 else end
            at = end
        before = upper


def _points(upper: str, given: Sequence[float], at: Point, origin: Point) -> list[Point]:
    if upper == "H":
        return [(origin[0] + given[0], at[1])]
    if upper == "V":
        return [(at[0], origin[1] + given[0])]
    return [(origin[0] + x, origin[1] + y) for x, y in zip(given[::2], given[1::2], strict=True)]


def _tokens(data: str) -> Iterator[tuple[str, list[float]]]:
    """Commands with their numbers, each as often as it is repeated."""
    at, command, first = 0, "", True
    while True:
        at = _skip(data, at)
        if at >= len(data):
            return
        match = _TOKEN.match(data, at)
        if match is None:
            raise _unsound(data, at)
        if match[0].isalpha():
            command, at = match[0], match.end()
            if command.upper() not in _NEEDED or (first and command.upper() != "M"):
                raise _unsound(data, match.start())
        else:
            if not command or command in "zZ":
                raise _unsound(data, at)
            if command in "mM":
                command = "l" if command == "m" else "L"
        first, given = False, []
        for n in range(_NEEDED[command.upper()]):
            at = _skip(data, at)
            flag = command in "aA" and n in (3, 4)
            number = re.compile("[01]").match(data, at) if flag else NUMBER.match(data, at)
            if number is None:
                raise _unsound(data, at)
            given.append(float(number[0]))
            at = number.end()
        if any(abs(value) > _FARTHEST for value in given):
            raise PictureRefused("it has a point that lies too far out")
        yield command, given


def _skip(data: str, at: int) -> int:
    while at < len(data) and (data[at].isspace() or data[at] == ","):
        at += 1
    return at


def _unsound(data: str, at: int) -> PictureRefused:
    near = data[at : at + 12]
    return PictureRefused(f"a path in it cannot be read, at '{near}'; save it again")


def _cubic(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    """A quadratic curve as a cubic one."""
    (x0, y0), (x1, y1), (x2, y2) = start, control, end
    return (
        (x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0)),
        (x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2)),
        end,
    )


def _arc(start: Point, given: Sequence[float], end: Point) -> Iterator[Segment]:
    """An elliptical arc as cubic curves (SVG 1.1, appendix F.6)."""
    rx, ry, turn, large, sweep = abs(given[0]), abs(given[1]), given[2], given[3], given[4]
    if start == end:
        return
    if not rx or not ry:
        yield "l", (end,)
        return
    c, s = cos(radians(turn)), sin(radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = c * dx + s * dy, c * dy - s * dx
    excess = (x / rx) ** 2 + (y / ry) ** 2
    if excess > 1:
        rx, ry = rx * sqrt(excess), ry * sqrt(excess)
    rest = max(0.0, (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1)
    root = sqrt(rest) * (-1 if large == sweep else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    middle = Matrix(c, s, -s, c, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    first = _angle(1, 0, (x - cx) / rx, (y - cy) / ry)
    span = _angle((x - cx) / rx, (y - cy) / ry, (-x - cx) / rx, (-y - cy) / ry)
    if not sweep and span > 0:
        span -= 2 * pi
    elif sweep and span < 0:
        span += 2 * pi
    ellipse = middle.then_inside(Matrix(rx, 0, 0, ry, cx, cy))
    count = max(1, ceil(abs(span) / (pi / 2) - 1e-9))
    for n in range(count):
        low, high = first + span * n / count, first + span * (n + 1) / count
        reach = 4 / 3 * tan((high - low) / 4)
        points = (
            (cos(low) - reach * sin(low), sin(low) + reach * cos(low)),
            (cos(high) + reach * sin(high), sin(high) - reach * cos(high)),
            (cos(high), sin(high)),
        )
        placed = [ellipse.of(*point) for point in points]
        if n == count - 1:
            placed[-1] = end
        yield "c", tuple(placed)


def _angle(ux: float, uy: float, vx: float, vy: float) -> float:
    length = hypot(ux, uy) * hypot(vx, vy)
    angle = acos(max(-1.0, min(1.0, (ux * vx + uy * vy) / length))) if length else 0.0
    return -angle if ux * vy - uy * vx < 0 else angle


def ellipse_segments(cx: float, cy: float, rx: float, ry: float) -> Iterator[Segment]:
    """An ellipse."""
    k = _ROUND
    yield "m", ((cx + rx, cy),)
    for (ax, ay), (bx, by) in (
        ((1, 0), (0, 1)),
        ((0, 1), (-1, 0)),
        ((-1, 0), (0, -1)),
        ((0, -1), (1, 0)),
    ):
        yield (
            "c",
            (
                (cx + rx * (ax + k * bx), cy + ry * (ay + k * by)),
                (cx + rx * (bx + k * ax), cy + ry * (by + k * ay)),
                (cx + rx * bx, cy + ry * by),
            ),
        )
    yield "h", ()


def box_segments(
    corner: Point, width: float, height: float, rx: float = 0.0, ry: float = 0.0
) -> Iterator[Segment]:
    """A rectangle, with rounded corners where they have radii."""
    x, y = corner
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        yield "m", ((x, y),)
        for point in ((x + width, y), (x + width, y + height), (x, y + height)):
            yield "l", (point,)
        yield "h", ()
        return
    right, low, k = x + width, y + height, 1 - _ROUND
    yield "m", ((x + rx, y),)
    yield "l", ((right - rx, y),)
    yield "c", ((right - k * rx, y), (right, y + k * ry), (right, y + ry))
    yield "l", ((right, low - ry),)
    yield "c", ((right, low - k * ry), (right - k * rx, low), (right - rx, low))
    yield "l", ((x + rx, low),)
    yield "c", ((x + k * rx, low), (x, low - k * ry), (x, low - ry))
    yield "l", ((x, y + ry),)
    yield "c", ((x, y + k * ry), (x + k * rx, y), (x + rx, y))
    yield "h", ()


def spelled(segments: Sequence[Segment], matrix: Matrix) -> str:
    """Segments after a map, as a Shape's path.  Raises PictureRefused."""
    parts = []
    for operator, points in segments:
        for point in points:
            placed = matrix.of(*point)
            if not max(map(abs, placed)) <= _FARTHEST:
                raise PictureRefused("a part of it lies too far outside; draw it smaller")
            parts += [short(n) for n in placed]
        parts.append(operator)
    return " ".join(parts)


def outline(segments: Sequence[Segment], matrix: Matrix) -> list[list[Point]]:
    """The corners of each closed part, curves as some straight lines."""
    parts: list[list[Point]] = []
    for operator, points in segments:
        placed = [matrix.of(*point) for point in points]
        if operator == "m" or not parts:
            parts.append([])
        if operator == "c":
            (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (parts[-1] or [placed[0]])[-1], *placed
            for n in range(1, 9):
                t, u = n / 8, 1 - n / 8
                parts[-1].append(
                    (
                        u**3 * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
                        u**3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3,
                    )
                )
        else:
            parts[-1] += placed
    return [part for part in parts if len(part) > 2]


def holds(parts: Sequence[Sequence[Point]], x: float, y: float) -> bool:
    """Whether a point is inside closed parts, by the even-odd rule."""
    inside = False
    for part in parts:
        for (x1, y1), (x2, y2) in zip(part, [*part[1:], part[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside
