"""Fonts whose character codes are code points, and which glyphs of them documents use."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from typing import NamedTuple

from generator.page.media import PictureData, Raster
from generator.page.numbers import total
from generator.render.pdf.font_files import NAMES, chain, font_bytes
from generator.render.pdf.reportlab_text import ReportLabFont, register_font

# Spaces other than U+0020, at which ReportLab would break a line and which it would drop; it is
# shown private characters instead, which a font measures as the spaces they stand for.
_SPACES = [0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)]
_PRIVATE = {space: 0xE001 + n for n, space in enumerate(_SPACES)}
_MEASURED = 1 << 15  # words of a font and size whose widths are remembered
_SPACES_AGAIN = {0xE000: 0x20, **{private: space for space, private in _PRIVATE.items()}}


def protect_spaces(text: str) -> str:
    """A text of the same length and width, in which ReportLab breaks lines only where it should: at
    U+0020.

    Not even there behind a hyphen (short- and long-term): PDF readers take a hyphen at a line's end
    for a divided word.
    """
    return text.replace("- ", "-\ue000").translate(_PRIVATE)


class Font(ReportLabFont):
    """A font whose character codes are code points: UTF-16BE in a Type0 font (Identity-H), whatever
    its subset will be.

    Text set in it does not depend on which other characters a document uses, so it can be set
    before the subset is made.
    """

    def __init__(self, name: str, tracking: float = 0.0) -> None:
        """`tracking`: the space behind each character, in ems; such a font is only
        measured with.
        """
        own = f"{name} {tracking:g}" if tracking else name
        super().__init__(own, BytesIO(font_bytes(name)), asciiReadable=False)
        self.tag, self.name, self.tracking = b"F%d" % NAMES.index(name), name, tracking
        self._width = lru_cache(_MEASURED)(super().stringWidth)
        if tracking:
            self.face.name = own.encode()  # ReportLab takes files of one name for one file
        register_font(self)

    # ReportLab asks these, by its own names.
    def splitString(
        self, text: str, doc: object, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Which bytes show this text."""
        return [(0, text.encode("utf-16-be"))]

    def getSubsetInternalName(self, subset: int, doc: object) -> str:
        """Which resource is this font."""
        return "/" + self.tag.decode()

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:
        """How wide a text is, in points."""
        width = self._width(text.translate(_SPACES_AGAIN), size)
        return width + self.tracking * size * len(text)

    def has(self, character: str) -> bool:
        """Whether it can draw the character."""
        return ord(character) < 0xFFFE and ord(character) in self.face.charToGlyph


@cache
def load_font(name: str) -> Font:
    """The font of that name, loaded once in a process: ReportLab registers fonts for a process,
    too.
    """
    return Font(name)


@cache
def tracked_font(name: str, tracking: float) -> Font:
    """The font of that name, measured with space behind each character."""
    return Font(name, tracking) if tracking else load_font(name)


class Style(NamedTuple):
    """What decides the font of a text."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    serbian: bool = False


class NoGlyph(Exception):
    """No font can draw `character`."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"no font has U+{ord(character):04X}")


@cache
def _font_with(character: str, style: Style) -> Font:
    for name in chain(*style):
        if load_font(name).has(character):
            return load_font(name)
    raise NoGlyph(character)


@cache
def _first(style: Style) -> tuple[Font, frozenset[str]]:
    """The first font of a style, and all that it can draw."""
    first = load_font(chain(*style)[0])
    return first, frozenset(chr(code) for code in first.face.charToGlyph if code < 0xFFFE)


def split_by_font(text: str, style: Style, tracking: float = 0.0) -> Iterator[tuple[Font, str]]:
    """The text, cut where its font changes; spaces, marks and punctuation stay with the font before
    them.  Raises NoGlyph.
    """
    first, drawn = _first(style)
    if text and drawn.issuperset(text):
        yield tracked_font(first.name, tracking), text
        return
    current: Font | None = None
    part = ""
    for character in text:
        neutral = unicodedata.category(character)[0] in "ZMP"
        if not (current and neutral and current.has(character)):
            font = _font_with(character, style)
            if current and font is not current:
                yield tracked_font(current.name, tracking), part
                part = ""
            current = font
        part += character
    if current:
        yield tracked_font(current.name, tracking), part


def resource_name(picture_id: str) -> bytes:
    """The name by which pages draw a picture or formula."""
    return b"X" + picture_id[:20].encode()


def string_literal(text: str) -> bytes:
    """Text as a PDF string of two-byte codes; a low byte may be any, so all that a string escapes
    is escaped.
    """
    raw = text.encode("utf-16-be").replace(b"\\", b"\\\\")
    raw = raw.replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(" + raw + b")"


class UsedGlyphs:
    """Shows text and drawings for one family of documents, and knows which characters of which
    fonts it used, and which pictures and formulas it placed, by id.
    """

    def __init__(self, tracking: float = 0.0) -> None:
        """`tracking`: the space behind each character of running text, in ems."""
        self.used: dict[Font, set[str]] = {}
        self.placed: dict[str, PictureData] = {}
        self.tracking = tracking

    def show(self, font: Font, size: float, text: str, rise: float = 0.0) -> bytes:
        """Operators that show the text where the text position is."""
        self.used.setdefault(load_font(font.name), set()).update(text)
        spacing = b" %g Tc" % round(font.tracking * size, 3) if self.tracking else b""
        shown = string_literal(text)
        if rise:
            return b"/%b %g Tf%b %.2f Ts%bTj 0 Ts" % (font.tag, size, spacing, rise, shown)
        return b"/%b %g Tf%b%bTj" % (font.tag, size, spacing, shown)

    def place(self, picture: PictureData, width: float, height: float) -> bytes:
        """Operators that draw a picture or formula so wide and high where the origin is."""
        self.placed[picture.id] = picture
        across, up = (
            (width, height)
            if isinstance(picture, Raster)
            else (width / picture.width, height / picture.height)
        )
        return b"q %.5f 0 0 %.5f 0 0 cm /%b Do Q\n" % (across, up, resource_name(picture.id))

    def line(self, text: str, size: float, style: Style) -> tuple[bytes, float]:
        """Operators for a text in one style, and its width in points.  Raises NoGlyph."""
        parts = list(split_by_font(text, style, self.tracking))
        ops = b" ".join(self.show(font, size, part) for font, part in parts)
        return ops, total(font.stringWidth(part, size) for font, part in parts)
