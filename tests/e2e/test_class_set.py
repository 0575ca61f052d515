"""One file for the printer: all copies of a class, with names or without; and names nowhere
else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import page as page_validation
import pikepdf
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.content.model import PrintedLook
from generator.editions import store
from generator.editions.store import record_handout
from generator.render.pdf.document_renderer import DocumentRenderer
from generator.storage.files import ProjectFiles
from tests.e2e import making
from tests.editions_e2e import history
from tests.editions_e2e.history import Course
from tests.typeset.pdf_structure import extracted, problems

PRINT = {
    "copies": 5,
    "briefing": "with-paper",
    "answer_sheet": True,
    "profiles": ["large-print", "plain-text"],
}
BLANK = "This page is intentionally blank."
CLASS = """\
name;number;seat;profile;form
Zorica Ždralović;2026/01;A1;;
Quentin Xylander;2026/02;A2;large-print;
Yvette Ćosić;2026/03;B1;plain-text;
Wolfram Ødegård;2026/04;B2;;A
"""
NAMES = ("Zorica", "Ždralović", "Quentin", "Xylander", "Yvette", "Wolfram", "2026/01")


def run(folder: Path, *arguments: str, code: int = 0) -> Result:
    """Run the command in this process."""
    done = CliRunner().invoke(main, ["-C", str(folder), *arguments])
    assert done.exit_code == code, (done.output, done.exception)
    return done


def write(folder: Path, **printing: Any) -> Path:
    """A small project, printed in that way."""
    history.write(Course.begun(3), folder)
    return change(folder, **printing)


def change(folder: Path, **printing: Any) -> Path:
    """The project printed in another way."""
    pack = folder / "packs/course.yaml"
    fields = yaml.safe_load(pack.read_text(encoding="utf-8"))
    pack.write_text(
        yaml.safe_dump({**fields, "print": printing}, sort_keys=False), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A project built with everything a class set can hold: to look at, never to change."""
    folder = write(tmp_path_factory.mktemp("class"), **PRINT)
    run(folder, "build")
    return folder


@pytest.fixture
def project(template, tmp_path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(template, tmp_path / "project"))


def names(folder: Path) -> set[str]:
    """The printed files, without pack and code."""
    return {
        re.sub(r"course-(briefing-)?\w{4}-\w{4}", r"\1", path.name)
        for path in folder.glob("output/course/*/*.*")
    }


def only(folder: Path, pattern: str) -> Path:
    """The one file of a name."""
    (found,) = folder.glob(f"output/course/*/{pattern}")
    return found


def split(pages: Sequence[str], singles: dict[str, list[str]]) -> list[str]:
    """Which documents a class set holds, by comparing its pages with the files of their own."""
    at, found = 0, []
    while at < len(pages):
        name = next(name for name, own in singles.items() if pages[at : at + len(own)] == own)
        found.append(name)
        at += len(singles[name])
        if len(singles[name]) % 2:
            assert pages[at].strip() == BLANK
            at += 1
    return found


# ---------------------------------------------------------------- without names
def test_every_profile_and_the_class_set_are_made(template):
    """Papers, sheets and briefing in each profile with text beside them, keys in one, and one file
    for the printer.
    """
    papers = {
        f"-{form}{end}"
        for form in "AB"
        for end in (
            ".pdf",
            "-large-print.pdf",
            "-plain-text.txt",
            "-answer-sheet.pdf",
            "-answer-sheet-large-print.pdf",
        )
    }
    briefings = {f"briefing-{end}" for end in (".pdf", "-large-print.pdf", "-plain-text.txt")}
    found = {name for name in names(template) if "guide" not in name and "crosswalk" not in name}
    keys = {"-page-KEY-r1.pdf", "-full-KEY-r1.pdf"}
    assert found == papers | briefings | keys | {"-class-set.pdf"}
    assert run(template, "verify").output.strip().endswith("files checked; no problems")


def test_copies_lie_as_they_are_handed_out(template):
    """Briefing, paper, answer sheet, the next form: each page for page the file of its own, each
    begun on a new sheet.
    """
    singles = {
        name: extracted(only(template, pattern).read_bytes())
        for name, pattern in (
            ("briefing", "*briefing-????-????.pdf"),
            ("A", "*-A.pdf"),
            ("A sheet", "*-A-answer-sheet.pdf"),
            ("B", "*-B.pdf"),
            ("B sheet", "*-B-answer-sheet.pdf"),
        )
    }
    pages = extracted(only(template, "*-class-set.pdf").read_bytes())
    copies = [["briefing", form, f"{form} sheet"] for form in "ABABA"]
    assert split(pages, singles) == [name for copy in copies for name in copy]
    with pytest.raises(StopIteration):  # a page that belongs to no file is noticed
        split(["A stray page", *pages], singles)


def test_build_says_what_to_print(template, project):
    """One file first, with copies, sheets of each copy, all sheets and sides; they add up."""
    shown = run(project, "build", "--force").output
    first = next(line for line in shown.splitlines() if line.startswith("  "))
    copies, each, whole = map(
        int, re.findall(r"all (\d+) copies, (\d+) sheets each: (\d+) sheets, duplex", first)[0]
    )
    assert "class-set" in first and copies == 5 and whole == copies * each
    assert len(extracted(only(template, "*-class-set.pdf").read_bytes())) == 2 * whole
    assert shown.count("  print ") == 1 and "plain-text.txt  (text)" in shown


def test_other_copies_change_the_class_set_alone(project):
    """It follows its settings at any time, also for what was printed; nothing else is made
    again.
    """
    before = making.files(project, "output")
    code = only(project, "*-A.pdf").name[7:16]
    with ProjectFiles.find(project).lock():
        record_handout(
            ProjectFiles.find(project),
            store.find_edition(ProjectFiles.find(project), code).edition,
            "Year 2",
            "2026-12-07",
            5,
            PrintedLook("standard"),
        )
    change(project, **{**PRINT, "copies": 3})
    shown = run(project, "build", "--explain").output
    after = making.files(project, "output")
    assert {path.rpartition("-")[2] for path in before if before[path] != after.get(path)} >= {
        "set.pdf"
    }
    changed = [
        path
        for path in before
        if before[path] != after.get(path) and "manifest" not in path and "guide" not in path
    ]
    assert [path.endswith("-class-set.pdf") for path in changed] == [True]
    assert (
        "class-set: its copies, or what lies in it, changed" in shown
        and "paper A, large-print: up to date" in shown
    )
    change(project, **{**PRINT, "copies": 1})
    assert "removed  output/course/print" in run(project, "build").output


def test_a_lost_text_or_paper_of_a_profile_comes_back(project):
    """What is missing is made again, with its reason; what somebody changed, too; the rest
    stays.
    """
    text, large = only(project, "*-A-plain-text.txt"), only(project, "*-B-large-print.pdf")
    kept = text.read_bytes(), large.read_bytes()
    text.unlink()
    large.write_bytes(b"x")
    assert run(project, "verify", code=1).output.count(": missing: ") == 1
    shown = run(project, "build", "--explain").output
    assert (
        "paper A, plain-text: its file was missing" in shown
        and "paper B, large-print: its file had been changed" in shown
    )
    assert (text.read_bytes(), large.read_bytes()) == kept
    (project / "output/course/manifest.json").unlink()
    change(project)
    run(project, "build")
    assert text.exists()
    run(project, "build", "--clean")
    assert not text.exists() and not large.exists()


def test_a_reprint_in_any_profile_has_the_same_bytes(template, project, tmp_path):
    """What was built and what is asked for later are the same file, text edition and answer sheet
    among them.
    """
    code = only(template, "*-A.pdf").name[7:16]
    for path in project.glob("output/course/students/*"):
        path.unlink()
    (project / "output/course/manifest.json").unlink()
    for profile in ("plain-text", "large-print"):
        said = run(
            project, "reprint", f"{code}-B", "--profile", profile, "--answer-sheet"
        ).output.split()
        assert len(said) == 1 + (profile == "large-print")
        for path in said:
            assert (project / path).read_bytes() == (template / path).read_bytes()


def test_the_same_paper_is_set_once(tmp_path, monkeypatch):
    """A class set of 120 copies of two forms sets two papers, whatever it costs to set one."""
    folder = write(tmp_path, copies=120)
    run(folder, "build")
    seen = []
    render = DocumentRenderer.render
    monkeypatch.setattr(
        DocumentRenderer,
        "render",
        lambda self, document: seen.append(document.label) or render(self, document),
    )
    only(folder, "*-class-set.pdf").unlink()
    run(folder, "build")
    assert sorted(seen) == ["paper A", "paper B"]


# ---------------------------------------------------------------- with names
@pytest.fixture(scope="module")
def named(template, tmp_path_factory) -> tuple[Path, str]:
    """A class set with names, and what the command said."""
    folder = tmp_path_factory.mktemp("named")
    (folder / "list.csv").write_text(CLASS, encoding="utf-8-sig")
    project = Path(shutil.copytree(template, folder / "project"))
    return project, run(
        project, "class-set", "course", "--list", str(folder / "list.csv"), "--spare", "1"
    ).output


def test_each_student_has_the_copy_that_the_list_asks_for(named):
    """Names and numbers on paper and sheet, neighbours with different forms, profiles as asked,
    spare copies at the end.
    """
    folder, said = named
    pages = extracted(only(folder, "*-class-set-named*.pdf").read_bytes())
    firsts = [page for page in pages if re.search(r"Page 1 of", page) and "Name" in page]
    met = [
        (
            # On a sheet, a number that no grid can hold is beside the name.
            re.search(r"Name (.*?)(?: · \S+ )?(?:Student number|Date)", page.replace("\n", " "))[
                1
            ].strip(),
            re.findall(r"\b\w{4}-\w{4}-([AB])\b", page)[0],
        )
        for page in firsts
    ]
    assert [form for _, form in met] == ["A", "A", "B", "B", "A", "A", "A", "A"]
    assert [name for name, _ in met] == ["Zorica Ždralović"] * 2 + ["Quentin Xylander"] * 2 + [
        "Wolfram Ødegård"
    ] * 2 + [""] * 2
    assert (
        "form A, standard: 2 copies" in said
        and "form B, large-print: 1 copy" in said
        and "1 spare copy" in said
    )
    assert "line 4 of the list gets no printed copy" in said and "-B-plain-text.txt" in said
    assert re.search(r"with the briefing as text: \S+-briefing-\w{4}-\w{4}-plain-text\.txt", said)
    sheets = int(re.search(r"(\d+) sheets, duplex", said)[1])
    assert len(pages) == 2 * sheets


def test_names_stand_nowhere_else(named):
    """No file but that one, no title, bookmark, label, metadata or file name and nothing on the
    terminal has a name.
    """
    folder, said = named
    found = {
        path: data
        for path, data in making.files(folder, ".").items()
        if "class-set-named" not in path
    }
    assert len(found) > 20
    for name in NAMES:
        assert name not in said
        assert not [path for path in making.files(folder, ".") if name in path]
        assert not [path for path, data in found.items() if hidden(name, data)]
    with pikepdf.open(only(folder, "*-class-set-named*.pdf")) as pdf, pdf.open_outline() as outline:
        titles = " ".join(
            [
                *(one.title for entry in outline.root for one in (entry, *entry.children)),
                str(pdf.docinfo),
                pdf.Root.Metadata.read_bytes().decode(),
                *(str(page.label) for page in pdf.pages),
                repr(pdf.Root.PageLabels),
                str(pdf.Root.get("/Names")),
            ]
        )
        strings = [
            str(value)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary)
            for value in thing.values()
            if isinstance(value, pikepdf.String)
        ]
    assert "Form A" in titles and not [name for name in NAMES if name in titles + " ".join(strings)]


def hidden(name: str, data: bytes) -> bool:
    """Whether a file holds a name, as bytes or as text on a page."""
    forms = [
        name.encode(),
        name.encode("utf-16-be"),
        name.encode("utf-16-be").hex().upper().encode(),
    ]
    return (
        any(form in data for form in forms)
        or data.startswith(b"%PDF")
        and name in "".join(extracted(data))
    )


def test_a_name_that_strays_is_noticed(named):
    """The search of the test above finds names where they are."""
    assert hidden("Zorica", only(named[0], "*-class-set-named*.pdf").read_bytes()) and hidden(
        "Zorica", b"{Zorica}"
    )


def test_a_class_set_of_mixed_profiles_is_valid(named, tmp_path):
    """Briefings, papers and sheets in two profiles with names: PDF/UA-1, and sound in structure."""
    data = only(named[0], "*-class-set-named*.pdf").read_bytes()
    (tmp_path / "set.pdf").write_bytes(data)
    result = page_validation.validate_pdf(str(tmp_path / "set.pdf"), profile="ua1")
    assert [failure.rule_id for failure in result.failures] == [] and problems(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(
            {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        ) == len(pdf.pages[0].Resources.Font)


def test_a_build_leaves_it_where_it_is_and_another_list_takes_its_place(named, tmp_path):
    """It stays over builds, is verified, and is replaced when the list changes; equal lists give
    equal bytes.
    """
    folder = Path(shutil.copytree(named[0], tmp_path / "project"))
    path = only(folder, "*-class-set-named*.pdf")
    before = path.read_bytes()
    run(folder, "build")
    assert path.read_bytes() == before and run(folder, "verify").output.strip().endswith(
        "files checked; no problems"
    )
    (tmp_path / "list.csv").write_text(CLASS, encoding="utf-8")
    run(folder, "class-set", "course", "--list", str(tmp_path / "list.csv"), "--spare", "1")
    assert path.read_bytes() == before
    (tmp_path / "list.csv").write_text(CLASS.replace("Zorica", "Zdenka"), encoding="utf-8")
    run(folder, "class-set", "course", "--list", str(tmp_path / "list.csv"), "--spare", "1")
    assert path.read_bytes() != before and "Zdenka" in "".join(extracted(path.read_bytes()))


def test_each_group_has_a_file_of_its_own(project, tmp_path):
    """The list of one group does not replace what was made from another's; the file of class.csv
    has the plain name, and all of them are known to `verify`.
    """
    lists = {"class.csv": "", "Group 1.csv": "-of-group-1", "грп_2.csv": "-of-грп-2"}
    for name in lists:
        (tmp_path / name).write_text("name,number\nQuentin,1\n", encoding="utf-8")
        run(project, "class-set", "course", "--list", str(tmp_path / name))
    made = {path.name for path in project.glob("output/course/print/*-named*")}
    code = only(project, "*-A.pdf").name.removesuffix("-A.pdf")
    assert made == {f"{code}-class-set-named{ending}.pdf" for ending in lists.values()}
    assert "no problems" in run(project, "verify").output


def test_an_edition_is_set_from_its_record_alone(named, tmp_path):
    """By its code, though bank, pack and everything built are gone; in seats that clash, the lines
    are told.
    """
    folder = tmp_path / "project"
    shutil.copytree(named[0] / "packs/editions", folder / "packs/editions")
    (folder / "questions").mkdir()
    code = only(named[0], "*-A.pdf").name[7:16]
    rows = "name,number,form\nOne,1,A\nTwo,2,\nThree,3,B\n"
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    done = run(
        folder,
        "class-set",
        code,
        "--list",
        str(tmp_path / "list.csv"),
        "--paper",
        "Letter",
        "--sides",
        "simplex",
    )
    assert only(folder, "*-class-set-named*-letter-simplex.pdf").exists()
    assert (
        "of the list are neighbours and have the same form" in done.output
        and "form B" in done.output
    )
    done = run(folder, "class-set", f"{code}-A", "--list", str(tmp_path / "list.csv"), code=2)
    assert "give the code without a form letter" in done.output


def test_a_quiz_of_one_form_says_once_that_neighbours_have_it(tmp_path):
    """Where there is only one form, a class set is made, one line says what that means for
    neighbours and what to type against it, and no pair is named; a student alone has no neighbour.
    """
    folder = write(tmp_path / "project", copies=1)
    pack = folder / "packs/course.yaml"
    fields = yaml.safe_load(pack.read_text(encoding="utf-8"))
    pack.write_text(yaml.safe_dump({**fields, "forms": 1}, sort_keys=False), encoding="utf-8")
    run(folder, "build")
    for count, warned in ((3, 1), (1, 0)):
        names = [f"Student {n},{n}\n" for n in range(count)]
        (tmp_path / "list.csv").write_text("name,number\n" + "".join(names), encoding="utf-8")
        done = run(folder, "class-set", "course", "--list", str(tmp_path / "list.csv"))
        assert done.stderr.count("only one form") == done.stderr.count("'forms'") == warned
        assert "are neighbours" not in done.stderr and only(folder, "*-class-set-named*").exists()


def test_a_faulty_list_writes_nothing(project, tmp_path):
    """All faults are told in one run, each with file, line and column; no file is touched and no
    name is said.
    """
    before = making.files(project, ".")
    (tmp_path / "list.csv").write_text(
        "name,number,profile,form\nZorica 日本,1,huge,Q\n,2,,\n", encoding="utf-8"
    )
    said = run(project, "class-set", "course", "--list", str(tmp_path / "list.csv"), code=1).output
    places = [line.split(" ")[0] for line in said.splitlines()[:4]]
    assert places == [
        f"{tmp_path / 'list.csv'}:{place}:" for place in ("2:8", "2:13", "2:18", "3:1")
    ]
    assert "U+65E5" in said and "Zorica" not in said and making.files(project, ".") == before


def test_a_list_as_schools_have_it_makes_a_class_set(project, tmp_path):
    """A workbook with first and last names, no numbers and columns of its own: notes go to standard
    error and stop nothing, and the number is left to be written in.
    """
    book = openpyxl.Workbook()
    for row in (["Nachname", "Vorname", "Klasse"], ["Ždralović", "Zorica", "7b"]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    done = run(project, "class-set", "course", "--list", str(tmp_path / "list.xlsx"))
    assert "note unused-column: the column 'Klasse' is not used" in done.stderr
    assert "1 note" in done.stderr and "note" not in done.stdout
    pages = extracted(only(project, "*-class-set-named*.pdf").read_bytes())
    page = next(page for page in pages if "Zorica" in page).replace("\n", " ")
    assert re.search(r"Name\s+Zorica Ždralović\s+Student number", page) and "7b" not in page
    found = making.files(project, ".")
    assert not [path for path in found if "named" not in path and hidden("Zorica", found[path])]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such file")
def test_a_list_without_end_is_refused(project):
    """A file that never ends is read only so far, and a sentence says why it is refused."""
    before = making.files(project, ".")
    said = run(project, "class-set", "course", "--list", "/dev/zero", code=1).output
    assert "error long-list: the list has more than 5,000,000 bytes" in said
    assert making.files(project, ".") == before


def test_a_class_set_by_code_says_what_the_pack_would_add(project, tmp_path):
    """A set by the code of a pack's own edition names the command that adds what the pack adds."""
    code = only(project, "*-A.pdf").name[7:16]
    (tmp_path / "list.csv").write_text("name,number\nA,1\n", encoding="utf-8")
    listed = ("--list", str(tmp_path / "list.csv"))
    remark = "made from the record alone; run 'packs class-set course' to add"
    assert remark in run(project, "class-set", code, *listed).stderr
    assert remark not in run(project, "class-set", "course", *listed).stderr


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        ("nothing built", "course has not been built yet; run 'packs build course' first"),
        ("only a draft", "only a draft of course is built; run 'packs build course' first"),
        ("another briefing", "the briefing of course has changed"),
        ("no pack", "did you mean"),
        ("neither", "there is no pack 'nosuch', and 'nosuch' is not a valid code"),
    ],
)
def test_what_cannot_be_set_is_said(project, tmp_path, spoil, says):
    """A pack that is not built, or whose briefing is no longer the one that was built, names the
    command that mends it.
    """
    (tmp_path / "list.csv").write_text("name,number\nA,1\n", encoding="utf-8")
    if spoil == "nothing built":
        shutil.rmtree(project / "output")
    elif spoil == "only a draft":
        (bank,) = project.glob("questions/*.yaml")
        text = bank.read_text(encoding="utf-8")
        draft = re.sub(r"\n( +)(type: )", r"\n\1status: draft\n\1\2", text, count=1)
        bank.write_text(draft, encoding="utf-8")
        run(project, "build", "course", "--draft")
    elif spoil == "another briefing":
        summary = project / "packs/summaries/topic.yaml"
        summary.write_text(
            summary.read_text(encoding="utf-8").replace("Know it.", "Know it all."),
            encoding="utf-8",
        )
    pack, code = {"no pack": ("coarse", 2), "neither": ("nosuch", 2)}.get(spoil, ("course", 1))
    assert (
        says
        in run(project, "class-set", pack, "--list", str(tmp_path / "list.csv"), code=code).output
    )
