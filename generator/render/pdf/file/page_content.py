"""Pages of placed lines to content streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from generator.render.pdf.lines import Link, PlacedText
from generator.render.pdf.pagination import Placed

_SKIPPED = b"/Artifact<</Type/Pagination/Subtype/%b>>BDC\n%bEMC\n"


Box = tuple[float, float, float, float]  # left, bottom, right, top on a page


class Area(NamedTuple):
    """A page's text area, in points from the sheet's lower left corner."""

    left: float
    top: float


class Bookmark(NamedTuple):
    """A heading's place: `top` in points from the sheet's lower edge."""

    level: int
    title: str
    page: int
    top: float


class Leaf(NamedTuple):
    """A leaf of the structure tree, counted in the order of painting: of the text (`note` None), or
    of a note in the margin.
    """

    number: int
    note: int | None = None


# By note, or of the text (None): for each leaf in turn its (page, marked-content number)s.
Spots = dict[int | None, list[tuple[tuple[int, int], ...]]]


class PaintedPages(NamedTuple):
    """`streams`: a page's content each, packed; `spots`: where each leaf is.

    `links`: by leaf, its (page, rectangle, address, text)s; `frames`: by leaf, the rectangle of a
    drawing.  `chapters`: where each begins, as the page and the height from its lower edge.
    """

    streams: list[bytes]
    spots: Spots
    links: dict[Leaf, list[tuple[int, Box, str, str]]]
    frames: dict[Leaf, Box]
    bookmarks: list[Bookmark]
    chapters: list[tuple[int, float]]


def paint_pages(
    pages: Sequence[Sequence[Placed]],
    area: Callable[[int], Area],
    around: Sequence[tuple[bytes, bytes]],
    pack: Callable[[bytes], bytes],
) -> PaintedPages:
    """Paint pages; `area` gives a page's (from 0) place for text, `around` has what lies under and
    over it.

    `pack` makes a stream of a page's content.
    """
    painted = PaintedPages([], {}, {}, {}, [], [])
    for page, (placed, (under, over)) in enumerate(zip(pages, around, strict=True)):
        body = _page(page, placed, area(page), painted)
        painted.streams.append(pack(b"%b%b%b" % (under, body, over)))
    return painted


def _page(page: int, placed: Sequence[Placed], area: Area, painted: PaintedPages) -> bytes:
    left, marked = area.left, 0
    note: int | None = None
    drawn: list[bytes] = []
    repeated: list[bytes] = []
    shown: list[bytes] = []
    framed: set[Leaf] = set()  # the drawings that begin on this page
    for line, down, again, of_note in placed:
        top = area.top - down
        goes_on = bool(marked) and of_note == note
        note = of_note
        if line.ornaments:
            drawn += [
                b"q 1 0 0 1 %.2f %.2f cm %b Q\n" % (left + x, top - below, ops)
                for x, below, ops in line.ornaments
            ]
        if again:
            repeated.append(_SKIPPED % (b"Header", _spans(line.spans, left, top)))
            continue
        repeated += [
            _SKIPPED % (span.role.encode(), _spans([span], left, top)) for span in line.echo
        ]
        if line.chapter is not None:
            painted.chapters.append((page, top))
        if line.bookmark:
            painted.bookmarks.append(Bookmark(*line.bookmark, page, top))
        for role, starts, x, below, ops, link, size in line.spans:
            if starts or not goes_on:  # a leaf that a page break cuts is opened again
                spots = painted.spots.setdefault(note, [])
                if starts:
                    spots.append(((page, marked),))
                else:
                    spots[-1] = *spots[-1], (page, marked)
                shown.append(
                    b"%b/%b<</MCID %d>>BDC\n" % (b"EMC\n" if marked else b"", role.encode(), marked)
                )
                marked += 1
                goes_on = True
            if size:
                leaf = Leaf(len(spots) - 1, note)
                shown.append(b"q 1 0 0 1 %.2f %.2f cm %bQ\n" % (left + x, top - below, ops))
                frame = left + x, top - below, left + x + size[0], top - below + size[1]
                if role == "Formula" and leaf in framed:  # it goes on in the next line
                    painted.frames[leaf] = _around(painted.frames[leaf], frame)
                elif role != "Span" and leaf not in painted.frames:
                    painted.frames[leaf] = frame
                    framed.add(leaf)
                continue
            shown.append(b"BT %.2f %.2f Td %b ET\n" % (left + x, top - below, ops))
            if link:
                box = _box(link, left + x, top - below)
                leaf = Leaf(len(spots) - 1, note)
                painted.links.setdefault(leaf, []).append((page, box, link.address, link.text))
    if marked:
        shown.append(b"EMC\n")
    if drawn:
        drawn = [b"/Artifact BMC\n", *drawn, b"EMC\n"]
    return b"".join([*drawn, *repeated, *shown])


def _around(first: Box, second: Box) -> Box:
    """The rectangle round two."""
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


def _spans(spans: Iterable[PlacedText], left: float, top: float) -> bytes:
    return b"".join(
        [b"BT %.2f %.2f Td %b ET\n" % (left + span.x, top - span.down, span.ops) for span in spans]
    )


def _box(link: Link, x: float, y: float) -> Box:
    return x, y - link.below, x + link.width, y + link.above
