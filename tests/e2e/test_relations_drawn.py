"""Matrices of relations that are mostly empty are drawn, and stay what they were on old papers."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from generator.content.model import Layout
from generator.editions.handout import make_handout, read_handout
from generator.storage.sealed_json import digest
from tests.e2e.making import build, packs

LINKS = """\
{indent}- {{from: Heron, to: Frog, relation: eats}}
{indent}- {{from: Frog, to: Fly, relation: hunts}}
{indent}- {{from: Heron, to: Fly, relation: ignores}}
"""
BANK = """\
bank: pond
title: Pond
items:
  - id: pond-set
    type: set
    stem: Look at who eats whom.
    provenance: Written for this test
    kind: data
    stimulus:
      figure:
        kind: matrix
        caption: In a pond
        alt: Who eats whom among four animals.
{figure}        relations:
{links}          - {{from: Fly, to: Pike, relation: avoids}}
    parts:
      - {{type: true-false, stem: Herons eat frogs., key: true}}
      - {{type: numeric, stem: "How many relations are there?", key: 4}}
"""
SUMMARY = """\
title: Ponds
summary: [Ponds are small.]
{summary}relations:
{links}  - {{from: Otter, to: Pike, relation: eats}}
  - {{from: Pike, to: Perch, relation: eats}}
"""
PACK = """\
pack: pond
title: Pond
summaries: [ponds]
seed: 0123456789abcdef0123456789abcdef
print: {profiles: [standard, large-print, plain-text]}
quiz:
  sections: [{title: All, items: [pond-set]}]
"""


def project(folder: Path, figure: str = "", summary: str = "") -> Path:
    """A project with a sparse matrix in a quiz and in a briefing."""
    for inner in ("questions", "packs/summaries"):
        (folder / inner).mkdir(parents=True, exist_ok=True)
    bank = BANK.format(figure=figure, links=LINKS.format(indent=" " * 10))
    (folder / "questions/pond.yaml").write_text(bank)
    text = SUMMARY.format(summary=summary, links=LINKS.format(indent="  "))
    (folder / "packs/summaries/ponds.yaml").write_text(text)
    (folder / "packs/pond.yaml").write_text(PACK)
    return folder


def kinds(path: Path) -> set[str]:
    """How the relations of a PDF are tagged: Table, Figure, or both."""
    with pikepdf.open(path) as document:
        found = {str(each.S)[1:] for each in document.objects if _is_element(each)}
    return found & {"Table", "Figure"}


def _is_element(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and "/S" in value and "/P" in value


def relations_in(folder: Path, name: str) -> set[str]:
    """How the file of a pack whose name ends so shows relations: a matrix has `From`."""
    (path,) = folder.glob(f"output/pond/students/{name}")
    with pikepdf.open(path) as document:
        summaries = {
            str(each.A.Summary)
            for each in document.objects
            if _is_element(each) and "/A" in each and "/Summary" in each.A
        }
    named = ("Who eats whom among four animals.", "Each row says")
    as_table = any(text.startswith(named) for text in summaries)
    return ({"table"} if as_table else set()) | ({"figure"} if "Figure" in kinds(path) else set())


PAPER, BRIEFING = "pond-[0-9A-Z]*-A.pdf", "pond-briefing-?????????.pdf"
LARGE = "pond-[0-9A-Z]*-A-large-print.pdf"


def test_a_matrix_that_is_mostly_empty_is_drawn(tmp_path):
    """On paper and in the briefing, in large print too, with each arrow in its description; the
    plain-text edition of the paper keeps the matrix, and that of the briefing says all in words.
    """
    folder = project(tmp_path)
    build(folder)
    for name in (PAPER, BRIEFING, LARGE):
        assert relations_in(folder, name) == {"figure"}
        (path,) = folder.glob(f"output/pond/students/{name}")
        with pikepdf.open(path) as document:
            alts = [
                str(each.Alt) for each in document.objects if _is_element(each) and "/Alt" in each
            ]
        assert any("Heron to Frog: eats." in alt for alt in alts)
    paper, briefing = (
        path.read_text() for path in sorted(folder.glob("output/pond/students/*.txt"))
    )
    assert "Heron. Frog: eats; Fly: ignores;" in paper and "Heron to Frog" not in paper
    assert "Heron to Frog: eats" in briefing


@pytest.mark.parametrize(
    ("wish", "shown"), [("table", {"table"}), ("diagram", {"figure"}), ("", {"figure"})]
)
def test_authors_may_say_how_relations_are_shown(tmp_path, wish, shown):
    """`relations_as` decides, in figures and in summaries; without it what the matrix holds does."""
    indented = f"        relations_as: {wish}\n" if wish else ""
    folder = project(tmp_path, indented, indented.strip() and f"relations_as: {wish}\n")
    build(folder)
    assert relations_in(folder, PAPER) == shown
    assert relations_in(folder, BRIEFING) == shown


def test_a_wish_that_has_no_meaning_is_refused(tmp_path):
    """A figure with blanks is a grid, and a chart has no relations: a wish there is an error."""
    folder = project(tmp_path, "        relations_as: diagram\n        blanks: true\n")
    shown = packs(folder, "check").stderr
    assert "a figure with blanks is always a grid; remove 'relations_as'" in shown
    folder = project(tmp_path, "        relations_as: drawing\n")
    assert "'drawing' is not allowed here; use table or diagram" in packs(folder, "check").stderr


def test_what_was_handed_out_with_a_table_keeps_it(tmp_path):
    """A handout noted by a program that drew no matrices prints again as it was, byte for byte, also
    in another density; one noted now prints with its diagram, and both notes are read as they are.
    """
    folder = project(tmp_path)
    (built,) = build(folder)
    drawn = {path.name: path.read_bytes() for path in folder.glob("output/pond/students/*-A.pdf")}
    arguments = ("--class", "2a", "--date", "2026-12-07", "--copies", "30")
    assert packs(folder, "handout", built.code, *arguments).returncode == 0
    (note,) = folder.glob("packs/editions/pond/*-printed-*.json")
    known = json.loads(note.read_text())
    assert (known["schema"], known["printed"]["layout"]) == (4, {"diagrams": True})
    assert relations_in(folder, PAPER) == {"figure"}

    old = {name: value for name, value in known["printed"].items() if name != "layout"}
    sealed = {"schema": 2, "sha256": digest(old).hex(), "printed": old}
    note.write_text(json.dumps(sealed))
    assert not read_handout(note.read_bytes(), built.code).layout.diagrams
    for path in folder.glob("output/pond/students/*.pdf"):
        path.unlink()
    (again,) = build(folder)
    assert not again.remarks
    assert relations_in(folder, PAPER) == {"table"}
    tables = {path.name: path.read_bytes() for path in folder.glob("output/pond/students/*-A.pdf")}
    assert set(tables) == set(drawn) and tables != drawn
    for path in folder.glob("output/pond/students/*.pdf"):
        path.unlink()
    assert packs(folder, "reprint", built.code).returncode == 0
    assert {
        path.name: path.read_bytes() for path in folder.glob("output/pond/students/*-A.pdf")
    } == tables
    assert packs(folder, "reprint", built.code, "--density", "roomy").returncode == 0
    assert relations_in(folder, PAPER) == {"table"}


@pytest.mark.parametrize(
    ("density", "layout", "schema"),
    [
        ("earlier", Layout(), 1),
        ("compact", Layout(), 2),
        ("compact", Layout(booklet=True), 3),
        ("compact", Layout(booklet=True, diagrams=True), 4),
    ],
)
def test_a_handout_is_read_as_it_was_written(density, layout, schema):
    """Every look that there was, each in the first schema that can say it."""
    note = make_handout("7K3Q-2M4P", "2a", "2026-12-07", 30, "f" * 64, density, layout)
    assert json.loads(note.data)["schema"] == schema
    assert read_handout(note.data, "7K3Q-2M4P") == note


def test_a_diagram_that_has_no_room_is_a_table(tmp_path):
    """More actors than arrows can be told apart for: the matrix stays, and nothing stops."""
    folder = project(tmp_path)
    path = folder / "packs/summaries/ponds.yaml"
    more = "".join(f"  - {{from: Animal {n}, to: Heron, relation: fears}}\n" for n in range(11))
    path.write_text(path.read_text() + more)
    build(folder)
    assert relations_in(folder, BRIEFING) == {"table"}
