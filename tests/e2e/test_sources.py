"""Stimuli on a source sheet, and what sections say of pages: printed, handed out, printed again."""

from __future__ import annotations

import shutil

import pytest
import yaml

from generator.documents import KINDS, StudentCopy
from generator.documents.sources import SOURCES
from generator.editions.arrange import arrange
from generator.render import pdf
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project
from tests.e2e import making
from tests.sections import project
from tests.typeset.pdf_structure import extracted

PASSAGE, TABLE = "A bakery opens at six", "Rainfall in the valley"


def write(folder, **fields):
    """The project on disk."""
    for path, text in project(**fields).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def pages(data: bytes) -> list[str]:
    """The words of each page."""
    return [" ".join(page.split()) for page in extracted(data)]


def only(folder, pattern):
    """The one file of a kind."""
    (path,) = folder.glob(f"output/plants/{pattern}")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The project built with a source sheet, a class set and further profiles."""
    printing = "stimuli: insert, copies: 3, profiles: [large-print, plain-text]"
    folder = write(tmp_path_factory.mktemp("insert"), printing=printing)
    making.build(folder)
    return folder


def test_sources_are_on_a_sheet_and_papers_name_them(built):
    """Each source once, by the letter that every form names; none on a paper."""
    sheet = " ".join(pages(only(built, "students/*-sources.pdf").read_bytes()))
    assert sheet.index("Source A") < sheet.index(PASSAGE) < sheet.index("Source B")
    assert sheet.index("Source B") < sheet.index(TABLE)
    for form in "AB":
        paper = " ".join(pages(only(built, f"students/*-{form}.pdf").read_bytes()))
        assert PASSAGE not in paper and TABLE not in paper
        text, table = "Read the text and answer", "Use the table."
        assert paper.index(text) < paper.index("Source A is on the source sheet.")
        assert paper.index(table) < paper.index("Source B is on the source sheet.")
        assert "These are on the source sheet." in paper
    large = " ".join(pages(only(built, "students/*-sources-large-print.pdf").read_bytes()))
    assert PASSAGE in large and "Source B" in large
    text = only(built, "students/*-sources-plain-text.txt").read_text(encoding="utf-8")
    assert "1 A bakery opens" in text and TABLE in text
    assert "Source A is on the source sheet." in only(
        built, "students/*-A-plain-text.txt"
    ).read_text(encoding="utf-8")


def test_the_class_set_has_a_sheet_with_each_paper(built):
    """Three copies, three source sheets, each behind its paper, and the guide counts them."""
    bound = pages(only(built, "print/*-class-set.pdf").read_bytes())
    firsts = [n for n, page in enumerate(bound) if "11 questions" in page]
    sources = [n for n, page in enumerate(bound) if PASSAGE in page]
    assert len(firsts) == len(sources) == 3
    assert all(a < b for a, b in zip(firsts, sources, strict=True))
    assert all(b < a for a, b in zip(firsts[1:], sources, strict=False))
    guide = " ".join(pages(only(built, "teacher/*-guide*.pdf").read_bytes()))
    assert "Source sheet 1 1 3 3" in guide and "Hand out a source sheet" in guide
    assert "All forms break at the same questions." in guide and "How full the pages are" in guide


def test_with_their_questions_there_is_no_sheet(tmp_path):
    """The control: as usual stimuli are on the paper, and there is nothing to hand out."""
    folder = write(tmp_path)
    making.build(folder)
    assert not list(folder.glob("output/plants/students/*sources*"))
    paper = " ".join(pages(only(folder, "students/*-A.pdf").read_bytes()))
    assert PASSAGE in paper and TABLE in paper and "source sheet" not in paper


def test_a_sheet_without_sources_is_not_made(tmp_path):
    """A pack that asks for the sheet and has no set prints none, and says nothing of one."""
    folder = write(tmp_path, printing="stimuli: insert")
    path = folder / "packs" / "plants.yaml"
    pack = path.read_text(encoding="utf-8").replace(", set-text, set-table", "")
    path.write_text(pack, encoding="utf-8")
    making.build(folder)
    assert not list(folder.glob("output/plants/students/*sources*"))
    assert "source" not in " ".join(pages(only(folder, "students/*-A.pdf").read_bytes()))


def test_the_sheet_is_made_of_the_view_alone(built):
    """What a key says of a set changes no byte of the sheet."""
    assert SOURCES in KINDS and SOURCES.teacher is None
    content = load_project(ProjectFiles(built)).content
    quiz = arrange(content.packs["plants"], content)
    copy = StudentCopy(quiz.view, 0, "C", content.packs["plants"].printing)
    document = SOURCES.student(copy)
    assert "Mitochondrion" not in repr(document) and "'8'" not in repr(document)


@pytest.mark.parametrize("now", ["", "booklet: true"])
def test_a_reprint_has_the_pages_that_students_had(tmp_path, now):
    """Handed out with a source sheet, on new pages and kept together: whatever the pack says
    later, the papers of that code come out with the same bytes, also from the record alone.
    """
    reading = "      new_page: true\n      together: [[mc-5, mc-6]]"
    folder = write(tmp_path, reading=reading, printing="stimuli: insert")
    making.build(folder)
    first = {path.name: path.read_bytes() for path in folder.glob("output/plants/students/*.pdf")}
    code = only(folder, "students/*-A.pdf").name[7:16]
    options = ("--class", "Year 2", "--date", "2026-12-07", "--copies", "3")
    noted = making.packs(folder, "handout", code, *options)
    assert noted.returncode == 0, noted.stderr
    write(folder, printing=now)
    said = making.packs(folder, "build")
    assert said.returncode == 0, said.stderr
    assert f"{code} was printed with other pages" in said.stdout + said.stderr
    again = {path.name: path.read_bytes() for path in folder.glob("output/plants/students/*.pdf")}
    assert again == first
    (folder / "packs" / "plants.yaml").unlink()
    shutil.rmtree(folder / "output")
    assert making.packs(folder, "reprint", code).returncode == 0
    again = {path.name: path.read_bytes() for path in folder.glob("output/plants/students/*.pdf")}
    assert again == first


def test_without_the_note_a_reprint_is_as_usual(tmp_path):
    """The control: what no note and no build says, a reprint cannot know."""
    folder = write(tmp_path, printing="stimuli: insert")
    making.build(folder)
    code = only(folder, "students/*-A.pdf").name[7:16]
    (folder / "packs" / "plants.yaml").unlink()
    shutil.rmtree(folder / "output")
    assert making.packs(folder, "reprint", code).returncode == 0
    assert not list(folder.glob("output/plants/students/*sources*"))


def papers(tmp_path, **fields):
    """The words of the pages of all forms."""
    content = load_project(ProjectFiles(write(tmp_path, **fields))).content
    pack = content.packs["plants"]
    view = arrange(pack, content).view
    kind = next(kind for kind in KINDS if kind.name == "paper")
    documents = [
        kind.student(StudentCopy(view, form, "C", pack.printing)) for form in range(pack.forms)
    ]
    look, sheet = pdf.LOOKS["standard"]["standard"], pdf.SHEETS["A4"]
    files = pdf.render_documents(documents, look, sheet, duplex=True)
    return [pages(file.data) for file in files]


def test_a_section_begins_on_a_new_page(tmp_path):
    """In every form, and without the field it follows what is before it."""
    for form in papers(tmp_path, reading="      new_page: true"):
        (page,) = [page for page in form if "Part 3: Reading" in page]
        assert "Explain how" not in page and page.index("Part 3") < 40
    short = papers(tmp_path)
    assert all("Explain how" in next(p for p in form if "Part 3" in p) for form in short)


def test_items_are_kept_on_one_page(tmp_path):
    """Two long ones that would be parted are not; what no page holds is parted all the same."""
    path = tmp_path / "questions" / "cells.yaml"

    def with_lines(lines, together):
        files = project(explaining="", reading=together)
        bank = yaml.safe_load(files["questions/cells.yaml"])
        for item in bank["items"]:
            if item["id"].startswith("open"):
                item["lines"] = lines
        files["questions/cells.yaml"] = yaml.safe_dump(bank, sort_keys=False)
        files["packs/plants.yaml"] = (
            files["packs/plants.yaml"]
            .replace("items: [open-1, open-2, open-3]", "items: [mc-5]")
            .replace("items: [mc-5, mc-6,", "items: [open-1, open-2, open-3,")
        )
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        content = load_project(ProjectFiles(tmp_path)).content
        pack = content.packs["plants"]
        view = arrange(pack, content).view
        kind = next(kind for kind in KINDS if kind.name == "paper")
        document = kind.student(StudentCopy(view, 0, "C", pack.printing))
        look = pdf.LOOKS["standard"]["standard"]
        (file,) = pdf.render_documents([document], look, pdf.SHEETS["A4"], duplex=True)
        found = pages(file.data)
        return [
            next(n for n, page in enumerate(found) if f"plant of kind {n_item}" in page)
            for n_item in (1, 2, 3)
        ]

    assert path.parent.parent == tmp_path
    together = "      together: [[open-2, open-3]]"
    apart, kept = with_lines(11, ""), with_lines(11, together)
    assert apart[0] == apart[1] != apart[2]
    assert kept[1] == kept[2] != kept[0]
    tall = with_lines(25, together)
    assert tall[1] != tall[2]


def test_what_other_programs_cannot_say_is_named(tmp_path):
    """An export of a pack names, at the first item of the section, what no format has a place for;
    a resit asks for as many answers, and its file can be read.
    """
    folder = write(tmp_path, explaining="      answer: 2\n      instructions: Be brief.")
    making.build(folder)
    said = making.packs(folder, "export", "plants", "--to", "gift").stdout
    assert "that 2 of the 3 questions of 'Explaining' are answered" in said
    assert "the instructions of 'Explaining'" in said
    code = only(folder, "students/*-A.pdf").name[7:16]
    made = making.packs(folder, "new", "pack", "again", "--resit-of", code)
    assert made.returncode == 0, made.stderr
    pack = yaml.safe_load((folder / "packs" / "again.yaml").read_text(encoding="utf-8"))
    section = pack["quiz"]["sections"][1]
    assert (section["answer"], section["counts"], section["instructions"]) == (
        2,
        "best",
        "Be brief.",
    )
    shown = making.packs(folder, "show", "plants").stdout
    assert "Explaining  (shuffle, 2 to answer, the best count)" in shown
