"""Points by objective, level and difficulty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from generator.content.model import DIFFICULTIES, LEVELS
from generator.documents.guide.model import Content, Grid
from generator.documents.guide.pieces import Piece


def contents(pieces: Iterable[Piece], sections: int) -> tuple[Content, ...]:
    """What each section is made of."""
    held: list[list[Piece]] = [[] for _ in range(sections)]
    for piece in pieces:
        held[piece.section].append(piece)
    return tuple(content(each) for each in held)


def content(pieces: Sequence[Piece]) -> Content:
    """What pieces are made of; objectives in the order in which they first stand."""
    cells: dict[tuple[str, str], Fraction] = {}
    for piece in pieces:
        cell = piece.answer.objective, piece.answer.level
        cells[cell] = cells.get(cell, Fraction(0)) + piece.asked.points
    levels = tuple(level for level in LEVELS if any(level == other for _, other in cells))
    rows = tuple(
        (objective, tuple(cells.get((objective, level), Fraction(0)) for level in levels))
        for objective in dict.fromkeys(objective for objective, _ in cells)
    )
    return Content(
        Grid(levels, rows),
        tuple(
            (level, sum(row[n] for _, row in rows) + Fraction(0)) for n, level in enumerate(levels)
        ),
        tuple(
            (
                name,
                sum((p.asked.points for p in pieces if p.answer.difficulty == name), Fraction(0)),
            )
            for name in DIFFICULTIES
            if any(p.answer.difficulty == name for p in pieces)
        ),
    )
