"""Items drawn for the sections that have a blueprint."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.content.blueprint import Blueprint
from generator.content.model import DIFFICULTIES, LEVELS, Item
from generator.items import scored_parts
from generator.items.requirements import ITEMS, Requirement, requirements, within
from generator.selection.search import STEPS, SelectionProblem, Undecided, search
from generator.selection.simplex import possible_in_part
from generator.storage.canonical_json import canonical

__all__ = [
    "HALVES",
    "Exclusion",
    "SectionToFill",
    "SelectionInput",
    "Undecided",
    "select",
    "model_problem",
    "solve",
]

HALVES = 2  # points come in halves; the search counts in whole numbers
_FIRST = 20_000  # steps that nearly every draw can do with; only then is it worth proving that there is none


@dataclass(frozen=True)
class SectionToFill:
    """A section to draw for: `candidates` may be drawn, `refused` are the other items of its banks, each with the reason."""

    title: str
    blueprint: Blueprint
    candidates: tuple[Item, ...]
    refused: tuple[tuple[Item, str], ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """Two items that must not be on one paper, by their ids, and why."""

    one: str
    other: str
    why: str


@dataclass(frozen=True)
class SelectionInput:
    """A draw posed as a puzzle: whose each candidate and each constraint is."""

    parts: tuple[SectionToFill, ...]
    candidates: tuple[tuple[int, Item], ...]
    constraints: tuple[tuple[int, Requirement], ...]
    pairs: tuple[tuple[int, int, str], ...]
    puzzle: SelectionProblem


def select(posing: SelectionInput, steps: int = STEPS) -> tuple[tuple[Item, ...], ...] | None:
    """The items of each section in the order in which they would be read, or None when no choice meets every blueprint.

    Raises Undecided.
    """
    found = solve(posing.puzzle, steps)
    if found is None:
        return None
    chosen = [posing.candidates[place] for place in found]
    return tuple(
        tuple(sorted((item for section, item in chosen if section == n), key=_reading))
        for n in range(len(posing.parts))
    )


def solve(puzzle: SelectionProblem, steps: int = STEPS) -> tuple[int, ...] | None:
    """The places chosen, or None when there is no choice.  Raises Undecided."""
    try:
        return search(puzzle, min(steps, _FIRST))
    except Undecided:
        return search(puzzle, steps) if possible_in_part(puzzle) else None


def model_problem(
    parts: Sequence[SectionToFill],
    apart: Iterable[Exclusion],
    seed: bytes,
    turn: int = 1,
    before: frozenset[str] = frozenset(),
) -> SelectionInput:
    """The puzzle of a draw.  Candidates stand cell by cell, so that little of what was chosen matters later.

    `turn`: another choice for each number.  `before`: items to be taken rather than others.
    """
    constraints = tuple(
        (n, one) for n, part in enumerate(parts) for one in requirements(part.blueprint)
    )
    candidates = tuple(
        (n, item)
        for n, part in enumerate(parts)
        for item in sorted(
            part.candidates,
            key=lambda item: (
                _cell(part.blueprint, item),
                item.id not in before,
                _lot(seed, turn, item.id),
            ),
        )
    )
    shares = tuple(
        tuple(
            (c, _whole(one.share(item)))
            for c, (section, one) in enumerate(constraints)
            if section == n and one.share(item)
        )
        for n, item in candidates
    )
    pairs = _pairs(candidates, apart)
    beside: list[set[int]] = [set() for _ in candidates]
    for one, other, _ in pairs:
        beside[one].add(other)
        beside[other].add(one)
    must = frozenset(
        place
        for place, (n, item) in enumerate(candidates)
        if item.id in {ref.id for ref in parts[n].blueprint.include}
    )
    ranges = tuple(
        (_whole(r.amount.least), None if r.amount.most is None else _whole(r.amount.most))
        for _, r in constraints
    )
    puzzle = SelectionProblem(
        shares, ranges, tuple(_targets(parts)), tuple(map(frozenset, beside)), must
    )
    return SelectionInput(tuple(parts), candidates, constraints, pairs, puzzle)


def _pairs(
    candidates: Sequence[tuple[int, Item]], apart: Iterable[Exclusion]
) -> tuple[tuple[int, int, str], ...]:
    """Places that exclude one another: one item in two sections, and items to be kept apart."""
    places: dict[str, list[int]] = {}
    for place, (_, item) in enumerate(candidates):
        places.setdefault(item.id, []).append(place)
    twice = [
        (one, other, "")
        for found in places.values()
        for n, one in enumerate(found)
        for other in found[n + 1 :]
    ]
    kept = [
        (one, other, pair.why)
        for pair in apart
        for one in places.get(pair.one, ())
        for other in places.get(pair.other, ())
    ]
    return tuple(dict.fromkeys(twice + kept))


def _targets(parts: Sequence[SectionToFill]) -> Iterable[int | None]:
    """Of each constraint the sum to stop at: cells share out what the section has beyond their least."""
    for part in parts:
        cells = [cell.points for cell in part.blueprint.cells]
        whole = part.blueprint.points
        wanted = (
            None
            if whole is None
            else (whole.least + (whole.least if whole.most is None else whole.most)) / 2
        )
        slack = sum(
            (cell.most - cell.least for cell in cells if cell.most is not None), Fraction(0)
        )
        beyond = (wanted or 0) - sum((cell.least for cell in cells), Fraction(0))
        part_of = max(Fraction(0), min(Fraction(1), beyond / slack)) if slack else Fraction(0)
        if wanted is None:
            part_of = Fraction(1, 2)
        for one in requirements(part.blueprint):
            most = one.amount.least if one.amount.most is None else one.amount.most
            if one.cell:
                yield _whole(one.amount.least + part_of * (most - one.amount.least))
            elif one.type or one.difficulty or one.unit == ITEMS:
                yield None if one.amount.most is None else _whole(one.amount.most)
            else:
                yield _whole((one.amount.least + most) / 2)


def _whole(amount: Fraction) -> int:
    return int(amount * HALVES)


def _cell(blueprint: Blueprint, item: Item) -> int:
    """The first cell that an item, or the first part of it, counts in."""
    return next(
        (n for n, cell in enumerate(blueprint.cells) if within(cell, scored_parts(item)[0])),
        len(blueprint.cells),
    )


def _lot(seed: bytes, turn: int, item: str) -> bytes:
    """A number nobody can guess without the seed (HMAC-SHA256, RFC 2104)."""
    return hmac.new(seed, canonical(["choice", turn, item]), hashlib.sha256).digest()


def _reading(item: Item) -> tuple[bool, int, int, str]:
    """Easy and short before hard and long: sets and essays last."""
    return item.points > 4, DIFFICULTIES.index(item.difficulty), LEVELS.index(item.level), item.id
