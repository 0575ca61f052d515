"""Projects built: in this process or as a command, and what came of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from click.testing import CliRunner

import generator.workflows.build.build
from generator.cli import main
from generator.editions.store import find_edition
from generator.render.pdf import coverage
from generator.storage.files import ProjectFiles
from generator.workflows.build.build import BuildOptions
from generator.workflows.project import load_project

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = int(
    os.environ.get("PACKS_TEST_ROUNDS", "1")
)  # how many times as many random projects as usual
_BRIEFING = re.compile(r"^(summaries|briefing):\n([ #].*\n)+", re.MULTILINE)
PROGRAM = (sys.executable, "-c", "from generator.cli import main; main(prog_name='packs')")


def copy_starter(folder: Path, *packs: str, briefings: bool = True) -> Path:
    """The repository's content, with nothing that was built from it; or some packs only, each with
    its draw and summary; without briefings, a third of what a build takes, where none is looked at.

    All banks are there: items of one may be kept apart from items of another.
    """
    for name in ("packs", "questions"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("editions"))
    for path in [
        *folder.glob("packs/*.yaml"),
        *folder.glob("packs/drawn/*.yaml"),
        *folder.glob("packs/summaries/*.yaml"),
    ]:
        if packs and path.stem not in packs:
            path.unlink()
        elif not briefings and path.parent == folder / "packs":
            text = path.read_text(encoding="utf-8")
            without, removed = _BRIEFING.subn("", text)
            assert removed or "\nsummaries:" not in text, f"its briefing is still there: {path}"
            path.write_text(without, encoding="utf-8")
    return folder


def build(
    folder: Path, names: Sequence[str] = (), draft: bool = False
) -> list[generator.workflows.build.build.BuildResult]:
    """Build packs in this process; what stops one is a failure."""
    project = ProjectFiles.find(folder)
    reading = load_project(project, coverage())
    made = generator.workflows.build.build.build(
        project, reading, names or reading.pack_names, BuildOptions(draft=draft)
    )
    stopped = [str(problem) for one in made for problem in one.stopped]
    assert not stopped, "\n".join(stopped)
    return made


def packs(
    folder: Path,
    *arguments: str,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    program: Sequence[str] = PROGRAM,
) -> subprocess.CompletedProcess[str]:
    """Run the command in the project's folder, unless `cwd` says where; in this process, which
    takes a third of the time, unless it is given an environment or is another program.
    """
    if env is None and program is PROGRAM:
        return _in_this_process(cwd or folder, arguments)
    return subprocess.run(
        [*program, *arguments],
        cwd=cwd or folder,
        env={**os.environ, **(env or {})},
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=120,
        check=False,
    )


def _in_this_process(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        ran = CliRunner().invoke(main, arguments, prog_name="packs")
    finally:
        os.chdir(before)
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return subprocess.CompletedProcess([*arguments], ran.exit_code, ran.stdout, ran.stderr)


def files(folder: Path, *under: str) -> dict[str, bytes]:
    """All files below some folders of a project, by path; the lock is none."""
    found = {}
    for top in under:
        for path in sorted((folder / top).rglob("*")):
            if path.is_file() and path.name != ".lock":
                found[str(path.relative_to(folder).as_posix())] = path.read_bytes()
    return found


def built(folder: Path) -> dict[str, bytes]:
    """Everything a build writes: printed files, manifests, records."""
    return files(folder, "output", "packs/editions")


def students(folder: Path) -> dict[str, bytes]:
    """The files that students get, and the class sets that their papers are printed from."""
    return {
        path: data
        for path, data in files(folder, "output").items()
        if "/students/" in path or "/print/" in path
    }


def papers(folder: Path, pack: str = "*") -> list[Path]:
    """The papers of a pack, or of all."""
    return [
        path
        for path in sorted(folder.glob(f"output/{pack}/students/*.pdf"))
        if "-briefing-" not in path.name and "-answer-sheet" not in path.name
    ]


def teachers(paper: Path, kind: str, revision: int = 1) -> Path:
    """The key on a page ("page") or the full key ("full") that belongs to a paper, by its name."""
    stem, *size = paper.stem.split("-letter")
    size = ["-letter" + part for part in size]
    stem, *sides = stem.split("-simplex")
    name = f"{stem.rpartition('-')[0]}-{kind}-KEY-r{revision}"
    ending = "".join([*size, *("-simplex" + part for part in sides)])
    return paper.parent.parent / "teacher" / f"{name}{ending}.pdf"


def key_of(paper: Path, revision: int = 1) -> bytes:
    """The key of a paper's form alone, as `packs key CODE --output pdf` would write it."""
    code, _, form = code_of(paper).rpartition("-")
    return keys_of(paper.parents[3], code, revision)[form]


def code_of(paper: Path) -> str:
    """The code of a paper with its form, by the file's name."""
    stem = paper.stem.split("-letter")[0].split("-simplex")[0]
    return "-".join(stem.split("-")[-3:])


def keys_of(folder: Path, code: str, revision: int = 1) -> dict[str, bytes]:
    """The keys of all forms of an edition, by form."""
    from generator.content.model import PrintSettings
    from generator.render import pdf
    from generator.workflows.build.render import render_files
    from generator.workflows.sitting.reprint import key_files

    found = find_edition(ProjectFiles.find(folder), code, str(revision))
    settings = PrintSettings()
    files, _ = key_files(found, settings)
    return {file.output.form: file.data for file in render_files(pdf, files, settings)}
