"""One term told in commands: build, print, mend, correct, delete, and every paper keeps its key;
who writes has a process.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.e2e import making, reader
from tests.editions_e2e import history
from tests.editions_e2e.history import Course


class Told:
    """What a command said; it runs in this process."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        ran = CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")
        if ran.exception and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        self.code, self.out, self.err = ran.exit_code, ran.stdout, ran.stderr


class Shell(Told):
    """The same, in a process of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        ran = making.packs(folder, *arguments)
        assert "Traceback" not in ran.stderr, ran.stderr
        self.code, self.out, self.err = ran.returncode, ran.stdout, ran.stderr


def papers(folder: Path) -> dict[str, reader.Paper]:
    """All papers on disk, by code."""
    read = [reader.read_paper(path.read_bytes()) for path in making.papers(folder)]
    return {paper.code: paper for paper in read}


def stamps(folder: Path) -> dict[str, int]:
    """When each printed file was written."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.glob("output/*/*/*.pdf")
    }


@pytest.fixture
def term(tmp_path: Path) -> tuple[Path, Course]:
    """A course on disk, with nothing built."""
    course = Course.begun(11)
    history.write(course, tmp_path)
    return tmp_path, course


def test_a_term_with_the_program(term):
    """Build, print, mend a typo, correct a key, delete an item, status, correct, key, reprint,
    errata: all as promised.
    """
    folder, course = term
    names = {item["type"]: name for name, item in reversed(course.items.items())}
    single, verdict, multiple = names["single"], names["true-false"], names["multiple"]
    assert Shell(folder, "build").code == 0
    before = papers(folder)
    code = min(before)[:9]
    first = {path.name: path.read_bytes() for path in making.papers(folder)}

    marked = Shell(
        folder, "handout", code, "--class", "Year 2", "--date", "2026-12-07", "--copies", "30"
    )
    assert marked.code == 0 and "30 copies" in marked.out
    told = Told(folder, "status", "--fail-on", "answer")
    assert "nothing changed" in told.out and told.err == ""

    course.items[single]["stem"] = course.items[single]["stem"].replace("?", ", as reported?")
    course.items[verdict]["key"] = not course.items[verdict]["key"]
    old = course.items[multiple]
    course.items[multiple] = {**old, "rationale": "Another reason."}
    gone = course.pack["items"].pop()
    course.order.remove(gone)
    del course.items[gone]
    history.write(course, folder)

    told = Told(folder, "status", "--fail-on", "answer")
    assert told.code == 1
    for kind, name in (
        ("wording", single),
        ("answer", verdict),
        ("cosmetic", multiple),
        ("retired", gone),
    ):
        assert re.search(rf"{kind} +{name} \(question \d+ on A, \d+ on B\)", told.out), told.out
    assert Told(folder, "status", "--fail-on", "evidence").code == 0
    drift = json.loads(Told(folder, "status", "--output", "json").out)[0]["drift"]
    assert {one["class"] for one in drift} == {"wording", "answer", "cosmetic", "retired"}
    said = Told(folder, "diff", code, "now").out
    assert "as reported?" in said and f"{gone}: no longer in the quiz" in said

    corrected = Shell(folder, "correct", code)
    assert corrected.code == 0 and f"applied      {verdict}" in corrected.out
    assert f"not applied  {single}: the printed question is different (stem)" in corrected.out
    assert f"not applied  {gone}: the banks have no such item any more" in corrected.out
    assert "nothing to correct" in Shell(folder, "correct", code).out
    assert f"--void {gone} full" in Told(folder, "status").out

    for whole, paper in before.items():
        text = Told(folder, "key", whole).out
        assert "Check that the codes match" in text
        number = next(
            q.number for q in paper.questions.values() if course.items[verdict]["stem"] in q.stem
        )
        assert f"Revision 2, replaces revision 1; changed: {number}" in text
        assert (
            f"✓ {course.items[verdict]['key']}" in text
            and f"✓ {not course.items[verdict]['key']}"
            in Told(folder, "key", whole, "--revision", "1").out
        )
        asked = Told(folder, "show", whole, "--item", str(number)).out
        assert (
            verdict in asked
            and f"✓ {course.items[verdict]['key']}" in asked
            and "Evidence" in asked
        )

    slips = Told(folder, "errata", code)
    assert slips.out.count("should read:") == 2 and slips.out.count("Questions to mark again") == 2
    student = slips.out.split("ANSWER KEY")[0]
    assert "✓" not in student and verdict not in student

    assert Shell(folder, "build").code == 0
    later = papers(folder)
    assert set(before) < set(later), "printed papers stay beside the new ones"
    assert {
        name: (folder / "output/course/students" / name).read_bytes() for name in first
    } == first
    assert Told(folder, "verify").code == 0
    for path in making.papers(folder):
        revision = 2 if path.name in first else 1
        key = reader.read_key(making.key_of(path, revision))
        assert reader.disagreements(reader.read_paper(path.read_bytes()), key) == []

    lost = folder / "output/course/students" / f"course-{min(before)}.pdf"
    lost.unlink()
    assert Shell(folder, "reprint", min(before)).code == 0
    assert lost.read_bytes() == first[lost.name]
    letter = Told(folder, "reprint", min(before), "--paper", "Letter").out.strip()
    assert letter.endswith("-letter.pdf") and reader.read_paper(
        (folder / letter).read_bytes()
    ).code == min(before)
    assert Told(folder, "errata", code, "--output", "pdf").out.count(".pdf") == 4

    quiet = stamps(folder)
    done = Shell(folder, "build")
    assert done.out.startswith("1 pack up to date: course ") and len(done.out.splitlines()) == 1
    assert stamps(folder) == quiet
    assert Told(folder, "verify").code == 0


def test_an_item_is_dropped_after_the_sitting(term):
    """`--void` by number needs the form, by id none; the key says rule and totals, papers stay,
    builds keep it.
    """
    folder, course = term
    assert Told(folder, "build").code == 0
    students = making.students(folder)
    whole, paper = min(papers(folder).items())
    code, name = whole[:9], course.pack["items"][0]
    refused = Told(folder, "correct", code, "--void", "1", "full")
    assert refused.code == 2 and "give the form" in refused.err
    for typed in (code, f"{code}-A"):
        refused = Told(folder, "correct", typed, "--void", "99", "full")
        assert refused.code == 2 and "has no question 99; its questions are 1 to" in refused.err
    assert Told(folder, "correct", f"{code}-A", "--void", "1", "full").code == 0
    text = Told(folder, "key", whole).out
    points = paper.questions[1].points
    words = " ".join(text.replace("|", " ").split())
    assert f"Question 1 is void. Everyone gets all its points ({points} point" in words
    assert "Void: do not mark" in words
    assert f"marked out of {paper.total} points instead of {paper.total}." in words
    assert Told(folder, "correct", f"{code}-A", "--restore", "1").code == 0
    assert Told(folder, "correct", code, "--void", name, "none").code == 0
    for form in "AB":
        one = json.loads(Told(folder, "key", f"{code}-{form}", "--output", "json").out)[0]
        (void,) = [question for question in one["questions"] if question["void"]]
        assert (void["item"], void["void"]) == (name, "none")
        assert float(one["points"]) - float(void["points"]) == float(one["points_counting"])
    built = Told(folder, "build", "--explain")
    assert "full-key: its key side was revised" in built.out and "paper A: up to date" in built.out
    assert making.students(folder) == students
    assert "void" in Told(folder, "key", whole).out
    assert Told(folder, "build").out.startswith("1 pack up to date")
    assert Told(folder, "verify").code == 0
    # Once it is void, its leaving the bank asks nothing of anybody.
    handout = ("--class", "Year 2", "--date", "2026-12-07", "--copies", "30")
    assert Told(folder, "handout", code, *handout).code == 0
    course.pack["items"].remove(name)
    course.order.remove(name)
    del course.items[name]
    history.write(course, folder)
    said = Told(folder, "status").out
    assert re.search(rf"retired +{name} .*\n +its question is void: nothing to do\n", said), said
    assert "--void" not in said


def test_each_document_has_its_reason(term):
    """`--explain` says in a line each why a document was made, and which could stay."""
    folder, course = term
    Told(folder, "build")
    name = next(name for name, item in course.items.items() if item["type"] == "single")

    def explained() -> dict[str, str]:
        history.write(course, folder)
        lines = [
            line.strip().split(": ", 1)
            for line in Told(folder, "build", "--explain").out.splitlines()
            if re.match(r"  (paper|key-page|full-key|briefing)", line)
        ]
        return dict(lines)

    assert set(explained().values()) == {"up to date"}
    course.items[name]["stem"] = "What else happened at the harbour?"
    why = explained()
    assert (
        why["paper A"] == why["paper B"] == f"item {name} stem changed"
        and why["briefing"] == "up to date"
    )
    course.items[name]["rationale"] = "For another reason."
    why = explained()
    assert (
        why["full-key"] == why["key-page"] == f"item {name} rationale changed"
        and why["paper A"] == "up to date"
    )
    course.facts["f-1"] = "Another thing happened"
    assert explained()["briefing"] == "‘Summary’ changed"
    (folder / "output/course/students").joinpath(making.papers(folder)[0].name).unlink()
    why = explained()
    assert why["paper A"] == "its file was missing" and why["paper B"] == "up to date"
    course.pack["seed"] = "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21"
    assert explained()["paper A"] == "items and options are arranged anew"
    course.pack["paper"] = "Letter"
    assert explained()["key-page"] == "set for another paper size or for other sides"
    (folder / "output/course/manifest.json").write_text("{}")
    ran = Told(folder, "build", "--explain")
    assert (
        "paper A: the list of built files was damaged" in ran.out
        and "course: its list of built files was damaged" in ran.err
    )


def test_an_up_to_date_build_imports_no_typesetter(term):
    """A build with nothing to do loads no ReportLab."""
    folder, _ = term
    Told(folder, "build")
    code = (
        "import sys; from generator.cli import main\ntry: main(['build'])\nexcept SystemExit: pass\n"
        "print('reportlab' in sys.modules, file=sys.stderr)"
    )
    ran = making.packs(folder, program=(making.PROGRAM[0], "-c", code))
    assert ran.stdout.startswith("1 pack up to date") and ran.stderr.splitlines()[-1] == "False"


def test_verify_names_what_is_wrong(term):
    """Edited, torn, stale, missing and foreign files and damaged records are each named; a build
    mends what it can.
    """
    folder, course = term
    Told(folder, "build")
    assert Told(folder, "verify").code == 0
    students, teachers = (
        sorted((folder / "output/course" / part).iterdir()) for part in ("students", "teacher")
    )
    students[0].write_bytes(students[0].read_bytes()[:500])
    students[1].write_bytes(students[1].read_bytes() + b"%")
    teachers[0].unlink()
    (students[0].parent / "notes.txt").write_text("mine")
    record = next((folder / "packs/editions/course").glob("*.json"))
    copy = record.with_name(record.stem + " (1).json")
    copy.write_bytes(record.read_bytes())
    told = Told(folder, "verify")
    assert told.code == 1
    for path, kind in (
        (students[0], "torn"),
        (students[1], "edited"),
        (teachers[0], "missing"),
        (students[0].parent / "notes.txt", "foreign"),
        (copy, "foreign"),
    ):
        assert f"{path.relative_to(folder)}: {kind}: " in told.out, told.out
    copy.unlink()
    course.facts["f-1"] = "Another thing happened"
    history.write(course, folder)
    assert ": stale: " in Told(folder, "verify").out
    assert Told(folder, "build").code == 0
    assert Told(folder, "verify").out.count(": foreign: ") == 1
    record.write_bytes(record.read_bytes().replace(b"harbour", b"herbour", 1))
    told = Told(folder, "verify")
    assert told.code == 1 and f"{record.relative_to(folder)}: damaged: " in told.out


def test_files_that_no_list_knows_go_with_clean(term):
    """After a lost manifest older files stay and are foreign; `--clean` removes those that bear our
    names, and no others.

    Papers, keys, class set, guide and crosswalk bear such names; notes do not.
    """
    folder, course = term
    Told(folder, "build")
    old = set(making.papers(folder))
    (folder / "output/course/manifest.json").unlink()
    (folder / "output/course/students/notes.txt").write_text("mine")
    course.items[course.pack["items"][0]]["stem"] = (
        "What else happened?"
        if (course.items[course.pack["items"][0]]["type"] != "true-false")
        else "It happened."
    )
    history.write(course, folder)
    assert Told(folder, "build").code == 0
    assert (
        old < set(making.papers(folder))
        and Told(folder, "verify").out.count(": foreign: ") == len(old) * 2 + 4
    )
    assert Told(folder, "build", "--clean").code == 0
    assert not old & set(making.papers(folder))
    assert (folder / "output/course/students/notes.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("handout", "CODE"), "--copies"),
        (("handout", "CODE", "--copies", "3", "--date", "Monday"), "is not a date"),
        (("handout", "CODE", "--copies", "3"), "there is no class on the paper"),
        (("handout", "CODE", "--copies", "0"), "--copies"),
        (("correct", "CODE", "--void", "1", "half"), "half"),
        (("correct", "CODE", "--restore", "q-1"), "no item"),
        (("reprint", "CODE-Q"), "has no form Q"),
        (("diff", "CODE", "nowhere-u"), "is not a valid code"),
        (("status", "--fail-on", "x"), "x"),
        (("errata", "0000-0000"), "no edition"),
        (("show", "CODE", "--item", "2"), "give the form"),
        (("show", "CODE", "--item", "7"), "has no question 7"),
    ],
)
def test_a_mistake_in_the_call_is_2(term, arguments, says):
    """Each mistake is answered in a sentence and with exit code 2."""
    folder, _ = term
    Told(folder, "build")
    code = min(papers(folder))[:9]
    told = Told(folder, *(argument.replace("CODE", code) for argument in arguments))
    assert told.code == 2 and says in told.err, told.err


@pytest.mark.parametrize(("forms", "said"), [(3, "it has A, B and C"), (30, "it has 001 to 030")])
def test_which_forms_there_are_is_said_in_a_sentence(term, forms, said):
    """A form that an edition has not is answered with those that it has; many are not named one by
    one.
    """
    folder, course = term
    course.pack["forms"] = forms
    history.write(course, folder)
    Told(folder, "build")
    told = Told(folder, "key", f"{min(papers(folder))[:9]}-Z")
    assert told.code == 2 and told.err.strip().endswith(said), told.err


def test_a_new_typesetter_is_the_reason(term, monkeypatch):
    """After a new typesetter, PDFs say so; text and tables, which it does not make, do not."""
    from generator.render import pdf

    folder, course = term
    course.pack["profiles"] = ["standard", "plain-text"]
    history.write(course, folder)
    Told(folder, "build")
    monkeypatch.setattr(pdf, "identity", lambda: "another")
    explained = Told(folder, "build", "--explain").out
    assert "paper A: the typesetter is new" in explained
    assert explained.count("the typesetter is new") < len(
        [line for line in explained.splitlines() if line.startswith("  ") and ": " in line]
    )


def test_only_what_changed_is_to_be_marked_again(term):
    """The markers' slip lists the question whose key was corrected, and no other."""
    folder, course = term
    Told(folder, "build")
    code = min(papers(folder)).rsplit("-", 1)[0]
    Told(folder, "handout", code, "--class", "Year 2", "--date", "2026-12-07", "--copies", "30")
    verdict = next(name for name, item in course.items.items() if item["type"] == "true-false")
    course.items[verdict]["key"] = not course.items[verdict]["key"]
    history.write(course, folder)
    assert Told(folder, "correct", code).code == 0
    slip = Told(folder, "errata", f"{code}-A").out.split("Questions to mark again")[1]
    assert len(re.findall("Question: ", slip)) == 1


def test_every_foreign_file_is_named(term):
    """Negative control of `verify`: also a file that comes first, and one that comes last."""
    folder, _ = term
    Told(folder, "build")
    assert Told(folder, "verify").code == 0
    for part in ("students", "teacher"):
        for name in ("aaa.pdf", "zzz.pdf"):
            stray = folder / "output/course" / part / name
            stray.write_bytes(b"x")
            told = Told(folder, "verify")
            assert told.code == 1 and name in told.out + told.err
            stray.unlink()


def test_clean_leaves_no_paper_of_a_lost_list(term):
    """With the list of files lost, `build --clean` removes every paper and key of an edition that
    is no longer made, the first of a folder among them.
    """
    folder, course = term
    Told(folder, "build")
    first = {path.name for path in making.papers(folder)}
    (folder / "output/course/manifest.json").unlink()
    name = next(name for name, item in course.items.items() if item["type"] == "single")
    course.items[name]["stem"] = "Quite another question is asked here."
    history.write(course, folder)
    assert Told(folder, "build", "--clean").code == 0
    codes = {name.rsplit("-", 1)[0].removeprefix("course-") for name in first}
    left = [path.name for path in (folder / "output/course").rglob("*.*")]
    assert codes and not [name for name in left if any(code in name for code in codes)]
