"""The frames of an answer sheet, to write in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.page.blocks import (
    DOTTED_LINES,
    RULED_LINES,
    Bubbles,
    BubbleSheet,
    SheetEntry,
    WriteSpace,
)
from generator.page.markup import Spans
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.sheet_page import FORM_KIND, HAIR, SheetPage, SheetPart, hundredths
from generator.render.pdf.lines import LABEL, LEAF, Element
from generator.render.pdf.styles import MM
from generator.render.pdf.text import CENTRE

_LINE = 7.25 * MM  # between lines to write on, where those of papers are no more than usual apart
_USUAL = 8.1 * MM
_TAB = 9.5 * MM  # the width of a frame's number, at least
_TAB_HEIGHT = 6 * MM
_SHORT = 38 * MM  # the length of a short rule with its label, at least
_INSIDE = 2 * MM  # from a frame's sides to what is in it
_BESIDE_WORDS = 1.5 * MM  # from words to the rule behind them
_BELOW_WORDS = 3.0  # points from their baseline down to the rule beside them


class Frame(NamedTuple):
    """A frame to write in: each of its rows is one line, some short rules side by side, or a
    sentence.
    """

    number: str
    rows: tuple[WriteSpace, ...]
    begun: bool = False  # on an earlier page
    anchored: bool = False  # its number is beside boxes already

    def parted(self, count: int) -> tuple[Frame, Frame]:
        """Its first rows, so many, and the rest."""
        first = self._replace(rows=self.rows[:count])
        return first, self._replace(rows=self.rows[count:], begun=True)


class FrameSetter(SheetPart):
    """Sets frames, each with its number and rows."""

    def __init__(self, sheet: BubbleSheet, setter: Setter) -> None:
        super().__init__(sheet, setter)
        self.pitch = _LINE if self.profile.line_pitch <= _USUAL else self.profile.line_pitch

    def frames(self) -> Iterator[Frame]:
        """All of a sheet."""
        return (frame for entry in self.sheet.entries for frame in self._of(entry))

    def fitting_rows(self, room: float) -> int:
        """How many rows of a frame there is room for, in points."""
        return int((room - _INSIDE) / self.pitch)

    def _of(self, entry: SheetEntry) -> Iterator[Frame]:
        """What of an entry is written, row by row."""
        boxes = any(isinstance(space, Bubbles) for space in entry.spaces)
        spaces = [space for space in entry.spaces if isinstance(space, WriteSpace)]
        if not spaces and boxes:
            return
        rows = tuple(row for space in spaces for row in self._rows(space))
        yield Frame(entry.number, rows or (WriteSpace(1),), anchored=boxes)

    def _rows(self, space: WriteSpace) -> Iterator[WriteSpace]:
        """A space cut into rows."""
        if space.note:
            yield WriteSpace(note=space.note)
        per_row = max(1, int((self.right - self.left - 2 * _TAB) / self._short_width(space)))
        for n in range(0, len(space.labels), per_row):
            last = n + per_row >= len(space.labels)
            yield WriteSpace(labels=space.labels[n : n + per_row], unit=space.unit if last else ())
        for n in range(space.count):
            yield WriteSpace(1, () if n else space.lead)

    def _short_width(self, space: WriteSpace) -> float:
        """The width that a short rule takes with its label, in points."""
        widest = max((self.text.line(label, self.small)[1] for label in space.labels), default=0.0)
        return max(_SHORT, widest + 25 * MM)

    def tall(self, frame: Frame) -> float:
        """How high a frame is, in points."""
        first = max(self.pitch, _TAB_HEIGHT + 1.5 * MM) if len(frame.rows) == 1 else self.pitch
        return first + (len(frame.rows) - 1) * self.pitch + _INSIDE

    def draw(self, frame: Frame, page: SheetPage, y: float) -> None:
        """A frame with its number and rows."""
        wide, tall = self.right - self.left, self.tall(frame)
        words = frame.number
        if frame.begun:
            words = self.sheet.words.continued.replace("{number}", frame.number)
        tab = max(_TAB, self.text.line(words, self.bold)[1] + 3 * MM)
        high = max(_TAB_HEIGHT, self.bold.leading)
        page.frame(self.left, y, (wide, tall), HAIR)
        page.frame(self.left, y, (tab, high), HAIR)
        base = y + high / 2 + self.bold.middle
        if not frame.begun and not frame.anchored:
            page.entry(frame.number, base)
        page.word(words, self.bold, (self.left + tab / 2, base), CENTRE, "Lbl")
        inside: list[Element] = []
        for n, row in enumerate(frame.rows):
            down = y + tall - _INSIDE - (len(frame.rows) - 1 - n) * self.pitch
            # Beside its number, a row is shorter.
            beside = tab + _BESIDE_WORDS if down - self.pitch < y + high - _INSIDE else _INSIDE
            inside += self._row(row, self.left + beside, down, page)
        page.frames.append(
            {
                "question": frame.number,
                "x": hundredths(self.left),
                "y": hundredths(y),
                "width": hundredths(wide),
                "height": hundredths(tall),
                "lines": len(frame.rows),
            }
        )
        body = Element("LBody", tuple(inside) or (Element("P", ()),))
        page.elements.append(Element("L", (Element("LI", (LABEL, body)),)))

    def _row(self, row: WriteSpace, x: float, down: float, page: SheetPage) -> list[Element]:
        """A row of a frame, its rules `down` from the sheet's top, and what it says."""
        base = down - _BELOW_WORDS
        if row.note:
            page.word("".join(span.text for span in row.note), self.small, (x, base))
            return [Element("P", (LEAF,))]
        if row.labels:
            return self._short_rules(row, x, down, page)
        elements: list[Element] = []
        end = self.right - _INSIDE
        if row.lead:
            elements = self._text(row.lead, (x, base), (end - x) / 2, page)
            x += min(self.text.width(row.lead, self.small), (end - x) / 2) + _BESIDE_WORDS
        # Otherwise the frame is the box to write in.
        if self.profile.lines == RULED_LINES:
            page.level(x, down, end - x, self.profile.rule, self.profile.write_grey)
        elif self.profile.lines == DOTTED_LINES:
            page.dotted(x, down, end - x, self.profile.rule, self.profile.write_grey)
        return elements

    def _short_rules(
        self, row: WriteSpace, x: float, down: float, page: SheetPage
    ) -> list[Element]:
        """Rules side by side, each behind its label, and the unit behind the last."""
        elements: list[Element] = []
        base, between = down - _BELOW_WORDS, 3 * MM
        each = (self.right - _INSIDE - x + between) / len(row.labels)
        for n, label in enumerate(row.labels):
            left, right = x + n * each, x + (n + 1) * each - between
            page.word(label, self.small, (left, base), role="Form")
            elements.append(Element("P", (Element("Form", (LEAF,), FORM_KIND["write"]),)))
            left += self.text.line(label, self.small)[1] + _BESIDE_WORDS
            if row.unit and n + 1 == len(row.labels):
                wide = min(self.text.width(row.unit, self.small), (right - left) / 2)
                elements += self._text(row.unit, (right - wide, base), wide + 1, page)
                right -= wide + _BESIDE_WORDS
            page.level(left, down, right - left, self.profile.rule, self.profile.write_grey)
        return elements

    def _text(
        self, spans: Spans, at: tuple[float, float], width: float, page: SheetPage
    ) -> list[Element]:
        """Small text whose first baseline begins at a point."""
        x, base = at
        lines, elements = self.text.set([("P", spans)], self.small, x - self.shift[0], width)
        page.text_lines(lines, base - self.small.baseline)
        return elements
