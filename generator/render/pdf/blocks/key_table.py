"""The answers of all forms: a row for each question, for each form its number and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import ceil
from typing import NamedTuple

from generator.page.blocks import KeyRow, KeyTable
from generator.page.markup import Span, Spans
from generator.page.numbers import total
from generator.render.pdf.blocks.tables import BETWEEN_ROWS, COLUMN, ROW
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import (
    AVOID_BREAK,
    LEAF,
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    avoid_orphans,
    stack,
    with_penalty_after,
)
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, TextSetter, rule

_QUESTION = 10.0  # ems of body text that questions get at least
_SHORT = 3  # characters of an answer that is set large: letters
_BESIDE = 26.0  # ems that questions need, so that accepted answers are beside them
_CUE = 0.58  # of the width, that questions have then
_WIDEST = 6.0  # ems that an answer takes at most; a longer one is broken
_PAD = 0.45  # ems on either side of a column
_CELL, _ANSWER = Element("TD", (LEAF,)), Element("TD", (LEAF, LEAF))  # of thousands the same ones
_LOWER = 0.06  # ems that a row's text is lower than its middle: its large letters have the room
_DOWN, _CLOSE = 0.2, 0.1  # ems above and below a row's text, earlier and in the latest look


class _Columns(NamedTuple):
    """Where columns begin and how wide they are: question, points, and for each form its number and
    answer; `beside`: how far from a question's beginning is that of an accepted answer, where one
    is not below it, 0 where all are.
    """

    question: tuple[float, float]
    points: tuple[float, float]
    forms: tuple[tuple[float, float, float], ...]  # left edge, of the number, of the answer
    right: float
    beside: float = 0.0


def layout_key_table(table: KeyTable, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of a table at `x`, as wide as `width`.  Raises MissingGlyph."""
    widths = [_form_widths(table, n, text) for n in range(len(table.forms))]
    points = _points_width(table, text)
    room = width - points - _QUESTION * text.profile.body.size
    each = max((number + answer for number, answer in widths), default=0.0)
    per_table = max(1, int(room // each)) if each else 1
    count = max(1, ceil(len(widths) / per_table))
    per_table = ceil(len(widths) / count)
    layouts = []
    for number in range(count):
        forms = range(number * per_table, min((number + 1) * per_table, len(widths)))
        columns = _columns([widths[form] for form in forms], points, text.profile, x, width)
        summary = f"{table.summary} ({number + 1}/{count})" if count > 1 else table.summary
        part = replace(
            table,
            forms=tuple(table.forms[form] for form in forms),
            rows=tuple(
                replace(row, answers=tuple(row.answers[form] for form in forms if row.answers))
                for row in table.rows
            ),
            summary=summary,
        )
        columns = columns._replace(beside=_beside(part, columns, text))
        layouts.append(_table(part, columns, text, x))
    return stack(layouts)


def _form_widths(table: KeyTable, form: int, text: TextSetter) -> tuple[float, float]:
    """Of a form's numbers and answers, with the space around them."""
    size = text.profile.body.size
    pad, small = _PAD * size, text.profile.cell
    answers = [(*row.answers[form], row.hint) for row in table.rows if row.answers]
    number = max((text.line(number, small)[1] for number, _, _ in answers), default=0.0)
    answer = max(
        (text.line(own, _answer(own, text.profile, hint))[1] for _, own, hint in answers),
        default=0.0,
    )
    head = text.line(table.forms[form], _form(text.profile))[1]
    answer = max(min(answer, _WIDEST * size), head - number - pad, 2.4 * size)
    return number + 1.5 * pad, answer + 2 * pad


def _points_width(table: KeyTable, text: TextSetter) -> float:
    profile = text.profile
    words = [text.line(table.head[2], replace(profile.compact, bold=True))[1]]
    words += [text.line(row.points, replace(profile.cell, bold=True))[1] for row in table.rows]
    return max(words) + 2 * _PAD * profile.body.size


def _columns(
    forms: Sequence[tuple[float, float]], points: float, profile: Profile, x: float, width: float
) -> _Columns:
    size = profile.body.size
    rest = width - points - total(number + answer for number, answer in forms)
    at, placed = x + rest + points, []
    for number, answer in forms:
        placed.append((at, number, answer))
        at += number + answer
    return _Columns((x, rest - _PAD * size), (x + rest, points), tuple(placed), at)


def _down_pad(profile: Profile) -> float:
    """Above and below a row's text, in points."""
    return (_CLOSE if profile.latest else _DOWN) * profile.body.size


def _answer(words: str, profile: Profile, hint: bool = False) -> Type:
    """Letters large, to be read from afar; anything longer as text."""
    if hint:
        return profile.compact
    if len(words) <= _SHORT:
        return _bold(profile.body, 1.2)
    return _bold(profile.cell)


def _form(profile: Profile) -> Type:
    return _bold(profile.body, 1.3)


@cache
def _bold(kind: Type, factor: float = 1.0) -> Type:
    """A type in bold, larger where it says so: thousands of answers are in one."""
    return replace(kind.scaled(factor) if factor > 1 else kind, bold=True)


def _table(table: KeyTable, columns: _Columns, text: TextSetter, x: float) -> BlockLayout:
    profile = text.profile
    head, head_row = _head(table, columns, text)
    width = columns.right - x
    head = head._replace(
        ornaments=(
            *head.ornaments,
            *_bars(columns, head.height, profile),
            rule(x, 0, width, profile.frame),
            rule(x, head.height, width, profile.frame),
        ),
        after=NO_BREAK,
    )
    lines, rows = [], []
    for n, row in enumerate(table.rows):
        is_heading = not row.answers
        line, element = _heading(row, columns, text) if is_heading else _row(row, columns, text)
        last = n + 1 == len(table.rows)
        heavy = last or not table.rows[n + 1].answers
        under = rule(
            x,
            line.height,
            width,
            profile.frame if heavy else profile.hairline,
            0 if heavy else profile.rule_grey,
        )
        bars = [] if is_heading else _bars(columns, line.height, profile)
        lines.append(
            line._replace(
                ornaments=(*line.ornaments, *bars, under),
                runner=head,
                after=AVOID_BREAK if is_heading else BETWEEN_ROWS,
            )
        )
        rows.append(element)
    lines[-1:] = [line._replace(after=0.0) for line in lines[-1:]]
    summary = f"/A<</O/Table/Summary{text_string(table.summary)}>>"
    inside = [Element("THead", (head_row,))]
    if rows:
        inside.append(Element("TBody", tuple(rows)))
    layout = BlockLayout(
        (head, *avoid_orphans(lines)),
        (Element("Table", tuple(inside), summary),),
        profile.cell.above,
        profile.cell.below,
    )
    return with_penalty_after(layout, 0.0)


def _bars(columns: _Columns, tall: float, profile: Profile) -> list[Ornament]:
    """The rules beside forms."""
    edges = [*(left for left, *_ in columns.forms), columns.right]
    return [
        Ornament(left, 0, b"%.2f w 0 G 0 0 m 0 %.2f l S" % (profile.rule, -tall)) for left in edges
    ]


class _Cell(NamedTuple):
    """Text to be set between `left` and `left` + `width`."""

    role: str
    attrs: str
    runs: Spans
    kind: Type
    left: float
    width: float
    align: float = LEFT


def _head(table: KeyTable, columns: _Columns, text: TextSetter) -> tuple[Line, Element]:
    profile = text.profile
    bold, form = replace(profile.compact, bold=True), _form(profile)
    pad = _down_pad(profile)
    spans: list[PlacedText] = []
    cells: list[Element] = []
    tall = form.leading + 2 * pad
    in_line = any(_is_beside(row, columns, text) for row in table.rows)
    tall = max(tall, (1 if in_line else 2) * bold.leading + 2 * pad)
    left, _ = columns.question
    for n, words in enumerate(table.head[:2]):
        label = text.label(words, bold, left + (n * columns.beside if in_line else 0.0), role="TH")
        above = 1 if in_line else 2 - n
        spans.append(label._replace(down=tall - pad - above * bold.leading + bold.baseline))
        cells.append(Element("TH", (LEAF,), COLUMN))
    left, width = columns.points
    label = text.label(table.head[2], bold, left, width, CENTRE, "TH")
    spans.append(label._replace(down=tall - pad - bold.leading + bold.baseline))
    cells.append(Element("TH", (LEAF,), COLUMN))
    for name, (left, number, answer) in zip(table.forms, columns.forms, strict=True):
        label = text.label(name, form, left, number + answer, CENTRE, "TH")
        spans.append(label._replace(down=tall - pad - form.leading + form.baseline))
        cells.append(Element("TH", (LEAF,), COLUMN))
    return Line(tall, tuple(spans)), Element("TR", tuple(cells))


def _beside(table: KeyTable, columns: _Columns, text: TextSetter) -> float:
    """How far from a question's beginning accepted answers are: right of the longest question, or
    of as much as is shown of it; 0 where questions need the room.
    """
    profile, (_, room) = text.profile, columns.question
    if not profile.latest or room < _BESIDE * profile.body.size:
        return 0.0
    longest = max(
        (text.width(row.question, profile.cell) for row in table.rows if row.answers), default=0.0
    )
    return min(_CUE * room, longest + _PAD * profile.body.size + 0.1)


def _is_beside(row: KeyRow, columns: _Columns, text: TextSetter) -> bool:
    """Whether an accepted answer is beside its question: one that only repeats what letters say, or
    that is there as whole as its question; but none that is said to be below.
    """
    if not columns.beside or not row.accepted or row.hint:
        return False
    profile, (_, room) = text.profile, columns.question
    cue = columns.beside - _PAD * profile.body.size
    return row.brief or (
        text.width(row.question, profile.cell) <= cue
        and text.width(row.accepted, profile.compact) <= room - columns.beside
    )


def _heading(row: KeyRow, columns: _Columns, text: TextSetter) -> tuple[Line, Element]:
    """A part's heading and its points."""
    bold = replace(text.profile.cell, bold=True)
    left, _ = columns.question
    title = _Cell("TH", _spanning(2), row.question, bold, left, columns.points[0] - left)
    spans, elements, tall = _set([title], text)
    pad = _down_pad(text.profile)
    at, width = columns.points
    points = text.label(row.points, bold, at, width, CENTRE, "TD")
    line = Line(tall + 2 * pad, (*_down(spans, pad), points._replace(down=pad + bold.baseline)))
    rest = Element("TD", (), f"/A<</O/Table/ColSpan {len(columns.forms)}>>")
    cells = [*elements, _CELL]
    return line, Element("TR", tuple(cells) + ((rest,) if columns.forms else ()))


def _spanning(count: int) -> str:
    return f"/A<</O/Table/Scope/Row/ColSpan {count}>>"


def _row(row: KeyRow, columns: _Columns, text: TextSetter) -> tuple[Line, Element]:
    """A question on one line, the accepted answer beside it; or below it: whole, where a marker
    needs its words.
    """
    profile = text.profile
    cell, small, pad = profile.cell, profile.compact, _down_pad(profile)
    left, room = columns.question
    beside = _is_beside(row, columns, text)
    start, wide = (columns.beside, room - columns.beside) if beside else (0.0, room)
    cue = start - _PAD * profile.body.size if beside else room
    question = _Cell("TH", ROW, text.cut(row.question, cell, cue), cell, left, cue)
    words = text.cut(row.accepted, small, wide) if row.brief else row.accepted
    accepted = _Cell("TD", "", words, small, left + start, wide)
    first, elements, tall = _set([question], text)
    second, more, lower = _set([accepted], text)
    elements += more
    second = _down(second, cell.baseline - small.baseline if beside else tall)
    tall += 0.0 if beside else lower
    spans = [*first, *second]
    at, width = columns.points
    points = text.label(row.points, cell, at, width, CENTRE, "TD")
    spans.append(points)
    elements.append(_CELL)
    gap = _PAD * profile.body.size
    for (number, answer), (left, wide, room) in zip(row.answers, columns.forms, strict=True):
        label = text.label(f"{number} ", cell, left, wide, RIGHT, "TD")
        spans.append(label)
        if not answer:
            elements.append(_CELL)
            continue
        kind = _answer(answer, profile, row.hint)
        own, _, high = _set(
            [_Cell("TD", "", (Span(answer),), kind, left + wide + gap / 2, room - gap)], text
        )
        lift = cell.baseline - kind.baseline
        spans += _down(own, lift)
        tall = max(tall, high + lift)
        elements.append(_ANSWER)
    above = pad + (_LOWER * profile.body.size if profile.latest else 0.0)
    line = Line(tall + 2 * pad, tuple(_down(spans, above)), baseline=above + cell.baseline)
    return line, Element("TR", tuple(elements))


def _set(cells: Sequence[_Cell], text: TextSetter) -> tuple[list[PlacedText], list[Element], float]:
    """The text of cells, their elements, and how high they are."""
    spans: list[PlacedText] = []
    elements: list[Element] = []
    tall = 0.0
    for role, attrs, runs, kind, left, width, align in cells:
        lines, (element,) = text.set([(role, runs)], kind, left, width, align)
        top = 0.0
        for line in lines:
            spans += _down(line.spans, top)
            top += line.height
        tall = max(tall, top)
        elements.append(element._replace(attrs=attrs))
    return spans, elements, tall


def _down(spans: Sequence[PlacedText], by: float) -> list[PlacedText]:
    return [span._replace(down=span.down + by) for span in spans]
