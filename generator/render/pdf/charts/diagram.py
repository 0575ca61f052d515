"""Diagrams: actors in boxes around a ring, and arrows that say who does what to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.page.blocks import Diagram
from generator.render.pdf.charts.canvas import Drawing, figure
from generator.render.pdf.charts.ring_layout import MANY, Arrow, Relation, Ring, Room, best_ring
from generator.render.pdf.lines import BlockLayout
from generator.render.pdf.results import TooTall
from generator.render.pdf.styles import Type
from generator.render.pdf.text import CENTRE, LEFT, TextSetter

_SMALLER = (1.0, 0.85, 0.72)  # sizes tried where numbers stand for labels
_MOST_ACTORS = 12  # that a diagram may have in a table's place: with more, arrows are a tangle
_HEAD = 0.74  # length of an arrow's head, in ems


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


def layout_diagram(
    diagram: Diagram, text: TextSetter, x: float, width: float, room: float
) -> BlockLayout:
    """The layout of a diagram at `x`, not higher than `room`.

    Raises MissingGlyph, TooTall, ValueError.
    """
    layout = _layout(diagram, Room(text, text.profile.drawing, width, room), x, _SMALLER)
    if layout is None:
        raise TooTall(text.document, f"the diagram '{diagram.alt}'")
    return layout


def layout_of_relations(
    diagram: Diagram, text: TextSetter, x: float, width: float, room: float
) -> BlockLayout | None:
    """The same of a diagram that takes a table's place; None where it has no room in type as large
    as other drawings have.

    Raises MissingGlyph, ValueError.
    """
    if len(diagram.actors) > _MOST_ACTORS:
        return None
    return _layout(diagram, Room(text, text.profile.drawing, width, room), x, _SMALLER[:1])


def _layout(diagram: Diagram, whole: Room, x: float, sizes: Sequence[float]) -> BlockLayout | None:
    if not diagram.actors:
        return BlockLayout((), ())
    text, gap = whole.text, whole.text.profile.cell.above
    relations = related(diagram)
    if len(relations) <= MANY and (ring := best_ring(diagram, relations, whole)):
        return figure([_drawn(ring, relations, whole, _Key((), 1))], diagram.alt, x, gap)
    labels = list(dict.fromkeys(relation.label for relation in relations))
    numbered = [
        relation._replace(label=str(labels.index(relation.label) + 1)) for relation in relations
    ]
    for factor in sizes:
        kind = whole.kind.scaled(factor)
        key = _Key(tuple(labels), _columns(labels, text, kind, whole.width))
        above = whole._replace(kind=kind, height=whole.height - key.height(kind))
        if ring := best_ring(diagram, numbered, above):
            return figure([_drawn(ring, numbered, above, key)], diagram.alt, x, gap)
    return None


def related(diagram: Diagram) -> list[Relation]:
    """One arrow for all that one actor does to another, and one for both where they do the same to
    each other; what one of them does besides has an arrow beside that.
    """
    numbers = {actor: n for n, actor in enumerate(diagram.actors)}
    labels: dict[tuple[int, int], list[str]] = {}
    for start, end, relation in diagram.links:
        if start == end or not {start, end} <= set(numbers):
            raise ValueError(
                f"the diagram '{diagram.alt}' links {start} and {end}, "
                "which are not two of its actors"
            )
        pair_labels = labels.setdefault((numbers[start], numbers[end]), [])
        if relation not in pair_labels:
            pair_labels.append(relation)
    relations = []
    for (first, second), own in labels.items():
        back = labels.get((second, first), [])
        mutual = bool(back) and set(back) <= set(own)
        more = [label for label in own if label not in back] if mutual else own
        if mutual and (more or first < second):
            # Run back where another arrow is beside it, because each is moved to its right.
            ends = (second, first) if more else (first, second)
            relations.append(Relation(*ends, ", ".join(back), both=True))
        if more and not (back and set(own) <= set(back)):
            relations.append(Relation(first, second, ", ".join(more), both=False))
    return relations


def _columns(key: Sequence[str], text: TextSetter, kind: Type, width: float) -> int:
    widest = max((text.line(f"00  {label}", kind)[1] for label in key), default=1.0)
    return max(1, min(4, int(width / (widest + 12))))


def _drawn(ring: Ring, relations: Sequence[Relation], room: Room, key: _Key) -> Drawing:
    """The figure: arrows, labels on white, actors, and what the numbers stand for."""
    kind = room.kind
    around = [*ring.boxes, *ring.labels]
    low = min(rect.y - rect.height / 2 for rect in around) - 1
    foot = key.height(kind)
    lift = foot - low
    height = lift + max(rect.y + rect.height / 2 for rect in around) + 1
    drawing = Drawing(room.text, room.width, height)
    for line, relation in zip(ring.arrows, relations, strict=True):
        _arrow(drawing, line, lift, relation.both)
    for rect in ring.labels:
        left, bottom = rect.x - rect.width / 2, rect.y + lift - rect.height / 2
        drawing.box(left, bottom, rect.width, rect.height, 1.0)
    for rect, lines in zip(ring.boxes, ring.names, strict=True):
        left, bottom = rect.x - rect.width / 2, rect.y + lift - rect.height / 2
        drawing.box(left, bottom, rect.width, rect.height, 0.95, drawing.strong)
        drawing.block(lines, kind, rect.x, rect.y + lift, CENTRE)
    for rect, lines in zip(ring.labels, ring.words, strict=True):
        drawing.block(lines, kind, rect.x, rect.y + lift, CENTRE)
    for n, label in enumerate(key.labels):
        x = n // key.rows * room.width / key.columns
        y = foot - (n % key.rows + 1) * 1.2 * kind.leading
        baseline = y - kind.middle + kind.leading / 2
        drawing.words(f"{n + 1}  {label}", kind, x, baseline, LEFT)
    return drawing


def _arrow(drawing: Drawing, line: Arrow, lift: float, both: bool) -> None:
    head = _HEAD * drawing.text.profile.drawing.size
    along, across = (line.x1 - line.x0) / line.length, (line.y1 - line.y0) / line.length
    start = line.x0 + both * head * along, line.y0 + lift + both * head * across
    end = line.x1 - head * along, line.y1 + lift - head * across
    drawing.line([start, end], drawing.firm)
    for (x, y), way in [
        ((line.x1, line.y1 + lift), 1),
        *([((line.x0, line.y0 + lift), -1)] if both else []),
    ]:
        back, side = way * head, 0.4 * head
        drawing.shape(
            [
                (x, y),
                (x - back * along - side * across, y - back * across + side * along),
                (x - back * along + side * across, y - back * across - side * along),
            ],
            0.0,
        )
