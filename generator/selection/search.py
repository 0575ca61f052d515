"""An exact search for candidates whose shares meet ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = 400_000


class Undecided(Exception):
    """The search was given up."""


@dataclass(frozen=True)
class SelectionProblem:
    """What is to be chosen, in the order in which candidates are preferred.

    `shares`: of each candidate, the constraints it counts for with its amount (above 0).  `ranges`: of each constraint the
    least and the greatest sum (None: no upper end); `targets`: the sum up to which candidates are rather taken than left
    (None: always).  `apart`: of each candidate, those it cannot be chosen with.  `must`: those that are chosen in any case.
    """

    shares: tuple[tuple[tuple[int, int], ...], ...]
    ranges: tuple[tuple[int, int | None], ...]
    targets: tuple[int | None, ...]
    apart: tuple[frozenset[int], ...]
    must: frozenset[int] = frozenset()


def reachable(sums: int, wanted: tuple[int, int | None], so_far: int = 0) -> bool:
    """Whether a sum in the range can be had: `sums` has bit n set when n can still be added to `so_far`."""
    least, most = wanted
    low = max(0, least - so_far)
    if most is None:
        return sums >> low != 0
    return most >= so_far and (sums >> low) & ((1 << (most - so_far - low + 1)) - 1) != 0


def sums_of(amounts: Sequence[int], must: Sequence[int] = ()) -> int:
    """All sums that a choice of some amounts can have, those that must be in with it, as a set of bits."""
    found = 1 << sum(must)
    for amount in amounts:
        found |= found << amount
    return found


def search(puzzle: SelectionProblem, steps: int = STEPS) -> tuple[int, ...] | None:
    """The first choice in order of preference.  Raises Undecided after so many steps.

    Depth first over the candidates in their order.  What can still be reached by those left, constraint by constraint, cuts
    off what cannot end well; what was found to end badly is remembered by all that later candidates can see of it: the sums
    so far, and the candidates chosen that some later one cannot stand beside.
    """
    return _Search(puzzle).run(steps)


class _Search:
    def __init__(self, puzzle: SelectionProblem) -> None:
        self.puzzle = puzzle
        count = len(puzzle.shares)
        banned = {other for place in puzzle.must for other in puzzle.apart[place]}
        self.possible = not banned & puzzle.must
        self.values = [
            (True,) if place in puzzle.must else (False,) if place in banned else (True, False)
            for place in range(count)
        ]
        self._look_ahead(count)
        self.earlier = [
            sum(1 << other for other in puzzle.apart[place] if other < place)
            for place in range(count)
        ]
        self.seen = self._seen_later(count)

    def _look_ahead(self, count: int) -> None:
        """After each candidate: what those behind it can still add, and which constraints they count for."""
        puzzle = self.puzzle
        left = [1] * len(puzzle.ranges)
        self.after: list[tuple[tuple[int, int, int], ...]] = [()] * count
        open_: set[int] = set()
        self.open: list[tuple[int, ...]] = [()] * count
        for place in reversed(range(count)):
            self.after[place] = tuple(
                (one, amount, left[one]) for one, amount in puzzle.shares[place]
            )
            for one, amount in puzzle.shares[place]:
                if self.values[place] == (True,):
                    left[one] <<= amount
                elif self.values[place] != (False,):
                    left[one] |= left[one] << amount
                open_.add(one)
            self.open[place] = tuple(sorted(open_))
        self.possible = self.possible and all(
            reachable(sums, wanted) for sums, wanted in zip(left, puzzle.ranges, strict=True)
        )

    def _seen_later(self, count: int) -> list[int]:
        """Before each candidate: the earlier ones that it or a later one cannot be chosen with."""
        seen, mask = [0] * count, 0
        for place in reversed(range(count)):
            mask |= self.earlier[place]
            seen[place] = mask & ((1 << place) - 1)
        return seen

    def run(self, steps: int) -> tuple[int, ...] | None:
        if not self.possible:
            return None
        puzzle, count = self.puzzle, len(self.puzzle.shares)
        sums, chosen = [0] * len(puzzle.ranges), 0
        failed: set[tuple[int, ...]] = set()
        taken: list[bool] = []
        frames: list[tuple[list[bool], tuple[int, ...]]] = []
        while len(taken) < count:
            place = len(taken)
            if len(frames) == place:
                state = self._state(place, sums, chosen)
                frames.append(([] if state in failed else self._preferred(place, sums), state))
                steps -= 1
                if steps < 0:
                    raise Undecided
            values, state = frames[place]
            value = values.pop(0) if values else None
            if value is None:
                failed.add(state)
                frames.pop()
                if not taken:
                    return None
                if taken.pop():
                    chosen &= ~(1 << (place - 1))
                    for one, amount in puzzle.shares[place - 1]:
                        sums[one] -= amount
            elif self._goes(place, value, sums, chosen):
                taken.append(value)
                if value:
                    chosen |= 1 << place
                    for one, amount in puzzle.shares[place]:
                        sums[one] += amount
        return tuple(place for place, value in enumerate(taken) if value)

    def _goes(self, place: int, value: bool, sums: list[int], chosen: int) -> bool:
        """Whether a candidate can be taken or left as far as one constraint after the other can tell."""
        if value and chosen & self.earlier[place]:
            return False
        ranges = self.puzzle.ranges
        return all(
            reachable(left, ranges[one], sums[one] + value * amount)
            for one, amount, left in self.after[place]
        )

    def _preferred(self, place: int, sums: list[int]) -> list[bool]:
        targets, shares = self.puzzle.targets, self.puzzle.shares[place]
        wanted = all(
            (target := targets[one]) is None or sums[one] + amount <= target
            for one, amount in shares
        )
        return list(self.values[place] if wanted else reversed(self.values[place]))

    def _state(self, place: int, sums: list[int], chosen: int) -> tuple[int, ...]:
        """All that is left of earlier choices; above the least sum nothing matters where there is no greatest."""
        ranges = self.puzzle.ranges
        return (
            place,
            chosen & self.seen[place],
            *(
                sums[one] if ranges[one][1] is not None else min(sums[one], ranges[one][0])
                for one in self.open[place]
            ),
        )
