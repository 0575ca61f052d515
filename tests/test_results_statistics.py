"""The statistics of results against an independent implementation (numpy 2.4 and scipy 1.17, run once on
the data below) and against vectors computed by hand.
"""

from __future__ import annotations

import math

import pytest

from generator.results import statistics

NEAR = pytest.approx
Data = tuple[tuple[float, ...], ...]

# Ten students, six questions of one point: answers to the key BDACBA.
ANSWERS = [
    "BDACBA",
    "BDACBC",
    "BDACDA",
    "BDABBA",
    "BDCCBD",
    "BAACDA",
    "CDABBA",
    "BDCADC",
    "ADABCC",
    "CACDDB",
]
CLASSROOM: Data = tuple(
    tuple(float(given == right) for given, right in zip(answers, "BDACBA", strict=True))
    for answers in ANSWERS
)
# Twenty-five students, six questions worth 1, 2, 4, 1, 3 and a half, marked in halves.
PARTS_OF_POINTS: Data = (
    (0.5, 0, 1.5, 0.5, 1.5, 0), (0.5, 0.5, 1.5, 1, 1, 0.5), (0.5, 0.5, 1.5, 0.5, 1.5, 0),
    (0.5, 1, 0, 0.5, 1, 0), (1, 1, 0.5, 0.5, 1.5, 0), (0.5, 0.5, 1.5, 0.5, 0, 0),
    (0.5, 1, 1, 0.5, 1.5, 0.5), (1, 1, 3, 1, 1, 0.5), (0.5, 1.5, 2, 0.5, 1, 0),
    (0.5, 0.5, 1, 0.5, 1, 0), (0.5, 1.5, 2, 1, 2.5, 0.5), (1, 1, 3.5, 0.5, 2.5, 0),
    (0.5, 0, 0, 0.5, 1, 0.5), (1, 0, 0.5, 0.5, 1, 0), (0.5, 1.5, 2.5, 0, 1.5, 0.5),
    (0.5, 1.5, 2, 1, 2.5, 0.5), (0, 0, 0, 0, 0.5, 0), (0.5, 0, 2, 0, 1.5, 0),
    (0, 0.5, 1, 0, 0, 0), (0, 1, 0, 0, 0, 0), (0, 0.5, 0, 0, 0, 0),
    (0.5, 0.5, 1.5, 0.5, 1, 0), (0, 1, 0, 0, 0.5, 0), (0, 1, 1.5, 0, 2.5, 0.5),
    (0.5, 0.5, 2.5, 0.5, 1.5, 0),
)  # fmt: skip
# Eight students, four questions that go against each other.
OPPOSED: Data = (
    (1, 0, 1, 0), (0, 1, 0, 1), (1, 0, 0, 1), (0, 1, 1, 0),
    (1, 1, 0, 0), (0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 0, 0),
)  # fmt: skip
# By data: mean, median, SD, skewness, alpha, standard error, discriminations with the rest.
EXPECTED = {
    "classroom": (
        CLASSROOM, 3.7, 4.0, 1.8287822299126937, -0.9455668652692595, 0.669767441860465,
        1.0509255180289632,
        (0.44136741475237484, 0.28517591273601495, 0.44136741475237484, 0.408248290463863,
         0.408248290463863, 0.408248290463863),
    ),
    "parts of points": (
        PARTS_OF_POINTS, 4.24, 4.0, 2.327910364826504, 0.16338811251378796, 0.7235429801630016,
        1.2239961873578968,
        (0.5009830779802615, 0.3941491741498731, 0.6278459612424692, 0.5350713132463695,
         0.6631365776837882, 0.44963057901604103),
    ),
    "opposed": (
        OPPOSED, 2.0, 2.0, 0.5345224838248488, 0.0, -4.0, None,
        (-0.5, -math.sqrt(3) / 2, -0.5, -0.5),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_statistics_are_those_of_an_independent_program(name):
    """To 1e-9: mean, median, SD, skewness, alpha (once below zero), its standard error, and each
    item's correlation with the rest.
    """
    data, mean, median, spread, skewness, alpha, error, rest = EXPECTED[name]
    totals = [sum(row) for row in data]
    items = list(zip(*data, strict=True))
    value = statistics.alpha(items)
    assert statistics.mean(totals) == NEAR(mean, abs=1e-9)
    assert statistics.median(totals) == NEAR(median, abs=1e-9)
    assert statistics.deviation(totals) == NEAR(spread, abs=1e-9)
    assert statistics.skewness(totals) == NEAR(skewness, abs=1e-9)
    assert value == NEAR(alpha, abs=1e-9)
    found = statistics.error_of_measurement(statistics.deviation(totals), value)
    assert found is None if error is None else found == NEAR(error, abs=1e-9)
    for item, expected in zip(items, rest, strict=True):
        others = [total - own for total, own in zip(totals, item, strict=True)]
        assert statistics.correlation(item, others) == NEAR(expected, abs=1e-9)


def test_kr20_is_alpha_and_mixing_divisors_is_not():
    """By hand for the ten students: Σpq = 1.33, the totals' variance 3.01 with N below the line, so
    KR-20 = 6/5 · (1 - 1.33/3.01); with N - 1 in one place only it would be 0.7228.
    """
    items = list(zip(*CLASSROOM, strict=True))
    by_hand = 6 / 5 * (1 - 1.33 / 3.01)
    assert statistics.alpha(items) == NEAR(by_hand, abs=1e-12)
    mixed = 6 / 5 * (1 - 1.33 / (3.01 * 10 / 9))
    assert mixed == NEAR(0.7228, abs=1e-4) and statistics.alpha(items) != NEAR(mixed, abs=1e-3)


def test_a_correlation_with_the_whole_would_flatter():
    """Control: the plain correlation with the total is higher for every item of the classroom."""
    totals = [sum(row) for row in CLASSROOM]
    for item, expected in zip(zip(*CLASSROOM, strict=True), EXPECTED["classroom"][-1], strict=True):
        assert statistics.correlation(item, totals) > expected + 0.1


def test_what_is_not_defined_is_none():
    """No spread, one item, one student, or nobody: nothing is made up and nothing divides by
    zero.
    """
    assert statistics.correlation([1, 1, 1], [1, 2, 3]) is None
    assert statistics.correlation([0.1 + 0.2, 0.3, 0.3], [1, 2, 3]) is None
    assert statistics.alpha([[1.0, 2.0]]) is None
    assert statistics.alpha([[1.0, 0.0], [0.0, 1.0]]) is None
    assert statistics.alpha([[1.0], [0.0]]) is None
    assert statistics.variance([1.0]) is None and statistics.deviation([]) is None
    assert statistics.skewness([1.0, 2.0]) is None and statistics.skewness([2.0] * 5) is None
    assert statistics.mean_difference([1.0], [2.0, 3.0]) is None
    assert statistics.error_of_measurement(1.0, -0.5) is None
    with pytest.raises(ValueError, match="no mean"):
        statistics.mean([])


def test_intervals_and_differences():
    """Fisher's z as scipy has it, Welch's t as scipy has it, Bonett's interval by hand."""
    first = [row[0] for row in PARTS_OF_POINTS]
    rest = [sum(row[1:]) for row in PARTS_OF_POINTS]
    value = statistics.correlation(first, rest)
    assert statistics.correlation_interval(value, 25) == NEAR(
        (0.13197767360855664, 0.7480371167310688), abs=1e-9
    )
    assert statistics.mean_difference([1, 2, 3, 4], [2, 4, 6, 9, 9]) == NEAR(
        -2.299515119361615, abs=1e-9
    )
    least, most = statistics.alpha_interval(0.7, 10, 52)
    wide = 1.959963984540054 * math.sqrt(20 / (9 * 50))
    assert (least, most) == NEAR((1 - 0.3 * math.exp(wide), 1 - 0.3 * math.exp(-wide)), abs=1e-12)
    # Feldt's interval from scipy's F distribution, which is exact where parts are alike; Bonett's is
    # a little wider in small classes.
    for value, questions, papers, exact, near in (
        (0.7, 10, 52, (0.5619, 0.8082), 0.02),
        (0.85, 40, 100, (0.8046, 0.8892), 0.005),
        (-0.26, 12, 30, (-1.0449, 0.3143), 0.14),
    ):
        assert statistics.alpha_interval(value, questions, papers) == NEAR(exact, abs=near)
    assert statistics.alpha_interval(0.7, 10, 2) is None
    assert statistics.correlation_interval(0.5, 3) is None
