"""The pages of all forms of a quiz: each breaks behind the same question, and what belongs to a
stimulus is seen with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple

from generator.page.numbers import total
from generator.render.pdf.lines import AVOID_BREAK, ENTRY, NO_BREAK, PART, Line, with_gaps
from generator.render.pdf.pagination import EMPTINESS, Placed, page_of

_ROUNDING = 0.01
_PAGE = 3000.0  # cost of a page; that of an empty one beside it is EMPTINESS
_INSIDE = 2500.0  # of a break inside a question or a part: a page is worth more
_IN_FRONT = 1500.0  # of a break before the first question: no page is half empty there
_BETWEEN_PARTS = 150.0  # of a break between parts of a question
_OUT_OF_SIGHT = 20_000.0  # of a leaf turned between a stimulus and a question about it
_APART = 200_000.0  # of a break between items that should be on one page
LEAST = 0.3  # of the last page, below which gaps are made smaller to save it


class Pages(NamedTuple):
    """Where all forms break: for each page the first line of each form and the line behind its
    last, None for a page that stays empty; all gaps are `gaps` times as large.

    `out_of_sight`: how often a leaf must be turned between a stimulus and a question about it;
    `nearly_empty`: the last page holds little in every form; `loose`: all forms would be on a page
    less if pages could be filled.
    """

    ranges: tuple[tuple[tuple[int, int], ...] | None, ...]
    gaps: float
    out_of_sight: int
    nearly_empty: bool = False
    loose: bool = False

    def fit(self, form: int, lines: Sequence[Line]) -> bool:
        """Whether these are as many lines as the form has."""
        last = self.ranges[-1]
        return last is not None and last[form][1] == len(lines)

    def of(self, form: int, lines: Sequence[Line]) -> list[list[Placed]]:
        """The pages of a form; one that stays empty has no line."""
        lines = with_gaps(lines, self.gaps)
        return [page_of(lines, *page[form]) if page else [] for page in self.ranges]


def make_up(
    forms: Sequence[Sequence[Line]],
    room: float,
    duplex: bool,
    steps: Sequence[float] = (1.0,),
    below_headings: bool = False,
) -> Pages | None:
    """The pages of all forms on pages of `room` points; None where there are none that are alike.

    `below_headings`: where no page holds a question below the heading of its section, the heading
    may be on the page before.

    `steps`: how many times as large as they are gaps may be, in the order in which it is tried.
    Gaps are made smaller, step by step and in all forms alike, where that saves a leaf turned
    between a stimulus and its questions, a page, or a last page that is nearly empty.
    """
    breaks = _breaks(forms, below_headings)
    best: Pages | None = None
    least = (inf, inf, inf)
    for gaps in steps:
        pages = _Search(forms, breaks, gaps, room, duplex).found()
        if pages is None:
            continue
        rank = (pages.out_of_sight, len(pages.ranges), float(pages.nearly_empty))
        if rank < least:
            best, least = pages, rank
    return best


class _Break(NamedTuple):
    """A place where all forms may break: the line of each form that comes next, and what it costs.

    `question`: the number of the question with parts that is broken there, 0 where none is;
    `said`: before it is only what is said of its stimulus. `must`: a page begins here in any case.
    """

    lines: tuple[int, ...]
    cost: float
    question: int = 0
    said: bool = False
    must: bool = False


class _Side(NamedTuple):
    """A break in each form, in points: how far down it is, how high the head of a table is that is
    repeated below it, and the gap above it, which is gone where a page ends.
    """

    tops: list[float]
    heads: list[float]
    gaps: list[float]


class _Way(NamedTuple):
    """The cheapest way to a break: what it costs, leaves turned, the break before and the side that
    was on the right there; `blank`: through a page that stays empty.
    """

    cost: float
    turned: int = 0
    before: int = 0
    right: bool = True
    blank: bool = False


class _Search:
    """The cheapest pages among all that are alike in all forms."""

    def __init__(
        self,
        forms: Sequence[Sequence[Line]],
        breaks: Sequence[_Break],
        gaps: float,
        room: float,
        duplex: bool,
    ) -> None:
        self._breaks, self._gaps, self._room, self._duplex = breaks, gaps, room, duplex
        self._sides = [_Side([], [], []) for _ in breaks]
        for form, lines in enumerate(forms):
            self._measure(form, lines)
        # Of each question that may be broken, where it begins, and where its stimulus does.
        self._starts: dict[int, int] = {}
        self._stimuli: dict[int, int] = {}
        for number, place in enumerate(self._breaks):
            if place.question:
                start = self._starts.setdefault(place.question, number - 1)
                self._stimuli.setdefault(place.question, start)
                if place.said:
                    self._stimuli[place.question] = number

    def found(self) -> Pages | None:
        """The cheapest pages; None where something does not fit on one."""
        pages = self._pages()
        if pages is None or len(pages.ranges) == 1:
            return pages
        last = len(self._breaks) - 1
        fewer = (len(pages.ranges) - 1) * self._room
        return pages._replace(
            nearly_empty=max(self._last_fills(pages)) < LEAST,
            loose=max(self._heights(0, last)) <= fewer,
        )

    def _pages(self) -> Pages | None:
        last = len(self._breaks) - 1
        # By the break that a page begins with, and whether it is a right-hand page.
        ways: dict[tuple[int, bool], _Way] = {(0, True): _Way(0.0)}
        for begin in range(last):
            self._leave_blank(ways, begin)
            for right in (True, False):
                if way := ways.get((begin, right)):
                    self._go_on(ways, begin, right, way)
        ends = [(ways[last, right].cost, right) for right in (True, False) if (last, right) in ways]
        if not ends:
            return None
        at, right = last, min(ends)[1]
        turned = ways[at, right].turned
        ranges: list[tuple[tuple[int, int], ...] | None] = []
        while at or ways[at, right].blank:
            way = ways[at, right]
            if way.blank:
                ranges.append(None)
            else:
                first, behind = self._breaks[way.before].lines, self._breaks[at].lines
                ranges.append(tuple(zip(first, behind, strict=True)))
            at, right = way.before, way.right
        return Pages(tuple(reversed(ranges)), self._gaps, turned)

    def _last_fills(self, pages: Pages) -> list[float]:
        """How full the last page is in each form."""
        last = pages.ranges[-1]
        assert last
        begins = [place.lines for place in self._breaks]
        begin = begins.index(tuple(first for first, _ in last))
        return [tall / self._room for tall in self._heights(begin, len(self._breaks) - 1)]

    def _go_on(
        self, ways: dict[tuple[int, bool], _Way], begin: int, right: bool, way: _Way
    ) -> None:
        """Every page that begins with a break."""
        for end in range(begin + 1, len(self._breaks)):
            fills = self._fills(begin, end)
            if max(fills) > 1:
                return
            ends = end + 1 == len(self._breaks)
            turned = self._turned(begin, end, right)
            empty = 0.0 if ends else total([(1 - fill) ** 2 for fill in fills]) / len(fills)
            cost = way.cost + _PAGE + EMPTINESS * empty + self._breaks[end].cost
            cost += _OUT_OF_SIGHT * turned
            known = ways.get((end, not right))
            if known is None or cost < known.cost:
                ways[end, not right] = _Way(cost, way.turned + turned, begin, right)
            if self._breaks[end].must:
                return

    def _leave_blank(self, ways: dict[tuple[int, bool], _Way], begin: int) -> None:
        """A right-hand page may stay empty before a question that may be broken."""
        way = ways.get((begin, True))
        if not self._duplex or not begin or way is None or begin not in self._starts.values():
            return
        cost = way.cost + _PAGE + EMPTINESS
        known = ways.get((begin, False))
        if known is None or cost < known.cost:
            ways[begin, False] = _Way(cost, way.turned, begin, True, True)

    def _fills(self, begin: int, end: int) -> list[float]:
        """How full a page is in each form, as a part of its height."""
        return [(tall - _ROUNDING) / self._room for tall in self._heights(begin, end)]

    def _heights(self, begin: int, end: int) -> list[float]:
        """How high a page is in each form, in points."""
        first, behind = self._sides[begin], self._sides[end]
        return [
            bottom - top - gap + head
            for top, head, bottom, gap in zip(
                first.tops, first.heads, behind.tops, behind.gaps, strict=True
            )
        ]

    def _measure(self, form: int, lines: Sequence[Line]) -> None:
        """Add to each break where it is in a form."""
        tops = [0.0, *accumulate(line.height + self._gaps * line.glue for line in lines)]
        for place, side in zip(self._breaks, self._sides, strict=True):
            at = place.lines[form]
            runner = lines[at].runner if at < len(lines) else None
            side.tops.append(tops[at])
            side.heads.append(runner.height if runner else 0.0)
            side.gaps.append(self._gaps * lines[at - 1].glue if at else 0.0)

    def _turned(self, begin: int, end: int, right: bool) -> int:
        """Whether a leaf must be turned from the question that is broken at `end` to its rest."""
        place = self._breaks[end]
        if not place.question or place.said or not self._duplex:
            return 0
        return int(right or self._stimuli[place.question] < begin)


def _breaks(forms: Sequence[Sequence[Line]], below_headings: bool) -> list[_Break]:
    """All places where all forms may break, from their beginning to their end."""
    starts = [_question_starts(lines) for lines in forms]
    ends = [[*own[1:], len(lines)] for own, lines in zip(starts, forms, strict=True)]
    kept = [forms[0][first].kept for first in starts[0]]
    breaks = [_Break((0,) * len(forms), 0.0)]
    breaks += _inside(forms, [(0, own[0]) for own in starts], 0)
    for number, firsts in enumerate(zip(*starts, strict=True), 1):
        if number > 1 or any(firsts):
            must = any(lines[n].new_page for lines, n in zip(forms, firsts, strict=True))
            cost = _cost(forms, firsts) + (_APART if kept[number - 1] else 0.0)
            breaks.append(_Break(firsts, cost, must=must))
        spans = [(first, own[number - 1]) for first, own in zip(firsts, ends, strict=True)]
        inside = _inside(forms, spans, number)
        if below_headings:
            inside = [*_below_headings(forms, spans), *inside]
        # The first of a group is before one that is kept with it.
        if any(kept[number - 1 : number + 1]):
            inside = [place._replace(cost=place.cost + _APART) for place in inside]
        breaks += inside
    breaks.append(_Break(tuple(len(lines) for lines in forms), 0.0))
    return breaks


def _cost(forms: Sequence[Sequence[Line]], firsts: Sequence[int]) -> float:
    """The largest penalty of a break before these lines."""
    return max(lines[first - 1].after for lines, first in zip(forms, firsts, strict=True))


def _question_starts(lines: Sequence[Line]) -> list[int]:
    """The line with which each question begins, its section's heading with the first of it."""
    starts: list[int] = []
    heading: int | None = None
    for number, line in enumerate(lines):
        if line.bookmark and line.bookmark[0] > 1 and heading is None:
            heading = number
        if _has(line, ENTRY):
            starts.append(number if heading is None else heading)
            heading = None
    return starts


def _inside(
    forms: Sequence[Sequence[Line]], spans: Sequence[tuple[int, int]], question: int
) -> list[_Break]:
    """The breaks inside a question of all forms: as many in each form as in that with the fewest,
    at like heights; `question` 0: before the first one.
    """
    possible = [
        _penalties(lines, first, end, bool(question))
        for lines, (first, end) in zip(forms, spans, strict=True)
    ]
    count = min(len(own) for own in possible)
    has_parts = any(
        _parts(lines, first, end) for lines, (first, end) in zip(forms, spans, strict=True)
    )
    breaks: list[_Break] = []
    for n in range(count):
        at = [own[_evenly(n, count, len(own))] for own in possible]
        cost = max(penalty for _, penalty in at)
        # Of the places in what is before the parts, the first between its blocks.
        said = AVOID_BREAK <= cost < 2 * AVOID_BREAK and not any(place.said for place in breaks)
        lines = tuple(line for line, _ in at)
        breaks.append(_Break(lines, cost, question if has_parts else 0, said))
    return breaks


def _below_headings(
    forms: Sequence[Sequence[Line]], spans: Sequence[tuple[int, int]]
) -> list[_Break]:
    """The break between a section's heading and its first question, where there is one."""
    numbered = [
        next(number for number in range(first, end) if _has(lines[number], ENTRY))
        for lines, (first, end) in zip(forms, spans, strict=True)
    ]
    headed = any(number > first for number, (first, _) in zip(numbered, spans, strict=True))
    return [_Break(tuple(numbered), _APART)] if headed else []


def _evenly(n: int, count: int, of: int) -> int:
    """Which of so many comes n-th, where `count` are taken."""
    return n if count == of else (2 * n + 1) * of // (2 * count)


def _penalties(
    lines: Sequence[Line], first: int, end: int, question: bool
) -> list[tuple[int, float]]:
    """Before which lines of a question a page may begin, and what each costs."""
    begun = False  # whether the line is behind the question's number: its heading stays with it
    parts, places = _parts(lines, first, end), []
    for number in range(first, end - 1):
        begun = begun or _has(lines[number], ENTRY)
        penalty = lines[number].after
        if penalty >= NO_BREAK or (question and not begun):
            continue
        if number + 1 in parts:
            # Behind its stimulus a question may be broken: both are seen together.
            penalty = _BETWEEN_PARTS + (0.0 if number + 1 == parts[0] else penalty)
        elif penalty < AVOID_BREAK:
            penalty += _INSIDE if question else _IN_FRONT
        places.append((number + 1, penalty))
    return places


def _parts(lines: Sequence[Line], first: int, end: int) -> list[int]:
    """The lines with which the parts of a question begin."""
    return [number for number in range(first, end) if _has(lines[number], PART)]


def _has(line: Line, kind: str) -> bool:
    """Whether a question or a part begins on a line."""
    return kind in [anchor.kind for anchor in line.anchors]
