"""Fonts whose character codes are code points, and which glyphs of them documents use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from generator.page.combining import CLUSTER, has_marks
from generator.page.media import PictureData, Raster
from generator.page.numbers import total
from generator.render.pdf.font_files import CODES, NAMES, chain, font_bytes
from generator.render.pdf.marks import place_marks
from generator.render.pdf.reportlab_text import ReportLabFont, register_font

if TYPE_CHECKING:
    from generator.render.pdf.reportlab_text import FontFile

# Spaces other than U+0020, at which ReportLab would break a line and which it would drop; it is
# shown private characters instead, which a font measures as the spaces they stand for.
_SPACES = [0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)]
_PRIVATE = {space: 0xE001 + n for n, space in enumerate(_SPACES)}
_COMPOSED = 0x4E00  # of 20,992 ideographs
_MEASURED = 1 << 15  # words of a font and size whose widths are remembered
_CODES = {ord(character): code for character, code in CODES.items()}
_SPACES_AGAIN = {0xE000: 0x20, **{private: space for space, private in _PRIVATE.items()}}


def protect_spaces(text: str) -> str:
    """A text of the same length and width, in which ReportLab breaks lines only where it should: at
    U+0020.

    Not even there behind a hyphen (short- and long-term): PDF readers take a hyphen at a line's end
    for a divided word.
    """
    return text.replace("- ", "-\ue000").translate(_PRIVATE)


class _Units(dict[str, int]):
    """The widths of a font's characters, in thousandths of an em; each is read once."""

    def __init__(self, face: FontFile) -> None:
        self._face = face

    def __missing__(self, character: str) -> int:
        code = ord(character)
        width = self[character] = self._face.getCharWidth(_SPACES_AGAIN.get(code, code))
        return width


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
        self._units = _Units(self.face)
        self._known_width = lru_cache(_MEASURED)(self._width)
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
        """How wide a text is, in points; marks that are put on a letter have no width."""
        return self._known_width(text, size)

    def _width(self, text: str, size: float) -> float:
        if has_marks(text):
            text = CLUSTER.sub(self._letter, text)
        width = 0.001 * size * total(map(self._units.__getitem__, text))
        return width + self.tracking * size * len(text)

    def _letter(self, found: re.Match[str]) -> str:
        """The letter that marks are put on, or a text whose marks are put on none as it is."""
        placed = place_marks(found[0], self.name) if len(found[0]) > 1 else None
        return placed[0].character if placed else found[0]

    def has(self, character: str) -> bool:
        """Whether it can draw the character."""
        shown = ord(character) < 0xFFFE or character in CODES
        return shown and ord(character) in self.face.charToGlyph


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
    serif: bool = False


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
def _font_placing(cluster: str, style: Style) -> Font | None:
    """The first font that puts the marks of a letter on it, if it has marks."""
    if len(cluster) > 1:
        for name in chain(*style):
            if place_marks(cluster, name):
                return load_font(name)
    return None


def _clusters(text: str, style: Style) -> Iterator[str]:
    """Letters with their marks; marks that no font can put on their letter come by themselves."""
    for cluster in CLUSTER.findall(text):
        if len(cluster) == 1 or _font_placing(cluster, style):
            yield cluster
        else:
            yield from cluster


@cache
def _first(style: Style) -> tuple[Font, frozenset[str]]:
    """The first font of a style, and all that it can draw."""
    first = load_font(chain(*style)[0])
    return first, frozenset(chr(code) for code in first.face.charToGlyph if code < 0xFFFE)


def split_by_font(text: str, style: Style, tracking: float = 0.0) -> Iterator[tuple[Font, str]]:
    """The text, cut where its font changes; spaces and punctuation stay with the font before them,
    marks with their letter.  Raises NoGlyph.
    """
    first, drawn = _first(style)
    marked = has_marks(text)
    if text and not marked and drawn.issuperset(text):
        yield tracked_font(first.name, tracking), text
        return
    current: Font | None = None
    part = ""
    for cluster in _clusters(text, style) if marked else text:
        neutral = unicodedata.category(cluster[0])[0] in "ZMP"
        if not (current and neutral and len(cluster) == 1 and current.has(cluster)):
            font = _font_placing(cluster, style) or _font_with(cluster, style)
            if current and font is not current:
                yield tracked_font(current.name, tracking), part
                part = ""
            current = font
        part += cluster
    if current:
        yield tracked_font(current.name, tracking), part


def resource_name(picture_id: str) -> bytes:
    """The name by which pages draw a picture or formula."""
    return b"X" + picture_id[:20].encode()


def string_literal(text: str) -> bytes:
    """Text as a PDF string of two-byte codes; a low byte may be any, so all that a string escapes
    is escaped.
    """
    raw = text.translate(_CODES).encode("utf-16-be").replace(b"\\", b"\\\\")
    raw = raw.replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(" + raw + b")"


class ComposedLetters:
    """Letters with marks, each shown as one character: that of a script which no font has."""

    def __init__(self) -> None:
        self._characters: dict[str, str] = {}

    def character(self, cluster: str) -> str:
        """The character that stands for a letter with marks."""
        return self._characters.setdefault(cluster, chr(_COMPOSED + len(self._characters)))

    def by_character(self) -> dict[str, str]:
        """The letter with marks that each character stands for."""
        return {character: cluster for cluster, character in self._characters.items()}


class UsedGlyphs:
    """Shows text and drawings for one family of documents, and knows which characters of which
    fonts it used, and which pictures and formulas it placed, by id.
    """

    def __init__(self, tracking: float = 0.0, composed: ComposedLetters | None = None) -> None:
        """`tracking`: the space behind each character of running text, in ems; `composed`: shared
        by all whose characters are in one file.
        """
        self.used: dict[Font, set[str]] = {}
        self.placed: dict[str, PictureData] = {}
        self.tracking = tracking
        self._letters = ComposedLetters() if composed is None else composed

    def show(self, font: Font, size: float, text: str, rise: float = 0.0) -> bytes:
        """Operators that show the text where the text position is."""
        if has_marks(text):
            text = CLUSTER.sub(lambda found: self._composed(found[0], font), text)
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

    def _composed(self, cluster: str, font: Font) -> str:
        if len(cluster) == 1 or not place_marks(cluster, font.name):
            return cluster
        return self._letters.character(cluster)
