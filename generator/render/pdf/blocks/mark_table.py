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
from generator.render.pdf.blocks.tables import COLUMN, PARTED, ROW, shared
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import (
    NEVER,
    Element,
    Galley,
    Line,
    Ornament,
    PlacedText,
    guarded,
    stack,
    together,
)
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import CENTRE, LEFT, RIGHT, TextSetter

_NARROW = 20.0 / 12  # ems of body text that a narrow column is wide at least
_LEAD = 0.42  # of the width is what the first columns take at most
_TALL = 1.9  # ems of body text that a row is high at least


class _Cell(NamedTuple):
    role: str
    attrs: str
    words: str
    kind: Type
    align: float
    width: float


def set_mark_table(table: MarkTable, text: TextSetter, x: float, width: float) -> Galley:
    """The galley of a table at `x`, at most `width` wide.  Raises MissingGlyph."""
    strong = replace(text.profile.blank, bold=True)
    columns = zip(table.heads, table.filled, *(cells for _, cells in table.above), strict=True)
    needs = [
        max(
            _NARROW * text.profile.body.size,
            *(text.line(words, strong)[1] + strong.size for words in column),
        )
        for column in columns
    ]
    lead = shared(
        table.widths,
        [text.line(words, strong)[1] + strong.size for words in table.lead],
        _LEAD * width,
    )
    room = width - sum(lead)
    cuts = _cuts(needs, room)
    return stack(
        [
            _part(
                table,
                lead,
                needs,
                cut,
                f" ({n}/{len(cuts)})" if len(cuts) > 1 else "",
                text,
                x,
                room,
            )
            for n, cut in enumerate(cuts, 1)
        ]
    )


def _cuts(needs: Sequence[float], room: float) -> list[range]:
    """Which columns stand in which table: as few tables as can be, of columns as equally many."""
    for count in range(1, len(needs) + 1):
        per = ceil(len(needs) / count)
        cuts = [range(start, min(start + per, len(needs))) for start in range(0, len(needs), per)]
        if all(sum(needs[n] for n in cut) <= room for cut in cuts):
            return cuts
    return [range(n, n + 1) for n in range(len(needs))]


def _part(
    table: MarkTable,
    lead: Sequence[float],
    needs: Sequence[float],
    cut: range,
    number: str,
    text: TextSetter,
    x: float,
    room: float,
) -> Galley:
    """The table of some narrow columns, which share what room they can use."""
    profile = text.profile
    small, strong = profile.blank, replace(profile.blank, bold=True)
    spare = min(room / sum(needs[n] for n in cut), 1.4)
    narrow = [needs[n] * spare for n in cut]
    span = f"/A<</O/Table/Scope/Row/ColSpan {len(lead)}>>"
    heads = [
        [
            _Cell("TH", span, name, strong, RIGHT, sum(lead)),
            *(
                _Cell("TH", COLUMN, cells[n], strong, CENTRE, wide)
                for n, wide in zip(cut, narrow, strict=True)
            ),
        ]
        for name, cells in table.above
    ]
    heads.append(
        [
            *(
                _Cell("TH", COLUMN, name, strong, LEFT, wide)
                for name, wide in zip(table.lead, lead, strict=True)
            ),
            *(
                _Cell("TH", COLUMN, table.heads[n], small, CENTRE, wide)
                for n, wide in zip(cut, narrow, strict=True)
            ),
        ]
    )
    made = [_row(cells, text, x, small.leading + 4) for cells in heads]
    head = _merged([line for line, _ in made], profile, x, sum(lead) + sum(narrow))
    lines, rows = [], []
    for row in table.rows:
        cells = [
            _Cell("TH" if n == 0 else "TD", ROW if n == 0 else "", words, profile.cell, LEFT, wide)
            for n, (words, wide) in enumerate(zip(row, lead, strict=True))
        ]
        cells += [
            _Cell("TD", "", table.filled[n], small, CENTRE, wide)
            for n, wide in zip(cut, narrow, strict=True)
        ]
        line, element = _row(cells, text, x, _TALL * profile.body.size)
        lines.append(line._replace(runner=head, after=PARTED))
        rows.append(element)
    lines[-1:] = [line._replace(after=0.0) for line in lines[-1:]]
    inside = [
        Element("THead", tuple(element for _, element in made)),
        *([Element("TBody", tuple(rows))] if rows else []),
    ]
    element = Element(
        "Table", tuple(inside), f"/A<</O/Table/Summary{text_string(table.summary + number)}>>"
    )
    return Galley((head, *guarded(lines)), (element,), profile.cell.above, profile.cell.below)


def _row(cells: Sequence[_Cell], text: TextSetter, x: float, least: float) -> tuple[Line, Element]:
    """A row of ruled cells; words stand in the middle of its height."""
    setting, at = [], x
    for cell in cells:
        pad = cell.kind.size / 4
        runs = (Span(cell.words),) if cell.words else ()
        lines, (element,) = text.set(
            [(cell.role, runs)], cell.kind, at + pad, cell.width - 2 * pad, cell.align
        )
        setting.append((lines, element._replace(attrs=cell.attrs)))
        at += cell.width
    height = max(least, *(sum(line.height for line in lines) + 2 for lines, _ in setting))
    spans: list[PlacedText] = []
    for lines, _ in setting:
        top = (height - sum(line.height for line in lines)) / 2
        for line in lines:
            spans += [span._replace(down=span.down + top) for span in line.spans]
            top += line.height
    boxes, at = [], 0.0
    for cell in cells:
        boxes.append(b"%.2f %.2f %.2f %.2f re" % (at, -height, cell.width, height))
        at += cell.width
    frame = Ornament(x, 0.0, b"%.2f w 0 G %b S" % (text.profile.hairline, b" ".join(boxes)))
    return Line(height, tuple(spans), (frame,), baseline=height / 2), Element(
        "TR", tuple(element for _, element in setting)
    )


def _merged(rows: Sequence[Line], profile: Profile, x: float, width: float) -> Line:
    """The heads as one line, on a ground of their own."""
    spans, ornaments, top = together(rows)
    ground = Ornament(
        x, 0, b"%g g 0 %.2f %.2f %.2f re f 0 g" % (profile.ground_grey, -top, width, top)
    )
    return Line(top, spans, (ground, *ornaments), after=NEVER)
