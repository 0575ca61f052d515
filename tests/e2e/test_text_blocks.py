"""A specimen pack with every block in every place: on paper, in plain text, in records and in what
commands say of them.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.e2e import making
from tests.e2e.test_pdfua import compared, documents, faults, proof_words, said_words
from tests.typeset.pdf_structure import extracted

SPECIMEN = Path(__file__).parents[1] / "specimen"
# What is printed on the student's paper as typed, though it looks like markup or is indented.
SHOWN = (
    "Between ~8 and ~12?",
    "2^10 or 10^2",
    "~/docs or ~/music",
    "raises 2 * 3",
    "Spiders have 2^3 - 3 legs",
    "The set {1, 2} has",
)


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen, built."""
    folder = Path(shutil.copytree(SPECIMEN, tmp_path_factory.mktemp("specimen") / "project"))
    making.build(folder)
    return folder


def pdfs(folder: Path, pack: str) -> list[Path]:
    """All PDFs of a pack."""
    return sorted((folder / "output" / pack).rglob("*.pdf"))


@pytest.mark.parametrize("pack", ["a4", "letter", "media-a4", "media-letter"])
def test_every_file_is_valid_in_every_profile(specimen, tmp_path, pack):
    """Paper, answer sheet, briefing, key and guide in all profiles on both sizes: PDF/UA-1."""
    names = " ".join(path.name for path in pdfs(specimen, pack))
    for profile in ("clear-print", "large-print", "dyslexia"):
        assert profile in names
    for path in pdfs(specimen, pack):
        assert faults(path.read_bytes(), tmp_path) == {}, path.name


def test_a_screen_reader_says_the_text_proof(specimen):
    """The structure tree of papers and briefing has the words of their proofs, in order."""
    proofs = documents(specimen, "a4")
    read = 0
    for path in pdfs(specimen, "a4"):
        if any(profile in path.name for profile in ("print", "dyslexia")):
            continue
        texts = [text for mark, text in proofs.items() if mark in path.name]
        if path.parent.name != "students":
            continue
        (text,) = texts
        text = re.sub(r"(?m)^( *(?:(?:\S+ )?[-•] )?)> ?", r"\1", text)  # quotations are tags
        said, points = compared(said_words(path.read_bytes()))
        written, their_points = compared(proof_words(text))
        assert [word for word in said if word != "-"] == written, path.name
        assert points == their_points
        read += 1
    assert read == 3


@pytest.mark.parametrize("sign", SHOWN)
def test_signs_are_on_every_paper(specimen, sign):
    """What is no markup is on the page and in the plain text, as typed."""
    students = specimen / "output/a4/students"
    for path in students.glob("*-A*.pdf"):
        text = " ".join(" ".join(extracted(path.read_bytes())).split())
        assert sign in text or sign.replace(" - ", " -") in text.replace("- ", "-"), path.name
    (plain,) = students.glob("*-A-plain-text.txt")
    assert sign in " ".join(plain.read_text(encoding="utf-8").split())


def test_code_keeps_its_lines_in_plain_text(specimen):
    """Lines and indentation of code are those that were typed."""
    (plain,) = (specimen / "output/a4/students").glob("*-A-plain-text.txt")
    text = plain.read_text(encoding="utf-8")
    assert "total = 0\nfor i in range(3):\n    total = total + i  # a rather long" in text
    assert "while x < 3:\n    x += 1\n" in text and "Roses are red,\n" in text


def test_records_spell_texts_out_and_print_them_again(specimen, tmp_path):
    """A reprint from the record alone, without the bank, is the same byte for byte; a record of
    such texts has a schema of its own.
    """
    (record,) = (specimen / "packs/editions/a4").glob("????-????.json")
    data = json.loads(record.read_text(encoding="utf-8"))
    assert data["schema"] == 3 and '"blocks"' in record.read_text(encoding="utf-8")
    (key,) = (specimen / "packs/editions/a4").glob("*-key-*.json")
    assert json.loads(key.read_text(encoding="utf-8"))["schema"] == 3
    folder = Path(shutil.copytree(specimen, tmp_path / "again"))
    for path in folder.glob("questions/*.yaml"):
        path.unlink()
    printed = making.packs(folder, "reprint", data["code"])
    assert printed.returncode == 0, printed.stderr
    reprints = {
        path.name: path.read_bytes() for path in (folder / "output").rglob(f"*{data['code']}-A.pdf")
    }
    papers = {
        path.name: path.read_bytes()
        for path in (specimen / "output").rglob(f"*{data['code']}-A.pdf")
    }
    assert reprints and set(reprints.values()) == set(papers.values())


def test_changed_code_is_shown_and_counts_as_another_question(specimen, tmp_path):
    """A change of a sign or of a space in code is told apart by `diff` and `status`, in words that
    people can read.
    """
    folder = Path(shutil.copytree(specimen, tmp_path / "changed"))
    bank = folder / "questions/specimen.yaml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(
        text.replace("        x += 1\n", "      x += 1\n").replace("- six legs", "- 6 legs"),
        encoding="utf-8",
    )
    (code,) = [path.stem for path in (folder / "packs/editions/a4").glob("????-????.json")]
    shown = making.packs(folder, "diff", code).stdout
    assert "\x02" not in shown and "blocks" not in shown and '"' not in shown
    assert "x += 1" in shown and "6 legs" in shown
    assert (
        making.packs(
            folder, "handout", code, "--copies", "3", "--class", "A", "--date", "2024-05-06"
        ).returncode
        == 0
    )
    status = making.packs(folder, "status").stdout
    assert "wording" in status and "\x02" not in status


def test_other_answers_leave_the_students_files_alone(specimen, tmp_path):
    """Lists and code in reasons, rationales, schemes and answers are on no student's file, and a
    change of them moves none.
    """
    folder = Path(shutil.copytree(SPECIMEN, tmp_path / "other"))
    bank = folder / "questions/specimen.yaml"
    text = bank.read_text(encoding="utf-8")
    for old, new in (
        ("- It prints once.", "- Quite otherwise.\n\n      > Said so."),
        ("    1. 0 + 0\n", "    1. a + b\n"),
        ("    And it scans.", "    ```\n    scans\n    ```"),
        ("{return | exit}", "{leave | `quit`}"),
        ("{blank}", "{*gap*}"),
        ("      - colour\n", "      - hue\n        - or tone\n"),
        ("    > false", "    | a |\n    |---|\n    | b |"),
    ):
        assert old in text
        text = text.replace(old, new)
    bank.write_text(text, encoding="utf-8")
    making.build(folder)

    def students(project: Path) -> dict[str, bytes]:
        return {
            path.relative_to(project).as_posix(): path.read_bytes()
            for path in (project / "output").rglob("*")
            if "students" in path.parts and path.is_file() and "briefing" not in path.name
        }

    assert students(folder) == students(specimen) and len(students(specimen)) > 10
    keys = [" ".join(extracted(path.read_bytes())) for path in folder.rglob("*-KEY-*.pdf")]
    assert any("otherwise" in text for text in keys)
