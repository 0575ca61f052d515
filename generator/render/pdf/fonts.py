"""Faces whose codes are code points, and the case of faces that one family of documents is set
from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from typing import NamedTuple

from generator.render.pdf.font_files import NAMES, chain, face_bytes
from generator.render.pdf.reportlab_text import TTFont, pdfmetrics

# Spaces other than U+0020, at which ReportLab would break a line and which it would drop; it is shown private characters
# instead, which a face measures as the spaces they stand for.
_SPACES = [0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)]
_HELD = {space: 0xE001 + n for n, space in enumerate(_SPACES)}
_MEASURED = 1 << 15  # words of a face and size whose widths are remembered
_FREED = {0xE000: 0x20, **{private: space for space, private in _HELD.items()}}


def held(text: str) -> str:
    """A text of the same length and width, in which ReportLab breaks lines only where it should: at U+0020.

    Not even there behind a hyphen (short- and long-term): PDF readers take a hyphen at a line's end for a divided word.
    """
    return text.replace("- ", "-\ue000").translate(_HELD)


class Face(TTFont):
    """A face whose character codes are code points: UTF-16BE in a Type0 font (Identity-H), whatever its subset will be.

    Text set in it does not depend on which other characters a document uses, so it can be set before the subset is made.
    """

    def __init__(self, name: str, tracking: float = 0.0) -> None:
        """`tracking`: the space behind each character, in ems; a tracked face is only measured with."""
        own = f"{name} {tracking:g}" if tracking else name
        super().__init__(own, BytesIO(face_bytes(name)), asciiReadable=False)
        self.tag, self.name, self.tracking = b"F%d" % NAMES.index(name), name, tracking
        self._width = lru_cache(_MEASURED)(super().stringWidth)
        if tracking:
            self.face.name = own.encode()  # ReportLab takes faces of one name for one face
        pdfmetrics.registerFont(self)

    def splitString(self, text, doc, encoding="utf-8"):  # noqa: D102 (ReportLab asks: which bytes show this text?)
        return [(0, text.encode("utf-16-be"))]

    def getSubsetInternalName(self, subset, doc):  # noqa: D102 (ReportLab asks: which resource is this font?)
        return "/" + self.tag.decode()

    def stringWidth(self, text, size, encoding="utf-8"):  # noqa: D102 (ReportLab asks: how wide?)
        return self._width(text.translate(_FREED), size) + self.tracking * size * len(text)

    def has(self, character: str) -> bool:
        """Whether it can draw the character."""
        return ord(character) < 0xFFFE and ord(character) in self.face.charToGlyph


@cache
def face(name: str) -> Face:
    """The face of that name, loaded once in a process: ReportLab registers faces for a process, too."""
    return Face(name)


@cache
def tracked(name: str, tracking: float) -> Face:
    """The face of that name, measured with space behind each character."""
    return Face(name, tracking) if tracking else face(name)


class Style(NamedTuple):
    """What decides the face of a text."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    serbian: bool = False


class NoGlyph(Exception):
    """No face can draw `character`."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"no face has U+{ord(character):04X}")


@cache
def _drawn_by(character: str, style: Style) -> Face:
    for name in chain(*style):
        if face(name).has(character):
            return face(name)
    raise NoGlyph(character)


@cache
def _first(style: Style) -> tuple[Face, frozenset[str]]:
    """The first face of a style, and all that it can draw."""
    first = face(chain(*style)[0])
    return first, frozenset(chr(code) for code in first.face.charToGlyph if code < 0xFFFE)


def split(text: str, style: Style, tracking: float = 0.0) -> Iterator[tuple[Face, str]]:
    """The text in pieces of one face each; spaces, marks and punctuation stay with the face before them.  Raises NoGlyph."""
    first, drawn = _first(style)
    if text and drawn.issuperset(text):
        yield tracked(first.name, tracking), text
        return
    current, piece = None, ""
    for character in text:
        neutral = unicodedata.category(character)[0] in "ZMP"
        chosen = (
            current
            if current and neutral and current.has(character)
            else _drawn_by(character, style)
        )
        if chosen is not current and piece:
            yield tracked(current.name, tracking), piece
            piece = ""
        current, piece = chosen, piece + character
    if piece:
        yield tracked(current.name, tracking), piece


def literal(text: str) -> bytes:
    """Text as a PDF string of two-byte codes; a low byte may be any, so all that a string escapes is escaped."""
    raw = (
        text.encode("utf-16-be").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )
    return b"(" + raw.replace(b"\r", b"\\r") + b")"


class Case:
    """The type case of one family of documents: it knows which characters of which faces were taken."""

    def __init__(self, tracking: float = 0.0) -> None:
        """`tracking`: the space behind each character of running text, in ems."""
        self.used: dict[Face, set[str]] = {}
        self.tracking = tracking

    def show(self, chosen: Face, size: float, text: str, rise: float = 0.0) -> bytes:
        """Operators that show the text where the text position is."""
        self.used.setdefault(face(chosen.name), set()).update(text)
        apart = b" %g Tc" % round(chosen.tracking * size, 3) if self.tracking else b""
        if rise:
            return b"/%b %g Tf%b %.2f Ts%bTj 0 Ts" % (chosen.tag, size, apart, rise, literal(text))
        return b"/%b %g Tf%b%bTj" % (chosen.tag, size, apart, literal(text))

    def line(self, text: str, size: float, style: Style) -> tuple[bytes, float]:
        """Operators for a text in one style, and its width in points.  Raises NoGlyph."""
        pieces = list(split(text, style, self.tracking))
        ops = b" ".join(self.show(chosen, size, piece) for chosen, piece in pieces)
        return ops, sum(chosen.stringWidth(piece, size) for chosen, piece in pieces)
