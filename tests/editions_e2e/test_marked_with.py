"""What to mark again by the key that holds today, whichever key a marker had before."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.e2e.making import packs

PACK = """pack: quiz
title: Capitals
seed: 5be1d0a3c94f4b7c8a6e2f1907d3c586
quiz: {sections: [{title: All, items: [c-1, c-2]}]}
"""
BANK = """bank: capitals
items:
  - {id: c-1, type: true-false, stem: Lima is in Peru., key: KEY}
  - {id: c-2, type: numeric, stem: How many are two and two, key: 4}
"""
MARKS = "number,form,1,2\n1,A,T,4\n2,A,F,4\n3,A,T,5\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quiz of two questions, built."""
    folder = tmp_path_factory.mktemp("built")
    for name, text in {
        "packs/quiz.yaml": PACK,
        "questions/capitals.yaml": BANK.replace("KEY", "true"),
        "marks.csv": MARKS,
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert packs(folder, "build").returncode == 0
    return folder


def do(folder: Path, step: str) -> None:
    """One step of a history: hand CLASS, key true|false, void ITEM full|none, restore ITEM."""
    kind, *rest = step.split()
    if kind == "hand":
        call = ["handout", "quiz", "--class", *rest, "--date", "2026-12-07", "--copies", "9"]
    elif kind == "key":
        text = BANK.replace("KEY", rest[0])
        (folder / "questions/capitals.yaml").write_text(text, encoding="utf-8")
        call = ["correct", "quiz"]
    else:
        call = ["correct", "quiz", f"--{kind}", *rest]
    told = packs(folder, *call)
    assert told.returncode == 0, told.stderr


def lists(folder: Path) -> dict[str, list[str]]:
    """The questions to mark again, by the revisions that they are named for."""
    slips = packs(folder, "errata", "quiz").stdout.split("Questions to mark again")[1:]
    found = {}
    for slip in slips:
        words = " ".join(slip.replace("|", " ").split())
        named = re.search(r"marked with revision ([\w, -]+?) of the key", words)
        assert named, words
        found[named[1]] = re.findall(r"Question: (\d)", words)
    return found


@pytest.mark.parametrize(
    ("history", "again"),
    [
        (["hand 1a"], {}),
        (["hand 1a", "key false"], {"1": ["1"]}),
        (["hand 1a", "key false", "hand 1b"], {"1": ["1"]}),
        (["hand 1a", "key false", "hand 1b", "key true"], {"2": ["1"]}),
        (["hand 1a", "key false", "key true"], {"2": ["1"]}),
        (["key false", "hand 1a", "key true"], {"2": ["1"]}),
        (["hand 1a", "void c-2 full"], {"1": ["2"]}),
        (["hand 1a", "void c-2 full", "restore c-2"], {"2": ["2"]}),
        (["hand 1a", "void c-2 full", "hand 1b", "void c-2 none"], {"1": ["2"], "2": ["2"]}),
        (["hand 1a", "key false", "void c-2 full"], {"1": ["1", "2"], "2": ["2"]}),
        (["hand 1a", "void c-1 none", "key false"], {"1": ["1"]}),
        (["void c-1 none", "hand 1a", "key false"], {}),
        (["hand 1a", "void c-1 full", "key false", "restore c-1"], {"1": ["1"], "2, 3": ["1"]}),
    ],
    ids=" > ".join,
)
def test_every_key_that_a_marker_may_have_had_is_compared(built, tmp_path, history, again):
    """There is a list for the revision of the first handout and for every later one by which other
    points were given: those by which `results --revision` finds other totals, and no others;
    `status` calls just the items of these lists to be marked again.
    """
    folder = shutil.copytree(built, tmp_path / "project")
    for step in history:
        do(folder, step)
    found = lists(folder)
    assert found == again
    listed = {number for names in found for number in names.split(", ")}
    (status,) = json.loads(packs(folder, "status", "--output", "json").stdout)
    first = status["revision_when_printed"]
    for number in range(first, status["revision"]):
        call = ["results", "quiz", "--marks", "marks.csv", "--revision", str(number)]
        told = packs(folder, *call, "--output", "json")
        assert told.returncode == 0, told.stderr
        assert bool(json.loads(told.stdout)["changes"]) is (str(number) in listed), number
    answer = [one for one in status["drift"] if one["class"] == "answer"]
    named = {one["numbers"]["A"] for one in answer}
    assert named == {int(question) for questions in found.values() for question in questions}
    for one in answer:
        then = [n for n, questions in found.items() if str(one["numbers"]["A"]) in questions]
        numbers = " or ".join(sorted(", ".join(then).split(", ")))
        assert f"that were marked with revision {numbers};" in one["consequence"]


def test_what_cannot_be_compared_is_named(built, tmp_path):
    """Where a later revision that a marker may have had is gone, `errata` and `status` name its
    file, and do not say that nothing changed; a revision from before the first handout is not
    missed.
    """
    for number, history in enumerate(
        (["hand 1a", "key false", "key true"], ["key false", "key true", "hand 1a"])
    ):
        folder = shutil.copytree(built, tmp_path / str(number))
        for step in history:
            do(folder, step)
        (path,) = (
            path
            for path in folder.glob("packs/editions/quiz/*-key-*.json")
            if json.loads(path.read_text("utf-8"))["revision"]["number"] == 2
        )
        path.unlink()
        for command in (["errata", "quiz"], ["status"]):
            told = packs(folder, *command)
            said = told.stdout + told.stderr
            assert (path.name in said) is (number == 0), said
            assert bool(told.returncode) is (number == 0), said
            assert ("nothing changed" in said or "has changed since" in said) is (number == 1)


def test_two_keys_of_one_number_have_a_list_each(built, tmp_path):
    """Where two people corrected a key each in another way, a list is made for either: its name has
    the first symbols of the key's hash, and neither PDF takes the other's place.
    """
    mine = shutil.copytree(built, tmp_path / "mine")
    do(mine, "hand 1a")
    theirs = shutil.copytree(mine, tmp_path / "theirs")
    do(mine, "key false")
    do(theirs, "void c-2 full")
    shutil.copytree(theirs / "packs/editions", mine / "packs/editions", dirs_exist_ok=True)
    assert packs(mine, "build").returncode == 0
    found = lists(mine)
    assert sorted(found.values()) == [["1"], ["1", "2"], ["2"]]
    assert sum(bool(re.fullmatch("2-[0-9a-f]{8}", name)) for name in found) == 2, found
    made = packs(mine, "errata", "quiz", "--output", "pdf").stdout.split()
    assert len(made) == len(set(made)) == 3
    assert packs(mine, "verify").returncode == 0


FAULTY = """bank: capitals
items:
  - {id: c-1, type: true-false, stem: Lima is in Peru., key: false}
  - id: c-2
    type: numeric
    stem: How many are two and two
    key: 5
    levle: recall
  - {type: single, stem: Which is new, key: one}
"""


def test_an_error_elsewhere_keeps_no_key_from_being_corrected(built, tmp_path):
    """Of a bank with errors, `correct` takes the answers of the items that have none, and names the
    place of the error of each other one; where the error is in what the bank says of all its items,
    wherever that stands in the file, it takes none.
    """
    bank = FAULTY
    for number, (text, applied, refused) in enumerate(
        (
            (bank, ["c-1"], {"c-2": "questions/capitals.yaml:8:5"}),
            (bank.replace("    levle: recall\n", ""), ["c-1", "c-2"], {}),
            (
                bank.replace("stem: How many are", "levle: x"),
                ["c-1"],
                {"c-2": "it could not be read"},
            ),
            (bank.replace("items:", "langauge: de\nitems:"), [], ["c-1", "c-2"]),
            (bank + "langauge: de\n", [], ["c-1", "c-2"]),
            (bank.replace("id: c-2", "id: c-1"), [], ["c-1"]),
        )
    ):
        folder = shutil.copytree(built, tmp_path / str(number))
        (folder / "questions/capitals.yaml").write_text(text, encoding="utf-8")
        assert packs(folder, "check").returncode == 1, text
        said = packs(folder, "correct", "quiz").stdout
        found = re.findall(r"^ +applied +(\S+)$", said, re.MULTILINE)
        assert sorted(found) == applied, said
        for name in refused:
            (line,) = re.findall(rf"not applied +{name}: (.*)", said)
            assert line.startswith(refused[name] if isinstance(refused, dict) else "questions/"), (
                said
            )


SET = """pack: quiz
title: Rivers
seed: 84c20f6be1d7435f9a0b8c6d2e4f7319
quiz: {sections: [{title: All, order: as-written, items: [river-set, r-1]}]}
"""
RIVERS = """bank: rivers
items:
  - id: river-set
    type: set
    stimulus: {passage: The Ebro flows to the Mediterranean Sea.}
    stem: Read the text.
    parts:
      - {type: true-false, stem: The Ebro flows north., key: false, points: 1}
      - {type: true-false, stem: It flows to the Mediterranean Sea., key: true, points: 1}
  - {id: r-1, type: true-false, stem: The Ebro is a river., key: true}
"""


@pytest.mark.parametrize("typed", ["1a", "1(b)", "1 (a)", "river-set-b", "river-set (a)"])
def test_a_part_is_known_as_a_part(tmp_path, typed):
    """Who names a part of a set, as the key calls it or by the set's id, is told that it cannot be
    dropped by itself and what to type; what is neither an item nor a part is no item.
    """
    for name, text in {"packs/quiz.yaml": SET, "questions/rivers.yaml": RIVERS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert packs(tmp_path, "build").returncode == 0
    whole = "river-set" if typed.startswith("r") else "1"
    told = packs(tmp_path, "correct", "quiz", "--void", typed, "full")
    assert told.returncode == 2 and "a part cannot be dropped by itself" in told.stderr, told.stderr
    assert f"{typed} is a part of question {whole}; type {whole}, which drops" in told.stderr
    (code,) = (path.stem for path in tmp_path.glob("packs/editions/quiz/????-????.json"))
    shown = packs(tmp_path, "show", code, "--item", typed)
    assert shown.returncode == 2 and f"type {whole}" in shown.stderr
    for other in ("1c", "2a", "r-1-a", "river-a"):
        told = packs(tmp_path, "correct", "quiz", "--void", other, "full")
        assert told.returncode == 2 and "has no item" in told.stderr, told.stderr
    assert packs(tmp_path, "correct", "quiz", "--void", whole, "full").returncode == 0


def test_a_handout_is_noted_once(built, tmp_path):
    """Who notes the same class, date and number of copies again is told that nothing was added;
    another class is noted beside the first.
    """
    folder = shutil.copytree(built, tmp_path / "project")

    def hand(group: str) -> str:
        call = ["handout", "quiz", "--class", group, "--date", "2026-12-07", "--copies", "9"]
        told = packs(folder, *call)
        assert told.returncode == 0
        return told.stdout

    assert "; noted in packs/" in hand("1a")
    assert "already noted" in hand("1a") and "nothing was added" in hand("1a")
    assert len([*folder.glob("packs/editions/quiz/*-printed-*.json")]) == 1
    assert "; noted in packs/" in hand("1a, group 2")
    assert len([*folder.glob("packs/editions/quiz/*-printed-*.json")]) == 2
