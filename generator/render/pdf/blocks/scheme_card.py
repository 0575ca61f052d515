"""Cards that say how an open question is marked, with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.page.blocks import Bullets, SchemeCard, SchemeRow
from generator.page.markup import Span, Spans
from generator.page.numbers import total
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.lines import (
    LEAF,
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    avoid_orphans,
    height,
    keep_together,
)
from generator.render.pdf.styles import Profile
from generator.render.pdf.text import RIGHT, TextSetter

_POINTS = 4.2  # ems of body text: the column of the box to tick and the points
_TICK = 1.0  # ems, the side of a box to tick
_PAD = 0.6  # ems beside a cell's text
_TEXT = 0.45  # of a card's width: what earns points, where what to accept is beside it
_SHARES = (0.45, 0.4, 0.5, 0.35, 0.55, 0.3)  # the same, in the order in which it is tried
_DOWN, _CLOSE = 0.28, 0.15  # ems above and below it, earlier and in the latest look
_APART = 3.0  # points between two cards
_LABEL = Element("P", (LEAF,))
_BETWEEN_ROWS = 20.0  # penalty of a page break there: rather than a seventh of a page empty


def layout_scheme_card(
    card: SchemeCard, setter: Setter, inside: Setter, x: float, width: float
) -> BlockLayout:
    """The layout of a card at `x`, as wide as `width`, with what `inside` sets of several blocks in
    it; one higher than a page, or that says how it goes on, goes on under its head on the next
    page.  Raises MissingGlyph, TooTall.
    """
    text, room = setter.text, setter.room
    head, title = _head(card, text, x, width)
    goes_on = replace(card, number="", title=(Span(card.continued),), elsewhere="")
    again = _head(goes_on, text, x, width)[0] if card.continued else head
    lines, rows = [], []
    share = _share(card, text, x, width)
    for row in card.rows:
        if row.blocks:
            row_lines, element = _row_of_blocks(row, text, inside, x, width)
        else:
            line, element = _row(row, share, text, x, width)
            row_lines = [line]
        last = row_lines[-1]._replace(after=_BETWEEN_ROWS if card.continued else 0.0)
        lines += [*row_lines[:-1], last]
        rows.append(element)
    notes: list[Element] = []
    for note in card.notes:
        note_lines, element = _note(note, text, x, width)
        lines += note_lines
        notes.append(element)
    if card.list_below:
        list_lines, elements = _list(card.list_below, text, inside, x, width)
        lines += list_lines
        notes += elements
    whole_if_it_fits = bool(card.continued)
    lines = [line._replace(runner=again, kept=whole_if_it_fits) for line in lines]
    lines[-1:] = [line._replace(after=0.0) for line in lines[-1:]]
    whole = (head._replace(after=NO_BREAK), *avoid_orphans(lines))
    if height(whole) <= room and not card.continued:
        whole = keep_together(whole)
    gap = _gap(text.profile)
    scheme = (Element("L", tuple(rows)),) if rows else ()
    return BlockLayout(whole, (*title, *scheme, *notes), gap, gap)


def _gap(profile: Profile) -> float:
    """Between two cards, in points."""
    return profile.cell.above + (_APART / 2 if profile.latest else _APART)


def _down(profile: Profile) -> float:
    """Above and below a cell's text, in points."""
    return (_CLOSE if profile.latest else _DOWN) * profile.body.size


def _share(card: SchemeCard, text: TextSetter, x: float, width: float) -> float:
    """How much of a card's width is for what earns points, beside what to accept: that with which
    it is lowest, all of it where nothing is beside it.
    """
    if not any(row.below for row in card.rows):
        return 1.0
    if not text.profile.latest:
        return _TEXT
    return min(
        _SHARES,
        key=lambda share: total(
            _row(row, share, text, x, width)[0].height for row in card.rows if not row.blocks
        ),
    )


def _head(
    card: SchemeCard, text: TextSetter, x: float, width: float
) -> tuple[Line, tuple[Element, ...]]:
    """Its number, what is asked, the numbers on other forms, and what it is worth."""
    profile = text.profile
    size, body = profile.body.size, replace(profile.body, bold=True)
    number = replace(profile.body.scaled(1.3), bold=True)
    pad, down = _PAD * size, _down(profile)
    left = x + pad + text.line(card.number, number)[1] + pad
    worth = text.line(card.most, body)[1]
    small = text.line(card.elsewhere, profile.small)[1] + pad if card.elsewhere else 0.0
    right = x + width - pad
    title_room = right - worth - pad - left
    runs = tuple(replace(run, bold=True) for run in card.title)
    lines, elements = text.set([("P", runs)], profile.cell_head, left, title_room)
    top = number.baseline - profile.cell_head.baseline
    spans: list[PlacedText] = [text.label(card.number, number, x + pad, role="P")]
    below = top
    for line in lines:
        spans += [span._replace(down=span.down + below) for span in line.spans]
        below += line.height
    if card.elsewhere:
        end = text.end(runs, profile.cell_head, title_room)
        baseline = below - profile.cell_head.leading + profile.cell_head.baseline
        at = left + end + pad
        if end + small + pad > title_room:
            at, baseline = left, baseline + profile.small.leading
            below += profile.small.leading
        spans.append(
            text.label(card.elsewhere, profile.small, at, role="P")._replace(down=baseline)
        )
        elements.append(Element("P", (LEAF,)))
    worth_label = text.label(card.most, body, right - worth, worth, RIGHT, "P")
    spans.append(worth_label._replace(down=number.baseline))
    tall = max(number.leading, below) + 2 * down
    placed = tuple(span._replace(down=span.down + down) for span in spans)
    outline = _outline(x, width, tall, profile.rule)
    inside = (Element("P", (LEAF,)), *elements, Element("P", (LEAF,)))
    return Line(tall, placed, (outline,)), inside


def _row(
    row: SchemeRow, share: float, text: TextSetter, x: float, width: float
) -> tuple[Line, Element]:
    """What earns points, in this share of the width; beside it what to accept."""
    profile = text.profile
    size, kind, small = profile.body.size, profile.cell, profile.compact
    pad, down, first = _PAD * size, _down(profile), _POINTS * size
    spans: list[PlacedText] = [_points(row, text, x)]
    elements = [_LABEL]
    left, wide, tall = x + first + pad, width - first - 2 * pad, kind.leading
    beside = share * wide  # where what to accept and what not begins
    for runs, own, at, room in (
        (row.text, kind, 0.0, beside - pad if share < 1 else wide),
        (row.below, small, beside, wide - beside),
    ):
        if not runs:
            continue
        lines, own_elements = text.set([("P", runs)], own, left + at, room)
        top = kind.baseline - own.baseline
        for line in lines:
            spans += [span._replace(down=span.down + top) for span in line.spans]
            top += line.height
        tall = max(tall, top)
        elements += own_elements
    tall += 2 * down
    placed = tuple(span._replace(down=span.down + down) for span in spans)
    ornaments = [_outline(x, width, tall, profile.rule), _hairline(x, width, profile)]
    ornaments.append(_column(x, tall, profile))
    ornaments += _box(row, x, profile)
    return Line(tall, placed, tuple(ornaments)), _entry(elements)


def _row_of_blocks(
    row: SchemeRow, text: TextSetter, inside: Setter, x: float, width: float
) -> tuple[Sequence[Line], Element]:
    """What earns points in several blocks, and below them what to accept; a page may end between
    their lines.
    """
    profile = text.profile
    pad, down, first = _PAD * profile.body.size, _down(profile), _POINTS * profile.body.size
    body = inside.layout_all(row.all_blocks("small"), x + first + pad, width - first - 2 * pad)
    lines = [
        line._replace(ornaments=(*line.ornaments, _column(x, line.height, profile)))
        for line in _framed(body.lines, x, width, profile)
    ]
    label = _points(row, text, x)._replace(down=down + profile.cell.baseline)
    lines[0] = lines[0]._replace(
        spans=(label, *lines[0].spans), ornaments=(*lines[0].ornaments, *_box(row, x, profile))
    )
    return lines, _entry([_LABEL, *body.elements])


def _points(row: SchemeRow, text: TextSetter, x: float) -> PlacedText:
    """What a row is worth, right of its box to tick."""
    profile = text.profile
    pad, bold = _PAD * profile.body.size, replace(profile.cell, bold=True)
    if row.tick:
        return text.label(row.points, bold, x, _POINTS * profile.body.size - pad, RIGHT, "P")
    return text.label(row.points, bold, x + pad, role="P")


def _box(row: SchemeRow, x: float, profile: Profile) -> Sequence[Ornament]:
    """The box to tick of a row."""
    if not row.tick:
        return ()
    side, kind = _TICK * profile.body.size, profile.cell
    middle = _down(profile) + kind.baseline - kind.middle
    ops = b"%.2f w 0 G 0 0 %.2f %.2f re S" % (profile.rule, side, side)
    return (Ornament(x + _PAD * profile.body.size, middle + side / 2, ops),)


def _column(x: float, tall: float, profile: Profile) -> Ornament:
    """The rule right of a row's points."""
    ops = b"%.2f w %g G 0 0 m 0 %.2f l S" % (profile.hairline, profile.rule_grey, -tall)
    return Ornament(x + _POINTS * profile.body.size, 0, ops)


def _entry(elements: Sequence[Element]) -> Element:
    """A row as an entry of the scheme's list."""
    return Element("LI", (Element("LBody", tuple(elements)),))


def _note(note: Spans, text: TextSetter, x: float, width: float) -> tuple[Sequence[Line], Element]:
    """Running text across the card, a line of which may be the last on a page."""
    profile, pad = text.profile, _PAD * text.profile.body.size
    lines, (element,) = text.set([("P", note)], profile.compact, x + pad, width - 2 * pad)
    return _framed(lines, x, width, profile), element


def _list(
    block: Bullets, text: TextSetter, inside: Setter, x: float, width: float
) -> tuple[Sequence[Line], Sequence[Element]]:
    """A list across the card."""
    pad = _PAD * text.profile.body.size
    body = inside.layout_all([block], x + pad, width - 2 * pad)
    return _framed(body.lines, x, width, text.profile), body.elements


def _framed(lines: Sequence[Line], x: float, width: float, profile: Profile) -> Sequence[Line]:
    """Lines between the sides of a card, ruled above and below; each holds the space below it."""
    down = _down(profile)
    ruled = []
    for n, line in enumerate(lines):
        last = n + 1 == len(lines)
        above, below = (0 if n else down), (down if last else line.glue)
        spans = tuple(span._replace(down=span.down + above) for span in line.spans)
        inner = [own._replace(down=own.down + above) for own in line.ornaments]
        tall = line.height + above + below
        sides = [_sides(x, width, tall, profile.rule)]
        sides += [] if n else [_hairline(x, width, profile)]
        if last:
            sides.append(Ornament(x, tall, b"%.2f w 0 G 0 0 m %.2f 0 l S" % (profile.rule, width)))
        ornaments = (*inner, *sides)
        ruled.append(line._replace(height=tall, spans=spans, ornaments=ornaments, glue=0.0))
    return ruled


def _outline(x: float, width: float, tall: float, thickness: float) -> Ornament:
    return Ornament(x, tall, b"%.2f w 0 G 0 0 %.2f %.2f re S" % (thickness, width, tall))


def _sides(x: float, width: float, tall: float, thickness: float) -> Ornament:
    ops = b"%.2f w 0 G 0 0 m 0 %.2f l %.2f 0 m %.2f %.2f l S"
    return Ornament(x, tall, ops % (thickness, tall, width, width, tall))


def _hairline(x: float, width: float, profile: Profile) -> Ornament:
    grey = profile.rule_grey
    return Ornament(x, 0, b"%.2f w %g G 0 0 m %.2f 0 l S" % (profile.hairline, grey, width))
