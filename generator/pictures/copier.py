"""A PDF's pages as they come off a black-and-white copier, and what is lost on the way."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from generator.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

COPY_DOTS = 150  # to an inch: what a plain copier and a fax keep
_PRINT_DOTS = 300  # to an inch: fine enough for the thinnest rules of print, 0.25 pt
_INCH = 25.4  # mm
_BLACK = 128  # what is darker is black on the copy: 0.5 pt of black is, wherever it lies
_FAINT = 10  # levels of grey of 255: what differs less from its ground is not seen in print either
_SPREAD = 0.7  # dots of the copy by which ink has run when it is copied again
# How far is looked from a dot of the print, as powers of two: less than so many dots to each side.
_THIN = 2  # what is up to 0.5 mm wide is a stroke
_NEAR = 3  # what the copy shows within 0.6 mm is the same stroke, or enough beside it
_CELL = 24  # dots of the print: the fineness of the places that are reported, 2 mm
_LEAST = 12  # dots of the print that are lost in a cell, for it to be reported: 1 mm of a hairline


MOST_PAGES = 200  # of a file: each takes 2 MB until the last is copied


class TooManyPages(Exception):
    """A file with more than MOST_PAGES pages; the text says how many."""


class UnreadablePdf(Exception):
    """A file that is no PDF, is damaged, in one page too, or wants a password."""


@dataclass(frozen=True)
class LostMark:
    """Where something thin or light of the original is not on the copy, in mm from the page's left
    and top edge.
    """

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Copied:
    """A PDF of the copied pages, pictures of black and white dots and nothing else, and what each
    page has lost.
    """

    data: bytes
    lost: tuple[tuple[LostMark, ...], ...]


def copied(pdf: bytes, generation: int = 1) -> Copied:
    """The pages of a PDF copied in black and white at 150 dots to an inch.

    `generation`: 1 is a copy of the print, 2 a copy of that copy.  Large areas of light grey may go
    white and are not reported; thin strokes, letters and light signs on a dark ground that are gone
    are.  Raises ImportError where pypdfium2 is missing, UnreadablePdf, TooManyPages.
    """
    import pypdfium2

    pages: list[Image] = []
    lost = []
    try:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            if len(document) > MOST_PAGES:
                raise TooManyPages(str(len(document)))
            for page in document:
                original = page.render(scale=_PRINT_DOTS / 72, grayscale=True).to_pil().convert("L")
                copy = _copy(original.reduce(_PRINT_DOTS // COPY_DOTS), generation)
                lost.append(tuple(_lost(original, copy)))
                pages.append(copy.convert("1"))
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdf(str(error)) from None
    target = io.BytesIO()
    # Without dates, so that the same pages give the same bytes.
    pages[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=COPY_DOTS,
        creationDate=None,
        modDate=None,
    )
    return Copied(target.getvalue(), tuple(lost))


def _copy(page: Image, generation: int) -> Image:
    """A page in grey as levels 0 and 255 only."""
    from PIL import ImageFilter

    copy = _in_black_and_white(page)
    for _ in range(generation - 1):
        copy = _in_black_and_white(copy.filter(ImageFilter.GaussianBlur(_SPREAD)))
    return copy


def _in_black_and_white(page: Image) -> Image:
    return page.point([0] * _BLACK + [255] * (256 - _BLACK))


def _lost(original: Image, copy: Image) -> Iterator[LostMark]:
    """Where the original has something thin and the copy is all white, or all black."""
    from PIL import Image, ImageChops

    copy = copy.resize(original.size, Image.Resampling.NEAREST)
    lightest = _spread(copy, ImageChops.lighter, _NEAR)
    darkest = _spread(copy, ImageChops.darker, _NEAR)
    seen = ImageChops.subtract(lightest, darkest)
    # Dark strokes on a lighter ground, and light ones on a darker ground.
    strokes = ImageChops.lighter(_thin(original), _thin(ImageChops.invert(original)))
    strokes = strokes.point([0] * _FAINT + [255] * (256 - _FAINT))
    yield from _places(ImageChops.subtract(strokes, seen))


def _thin(page: Image) -> Image:
    """How much darker than their ground the thin strokes of a page are, in levels of grey."""
    from PIL import ImageChops

    ground = _spread(page, ImageChops.lighter, _THIN)
    ground = _spread(ground, ImageChops.darker, _THIN)
    return ImageChops.subtract(ground, page)


def _spread(page: Image, choose: Callable[[Image, Image], Image], reach: int) -> Image:
    """The lightest or darkest in the square around each dot."""
    from PIL import ImageChops

    for n in range(reach):
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            page = choose(page, ImageChops.offset(page, x << n, y << n))
    return page


def _places(lost: Image) -> Iterator[LostMark]:
    """The rectangles that hold what is lost: cells that touch are one."""
    columns = -(-lost.width // _CELL)
    amounts = lost.reduce(_CELL).tobytes()
    least = 255 * _LEAST / _CELL**2
    open_cells = {divmod(n, columns) for n, amount in enumerate(amounts) if amount >= least}
    while open_cells:
        group = [min(open_cells)]
        open_cells.remove(group[0])
        for row, column in group:
            near = {(row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)} & open_cells
            open_cells -= near
            group += sorted(near)
        rows, across = zip(*group, strict=True)
        yield LostMark(
            *(
                round(cells * _CELL / _PRINT_DOTS * _INCH)
                for cells in (min(across), min(rows), max(across) + 1, max(rows) + 1)
            )
        )
