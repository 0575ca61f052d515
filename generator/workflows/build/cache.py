"""Which files can stay as they are: those set from exactly what would be set now, and still as
they were written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from generator.content.model import PLAIN_TEXT, STANDARD, PrintSettings
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Block, Document, Entries
from generator.render.accessible_text import accessible_text
from generator.render.pdf import Binding
from generator.storage.files import ProjectFiles
from generator.workflows.build.manifest import Manifest, on_disk
from generator.workflows.build.outputs import ClassSet, DataFile, OutputFile, family_name, grouped

INTACT, MISSING, EDITED, NEW, OTHER = "intact", "missing", "edited", "new", "other"
QUIZ = (
    "paper",
    "key",
    "answer-sheet",
)  # what stays as it was handed out; the class set is made for each printing

__all__ = [
    "Decision",
    "Family",
    "Renderer",
    "OutputFile",
    "decide_what_to_render",
    "families",
    "family_name",
    "setting",
    "text_of",
]


class Renderer(Protocol):
    """What makes files of documents: `generator.render.pdf`, or a stand-in."""

    PROFILES: Any
    SHEETS: Any

    def render_documents(
        self, documents: Sequence[Document], profile: Any, sheet: Any, *, duplex: bool
    ) -> list[Any]:
        """A file for each document."""

    def bind_copies(
        self, copies: Sequence[tuple[Document, Any]], sheet: Any, binding: Binding
    ) -> Any:
        """One file of all copies."""

    def identity(self) -> str:
        """What decides the bytes of a file besides its document."""


@dataclass(frozen=True)
class Family:
    """Documents that are set together in one profile, because they share what they are set with."""

    name: str
    profile: str
    wanted: tuple[OutputFile, ...]
    recipe: str


def setting(
    renderer: Renderer, settings: PrintSettings, profile: str = STANDARD
) -> tuple[Any, Any, bool]:
    """The profile, the sheet and whether it is duplex: all that a renderer is told besides the documents."""
    return renderer.PROFILES[profile], renderer.SHEETS[settings.paper], settings.sides == "duplex"


def text_of(document: Document) -> bytes:
    """A document's text edition, as a file."""
    return accessible_text(document, load_catalog(document.language)).encode()


def families(
    wanted: Sequence[OutputFile], renderer: Renderer, settings: PrintSettings
) -> list[Family]:
    """Papers, keys, briefing …, in each profile, each with the hash of exactly what the renderer receives."""
    recipes = _Recipes(renderer, settings)
    return [
        Family(name, profile, tuple(files), recipes.of(files, profile))
        for (name, profile), files in grouped(wanted).items()
    ]


class _Recipes:
    """Hashes of what families are set from.  Documents are frozen values, so that what they show of themselves is all of it."""

    def __init__(self, renderer: Renderer, settings: PrintSettings) -> None:
        self._renderer, self._settings = renderer, settings
        self._shown: dict[
            int, tuple[object, str]
        ] = {}  # by identity: what has a hash is held meanwhile

    def of(self, files: Sequence[OutputFile], profile: str) -> str:
        """The hash for a family."""
        if profile == PLAIN_TEXT:
            return _digest(
                [text_of(one.document) for one in files if isinstance(one.document, Document)]
            )
        if data := [one.document for one in files if isinstance(one.document, DataFile)]:
            return _digest(data)
        parts: list[object] = [
            self._renderer.identity(),
            setting(self._renderer, self._settings, profile),
        ]
        for one in files:
            parts += (
                self._collated(one.document)
                if isinstance(one.document, ClassSet)
                else [self._document(one.document)]
            )
        return _digest(parts)

    def _collated(self, bound: ClassSet) -> list[object]:
        looks = [
            setting(self._renderer, self._settings, profile)[0]
            for profile in sorted({look for _, look in bound.copies})
        ]
        copies = [(self._document(copy), profile) for copy, profile in bound.copies]
        return [(bound.title, bound.language, bound.blank, bound.bundle), looks, copies]

    def _document(self, document: Document) -> str:
        """Its hash.  Forms share what stands beside most of their numbers, and that is looked at once."""
        if id(document) not in self._shown:
            blocks = [self._block(block) for block in document.blocks]
            self._shown[id(document)] = document, _digest([replace(document, blocks=()), *blocks])
        return self._shown[id(document)][1]

    def _block(self, block: Block) -> str:
        if not isinstance(block, Entries):
            return _digest([block])
        entries = [(replace(entry, blocks=()), self._once(entry.blocks)) for entry in block.entries]
        return _digest([replace(block, entries=()), *entries])

    def _once(self, blocks: tuple[Block, ...]) -> str:
        if id(blocks) not in self._shown:
            self._shown[id(blocks)] = blocks, _digest(blocks)
        return self._shown[id(blocks)][1]


def _digest(values: Sequence[object]) -> str:
    digest = hashlib.sha256()
    for value in values:
        shown = repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(shown))
        digest.update(shown)
    return digest.hexdigest()


@dataclass(frozen=True)
class Decision:
    """What is to be done: the state of each file, which are made (`todo`), what is set for them (`moving`), each recipe."""

    state: dict[str, str]
    todo: frozenset[str]
    moving: tuple[OutputFile, ...]
    recipes: dict[str, str]

    def and_then(self, later: Decision) -> Decision:
        """Both in one."""
        return Decision(
            {**self.state, **later.state},
            self.todo | later.todo,
            (*self.moving, *later.moving),
            {**self.recipes, **later.recipes},
        )


def decide_what_to_render(
    project: ProjectFiles,
    folder: str,
    groups: Sequence[Family],
    before: Manifest,
    handed_out: bool,
    force: bool,
) -> Decision:
    """Which files can stay: those of an edition that was `handed_out` do whatever they were set with, if nobody changed them.

    A family is set as a whole for the sake of one file: what one of them needs, all its files hold.
    """
    state: dict[str, str] = {}
    todo: set[str] = set()
    moving: list[OutputFile] = []
    for family in groups:
        kept = handed_out and family.name in QUIZ
        found = {
            one.path: _state(project, folder, one.path, family.recipe, before, kept)
            for one in family.wanted
        }
        made = {path for path, one in found.items() if one != INTACT or (force and not kept)}
        moving += family.wanted if made else ()
        state.update(found)
        todo |= made
    recipes = {one.path: family.recipe for family in groups for one in family.wanted}
    return Decision(state, frozenset(todo), tuple(moving), recipes)


def _state(
    project: ProjectFiles, folder: str, path: str, recipe: str, before: Manifest, handed_out: bool
) -> str:
    file = before.named.get(path.removeprefix(folder + "/"))
    if file is None:
        return NEW
    there = on_disk(project, path)
    if there != file.sha256:
        return EDITED if there else MISSING
    return INTACT if handed_out or file.recipe == recipe else OTHER
