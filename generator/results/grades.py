"""Totals to grades, by a scale that the instructor declares."""

from __future__ import annotations

import math
from fractions import Fraction

from generator.content.marking import GradeScale


def grade_of(scale: GradeScale, total: Fraction, possible: Fraction) -> str:
    """The grade of a total out of what was possible; "" where the scale has none so low."""
    amount = total if scale.unit == "points" or not possible else 100 * total / possible
    amount = _rounded(amount, scale.rounding)
    return next((grade.name for grade in scale.grades if amount >= grade.least), "")


def _rounded(amount: Fraction, rounding: str) -> Fraction:
    if rounding == "half-up":
        return Fraction(math.floor(amount + Fraction(1, 2)))
    if rounding == "up":
        return Fraction(math.ceil(amount))
    return Fraction(math.floor(amount)) if rounding == "down" else amount
