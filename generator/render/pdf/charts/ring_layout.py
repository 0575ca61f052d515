"""A diagram's layout: actors around a ring, arrows between them, a place for every label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import cos, hypot, radians, sin
from typing import NamedTuple

from generator.page.blocks import Diagram
from generator.page.numbers import total
from generator.render.pdf.charts.canvas import wrapped
from generator.render.pdf.styles import Type
from generator.render.pdf.text import TextSetter

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
    """From the edge of one box to that of another; `moved`: to the right of its way, beside the one
    that comes back.
    """
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


def place_labels(
    arrows: Sequence[Arrow], sizes: Sequence[tuple[float, float]], boxes: Sequence[Rect]
) -> tuple[float, list[Rect]] | None:
    """The cost of the best places for the arrows' labels, and the places; None when some
    have none.
    """
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
                    choice[0] + 1000 * total(choice[1].touches(other) for other in others)
                ),
            )
        if chosen == before:
            break
    rects = [rect for _, rect in chosen]
    clash = any(a.touches(b) for n, a in enumerate(rects) for b in rects[:n])
    return None if clash else (total(cost for cost, _ in chosen), rects)


def _choices(
    own: Arrow, size: tuple[float, float], arrows: Sequence[Arrow], boxes: Sequence[Rect]
) -> list[tuple[float, Rect]]:
    """(cost, place): on the arrow or beside it, nearer to its middle or its ends, clear of every
    box; the cheapest first.
    """
    width, height = size
    along, across = (own.x1 - own.x0) / (own.length or 1), (own.y1 - own.y0) / (own.length or 1)
    away = (abs(across) * width + abs(along) * height) / 2 + CLEAR
    choices = []
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
            crossed = total(other is not own and other.crosses(rect, CLEAR) for other in arrows)
            aside = _ASIDE if side else 0.0
            choices.append((abs(t - 0.5) * 2 + aside + _CROSSED * crossed, rect))
    return sorted(choices, key=lambda choice: choice[0])


_LINE_WIDTHS = (9.0, 7.0, 5.0)  # ems that words may take before they are broken
MANY = 16  # arrows that have room for words; with more, labels are numbers from the outset


class Relation(NamedTuple):
    """An arrow between two actors, by their numbers; `both`: it has a head at either end."""

    start: int
    end: int
    label: str
    both: bool


class Ring(NamedTuple):
    """Actors and arrows with places for all labels."""

    boxes: list[Rect]
    arrows: list[Arrow]
    labels: list[Rect]
    names: list[list[str]]
    words: list[list[str]]
    cost: float


class Room(NamedTuple):
    """What a diagram is set with, and the room there is for it in points."""

    text: TextSetter
    kind: Type
    width: float
    height: float

    def wrapped(self, words: str, ems: float) -> list[str]:
        """Words in lines no wider than so many ems."""
        return wrapped(words, self.kind, self.text, ems * self.kind.size)

    def size(self, lines: Sequence[str], pad: float) -> tuple[float, float]:
        """The width and height of a box that holds lines."""
        widest = max((self.text.line(line, self.kind)[1] for line in lines), default=0.0)
        tall = (len(lines) - 1) * self.kind.leading + self.kind.size
        return widest + 2 * pad, tall + 2 * pad


def best_ring(diagram: Diagram, relations: Sequence[Relation], room: Room) -> Ring | None:
    """The ring on which labels are read best; a lower one rather than one little better."""
    best: tuple[float, Ring] | None = None
    for share in (0.0, 0.2, 0.4, 0.7, 1.0) if len(relations) <= MANY else (0.7, 1.0):
        for ring in _rings(diagram, relations, room, share):
            cost = ring.cost + 4 * share
            if best is None or cost < best[0]:
                best = cost, ring
        if best and best[1].cost < 0.5 * len(relations) + 0.5:
            break
    return best[1] if best else None


def _rings(
    diagram: Diagram, relations: Sequence[Relation], room: Room, share: float
) -> Iterator[Ring]:
    """Rings of one height on which every label has its place, with words in the widest lines that
    allow it; `share`: of the height that a ring may have beyond what it needs.
    """
    count, leading = len(diagram.actors), room.kind.leading
    least = leading * (3 if count < 3 else 2.2 * count + 4)
    most = min(room.height, 1.2 * room.width)
    tall = min(room.height, least + share * max(0.0, most - least))
    pairs = {(relation.start, relation.end) for relation in relations}
    for ems in _LINE_WIDTHS:
        names = [room.wrapped(name, ems) for name in diagram.actors]
        words = [room.wrapped(relation.label, ems) for relation in relations]
        sizes = [room.size(lines, 6.0) for lines in names]
        labels = [room.size(lines, 1.5) for lines in words]
        rings = []
        for turn in _turns(count):
            boxes = _arrange(sizes, relations, room.width, tall, turn)
            if boxes is None:
                continue
            arrows = [
                arrow(boxes[start], boxes[end], (end, start) in pairs, 2.0)
                for start, end, _, _ in relations
            ]
            places = place_labels(arrows, labels, boxes)
            if places is None:
                continue
            cost, rects = places
            if all(rect.width / 2 <= rect.x <= room.width - rect.width / 2 for rect in rects):
                cost += 5 * _arrows_through_boxes(arrows, relations, boxes)
                rings.append(Ring(boxes, arrows, rects, names, words, cost))
        if rings:
            yield from rings
            return


def _turns(count: int) -> tuple[float, ...]:
    """At which angles, in degrees, the first of so many actors may be."""
    if count == 2:
        return (180.0,)
    return (90.0,) if count % 2 else (90 + 180 / count, 90.0)


def _arrange(
    sizes: Sequence[tuple[float, float]],
    relations: Sequence[Relation],
    width: float,
    height: float,
    turn: float,
) -> list[Rect] | None:
    """Boxes on an ellipse, in the order in which the fewest arrows cross; None when two would
    touch.
    """
    count = len(sizes)
    wide = max((size[0] for size in sizes), default=0.0)
    tall = max((size[1] for size in sizes), default=0.0)
    seats = [(width / 2, height / 2)]
    if count > 1:
        angles = [radians(turn - 360 * n / count) for n in range(count)]
        across, down = (width - wide) / 2, (height - tall) / 2
        seats = [
            (width / 2 + across * cos(angle), height / 2 + down * sin(angle)) for angle in angles
        ]
    order = list(range(count))
    best = _cost(order, seats, relations)
    better = True
    while better:
        better = False
        for a, b in combinations(range(count), 2):
            order[a], order[b] = order[b], order[a]
            cost = _cost(order, seats, relations)
            if cost < best - 1e-6:
                best, better = cost, True
            else:
                order[a], order[b] = order[b], order[a]
    boxes = [Rect(*seats[order[n]], *sizes[n]) for n in range(count)]
    touching = any(a.touches(b, 12.0) for a, b in combinations(boxes, 2))
    return None if touching else boxes


def _cost(
    order: Sequence[int], seats: Sequence[tuple[float, float]], relations: Sequence[Relation]
) -> float:
    """How much arrows cross, and how long they are."""
    ends = [(order[relation.start], order[relation.end]) for relation in relations]
    length = total(hypot(seats[a][0] - seats[b][0], seats[a][1] - seats[b][1]) for a, b in ends)
    crossings = 0
    for (a, b), (c, d) in combinations([tuple(sorted(pair)) for pair in ends], 2):
        crossings += a < c < b < d or c < a < d < b
    return crossings + length / 10_000


def _arrows_through_boxes(
    arrows: Sequence[Arrow], relations: Sequence[Relation], boxes: Sequence[Rect]
) -> int:
    """How often an arrow runs through an actor it is not about."""
    hits = [
        line.crosses(box, 2.0)
        for line, relation in zip(arrows, relations, strict=True)
        for n, box in enumerate(boxes)
        if n not in (relation.start, relation.end)
    ]
    return hits.count(True)
