"""One document laid out, paginated and painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

from generator.i18n.catalog import languages, load_catalog
from generator.page.blocks import (
    AnswerGrid,
    Block,
    BubbleSheet,
    Document,
    Entries,
    MarkTable,
    Overlay,
    Passage,
    SideBySide,
    Strip,
    Together,
)
from generator.page.queries import BlockQuery
from generator.render.pdf.block_names import name_at_line
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.file.objects import packed
from generator.render.pdf.file.page_content import Area, Spots, paint_pages
from generator.render.pdf.file.writer import RenderedDocument
from generator.render.pdf.fonts import ComposedLetters, UsedGlyphs
from generator.render.pdf.header_footer import HeaderFooterSetter, page_notes
from generator.render.pdf.lines import BlockLayout, numbered
from generator.render.pdf.pagination import Overfull, Placed
from generator.render.pdf.results import SheetGeometry, TooTall
from generator.render.pdf.styles import Profile, Sheet
from generator.render.pdf.text import TextSetter
from generator.render.pdf.text_pages import (
    chapter_pages,
    pages_with_notes,
    paginated,
    running_heads,
    text_height,
)

_MANY_SPOTS = 16  # how many forms a further one is compared with


class PreparedDocument(NamedTuple):
    """A document to be painted; `around`: what lies under and over the text of each page;
    `laid_out`: None for a form, whose lines are kept and are soon made up again: pages of hundreds
    would take much memory.
    """

    document: Document
    around: Sequence[tuple[bytes, bytes]]
    laid_out: tuple[BlockLayout, list[list[Placed]]] | None


class DocumentRenderer:
    """Renders the documents of one family; `glyphs` knows afterwards which characters they use, and
    `fills` how full the pages of forms are, by the identity of their documents.

    `letters`: those of its file.  `share_pages`: equal pages are looked for, and kept once.
    """

    def __init__(
        self,
        profile: Profile,
        sheet: Sheet,
        duplex: bool,
        letters: ComposedLetters,
        share_pages: bool = False,
    ) -> None:
        self.profile, self.sheet, self.duplex = profile, sheet, duplex
        self.share_pages = share_pages
        self.glyphs = UsedGlyphs(profile.tracking, letters)
        self.fills: dict[int, tuple[float, ...]] = {}
        self._setters: dict[str, BlockSetter] = {}
        self._packed: dict[bytes, bytes] = {}
        self._spots: list[Spots] = []

    def render(self, document: Document) -> RenderedDocument:
        """Laid out, paginated and painted.  Raises MissingGlyph, TooTall."""
        return self.paint(self.prepare(document))

    def prepare(self, document: Document) -> PreparedDocument:
        """Laid out and paginated, so that all its characters and pictures are known.  Raises
        MissingGlyph, TooTall.
        """
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        layout, pages = self._laid_out(document)
        if document.forms and profile.alike:
            heights = map(text_height, pages)
            self.fills[id(document)] = tuple(tall / profile.room(sheet) for tall in heights)
        area, width = self._place(document)
        header_footer = HeaderFooterSetter(document.header_footer, setter.text, sheet, width)
        heads = running_heads(pages)
        notes = page_notes(document.header_footer, pages, self.duplex)
        around = [
            (
                header_footer.under(area(page).left, page, heads[page]),
                header_footer.over(area(page).left, page + 1, len(pages), notes[page]),
            )
            for page in range(len(pages))
        ]
        return PreparedDocument(document, around, None if document.forms else (layout, pages))

    def paint(self, prepared: PreparedDocument) -> RenderedDocument:
        """A document that was prepared, painted."""
        document = prepared.document
        layout, pages = prepared.laid_out or self._laid_out(document)
        area, _ = self._place(document)
        painted = paint_pages(pages, area, prepared.around, self.pack)
        painted = painted._replace(spots=self._shared(painted.spots))
        self.setter(document.language).documents.forget(document)
        return RenderedDocument(document.title, document.language, layout.elements, painted)

    def _laid_out(self, document: Document) -> tuple[BlockLayout, list[list[Placed]]]:
        """A document's blocks and its pages, which its contents name where it has chapters."""
        layout = self.layout(document)
        pages = self._pages(document, layout)
        if chapters := chapter_pages(pages):
            text = self.setter(document.language).text
            text.chapter_pages = tuple(str(page + 1) for page in chapters)
            layout = self.layout(document)
            pages = self._pages(document, layout)
            text.chapter_pages = ()
        return layout, pages

    def _place(self, document: Document) -> tuple[Callable[[int], Area], float]:
        """Where text is on a page, and how wide heads and feet are."""
        profile, sheet = self.profile, self.sheet
        if profile.centred and not any(block.accept(_REACHES_OUT) for block in document.blocks):
            return self.centred_area, profile.measure(sheet)
        area = self.level_area if document.header_footer.level else self.area
        return area, profile.measure(sheet) + profile.points

    def _shared(self, spots: Spots) -> Spots:
        """Spots that other forms have too are held once: they are most of what a form takes."""
        for known in self._spots:
            if known == spots:
                return known
        self._spots = [spots, *self._spots[: _MANY_SPOTS - 1]]
        return spots

    def pages(self, document: Document) -> list[list[Placed]]:
        """The pages of a document.  Raises MissingGlyph, TooTall."""
        return self._pages(document, self.layout(document))

    def _pages(self, document: Document, layout: BlockLayout) -> list[list[Placed]]:
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        room = profile.room(sheet)
        try:
            pages = setter.documents.pages_of_forms(document, layout.lines)
            if not pages and profile.margin_column:
                pages = pages_with_notes(numbered(layout.lines), room, document, profile)
            elif not pages:
                pages = paginated(numbered(layout.lines), room, document)
        except Overfull as overfull:
            name = name_at_line(document, setter, profile.measure(sheet), overfull.line)
            raise TooTall(setter.text.document, name) from None
        return pages or [[]]

    def breaks_alike(self, document: Document) -> bool:
        """Whether a document breaks as all forms of its quiz do, where the profile wants it."""
        return self.setter(document.language).documents.breaks_alike(document)

    def closer(self, document: Document) -> tuple[int, ...]:
        """By how much a form is set closer than the profile says; empty where it is not."""
        return self.setter(document.language).documents.closer(document)

    def geometries(self, document: Document) -> tuple[SheetGeometry, ...]:
        """Those of the answer sheets in a document that was rendered."""
        known = self.setter(document.language).geometries
        return tuple(known[block] for block in document.blocks if isinstance(block, BubbleSheet))

    def layout(self, document: Document) -> BlockLayout:
        """All its blocks under each other.  Raises MissingGlyph, TooTall."""
        setter = self.setter(document.language)
        setter.text.document = document.label or document.title
        setter.text.media = document.media
        return setter.documents.layout(document)

    def setter(self, language: str) -> BlockSetter:
        """The setter for a language: Serbian has letters of its own, and blanks are read aloud."""
        serbian, profile = language.split("-")[0] == "sr", self.profile
        if language not in self._setters:
            edge = profile.measure(self.sheet) + profile.points
            # Without words of ours, a blank is known by what it is.
            catalog = load_catalog(language) if language in languages() else None
            blank = catalog("blank-aloud") if catalog else ""
            self._setters[language] = BlockSetter(
                TextSetter(self.glyphs, profile, serbian, blank),
                edge,
                profile.room(self.sheet),
                self.duplex,
            )
        return self._setters[language]

    def area(self, page: int) -> Area:
        """Where text is on a page (from 0), which is a right-hand page first: its left side is
        bound.
        """
        if not self.duplex:
            return self.level_area(page)
        margins = self.profile.margins
        left = margins.outer if page % 2 else margins.inner
        return Area(left, self.sheet.height - margins.top)

    def level_area(self, page: int) -> Area:
        """Where text is on every page alike."""
        margins = self.profile.margins
        return Area((margins.inner + margins.outer) / 2, self.sheet.height - margins.top)

    def centred_area(self, page: int) -> Area:
        """Where text is that has nothing beside it: in the middle of every page."""
        left = (self.sheet.width - self.profile.measure(self.sheet)) / 2
        return Area(left, self.sheet.height - self.profile.margins.top)

    def pack(self, content: bytes) -> bytes:
        """A page's content as a stream; where equal pages are looked for, the same for equal
        pages.
        """
        if not self.share_pages:
            return packed(content)
        key = sha256(content).digest()
        if key not in self._packed:
            self._packed[key] = packed(content)
        return self._packed[key]


class _ReachesOut(BlockQuery[bool]):
    """Whether something of a block may be beyond the text, in the points' column."""

    def otherwise(self, block: Block) -> bool:
        """Most blocks are as wide as the text."""
        return False

    def side_by_side(self, block: SideBySide) -> bool:
        """Both columns together are wider."""
        return True

    def entries(self, block: Entries) -> bool:
        """Points are."""
        return any(entry.points for entry in block.entries)

    def answer_grid(self, block: AnswerGrid) -> bool:
        """Points are."""
        return True

    def bubble_sheet(self, block: BubbleSheet) -> bool:
        """It is where it is on the sheet."""
        return True

    def together(self, block: Together) -> bool:
        """What is in them may be."""
        return any(inner.accept(self) for inner in block.blocks)

    def passage(self, block: Passage) -> bool:
        """A passage is."""
        return True

    def mark_table(self, block: MarkTable) -> bool:
        """It is."""
        return True

    def strip(self, block: Strip) -> bool:
        """It is as wide as what it lies beside."""
        return True

    def overlay(self, block: Overlay) -> bool:
        """It is where what it lies on is."""
        return True


_REACHES_OUT = _ReachesOut()
