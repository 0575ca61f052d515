"""Keys to lay beside a printed page: each at the height of what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.page.blocks import Document, Heading, Strip, StripKey
from generator.page.markup import Span
from generator.render.pdf.lines import (
    BOX,
    ENTRY,
    LABEL,
    LEAF,
    Element,
    Galley,
    Line,
    Ornament,
    PlacedText,
    height,
    together,
)
from generator.render.pdf.pagination import Overfull, Placed, make_up
from generator.render.pdf.results import TooTall
from generator.render.pdf.styles import Margins, Profile, Type
from generator.render.pdf.text import LEFT, RIGHT, TextSetter

if TYPE_CHECKING:
    from generator.render.pdf.blocks.setter import BlockSetter

_COLUMN = 10.5  # ems of body text: the width of the column of keys
_NUMBER = 3.4  # ems of it that a number takes: 12 (b)
_MARK = 1.6  # ems of it that a mark takes, at its end
_GAP = 0.6  # ems between the cutting line and what stands beside it
_SMALLEST = 0.6  # of its size, for a key too long for its column
_EDGE = 18.0  # what printers leave white at a sheet's edge

_Key = tuple[
    str, Spot, str, Sequence[tuple[str, Spot]]
]  # label, where it stands, key, marks with their spots


def set_strip(strip: Strip, setter: BlockSetter, other: BlockSetter) -> Galley:
    """The galley of a strip: a line as high as a page for each page of the document it lies beside.

    `setter` sets the strip, in one size for all profiles, and `other` that document in its own.  Raises MissingGlyph, TooTall.
    """
    pages = _made_up(strip.beside, other)
    found = {(place.number, place.part): place for place in places(pages)}
    by_page: dict[int, list[_Key]] = {}
    for key in strip.keys:
        for page, shown in _shared(key, found[key.number, key.part]):
            by_page.setdefault(page, []).append(shown)
    lines: list[Line] = []
    elements: list[Element] = []
    for page in range(len(pages)):
        line, own = _page(
            strip, page, len(pages), by_page.get(page, []), setter, other.profile.margins
        )
        lines.append(line)
        elements += own
    return Galley(tuple(lines), tuple(elements))


def _made_up(document: Document, setter: BlockSetter) -> list[list[Placed]]:
    setter.text.document = document.label or document.title
    galley = setter.stacked(document.blocks, 0.0, setter.edge - setter.profile.points)
    try:
        return make_up(galley.lines, setter.room)
    except Overfull:
        raise TooTall(setter.text.document, "an item") from None


def _shared(key: StripKey, place: Place) -> list[tuple[int, _Key]]:
    """An entry's key for each page that it reaches: its number where it begins, its marks where the boxes stand."""
    marks = [(mark, spot) for mark, spot in zip(key.marks, place.boxes, strict=False) if mark]
    label = f"{key.number} {key.part}".strip()
    pages = sorted({place.spot.page, *(spot.page for _, spot in marks)})
    return [
        (
            page,
            (
                label,
                place.spot if page == place.spot.page else marks[0][1],
                key.key,
                [each for each in marks if each[1].page == page],
            ),
        )
        for page in pages
    ]


def _page(
    strip: Strip, page: int, pages: int, keys: Sequence[_Key], setter: BlockSetter, margins: Margins
) -> tuple[Line, list[Element]]:
    """One page: what it is, and beyond the cutting line the keys."""
    text, profile = setter.text, setter.profile
    size = profile.body.size
    cut = setter.edge - _COLUMN * size
    title = strip.heading.replace("{page}", str(page + 1)).replace("{pages}", str(pages))
    text.document = strip.head
    told = setter.stacked(
        (*(strip.blocks if page == 0 else ()), Heading(2, (Span(title),), bookmark=False)),
        0.0,
        cut - size,
    )
    if height(told.lines) > setter.room:
        raise TooTall(strip.head, "what is said of the strip")
    said, ornaments, _ = together(told.lines)
    spans, elements = list(said), list(told.elements)
    start = cut + _GAP * size
    head = _fitted(
        strip.head, replace(profile.furniture, bold=True), text, start, setter.edge - start, "P"
    )
    spans.append(head._replace(down=-0.15 * profile.furniture.size))
    elements.append(Element("P", (LEAF,)))
    items = []
    for label, spot, key, marks in keys:
        shown, item = _item(label, spot, key, marks, text, start, setter.edge)
        spans += shown
        items.append(item)
    if items:
        elements.append(Element("L", tuple(items), "/A<</O/List/ListNumbering/Decimal>>"))
    ornaments = (_cutting_line(cut, setter.room, margins, profile), *ornaments)
    return Line(setter.room, tuple(spans), ornaments, bookmark=(1, title)), elements


def _item(
    label: str,
    spot: Spot,
    key: str,
    marks: Sequence[tuple[str, Spot]],
    text: TextSetter,
    start: float,
    edge: float,
) -> tuple[list[PlacedText], Element]:
    """An entry's number, its key beside it, and its marks at the column's end, each at its own height."""
    profile = text.profile
    strong, size = replace(profile.body, bold=True), profile.body.size
    spans, kids = [text.label(label, profile.body, start)._replace(down=spot.down)], []
    if key:
        left = start + _NUMBER * size
        room = edge - left - (_MARK * size if marks else 0.0)
        spans.append(_fitted(key, strong, text, left, room, "P")._replace(down=spot.down))
        kids.append(Element("P", (LEAF,)))
    for mark, at in marks:
        spans.append(
            text.label(mark, strong, edge - _MARK * size, _MARK * size, RIGHT, "P")._replace(
                down=at.down
            )
        )
        kids.append(Element("P", (LEAF,)))
    return spans, Element("LI", (LABEL, *((Element("LBody", tuple(kids)),) if kids else ())))


def _fitted(
    words: str, kind: Type, text: TextSetter, x: float, room: float, role: str
) -> PlacedText:
    """Words on one line, smaller where there are too many."""
    wide = text.line(words, kind)[1]
    if wide > room:
        kind = kind.scaled(max(_SMALLEST, 0.99 * room / wide))
    return text.label(words, kind, x, align=LEFT, role=role)


def _cutting_line(x: float, room: float, margins: Margins, profile: Profile) -> Ornament:
    """A dashed line from the top of the sheet to its foot, as far as printers reach."""
    up, down = margins.top - _EDGE, margins.bottom - _EDGE
    return Ornament(
        x, room + down, b"%.2f w 0 G [6 4] 0 d 0 0 m 0 %.2f l S" % (profile.rule, room + down + up)
    )


class Spot(NamedTuple):
    """A baseline: its page (from 0) and how many points it is below the top of that page's text."""

    page: int
    down: float


class Place(NamedTuple):
    """An entry by its number, or a part by its own behind that of its entry; where its number stands, and its boxes."""

    number: str
    part: str
    spot: Spot
    boxes: tuple[Spot, ...] = ()


def places(pages: Sequence[Sequence[Placed]]) -> list[Place]:
    """All entries and their parts, in the order of the pages."""
    found: list[Place] = []
    for page, placed in enumerate(pages):
        for line, down, repeated in placed:
            for kind, name, below in () if repeated else line.anchors:
                spot = Spot(page, down + below)
                if kind == ENTRY:
                    found.append(Place(name, "", spot))
                elif kind == BOX and found:
                    found[-1] = found[-1]._replace(boxes=(*found[-1].boxes, spot))
                elif kind != BOX and found:
                    found.append(Place(found[-1].number, name, spot))
    return found
