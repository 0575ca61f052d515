"""A scale of round numbers for an axis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.page.numbers import number_text

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


class Scale:
    """Round numbers from below the lowest to above the highest, about `count` steps; with nought
    where that is near.

    `mark` comes before decimals.
    """

    def __init__(
        self, values: Sequence[Decimal], count: int = 5, nought: bool = False, mark: str = "."
    ) -> None:
        self.mark = mark
        low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
        if nought or 0 < low < (high - low) * 2:
            low = min(low, Decimal(0))
        if nought or (high - low) * -2 < high < 0:
            high = max(high, Decimal(0))
        if low == high:
            low, high = min(low, Decimal(0)), max(high, Decimal(0)) if low else Decimal(1)
        self.step = _step(
            (high - low) / count, all(value == value.to_integral_value() for value in values)
        )
        first = (low / self.step).to_integral_value(ROUND_FLOOR)
        last = (high / self.step).to_integral_value(ROUND_CEILING)
        self.ticks = [self.step * n for n in range(int(first), int(last) + 1)]

    def at(self, value: Decimal) -> float:
        """Where a number is: 0 is the scale's beginning, 1 its end."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))

    @property
    def texts(self) -> list[str]:
        """The ticks as they are printed, all with the same number of decimals."""
        exponent = self.step.normalize().as_tuple().exponent
        assert isinstance(exponent, int)  # neither infinite nor no number
        places = max(0, -exponent)
        return [
            number_text(tick.quantize(Decimal(1).scaleb(-places)), self.mark) for tick in self.ticks
        ]


def _step(least: Decimal, integral: bool) -> Decimal:
    unit = Decimal(1).scaleb(least.adjusted())
    step = next(unit * factor for factor in _STEPS if unit * factor >= least)
    if integral and step != step.to_integral_value():
        step = step.to_integral_value(ROUND_CEILING)
    return step
