"""Tables: a row is one line; what is too wide is smaller, several tables, or a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple, TypeVar

from generator.page.blocks import Block, Definitions, Lines, Paragraph, Table
from generator.page.markup import Span, Spans
from generator.page.numbers import total
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import (
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    avoid_orphans,
)
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, TextSetter, rule

# Penalties of a page break between rows: a fifth of a page may stay empty to avoid it; nearly a
# page where rows are read against each other.
BETWEEN_ROWS = 40
BETWEEN_MATRIX_ROWS = 1000
_SQUEEZED = 0.75  # of a grid's cells' width must be left
_FEWEST = 2  # columns that a part of an author's table has besides the one that heads its rows
_CRAMPED = 7.0  # ems that a column of broken lines must be wide where tables may be set as lists
_NUMBER = re.compile(r"−?[0-9]*[.,]?[0-9]*½?\s?%?|–")
_LONG_LEAD = 20  # characters, behind which a line has little room to write
_SLACK = 0.1  # so that no word is broken for a rounding error
_PART_OF_PAGE = 1 / 3  # that a part of a row takes which is taller than a page
_WORDS = re.compile(r"\S+\s*|\s+")
_Cell = TypeVar("_Cell")
_CellText = tuple[str, str, Spans, Type]  # role, attributes, runs, type
COMPACT = "compact"
_FITTED = ("rows", "matrix")
_AIR = 2.4  # ems beside what a column holds, at most
RULED = ("rows", COMPACT)  # styles with rules between rows and none between columns
COLUMN, ROW = "/A<</O/Table/Scope/Column>>", "/A<</O/Table/Scope/Row>>"


class _Columns(NamedTuple):
    """Columns from `x` on, and the height that a page has for their rows."""

    x: float
    widths: Sequence[float]
    room: float


class Place(NamedTuple):
    """Where a table is set: from `x` on, at most `width` wide, on pages `room` high, in points."""

    x: float
    width: float
    room: float


def layout_table(table: Table, text: TextSetter, place: Place) -> BlockLayout:
    """The layout of a table; a row that no page holds is cut into several.

    Raises MissingGlyph.
    """
    x = place.x
    profile = table_profile(text.profile, table.style)
    widths = table_widths(table, text, place.width)
    head: Line | None = None
    lines: list[Line] = []
    rows: list[Element] = []
    elements: list[Element] = []
    penalty = BETWEEN_MATRIX_ROWS if table.style == "matrix" else BETWEEN_ROWS
    if table.head:
        head_cells = [("TH", COLUMN, runs, profile.cell_head) for runs in table.head]
        head, row = _row(head_cells, table, text, x, widths)
        ground = b"%g g 0 %.2f %.2f %.2f re f 0 g" % (
            profile.ground_grey,
            -head.height,
            total(widths),
            head.height,
        )
        head = head._replace(ornaments=(Ornament(x, 0, ground), *head.ornaments), after=NO_BREAK)
        elements.append(Element("THead", (row,)) if table.rows else row)
    room = place.room - (head.height if head else 0.0)
    for cells in table.rows:
        heads = [
            ("TH", ROW, runs, replace(profile.cell, bold=table.style != COMPACT))
            for runs in cells[: table.row_heads]
        ]
        data = [("TD", "", runs, profile.cell) for runs in cells[table.row_heads :]]
        columns = _Columns(x, widths, room)
        for line, row in _rows([*heads, *data], table, text, columns):
            lines.append(line._replace(runner=head, after=penalty))
            rows.append(row)
    if rows:
        lines[-1] = lines[-1]._replace(after=0.0)
        elements.append(Element("TBody", tuple(rows)))
    if table.style in RULED:
        lines = _closed(lines, profile, x, total(widths))
    summary = f"/A<</O/Table/Summary{text_string(table.summary)}>>"
    element = Element("Table", tuple(elements), summary)
    body = avoid_orphans(lines)
    return BlockLayout(
        (head, *body) if head else body, (element,), profile.cell.above, profile.cell.below
    )


def _rows(
    cells: Sequence[_CellText], table: Table, text: TextSetter, at: _Columns
) -> Iterator[tuple[Line, Element]]:
    """A row, cut into several where it is taller than a page: each has as many words of every cell
    as a part of a page holds, and its rest is in the next one.
    """
    limit = at.room
    part = at.room * _PART_OF_PAGE
    across, down = table_profile(text.profile, table.style).cell_pad
    while True:
        row = _row(cells, table, text, at.x, at.widths)
        cuts = [
            _cut(cell, text, width - 2 * across, part - 2 * down)
            for cell, width in zip(cells, at.widths, strict=True)
            if row[0].height > limit
        ]
        if not any(runs for _, (_, _, runs, _) in cuts):
            yield row  # it fits, or there is nothing to cut: a cell to fill in, one word
            return
        yield _row([first for first, _ in cuts], table, text, at.x, at.widths)
        cells, limit = [rest for _, rest in cuts], part


def _cut(
    cell: _CellText, text: TextSetter, width: float, room: float
) -> tuple[_CellText, _CellText]:
    """A cell with as many of its words as `room` holds, one at least, and with the others."""
    role, attrs, runs, kind = cell
    words = [replace(run, text=word) for run in runs for word in _WORDS.findall(run.text)]

    def is_too_tall(count: int) -> bool:
        lines, _ = text.set([(role, tuple(words[:count]))], kind, 0, width, LEFT)
        return total(line.height for line in lines) > room

    most = bisect_left(range(1, len(words) + 1), True, key=is_too_tall)
    fitting = max(most, 1)
    return (
        (role, attrs, tuple(words[:fitting]), kind),
        (role, attrs, tuple(words[fitting:]), kind),
    )


def table_profile(profile: Profile, style: str) -> Profile:
    """The profile in which a table's cells are set."""
    return profile.with_compact_cells if style == COMPACT else profile


def table_widths(table: Table, text: TextSetter, width: float) -> list[float]:
    """The columns' widths in points: in proportion to `table.widths`, but no narrower than the
    longest word if it can be, and so that beside a very long one others keep room for a letter.
    """
    needs = _needs(table, text, width)
    if table.style == "grid":
        widths = [
            max(share * text.profile.grid_cell, need)
            for share, need in zip(table.widths, needs, strict=True)
        ]
        if total(widths) <= width:
            return widths
    if total(needs) > width:
        if text.profile.latest:
            return levelled_widths(needs, width)
        profile = table_profile(text.profile, table.style)
        letter = 2 * profile.cell_pad[0] + profile.cell.size
        if min(needs) * width / total(needs) < letter:
            return levelled_widths(needs, width)
    stated = column_widths(table.widths, needs, width)
    if not text.profile.fitted or table.style not in _FITTED:
        return stated
    full = _full_widths(table, text)
    fitted = fitted_widths(full, needs, width, _AIR * text.profile.cell.size)
    if total(full) <= width:
        return fitted
    # Of the widths that an author's table has, and that its content asks for, the lowest table.
    return min(fitted, stated, key=lambda widths: _lines_of(table, text, widths))


def _lines_of(table: Table, text: TextSetter, widths: Sequence[float]) -> int:
    """How many lines the rows of a table take in columns of such widths."""
    profile = table_profile(text.profile, table.style)
    pad = 2 * profile.cell_pad[0]
    counts = [
        max(
            len(text.set([("TD", runs)], replace(profile.cell, bold=n < table.row_heads), 0, w)[0])
            for n, (runs, w) in enumerate(zip(row, (width - pad for width in widths), strict=True))
        )
        for row in table.rows
    ]
    return sum(counts)


def _full_widths(table: Table, text: TextSetter) -> list[float]:
    """What each column needs so that no cell takes a second line, in points."""
    profile = table_profile(text.profile, table.style)
    bold, pad = replace(profile.cell, bold=True), 2 * profile.cell_pad[0] + _SLACK
    rows = [(table.head, profile.cell_head), *((row, bold) for row in table.rows)]
    return [
        pad + max((text.width(row[n], kind) for row, kind in rows if row), default=0)
        for n in range(len(table.widths))
    ]


def fitted_widths(
    full: Sequence[float], least: Sequence[float], width: float, air: float
) -> list[float]:
    """Each column as wide as its content and, where there is room, `air`; where there is too
    little, the widest ones are made narrower, alike, but none below its least.

    Where not even the leasts fit, the width is shared in proportion to them.
    """
    if total(full) <= width:
        more = min(air, (width - total(full)) / len(full))
        return [wide + more for wide in full]
    if total(least) >= width:
        return [width * need / total(least) for need in least]
    # The widths grow with the most that a column may have, evenly between two of these.
    bounds = sorted({*full, *least})
    bound = max(most for most in bounds if total(_capped(full, least, most)) <= width)
    capped = _capped(full, least, bound)
    growing = len([1 for high, low in zip(full, least, strict=True) if low <= bound < high])
    more = (width - total(capped)) / growing
    return _capped(full, least, bound + more)


def levelled_widths(least: Sequence[float], width: float) -> list[float]:
    """Each column its least; where they do not fit, the widest ones share what the others leave."""
    left = width
    for n, need in enumerate(sorted(least)):
        share = left / (len(least) - n)
        if need > share:
            return [min(each, share) for each in least]
        left -= need
    return list(least)


def _capped(full: Sequence[float], least: Sequence[float], most: float) -> list[float]:
    return [min(high, max(low, most)) for high, low in zip(full, least, strict=True)]


def _needs(table: Table, text: TextSetter, width: float) -> list[float]:
    """What each column needs at least: measured in bold where all then fit, else as it is set."""
    needs = least_widths(table, text)
    if total(needs) <= width or not text.profile.latest:
        return needs
    return least_widths(table, text, as_set=True)


def least_widths(table: Table, text: TextSetter, as_set: bool = False) -> list[float]:
    """What each column needs at least, in points: room for its longest word, and in a grid to write
    in; cells are measured in bold, or `as_set`.
    """
    profile, floor = table_profile(text.profile, table.style), 0.0
    pad = 2 * profile.cell_pad[0]
    if table.style == "grid":
        pad, floor = profile.cell_pad[0], _SQUEEZED * profile.grid_cell
    bold = replace(profile.cell, bold=True)
    words = []
    for n in range(len(table.widths)):
        heads_rows = n < table.row_heads and table.style != COMPACT
        kind = profile.cell if as_set and not heads_rows else bold
        cells = [(runs, profile.cell_head) for runs in table.head[n : n + 1]]
        cells += [(runs, kind) for row in table.rows for runs in row[n : n + 1]]
        words.append([text.widest_word(runs, kind) for runs, kind in cells])
    return [max(pad + max(column, default=0.0) + _SLACK, floor) for column in words]


def _row(
    cells: Sequence[_CellText], table: Table, text: TextSetter, x: float, widths: Sequence[float]
) -> tuple[Line, Element]:
    """A row of cells."""
    style = table.style
    profile = table_profile(text.profile, style)
    across, down = profile.cell_pad
    if style == "grid":
        across /= 2
    setting, at = [], x
    for n, ((role, attrs, runs, kind), width) in enumerate(zip(cells, widths, strict=True)):
        align, pad, top = CENTRE if style == "grid" else LEFT, across, down
        if style == COMPACT and _is_of_numbers(table, n):
            align = RIGHT
        if style == "blanks" and role == "TD" and _numbers(runs):
            kind, pad, top = profile.blank, across / 2, down / 2
        lines, (element,) = text.set([(role, runs)], kind, at + pad, width - 2 * pad, align)
        setting.append((lines, element._replace(attrs=attrs), top))
        at += width
    height = max(2 * top + total(line.height for line in lines) for lines, _, top in setting)
    if style == "grid":
        height = max(height, profile.grid_cell)
    elif style == "blanks" and any(role == "TD" for role, *_ in cells):
        height = max(height, profile.blank_cell)
    spans: list[PlacedText] = []
    ornaments = _grid(widths, height, x, profile.hairline) if style not in RULED else []
    for lines, _, top in setting:
        top = (height - total(line.height for line in lines)) / 2 if style == "grid" else top
        for line in lines:
            spans += [span._replace(down=span.down + top) for span in line.spans]
            ornaments += [
                ornament._replace(down=ornament.down + top) for ornament in line.ornaments
            ]
            top += line.height
    baseline = next((lines[0].baseline + top for lines, _, top in setting if lines), down)
    row = Element("TR", tuple(element for _, element, _ in setting))
    return Line(height, tuple(spans), tuple(ornaments), baseline=baseline), row


def _is_of_numbers(table: Table, column: int) -> bool:
    """Whether a column of a table to look things up in holds numbers, which are read from their
    last figure on.
    """
    cells = ["".join(run.text for run in row[column]) for row in table.rows]
    return column > 0 and any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells if cell)


def _numbers(runs: Spans) -> bool:
    """Whether a cell is one to fill in: it holds a number and nothing else."""
    return "".join(run.text for run in runs).strip().isdecimal()


def _grid(widths: Sequence[float], height: float, x: float, thickness: float) -> list[Ornament]:
    boxes, at = [], 0.0
    for width in widths:
        boxes.append(b"%.2f %.2f %.2f %.2f re" % (at, -height, width, height))
        at += width
    return [Ornament(x, 0.0, b"%.2f w 0 G %b S" % (thickness, b" ".join(boxes)))]


def _closed(lines: list[Line], profile: Profile, x: float, width: float) -> list[Line]:
    """Rows with a fine rule under each and a stronger one under the last."""
    closed = []
    for n, line in enumerate(lines):
        last = n + 1 == len(lines)
        under = rule(
            x,
            line.height,
            width,
            profile.rule if last else profile.hairline,
            0 if last else profile.rule_grey,
        )
        closed.append(line._replace(ornaments=(*line.ornaments, under)))
    return closed


def column_widths(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths in proportion to `shares`; a column that would get too little gets its least, and
    the others share the rest.

    Where not even the leasts fit, the width is shared in proportion to them.
    """
    if total(least) >= width:
        return [width * need / total(least) for need in least]
    widths: dict[int, float] = {}
    while len(widths) < len(shares):
        free = [n for n in range(len(shares)) if n not in widths]
        per_share = (width - total(widths.values())) / total(shares[n] for n in free)
        tight = [n for n in free if shares[n] * per_share < least[n]]
        if tight:
            widths.update({n: least[n] for n in tight})
        else:
            widths.update({n: shares[n] * per_share for n in free})
    return [widths[n] for n in range(len(shares))]


def split_columns(table: Table, text: TextSetter, width: float) -> list[Table]:
    """The table, in small type if only that leaves its words whole; or as few as possible with
    equally many of its columns; none where it is better set as a list.
    """
    profile, ruled = text.profile, table.style in RULED
    if profile.tables_as_lists and ruled:
        return [] if _cramped(table, text, width) else [table]
    needs = _needs(table, text, width)
    if total(needs) <= width or (ruled and not profile.latest):
        return [table]
    if ruled:
        for each in (table, replace(table, style=COMPACT)):
            if _leaves_words_whole(each, text, width):
                return [each]
        if not _heads_rows(table):
            return []
    fixed = 1 if table.row_heads or ruled else 0
    columns = len(needs) - fixed
    most = columns // _FEWEST if ruled else columns
    for count in range(2, most + 1):
        cuts = _evenly(columns, count, fixed)
        if all(total(needs[:fixed]) + total(needs[a:b]) <= width for a, b in cuts):
            return [
                _part(table, fixed, a, b, f"{table.summary} ({n}/{count})")
                for n, (a, b) in enumerate(cuts, 1)
            ]
    if profile.tables_as_lists and table.style == "matrix":
        return []
    is_table = table.style == "grid" or not profile.latest
    return [table] if is_table or _leaves_words_whole(table, text, width) else []


def _heads_rows(table: Table) -> bool:
    """Whether the first column can stand again beside a part of the others: a number there could be
    taken for one more of the table.
    """
    firsts = [row[0] for row in table.rows]
    return table.row_heads or all(
        cell and cell[0].text[:1].isalpha() and not cell[0].formula for cell in firsts
    )


def _leaves_words_whole(table: Table, text: TextSetter, width: float) -> bool:
    """Whether a table parts no word that a list would not: one that is longer than a line is broken
    in a list, too, and makes none where its column has room.
    """
    needs = _needs(table, text, width)
    room = _CRAMPED * table_profile(text.profile, table.style).cell.size
    return all(
        need <= wide or (need > width and wide >= room)
        for need, wide in zip(needs, levelled_widths(needs, width), strict=True)
    )


def rows_as_blocks(table: Table) -> list[tuple[Block, ...]]:
    """Of each row, the blocks that say the same: what heads it, then every other cell behind its
    column's head; one to fill in has lines to write on.
    """
    rows = []
    for cells in table.rows:
        blocks: list[Block] = []
        heads: Sequence[Spans] = table.head
        if table.row_heads and cells:
            blocks.append(Paragraph(tuple(replace(run, bold=True) for run in cells[0]), "label"))
            cells, heads = cells[1:], heads[1:]
        pairs = [*zip(heads, cells, strict=True)] if heads else []
        if heads and table.style == "blanks":
            blocks += [_to_fill_in(head, cell) for head, cell in pairs if cell]
        elif heads:
            blocks.append(Definitions(tuple((_labelled(head), cell) for head, cell in pairs)))
        else:
            blocks += [Paragraph(cell) for cell in cells]
        rows.append(tuple(blocks))
    return rows


def _to_fill_in(head: Spans, cell: Spans) -> Block:
    """A cell behind its column's head: its number with room to write, or what is in it."""
    if not _numbers(cell):
        return Definitions(((_labelled(head), cell),))
    number = "".join(run.text for run in cell).strip()
    runs = (*head, Span(f" ({number}):"))
    lead = tuple(replace(run, bold=True) for run in runs)
    return Lines(1 if len("".join(run.text for run in lead)) < _LONG_LEAD else 2, lead)


def _labelled(head: Spans) -> Spans:
    return (*head, Span(":")) if "".join(run.text for run in head).strip() else head


def _cramped(table: Table, text: TextSetter, width: float) -> bool:
    """Whether some column is narrower than its longest word, or breaks lines where there is no room
    for them.
    """
    profile = table_profile(text.profile, table.style)
    kind, pad = replace(profile.cell, bold=True), 2 * profile.cell_pad[0]
    if total(least_widths(table, text)) > width:
        return True
    for n, wide in enumerate(table_widths(table, text, width)):
        longest = max(
            (
                text.width(runs, kind)
                for row in (table.head, *table.rows)
                for runs in row[n : n + 1]
            ),
            default=0.0,
        )
        if longest > wide - pad and wide - pad < _CRAMPED * kind.size:
            return True
    return False


def _evenly(columns: int, count: int, first: int) -> list[tuple[int, int]]:
    sizes = [columns // count + (n < columns % count) for n in range(count)]
    starts = [first + start for start in (0, *accumulate(sizes))]
    return list(zip(starts, starts[1:], strict=False))


def _part(table: Table, fixed: int, start: int, end: int, summary: str) -> Table:
    """Columns `start` to `end` behind those that head the rows."""

    def cut(row: tuple[_Cell, ...]) -> tuple[_Cell, ...]:
        return (*row[:fixed], *row[start:end])

    return replace(
        table,
        head=cut(table.head),
        rows=tuple(cut(row) for row in table.rows),
        widths=cut(table.widths),
        summary=summary,
    )
