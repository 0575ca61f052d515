"""Items selected for the sections that have a blueprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from generator.content.blueprint import Blueprint
from generator.content.model import DIFFICULTIES, LEVELS, Item
from generator.items import scored_parts
from generator.items.requirements import ITEMS, Requirement, requirements, within
from generator.selection.search import STEPS, Coefficients, SelectionProblem, Undecided, search
from generator.selection.simplex import may_be_feasible
from generator.storage.canonical_json import keyed_digest
from generator.values import dataclass

HALVES = 2  # points come in halves; the search counts in whole numbers
# Why two items exclude each other in a section of which students answer some.
UNEQUAL = "students choose among the questions of this section, and these differ in points"
_FIRST_STEPS = 20_000  # enough for nearly every problem; only then is a proof worth its time


@dataclass(frozen=True)
class SectionToFill:
    """A section to select for.

    `candidates` may be selected; `rejected` are the other items of its banks, each with the reason
    ("a draft").  `equal_points`: students answer some of its items, so all are worth the same.
    """

    title: str
    blueprint: Blueprint
    candidates: tuple[Item, ...]
    rejected: tuple[tuple[Item, str], ...] = ()
    equal_points: bool = False


@dataclass(frozen=True)
class Exclusion:
    """Two items that must not be on one paper, by their ids, with the reason."""

    first: str
    second: str
    reason: str


@dataclass(frozen=True)
class SelectionInput:
    """A selection as a problem of numbers, and what the numbers mean.

    `candidates` and `constraints` come in the problem's order, each with the index of its section.
    `exclusions` are two candidates by number with the reason, "" where they are one item in two
    sections.
    """

    sections: tuple[SectionToFill, ...]
    candidates: tuple[tuple[int, Item], ...]
    constraints: tuple[tuple[int, Requirement], ...]
    exclusions: tuple[tuple[int, int, str], ...]
    problem: SelectionProblem


def select(selection: SelectionInput, steps: int = STEPS) -> tuple[tuple[Item, ...], ...] | None:
    """The items of each section in the order in which they should be read.

    None where no selection meets every blueprint.  Raises Undecided.
    """
    numbers = solve(selection.problem, steps)
    if numbers is None:
        return None
    selected: list[list[Item]] = [[] for _ in selection.sections]
    for number in numbers:
        section, item = selection.candidates[number]
        selected[section].append(item)
    return tuple(tuple(sorted(items, key=_reading_order)) for items in selected)


def solve(problem: SelectionProblem, steps: int = STEPS) -> tuple[int, ...] | None:
    """The numbers of the candidates selected, or None where there is no selection.

    Raises Undecided.
    """
    try:
        return search(problem, min(steps, _FIRST_STEPS))
    except Undecided:
        return search(problem, steps) if may_be_feasible(problem) else None


def model_problem(
    sections: Sequence[SectionToFill],
    exclusions: Iterable[Exclusion],
    seed: bytes,
    variant: int = 1,
    preferred: frozenset[str] = frozenset(),
) -> SelectionInput:
    """A selection as a problem of numbers.

    Candidates come cell by cell, so that little of what was selected matters later, and within a
    cell in an order that the seed decides.  `variant`: another order for each number.  `preferred`:
    ids of items to be taken rather than others.
    """
    constraints = tuple(
        (number, requirement)
        for number, section in enumerate(sections)
        for requirement in requirements(section.blueprint)
    )
    candidates: list[tuple[int, Item]] = []
    for number, section in enumerate(sections):
        ordered = sorted(
            section.candidates,
            key=lambda item: (
                _cell(section.blueprint, item),
                item.id not in preferred,
                keyed_digest(seed, "choice", variant, item.id),
            ),
        )
        candidates += [(number, item) for item in ordered]
    pairs = (*_numbered(candidates, exclusions), *_unequal(sections, candidates))
    required = frozenset(
        number
        for number, (section, item) in enumerate(candidates)
        if item.id in {reference.id for reference in sections[section].blueprint.include}
    )
    problem = SelectionProblem(
        tuple(_coefficients(section, item, constraints) for section, item in candidates),
        tuple(_limits(requirement) for _, requirement in constraints),
        tuple(target for section in sections for target in _targets(section.blueprint)),
        exclusions_by_candidate(len(candidates), pairs),
        required,
    )
    return SelectionInput(tuple(sections), tuple(candidates), constraints, pairs, problem)


def known_to_fit(
    parts: Sequence[SectionToFill], facilities: Mapping[str, Fraction]
) -> frozenset[str]:
    """Where a blueprint asks for a measured facility, the items that are known to have it: they go
    before those of which nothing is known.
    """
    return frozenset(
        item.id
        for part in parts
        if part.blueprint.measured
        for item in part.candidates
        if item.id in facilities
    )


def exclusions_by_candidate(
    count: int, pairs: Iterable[tuple[int, int, str]]
) -> tuple[frozenset[int], ...]:
    """Of each of `count` candidates, those it cannot be selected with."""
    excluded: list[set[int]] = [set() for _ in range(count)]
    for first, second, _ in pairs:
        excluded[first].add(second)
        excluded[second].add(first)
    return tuple(map(frozenset, excluded))


def _numbered(
    candidates: Sequence[tuple[int, Item]], exclusions: Iterable[Exclusion]
) -> tuple[tuple[int, int, str], ...]:
    """Candidates that exclude each other, by number: one item in two sections, then exclusions."""
    numbers: dict[str, list[int]] = {}
    for number, (_, item) in enumerate(candidates):
        numbers.setdefault(item.id, []).append(number)
    same_item = [
        (first, second, "")
        for of_item in numbers.values()
        for position, first in enumerate(of_item)
        for second in of_item[position + 1 :]
    ]
    given = [
        (first, second, exclusion.reason)
        for exclusion in exclusions
        for first in numbers.get(exclusion.first, ())
        for second in numbers.get(exclusion.second, ())
    ]
    return tuple(dict.fromkeys(same_item + given))


def _unequal(
    sections: Sequence[SectionToFill], candidates: Sequence[tuple[int, Item]]
) -> Iterator[tuple[int, int, str]]:
    """Candidates of a section whose items are all worth the same, that are not, by number."""
    choosing = [
        (number, section, item)
        for number, (section, item) in enumerate(candidates)
        if sections[section].equal_points
    ]
    for (first, section, item), (second, of_other, other) in combinations(choosing, 2):
        if section == of_other and item.points != other.points:
            yield first, second, UNEQUAL


def _coefficients(
    section: int, item: Item, constraints: Sequence[tuple[int, Requirement]]
) -> Coefficients:
    """The constraints of its own section that an item counts for, each with its amount."""
    return tuple(
        (number, _in_halves(share))
        for number, (of_section, requirement) in enumerate(constraints)
        if of_section == section and (share := requirement.share(item))
    )


def _limits(requirement: Requirement) -> tuple[int, int | None]:
    least, most = requirement.amount.least, requirement.amount.most
    return _in_halves(least), None if most is None else _in_halves(most)


def _targets(blueprint: Blueprint) -> Iterator[int | None]:
    """The sum to stop at for each requirement of a blueprint.

    Cells share what the section has beyond their least amounts, each by the width of its range.
    """
    part = _part_of_slack(blueprint)
    for requirement in requirements(blueprint):
        least, most = requirement.amount.least, requirement.amount.most
        if requirement.cell:
            yield _in_halves(least + part * ((least if most is None else most) - least))
        elif requirement.type or requirement.difficulty or requirement.unit == ITEMS:
            yield None if most is None else _in_halves(most)
        else:
            yield _in_halves((least + (least if most is None else most)) / 2)


def _part_of_slack(blueprint: Blueprint) -> Fraction:
    """Which part of the width of its range a cell should have above its least points, 0 to 1."""
    total = blueprint.points
    if total is None:
        return Fraction(1, 2)
    cells = [cell.points for cell in blueprint.cells]
    slack = sum((cell.most - cell.least for cell in cells if cell.most is not None), Fraction(0))
    if not slack:
        return Fraction(0)
    middle = (total.least + (total.least if total.most is None else total.most)) / 2
    beyond = middle - sum((cell.least for cell in cells), Fraction(0))
    return max(Fraction(0), min(Fraction(1), beyond / slack))


def _in_halves(amount: Fraction) -> int:
    return int(amount * HALVES)


def _cell(blueprint: Blueprint, item: Item) -> int:
    """The number of the first cell that an item, or the first part of it, counts in."""
    first = scored_parts(item)[0]
    for number, cell in enumerate(blueprint.cells):
        if within(cell, first):
            return number
    return len(blueprint.cells)


def _reading_order(item: Item) -> tuple[bool, int, int, str]:
    """Easy and short before hard and long: sets and essays last."""
    difficulty = DIFFICULTIES.index(item.difficulty or "medium")
    level = LEVELS.index(item.level) if item.level else 0
    return item.points > 4, difficulty, level, item.id
