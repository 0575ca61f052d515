"""Why no choice of items meets the blueprints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from generator.content.field_types import points_text
from generator.items.requirements import Requirement
from generator.selection.search import reachable, sums_of
from generator.selection.select import HALVES, SelectionInput, Undecided, solve

_SHOWN, _NAMED = 6, 5  # items kept out, and pairs kept apart, that a sentence names
_STEPS = 60_000  # of each of many searches
_PAIRS = 60  # so few are worth finding the fewest of
One = TypeVar("One")


def reasons(posing: SelectionInput) -> list[str]:
    """What stands in the way, each requirement for itself, or else the fewest that cannot all be met together."""
    return [*included(posing), *_alone(posing)] or _together(posing)


def included(posing: SelectionInput) -> Iterator[str]:
    """Items that must be in and cannot."""
    places = {item.id: place for place, (_, item) in enumerate(posing.candidates)}
    for part in posing.parts:
        refused = {item.id: why for item, why in part.refused}
        for ref in part.blueprint.include:
            if ref.id in refused:
                yield f"{part.title}: '{ref.id}' is to be included and cannot be: it is {refused[ref.id]}"
            elif ref.id not in places:
                yield f"{part.title}: '{ref.id}' is to be included, but it is in none of the section's banks"
    for one, other, why in posing.pairs:
        if {one, other} <= posing.puzzle.must:
            names = [posing.candidates[place][1].id for place in (one, other)]
            yield (
                f"'{names[0]}' and '{names[1]}' are both to be included, but must not be on one paper: {why}"
                if why
                else f"'{names[0]}' is to be included in two sections"
            )


def _alone(posing: SelectionInput) -> Iterator[str]:
    """Requirements that the candidates cannot meet whatever else holds."""
    puzzle = posing.puzzle
    for c, (n, one) in enumerate(posing.constraints):
        amounts = {
            place: amount
            for place, shares in enumerate(puzzle.shares)
            for at, amount in shares
            if at == c
        }
        must = [amount for place, amount in amounts.items() if place in puzzle.must]
        free = [amount for place, amount in amounts.items() if place not in puzzle.must]
        if reachable(sums_of(free, must), puzzle.ranges[c]):
            continue
        part, most = posing.parts[n], puzzle.ranges[c][1]
        if most is not None and sum(must) > most:
            yield f"{part.title}: the included items have {_shown(sum(must))} {one.what}, and the blueprint allows {one.planned}"
        elif sum(amounts.values()) < puzzle.ranges[c][0]:
            yield f"{part.title}: {_needs(one)}; the bank has {_shown(sum(amounts.values()))}{_beside(posing, n, one)}"
        else:
            worth = ", ".join(_shown(amount) for amount in sorted(amounts.values()))
            yield (
                f"{part.title}: {_needs(one)}; no choice adds up to that, since the items are worth {worth}"
                f"{_beside(posing, n, one)}"
            )


def _needs(one: Requirement) -> str:
    what = (
        re.sub(r"\b(point|item)s\b", r"\1", one.what, count=1)
        if one.planned.split()[-1] == "1"
        else one.what
    )
    return f"needs {one.planned} {what}"


def _beside(posing: SelectionInput, n: int, one: Requirement) -> str:
    """What would count if it were not kept out."""
    kept = [
        (item.id, why)
        for item, why in posing.parts[n].refused
        if one.share(item) and why != "in no cell"
    ]
    if not kept:
        return ""
    shown = ", ".join(f"{name} is {why}" for name, why in kept[:_SHOWN])
    more = f" and {len(kept) - _SHOWN} more" if len(kept) > _SHOWN else ""
    return f" (kept out: {shown}{more})"


def _together(posing: SelectionInput) -> list[str]:
    """The fewest requirements that contradict each other, section by section where a section alone has such."""
    every = range(len(posing.constraints))
    alone = [
        (part.title, mine)
        for n, part in enumerate(posing.parts)
        if _impossible(
            posing, mine := [c for c in every if posing.constraints[c][0] == n], posing.pairs
        )
    ]
    told = [f"{title}: {_contradiction(posing, mine, False)}" for title, mine in alone]
    return told or [_contradiction(posing, list(every), True)]


def _contradiction(posing: SelectionInput, needed: list[int], titled: bool) -> str:
    """What is left of requirements and pairs when all is dropped that is not needed for them to be impossible."""
    pairs = list(posing.pairs)
    needed = _fewest(needed, lambda left: _impossible(posing, left, pairs))
    twice = [pair for pair in pairs if not pair[2]]
    if _impossible(posing, needed, twice):
        pairs = twice
    if len(pairs) <= _PAIRS:
        pairs = _fewest(pairs, lambda left: _impossible(posing, needed, left))
    named = [
        (posing.candidates[one][1].id, posing.candidates[other][1].id, why)
        for one, other, why in pairs[:_NAMED]
    ]
    told = [
        f"{posing.parts[n].title}: " * titled + _needs(one)
        for n, one in (posing.constraints[c] for c in needed)
    ]
    told += [
        f"'{one}' and '{other}' must not be on one paper: {why}"
        if why
        else f"'{one}' can stand in one section only"
        for one, other, why in named
    ]
    told += [f"{len(pairs) - _NAMED} more pairs must not be on one paper"] * (len(pairs) > _NAMED)
    sections = {posing.constraints[c][0] for c in needed}
    told += [
        f"'{item.id}' is to be included"
        for n, item in (posing.candidates[place] for place in sorted(posing.puzzle.must))
        if n in sections
    ]
    return f"each of these can be met, but not all of them together; loosen one, or write more items: {'; '.join(told)}"


def _fewest(all_: list[One], still: Callable[[list[One]], bool]) -> list[One]:
    left = list(all_)
    for one in all_:
        fewer = [other for other in left if other is not one]
        if still(fewer):
            left = fewer
    return left


def _impossible(
    posing: SelectionInput, needed: Sequence[int], pairs: Sequence[tuple[int, int, str]]
) -> bool:
    """Whether these requirements alone cannot be met; what cannot be decided counts as possible."""
    puzzle, kept = posing.puzzle, set(needed)
    beside: list[set[int]] = [set() for _ in puzzle.shares]
    for one, other, _ in pairs:
        beside[one].add(other)
        beside[other].add(one)
    ranges = tuple(wanted if c in kept else (0, None) for c, wanted in enumerate(puzzle.ranges))
    try:
        return (
            solve(replace(puzzle, ranges=ranges, apart=tuple(map(frozenset, beside))), _STEPS)
            is None
        )
    except Undecided:
        return False


def _shown(amount: int) -> str:
    return points_text(Fraction(amount, HALVES))
