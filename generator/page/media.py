"""What is drawn on pages as it is: pictures of pixels, drawings of lines and areas, formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from generator.values import dataclass


@dataclass(frozen=True)
class Raster:
    """A picture of pixels.  `id` is the SHA-256 of what can be seen of it, in hexadecimal.

    `kind` is `png` or `jpeg`; `data` is what a PDF file embeds: of a PNG the packed rows, each
    behind a byte 0, and of a JPEG the file.  `width` and `height` are in pixels.
    """

    id: str
    kind: str
    width: int
    height: int
    grey: bool
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Shape:
    """Areas and lines.  `path` is in points from the drawing's lower left corner, in the words of
    PostScript and PDF: `x y m`, `x y l`, `x1 y1 x2 y2 x y c`, `h`.

    `fill` and `stroke` are "" for none, a grey from 0 to 1, or red, green and blue, such as
    `0.5 0 1`; `width` and `dash` are those of lines, in points; `caps` and `joins` as PDF numbers
    them.  `clips`: paths that all of it is cut off by.
    """

    path: str
    fill: str = ""
    stroke: str = ""
    width: str = "1"
    dash: str = ""
    caps: int = 0
    joins: int = 0
    even_odd: bool = False
    clips: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """A text in a drawing: its baseline begins at (x, y), is centred on it or ends there, as
    `anchor` says: 0, 0.5 or 1.

    `size` is in points, `turn` counter-clockwise in degrees; all numbers are written as texts, as
    they are kept.
    """

    text: str
    x: str
    y: str
    size: str
    anchor: str = "0"
    turn: str = "0"
    bold: bool = False
    italic: bool = False
    fill: str = "0"


@dataclass(frozen=True)
class Drawing:
    """Lines, areas and words; `width`, `height` and `depth` (what is below the baseline of a
    formula) are in points.  `bleed`: how far beyond its box it is still drawn.
    """

    id: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...] = ()
    depth: float = 0.0
    bleed: float = 0.0


@dataclass(frozen=True)
class FormulaDrawing:
    """A formula ready to be drawn, in type of FORMULA_SIZE points, and what it says as MathML.

    `breaks`: where it may go on in the next line, in points from its left side; `segments`: what is
    then on each line, () where it is never broken.  `large`: the same with its small signs nearly
    as large as the others, None where it has no small ones.
    """

    drawing: Drawing
    mathml: str
    breaks: tuple[float, ...] = ()
    segments: tuple[Drawing, ...] = ()
    large: FormulaDrawing | None = None

    def with_signs(self, large: bool) -> FormulaDrawing:
        """The formula with its small signs as large as some readers need them, or as usual."""
        return self.large if large and self.large else self


PictureData = Raster | Drawing
FormulaName = tuple[str, bool]  # its LaTeX source, and whether it is on lines of its own
FORMULA_SIZE = 100.0  # points of type that formulas are kept in
LEAST_LARGE_SIGN = 0.89  # of that, for readers of large signs: 16 points in type of 18


@dataclass(frozen=True)
class Media:
    """The pictures (by id) and formulas that documents may place.

    `sources`: by the id of a picture, the SHA-256 of the file that it was read from.
    """

    pictures: Mapping[str, PictureData] = field(default_factory=dict)
    formulas: Mapping[FormulaName, FormulaDrawing] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def inline_formula(self, latex: str) -> FormulaDrawing | None:
        """A formula as it is set in a line: that of lines of its own where a text of several blocks
        is told in one line, and the formula is nowhere else.
        """
        return self.formulas.get((latex, False)) or self.formulas.get((latex, True))


NO_MEDIA = Media()


def joined_media(first: Media, second: Media) -> Media:
    """What is in either; of what is in both, that of the first."""
    return Media(
        {**second.pictures, **first.pictures},
        {**second.formulas, **first.formulas},
        {**second.sources, **first.sources},
    )
