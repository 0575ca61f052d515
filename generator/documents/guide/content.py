"""What a quiz consists of: its sections with minutes and guessing floor, and its blueprint,
planned and met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.content.field_types import points_text
from generator.documents.guide.blocks import about, heading, percent, small, table, whole
from generator.documents.guide.model import Content, Grid, Guide
from generator.documents.section_rules import choices_to_mark
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Bullets, Paragraph, PlanTable, spans
from generator.page.markup import Span, Spans, parse
from generator.page.one_line import with_signs

_RECALL = "remember"


def effort_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """A row for each section, and whether the time is enough."""
    efforts = guide.efforts
    rows = [
        [
            with_signs(effort.title),
            str(effort.questions),
            points_text(effort.points),
            str(whole(effort.minutes)),
            about(effort.floor, catalog),
        ]
        for effort in efforts
    ]
    minutes = sum(effort.minutes for effort in efforts)
    if len(efforts) > 1:
        rows.append(
            [
                catalog("guide-all"),
                str(sum(effort.questions for effort in efforts)),
                points_text(guide.view.points),
                str(whole(minutes)),
                about(_floor(guide), catalog),
            ]
        )
    allowed = (
        catalog("effort-duration", n=whole(minutes), allowed=guide.view.duration)
        if guide.view.duration
        else ""
    )
    choices = choices_to_mark(guide.view, catalog)
    head, widths = catalog.list("effort-head"), (3.0, 1.2, 1.0, 1.1, 1.3)
    return (
        heading(catalog("effort")),
        table(head, rows, widths, catalog("effort-summary")),
        *(small(f"{rule} {catalog('guide-choose')}") for rule in choices),
        *((Paragraph(spans(allowed)),) if allowed else ()),
    )


def guess_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """What blind guessing earns, in all and by type of question."""
    floor, points = _floor(guide), guide.view.points
    rows = [
        [
            catalog(f"type-{guessed.type}"),
            str(guessed.questions),
            points_text(guessed.points),
            about(guessed.floor, catalog),
            catalog(f"guess-{guessed.type}"),
        ]
        for guessed in guide.guessing
    ]
    earned = catalog(
        "guess-floor",
        points=about(floor, catalog),
        total=points_text(points),
        share=percent(_share(floor, points), catalog),
    )
    head, widths = catalog.list("guess-head"), (1.7, 1.2, 1.0, 1.1, 3.6)
    return (
        heading(catalog("guess")),
        Paragraph(spans(earned)),
        table(head, rows, widths, catalog("guess-summary")),
        small(catalog("guess-assumed")),
        small(catalog("guess-formula")),
    )


def _floor(guide: Guide) -> Fraction:
    """The points that blind guessing earns on average."""
    return sum((effort.floor for effort in guide.efforts), Fraction(0))


def blueprint_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """What was planned and what there is, where a section has a blueprint; points by objective and
    level for all others and for the whole.
    """
    planned = {planned.section: planned.rows for planned in guide.planned}
    several = len(guide.view.sections) > 1
    blocks: list[Block] = [heading(catalog("blueprint"))]
    levels, rows = guide.content.grid.levels, []
    ids = dict(guide.objectives)
    for n, section in enumerate(guide.view.sections):
        title = with_signs(section.title)
        title = catalog("part", n=n + 1) + title if several else title
        if n in planned:
            plan_head, met_head, bar_head = catalog.list("blueprint-head")
            blocks.append(
                PlanTable(
                    (title, plan_head, met_head, bar_head), planned[n], catalog("blueprint-summary")
                )
            )
        elif several:
            rows += _grid(title, guide.contents[n].grid, ids, levels, catalog)
    rows += _grid(catalog("blueprint-whole"), guide.content.grid, ids, levels, catalog)
    if not _says_more(guide.content):
        return tuple(blocks) if planned else ()
    printed = (item.points for section in guide.view.sections for item in section.items)
    balance = _balance(guide.content, sum(printed, Fraction(0)), catalog)
    chosen = any(section.answer for section in guide.view.sections)
    shown = _shown_levels(levels)
    heads = (
        catalog("blueprint-objective"),
        *(catalog(f"level-{level}") if level else catalog("guide-nothing") for level in shown),
        catalog("guide-all"),
    )
    grid = table(heads, rows, (4.6, *(1.0 for _ in shown), 0.7), catalog("blueprint-points"))
    return (
        *blocks,
        *((grid,) if _is_sorted(guide.content.grid) else ()),
        *((small(catalog("blueprint-choose")),) if chosen else ()),
        *((small(balance),) if balance else ()),
    )


def objective_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """What the names of objectives stand for."""
    ids = dict(guide.objectives)
    entries = tuple(
        (Paragraph((Span(f"{ids[text]}: ", bold=True), *parse(text)), "small"),)
        for text, _ in guide.content.grid.rows
        if text in ids
    )
    return (heading(catalog("guide-objectives")), Bullets(entries)) if entries else ()


def _is_sorted(grid: Grid) -> bool:
    """Whether some question says its objective or its level."""
    return any(grid.levels) or any(objective for objective, _ in grid.rows)


def _says_more(content: Content) -> bool:
    """Whether some question says its objective, its level or its difficulty."""
    return _is_sorted(content.grid) or bool(content.difficulties)


def _shown_levels(levels: Sequence[str]) -> Sequence[str]:
    """The levels that have a column: none where no question says its level."""
    return levels if any(levels) else ()


def _grid(
    title: str, grid: Grid, ids: Mapping[str, str], levels: Sequence[str], catalog: Catalog
) -> list[list[str | Spans]]:
    """A row in bold with the sums of a section or quiz, then one for each objective, named by its
    id or else its text.
    """

    def shown(name: Spans, cells: Mapping[str, Fraction], bold: bool) -> list[str | Spans]:
        points = [
            points_text(cells[level]) if cells.get(level) else catalog("guide-nothing")
            for level in _shown_levels(levels)
        ]
        points.append(points_text(sum(cells.values(), Fraction(0))))
        return [name, *(spans(text, bold=bold) for text in points)]

    named = [
        (
            spans(ids[objective])
            if objective in ids
            else parse(objective) or spans(catalog("guide-nothing")),
            dict(zip(grid.levels, cells, strict=True)),
        )
        for objective, cells in grid.rows
    ]
    sums = {level: sum((cells[level] for _, cells in named), Fraction(0)) for level in grid.levels}
    by_objective = named if any(objective for objective, _ in grid.rows) else []
    whole = shown(spans(title, bold=True), sums, True)
    return [whole, *(shown(*each, False) for each in by_objective)]


def _balance(content: Content, points: Fraction, catalog: Catalog) -> str:
    """Recall's share of the points, and the points by difficulty."""
    recall = sum((amount for level, amount in content.levels if level == _RECALL), Fraction(0))
    hard = [
        catalog(
            "difficulty-points",
            difficulty=catalog(f"difficulty-{name}"),
            points=points_text(amount),
            share=percent(_share(amount, points), catalog),
        )
        for name, amount in content.difficulties
    ]
    sentences = []
    if any(level for level, _ in content.levels):
        sentences.append(
            catalog(
                "recall",
                points=points_text(recall),
                total=points_text(points),
                share=percent(_share(recall, points), catalog),
            )
        )
    if hard:
        sentences.append(catalog("by-difficulty", list=catalog.join_with_commas(hard)))
    return " ".join(sentences)


def _share(part: Fraction, total: Fraction) -> Fraction:
    return part / total if total else Fraction(0)
