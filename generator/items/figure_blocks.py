"""Figures as blocks of a page: drawn, or as a grid with numbered cells, empty or filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from generator.content.dates import DateRange, PartialDate
from generator.content.figures import DIAGRAM, Figure, Grid, actors, student_figure
from generator.content.model import ATTRIBUTED
from generator.i18n.catalog import Catalog
from generator.items.status_marks import status_marks
from generator.page.blocks import (
    Block,
    Chart,
    Diagram,
    Paragraph,
    Route,
    RouteMap,
    Table,
    Timeline,
    TimelineEvent,
    spans,
)
from generator.page.markup import Spans, parse
from generator.page.numbers import number_text
from generator.page.one_line import with_signs

_MONTHS, _MOST_TICKS = (1, 3, 6), 8


def figure_blocks(figure: Figure, catalog: Catalog) -> tuple[Block, ...]:
    """A figure as blocks, with its caption."""
    caption = Paragraph(parse(figure.caption), role="label")
    if figure.kind in ("matrix", "relations"):
        return (caption, _relations_block(figure, catalog))
    if figure.kind == "diagram":
        return (caption, _diagram(figure))
    if figure.kind == "route":
        return (caption, _route_map(figure, catalog))
    if figure.kind == "timeline":
        return (caption, _timeline(figure, catalog))
    series = tuple((s.name, tuple(Decimal(value) for value in s.values)) for s in figure.series)
    return (
        caption,
        Chart(
            figure.kind,
            figure.categories,
            series,
            figure.unit,
            with_signs(figure.alt),
            catalog("decimal-mark"),
        ),
    )


def _relations_block(figure: Figure, catalog: Catalog) -> Table | Diagram:
    """Relations as a matrix or a diagram: as the author wants them, or by what a matrix has."""
    matrix, diagram = _matrix(figure, catalog), _diagram(figure)
    drawn = replace(diagram, table=matrix)
    if figure.relations_as:
        return drawn if figure.relations_as == DIAGRAM else matrix
    if not _is_sparse(matrix, catalog):
        return matrix
    # Papers with a matrix were printed before any was drawn.
    if figure.kind == "relations":
        return drawn
    return replace(matrix, diagram=replace(diagram, alt=arrows_in_words(diagram, catalog)))


def _diagram(figure: Figure) -> Diagram:
    links = tuple((link.source, link.target, link.relation) for link in figure.links)
    return Diagram(actors(figure), links, with_signs(figure.alt))


def arrows_in_words(diagram: Diagram, catalog: Catalog) -> str:
    """What a diagram shows, with each of its arrows, for who would otherwise have read a table."""
    arrows = [
        catalog("text-link", one=start, other=end, relation=relation) + "."
        for start, end, relation in diagram.links
    ]
    return " ".join([diagram.alt, *arrows])


def _is_sparse(matrix: Table, catalog: Catalog) -> bool:
    """Whether more than half of the cells of a matrix of relations say that there is none; those of
    an actor with itself are not counted.
    """
    none = spans(catalog("relations-none"))
    empty = [
        cell == none
        for row in matrix.rows
        for head, cell in zip(matrix.head[1:], row[1:], strict=True)
        if head != row[0]
    ]
    return 2 * empty.count(True) > len(empty)


def _route_map(figure: Figure, catalog: Catalog) -> RouteMap:
    return RouteMap(
        tuple((place.name, Decimal(place.x), Decimal(place.y)) for place in figure.places),
        tuple(
            Route(route.source, route.target, route.label, route.arrow, route.dashed)
            for route in figure.routes
        ),
        with_signs(figure.alt),
        catalog("map-note"),
    )


def _timeline(figure: Figure, catalog: Catalog) -> Timeline:
    events = []
    for event in figure.events:
        dates = DateRange.parse(event.date)
        events.append(
            TimelineEvent(
                day_number(*dates.first),
                day_number(*dates.last),
                catalog.date_range_in_brackets(dates),
                event.label,
                catalog(f"status-{event.status}") if event.status else "",
                event.status not in ATTRIBUTED,
                () if catalog.has_first_words else status_marks([event.status], catalog),
            )
        )
    first = min(DateRange.parse(event.date).first for event in figure.events)
    last = max(DateRange.parse(event.date).last for event in figure.events)
    return Timeline(tuple(events), scale_ticks(first, last, catalog), with_signs(figure.alt))


def scale_ticks(
    first: tuple[int, int, int], last: tuple[int, int, int], catalog: Catalog
) -> tuple[tuple[int, str], ...]:
    """The beginnings of years, or of months where there are few years, and what they are called."""
    months = 12 * (last[0] - first[0]) + last[1] - first[1] + 1
    step = next((step for step in _MONTHS if months <= _MOST_TICKS * step), 0)
    if step:
        start = 12 * first[0] + (first[1] - 1) // step * step
        counted = range(start, 12 * last[0] + last[1] + step, step)
        dates = [PartialDate(month // 12, month % 12 + 1) for month in counted]
    else:
        years = last[0] - first[0] + 1
        step = next(
            step
            for power in range(5)
            for step in (10**power, 2 * 10**power, 5 * 10**power)
            if years <= _MOST_TICKS * step
        )
        counted = range(first[0] // step * step, last[0] + step + 1, step)
        dates = [PartialDate(year) for year in counted]
    return tuple((day_number(*date.first), catalog.date(date)) for date in dates if date.year)


def day_number(year: int, month: int, day: int) -> int:
    """The Julian day number of a date of the Gregorian calendar, at noon (Richards, in: Explanatory
    Supplement to the Astronomical Almanac, 2012, chapter 15).
    """
    before = -1 if month <= 2 else 0
    return (
        1461 * (year + 4800 + before) // 4
        + 367 * (month - 2 - 12 * before) // 12
        - 3 * ((year + 4900 + before) // 100) // 4
        + day
        - 32075
    )


def _relations(figure: Figure) -> dict[tuple[str, str], list[str]]:
    """What is written of each actor's relation to each other."""
    relations: dict[tuple[str, str], list[str]] = {}
    for link in figure.links:
        relations.setdefault((link.source, link.target), []).append(link.relation)
    return relations


def _matrix(figure: Figure, catalog: Catalog) -> Table:
    cells = _relations(figure)
    names, none = actors(figure), [catalog("relations-none")]
    rows = []
    for source in names:
        row = [spans(source)]
        for target in names:
            relations = cells.get((source, target), none if source != target else [])
            row.append(spans("; ".join(relations)))
        rows.append(tuple(row))
    head = (spans(catalog("relations-head")), *(spans(name) for name in names))
    return Table(
        head,
        tuple(rows),
        (1.3, *(1.0 for _ in names)),
        with_signs(figure.alt),
        row_heads=True,
        style="matrix",
    )


def empty_grid(grid: Grid, catalog: Catalog) -> tuple[Block, ...]:
    """A grid with numbered empty cells, with its caption."""
    return _grid(grid, "blanks", lambda number, row, column: str(number), catalog)


def filled_grid(figure: Figure, catalog: Catalog) -> tuple[Block, ...]:
    """The grid with its cells filled in beside their numbers, for the key."""
    grid, answer = _answers(figure, catalog)
    return _grid(
        grid, "matrix", lambda number, row, column: f"({number}) {answer(row, column)}", catalog
    )


def filled_blanks(figure: Figure, catalog: Catalog) -> Spans:
    """What fills the grid's cells, by number."""
    filled: list[str] = []

    def fill(number: int, row: int, column: int) -> str:
        filled.append(f"({number})\u00a0{answer(row, column)}")
        return ""

    grid, answer = _answers(figure, catalog)
    _grid(grid, "matrix", fill, catalog)
    return spans("  ".join(filled))


def _answers(figure: Figure, catalog: Catalog) -> tuple[Grid, Callable[[int, int], str]]:
    """The grid of a figure with blanks, and what fills each cell."""
    grid = student_figure(figure)
    assert isinstance(grid, Grid), "only a figure with blanks is filled in"
    relations = _relations(figure)
    none = [catalog("relations-none")]

    def answer(row: int, column: int) -> str:
        if grid.crossed:
            return "; ".join(relations.get((grid.rows[row], grid.columns[column]), none))
        return number_text(Decimal(figure.series[column].values[row]), catalog("decimal-mark"))

    return grid, answer


def _grid(
    grid: Grid, style: str, fill: Callable[[int, int, int], str], catalog: Catalog
) -> tuple[Block, ...]:
    """The grid with what `fill` says of each cell, given its number, row and column; both grids are
    numbered alike.
    """
    number, rows = 0, []
    for r, row in enumerate(grid.rows):
        cells: list[Spans] = [spans(row)]
        for c in range(len(grid.columns)):
            number += not (grid.crossed and r == c)
            cells.append(() if grid.crossed and r == c else spans(fill(number, r, c)))
        rows.append(tuple(cells))
    unit = f" ({grid.unit})" if grid.unit else ""
    head = (
        spans(catalog("relations-head") if grid.crossed else ""),
        *(spans(column + unit) for column in grid.columns),
    )
    table = Table(
        head,
        tuple(rows),
        (1.3, *(1.0 for _ in grid.columns)),
        with_signs(grid.alt),
        row_heads=True,
        style=style,
    )
    return (Paragraph(parse(grid.caption), role="label"), table)
