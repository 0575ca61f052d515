"""The page for a first quiz, done as written, and the archives that a user installs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tools import build_backend, first_quiz

ROOT = Path(__file__).resolve().parents[2]


def run_page(page: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the page has typed after installing, with this program as `packs`."""
    shim = folder / "bin" / "packs"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m generator "$@"\n')
    shim.chmod(0o755)
    _, first, rest = first_quiz.script(page, Path("none.whl")).partition("packs init")
    environment = {**os.environ, "PATH": f"{shim.parent}:{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", f"set -e\n{first}{rest}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(shutil.which("sh") is None, reason="the page is for a shell")
def test_the_page_as_written_prints_a_quiz_of_ones_own(tmp_path):
    """Every line of docs/first-quiz.md works in an empty folder, and papers come out; a page with
    a mistake in it fails.
    """
    page = first_quiz.PAGE.read_text("utf-8")
    (tmp_path / "a").mkdir()
    ran = run_page(page, tmp_path / "a")
    assert ran.returncode == 0, ran.stderr
    assert len(list(tmp_path.glob("a/quizzes/output/leaves/print/*-class-set.pdf"))) == 1
    assert ran.stdout.splitlines()[-2].startswith("print output/leaves/print/")
    (tmp_path / "b").mkdir()
    assert run_page(page.replace("key: false", "key: no"), tmp_path / "b").returncode != 0


def test_the_script_types_what_the_page_shows():
    """Commands and files in the order of the page, and the wheel in place of the package's name."""
    page = first_quiz.PAGE.read_text("utf-8")
    steps = list(first_quiz.steps(page))
    assert [path for path, _ in steps if path] == ["questions/leaves.yaml"]
    commands = [text for path, text in steps if not path]
    assert commands[0].startswith("python3 -m venv") and commands[-1] == "packs build leaves"
    text = first_quiz.script(page, Path("/w/b.whl"))
    assert "pip install --quiet '/w/b.whl'" in text and first_quiz.INSTALLS not in text


def test_a_source_archive_has_the_same_bytes_each_time(tmp_path, monkeypatch):
    """Whoever packs it, whenever: entries are sorted, of one time and nobody's; every page, the
    authors' guide and the templates are in it.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    packed = []
    for number, name in enumerate(("one", "two")):
        tree = tmp_path / name
        for part in ("generator", "tools", "docs"):
            shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        for path in ROOT.glob("*.*"):
            if path.is_file():
                shutil.copy(path, tree)
        shutil.copy(ROOT / "LICENSE", tree)
        for path in tree.rglob("*"):
            os.utime(path, (number, 10**9 + number))
        code = "from tools import build_backend; build_backend.build_sdist('out')"
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=tree,
            check=True,
            capture_output=True,
            umask=0o077 if number else 0o022,
        )
        (archive,) = (tree / "out").iterdir()
        packed.append(archive.read_bytes())
    assert packed[0] == packed[1]
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {
        *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
        "generator/workflows/authoring/authoring.md",
        "generator/workflows/authoring/templates.py",
        "tools/build_backend.py",
    } <= names
    assert any(re.fullmatch(r"docs/pictures/.*\.png", name) for name in names)
    assert build_backend.build_wheel and build_backend.build_editable
