"""`packs marking`: from a code to strips and a mark sheet, whatever became of bank and pack; names
stay where they belong.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.e2e import making
from tests.e2e.reader import read_key, text_of

NAMES = ("Zdravka Ščepan", "=SUM(A1)", 'Örn, the "Great"')
LIST = '\ufeffNumber;NAME;form\n101;Zdravka Ščepan;b\n102;=SUM(A1);\n-103;"Örn, the ""Great""";\n'


def run(folder: Path, *arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments])


@pytest.fixture(scope="module")
def shared(quizzes, tmp_path_factory) -> tuple[Path, str]:
    """A built project without its content, and the code of its quiz: only output and records are
    left.
    """
    folder = Path(shutil.copytree(quizzes, tmp_path_factory.mktemp("marking") / "kept"))
    for path in (*folder.glob("packs/*.yaml"), *folder.glob("questions/*.yaml")):
        path.unlink()
    paper = next(iter(folder.glob("output/quiz/students/*-A.pdf")))
    return folder, re.search(r"quiz-(.{9})-A", paper.name)[1]


@pytest.fixture
def kept(shared, tmp_path) -> tuple[Path, str]:
    """The same, to change."""
    return Path(shutil.copytree(shared[0], tmp_path / "kept")), shared[1]


def test_strips_and_mark_sheet_come_from_the_record_alone(kept):
    """Without bank and pack, a strip for each form is made, page for page beside its paper, with
    the keys of its answer key.
    """
    folder, code = kept
    result = run(folder, "marking", code.lower(), "--rows", "4")
    assert result.exit_code == 0 and result.stderr == "", result.output
    teacher = folder / "output/quiz/teacher"
    names = [
        *(f"quiz-{code}-{form}-strip-KEY-r1.pdf" for form in "AB"),
        *(f"quiz-{code}-mark-sheet.{kind}" for kind in ("pdf", "csv")),
    ]
    assert result.stdout.split() == [f"output/quiz/teacher/{name}" for name in names]
    for form in "AB":
        strip = (teacher / f"quiz-{code}-{form}-strip-KEY-r1.pdf").read_bytes()
        paper = (folder / f"output/quiz/students/quiz-{code}-{form}.pdf").read_bytes()
        with pypdfium2.PdfDocument(strip) as one, pypdfium2.PdfDocument(paper) as other:
            assert len(one) == len(other)
        key = read_key(making.key_of(folder / f"output/quiz/students/quiz-{code}-{form}.pdf"))
        told, shown = " ".join(text_of(strip).split()), iter(text_of(strip).split())
        assert len(key.strip) > 10 and all(sign in shown for sign in key.strip if sign != "…"), (
            "its keys are there, in their order"
        )
        assert f"Form {form} · {code}-{form} · page 1 of" in told
    again = making.files(folder, "output")
    run(folder, "marking", f"{code}-B", "--rows", "4")
    assert making.files(folder, "output") == again, "a strip asked for alone has the same bytes"
    assert (
        len(list(csv.reader(io.StringIO((teacher / names[-1]).read_text(encoding="utf-8-sig")))))
        == 1 + 4
    )


def test_names_stand_in_the_mark_sheet_alone(kept, tmp_path):
    """Names of a list are in both mark sheets, safe for a spreadsheet, and in no other file, no
    name of one, and no output.
    """
    folder, code = kept
    (tmp_path / "class b.csv").write_text(LIST, encoding="utf-8")
    before = making.files(folder, "output")
    result = run(folder, "marking", code, "--list", str(tmp_path / "class b.csv"))
    assert result.exit_code == 0 and "3 students of" in result.stdout, result.output
    sheet = folder / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"), newline="")))[1:]
    assert [row[:3] for row in rows] == [
        ["Zdravka Ščepan", "101", "B"],
        ["'=SUM(A1)", "102", ""],
        ['Örn, the "Great"', "'-103", ""],
    ]
    printed = " ".join(text_of(sheet.with_suffix(".pdf").read_bytes()).split())
    assert all(name.split()[0] in printed for name in NAMES)
    after = making.files(folder, "output")
    new = {path for path in after if after[path] != before.get(path)} - {
        "output/quiz/manifest.json"
    }
    assert {path.rpartition("-")[2] for path in new} == {"r1.pdf", "sheet.pdf", "sheet.csv"}
    elsewhere = (
        b"".join(data for path, data in after.items() if not path.endswith("sheet.csv"))
        + "".join(after).encode()
    )
    for name in NAMES:
        said = (result.output, elsewhere.decode("latin-1"))
        assert not any(name in text or name.encode().decode("latin-1") in text for text in said)
        assert not any(
            name in text_of(data)
            for path, data in after.items()
            if path.endswith(".pdf") and not path.endswith("mark-sheet.pdf")
        )


def test_a_faulty_list_is_told_whole_and_nothing_is_written(kept, tmp_path):
    """All faults of a list in one run, with line and column; no file is made of it."""
    folder, code = kept
    (tmp_path / "bad.csv").write_text(
        "name,number,form\nAna,1,Z\n,2,A\nDan,1,B\n", encoding="utf-8"
    )
    before = making.files(folder, "output")
    result = run(folder, "marking", code, "--list", str(tmp_path / "bad.csv"))
    assert result.exit_code == 1 and result.stdout == ""
    assert [
        rule for rule in ("no-name", "duplicate-number", " form:") if rule in result.stderr
    ] == ["no-name", "duplicate-number", " form:"] and "3 errors" in result.stderr
    assert making.files(folder, "output") == before
    both = run(folder, "marking", code, "--list", str(tmp_path / "bad.csv"), "--rows", "3")
    assert both.exit_code == 2 and "remove --rows" in both.stderr


def test_marks_that_were_entered_are_never_lost(built_small):
    """A mark sheet that somebody has written into is neither made anew, nor removed by a build, nor
    found faulty.
    """
    code = next(iter(built_small.glob("output/quiz/students/*-A.pdf"))).name[5:14]
    assert run(built_small, "marking", code).exit_code == 0
    sheet = built_small / f"output/quiz/teacher/quiz-{code}-mark-sheet.csv"
    empty = sheet.read_bytes()
    run(built_small, "marking", code, "--rows", "2")
    assert sheet.read_bytes() != empty, "as long as nobody has written into it, it is made as asked"
    sheet.write_bytes(sheet.read_bytes() + b"Ana,1,A,2\r\n")
    marked = sheet.read_bytes()
    result = run(built_small, "marking", code)
    assert result.exit_code == 0 and "was kept" in result.stderr and sheet.read_bytes() == marked
    assert run(built_small, "build", "--clean").exit_code == 0 and sheet.read_bytes() == marked
    assert run(built_small, "marking", code).exit_code == 0 and sheet.read_bytes() == marked
    assert "mark-sheet.csv" not in run(built_small, "verify").output
    assert (sheet.parent / f"quiz-{code}-A-strip-KEY-r1.pdf").exists(), (
        "a build leaves what was asked for"
    )


def test_a_paper_set_otherwise_is_told(kept):
    """Where the paper on disk is not as it would be set now, the marker is warned that a strip may
    not fit it.
    """
    folder, code = kept
    paper = folder / f"output/quiz/students/quiz-{code}-A.pdf"
    assert "check one strip" not in run(folder, "marking", code).stderr
    paper.write_bytes(paper.read_bytes() + b"%")
    warning = run(folder, "marking", code).stderr
    assert "-A.pdf has changed; check one strip" in warning
    assert run(folder, "marking", code, "--answer-sheet").stderr == ""


def test_answer_sheet_strips_have_names_of_their_own(kept):
    """Strips for answer sheets, in another size and profile, lie beside those for papers; an
    unknown code or revision is told.
    """
    folder, code = kept
    result = run(
        folder,
        "marking",
        f"{code}-B",
        "--answer-sheet",
        "--paper",
        "Letter",
        "--profile",
        "large-print",
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.split()[:2] == [
        f"output/quiz/teacher/quiz-{code}-B-sheet-strip-KEY-r1-letter-large-print.pdf",
        f"output/quiz/teacher/quiz-{code}-mark-sheet-letter.pdf",
    ]
    assert run(folder, "marking", code, "--revision", "9").exit_code == 2
    assert run(folder, "marking", "0000-0000").exit_code == 2
