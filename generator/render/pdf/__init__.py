"""Documents to tagged PDF (PDF/UA-1)."""

from generator.render.pdf.coverage import coverage
from generator.render.pdf.entry import bind_copies, page_heights, render_documents, rendered_in_turn
from generator.render.pdf.fit import too_tall
from generator.render.pdf.font_files import identity
from generator.render.pdf.results import (
    Binding,
    BoundFile,
    MissingGlyph,
    MissingMedia,
    RenderedFile,
    Renderings,
    SheetGeometry,
    TooTall,
)
from generator.render.pdf.styles import LOOKS, PROFILES, SHEETS, Profile, Sheet

__all__ = [
    "LOOKS",
    "PROFILES",
    "SHEETS",
    "Binding",
    "BoundFile",
    "MissingGlyph",
    "MissingMedia",
    "Profile",
    "RenderedFile",
    "Renderings",
    "Sheet",
    "SheetGeometry",
    "TooTall",
    "bind_copies",
    "coverage",
    "identity",
    "page_heights",
    "render_documents",
    "rendered_in_turn",
    "too_tall",
]
