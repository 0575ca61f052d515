"""Options to galleys: mark box, letter, text, in columns.

In: Options.  Out: a galley; each option's text is set once, wherever and under whatever letter it stands.
Never makes an option's height depend on its letter.
"""

from __future__ import annotations

from dataclasses import replace

from generator.document import Options
from generator.inline import Runs
from generator.typeset.galley import LABEL, NEVER, Element, Galley, Line, Ornament, Span, stack
from generator.typeset.profile import Type
from generator.typeset.text import TextSetter

_NUMBERING = "/A<</O/List/ListNumbering/UpperAlpha>>"
_PULL = 0.5523                     # of the control points of four Bézier curves that make a circle


class OptionSetter:
    """Sets options at a place and width."""

    def __init__(self, text: TextSetter) -> None:
        self.text, self.profile = text, text.profile
        self._marked = replace(self.profile.body, bold=True)
        self._texts: dict[tuple, tuple[list[Line], Element]] = {}
        self._letters: dict[tuple, Span] = {}
        self._boxes: dict[tuple, Ornament] = {}

    def set(self, options: Options, x: float, width: float) -> Galley:
        """Options under each other.  Raises MissingGlyph."""
        profile, gap, made = self.profile, self.profile.option_gap, []
        beside = x + (profile.mark if any(option.box for option in options.entries) else 0.0)
        start = beside + (profile.letter if any(option.letter for option in options.entries) else 0.0)
        for option in options.entries:
            kind = self._marked if option.marked else profile.body
            lines, element = self._text(option.runs, kind, start, x + width - start)
            first, kids = lines[0], (element,)
            if option.letter:
                first = first._replace(spans=(self._letter(option.letter, kind, beside), *first.spans))
                kids = LABEL, element
            if option.box:
                first = first._replace(ornaments=(self._box(option.box, x), *first.ornaments))
            made.append(Galley((first, *lines[1:]), (Element("LI", kids),), gap, gap))
        galley = stack(made)
        lines = (*galley.lines[:-1], *(line._replace(after=0.0) for line in galley.lines[-1:]))
        return Galley(lines, (Element("L", galley.elements, _NUMBERING),), profile.option_lead, profile.body.below)

    def _text(self, runs: Runs, kind: Type, x: float, width: float) -> tuple[list[Line], Element]:
        key = runs, kind.bold, x, width
        if key not in self._texts:
            lines, (element,) = self.text.set([("LBody", runs)], kind, x, width)
            lines = [line._replace(after=NEVER) for line in lines] or [Line(kind.leading, after=NEVER, baseline=kind.baseline)]
            lines[-1] = lines[-1]._replace(glue=self.profile.option_gap)
            self._texts[key] = lines, element
        return self._texts[key]

    def _letter(self, letter: str, kind: Type, x: float) -> Span:
        key = letter, kind.bold, x
        if key not in self._letters:
            self._letters[key] = self.text.label(letter, kind, x)
        return self._letters[key]

    def _box(self, box: str, x: float) -> Ornament:
        key = box, x
        if key not in self._boxes:
            kind, side, thick = self.profile.body, self.profile.box_size, self.profile.rule
            down = kind.baseline - 0.357 * kind.size - side / 2      # on the middle of the capitals
            path = b"0 0 %.2f %.2f re" % (side, side) if box == "square" else _circle(side / 2)
            self._boxes[key] = Ornament(x, down + side, b"%.2f w 0 G %b S" % (thick, path))
        return self._boxes[key]


def _circle(radius: float) -> bytes:
    """A path around (radius, radius)."""
    corners = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius), (radius, 0.0)]
    path = [b"%.2f %.2f m" % (2 * radius, radius)]
    for (x0, y0), (x1, y1) in zip(corners, corners[1:], strict=False):
        points = ((x0 + _PULL * x1, y0 + _PULL * y1), (x1 + _PULL * x0, y1 + _PULL * y0), (x1, y1))
        path.append(b" ".join(b"%.2f %.2f" % (x + radius, y + radius) for x, y in points) + b" c")
    return b" ".join([*path, b"h"])
