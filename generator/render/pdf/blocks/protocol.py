"""What the layout of a block may ask of who lays out the blocks inside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from generator.page.blocks import Block, Document
from generator.render.pdf.lines import BlockLayout
from generator.render.pdf.pagination import Placed
from generator.render.pdf.text import TextSetter


class Setter(Protocol):
    """Lays out blocks of any kind; all measures are in points."""

    text: TextSetter
    edge: float  # how far right an item's points may reach
    room: float  # the height of a page's text

    def layout(self, block: Block, x: float, width: float, depth: int = 0) -> BlockLayout:
        """The layout of a block whose left edge is `x`.  Raises MissingGlyph, TooTall."""

    def pages(self, document: Document) -> list[list[Placed]]:
        """The pages of a document.  Raises MissingGlyph, TooTall, Overfull."""

    def layout_all(
        self, blocks: Iterable[Block], x: float, width: float, depth: int = 0
    ) -> BlockLayout:
        """Blocks under each other.  Raises MissingGlyph, TooTall."""
