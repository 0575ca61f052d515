"""The search for a draw is exact: it finds a choice wherever there is one, and says that there is
none only where that is so.
"""

from __future__ import annotations

import itertools
import random

import pytest

from generator.selection.search import SelectionProblem, Undecided, search
from generator.selection.select import solve
from generator.selection.simplex import may_be_feasible


def random_problem(chance: random.Random) -> SelectionProblem:
    """A small problem, more often without a solution than with one."""
    count, constraints = chance.randint(1, 8), chance.randint(1, 4)
    coefficients = tuple(
        tuple((c, chance.randint(1, 6)) for c in range(constraints) if chance.random() < 0.5)
        for _ in range(count)
    )
    ranges = []
    for _ in range(constraints):
        least = chance.randint(0, 10)
        ranges.append((least, None if chance.random() < 0.3 else least + chance.randint(0, 3)))
    exclusions: list[set[int]] = [set() for _ in range(count)]
    for first, second in itertools.combinations(range(count), 2):
        if chance.random() < 0.15:
            exclusions[first].add(second)
            exclusions[second].add(first)
    required = frozenset(candidate for candidate in range(count) if chance.random() < 0.08)
    targets = tuple(chance.choice([None, 5]) for _ in range(constraints))
    return SelectionProblem(
        coefficients, tuple(ranges), targets, tuple(map(frozenset, exclusions)), required
    )


def solves(problem: SelectionProblem, chosen: tuple[int, ...]) -> bool:
    """Whether a choice meets everything."""
    sums = [0] * len(problem.ranges)
    for place in chosen:
        for c, amount in problem.coefficients[place]:
            sums[c] += amount
    return (
        problem.required <= set(chosen)
        and not any(other in problem.exclusions[place] for place in chosen for other in chosen)
        and all(
            least <= total and (most is None or total <= most)
            for total, (least, most) in zip(sums, problem.ranges, strict=True)
        )
    )


def solvable(problem: SelectionProblem) -> bool:
    """By trying every choice."""
    places = range(len(problem.coefficients))
    return any(
        solves(problem, chosen)
        for size in range(len(problem.coefficients) + 1)
        for chosen in itertools.combinations(places, size)
    )


def test_search_agrees_with_trying_everything():
    """What the search finds is a solution, and where it finds none every single choice fails; both
    happen often here.
    """
    found = 0
    for number in range(500):
        problem = random_problem(random.Random(number))
        chosen = search(problem)
        assert (chosen is not None) == solvable(problem), (number, problem)
        assert chosen is None or solves(problem, chosen), (number, problem)
        found += chosen is not None
    assert 50 < found < 450


def test_bounds_never_refuse_what_can_be_had():
    """The proof that nothing can be had holds for no problem that has a solution, and is found for
    most that have none.
    """
    refused = hopeless = 0
    for number in range(500):
        problem = random_problem(random.Random(number))
        if not may_be_feasible(problem):
            refused += 1
            assert not solvable(problem), (number, problem)
        hopeless += not solvable(problem)
    assert refused > hopeless / 2


def large(total: tuple[int, int]) -> SelectionProblem:
    """300 candidates in 10 rows and 6 columns that all have ranges."""
    chance = random.Random(7)
    coefficients = [
        ((0, worth), (1 + n // 30, worth), (11 + chance.randrange(6), worth))
        for n in range(300)
        for worth in [chance.choice([2, 2, 4, 6])]
    ]
    ranges = (total, *[(6, 10)] * 10, *[(8, 18)] * 6)
    return SelectionProblem(
        tuple(coefficients), ranges, (total[0], *[8] * 10, *[14] * 6), (frozenset(),) * 300
    )


def test_a_large_blueprint_is_decided():
    """A table of 10 objectives by 6 levels over 300 items is drawn, and refused where rows and
    total contradict each other.
    """
    chosen = solve(large((80, 80)))
    assert chosen is not None and solves(large((80, 80)), chosen)
    assert solve(large((102, 110))) is None


def test_giving_up_is_said():
    """A search that is cut short says so, and never that there is no choice."""
    with pytest.raises(Undecided):
        search(large((102, 110)), 2000)


@pytest.mark.parametrize(
    ("targets", "chosen"),
    [((None, None), (0,)), ((3, 3), (0,)), ((2, 3), ()), ((3, 2), ()), ((2, 2), ())],
)
def test_a_candidate_above_any_target_is_rather_left(targets, chosen):
    """One sum above its target is enough, and two are no less."""
    anything = (0, None)
    alone = SelectionProblem((((0, 3), (1, 3)),), (anything, anything), targets, (frozenset(),))
    assert search(alone) == chosen
