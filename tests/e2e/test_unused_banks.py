"""A build of named packs leaves large banks unread that these do not use, and nothing goes wrong
without a word for that.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.loading.unused_banks import unused_banks
from generator.workflows import project as project_workflow

ITEM = "  - {{id: {}, type: true-false, stem: {}, key: true}}\n"
FILES = {
    "packs/leaves.yaml": (
        "pack: leaves\ntitle: Leaves\nseed: 4d80f8d7f0edda32c26e0b9058d1e5e7\n"
        "quiz: {sections: [{title: One, items: [leaf-1]}]}\n"
    ),
    "questions/leaves.yaml": "bank: leaves\nitems:\n"
    + ITEM.format("leaf-1", "Leaves are green.")
    + ITEM.format("leaf-2", "Leaves are flat."),
    "questions/stones.yaml": "bank: stones\nitems:\n"
    + ITEM.format("stone-1", "Stones are hard.")
    + ITEM.format("stone-2", "Stones are heavy."),
}
NOT_READ = "1 bank not read"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a pack, its bank, and another bank that is large enough to be left out."""
    monkeypatch.setattr(project_workflow, "WORTH_LEAVING", 0)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def packs(folder: Path, *arguments: str) -> Result:
    """A command in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments])


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file, which must hold it."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


def outputs(folder: Path) -> dict[str, bytes]:
    """What was built, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / "output").rglob("*.*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_an_unused_bank_is_not_read(folder):
    """A fault in it does not stop the pack, the build says that it was not read, and `packs check`
    and a build of everything find the fault.
    """
    edit(folder, "questions/stones.yaml", "key: true", "key: perhaps")
    built = packs(folder, "build", "leaves")
    assert built.exit_code == 0 and NOT_READ in built.output
    for arguments in (["check"], ["build"]):
        found = packs(folder, *arguments)
        assert found.exit_code == 1 and "questions/stones.yaml:3" in found.output


def test_the_same_files_are_made(folder):
    """What is built with banks left out is what is built from everything."""
    packs(folder, "build", "leaves")
    scoped = outputs(folder)
    built = packs(folder, "build", "--force")
    assert NOT_READ not in built.output and outputs(folder) == scoped and scoped


def test_it_is_said_again_when_nothing_is_to_do(folder):
    """Also a build that only compares hashes says what was not read."""
    said = [packs(folder, "build", "leaves").output for _ in range(3)]
    assert "up to date" in said[1] and said[1] == said[2] and NOT_READ in said[2]


def test_a_small_bank_is_read(folder, monkeypatch):
    """Where reading all costs little, all is read and its warnings are counted."""
    monkeypatch.setattr(project_workflow, "WORTH_LEAVING", 10_000)
    assert NOT_READ not in packs(folder, "build", "leaves").output


def test_an_id_that_is_used_twice_stops_a_build(folder):
    """An item that the pack asks is searched for in every bank, and may be in one only."""
    edit(folder, "questions/stones.yaml", "stone-2", "leaf-1")
    built = packs(folder, "build", "leaves")
    assert built.exit_code == 1 and "'leaf-1' is already used" in built.output


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("packs/leaves.yaml", "leaf-1", "leaf-9"),
        ("packs/leaves.yaml", "leaf-1", "leafs-1"),
        ("questions/leaves.yaml", "key: true", "key: perhaps"),
        ("questions/leaves.yaml", "- {id: leaf-1", "- {id: [leaf-1"),
        ("questions/leaves.yaml", "key: true}", "key: true, not_with: [stone-9]}"),
        ("packs/leaves.yaml", "title: Leaves", "titel: Leaves"),
    ],
)
def test_what_is_wrong_is_said_as_ever(folder, monkeypatch, name, old, new):
    """Where a pack is stopped, the words are those of a reading of everything."""
    edit(folder, name, old, new)
    scoped = packs(folder, "build", "leaves")
    monkeypatch.setattr(project_workflow, "WORTH_LEAVING", 10_000)
    whole = packs(folder, "build", "leaves")
    assert scoped.exit_code == 1 and scoped.output == whole.output


def test_banks_that_are_used():
    """Through the pack, its selection, its summary and other banks; in every way to write an id."""
    files = {
        "packs/a.yaml": b"summaries: [topic]\nitems: [one-1]\nblueprint: {banks: [five]}",
        "packs/drawn/a.yaml": b"- two-1",
        "packs/summaries/topic.yaml": b"scripts: [{item: three-1}]",
        "packs/summaries/other.yaml": b"scripts: [{item: seven-1}]",
        "packs/b.yaml": b"items: [eight-1]",
        "questions/one.yaml": b"- id: one-1\n  not_with: [four-1]",
        "questions/two.yaml": b"- {id: 'two-1'}",
        "questions/three.yaml": b'- "id":\n    "three-1"',
        "questions/four.yaml": b"- stem: x\n  id:   four-1",
        "questions/five.yaml": b"- id: five-1",
        "questions/six.yaml": b"- id: six-1",
        "questions/seven.yaml": b"- id: seven-1",
        "questions/eight.yaml": b"- id: eight-1",
        "questions/history/six.yaml": b"- id: six-1",
    }
    unused = {f"questions/{name}.yaml" for name in ("six", "seven", "eight")}
    assert unused_banks(files, ["a"]) == unused
    assert unused_banks(files, ["a", "b"]) == unused - {"questions/eight.yaml"}
