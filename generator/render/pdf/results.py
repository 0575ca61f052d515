"""What rendering gives back, and what it refuses."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """A PDF file and its number of pages."""

    data: bytes
    pages: int


@dataclass(frozen=True)
class Bound(Printed):
    """A PDF file of many copies; `each`: the pages of every copy in turn, blank backs among them."""

    each: tuple[int, ...] = ()


class MissingGlyph(ValueError):
    """No bundled face can draw `character`, which stands in `text` of the document labelled `document`."""

    def __init__(self, character: str, text: str, document: str) -> None:
        self.character, self.text, self.document = character, text, document
        name = unicodedata.name(character, "no name")
        at = text.find(character)
        around = text[max(at - 20, 0) : at + 20].strip()
        super().__init__(
            f"{document}: no face has the character U+{ord(character):04X} ({name}), in '{around}'"
        )


class TooTall(ValueError):
    """`what` (an item, a table row, a notice) of the document labelled `document` is taller than a page."""

    def __init__(self, document: str, what: str) -> None:
        self.document, self.what = document, what
        super().__init__(f"{document}: {what} does not fit on one page")
