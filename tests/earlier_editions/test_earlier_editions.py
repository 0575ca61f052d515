"""Editions recorded by the first program still print and key as they did: every key, paper, class
set and strip.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from generator.cli import main

HERE = Path(__file__).parent
COMMANDS = (HERE / "commands.txt").read_text(encoding="utf-8").splitlines()


def outcome(root: Path, command: str) -> str:
    """What a command says and makes in a project that holds the recorded editions alone: texts in
    full, PDFs by hash.

    What it says on standard error is left out: sentences may be made plainer.
    """
    shutil.copytree(HERE / "packs", root / "packs")
    (root / "questions").mkdir()
    shutil.copy(HERE / "class.csv", root / "class.csv")
    before = Path.cwd()
    os.chdir(root)
    try:
        done = CliRunner().invoke(main, command.split())
    finally:
        os.chdir(before)
    shown = [
        f"exit {done.exit_code}",
        _shown(done.stdout, ".json" if "--output json" in command else ".txt"),
    ]
    for path in sorted((root / "output").rglob("*")):
        if path.is_file() and path.name != ".lock":
            shown += [
                f"=== {path.relative_to(root).as_posix()}",
                _shown(path.read_bytes(), path.suffix),
            ]
    for path in sorted((root / "packs").rglob("*.json")):
        kept = HERE / path.relative_to(root)
        assert kept.exists() and kept.read_bytes() == path.read_bytes(), f"{command} changed {path}"
    return "\n".join(shown)


def _shown(data: bytes | str, suffix: str) -> str:
    """A text in full; a PDF, or a JSON file of the length of a book, by its hash."""
    raw = data.encode() if isinstance(data, str) else data
    if suffix in (".txt", ".csv"):
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    return f"sha256 {hashlib.sha256(raw).hexdigest()}"


def expected_file(command: str) -> Path:
    """Where the outcome of a command is kept."""
    return HERE / "expected" / (command.replace(" ", "_") + ".txt")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_recorded_edition_comes_out_as_when_it_was_made(tmp_path: Path, command: str) -> None:
    """Keys of every revision, papers in every profile, class sets and strips are what the first
    program made of the records.
    """
    assert outcome(tmp_path, command) == expected_file(command).read_text(encoding="utf-8")


def test_a_changed_record_is_noticed(tmp_path: Path) -> None:
    """The control of the test above: another record gives another outcome."""
    command = "key SG5P-MKC5 --revision 1"
    assert outcome(tmp_path, command) != expected_file("key SG5P-MKC5 --revision 2").read_text(
        encoding="utf-8"
    )


def page_texts(path: Path) -> list[str]:
    """The words of every page of a PDF, as a reader that did not make it finds them."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize(
    "paper", sorted((HERE / "papers").glob("*.pdf")), ids=lambda path: path.stem
)
def test_a_reprint_reads_as_the_paper_that_was_handed_out(tmp_path: Path, paper: Path) -> None:
    """Every page of a reprint has the words of the same page of the paper that students got."""
    code, settings = re.search(
        r"([0-9A-Z]{4}-[0-9A-Z]{4}-[A-Z])(-letter-simplex)?", paper.stem
    ).groups()
    outcome(
        tmp_path,
        f"reprint {code}"
        + (" --paper Letter --sides simplex" if settings else "")
        + (" --answer-sheet" if "faehre" in paper.stem else ""),
    )
    reprints = [
        path for path in (tmp_path / "output").rglob("*.pdf") if "answer-sheet" not in path.name
    ]
    assert len(reprints) == 1
    assert page_texts(reprints[0]) == page_texts(paper)
    assert any(len(text) > 200 for text in page_texts(paper))
