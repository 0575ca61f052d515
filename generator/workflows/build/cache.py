"""Which files can stay as they are: those made from exactly what they would be made from now, and
still as they were written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from enum import Enum, auto
from operator import attrgetter

from generator.content.model import PLAIN_TEXT, PrintSettings
from generator.documents.class_set import ClassSet
from generator.documents.kind import DocumentKind
from generator.page.blocks import Block, Document, Entries, Entry
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.manifest import PreviousBuild, on_disk
from generator.workflows.build.outputs import ComposedFile, DataFile, OutputFile
from generator.workflows.build.render import Renderer, page_setting, render_groups, text_edition


class Cause(Enum):
    """Why a file is made again; what changed in the content is said by `explain`."""

    UNCHANGED = auto()
    FORCED = auto()
    MISSING = auto()
    EDITED = auto()
    LIST_DAMAGED = auto()
    FIRST_BUILD = auto()
    NEW_FILE = auto()
    NEW_PROFILE = auto()
    NEW_SIZE = auto()
    NEW_RENDERER = auto()
    NEW_INPUT = auto()


@dataclass(frozen=True)
class FileDecision:
    """A file, why it is made again, and the hash of all that it is made from."""

    file: ComposedFile
    cause: Cause
    input_hash: str

    @property
    def stays(self) -> bool:
        """Whether the file is left as it is."""
        return self.cause is Cause.UNCHANGED


@dataclass(frozen=True)
class Decision:
    """What becomes of each file, and the files that are rendered for the sake of those that are
    made again.
    """

    files: tuple[FileDecision, ...]
    to_render: tuple[ComposedFile, ...]

    @property
    def to_write(self) -> frozenset[str]:
        """The paths of the files that are made again."""
        return frozenset(each.file.path for each in self.files if not each.stays)


@dataclass(frozen=True)
class RenderGroup:
    """Files that are rendered together, because they share fonts, with the hash of exactly what the
    renderer receives.
    """

    files: tuple[ComposedFile, ...]
    input_hash: str


@dataclass(frozen=True)
class BuildCache:
    """What decides whether a file can stay: what the previous build left, and what it would be
    rendered with now.

    `handed_out`: the edition's files were handed out, so that those that stay as they were handed
    out do.
    """

    project: ProjectFiles
    previous: PreviousBuild
    renderer: Renderer
    settings: PrintSettings
    handed_out: bool = False
    force: bool = False

    def decide(self, files: Sequence[ComposedFile]) -> Decision:
        """What becomes of files. A group is rendered as a whole for the sake of one of its
        files.
        """
        decided: dict[str, FileDecision] = {}
        to_render: list[ComposedFile] = []
        for group in hashed_groups(files, self.renderer, self.settings):
            decisions = [
                FileDecision(file, self._cause(file.output, group.input_hash), group.input_hash)
                for file in group.files
            ]
            if not all(decision.stays for decision in decisions):
                to_render += group.files
            decided.update((decision.file.path, decision) for decision in decisions)
        return Decision(tuple(decided[file.path] for file in files), tuple(to_render))

    def _cause(self, file: OutputFile, input_hash: str) -> Cause:
        manifest = self.previous.manifest
        listed = manifest.named.get(file.name)
        if listed is None:
            return self._why_new(file)
        present = on_disk(self.project, file.path)
        if present != listed.sha256:
            return Cause.EDITED if present else Cause.MISSING
        if self.handed_out and file.kind.stays_as_handed_out:
            return Cause.UNCHANGED
        if listed.recipe != input_hash:
            renewed = manifest.renderer != self.renderer.identity() and file.profile != PLAIN_TEXT
            return Cause.NEW_RENDERER if renewed else Cause.NEW_INPUT
        return Cause.FORCED if self.force else Cause.UNCHANGED

    def _why_new(self, file: OutputFile) -> Cause:
        """Why a file is made that the previous build has not made."""
        if not self.previous.manifest.files:
            return Cause.LIST_DAMAGED if self.previous.damaged else Cause.FIRST_BUILD
        profiles = self.previous.profiles_of.get(file.printing_of, ())
        if not profiles:
            return Cause.NEW_FILE
        return Cause.NEW_SIZE if file.profile in profiles else Cause.NEW_PROFILE


def hashed_groups(
    files: Sequence[ComposedFile], renderer: Renderer, settings: PrintSettings
) -> list[RenderGroup]:
    """Papers, keys, briefing …, in each profile, each with the hash of what it is rendered from."""
    hashes = _InputHashes(renderer, settings)
    return [
        RenderGroup(tuple(members), hashes.of(members, kind, profile))
        for (kind, profile), members in render_groups(files).items()
    ]


class _InputHashes:
    """Hashes of what groups are rendered from.  Documents are frozen values: what they show of
    themselves is all of it.
    """

    def __init__(self, renderer: Renderer, settings: PrintSettings) -> None:
        self._renderer, self._settings = renderer, settings
        # By identity: what has a hash is held meanwhile.
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, files: Sequence[ComposedFile], kind: DocumentKind, profile: str) -> str:
        """The hash for a group."""
        documents = [file.content for file in files if isinstance(file.content, Document)]
        if profile == PLAIN_TEXT:
            return _digest([text_edition(document) for document in documents])
        if data := [file.content for file in files if isinstance(file.content, DataFile)]:
            return _digest([content.data for content in data])
        parts: list[object] = [
            self._renderer.identity(),
            page_setting(self._renderer, self._settings, kind, profile),
        ]
        for file in files:
            if isinstance(file.content, ClassSet):
                parts += self._class_set(file.content, kind)
            elif isinstance(file.content, Document):
                parts.append(self._document(file.content))
        return _digest(parts)

    def _class_set(self, bound: ClassSet, kind: DocumentKind) -> list[object]:
        looks = [
            page_setting(self._renderer, self._settings, kind, profile)[0]
            for profile in sorted({profile for _, profile in bound.copies})
        ]
        copies = [(self._document(copy), profile) for copy, profile in bound.copies]
        return [(bound.title, bound.language, bound.blank, bound.bundle), looks, copies]

    def _document(self, document: Document) -> str:
        """Its hash.  Forms share what is printed beside most of their numbers, and that is looked
        at once.
        """
        if id(document) not in self._known:
            bare = replace(document, blocks=(), forms=())
            parts = [bare, self._forms(document.forms), self._form(document.blocks)]
            self._known[id(document)] = document, _digest(parts)
        return self._known[id(document)][1]

    def _forms(self, forms: tuple[tuple[Block, ...], ...]) -> str:
        """The hash of what all forms of a quiz are set from: each breaks as the others do."""
        if id(forms) not in self._known:
            self._known[id(forms)] = forms, _digest([self._form(blocks) for blocks in forms])
        return self._known[id(forms)][1]

    def _form(self, blocks: tuple[Block, ...]) -> str:
        """The hash of a document's blocks, which are those of one form of it."""
        if id(blocks) not in self._known:
            self._known[id(blocks)] = blocks, _digest([self._block(block) for block in blocks])
        return self._known[id(blocks)][1]

    def _block(self, block: Block) -> str:
        if not isinstance(block, Entries):
            return _digest([block])
        entries = [(_beside(entry), self._blocks(entry.blocks)) for entry in block.entries]
        return _digest([replace(block, entries=()), *entries])

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        if id(blocks) not in self._known:
            self._known[id(blocks)] = blocks, _digest(blocks)
        return self._known[id(blocks)][1]


# All that an entry holds besides its blocks.
_beside = attrgetter(*(field.name for field in fields(Entry) if field.name != "blocks"))


def _digest(values: Sequence[object]) -> str:
    digest = hashlib.sha256()
    for value in values:
        shown = repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(shown))
        digest.update(shown)
    return digest.hexdigest()
