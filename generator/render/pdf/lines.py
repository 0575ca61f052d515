"""A block laid out: lines, and the part of the structure tree that they carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.page.numbers import total

# Penalties of a page break.
NO_BREAK = 1e9  # none here: the lines are one
AVOID_BREAK = 1e5  # only if there is no other place
NEW_PAGE = -1e9  # here a page ends
CLOSING = 1e7  # before a closing line: not even then, if what is before it can be split at all
LEAF = None  # a kid of an element: one leaf


class Element(NamedTuple):
    """A structure element; its kids are elements and leaves, in reading order. `attrs`: ready
    entries of its dictionary.

    `note`: its leaves are those of the next note or of the next lines that float, and not of the
    text around it, which may be painted before them or after them.
    """

    role: str
    kids: tuple[Element | None, ...]
    attrs: str = ""
    note: bool = False


LABEL = Element("Lbl", (LEAF,))
ASIDE = "/T(aside)"  # the name of elements that are painted elsewhere than they are read


class Link(NamedTuple):
    """What a span leads to; the rectangle is as wide as `width` and reaches `above` and `below` the
    baseline.
    """

    address: str
    text: str
    width: float
    above: float
    below: float


class PlacedText(NamedTuple):
    """Text of one leaf in one line: `ops` shows it from (x, down), measured from the line's top
    left corner.

    `starts`: it begins a leaf; otherwise it goes on with the one before. `drawn`: it is a drawing
    so wide and tall, and (x, down) is its lower left corner.
    """

    role: str
    starts: bool
    x: float
    down: float
    ops: bytes
    link: Link | None = None
    drawn: tuple[float, float] | None = None


class Anchor(NamedTuple):
    """What is `down` points below a line's top, for who lays something beside the page or over it:
    an entry's or a part's number, or a box to mark or to write in (its name is its kind).

    Of a box, `down` is the baseline of what is beside it; its middle is `rise` points above that,
    its left edge at `left` and its side `side`.
    """

    kind: str
    name: str
    down: float
    left: float = 0.0
    side: float = 0.0
    rise: float = 0.0


class Note(NamedTuple):
    """What is in the margin beside a line, or as near to it as other notes allow.

    `rail`: it is beside its line whatever else is in the margin.  `stream`: which of the document's
    leaves are its own, see `numbered`.  `below`: the same in the column of the text, with `gap`
    points above it, for a note that has no place in the margin; none: it is there all the same.
    """

    lines: tuple[Line, ...]
    height: float
    rail: bool = False
    stream: int = 0
    below: tuple[Line, ...] = ()
    gap: float = 0.0


FIRST, FURTHER = 1, 2  # of lines that float
ENTRY, PART, BOX = "entry", "part", "box"


class Ornament(NamedTuple):
    """A rule, ground or box, drawn from (x, down); readers never meet it."""

    x: float
    down: float
    ops: bytes


class Line(NamedTuple):
    """What is never split: a line of text, a table row. `glue` below it is gone at a page break,
    whose penalty is `after`.

    `baseline`: of its first text, below its top; `runner`: painted again where a page begins with
    this line (a table's head); `continued`: words for the head of a page on which the item goes on
    that begins with this line; `says_continued`: such a runner has room for these words, of the
    nearest line before the page that has them; `bookmark`: (level, title); `echo`: text that is no
    leaf, because readers skip it (role LineNum) or meet it on another page (role Header);
    `anchors`: on whose baselines something else may have to be; `new_page`: it begins one; `kept`:
    it begins none where a page holds it with what is before it; `notes`: what is in the margin
    beside it, if it `leaves_margin` free; `chapter`: what the head says of the pages behind it.
    `floats`: FIRST or FURTHER among lines that may be on the next page; `stream`: their leaves, see
    `numbered`.
    """

    height: float
    spans: tuple[PlacedText, ...] = ()
    ornaments: tuple[Ornament, ...] = ()
    glue: float = 0.0
    after: float = 0.0
    baseline: float = 0.0
    runner: Line | None = None
    bookmark: tuple[int, str] | None = None
    echo: tuple[PlacedText, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    new_page: bool = False
    kept: bool = False
    notes: tuple[Note, ...] = ()
    leaves_margin: bool = False
    chapter: str | None = None
    floats: int = 0
    stream: int | None = None
    continued: PlacedText | None = None
    says_continued: bool = False


class BlockLayout(NamedTuple):
    """Lines with their structure, and the space above and below; `before`: the least penalty of a
    break before them.
    """

    lines: tuple[Line, ...]
    elements: tuple[Element, ...]
    above: float = 0.0
    below: float = 0.0
    before: float = 0.0


def stack(layouts: Iterable[BlockLayout]) -> BlockLayout:
    """Layouts under each other; between two of them the larger of their spaces."""
    filled = [layout for layout in layouts if layout.lines]
    if not filled:
        return BlockLayout((), ())
    lines: list[Line] = []
    kept = False  # the layout above wants to stay with this one
    for layout, below in zip(filled, filled[1:], strict=False):
        last, glue = layout.lines[-1], max(layout.below, below.above)
        lone = len(layout.lines) == 1 and all(element.role == "P" for element in layout.elements)
        penalty = max(last.after, AVOID_BREAK) if kept and lone else last.after
        after = below.before if below.before == NEW_PAGE else max(penalty, below.before)
        kept = last.after == AVOID_BREAK
        lines += layout.lines[:-1]
        lines.append(
            last
            if last.glue == glue and last.after == after
            else last._replace(glue=glue, after=after)
        )
    lines += filled[-1].lines
    elements = tuple(element for layout in filled for element in layout.elements)
    return BlockLayout(tuple(lines), elements, filled[0].above, filled[-1].below, filled[0].before)


def avoid_orphans(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of which neither the first nor the last is left alone on a page."""
    ends = {0, len(lines) - 2} if len(lines) > 1 else set()
    return tuple(
        line._replace(after=AVOID_BREAK) if n in ends and line.after < AVOID_BREAK else line
        for n, line in enumerate(lines)
    )


def keep_together(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines that are never split."""
    return (
        *[line if line.after == NO_BREAK else line._replace(after=NO_BREAK) for line in lines[:-1]],
        *[line._replace(after=0.0, glue=0.0) for line in lines[-1:]],
    )


def discourage_breaks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines that are split only where their page could not end at all otherwise."""
    return (
        *[
            line if line.after == NO_BREAK else line._replace(after=line.after + AVOID_BREAK)
            for line in lines[:-1]
        ],
        *[line._replace(glue=0.0) for line in lines[-1:]],
    )


def moved_down(line: Line, by: float) -> Line:
    """A line with so much more room above what is in it."""
    return line._replace(
        height=line.height + by,
        baseline=line.baseline + by,
        spans=tuple(span._replace(down=span.down + by) for span in line.spans),
        ornaments=tuple(ornament._replace(down=ornament.down + by) for ornament in line.ornaments),
        anchors=tuple(anchor._replace(down=anchor.down + by) for anchor in line.anchors),
    )


def with_gaps(lines: Sequence[Line], times: float) -> Sequence[Line]:
    """Lines with gaps so many times as large."""
    if times == 1.0:
        return lines
    return [line._replace(glue=times * line.glue) if line.glue else line for line in lines]


def height(lines: Sequence[Line]) -> float:
    """The height of lines on one page, in points."""
    return total(line.height + line.glue for line in lines) - (lines[-1].glue if lines else 0.0)


def unbroken(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines in groups that no page may split."""
    first = 0
    for end, line in enumerate(lines, 1):
        if line.after < NO_BREAK or end == len(lines):
            yield lines[first:end]
            first = end


def merge_lines(
    lines: Sequence[Line],
) -> tuple[tuple[PlacedText, ...], tuple[Ornament, ...], float]:
    """What is in lines under each other, as if they were one, and the height of that one."""
    spans: list[PlacedText] = []
    ornaments: list[Ornament] = []
    top = 0.0
    for line in lines:
        spans += [span._replace(down=span.down + top) for span in line.spans]
        ornaments += [rule._replace(down=rule.down + top) for rule in line.ornaments]
        top += line.height + line.glue
    return tuple(spans), tuple(ornaments), top


def with_hanging_label(label: PlacedText, body: BlockLayout) -> BlockLayout:
    """A list item: a label beside the body's first line, on its baseline."""
    first = body.lines[0]
    lines = (
        first._replace(spans=(label._replace(down=first.baseline), *first.spans)),
        *body.lines[1:],
    )
    item = Element("LI", (LABEL, Element("LBody", body.elements)))
    return body._replace(lines=lines, elements=(item,))


def with_penalty_after(layout: BlockLayout, penalty: float) -> BlockLayout:
    """With this penalty of a page break behind it."""
    last = [line._replace(after=penalty) for line in layout.lines[-1:]]
    return layout._replace(lines=(*layout.lines[:-1], *last))


def numbered(lines: Sequence[Line]) -> list[Line]:
    """A document's lines with a number for each note and for what floats together, in the order of
    their elements: whatever has one may be painted anywhere.
    """
    numbers, result = -1, []
    for line in lines:
        if line.floats == FIRST:
            numbers += 1
        stream = numbers if line.floats else None
        notes = []
        for note in line.notes:
            numbers += 1
            notes.append(note._replace(stream=numbers))
        changed = stream is not None or notes
        result.append(line._replace(stream=stream, notes=tuple(notes)) if changed else line)
    return result
