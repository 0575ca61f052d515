"""Why a document is made again, in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from generator import editions
from generator.documents import BRIEFING, TEACHERS_COPY, Audience
from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, QuizView
from generator.editions.store import load_edition, stored_editions
from generator.page.blocks import Block, Document, Heading
from generator.page.fingerprint import fingerprint
from generator.storage.files import ProjectFiles
from generator.workflows.build.cache import Cause, FileDecision
from generator.workflows.build.manifest import Manifest, part_hash
from generator.workflows.build.outputs import ComposedFile

MOST = 3
_SENTENCES = {
    Cause.UNCHANGED: "",
    Cause.FORCED: "asked for",
    Cause.MISSING: "its file was missing",
    Cause.EDITED: "its file had been changed",
    Cause.LIST_DAMAGED: "the list of built files was damaged",
    Cause.FIRST_BUILD: "not built before",
    Cause.NEW_FILE: "not built before",
    Cause.NEW_PROFILE: "not built in this profile before",
    Cause.NEW_SIZE: "set for another paper size or for other sides",
    Cause.NEW_RENDERER: "the typesetter is new",
}
# Whatever else is so, a change of the content is the better reason.
_CONTENT_FIRST = (
    Cause.NEW_FILE,
    Cause.NEW_PROFILE,
    Cause.NEW_SIZE,
    Cause.NEW_RENDERER,
    Cause.NEW_INPUT,
)


class ContentChanges:
    """What changed in the content since the previous build; its quiz is read from the record when
    it is needed.
    """

    def __init__(self, project: ProjectFiles, previous: Manifest, edition: Edition | None) -> None:
        self._project, self._previous, self._edition = project, previous, edition
        self._known: dict[bool, list[str]] = {}

    def of(self, file: ComposedFile) -> list[str]:
        """What changed for a document."""
        if file.output.kind is BRIEFING:
            if not isinstance(file.content, Document):
                return []
            return briefing_changes(dict(self._previous.parts), heading_hashes(file.content))
        if file.output.kind is TEACHERS_COPY:
            return ["the briefing or its notes for teaching changed"]
        if self._edition is None or self._previous_quiz is None:
            return []
        with_key = file.output.kind.audience is Audience.TEACHER
        if with_key not in self._known:
            now = self._edition.view, self._edition.key
            self._known[with_key] = quiz_changes(self._previous_quiz, now, with_key)
        changes = self._known[with_key]
        if not changes and with_key and self._previous.revision != self._edition.hash:
            return ["its key side was revised"]
        return changes

    @cached_property
    def _previous_quiz(self) -> tuple[QuizView, AnswerKey] | None:
        """The quiz as it was last built, where its record can be read."""
        files = stored_editions(self._project).get(self._previous.edition)
        if files is None or not files.records:
            return None
        try:
            stored = load_edition(self._project, files)
        except editions.Damaged:
            return None
        for revision in stored.revisions:
            if revision.hash == self._previous.revision:
                return stored.view, revision.key
        return None


def explain(decision: FileDecision, changes: ContentChanges) -> str:
    """Why a file is made again, "" where it stays."""
    if decision.cause in _CONTENT_FIRST and (content := changes.of(decision.file)):
        return shortened(content)
    return _SENTENCES.get(decision.cause, decision.file.output.kind.changed_because)


def shortened(reasons: Sequence[str]) -> str:
    """The first reasons, and how many more there are."""
    shown = "; ".join(reasons[:MOST])
    return f"{shown}; and {len(reasons) - MOST} more" if len(reasons) > MOST else shown


def quiz_changes(
    before: tuple[QuizView, AnswerKey], now: tuple[QuizView, AnswerKey], with_key: bool
) -> list[str]:
    """What differs in a paper or (`with_key`) a key, item by item."""
    differences = editions.differences(*before, *now)
    lines = [
        f"item {item.name} {', '.join(item.student_fields)} changed"
        for item in differences.items
        if item.student_fields
    ]
    lines += [f"item {name} is new" for name in differences.added]
    lines += [f"item {name} is no longer in it" for name in differences.dropped]
    lines += [f"its {name} changed" for name in differences.front]
    if differences.rearranged and not lines:
        lines.append("items and options are arranged anew")
    if not with_key:
        return lines
    answers = [
        f"item {item.name} {', '.join(item.key_fields)} changed"
        for item in differences.items
        if item.key_fields
    ]
    return answers + lines


def briefing_changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs in a briefing, heading by heading."""
    if not before:
        return []
    changed = [f"‘{name}’ changed" for name in now if name in before and now[name] != before[name]]
    return [
        *changed,
        *(f"‘{name}’ is new" for name in now if name not in before),
        *(f"‘{name}’ is no longer in it" for name in before if name not in now),
    ]


def heading_hashes(document: Document) -> dict[str, str]:
    """A hash for what is printed under each heading of a document; equal headings share one."""
    blocks_under: dict[str, list[str]] = {}
    for name, block in _under(document.blocks):
        blocks_under.setdefault(name or document.title, []).append(fingerprint(block))
    return {name: part_hash(shown) for name, shown in blocks_under.items()}


def _under(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    name = ""
    for block in blocks:
        if isinstance(block, Heading):
            name = "".join(span.text for span in block.runs)
        yield name, block
