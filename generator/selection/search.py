"""An exact search for candidates whose sums meet ranges."""

from __future__ import annotations

from collections.abc import Sequence

from generator.values import dataclass

STEPS = 400_000
Range = tuple[int, int | None]
Coefficients = tuple[tuple[int, int], ...]


class Undecided(Exception):
    """The search was given up before it found a selection or proved that there is none."""


@dataclass(frozen=True)
class SelectionProblem:
    """What to select from numbered candidates, which are in order of preference.

    `coefficients`: of each candidate, the constraints that it counts for, each with its amount
    (above 0).  `ranges`: of each constraint, the least and the greatest sum (None: no upper limit).
    `targets`: of each constraint, the sum up to which the search rather takes a candidate than
    leaves it (None: always).  `exclusions`: of each candidate, those it cannot be selected with.
    `required`: candidates that are selected in any case.
    """

    coefficients: tuple[Coefficients, ...]
    ranges: tuple[Range, ...]
    targets: tuple[int | None, ...]
    exclusions: tuple[frozenset[int], ...]
    required: frozenset[int] = frozenset()


def reachable(sums: int, target: Range, so_far: int = 0) -> bool:
    """Whether a sum can still end in a range; bit n of `sums`: n can be added to `so_far`."""
    least, most = target
    low = max(0, least - so_far)
    if most is None:
        return sums >> low != 0
    return most >= so_far and (sums >> low) & ((1 << (most - so_far - low + 1)) - 1) != 0


def sums_of(amounts: Sequence[int], required: Sequence[int] = ()) -> int:
    """Every sum of all `required` and some other amounts, as a set of bits: bit n for the sum n."""
    sums = 1 << sum(required)
    for amount in amounts:
        sums |= sums << amount
    return sums


def search(problem: SelectionProblem, steps: int = STEPS) -> tuple[int, ...] | None:
    """The first selection in order of preference, or None; raises Undecided after so many steps.

    Depth first over the candidates in their order.  What the later candidates can still add to each
    constraint cuts off what cannot end well.  A dead end is remembered by all of it that later
    candidates can notice: the sums so far, and the selected candidates that exclude a later one.
    """
    return _Search(problem).run(steps)


@dataclass
class _Level:
    """A candidate whose turn it is: `untried` are the decisions left, `state` what led here."""

    untried: list[bool]
    state: tuple[int, ...]


class _Search:
    """One search: tables that hold throughout, and the decisions made so far."""

    def __init__(self, problem: SelectionProblem) -> None:
        self.problem = problem
        self.count = len(problem.coefficients)
        self.allowed = _allowed_decisions(problem)
        self.feasible = all(self.allowed)
        # Of each candidate, each constraint with its amount and the sums that later ones can add.
        self.later_sums: list[tuple[tuple[int, int, int], ...]] = [()] * self.count
        # Of each candidate, the constraints that it or a later one counts for.
        self.live_constraints: list[tuple[int, ...]] = [()] * self.count
        self._look_ahead()
        # Of each candidate, as bits, the earlier ones that it cannot be selected with.
        self.excluded_by = [
            sum(1 << other for other in problem.exclusions[candidate] if other < candidate)
            for candidate in range(self.count)
        ]
        self.still_relevant = self._still_relevant()

        self.levels: list[_Level] = []
        self.decisions: list[bool] = []
        self.sums = [0] * len(problem.ranges)
        self.selected = 0  # as bits
        self.dead_ends: set[tuple[int, ...]] = set()

    def _look_ahead(self) -> None:
        """Fill the tables about later candidates, from the last one to the first."""
        problem = self.problem
        sums = [1] * len(problem.ranges)
        live: set[int] = set()
        for candidate in reversed(range(self.count)):
            coefficients = problem.coefficients[candidate]
            self.later_sums[candidate] = tuple(
                (constraint, amount, sums[constraint]) for constraint, amount in coefficients
            )
            for constraint, amount in coefficients:
                if self.allowed[candidate] == (True,):
                    sums[constraint] <<= amount
                elif self.allowed[candidate] != (False,):
                    sums[constraint] |= sums[constraint] << amount
                live.add(constraint)
            self.live_constraints[candidate] = tuple(sorted(live))
        self.feasible = self.feasible and all(map(reachable, sums, problem.ranges))

    def _still_relevant(self) -> list[int]:
        """Of each candidate, as bits, the earlier ones that exclude it or a later one."""
        relevant, excluded = [0] * self.count, 0
        for candidate in reversed(range(self.count)):
            excluded |= self.excluded_by[candidate]
            relevant[candidate] = excluded & ((1 << candidate) - 1)
        return relevant

    def run(self, steps: int) -> tuple[int, ...] | None:
        if not self.feasible:
            return None
        while len(self.decisions) < self.count:
            if len(self.levels) == len(self.decisions):
                self._enter_level()
                steps -= 1
                if steps < 0:
                    raise Undecided
            untried = self.levels[-1].untried
            if untried:
                self._try(untried.pop(0))
            elif not self._backtrack():
                return None
        return tuple(candidate for candidate, taken in enumerate(self.decisions) if taken)

    def _enter_level(self) -> None:
        """Prepare the decisions about the next candidate; none where this is a known dead end."""
        candidate = len(self.decisions)
        state = self._state(candidate)
        untried = [] if state in self.dead_ends else self._preferred(candidate)
        self.levels.append(_Level(untried, state))

    def _try(self, take: bool) -> None:
        """Decide about the next candidate, if the decision can end well."""
        candidate = len(self.decisions)
        if self._promising(candidate, take):
            self.decisions.append(take)
            if take:
                self._add(candidate, 1)

    def _backtrack(self) -> bool:
        """Give up the next candidate and undo the last decision; False where there is none."""
        self.dead_ends.add(self.levels.pop().state)
        if not self.decisions:
            return False
        if self.decisions.pop():
            self._add(len(self.decisions), -1)
        return True

    def _add(self, candidate: int, times: int) -> None:
        """Count a candidate once more, or with -1 once less."""
        self.selected ^= 1 << candidate
        for constraint, amount in self.problem.coefficients[candidate]:
            self.sums[constraint] += times * amount

    def _promising(self, candidate: int, take: bool) -> bool:
        """Whether a decision can end well, as far as each constraint by itself can tell."""
        if take and self.selected & self.excluded_by[candidate]:
            return False
        ranges = self.problem.ranges
        return all(
            reachable(later, ranges[constraint], self.sums[constraint] + take * amount)
            for constraint, amount, later in self.later_sums[candidate]
        )

    def _preferred(self, candidate: int) -> list[bool]:
        """The decisions allowed about a candidate, the preferred one first."""
        decisions = list(self.allowed[candidate])
        for constraint, amount in self.problem.coefficients[candidate]:
            target = self.problem.targets[constraint]
            if target is not None and self.sums[constraint] + amount > target:
                decisions.reverse()
                break
        return decisions

    def _state(self, candidate: int) -> tuple[int, ...]:
        """All that matters of earlier decisions: sums above the least are alike without a limit."""
        state = [candidate, self.selected & self.still_relevant[candidate]]
        for constraint in self.live_constraints[candidate]:
            least, most = self.problem.ranges[constraint]
            total = self.sums[constraint]
            state.append(min(total, least) if most is None else total)
        return tuple(state)


def _allowed_decisions(problem: SelectionProblem) -> list[tuple[bool, ...]]:
    """Of each candidate, whether it may be taken or left; () if two required exclude each other."""
    excluded = {other for candidate in problem.required for other in problem.exclusions[candidate]}
    allowed: list[tuple[bool, ...]] = []
    for candidate in range(len(problem.coefficients)):
        required = candidate in problem.required
        if candidate in excluded:
            allowed.append(() if required else (False,))
        else:
            allowed.append((True,) if required else (True, False))
    return allowed
