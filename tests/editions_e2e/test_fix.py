"""`packs check --fix`: what is certain is written, what is not stays, and no printed paper changes."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.content.nodes import Node
from generator.editions.arrange import arrange
from generator.loading.yaml import mends
from generator.storage.files import DiskError, ProjectFiles
from generator.workflows.authoring import fix
from generator.workflows.build.unchanged import KEPT
from generator.workflows.project import load_project
from tests.e2e import making
from tests.editions_e2e.failing import WAYS, Failing, Killed

BANK = """\
# My bank: a first one
bank: cells
items:
  # one of three
  - stem: Which of these: a or b?   
    key: the nucleus   # yes
    distractors: [the wall, the sap]

    stem: What holds the sap?
    key: the vacuole
    distractors:
      - the plastid: in plants, not in animals
      - the wall
  - {stem: Cells divide., key: true}
  - id: kept
    stem: Do cells divide? Say why.
    points: 1
    scheme: [{credit: yes, points: 1}]
"""  # noqa: W291
FIXED = """\
# My bank: a first one
bank: cells
items:
  # one of three
  - id: which-of-these-a-or
    stem: "Which of these: a or b?"   
    key: the nucleus   # yes
    distractors: [the wall, the sap]

  - id: what-holds-the-sap
    stem: What holds the sap?
    key: the vacuole
    distractors:
      - "the plastid: in plants, not in animals"
      - the wall
  - {id: cells-divide, stem: Cells divide., key: true}
  - id: kept
    stem: Do cells divide? Say why.
    points: 1
    scheme: [{credit: yes, points: 1}]
"""  # noqa: W291
PACK = """\
pack: week-1
title: Week 1
quiz:   # short
  sections:
    - {title: All, items: [which-of-these-a-or, what-holds-the-sap, cells-divide, kept]}
"""
SEED = "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21"
FILES = {"questions/cells.yaml": BANK, "packs/week-1.yml": PACK}


def project(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A project with some files."""
    for path, data in (FILES if files is None else files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    for name in ("packs", "questions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return folder


def run(folder: Path, *arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")


def contents(folder: Path) -> dict[str, bytes]:
    """What authors have, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for top in ("packs", "questions")
        for path in sorted((folder / top).rglob("*"))
        if path.is_file()
    }


# ---------------------------------------------------------------- what is written
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_is_certain_is_written_and_nothing_else(tmp_path, mark, ending):
    """Quotes, a hyphen, ids, a seed and a file's name are mended in one run; comments, spaces, line
    endings and byte order mark stay; afterwards the pack can be built, and a second run does
    nothing.
    """
    files = {path: (mark + text).replace("\n", ending) for path, text in FILES.items()}
    folder = project(tmp_path, files)
    shown = run(folder, "check", "--fix", "--dry-run")
    assert "2 files would be changed" in shown.stdout and shown.exit_code == 1
    assert contents(folder) == {path: text.encode() for path, text in files.items()}
    said = run(folder, "check", "--fix")
    assert said.exit_code == 0 and "2 files changed" in said.stdout, said.output
    after = contents(folder)
    assert list(after) == ["packs/week-1.yaml", "questions/cells.yaml"]
    assert after["questions/cells.yaml"].decode() == (mark + FIXED).replace("\n", ending)
    pack = after["packs/week-1.yaml"].decode()
    seed = re.search("seed: ([0-9a-f]{32})", pack)[0]
    assert pack.replace(f"{seed}{ending}", "") == files["packs/week-1.yml"]
    assert run(folder, "build").exit_code == 0
    again = run(folder, "check", "--fix")
    assert "nothing to fix for certain" in again.stdout and contents(folder) == {
        **contents(folder),
        **after,
    }


def test_every_changed_line_is_shown(tmp_path):
    """Each changed line is shown with its number, as it was and as it is."""
    said = run(project(tmp_path), "check", "--fix").stdout
    assert "packs/week-1.yml → packs/week-1.yaml" in said
    old, new = BANK.splitlines(), FIXED.splitlines()
    for number, sign, text in re.findall(
        r"^ +(\d+) ([-+]) (.*)$", said.partition("packs/")[0], re.M
    ):
        assert (old if sign == "-" else new)[int(number) - 1] == text
    gone = {line for line in old if line not in new}
    assert all(f"- {line}" in said for line in gone) and len(gone) == 3


def test_only_the_chosen_files_are_written(tmp_path):
    """With a path, other files stay, also where the same mend would be certain."""
    folder = project(tmp_path)
    run(folder, "check", "--fix", "questions")
    after = contents(folder)
    assert after["packs/week-1.yml"] == PACK.encode()
    assert after["questions/cells.yaml"] == FIXED.encode()


@pytest.mark.parametrize(
    "files",
    [
        {"questions/b.yaml": "bank: b\nitems:\n  - stem: A # b\n    key: x\n"},
        {"questions/b.yaml": "bank: b\nitems: [{stem: A, key: x: y, distractors: [z]}]\n"},
        {"questions/b.yaml": b"bank: b\nitems:\n  - stem: \xe9: x\n"},
        {"questions/b.yaml": "bank: b\nitems:\n  - stem: A: b key: x\n  - 'c\n"},
        {"packs/a.yml": "pack: a\n", "packs/a.yaml": f"pack: a\ntitle: A\nseed: {SEED}\n"},
        {"packs/a.yaml": "pack: a\ntitle: A\nseed: 12\nquiz: {sections: []}\n"},
        {"questions/b.yaml": ""},
    ],
)
def test_what_is_not_certain_stays(tmp_path, files):
    """Where a mend could be wrong, the message stays and the file too, byte for byte."""
    folder = project(tmp_path, files)
    before = contents(folder)
    said = run(folder, "check", "--fix")
    assert said.exit_code == 1 and "nothing to fix for certain" in said.stdout
    assert contents(folder) == before


def test_the_starter_content_has_nothing_to_fix(tmp_path):
    """Files that are in order are not touched, also where there are many."""
    folder = making.copy_starter(tmp_path / "starter")
    before = contents(folder)
    assert "nothing to fix for certain" in run(folder, "check", "--fix").stdout
    assert contents(folder) == before


def test_a_renamed_file_is_reported_on_under_its_new_name(tmp_path):
    """Who names a file that gets another name is told what else is wrong with it."""
    folder = project(tmp_path, {**FILES, "packs/week-1.yml": PACK.replace("title: Week 1\n", "")})
    said = run(folder, "check", "--fix", "packs/week-1.yml")
    assert "packs/week-1.yaml:1:1: error missing-field: a pack needs 'title'" in said.stderr


def test_dry_run_alone_is_refused(tmp_path):
    """An option that has no meaning alone is not ignored."""
    assert run(project(tmp_path), "check", "--dry-run").exit_code == 2


def test_programs_are_given_the_changes(tmp_path):
    """In JSON the changed lines stand beside the problems that are left."""
    import json

    said = json.loads(run(project(tmp_path), "check", "--fix", "--output", "json").stdout)
    paths = [(file["path"], file["former_path"]) for file in said["fixed"]]
    assert ("packs/week-1.yaml", "packs/week-1.yml") in paths and said["counts"]["error"] == 0
    assert {"line": 5, "text": "  - id: which-of-these-a-or", "new": True} in said["fixed"][0][
        "lines"
    ]


# ---------------------------------------------------------------- nothing that was printed changes
def test_ids_that_are_written_change_no_paper(tmp_path):
    """A pack that was built while its items went by their proposed ids has the same quiz after the
    ids are written: same code, same files, byte for byte.
    """
    bank = re.sub(
        r" +- id: \S+\n +stem|id: cells-divide, stem",
        lambda m: m[0].replace(re.search(r"id: [a-z-]+(, |\n +)", m[0])[0], ""),
        FIXED,
    )
    pack = PACK.replace("quiz:", "seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c21\nquiz:")
    folder = project(
        tmp_path,
        {
            "questions/cells.yaml": bank.replace("  - stem: Do", "  - id: kept\n    stem: Do"),
            "packs/week-1.yaml": pack,
        },
    )
    assert "id: which" not in (folder / "questions/cells.yaml").read_text("utf-8")
    assert run(folder, "build").exit_code == 0
    before = making.files(folder, "output")
    said = run(folder, "check", "--fix")
    assert "id: which-of-these-a-or" in said.stdout
    assert "1 pack up to date" in run(folder, "build").stdout
    after = making.files(folder, "output")
    del after[KEPT]  # that there was nothing to do
    assert after == before


def test_sources_are_written_unless_a_paper_would_change(tmp_path):
    """The starter banks without their `sources` line get it back, and all packs keep their quizzes;
    a bank whose line would put another source on a paper stays as it is.
    """
    folder = making.copy_starter(tmp_path / "starter")
    before = contents(folder)
    line = b"sources: [unlikely-partnership]\n"
    legacy = {path: data for path, data in before.items() if re.fullmatch(r"questions/[^/]+", path)}
    legacy = {path: data for path, data in legacy.items() if line in data}
    assert len(legacy) == 3
    for path, data in legacy.items():
        (folder / path).write_bytes(data.replace(line, b"", 1))
    legacy_content = load_project(ProjectFiles.find(folder)).content
    quizzes = {
        name: arrange(pack, legacy_content).view
        for name, pack in legacy_content.packs.items()
        if pack.sections
    }
    said = run(folder, "check", "--fix")
    assert said.stdout.count("+ sources: [unlikely-partnership]") == 3, said.stdout
    loaded = load_project(ProjectFiles.find(folder)).content
    assert {n: arrange(loaded.packs[n], loaded).view for n in quizzes} == quizzes


def test_a_change_of_a_quiz_is_not_written(tmp_path, monkeypatch):
    """Control: if a mend would give a pack another quiz, that file stays, and others are mended."""
    folder = project(tmp_path)
    run(folder, "check", "--fix")
    assert run(folder, "build").exit_code == 0
    bank = folder / "questions/cells.yaml"
    other = folder / "questions/other.yaml"
    other.write_text("bank: other\nitems:\n  - {stem: It is so., key: true}\n", encoding="utf-8")
    before = bank.read_bytes()

    def wrong(data: bytes, path: str, names: object) -> bytes:
        return data.replace(b"the vacuole", b"the chloroplast")

    monkeypatch.setattr(fix, "mended", wrong)
    said = run(folder, "check", "--fix")
    assert bank.read_bytes() == before and "1 file changed" in said.stdout, said.stdout
    assert "id: it-is-so" in other.read_text(encoding="utf-8")


def test_a_field_that_is_read_otherwise_is_not_written(tmp_path, monkeypatch):
    """Control: if what is read back is not what was meant, the file stays."""
    folder = project(tmp_path, {"questions/b.yaml": "bank: b\nitems:\n  - {stem: A, key: true}\n"})
    before = contents(folder)
    monkeypatch.setattr(fix, "edited", lambda data, edits: data.replace(b"true", b"false"))
    assert "nothing to fix" in run(folder, "check", "--fix").stdout
    assert contents(folder) == before
    node: Node | None = None
    assert mends.content_of(node) is None


# ---------------------------------------------------------------- the disk
@pytest.mark.parametrize("way", WAYS)
def test_a_fault_at_any_operation_leaves_whole_files(tmp_path, way):
    """Wherever the command dies or the disk fails, each file is the whole old one or the whole new
    one, and the next run completes.
    """
    start = project(tmp_path / "start")
    done = Path(shutil.copytree(start, tmp_path / "done"))
    fix.fix_files(ProjectFiles.find(done), lambda path: True)
    ids = contents(done)["questions/cells.yaml"]
    every = 1 if os.environ.get("PACKS_CRASH_ALL") else 4
    number, seen = WAYS.index(way) % every, 0
    while True:
        folder = Path(shutil.copytree(start, tmp_path / f"{way}-{number}"))
        disk = Failing(number, way)
        with suppress(Killed, DiskError):
            fix.fix_files(ProjectFiles.find(folder, disk), lambda path: True)
        left = contents(folder)
        whole = {"questions/cells.yaml": {BANK.encode(), ids}}
        for path, data in left.items():
            if ".tmp-" in path or path.startswith("packs/editions"):
                continue
            if path in whole:
                assert data in whole[path], (number, path)
            else:
                name = path.removesuffix(".yml").removesuffix(".yaml")
                rest = re.sub(rb"seed: [0-9a-f]{32}\n", b"", data)
                assert name == "packs/week-1" and rest == PACK.encode(), (number, path)
        assert sum(path.startswith("packs/week-1") for path in left) == 1
        fix.fix_files(ProjectFiles.find(folder), lambda path: True)
        after = contents(folder)
        assert sorted(after) == sorted(contents(done)) and after["questions/cells.yaml"] == ids
        seen += left != contents(start)
        if not disk.failed:
            break
        number += every
        shutil.rmtree(folder)
    assert number > 40 and seen > 1, "the loop looked at next to nothing"


def test_another_command_is_waited_for(tmp_path):
    """While another command writes, nothing is mended, and the answer says why."""
    folder = project(tmp_path)
    before = contents(folder)
    with ProjectFiles.find(folder).lock():
        said = run(folder, "check", "--fix")
    assert said.exit_code == 3 and "another packs command" in said.stderr
    assert contents(folder) == before
