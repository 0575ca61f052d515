"""Why no selection of items meets the blueprints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from generator.content.field_types import points_text
from generator.items.requirements import Requirement
from generator.selection.search import Undecided, reachable, sums_of
from generator.selection.select import (
    HALVES,
    UNEQUAL,
    SelectionInput,
    exclusions_by_candidate,
    solve,
)
from generator.values import dataclass

_MOST_REJECTED, _MOST_PAIRS = 6, 5  # that a sentence names
_STEPS = 60_000  # of each of many searches
_PAIRS_TO_REDUCE = 60  # of more pairs the fewest are not worth the time
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Obstacle:
    """What makes a selection impossible, in one sentence, and the index of the section it is in.

    `section` is None where several sections together are the cause.
    """

    message: str
    section: int | None = None


def obstacles(selection: SelectionInput) -> list[Obstacle]:
    """Why there is no selection, for one that `select` found none for.

    They are the requirements that cannot be met by themselves, or else the fewest that cannot all
    be met together.
    """
    alone = [*unusable_inclusions(selection), *_unmet_alone(selection)]
    return alone or _contradictions(selection)


def unusable_inclusions(selection: SelectionInput) -> Iterator[Obstacle]:
    """Items that a blueprint includes but that cannot be selected, and why."""
    candidates = {item.id for _, item in selection.candidates}
    for number, section in enumerate(selection.sections):
        rejected = {item.id: reason for item, reason in section.rejected}
        for reference in section.blueprint.include:
            included = f"{section.title}: '{reference.id}' is under 'include' but"
            if reference.id in rejected:
                reason = rejected[reference.id]
                yield Obstacle(f"{included} cannot be used: it is {reason}", number)
            elif reference.id not in candidates:
                yield Obstacle(f"{included} is not in any of the section's banks", number)
    for first, second, reason in selection.exclusions:
        if {first, second} <= selection.problem.required:
            names = [selection.candidates[number][1].id for number in (first, second)]
            if reason:
                yield Obstacle(
                    f"'{names[0]}' and '{names[1]}' are both under 'include' but must not be on "
                    f"one paper: {reason}"
                )
            else:
                yield Obstacle(f"'{names[0]}' is under 'include' in two sections")


def _unmet_alone(selection: SelectionInput) -> Iterator[Obstacle]:
    """Requirements that the candidates cannot meet, whatever else holds."""
    problem = selection.problem
    for constraint, (number, requirement) in enumerate(selection.constraints):
        amounts = {
            candidate: amount
            for candidate, coefficients in enumerate(problem.coefficients)
            for of_constraint, amount in coefficients
            if of_constraint == constraint
        }
        required = [amount for c, amount in amounts.items() if c in problem.required]
        free = [amount for c, amount in amounts.items() if c not in problem.required]
        least, most = problem.ranges[constraint]
        if reachable(sums_of(free, required), (least, most)):
            continue
        title = selection.sections[number].title
        if most is not None and sum(required) > most:
            message = (
                f"{title}: the included items have {_points(sum(required))} {requirement.what}, "
                f"but the blueprint allows {requirement.planned}"
            )
        elif sum(amounts.values()) < least:
            message = (
                f"{title}: {_needs(requirement)}, but the bank has "
                f"{_points(sum(amounts.values()))}{_rejected(selection, number, requirement)}"
            )
        else:
            worth = ", ".join(_points(amount) for amount in sorted(amounts.values()))
            message = (
                f"{title}: {_needs(requirement)}, but no selection adds up to that; the items are "
                f"worth {worth}{_rejected(selection, number, requirement)}"
            )
        yield Obstacle(message, number)


def _needs(requirement: Requirement) -> str:
    what = requirement.what
    if requirement.planned.split()[-1] == "1":
        what = re.sub(r"\b(point|item)s\b", r"\1", what, count=1)
    return f"needs {requirement.planned} {what}"


def _rejected(selection: SelectionInput, section: int, requirement: Requirement) -> str:
    """The rejected items that would have counted and the number of those that do not say whether
    they do, in brackets, with the reasons.
    """
    rejected = [
        f"{item.id} is {reason}"
        for item, reason in selection.sections[section].rejected
        if requirement.share(item) and reason != "in no cell"
    ]
    named = ", ".join(rejected[:_MOST_REJECTED])
    if len(rejected) > _MOST_REJECTED:
        named += f" and {len(rejected) - _MOST_REJECTED} more"
    to_fill = selection.sections[section]
    in_banks = [*to_fill.candidates, *(item for item, _ in to_fill.rejected)]
    reasons = [f"not used: {named}"] if rejected else []
    reasons += [unsaid] if (unsaid := requirement.unsaid(in_banks)) else []
    return f" ({'; '.join(reasons)})" if reasons else ""


def _contradictions(selection: SelectionInput) -> list[Obstacle]:
    """The fewest requirements that contradict each other, by section where a section alone does."""
    by_section: list[list[int]] = [[] for _ in selection.sections]
    for constraint, (number, _) in enumerate(selection.constraints):
        by_section[number].append(constraint)
    in_sections = [
        Obstacle(f"{section.title}: {_contradiction(selection, constraints, False)}", number)
        for number, (section, constraints) in enumerate(
            zip(selection.sections, by_section, strict=True)
        )
        if _is_impossible(selection, constraints, selection.exclusions)
    ]
    if in_sections:
        return in_sections
    every = list(range(len(selection.constraints)))
    return [Obstacle(_contradiction(selection, every, True))]


def _contradiction(selection: SelectionInput, constraints: list[int], titled: bool) -> str:
    """What is left of requirements and exclusions when all that could be met are dropped."""
    pairs = list(selection.exclusions)
    constraints = _fewest(constraints, lambda fewer: _is_impossible(selection, fewer, pairs))
    same_item = [pair for pair in pairs if not pair[2]]
    if _is_impossible(selection, constraints, same_item):
        pairs = same_item
    others = [pair for pair in pairs if pair[2] != UNEQUAL]
    unequal = [pair for pair in pairs if pair[2] == UNEQUAL]
    if _is_impossible(selection, constraints, others):
        unequal = []
    if len(others) <= _PAIRS_TO_REDUCE:
        others = _fewest(
            others, lambda fewer: _is_impossible(selection, constraints, [*unequal, *fewer])
        )

    clauses = []
    for constraint in constraints:
        number, requirement = selection.constraints[constraint]
        title = f"{selection.sections[number].title}: " if titled else ""
        clauses.append(title + _needs(requirement))
    if unequal:
        clauses.append("students answer some of the questions, so all must be worth the same")
    clauses += [_exclusion(selection, pair) for pair in others[:_MOST_PAIRS]]
    if len(others) > _MOST_PAIRS:
        clauses.append(f"{len(others) - _MOST_PAIRS} more pairs must not be on one paper")
    sections = {selection.constraints[constraint][0] for constraint in constraints}
    for candidate in sorted(selection.problem.required):
        number, item = selection.candidates[candidate]
        if number in sections:
            clauses.append(f"'{item.id}' is under 'include'")
    return (
        "each of these can be met, but not all of them together; change one, or write more items: "
        f"{'; '.join(clauses)}"
    )


def _exclusion(selection: SelectionInput, pair: tuple[int, int, str]) -> str:
    first, second, reason = pair
    name = selection.candidates[first][1].id
    if not reason:
        return f"'{name}' can be in one section only"
    return f"'{name}' and '{selection.candidates[second][1].id}' must not be on one paper: {reason}"


def _fewest(entries: list[Entry], still: Callable[[list[Entry]], bool]) -> list[Entry]:
    """Some of the entries of which none can be left out without a condition ceasing to hold."""
    left = list(entries)
    for entry in entries:
        fewer = [other for other in left if other is not entry]
        if still(fewer):
            left = fewer
    return left


def _is_impossible(
    selection: SelectionInput, constraints: Sequence[int], pairs: Sequence[tuple[int, int, str]]
) -> bool:
    """Whether these requirements alone cannot be met; what cannot be decided counts as possible."""
    problem = selection.problem
    ranges = tuple(
        limits if constraint in constraints else (0, None)
        for constraint, limits in enumerate(problem.ranges)
    )
    exclusions = exclusions_by_candidate(len(problem.coefficients), pairs)
    try:
        return solve(replace(problem, ranges=ranges, exclusions=exclusions), _STEPS) is None
    except Undecided:
        return False


def _points(amount: int) -> str:
    return points_text(Fraction(amount, HALVES))
