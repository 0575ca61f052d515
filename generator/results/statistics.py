"""The statistics of a quiz as plain functions of numbers; docs/results.md has the formulas with
their sources.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Numbers = Sequence[float]
_Z95 = 1.959963984540054  # the normal quantile of 97.5 %


def mean(values: Numbers) -> float:
    """The arithmetic mean.  Raises ValueError for no values."""
    if not values:
        raise ValueError("no values have no mean")
    return math.fsum(values) / len(values)


def variance(values: Numbers) -> float | None:
    """The variance of a sample, with N - 1 below the line; None for fewer than two values."""
    if len(values) < 2:
        return None
    middle = mean(values)
    return math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1)


def deviation(values: Numbers) -> float | None:
    """The standard deviation of a sample; None for fewer than two values."""
    squared = variance(values)
    return None if squared is None else math.sqrt(squared)


def median(values: Numbers) -> float:
    """The middle value, or the mean of both.  Raises ValueError for no values."""
    if not values:
        raise ValueError("no values have no median")
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def skewness(values: Numbers) -> float | None:
    """The skewness of a sample, G1 (adjusted Fisher–Pearson); None where it is not defined.

    Joanes & Gill, The Statistician 47 (1998), 183.
    """
    count = len(values)
    if count < 3:
        return None
    middle = mean(values)
    second = math.fsum((value - middle) ** 2 for value in values) / count
    third = math.fsum((value - middle) ** 3 for value in values) / count
    if _nearly_none(second, values):
        return None
    return third / math.pow(second, 1.5) * math.sqrt(count * (count - 1)) / (count - 2)


def correlation(first: Numbers, second: Numbers) -> float | None:
    """Pearson's correlation; None where one of both does not vary."""
    a, b = mean(first), mean(second)
    across = math.fsum((x - a) ** 2 for x in first)
    down = math.fsum((y - b) ** 2 for y in second)
    if _nearly_none(across, first) or _nearly_none(down, second):
        return None
    both = math.fsum((x - a) * (y - b) for x, y in zip(first, second, strict=True))
    return max(-1.0, min(1.0, both / math.sqrt(across * down)))


def _nearly_none(squares: float, values: Numbers) -> bool:
    """Whether a sum of squares is nothing but rounding: the values are all alike."""
    size = max(abs(value) for value in values)
    return squares <= 1e-18 * max(1.0, size * size)


def alpha(items: Sequence[Numbers]) -> float | None:
    """Cronbach's alpha of items, each with the points of all students in one order; None where it
    is not defined.  It may be below zero.

    k / (k - 1) · (1 - Σ s²ᵢ / s²ₜ).  Cronbach, Psychometrika 16 (1951), 297.  For items of 0 and 1
    it is Kuder and Richardson's formula 20, Psychometrika 2 (1937), 151.
    """
    count = len(items)
    if count < 2 or len(items[0]) < 2:
        return None
    totals = [math.fsum(row) for row in zip(*items, strict=True)]
    whole = variance(totals)
    if not whole or _nearly_none(whole, totals):
        return None
    parts = math.fsum(variance(item) or 0.0 for item in items)
    return count / (count - 1) * (1 - parts / whole)


def alpha_interval(value: float, items: int, students: int) -> tuple[float, float] | None:
    """Where alpha may be in 19 of 20 classes; None where the classes are too small to say.

    Bonett, Journal of Educational and Behavioral Statistics 27 (2002), 335.
    """
    if items < 2 or students < 3 or value >= 1:
        return None
    wide = _Z95 * math.sqrt(2 * items / ((items - 1) * (students - 2)))
    middle = math.log(1 - value)
    return 1 - math.exp(middle + wide), 1 - math.exp(middle - wide)


def correlation_interval(value: float, students: int) -> tuple[float, float] | None:
    """Where a correlation may be in 19 of 20 classes, by Fisher's z (Metron 1 (1921), 3); None
    where the classes are too small to say.
    """
    if students < 4 or abs(value) >= 1:
        return None
    middle, wide = math.atanh(value), _Z95 / math.sqrt(students - 3)
    return math.tanh(middle - wide), math.tanh(middle + wide)


def error_of_measurement(spread: float, reliability: float) -> float | None:
    """The standard error of one total, s · √(1 - reliability); None for a reliability below 0."""
    return spread * math.sqrt(1 - reliability) if 0 <= reliability <= 1 else None


def mean_difference(first: Numbers, second: Numbers) -> float | None:
    """How many standard errors two means are apart (Welch, Biometrika 29 (1938), 350); None where
    that is not defined.
    """
    if len(first) < 2 or len(second) < 2:
        return None
    error = (variance(first) or 0.0) / len(first) + (variance(second) or 0.0) / len(second)
    return (mean(first) - mean(second)) / math.sqrt(error) if error else None
