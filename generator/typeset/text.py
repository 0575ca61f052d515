"""Text to lines: ReportLab's Paragraph says where lines end, the rest is ours.

In: runs of text and how to set them.  Out: lines whose characters are exactly those of the runs, and their elements.
Never hands author text to ReportLab's XML parser, and never drops the space at a line's end: readers need it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from generator.inline import Runs
from generator.typeset.engine import ParaFrag, Paragraph, ParagraphStyle
from generator.typeset.fonts import Case, Face, NoGlyph, Style, held, split
from generator.typeset.galley import LEAF, Element, Line, Link, Ornament, Span, guarded
from generator.typeset.profile import Profile, Type
from generator.typeset.refusal import MissingGlyph

Parts = Sequence[tuple[str, Runs]]           # (role, runs): each part is an element of its own
TORN = 5                                     # penalty of a page break inside a paragraph
LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0          # share of the empty width that stands before a line

_SPACES = re.compile(r"[ \t\r\n\f\v]+")      # what a line may break at
_STYLE = ParagraphStyle("text", splitLongWords=1, spaceShrinkage=0, embeddedHyphenation=0, uriWasteReduce=0,
                        hyphenationLang="", wordWrap=None, shaping=0)


class Piece(NamedTuple):
    """Characters of one face and size; `owner` is (number of the part, link)."""

    text: str
    face: Face
    size: float
    rise: float
    owner: tuple[int, str]


class TextSetter:
    """Sets text in the faces of a case; `document` labels the document that text belongs to."""

    def __init__(self, case: Case, profile: Profile, serbian: bool) -> None:
        self.case, self.profile, self.serbian, self.document = case, profile, serbian, ""

    def set(self, parts: Parts, kind: Type, x: float, width: float, align: float = LEFT, hang: float = 0.0
            ) -> tuple[list[Line], list[Element]]:
        """Lines and one element per part; lines but the first are indented by `hang`.  Raises MissingGlyph."""
        pieces = self.pieces(parts, kind)
        lines: list[Line] = []
        kids: list[list] = [[] for _ in parts]
        owner = None
        for group in _broken(pieces, width, kind, hang):
            spans, ornaments, at = [], [], x + align * (width - _width(group)) + (hang if lines else 0)
            for own, members in groupby(group, key=lambda piece: piece.owner):
                some = list(members)
                if own != owner:
                    kids[own[0]].append(Element("Link", (LEAF,)) if own[1] else LEAF)
                spans.append(self._span(some, own != owner, parts[own[0]][0], kind, at))
                owner = own
                if own[1]:
                    ornaments.append(self._underline(at, kind, _width(some)))
                at += sum(piece.face.stringWidth(piece.text, piece.size) for piece in some)
            lines.append(Line(kind.leading, tuple(spans), tuple(ornaments), after=TORN, baseline=kind.baseline))
        elements = [Element(role, tuple(own)) for (role, _), own in zip(parts, kids, strict=True)]
        lines[-1:] = [line._replace(after=0.0) for line in lines[-1:]]
        return list(guarded(lines)), elements

    def pieces(self, parts: Parts, kind: Type) -> list[Piece]:
        """The parts' characters, cut where face, size or owner change; white space is one space, none at the ends."""
        pieces, profile, spaced = [], self.profile, True
        for number, (_, runs) in enumerate(parts):
            for run in runs:
                text = _SPACES.sub(" ", unicodedata.normalize("NFC", run.text))
                text = text[1:] if spaced and text.startswith(" ") else text
                if not text:
                    continue
                spaced = text.endswith(" ")
                size, rise = kind.size * (profile.code_size if run.code else 1), 0.0
                if run.script:
                    rise = size * (profile.script_rise if run.script == "sup" else -profile.script_drop)
                    size *= profile.script_size
                style = Style(kind.bold or run.bold, kind.italic != run.italic, run.code, self.serbian)
                try:
                    pieces += [Piece(part, face, size, rise, (number, run.link)) for face, part in split(text, style)]
                except NoGlyph as missing:
                    raise MissingGlyph(missing.character, text, self.document) from None
        if pieces and spaced:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text[:-1])
        return [piece for piece in pieces if piece.text]

    def widest_word(self, runs: Runs, kind: Type) -> float:
        """The width of the longest word, in points."""
        widest = width = 0.0
        for piece in self.pieces([("P", runs)], kind):
            for n, word in enumerate(piece.text.split(" ")):
                width = (0.0 if n else width) + piece.face.stringWidth(word, piece.size)
                widest = max(widest, width)
        return widest

    def end(self, runs: Runs, kind: Type, width: float) -> float:
        """Where the last line ends, in points from its start."""
        broken = _broken(self.pieces([("P", runs)], kind), width, kind, 0.0)
        return _width(broken[-1]) if broken else 0.0

    def label(self, text: str, kind: Type, x: float, width: float = 0.0, align: float = LEFT, role: str = "Lbl") -> Span:
        """One leaf that never breaks, on the baseline of a line of its kind.  Raises MissingGlyph."""
        ops, own = self.line(text, kind)
        return Span(role, True, x + align * (width - own), kind.baseline, ops)

    def line(self, text: str, kind: Type) -> tuple[bytes, float]:
        """Operators that show a text on one line, and its width in points.  Raises MissingGlyph."""
        style = Style(kind.bold, kind.italic, False, self.serbian)
        try:
            return self.case.line(unicodedata.normalize("NFC", text), kind.size, style)
        except NoGlyph as missing:
            raise MissingGlyph(missing.character, text, self.document) from None

    def _span(self, pieces: list[Piece], starts: bool, role: str, kind: Type, x: float) -> Span:
        ops = b" ".join(self.case.show(piece.face, piece.size, piece.text, piece.rise) for piece in pieces)
        address = pieces[0].owner[1]
        if not address:
            return Span(role, starts, x, kind.baseline, ops)
        text = "".join(piece.text for piece in pieces)
        link = Link(address, text.strip(), _width(pieces), 0.78 * kind.size, 0.24 * kind.size)
        return Span("Link", starts, x, kind.baseline, ops, link)

    def _underline(self, x: float, kind: Type, width: float) -> Ornament:
        return rule(x, kind.baseline + 0.13 * kind.size, width, self.profile.hairline)


def rule(x: float, down: float, width: float, thickness: float, grey: float = 0.0) -> Ornament:
    """A level rule."""
    return Ornament(x, down, b"%.2f w %g G 0 0 m %.2f 0 l S" % (thickness, grey, width))


def _width(pieces: list[Piece]) -> float:
    """Of a line or a part of it, without the space at its end."""
    end = pieces[-1]
    return sum(piece.face.stringWidth(piece.text, piece.size) for piece in pieces[:-1]) + end.face.stringWidth(
        end.text.rstrip(" "), end.size)


def _broken(pieces: list[Piece], width: float, kind: Type, hang: float) -> list[list[Piece]]:
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
    frags = [ParaFrag(text=part, fontName=piece.face.fontName, fontSize=piece.size, rise=piece.rise, greek=0, link=[],
                      us_lines=[], textColor=None) for part, piece in zip(given, pieces, strict=True)]
    style = _STYLE.clone("text", fontName=pieces[0].face.fontName, fontSize=kind.size, leading=kind.leading,
                         leftIndent=hang, firstLineIndent=-hang)
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
