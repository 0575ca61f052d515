"""Where the pages of texts end: their chapters, with notes in the margin or without."""

from __future__ import annotations

from collections.abc import Sequence

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import Document
from generator.render.pdf.lines import NEW_PAGE, Line, with_gaps
from generator.render.pdf.margin import Drift, place_notes, with_notes_below
from generator.render.pdf.pagination import Overfull, Placed, paginate
from generator.render.pdf.styles import Profile

# Of a page: a last page that is filled less is avoided where it can be; of a text to read.
_FEW, _FEW_EARLIER, FEW_TO_READ = 0.35, 0.2, 0.6
_DRIFTS = (3, 6, 1)  # by how many lines of text notes may be away from theirs, see Drift
_CLOSER = (0.85, 0.7, 0.55)  # times the usual space between the parts of a dense document


def paginated(lines: Sequence[Line], room: float, document: Document) -> list[list[Placed]]:
    """The pages of a document, chapter by chapter.  Raises Overfull."""
    pages, first = [], 0
    ends = [n + 1 for n, line in enumerate(lines) if line.after == NEW_PAGE]
    for end in [*ends, len(lines)]:
        try:
            pages += _chapter(lines[first:end], room, document)
        except Overfull as overfull:
            raise Overfull(first + overfull.line) from None
        first = end
    return pages


def pages_with_notes(
    lines: Sequence[Line], room: float, document: Document, profile: Profile
) -> list[list[Placed]]:
    """The pages of a document with notes in the margin; those that have no place there are set
    below their section, one page's after the other, because they move what follows.  Raises
    Overfull.
    """
    drift = Drift(*(count * profile.body.leading for count in _DRIFTS))
    below: frozenset[int] = frozenset()
    while True:
        pages = paginated(with_notes_below(lines, below), room, document)
        pages, homeless = place_notes(pages, room, profile.note.size, drift)
        if not homeless:
            return pages
        below |= homeless


def _chapter(lines: Sequence[Line], room: float, document: Document) -> list[list[Placed]]:
    """Its pages; what would be a few lines on a last page of their own is drawn up, in a dense
    document and in a text to read, by less space between its parts.  What is to be kept on a page
    is parted where that saves one.  Raises Overfull.
    """
    parted = [line._replace(kept=False) for line in lines] if document.dense else lines
    pages, shares = paginate(parted, room, document.splits), [1.0]
    is_earlier = document.words_version == FIRST_WORDS_VERSION
    few = FEW_TO_READ if document.reading else _FEW_EARLIER if is_earlier else _FEW
    for share in _CLOSER if document.dense or document.reading else ():
        if len(pages) < 2 or _filled(pages[-1]) > few * room:
            break
        closer = paginate(with_gaps(parted, share), room, document.splits)
        pages = closer if len(closer) < len(pages) else pages
        shares.append(share)
    if not document.dense or not any(line.kept for line in lines):
        return pages
    for share in shares:
        whole = paginate(with_gaps(lines, share), room, document.splits)
        if len(whole) <= len(pages):
            return whole
    return pages


def text_height(page: Sequence[Placed]) -> float:
    """How far down a page is filled, in points; 0 where it only says that it is blank."""
    return _filled(page) if any(placed.line.spans for placed in page) else 0.0


def _filled(page: Sequence[Placed]) -> float:
    """How far down a page is filled, in points."""
    return max(placed.down + placed.line.height for placed in page)


def chapter_pages(pages: Sequence[Sequence[Placed]]) -> list[int]:
    """The page, from 0, on which each chapter begins."""
    return [
        number
        for number, page in enumerate(pages)
        for placed in page
        if placed.line.chapter is not None
    ]


def running_heads(pages: Sequence[Sequence[Placed]]) -> list[str | None]:
    """What the head of each page says in place of the document's; "" where a chapter begins."""
    heads: list[str | None] = []
    head: str | None = None
    for page in pages:
        begun = [placed.line.chapter for placed in page if placed.line.chapter is not None]
        head = begun[-1] if begun else head
        heads.append("" if begun else head)
    return heads
