"""Where lines end: ReportLab's Paragraph says it."""

from __future__ import annotations

from typing import NamedTuple

from generator.render.pdf.fonts import Face, held
from generator.render.pdf.reportlab_text import ParaFrag, Paragraph, ParagraphStyle
from generator.render.pdf.styles import Type

_STYLE = ParagraphStyle(
    "text",
    splitLongWords=1,
    spaceShrinkage=0,
    embeddedHyphenation=0,
    uriWasteReduce=0,
    hyphenationLang="",
    wordWrap=None,
    shaping=0,
)


class Owner(NamedTuple):
    """What characters belong to: a part, in it a link, or a blank (numbered from 1)."""

    part: int
    link: str = ""
    blank: int = 0


class Piece(NamedTuple):
    """Characters of one face and size."""

    text: str
    face: Face
    size: float
    rise: float
    owner: Owner


def width_of(pieces: list[Piece]) -> float:
    """Of a line or a part of it, without the space at its end."""
    end = pieces[-1]
    return sum(
        piece.face.stringWidth(piece.text, piece.size) for piece in pieces[:-1]
    ) + end.face.stringWidth(end.text.rstrip(" "), end.size)


def broken(pieces: list[Piece], width: float, kind: Type, hang: float) -> list[list[Piece]]:
    """The pieces, line by line; together they are what they were."""
    if not pieces:
        return []
    lines, start = [[]], 0
    ends = _ends(pieces, width, kind, hang)
    for piece in pieces:
        while ends and start + len(piece.text) > ends[0]:
            cut = ends.pop(0) - start
            if cut:
                lines[-1].append(piece._replace(text=piece.text[:cut]))
            lines.append([])
            piece, start = piece._replace(text=piece.text[cut:]), start + cut
        lines[-1].append(piece)
        start += len(piece.text)
    return lines


def _ends(pieces: list[Piece], width: float, kind: Type, hang: float) -> list[int]:
    """After how many characters each line but the last ends.

    A line is known by how many characters besides spaces it holds: ReportLab may measure what it likes, we show the text.
    """
    given = [held(piece.text) for piece in pieces]
    text = "".join(given)
    frags = [
        ParaFrag(
            text=part,
            fontName=piece.face.fontName,
            fontSize=piece.size,
            rise=piece.rise,
            greek=0,
            link=[],
            us_lines=[],
            textColor=None,
        )
        for part, piece in zip(given, pieces, strict=True)
    ]
    style = _STYLE.clone(
        "text",
        fontName=pieces[0].face.fontName,
        fontSize=kind.size,
        leading=kind.leading,
        leftIndent=hang,
        firstLineIndent=-hang,
    )
    paragraph = Paragraph(None, style, frags=frags)
    paragraph.wrap(width, 1e6)
    broken = paragraph.blPara
    if broken.kind == 0:
        shown = ["".join(words) for _, words in broken.lines]
    else:
        shown = ["".join(frag.text for frag in line.words) for line in broken.lines]
    counts = [len(line) - line.count(" ") for line in shown]
    if sum(counts) != len(text) - text.count(" "):
        raise AssertionError(f"ReportLab broke other text than it was given: {text!r}")
    ends, at = [], 0
    for count in counts[:-1]:
        while count:
            count -= text[at] != " "
            at += 1
        while text[at] == " ":
            at += 1
        ends.append(at)
    return ends
