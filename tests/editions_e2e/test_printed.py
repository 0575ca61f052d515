"""What was handed out stays as it was handed out; watching; and the two ways in which people's
files meet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import generator.workflows.build.build
from generator.cli.status import CLASSES
from generator.content.model import PrintedLook, PrintSettings
from generator.editions import impact
from generator.editions.store import find_edition, record_handout
from generator.storage.files import DiskError, ProjectFiles
from generator.workflows.build.build import BuildOptions
from generator.workflows.build.watch import changes, fingerprint
from generator.workflows.project import load_project
from generator.workflows.sitting.reprint import paper_files, write_files
from tests.e2e import making
from tests.editions_e2e import history
from tests.editions_e2e.history import Course
from tests.editions_e2e.stand_in import Quick, StandIn


def build(folder: Path, renderer: StandIn, **how: bool) -> Any:
    """Build the course."""
    project = ProjectFiles.find(folder, Quick())
    (one,) = generator.workflows.build.build.build(
        project, load_project(project), ["course"], BuildOptions(**how), renderer=renderer
    )
    return one


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Course, StandIn, str]:
    """A course built once; its folder, model, typesetter and code."""
    begun, renderer = Course.begun(21), StandIn()
    history.write(begun, tmp_path)
    return tmp_path, begun, renderer, build(tmp_path, renderer).code


def files(folder: Path) -> dict[str, bytes]:
    """The printed files by their names."""
    return {path.name: path.read_bytes() for path in folder.glob("output/course/*/*.pdf")}


def test_what_was_printed_stays_under_a_new_typesetter(course):
    """Papers and keys of a printed edition keep their bytes, also with --force; lost ones come
    back; all else is made anew.

    Class set and guide are for the next printing: they follow the typesetter, and go when their
    edition is no longer the pack's.
    """
    folder, begun, renderer, code = course
    first = files(folder)
    quiz = {
        name
        for name in first
        if code in name and not any(kind in name for kind in ("class-set", "guide"))
    }
    assert len(quiz) == len(first) - 3
    project = ProjectFiles.find(folder, Quick())
    with project.lock():
        record_handout(
            project,
            find_edition(project, code).edition,
            "Year 2",
            "2026-12-07",
            30,
            PrintedLook("standard"),
        )
    renderer.name = "another"
    for how in ({}, {"force": True}):
        build(folder, renderer, **how)
        now = files(folder)
        assert {name: now[name] for name in quiz} == {name: first[name] for name in quiz}
        assert all(now[name] != first[name] for name in set(first) - quiz)
    begun.do_mend_a_stem()
    history.write(begun, folder)
    assert build(folder, renderer).code != code
    assert quiz < set(files(folder)) and f"course-{code}-class-set.pdf" not in files(folder)
    lost = min(quiz)
    next(folder.glob(f"output/course/*/{lost}")).unlink()
    built = build(folder, renderer)
    (made,) = [label for label, why in built.reasons if why]
    assert made.endswith(f"A of {code}, which was printed")
    now = files(folder)
    assert {name: now[name] for name in quiz - {lost}} == {
        name: first[name] for name in quiz - {lost}
    } and lost in now
    assert build(folder, renderer).up_to_date


def test_an_older_printed_edition_keeps_its_profiles(course):
    """What it was made in comes back when lost, in every profile, sheets and texts too; what it
    never was is not made.
    """
    folder, begun, renderer, _ = course
    begun.pack.update(profiles=["large-print", "plain-text"], answer_sheet=True)
    history.write(begun, folder)
    code = build(folder, renderer).code
    project = ProjectFiles.find(folder, Quick())
    with project.lock():
        record_handout(
            project,
            find_edition(project, code).edition,
            "Year 2",
            "2026-12-07",
            30,
            PrintedLook("standard"),
        )
    first = printed(folder, code)
    begun.do_mend_a_stem()
    begun.pack.update(profiles=["dyslexia"], answer_sheet=False, paper="Letter")
    history.write(begun, folder)
    assert build(folder, renderer).code != code
    assert printed(folder, code) == {
        name: data
        for name, data in first.items()
        if not any(kind in name for kind in ("class-set", "guide", "crosswalk"))
    }
    lost = {
        f"course-{code}-A{end}"
        for end in (".pdf", "-large-print.pdf", "-plain-text.txt", "-answer-sheet-large-print.pdf")
    }
    for name in lost:
        (folder / "output/course/students" / name).unlink()
    built = build(folder, renderer)
    assert {label for label, why in built.reasons if why} == {
        f"{label} of {code}, which was printed"
        for label in (
            "paper A",
            "paper A, large-print",
            "paper A, plain-text",
            "answer-sheet A, large-print",
        )
    }
    now = printed(folder, code)
    assert set(now) - set(first) == {
        f"course-{code}-A{end}"
        for end in (
            "-letter.pdf",
            "-letter-large-print.pdf",
            "-answer-sheet-letter-large-print.pdf",
        )
    }
    assert f"course-{code}-A-plain-text.txt" in now and not any("dyslexia" in name for name in now)
    assert build(folder, renderer).up_to_date


def printed(folder: Path, code: str) -> dict[str, bytes]:
    """All files of an edition, by their names."""
    return {
        path.name: path.read_bytes() for path in folder.glob(f"output/course/*/course-{code}-*")
    }


def test_without_a_mark_all_follows_the_typesetter(course):
    """The control of the test above: unprinted papers are set anew by a new typesetter."""
    folder, _, renderer, _ = course
    first = files(folder)
    renderer.name = "another"
    build(folder, renderer)
    now = files(folder)
    assert set(now) == set(first) and not any(now[name] == first[name] for name in first)


def test_a_file_asked_for_stays_and_never_takes_a_built_ones_place(course):
    """A reprint in another size stays over builds; of a file that is there as built, not a byte
    changes.
    """
    folder, begun, renderer, code = course
    project = ProjectFiles.find(folder, Quick())
    before = files(folder)
    found = find_edition(project, f"{code}-A")
    renderer.name = "another"
    same = write_files(
        project, "course", *paper_files(found, PrintSettings()), PrintSettings(), renderer
    )
    assert files(folder) == before and same[0].rpartition("/")[2] in before
    letter = PrintSettings(paper="Letter")
    (path,) = write_files(project, "course", *paper_files(found, letter), letter, renderer)
    begun.do_mend_a_stem()
    history.write(begun, folder)
    build(folder, renderer)
    assert (folder / path).exists() and not [
        name for name in before if code in name and name in files(folder)
    ]


def test_two_peoples_revisions_meet(course):
    """Two revisions made apart lie side by side after a merge: `key` asks which, the next build
    replaces both.
    """
    folder, begun, renderer, code = course
    reasons = next(item for item in begun.items.values() if item["type"] == "single")
    mine = reasons["rationale"]
    kept = {}
    for reason in ("One said so.", "The other said so."):
        reasons["rationale"] = reason
        history.write(begun, folder)
        assert build(folder, renderer).revision == 2
        for path in folder.glob("packs/editions/course/*-key-*.json"):
            kept[path] = path.read_bytes()
        newest = [path for path in kept if b'"number": 2' in kept[path]]
        for path in newest:
            path.unlink(missing_ok=True)
    for path, data in kept.items():
        path.write_bytes(data)
    project = ProjectFiles.find(folder, Quick())
    with pytest.raises(ValueError, match="2 revisions with the number 2"):
        find_edition(project, code)
    assert find_edition(project, code, newest[0].stem[-16:][:8]).edition.number == 2
    reasons["rationale"] = mine
    history.write(begun, folder)
    assert build(folder, renderer).revision == 3
    found = find_edition(project, code)
    note = found.edition.note
    assert (note.replaces, note.answers, len(note.reasons)) == ((2,), (), 1)


# ---------------------------------------------------------------- watching
def test_watching_waits_for_files_to_rest(tmp_path):
    """A change is told once it has come to rest, a half-saved state on the way never; nothing is
    told of what did not change.
    """
    begun = Course.begun(2)
    history.write(begun, tmp_path)
    bank = tmp_path / "questions/course.yaml"
    whole = bank.read_bytes()
    project = ProjectFiles.find(tmp_path, Quick())
    saves = iter(
        [
            lambda: bank.write_bytes(whole[:100]),
            lambda: None,
            lambda: bank.touch(),
            lambda: bank.unlink(),
        ]
    )
    rests = iter(
        [
            lambda: bank.write_bytes(whole + b"# more\n"),
            lambda: None,
            lambda: bank.write_bytes(whole),
            lambda: None,
        ]
    )

    def wait() -> bool:
        step = next(saves, None)
        if step:
            step()
        return step is not None

    told = list(changes(project, wait, lambda: next(rests)()))
    start = fingerprint(project)
    assert told[0] == told[2] == start and len(told) == 3 and told[1] != start


def test_watching_survives_what_cannot_be_read(tmp_path, monkeypatch):
    """A file that is there and cannot be read counts as another content, not as the end."""
    history.write(Course.begun(2), tmp_path)
    project = ProjectFiles.find(tmp_path, Quick())
    before = fingerprint(project)
    monkeypatch.setattr(
        ProjectFiles, "read", lambda *arguments: (_ for _ in ()).throw(DiskError("gone"))
    )
    assert fingerprint(project) != before


def test_the_command_offers_the_classes_of_impact():
    """`status --fail-on` offers every class of impact and no other, though the command does not load
    the editions.
    """
    assert CLASSES == impact.CLASSES


def test_a_corrected_key_says_what_is_left_to_do(tmp_path):
    """`packs status` says of a wrong key what to type, and once it is corrected which revision to
    mark with; what changed beside it keeps its own advice.
    """
    bank = (
        "bank: leaves\nitems:\n  - {{id: leaf-1, stem: 'Which gas?', key: {}, distractors: [{}]}}\n"
    )
    for path, text in (
        ("questions/leaves.yaml", bank.format("oxygen", "{text: CO2, why: It is heavy.}")),
        (
            "packs/leaves.yaml",
            "pack: leaves\ntitle: Leaves\nseed: 4d80f8d7f0edda32c26e0b9058d1e5e9\n"
            "quiz: {sections: [{title: One, items: [leaf-1]}]}\n",
        ),
    ):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, encoding="utf-8")
    making.build(tmp_path)
    (record,) = tmp_path.glob("packs/editions/leaves/????-????.json")
    handed = ("--class", "7b", "--date", "2026-11-30", "--copies", "3")
    assert making.packs(tmp_path, "handout", record.stem, *handed).returncode == 0
    corrected = bank.format("CO2", "{text: oxygen, why: It is light.}")
    (tmp_path / "questions/leaves.yaml").write_text(corrected, encoding="utf-8")

    def advice() -> dict[str, str]:
        lines = making.packs(tmp_path, "status").stdout.splitlines()
        return {
            line.split()[0]: below.strip()
            for line, below in zip(lines, lines[1:], strict=False)
            if "leaf-1" in line
        }

    before = advice()
    assert before["answer"].startswith(f"withdraw the key: 'packs correct {record.stem}'")
    assert making.packs(tmp_path, "correct", record.stem).returncode == 0
    after = advice()
    assert after["answer"].startswith("mark it again with revision 2 on all copies")
    assert after["cosmetic"] == before["cosmetic"] == "nothing to do"
