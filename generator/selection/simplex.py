"""A quick proof that a selection is impossible: not even with candidates taken in part."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from generator.selection.search import SelectionProblem

# Greedy pivots are fewer but can go in circles, so Bland's rule follows; then it is left undecided.
_GREEDY_PIVOTS, _PIVOTS = 100, 200
_EXCLUSION_ROWS = 120  # more would take longer than they help

Row = dict[int, Fraction]
Bounds = tuple[Fraction, Fraction | None]


def may_be_feasible(problem: SelectionProblem) -> bool:
    """False proves that no selection meets the ranges, because not even parts of candidates do."""
    rows, bounds, columns = _linear_program(problem)
    return _Simplex(rows, bounds, columns).feasible()


def _linear_program(problem: SelectionProblem) -> tuple[list[Row], list[Bounds], int]:
    """Rows, the bounds of columns and then of rows, and the number of columns.

    There is a column for all candidates that count alike, and one for each candidate that is
    required or excludes another.
    """
    pairs = sorted(
        (first, second)
        for first, others in enumerate(problem.exclusions)
        for second in others
        if first < second
    )[:_EXCLUSION_ROWS]
    single = problem.required | {candidate for pair in pairs for candidate in pair}
    groups = Counter(
        (candidate if candidate in single else -1, coefficients)
        for candidate, coefficients in enumerate(problem.coefficients)
    )
    columns = {key: column for column, key in enumerate(groups)}
    bounds: list[Bounds] = []
    for (candidate, _), count in groups.items():
        bounds.append((Fraction(candidate in problem.required), Fraction(count)))
    rows: list[Row] = [{} for _ in problem.ranges]
    for (_, coefficients), column in columns.items():
        for constraint, amount in coefficients:
            rows[constraint][column] = Fraction(amount)
    for least, most in problem.ranges:
        bounds.append((Fraction(least), None if most is None else Fraction(most)))
    for pair in pairs:
        rows.append({columns[number, problem.coefficients[number]]: Fraction(1) for number in pair})
        bounds.append((Fraction(0), Fraction(1)))
    return rows, bounds, len(columns)


class _Simplex:
    """The bounded simplex method: variables are the columns, then one for each row's value."""

    def __init__(self, rows: list[Row], bounds: list[Bounds], columns: int) -> None:
        self.bounds = bounds
        self.rows = {columns + number: row for number, row in enumerate(rows)}
        self.value = [least for least, _ in bounds[:columns]]
        for row in rows:
            self.value.append(sum((a * self.value[n] for n, a in row.items()), Fraction(0)))

    def feasible(self) -> bool:
        """Whether the bounds of all variables can be met; True also where that is undecided."""
        for pivot in range(_PIVOTS):
            broken = sorted(variable for variable in self.rows if not self._within(variable))
            if not broken:
                return True
            greedy = pivot <= _GREEDY_PIVOTS
            leave = max(broken, key=self._violation) if greedy else broken[0]
            least, most = self.bounds[leave]
            up = self.value[leave] < least
            enter = self._entering(leave, up, greedy)
            if enter is None:
                return False
            self._pivot(leave, enter, least if up or most is None else most)
        return True

    def _entering(self, leave: int, up: bool, greedy: bool) -> int | None:
        """The variable that can move another one up or down; None where none can."""
        row = self.rows[leave]
        free = [n for n in sorted(row) if self._can_move(n, (row[n] > 0) == up)]
        if not free:
            return None
        return max(free, key=lambda n: abs(row[n])) if greedy else free[0]

    def _violation(self, variable: int) -> Fraction:
        """How far a variable is outside its bounds; 0 within them."""
        least, most = self.bounds[variable]
        above = Fraction(0) if most is None else self.value[variable] - most
        return max(least - self.value[variable], above)

    def _within(self, variable: int) -> bool:
        least, most = self.bounds[variable]
        return self.value[variable] >= least and (most is None or self.value[variable] <= most)

    def _can_move(self, variable: int, up: bool) -> bool:
        least, most = self.bounds[variable]
        if up:
            return most is None or self.value[variable] < most
        return self.value[variable] > least

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
