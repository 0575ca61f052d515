"""Documents to tagged PDF (PDF/UA-1).

In: documents of `generator.document`, a profile and a sheet.  Out: files as bytes, equal for equal documents.
Never reads the clock, the environment, random numbers or the current directory, and loads ReportLab only to set type.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Document
from generator.typeset.printed import Printed
from generator.typeset.profile import PROFILES, SHEETS, Profile, Sheet
from generator.typeset.refusal import MissingGlyph, TooTall
from generator.typeset.repertoire import coverage, identity

__all__ = ["PROFILES", "SHEETS", "MissingGlyph", "Printed", "Profile", "Sheet", "TooTall", "coverage", "identity", "typeset"]


def typeset(documents: Sequence[Document], profile: Profile, sheet: Sheet, *, duplex: bool = True) -> list[Printed]:
    """A file for each document of one family; one subset of each face serves them all.

    Whatever one document of a family holds can change the bytes of the others: never mix students' and teachers' documents.
    `duplex`: inner margins are on the left of odd pages and on the right of even ones.  Raises MissingGlyph, TooTall.
    """
    from generator.typeset.press import press

    return press(documents, profile, sheet, duplex)
