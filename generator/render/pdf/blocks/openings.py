"""Openings: the band with a title, and the list of chapters."""

from __future__ import annotations

from dataclasses import replace

from generator.page.blocks import Contents, ContentsEntry, TitleBand
from generator.page.markup import joined
from generator.render.pdf.lines import (
    LEAF,
    NEW_PAGE,
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    Ornament,
    height,
    keep_together,
    stack,
)
from generator.render.pdf.styles import MM
from generator.render.pdf.text import CENTRE, RIGHT, TextSetter, rule

_HEAVY = 3.0  # points, of the rule over a title
_TAG_PAD = 7.0, 3.6  # points around a tag's words
_SQUARE = 24 * MM  # of a chapter's number
_BESIDE = 7 * MM  # between the square and the title
_SUBTITLE_GAP = 3.0
_ENTRY_GAP = 9.0
_NUMBER = 22.0  # the column of a chapter's number in the list


def layout_title_band(block: TitleBand, text: TextSetter, x: float, width: float) -> BlockLayout:
    """A title under a heavy rule, from which its tag hangs; a chapter's number is in a square."""
    layouts = [_tag(block, text, x, width)] if not block.number else []
    start = x + (_SQUARE + _BESIDE if block.number else 0.0)
    layouts.append(_title(block, text, start, width - (start - x)))
    if block.lines:
        layouts.append(_lines(block, text, x, width))
    layout = stack(layouts)
    first, *rest = layout.lines
    if block.number:
        first = _with_number(block, first, text, x, width)
        short = _SQUARE - height([first, *rest])
        rest = [*rest, Line(short)] if short > 0 else rest
    lines = keep_together([first._replace(chapter=block.running or None), *rest])
    before = NEW_PAGE if block.level > 1 else 0.0
    return BlockLayout(lines, layout.elements, 0.0, text.profile.body.leading * 0.8, before)


def _tag(block: TitleBand, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The rule, the tag in white on black, and beside it whose document it is."""
    profile = text.profile
    kind, small = profile.tag, profile.small
    across, down = _TAG_PAD
    ops, wide = text.line(block.tag, kind)
    tall = _HEAVY + kind.size + 2 * down
    baseline = _HEAVY + down + 0.86 * kind.size
    ornaments = [_filled(x, 0.0, width, _HEAVY)]
    spans = []
    if block.tag:
        ornaments.append(_filled(x, 0.0, wide + 2 * across, tall))
        label = text.label(block.tag, kind, x + across, role="P")
        spans.append(label._replace(down=baseline, ops=b"1 g " + ops + b" 0 g"))
    elements = [Element("P", (LEAF,))] if block.tag else []
    lines = [Line(tall, tuple(spans), tuple(ornaments), after=NO_BREAK)]
    if block.above:
        start = x + (wide + 2 * across + 10.0 if block.tag else 0.0)
        above, kids = text.set([("P", block.above)], small, start, width - (start - x))
        shift = baseline - small.baseline
        moved = [
            span._replace(down=span.down + shift + n * small.leading)
            for n, line in enumerate(above)
            for span in line.spans
        ]
        lines[0] = lines[0]._replace(
            spans=(*spans, *moved),
            height=max(tall, baseline + (len(above) - 1) * small.leading + 4.0),
        )
        elements += kids
    return BlockLayout(tuple(lines), tuple(elements), 0.0, 4.0)


def _title(block: TitleBand, text: TextSetter, x: float, width: float) -> BlockLayout:
    profile = text.profile
    kind = profile.headings[0]
    narrow = text.balanced(block.title, kind, width)
    lines, elements = text.set([(f"H{block.level}", block.title)], kind, x, narrow)
    if block.number:
        elements = [Element(elements[0].role, (LEAF, *elements[0].kids))]
    words = "".join(span.text for span in block.title)
    title = f"{block.number}\u2002{words}" if block.number else words
    lines[0] = lines[0]._replace(bookmark=(block.level, title))
    layouts = [BlockLayout(tuple(lines), tuple(elements), 0.0, _SUBTITLE_GAP)]
    if block.subtitle:
        own = tuple(replace(span, italic=True) for span in block.subtitle)
        below, kids = text.set([("P", own)], profile.lead, x, width)
        layouts.append(BlockLayout(tuple(below), tuple(kids), _SUBTITLE_GAP, 5.0))
    return stack(layouts)


def _with_number(block: TitleBand, first: Line, text: TextSetter, x: float, width: float) -> Line:
    """The first line of a chapter's title, with the rule over it and the number in its square."""
    kind = text.profile.number_of_chapter
    bare = text.label(block.number, kind, x, _SQUARE, CENTRE)
    label = text.label(f"{block.number} ", kind, bare.x, role=f"H{block.level}")
    middle = _SQUARE / 2 + kind.middle
    number = label._replace(down=middle, ops=b"1 g " + label.ops + b" 0 g")
    ornaments = (_filled(x, 0.0, width, _HEAVY), _filled(x, 0.0, _SQUARE, _SQUARE))
    room = _HEAVY + 4.0
    spans = tuple(span._replace(down=span.down + room) for span in first.spans)
    return first._replace(height=first.height + room, spans=(number, *spans), ornaments=ornaments)


def _lines(block: TitleBand, text: TextSetter, x: float, width: float) -> BlockLayout:
    """What is said of the whole, between two rules."""
    profile = text.profile
    lines: list[Line] = []
    elements: list[Element] = []
    for each in block.lines:
        own, kids = text.set([("P", each)], profile.small, x, width)
        lines += own
        elements += kids
    top = Line(2.5, ornaments=(rule(x, 0.0, width, profile.rule),), after=NO_BREAK)
    below = Line(2.5, ornaments=(rule(x, 2.5, width, profile.rule),))
    return BlockLayout((top, *lines, below), tuple(elements), 5.0, 6.0)


def _filled(x: float, down: float, width: float, height: float) -> Ornament:
    return Ornament(x, down, b"0 g 0 0 %.2f %.2f re f" % (width, -height))


def layout_contents(block: Contents, text: TextSetter, x: float, width: float) -> BlockLayout:
    """Chapters under each other, each with its page at the right and linked to it."""
    pages = text.chapter_pages
    layouts = [
        _entry(entry, pages[n] if n < len(pages) else "", f"#{n}", (text, x, width))
        for n, entry in enumerate(block.entries)
    ]
    layout = stack(layouts)
    elements = (Element("L", layout.elements),) if layout.elements else ()
    return BlockLayout(layout.lines, elements, 4.0, 12.0)


def _entry(
    entry: ContentsEntry, page: str, address: str, place: tuple[TextSetter, float, float]
) -> BlockLayout:
    text, x, width = place
    profile = text.profile
    kind = profile.heading(2)
    label = text.label(entry.number, kind, x)
    linked = tuple(replace(span, link=address) for span in entry.title)
    wide = width - 3 * _NUMBER
    titles, title = text.set([("P", linked)], kind, x + _NUMBER, wide)
    # The title is a link without a rule under it: all of it is one.
    titles = [line._replace(ornaments=()) for line in titles]
    number = text.label(page, kind, x, width, RIGHT, "Header")
    top = rule(x, -2.0, width, profile.rule)
    first = titles[0]
    titles[0] = first._replace(spans=(label, *first.spans), ornaments=(top,), after=NO_BREAK)
    # Who listens follows the link, and has no page.
    titles[-1] = titles[-1]._replace(echo=(number,))
    layouts = [BlockLayout(tuple(titles), ())]
    body = [*title]
    if entry.subtitle:
        below, kids = text.set([("P", entry.subtitle)], profile.body, x + _NUMBER, wide)
        layouts.append(BlockLayout(tuple(below), ()))
        body += kids
    if entry.sections:
        sections = joined(entry.sections, "\u00a0· ")  # no line begins with the dot
        below, kids = text.set([("P", sections)], profile.small, x + _NUMBER, wide)
        layouts.append(BlockLayout(tuple(below), ()))
        body += kids
    item = Element("LI", (Element("Lbl", (LEAF,)), Element("LBody", tuple(body))))
    lines = keep_together(stack(layouts).lines)
    return BlockLayout(lines, (item,), _ENTRY_GAP, _ENTRY_GAP)
