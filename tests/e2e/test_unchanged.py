"""A build that has nothing to do says so from hashes alone, and from nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.storage import state
from generator.workflows import project as project_workflow
from generator.workflows.build import unchanged

BANK = (
    "bank: leaves\nitems:\n  - {id: leaf-1, type: true-false, stem: Leaves are green., key: true}\n"
)
PACK = """\
pack: leaves
title: Leaves
seed: 4d80f8d7f0edda32c26e0b9058d1e5e7
quiz: {sections: [{title: One, items: [leaf-1]}]}
"""


class Read(Exception):
    """The project was read and not only hashed."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was built twice, so that the second build found nothing to do."""
    for name, text in (("questions/leaves.yaml", BANK), ("packs/leaves.yaml", PACK)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "leaf.svg").write_text("<svg/>")
    assert build(tmp_path).exit_code == 0
    assert not (tmp_path / unchanged.KEPT).exists(), "a build that made files keeps nothing"
    assert build(tmp_path).exit_code == 0
    assert (tmp_path / unchanged.KEPT).exists()
    return tmp_path


def build(folder: Path, *arguments: str) -> Result:
    """`packs build` in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), "build", *arguments])


@pytest.fixture
def unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, reading a project fails."""

    def load(*arguments: object) -> None:
        raise Read

    monkeypatch.setattr(project_workflow, "load_project", load)


def reads(folder: Path, *arguments: str) -> bool:
    """Whether a build reads the project."""
    return isinstance(build(folder, *arguments).exception, Read)


def test_nothing_to_do_is_said_without_reading(folder, monkeypatch):
    """The same words as from a build that reads everything, warnings counted too."""
    (folder / "questions" / "leaves.yaml").write_text(BANK.replace("Leaves", "Leafs  never"))
    build(folder)
    full, kept = build(folder), json.loads((folder / unchanged.KEPT).read_text())
    monkeypatch.setattr(
        project_workflow, "load_project", lambda *given: (_ for _ in ()).throw(Read)
    )
    again = build(folder)
    assert again.exit_code == 0 and "1 pack up to date: leaves" in again.output
    assert again.output == full.output
    assert (f"{kept['warnings']} warning" in again.output) == (kept["warnings"] > 0)


@pytest.mark.usefixtures("unreadable")
@pytest.mark.parametrize(
    "path",
    [
        "questions/leaves.yaml",
        "packs/leaves.yaml",
        "pictures/leaf.svg",
        "output/leaves/manifest.json",
        "questions/new.yaml",
        "packs/editions/leaves/handout.json",
        "output/leaves/students/other.pdf",
    ],
)
def test_every_file_counts(folder, path):
    """A file that changed, came or went is seen: of the content, the records and what was built."""
    assert not reads(folder)
    before = (folder / path).read_bytes() if (folder / path).exists() else None
    (folder / path).write_bytes((before or b"") + b"\n")
    assert reads(folder)
    if before is None:
        (folder / path).unlink()
    else:
        (folder / path).write_bytes(before)
    assert not reads(folder), "as it was before"
    (next(folder.glob("output/leaves/students/*.pdf"))).unlink()
    assert reads(folder)


@pytest.mark.usefixtures("unreadable")
@pytest.mark.parametrize(
    "asked", [["--explain"], ["--force"], ["--clean"], ["--draft"], ["leaves"]]
)
def test_what_is_asked_for_counts(folder, asked):
    """Another question is not answered by what was kept of this one."""
    assert reads(folder, *asked) and not reads(folder)


@pytest.mark.usefixtures("unreadable")
def test_another_program_looks_again(folder, monkeypatch):
    """A change of the program, or of what is installed beside it, makes the build look."""
    monkeypatch.setattr(state, "_program", lambda: iter([b"other"]))
    assert reads(folder)


@pytest.mark.usefixtures("unreadable")
@pytest.mark.parametrize(
    "end", ["", "{", "[]", "null", '{"state": 1}', "[" * 5000, '{"state": "?"}']
)
def test_what_is_damaged_is_not_believed(folder, end):
    """What was kept is only ever a short cut: torn or forged, it is passed over."""
    kept = json.loads((folder / unchanged.KEPT).read_text())
    (folder / unchanged.KEPT).write_text(end.replace("?", kept["state"]))
    assert reads(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: os.mkfifo(path), "it is not an ordinary file"),
        (lambda path: path.symlink_to(path.name), "its symbolic links lead in a circle"),
    ],
)
def test_what_is_no_file_is_named_and_not_waited_for(folder, make, says):
    """A named pipe or a circle of links among the banks: a sentence and exit code 3, at once."""
    make(folder / "questions/odd.yaml")
    done = build(folder)
    assert done.exit_code == 3 and f"cannot read questions/odd.yaml: {says}" in done.output


def test_what_changes_meanwhile_is_not_kept(folder, monkeypatch):
    """A file saved while the build runs is not taken for what was built."""
    (folder / unchanged.KEPT).unlink()
    load = project_workflow.load_project

    def load_slowly(*arguments):
        loaded = load(*arguments)
        (folder / "questions" / "leaves.yaml").write_text(BANK.replace("green", "red"))
        return loaded

    monkeypatch.setattr(project_workflow, "load_project", load_slowly)
    assert build(folder).exit_code == 0 and not (folder / unchanged.KEPT).exists()
    monkeypatch.setattr(project_workflow, "load_project", load)
    assert "up to date" not in build(folder).output


def test_errors_are_never_kept(folder):
    """A project with an error says so each time."""
    (folder / "questions" / "bad.yaml").write_text("bank: bad\nitems: 3\n")
    first, second = build(folder), build(folder)
    assert first.exit_code == second.exit_code == 1 and first.output == second.output


def test_a_linked_folder_is_read(folder, tmp_path_factory):
    """What lies behind a link to a folder is not hashed, so nothing is kept."""
    (folder / unchanged.KEPT).unlink()
    (folder / "pictures" / "more").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    build(folder)
    assert not (folder / unchanged.KEPT).exists()
