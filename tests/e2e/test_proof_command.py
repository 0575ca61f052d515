"""`packs proof`: which files it copies, where it puts them, and what it says of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.e2e import making
from tests.test_copier import page_with, rule


def run(folder: Path, *arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), "proof", *arguments])


def proofs(folder: Path, pack: str = "short") -> list[str]:
    """The names of the proofs of a pack's files."""
    return sorted(path.name for path in folder.glob(f"output/{pack}/proof/*"))


def test_a_packs_files_are_copied_into_a_folder_of_their_own(built_small):
    """Each PDF for students and teacher has a proof with as many pages under its own name, so that
    KEY is in the name of what shows a key; no other file changes, and `verify` has no objection.
    """
    before = making.files(built_small, "output")
    result = run(built_small, "short")
    assert result.exit_code in (0, 1), result.output
    sources = [
        path
        for side in ("students", "teacher")
        for path in sorted((built_small / f"output/short/{side}").glob("*.pdf"))
    ]
    assert proofs(built_small) == sorted(f"{path.stem}-proof.pdf" for path in sources)
    for path in sources:
        proof = built_small / f"output/short/proof/{path.stem}-proof.pdf"
        pages = pypdf.PdfReader(proof).pages
        assert len(pages) == len(pypdf.PdfReader(path).pages)
        assert all(page.extract_text() == "" for page in pages)
    after = making.files(built_small, "output")
    assert {path: after[path] for path in before} == before
    verified = CliRunner().invoke(main, ["-C", str(built_small), "verify", "--leaks"])
    assert verified.exit_code == 0, verified.output


def test_students_papers_lose_nothing(built_small):
    """All marks of both forms' papers are on the copy: the command says nothing and exits with 0."""
    for form in "AB":
        result = run(built_small, f"quiz-{form}")
        assert (result.exit_code, result.stderr.count("lost")) == (0, 0), result.output
        assert all(f"-{form}-proof.pdf" in line for line in result.stdout.splitlines())
    assert len(proofs(built_small, "quiz")) == 2, "nothing but the papers of the forms"


def test_what_is_lost_is_named_by_page_and_ends_with_1(small, tmp_path):
    """A page whose rule is too light is named on standard error with its place; --output json has
    every place. The same page with a black rule is praised by silence.
    """
    light, black = tmp_path / "light.pdf", tmp_path / "black.pdf"
    light.write_bytes(page_with(lambda canvas: rule(canvas, 100, 0.25, 0.8)))
    black.write_bytes(page_with(lambda canvas: rule(canvas, 100, 0.5, 0.0)))
    to = tmp_path / "copies"
    result = run(small, str(light), str(black), "--to", str(to))
    assert result.exit_code == 1
    assert "light.pdf: page 1: 1 thin or light mark is lost" in result.stderr
    assert "black.pdf: page" not in result.stderr
    assert sorted(path.name for path in to.iterdir()) == ["black-proof.pdf", "light-proof.pdf"]
    told = json.loads(run(small, str(light), "--to", str(to), "--output", "json").stdout)
    assert [mark["page"] for mark in told[0]["lost"]] == [1]
    assert run(small, str(black), "--to", str(to)).exit_code == 0


def test_a_file_with_students_names_has_no_second_copy(built_small):
    """Names are in the named class set alone, so it is refused, and the papers are pointed to."""
    (built_small / "list.csv").write_text("name\nZdravka\nÖrn\n", encoding="utf-8")
    listed = CliRunner().invoke(
        main,
        ["-C", str(built_small), "class-set", "short", "--list", str(built_small / "list.csv")],
    )
    assert listed.exit_code == 0, listed.output
    (named,) = built_small.glob("output/short/print/*named*.pdf")
    result = run(built_small, str(named))
    assert result.exit_code == 1 and "packs proof short" in result.stderr, result.output
    run(built_small, "short")
    assert not any("named" in name for name in proofs(built_small))


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        (["nothing"], 2, "there is no pack 'nothing'"),
        (["missing.pdf"], 2, "there is no file 'missing.pdf'"),
        (["short"], 1, "packs build"),
    ],
)
def test_wrong_input_is_answered_with_a_sentence(small, arguments, exit_code, says):
    """What is not there is named with what to do; nothing is written."""
    result = run(small, *arguments)
    assert (result.exit_code, "Traceback" in result.output) == (exit_code, False)
    assert says in result.stderr
    assert not (small / "output/short/proof").exists()


def test_a_file_that_is_no_pdf_and_one_from_elsewhere(small, tmp_path):
    """The first is said to be none; the second is asked for a folder to write to."""
    text, other = tmp_path / "text.pdf", tmp_path / "other.pdf"
    text.write_bytes(b"no pages")
    other.write_bytes(page_with(lambda canvas: rule(canvas, 100, 0.5, 0.0)))
    assert "cannot be read as a PDF" in run(small, str(text)).stderr
    result = run(small, str(other))
    assert result.exit_code == 1 and "--to" in result.stderr


def test_a_file_with_too_many_pages_is_answered_with_what_to_give_instead(
    small, tmp_path, monkeypatch
):
    """A class set of hundreds of pages would fill the memory: it is refused with its number."""
    monkeypatch.setattr("generator.pictures.copier.MOST_PAGES", 0)
    long = tmp_path / "long.pdf"
    long.write_bytes(page_with(lambda canvas: rule(canvas, 100, 0.5, 0.0)))
    result = run(small, str(long), "--to", str(tmp_path))
    assert result.exit_code == 1 and "has 1 pages" in result.stderr, result.output


def test_without_the_library_it_says_what_to_install(built_small, monkeypatch):
    """One sentence in place of an import error."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    result = run(built_small, "short-A")
    assert result.exit_code == 2 and "pip install 'briefing-packs[proof]'" in result.stderr
