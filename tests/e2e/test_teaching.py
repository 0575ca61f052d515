"""What a summary gives for teaching: students get grids with blanks, the teacher what fills them
and all notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import yaml

from generator.content.field_types import TEXT
from generator.content.fields import FieldType
from generator.loading.summaries import load_summary
from generator.loading.teaching import TEACHING
from generator.problems import Problems
from tests.e2e import making
from tests.e2e.search import Haystack, told

BANK = """\
bank: leaves
items:
  - {id: leaf-essay, type: essay, stem: "Why are leaves green?", points: 6, rubric: [{points: 4..6, text: Says why.}, {points: 1..3, text: Says something.}]}
"""
PACK = """\
pack: leaves
title: Leaves
seed: 4d80f8d7f0edda32c26e0b9058d1e5e7
summaries: [leaves]
quiz: {sections: [{title: One, items: [leaf-essay]}]}
"""
ALL_PROFILES = "print: {profiles: [standard, clear-print, large-print, dyslexia, plain-text]}\n"
SUMMARY = """\
title: Leaves
summary: [Leaves are green.]
grids:
  - caption: Two ways
    columns: [By day, At night]
    rows:
      - {label: Takes in, cells: [Light, {text: qxblank one, blank: true}]}
      - {label: Since, cells: [In 1995, {text: qxblank two, blank: true}]}
arguments:
  - claim: The wood is healthy.
    by: The forester
    certainty: Seems to be
    reasons:
      - reason: Leaves are green.
        evidence: [Two samples, Three photographs]
        missing: {text: qxmissing step, blank: true}
      - {reason: Birds sing., missing: Birds sing in healthy woods alone.}
discussion:
  - Are all leaves green?
  - What of autumn?
teaching:
  lesson:
    title: qxlesson plan
    minutes: 45
    aim: qxaim
    needs: qxneeds
    steps:
      - {title: qxstep, minutes: 20, text: qxhow}
      - {title: Rest, minutes: 25, text: Talk.}
  role_play:
    title: qxplay
    minutes: 20
    setting: qxsetting
    roles:
      - {name: qxrole, players: 2, says: [qxsays this., qxsays that], wants: qxwants}
      - {name: Others, says: [Nothing.]}
    debrief: qxdebrief
  discussion:
    - {question: 2, uses: qxuses, watch: qxwatch, sample: qxsample}
  scripts:
    - {item: leaf-essay, points: 4, text: qxscript, comments: [qxcomment]}
  notes: [qxnote]
"""
SECRETS = {
    *("qxblank", "qxmissing", "qxlesson", "qxaim", "qxneeds", "qxstep", "qxhow", "qxplay"),
    *("qxsetting", "qxrole", "qxsays", "qxwants", "qxdebrief", "qxuses", "qxwatch", "qxsample"),
    *("qxscript", "qxcomment", "qxnote"),
}


def project(folder: Path, summary: str, pack: str = PACK) -> Path:
    """A project of one pack, built."""
    for name, text in (
        ("questions/leaves.yaml", BANK),
        ("packs/leaves.yaml", pack),
        ("packs/summaries/leaves.yaml", summary),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    making.build(folder)
    return folder


def test_notes_reach_the_teacher_alone(tmp_path: Path) -> None:
    """Nothing that fills a blank and no note for teaching stands in any student's file, in any
    profile and any spelling; the teacher's copy holds all of it, beside what students read.
    """
    folder = project(tmp_path, SUMMARY, PACK + ALL_PROFILES)
    briefings = {
        path: data for path, data in making.students(folder).items() if "-briefing-" in path
    }
    assert len(briefings) == 5
    for path, data in making.students(folder).items():
        found = told(SECRETS, Haystack(data, path, path.endswith(".pdf")))
        assert found == {}, path
    (copy,) = (p for p in making.files(folder, "output") if "/teacher/leaves-teachers-copy-" in p)
    text = making.files(folder, "output")[copy]
    assert set(told(SECRETS, Haystack(text, copy))) == SECRETS
    assert told({"Photographs"}, Haystack(text, copy))


def text_fields(kind: FieldType[object], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all fields below that hold a free text."""
    if kind.scalar and kind.scalar == TEXT.scalar:
        yield path
    for own in kind.fields:
        yield from text_fields(own.kind, (*path, own.name))
    for alternative in (*kind.alternatives, *filter(None, [kind.entry])):
        yield from text_fields(alternative, path)


def texts_at(value: object, path: tuple[str, ...]) -> Iterator[str]:
    """What stands in the SUMMARY at a path, in every entry of its lists."""
    if isinstance(value, list):
        for entry in value:
            yield from texts_at(entry, path)
    elif path:
        yield from texts_at(value.get(path[0], []), path[1:]) if isinstance(value, dict) else ()
    else:
        yield str(value)


def test_every_text_for_teachers_is_searched_for() -> None:
    """A field of the teaching notes that is added later has a secret in the SUMMARY too, so that
    the search above cannot miss it.
    """
    written = yaml.safe_load(SUMMARY)["teaching"]
    paths = set(text_fields(TEACHING.kind))
    assert len(paths) > 15
    for path in paths:
        texts = list(texts_at(written, path))
        assert any(secret in text for text in texts for secret in SECRETS), ".".join(path)


def test_notes_move_no_student_file(tmp_path: Path) -> None:
    """Students' files are the same bytes whatever the notes say, or without any."""
    before = making.students(project(tmp_path / "a", SUMMARY))
    reworded = SUMMARY.replace("qx", "of another kind ").replace("points: 4", "points: 5")
    assert making.students(project(tmp_path / "b", reworded)) == before
    bare = SUMMARY.partition("teaching:")[0]
    assert making.students(project(tmp_path / "c", bare)) == before
    moved = SUMMARY.replace("[Leaves are green.]", "[Leaves are red.]")
    assert making.students(project(tmp_path / "d", moved)) != before


def test_without_notes_there_is_no_copy(tmp_path: Path) -> None:
    """A summary without blanks and notes has no teacher's copy: it would say what students have."""
    folder = project(tmp_path, "title: Leaves\nsummary: [Leaves are green.]\n")
    assert not [path for path in making.files(folder, "output") if "teachers-copy" in path]


def test_a_lesson_is_planned_with_what_is_printed(tmp_path: Path) -> None:
    """Where a pack leaves out a part that a step works with, the teacher's copy has no plan of that
    lesson; all other notes stay, and so does a plan that works with other parts.
    """
    without = f"{PACK}briefing: {{without: [discussion]}}\n"
    for parts, is_planned in (("[grids, discussion]", False), ("[grids]", True)):
        summary = SUMMARY.replace("text: qxhow}", f"text: qxhow, parts: {parts}}}")
        folder = project(tmp_path / parts, summary, without)
        (copy,) = (p for p in making.files(folder, "output") if "leaves-teachers-copy-" in p)
        said = set(told(SECRETS, Haystack(making.files(folder, "output")[copy], copy)))
        plan = {"qxlesson", "qxaim", "qxneeds", "qxstep", "qxhow"}
        assert plan & said == (plan if is_planned else set())
        assert "qxplay" in said


def test_notes_of_several_paragraphs_keep_their_lines(tmp_path: Path) -> None:
    """What a table's cell cannot hold is printed below each other, with its lines: paragraphs, code
    and lists of a step, of a question and of what is noted on it.
    """
    several = r'"{0} one.\n\n```\n{0} two\n  {0} three\n```\n\n- {0} four\n- {0} five\n"'
    words = ("qxhow", "qxuses", "qxwatch", "autumn")
    summary = SUMMARY.replace("  - What of autumn?", f"  - {several.format('autumn')}")
    for word in words[:3]:
        assert f": {word}" in summary
        summary = summary.replace(f": {word}", f": {several.format(word)}")
    folder = project(tmp_path, summary)
    (copy,) = (folder / "output/leaves/teacher").glob("leaves-teachers-copy-*.pdf")
    with pdfium.PdfDocument(copy) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    lines = [line.strip() for line in text.splitlines()]
    for word in words:
        for number in ("one.", "two", "three", "four", "five"):
            (line,) = (line for line in lines if f"{word} {number}" in line)
            assert line.count(word) == 1, line
    assert "From 20 · 25 minutes · Rest" in lines


def test_formulas_are_signs_where_only_characters_can_be(tmp_path: Path) -> None:
    """The name of a briefing, the summary of a table and who claims something say formulas in
    signs or draw them: none is printed as it was typed.
    """
    pack = PACK.replace("title: Leaves", "title: Of $x^2$")
    pack += "print: {profiles: [standard, plain-text]}\n"
    summary = SUMMARY.replace("caption: Two ways", "caption: Ways to $x^3$")
    summary = summary.replace("by: The forester", "by: The forester $x^4$")
    folder = project(tmp_path, summary, pack)
    (text,) = (folder / "output/leaves/students").glob("leaves-briefing-*.txt")
    said = text.read_text(encoding="utf-8")
    for words in ("Of x² – Briefing", "Table: Ways to x³", "The forester x to the power 4:"):
        assert words in said
    assert "^" not in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("minutes: 45", "minutes: 50", "the steps take 45 minutes, the lesson 50; change one of"),
        ("question: 2", "question: 3", "there is no question 3: the summary has 2 discussion"),
        (
            "cells: [Light, ",
            "cells: [Light, Dark, ",
            "'Takes in' has 3 cells but there are 2 columns",
        ),
        ("text: qxhow", "text: qxhow, parts: [grid]", "did you mean 'grids'?"),
        ("In 1995", "1995", "'1995' would be taken for the number of a cell to fill in"),
        ("  notes: [qxnote]", "  note: [qxnote]", "'note' is not a field of the teaching notes"),
    ],
)
def test_what_does_not_fit_is_said(node, old: str, new: str, message: str) -> None:
    """Plans that do not add up, notes on no question, rows that fit no columns are refused where
    they stand.
    """
    problems = Problems()
    assert load_summary(node(SUMMARY), "packs/summaries/leaves.yaml", problems) is not None
    assert not list(problems)
    assert old in SUMMARY
    load_summary(node(SUMMARY.replace(old, new)), "packs/summaries/leaves.yaml", problems)
    assert [message in str(problem) for problem in problems] == [True], list(map(str, problems))


def test_two_notes_on_one_question_are_refused(node) -> None:
    """A second note would be left out in silence."""
    problems = Problems()
    note = "    - {question: 2, uses: qxuses, watch: qxwatch, sample: qxsample}\n"
    load_summary(node(SUMMARY.replace(note, note + note)), "packs/summaries/leaves.yaml", problems)
    assert ["two notes on question 2" in str(problem) for problem in problems] == [True]


def test_scripts_answer_items_that_are_there(tmp_path: Path) -> None:
    """`check` names a script of no item, and one that earns more than its item has."""
    wrong = SUMMARY.replace("item: leaf-essay, points: 4", "item: leaf-esay, points: 4")
    project(tmp_path / "a", SUMMARY)
    summary = tmp_path / "a" / "packs" / "summaries" / "leaves.yaml"
    assert making.packs(tmp_path / "a", "check").returncode == 0
    summary.write_text(wrong)
    ran = making.packs(tmp_path / "a", "check")
    assert ran.returncode == 1 and "item 'leaf-esay' was not found" in ran.stderr + ran.stdout
    summary.write_text(SUMMARY.replace("points: 4, text", "points: 7, text"))
    ran = making.packs(tmp_path / "a", "check")
    assert ran.returncode == 1
    assert "this script earns 7 points, but 'leaf-essay' has 6" in ran.stderr + ran.stdout
