"""A build that dies, or finds the disk full or shut, at any operation: nothing is half done, and
the next build mends all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import generator.workflows.build.build
from generator import editions
from generator.content.model import PrintedLook
from generator.editions import store
from generator.editions.store import record_handout
from generator.render.pdf import TooTall
from generator.storage.files import DiskError, ProjectFiles, Staging
from generator.workflows.build.manifest import DamagedManifest, understood
from generator.workflows.project import LoadedProject, load_project
from tests.editions_e2e import history
from tests.editions_e2e.failing import WAYS, Failing, Killed
from tests.editions_e2e.history import Course
from tests.editions_e2e.stand_in import Quick, StandIn

STEP = (
    1 if os.environ.get("PACKS_CRASH_ALL") else 31
)  # all 16 cases at every operation take some minutes
RENDERER = StandIn()


def built(folder: Path, operations: Any = None, reading: LoadedProject | None = None) -> None:
    """Build the course on a disk of that kind."""
    project = ProjectFiles(folder.resolve(), operations or Quick())
    (one,) = generator.workflows.build.build.build(
        project, reading or load_project(project), ["course"], renderer=RENDERER
    )
    assert not one.stopped, [str(problem) for problem in one.stopped]


def files(folder: Path) -> dict[str, bytes]:
    """Everything that builds write; what is left of dead ones is told by its name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for top in ("output", "packs/editions")
        for path in sorted((folder / top).rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


class Scene:
    """A project built once, changed since; what it holds, and what a build that nothing disturbs
    makes of it.
    """

    def __init__(self, folder: Path, case: str) -> None:
        self.start = folder / "start"
        course = Course.begun(5)
        history.write(course, self.start)
        if case != "first":
            built(self.start)
            project = ProjectFiles.find(self.start, Quick())
            if case == "printed":
                (code,) = {
                    name[:9]
                    for path in self.start.glob("packs/editions/course/*.json")
                    for name in [path.name]
                }
                with project.lock():
                    record_handout(
                        project,
                        store.find_edition(project, code).edition,
                        "Year 2",
                        "2026-12-07",
                        30,
                        PrintedLook("standard"),
                    )
            if case == "key":
                course.do_correct_a_key()
            else:
                course.do_mend_a_stem()
                course.pack["forms"] = 3
                course.facts["f-1"] = "Another fact."
            history.write(course, self.start)
        self.before = files(self.start)
        after = Path(shutil.copytree(self.start, folder / "after"))
        built(after)
        self.after = files(after)
        self.reading = load_project(ProjectFiles.find(self.start, Quick()))

    def whole(self, folder: Path) -> list[str]:
        """What is half done: files that are neither old nor new, papers without a key on record, a
        torn manifest.
        """
        wrong = []
        for path, data in files(folder).items():
            if "/.tmp-" in path:
                continue
            if path.endswith("manifest.json"):
                try:
                    understood(data)
                except DamagedManifest:
                    wrong.append(f"{path} is torn")
            elif data not in (self.before.get(path), self.after.get(path)):
                wrong.append(f"{path} is neither old nor new")
        project = ProjectFiles.find(folder, Quick())
        for path in folder.glob("output/course/students/*.pdf"):
            if "-briefing-" not in path.name:
                try:
                    store.find_edition(project, path.stem.removeprefix("course-")[:11])
                except (editions.UnknownCode, editions.UnknownRevision, editions.Damaged) as error:
                    wrong.append(f"{path.name} has no key: {error}")
        return wrong


def trials(scene: Scene, folder: Path, way: str, step: int) -> Iterator[tuple[int, Path]]:
    """The project after a build that failed at operation 1, 2, 3 … until one succeeds."""
    at = sum(map(ord, f"{folder.name}{way}")) % step
    while True:
        trial = Path(shutil.copytree(scene.start, folder / f"{way}-{at}"))
        disk = Failing(at, way)
        with suppress(DiskError, OSError, Killed):
            built(trial, disk, scene.reading)
        if disk.done <= at:
            return
        yield at, trial
        shutil.rmtree(trial)
        at += step


@pytest.mark.parametrize("case", ["first", "view", "key", "printed"])
@pytest.mark.parametrize("way", WAYS)
def test_a_build_that_dies_leaves_everything_whole(tmp_path, case, way):
    """At every operation: each file is the whole old or new one, no paper is without its key, the
    next build is clean.
    """
    scene = Scene(tmp_path, case)
    assert scene.before != scene.after
    tried = 0
    for at, trial in trials(scene, tmp_path, way, STEP):
        assert scene.whole(trial) == [], f"after operation {at}"
        built(trial, None, scene.reading)
        assert files(trial) == scene.after, f"the build after one that failed at {at}"
        tried += 1
    assert tried * STEP > 60 or tried >= 3


def test_two_crashes_in_a_row_leave_everything_whole(tmp_path):
    """A build that dies in mending what a dead one left is no worse."""
    scene, tried = Scene(tmp_path, "view"), 0
    for at, trial in trials(scene, tmp_path, "kill", 2 * max(STEP, 9)):
        for second in range(STEP // 2, 200, 2 * max(STEP, 9)):
            again = Path(shutil.copytree(trial, tmp_path / "again"))
            try:
                built(again, Failing(second, "kill"), scene.reading)
            except Killed:
                tried += 1
            assert scene.whole(again) == [], (at, second)
            built(again, None, scene.reading)
            assert files(again) == scene.after, (at, second)
            shutil.rmtree(again)
    assert tried >= 3


def test_a_changed_mind_after_a_crash_leaves_nothing_behind(tmp_path):
    """The build dies, the author takes the change back, and no file of either attempt is left
    over.
    """
    scene = Scene(tmp_path, "view")
    course = Course.begun(5)
    history.write(course, tmp_path / "as-it-was")
    reading = load_project(ProjectFiles.find(tmp_path / "as-it-was", Quick()))
    for _, trial in trials(scene, tmp_path, "kill", max(1, STEP // 3)):
        built(trial, None, reading)
        left = {path for path in files(trial) if path.startswith("output")}
        assert left == {path for path in scene.before if path.startswith("output")}


def test_another_build_is_refused_and_changes_nothing(tmp_path):
    """While one build holds the project's lock, another ends with a sentence; then it can."""
    scene = Scene(tmp_path, "view")
    project = ProjectFiles.find(scene.start, Quick())
    with project.lock(), pytest.raises(DiskError, match="another packs command"):
        built(scene.start)
    assert files(scene.start) == scene.before
    built(scene.start)
    assert files(scene.start) == scene.after


@pytest.mark.parametrize("case", ["first", "view"])
def test_a_build_that_cannot_print_a_key_writes_nothing(tmp_path, monkeypatch, case):
    """What was made before a file that cannot be made is gone with its folders, and nothing else
    has changed.
    """
    scene = Scene(tmp_path, case)
    before = sorted(scene.start.rglob("*"))
    rendered = StandIn.rendered_in_turn

    def fails_for_keys(
        renderer: StandIn, documents: Any, *settings: Any, **named: Any
    ) -> Iterator[Any]:
        yield from rendered(renderer, documents, *settings, **named)
        waiting = [path for path in scene.start.rglob(".tmp-*") if path.is_file()]
        if any("KEY" in document.title for document in documents) or len(waiting) > 1:
            raise TooTall("the key", "item 1")

    monkeypatch.setattr(StandIn, "rendered_in_turn", fails_for_keys)
    project = ProjectFiles(scene.start.resolve(), Quick())
    (result,) = generator.workflows.build.build.build(
        project, scene.reading, ["course"], renderer=RENDERER
    )
    assert [problem.rule for problem in result.stopped] == ["too-tall"]
    assert files(scene.start) == scene.before
    left = {path for path in scene.start.rglob("*") if path not in before}
    assert left <= {scene.start / "output", scene.start / "output" / ".lock"}


# ---------------------------------------------------------------- the tests above are not blind
def torn_publisher(project: ProjectFiles, relative: str, data: bytes) -> bool:
    """What most programs do: open the file, which empties it, and write."""
    path = project.root / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = project.operations.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for start in range(0, len(data), 512):
        project.operations.write(descriptor, data[start : start + 512])
    project.operations.close(descriptor)
    return True


def torn_place(staging: Staging, relative: str) -> None:
    """The same with a file that waits for its place."""
    data = staging._waiting.pop(relative)[0].read_bytes()
    torn_publisher(staging._project, relative, data)


@pytest.mark.parametrize("way", ["kill", "full"])
@pytest.mark.parametrize(
    ("publisher", "torn"),
    [((ProjectFiles, "write"), torn_publisher), ((Staging, "place"), torn_place)],
)
def test_a_publisher_that_empties_files_first_is_caught(
    tmp_path, monkeypatch, way, publisher, torn
):
    """The loop that finds nothing wrong above finds a publisher that truncates and then writes."""
    scene = Scene(tmp_path, "view")
    monkeypatch.setattr(*publisher, torn)
    assert any(scene.whole(trial) for _, trial in trials(scene, tmp_path, way, 3))


def test_papers_before_records_are_caught(tmp_path, monkeypatch):
    """The loop finds a publisher that writes papers before the records that hold their keys, where
    nothing is missing once it has ended.
    """
    scene = Scene(tmp_path, "first")
    write_new, place = ProjectFiles.write_new, Staging.place
    late: dict[str, bytes] = {}
    waiting: set[str] = set()

    def remember(project: ProjectFiles, relative: str, data: bytes) -> bool:
        late[relative] = data
        waiting.update(path for path in scene.after if "/students/" in path)
        return True

    def then(staging: Staging, relative: str) -> None:
        place(staging, relative)
        waiting.discard(relative)
        if not waiting:
            for name in tuple(late):
                write_new(staging._project, name, late.pop(name))

    monkeypatch.setattr(ProjectFiles, "write_new", remember)
    monkeypatch.setattr(Staging, "place", then)
    ended = Path(shutil.copytree(scene.start, tmp_path / "ended"))
    built(ended, None, scene.reading)
    assert scene.whole(ended) == []
    assert any(
        "has no key" in line
        for _, trial in trials(scene, tmp_path, "kill", 3)
        for line in scene.whole(trial)
    )
