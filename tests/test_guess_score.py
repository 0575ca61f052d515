"""The guessing floor of each type of item is the mean of what its scoring rule gives for all that a
blind guesser may write.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, permutations, product
from types import SimpleNamespace

import pytest

from generator.items import TYPES, ItemType, cloze, matching, multiple, ordering, single, true_false
from generator.items import item_set as sets
from tests.oracle import scoring

POINTS = Fraction(3)
COMMON = {"id": "x", "objective": "o", "level": "remember", "difficulty": "easy", "facts": ()}
LETTERS = "abcdefg"


def mean(scores: Iterable[Fraction]) -> Fraction:
    """The mean of points, exactly."""
    found = list(scores)
    return sum(found, Fraction(0)) / len(found)


def choices(options: str, number: int) -> list[tuple[str, ...]]:
    """Every choice of a number of options; of any number but none where it is 0."""
    sizes = (number,) if number else range(1, len(options) + 1)
    return [chosen for size in sizes for chosen in combinations(options, size)]


@pytest.mark.parametrize("count", [3, 4, 8])
def test_one_option_of_several(count):
    """Who crosses any one option can expect its share; one option more is another share."""
    options = LETTERS[:count] if count < 8 else LETTERS + "h"
    student = single.SingleItem("?", POINTS, tuple(options))
    found = TYPES["single"].guess_score(student, single.SingleKey(**COMMON, key="b"))
    assert found == mean(scoring.one_right(POINTS, "b", option) for option in options)
    assert found != mean(scoring.one_right(POINTS, "b", option) for option in options + "z")


@pytest.mark.parametrize("rule", multiple.SCORING)
@pytest.mark.parametrize(("count", "keys"), [(3, 2), (4, 2), (5, 2), (5, 4), (6, 3), (7, 2)])
@pytest.mark.parametrize("stated", [True, False])
def test_several_options(rule, count, keys, stated):
    """As many as are asked for, or any choice but none, under each scoring rule."""
    options, right = LETTERS[:count], LETTERS[:keys]
    score = {
        "plus-minus": lambda chosen: scoring.plus_minus(POINTS, right, chosen),
        "per-option": lambda chosen: scoring.per_option(POINTS, options, right, chosen),
        "all-or-nothing": lambda chosen: scoring.all_or_nothing(POINTS, right, chosen),
    }
    student = multiple.MultipleItem("?", POINTS, tuple(options), keys if stated else 0, rule)
    found = TYPES["multiple"].guess_score(
        student, multiple.MultipleKey(**COMMON, keys=tuple(right))
    )
    assert found == mean(map(score[rule], choices(options, keys if stated else 0)))


def test_each_rule_has_a_floor_of_its_own():
    """The control of the test above: with another rule, or with the number to choose left open, it
    would fail.
    """
    answer = multiple.MultipleKey(**COMMON, keys=("a", "b", "c"))
    floors = [
        TYPES["multiple"].guess_score(
            multiple.MultipleItem("?", POINTS, tuple("abcde"), choose, rule), answer
        )
        for rule in multiple.SCORING
        for choose in (0, 3)
    ]
    assert len(set(floors)) == 6


@pytest.mark.parametrize(
    ("key", "correct_it"), [(True, False), (False, False), (True, True), (False, True)]
)
def test_a_verdict(key, correct_it):
    """Either verdict, and no correction that is right."""
    found = TYPES["true-false"].guess_score(
        true_false.TrueFalseItem("?", POINTS, correct_it),
        true_false.TrueFalseKey(**COMMON, key=key),
    )
    assert found == mean(
        scoring.true_false(POINTS, key, verdict, correct_it) for verdict in (True, False)
    )


@pytest.mark.parametrize(
    ("responses", "reuse"),
    [("abc", False), ("abcd", False), ("abcde", False), ("abc", True), ("ab", True)],
)
def test_matching(responses, reuse):
    """Every way to give three premises letters: each once, or again and again where that is
    allowed.
    """
    right = dict(zip("123", responses if len(responses) > 2 else "aab", strict=False))
    ways = product(responses, repeat=3) if reuse else permutations(responses, 3)
    student = matching.MatchingItem("?", POINTS, tuple("123"), tuple(responses), reuse)
    found = TYPES["matching"].guess_score(
        student, matching.MatchingKey(**COMMON, pairs=tuple(right.items()))
    )
    assert found == mean(
        scoring.per_pair(POINTS, right, dict(zip("123", way, strict=True))) for way in ways
    )


@pytest.mark.parametrize("count", [3, 4, 5])
@pytest.mark.parametrize(
    ("rule", "score"),
    [
        ("adjacent-pairs", scoring.adjacent_pairs),
        ("position", scoring.position),
        ("all-or-nothing", scoring.whole_order),
    ],
)
def test_an_order(count, rule, score):
    """Every order of the events, under each scoring rule."""
    events = LETTERS[:count]
    student = ordering.OrderingItem("?", POINTS, tuple(events), rule)
    found = TYPES["ordering"].guess_score(
        student, ordering.OrderingKey(**COMMON, sequence=tuple((event, "") for event in events))
    )
    assert found == mean(score(POINTS, events, way) for way in permutations(events))


@pytest.mark.parametrize(
    ("blanks", "bank"),
    [
        ((("a",), ("b",)), ("a", "b", "c")),
        ((("a", "B"), ("b",)), ("a", "b", "c", "d")),
        ((("a",), ("b",), ("c", "x")), tuple("abc")),
        ((("a", "no such word"),), ("a", "b")),
    ],
)
def test_blanks_with_a_bank(blanks, bank):
    """Every way to fill the blanks with words of the bank, each once; a word may be right in two
    blanks.
    """
    student = cloze.ClozeItem("?", POINTS, ("",) * (len(blanks) + 1), bank)
    found = TYPES["cloze"].guess_score(student, cloze.ClozeKey(**COMMON, blanks=blanks))
    assert found == mean(
        scoring.per_blank(POINTS, blanks, way) for way in permutations(bank, len(blanks))
    )
    assert found == mean(
        scoring.per_blank(POINTS, blanks, way) for way in product(bank, repeat=len(blanks))
    )
    assert (
        TYPES["cloze"].guess_score(
            cloze.ClozeItem("?", POINTS, student.pieces), cloze.ClozeKey(**COMMON, blanks=blanks)
        )
        == 0
    )


def test_what_is_written_cannot_be_guessed_and_a_set_is_the_sum_of_its_parts():
    """Numbers and written answers have no floor; every type says its own, and a set adds up its
    parts'.
    """
    for name in ("numeric", "short-answer", "essay"):
        assert TYPES[name].guess_score(SimpleNamespace(points=POINTS), None) == 0
    says_nothing = {
        name for name, kind in TYPES.items() if type(kind).guess_score is ItemType.guess_score
    }
    assert says_nothing == {"numeric", "short-answer", "essay"}
    first, second = (
        single.SingleItem("?", POINTS, ("a", "b", "c")),
        true_false.TrueFalseItem("?", Fraction(1)),
    )
    student = sets.SetItem(
        "?", Fraction(4), "p", "data", (sets.PartItem(first), sets.PartItem(second))
    )
    answer = sets.SetKey(
        **COMMON,
        parts=(
            sets.PartKey(single.SingleKey(**COMMON, key="a")),
            sets.PartKey(true_false.TrueFalseKey(**COMMON)),
        ),
    )
    assert TYPES["set"].guess_score(student, answer) == 1 + Fraction(1, 2)
