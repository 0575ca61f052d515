"""Numbered items and their lettered options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.page.blocks import Block, Entries, Entry, Matching, Options, Paragraph
from generator.page.markup import Spans
from generator.render.pdf.blocks.matching import set_matching
from generator.render.pdf.blocks.writing_space import WRITE, beside, box, column
from generator.render.pdf.keep_together import parted, together
from generator.render.pdf.lines import (
    BOX,
    ENTRY,
    LABEL,
    LEAF,
    NEVER,
    PART,
    Anchor,
    Element,
    Galley,
    Line,
    Ornament,
    PlacedText,
    height,
    hung,
    stack,
)
from generator.render.pdf.styles import Type
from generator.render.pdf.text import RIGHT, TextSetter


class EntrySetter:
    """Sets numbered items; `edge` is how far right points may reach, `room` the height of a page's text."""

    def __init__(
        self,
        text: TextSetter,
        edge: float,
        room: float,
        galleys: Callable[[Block, float, float], Galley],
    ) -> None:
        self.text, self.profile, self.edge, self.room, self._galleys = (
            text,
            text.profile,
            edge,
            room,
            galleys,
        )
        self._matchings: dict[tuple, Galley] = {}
        self._bodies: dict[tuple, tuple[tuple[Block, ...], Galley]] = {}
        self._labels: dict[tuple, PlacedText] = {}
        self._marked = replace(self.profile.body, bold=True)

    def set(self, entries: Entries, x: float, width: float) -> Galley:
        """Numbered items under each other."""
        gap = self.profile.part_gap if x else self.profile.entry_gap
        return listed(
            [self.entry(entry, x, width, gap) for entry in entries.entries],
            _numbering(entries),
            gap / 2,
            gap,
        )

    def entry(self, entry: Entry, x: float, width: float, gap: float) -> Galley:
        """One item, its number in a column of its own and its points beyond the text."""
        item = hung(self.label(entry.number, self._marked, x), self._body(entry, x, width))
        first = item.lines[0]
        first = first._replace(
            anchors=(Anchor(PART if x else ENTRY, entry.number, first.baseline), *first.anchors)
        )
        return item._replace(lines=(first, *item.lines[1:]), above=gap, below=gap)

    def _body(self, entry: Entry, x: float, width: float) -> Galley:
        """What stands beside an item's number, set once for all documents that hold the very same blocks."""
        key = id(entry.blocks), entry.points, entry.together, x, width
        if key not in self._bodies:
            self._bodies[key] = (
                entry.blocks,
                self._set_body(entry, x, width),
            )  # held, so that no other has their identity
        return self._bodies[key][1]

    def _set_body(self, entry: Entry, x: float, width: float) -> Galley:
        profile, indent = self.profile, self.profile.number
        made = self._parts(entry.blocks, x + indent, width - indent)
        for n, block in enumerate(entry.blocks[1:]):
            if isinstance(
                block, Options
            ):  # options belong to their stem more than paragraphs to each other
                made[n] = made[n]._replace(below=min(made[n].below, profile.option_lead))
        made[:1] = [
            filled(made[0] if made else Galley((), ()), profile.body.leading, profile.body.baseline)
        ]
        if entry.points:
            made[0] = self._pointed(made[0], entry.points)
        blocks = entry.blocks or (Paragraph(()),)
        fits = height(stack(made).lines) <= self.room
        return (
            together(made, blocks, fits)
            if entry.together or self.profile.whole and fits
            else parted(made, blocks)
        )

    def _parts(self, blocks: Sequence[Block], x: float, width: float) -> list[Galley]:
        """The galleys of an item's blocks; a matching is told how much of a page the others leave it."""
        made = [
            self._galleys(block, x, width) if not isinstance(block, Matching) else None
            for block in blocks
        ]
        taken = sum(height(galley.lines) + galley.above + galley.below for galley in made if galley)
        return [
            galley or self._matching(block, x, width, self.room - taken)
            for galley, block in zip(made, blocks, strict=True)
        ]

    def _matching(self, block: Matching, x: float, width: float, room: float) -> Galley:
        key = block, x, width, room
        if key not in self._matchings:
            self._matchings[key] = set_matching(block, self.text, x, width, room)
        return self._matchings[key]

    def label(self, text: str, kind: Type, x: float) -> PlacedText:
        """A number or sign that begins at `x`."""
        key = text, kind.bold, x
        if key not in self._labels:
            self._labels[key] = self.text.label(text, kind, x)
        return self._labels[key]

    def _pointed(self, galley: Galley, points: str) -> Galley:
        """With points in the right margin beside its last line, read after it."""
        last = galley.lines[-1]
        if (points,) not in self._labels:
            self._labels[points,] = self.text.label(
                points, self.profile.body, 0, self.edge, RIGHT, "P"
            )
        span = self._labels[points,]._replace(down=last.baseline)
        lines = (*galley.lines[:-1], last._replace(spans=(*last.spans, span)))
        return galley._replace(lines=lines, elements=(*galley.elements, Element("P", (LEAF,))))


def filled(galley: Galley, leading: float, baseline: float) -> Galley:
    """With at least one line, for a label to stand beside."""
    return galley if galley.lines else galley._replace(lines=(Line(leading, baseline=baseline),))


def listed(items: Sequence[Galley], numbering: str, above: float, below: float) -> Galley:
    """List items as a list."""
    galley = stack(items)
    attrs = f"/A<</O/List/ListNumbering/{numbering}>>" if numbering else ""
    return Galley(
        galley.lines,
        (Element("L", galley.elements, attrs),) if galley.elements else (),
        above,
        below,
    )


def _numbering(entries: Entries) -> str:
    """How items are numbered: 1, 2 … or (a), (b) …."""
    first = entries.entries[0].number.strip("().") if entries.entries else ""
    return "LowerAlpha" if first.isalpha() and first.islower() else "Decimal"


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
