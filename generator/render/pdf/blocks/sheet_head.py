"""What is above the answers of an answer sheet, and the grid for the student's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.page.markup import Span
from generator.page.numbers import total
from generator.render.pdf.blocks.sheet_page import (
    CODE,
    CORNER,
    FORM_KIND,
    GAP,
    TOP,
    SheetPage,
    SheetPart,
    centre,
    hundredths,
)
from generator.render.pdf.blocks.writing_space import circle
from generator.render.pdf.lines import LEAF, Element
from generator.render.pdf.styles import MM, Type
from generator.render.pdf.text import CENTRE, RIGHT

_FORM = 14 * MM  # the side of the box with the form's letter
FIELD = 10.5 * MM  # height of a field, at least
_LEGEND = 36 * MM  # the width of what says how to cross, at least
# The side of a box in the grid and from one to the next, in proportion to the digit's size.
_DIGIT, _DIGIT_ACROSS, _DIGIT_DOWN = 1.62, 2.11, 2.05
CLOSER = (1.0, 0.94, 0.88, 0.82)  # times the usual pitch of rows, to keep boxes on one page
_TEN = 10
_ROUNDING = 0.01


class Head(NamedTuple):
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
HEADS = (
    *map(Head, CLOSER),
    Head(CLOSER[-1], lines=False),
    Head(CLOSER[-1], lines=False, fields=False),
    Head(CLOSER[-1], lines=False, fields=False, below=True),
    Head(CLOSER[-1], fields=False, on_own_page=True),
)


class HeadSetter(SheetPart):
    """Sets the heads of pages, and below that of the first one how to answer."""

    def page(self, number: int, head: Head) -> tuple[SheetPage, float]:
        """A page with its head, and how far down it reaches; `number`: from 1."""
        page = SheetPage(self.text, self.shift, number)
        first = number == 1
        self._corners(page)
        sheet, small, bold = self.sheet, self.small, self.bold
        box = self.right - _FORM
        page.frame(box, TOP, (_FORM, _FORM), self.profile.frame)
        beside = box - 2 * MM
        left = self.left + CODE + 4 * MM
        title = replace(self.profile.heading(2), above=0.0, below=0.0)
        role = "H1" if first else "P"
        page.word(sheet.words.title, title, (left, TOP + title.baseline), role=role)
        page.elements.append(Element(role, (LEAF,)))
        y = TOP + title.leading
        code = self.text.line(sheet.code, bold)[1]
        for line in sheet.above if first and head.lines else sheet.above[:1]:
            room = beside - code - 3 * MM - left
            lines, elements = self.text.set([("P", line)], small, left - self.shift[0], room)
            y = page.text_lines(lines, y)
            page.elements += elements
        form = Type(min(self.profile.form.size * 1.5, 0.7 * _FORM), _FORM, bold=True)
        middle = box + _FORM / 2, TOP + form.baseline
        page.word(sheet.form, form, middle, CENTRE)
        page.word(sheet.code, bold, (beside, TOP + bold.baseline), RIGHT)
        page.elements += [Element("P", (LEAF,)), Element("P", (LEAF,))]
        page.page_number = beside, TOP + bold.leading + small.baseline, small
        return page, self._fields(page, max(y, TOP + CODE) + GAP, head)

    def _corners(self, page: SheetPage) -> None:
        """Solid marks; the first one is twice as wide, so that a page turned round is noticed."""
        for x, y, wide in self.corner_marks():
            page.draw(x, y + CORNER, b"0 g 0 0 %.2f %.2f re f" % (wide, CORNER))

    def _fields(self, page: SheetPage, y: float, head: Head) -> float:
        """Framed rows of fields: a later page has only that with the name, the second one also what
        the first has no room for.
        """
        rows = _field_rows(self.sheet.fields)
        has_all = head.fields if page.number == 1 else not head.fields and page.number == 2
        if not has_all:
            rows = [row for row in rows if self.sheet.name_at in row] or rows[:1]
        for row in rows:
            y = self._field_row(page, row, y)
        return y + GAP if rows else y

    def _field_row(self, page: SheetPage, row: Sequence[int], y: float) -> float:
        """Framed fields side by side, each with its label and what is in it already; how far down
        they reach.
        """
        body = replace(self.profile.body, above=0.0, below=0.0)
        tall = max(FIELD, self.small.leading + body.leading + MM)
        whole = total(self.sheet.fields[n][1] for n in row)
        x, wide = self.left, self.right - self.left
        page.frame(x, y, (wide, tall), self.profile.rule)
        for n in row:
            label, share = self.sheet.fields[n]
            if n != row[0]:
                page.draw(x, y + tall, b"%.2f w 0 G 0 0 m 0 %.2f l S" % (self.profile.rule, tall))
            page.word(label, self.small, (x + 1.5 * MM, y + self.small.baseline), role="Form")
            page.elements.append(Element("P", (Element("Form", (LEAF,), FORM_KIND["write"]),)))
            place = x + 1.5 * MM, y, share / whole * wide - 3 * MM
            self._write(page, place, tall, (label, *self._values(n, page)))
            x += share / whole * wide
        return y + tall

    def _write(
        self,
        page: SheetPage,
        place: tuple[float, float, float],
        tall: float,
        words: tuple[str, str, str],
    ) -> None:
        """A label, and what is in its field: a number behind the name, or beside the label where it
        would be cut; `place`: left edge, top and width.
        """
        x, y, room = place
        label, value, number = words
        body = replace(self.profile.body, above=0.0, below=0.0)
        both = " · ".join(part for part in (value, number) if part)
        if self.text.line(both, self._smaller(body))[1] <= room:
            value, number = both, ""
        elif number:
            left = room - self.text.line(label, self.small)[1] - self.small.size
            shown, kind = self._fitted(number, self.small, left)
            page.word(shown, kind, (x + room, y + self.small.baseline), RIGHT)
            page.elements.append(Element("P", (LEAF,)))
        if value:
            shown, kind = self._fitted(value, body, room)
            page.word(shown, kind, (x, y + tall - 1.3 * MM))
            page.elements.append(Element("P", (LEAF,)))

    def _values(self, n: int, page: SheetPage) -> tuple[str, str]:
        """What is in a field already, and beside the name also a number that is in no grid."""
        sheet = self.sheet
        value = sheet.values[n] if n < len(sheet.values) else ""
        in_grid = page.number == 1 and self._is_crossed
        return value, "" if n != sheet.name_at or in_grid else sheet.number

    @property
    def _is_crossed(self) -> bool:
        """Whether the student's number is crossed in the grid."""
        number = self.sheet.number
        return number.isascii() and number.isdigit() and len(number) <= self.sheet.digits

    def _smaller(self, kind: Type) -> Type:
        """The profile's small type, where that is smaller."""
        return replace(kind, size=min(kind.size, self.small.size))

    def _fitted(self, words: str, kind: Type, room: float) -> tuple[str, Type]:
        """Words in the profile's type or in its small one; what fits of them, in neither."""
        if self.text.line(words, kind)[1] > room:
            kind = self._smaller(kind)
        if self.text.line(words, kind)[1] > room:
            while self.text.line(words + "…", kind)[1] > room and len(words) > 1:
                words = words[:-1].rstrip()
            words += "…"
        return words, kind

    def how(self, page: SheetPage, y: float, head: Head) -> float:
        """How to answer, and beside it or below it what crosses mean; where the student's number is
        crossed already, nothing of how to cross it, and as much room all the same.
        """
        sheet, words, size, start = self.sheet, self.sheet.words, self.small.size, y
        widest = max(
            self.text.line(each, self.small)[1] for each in (words.cross, words.taken_back)
        )
        legend = max(_LEGEND, self.side + size + widest)
        room = self.right - self.left - (0.0 if head.below else legend + 4 * MM)
        left = self.left - self.shift[0]
        how = (Span(" ".join(sheet.how)),)
        lines, elements = self.text.set([("P", how)], self.small, left, room)
        for line in lines:
            y += line.height
        if self.profile.latest and self._is_crossed:
            how = (Span(" ".join(each for each in sheet.how if each != sheet.how_number)),)
            lines, elements = self.text.set([("P", how)], self.small, left, room)
        page.text_lines(lines, start)
        page.elements += elements
        if head.below:
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
            at = x + self.side / 2 + size / 2, down + self.small.middle
            page.word(label, self.small, at)
            page.elements.append(Element("P", (LEAF,)))
            x, foot, down = x + step[0], down + 0.7 * self.side, down + step[1]
        return max(y, foot) + GAP

    def number_grid(self, page: SheetPage, y: float, head: Head) -> tuple[float, float]:
        """A column for each digit, and how far right and down it and its label reach."""
        sheet, unit = self.sheet, self.letter.size
        across, down = _DIGIT_ACROSS * unit, head.closer * _DIGIT_DOWN * unit
        side = min(_DIGIT * unit, 0.93 * down)
        given = sheet.number if self._is_crossed else ""
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
                    str(digit),
                    self.letter,
                    (middle[0], middle[1] + self.letter.middle),
                    CENTRE,
                    "Form",
                )
                crossed = place < len(given) and given[place] == str(digit)
                if crossed:
                    page.cross(middle, side * 0.72)
                kind = FORM_KIND["round"].replace("off", "on") if crossed else FORM_KIND["round"]
                items.append(Element("LI", (Element("LBody", (Element("Form", (LEAF,), kind),)),)))
                page.digits.append(
                    {"place": place + 1, "digit": digit, **centre(middle), "side": hundredths(side)}
                )
            if place < len(given):
                middle = x + across / 2, y + tall / 2 + written.middle
                page.echo.append(
                    self.text.label(
                        given[place], written, middle[0] - self.shift[0], 0.0, CENTRE, "Header"
                    )._replace(down=middle[1] - self.shift[1])
                )
        page.elements.append(Element("L", tuple(items)))
        wide = sheet.digits * across
        if self.profile.latest:
            wide = max(wide, self.text.line(sheet.words.number, self.bold)[1])
        return self.left + wide, y + tall + _TEN * down + GAP


def _field_rows(fields: Sequence[tuple[str, float]]) -> list[list[int]]:
    """The fields, by index, that are side by side; their shares make no more than a line."""
    rows: list[list[int]] = []
    for n, (_, share) in enumerate(fields):
        if not rows or total(fields[other][1] for other in rows[-1]) + share > 1 + _ROUNDING:
            rows.append([])
        rows[-1].append(n)
    return rows
