"""Tables that are too wide for their measure: cut into several, or told as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from generator.page.blocks import Block, Definitions, Paragraph, Table
from generator.page.markup import Span, Spans
from generator.render.pdf.blocks.tables import RULED, columns, least, look
from generator.render.pdf.text import TextSetter

_CRAMPED = (
    7.0  # ems that a column of broken lines must be wide in a profile that tells tables as lists
)


def recut(table: Table, text: TextSetter, width: float) -> list[Table]:
    """The table, or as few as possible with equally many of its columns; none where it had better be told as a list."""
    if text.profile.lists and table.style in RULED:
        return [] if _cramped(table, text, width) else [table]
    needs = least(table, text)
    if table.style in RULED or sum(needs) <= width:
        return [table]
    fixed = 1 if table.row_heads else 0
    for count in range(2, len(needs) - fixed + 1):
        cuts = _evenly(len(needs) - fixed, count, fixed)
        if all(sum(needs[:fixed]) + sum(needs[a:b]) <= width for a, b in cuts):
            return [
                _part(table, fixed, a, b, f"{table.summary} ({n}/{count})")
                for n, (a, b) in enumerate(cuts, 1)
            ]
    return [] if text.profile.lists and table.style == "matrix" else [table]


def told(table: Table) -> list[tuple[Block, ...]]:
    """Of each row, the blocks that tell it: what heads it, then every other cell behind its column's head."""
    rows = []
    for cells in table.rows:
        blocks: list[Block] = []
        heads: Sequence[Spans] = table.head
        if table.row_heads and cells:
            blocks.append(Paragraph(tuple(replace(run, bold=True) for run in cells[0]), "label"))
            cells, heads = cells[1:], heads[1:]
        if heads:
            blocks.append(
                Definitions(
                    tuple((_labelled(head), cell) for head, cell in zip(heads, cells, strict=True))
                )
            )
        else:
            blocks += [Paragraph(cell) for cell in cells]
        rows.append(tuple(blocks))
    return rows


def _labelled(head: Spans) -> Spans:
    return (*head, Span(":")) if "".join(run.text for run in head).strip() else head


def _cramped(table: Table, text: TextSetter, width: float) -> bool:
    """Whether some column is narrower than its longest word, or breaks lines where there is no room for them."""
    profile = look(text.profile, table.style)
    kind, pad = replace(profile.cell, bold=True), 2 * profile.cell_pad[0]
    if sum(least(table, text)) > width:
        return True
    for n, wide in enumerate(columns(table, text, width)):
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


def _evenly(columns_: int, count: int, first: int) -> list[tuple[int, int]]:
    sizes = [columns_ // count + (n < columns_ % count) for n in range(count)]
    starts = [first + start for start in (0, *accumulate(sizes))]
    return list(zip(starts, starts[1:], strict=False))


def _part(table: Table, fixed: int, start: int, end: int, summary: str) -> Table:
    """Columns `start` to `end` behind those that head the rows."""

    def cut(row: tuple) -> tuple:
        return (*row[:fixed], *row[start:end]) if row else row

    return replace(
        table,
        head=cut(table.head),
        rows=tuple(cut(row) for row in table.rows),
        widths=cut(table.widths),
        summary=summary,
    )
