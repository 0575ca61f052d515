"""Diagrams to galleys: actors in boxes around a ring, and arrows that say who does what to whom.

In: a Diagram.  Out: its galley: one figure with its alternative text.
Never prints a label over another or over an actor; where words find no place, numbers stand for them, explained below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import cos, hypot, radians, sin
from typing import NamedTuple

from generator.document import Diagram
from generator.typeset.arrows import Arrow, Rect, arrow, settled
from generator.typeset.drawing import CAPITALS, Drawing, figure, wrapped
from generator.typeset.galley import Galley
from generator.typeset.refusal import TooTall
from generator.typeset.sizes import Type
from generator.typeset.text import CENTRE, LEFT, TextSetter

_MANY = 16                         # arrows whose labels are numbers from the outset
_SMALLER = (1.0, 0.85, 0.72)       # sizes tried where numbers stand for labels
_HEAD = 0.74                       # length of an arrow's head, in ems


class Relation(NamedTuple):
    """An arrow between two actors, by their numbers; `both`: it has a head at either end."""

    start: int
    end: int
    label: str
    both: bool


class _Ring(NamedTuple):
    """Actors and arrows with places for all labels."""

    boxes: list[Rect]
    arrows: list[Arrow]
    labels: list[Rect]
    names: list[list[str]]
    words: list[list[str]]
    cost: float


class _Key(NamedTuple):
    """What numbers stand for, in columns below the ring."""

    labels: tuple[str, ...]
    columns: int

    @property
    def rows(self) -> int:
        """The lines it takes."""
        return -(-len(self.labels) // self.columns)

    def height(self, kind: Type) -> float:
        """In points, with the space above."""
        return (self.rows + 0.5) * 1.2 * kind.leading if self.labels else 0.0


def set_diagram(diagram: Diagram, text: TextSetter, x: float, width: float, room: float) -> Galley:
    """The galley of a diagram at `x`, not higher than `room`.  Raises MissingGlyph, TooTall."""
    relations, kind = related(diagram), text.profile.drawing
    ring = _ring(diagram, relations, text, kind, width, room) if len(relations) <= _MANY else None
    if ring:
        return figure([_drawn(ring, relations, text, kind, width, _Key((), 1))], diagram.alt, x, text.profile.cell.above)
    key = list(dict.fromkeys(each.label for each in relations))
    numbered = [each._replace(label=str(key.index(each.label) + 1)) for each in relations]
    for factor in _SMALLER:
        kind = text.profile.drawing.scaled(factor)
        below = _Key(tuple(key), _columns(key, text, kind, width))
        ring = _ring(diagram, numbered, text, kind, width, room - below.height(kind))
        if ring:
            return figure([_drawn(ring, numbered, text, kind, width, below)], diagram.alt, x, text.profile.cell.above)
    raise TooTall(text.document, f"the diagram '{diagram.alt}'")


def related(diagram: Diagram) -> list[Relation]:
    """One arrow for all that one actor does to another, and one for both where they do the same to each other."""
    numbers = {actor: n for n, actor in enumerate(diagram.actors)}
    found: dict[tuple[int, int], list[str]] = {}
    for start, end, relation in diagram.links:
        said = found.setdefault((numbers[start], numbers[end]), [])
        if relation not in said:
            said.append(relation)
    made = []
    for (start, end), said in found.items():
        mutual = found.get((end, start)) == said
        if not (mutual and end < start):
            made.append(Relation(start, end, ", ".join(said), mutual))
    return made


def _ring(diagram: Diagram, relations: Sequence[Relation], text: TextSetter, kind: Type, width: float, room: float
          ) -> _Ring | None:
    """The ring on which labels are read best; a lower one rather than one little better."""
    best = None
    for share in (0.0, 0.2, 0.4, 0.7, 1.0) if len(relations) <= _MANY else (0.7, 1.0):
        for ring in _rings(diagram, relations, text, kind, width, room, share):
            cost = ring.cost + 4 * share
            if best is None or cost < best[0]:
                best = cost, ring
        if best and best[1].cost < 0.5 * len(relations) + 0.5:
            break
    return best[1] if best else None


def _rings(diagram: Diagram, relations: Sequence[Relation], text: TextSetter, kind: Type, width: float, room: float, share: float
           ) -> Iterator[_Ring]:
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
        sizes, labels = [_size(lines, text, kind, 6.0) for lines in names], [_size(lines, text, kind, 1.5) for lines in words]
        for turn in (180.0,) if count == 2 else (90 + 180 / count, 90.0) if count % 2 == 0 else (90.0,):
            boxes = _arranged(sizes, relations, width, tall, turn)
            if boxes is None:
                continue
            pairs = {(each.start, each.end) for each in relations}
            arrows = [arrow(boxes[each.start], boxes[each.end], (each.end, each.start) in pairs, 2.0) for each in relations]
            places = settled(arrows, labels, boxes)
            if places and all(rect.width / 2 <= rect.x <= width - rect.width / 2 for rect in places[1]):
                found = True
                yield _Ring(boxes, arrows, places[1], names, words, places[0] + 5 * _pierced(arrows, relations, boxes))


def _size(lines: Sequence[str], text: TextSetter, kind: Type, pad: float) -> tuple[float, float]:
    return (max((text.line(line, kind)[1] for line in lines), default=0.0) + 2 * pad,
            (len(lines) - 1) * kind.leading + kind.size + 2 * pad)


def _arranged(sizes: Sequence[tuple[float, float]], relations: Sequence[Relation], width: float, height: float, turn: float
              ) -> list[Rect] | None:
    """Boxes on an ellipse, in the order in which the fewest arrows cross; None when two would touch."""
    count = len(sizes)
    wide, tall = max((size[0] for size in sizes), default=0.0), max((size[1] for size in sizes), default=0.0)
    seats = [(width / 2 + (width - wide) / 2 * cos(radians(turn - 360 * n / count)) * (count > 1),
              height / 2 + (height - tall) / 2 * sin(radians(turn - 360 * n / count)) * (count > 1)) for n in range(count)]
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


def _cost(order: Sequence[int], seats: Sequence[tuple[float, float]], relations: Sequence[Relation]) -> float:
    """How much arrows cross, and how long they are."""
    ends = [(order[each.start], order[each.end]) for each in relations]
    length = sum(hypot(seats[a][0] - seats[b][0], seats[a][1] - seats[b][1]) for a, b in ends)
    crossings = 0
    for (a, b), (c, d) in combinations([tuple(sorted(pair)) for pair in ends], 2):
        crossings += a < c < b < d or c < a < d < b
    return crossings + length / 10_000


def _pierced(arrows: Sequence[Arrow], relations: Sequence[Relation], boxes: Sequence[Rect]) -> int:
    """How often an arrow runs through an actor it is not about."""
    return sum(line.crosses(box, 2.0) for line, each in zip(arrows, relations, strict=True)
               for n, box in enumerate(boxes) if n not in (each.start, each.end))


def _columns(key: Sequence[str], text: TextSetter, kind: Type, width: float) -> int:
    widest = max((text.line(f"00  {label}", kind)[1] for label in key), default=1.0)
    return max(1, min(4, int(width / (widest + 12))))


def _drawn(ring: _Ring, relations: Sequence[Relation], text: TextSetter, kind: Type, width: float, key: _Key) -> Drawing:
    """The figure: arrows, labels on white, actors, and what the numbers stand for."""
    around = [*ring.boxes, *ring.labels]
    low = min(rect.y - rect.height / 2 for rect in around) - 1
    foot = key.height(kind)
    lift = foot - low
    drawing = Drawing(text, width, lift + max(rect.y + rect.height / 2 for rect in around) + 1)
    for line, each in zip(ring.arrows, relations, strict=True):
        _arrow(drawing, line, lift, each.both)
    for rect in ring.labels:
        drawing.box(rect.x - rect.width / 2, rect.y + lift - rect.height / 2, rect.width, rect.height, 1.0)
    for rect, lines in zip(ring.boxes, ring.names, strict=True):
        drawing.box(rect.x - rect.width / 2, rect.y + lift - rect.height / 2, rect.width, rect.height, 0.95, drawing.strong)
        drawing.block(lines, kind, rect.x, rect.y + lift, CENTRE)
    for rect, lines in zip(ring.labels, ring.words, strict=True):
        drawing.block(lines, kind, rect.x, rect.y + lift, CENTRE)
    for n, label in enumerate(key.labels):
        x, y = n // key.rows * width / key.columns, foot - (n % key.rows + 1) * 1.2 * kind.leading
        drawing.words(f"{n + 1}  {label}", kind, x, y - CAPITALS * kind.size + kind.leading / 2, LEFT)
    return drawing


def _arrow(drawing: Drawing, line: Arrow, lift: float, both: bool) -> None:
    head = _HEAD * drawing.text.profile.drawing.size
    along, across = (line.x1 - line.x0) / line.length, (line.y1 - line.y0) / line.length
    start = line.x0 + both * head * along, line.y0 + lift + both * head * across
    end = line.x1 - head * along, line.y1 + lift - head * across
    drawing.line([start, end], drawing.firm)
    for (x, y), way in [((line.x1, line.y1 + lift), 1), *([((line.x0, line.y0 + lift), -1)] if both else [])]:
        back, side = way * head, 0.4 * head
        drawing.shape([(x, y), (x - back * along - side * across, y - back * across + side * along),
                       (x - back * along + side * across, y - back * across - side * along)], 0.0)
