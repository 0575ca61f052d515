"""A bank with one of everything wrong."""

from checking import CASES, REPOSITORY, case_problems

from generator.checks.run import RULES

# These need the letters of forms, or so many or such long items that the case could not be read.
ELSEWHERE = {
    "coarse-picture", "keys-longest", "letter-often", "letter-run", "letter-unused", "tall-item",
}  # fmt: skip


def test_everything_is_reported():
    """The report names every rule but those of ELSEWHERE, and a fault of shape."""
    case = REPOSITORY / "tests" / "cases" / "one-of-everything"
    assert case in CASES
    found = {problem.rule for problem in case_problems(case)}
    assert found >= set(RULES) - ELSEWHERE
    assert "unknown-field" in found


def test_the_rest_is_seen_elsewhere():
    """No rule is left out twice."""
    assert set(RULES) >= ELSEWHERE
