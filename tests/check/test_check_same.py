"""The report is the same in every process, and neighbours are found without comparing every
pair.
"""

import os
import re
import subprocess
import sys

import pytest
from checking import REPOSITORY
from click.testing import CliRunner
from labelled import entries
from test_check_offers import TellingType, Told, item, project

from generator.checks import stems
from generator.checks.context import RuleContext
from generator.cli import main
from generator.items import TYPES
from generator.page.commonmark import understand
from generator.page.markup import Text
from generator.problems import Location

_REPORT = """
import sys; sys.path.insert(0, "tests/check")
from checking import CASES, case_problems
for case in CASES:
    for problem in case_problems(case):
        print(problem)
"""


def test_two_processes_report_the_same():
    """No order of a set or a dictionary shows in the report."""
    reports = {
        subprocess.run(
            [sys.executable, "-c", _REPORT],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(reports) == 1 and len(reports.pop().splitlines()) > 200


def test_author_text_in_messages_is_harmless():
    """Control characters in what an author wrote do not reach a message."""
    from generator.problems import Problems

    problems = Problems()
    problems.add(Location("q"), "rule", "the option 'a\x1b[31m\u202eb\nc' is odd")
    assert [problem.message for problem in problems] == ["the option 'a [31m b c' is odd"]


def asked(*texts):
    """Stems as the rule takes them apart."""
    made = [
        item(Told(), id=f"it-{number}", stem=Text(text, Location("q", number, 1)))
        for number, text in enumerate(texts, 1)
    ]
    context = RuleContext(project(*made))
    return [stem for one in context.questions if (stem := stems._stem(one))]


@pytest.fixture(autouse=True)
def telling(monkeypatch):
    """A type of item that tells the checks nothing."""
    monkeypatch.setitem(TYPES, "telling", TellingType())


def compared(monkeypatch, made):
    """How many pairs are looked at, and the pairs found."""
    count = 0
    alike = stems._alike

    def counting(one, other):
        nonlocal count
        count += 1
        return alike(one, other)

    monkeypatch.setattr(stems, "_alike", counting)
    found = [
        (later.question.item.id, earlier.question.item.id) for later, earlier in stems.similar(made)
    ]
    return count, found


def test_what_all_pairs_would_find_is_found(monkeypatch):
    """Looking at few pairs misses none: the same are found as by comparing each with each."""
    texts = [
        understand(entry["stem"], blocks=True, literal="\n" in entry["stem"].strip())
        for one in entries()
        for entry in [*one.data.get("items", []), one.data.get("item")]
        if entry
    ]
    # One turn of phrase before so many would lead to none of them, on purpose.
    turns = [f"{verb} {how}" for verb in ("Say", "Write", "Tell") for how in ("it", "now", "once")]
    again = [f"{turns[n % 9]}: {text}" for n, text in enumerate(texts) if n % 2]
    # Two that share no more than is enough.
    least = [f"Please say: {text}" for text in ("Which ferry sank?", "Which ferry was saved?")]
    made = asked(*texts, *again, *least)
    slowly = []
    for number, later in enumerate(made):
        twin = next((earlier for earlier in made[:number] if stems._alike(later, earlier)), None)
        if twin:
            slowly.append((later.question.item.id, twin.question.item.id))
    count, found = compared(monkeypatch, made)
    assert found == slowly and len(found) >= 25
    assert count < len(made) ** 2 / 40


def test_a_thousand_of_a_kind_are_not_all_compared(monkeypatch):
    """Stems that fill one phrase with names meet few others, and so do a thousand copies of one."""
    phrase = "In which year did the guild of {} open its second school?"
    names = [
        f"{first}{one}{two}"
        for first in ("Al", "Be", "Co", "Du", "El", "Fa", "Gi", "Ho", "Iv", "Jo")
        for one in "abcdefghij"
        for two in "klmnopqrst"
    ]
    count, found = compared(monkeypatch, asked(*map(phrase.format, names)))
    assert found == [] and count <= 60 * len(names)
    count, found = compared(monkeypatch, asked(*[phrase.format("weavers")] * 1000))
    assert len(found) == 999 and count <= 60 * 1000


def test_two_keys_in_two_banks_are_a_warning_and_on_one_paper_an_error(tmp_path):
    """The same question with the same options and another key: told of as long as both are only in
    banks, refused where a paper has both; with one other option they are two questions.
    """

    def bank(name: str, key: str, *others: str) -> None:
        path = tmp_path / f"questions/{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"bank: {name}\nitems:\n  - id: {name}-1\n    stem: Which river crosses Belgrade?\n"
            f"    key: {key}\n    distractors: [{', '.join(others)}]\n"
        )

    def rules(command: str) -> dict[str, str]:
        done = CliRunner().invoke(main, ["-C", str(tmp_path), command])
        found = re.findall(r"(error|warning) (two-keys|other-key)", done.stderr)
        assert (done.exit_code == 1) == any(severity == "error" for severity, _ in found)
        return {name: severity for severity, name in found}

    (tmp_path / "packs").mkdir()
    pack = tmp_path / "packs/quiz.yaml"
    one = "pack: quiz\ntitle: Q\nseed: 3f9c1be07a5248d6b1e4930f7c2ad856\nquiz: {sections: [{title: S, items: [%s]}]}\n"
    pack.write_text(one % "first-1")
    bank("first", "The Sava", "The Tisa", "The Drina")
    bank("second", "The Tisa", "The Drina", "The Sava")
    assert rules("check") == {"other-key": "warning"}
    assert rules("build") == {}
    pack.write_text(one % "first-1, second-1")
    assert rules("check") == {"other-key": "warning", "two-keys": "error"}
    assert rules("build") == {"two-keys": "error"}
    bank("second", "The Tisa", "The Drina", "The Morava")
    assert rules("check") == {}
