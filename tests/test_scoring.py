"""Points for a response: every printed rule by worked examples, and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.i18n.catalog import load_catalog
from generator.items import TYPES, multiple, ordering
from generator.page.markup import plain
from tests.drawn_items import item_key, sample
from tests.oracle import scoring

EN = load_catalog("en")
CATALOGUE = EN.phrases
HALF, ONE, TWO, THREE = Fraction(1, 2), Fraction(1), Fraction(2), Fraction(3)
ABC, RIGHT = "ABCDE", ["a", "b", "c", "d"]
PLACES = {"Baku": "1", "Tbilisi": "2", "Yerevan": "3", "Belgrade": "1"}
WAYS = [("OSCE", "Organization for Security"), ("Minsk",)]
BANDS = [(16, 20), (11, 15), (6, 10), (1, 5)]


def five(chosen: str) -> Fraction:
    """Two points over the options A to E, of which A and B are right, each marked or left."""
    return scoring.per_option(TWO, ABC, "AB", chosen)


# What is printed, and what it comes to: the sentence of each rule, and worked examples (what is
# computed, what it must be).
RULES = {
    "scoring-plus-minus": (
        "Each right option you choose adds an equal share of the points; each wrong option you choose takes one share away. The lowest result is 0.",
        [
            (scoring.plus_minus(TWO, "AB", chosen), earned)
            for chosen, earned in (
                ("AB", 2),
                ("A", 1),
                ("", 0),
                ("AC", 0),
                ("ABC", 1),
                ("ABCD", 0),
                ("C", 0),
                ("CD", 0),
            )
        ]
        + [
            (scoring.plus_minus(ONE, "ABC", "AB"), Fraction(2, 3)),
            (scoring.plus_minus(HALF, "AB", "A"), Fraction(1, 4)),
        ],
    ),
    "scoring-per-option": (
        "You get an equal share of the points for each right option you mark and for each wrong option you leave blank. If you mark nothing, you get 0.",
        [
            (five(chosen), Fraction(2) * share / 5)
            for chosen, share in (
                ("AB", 5),
                ("A", 4),
                ("ABC", 4),
                ("AC", 3),
                ("C", 2),
                ("CDE", 0),
                ("ABCDE", 2),
                ("", 0),
            )
        ],
    ),
    "scoring-all-or-nothing": (
        "You get all the points only if you choose exactly the right options; otherwise none.",
        [
            (scoring.all_or_nothing(TWO, "AB", chosen), earned)
            for chosen, earned in (("AB", 2), ("BA", 2), ("A", 0), ("ABC", 0))
        ],
    ),
    "scoring-correct-it": (
        "If the statement is true, you get all the points for choosing True. If it is false, you get half the points for choosing False and the other half for a right correction. A correction counts only if you choose False.",
        [
            (scoring.true_false(THREE, key, verdict, True, right), earned)
            for key, verdict, right, earned in (
                (False, False, True, 3),
                (False, False, False, Fraction(3, 2)),
                (False, True, True, 0),
                (False, None, True, 0),
                (True, True, False, 3),
                (True, False, True, 0),
            )
        ],
    ),
    "scoring-adjacent-pairs": (
        "You get an equal share of the points for each entry that you place directly after the right one.",
        [
            (scoring.adjacent_pairs(THREE, RIGHT, given), earned)
            for given, earned in (
                ("abcd", 3),
                ("bcda", 2),
                ("dabc", 2),
                ("abdc", 1),
                ("acbd", 0),
                ("dcba", 0),
                ("cdab", 2),
                ("ab", 1),
                ("", 0),
            )
        ],
    ),
    "scoring-position": (
        "You get an equal share of the points for each entry in its correct place.",
        [
            (scoring.position(TWO, RIGHT, given), earned)
            for given, earned in (
                ("abcd", 2),
                ("abdc", 1),
                ("bcda", 0),
                ("dbca", 1),
                ("aaaa", HALF),
                ("ab", 1),
                ("", 0),
            )
        ],
    ),
    "scoring-whole-order": (
        "You get all the points only if the whole order is right; otherwise none.",
        [
            (scoring.whole_order(TWO, RIGHT, given), earned)
            for given, earned in (("abcd", 2), ("abdc", 0), ("abc", 0))
        ],
    ),
    "scoring-per-pair": (
        "You get an equal share of the points for each correct match.",
        [
            (scoring.per_pair(Fraction(4), PLACES, given), earned)
            for given, earned in (
                (PLACES, 4),
                ({**PLACES, "Baku": "2"}, 3),
                ({"Baku": "1"}, 1),
                ({}, 0),
                ({**PLACES, "Kiev": "1"}, 4),
            )
        ],
    ),
    "scoring-per-blank": (
        "You get an equal share of the points for each blank filled in correctly. Capital letters make no difference.",
        [
            (scoring.per_blank(TWO, WAYS, given), earned)
            for given, earned in (
                (["OSCE", "Minsk"], 2),
                (["osce", "MINSK "], 2),
                (["organization  for security", "Geneva"], 1),
                (["Minsk", "OSCE"], 0),
                (["", "Minsk"], 1),
                ([], 0),
            )
        ],
    ),
    "scoring-best-fit": (
        "The answer is marked as a whole. First find the band that describes it best, then choose a mark within that band.",
        [
            (scoring.by_band(BANDS, chosen, strength), earned)
            for chosen, strength, earned in (
                (0, ONE, 20),
                (0, Fraction(0), 16),
                (0, HALF, 18),
                (1, Fraction(1, 8), 12),
                (1, Fraction(3, 8), 13),
                (3, HALF, 3),
                (3, Fraction(0), 1),
                (None, ONE, 0),
            )
        ],
    ),
    "scoring-as-a-whole": (
        "This answer is marked as a whole, by how well it does what the question asks.",
        [
            (scoring.by_band(BANDS, chosen, HALF), earned)
            for chosen, earned in ((0, 18), (1, 13), (3, 3), (None, 0))
        ],
    ),
    "numeric-exact": (
        "Only this number is right.",
        [
            (scoring.within(TWO, Decimal("7.5"), Decimal(0), Decimal(given)), earned)
            for given, earned in (("7.5", 2), ("7.50", 2), ("7.51", 0), ("-7.5", 0))
        ],
    ),
    "numeric-within": (
        "Any number from {least} to {most} is right.",
        [
            (scoring.within(TWO, Decimal(750), Decimal("1.5"), Decimal(given)), earned)
            for given, earned in (
                ("748.5", 2),
                ("751.5", 2),
                ("748.49", 0),
                ("751.51", 0),
                ("750", 2),
            )
        ],
    ),
    "scheme-all": (
        "Give points for each of these:",
        [
            (scoring.by_scheme(THREE, credits), earned)
            for credits, earned in (([ONE, TWO], 3), ([TWO], 2), ([], 0))
        ],
    ),
    "scheme-most": (
        "Give points for any of these, up to {points} in total:",
        [
            (scoring.by_scheme(TWO, credits), earned)
            for credits, earned in (([ONE, ONE, ONE], 2), ([ONE, HALF], Fraction(3, 2)))
        ],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_printed_rule_means_what_is_computed(name):
    """Each sentence that stands on papers and keys, and what it comes to: whoever changes one must
    look at the other.
    """
    sentence, examples = RULES[name]
    assert CATALOGUE[name] == sentence
    assert len(examples) > 1 and [computed for computed, _ in examples] == [
        earned for _, earned in examples
    ]


def test_every_printed_rule_is_here():
    """No sentence on scoring escapes the test above; two phrases are heads of a scheme, no rules."""
    heads = {"scheme-at-most", "scheme-all-forms"}
    assert {
        name for name in CATALOGUE if name.startswith(("scoring-", "numeric-", "scheme-"))
    } == set(RULES) | heads


def test_one_key_earns_all_or_nothing():
    """Where one option is right the rule needs no words."""
    assert [scoring.one_right(TWO, "A", given) for given in ("A", "B", None)] == [2, 0, 0]
    assert [scoring.true_false(TWO, False, given) for given in (False, True, None)] == [2, 0, 0]


# ---------------------------------------------------------------- for any key and any response

POINTS = st.integers(1, 40).map(lambda halves: Fraction(halves, 2))
OPTIONS = st.integers(3, 8).map(lambda n: "ABCDEFGH"[:n])
NUMBERS = st.decimals(-1000, 1000, places=2)


def chosen(options: str, least: int = 0):
    """Some of the options."""
    return st.lists(st.sampled_from(options), min_size=least, unique=True).map(frozenset)


@given(POINTS, OPTIONS, st.data())
def test_choosing_earns_from_nothing_to_all(points, options, data):
    """By every rule a response earns from 0 to the points, the keys earn all, one key more or one
    distractor less no less.
    """
    keys, given_ = data.draw(chosen(options, 2)), data.draw(chosen(options))
    rules = (
        lambda given: scoring.plus_minus(points, keys, given),
        lambda given: scoring.all_or_nothing(points, keys, given),
        lambda given: scoring.per_option(points, options, keys, given),
    )
    for rule in rules:
        assert 0 <= rule(given_) <= points and rule(keys) == points and rule(frozenset()) == 0
        assert all(rule(given_ | {key}) >= rule(given_) for key in keys)
        assert all(
            rule(given_ - {wrong}) >= rule(given_) for wrong in given_ - keys if len(given_) > 1
        )


@given(POINTS, st.integers(3, 10), st.data())
def test_ordering_earns_from_nothing_to_all(points, count, data):
    """By every rule an order earns from 0 to the points, the right one all, and one that has all of
    another's merits no less.
    """
    right = list(range(count))
    one, other = data.draw(st.permutations(right)), data.draw(st.permutations(right))
    merits = {
        scoring.position: lambda given: {n for n in right if given[n] == n},
        scoring.adjacent_pairs: lambda given: {
            n for n in right[1:] if n and given.index(n) == given.index(n - 1) + 1
        },
        scoring.whole_order: lambda given: {0} if given == right else set(),
    }
    for rule, merit in merits.items():
        assert 0 <= rule(points, right, one) <= points == rule(points, right, right)
        if merit(one) <= merit(other):
            assert rule(points, right, one) <= rule(points, right, other)
        shares = (
            len(right) - 1
            if rule is scoring.adjacent_pairs
            else 1
            if rule is scoring.whole_order
            else len(right)
        )
        assert rule(points, right, one) == points * len(merit(one)) / shares


@given(POINTS, st.dictionaries(st.integers(0, 9), st.integers(0, 4), min_size=3), st.data())
def test_matching_and_filling_earn_from_nothing_to_all(points, right, data):
    """Each premise or blank earns its share on its own: from 0 to the points, the key all, and one
    more that is right no less.
    """
    given_ = {
        name: data.draw(st.integers(0, 5))
        for name in data.draw(st.sets(st.sampled_from(sorted(right))))
    }
    blanks = [(f"word {value}", f"also {value}") for value in right.values()]
    filled = [f"WORD {given_.get(name, 'none')}" for name in right]
    earned = scoring.per_pair(points, right, given_)
    assert 0 <= earned <= points == scoring.per_pair(points, right, right)
    assert earned == scoring.per_blank(points, blanks, filled)
    for name, value in right.items():
        assert scoring.per_pair(points, right, {**given_, name: value}) >= earned


@given(POINTS, NUMBERS, NUMBERS.map(abs), NUMBERS, NUMBERS)
def test_a_number_nearer_the_key_earns_no_less(points, key, tolerance, one, other):
    """All or nothing, by the distance from the key alone."""
    near, far = sorted((one, other), key=lambda given: abs(given - key))
    assert scoring.within(points, key, tolerance, near) >= scoring.within(
        points, key, tolerance, far
    )
    assert scoring.within(points, key, tolerance, key) == points
    assert scoring.within(points, key, tolerance, far) in (0, points)


@given(POINTS, st.lists(POINTS, max_size=6), POINTS, st.booleans(), st.booleans(), st.booleans())
def test_a_scheme_and_a_verdict_earn_no_more_than_the_points(
    points, credits, more, key, verdict, corrected
):
    """One credit more earns no less and never more than the points; the right verdict with a
    correction earns all.
    """
    assert (
        0
        <= scoring.by_scheme(points, credits)
        <= scoring.by_scheme(points, [*credits, more])
        <= points
    )
    assert scoring.by_scheme(points, [points]) == points
    for asked in (False, True):
        assert 0 <= scoring.true_false(points, key, verdict, asked, corrected) <= points
        assert scoring.true_false(points, key, key, asked, True) == points
        assert scoring.true_false(points, key, verdict, asked, False) <= scoring.true_false(
            points, key, verdict, asked, True
        )


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5), st.fractions(0, 1), st.fractions(0, 1))
def test_a_better_answer_is_placed_no_lower(sizes, weak, strong):
    """Within a band by strength, and every answer of a better band above every one of a weaker; the
    best earns all.
    """
    bands, least = [], 0
    for size in sizes:
        bands.append((least, least + size - 1))
        least += size
    weak, strong = sorted((weak, strong))
    for n, band in enumerate(bands):
        placed = scoring.by_band(bands, n, weak)
        assert band[0] <= placed <= scoring.by_band(bands, n, strong) <= band[1] and placed == int(
            placed
        )
        assert n == 0 or placed > scoring.by_band(bands, n - 1, strong)
    assert scoring.by_band(bands, len(bands) - 1, ONE) == bands[-1][1]


# ---------------------------------------------------------------- where the rules stand


def said(blocks: object) -> str:
    """Everything written in blocks."""
    return repr(blocks)


def printed(kind: str, **content: object) -> tuple[str, str]:
    """What paper and key print of an item."""
    one, item_type = sample(kind), TYPES[kind]
    one = replace(one, content=replace(one.content, **content)) if content else one
    asked = item_type.student_view(one)
    order = tuple(range(item_type.shuffle(asked).count))
    return said(item_type.student_blocks(asked, order, EN)), said(
        item_type.key_blocks(asked, item_key(one), order, EN)
    )


STATED = {
    **{
        f"multiple, {rule}": ("multiple", {"scoring": rule}, f"scoring-{rule}")
        for rule in multiple.SCORING
    },
    **{
        f"ordering, {rule}": (
            "ordering",
            {"scoring": rule},
            f"scoring-{rule.replace('all-or-nothing', 'whole-order')}",
        )
        for rule in ordering.SCORING
    },
    "true-false": ("true-false", {}, "scoring-correct-it"),
    "matching": ("matching", {}, "scoring-per-pair"),
    "cloze": ("cloze", {}, "scoring-per-blank"),
}


@pytest.mark.parametrize("case", STATED)
def test_paper_and_key_state_the_rule(case):
    """One sentence on both, the same one; and no other rule's."""
    kind, content, name = STATED[case]
    for side in printed(kind, **content):
        assert plain(EN(name)) in side
        assert [
            other
            for other in RULES
            if other.startswith("scoring-") and other != name and EN(other) in side
        ] == []


def test_an_essay_says_of_bands_only_to_who_marks_it():
    """Bands are printed on the key alone, so the paper promises without them how it is marked."""
    paper, key = printed("essay")
    assert EN("scoring-as-a-whole") in paper and EN("scoring-best-fit") not in paper
    assert EN("scoring-best-fit") in key and EN("scoring-as-a-whole") not in key
    assert "band" in EN("scoring-best-fit") and "band" not in EN("scoring-as-a-whole")


def test_the_rule_of_a_written_number_or_scheme_stands_on_the_key_alone():
    """How far off a number may be, and what a scheme credits, are the key's; the paper says nothing
    of them.
    """
    for kind, content, sentence in (
        ("numeric", {}, EN("numeric-exact")),
        ("numeric", {"tolerance": Decimal(2)}, EN("numeric-within", least=3, most=7)),
        ("short-answer", {}, EN("scheme-all")),
    ):
        paper, key = printed(kind, **content)
        assert sentence in key and sentence not in paper


def test_every_type_has_a_rule_or_needs_none():
    """Together the tests above look at every type; a set has the rules of its parts."""
    assert {kind for kind, _, _ in STATED.values()} | {
        "numeric",
        "short-answer",
        "single",
        "set",
        "essay",
    } == set(TYPES)
