"""What each printed scoring sentence means in numbers: the points a response earns by each rule."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


def one_right(points: Fraction, key: str, response: str | None) -> Fraction:
    """All for the key, nothing otherwise."""
    return points if response == key else Fraction(0)


def plus_minus(points: Fraction, keys: Collection[str], chosen: Collection[str]) -> Fraction:
    """Each key chosen adds an equal share, each distractor takes a share away; never below zero."""
    hits = len(set(chosen) & set(keys))
    return max(Fraction(0), points * (hits - len(set(chosen) - set(keys))) / len(set(keys)))


def per_option(
    points: Fraction, options: Collection[str], keys: Collection[str], chosen: Collection[str]
) -> Fraction:
    """Every option rightly chosen or rightly left earns an equal share.

    Choosing nothing would earn the share of the distractors; it is no response and earns none.
    """
    if not chosen:
        return Fraction(0)
    right = sum((option in keys) == (option in chosen) for option in set(options))
    return points * right / len(set(options))


def all_or_nothing(points: Fraction, keys: Collection[str], chosen: Collection[str]) -> Fraction:
    """All for exactly the keys."""
    return points if set(keys) == set(chosen) else Fraction(0)


def true_false(
    points: Fraction,
    key: bool,
    verdict: bool | None,
    correct_it: bool = False,
    correction_right: bool = False,
) -> Fraction:
    """The verdict alone; where a false statement is to be corrected, half for each."""
    if verdict is not key:
        return Fraction(0)
    if not correct_it or key:
        return points
    return points if correction_right else points / 2


def adjacent_pairs(points: Fraction, right: Sequence[str], given: Sequence[str]) -> Fraction:
    """An equal share for every two neighbours of the right order that follow each other in it."""
    neighbours = set(pairwise(given))
    return points * sum(pair in neighbours for pair in pairwise(right)) / (len(right) - 1)


def position(points: Fraction, right: Sequence[str], given: Sequence[str]) -> Fraction:
    """An equal share for every event in its right place."""
    in_place = sum(event == placed for event, placed in zip(right, given, strict=False))
    return points * in_place / len(right)


def whole_order(points: Fraction, right: Sequence[str], given: Sequence[str]) -> Fraction:
    """All for exactly the right order."""
    return points if list(right) == list(given) else Fraction(0)


def per_pair(points: Fraction, right: Mapping[str, str], given: Mapping[str, str]) -> Fraction:
    """An equal share for every premise with its response."""
    return (
        points
        * sum(given.get(premise) == response for premise, response in right.items())
        / len(right)
    )


def per_blank(
    points: Fraction, accepted: Sequence[Collection[str]], given: Sequence[str]
) -> Fraction:
    """An equal share for every blank rightly filled; capitals and spaces do not count."""
    right = sum(
        _folded(word) in map(_folded, ways) for ways, word in zip(accepted, given, strict=False)
    )
    return points * right / len(accepted)


def within(points: Fraction, key: Decimal, tolerance: Decimal, given: Decimal) -> Fraction:
    """All for a number no further from the key than the tolerance."""
    return points if abs(given - key) <= tolerance else Fraction(0)


def by_scheme(points: Fraction, credits: Sequence[Fraction]) -> Fraction:
    """The sum of the credits earned, the item's points at most."""
    return min(points, sum(credits, Fraction(0)))


def by_band(bands: Sequence[tuple[int, int]], chosen: int | None, strength: Fraction) -> Fraction:
    """Best fit: the band that describes the answer best, then a place in it from least to most.

    To the nearest whole point, a half upwards.  None: no band describes it, as nothing is written.
    """
    if chosen is None:
        return Fraction(0)
    least, most = bands[chosen]
    return Fraction(least + math.floor(strength * (most - least) + Fraction(1, 2)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
