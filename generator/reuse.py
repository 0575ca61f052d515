"""Which files can stay as they are: those set from exactly what would be set now, and still as they were written.

In: documents with their paths, how they are to be set, a manifest.  Out: families, and the files to make with the state of each.
Never looks at a file's time, and never trusts a file whose hash is not the recorded one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from generator.disk import Project
from generator.document import Document
from generator.manifest import Manifest, on_disk
from generator.model import PrintSettings

Wanted = tuple[str, Document, int]          # where a document goes, and how many copies of it are handed out
INTACT, MISSING, EDITED, NEW, OTHER = "intact", "missing", "edited", "new", "other"
QUIZ = ("paper", "key")
STANDARD = "standard"


class Renderer(Protocol):
    """What sets documents in type: `generator.typeset`, or a stand-in."""

    PROFILES: Any
    SHEETS: Any

    def typeset(self, documents: Sequence[Document], profile: Any, sheet: Any, *, duplex: bool) -> list[Any]:
        """A file for each document."""

    def identity(self) -> str:
        """What decides the bytes of a file besides its document."""


@dataclass(frozen=True)
class Family:
    """Documents that are set together, because they share what they are set with."""

    name: str
    wanted: tuple[Wanted, ...]
    recipe: str


def setting(renderer: Renderer, settings: PrintSettings, profile: str = STANDARD) -> tuple[Any, Any, bool]:
    """The profile, the sheet and whether it is duplex: all that a renderer is told besides the documents."""
    return renderer.PROFILES[profile], renderer.SHEETS[settings.paper], settings.sides == "duplex"


def families(wanted: Sequence[Wanted], renderer: Renderer, settings: PrintSettings) -> list[Family]:
    """Papers, keys and briefing, each with the hash of exactly what the renderer receives."""
    members: dict[str, list[Wanted]] = {}
    for one in wanted:
        members.setdefault(family_name(one[1]), []).append(one)
    return [Family(name, tuple(files), recipe([document for _, document, _ in files], renderer, settings))
            for name, files in members.items()]


def family_name(document: Document) -> str:
    """Which documents it is set with: paper, key, briefing …"""
    return document.label.split()[0]


def recipe(documents: Sequence[Document], renderer: Renderer, settings: PrintSettings) -> str:
    """The hash of what a family is set from.  Documents are frozen values, so that what they show of themselves is all of it."""
    digest = hashlib.sha256()
    for value in (renderer.identity(), setting(renderer, settings), *documents):
        shown = repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(shown))
        digest.update(shown)
    return digest.hexdigest()


@dataclass(frozen=True)
class Decision:
    """What is to be done: the state of each file, which are made (`todo`), what is set for them (`moving`), each recipe."""

    state: dict[str, str]
    todo: frozenset[str]
    moving: tuple[Wanted, ...]
    recipes: dict[str, str]


def decide(project: Project, folder: str, groups: Sequence[Family], before: Manifest, handed_out: bool, force: bool) -> Decision:
    """Which files can stay: those of an edition that was `handed_out` do whatever they were set with, if nobody changed them.

    A family is set as a whole for the sake of one file: what one of them needs, all its files hold.
    """
    state: dict[str, str] = {}
    todo: set[str] = set()
    moving: list[Wanted] = []
    for family in groups:
        kept = handed_out and family.name in QUIZ
        found = {path: _state(project, folder, path, family.recipe, before, kept) for path, _, _ in family.wanted}
        made = {path for path, one in found.items() if one != INTACT or (force and not kept)}
        moving += family.wanted if made else ()
        state.update(found)
        todo |= made
    recipes = {path: family.recipe for family in groups for path, _, _ in family.wanted}
    return Decision(state, frozenset(todo), tuple(moving), recipes)


def _state(project: Project, folder: str, path: str, recipe: str, before: Manifest, handed_out: bool) -> str:
    file = before.named.get(path.removeprefix(folder + "/"))
    if file is None:
        return NEW
    there = on_disk(project, path)
    if there != file.sha256:
        return EDITED if there else MISSING
    return INTACT if handed_out or file.recipe == recipe else OTHER
