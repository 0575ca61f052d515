"""Room for answers in rows of one height: boxes in fixed columns, short rules, ruled lines, each
beside its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from generator.page.blocks import AnswerGrid, Block, Boxes, Entry, Lines, Rules
from generator.page.markup import Spans
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.writing_space import (
    WRITE,
    box,
    box_anchor,
    circle,
    layout_write_in,
)
from generator.render.pdf.lines import (
    BOX,
    ENTRY,
    LABEL,
    LEAF,
    NO_BREAK,
    Anchor,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    discourage_breaks,
    height,
    keep_together,
    merge_lines,
)
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import RIGHT, TextSetter, rule

COLUMNS = {"round": 8, "square": 8, WRITE: 5}  # of boxes side by side
_NUMBER = 1.7  # of the column of an item's number: 12 (b) must fit in it
_APART = 0.6  # ems, at least, between a label and the next box
_WRITE_BOX = 0.8  # of a row's height, the side of a box to write in
_ABOVE = 3.0  # from a rule up to the baseline of what is on it
_FIELD = {
    "round": "/A<</O/PrintField/Role/rb/checked/off>>",
    "square": "/A<</O/PrintField/Role/cb/checked/off>>",
    WRITE: "/A<</O/PrintField/Role/tv>>",
}
_NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
_ROUNDING = 0.01


class _LabelledBox(NamedTuple):
    """A box as it is drawn, where it is, and its label."""

    mark: Ornament
    anchor: Anchor
    label: PlacedText


def layout_boxes(block: Boxes, text: TextSetter, x: float, width: float) -> BlockLayout:
    """Boxes with their labels in columns that depend on nothing but `x`, `width` and the kind of
    box. Raises MissingGlyph.

    A label too long for its column takes the next one too.
    """
    profile, columns = text.profile, COLUMNS[block.box]
    kind, pitch = row_type(profile), width / columns
    side, start = _side(block.box, profile)
    widest = max((text.line(label, kind)[1] for label in block.labels), default=0.0)
    taken = min(columns, ceil((start + widest + _APART * kind.size) / pitch))
    per_row = columns // taken
    rise = kind.baseline - kind.leading / 2
    boxes = []
    for n, words in enumerate(block.labels):
        left = x + n % per_row * taken * pitch
        mark = _box(block.box, side, left, kind, profile)
        anchor = Anchor(BOX, block.box, kind.baseline, left, side, rise)
        label = text.label(words, kind, left + start, role="Form")
        boxes.append(_LabelledBox(mark, anchor, label))
    return _in_rows(block.box, boxes, per_row, kind)


def layout_boxes_in_line(block: Boxes, text: TextSetter, x: float, width: float) -> BlockLayout:
    """Boxes with their labels behind them, as those of options are; as many in a line as it holds.
    Raises MissingGlyph.
    """
    profile, kind = text.profile, text.profile.body
    widest = max((text.line(label, kind)[1] for label in block.labels), default=0.0)
    pitch = max(profile.box_pitch, profile.mark + widest + kind.size)
    per_row = max(1, min(len(block.labels), int((width + kind.size) / pitch)))
    boxes = []
    for n, words in enumerate(block.labels):
        left = x + n % per_row * pitch
        mark = box(block.box, profile, left)
        anchor = box_anchor(block.box, profile, left, kind.baseline)
        label = text.label(words, kind, left + profile.mark, role="Form")
        boxes.append(_LabelledBox(mark, anchor, label))
    rows = _in_rows(block.box, boxes, per_row, kind)
    return rows._replace(above=profile.option_lead, below=kind.below)


def _in_rows(box_kind: str, boxes: Sequence[_LabelledBox], per_row: int, kind: Type) -> BlockLayout:
    """Boxes in lines of so many, all on one page."""
    lines = []
    for first in range(0, len(boxes), per_row):
        marks, anchors, labels = zip(*boxes[first : first + per_row], strict=True)
        line = Line(kind.leading, labels, marks, baseline=kind.baseline, anchors=anchors)
        lines.append(line._replace(after=NO_BREAK))
    form = Element("Form", (LEAF,), _FIELD[box_kind])
    item = Element("LI", (Element("LBody", (form,)),))
    elements = (Element("L", (item,) * len(boxes)),) if boxes else ()
    return BlockLayout(keep_together(lines), elements)


def layout_rules(block: Rules, text: TextSetter, x: float, width: float) -> BlockLayout:
    """Rules to write on, two in a row.  Raises MissingGlyph."""
    profile, lines, elements = text.profile, [], []
    kind = row_type(profile)
    per_row = 2 if len(block.labels) > 1 else 1
    wide = (width - (per_row - 1) * profile.field_gap) / per_row
    for first in range(0, len(block.labels), per_row):
        spans: list[PlacedText] = []
        ornaments: list[Ornament] = []
        for n, label in enumerate(block.labels[first : first + per_row]):
            left = x + n * (wide + profile.field_gap)
            start, end = left, left + wide
            if label:
                spans.append(
                    text.label(label, kind, left, role="Form")._replace(down=kind.leading - _ABOVE)
                )
                elements.append(Element("P", (Element("Form", (LEAF,), _FIELD[WRITE]),)))
                start += text.line(label, kind)[1] + profile.label_gap
            if block.unit:
                end -= min(text.width(block.unit, kind), wide / 2) + profile.label_gap
            ornaments.append(
                rule(start, kind.leading, end - start, profile.rule, profile.write_grey)
            )
        lines.append(
            Line(
                kind.leading,
                tuple(spans),
                tuple(ornaments),
                after=NO_BREAK,
                baseline=kind.leading - _ABOVE,
            )
        )
    if block.unit and lines:
        lines, more = _with_unit(lines, block.unit, text, x, width, kind)
        elements += more
    return BlockLayout(keep_together(lines), tuple(elements))


def _with_unit(
    lines: list[Line], unit: Spans, text: TextSetter, x: float, width: float, kind: Type
) -> tuple[list[Line], list[Element]]:
    """The last row with a unit at its end; a long one goes on in further rows."""
    room = min(text.width(unit, kind) + 1, width / 2)
    set_in, elements = text.set([("P", unit)], kind, x + width - room, room)
    last = lines[-1]
    down = last.baseline - set_in[0].baseline
    spans = tuple(span._replace(down=span.down + down) for span in set_in[0].spans)
    lines = [
        *lines[:-1],
        last._replace(
            spans=(*last.spans, *spans), ornaments=(*last.ornaments, *set_in[0].ornaments)
        ),
    ]
    return [*lines, *set_in[1:]], elements


def layout_answer_grid(grid: AnswerGrid, setter: Setter, x: float, width: float) -> BlockLayout:
    """Rows under each other without a gap.  Raises MissingGlyph."""
    text = setter.text
    lines: list[Line] = []
    items: list[Element] = []
    head = _head(grid, text, x, width)
    for entry in grid.entries:
        rows, item = _entry(entry, setter, x, width)
        tall = height(rows) + (head.height if head else 0.0)
        if text.profile.keep_whole and tall <= setter.room:
            rows = list(discourage_breaks(rows))
        lines += rows
        items.append(item)
    if head:
        lines = [line if line.runner else line._replace(runner=head) for line in lines]
    kind, elements = text.profile.body, (Element("L", tuple(items), _NUMBERED),) if items else ()
    return BlockLayout(tuple(lines), elements, kind.above, kind.below)


def _head(grid: AnswerGrid, text: TextSetter, x: float, width: float) -> Line | None:
    """The fields that are repeated at the top of each further page."""
    if not grid.again or not grid.again.fields:
        return None
    fields = layout_write_in(grid.again, text, x, width)
    spans, ornaments, tall = merge_lines(fields.lines)
    return Line(tall + fields.below, spans, ornaments)


def _entry(entry: Entry, setter: Setter, x: float, width: float) -> tuple[list[Line], Element]:
    """An entry's rows; its number and its points are read before what they belong to."""
    text, profile = setter.text, setter.text.profile
    lines: list[Line] = []
    inside: list[Element] = []
    kind = row_type(profile)
    indent = _NUMBER * profile.number
    for n, block in enumerate(entry.blocks):
        body = setter.layout(block, x + indent, width - indent)
        rows = _ruled(block, body, kind.leading)
        if rows and n + 1 < len(entry.blocks):
            rows[-1] = rows[-1]._replace(after=NO_BREAK)
        lines += rows
        inside += body.elements
    lines = lines or [Line(kind.leading, baseline=kind.baseline)]
    first = lines[0]
    number = text.label(entry.number, replace(kind, bold=True), x)._replace(down=first.baseline)
    points = text.label(entry.points, kind, 0, setter.edge, RIGHT, "P")
    points = points._replace(down=first.baseline)
    before = (number, points) if entry.points else (number,)
    lines[0] = first._replace(
        spans=(*before, *first.spans),
        anchors=(Anchor(ENTRY, entry.number, first.baseline), *first.anchors),
    )
    worth = (Element("P", (LEAF,)),) if entry.points else ()
    return lines, Element("LI", (LABEL, Element("LBody", (*worth, *inside))))


def _ruled(block: Block, body: BlockLayout, pitch: float) -> list[Line]:
    """A block's lines, as high together as a whole number of rows."""
    lines = list(body.lines)
    if not lines:
        return []
    if not isinstance(block, Lines):
        lines = list(discourage_breaks(lines))
    if len(lines) == 1 and lines[0].height < pitch and not lines[0].ornaments:
        lines[0] = lines[0]._replace(
            baseline=lines[0].baseline + (pitch - lines[0].height) / 2,
            spans=tuple(
                span._replace(down=span.down + (pitch - lines[0].height) / 2)
                for span in lines[0].spans
            ),
        )
    tall = height(lines)
    lacking = ceil((tall - _ROUNDING) / pitch) * pitch - tall
    lines[-1] = lines[-1]._replace(height=lines[-1].height + lacking, glue=0.0, after=0.0)
    return lines


def row_type(profile: Profile) -> Type:
    """The type of a row: body text as far apart as lines to write on."""
    return replace(profile.body, leading=profile.line_pitch)


def _side(kind: str, profile: Profile) -> tuple[float, float]:
    """The side of a box, and where its label begins."""
    side = _WRITE_BOX * profile.line_pitch if kind == WRITE else profile.box_size
    return side, side + (profile.mark - profile.box_size) / 2


def _box(kind: str, side: float, x: float, row: Type, profile: Profile) -> Ornament:
    path = circle(side / 2) if kind == "round" else b"0 0 %.2f %.2f re" % (side, side)
    return Ornament(x, (row.leading + side) / 2, b"%.2f w 0 G %b S" % (profile.rule, path))
