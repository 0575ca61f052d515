"""Pictures and displayed formulas, as large as they should be and the page allows."""

from __future__ import annotations

from math import cos, radians, sin
from typing import NamedTuple

from generator.page.blocks import DisplayFormula, Picture
from generator.page.media import FORMULA_SIZE, Drawing, PictureData, Raster
from generator.render.pdf.file.drawings import colour
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import LEAF, BlockLayout, Element, Line, PlacedText
from generator.render.pdf.results import MissingMedia, TooTall
from generator.render.pdf.styles import MM, PROFILES, Type
from generator.render.pdf.text import FORMULA_SCALE, TextSetter

_PIXEL = 72 / 150  # points of a picture whose width nobody says: 150 to an inch
_AIR = 0.25  # ems below a displayed formula
_SMALLEST = 0.6  # of its size, for a formula that is wider than the text


class Limits(NamedTuple):
    """How large a picture can be, in points; `wide`: it is as wide as can be."""

    width: float
    height: float
    wide: bool


def picture_data(picture: Picture, text: TextSetter) -> PictureData:
    """What a picture is drawn from.  Raises MissingMedia."""
    data = text.media.pictures.get(picture.sha256)
    if data is None:
        raise MissingMedia(text.document, f"the picture '{picture.alt}'")
    return data


def picture_size(picture: Picture, text: TextSetter, limits: Limits) -> tuple[float, float]:
    """The width and height of a picture on the page, in points, which grow with the text.

    Raises MissingMedia.
    """
    data = picture_data(picture, text)
    own = _PIXEL if isinstance(data, Raster) else 1.0
    own_width = data.width * own if picture.width is None else picture.width * MM
    # Its width is what the author says in every density, and grows with a profile's text.
    own_width *= max(1.0, text.profile.body.size / PROFILES["standard"].body.size)
    wide = limits.width if limits.wide else min(own_width, limits.width)
    high = wide * data.height / data.width
    if high > limits.height:
        wide, high = wide * limits.height / high, limits.height
    return wide, high


def layout_picture(picture: Picture, text: TextSetter, x: float, limits: Limits) -> BlockLayout:
    """The layout of a picture at `x`; its size grows with that of the text.

    Raises MissingGlyph, MissingMedia.
    """
    data, (wide, high) = picture_data(picture, text), picture_size(picture, text, limits)
    ops = text.glyphs.place(data, wide, high)
    if isinstance(data, Drawing):
        ops += _words(data, text, wide / data.width)
    return _placed("Figure", picture.alt, ops, (x, wide, high), text)


def layout_display_formula(
    formula: DisplayFormula, text: TextSetter, x: float, width: float
) -> BlockLayout:
    """The layout of a formula on a line of its own, indented as lists are.

    Raises MissingMedia, TooTall.
    """
    kept = text.media.formulas.get((formula.latex, True))
    if kept is None:
        raise MissingMedia(text.document, f"the formula {formula.latex}")
    indent, drawing = text.profile.bullet, kept.with_signs(text.profile.large_signs).drawing
    scale = FORMULA_SCALE * text.profile.body.size / FORMULA_SIZE
    fitted = min(scale, (width - indent) / drawing.width)
    if fitted < _SMALLEST * scale:
        raise TooTall(text.document, f"the formula {formula.latex}")
    wide, high = fitted * drawing.width, fitted * drawing.height
    ops = text.glyphs.place(drawing, wide, high)
    layout = _placed("Formula", formula.alt, ops, (x + indent, wide, high), text)
    (line,) = layout.lines
    baseline = high - fitted * drawing.depth
    # Its outlines fill its height, where letters leave room below them in their lines.
    line = line._replace(height=high + _AIR * text.profile.body.size, baseline=baseline)
    return layout._replace(lines=(line,))


def _placed(
    role: str, alt: str, ops: bytes, box: tuple[float, float, float], text: TextSetter
) -> BlockLayout:
    """One line that holds a drawing; a number or letter beside it is at its top."""
    x, wide, high = box
    span = PlacedText(role, True, x, high, ops, None, (wide, high))
    kind = text.profile.body
    element = Element(role, (LEAF,), f"/Alt{text_string(alt)}")
    line = Line(high, (span,), baseline=min(high, kind.baseline))
    return BlockLayout((line,), (element,), kind.above, kind.below)


def _words(drawing: Drawing, text: TextSetter, scale: float) -> bytes:
    """The words of a drawing, in the faces of the page."""
    parts = []
    for words in drawing.words:
        size = max(scale * float(words.size), 0.1)
        kind = Type(size, size, bold=words.bold, italic=words.italic)
        shown, width = text.line(words.text, kind)
        turn = radians(float(words.turn))
        c, s = cos(turn), sin(turn)
        back = float(words.anchor) * width
        x, y = scale * float(words.x) - back * c, scale * float(words.y) - back * s
        parts.append(
            b"BT %b %.4f %.4f %.4f %.4f %.2f %.2f Tm %b ET 0 g\n"
            % (colour(words.fill, "g", "rg").encode(), c, s, -s, c, x, y, shown)
        )
    return b"".join(parts)
