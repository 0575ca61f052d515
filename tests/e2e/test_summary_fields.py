"""Every field of a summary that is declared, filled in by its declaration: what students get and
what only the teacher's copy holds.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.content.fields import FieldType, Scalar
from generator.loading.summaries import FIELDS
from tests.e2e import banks, making
from tests.e2e.search import Haystack, told

Way = tuple[str, ...]
CHART = {
    "kind": "bar-chart",
    "caption": "Visits",
    "alt": "Two bars.",
    "categories": ["one", "two"],
    "series": [{"name": "Visits", "values": ["1", "2"]}],
    "facts": ["lv-open"],
}
# What must fit something else, so that a word of its own would be refused.
GIVEN: dict[Way, Any] = {
    ("sources",): ["lv-source"],
    ("sections", "heading"): "Light",
    ("concepts", "after"): "Light",
    ("figures",): [CHART],
    ("teaching", "lesson", "minutes"): "15",
    ("teaching", "scripts", "item"): "lv-essay",
}
# What this briefing does not print: the title of its only summary, for which the pack's stands, other
# spellings of a term, and what a box takes the place of.
UNPRINTED: Sequence[Way] = (("title",), ("glossary", "also"), ("key_facts", "text"))
EVIDENCE = """\
source: lv-source
as_of: 2020-08
as_of_basis: stated
citation: {author: A. Writer, title: On leaves, kind: commentary}
facts:
  - {id: lv-open, status: reported, date: "2008", text: Leaves are green., ref: p. 1}
  - {id: WORD, status: reported, date: "2008", text: WORD is said., ref: p. 2}
"""
BANK = """\
bank: leaves
items:
  - {id: lv-essay, type: essay, stem: "Why are leaves green?", points: 10, rubric: [{points: 4..10, text: Says why.}, {points: 1..3, text: Says something.}]}
"""
PACK = """\
pack: leaves
title: Leaves
seed: 1f0e3dad99908345f7439f8ffabdffc4
forms: 2
summaries: [leaves]
quiz: {sections: [{title: One, items: [lv-essay]}]}
print: {copies: 4, answer_sheet: true, profiles: [standard, clear-print, large-print, dyslexia, plain-text]}
"""


class Filled:
    """A summary with a word of its own in every text: those of students, and those of teachers
    alone, by the path of their field.
    """

    def __init__(self) -> None:
        self.chance = random.Random(20261201)
        self.students: dict[str, Way] = {}
        self.teachers: dict[str, Way] = {}
        self.hidden_fact = self.word(("facts",), hidden=True)
        self.summary = {one.name: self.value(one.kind, (one.name,), one.example) for one in FIELDS}

    def word(self, path: Way, hidden: bool) -> str:
        """A new word, noted on the side where it belongs."""
        new = "q" + "".join(self.chance.choice("bcdfghjkmnpqrstvwxz") for _ in range(11))
        (self.teachers if hidden else self.students)[new] = path
        return new

    def value(self, kind: FieldType[Any], path: Way, example: str, hidden: bool = False) -> Any:
        """What a field holds; `hidden`: it is a cell that students fill in."""
        hidden = hidden or path[0] == "teaching"
        if path in GIVEN:
            return GIVEN[path]
        if path[-1] == "facts":
            return [self.hidden_fact if hidden else "lv-open"]
        if kind.names:
            assert kind.entry
            return {"lv-goal": self.value(kind.entry, path, example, hidden)}
        if kind.fields:
            blank = any(one.name == "blank" for one in kind.fields)
            return {
                one.name: self.value(one.kind, (*path, one.name), one.example, hidden or blank)
                for one in kind.fields
            }
        if kind.entry:
            entries = [
                self.value(kind.entry, path, example, hidden) for _ in range(max(kind.least, 1))
            ]
            return [self.word(path, hidden), *entries] if path[-1] == "cells" else entries
        if kind.scalar == Scalar():
            return self.word(path, hidden)
        assert kind.scalar, f"a test must say what {'.'.join(path)} holds"
        return kind.scalar.words[0] if kind.scalar.words else example


def project(folder: Path, summary: dict[str, Any], fact: str) -> None:
    """A project whose pack has a briefing of the summary, built; `fact`: the id of a fact that only
    teachers are to read.
    """
    for name, text in (
        ("questions/evidence/lv-source.yaml", EVIDENCE.replace("WORD", fact)),
        ("questions/leaves.yaml", BANK),
        ("packs/leaves.yaml", PACK),
        ("packs/summaries/leaves.yaml", banks.written(summary)),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    making.build(folder)


def test_every_field_reaches_those_it_is_for(tmp_path: Path) -> None:
    """In every profile, form and document for students, in names of files and on the screen, there
    is no word of any field for teachers and of no cell to fill in; the teacher's copy has each.

    What students should read is in their briefing: no field is read and left out.
    """
    filled = Filled()
    assert len(filled.teachers) > 20 and len(filled.students) > 30
    project(tmp_path, filled.summary, filled.hidden_fact)

    endings = set()
    for path, data in making.students(tmp_path).items():
        looked_in = Haystack(data, path, path.endswith(".pdf"))
        assert told(filled.teachers, looked_in) == {}, path
        found = told(filled.students, looked_in)
        if "-briefing-" in path:
            missing = [way for word, way in filled.students.items() if word not in found]
            assert [way for way in missing if way not in UNPRINTED] == [], path
        endings.add(path.rpartition("-")[2])
    assert {"print.pdf", "dyslexia.pdf", "text.txt"} <= endings
    shown = making.packs(tmp_path, "show", "leaves", "--document", "briefing")
    assert shown.returncode == 0, shown.stderr
    assert [way for word, way in filled.teachers.items() if word in shown.stdout] == []

    (copy,) = (one for one in making.files(tmp_path, "output") if "teachers-copy" in one)
    kept = told(filled.teachers, Haystack(making.files(tmp_path, "output")[copy], copy))
    assert [way for word, way in filled.teachers.items() if word not in kept] == []


def test_objectives_may_be_longer_than_a_margin(tmp_path: Path) -> None:
    """Objectives that the margin of a whole page does not hold are printed below the summary:
    `check` finds no fault in them, and `build` refused them, and blamed the summary.
    """
    words = [f"goal{n}" for n in range(10, 22)]
    goals = {f"lv-{word}": f"{word} {'and leaves are green ' * 9}" for word in words}
    cited = {"text": "Leaves are green.", "facts": ["lv-open"]}
    summary = {
        "title": "Leaves",
        "as_of": "2020-08",
        "sources": ["lv-source"],
        "objectives": goals,
        "summary": [cited],
    }
    project(tmp_path, summary, "lv-hidden")
    for path, data in making.students(tmp_path).items():
        if "-briefing-" in path:
            assert set(told(words, Haystack(data, path, path.endswith(".pdf")))) == {*words}, path
