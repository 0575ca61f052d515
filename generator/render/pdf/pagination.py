"""Lines to pages, each broken where it costs least."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from generator.render.pdf.lines import AVOID_BREAK, FIRST, NEW_PAGE, NO_BREAK, Line

EMPTINESS = 1000  # penalty of an empty page; it grows with the square of what stays empty
_APART = 50_000.0  # penalty of a break between items that should be on one page
_ROUNDING = 0.01


class Placed(NamedTuple):
    """A line, its top `down` points below the top of the text; `repeated`: a table's head, painted
    again; `note`: which leaves it has, where they are not those of the text.
    """

    line: Line
    down: float
    repeated: bool = False
    note: int | None = None


class Overfull(Exception):
    """Lines from number `line` on must be together and are taller than a page."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line} begins what is taller than a page")


def paginate(lines: Sequence[Line], room: float, splits: bool = False) -> list[list[Placed]]:
    """Pages of `room` points in height, each broken where penalty and emptiness are least.

    `splits`: what belongs together and no page holds is split where its page is full; otherwise
    raises Overfull.
    """
    pages, first = [], 0
    while first < len(lines):
        end = _break(lines, first, room, splits)
        lines, end = _filled_up(lines, first, end, room)
        pages.append(page_of(lines, first, end))
        first = end
    return pages


def _break(lines: Sequence[Line], first: int, room: float, splits: bool) -> int:
    """Where the page that begins with line `first` ends."""
    runner = lines[first].runner
    used, best, least = runner.height if runner else 0.0, None, inf
    for number in range(first, len(lines)):
        line = lines[number]
        used += line.height
        if used > room + _ROUNDING:
            break
        if number > first and line.new_page:
            return number
        if number + 1 == len(lines) or line.after == NEW_PAGE:
            return number + 1
        cost = line.after + EMPTINESS * (1 - used / room) ** 2
        cost += _APART if lines[number + 1].kept else 0.0
        if line.after < NO_BREAK and cost <= least:
            best, least = number + 1, cost
        used += line.glue
    if best is None and splits:
        return max(number, first + 1)
    if best is None:
        raise Overfull(first)
    return best


def _filled_up(
    lines: Sequence[Line], first: int, end: int, room: float
) -> tuple[Sequence[Line], int]:
    """The lines and where their page ends, with what floats and would begin the next page behind
    the whole paragraphs that fill this one; never in another chapter, nor behind the last line.
    """
    if end == len(lines) or lines[end].floats != FIRST or lines[end - 1].after == NEW_PAGE:
        return lines, end
    behind = end + 1
    while behind < len(lines) and lines[behind].floats:
        behind += 1
    # Inside a paragraph there is no space between lines.
    others = [*lines[:end], *(_unbroken(line) for line in lines[behind:])]
    if end == len(others) or lines[behind - 1].after == NEW_PAGE:
        return lines, end
    try:
        fuller = _break(others[: _text_end(others, end)], first, room, splits=False)
    except Overfull:
        return lines, end
    if not end < fuller < len(others) or others[fuller - 1].after == NEW_PAGE:
        return lines, end
    text = lines[behind : behind + fuller - end]
    return [*lines[:end], *text, *lines[end:behind], *lines[behind + fuller - end :]], fuller


def _unbroken(line: Line) -> Line:
    """A line that no page ends with if its paragraph goes on."""
    return line if line.glue or line.after == NEW_PAGE else line._replace(after=NO_BREAK)


def _text_end(lines: Sequence[Line], first: int) -> int:
    """Behind which line running text ends that begins with line `first`, without the heading of
    what follows: a table or a list would be under the heading of what floats.
    """
    end = first
    while end < len(lines) and lines[end].leaves_margin:
        end += 1
    while end > first and lines[end - 1].after >= AVOID_BREAK:
        end -= 1
    return end


def page_of(lines: Sequence[Line], first: int, end: int) -> list[Placed]:
    """Lines on a page of their own, behind the head of the table, or the words about the item, that
    goes on there.
    """
    page, down = [], 0.0
    if runner := _runner_of(lines, first):
        page.append(Placed(runner, 0.0, True))
        down = runner.height
    for line in lines[first:end]:
        page.append(Placed(line, down, note=line.stream))
        down += line.height + line.glue
    return page


def _runner_of(lines: Sequence[Line], first: int) -> Line | None:
    """What is painted again where a page begins with that line."""
    runner = lines[first].runner
    if runner is None or not runner.says_continued:
        return runner
    words = next(line.continued for line in reversed(lines[:first]) if line.continued)
    return runner._replace(spans=(words, *runner.spans))
