"""A diagram's layout: actors around a ring, arrows between them, a place for every label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import cos, hypot, radians, sin
from typing import NamedTuple

from generator.page.blocks import Diagram
from generator.render.pdf.charts.arrows import Arrow, Rect, arrow, settled
from generator.render.pdf.charts.canvas import wrapped
from generator.render.pdf.styles import Type
from generator.render.pdf.text import TextSetter

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


def best_ring(
    diagram: Diagram,
    relations: Sequence[Relation],
    text: TextSetter,
    kind: Type,
    width: float,
    room: float,
) -> Ring | None:
    """The ring on which labels are read best; a lower one rather than one little better."""
    best = None
    for share in (0.0, 0.2, 0.4, 0.7, 1.0) if len(relations) <= MANY else (0.7, 1.0):
        for ring in _rings(diagram, relations, text, kind, width, room, share):
            cost = ring.cost + 4 * share
            if best is None or cost < best[0]:
                best = cost, ring
        if best and best[1].cost < 0.5 * len(relations) + 0.5:
            break
    return best[1] if best else None


def _rings(
    diagram: Diagram,
    relations: Sequence[Relation],
    text: TextSetter,
    kind: Type,
    width: float,
    room: float,
    share: float,
) -> Iterator[Ring]:
    """Rings of one height on which every label has its place, with words in the widest lines that allow it."""
    count = len(diagram.actors)
    least = kind.leading * (3 if count < 3 else 2.2 * count + 4)
    tall = min(room, least + share * max(0.0, min(room, 1.2 * width) - least))
    found = False
    for ems in (9.0, 7.0, 5.0):
        if found:
            return
        names = [wrapped(name, kind, text, ems * kind.size) for name in diagram.actors]
        words = [wrapped(each.label, kind, text, ems * kind.size) for each in relations]
        sizes, labels = (
            [_size(lines, text, kind, 6.0) for lines in names],
            [_size(lines, text, kind, 1.5) for lines in words],
        )
        for turn in (
            (180.0,) if count == 2 else (90 + 180 / count, 90.0) if count % 2 == 0 else (90.0,)
        ):
            boxes = _arranged(sizes, relations, width, tall, turn)
            if boxes is None:
                continue
            pairs = {(each.start, each.end) for each in relations}
            arrows = [
                arrow(boxes[each.start], boxes[each.end], (each.end, each.start) in pairs, 2.0)
                for each in relations
            ]
            places = settled(arrows, labels, boxes)
            if places and all(
                rect.width / 2 <= rect.x <= width - rect.width / 2 for rect in places[1]
            ):
                found = True
                yield Ring(
                    boxes,
                    arrows,
                    places[1],
                    names,
                    words,
                    places[0] + 5 * _pierced(arrows, relations, boxes),
                )


def _size(lines: Sequence[str], text: TextSetter, kind: Type, pad: float) -> tuple[float, float]:
    return (
        max((text.line(line, kind)[1] for line in lines), default=0.0) + 2 * pad,
        (len(lines) - 1) * kind.leading + kind.size + 2 * pad,
    )


def _arranged(
    sizes: Sequence[tuple[float, float]],
    relations: Sequence[Relation],
    width: float,
    height: float,
    turn: float,
) -> list[Rect] | None:
    """Boxes on an ellipse, in the order in which the fewest arrows cross; None when two would touch."""
    count = len(sizes)
    wide, tall = (
        max((size[0] for size in sizes), default=0.0),
        max((size[1] for size in sizes), default=0.0),
    )
    seats = [
        (
            width / 2 + (width - wide) / 2 * cos(radians(turn - 360 * n / count)) * (count > 1),
            height / 2 + (height - tall) / 2 * sin(radians(turn - 360 * n / count)) * (count > 1),
        )
        for n in range(count)
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
    ends = [(order[each.start], order[each.end]) for each in relations]
    length = sum(hypot(seats[a][0] - seats[b][0], seats[a][1] - seats[b][1]) for a, b in ends)
    crossings = 0
    for (a, b), (c, d) in combinations([tuple(sorted(pair)) for pair in ends], 2):
        crossings += a < c < b < d or c < a < d < b
    return crossings + length / 10_000


def _pierced(arrows: Sequence[Arrow], relations: Sequence[Relation], boxes: Sequence[Rect]) -> int:
    """How often an arrow runs through an actor it is not about."""
    return sum(
        line.crosses(box, 2.0)
        for line, each in zip(arrows, relations, strict=True)
        for n, box in enumerate(boxes)
        if n not in (each.start, each.end)
    )
