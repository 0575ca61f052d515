"""Builds a course again and again beside clean builds, and asks for the key of every paper there
ever was.

In: a course, a folder, a renderer.  Out: what was wrong, in words; nothing when all is well. Never
takes the program's word: papers are read from the bytes that were built, what is right from the
course.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import generator.workflows.build.build
from generator.content.model import PrintedLook
from generator.editions import store
from generator.editions.store import record_handout
from generator.storage.files import ProjectFiles
from generator.workflows.marking.correct import correct, record
from generator.workflows.project import LoadedProject, load_project
from generator.workflows.sitting import reprint
from tests.editions_e2e import history
from tests.editions_e2e.history import Course, Sheet, answered
from tests.editions_e2e.stand_in import Quick, StandIn

PAPER = re.compile(r"course-\w{4}-\w{4}-\w+(-letter)?\.pdf")  # in the standard profile
FOLLOWS = re.compile("-briefing-|-class-set")  # what nobody keeps as it was printed


@dataclass
class Witness:
    """A course under observation."""

    course: Course
    folder: Path
    renderer: Any = field(default_factory=StandIn)
    read: Callable[[bytes], Sheet] = Sheet.read
    papers: dict[str, Sheet] = field(default_factory=dict)
    expected: dict[str, dict[str, tuple[Any, Any]]] = field(
        default_factory=dict
    )  # edition → item → (view, right)
    printed: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asked: int = 0

    @property
    def project(self) -> ProjectFiles:
        return ProjectFiles.find(self.folder, Quick())

    def round(self) -> None:
        """A few things happen; a build; a look at everything."""
        chance = self.course.chance
        for _ in range(chance.randint(0, 3)):
            self.told.append(self.course.happen())
        history.write(self.course, self.folder)
        meddled = self._meddle()
        reading = self._build(self.folder)
        if chance.random() < 0.3:
            self._print()
        if chance.random() < 0.4:
            self._correct(reading)
        if meddled or chance.random() < 0.3:
            self._compare()
        some = chance.sample(sorted(self.papers), min(6, len(self.papers)))
        self.ask(some)

    def ask(self, codes: list[str] | None = None) -> None:
        """Hold the keys of papers against what was right."""
        for code in sorted(self.papers) if codes is None else codes:
            found = store.find_edition(self.project, code)
            (data,) = (
                one.data
                for one in self.renderer.render_documents(
                    reprint.key_documents(found),
                    StandIn.PROFILES["standard"],
                    StandIn.SHEETS["A4"],
                    duplex=True,
                )
            )
            key, paper = self.read(data), self.papers[code]
            for (_, stem, *_), right in self.expected[code[:9]].values():
                self.asked += 1
                if not answered(paper, key, stem, right):
                    self.wrong.append(
                        f"the key of {code} is wrong on ‘{stem}’ after {self.told[-6:]}"
                    )

    def _build(self, folder: Path) -> LoadedProject:
        project = ProjectFiles.find(folder, Quick())
        reading = load_project(project)
        (built,) = generator.workflows.build.build.build(
            project, reading, ["course"], renderer=self.renderer
        )
        assert not built.stopped, [str(problem) for problem in built.stopped]
        if folder == self.folder:
            course = self.course
            self.expected[built.code] = {
                name: (course.student_side(name), course.right(name))
                for name in course.pack["items"]
            }
            for made in built.files:
                if "/students/" in made.path and PAPER.fullmatch(made.path.rpartition("/")[2]):
                    sheet = self.read((folder / made.path).read_bytes())
                    self.papers.setdefault(sheet.code, sheet)
        self.current = built.code
        return reading

    def _print(self) -> None:
        code = self.course.chance.choice(sorted(self.expected))
        with self.project.lock():
            record_handout(
                self.project,
                store.find_edition(self.project, code).edition,
                "Year 2",
                "2026-12-07",
                30,
                PrintedLook("standard"),
            )
        self.printed.add(code)

    def _correct(self, reading: LoadedProject) -> None:
        """Today's answers for an edition of any age, by the program and by the course."""
        code = self.course.chance.choice(sorted(self.expected))
        with self.project.lock():
            found = store.find_edition(self.project, code).edition
            record(self.project, found, correct(found, reading))
        sides = {name: self.course.student_side(name) for name in self.course.items}
        known = self.expected[code]
        for name, (side, _) in known.items():
            twins = (
                [name]
                if name in sides
                else [other for other, one in sides.items() if one == side and other not in known]
            )
            if len(twins) == 1 and sides[twins[0]] == side:
                known[name] = side, self.course.right(twins[0])

    def _meddle(self) -> bool:
        """What sync software, people and bad disks do to files, clocks and manifests; whether
        anything was done.
        """
        chance = self.course.chance
        files = sorted(path for path in self.folder.glob("output/course/*/*") if path.is_file())
        what = chance.choice(
            ["", "", "", "delete", "delete", "tear", "edit", "swap", "manifest", "old", "renderer"]
        )
        if what in ("delete", "tear", "edit", "swap") and files:
            victim, other = chance.choice(files), chance.choice(files)
            data = {
                "tear": victim.read_bytes()[:50],
                "edit": victim.read_bytes() + b" ",
                "swap": other.read_bytes(),
            }
            victim.unlink() if what == "delete" else victim.write_bytes(data[what])
        elif (
            what == "manifest"
            and (manifest := self.folder / "output/course/manifest.json").exists()
        ):
            manifest.write_bytes(
                manifest.read_bytes()[: chance.randrange(400)]
            ) if chance.random() < 0.5 else manifest.unlink()
        elif what == "old":
            for path in self.folder.glob("questions/*.yaml"):
                os.utime(path, (10**9, 10**9))
        elif what == "renderer" and chance.random() < 0.3:
            self.renderer.name = f"stand-in {chance.randint(1, 3)}"
        return bool(what)

    def _compare(self) -> None:
        """The files of today's edition are those of a clean build from the same content and
        records, and no own ones are left.
        """
        clean = self.folder.parent / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.folder, clean, ignore=shutil.ignore_patterns("output"))
        for mark in clean.glob("packs/editions/*/*-printed-*.json"):
            mark.unlink()
        current = self.current
        self._build(clean)
        here, there = files_of(self.folder), files_of(clean)
        frozen = current in self.printed  # printed papers stay as they were set
        for name, data in there.items():
            if self.printed and "-guide-" in name:
                continue  # it tells what was printed, which the clean folder does not know
            if here.get(name) != data and not (
                frozen and name in here and not FOLLOWS.search(name)
            ):
                self.wrong.append(f"{name} is not what a clean build makes after {self.told[-6:]}")


def files_of(folder: Path) -> dict[str, bytes]:
    """The printed files of the course."""
    kinds = (".pdf", ".txt", ".csv")
    return {
        path.name: path.read_bytes()
        for path in folder.glob("output/course/*/*.*")
        if path.suffix in kinds
    }
