"""Tables to write marks into, one beside a name: as few as their columns fit into, with all
their heads on every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from generator.page.blocks import MarkTable
from generator.page.markup import Span
from generator.page.numbers import total
from generator.render.pdf.blocks.tables import BETWEEN_ROWS, COLUMN, ROW, column_widths
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import (
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    avoid_orphans,
    merge_lines,
    stack,
)
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, TextSetter

_NARROW = 18.5 / 12  # ems of body text that a narrow column is wide at least
_PAD = 0.5  # ems beside a cell's words
_LEAD = 0.34  # of the width is what the first columns take at most
_FIFTH, _STRONG = 5, 1.1  # after every fifth row is a rule as strong as this
_MOST_LEAD = 0.6  # of the width, for the first columns where their heads need it
_LEAST_LEAD = 0.26  # the least that they take where that makes all columns fit
_LIGHT = 0.43  # grey of the rules between cells
_SUM_GREY = 0.93  # ground of the columns of sums
_TALL = 1.12  # ems of body text that a row is high at least
_MOST_SPARE = 1.4  # times its need, that a narrow column is wide at most


class _Cell(NamedTuple):
    role: str
    attrs: str
    words: str
    kind: Type
    align: float
    width: float
    is_sum: bool = False


class _Part(NamedTuple):
    """One table of those that a mark table is cut into: its narrow columns by number, and the
    widths of all its columns.
    """

    columns: range
    lead: Sequence[float]
    narrow: Sequence[float]
    summary: str
    sums: tuple[int, ...]

    def cells(
        self, lead: Sequence[_Cell], words: Sequence[str], cell: tuple[str, str, Type]
    ) -> list[_Cell]:
        """A row: the cells of the first columns, then those of its narrow columns, alike."""
        role, attrs, kind = cell
        narrow = zip(self.columns, self.narrow, strict=True)
        return [
            *lead,
            *(
                _Cell(role, attrs, words[n], kind, CENTRE, wide, n in self.sums)
                for n, wide in narrow
            ),
        ]


def layout_mark_table(table: MarkTable, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of a table at `x`, at most `width` wide.  Raises MissingGlyph."""
    bold = replace(text.profile.blank, bold=True)
    columns = zip(table.heads, table.filled, *(cells for _, cells in table.above), strict=True)
    least = _NARROW * text.profile.body.size
    needs = [
        max(least, *(text.line(words, bold)[1] + bold.size for words in column))
        for column in columns
    ]
    lead_needs = [text.line(words, bold)[1] + bold.size for words in table.lead]
    if table.rows and table.rows[-1][0].isdecimal():  # numbers of rows stay whole
        last = text.line(table.rows[-1][0], text.profile.blank)[1] + _PAD * bold.size + 0.5
        lead_needs[0] = max(lead_needs[0], last)
    # Names have a little less where that saves a second table.
    left = width - total(needs)
    share = min(_LEAD * width, left) if left >= _LEAST_LEAD * width else _LEAD * width
    share = max(share, min(total(lead_needs), _MOST_LEAD * width))  # words of heads stay whole
    lead = column_widths(table.widths, lead_needs, share)
    room = width - total(lead)
    cuts = _cuts(needs, room)
    layouts = []
    for number, cut in enumerate(cuts, 1):
        spare = min(room / total(needs[n] for n in cut), _MOST_SPARE)
        narrow = [needs[n] * spare for n in cut]
        summary = f"{table.summary} ({number}/{len(cuts)})" if len(cuts) > 1 else table.summary
        layouts.append(_part(table, _Part(cut, lead, narrow, summary, table.sums), text, x))
    return stack(layouts)


def _cuts(needs: Sequence[float], room: float) -> list[range]:
    """Which columns are in which table: as few tables as can be, of columns as equally many."""
    for count in range(1, len(needs) + 1):
        per = ceil(len(needs) / count)
        cuts = [range(start, min(start + per, len(needs))) for start in range(0, len(needs), per)]
        if all(total(needs[n] for n in cut) <= room for cut in cuts):
            return cuts
    return [range(n, n + 1) for n in range(len(needs))]


def _part(table: MarkTable, part: _Part, text: TextSetter, x: float) -> BlockLayout:
    """The table of some narrow columns, its heads on every page."""
    profile = text.profile
    small, bold = profile.blank, replace(profile.blank, bold=True)
    span = f"/A<</O/Table/Scope/Row/ColSpan {len(part.lead)}>>"
    head_rows = [
        part.cells(
            [_Cell("TH", span, name, small, RIGHT, total(part.lead))], cells, ("TH", COLUMN, small)
        )
        for name, cells in table.above
    ]
    names = [
        _Cell("TH", COLUMN, name, bold, LEFT, wide)
        for name, wide in zip(table.lead, part.lead, strict=True)
    ]
    head_rows.append(part.cells(names, table.heads, ("TH", COLUMN, bold)))
    heads = [_row(cells, text, x, small.leading + 1) for cells in head_rows]
    head = _merged([line for line, _ in heads], profile, x, total(part.lead) + total(part.narrow))
    lines: list[Line] = []
    rows: list[Element] = []
    for words in table.rows:
        lead = [
            _Cell("TD", "", cell, small, LEFT, wide)
            for cell, wide in zip(words, part.lead, strict=True)
        ]
        lead[:1] = [cell._replace(role="TH", attrs=ROW) for cell in lead[:1]]
        cells = part.cells(lead, table.filled, ("TD", "", small))
        line, row = _row(cells, text, x, _TALL * profile.body.size)
        if rows and len(rows) % _FIFTH == 0:
            line = line._replace(ornaments=(*line.ornaments, _strong_rule(0.0, part, x)))
        lines.append(line._replace(runner=head, after=BETWEEN_ROWS))
        rows.append(row)
    lines[-1:] = [
        line._replace(after=0.0, ornaments=(*line.ornaments, _strong_rule(line.height, part, x)))
        for line in lines[-1:]
    ]
    inside = [Element("THead", tuple(row for _, row in heads))]
    if rows:
        inside.append(Element("TBody", tuple(rows)))
    summary = f"/A<</O/Table/Summary{text_string(part.summary)}>>"
    element = Element("Table", tuple(inside), summary)
    return BlockLayout(
        (head, *avoid_orphans(lines)), (element,), profile.cell.above, profile.cell.below
    )


def _strong_rule(down: float, part: _Part, x: float) -> Ornament:
    """A stronger rule between rows, so that the eye keeps to its line; it is drawn by the lower
    row, whose light rules would else cover it.
    """
    width = total(part.lead) + total(part.narrow)
    ends = 0.0, -down, width, -down
    return Ornament(x, 0.0, b"%.2f w 0 G %.2f %.2f m %.2f %.2f l S" % (_STRONG, *ends))


def _row(cells: Sequence[_Cell], text: TextSetter, x: float, least: float) -> tuple[Line, Element]:
    """A row of ruled cells; words are in the middle of its height."""
    setting, at = [], x
    for cell in cells:
        pad = _PAD / 2 * cell.kind.size
        runs = (Span(cell.words),) if cell.words else ()
        lines, (element,) = text.set(
            [(cell.role, runs)], cell.kind, at + pad, cell.width - 2 * pad, cell.align
        )
        setting.append((lines, element._replace(attrs=cell.attrs)))
        at += cell.width
    height = max(least, *(total(line.height for line in lines) + 2 for lines, _ in setting))
    spans: list[PlacedText] = []
    for lines, _ in setting:
        top = (height - total(line.height for line in lines)) / 2
        for line in lines:
            spans += [span._replace(down=span.down + top) for span in line.spans]
            top += line.height
    element = Element("TR", tuple(element for _, element in setting))
    frame = Ornament(x, 0.0, _boxes(cells, height, text.profile))
    return Line(height, tuple(spans), (frame,), baseline=height / 2), element


def _boxes(cells: Sequence[_Cell], height: float, profile: Profile) -> bytes:
    """The cells' light rules; sums on a ground, with a strong rule on either side."""
    boxes, grounds, sides, at = [], [], [], 0.0
    for cell in cells:
        box = b"%.2f %.2f %.2f %.2f re" % (at, -height, cell.width, height)
        boxes.append(box)
        if cell.is_sum:
            grounds.append(box)
            ends = at + cell.width, at + cell.width, -height
            sides.append(b"%.2f 0 m %.2f %.2f l" % ends)
        at += cell.width
    ops = b"%.2f w %g G %b S" % (profile.hairline, _LIGHT, b" ".join(boxes))
    if grounds:
        ground = b"%g g %b f 0 g" % (_SUM_GREY, b" ".join(grounds))
        ops = b"%b %b %.2f w 0 G %b S" % (ground, ops, _STRONG, b" ".join(sides))
    return ops


def _merged(rows: Sequence[Line], profile: Profile, x: float, width: float) -> Line:
    """The heads as one line, on a ground of their own."""
    spans, ornaments, top = merge_lines(rows)
    ground = Ornament(
        x, 0, b"%g g 0 %.2f %.2f %.2f re f 0 g" % (profile.ground_grey, -top, width, top)
    )
    return Line(top, spans, (ground, *ornaments), after=NO_BREAK)
