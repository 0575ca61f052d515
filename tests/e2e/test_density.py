"""How much is on a page: the densities of papers, and what was printed keeps its own."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest

from generator import documents
from generator.content.model import DENSITIES, EARLIER
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.items import type_of
from generator.items.short_answer import ShortAnswerItem
from generator.page.blocks import Lines
from generator.render import pdf
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project
from tests.e2e.making import REPOSITORY, build, copy_starter, packs
from tests.e2e.reader import lines_of
from tests.typeset.block_setters import block_setter


def page_count(path: Path) -> int:
    """The pages of a PDF, counted by a program that did not make it."""
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def papers(folder: Path, pack: str) -> dict[str, Path]:
    """The built papers of a pack by their forms."""
    found = {}
    for path in folder.glob(f"output/{pack}/students/*.pdf"):
        if named := re.fullmatch(rf"{pack}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}-([A-Z])\.pdf", path.name):
            found[named[1]] = path
    return found


def asks_for(folder: Path, pack: str, settings: str) -> None:
    """Add print settings to a pack."""
    path = folder / "packs" / f"{pack}.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("\nprint:\n", f"\nprint:\n  {settings}\n")
    assert changed != text
    path.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize(
    ("pack", "most"),
    [("frozen-conflicts", 5), ("warm-up", 2), ("arms-scandal", 7), ("course-review", 9)],
)
def test_standard_papers_are_short(starter, pack, most):
    """Papers take no more pages than they may; the warm-up is one sheet."""
    counts = {form: page_count(path) for form, path in papers(starter, pack).items()}
    assert len(counts) == 2 and max(counts.values()) <= most, counts


@pytest.fixture(scope="module")
def views():
    """What students see of the repository's packs."""
    content = load_project(ProjectFiles(REPOSITORY)).content
    return {
        name: arrange(pack, content).view for name, pack in content.packs.items() if pack.sections
    }


def compact_pages(view, sheet="A4", **changes):
    """How many pages the paper of each form takes at compact, with changes of its look."""
    look = replace(pdf.LOOKS["compact"]["standard"], **changes)
    catalog = load_catalog(view.language)
    forms = [documents.paper(view, form, "code", catalog) for form in range(len(view.forms))]
    return [len(pages) for pages in pdf.page_heights(forms, look, pdf.SHEETS[sheet])]


@pytest.mark.parametrize(
    ("pack", "most"),
    [("frozen-conflicts", 4), ("warm-up", 2), ("arms-scandal", 4), ("course-review", 7)],
)
def test_compact_papers_are_shorter(views, pack, most):
    """Compact papers save every page that tighter steps can save: one sheet of A3 for a test of 40
    minutes, two for an examination.
    """
    assert compact_pages(views[pack]) == [most, most]


def test_without_its_steps_compact_saves_nothing(views):
    """The control: it is the tighter steps that make compact papers shorter."""
    assert compact_pages(views["frozen-conflicts"], tighter=()) == [5, 5]
    assert compact_pages(views["course-review"], tighter=()) == [9, 9]


def test_how_much_closer_a_paper_is_set_comes_with_its_file(views):
    """Gaps in per cent, lines, rows of tables and options in tenths of a point, lines to write on:
    what the look that was taken differs by; nothing where the usual one saves as much.
    """
    view = views["frozen-conflicts"]
    look, catalog = pdf.LOOKS["compact"]["standard"], load_catalog(view.language)
    forms = [documents.paper(view, form, "code", catalog) for form in range(len(view.forms))]
    closer = [file.closer for file in pdf.render_documents(forms, look, pdf.SHEETS["A4"])]
    steps = [tight.closer_than(look, 1.0)[1:] for tight in look.tightened()]
    assert closer[0] == closer[1] and closer[0][1:] in steps and 50 <= closer[0][0] <= 100
    assert steps[0] == (3, 0, 0, 0) and steps[-1] == (5, 10, 10, 2)
    loose = replace(look, tighter=(), gap_steps=(1.0,))
    assert [file.closer for file in pdf.render_documents(forms, loose, pdf.SHEETS["A4"])] == [
        (),
        (),
    ]


def test_lines_are_taken_away_only_where_points_gave_them(views):
    """The tightest look has two lines fewer in an open question with as many as its points give,
    never fewer than one for each of two points; one whose author gave another number keeps it.
    """
    *_, tightest = pdf.LOOKS["compact"]["standard"].tightened()
    setter = block_setter(tightest)

    def drawn(lines):
        return len(setter.layout(lines, 0.0, 300.0).lines)

    given = {count: drawn(Lines(count, by_points=True)) for count in (1, 2, 3, 4, 8)}
    assert given == {1: 1, 2: 2, 3: 2, 4: 2, 8: 6}
    assert [drawn(Lines(count)) for count in (1, 2, 3, 4, 8)] == [1, 2, 3, 4, 8]
    item = ShortAnswerItem("Why?", Fraction(2))
    english = load_catalog("en")
    by_points = [
        type_of(item).student_blocks(replace(item, lines=lines), (), english)[-1].by_points
        for lines in (None, 4, 3, 5)
    ]
    assert by_points == [True, True, False, False]


def test_only_the_standard_profile_has_densities():
    """Clear print, large print and the pages for dyslexic readers keep their sizes, at every
    density.
    """
    assert set(pdf.LOOKS) == {*DENSITIES, EARLIER}
    for density in DENSITIES:
        for name in ("clear-print", "large-print", "dyslexia"):
            look, before = pdf.LOOKS[density][name], pdf.PROFILES[name]
            assert (look.body, look.small, look.cell, look.passage, look.margins) == (
                before.body,
                before.small,
                before.cell,
                before.passage,
                before.margins,
            )
            assert look.option_columns == 1
    assert pdf.LOOKS["roomy"]["standard"].body == pdf.PROFILES["standard"].body
    assert pdf.LOOKS["standard"]["standard"].body != pdf.PROFILES["standard"].body


def test_short_options_are_in_columns(starter):
    """Short options are in two columns: down, then across, with their letters in order."""
    rows = set()
    for path in [
        *papers(starter, "counter-secession").values(),
        *papers(starter, "course-review").values(),
    ]:
        lines = [line for line in lines_of(path.read_bytes())[1] if line.words[0] in "ABCD"]
        for first in lines:
            rows |= {
                (first.words[0], other.words[0])
                for other in lines
                if (first.page, first.y) == (other.page, other.y) and first.at[0] < other.at[0]
            }
    assert rows >= {("A", "C"), ("B", "D")}


def test_a_density_is_no_part_of_the_code(tmp_path):
    """Another density makes other pages under the same code, with the same words."""
    folder = copy_starter(tmp_path, "frozen-conflicts", briefings=False)
    build(folder)
    first = {form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()}
    names = {path.name for path in papers(folder, "frozen-conflicts").values()}
    asks_for(folder, "frozen-conflicts", "density: roomy")
    build(folder)
    assert {path.name for path in papers(folder, "frozen-conflicts").values()} == names
    second = {form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()}
    assert all(first[form] != second[form] for form in first)
    listed = json.loads(
        (folder / "output/frozen-conflicts/manifest.json").read_text(encoding="utf-8")
    )
    densities = {file["name"]: file.get("density") for file in listed["manifest"]["files"]}
    assert {densities[f"students/{name}"] for name in names} == {"roomy"}


def test_what_was_handed_out_keeps_its_density(tmp_path):
    """After a handout the pack's density is for the next edition: a lost paper, a reprint and a
    class set come as they were printed, also without the list of built files.
    """
    folder = copy_starter(tmp_path, "frozen-conflicts", briefings=False)
    asks_for(folder, "frozen-conflicts", "density: compact")
    (built,) = build(folder)
    first = {form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()}
    handed = packs(
        folder, "handout", built.code, "--class", "2a", "--date", "2026-12-07", "--copies", "30"
    )
    assert handed.returncode == 0, handed.stderr
    path = folder / "packs" / "frozen-conflicts.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("density: compact", "density: roomy"), encoding="utf-8")
    for paper in papers(folder, "frozen-conflicts").values():
        paper.unlink()
    (again,) = build(folder)
    assert {
        form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()
    } == first
    assert any("density compact" in remark for remark in again.remarks), again.remarks
    for path in folder.glob("output/frozen-conflicts/**/*"):
        if path.is_file():
            path.unlink()
    assert packs(folder, "reprint", built.code).returncode == 0
    assert {
        form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()
    } == first
    # The control: asked for another density, a reprint is another one, beside what was printed.
    asked = packs(folder, "reprint", built.code, "--density", "roomy")
    assert asked.returncode == 0, asked.stderr
    roomy = {Path(path).stem.split("-")[-2]: folder / path for path in asked.stdout.split()}
    assert all(path.stem.endswith("-roomy") for path in roomy.values())
    assert roomy.keys() == first.keys()
    assert all(path.read_bytes() != first[form] for form, path in roomy.items())
    assert {
        form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()
    } == first
    packs(folder, "reprint", built.code, "--density", "compact")
    assert not list(folder.glob("output/**/*-compact.pdf")), "as it was printed, so it is the same"


def test_without_a_note_a_reprint_is_as_earlier_programs_printed(tmp_path):
    """Of papers that no list, no note and no pack tells of, a reprint looks as before there were
    densities.
    """
    folder = copy_starter(tmp_path, "frozen-conflicts", briefings=False)
    (built,) = build(folder)
    for path in folder.glob("output/frozen-conflicts/**/*"):
        if path.is_file():
            path.unlink()
    (folder / "packs" / "frozen-conflicts.yaml").unlink()
    assert packs(folder, "reprint", built.code).returncode == 0
    plain = {form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()}
    assert packs(folder, "reprint", built.code, "--density", EARLIER).returncode == 0
    assert {
        form: path.read_bytes() for form, path in papers(folder, "frozen-conflicts").items()
    } == plain
    assert packs(folder, "reprint", built.code, "--density", "standard").returncode == 0
    for form, data in plain.items():
        (asked,) = folder.glob(f"output/frozen-conflicts/students/*-{form}-standard.pdf")
        assert asked.read_bytes() != data


def test_a_budget_of_pages_chooses_the_density(tmp_path):
    """A paper that takes more pages than it may is set denser, which the build says and the list of
    files notes; one that cannot be so short is said to be so, with how much is too much, by
    `packs check` too.
    """
    folder = copy_starter(tmp_path, "frozen-conflicts", briefings=False)
    path = folder / "packs" / "frozen-conflicts.yaml"
    plain = path.read_text(encoding="utf-8")
    path.write_text(
        plain.replace("\nprint:\n", "\nprint:\n  density: roomy\n  pages: 5\n"), encoding="utf-8"
    )
    (built,) = build(folder)
    assert {page_count(paper) for paper in papers(folder, "frozen-conflicts").values()} == {5}
    assert any("set in density standard" in remark for remark in built.remarks), built.remarks
    assert "page-budget" not in packs(folder, "check").stderr
    path.write_text(plain.replace("\nprint:\n", "\nprint:\n  pages: 4\n"), encoding="utf-8")
    (built,) = build(folder)
    assert {page_count(paper) for paper in papers(folder, "frozen-conflicts").values()} == {4}
    assert any("set in density compact" in remark for remark in built.remarks), built.remarks
    path.write_text(plain.replace("\nprint:\n", "\nprint:\n  pages: 3\n"), encoding="utf-8")
    (built,) = build(folder)
    assert any("mm too much" in remark for remark in built.remarks), built.remarks
    shown = packs(folder, "check").stderr
    assert "warning page-budget: 'pages' allows 3 pages, but a paper takes" in shown
    path.write_text(plain.replace("\nprint:\n", "\nprint:\n  pages: 5\n"), encoding="utf-8")
    (built,) = build(folder)
    assert not built.remarks


def test_a_booklet_has_pages_in_fours(tmp_path):
    """Folded papers have as many pages as a folded sheet holds; the empty ones say that they are."""
    folder = copy_starter(tmp_path, "frozen-conflicts", briefings=False)
    asks_for(folder, "frozen-conflicts", "booklet: true")
    build(folder)
    for paper in papers(folder, "frozen-conflicts").values():
        assert page_count(paper) == 8
        with pypdfium2.PdfDocument(paper) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
        assert ["intentionally blank" in text for text in texts] == [False] * 5 + [True] * 3
