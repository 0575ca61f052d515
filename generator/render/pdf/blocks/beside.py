"""What stands beside something: notes in the margin, and lists in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.page.blocks import Block, MarginNote, Paragraph, WithNotes
from generator.page.markup import Span, Spans, joined
from generator.render.pdf.blocks.items import as_list
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.lines import (
    ASIDE,
    BlockLayout,
    Element,
    Line,
    Note,
    height,
    keep_together,
    merge_lines,
    moved_down,
    stack,
)
from generator.render.pdf.styles import MM, Type

Columns = tuple[Sequence[BlockLayout], Sequence[BlockLayout]]  # left and right

_RAIL = 2.2 * MM  # between the text and the marks beside it
_MARKS = Type(8.0, 9.0)  # of two signs beside each other


def layout_with_notes(
    block: WithNotes, setter: Setter, beside: Setter, x: float, width: float
) -> BlockLayout:
    """Blocks in the column of the text, and notes to be placed in the margin when pages are made;
    `beside` sets these.
    """
    profile = setter.text.profile
    column = width - profile.margin_column - profile.gutter
    layouts: list[BlockLayout] = []
    hung: list[tuple[int, Note]] = []  # the line of all that each note is beside
    behind: list[Element] = []  # what is read behind all blocks
    first_line = 0
    held = 0.0
    for number, inner in enumerate(block.blocks):
        layout = setter.layout(inner, x, column)
        elements = list(layout.elements)
        own = [note for note in block.notes if note.block == number]
        placed = [(_line_of(inner, note, setter, column, len(layout.lines)), note) for note in own]
        for line, note in sorted(placed, key=lambda entry: entry[0]):
            body = _layout_of_note(note, setter, beside, x + column)
            tall = height(body.lines)
            below: tuple[Line, ...] = ()
            if not note.rail and not note.stays:
                below = _below(note, beside, x, column)
            gap = profile.note.size / 2
            hung.append((first_line + line, Note(body.lines, tall, note.rail, 0, below, gap)))
            aside = Element("Div", body.elements, ASIDE, note=True)
            (behind if note.holds else elements).append(aside)
            held = max(held, tall if note.holds else 0.0)
        layouts.append(layout._replace(elements=tuple(elements)))
        first_line += len(layout.lines)
    if held > setter.room:  # no page has such a margin
        return setter.layout_all(block.as_read, x, width)
    whole = stack(layouts)
    lines = [line._replace(leaves_margin=True) for line in whole.lines]
    for number, hanging in hung:
        lines[number] = lines[number]._replace(notes=(*lines[number].notes, hanging))
    short = held - height(lines)
    if held and max(held, height(lines)) <= setter.room:
        lines = [*keep_together(lines)]  # else the note would be on the page that has room for it
    if lines and short > 0:
        lines.append(Line(short, leaves_margin=True))
    return whole._replace(lines=tuple(lines), elements=(*whole.elements, *behind))


def _line_of(block: Block, note: MarginNote, setter: Setter, width: float, count: int) -> int:
    """The line of a block that a note is beside."""
    if not note.at or not isinstance(block, Paragraph):
        return 0
    kind = setter.text.profile.body
    return min(setter.text.line_of(block.runs, kind, width, note.at), count - 1)


def _layout_of_note(note: MarginNote, setter: Setter, beside: Setter, edge: float) -> BlockLayout:
    """A note on the baseline of its line; `edge` is where the text ends."""
    profile = setter.text.profile
    if note.rail:
        runs = tuple(run for block in note.blocks for run in _marks_of(block))
        lines, elements = beside.text.set(
            [("P", runs)], _MARKS, edge + _RAIL, profile.gutter - _RAIL
        )
        body = BlockLayout(tuple(lines), tuple(elements))
        by = profile.body.baseline - _MARKS.baseline - 0.5
    else:
        body = beside.layout_all(note.blocks, edge + profile.gutter, profile.margin_column)
        by = profile.body.baseline - profile.note.baseline
    first, *rest = body.lines
    last = [line._replace(glue=0.0) for line in rest[-1:]]
    return body._replace(lines=(moved_down(first, by), *rest[:-1], *last))


def _below(note: MarginNote, beside: Setter, x: float, width: float) -> tuple[Line, ...]:
    """A note in the column of the text, indented."""
    indent = beside.text.profile.bullet
    return beside.layout_all(note.blocks, x + indent, width - indent).lines


def _marks_of(block: Block) -> Spans:
    """The marks of a paragraph, the first of which is read with the words before it."""
    assert isinstance(block, Paragraph), "marks are in paragraphs"
    lead = "".join(span.text for span in block.runs[: _first_mark(block.runs)])
    marks = [span for span in block.runs if span.mark]
    marks[:1] = [replace(span, text=f"{lead}{span.text}") for span in marks[:1]]
    return joined(((mark,) for mark in marks), " ")


def _first_mark(runs: Sequence[Span]) -> int:
    return next((n for n, span in enumerate(runs) if span.mark), len(runs))


def as_columns(
    columns: Sequence[Columns], numbering: str, above: float, below: float
) -> BlockLayout:
    """List items in two columns, which are read down the left one, then the right one; a page may
    end between two of such.
    """
    lines = []
    for pair in columns:
        parts = [merge_lines(stack(column).lines) for column in pair]
        line = Line(
            max(tall for _, _, tall in parts),
            tuple(span for spans, _, _ in parts for span in spans),
            tuple(ornament for _, ornaments, _ in parts for ornament in ornaments),
            glue=below,
        )
        lines.append(line)
    lines[-1] = lines[-1]._replace(glue=0.0)
    items = [item for pair in columns for column in pair for item in column]
    elements = as_list(items, numbering, above, below).elements
    return BlockLayout(tuple(lines), elements, above, below)
