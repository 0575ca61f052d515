"""`packs results` on whole projects: from the class set to the mark sheet, the results and the
bank's memory; and names nowhere but where they belong.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.editions.store import find_edition
from generator.results.questions import questions_of
from generator.storage.files import ProjectFiles
from tests.e2e.reader import text_of
from tests.typeset.pdf_structure import problems

NAMES = ("Zdravka Ščepan", "Quentin Xylander", "Yvette Ødegård")
NUMBERS = ("MX-4711", "MX-4712", "MX-4713")


def run(folder: Path, *arguments: str, code: int = 0) -> Result:
    """The command, in this process."""
    done = CliRunner().invoke(main, ["-C", str(folder), *arguments])
    assert done.exit_code == code, (done.output, done.exception)
    return done


def code_of(folder: Path) -> str:
    """The code of the small project's quiz."""
    paper = next(iter(folder.glob("output/quiz/students/*-A.pdf")))
    found = re.search(r"quiz-(.{9})-A", paper.name)
    assert found
    return found[1]


def fill(sheet: Path, edition, students: int, seed: int = 1) -> None:
    """Write marks into a mark sheet as a spreadsheet program saves it."""
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"), newline="")))
    rng, questions = random.Random(seed), questions_of(edition)
    for n, row in enumerate(rows[1 : students + 1]):
        form = edition.form_names.index(row[2]) if row[2] else n % len(edition.form_names)
        row[2] = edition.form_names[form]
        row[1] = row[1] or f"S{n}"
        ability = rng.random()
        for question in questions:
            at = rows[0].index(question.number(form))
            halves = int(question.points * 2)
            row[at] = f"{round(halves * min(1, max(0, rng.gauss(ability, 0.3)))) / 2:g}"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def classroom(built_small) -> tuple[Path, str]:
    """A built project with a class list in it, whose class set is made; and the quiz's code."""
    rows = [f"{name},{number}" for name, number in zip(NAMES, NUMBERS, strict=True)]
    rows += [f"Student Nr{n},N{n}" for n in range(17)]
    (built_small / "class-b.csv").write_text("name,number\n" + "\n".join(rows) + "\n", "utf-8")
    run(built_small, "class-set", "quiz", "--list", str(built_small / "class-b.csv"))
    return built_small, code_of(built_small)


def test_from_the_class_set_to_the_results(classroom):
    """The class set's forms are on the mark sheet; filled in, the sheet is what `packs results`
    reads without being told; what it says is the same in all formats.
    """
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    private = folder / f"class-b-{code}.private.csv"
    given = list(csv.DictReader(io.StringIO(private.read_text(encoding="utf-8-sig"))))
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert [row["Form"] for row in rows] == [student["form"] for student in given]
    assert {student["form"] for student in given} == {"A", "B"}
    empty = run(folder, "results", "quiz", code=1)
    assert "no row of this file has marks" in empty.stderr
    edition = find_edition(ProjectFiles.find(folder), code).edition
    fill(sheet, edition, 20)
    text = run(folder, "results", "quiz").stdout
    values = json.loads(run(folder, "results", code, "--output", "json").stdout)
    table = list(
        csv.DictReader(io.StringIO(run(folder, "results", code, "--output", "csv").stdout))
    )
    assert "20 papers: mean" in text and all(name in text for name in NAMES)
    assert [float(row["total"]) for row in table] == [s["total"] for s in values["students"]]
    assert values["quiz"]["papers"] == 20 and len(values["questions"]) == len(questions_of(edition))
    semicolons = run(folder, "results", code, "--output", "csv", "--separator", ";").stdout
    assert semicolons.splitlines()[0].startswith("name;number;group;form;1;2")
    questions = run(folder, "results", code, "--output", "questions-csv").stdout
    assert len(questions.splitlines()) > len(questions_of(edition))


def test_the_workbook_of_the_class_is_read_without_being_told(classroom):
    """`--table xlsx` makes the sheet as a workbook with the forms filled in; written into, it is
    read, and never made anew.
    """
    folder, code = classroom
    listed = ("--list", str(folder / "class-b.csv"))
    run(folder, "marking", "quiz", *listed, "--table", "xlsx")
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.xlsx"
    assert not sheet.with_suffix(".csv").exists()
    book = openpyxl.load_workbook(sheet)
    rows = book.active
    heads = [str(cell.value) for cell in rows[1]]
    edition = find_edition(ProjectFiles.find(folder), code).edition
    for line in range(2, 22):
        form = edition.form_names.index(rows.cell(line, 3).value)
        for question in questions_of(edition):
            rows.cell(line, heads.index(question.number(form)) + 1).value = 0.5
        for n, head in enumerate(heads, 1):
            if head.startswith("Part ") or head == "Total":
                rows.cell(line, n).value = None  # as a program that does not calculate saves it
    book.save(sheet)
    values = json.loads(run(folder, "results", "quiz", "--output", "json").stdout)
    assert {student["total"] for student in values["students"]} == {len(values["questions"]) / 2}
    filled = sheet.read_bytes()
    again = run(folder, "marking", "quiz", *listed, "--table", "xlsx")
    assert "was kept" in again.stderr and sheet.read_bytes() == filled
    run(folder, "marking", "quiz", *listed)
    both = run(folder, "results", "quiz", code=2)
    assert "say which with --marks" in both.stderr


def test_a_list_outside_the_project_keeps_no_forms(built_small, tmp_path):
    """Nothing is written beside a list elsewhere; it is said that the forms are not kept."""
    (tmp_path / "list.csv").write_text("name\nAna\nEva\n", "utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    done = run(built_small, "class-set", "quiz", "--list", str(tmp_path / "list.csv"))
    assert "is not kept, because the list is not in the project" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not list(built_small.rglob("*.private.csv"))


def sit_with_everything(folder: Path, code: str) -> str:
    """Run every command that is given names or marks, with all that it writes; gives what was
    printed of the class.
    """
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    fill(sheet, find_edition(ProjectFiles.find(folder), code).edition, 20)
    options = ("--report", "--slips", "--remember", "--date", "2026-12-07")
    said = run(folder, "results", "quiz", *options, "--output", "questions-csv")
    run(folder, "handout", code, "--class", "Year 2", "--date", "2026-12-07", "--copies", "20")
    assert "questions/history/" in said.stderr
    return said.output


def with_names(folder: Path) -> set[str]:
    """The files of a project that hold a name or number of a student, or are called by one."""
    held = set()
    for path in folder.rglob("*"):
        if path.is_file():
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            content = text_of(data) if name.endswith(".pdf") else data.decode("utf-8")
            if any(word in content or word in name for word in (*NAMES, *NUMBERS)):
                held.add(name)
    return held


def may_have_names(code: str) -> set[str]:
    """The files in which students' names belong."""
    teacher = f"output/quiz/teacher/quiz-{code}"
    return {
        "class-b.csv",
        f"class-b-{code}.private.csv",
        f"{teacher}-mark-sheet.csv",
        f"{teacher}-mark-sheet.pdf",
        f"{teacher}-result-slips-simplex.pdf",
        f"output/quiz/print/quiz-{code}-class-set-named-of-class-b.pdf",
    }


@pytest.mark.parametrize(
    "ignored", [b"", b"*.log", b"caf\xe9/\r\n*.log", "*.log\r\n".encode("utf-16")]
)
def test_what_git_ignores_is_added_to_whatever_its_encoding(classroom, ignored):
    """A `.gitignore` that is no UTF-8, as some shells write it, stays as it is but for a line that
    keeps private files out; the second time for none.
    """
    folder, _ = classroom
    (folder / ".gitignore").write_bytes(ignored)
    for _ in range(2):
        run(folder, "class-set", "quiz", "--list", str(folder / "class-b.csv"))
        data = (folder / ".gitignore").read_bytes()
        assert data.startswith(ignored.rstrip(b"\n") + b"\n" if ignored else b"")
        assert data.split(b"\n").count(b"*.private.csv") == 1


def test_names_are_nowhere_but_where_they_belong(classroom):
    """With everything written that there is, names and numbers are in the list and its private
    file, which git ignores, in the mark sheets, the named set and the slips: in no record, no
    history, no manifest, no report and no name of a file.
    """
    folder, code = classroom
    said = sit_with_everything(folder, code)
    assert with_names(folder) == may_have_names(code), "each has names, and no other file"
    assert "*.private.csv" in (folder / ".gitignore").read_text().splitlines()
    assert not any(word in said for word in (*NAMES, *NUMBERS))


def test_a_program_that_tells_names_is_noticed(classroom, monkeypatch):
    """Control: a program that writes a student's name or number into a history, a handout, a list
    of files, a log, or the name of a file, is seen by what the test above looks with.
    """
    folder, code = classroom
    write, write_new = ProjectFiles.write, ProjectFiles.write_new
    spoiled = set()

    def telling(writing):
        def spoil(project: ProjectFiles, path: str, data: bytes) -> bool:
            if "history/" in path or "-printed-" in path:
                spoiled.add(path)
                data += f"# {NAMES[0]}\n".encode()
            if "class-report" in path and path.endswith(".pdf"):
                path = path.replace("class-report", f"class-report-{NUMBERS[1]}")
                spoiled.add(path)
                writing(project, "output/packs.log", f"marked {NAMES[2]}".encode())
                spoiled.add("output/packs.log")
            return writing(project, path, data)

        return spoil

    monkeypatch.setattr(ProjectFiles, "write", telling(write))
    monkeypatch.setattr(ProjectFiles, "write_new", telling(write_new))
    sit_with_everything(folder, code)
    assert {"history", "printed", "packs.log"} <= {
        word for word in ("history", "printed", "packs.log") for path in spoiled if word in path
    }
    assert any(NUMBERS[1] in path for path in spoiled)
    assert with_names(folder) - may_have_names(code) == spoiled


def test_reports_and_slips_are_sound(classroom):
    """The class report is PDF/UA with its plots as figures that say what they show; so are the
    slips, which are on fewer pages than there are students.
    """
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    fill(sheet, find_edition(ProjectFiles.find(folder), code).edition, 20)
    run(folder, "results", "quiz", "--report", "--slips", "--paper", "Letter")
    report = folder / f"output/quiz/teacher/quiz-{code}-class-report-KEY-r1-letter.pdf"
    assert problems(report.read_bytes()) == []
    assert b"/Figure" in report.read_bytes() or "20" in text_of(report.read_bytes())
    slips = folder / f"output/quiz/teacher/quiz-{code}-result-slips-letter-simplex.pdf"
    assert problems(slips.read_bytes()) == []
    with pypdfium2.PdfDocument(slips.read_bytes()) as document:
        assert 0 < len(document) < 20
    again = report.read_bytes()
    run(folder, "results", "quiz", "--report", "--paper", "Letter")
    assert report.read_bytes() == again
    found = run(folder, "verify", code=0)
    assert "class-report" not in found.output


def history_of(folder: Path, item: str) -> Path:
    """The history that holds an item."""
    files = folder.glob("questions/history/*.yaml")
    return next(path for path in files if f"  {item}:\n" in path.read_text("utf-8"))


def test_the_bank_remembers_once_per_edition(classroom):
    """`--remember` keeps figures beside the bank; run again it replaces them; `packs show` tells
    them, and that an item was edited since; `packs check` reads the file.
    """
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    edition = find_edition(ProjectFiles.find(folder), code).edition
    fill(sheet, edition, 20)
    run(folder, "results", "quiz", "--remember", "--date", "2026-12-07")
    item = questions_of(edition)[0].item
    history = history_of(folder, item)
    first = history.read_text("utf-8")
    run(folder, "results", "quiz", "--remember", "--date", "2026-12-07")
    assert history.read_text("utf-8") == first
    fill(sheet, edition, 20, seed=2)
    run(folder, "results", "quiz", "--remember", "--date", "2026-12-08")
    second = history.read_text("utf-8")
    assert second != first and second.count(code) == first.count(code)
    assert run(folder, "check").exit_code == 0
    shown = run(folder, "show", item).stdout
    assert f"2026-12-08  {code}  20 papers  facility" in shown and "edited since" not in shown
    before, own, rest = second.partition(f"  {item}:\n")
    edited = re.sub(r'fingerprint: "[0-9a-f]+"', 'fingerprint: "0000"', rest, count=1)
    history.write_text(before + own + edited, "utf-8")
    assert "edited since: these figures are of how it was" in run(folder, "show", item).stdout


def test_without_a_date_nothing_is_remembered(classroom):
    """Where neither paper nor call has a date, it is asked for before anything is read."""
    folder, code = classroom
    if find_edition(ProjectFiles.find(folder), code).edition.view.date:
        pytest.skip("this quiz has a date")
    undated = run(folder, "results", "quiz", "--remember", code=2)
    assert "give it with --date" in undated.stderr
    assert not (folder / "questions/history").exists()


def test_the_date_of_the_handout_is_remembered(classroom):
    """Where the paper has no date, `--remember` takes that of its handout; where handouts have
    several, it names them and asks, and a date that was typed goes first.
    """
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    edition = find_edition(ProjectFiles.find(folder), code).edition
    fill(sheet, edition, 20)
    handout = ("handout", code, "--copies", "20")
    run(folder, *handout, "--class", "Year 2", "--date", "2026-12-07")
    run(folder, "results", "quiz", "--remember")
    history = history_of(folder, questions_of(edition)[0].item)
    assert "2026-12-07" in history.read_text("utf-8")
    run(folder, *handout, "--class", "Year 3", "--date", "2026-12-09")
    refused = run(folder, "results", "quiz", "--remember", code=2)
    assert "on 2026-12-07 and 2026-12-09; say which date to keep" in refused.stderr
    run(folder, "results", "quiz", "--remember", "--date", "2026-12-09")
    assert "2026-12-09" in history.read_text("utf-8")


def test_a_damaged_history_stops_and_is_kept(classroom):
    """A history that cannot be read is named, and is not written over."""
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    edition = find_edition(ProjectFiles.find(folder), code).edition
    fill(sheet, edition, 20)
    run(folder, "results", "quiz", "--remember", "--date", "2026-12-07")
    history = history_of(folder, questions_of(edition)[0].item)
    broken = history.read_text("utf-8").replace("facility: ", "facilty: ", 1)
    history.write_text(broken, "utf-8")
    refused = run(folder, "results", "quiz", "--remember", "--date", "2026-12-07", code=1)
    assert "facilty" in refused.stderr and history.read_text("utf-8") == broken


def test_a_void_question_changes_totals(classroom):
    """After `packs correct --void` the same marks come to other totals, and by the earlier revision
    it is said who would have another total now.
    """
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    edition = find_edition(ProjectFiles.find(folder), code).edition
    fill(sheet, edition, 20)
    before = json.loads(run(folder, "results", "quiz", "--output", "json").stdout)
    question = questions_of(edition)[0]
    run(folder, "correct", code, "--void", question.item, "full")
    after = json.loads(run(folder, "results", "quiz", "--output", "json").stdout)
    for old, new in zip(before["students"], after["students"], strict=True):
        gained = float(question.points) - old["points"][question.number()]
        assert new["total"] == pytest.approx(old["total"] + gained)
    told = json.loads(run(folder, "results", "quiz", "--revision", "1", "--output", "json").stdout)
    assert [s["total"] for s in told["students"]] == [s["total"] for s in before["students"]]
    changed = {c["number"] for c in told["changes"]}
    assert changed == {
        old["number"]
        for old, new in zip(before["students"], after["students"], strict=True)
        if old["total"] != new["total"]
    }
    assert "by the latest key" in run(folder, "results", "quiz", "--revision", "1").stdout.lower()


def test_points_by_an_old_key_are_named(classroom):
    """After a key was corrected, points that a marker gave still count as they are, and it is said
    of which questions that is so and how to mark them again; not before, and not of answers.
    """
    folder, code = classroom
    run(folder, "marking", "quiz", "--list", str(folder / "class-b.csv"))
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    edition = find_edition(ProjectFiles.find(folder), code).edition
    fill(sheet, edition, 20)
    before = run(folder, "results", "quiz", "--output", "csv")
    assert "points-by-hand" not in before.stderr, "the control: nothing was corrected"
    question = next(q for q in questions_of(edition) if q.type.name == "single")
    for path in folder.glob("questions/*.yaml"):
        bank = yaml.safe_load(path.read_text("utf-8"))
        for item in bank["items"]:
            if item["id"] == question.item:
                wrong = item["distractors"][0]
                item["key"], wrong["text"] = wrong["text"], item["key"]
        path.write_text(yaml.safe_dump(bank, allow_unicode=True), encoding="utf-8")
    run(folder, "correct", code)
    after = run(folder, "results", "quiz", "--output", "csv")
    assert after.stdout == before.stdout
    (note,) = [line for line in after.stderr.splitlines() if "points-by-hand" in line]
    assert "since revision 1" in note and f": {question.number()} ({question.item}, 20). " in note
    assert f"'packs errata {code}'" in note and "type the answers instead" in note


def test_wrong_input_is_answered_with_a_sentence(classroom, tmp_path):
    """No marks, no such file, a workbook that is none, a scale with a hole, an empty table: what is
    wrong and what to do, and nothing on standard output.
    """
    folder, code = classroom
    shutil.rmtree(folder / "output/quiz/teacher")
    nothing = run(folder, "results", "quiz", code=2)
    assert "give the marks with --marks FILE" in nothing.stderr
    assert run(folder, "results", "quiz", "--marks", "nowhere.csv", code=2).exit_code == 2
    (tmp_path / "a.csv").write_text("name,form,1\n", "utf-8")
    assert (
        "has no rows of marks"
        in run(folder, "results", code, "--marks", str(tmp_path / "a.csv"), code=1).stderr
    )
    (tmp_path / "b.csv").write_bytes(b"PK\x03\x04 no workbook")
    assert (
        "damaged" in run(folder, "results", code, "--marks", str(tmp_path / "b.csv"), code=1).stderr
    )
    (tmp_path / "c.csv").write_text("name,group\nAna,1\n", "utf-8")
    assert (
        "no column is a question"
        in run(folder, "results", code, "--marks", str(tmp_path / "c.csv"), code=1).stderr
    )
    (tmp_path / "scale.yaml").write_text("grades:\n  - {grade: A, from: 50}\n", "utf-8")
    refused = run(
        folder, "results", code, "--marks", str(tmp_path / "c.csv"),
        "--scale", str(tmp_path / "scale.yaml"), code=1,
    )  # fmt: skip
    assert "has no grade; add one with 'from: 0'" in refused.stderr
    assert refused.stdout == ""


def test_the_key_goes_to_zipgrade(classroom):
    """`packs key --to zipgrade` is CSV on standard output; what is left out is said beside it."""
    folder, code = classroom
    done = run(folder, "key", code, "--to", "zipgrade")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0][:3] == ["Key Letter", "Question Number", "Response/Mapping"]
    assert {row[0] for row in rows[1:]} == {"A", "B"} and "left out: " in done.stderr
    both = run(folder, "key", code, "--to", "zipgrade", "--output", "json", code=2)
    assert "leave out the other options" in both.stderr
