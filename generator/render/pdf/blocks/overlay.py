"""Keys to lay over a printed page: rings around the boxes that are keys, other keys beside them."""

from __future__ import annotations

from dataclasses import replace

from generator.page.blocks import Overlay, StripKey
from generator.render.pdf.blocks.marking_strip import (
    EntryAnchor,
    PlacedBox,
    entry_anchors,
    paginated,
)
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.writing_space import WRITE, circle
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import LEAF, BlockLayout, Element, Line, PlacedText
from generator.render.pdf.text import LEFT, RIGHT, TextSetter

_AROUND = 3.5  # points between a box and its ring
_THICK = 1.4  # of a ring, in points
_SMALL = 0.8  # of body text, the size of keys in the margin
_MARGIN = 34.0  # points that a key in the margin may take: printers leave the rest white
_SMALLEST = 0.75  # of its size, for a key in the margin; a longer one is in the answer key only
_LONGER = "…"  # in place of that one

_Tagged = tuple[list[PlacedText], list[Element]]


def layout_overlay(overlay: Overlay, setter: Setter, other: Setter) -> BlockLayout:
    """The layout of an overlay: a line as high as a page for each page of the document below.

    `setter` sets the overlay and `other` that document.  Raises MissingGlyph, TooTall.
    """
    pages = paginated(overlay.beside, other)
    anchors = {(anchor.number, anchor.part): anchor for anchor in entry_anchors(pages)}
    text, edge = setter.text, other.edge
    longer = _LONGER if other.text.profile.latest else ""
    text.document = overlay.note
    lines: list[Line] = []
    elements: list[Element] = []
    for page in range(len(pages)):
        spans: list[PlacedText] = []
        items: list[Element] = []
        for key in overlay.keys:
            anchor = anchors[key.number, key.part]
            placed, inside = _on_page(key, anchor, page, text, edge, longer)
            spans += placed
            if inside:
                items.append(Element("LI", (Element("LBody", tuple(inside)),)))
        if items:
            elements.append(Element("L", tuple(items)))
        note = overlay.note.replace("{page}", str(page + 1)).replace("{pages}", str(len(pages)))
        lines.append(Line(setter.room, tuple(spans), bookmark=(1, note)))
    return BlockLayout(tuple(lines), tuple(elements))


def _on_page(
    key: StripKey, anchor: EntryAnchor, page: int, text: TextSetter, edge: float, longer: str
) -> _Tagged:
    """What of a key is on a page; `longer`: in place of one that the margin does not hold."""
    marks = [(mark, box) for mark, box in zip(key.marks, anchor.boxes, strict=False) if mark]
    label = f"{key.number} {key.part}".strip()
    spans: list[PlacedText] = []
    elements: list[Element] = []
    for mark, box in marks:
        if box.position.page != page:
            continue
        if box.kind == WRITE:
            spans.append(_beside(mark, box, text))
            elements.append(Element("P", (LEAF,)))
        else:
            spans.append(_ring(box))
            elements.append(Element("Figure", (LEAF,), f"/Alt{text_string(f'{label}: {mark}')}"))
    if not marks and anchor.position.page == page and key.key:
        kind = replace(text.profile.body.scaled(_SMALL), bold=True)
        shown, wide = key.key, text.line(key.key, kind)[1]
        if wide * _SMALLEST > _MARGIN:
            shown = longer
        if shown:
            kind = kind.scaled(min(1.0, _MARGIN / wide)) if shown == key.key else kind
            span = text.label(shown, kind, edge + text.profile.sign_gap, align=LEFT, role="P")
            spans.append(span._replace(down=anchor.position.down))
            elements.append(Element("P", (LEAF,)))
    return spans, elements


def _ring(box: PlacedBox) -> PlacedText:
    """A ring around a box."""
    radius = box.side / 2 + _AROUND
    left, side = box.left - _AROUND, 2 * radius
    down = box.position.down - box.rise + radius
    ops = b"%.2f w 0 G %b S\n" % (_THICK, circle(radius))
    return PlacedText("Figure", True, left, down, ops, drawn=(side, side))


def _beside(mark: str, box: PlacedBox, text: TextSetter) -> PlacedText:
    """What belongs into a box, to the left of it: the student's own writing is in it."""
    kind = replace(text.profile.body, bold=True)
    gap = text.profile.sign_gap
    label = text.label(mark, kind, box.left - gap, 0.0, RIGHT, "P")
    return label._replace(down=box.position.down - box.rise + kind.middle)
