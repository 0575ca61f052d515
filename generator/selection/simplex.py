"""A quick proof that a puzzle has no solution: not even with candidates taken in part."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from generator.selection.search import SelectionProblem

_GREEDY, _PIVOTS = (
    100,
    200,
)  # greedy steps are fewer but can go in circles; after those of Bland's rule it is left open
_PAIRS = 120  # rows for pairs that are kept apart; more would take longer than they help

Row = dict[int, Fraction]
Bounds = tuple[Fraction, Fraction | None]


def possible_in_part(puzzle: SelectionProblem) -> bool:
    """Whether the ranges can be met by parts of candidates; False proves that they cannot be met by whole ones."""
    rows, bounds, columns = _rows(puzzle)
    return _Simplex(rows, bounds, columns).feasible()


def _rows(puzzle: SelectionProblem) -> tuple[list[Row], list[Bounds], int]:
    """A column for all candidates that count alike; one for each that must be in, or is kept apart from another."""
    pairs = sorted(
        (one, other) for one, others in enumerate(puzzle.apart) for other in others if one < other
    )[:_PAIRS]
    single = puzzle.must | {place for pair in pairs for place in pair}
    groups = Counter(
        ("", shares) if place not in single else (place, shares)
        for place, shares in enumerate(puzzle.shares)
    )
    columns = {key: n for n, key in enumerate(groups)}
    bounds: list[Bounds] = [
        (Fraction(int(key[0] in puzzle.must)), Fraction(count)) for key, count in groups.items()
    ]
    rows: list[Row] = [{} for _ in puzzle.ranges]
    for (_, shares), n in columns.items():
        for c, amount in shares:
            rows[c][n] = Fraction(amount)
    bounds += [
        (Fraction(least), None if most is None else Fraction(most)) for least, most in puzzle.ranges
    ]
    for one, other in pairs:
        rows.append({columns[place, puzzle.shares[place]]: Fraction(1) for place in (one, other)})
        bounds.append((Fraction(0), Fraction(1)))
    return rows, bounds, len(columns)


class _Simplex:
    """Columns 0 to `columns` - 1 stand for themselves; the n-th row is the value of the column after those."""

    def __init__(self, rows: list[Row], bounds: list[Bounds], columns: int) -> None:
        self.bounds = bounds
        self.rows = {columns + n: row for n, row in enumerate(rows)}
        self.value = [least for least, _ in bounds[:columns]]
        self.value += [
            sum((a * self.value[n] for n, a in row.items()), Fraction(0)) for row in rows
        ]

    def feasible(self) -> bool:
        for turn in range(_PIVOTS):
            broken = sorted(n for n in self.rows if not self._within(n))
            if not broken:
                return True
            low = broken[0] if turn > _GREEDY else max(broken, key=self._beyond)
            least, most = self.bounds[low]
            up = self.value[low] < least
            free = [
                n for n in sorted(self.rows[low]) if self._moves(n, (self.rows[low][n] > 0) == up)
            ]
            enter = (
                next(iter(free), None)
                if turn > _GREEDY
                else max(free, key=lambda n: abs(self.rows[low][n]), default=None)
            )
            if enter is None:
                return False
            self._pivot(low, enter, least if up or most is None else most)
        return True

    def _beyond(self, n: int) -> Fraction:
        least, most = self.bounds[n]
        return max(least - self.value[n], Fraction(0) if most is None else self.value[n] - most)

    def _within(self, n: int) -> bool:
        least, most = self.bounds[n]
        return self.value[n] >= least and (most is None or self.value[n] <= most)

    def _moves(self, n: int, up: bool) -> bool:
        least, most = self.bounds[n]
        return (most is None or self.value[n] < most) if up else self.value[n] > least

    def _pivot(self, leave: int, enter: int, value: Fraction) -> None:
        row = self.rows.pop(leave)
        rate = row.pop(enter)
        step = (value - self.value[leave]) / rate
        self.value[leave] = value
        self.value[enter] += step
        solved = {n: -a / rate for n, a in row.items()}
        solved[leave] = 1 / rate
        for n, other in self.rows.items():
            factor = other.pop(enter, None)
            if factor is None:
                continue
            self.value[n] += factor * step
            for column, a in solved.items():
                total = other.get(column, Fraction(0)) + factor * a
                if total:
                    other[column] = total
                else:
                    other.pop(column, None)
        self.rows[enter] = solved
