"""Answer sheets that a machine can read: corner marks, a code, boxes at places that are noted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from math import ceil
from typing import Any, NamedTuple

from generator.page.blocks import Bubbles, BubbleSheet, SheetEntry
from generator.page.numbers import total
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.scan_code import scan_code
from generator.render.pdf.blocks.sheet_frames import Frame, FrameSetter
from generator.render.pdf.blocks.sheet_head import CLOSER, FIELD, HEADS, HeadSetter
from generator.render.pdf.blocks.sheet_marks import MarkSetter
from generator.render.pdf.blocks.sheet_page import (
    BOTTOM,
    CODE,
    CORNER,
    FORM_KIND,
    GAP,
    SIDE,
    TOP,
    SheetPage,
    SheetPart,
    centre,
    hundredths,
)
from generator.render.pdf.lines import LABEL, LEAF, BlockLayout, Element
from generator.render.pdf.results import SheetGeometry
from generator.render.pdf.styles import MM
from generator.render.pdf.text import CENTRE

# In points.
_BETWEEN = 7 * MM  # columns of boxes
_BELOW_FRAME = 1.2 * MM
_BESIDE_LABEL = 1.5 * MM
_ACROSS, _DOWN = 2.43, 2.67  # from box to box, in proportion to the size of the letter in one
_FEWEST = 3  # lines of one answer on a page
_ROUNDING = 0.01


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
    """Rows under each other; `boxes_at`: how far right of its left edge boxes begin, and `width`,
    in points.
    """

    groups: tuple[tuple[_Row, ...], ...]
    boxes_at: float
    width: float


def layout_bubble_sheet(sheet: BubbleSheet, setter: Setter) -> tuple[BlockLayout, SheetGeometry]:
    """A line as high as a page for each page of a sheet, and the geometry of these.  Raises
    MissingGlyph.
    """
    pages, elements, geometry = _SheetSetter(sheet, setter).pages()
    lines = []
    for page in pages:
        code = f"{sheet.code}/{page.number}/{geometry.layout}"
        words = sheet.words.page.replace("{page}", str(page.number))
        page.print_code(scan_code(code, CODE), words.replace("{pages}", str(len(pages))))
        lines.append(page.line(setter.room, (1, sheet.words.title) if page.number == 1 else None))
    return BlockLayout(tuple(lines), tuple(elements)), geometry


class _SheetSetter(SheetPart):
    """Sets one answer sheet: page by page, boxes first, then what is to be written."""

    def __init__(self, sheet: BubbleSheet, setter: Setter) -> None:
        super().__init__(sheet, setter)
        self._heads, self._frames = HeadSetter(sheet, setter), FrameSetter(sheet, setter)
        self._marks = MarkSetter(sheet, setter)
        self._pages: list[SheetPage] = []
        self._question = ""  # whose boxes are being drawn
        self._head = HEADS[0]

    def pages(self) -> tuple[list[SheetPage], list[Element], SheetGeometry]:
        """The pages, the structure of what is on them, and the geometry."""
        tall = self._marks.taken
        end = self.height - BOTTOM
        groups = self._groups()
        begin = self._begin(groups, end - tall, end)
        grid_at = len(self._pages)
        # Marks are on the first page, where it has room.
        first = grid_at == 1 and begin.grid + tall <= end
        foot = self._boxes(groups, begin.left, begin.top, end - tall if first else end)
        if len(self._pages) == grid_at:
            foot = max(foot, begin.grid)
        foot = self._place_frames(foot, tall, first)
        if (not first and foot + tall > end) or (not self._head.fields and len(self._pages) == 1):
            self._new_page()
        self._marks.draw(self._pages[0 if first else -1], end - tall + GAP)
        elements = [element for page in self._pages for element in page.elements]
        return self._pages, elements, self._geometry()

    def _begin(self, groups: list[tuple[_Row, ...]], above_marks: float, end: float) -> _Begin:
        """The first page in the first head that leaves room above the tables of marks for all
        boxes, where a sheet has nothing else; where none does, that leaves room for the grid.
        """
        tests: list[Callable[[_Begin], bool]] = []
        if self.profile.latest and groups and not any(self._frames.frames()):
            tests.append(lambda begin: self._is_one_page(groups, begin, above_marks))
        tests.append(lambda begin: not self.sheet.digits or begin.grid <= end)
        for fits in tests:
            for self._head in HEADS:
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

    def _first_page(self) -> _Begin:
        """The first page with all that is above answers, and the grid for a number."""
        self._pages = []
        page, y = self._new_page()
        y = self._heads.how(page, y, self._head)
        if not self.sheet.digits:
            return _Begin(self.left, y, y)
        if self._head.on_own_page:
            page, y = self._new_page()
        right, grid = self._heads.number_grid(page, y, self._head)
        return _Begin(right + _BETWEEN, y, grid)

    def _new_page(self) -> tuple[SheetPage, float]:
        """A page with its head, and how far down it reaches."""
        page, y = self._heads.page(len(self._pages) + 1, self._head)
        self._pages.append(page)
        return page, y

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
        return self.left, y, self.height - BOTTOM

    def _parted(self, groups: list[tuple[_Row, ...]], tall: float) -> list[tuple[_Row, ...]]:
        """The groups, with those that no page holds cut between their rows."""
        most = self._most(tall, CLOSER[-1])
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
        for closer in CLOSER:
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
        boxes_at = max(map(self._boxes_at, rows))
        boxes = max(min(len(row.columns), self._per_line(row)) for row in rows)
        return _Column(tuple(groups), boxes_at, boxes_at + boxes * _ACROSS * self.letter.size)

    def _boxes_at(self, row: _Row) -> float:
        """How far right of a row's left edge its boxes begin."""
        return self.text.line(row.label, self.bold)[1] + _BESIDE_LABEL

    def _per_line(self, row: _Row) -> int:
        """How many boxes a page holds beside each other."""
        width = self.right - self.left - self._boxes_at(row)
        return max(1, int(width / (_ACROSS * self.letter.size)))

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
                base = y + down / 2 + self.bold.middle
                if row.question != self._question:  # the rest of one may be on a later page
                    page.entry(row.question, base)
                self._question = row.question
                page.word(row.label, self.bold, (x, base), role="Lbl")
                forms = []
                per_line = self._per_line(row)
                for place, option in enumerate(row.columns):
                    if place and place % per_line == 0:
                        y += down
                    middle = (x + column.boxes_at + (place % per_line + 0.5) * across, y + down / 2)
                    page.box(row.box, middle, side)
                    page.word(
                        option,
                        self.letter,
                        (middle[0], middle[1] + self.letter.middle),
                        CENTRE,
                        "Form",
                    )
                    page.box_anchor(row.box, middle, side)
                    forms.append(Element("Form", (LEAF,), FORM_KIND[row.box]))
                    page.boxes.append(
                        {
                            "question": row.question,
                            "row": row.row,
                            "option": option,
                            "shape": row.box,
                            **centre(middle),
                            "side": hundredths(side),
                        }
                    )
                items.append(Element("LI", (LABEL, Element("LBody", tuple(forms)))))
                y += down
        page.elements.append(Element("L", tuple(items)))
        return y

    # ------------------------------------------------------------ writing
    def _place_frames(self, y: float, marks: float, first: bool) -> float:
        """Frames to write in, below each other; a page ends between two of them, or within one
        that no page holds.  How far down the last page is used.

        `marks`: how high their tables are, `first` that they are on the first page; else the last
        frame, or its last lines, are on a page with them.
        """
        bottom = self.height - BOTTOM
        end = bottom - (marks if first and len(self._pages) == 1 else 0.0)
        waiting = [*self._frames.frames()]
        while waiting:
            frame = waiting.pop(0)
            if y + self._frames.tall(frame) > end + _ROUNDING:
                here = self._lines_of_higher(frame, end - y)
                if not here:
                    _, y = self._new_page()
                    end = bottom
                    here = self._lines_of_page(frame, end - y)
                if here < len(frame.rows):
                    frame, rest = frame.parted(here)
                    waiting.insert(0, rest)
            foot = y + self._frames.tall(frame) + _BELOW_FRAME
            if self.profile.latest and not first and not waiting and foot + marks > bottom:
                frame, y = self._beside_marks(frame, y, marks)
            self._frames.draw(frame, self._pages[-1], y)
            y += self._frames.tall(frame) + _BELOW_FRAME
        return y

    def _lines_of_higher(self, frame: Frame, room: float) -> int:
        """How many lines of a frame that no page holds are in what is left of one; 0 where it
        begins on the next page, as any other does.
        """
        fits = self._frames.fitting_rows(room)
        are_some = fits >= _FEWEST and len(frame.rows) - fits >= _FEWEST
        return fits if are_some and self._frames.tall(frame) > self._page_room else 0

    def _lines_of_page(self, frame: Frame, room: float) -> int:
        """How many lines of a frame are on a page that begins with it."""
        fits = self._frames.fitting_rows(room)
        if self.profile.latest and len(frame.rows) > fits:  # what goes on has some lines, too
            fits = min(fits, max(_FEWEST, len(frame.rows) - _FEWEST))
        return fits

    @property
    def _page_room(self) -> float:
        """About how high a further page is below its head, in points."""
        return self.height - BOTTOM - TOP - CODE - 2 * FIELD

    def _next_page_room(self) -> float:
        """How high the next page is below its head, in points."""
        _, top = self._new_page()
        self._pages.pop()
        return self.height - BOTTOM - top

    def _beside_marks(self, frame: Frame, y: float, marks: float) -> tuple[Frame, float]:
        """The last frame, or its last lines, and where they begin: on a page with the tables of
        marks, which are not below it on this one.
        """
        if (
            not frame.begun
            and self._frames.tall(frame) + _BELOW_FRAME + marks <= self._next_page_room()
        ):
            return frame, self._new_page()[1]
        if len(frame.rows) >= 2 * _FEWEST:
            here, frame = frame.parted(len(frame.rows) - _FEWEST)
            self._frames.draw(here, self._pages[-1], y)
            return frame, self._new_page()[1]
        return frame, y

    # ------------------------------------------------------------ geometry
    def _geometry(self) -> SheetGeometry:
        corners = [
            {
                "x": hundredths(x),
                "y": hundredths(y),
                "width": hundredths(wide),
                "height": hundredths(CORNER),
            }
            for x, y, wide in self.corner_marks()
        ]
        scan = {"x": hundredths(SIDE), "y": hundredths(TOP), "side": hundredths(CODE)}
        record: dict[str, Any] = {
            "paper_code": self.sheet.code,
            "form": self.sheet.form,
            "profile": self.profile.name,
            "width": hundredths(self.width),
            "height": hundredths(self.height),
            "digits": self.sheet.digits,
            "corners": corners,
            "scan": scan,
            "pages": [
                {"number": page.digits, "boxes": page.boxes, "frames": page.frames}
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


def _width(columns: Sequence[_Column]) -> float:
    return total(column.width for column in columns) + _BETWEEN * max(0, len(columns) - 1)
