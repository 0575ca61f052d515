"""A bank with one of everything wrong."""

from checking import CASES, REPOSITORY, case_problems

from generator.checks.run import RULES

# These need the letters of forms, or so many or such long items that the case could not be read.
LETTERS_OR_LENGTH = {"keys-longest", "letter-often", "letter-run", "letter-unused", "tall-item"}
# These tell plain banks from sourced ones (tests/cases/plain-and-sourced), or are among the labelled.
OTHER_BANKS = {"no-objective", "no-source-line", "unnamed-source", "telling-number"}
# These need a sound briefing beside sound items (among the labelled).
BRIEFINGS = {"told-in-briefing", "script-points"}
# These need a picture or a formula (tests/cases/pictures).
PICTURES = {"coarse-picture", "wide-formula"}
# These need earlier sittings (tests/cases/earlier-sittings).
SITTINGS = {"edited-since", "idle-distractor", "negative-discrimination"}
# This needs a section of which some questions are answered (tests/cases/sections).
SECTIONS = {"answer-some"}
# These need seeds that are published or made from another's (tests/cases/seeds).
SEEDS = {"published-seed", "derived-seed"}
ELSEWHERE = SEEDS | SECTIONS | LETTERS_OR_LENGTH | OTHER_BANKS | BRIEFINGS | PICTURES | SITTINGS


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
