"""What goes into rendering besides documents and their looks, what comes out, and its errors."""

from __future__ import annotations

import unicodedata
from dataclasses import field
from typing import Any, NamedTuple

from generator.values import dataclass


class Renderings:
    """Families of documents that were laid out for files of their own, kept for a class set."""

    def __init__(self) -> None:
        self.families: list[Any] = []  # `RenderedFamily`s of the module that renders


@dataclass(frozen=True)
class Binding:
    """How copies are put into one file for the printer.

    `duplex`: each begins on a new sheet, behind a page that says `blank` where it must.  Every
    `bundle` of documents are handed out together: bookmarks and page labels take them for one copy.
    `language` is a BCP 47 tag.
    """

    title: str
    language: str
    blank: str
    duplex: bool = True
    bundle: int = 1


class SheetGeometry(NamedTuple):
    """Where what a machine can read is on the pages of an answer sheet: `record` as
    docs/records.md describes it; `layout` is a digest of it, in the codes on the pages.

    `code` is the paper's; no name or number of a student is in it, and no key.
    """

    code: str
    layout: str
    record: dict[str, Any]


@dataclass(frozen=True)
class RenderedFile:
    """A PDF file and its number of pages; `alike`: whether it breaks as all forms of its quiz do;
    `fills`: of each page of such a form, which part of its height is used, from 0 to 1;
    `closer`: by how much it is set closer than usual, as Profile.closer_than tells;
    `geometries`: those of the answer sheets in it.
    """

    data: bytes
    pages: int
    alike: bool = field(default=True, kw_only=True)
    geometries: tuple[SheetGeometry, ...] = field(default=(), kw_only=True)
    fills: tuple[float, ...] = field(default=(), kw_only=True)
    closer: tuple[int, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class BoundFile(RenderedFile):
    """A PDF file of many copies; `each`: the pages of every copy in turn, blank backs with them."""

    each: tuple[int, ...] = ()


class MissingGlyph(ValueError):
    """No bundled font can draw `character`, which is in `text` of the document labelled
    `document`.
    """

    def __init__(self, character: str, text: str, document: str) -> None:
        self.character, self.text, self.document = character, text, document
        name = unicodedata.name(character, "no name")
        at = text.find(character)
        around = text[max(at - 20, 0) : at + 20].strip()
        super().__init__(
            f"{document}: no font has the character U+{ord(character):04X} ({name}), in '{around}'"
        )


class MissingMedia(ValueError):
    """`what` (a picture or formula) of the document labelled `document` was not given with it."""

    def __init__(self, document: str, what: str) -> None:
        self.document, self.what = document, what
        super().__init__(
            f"{document}: {what} is lost; restore its file in packs/editions/ ('packs verify' "
            "names it) from version control or a backup"
        )


class TooTall(ValueError):
    """`what` (an item, a table row, a notice) of the document labelled `document` is taller than a
    page.
    """

    def __init__(self, document: str, what: str) -> None:
        self.document, self.what = document, what
        super().__init__(f"{document}: {what} does not fit on one page")
