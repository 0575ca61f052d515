"""Manifest, records, key sides and marks cut or changed at every byte: a sentence, never a
traceback, never a wrong key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import generator.workflows.build.build
from generator import editions
from generator.cli import main
from generator.content.model import Layout, PrintedLook
from generator.editions import make_handout, read_handout
from generator.editions.store import find_edition, record_handout
from generator.storage.files import ProjectFiles
from generator.workflows.build.manifest import DamagedManifest, understood
from generator.workflows.marking.status import status
from generator.workflows.project import load_project
from generator.workflows.sitting.reprint import key_documents
from tests.editions_e2e import history
from tests.editions_e2e.history import Course
from tests.editions_e2e.stand_in import Quick, StandIn

STEP = 1 if os.environ.get("PACKS_CRASH_ALL") else 37
RENDERER = StandIn()
PRINTED = PrintedLook("standard", Layout(diagrams=True))  # as `build` prints
SITTING = ("--date", "2026-12-07", "--copies", "3")


def harms(data: bytes, step: int) -> Iterator[bytes]:
    """A file cut at every byte, and every byte with a bit flipped, lost or doubled."""
    for place in range(0, len(data), step):
        yield data[:place]
        yield data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]
        yield data[:place] + data[place + 1 :]
        yield data[:place] + data[place : place + 1] + data[place:]


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Any]:
    """A course built and printed; its content."""
    begun = Course.begun(3)
    history.write(begun, tmp_path)
    project = ProjectFiles.find(tmp_path, Quick())
    reading = load_project(project)
    (built,) = generator.workflows.build.build.build(
        project, reading, ["course"], renderer=RENDERER
    )
    with project.lock():
        record_handout(
            project, find_edition(project, built.code).edition, "Year 2", "2026-12-07", 30, PRINTED
        )
    generator.workflows.build.build.build(
        project, reading, ["course"], renderer=RENDERER
    )  # the guide tells of the printing
    return tmp_path, reading


def answers(project: ProjectFiles, code: str) -> Any:
    """The keys of all forms, as documents."""
    return key_documents(find_edition(project, code))


@pytest.mark.parametrize("kind", ["record", "key"])
def test_a_harmed_record_gives_a_sentence_or_the_same_key(course, kind):
    """Whatever happens to a record or key side, `key`, `build` and `status` refuse in a sentence or
    do what they did.
    """
    folder, reading = course
    project = ProjectFiles.find(folder, Quick())
    path = next(
        path
        for path in sorted((folder / "packs/editions/course").glob("*.json"))
        if "-printed-" not in path.name and ("-key-" in path.name) == (kind == "key")
    )
    code, data = path.name[:9], path.read_bytes()
    sound, refused = answers(project, code), 0
    for harmed in harms(data, STEP):
        path.write_bytes(harmed)
        try:
            assert answers(project, code) == sound
            continue
        except editions.Damaged as error:
            assert str(error).isprintable() and len(str(error)) < 200
            refused += 1
        (built,) = generator.workflows.build.build.build(
            project, reading, ["course"], renderer=RENDERER
        )
        assert [problem.rule for problem in built.stopped] == ["damaged-record"]
        assert status(project, reading)[0].troubles
    assert refused > 60
    path.write_bytes(data)
    assert answers(project, code) == sound


def test_a_harmed_manifest_is_never_believed(course):
    """Every harm to a manifest is noticed, or is none; the build after it leaves what a clean one
    does, and says so.
    """
    folder, reading = course
    path = folder / "output/course/manifest.json"
    data, noticed = path.read_bytes(), 0
    for harmed in harms(data, 1):
        try:
            assert understood(harmed) == understood(data)
        except DamagedManifest:
            noticed += 1
    assert noticed > 3 * len(data)
    files = {one: one.read_bytes() for one in folder.glob("output/course/*/*")}
    for harmed in harms(data, 5 * STEP):
        path.write_bytes(harmed)
        (built,) = generator.workflows.build.build.build(
            ProjectFiles.find(folder, Quick()), reading, ["course"], renderer=RENDERER
        )
        assert not built.stopped and (built.remarks or built.up_to_date)
        assert {
            one: one.read_bytes() for one in folder.glob("output/course/*/*")
        } == files and path.read_bytes() == data


def test_a_harmed_mark_still_marks(course):
    """A mark of a printed edition that was harmed is told by `status`, and its edition keeps its
    files.
    """
    folder, reading = course
    path = next((folder / "packs/editions/course").glob("*-printed-*.json"))
    data = path.read_bytes()
    sound = read_handout(data, path.name[:9])
    said = sound.code, "Year 2", "2026-12-07", 30, sound.revision
    assert sound == make_handout(*said, PRINTED.density, PRINTED.layout)
    assert sound.data == data
    for harmed in harms(data, 1):
        try:
            assert read_handout(harmed, sound.code) == sound
        except editions.Damaged as error:
            assert str(error).isprintable()
    path.write_bytes(data[:40])
    papers = {
        one.name
        for one in folder.glob("output/course/students/*.pdf")
        if "-briefing-" not in one.name
    }
    begun = Course.begun(3)
    next(item for item in begun.items.values() if item["type"] == "single")["stem"] = (
        "What else happened?"
    )
    history.write(begun, folder)
    project = ProjectFiles.find(folder, Quick())
    generator.workflows.build.build.build(
        project, load_project(project), ["course"], renderer=RENDERER
    )
    assert papers < {one.name for one in folder.glob("output/course/students/*.pdf")}
    told = CliRunner().invoke(main, ["-C", str(folder), "status"])
    assert told.exit_code == 1 and "mark of a printed edition cannot be used" in told.stderr


@pytest.mark.parametrize(
    "command",
    ["key", "reprint", "correct", "errata", "diff", "status", "verify", "build", "printed"],
)
def test_every_command_has_a_sentence_for_a_harmed_record(course, command):
    """No command gives a traceback or does anything when the record it needs is half there."""
    folder, _ = course
    path = next(
        path
        for path in sorted((folder / "packs/editions/course").glob("*.json"))
        if len(path.stem) == 9
    )
    path.write_bytes(path.read_bytes()[:300])
    more = {"printed": ["--copies", "3"]}.get(command, [])
    arguments = [command, *([] if command in ("status", "verify", "build") else [path.stem]), *more]
    told = CliRunner().invoke(main, ["-C", str(folder), *arguments])
    assert isinstance(told.exception, SystemExit) and told.exit_code == 1
    assert "cannot be used" in told.stderr + told.stdout


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "foreign", "gone"])
def test_a_lost_older_key_is_named_and_never_taken_for_no_change(tmp_path, harm):
    """With the key that copies were marked with lost, the key that holds today is found as before;
    `status`, `errata`, `verify` and `results` of points name its file, and none says that nothing
    changed. The control: with the file whole, `errata` lists what to mark again.
    """

    def packs(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["-C", str(tmp_path), *arguments])

    write_small_quiz(tmp_path)
    assert packs("build").exit_code == 0
    assert packs("handout", "quiz", "--class", "Y", *SITTING).exit_code == 0
    bank = tmp_path / "questions/capitals.yaml"
    bank.write_text(bank.read_text("utf-8").replace("key: true", "key: false"), "utf-8")
    assert packs("correct", "quiz").exit_code == 0
    assert "mark again" in packs("errata", "quiz").stdout
    path = next(
        path
        for path in (tmp_path / "packs/editions/quiz").glob("*-key-*.json")
        if '"replaces": []' in path.read_text("utf-8")
    )
    data = path.read_bytes()
    harmed = {
        "cut": data[: len(data) // 2],
        "flipped": data[:-40] + bytes([data[-40] ^ 1]) + data[-39:],
        "empty": b"",
        "foreign": b'{"hello": 1}',
    }
    path.write_bytes(harmed[harm]) if harm in harmed else path.unlink()
    key = packs("key", "quiz", "--short")
    assert key.exit_code == 0 and "T is true" in key.stdout
    (tmp_path / "marks.csv").write_text("number,form,1,2\n1,A,1,0\n2,A,0,1\n", "utf-8")
    marks = packs("results", "quiz", "--marks", str(tmp_path / "marks.csv"))
    assert marks.exit_code == 0 and path.name in marks.stderr
    for command in (["errata", "quiz"], ["status"], ["verify"]):
        done = packs(*command)
        assert done.exit_code == 1 and path.name in done.output, command
        assert "nothing changed" not in done.output and "has changed since" not in done.output


def test_verify_says_of_a_pack_without_a_build_that_it_has_none(tmp_path):
    """One line for it, and not one for each file that is not there; of a pack whose content has
    changed since a build, that.
    """
    write_small_quiz(tmp_path)

    def packs(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["-C", str(tmp_path), *arguments])

    done = packs("verify")
    assert done.exit_code == 1 and "1 problem\n" in done.stdout, done.output
    assert (
        "output/quiz: missing: this pack has not been built yet; 'packs build quiz'" in done.stdout
    )
    assert packs("build").exit_code == 0 and packs("verify").exit_code == 0
    pack = tmp_path / "packs/quiz.yaml"
    pack.write_text(
        re.sub("title: .*", "title: Another", pack.read_text(encoding="utf-8"), count=1)
    )
    done = packs("verify")
    assert "not been built" not in done.stdout and "content has changed since" in done.stdout


def test_a_damaged_answer_sheet_geometry_is_named(tmp_path):
    """`verify` names the file of a geometry that was harmed, and is silent of a sound one."""
    write_small_quiz(tmp_path)

    def verify() -> Any:
        return CliRunner().invoke(main, ["-C", str(tmp_path), "verify"])

    CliRunner().invoke(main, ["-C", str(tmp_path), "build"])
    assert verify().exit_code == 0
    path = next((tmp_path / "packs/editions/quiz").glob("*-sheet-*.json"))
    path.write_bytes(path.read_bytes()[:-30])
    done = verify()
    assert done.exit_code == 1 and path.name in done.output and "geometry" in done.output


def test_a_lost_answer_sheet_geometry_is_written_again(tmp_path):
    """`verify` names it, and what to type: `build --force` writes it; of a handed-out edition,
    whose sheets stay, so does a build without the sheet's PDF.  Sheet and geometry are then what
    they were, and `verify` is content.
    """
    write_small_quiz(tmp_path)

    def named() -> str:
        """What `packs verify` says of the geometry, "" where it has no problems."""
        done = CliRunner().invoke(main, ["-C", str(tmp_path), "verify"])
        (*lines, last) = done.stdout.splitlines()
        assert (done.exit_code, last.endswith("no problems")) == (
            (1, False) if lines else (0, True)
        )
        assert all(
            line.startswith(f"{geometry.relative_to(tmp_path)}: missing: ") for line in lines
        )
        return "".join(lines)

    def packs(*arguments: str) -> None:
        done = CliRunner().invoke(main, ["-C", str(tmp_path), *arguments])
        assert done.exit_code == 0, done.output

    packs("build")
    geometry = next((tmp_path / "packs/editions/quiz").glob("*-sheet-*.json"))
    sheet = next((tmp_path / "output/quiz/students").glob("*-answer-sheet.pdf"))
    before = geometry.read_bytes(), sheet.read_bytes()
    assert named() == ""
    geometry.unlink()
    assert named().endswith("; 'packs build --force' writes it again")
    packs("build", "--force")
    assert (geometry.read_bytes(), sheet.read_bytes()) == before
    packs("handout", "quiz", "--class", "Y", *SITTING)
    packs("build")  # the guide says so
    geometry.unlink()
    assert named().endswith(f"; remove {sheet.relative_to(tmp_path)} and run 'packs build'")
    sheet.unlink()
    packs("build")
    assert (geometry.read_bytes(), sheet.read_bytes()) == before
    assert named() == ""


def test_an_item_whose_picture_is_lost_is_no_changed_item(tmp_path):
    """`diff` and `status` say that such an item is not compared, and `errata` has no slip for it;
    with the picture there, nothing differs (the control).
    """

    def packs(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["-C", str(tmp_path), *arguments])

    write_small_quiz(tmp_path)
    picture, bank = tmp_path / "pictures/grey.svg", tmp_path / "questions/capitals.yaml"
    picture.parent.mkdir()
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">'
        '<rect width="90" height="60" fill="#888"/></svg>'
    )
    drawn = 'stem: "How many are drawn?\\n\\n![A grey field](pictures/grey.svg)"'
    bank.write_text(bank.read_text("utf-8").replace("stem: How many are two and two", drawn))
    assert packs("build").exit_code == 0
    packs("handout", "quiz", "--class", "Y", *SITTING)
    assert packs("diff", "quiz", "now").stdout.strip() == "nothing differs"
    picture.unlink()
    assert packs("diff", "quiz", "now").stdout == "c-2: could not be read, so it is not compared\n"
    told = packs("status")
    assert "wording" not in told.stdout and "not be compared (c-2)" in told.stderr
    slips = packs("errata", "quiz")
    assert "no other question or key has changed" in slips.stdout
    assert "c-2 could not be read" in slips.stderr


def test_a_bank_that_cannot_be_read_has_not_lost_its_items(tmp_path):
    """`correct`, `status` and `diff` say of each that it could not be read; when one is gone from a bank that can be
    read, that it is not there any more (the control).
    """

    def corrected() -> str:
        return CliRunner().invoke(main, ["-C", str(tmp_path), "correct", "quiz"]).stdout

    write_small_quiz(tmp_path)
    bank = tmp_path / "questions/capitals.yaml"
    whole = bank.read_text("utf-8")
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "build"]).exit_code == 0
    CliRunner().invoke(main, ["-C", str(tmp_path), "handout", "quiz", "--class", "Y", *SITTING])
    bank.write_text(whole.replace("stem: Lima is in Peru.", "stem: Lima: is in Peru: yes"))
    text = corrected()
    assert "c-1: it could not be read; 'packs check' shows why" in text
    assert "no such item any more" not in text
    status = CliRunner().invoke(main, ["-C", str(tmp_path), "status"])
    assert "no longer in" not in status.stdout
    assert "2 items could not be read and not be compared (c-2, c-1)" in status.stderr
    diff = CliRunner().invoke(main, ["-C", str(tmp_path), "diff", "quiz", "now"]).stdout
    assert "no longer" not in diff and "c-1: could not be read, so it is not compared" in diff
    bank.write_text("\n".join(line for line in whole.splitlines() if "c-1" not in line))
    assert "c-1: the banks have no such item any more" in corrected()


def write_small_quiz(folder: Path) -> None:
    """A project of two questions with an answer sheet."""
    for name, text in {
        "packs/quiz.yaml": "pack: quiz\ntitle: Capitals\n"
        "seed: 3f9c1be07a5248d6b1e4930f7c2ad856\nprint: {answer_sheet: true}\n"
        "quiz: {sections: [{title: All, items: [c-1, c-2]}]}\n",
        "questions/capitals.yaml": "bank: capitals\nitems:\n"
        "  - {id: c-1, type: true-false, stem: Lima is in Peru., key: true}\n"
        "  - {id: c-2, type: numeric, stem: How many are two and two, key: 4}\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
