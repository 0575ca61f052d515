"""Drop-in cases: a project folder in tests/cases with the problems that are expected of it in
problems.txt.

`# near miss RULE: why` in a file marks the next line as one that looks as if it broke a rule and
does not.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from checking import CASES, case_problems, expected, files_of, near_misses
from labelled import FOLDER, entries, problems

from generator.checks.run import RULES


def cases_with(rule: str) -> list[Path]:
    """The cases that expect a rule to report something."""
    return [case for case in CASES if any(f" {rule}: " in line for line in expected(case))]


def test_cases_are_found():
    """The tests below look at something: every folder in tests/cases is a case, and there are
    many.
    """
    folders = [path for path in CASES[0].parent.iterdir() if path.is_dir() and path != FOLDER]
    assert sorted(folders) == CASES
    assert len(CASES) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case):
    """A project has exactly the problems its case expects, each at its line and column, in one run,
    sorted.
    """
    assert [str(problem) for problem in case_problems(case)] == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_places_are_precise(case):
    """Every problem stands at a line and column of a file of the project, or at a file that it is
    about as a whole.
    """
    files = files_of(case)
    for problem in case_problems(case):
        if not problem.location.line:
            assert problem.location.path in files
            continue
        line = files[problem.location.path].splitlines()[problem.location.line - 1]
        assert 1 <= problem.location.column <= len(line)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_hit(rule):
    """Every rule is seen to report something."""
    assert cases_with(rule) or any(
        rule in entry.hits and rule in entry.reported() for entry in entries()
    )


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_two_near_misses(rule):
    """Every rule is seen to be silent at two places, at least, that look as if they broke it."""
    misses = [
        (case, path, line)
        for case in CASES
        for name, path, line in near_misses(case)
        if name == rule
    ]
    labelled = [entry for entry in entries() if rule in entry.near and rule not in entry.reported()]
    assert len(misses) + len(labelled) >= 2
    for case, path, line in misses:
        places = {(p.location.path, p.location.line) for p in case_problems(case) if p.rule == rule}
        assert (path, line) not in places


def test_near_misses_name_rules():
    """No near miss is lost by a misspelt name."""
    assert {name for case in CASES for name, _, _ in near_misses(case)} <= set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_the_cases_would_notice_a_blind_rule(rule, monkeypatch):
    """Negative control: with a rule that sees nothing, its findings are missing and its cases
    fail.
    """
    monkeypatch.setitem(RULES, rule, replace(RULES[rule], find=lambda context: ()))
    for case in cases_with(rule):
        found = [str(problem) for problem in case_problems(case)]
        assert not any(f" {rule}: " in line for line in found)
        assert found != expected(case)
    for entry in entries():
        if rule in entry.hits:
            assert rule not in {problem.rule for problem in problems(entry)}
