"""`packs init`: a project that can be built at once."""

from __future__ import annotations

from importlib import resources

from generator.content.model import Item
from generator.loading.folders import FOLDERS
from generator.problems import ERROR, ContentError
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.authoring.first_pack import PackStart, pack_text, sections_by_type
from generator.workflows.authoring.new import PATHS, new_seed, write_with_schema
from generator.workflows.project import load_project

BANK, PACK = "water", "first-quiz"
_BANK_PATH, _PACK_PATH = PATHS["bank"].format(BANK), PATHS["pack"].format(PACK)
_IGNORED = ".gitignore"

_BANK = """\
# A bank: questions on one topic.  Change these, and write your own below in the same way.
# 'packs new item --bank water --type matching' adds an example of another type of question,
# 'packs help items' explains them all, and 'packs check' finds mistakes in what you wrote.
bank: water                   # equal to this file's name
title: Water
language: en                  # of the questions, and of the printed words: de, sr-Latn, sr-Cyrl
items:
  # The right answer is the key.  Write it out: which letter it has, A, B or C, is decided on each
  # form of the paper, and the answer key of that form says it.
  - id: water-puddle          # names the question; it stays, whatever else you change
    stem: Why does a puddle disappear on a warm, dry day?
    key: The water evaporates
    distractors:
      - The water freezes
      - The water turns into sand
      - The water flows uphill
    rationale: Warmth turns liquid water into vapour, which mixes with the air.

  # A statement to judge.  The rationale is printed in the answer key only.
  - id: water-ice
    stem: Ice floats on water.
    key: true
    rationale: Water takes up more room when it freezes, so ice is lighter than as much water.

  # A number to write.  Longer texts are written under >- and need no quotes, whatever is in them.
  - id: water-glasses
    stem: >-
      A jug holds 1.5 litres of water: how many glasses of 250 millilitres can be filled from it?
    points: 1                 # what it is worth; from 2 points on there is room for the working
    key: 6
    unit: glasses
    rationale: 1,500 millilitres divided by 250 millilitres is 6.
"""
_GITIGNORE = """\
# What 'packs build' makes can be made again at any time.
output/
# Class lists hold the names of students.
classes/
*.csv
*.xlsx
"""


_EXAMPLE = resources.files("generator.workflows.authoring") / "example"
# The files of the example with their kinds; pictures, which have no schema, have none.
EXAMPLE_FILES = {
    "pictures/switches.svg": "",
    "questions/bits.yaml": "bank",
    "packs/summaries/bits.yaml": "summary",
    "packs/bits-quiz.yaml": "pack",
}


class AlreadyAProject(Exception):
    """A folder that is no place for a new project: one sentence for people."""


@dataclass(frozen=True)
class NewProject:
    """The files that were made, and those that were there and stay as they are."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def init_project(project: ProjectFiles) -> NewProject:
    """Make a bank of three questions, a pack of them with a new seed, and a list of files that
    git leaves out.

    What a command that was stopped has begun is finished.  Raises AlreadyAProject, DiskError, and
    ContentError where the bank that is there cannot be read.
    """
    there = _files_there(project, {_BANK_PATH, _PACK_PATH})
    written = []
    with project.lock():
        project.start()
        if _BANK_PATH not in there:
            write_with_schema(project, "bank", _BANK_PATH, _BANK)
            written.append(_BANK_PATH)
        items = _items_of_bank(project)
        ignored = _write_ignored(project)  # the pack is last: with it the project is complete
        if _PACK_PATH not in there:
            sections = sections_by_type(items, "en")
            text = pack_text(PackStart(PACK, new_seed(), sections=sections, minutes=5))
            write_with_schema(project, "pack", _PACK_PATH, text)
            written.append(_PACK_PATH)
    return _new_project(written + ignored, (_BANK_PATH, _PACK_PATH, _IGNORED))


def init_example(project: ProjectFiles) -> NewProject:
    """Make the project of a small course: a bank of twelve questions with a picture, a briefing and
    a pack of both with a new seed.

    What a command that was stopped has begun is finished.  Raises AlreadyAProject, DiskError.
    """
    _files_there(project, {path for path, kind in EXAMPLE_FILES.items() if kind})
    written = []
    with project.lock():
        project.start()
        ignored = _write_ignored(project)
        for path, kind in EXAMPLE_FILES.items():
            if project.exists(path):
                continue
            data = _EXAMPLE.joinpath(*path.split("/")).read_bytes()
            if kind:
                text = data.decode("utf-8").replace("{seed}", new_seed())
                write_with_schema(project, kind, path, text)
            else:
                project.write(path, data)
            written.append(path)
    return _new_project(written + ignored, (*EXAMPLE_FILES, _IGNORED))


def _files_there(project: ProjectFiles, own: set[str]) -> set[str]:
    """The project's files that are there already, all of them `own` and not all of these.

    Raises AlreadyAProject where there are others, or nothing is left to do.
    """
    there = {path for folder in FOLDERS for path in project.names(folder)}
    if there - own or there == own:
        files = f"{len(there)} file{'s' if len(there) > 1 else ''}"
        raise AlreadyAProject(
            f"{project.root} is a project already, with {files} in packs/ and questions/; nothing "
            "was changed. 'packs new' adds to it, 'packs list' shows what it has"
        )
    return there


def _items_of_bank(project: ProjectFiles) -> tuple[Item, ...]:
    """The items of the bank, which its author may have changed since.  Raises ContentError."""
    loaded = load_project(project)
    bank = loaded.content.banks.get(BANK)
    if bank is None or not bank.items:
        raise ContentError(problem for problem in loaded.problems if problem.severity == ERROR)
    return bank.items


def _write_ignored(project: ProjectFiles) -> list[str]:
    """Write the list of files that git leaves out where there is none; its path, where written."""
    if project.exists(_IGNORED):
        return []
    project.write(_IGNORED, _GITIGNORE.encode())
    return [_IGNORED]


def _new_project(written: list[str], all_paths: tuple[str, ...]) -> NewProject:
    return NewProject(tuple(written), tuple(path for path in all_paths if path not in written))
