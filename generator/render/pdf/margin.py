"""Notes in the margin: each beside its line, or below its section where the margin is full."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from generator.page.numbers import total
from generator.render.pdf.lines import AVOID_BREAK, Line, Note
from generator.render.pdf.pagination import Placed

_ROUNDING = 0.01


class Drift(NamedTuple):
    """How far from its line a note may be, in points; one that cannot be below its section is not
    above its line, and below it no further than `stays`.
    """

    up: float
    down: float
    stays: float


class _Hung(NamedTuple):
    """A note, and how far down its page its line is."""

    note: Note
    down: float


class _Stretch(NamedTuple):
    """What a page has of a section, with nothing that reaches into the margin; its notes."""

    top: float
    bottom: float
    notes: list[_Hung]


def place_notes(
    pages: Sequence[Sequence[Placed]], room: float, gap: float, drift: Drift
) -> tuple[list[list[Placed]], frozenset[int]]:
    """Pages with the notes of their lines in the margin, `gap` points apart: no two overlap, none
    is beside what is as wide as the page, nor beside another section than its own.

    Also the streams of those that have no place there, on the first page that has such: they are to
    be set below their section, see `with_notes_below`.  A note that cannot be below is as near to
    its line as can be.
    """
    filled: list[list[Placed]] = []
    homeless: set[int] = set()
    for page in pages:
        shown: list[Placed] = []
        for stretch in () if homeless else _stretches(page, room):
            beside: list[_Hung] = []
            for each in stretch.notes:
                if each.note.rail:
                    shown += _lines_of(each.note, each.down)
                    continue
                beside.append(each)
                while not _fits(beside, stretch, gap, drift):
                    loose = [n for n, other in enumerate(beside) if other.note.below]
                    if not loose:
                        break
                    homeless.add(beside.pop(loose[-1]).note.stream)
            for each, top in zip(beside, _tops(beside, stretch, gap), strict=True):
                shown += _lines_of(each.note, top)
        filled.append([*page, *shown])
    return filled, frozenset(homeless)


def with_notes_below(lines: Sequence[Line], streams: Collection[int]) -> list[Line]:
    """A document's lines, with the notes of these streams as lines below their sections."""
    result: list[Line] = []
    waiting: list[Note] = []
    last = -1  # which line of the result is the last of the section's text
    for line in lines:
        if waiting and line.stream is None and _begins_section(line):
            result[last : last + 1] = _with_below(result[last], waiting)
            waiting = []
        if line.leaves_margin and line.stream is None:
            last = len(result)
            waiting += [note for note in line.notes if note.stream in streams]
            kept = tuple(note for note in line.notes if note.stream not in streams)
            line = line._replace(notes=kept)
        result.append(line)
    if waiting:
        result[last : last + 1] = _with_below(result[last], waiting)
    return result


def _begins_section(line: Line) -> bool:
    """Whether what is above a line is another section, or it is as wide as the page."""
    return line.bookmark is not None or not line.leaves_margin


def _with_below(line: Line, notes: Sequence[Note]) -> Iterator[Line]:
    """The last line of a section's text, and the notes below it."""
    yield line._replace(glue=notes[0].gap, after=AVOID_BREAK)
    for note in notes:
        last = note is notes[-1]
        glue, after = (line.glue, line.after) if last else (note.gap, 0.0)
        for below in note.below[:-1]:
            yield below._replace(stream=note.stream, leaves_margin=True, after=AVOID_BREAK)
        yield note.below[-1]._replace(
            stream=note.stream, leaves_margin=True, glue=glue, after=after
        )


def _stretches(page: Sequence[Placed], room: float) -> list[_Stretch]:
    """The sections of a page from top to bottom, as far as its margin is free beside them."""
    stretches: list[_Stretch] = []
    is_open = False
    for placed in page:
        line = placed.line
        is_free = line.leaves_margin and not placed.repeated
        if is_free:
            if not is_open or line.bookmark:
                stretches.append(_Stretch(placed.down, placed.down, []))
            stretch = stretches[-1]
            stretch.notes.extend(_Hung(note, placed.down) for note in line.notes)
            # What is below the last line of the page is free as well.
            bottom = room if placed is page[-1] else placed.down + line.height + line.glue
            stretches[-1] = stretch._replace(bottom=bottom)
        is_open = is_free
    return stretches


def _fits(notes: Sequence[_Hung], stretch: _Stretch, gap: float, drift: Drift) -> bool:
    """Whether a stretch has room for notes, each near its line."""
    tall = total(each.note.height + gap for each in notes) - gap
    tops = _tops(notes, stretch, gap)
    return tall <= stretch.bottom - stretch.top + _ROUNDING and all(
        -(drift.up if each.note.below else 0.0) - _ROUNDING
        <= top - each.down
        <= (drift.down if each.note.below else drift.stays) + _ROUNDING
        for each, top in zip(notes, tops, strict=True)
    )


def _tops(notes: Sequence[_Hung], stretch: _Stretch, gap: float) -> list[float]:
    """Where notes begin in a stretch, each as near to its line as the others allow."""
    tops: list[float] = []
    least = stretch.top
    for each in notes:
        tops.append(max(each.down, least))
        least = tops[-1] + each.note.height + gap
    most = stretch.bottom
    for n in reversed(range(len(tops))):
        tops[n] = min(tops[n], most - notes[n].note.height)
        most = tops[n] - gap
    return tops


def _lines_of(note: Note, top: float) -> Iterator[Placed]:
    """The lines of a note."""
    for line in note.lines:
        yield Placed(line, top, False, note.stream)
        top += line.height + line.glue
