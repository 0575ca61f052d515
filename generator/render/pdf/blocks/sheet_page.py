"""A page of an answer sheet as it is drawn, and what all that is drawn on one is measured by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.page.blocks import BubbleSheet
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.writing_space import circle
from generator.render.pdf.lines import BOX, ENTRY, Anchor, Element, Line, Ornament, PlacedText
from generator.render.pdf.styles import MM, Type
from generator.render.pdf.text import LEFT, RIGHT, TextSetter, dots, rule

# Where things are on a sheet, in points; x from its left edge, y from its top.
SIDE, TOP, BOTTOM = 14 * MM, 14 * MM, 8 * MM  # of the text
CORNER, _OFF = 5 * MM, 6 * MM  # the side of a corner mark; from the edges of the sheet
CODE = 19 * MM  # the side of the code to scan
GAP = 2.5 * MM  # between what is below each other
HAIR = 0.5
_BOX = 1.78  # the side of a box, in proportion to the size of the letter in it
FORM_KIND = {
    "round": "/A<</O/PrintField/Role/rb/checked/off>>",
    "square": "/A<</O/PrintField/Role/cb/checked/off>>",
    "write": "/A<</O/PrintField/Role/tv>>",
}


class SheetPart:
    """What sets a part of an answer sheet: the measures and types of its pages, in points."""

    def __init__(self, sheet: BubbleSheet, setter: Setter) -> None:
        profile = setter.text.profile
        margins = profile.margins
        self.sheet, self.text, self.profile = sheet, setter.text, profile
        self.width = setter.edge + margins.inner + margins.outer
        self.height = setter.room + margins.top + margins.bottom
        self.shift = (margins.inner + margins.outer) / 2, margins.top
        self.left, self.right = SIDE, self.width - SIDE
        self.letter = profile.bubble
        self.side = _BOX * self.letter.size
        self.small = replace(profile.small, above=0.0, below=0.0)
        self.bold = replace(self.small, bold=True)

    def corner_marks(self) -> list[tuple[float, float, float]]:
        """The upper left corner and the width of each."""
        right, low = self.width - _OFF - CORNER, self.height - _OFF - CORNER
        return [
            (_OFF, _OFF, 2 * CORNER),
            (right, _OFF, CORNER),
            (_OFF, low, CORNER),
            (right, low, CORNER),
        ]


class SheetPage:
    """One page as it is drawn; measures are from the sheet's left and top edges."""

    def __init__(self, text: TextSetter, shift: tuple[float, float], number: int) -> None:
        """`shift`: of the text's left and top edges from the sheet's; `number`: from 1."""
        self.text, self.shift, self.number = text, shift, number
        self.spans: list[PlacedText] = []
        self.elements: list[Element] = []
        self.ornaments: list[Ornament] = []
        self.anchors: list[Anchor] = []
        self.echo: list[PlacedText] = []
        self.boxes: list[dict[str, Any]] = []
        self.digits: list[dict[str, Any]] = []
        self.frames: list[dict[str, Any]] = []
        self.page_number: tuple[float, float, Type] | None = None

    def word(
        self, words: str, kind: Type, at: tuple[float, float], align: float = LEFT, role: str = "P"
    ) -> None:
        """A leaf whose baseline begins, ends or has its middle at a point."""
        label = self.text.label(words, kind, at[0] - self.shift[0], 0.0, align, role)
        self.spans.append(label._replace(down=at[1] - self.shift[1]))

    def text_lines(self, lines: Sequence[Line], y: float) -> float:
        """Lines of text under each other from `y` on, and how far down they reach."""
        for line in lines:
            self.spans += [span._replace(down=span.down + y - self.shift[1]) for span in line.spans]
            y += line.height
        return y

    def draw(self, x: float, y: float, ops: bytes) -> None:
        """Something whose lower left corner is at a point."""
        self.ornaments.append(Ornament(x - self.shift[0], y - self.shift[1], ops))

    def frame(self, x: float, y: float, size: tuple[float, float], thick: float) -> None:
        """A rectangle whose upper left corner is at a point."""
        self.draw(x, y + size[1], b"%.2f w 0 G 0 0 %.2f %.2f re S" % (thick, *size))

    def level(self, x: float, y: float, width: float, thick: float, grey: float = 0.0) -> None:
        """A level rule."""
        self.ornaments.append(rule(x - self.shift[0], y - self.shift[1], width, thick, grey))

    def dotted(self, x: float, y: float, width: float, thick: float, grey: float) -> None:
        """A level row of dots."""
        self.ornaments.append(dots(x - self.shift[0], y - self.shift[1], width, thick, grey))

    def box(self, kind: str, middle: tuple[float, float], side: float) -> None:
        """A box to cross, around a point."""
        path = circle(side / 2) if kind == "round" else b"0 0 %.2f %.2f re" % (side, side)
        ops = b"%.2f w 0 G %b S" % (self.text.profile.rule * 0.85, path)
        self.draw(middle[0] - side / 2, middle[1] + side / 2, ops)

    def cross(self, middle: tuple[float, float], side: float) -> None:
        """A cross in a box."""
        ops = b"1.40 w 0 G 0 0 m %.2f %.2f l 0 %.2f m %.2f 0 l S" % (side, side, side, side)
        self.draw(middle[0] - side / 2, middle[1] + side / 2, ops)

    def entry(self, number: str, y: float) -> None:
        """That a question begins here, for who lays something beside the page."""
        self.anchors.append(Anchor(ENTRY, number, y - self.shift[1]))

    def box_anchor(self, kind: str, middle: tuple[float, float], side: float) -> None:
        """That a box is here."""
        left, down = middle[0] - side / 2 - self.shift[0], middle[1] - self.shift[1]
        self.anchors.append(Anchor(BOX, kind, down, left, side))

    def print_code(self, ops: bytes, words: str) -> None:
        """The code to scan, and the page's number, which readers skip."""
        self.draw(SIDE, TOP + CODE, ops)
        if self.page_number:
            x, y, kind = self.page_number
            label = self.text.label(words, kind, x - self.shift[0], 0.0, RIGHT, "Header")
            self.echo.append(label._replace(down=y - self.shift[1]))

    def line(self, room: float, bookmark: tuple[int, str] | None) -> Line:
        """All of it, as high as a page's text."""
        return Line(
            room,
            tuple(self.spans),
            tuple(self.ornaments),
            bookmark=bookmark,
            echo=tuple(self.echo),
            anchors=tuple(self.anchors),
        )


def centre(middle: tuple[float, float]) -> dict[str, int]:
    """A point as a sheet's geometry has it."""
    return {"x": hundredths(middle[0]), "y": hundredths(middle[1])}


def hundredths(points: float) -> int:
    """Points as hundredths of a millimetre."""
    return round(100 * points / MM)
