"""What is taken of ReportLab, with types: reading a font, and where lines end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import IO, TYPE_CHECKING, NamedTuple

from generator.render.pdf.styles import Type

_SETTINGS = ("reportlab_settings", "reportlab.local_rl_settings")


@contextmanager
def _without_settings() -> Iterator[None]:
    """While this lasts, ReportLab finds empty settings modules (so it does not look for
    ~/.reportlab_settings) and no RL_*.
    """
    variables = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    modules = {name: sys.modules.get(name) for name in _SETTINGS}
    sys.modules.update({name: ModuleType(name) for name in _SETTINGS})
    try:
        yield
    finally:
        os.environ.update(variables)
        for name, module in modules.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


with _without_settings():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont, TTFontMaker

if TYPE_CHECKING:  # ReportLab says no types; these are of what is used of it

    class FontFile:
        """A TrueType file as ReportLab has read it; measures are in thousandths of an em."""

        name: bytes
        charToGlyph: dict[int, int]
        bbox: Sequence[float]
        italicAngle: float
        ascent: float
        descent: float
        capHeight: float
        stemV: float
        unitsPerEm: int

        def makeSubset(self, codes: Sequence[int]) -> bytes: ...  # noqa: D102
        def getCharWidth(self, code: int) -> int: ...  # noqa: D102

    class ReportLabFont:
        """A font as ReportLab knows it."""

        fontName: str
        face: FontFile

        def __init__(self, name: str, file: IO[bytes], *, asciiReadable: bool) -> None: ...
        def stringWidth(self, text: str, size: float, encoding: str = ...) -> float: ...  # noqa: D102

else:
    ReportLabFont = TTFont


class Fragment(NamedTuple):
    """Text in one font; `size` and `rise` above the baseline are in points."""

    text: str
    font_name: str
    size: float
    rise: float


LONG_WORD = 10  # letters of a word that may be broken behind its hyphen
_NARROWEST = 1.0  # points: in no width at all ReportLab sets nothing


def register_font(font: ReportLabFont) -> None:
    """Let ReportLab measure with this font wherever its name is used."""
    pdfmetrics.registerFont(font)


def font_program(tables: Mapping[str, bytes]) -> bytes:
    """A TrueType program of these tables, with its directory and checksums."""
    maker = TTFontMaker()
    for tag, data in tables.items():
        maker.add(tag, data)
    program: bytes = maker.makeStream()
    return program


def broken_lines(
    fragments: Sequence[Fragment], width: float, kind: Type, hang: float, hyphens: bool = False
) -> list[str]:
    """The text of each line of a paragraph, without the spaces at lines' ends.

    `kind` is the type of the paragraph; lines but the first are indented by `hang`, in points.
    `hyphens`: a long word may go on behind a hyphen that it has.
    """
    with _without_settings():
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus.paragraph import Paragraph
        from reportlab.platypus.paraparser import ParaFrag

    style = ParagraphStyle(
        "text",
        splitLongWords=1,
        spaceShrinkage=0,
        uriWasteReduce=0,
        hyphenationLang="",
        wordWrap=None,
        shaping=0,
        fontName=fragments[0].font_name,
        fontSize=kind.size,
        leading=kind.leading,
        leftIndent=hang,
        firstLineIndent=-hang,
        embeddedHyphenation=int(hyphens),
        hyphenationMinWordLength=LONG_WORD,
    )
    given = [
        ParaFrag(
            text=fragment.text,
            fontName=fragment.font_name,
            fontSize=fragment.size,
            rise=fragment.rise,
            greek=0,
            link=[],
            us_lines=[],
            textColor=None,
        )
        for fragment in fragments
    ]
    paragraph = Paragraph(None, style, frags=given)
    paragraph.wrap(max(width, _NARROWEST), 1e6)
    broken = paragraph.blPara
    if broken.kind == 0:  # of one font: words
        return ["".join(words) for _, words in broken.lines]
    return ["".join(part.text for part in line.words) for line in broken.lines]
