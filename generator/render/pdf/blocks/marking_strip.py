"""Keys to lay beside a printed page: each at the height of what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.page.blocks import Document, Heading, Strip, StripKey
from generator.page.markup import Span
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.header_footer import form_box_width
from generator.render.pdf.lines import (
    BOX,
    ENTRY,
    LABEL,
    LEAF,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    height,
    merge_lines,
)
from generator.render.pdf.pagination import Overfull, Placed
from generator.render.pdf.results import TooTall
from generator.render.pdf.styles import Margins, Profile, Type
from generator.render.pdf.text import LEFT, RIGHT, TextSetter

_COLUMN = 10.5  # ems of body text: the width of the column of keys
_NUMBER = 3.4  # ems of it that a number takes: 12 (b)
_MARK = 1.6  # ems of it that a mark takes, at its end
_GAP = 0.6  # ems between the cutting line and what is beside it
_SMALLEST = 0.6  # of its size, for a key too long for its column
_DOTS = "…"
_BESIDE, _NO_BREAK = " · ", "\u00a0"
_SMALL = 0.83  # of the size of small lines: 7 points
_UP = 0.4  # ems from the top of the text up to the baseline of what is over the column
_EDGE = 18.0  # what printers leave white at a sheet's edge


class Position(NamedTuple):
    """A baseline: its page (from 0) and how many points it is below the top of that page's text."""

    page: int
    down: float


class PlacedBox(NamedTuple):
    """A box of a kind on a page: `position` is the baseline of what is beside it; the others are an
    anchor's.
    """

    kind: str
    position: Position
    left: float
    side: float
    rise: float


class EntryAnchor(NamedTuple):
    """Where an entry's number is, and its boxes; a part has its own number behind its
    entry's.
    """

    number: str
    part: str
    position: Position
    boxes: tuple[PlacedBox, ...] = ()


class _PageKey(NamedTuple):
    """An entry's key on one page: at `position`, with its marks at theirs."""

    label: str
    position: Position
    key: str
    marks: tuple[tuple[str, Position], ...]


class _Page(NamedTuple):
    """One page of the document that the strip lies beside; `number` counts from 0."""

    number: int
    total: int
    keys: Sequence[_PageKey]
    margins: Margins


def layout_strip(strip: Strip, setter: Setter, other: Setter) -> BlockLayout:
    """The layout of a strip: a line as high as a page for each page of the document beside it.

    `setter` sets the strip and `other` that document.  Raises MissingGlyph, TooTall.
    """
    pages = paginated(strip.beside, other)
    anchors = {(anchor.number, anchor.part): anchor for anchor in entry_anchors(pages)}
    keys: list[list[_PageKey]] = [[] for _ in pages]
    for key in strip.keys:
        for page_key in _by_page(key, anchors[key.number, key.part]):
            keys[page_key.position.page].append(page_key)
    lines: list[Line] = []
    elements: list[Element] = []
    for number, page_keys in enumerate(keys):
        keys_here = _side_by_side(page_keys)
        page = _Page(number, len(pages), keys_here, other.text.profile.margins)
        line, page_elements = _page(strip, page, setter)
        lines.append(line)
        elements += page_elements
    return BlockLayout(tuple(lines), tuple(elements))


def entry_anchors(pages: Sequence[Sequence[Placed]]) -> list[EntryAnchor]:
    """All entries and their parts, in the order of the pages."""
    anchors: list[EntryAnchor] = []
    for page, placed in enumerate(pages):
        for line, down, repeated, _ in placed:
            for kind, name, below, left, side, rise in () if repeated else line.anchors:
                position = Position(page, down + below)
                if kind == ENTRY:
                    anchors.append(EntryAnchor(name, "", position))
                elif kind == BOX and anchors:
                    box = PlacedBox(name, position, left, side, rise)
                    anchors[-1] = anchors[-1]._replace(boxes=(*anchors[-1].boxes, box))
                elif kind != BOX and anchors:
                    anchors.append(EntryAnchor(anchors[-1].number, name, position))
    return anchors


def paginated(document: Document, setter: Setter) -> list[list[Placed]]:
    """The pages of the document beside which something is laid.  Raises MissingGlyph, TooTall."""
    text = setter.text
    text.document = document.label or document.title
    try:
        return setter.pages(document)
    except Overfull:
        raise TooTall(text.document, "an item") from None


def _by_page(key: StripKey, anchor: EntryAnchor) -> list[_PageKey]:
    """An entry's key for each page that it reaches: beside its number where it begins, beside its
    first box on a later page; its marks where the boxes are.
    """
    boxes = [box.position for box in anchor.boxes]
    marks = [(mark, box) for mark, box in zip(key.marks, boxes, strict=False) if mark]
    label, start = f"{key.number} {key.part}".strip(), anchor.position
    page_keys = []
    for page in sorted({start.page, *(box.page for _, box in marks)}):
        position = start if page == start.page else marks[0][1]
        here = tuple((" ".join(some), box) for box, some in _by_place(marks, page).items())
        page_keys.append(_PageKey(label, position._replace(page=page), key.key, here))
    return page_keys


def _side_by_side(keys: Sequence[_PageKey]) -> list[_PageKey]:
    """Keys in the order of their height; those at one height, of questions that are side by side on
    an answer sheet, in one line.
    """
    heights: dict[float, list[_PageKey]] = {}
    for key in keys:
        heights.setdefault(round(key.position.down, 1), []).append(key)
    shown = []
    for _, own in sorted(heights.items()):
        first = own[0]
        if len(own) > 1:
            each = (f"{key.label} {key.key}".replace(" ", _NO_BREAK) for key in own)
            words = _BESIDE.join(each)
            first = _PageKey("", first.position, words, ())
        shown.append(first)
    return shown


def _by_place(marks: Sequence[tuple[str, Position]], page: int) -> dict[Position, list[str]]:
    """The marks on a page by the place of their boxes, of which several may be side by side."""
    places: dict[Position, list[str]] = {}
    for mark, box in marks:
        if box.page == page:
            places.setdefault(box, []).append(mark)
    return places


def _page(strip: Strip, page: _Page, setter: Setter) -> tuple[Line, list[Element]]:
    """One page: what it is, and beyond the cutting line the keys."""
    text, profile = setter.text, setter.text.profile
    size = profile.body.size
    cut = setter.edge - _COLUMN * size
    title = strip.heading.replace("{page}", str(page.number + 1))
    title = title.replace("{pages}", str(page.total))
    text.document = strip.head
    heading = Heading(2, (Span(title),), bookmark=False)
    blocks = (*strip.blocks, heading) if page.number == 0 else (heading,)
    notes = setter.layout_all(blocks, 0.0, cut - size)
    if height(notes.lines) > setter.room:
        raise TooTall(strip.head, "the text above the strip")
    note_spans, ornaments, _ = merge_lines(notes.lines)
    spans, elements = list(note_spans), list(notes.elements)
    start = cut + _GAP * size
    bold = replace(profile.header_footer, bold=True)
    room = setter.edge - start
    if strip.form:
        room -= form_box_width(strip.form, text) + profile.form_pad
    head = _fitted(strip.head, bold, text, start, room)
    spans.append(head._replace(down=-_UP * profile.header_footer.size))
    elements.append(Element("P", (LEAF,)))
    items = []
    tops = sorted(key.position.down for key in page.keys)
    for key in page.keys:
        below = next((top for top in tops if top > key.position.down), setter.room)
        key_spans, item = _item(key, text, (start, setter.edge), below - key.position.down)
        spans += key_spans
        items.append(item)
    if items:
        elements.append(Element("L", tuple(items), "/A<</O/List/ListNumbering/Decimal>>"))
    ornaments = (_cutting_line(cut, setter.room, page.margins, profile), *ornaments)
    return Line(setter.room, tuple(spans), ornaments, bookmark=(1, title)), elements


def _item(
    key: _PageKey, text: TextSetter, column: tuple[float, float], room: float
) -> tuple[list[PlacedText], Element]:
    """An entry's number, its key beside it, and its marks at the column's end, each at
    its height; `room`: down to the next entry.
    """
    profile, down, (start, edge) = text.profile, key.position.down, column
    bold, size = replace(profile.body, bold=True), profile.body.size
    spans: list[PlacedText] = []
    kids: list[Element] = []
    if key.label:
        spans.append(text.label(key.label, profile.body, start)._replace(down=down))
    if key.key:
        left = start + (_NUMBER * size if key.label else 0.0)
        wide = edge - left - (_MARK * size if key.marks else 0.0)
        if text.line(key.key, bold)[1] * _SMALLEST <= wide:
            spans.append(_fitted(key.key, bold, text, left, wide)._replace(down=down))
            kids.append(Element("P", (LEAF,)))
        else:
            key_spans, key_elements = _wrapped(key.key, text, left, wide, room)
            spans += [span._replace(down=span.down + down) for span in key_spans]
            kids += key_elements
    for mark, position in key.marks:
        span = text.label(mark, bold, edge - _MARK * size, _MARK * size, RIGHT, "P")
        spans.append(span._replace(down=position.down))
        kids.append(Element("P", (LEAF,)))
    body = (Element("LBody", tuple(kids)),) if kids else ()
    label = (LABEL,) if key.label else ()
    return spans, Element("LI", (*label, *body))


def _wrapped(
    words: str, text: TextSetter, x: float, width: float, room: float
) -> tuple[list[PlacedText], list[Element]]:
    """A key in small lines below the baseline of its number; dots where they would reach the next
    one.
    """
    kind = replace(text.profile.blank, bold=True)
    lines, elements = text.set([("P", (Span(words),))], kind, x, width)
    if len(lines) * kind.leading > room:
        kind = kind.scaled(_SMALL)
        lines, elements = text.set([("P", (Span(words),))], kind, x, width)
    if len(lines) * kind.leading > room:
        return [_fitted(_DOTS, text.profile.body, text, x, width)._replace(down=0.0)], [
            Element("P", (LEAF,))
        ]
    spans, down = [], 0.0
    for line in lines:
        spans += [span._replace(down=down) for span in line.spans]
        down += kind.leading
    return spans, elements


def _fitted(words: str, kind: Type, text: TextSetter, x: float, room: float) -> PlacedText:
    """Words on one line, smaller where there are too many."""
    wide = text.line(words, kind)[1]
    if wide > room:
        kind = kind.scaled(max(_SMALLEST, 0.99 * room / wide))
    return text.label(words, kind, x, align=LEFT, role="P")


def _cutting_line(x: float, room: float, margins: Margins, profile: Profile) -> Ornament:
    """A dashed line from the top of the sheet to its foot, as far as printers reach."""
    up, down = margins.top - _EDGE, margins.bottom - _EDGE
    return Ornament(
        x, room + down, b"%.2f w 0 G [6 4] 0 d 0 0 m 0 %.2f l S" % (profile.rule, room + down + up)
    )
