"""Documents laid out and made up: all forms of a paper so that they break at the same questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from generator.page.blocks import Block, Document, Entries, SideBySide
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.fonts import UsedGlyphs
from generator.render.pdf.lines import AVOID_BREAK, BlockLayout, Line, height, stack, with_gaps
from generator.render.pdf.makeup import Pages, make_up
from generator.render.pdf.pagination import Placed, paginate
from generator.render.pdf.styles import Profile
from generator.render.pdf.text import CENTRE

_BOOKLET = 4  # pages on a folded sheet
_FRONT_GAPS = (1.0, 0.9, 0.8, 0.7, 0.6)  # times the usual ones, before the questions
# Penalty of a page that ends inside the table of points, or before the cover is full.
PARTED = 6000.0
_MID_SENTENCE = 50_000.0  # and inside a paragraph before the questions, which a page could hold


class _MadeUp(NamedTuple):
    """The pages of all forms, None where there are none that are alike, and the setter whose lines
    they hold.
    """

    forms: tuple[tuple[Block, ...], ...]  # held, so that no others come to have their identity
    pages: Pages | None
    setter: DocumentSetter


def _is_better(tighter: Pages, pages: Pages) -> bool:
    """Whether fewer leaves must be turned to see what belongs together, or pages are fewer and no
    leaf more must be turned.
    """
    return (tighter.out_of_sight, len(tighter.ranges)) < (pages.out_of_sight, len(pages.ranges))


class SetterOfBlocks(Setter, Protocol):
    """What lays out the blocks of documents."""

    profile: Profile
    duplex: bool  # pages are printed on both sides

    @property
    def documents(self) -> DocumentSetter:
        """The setter of documents whose blocks it lays out."""

    def like(self, glyphs: UsedGlyphs, profile: Profile) -> SetterOfBlocks:
        """A setter for pages of the same size."""


class DocumentSetter:
    """Lays out documents with the setter of their blocks, and makes up pages of those that are
    forms of a paper; what is laid out of a form is kept until it is painted.
    """

    def __init__(self, setter: SetterOfBlocks) -> None:
        self._blocks, self._profile = setter, setter.profile
        # With the blocks themselves, so that no others come to have their identity.
        self._forms: dict[int, tuple[tuple[Block, ...], BlockLayout]] = {}
        self._made_up: dict[int, _MadeUp] = {}

    def layout(self, document: Document) -> BlockLayout:
        """All blocks of a document under each other.  Raises MissingGlyph, TooTall."""
        setter = self._setter_of(document.forms)
        if all(document.blocks is not blocks for blocks in document.forms):
            return setter._text(document.blocks)
        return setter._form(document.blocks)

    def forget(self, document: Document) -> None:
        """Let go of the lines of a form that is painted; where it breaks is still known."""
        if document.forms:
            self._setter_of(document.forms)._forms.pop(id(document.blocks), None)

    def pages(self, document: Document) -> list[list[Placed]]:
        """The pages of a document, in all forms alike where it has forms.  Raises MissingGlyph,
        TooTall, Overfull.
        """
        lines = self.layout(document).lines
        return self.pages_of_forms(document, lines) or paginate(
            lines, self._blocks.room, document.splits
        )

    def pages_of_forms(
        self, document: Document, lines: Sequence[Line]
    ) -> list[list[Placed]] | None:
        """The pages of a document that break as those of all other forms do, or by the same rules
        for itself where they cannot be alike; None where it has none.
        """
        if not (self._profile.alike and document.forms):
            return None
        made_up, place = self._made_up_forms(document.forms), document.place
        if made_up is None and self._profile.latest:
            made_up, place = self._make_up([lines]), 0
        if made_up is None or not made_up.fit(place, lines):
            return None
        pages = made_up.of(place, lines)
        if self._profile.booklet:
            pages += [[] for _ in range(-len(pages) % _BOOKLET)]
        return [page or [self._blank_page(document.blank)] for page in pages]

    def closer(self, document: Document) -> tuple[int, ...]:
        """By how much the forms of a document are set closer than the profile says; empty where
        they are not.
        """
        if not (self._profile.alike and document.forms):
            return ()
        made_up = self._made_up_of(document.forms)
        gaps = made_up.pages.gaps if made_up.pages else 1.0
        return made_up.setter._profile.closer_than(self._profile, gaps)

    def breaks_alike(self, document: Document) -> bool:
        """Whether a document breaks as all forms of its quiz do, where the profile wants it."""
        promised = self._profile.alike and len(document.forms) > 1
        return not promised or self._made_up_forms(document.forms) is not None

    def _paper(self, blocks: tuple[Block, ...]) -> BlockLayout:
        """A paper, of which what is before the questions has no points beside it."""
        if not self._profile.latest:
            return self._text(blocks)
        count = front_length(blocks)
        return stack([self._front_page(blocks[:count]), self._text(blocks[count:])])

    def _front_page(self, blocks: Sequence[Block]) -> BlockLayout:
        """What is before the questions, parted between its paragraphs only: as much of it as there
        is room for on the first page, with smaller gaps where that is then all of it, all but the
        sources, or all above the table of points.
        """
        front = self._blocks.layout_all(blocks, 0.0, self.front_width)
        ends = self._front_ends(blocks, len(front.lines))
        room = self._blocks.room
        gaps = next(
            (
                gaps
                for end in ends
                for gaps in _FRONT_GAPS
                if height(with_gaps(front.lines[:end], gaps)) <= room
            ),
            1.0,
        )
        lines = with_gaps(front.lines, gaps)
        full = _full_to(lines, room)
        parted = tuple(
            line
            if line.after >= AVOID_BREAK or n + 1 == len(lines)
            else line._replace(
                after=line.after + (PARTED if n < full else 0.0) if line.glue else _MID_SENTENCE
            )
            for n, line in enumerate(lines)
        )
        return front._replace(lines=parted)

    def _front_ends(self, blocks: Sequence[Block], count: int) -> Iterator[int]:
        """Behind which of its `count` lines what is before the questions may be on two pages: all
        of it, what is above the sources, and what is above the table of points.
        """
        yield count
        for n, block in enumerate(blocks):
            if isinstance(block, SideBySide):
                for above in (blocks[: n + 1], (*blocks[:n], *block.left)):
                    yield len(self._blocks.layout_all(above, 0.0, self.front_width).lines)

    @property
    def front_width(self) -> float:
        """How wide what is before the questions of a paper is, in points."""
        is_wide = self._profile.wide_front and self._profile.latest
        return self._blocks.edge if is_wide else self._blocks.edge - self._profile.points

    def _form(self, blocks: tuple[Block, ...]) -> BlockLayout:
        if id(blocks) not in self._forms:
            self._forms[id(blocks)] = blocks, self._paper(blocks)
        return self._forms[id(blocks)][1]

    def _setter_of(self, forms: tuple[tuple[Block, ...], ...]) -> DocumentSetter:
        """The setter in whose look all forms are set: this one, or a tighter one that saves a last
        page which would be nearly empty.
        """
        made_up = self._made_up_of(forms) if self._profile.alike and forms else None
        setter = made_up.setter if made_up else self
        text = setter._blocks.text
        text.media, text.document = self._blocks.text.media, self._blocks.text.document
        return setter

    def _made_up_forms(self, forms: tuple[tuple[Block, ...], ...]) -> Pages | None:
        return self._made_up_of(forms).pages if forms else None

    def _made_up_of(self, forms: tuple[tuple[Block, ...], ...]) -> _MadeUp:
        if id(forms) not in self._made_up:
            pages, setter = self._pages_of(forms), self
            if pages is None and self._profile.latest:
                pages = self._pages_of(forms, below_headings=True)
            if pages and (self._profile.sparing or pages.nearly_empty or self._wastes(pages)):
                pages, setter = self._tightened(forms, pages)
            self._made_up[id(forms)] = _MadeUp(forms, pages, setter)
        return self._made_up[id(forms)]

    def _wastes(self, pages: Pages) -> bool:
        return self._profile.latest and pages.loose

    def _tightened(
        self, forms: tuple[tuple[Block, ...], ...], pages: Pages
    ) -> tuple[Pages, DocumentSetter]:
        """The pages in the first of the tighter looks that saves as much as the tightest, and its
        setter; those given and this setter, where none saves anything.
        """
        glyphs = self._blocks.text.glyphs
        looks = [
            self._blocks.like(glyphs, profile).documents for profile in self._profile.tightened()
        ]
        tightest = looks[-1]._pages_of(forms) if looks else None
        if tightest is None or not _is_better(tightest, pages):
            return pages, self
        for setter in looks[:-1]:
            fewer = setter._pages_of(forms)
            if fewer and not _is_better(tightest, fewer):
                return fewer, setter
        return tightest, looks[-1]

    def _pages_of(
        self, forms: tuple[tuple[Block, ...], ...], below_headings: bool = False
    ) -> Pages | None:
        return self._make_up([self._form(blocks).lines for blocks in forms], below_headings)

    def _make_up(
        self, forms: Sequence[Sequence[Line]], below_headings: bool = False
    ) -> Pages | None:
        blocks, steps = self._blocks, self._profile.gap_steps
        return make_up(forms, blocks.room, blocks.duplex, steps, below_headings)

    def _blank_page(self, words: str) -> Placed:
        """What a page says that stays empty; readers skip it."""
        width = self._blocks.edge - self._profile.points
        span = self._blocks.text.label(words, self._profile.body, 0.0, width, CENTRE, "Header")
        return Placed(
            Line(self._blocks.room, echo=(span._replace(down=self._blocks.room / 2),)), 0.0
        )

    def _text(self, blocks: Iterable[Block]) -> BlockLayout:
        setter = self._blocks
        return setter.layout_all(blocks, 0.0, setter.edge - self._profile.points)


def _full_to(lines: Sequence[Line], room: float) -> int:
    """The last line behind which the first page may end."""
    full, used = 0, 0.0
    for n, line in enumerate(lines):
        used += line.height
        if used > room:
            break
        if line.glue and line.after < PARTED:
            full = n
        used += line.glue
    return full


def front_length(blocks: Sequence[Block]) -> int:
    """How many blocks of a paper are before its questions and the heading of these."""
    first = next((n for n, block in enumerate(blocks) if isinstance(block, Entries)), 0)
    return max(0, first - 1)
