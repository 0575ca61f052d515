"""Matching items: premises with a box each beside the responses, in one frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from generator.page.blocks import Matching
from generator.page.markup import Spans
from generator.page.numbers import total
from generator.render.pdf.blocks.writing_space import WRITE, beside_box, box, box_anchor, box_column
from generator.render.pdf.lines import (
    LABEL,
    Anchor,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    height,
)
from generator.render.pdf.text import INSIDE_PARAGRAPH, TextSetter

_LETTERED = "/A<</O/List/ListNumbering/UpperAlpha>>"
_NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
_BEHIND_NUMBER = 0.6  # ems
_AIR = 3.0  # ems between the premises and the rule beside the responses
_SLACK = 1.0  # point, so that no text takes a second line for a rounding error
_NARROW = 10.0  # columns of text narrower than so many ems are better set below each other

Row = tuple[list[Line], Element]


class _Key(NamedTuple):
    """The responses, set: `left` is where they begin in the frame; `beside`: they are right of
    the premises, not below; `width`: of the frame; `parts`: a column is narrower than a word in it.
    """

    rows: list[Row]
    columns: list[list[Line]]
    left: float
    pitch: float  # from one column to the next
    beside: bool
    width: float
    narrow: bool = False
    parts: bool = False

    @property
    def height(self) -> float:
        """Of the highest column, in points."""
        return max((height(lines) for lines in self.columns), default=0.0)


def layout_matching(
    block: Matching, text: TextSetter, x: float, width: float, room: float
) -> BlockLayout:
    """The layout of a matching item at `x`; where it is higher than `room`, it may be split. Raises
    MissingGlyph.
    """
    profile, (across, down) = text.profile, text.profile.notice_pad
    ways = []
    for key in _beside(block, text, x, width), _below(block, text, x, width):
        wide = (key.left - across if key.beside else width) - 2 * across
        premises = [
            _premise(str(n) if profile.drawn else "", runs, block, text, x + across, wide)
            for n, runs in enumerate(block.premises, 1)
        ]
        free = room - 2 * down - (0 if key.beside else key.height + 2 * down)
        heights = [height(lines) for lines, _ in premises]
        over = max([*heights, key.height if key.beside else 0.0]) > free
        ways.append((_chunks(heights, free, profile.write_gap), key, premises, over))
    chunks, key, premises, _ = min(
        ways, key=lambda way: (way[3], way[1].parts, len(way[0]), way[1].narrow)
    )
    lines, at = [], 0
    for number, count in enumerate(chunks):
        left = _column([rows for rows, _ in premises[at : at + count]], profile.write_gap)
        lines.append(_frame(left, key, number + 1 == len(chunks), text, x))
        at += count
    numbering = _NUMBERED if profile.drawn else ""
    lists = ((premises, numbering), (key.rows, _LETTERED))
    elements = tuple(
        Element("L", tuple(element for _, element in rows), attrs) for rows, attrs in lists if rows
    )
    return BlockLayout(tuple(lines), elements, profile.cell.above, profile.cell.below)


def _beside(block: Matching, text: TextSetter, x: float, width: float) -> _Key:
    """The responses in a column of their own right of the premises, as wide as they need and less
    than half.
    """
    profile, across = text.profile, text.profile.notice_pad[0]
    inner, least = width - 4 * across, _NARROW * profile.body.size
    letter, widest = _widths(block, text)
    right = min(max(widest, 0.25 * inner), 0.45 * inner)
    if profile.fitted:
        right, both = _fitted(block, text, inner, widest)
        width, inner = both + 4 * across, both
    left = width - across - right
    rows = [_response(*pair, text, x + left, letter, right) for pair in block.responses]
    if block.boxes:  # as high as premises: the columns are level
        rows = [(beside_box(lines, profile), element) for lines, element in rows]
    premise = inner - right - _indent(text, block)
    if profile.fitted:
        least = min(least, _widest_premise(block, text) - _SLACK)
    narrow = premise < least or right < min(widest, letter + least)
    column = _column([lines for lines, _ in rows], profile.write_gap)
    words = (
        *((runs, premise) for runs in block.premises),
        *((runs, right - letter) for _, runs in block.responses),
    )
    parts = profile.latest and any(
        text.widest_word(runs, profile.body) > wide for runs, wide in words
    )
    return _Key(rows, [column], left, 0.0, True, width, narrow, parts)


def _fitted(block: Matching, text: TextSetter, inner: float, widest: float) -> tuple[float, float]:
    """The widths of the responses beside the premises, and of both: what is in them where there is
    room; half where both need more, and what one leaves the other where only the other does.
    """
    premises = _widest_premise(block, text) + _indent(text, block)
    right = min(widest, max(inner / 2, inner - premises))
    return right, min(inner, premises + _AIR * text.profile.body.size + right)


def _widest_premise(block: Matching, text: TextSetter) -> float:
    """The width of the longest premise on one line."""
    kind = text.profile.body
    return max((text.width(runs, kind) for runs in block.premises), default=0.0) + _SLACK


def _below(block: Matching, text: TextSetter, x: float, width: float) -> _Key:
    """The responses below the premises, in up to three columns."""
    profile, across = text.profile, text.profile.notice_pad[0]
    inner, (letter, widest) = width - 2 * across, _widths(block, text)
    count = max(1, min(3, int((inner + across) / (widest + across)), len(block.responses) // 2))
    wide = (inner - (count - 1) * across) / count
    rows = [_response(*pair, text, x + across, letter, wide) for pair in block.responses]
    deep = -(-len(rows) // count)
    columns = [
        _column([lines for lines, _ in rows[n : n + deep]], profile.option_gap)
        for n in range(0, len(rows), deep or 1)
    ]
    return _Key(rows, columns, across, wide + across, False, width)


def _widths(block: Matching, text: TextSetter) -> tuple[float, float]:
    """Of the column of letters, and of it with the widest response."""
    kind = text.profile.body
    letter = text.profile.letter if any(letter for letter, _ in block.responses) else 0.0
    widest = max((text.width(runs, kind) for _, runs in block.responses), default=0.0)
    return letter, letter + widest + 1


def _indent(text: TextSetter, block: Matching) -> float:
    """The width of what is before a premise: its box, and its number."""
    profile = text.profile
    return _numbers(text, block) + (box_column([WRITE], profile) if block.boxes else 0.0)


def _numbers(text: TextSetter, block: Matching) -> float:
    """The width of the column of the premises' numbers, with what keeps their words away."""
    profile = text.profile
    if not profile.drawn:
        return 0.0
    if not profile.latest:
        return profile.letter
    last = text.line(str(len(block.premises)), replace(profile.body, bold=True))[1]
    return max(profile.letter, last + _BEHIND_NUMBER * profile.body.size)


def _premise(
    number: str, runs: Spans, block: Matching, text: TextSetter, x: float, width: float
) -> Row:
    profile, indent = text.profile, _indent(text, block)
    lines, (element,) = text.set([("LBody", runs)], profile.body, x + indent, width - indent)
    lines = lines or [Line(profile.body.leading, baseline=profile.body.baseline)]
    if block.boxes:
        lines = beside_box(lines, profile)
        lines[0] = lines[0]._replace(
            ornaments=(box(WRITE, profile, x), *lines[0].ornaments),
            anchors=(box_anchor(WRITE, profile, x, lines[0].baseline),),
        )
    if not number:
        return lines, Element("LI", (element,))
    bold = replace(profile.body, bold=True)
    label = text.label(number, bold, x + indent - _numbers(text, block))
    label = label._replace(down=lines[0].baseline)
    lines[0] = lines[0]._replace(spans=(label, *lines[0].spans))
    return lines, Element("LI", (LABEL, element))


def _response(
    letter: str, runs: Spans, text: TextSetter, x: float, indent: float, width: float
) -> Row:
    profile = text.profile
    lines, (element,) = text.set([("LBody", runs)], profile.body, x + indent, width - indent)
    lines = lines or [Line(profile.body.leading, baseline=profile.body.baseline)]
    if not letter:
        return lines, Element("LI", (element,))
    lines[0] = lines[0]._replace(spans=(text.label(letter, profile.body, x), *lines[0].spans))
    return lines, Element("LI", (LABEL, element))


def _column(rows: Sequence[Sequence[Line]], gap: float) -> list[Line]:
    """Rows under each other with a gap between them."""
    lines = [line for row in rows for line in (*row[:-1], row[-1]._replace(glue=gap))]
    return [*lines[:-1], *(line._replace(glue=0.0) for line in lines[-1:])]


def _chunks(heights: Sequence[float], free: float, gap: float) -> list[int]:
    """How many premises each part holds: as few parts as there can be, and as equal."""
    parts, used = [0], 0.0
    for tall in heights:
        if parts[-1] and used + tall > free:
            parts.append(0)
            used = 0.0
        parts[-1] += 1
        used += tall + gap
    even = [len(heights) // len(parts) + (n < len(heights) % len(parts)) for n in range(len(parts))]
    starts = [0, *accumulate(even)]
    fits = all(
        total(heights[a:b]) + gap * (b - a - 1) <= free
        for a, b in zip(starts, starts[1:], strict=False)
    )
    return even if fits else parts


def _frame(left: Sequence[Line], key: _Key, last: bool, text: TextSetter, x: float) -> Line:
    """One part: a line that holds premises and responses; unless it is the `last`, the responses
    are only echoed.
    """
    profile, (across, down) = text.profile, text.profile.notice_pad
    under = down if key.beside else height(left) + 3 * down
    tall = max(height(left) + 2 * down, under + key.height + down)
    spans, ornaments = _placed(left, 0.0, down)
    listed: list[PlacedText] = []
    for n, lines in enumerate(key.columns):
        some, drawn = _placed(lines, n * key.pitch, under)
        listed, ornaments = listed + some, ornaments + drawn
    echo = () if last else tuple(span._replace(role="Header") for span in listed)
    start, end = (
        ((key.left - across, 0.0), (0.0, -tall))
        if key.beside
        else ((0.0, under - down), (key.width, 0.0))
    )
    bar = Ornament(
        x + start[0],
        start[1],
        b"%.2f w %g G 0 0 m %.2f %.2f l S" % (profile.hairline, profile.rule_grey, *end),
    )
    frame = Ornament(
        x, 0, b"%.2f w 0 G 0 %.2f %.2f %.2f re S" % (profile.frame, -tall, key.width, tall)
    )
    return Line(
        tall,
        (*spans, *(listed if last else ())),
        (bar, frame, *ornaments),
        after=0.0 if last else INSIDE_PARAGRAPH,
        baseline=down + (left[0].baseline if left else 0.0),
        echo=echo,
        anchors=tuple(_anchored(left, down)),
    )


def _anchored(lines: Sequence[Line], top: float) -> Iterator[Anchor]:
    """The anchors of lines under each other, moved so far down."""
    for line in lines:
        yield from (anchor._replace(down=anchor.down + top) for anchor in line.anchors)
        top += line.height + line.glue


def _placed(
    lines: Sequence[Line], right: float, top: float
) -> tuple[list[PlacedText], list[Ornament]]:
    """What is in lines under each other, moved so far to the right and down."""
    spans, ornaments = [], []
    for line in lines:
        spans += [span._replace(x=span.x + right, down=span.down + top) for span in line.spans]
        ornaments += [
            rule._replace(x=rule.x + right, down=rule.down + top) for rule in line.ornaments
        ]
        top += line.height + line.glue
    return spans, ornaments
