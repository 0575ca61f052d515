"""What several documents share: title, source lines, phrases, grids of question numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from generator.content.dates import PartialDate
from generator.content.field_types import points_text
from generator.content.figures import as_markup
from generator.editions.quiz import QuizView, SourceLine
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Heading, Paragraph, Table, spans
from generator.page.markup import Span, Spans, joined, parse

GRID_COLUMNS = 13
HERE = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a phrase has spans among its words


def points_phrase(points: Fraction, catalog: Catalog) -> str:
    """Points with their word: ½ point, 1 point, 2½ points."""
    return catalog("points", n=points, points=points_text(points))


def title_block(view: QuizView, kind: str) -> tuple[Block, ...]:
    """Institution, course, title and what kind of document it is."""
    above = [text for text in (view.institution, view.course) if text]
    title = Heading(1, (*parse(view.title), Span(f" – {kind}")))
    blocks: tuple[Block, ...] = (
        (Paragraph(joined([parse(text) for text in above]), "small"),) if above else ()
    )
    return (*blocks, title)


def phrase_with(phrase: str, runs: Spans) -> Spans:
    """The words of a phrase, with these spans where it has HERE."""
    before, _, after = phrase.partition(HERE)
    return (*spans(before), *runs, *spans(after))


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
                *parse(f"{as_markup(source.citation.removesuffix('.'))}. {as_of(source, catalog)}"),
                *((Span(" "), *parse(source.notice)) if source.notice else ()),
            ),
            "small",
        )
        for source in sources
    )


def number_grids(
    numbers: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], head: str, summary: str
) -> tuple[Block, ...]:
    """Grids with a column per number and a named row per sequence: as few grids of like width as
    hold the numbers.  Forms that count alike have the very same.
    """
    as_told = tuple((name, tuple(cells)) for name, cells in rows)
    return _number_grids(tuple(numbers), as_told, head, summary)


@lru_cache(64)
def _number_grids(
    numbers: tuple[str, ...], rows: tuple[tuple[str, tuple[str, ...]], ...], head: str, summary: str
) -> tuple[Block, ...]:
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
