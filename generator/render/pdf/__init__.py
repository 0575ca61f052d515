"""Documents to tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.blocks import Document
from generator.render.pdf.font_files import coverage, identity
from generator.render.pdf.results import Bound, MissingGlyph, Printed, TooTall
from generator.render.pdf.styles import PROFILES, SHEETS, Profile, Sheet

__all__ = [
    "PROFILES",
    "SHEETS",
    "Bound",
    "MissingGlyph",
    "Printed",
    "Profile",
    "Sheet",
    "TooTall",
    "bind",
    "coverage",
    "identity",
    "typeset",
]


def typeset(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, *, duplex: bool = True
) -> list[Printed]:
    """A file for each document of one family; one subset of each face serves them all.

    Whatever one document of a family holds can change the bytes of the others: never mix students' and teachers' documents.
    `duplex`: inner margins are on the left of odd pages and on the right of even ones.  Raises MissingGlyph, TooTall.
    """
    from generator.render.pdf.render import press

    return press(documents, profile, sheet, duplex)


def bind(
    copies: Sequence[tuple[Document, Profile]],
    sheet: Sheet,
    *,
    duplex: bool,
    title: str,
    language: str,
    blank: str,
    bundle: int = 1,
) -> Bound:
    """One file for the printer: the copies one behind the other, each numbered by itself and begun on a new sheet.

    They are documents of one family, each set in its profile, all on sheets of one size.  `duplex`: a copy with an odd number
    of pages is followed by one that says `blank`.  What copies have in common is set once and kept once; of copies that are
    equal, and of those that differ in a printed name, that is nearly everything.  Every `bundle` of documents are handed out
    together: bookmarks and page labels take them for one copy.  Raises MissingGlyph, TooTall, and ValueError when there are no
    copies.
    """
    from generator.render.pdf.render import press_bound

    return press_bound(copies, sheet, duplex, title, language, blank, bundle)
