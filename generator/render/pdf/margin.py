"""Notes in the margin: each beside its line, or as near to it as the others allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.page.numbers import total
from generator.render.pdf.lines import Note
from generator.render.pdf.pagination import Placed


class _Hung(NamedTuple):
    """A note, and how far down its page its line is."""

    note: Note
    down: float


class _Stretch(NamedTuple):
    """A stretch of a page's margin that nothing reaches into, and the notes of its lines."""

    top: float
    bottom: float
    notes: list[_Hung]

    def fits(self, notes: Sequence[_Hung], gap: float) -> bool:
        """Whether it has room for notes."""
        return _height(notes, gap) <= self.bottom - self.top + 0.01


def place_notes(
    pages: Sequence[Sequence[Placed]], room: float, gap: float, left: float
) -> list[list[Placed]]:
    """Pages with the notes of their lines in the margin, `gap` points apart; no two overlap, and
    none is beside what is as wide as the page.

    A note for which its page has no room goes to the next place that is free, on this page or a
    later one; what none has room for is set under the text of the last page, or of further ones,
    `left` points to the left of the margin.
    """
    waiting: list[_Hung] = []
    filled: list[list[Placed]] = []
    for page in pages:
        shown: list[Placed] = []
        for stretch in _stretches(page, room):
            rails = [each for each in stretch.notes if each.note.rail]
            shown += [placed for each in rails for placed in _lines_of(each, each.down, 0.0)]
            waiting = [each._replace(down=stretch.top) for each in waiting]
            waiting += [each for each in stretch.notes if not each.note.rail]
            here: list[_Hung] = []
            while waiting and stretch.fits([*here, waiting[0]], gap):
                here.append(waiting.pop(0))
            shown += _beside(here, stretch, gap)
        filled.append([*page, *shown])
    return [*filled[:-1], *_with_rest(filled[-1], waiting, room, gap, left)] if filled else []


def _stretches(page: Sequence[Placed], room: float) -> list[_Stretch]:
    """The free stretches of a page's margin from top to bottom."""
    stretches: list[_Stretch] = []
    is_open = False
    for placed in page:
        line = placed.line
        is_free = line.leaves_margin and not placed.repeated
        if is_free:
            top, notes = (
                (stretches[-1].top, stretches.pop().notes) if is_open else (placed.down, [])
            )
            notes += [_Hung(note, placed.down) for note in line.notes]
            # What is below the last line of the page is free as well.
            bottom = room if placed is page[-1] else placed.down + line.height
            stretches.append(_Stretch(top, bottom, notes))
        is_open = is_free
    return stretches


def _height(notes: Sequence[_Hung], gap: float) -> float:
    return total(each.note.height + gap for each in notes) - (gap if notes else 0.0)


def _beside(notes: Sequence[_Hung], stretch: _Stretch, gap: float) -> list[Placed]:
    """Notes in a stretch, each as near to its line as the others allow."""
    tops: list[float] = []
    least = stretch.top
    for each in notes:
        tops.append(max(each.down, least))
        least = tops[-1] + each.note.height + gap
    most = stretch.bottom
    for n in reversed(range(len(tops))):
        tops[n] = min(tops[n], most - notes[n].note.height)
        most = tops[n] - gap
    return [
        placed
        for each, top in zip(notes, tops, strict=True)
        for placed in _lines_of(each, top, 0.0)
    ]


def _with_rest(
    page: list[Placed], notes: Sequence[_Hung], room: float, gap: float, left: float
) -> list[list[Placed]]:
    """The last page with notes under its text, and further pages where it has no room for all."""
    pages = [page]
    down = max((placed.down + placed.line.height for placed in page), default=0.0)
    for each in notes:
        down += gap
        if down + each.note.height > room and pages[-1]:
            pages.append([])
            down = 0.0
        pages[-1] += _lines_of(each, down, left)
        down += each.note.height
    return pages


def _lines_of(each: _Hung, top: float, left: float) -> list[Placed]:
    """The lines of a note, moved to the left by so many points."""
    placed = []
    for line in each.note.lines:
        spans = tuple(span._replace(x=span.x - left) for span in line.spans)
        ornaments = tuple(rule._replace(x=rule.x - left) for rule in line.ornaments)
        moved = line._replace(spans=spans, ornaments=ornaments) if left else line
        placed.append(Placed(moved, top, False, each.note.stream))
        top += line.height + line.glue
    return placed
