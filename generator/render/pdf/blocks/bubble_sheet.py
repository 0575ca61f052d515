"""Answer sheets that a machine can read: corner marks, a code, boxes at places that are noted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from math import ceil
from typing import Any, NamedTuple

from generator.page.blocks import (
    DOTTED_LINES,
    RULED_LINES,
    Bubbles,
    BubbleSheet,
    SheetEntry,
    WriteSpace,
)
from generator.page.markup import Span
from generator.page.numbers import total
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.scan_code import scan_code
from generator.render.pdf.blocks.writing_space import circle
from generator.render.pdf.lines import (
    BOX,
    ENTRY,
    LABEL,
    LEAF,
    Anchor,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
)
from generator.render.pdf.results import SheetGeometry
from generator.render.pdf.styles import MM, Type
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, dots, rule

# Where things are on a sheet, in points; x from its left edge, y from its top.
_SIDE, _TOP, _BOTTOM = 14 * MM, 14 * MM, 8 * MM  # of the text
_CORNER, _OFF = 5 * MM, 6 * MM  # the side of a corner mark; from the edges of the sheet
_CODE = 19 * MM  # the side of the code to scan
_FORM = 14 * MM  # the side of the box with the form's letter
_GAP = 2.5 * MM  # between what is below each other
_FIELD = 10.5 * MM  # height of a field, at least
_LINE = 7.25 * MM  # between lines to write on, where those of papers are no more than usual apart
_USUAL = 8.1 * MM
_TAB = 9.5 * MM  # the width of a frame's number, at least
_TAB_HEIGHT = 6 * MM
_SHORT = 38 * MM  # the length of a short rule with its label, at least
_MARK_CELL = 6.5 * MM  # the width of a cell for a mark, at least
_MARK_ROW = 6.4 * MM
_BETWEEN = 7 * MM  # columns of boxes
_BELOW_AREA = 1.2 * MM  # a frame to write in
_LEGEND = 36 * MM  # the width of what says how to cross, at least
# In proportion to the size of the letter in a box.
_BOX, _ACROSS, _DOWN = 1.78, 2.43, 2.67
_DIGIT, _DIGIT_ACROSS, _DIGIT_DOWN = 1.62, 2.11, 2.05
_CLOSER = (1.0, 0.94, 0.88, 0.82)  # times the usual pitch of rows, to keep boxes on one page
_FEWEST = 3  # lines of one answer on a page
_TEN = 10
_ROUNDING = 0.01
_HAIR = 0.5
_FORM_KIND = {
    "round": "/A<</O/PrintField/Role/rb/checked/off>>",
    "square": "/A<</O/PrintField/Role/cb/checked/off>>",
    "write": "/A<</O/PrintField/Role/tv>>",
}
_COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
_ROW_HEAD = "/A<</O/Table/Scope/Row>>"


class _Head(NamedTuple):
    """How the first page is set: how much closer than usual the rows of the grid for a number are,
    whether the lines under the title and all fields are above it, whether what crosses mean is
    below how to answer and not beside it, and whether the grid is on a page of its own.
    """

    closer: float = 1.0
    lines: bool = True
    fields: bool = True
    below: bool = False
    on_own_page: bool = False


# What keeps the grid on its page, in the order in which it is tried.
_HEADS = (
    *map(_Head, _CLOSER),
    _Head(_CLOSER[-1], lines=False),
    _Head(_CLOSER[-1], lines=False, fields=False),
    _Head(_CLOSER[-1], lines=False, fields=False, below=True),
    _Head(_CLOSER[-1], fields=False, on_own_page=True),
)


class _Begin(NamedTuple):
    """Where boxes begin, from the left and from the top, and how far down the grid for a number
    reaches.
    """

    left: float
    top: float
    grid: float


class _Row(NamedTuple):
    """Boxes in one line of a column: what they mean, and what is before them."""

    label: str
    question: str
    row: str
    columns: tuple[str, ...]
    box: str


class _Column(NamedTuple):
    """Rows under each other, with the widths of their labels and of all."""

    groups: tuple[tuple[_Row, ...], ...]
    label: float
    width: float


class _Area(NamedTuple):
    """A frame to write in: its rows, each "" or the labels of short rules, or a sentence."""

    number: str
    rows: tuple[WriteSpace, ...]
    begun: bool = False  # on an earlier page
    anchored: bool = False  # its number is beside boxes already

    def parted(self, count: int) -> tuple[_Area, _Area]:
        """Its first rows, so many, and the rest."""
        first = self._replace(rows=self.rows[:count])
        return first, self._replace(rows=self.rows[count:], begun=True)


def layout_bubble_sheet(sheet: BubbleSheet, setter: Setter) -> tuple[BlockLayout, SheetGeometry]:
    """A line as high as a page for each page of a sheet, and the geometry of these.  Raises
    MissingGlyph.
    """
    pages, elements, geometry = _SheetSetter(sheet, setter).pages()
    lines = []
    for number, page in enumerate(pages, 1):
        code = f"{sheet.code}/{number}/{geometry.layout}"
        words = sheet.words.page.replace("{page}", str(number)).replace("{pages}", str(len(pages)))
        page.print_code(scan_code(code, _CODE), words)
        lines.append(page.line(setter.room, (1, sheet.words.title) if number == 1 else None))
    return BlockLayout(tuple(lines), tuple(elements)), geometry


class _Page:
    """One page as it is drawn; measures are from the sheet's left and top edges."""

    def __init__(self, setter: Setter, shift: tuple[float, float]) -> None:
        self.text, self.shift = setter.text, shift
        self.spans: list[PlacedText] = []
        self.elements: list[Element] = []
        self.ornaments: list[Ornament] = []
        self.anchors: list[Anchor] = []
        self.echo: list[PlacedText] = []
        self.marks: list[dict[str, Any]] = []
        self.digits: list[dict[str, Any]] = []
        self.areas: list[dict[str, Any]] = []
        self.page_number: tuple[float, float, Type] | None = None

    def word(
        self, words: str, kind: Type, at: tuple[float, float], align: float = LEFT, role: str = "P"
    ) -> None:
        """A leaf whose baseline begins, ends or has its middle at a point."""
        label = self.text.label(words, kind, at[0] - self.shift[0], 0.0, align, role)
        self.spans.append(label._replace(down=at[1] - self.shift[1]))

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
        self.draw(_SIDE, _TOP + _CODE, ops)
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


class _SheetSetter:
    """Sets one answer sheet: page by page, boxes first, then what is to be written."""

    def __init__(self, sheet: BubbleSheet, setter: Setter) -> None:
        profile = setter.text.profile
        margins = profile.margins
        self.sheet, self.setter, self.text, self.profile = sheet, setter, setter.text, profile
        self.width = setter.edge + margins.inner + margins.outer
        self.height = setter.room + margins.top + margins.bottom
        self.shift = (margins.inner + margins.outer) / 2, margins.top
        self.left, self.right = _SIDE, self.width - _SIDE
        self.letter = profile.bubble
        self.side = _BOX * self.letter.size
        self.small = replace(profile.small, above=0.0, below=0.0)
        self.bold = replace(self.small, bold=True)
        self.pitch = _LINE if profile.line_pitch <= _USUAL else profile.line_pitch
        self._pages: list[_Page] = []
        self._question = ""  # whose boxes are being drawn
        self._head = _HEADS[0]

    def pages(self) -> tuple[list[_Page], list[Element], SheetGeometry]:
        """The pages, the structure of what is on them, and the geometry."""
        chunks = self._mark_rows()
        tall = total(self._mark_height() + _GAP for _ in chunks)
        end = self.height - _BOTTOM
        groups = self._groups()
        begin = self._begin(groups, end - tall, end)
        grid_at = len(self._pages)
        # Marks are on the first page, where it has room.
        first = grid_at == 1 and begin.grid + tall <= end
        foot = self._boxes(groups, begin.left, begin.top, end - tall if first else end)
        if len(self._pages) == grid_at:
            foot = max(foot, begin.grid)
        foot = self._areas(foot, tall, first)
        if (not first and foot + tall > end) or (not self._head.fields and len(self._pages) == 1):
            self._new_page()
        self._marks(chunks, self._pages[0 if first else -1], end - tall + _GAP)
        elements = [element for page in self._pages for element in page.elements]
        return self._pages, elements, self._geometry()

    def _begin(self, groups: list[tuple[_Row, ...]], above_marks: float, end: float) -> _Begin:
        """The first page in the first head that leaves room above the tables of marks for all
        boxes, where a sheet has nothing else; where none does, that leaves room for the grid.
        """
        tests: list[Callable[[_Begin], bool]] = []
        if self.profile.latest and groups and not any(self._all_areas()):
            tests.append(lambda begin: self._is_one_page(groups, begin, above_marks))
        tests.append(lambda begin: not self.sheet.digits or begin.grid <= end)
        for fits in tests:
            for self._head in _HEADS:
                begin = self._first_page()
                if fits(begin):
                    return begin
        return begin

    def _is_one_page(self, groups: list[tuple[_Row, ...]], begin: _Begin, end: float) -> bool:
        """Whether the first page holds the grid and all boxes down to `end`."""
        if self._head.on_own_page or begin.grid > end:
            return False
        columns, _ = self._columns(groups, self.right - begin.left, end - begin.top)
        return [group for column in columns for group in column.groups] == groups

    def _all_areas(self) -> Iterator[_Area]:
        """The frames to write in."""
        return (area for entry in self.sheet.entries for area in self._area(entry))

    def _first_page(self) -> _Begin:
        """The first page with all that is above answers, and the grid for a number."""
        self._pages = []
        page, y = self._new_page()
        y = self._how(page, y)
        if not self.sheet.digits:
            return _Begin(self.left, y, y)
        if self._head.on_own_page:
            page, y = self._new_page()
        right, grid = self._number_grid(page, y)
        return _Begin(right + _BETWEEN, y, grid)

    # ------------------------------------------------------------ head of a page
    def _new_page(self) -> tuple[_Page, float]:
        """A page with its head, and how far down it reaches."""
        page = _Page(self.setter, self.shift)
        first = not self._pages
        self._pages.append(page)
        self._corners(page)
        sheet, small, bold = self.sheet, self.small, self.bold
        box = self.right - _FORM
        page.frame(box, _TOP, (_FORM, _FORM), self.profile.frame)
        beside = box - 2 * MM
        left = self.left + _CODE + 4 * MM
        title = replace(self.profile.heading(2), above=0.0, below=0.0)
        role = "H1" if first else "P"
        page.word(sheet.words.title, title, (left, _TOP + title.baseline), role=role)
        page.elements.append(Element(role, (LEAF,)))
        y = _TOP + title.leading
        code = self.text.line(sheet.code, bold)[1]
        for line in sheet.above if first and self._head.lines else sheet.above[:1]:
            room = beside - code - 3 * MM - left
            lines, elements = self.text.set([("P", line)], small, left - self.shift[0], room)
            for each in lines:
                page.spans += [
                    span._replace(down=span.down + y - self.shift[1]) for span in each.spans
                ]
                y += each.height
            page.elements += elements
        form = Type(min(self.profile.form.size * 1.5, 0.7 * _FORM), _FORM, bold=True)
        middle = box + _FORM / 2, _TOP + form.baseline
        page.word(sheet.form, form, middle, CENTRE)
        page.word(sheet.code, bold, (beside, _TOP + bold.baseline), RIGHT)
        page.elements += [Element("P", (LEAF,)), Element("P", (LEAF,))]
        page.page_number = beside, _TOP + bold.leading + small.baseline, small
        return page, self._fields(page, max(y, _TOP + _CODE) + _GAP)

    def _corners(self, page: _Page) -> None:
        """Solid marks; the first one is twice as wide, so that a page turned round is noticed."""
        for x, y, wide in self._corner_marks():
            page.draw(x, y + _CORNER, b"0 g 0 0 %.2f %.2f re f" % (wide, _CORNER))

    def _corner_marks(self) -> list[tuple[float, float, float]]:
        """The upper left corner and the width of each."""
        right, low = self.width - _OFF - _CORNER, self.height - _OFF - _CORNER
        return [
            (_OFF, _OFF, 2 * _CORNER),
            (right, _OFF, _CORNER),
            (_OFF, low, _CORNER),
            (right, low, _CORNER),
        ]

    def _fields(self, page: _Page, y: float) -> float:
        """Framed rows of fields: a later page has only that with the name, the second one also what
        the first has no room for.
        """
        rows, number = _field_rows(self.sheet.fields), len(self._pages)
        has_all = self._head.fields if number == 1 else not self._head.fields and number == 2
        if not has_all:
            rows = [row for row in rows if self.sheet.name_at in row] or rows[:1]
        for row in rows:
            y = self._field_row(page, row, y)
        return y + _GAP if rows else y

    def _field_row(self, page: _Page, row: Sequence[int], y: float) -> float:
        """Framed fields side by side, each with its label and what is in it already; how far down
        they reach.
        """
        body = replace(self.profile.body, above=0.0, below=0.0)
        tall = max(_FIELD, self.small.leading + body.leading + MM)
        whole = total(self.sheet.fields[n][1] for n in row)
        x, wide = self.left, self.right - self.left
        page.frame(x, y, (wide, tall), self.profile.rule)
        for n in row:
            label, share = self.sheet.fields[n]
            if n != row[0]:
                page.draw(x, y + tall, b"%.2f w 0 G 0 0 m 0 %.2f l S" % (self.profile.rule, tall))
            page.word(label, self.small, (x + 1.5 * MM, y + self.small.baseline), role="Form")
            page.elements.append(Element("P", (Element("Form", (LEAF,), _FORM_KIND["write"]),)))
            if value := self._value(n):
                shown, kind = self._fitted(value, body, share / whole * wide - 3 * MM)
                page.word(shown, kind, (x + 1.5 * MM, y + tall - 1.3 * MM))
                page.elements.append(Element("P", (LEAF,)))
            x += share / whole * wide
        return y + tall

    def _value(self, n: int) -> str:
        """What is in a field already: beside the name also a number that is in no grid."""
        sheet = self.sheet
        value = sheet.values[n] if n < len(sheet.values) else ""
        crossed = len(self._pages) == 1 and _can_be_crossed(sheet.number, sheet.digits)
        if n != sheet.name_at or crossed:
            return value
        return " · ".join(part for part in (value, sheet.number) if part)

    def _fitted(self, words: str, kind: Type, room: float) -> tuple[str, Type]:
        """Words in the profile's type or in its small one; what fits of them, in neither."""
        if self.text.line(words, kind)[1] > room:
            kind = replace(kind, size=min(kind.size, self.small.size))
        if self.text.line(words, kind)[1] > room:
            while self.text.line(words + "…", kind)[1] > room and len(words) > 1:
                words = words[:-1].rstrip()
            words += "…"
        return words, kind

    def _how(self, page: _Page, y: float) -> float:
        """How to answer, and beside it or below it what crosses mean."""
        words, size, start = self.sheet.words, self.small.size, y
        widest = max(
            self.text.line(each, self.small)[1] for each in (words.cross, words.taken_back)
        )
        legend = max(_LEGEND, self.side + size + widest)
        room = self.right - self.left - (0.0 if self._head.below else legend + 4 * MM)
        runs = (Span(" ".join(self.sheet.how)),)
        lines, elements = self.text.set([("P", runs)], self.small, self.left - self.shift[0], room)
        for line in lines:
            page.spans += [span._replace(down=span.down + y - self.shift[1]) for span in line.spans]
            y += line.height
        page.elements += elements
        if self._head.below:
            x, down = self.left + self.side / 2, y + self.side / 2 + MM
            step = legend + 4 * MM, 0.0
        else:
            x, down = self.right - legend + self.side / 2, start + self.side / 2 + 1
            step = 0.0, 1.3 * self.side
        for crossed, label in ((True, words.cross), (False, words.taken_back)):
            page.box("round", (x, down), self.side)
            if crossed:
                page.cross((x, down), self.side * 0.72)
            else:
                filled = b"0 g %b f" % circle(self.side / 2)
                page.draw(x - self.side / 2, down + self.side / 2, filled)
            at = x + self.side / 2 + size / 2, down + 0.357 * size
            page.word(label, self.small, at)
            page.elements.append(Element("P", (LEAF,)))
            x, foot, down = x + step[0], down + 0.7 * self.side, down + step[1]
        return max(y, foot) + _GAP

    # ------------------------------------------------------------ the student's number
    def _number_grid(self, page: _Page, y: float) -> tuple[float, float]:
        """A column for each digit, and how far right and down it reaches."""
        sheet, unit = self.sheet, self.letter.size
        across, down = _DIGIT_ACROSS * unit, self._head.closer * _DIGIT_DOWN * unit
        side = min(_DIGIT * unit, 0.93 * down)
        given = sheet.number if _can_be_crossed(sheet.number, sheet.digits) else ""
        page.word(sheet.words.number, self.bold, (self.left, y + self.bold.baseline))
        page.elements.append(Element("P", (LEAF,)))
        y += self.bold.leading + 1
        written = replace(self.profile.body, bold=True, above=0.0, below=0.0)
        tall = max(7 * MM, 1.2 * written.size)
        items = []
        for place in range(sheet.digits):
            x = self.left + place * across
            page.frame(x, y, (across, tall), self.profile.rule)
            for digit in range(_TEN):
                middle = x + across / 2, y + tall + (digit + 0.5) * down + 1
                page.box("round", middle, side)
                page.word(
                    str(digit), self.letter, (middle[0], middle[1] + 0.357 * unit), CENTRE, "Form"
                )
                crossed = place < len(given) and given[place] == str(digit)
                if crossed:
                    page.cross(middle, side * 0.72)
                kind = _FORM_KIND["round"].replace("off", "on") if crossed else _FORM_KIND["round"]
                items.append(Element("LI", (Element("LBody", (Element("Form", (LEAF,), kind),)),)))
                page.digits.append(
                    {
                        "place": place + 1,
                        "digit": digit,
                        **_centre(middle),
                        "side": _hundredths(side),
                    }
                )
            if place < len(given):
                middle = x + across / 2, y + tall / 2 + 0.357 * written.size
                page.echo.append(
                    self.text.label(
                        given[place], written, middle[0] - self.shift[0], 0.0, CENTRE, "Header"
                    )._replace(down=middle[1] - self.shift[1])
                )
        page.elements.append(Element("L", tuple(items)))
        return self.left + sheet.digits * across, y + tall + _TEN * down + _GAP

    # ------------------------------------------------------------ boxes
    def _groups(self) -> list[tuple[_Row, ...]]:
        """The rows of boxes of each question that has any, parted only where no page holds them."""
        groups = []
        for entry in self.sheet.entries:
            rows = tuple(_rows(entry))
            if rows:
                groups.append(rows)
        return groups

    def _boxes(self, groups: list[tuple[_Row, ...]], start: float, y: float, end: float) -> float:
        """Boxes in columns from `start` on, further pages where one does not hold them; how far
        down the last page is used.
        """
        foot = y
        while groups:
            columns, closer = self._columns(groups, self.right - start, end - y)
            if not columns:  # nothing fits beside the grid
                start, y, end = self._page_of_boxes()
                groups = self._parted(groups, end - y)
                columns, closer = self._columns(groups, self.right - start, end - y)
                columns = columns or [self._measured(groups[:1])]
            x = start
            for column in columns:
                foot = max(foot, self._column(column, x, y, closer))
                x += column.width + _BETWEEN
            counts = [len(column.groups) for column in columns]
            groups = groups[sum(counts) :]
            if groups:
                start, y, end = self._page_of_boxes()
                groups, foot = self._parted(groups, end - y), y
        return foot

    def _page_of_boxes(self) -> tuple[float, float, float]:
        """A further page: where boxes begin on it, from the left and from the top, and end."""
        _, y = self._new_page()
        return self.left, y, self.height - _BOTTOM

    def _parted(self, groups: list[tuple[_Row, ...]], tall: float) -> list[tuple[_Row, ...]]:
        """The groups, with those that no page holds cut between their rows."""
        most = self._most(tall, _CLOSER[-1])
        cut: list[tuple[_Row, ...]] = []
        for group in groups:
            part: tuple[_Row, ...] = ()
            for row in group:
                if part and self._lines((*part, row)) > most:
                    cut.append(part)
                    part = ()
                part = (*part, row)
            cut.append(part)
        return cut

    def _most(self, tall: float, closer: float) -> int:
        """How many lines of boxes have room."""
        return int((tall + _ROUNDING) / (closer * _DOWN * self.letter.size))

    def _columns(
        self, groups: list[tuple[_Row, ...]], width: float, tall: float
    ) -> tuple[list[_Column], float]:
        """As low columns as hold all groups; where none do, those that a page holds.  With them,
        how much closer than usual the rows are.
        """
        for closer in _CLOSER:
            most = self._most(tall, closer)
            least = max(self._lines(rows) for rows in groups)
            for lines in range(least, most + 1):
                columns = self._filled(groups, lines)
                if _width(columns) <= width + _ROUNDING:
                    return columns, closer
        filled = self._filled(groups, max(most, 1))
        columns = list(takewhile(lambda column: self._height(column) <= most, filled))
        while columns and _width(columns) > width + _ROUNDING:
            if len(columns) == 1 and width >= self.right - self.left - _ROUNDING:
                break  # as wide as it can be
            columns.pop()
        return columns, closer

    def _height(self, column: _Column) -> int:
        """The lines of a column."""
        counts = [self._lines(rows) for rows in column.groups]
        return sum(counts)

    def _filled(self, groups: Sequence[tuple[_Row, ...]], lines: int) -> list[_Column]:
        """Columns of so many lines at most, or of one group that is higher."""
        columns: list[list[tuple[_Row, ...]]] = []
        used = 0
        for rows in groups:
            tall = self._lines(rows)
            if not columns or used + tall > lines:
                columns.append([])
                used = 0
            columns[-1].append(rows)
            used += tall
        return [self._measured(own) for own in columns]

    def _measured(self, groups: Sequence[tuple[_Row, ...]]) -> _Column:
        rows = [row for own in groups for row in own]
        label = max(self.text.line(row.label, self.bold)[1] for row in rows) + 1.5 * MM
        boxes = max(min(len(row.columns), self._per_line(row)) for row in rows)
        return _Column(tuple(groups), label, label + boxes * _ACROSS * self.letter.size)

    def _per_line(self, row: _Row) -> int:
        """How many boxes a page holds beside each other."""
        label = self.text.line(row.label, self.bold)[1] + 1.5 * MM
        return max(1, int((self.right - self.left - label) / (_ACROSS * self.letter.size)))

    def _lines(self, rows: Sequence[_Row]) -> int:
        counts = [ceil(len(row.columns) / self._per_line(row)) for row in rows]
        return sum(counts)

    def _column(self, column: _Column, x: float, y: float, closer: float) -> float:
        """Boxes under each other; how far down they reach."""
        page, unit = self._pages[-1], self.letter.size
        down, across = closer * _DOWN * unit, _ACROSS * unit
        side = min(self.side, 0.93 * down)
        items = []
        for rows in column.groups:
            for row in rows:
                base = y + down / 2 + 0.357 * self.bold.size
                if row.question != self._question:  # the rest of one may be on a later page
                    page.entry(row.question, base)
                self._question = row.question
                page.word(row.label, self.bold, (x, base), role="Lbl")
                forms = []
                per_line = self._per_line(row)
                for place, option in enumerate(row.columns):
                    if place and place % per_line == 0:
                        y += down
                    middle = (x + column.label + (place % per_line + 0.5) * across, y + down / 2)
                    page.box(row.box, middle, side)
                    page.word(
                        option, self.letter, (middle[0], middle[1] + 0.357 * unit), CENTRE, "Form"
                    )
                    page.box_anchor(row.box, middle, side)
                    forms.append(Element("Form", (LEAF,), _FORM_KIND[row.box]))
                    page.marks.append(
                        {
                            "question": row.question,
                            "row": row.row,
                            "option": option,
                            "shape": row.box,
                            **_centre(middle),
                            "side": _hundredths(side),
                        }
                    )
                items.append(Element("LI", (LABEL, Element("LBody", tuple(forms)))))
                y += down
        page.elements.append(Element("L", tuple(items)))
        return y

    # ------------------------------------------------------------ writing
    def _areas(self, y: float, marks: float, first: bool) -> float:
        """Frames to write in, below each other; a page ends between two of them, or within one
        that no page holds.  How far down the last page is used.

        `marks`: how high their tables are, `first` that they are on the first page; else the last
        frame, or its last lines, are on a page with them.
        """
        bottom = self.height - _BOTTOM
        end = bottom - (marks if first and len(self._pages) == 1 else 0.0)
        waiting = [*self._all_areas()]
        while waiting:
            area = waiting.pop(0)
            if y + self._tall(area) > end + _ROUNDING:
                here = self._lines_of_higher(area, end - y)
                if not here:
                    _, y = self._new_page()
                    end = bottom
                    here = self._lines_of_page(area, end - y)
                if here < len(area.rows):
                    area, rest = area.parted(here)
                    waiting.insert(0, rest)
            foot = y + self._tall(area) + _BELOW_AREA
            if self.profile.latest and not first and not waiting and foot + marks > bottom:
                area, y = self._beside_marks(area, y, marks)
            self._frame(area, y)
            y += self._tall(area) + _BELOW_AREA
        return y

    def _lines_of_higher(self, area: _Area, room: float) -> int:
        """How many lines of a frame that no page holds are in what is left of one; 0 where it
        begins on the next page, as any other does.
        """
        fits = self._fitting_lines(room)
        are_some = fits >= _FEWEST and len(area.rows) - fits >= _FEWEST
        return fits if are_some and self._tall(area) > self._page_room else 0

    def _lines_of_page(self, area: _Area, room: float) -> int:
        """How many lines of a frame are on a page that begins with it."""
        fits = self._fitting_lines(room)
        if self.profile.latest and len(area.rows) > fits:  # what goes on has some lines, too
            fits = min(fits, max(_FEWEST, len(area.rows) - _FEWEST))
        return fits

    def _fitting_lines(self, room: float) -> int:
        return int((room - 2 * MM) / self.pitch)

    @property
    def _page_room(self) -> float:
        """About how high a further page is below its head, in points."""
        return self.height - _BOTTOM - _TOP - _CODE - 2 * _FIELD

    def _next_page_room(self) -> float:
        """How high the next page is below its head, in points."""
        _, top = self._new_page()
        self._pages.pop()
        return self.height - _BOTTOM - top

    def _beside_marks(self, area: _Area, y: float, marks: float) -> tuple[_Area, float]:
        """The last frame, or its last lines, and where they begin: on a page with the tables of
        marks, which are not below it on this one.
        """
        if not area.begun and self._tall(area) + _BELOW_AREA + marks <= self._next_page_room():
            return area, self._new_page()[1]
        if len(area.rows) >= 2 * _FEWEST:
            here, area = area.parted(len(area.rows) - _FEWEST)
            self._frame(here, y)
            return area, self._new_page()[1]
        return area, y

    def _area(self, entry: SheetEntry) -> Iterator[_Area]:
        """What of an entry is written, row by row."""
        boxes = any(isinstance(space, Bubbles) for space in entry.spaces)
        spaces = [space for space in entry.spaces if isinstance(space, WriteSpace)]
        if not spaces and boxes:
            return
        rows = tuple(row for space in spaces for row in self._rows(space))
        yield _Area(entry.number, rows or (WriteSpace(1),), anchored=boxes)

    def _rows(self, space: WriteSpace) -> Iterator[WriteSpace]:
        """A space cut into rows."""
        if space.note:
            yield WriteSpace(note=space.note)
        per_row = max(1, int((self.right - self.left - 2 * _TAB) / self._short(space)))
        for n in range(0, len(space.labels), per_row):
            last = n + per_row >= len(space.labels)
            yield WriteSpace(labels=space.labels[n : n + per_row], unit=space.unit if last else ())
        for n in range(space.count):
            yield WriteSpace(1, () if n else space.lead)

    def _short(self, space: WriteSpace) -> float:
        """The width that a short rule takes with its label."""
        widest = max((self.text.line(label, self.small)[1] for label in space.labels), default=0.0)
        return max(_SHORT, widest + 25 * MM)

    def _tall(self, area: _Area) -> float:
        first = max(self.pitch, _TAB_HEIGHT + 1.5 * MM) if len(area.rows) == 1 else self.pitch
        return first + (len(area.rows) - 1) * self.pitch + 2 * MM

    def _frame(self, area: _Area, y: float) -> None:
        """A frame with its number and rows."""
        page = self._pages[-1]
        wide, tall = self.right - self.left, self._tall(area)
        words = area.number
        if area.begun:
            words = self.sheet.words.continued.replace("{number}", area.number)
        tab = max(_TAB, self.text.line(words, self.bold)[1] + 3 * MM)
        high = max(_TAB_HEIGHT, self.bold.leading)
        page.frame(self.left, y, (wide, tall), _HAIR)
        page.frame(self.left, y, (tab, high), _HAIR)
        base = y + high / 2 + 0.357 * self.bold.size
        if not area.begun and not area.anchored:
            page.entry(area.number, base)
        page.word(words, self.bold, (self.left + tab / 2, base), CENTRE, "Lbl")
        inside: list[Element] = []
        for n, row in enumerate(area.rows):
            down = y + tall - 2 * MM - (len(area.rows) - 1 - n) * self.pitch
            # Beside its number, a row is shorter.
            beside = tab + 1.5 * MM if down - self.pitch < y + high - 2 * MM else 2 * MM
            inside += self._row(row, self.left + beside, down, page)
        page.areas.append(
            {
                "question": area.number,
                "x": _hundredths(self.left),
                "y": _hundredths(y),
                "width": _hundredths(wide),
                "height": _hundredths(tall),
                "lines": len(area.rows),
            }
        )
        body = Element("LBody", tuple(inside) or (Element("P", ()),))
        page.elements.append(Element("L", (Element("LI", (LABEL, body)),)))

    def _row(self, row: WriteSpace, x: float, down: float, page: _Page) -> list[Element]:
        """A row of a frame, its rules `down` from the sheet's top."""
        end, grey, thick = self.right - 2 * MM, self.profile.write_grey, self.profile.rule
        base = down - 3.0
        elements: list[Element] = []
        if row.note:
            words = "".join(span.text for span in row.note)
            page.word(words, self.small, (x, base))
            return [Element("P", (LEAF,))]
        if row.labels:
            each = (end - x + 3 * MM) / len(row.labels)
            for n, label in enumerate(row.labels):
                left, right = x + n * each, x + (n + 1) * each - 3 * MM
                page.word(label, self.small, (left, base), role="Form")
                form = Element("Form", (LEAF,), _FORM_KIND["write"])
                elements.append(Element("P", (form,)))
                left += self.text.line(label, self.small)[1] + 1.5 * MM
                if row.unit and n + 1 == len(row.labels):
                    unit = min(self.text.width(row.unit, self.small), (right - left) / 2)
                    lines, own = self.text.set(
                        [("P", row.unit)], self.small, right - unit - self.shift[0], unit + 1
                    )
                    lower = base - self.small.baseline - self.shift[1]
                    for line in lines:
                        page.spans += [span._replace(down=span.down + lower) for span in line.spans]
                        lower += line.height
                    elements += own
                    right -= unit + 1.5 * MM
                page.level(left, down, right - left, thick, grey)
            return elements
        if row.lead:
            lines, elements = self.text.set(
                [("P", row.lead)], self.small, x - self.shift[0], (end - x) / 2
            )
            wide = self.text.width(row.lead, self.small)
            for line in lines[:1]:
                lower = base - self.small.baseline - self.shift[1]
                page.spans += [span._replace(down=span.down + lower) for span in line.spans]
            x += min(wide, (end - x) / 2) + 1.5 * MM
        if self.profile.lines == RULED_LINES:
            page.level(x, down, end - x, thick, grey)
        elif self.profile.lines == DOTTED_LINES:
            page.dotted(x, down, end - x, thick, grey)
        return elements  # the frame is the box

    # ------------------------------------------------------------ marks
    def _mark_rows(self) -> list[list[tuple[str, str]]]:
        """The cells for marks, in as few tables of like length as hold them."""
        room = self.right - self.left - self._mark_lead()
        cells = self.sheet.marks
        for count in range(1, len(cells) + 1):
            each = ceil(len(cells) / count)
            rows = [list(cells[n : n + each]) for n in range(0, len(cells), each)]
            if all(total(map(self._mark_width, row)) <= room for row in rows):
                return rows
        return [[cell] for cell in cells]

    def _mark_lead(self) -> float:
        words = self.sheet.words
        widths = [self.text.line(word, self.bold)[1] for word in (words.marker, words.points)]
        return max(*widths, self.text.line(words.mark, self.bold)[1]) + 3 * MM

    def _mark_width(self, cell: tuple[str, str]) -> float:
        return max(_MARK_CELL, *(self.text.line(word, self.bold)[1] + 4 for word in cell))

    def _mark_height(self) -> float:
        return 2 * (self.small.leading + 1) + max(_MARK_ROW, self.small.leading)

    def _marks(self, rows: Sequence[Sequence[tuple[str, str]]], page: _Page, y: float) -> None:
        """The tables for marks, below each other at the foot of a page."""
        for row in rows:
            self._mark_table(page, row, y)
            y += self._mark_height() + _GAP

    def _mark_table(self, page: _Page, cells: Sequence[tuple[str, str]], y: float) -> None:
        words, lead = self.sheet.words, self._mark_lead()
        widths = [self._mark_width(cell) for cell in cells]
        room = self.right - self.left - lead
        spare = max(0.0, room - total(widths)) / len(widths)
        spare = min(spare, 8 * MM)
        high, wide = self.small.leading + 1, lead + total(widths) + spare * len(widths)
        tall = self._mark_height()
        tops = (y, y + high, y + 2 * high)
        for at, thick in ((y, 1.2), (y + high, _HAIR), (y + 2 * high, _HAIR), (y + tall, 1.2)):
            page.level(self.left, at, wide, thick)
        names = (words.marker, words.points, words.mark)
        trs = []
        for n, (top, name) in enumerate(zip(tops, names, strict=True)):
            base = top + high / 2 + 0.357 * self.small.size + (1 if n == 2 else 0)
            kind = self.small if n else self.bold
            page.word(name, kind, (self.left, base), role="TH")
            row = [Element("TH", (LEAF,), _ROW_HEAD if n else _COLUMN_HEAD)]
            x = self.left + lead
            for cell, own in zip(cells, widths, strict=True):
                if not n:
                    bar = b"%.2f w 0 G 0 0 m 0 %.2f l S" % (_HAIR, tall)
                    page.draw(x, y + tall, bar)
                if n < 2:
                    page.word(
                        cell[n], kind, (x + (own + spare) / 2, base), CENTRE, "TD" if n else "TH"
                    )
                    row.append(
                        Element("TD", (LEAF,)) if n else Element("TH", (LEAF,), _COLUMN_HEAD)
                    )
                else:
                    row.append(Element("TD", ()))
                x += own + spare
            trs.append(Element("TR", tuple(row)))
        page.elements.append(Element("Table", tuple(trs)))

    # ------------------------------------------------------------ geometry
    def _geometry(self) -> SheetGeometry:
        corners = [
            {
                "x": _hundredths(x),
                "y": _hundredths(y),
                "width": _hundredths(wide),
                "height": _hundredths(_CORNER),
            }
            for x, y, wide in self._corner_marks()
        ]
        scan = {"x": _hundredths(_SIDE), "y": _hundredths(_TOP), "side": _hundredths(_CODE)}
        record: dict[str, Any] = {
            "paper_code": self.sheet.code,
            "form": self.sheet.form,
            "profile": self.profile.name,
            "width": _hundredths(self.width),
            "height": _hundredths(self.height),
            "digits": self.sheet.digits,
            "corners": corners,
            "scan": scan,
            "pages": [
                {"number": page.digits, "boxes": page.marks, "frames": page.areas}
                for page in self._pages
            ],
        }
        data = json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
        layout = hashlib.sha256(data).hexdigest()[:8].upper()
        return SheetGeometry(self.sheet.code, layout, record)


def _rows(entry: SheetEntry) -> Iterator[_Row]:
    """The rows of boxes of an entry: 7, then 16.1 for a numbered one, 6 A for a lettered one."""
    for space in entry.spaces:
        if isinstance(space, Bubbles):
            for row in space.rows:
                between = "." if row.isdecimal() else " "
                label = f"{entry.number}{between}{row}" if row else entry.number
                yield _Row(label, entry.number, row, space.columns, space.box)


def _field_rows(fields: Sequence[tuple[str, float]]) -> list[list[int]]:
    """The fields, by index, that are side by side; their shares make no more than a line."""
    rows: list[list[int]] = []
    for n, (_, share) in enumerate(fields):
        if not rows or total(fields[other][1] for other in rows[-1]) + share > 1 + _ROUNDING:
            rows.append([])
        rows[-1].append(n)
    return rows


def _width(columns: Sequence[_Column]) -> float:
    return total(column.width for column in columns) + _BETWEEN * max(0, len(columns) - 1)


def _can_be_crossed(number: str, digits: int) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= digits


def _centre(middle: tuple[float, float]) -> dict[str, int]:
    return {"x": _hundredths(middle[0]), "y": _hundredths(middle[1])}


def _hundredths(points: float) -> int:
    """Points as hundredths of a millimetre."""
    return round(100 * points / MM)
