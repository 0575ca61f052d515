"""Documents to pages: set, made up and painted, ready to be written."""

from __future__ import annotations

from hashlib import sha256

from generator.page.blocks import Document
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.errors import TooTall
from generator.render.pdf.file.objects import packed
from generator.render.pdf.file.page_content import Area, paint
from generator.render.pdf.file.writer import Described
from generator.render.pdf.fonts import Case
from generator.render.pdf.header_footer import FurnitureSetter
from generator.render.pdf.lines import Galley
from generator.render.pdf.naming import name_of
from generator.render.pdf.pagination import Overfull, make_up
from generator.render.pdf.styles import Profile, Sheet
from generator.render.pdf.text import TextSetter


class Describer:
    """Describes the documents of one family; `case` knows afterwards which characters they use.

    `alike`: equal pages are looked for, and kept once.
    """

    def __init__(self, profile: Profile, sheet: Sheet, duplex: bool, alike: bool = False) -> None:
        self.alike = alike
        self.profile, self.sheet, self.duplex, self.case = (
            profile,
            sheet,
            duplex,
            Case(profile.tracking),
        )
        self._setters: dict[bool, BlockSetter] = {}
        self._packed: dict[bytes, bytes] = {}

    def describe(self, document: Document) -> Described:
        """Set, made up and painted.  Raises MissingGlyph, TooTall."""
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        galley = self.galley(document)
        try:
            pages = make_up(galley.lines, profile.room(sheet)) or [[]]
        except Overfull as overfull:
            what = name_of(document.blocks, setter, profile.measure(sheet), overfull.line)
            raise TooTall(setter.text.document, what) from None
        furniture = FurnitureSetter(document.furniture, setter.text, sheet)
        area = self.level if document.furniture.level else self.area
        painted = paint(
            pages,
            area,
            lambda page: furniture.under(area(page).left),
            lambda page: furniture.over(area(page).left, page + 1, len(pages)),
            self.pack,
        )
        return Described(document.title, document.language, galley.elements, painted)

    def galley(self, document: Document) -> Galley:
        """All its blocks under each other.  Raises MissingGlyph, TooTall."""
        setter = self.setter(document.language)
        setter.text.document = document.label or document.title
        return setter.stacked(document.blocks, 0.0, self.profile.measure(self.sheet))

    def setter(self, language: str) -> BlockSetter:
        """The setter for a language: Serbian has letters of its own."""
        serbian, profile = language.split("-")[0] == "sr", self.profile
        if serbian not in self._setters:
            edge = profile.measure(self.sheet) + profile.points
            self._setters[serbian] = BlockSetter(
                TextSetter(self.case, profile, serbian), edge, profile.room(self.sheet)
            )
        return self._setters[serbian]

    def area(self, page: int) -> Area:
        """Where text stands on a page (from 0), which is a right-hand page first: its left side is bound."""
        margins = self.profile.margins
        bound = margins.outer if page % 2 else margins.inner
        return Area(
            bound if self.duplex else (margins.inner + margins.outer) / 2,
            self.sheet.height - margins.top,
        )

    def level(self, page: int) -> Area:
        """Where text stands on every page alike."""
        margins = self.profile.margins
        return Area((margins.inner + margins.outer) / 2, self.sheet.height - margins.top)

    def pack(self, content: bytes) -> bytes:
        """A page's content as a stream; where equal pages are looked for, the same for equal pages."""
        if not self.alike:
            return packed(content)
        key = sha256(content).digest()
        if key not in self._packed:
            self._packed[key] = packed(content)
        return self._packed[key]
