"""Every command that writes, dying, stopped by Ctrl-C or finding the disk full at any of its
operations: each file is the whole old or the whole new one, and the same command, given again, ends
as if nothing had been.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.console import DISK_ERROR, INTERRUPTED
from generator.storage import files as storage
from generator.storage.files import Operations
from generator.workflows.build.manifest import DamagedManifest, understood
from generator.workflows.build.unchanged import KEPT
from tests.editions_e2e.failing import _NAMES, INTERRUPT, Failing, Killed

KEPT_NAME = Path(KEPT).name
TRIALS = 10_000 if os.environ.get("PACKS_CRASH_ALL") else 3
BANK = """\
bank: leaves
items:
  - {id: leaf-1, type: true-false, stem: Leaves are green., key: true, points: 1}
  - {id: leaf-2, type: true-false, stem: Roots are blue., key: false, points: 1}
  - {id: leaf-3, type: numeric, stem: How many are three, key: 3, points: 1}
  - {id: leaf-4, type: single, stem: What is green, key: A leaf, distractors: [A stone, The sea], points: 1}
"""
PACK = """\
pack: leaves
title: Leaves
seed: 4d80f8d7f0edda32c26e0b9058d1e5e7
forms: 2
quiz:
  sections:
    - title: One
      blueprint: {banks: [leaves], items: 3, points: 3}
"""
WITHOUT_IDS = "bank: roots\nitems:\n  - {type: true-false, stem: Roots drink., key: true}\n"
AIKEN = "What is green?\nA. A leaf\nB. A stone\nANSWER: A\n"
MARKS = "name,number,form,1,2,3\nAda,1,A,1,0,1\nBo,2,B,1,1,0\n"
CLASS = "name,number\nAda,1\nBo,2\n"


def run(folder: Path, *arguments: str) -> Result:
    """The command in this process; a fault that nobody foresaw is raised."""
    done = CliRunner().invoke(main, ["-C", str(folder), *arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def code(folder: Path) -> str:
    """The code of the built quiz."""
    found = re.search(r"leaves-(.{9})-A", next(folder.glob("output/leaves/students/*-A.pdf")).name)
    assert found
    return found[1]


def wrong_key(folder: Path) -> None:
    """Mend a key of a printed paper."""
    bank = folder / "questions" / "leaves.yaml"
    bank.write_text(bank.read_text().replace("key: true", "key: false"))


@dataclass(frozen=True)
class Command:
    """A command that writes, and what is done before it."""

    arguments: Callable[[Path], tuple[str, ...]]
    prepare: Callable[[Path], object] = lambda folder: None


COMMANDS = {
    "draw": Command(lambda folder: ("draw", "leaves", "--turn", "2")),
    "handout": Command(
        lambda folder: (
            "handout",
            code(folder),
            "--class",
            "Year 2",
            "--date",
            "2026-12-07",
            "--copies",
            "2",
        )
    ),
    "correct": Command(lambda folder: ("correct", code(folder)), wrong_key),
    "void": Command(lambda folder: ("correct", f"{code(folder)}-A", "--void", "1", "full")),
    "errata": Command(
        lambda folder: ("errata", code(folder), "--output", "pdf"),
        lambda folder: (wrong_key(folder), run(folder, "correct", code(folder))),
    ),
    "fix": Command(
        lambda folder: ("check", "--fix"),
        lambda folder: (folder / "questions" / "roots.yaml").write_text(WITHOUT_IDS),
    ),
    "import": Command(
        lambda folder: ("import", str(folder / "more.txt"), "--bank", "more", "--format", "aiken"),
        lambda folder: (folder / "more.txt").write_text(AIKEN),
    ),
    "results": Command(
        lambda folder: (
            *("results", code(folder), "--marks", str(folder / "marks.csv")),
            *("--remember", "--date", "2026-12-07", "--report", "--slips"),
        ),
        lambda folder: (folder / "marks.csv").write_text(MARKS),
    ),
    "init": Command(lambda folder: ("init", str(folder.parent / f"new-{folder.name}"))),
    "init-example": Command(
        lambda folder: ("init", str(folder.parent / f"new-{folder.name}"), "--example")
    ),
    "class-set": Command(
        lambda folder: ("class-set", code(folder), "--list", str(folder / "class.csv")),
        lambda folder: (folder / "class.csv").write_text(CLASS),
    ),
    "marking": Command(lambda folder: ("marking", code(folder))),
    "reprint": Command(
        lambda folder: ("reprint", code(folder)),
        lambda folder: next(folder.glob("output/leaves/students/*-B.pdf")).unlink(),
    ),
    "new": Command(lambda folder: ("new", "bank", "stems")),
    "new-item": Command(lambda folder: ("new", "item", "--bank", "leaves", "--type", "single")),
    "new-pack": Command(lambda folder: ("new", "pack", "more", "--bank", "leaves")),
    "reseed": Command(lambda folder: ("reseed", "leaves")),
    "key-pdf": Command(lambda folder: ("key", f"{code(folder)}-A", "--output", "pdf")),
    "proof": Command(lambda folder: ("proof", f"{code(folder)}-A")),
    "export": Command(
        lambda folder: ("export", "leaves", "--to", "moodle", "--file", str(folder / "leaves.xml"))
    ),
    "export-word": Command(
        lambda folder: ("export", "leaves", "--to", "docx", "--file", str(folder / "leaves.docx"))
    ),
    "build": Command(lambda folder: ("build",), wrong_key),
    "build-again": Command(lambda folder: ("build",)),
}
BEGINNING = ("init", "init-example", "new", "new-item", "new-pack")
WAYS = ("kill", "full", INTERRUPT)
EXIT_CODES = {"full": DISK_ERROR, INTERRUPT: INTERRUPTED}


def begun(folder: Path) -> Path:
    """A project with a pack that was drawn and built."""
    for name, text in (("questions/leaves.yaml", BANK), ("packs/leaves.yaml", PACK)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    for command in ("draw", "build"):
        done = run(folder, command)
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a pack that was drawn and built."""
    return begun(tmp_path_factory.mktemp("start") / "project")


def files(folder: Path) -> dict[str, bytes]:
    """All files of a project and of one that was begun beside it; no lock, nothing unfinished, and
    not what a build that found nothing to do keeps.
    """
    beside = folder.parent / f"new-{folder.name}"
    return {
        f"{top.name == folder.name}/{path.relative_to(top).as_posix()}": path.read_bytes()
        for top in (folder, beside)
        for path in sorted(top.rglob("*"))
        if path.is_file() and path.name not in (".lock", KEPT_NAME) and ".tmp-" not in path.name
    }


def copied(source: Path, target: Path) -> Path:
    """A copy of a project in place of the one before."""
    for path in (target, target.parent / f"new-{target.name}"):
        shutil.rmtree(path, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def on_disk(monkeypatch: pytest.MonkeyPatch, disk: Operations) -> None:
    """From now on the program has that disk."""
    for name in _NAMES:
        monkeypatch.setattr(storage._DISK, name, getattr(disk, name), raising=False)


def masked(found: dict[str, bytes]) -> dict[str, bytes]:
    """Files without what is drawn by chance: the seed of a new pack."""
    return {path: re.sub(rb"seed: [0-9a-f]{32}", b"seed: -", data) for path, data in found.items()}


def broken(found: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The files that are neither old nor new. A manifest goes through states of its own; each is
    whole.
    """
    wrong = []
    for path, data in found.items():
        if path.endswith("manifest.json"):
            try:
                understood(data)
            except DamagedManifest:
                wrong.append(path)
        elif data not in (before.get(path), after.get(path)):
            wrong.append(path)
    return wrong


def trials(operations: int, most: int) -> Iterator[int]:
    """At which operations to fail."""
    step = max(1, operations // most)
    yield from range(step // 2, operations, step)


def left_over(folder: Path) -> list[Path]:
    """The files that something unfinished left."""
    beside = folder.parent / f"new-{folder.name}"
    return [path for top in (folder, beside) for path in top.rglob(".tmp-*")]


def fail_at_operations(
    start: Path, scratch: Path, name: str, way: str, most: int
) -> tuple[int, int]:
    """Let a command fail in a way at so many of its operations of the disk, evenly spread: how
    many were tried, and how many it has.  Raises AssertionError.
    """
    command = COMMANDS[name]
    before_folder = copied(start, scratch / "trial")
    command.prepare(before_folder)
    prepared = copied(before_folder, scratch / "prepared")
    before, arguments = masked(files(before_folder)), command.arguments(before_folder)
    with pytest.MonkeyPatch.context() as patch:
        counting = Failing(-1, way)
        on_disk(patch, counting)
        done = run(before_folder, *arguments)
    assert done.exit_code == 0, done.output
    after = masked(files(before_folder))
    assert after != before or name in ("build-again", "reseed"), "the command writes"
    tried = 0
    for at in trials(counting.done, most):
        folder = copied(prepared, scratch / "trial")
        said = None
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(at, way)
            on_disk(patch, failing)
            with suppress(Killed):
                said = run(folder, *arguments)
        if said is not None and said.exit_code:
            words = {"full": "cannot", INTERRUPT: "stopped; "}[way]
            assert said.exit_code == EXIT_CODES[way], (at, said.output)
            assert "Traceback" not in said.output and said.stderr.count(words) == 1, said.output
            # What could not be removed is swept by the next command.
            assert failing.failed == "unlink" or not left_over(folder), f"after operation {at}"
        assert broken(masked(files(folder)), before, after) == [], f"after operation {at}"
        # What a command that begins something has finished, it refuses to begin again.
        if not (name in BEGINNING and masked(files(folder)) == after):
            again = run(folder, *arguments)
            assert again.exit_code == 0, (at, again.output)
            assert not left_over(folder), f"given again after one that failed at {at}"
        assert masked(files(folder)) == after, f"given again after one that failed at {at}"
        tried += 1
    return tried, counting.done


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_dies_leaves_everything_whole(start, tmp_path, name, way):
    """Old or new, whole, at every operation; a full disk and Ctrl-C are said in one line with their
    exit codes, and leave nothing unfinished; the command given again does what it would have done.
    """
    tried, operations = fail_at_operations(start, tmp_path, name, way, TRIALS)
    assert tried >= min(3, operations)


KILLER = """
import os, signal, sys
sys.path.insert(0, sys.argv.pop(1))
at = int(sys.argv.pop(1))
from generator.storage import files
from generator.cli import main
from generator.cli.console import DISK_ERROR, INTERRUPTED
done = 0
def wrapped(operation):
    def run(*arguments, **named):
        global done
        done += 1
        if done > at:
            os.kill(os.getpid(), signal.SIGKILL)
        return operation(*arguments, **named)
    return run
for name in sys.argv.pop(1).split(","):
    setattr(files._DISK, name, wrapped(getattr(files._DISK, name)))
main(prog_name="packs")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("name", ["draw", "correct", "fix", "import", "results", "build"])
def test_a_process_that_is_killed_leaves_everything_whole(start, tmp_path, name):
    """The same with a real process that the system ends, once before its middle and once after."""
    command = COMMANDS[name]
    folder = copied(start, tmp_path / "trial")
    command.prepare(folder)
    prepared = Path(shutil.copytree(folder, tmp_path / "prepared"))
    before, arguments = files(folder), command.arguments(folder)
    with pytest.MonkeyPatch.context() as patch:
        counting = Failing()
        on_disk(patch, counting)
        run(folder, *arguments)
    after = files(folder)
    root = str(Path(__file__).resolve().parents[2])
    for at in (counting.done // 3, counting.done * 4 // 5):
        folder = copied(prepared, tmp_path / "trial")
        process = subprocess.run(
            [
                sys.executable,
                "-c",
                KILLER,
                root,
                str(at),
                ",".join(_NAMES),
                "-C",
                str(folder),
                *arguments,
            ],
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert process.returncode == -signal.SIGKILL, process.stderr.decode()
        assert broken(files(folder), before, after) == [], f"after operation {at}"
        assert run(folder, *arguments).exit_code == 0
        assert files(folder) == after


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "leaves", "--to", "moodle", "--file", "FOLDER/leaves.xml"),
        ("proof", "leaves-A", "--to", "FOLDER"),
    ],
    ids=["export", "proof"],
)
def test_what_died_outside_the_project_is_swept(start, tmp_path, arguments):
    """What a killed command left unfinished in a folder of the user's, it may hold answers, goes
    with the next one that writes there; what others have there stays.
    """
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in (".tmp-31472-0", ".tmp-notes"):
        (folder / name).write_text("half")
    assert run(start, *(word.replace("FOLDER", str(folder)) for word in arguments)).exit_code == 0
    assert [path.name for path in folder.glob(".tmp-*")] == [".tmp-notes"]
    assert len([*folder.iterdir()]) > 1


def test_a_torn_write_is_found(start, tmp_path, monkeypatch):
    """The search is not blind: a command that empties a file before it writes is caught."""

    def write(project: storage.ProjectFiles, relative: str, data: bytes) -> bool:
        path = project.root / relative
        descriptor = storage._DISK.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        storage._DISK.write(descriptor, data)
        storage._DISK.close(descriptor)
        return True

    monkeypatch.setattr(storage.ProjectFiles, "write", write)
    monkeypatch.setattr(f"{__name__}.TRIALS", 10_000)
    with pytest.raises(AssertionError, match="after operation"):
        test_a_command_that_dies_leaves_everything_whole(start, tmp_path, "reseed", "kill")
