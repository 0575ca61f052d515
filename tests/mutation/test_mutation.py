"""The command that draws faults puts sound ones in, and tells a noticed one from another."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.mutation.run import KILLED, SLOW, SURVIVED, UNREACHED, Mutant, draw, judge, read_coverage
from tests.mutation.sites import Fault, faults, readable

MODULE = '''"""A sum of "0" words."""


def least(numbers: list[int], zero: bool = True) -> int:
    """The least over 1."""
    rest = sorted((n for n in numbers if n > 1), key=abs)
    if not rest and zero:
        return 0
    while len(rest) > 9:
        rest.append(1)
    return min(rest)
'''


def test_faults_change_code_alone() -> None:
    """Every fault changes what the module does: no docstring, annotation or import."""
    found = list(faults(MODULE))
    operators = {fault.operator for fault in found}
    assert {"compare", "drop-not", "and/or", "force-if", "drop-filter", "other-end"} <= operators
    assert {"constant", "off-by-one", "drop-sorted", "drop-keyword", "drop-call"} <= operators
    for fault in found:
        changed = fault.applied(MODULE)
        assert readable(changed)
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(MODULE))
        assert (
            changed.startswith('"""A sum of "0" words."""') and '"""The least over 1."""' in changed
        )


def test_a_draw_is_the_same_again() -> None:
    """The same seed draws the same mutants, no two on one line; another seed others."""
    root = Path(__file__).resolve().parents[2]
    paths = list((root / "generator" / "results").rglob("*.py"))
    drawn = draw(paths, 6, seed=3)
    assert draw(paths, 6, seed=3) == drawn != draw(paths, 6, seed=4)
    assert len({(mutant.path, mutant.fault.line) for mutant in drawn}) == len(drawn) == 6


def test_tests_are_run_narrowest_first_and_of_every_function(tmp_path: Path) -> None:
    """One example of each function comes before a second of any, and among them the narrowest; a
    line that ran at import alone has all tests of its module.
    """
    kept = tmp_path / "kept.json"
    tests = ["t.py::wide", "t.py::narrow[a]", "t.py::narrow[b]"]
    lines = {"m.py": {"1": [], "2": [0, 1, 2], "3": [0], "4": [0, 2]}}
    kept.write_text(json.dumps({"tests": tests, "lines": lines}))
    coverage = read_coverage(kept)
    at_import, reached = (Mutant("", "m.py", Fault("", 0, 0, "", line)) for line in (1, 2))
    assert coverage.of(reached, 9) == ["t.py::narrow[a]", "t.py::wide", "t.py::narrow[b]"]
    assert coverage.of(at_import, 2) == ["t.py::narrow[a]", "t.py::wide"]


def test_verdicts(tmp_path: Path) -> None:
    """A fault that a test meets is killed, one that none asserts lives, one that loops is killed by
    time; the module is sound again after each.
    """
    (tmp_path / "least.py").write_text(MODULE)
    (tmp_path / "test_least.py").write_text(
        "from least import least\n\n\ndef test_least():\n    assert least([1, 5, 3]) == 3\n"
    )
    (tmp_path / "test_calls.py").write_text(
        "from least import least\n\n\ndef test_called():\n    least([1, 5, 3])\n"
    )
    (compared,) = (f for f in faults(MODULE) if f.operator == "compare" and f.new == "n >= 1")
    killed = judge(Mutant("", "least.py", compared), ["test_least.py"], tmp_path, 60)
    assert killed.outcome == KILLED and "test_least.py" in killed.by
    assert (
        judge(Mutant("", "least.py", compared), ["test_calls.py"], tmp_path, 60).outcome == SURVIVED
    )
    begin = MODULE.index("len(rest) > 9")
    endless = Fault("force-if", begin, begin + len("len(rest) > 9"), "True", 9)
    assert judge(Mutant("", "least.py", endless), ["test_least.py"], tmp_path, 4).outcome == SLOW
    assert judge(Mutant("", "least.py", endless), [], tmp_path, 4).outcome == UNREACHED
    assert (tmp_path / "least.py").read_text() == MODULE


def test_a_test_that_is_not_there_kills_nothing(tmp_path: Path) -> None:
    """A recording of other tests stops the run: it is not taken for a fault that was noticed."""
    (tmp_path / "least.py").write_text(MODULE)
    (tmp_path / "test_least.py").write_text("def test_least():\n    pass\n")
    fault = next(faults(MODULE))
    with pytest.raises(ValueError, match="no test .*test_lost"):
        judge(Mutant("", "least.py", fault), ["test_least.py::test_lost[a"], tmp_path, 60)
    assert (tmp_path / "least.py").read_text() == MODULE
