"""A first blueprint for banks: what each could give, and ranges to begin with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from generator.content.field_types import points_text
from generator.content.model import LEVELS, Bank, Item
from generator.items import scored_parts
from generator.loading.yaml.writer import text_lines

_SHARE = Fraction(1, 2)  # of what a bank has, at most, so that there is something to choose


def blueprint_sections(banks: Sequence[Bank], points: int) -> str:
    """A section for each bank, in which every objective has its share of the points, give or take a
    few.
    """
    return "\n".join(line for bank in banks for line in _section(bank, points))


def _section(bank: Bank, points: int) -> Iterator[str]:
    ready = [item for item in bank.items if item.status == "ready"]
    points_of = {name: _by_level(ready, name) for name, _ in bank.objectives}
    by_objective = sum(
        (sum(levels.values(), Fraction(0)) for levels in points_of.values()), Fraction(0)
    )
    whole = by_objective or sum((item.points for item in ready), Fraction(0))
    target = min(Fraction(points), whole * _SHARE)
    yield from text_lines("    - title:", bank.title, 8)
    yield "      order: shuffle          # shuffle | as-written"
    yield (
        f"      blueprint:              # the bank has {points_text(whole)} points "
        f"in {len(ready)} ready items"
    )
    yield f"        banks: [{bank.name}]"
    yield f"        points: {max(1, math.floor(target) - 1)}..{math.ceil(target) + 1}"
    if by_objective:
        yield from _cells(points_of, target / whole)
    kinds = {item.type: sum(other.type == item.type for other in ready) for item in ready}
    counts = ", ".join(f"{count} {name}" for name, count in kinds.items())
    yield f"        # types: {{single: 4.., set: ..1}}       # there are {counts}"
    yield "        # difficulty: {easy: 2..}"
    yield "        # include: []          # items that must be in; 'exclude' those that must not"


def _cells(points_of: Mapping[str, Mapping[str, Fraction]], part: Fraction) -> Iterator[str]:
    """A cell for each objective, whose points by level are given; `part`: of all points, how many
    are drawn.
    """
    yield (
        "        cells:                # add 'level: understand', or a list of levels, "
        "to ask for points of a level"
    )
    for name, levels in points_of.items():
        there = sum(levels.values(), Fraction(0))
        if there:
            share = there * part
            by_level = ", ".join(
                f"{level} {points_text(levels[level])}" for level in LEVELS if level in levels
            )
            yield f"          - objective: {name}   # {by_level or points_text(there)}"
            yield f"            points: {max(0, math.floor(share) - 1)}..{math.ceil(share) + 2}"


def _by_level(items: Sequence[Item], objective: str) -> dict[str, Fraction]:
    """The points that items have of an objective, by level; those of a set's parts where each part
    belongs.
    """
    by_level: dict[str, Fraction] = {}
    for item in items:
        for part in scored_parts(item):
            if part.objective and part.objective.id == objective:
                by_level[part.level] = by_level.get(part.level, Fraction(0)) + part.points
    return by_level
