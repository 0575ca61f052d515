"""Room to write: ruled lines, labelled fields, boxes to mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.page.blocks import BOXED_LINES, DOTTED_LINES, NO_LINES, Lines, WriteIn
from generator.page.numbers import total
from generator.render.pdf.blocks.tables import column_widths
from generator.render.pdf.lines import (
    BOX,
    LEAF,
    NO_BREAK,
    Anchor,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    moved_down,
)
from generator.render.pdf.styles import Profile
from generator.render.pdf.text import TextSetter, dots, rule

WRITE = "write"  # the kind of a box that is large enough for a figure
_PULL = 0.5523  # of the control points of four Bézier curves that make a circle
_FEWEST = 3  # lines of one block on a page
_ENOUGH = 2  # fields, of which the first can have a line of its own
_TALLEST_FRAME = 12  # lines; a page must hold a frame with its stem
_DATE = 5.5  # ems, in which a date or a number can be written by hand; a name needs twice as much
_FOR_NAME = 0.5  # of the line, from which on a field is for a name
_MOST = 0.75  # of its share of the width, a field must get beside others
_SMALLEST = 0.7  # of its size, for a long name in a short field; a longer one is set in two lines
_TINIEST = 0.5  # of its size, for each of these
_INSET = 3.0  # between a box's side and what is in it, and between boxes
_ABOVE = 3.0  # from a rule up to the baseline of what is on it


def layout_lines(lines: Lines, text: TextSetter, x: float, width: float) -> BlockLayout:
    """Ruled lines at `x`, `width` wide; the first rule begins behind the lead. Raises
    MissingGlyph.
    """
    profile = text.profile
    if lines.for_notes and profile.fitted and lines.count <= _TALLEST_FRAME:
        return _framed(lines, text, x, width)
    space = profile.body.above / 2, 1.5 * profile.body.below
    above: list[Line] = []
    elements: list[Element] = []
    if lines.lead:
        above, elements = text.set([("P", lines.lead)], profile.body, x, width)
    if lines.count < 1:
        return BlockLayout(tuple(above), tuple(elements), *space)
    start = x
    spans: tuple[PlacedText, ...] = ()
    ornaments: tuple[Ornament, ...] = ()
    if above:
        first = above.pop()
        down = profile.line_pitch - _ABOVE - first.baseline
        spans = tuple(span._replace(down=span.down + down) for span in first.spans)
        ornaments = tuple(
            ornament._replace(down=ornament.down + down) for ornament in first.ornaments
        )
        start = x + text.end(lines.lead, profile.body, width) + profile.label_gap
    pitch, baseline = profile.line_pitch, profile.line_pitch - _ABOVE
    count = _count(lines, profile)
    drawn = [
        _to_write_on(profile, start, x + width),
        *[_to_write_on(profile, x, x + width)] * (count - 1),
    ]
    if profile.lines == BOXED_LINES:
        drawn = _box_sides(profile, x, width, count)
        spans = tuple(span._replace(x=span.x + _INSET, down=span.down - _ABOVE) for span in spans)
    ruled = [Line(pitch, spans, (*ornaments, *drawn[0]), baseline=baseline)]
    if not lines.lead and profile.first_line and profile.lines != BOXED_LINES:
        ruled[0] = moved_down(ruled[0], -profile.first_line)
    ruled += [Line(pitch, (), each, baseline=baseline) for each in drawn[1:]]
    breakable = range(_FEWEST - 1, len(ruled) - _FEWEST)  # after which a page may end
    lead = [line._replace(after=NO_BREAK) for line in above]
    ruled[:-1] = [
        line if n in breakable else line._replace(after=NO_BREAK)
        for n, line in enumerate(ruled[:-1])
    ]
    return BlockLayout((*lead, *ruled), tuple(elements), *space)


def _count(lines: Lines, profile: Profile) -> int:
    """How many lines there are: where a look takes some away, two at least."""
    if not lines.by_points:
        return lines.count
    return max(min(_FEWEST - 1, lines.count), lines.count - profile.fewer_lines)


def _framed(lines: Lines, text: TextSetter, x: float, width: float) -> BlockLayout:
    """An empty frame as high as the lines, with the lead in its corner."""
    profile, (across, down) = text.profile, text.profile.notice_pad
    lead, elements = text.set([("P", lines.lead)], profile.small, x + across, width - 2 * across)
    tall = lines.count * profile.line_pitch
    frame = b"%.2f w %g G [4 3] 0 d 0 %.2f %.2f %.2f re S [] 0 d" % (
        profile.frame,
        profile.rule_grey,
        -tall,
        width,
        tall,
    )
    spans: list[PlacedText] = []
    ornaments = [Ornament(x, 0.0, frame)]
    top = down / 2
    for line in lead:
        spans += [span._replace(down=span.down + top) for span in line.spans]
        ornaments += [mark._replace(down=mark.down + top) for mark in line.ornaments]
        top += line.height
    whole = Line(tall, tuple(spans), tuple(ornaments), baseline=down / 2 + profile.small.baseline)
    return BlockLayout((whole,), tuple(elements), profile.body.above / 2, 1.5 * profile.body.below)


def layout_write_in(block: WriteIn, text: TextSetter, x: float, width: float) -> BlockLayout:
    """Fields side by side where they fit.  Raises MissingGlyph."""
    profile, kind = text.profile, text.profile.body
    rows: list[list[_Field]] = [[]]
    fields = _name_alone(block.fields) if profile.drawn else block.fields
    values = (*block.values, *[""] * len(block.fields))
    for (label, share), (_, given), value in zip(fields, block.fields, values, strict=False):
        taken = text.line(label, kind)[1] + profile.label_gap if label else 0.0
        least = taken + _least_to_write_in(given, profile) + profile.field_gap
        field = _Field(label, value, share, taken, least)
        row = [*rows[-1], field]
        if rows[-1] and total(other.share for other in row) > 1.001:
            rows.append([])
        elif rows[-1] and not _fit(row, width + profile.field_gap):
            rows[-1] = _filled(rows[-1])
            rows.append([])
        rows[-1].append(field)
    if block.fills:
        rows = [_filled(row) for row in rows]
    return BlockLayout(
        tuple(_row(row, text, x, width) for row in rows),
        tuple(Element("P", (LEAF,)) for row in rows for field in row if field.label or field.value),
        kind.above,
        2 * kind.below,
    )


def _name_alone(fields: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Fields of which the first and widest, a name, has a line of its own; the others share one."""
    if len(fields) < _ENOUGH or any(share >= fields[0][1] for _, share in fields[1:]):
        return tuple(fields)
    rest = total(share for _, share in fields[1:])
    return (fields[0][0], 1.0), *((label, share / rest) for label, share in fields[1:])


def _least_to_write_in(share: float, profile: Profile) -> float:
    """The width that a field of that share needs; who reads large type writes large, too."""
    if not profile.latest:
        return profile.field_least
    wide = _DATE * profile.body.size
    return max(profile.field_least, 2 * wide if share >= _FOR_NAME else wide)


class _Field(NamedTuple):
    label: str
    value: str  # what is on the rule already
    share: float
    taken: float  # by the label
    least: float  # with the gap behind it


def _fit(row: list[_Field], width: float) -> bool:
    """Whether every field has what it needs, and most of its share."""
    if total(field.least for field in row) > width:
        return False
    widths = column_widths([field.share for field in row], [field.least for field in row], width)
    return all(wide >= _MOST * field.share * width for field, wide in zip(row, widths, strict=True))


def _filled(row: list[_Field]) -> list[_Field]:
    """Fields that share the whole width: what was to come beside them has no room there."""
    whole = total(field.share for field in row)
    return [field._replace(share=field.share / whole) for field in row]


def _row(row: list[_Field], text: TextSetter, x: float, width: float) -> Line:
    profile, baseline = text.profile, text.profile.field_pitch - _ABOVE
    over = max(1 - total(field.share for field in row), 1e-6)  # what no field claims stays empty
    whole = width + profile.field_gap
    least = [field.least for field in row]
    if profile.latest:
        least = _with_room_for_values(row, least, text, whole)
    widths = column_widths([*(field.share for field in row), over], [*least, 0.0], whole)
    spans, ornaments = [], []
    for field, wide in zip(row, widths, strict=False):
        room = wide - field.taken - profile.field_gap
        if field.label:
            label = f"{field.label} " if field.value else field.label
            spans.append(text.label(label, profile.body, x, role="P")._replace(down=baseline))
        if field.value:
            spans += _value(field, text, x + field.taken, room, baseline)
        ornaments.append(
            rule(x + field.taken, profile.field_pitch, room, profile.rule, profile.write_grey)
        )
        x += wide
    return Line(profile.field_pitch, tuple(spans), tuple(ornaments), baseline=baseline)


def _with_room_for_values(
    row: Sequence[_Field], least: list[float], text: TextSetter, width: float
) -> list[float]:
    """The least widths with what is in the fields already, each on one line where the row has room
    for all, though a date may then be written smaller.
    """
    profile = text.profile
    gap, kind = profile.field_gap, profile.body
    for empty in (width, profile.field_least):
        widths = [
            max(need, field.taken + text.line(field.value, kind)[1] + gap + 1)
            if field.value
            else min(need, field.taken + empty + gap)
            for field, need in zip(row, least, strict=True)
        ]
        if total(widths) <= width:
            return widths
    return least


def _value(
    field: _Field, text: TextSetter, x: float, room: float, baseline: float
) -> list[PlacedText]:
    """What is on a rule: smaller where it is long, in two lines where it is longer; cut where
    nobody could read it.
    """
    kind, value = text.profile.body, field.value
    smallest = 1.0 if text.profile.drawn else _SMALLEST  # a reader needs the profile's size
    wide = text.line(value, kind)[1]
    if wide * smallest <= room:
        shown = [value]
        kind = kind.scaled(min(1.0, room / wide * 0.99))
    else:
        shown = _halves(value)
        longest = max(text.line(part, kind)[1] for part in shown)
        if not text.profile.drawn:
            kind = kind.scaled(min(_SMALLEST, max(_TINIEST, room / longest * 0.99)))
    spans = []
    for n, part in enumerate(shown):
        while text.line(part, kind)[1] > room and len(part) > 1:
            part = part[:-2].rstrip() + "…"
        up = 1.15 * kind.size * (len(shown) - 1 - n)
        spans.append(
            PlacedText("P", not field.label and not n, x, baseline - up, text.line(part, kind)[0])
        )
    return spans


def _halves(value: str) -> list[str]:
    """A text in two lines as alike as can be, the first with the space at which it is broken; in
    one where it has no gap.
    """
    gaps = [n for n in range(1, len(value)) if value[n - 1] in " -"]
    if not gaps:
        return [value]
    at = min(gaps, key=lambda n: abs(2 * n - len(value)))
    return [value[:at], value[at:]]


def _to_write_on(profile: Profile, start: float, end: float) -> tuple[Ornament, ...]:
    """A line to write on: a rule, dots, or nothing."""
    if profile.lines == NO_LINES:
        return ()
    down, wide = profile.line_pitch, end - start
    if profile.lines == DOTTED_LINES:
        return (dots(start, down, wide, profile.rule, profile.write_grey),)
    return (rule(start, down, wide, profile.rule, profile.write_grey),)


def _box_sides(profile: Profile, x: float, width: float, count: int) -> list[tuple[Ornament, ...]]:
    """The sides of a box to write in, line by line: open where a page ends within it."""
    pitch, thick, grey = profile.line_pitch, profile.rule, profile.write_grey
    path = b"%.2f w %g G 0 0 m 0 %.2f l %.2f 0 m %.2f %.2f l S"
    sides = Ornament(x, 0, path % (thick, grey, -pitch, width, width, -pitch))
    drawn: list[tuple[Ornament, ...]] = [(sides,)] * count
    drawn[0] = (*drawn[0], rule(x, 0, width, thick, grey))
    short = pitch - _INSET
    end = Ornament(x, 0, path % (thick, grey, -short, width, width, -short))
    drawn[-1] = (*drawn[-1][1:], end, rule(x, short, width, thick, grey))
    return drawn


def box(kind: str, profile: Profile, x: float) -> Ornament:
    """A box in the first line of body text that is beside it: round, square or write."""
    side = profile.write_box if kind == WRITE else profile.box_size
    down = 0.0 if kind == WRITE else profile.body.baseline - profile.body.middle - side / 2
    path = circle(side / 2) if kind == "round" else b"0 0 %.2f %.2f re" % (side, side)
    return Ornament(x, down + side, b"%.2f w 0 G %b S" % (profile.rule, path))


def box_anchor(kind: str, profile: Profile, x: float, baseline: float) -> Anchor:
    """Where a box is that `box` drew beside a line of body text with that baseline."""
    if kind == WRITE:
        return Anchor(BOX, kind, baseline, x, profile.write_box, baseline - profile.write_box / 2)
    # The text may have been moved down in its line, the box never.
    middle = profile.body.baseline - profile.body.middle
    return Anchor(BOX, kind, baseline, x, profile.box_size, baseline - middle)


def beside_box(lines: Sequence[Line], profile: Profile) -> list[Line]:
    """Lines of body text with room for a write box to the left of the first."""
    pad = max(0.0, (profile.write_box - profile.body.leading) / 2)
    roomy = [moved_down(lines[0], pad), *lines[1:]]
    lacking = profile.write_box - total(line.height for line in roomy)
    return [*roomy[:-1], roomy[-1]._replace(height=roomy[-1].height + max(0.0, lacking))]


def box_column(kinds: Sequence[str], profile: Profile) -> float:
    """The width of a column that holds boxes of these kinds."""
    return profile.write_mark if WRITE in kinds else profile.mark if any(kinds) else 0.0


def circle(radius: float) -> bytes:
    """A path around (radius, radius)."""
    corners = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius), (radius, 0.0)]
    path = [b"%.2f %.2f m" % (2 * radius, radius)]
    for (x0, y0), (x1, y1) in zip(corners, corners[1:], strict=False):
        points = ((x0 + _PULL * x1, y0 + _PULL * y1), (x1 + _PULL * x0, y1 + _PULL * y0), (x1, y1))
        path.append(b" ".join(b"%.2f %.2f" % (x + radius, y + radius) for x, y in points) + b" c")
    return b" ".join([*path, b"h"])
