"""What lays out blocks, for tests that look at lines and not at pages."""

from __future__ import annotations

from generator.render import pdf
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.document_renderer import DocumentRenderer
from generator.render.pdf.fonts import ComposedLetters
from generator.render.pdf.styles import Profile


def block_setter(look: Profile, sheet: str = "A4") -> BlockSetter:
    """The setter of English blocks in a look, on sheets that are printed on both sides."""
    return DocumentRenderer(look, pdf.SHEETS[sheet], True, ComposedLetters()).setter("en")
