"""Options to galleys: mark box, letter, text, in columns."""

from __future__ import annotations

from dataclasses import replace

from generator.page.blocks import Options
from generator.page.markup import Spans
from generator.render.pdf.blocks.boxes import WRITE, beside, box, column
from generator.render.pdf.lines import (
    BOX,
    LABEL,
    NEVER,
    Anchor,
    Element,
    Galley,
    Line,
    Ornament,
    PlacedText,
    stack,
)
from generator.render.pdf.styles import Type
from generator.render.pdf.text import TextSetter

_NUMBERING = "/A<</O/List/ListNumbering/UpperAlpha>>"


class OptionSetter:
    """Sets options at a place and width."""

    def __init__(self, text: TextSetter) -> None:
        self.text, self.profile = text, text.profile
        self._marked = replace(self.profile.body, bold=True)
        self._texts: dict[tuple, tuple[list[Line], Element]] = {}
        self._letters: dict[tuple, PlacedText] = {}
        self._boxes: dict[tuple, Ornament] = {}

    def set(self, options: Options, x: float, width: float) -> Galley:
        """Options under each other.  Raises MissingGlyph."""
        profile, made = self.profile, []
        kinds = [option.box for option in options.entries]
        gap = profile.write_gap if WRITE in kinds else profile.option_gap
        aside = x + column(kinds, profile)
        start = aside + (
            profile.letter if any(option.letter for option in options.entries) else 0.0
        )
        for option in options.entries:
            kind = self._marked if option.marked else profile.body
            lines, element = self._text(
                option.runs, kind, start, x + width - start, option.box == WRITE
            )
            first, kids = lines[0], (element,)
            if option.letter:
                letter = self._letter(option.letter, kind, aside)._replace(down=first.baseline)
                first = first._replace(spans=(letter, *first.spans))
                kids = LABEL, element
            if option.box:
                first = first._replace(
                    ornaments=(self._box(option.box, x), *first.ornaments),
                    anchors=(Anchor(BOX, "", first.baseline),),
                )
            made.append(Galley((first, *lines[1:]), (Element("LI", kids),), gap, gap))
        galley = stack(made)
        lines = (*galley.lines[:-1], *(line._replace(after=0.0) for line in galley.lines[-1:]))
        return Galley(
            lines,
            (Element("L", galley.elements, _NUMBERING),),
            profile.option_lead,
            profile.body.below,
        )

    def _text(
        self, runs: Spans, kind: Type, x: float, width: float, roomy: bool
    ) -> tuple[list[Line], Element]:
        key = runs, kind.bold, x, width, roomy
        if key not in self._texts:
            lines, (element,) = self.text.set([("LBody", runs)], kind, x, width)
            lines = [line._replace(after=NEVER) for line in lines] or [
                Line(kind.leading, after=NEVER, baseline=kind.baseline)
            ]
            lines = beside(lines, self.profile) if roomy else lines
            lines[-1] = lines[-1]._replace(
                glue=self.profile.write_gap if roomy else self.profile.option_gap
            )
            self._texts[key] = lines, element
        return self._texts[key]

    def _letter(self, letter: str, kind: Type, x: float) -> PlacedText:
        key = letter, kind.bold, x
        if key not in self._letters:
            self._letters[key] = self.text.label(letter, kind, x)
        return self._letters[key]

    def _box(self, kind: str, x: float) -> Ornament:
        if (kind, x) not in self._boxes:
            self._boxes[kind, x] = box(kind, self.profile, x)
        return self._boxes[kind, x]
