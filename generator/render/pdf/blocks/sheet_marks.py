"""The tables for marks at the foot of an answer sheet."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from generator.page.blocks import BubbleSheet
from generator.page.numbers import total
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.sheet_page import GAP, HAIR, SheetPage, SheetPart
from generator.render.pdf.lines import LEAF, Element
from generator.render.pdf.styles import MM
from generator.render.pdf.text import CENTRE

_CELL = 6.5 * MM  # the width of a cell for a mark, at least
_ROW = 6.4 * MM
_BESIDE_HEADS = 3 * MM
_MOST_SPARE = 8 * MM  # by which a cell is wider where there is room
_STRONG = 1.2  # the rules above and below a table, in points
_COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
_ROW_HEAD = "/A<</O/Table/Scope/Row>>"
_Cell = tuple[str, str]  # a head, and what it is worth


class MarkSetter(SheetPart):
    """Sets the tables for marks: as few of like length as hold all cells, below each other."""

    def __init__(self, sheet: BubbleSheet, setter: Setter) -> None:
        super().__init__(sheet, setter)
        words = sheet.words
        self._heads = (words.marker, words.points, words.mark)
        widths = [self.text.line(word, self.bold)[1] for word in self._heads]
        self._lead = max(widths) + _BESIDE_HEADS
        self._head_row = self.small.leading + 1
        self._table_height = 2 * self._head_row + max(_ROW, self.small.leading)
        self._tables = self._parted(sheet.marks)
        # How high all are with a gap above each, in points.
        self.taken = total(self._table_height + GAP for _ in self._tables)

    def _parted(self, cells: Sequence[_Cell]) -> list[Sequence[_Cell]]:
        """The cells of each table."""
        room = self.right - self.left - self._lead
        tables: list[Sequence[_Cell]] = []
        for count in range(1, len(cells) + 1):
            each = ceil(len(cells) / count)
            tables = [cells[n : n + each] for n in range(0, len(cells), each)]
            if all(total(map(self._width, table)) <= room for table in tables):
                break
        return tables

    def _width(self, cell: _Cell) -> float:
        """How wide a cell is, at least, in points."""
        return max(_CELL, *(self.text.line(word, self.bold)[1] + 4 for word in cell))

    def draw(self, page: SheetPage, y: float) -> None:
        """The tables from `y` on."""
        for table in self._tables:
            self._draw(table, page, y)
            y += self._table_height + GAP

    def _draw(self, cells: Sequence[_Cell], page: SheetPage, y: float) -> None:
        """One table: heads, points, and a row to write marks into."""
        widths = [self._width(cell) for cell in cells]
        room = self.right - self.left - self._lead
        spare = min(max(0.0, room - total(widths)) / len(widths), _MOST_SPARE)
        wide = self._lead + total(widths) + spare * len(widths)
        tall, high = self._table_height, self._head_row
        tops = (y, y + high, y + 2 * high)
        rules = zip((*tops, y + tall), (_STRONG, HAIR, HAIR, _STRONG), strict=True)
        for at, thick in rules:
            page.level(self.left, at, wide, thick)
        rows = []
        for n, (top, head) in enumerate(zip(tops, self._heads, strict=True)):
            base = top + high / 2 + self.small.middle + (1 if n == 2 else 0)
            kind = self.small if n else self.bold
            page.word(head, kind, (self.left, base), role="TH")
            row = [Element("TH", (LEAF,), _ROW_HEAD if n else _COLUMN_HEAD)]
            x = self.left + self._lead
            for cell, own in zip(cells, widths, strict=True):
                middle = x + (own + spare) / 2, base
                if not n:
                    bar = b"%.2f w 0 G 0 0 m 0 %.2f l S" % (HAIR, tall)
                    page.draw(x, y + tall, bar)
                    page.word(cell[0], kind, middle, CENTRE, "TH")
                    row.append(Element("TH", (LEAF,), _COLUMN_HEAD))
                elif n == 1:
                    page.word(cell[1], kind, middle, CENTRE, "TD")
                    row.append(Element("TD", (LEAF,)))
                else:
                    row.append(Element("TD", ()))
                x += own + spare
            rows.append(Element("TR", tuple(row)))
        page.elements.append(Element("Table", tuple(rows)))
