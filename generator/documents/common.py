"""Pieces that several documents share: the block under the title, source lines, the grid of
question numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.content.dates import PartialDate
from generator.content.field_types import points_text
from generator.editions.quiz import QuizView, SourceLine
from generator.i18n.catalog import Catalog
from generator.items import StudentItem
from generator.page.blocks import Block, Heading, Paragraph, Table, spans
from generator.page.markup import Span, Spans, parse

GRID_COLUMNS = 13
Kept = dict[Any, tuple[Block, ...]]


@dataclass(frozen=True)
class Placed:
    """An item as it stands on a form: its number, its section and place in the view, and its options' order."""

    number: int
    section: int
    index: int
    asked: StudentItem
    order: tuple[int, ...]


def placed(view: QuizView, form: int) -> Iterator[Placed]:
    """The items of a form in printing order, numbered through."""
    number = 0
    for section, places in enumerate(view.forms[form].sections):
        for index, order in places:
            number += 1
            yield Placed(number, section, index, view.sections[section].items[index], order)


def once(
    kept: Kept, item: Placed, catalog: Catalog, make: Callable[[], tuple[Block, ...]], *how: bool
) -> tuple[Block, ...]:
    """The blocks of an item, made once for all forms that arrange it alike; `how`: what else they depend on."""
    at = item.section, item.index, item.order, catalog.language, *how
    if at not in kept:
        kept[at] = make()
    return kept[at]


def points_phrase(points: Fraction, catalog: Catalog) -> str:
    """Points with their word: ½ point, 1 point, 2½ points."""
    return catalog("points", n=points, points=points_text(points))


def title_block(view: QuizView, kind: str, catalog: Catalog) -> tuple[Block, ...]:
    """Institution, course, title and what kind of document it is (nothing for a paper, whose title says it)."""
    above = [text for text in (view.institution, view.course) if text]
    title = Heading(1, (*parse(view.title), *((Span(f" – {kind}"),) if kind else ())))
    blocks: tuple[Block, ...] = (
        (Paragraph(joined([parse(text) for text in above]), "small"),) if above else ()
    )
    return (*blocks, title)


def joined(parts: Sequence[Spans], between: str = " · ") -> Spans:
    """Runs side by side."""
    runs: Spans = ()
    for n, part in enumerate(parts):
        runs += ((Span(between),) if n else ()) + part
    return runs


def as_of(source: SourceLine, catalog: Catalog) -> str:
    """The sentence that says up to when a source speaks."""
    return catalog(
        f"as-of-{source.as_of_basis}", date=catalog.date(PartialDate.parse(source.as_of))
    )


def source_paragraphs(sources: Sequence[SourceLine], catalog: Catalog) -> tuple[Paragraph, ...]:
    """Each source with its as-of line and its notice."""
    lead = catalog("source") + ": "
    return tuple(
        Paragraph(
            (
                Span(lead, bold=True),
                *parse(f"{_plain(source.citation.removesuffix('.'))}. {as_of(source, catalog)}"),
                *(Span(" "), *parse(source.notice)) * bool(source.notice),
            ),
            "small",
        )
        for source in sources
    )


def _plain(text: str) -> str:
    """A plain text as markup that prints it unchanged."""
    return "".join("\\" + char if char in "\\*`~^[]()_" else char for char in text)


def number_grids(
    numbers: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], head: str, summary: str
) -> tuple[Block, ...]:
    """Grids with a column per number and a named row per sequence: as few grids of like width as hold the numbers."""
    grids = []
    wide = math.ceil(len(numbers) / math.ceil(len(numbers) / GRID_COLUMNS)) if numbers else 1
    for start in range(0, len(numbers), wide):
        part = slice(start, start + wide)
        heads = (spans(head), *(spans(number) for number in numbers[part]))
        body = tuple((spans(name), *(spans(cell) for cell in cells[part])) for name, cells in rows)
        grids.append(
            Table(
                heads,
                body,
                (2.0, *(1.0,) * (len(heads) - 1)),
                summary,
                row_heads=True,
                style="grid",
            )
        )
    return tuple(grids)
