"""Numbers as they are printed, and the sign before them as it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import add

MINUS = "-−–‐‑"  # before a number: as typed, as set, and as word processors make it


def number_text(number: Decimal, mark: str = ".") -> str:
    """A number as printed: thin spaces between thousands from five digits on, a real minus sign,
    `mark` before decimals.
    """
    whole_part, point, decimals = f"{abs(number):f}".partition(".")
    if len(whole_part) > 4:
        whole_part = f"{int(whole_part):,}".replace(",", "\u202f")
    return ("−" if number < 0 else "") + whole_part + (mark if point else "") + decimals


def total(numbers: Iterable[float]) -> float:
    """The sum of numbers added from left to right.

    From Python 3.12 on, `sum` rounds floating-point numbers otherwise, and lengths on a page must
    be the same on every Python.
    """
    return reduce(add, numbers, 0)


def points_number(points: Fraction) -> str:
    """Points as a program reads them, to four decimals: 2, 2.5, 0.6667."""
    return f"{round(float(points), 4):g}"
