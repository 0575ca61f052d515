"""Why a document is made again, in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from generator import editions
from generator.content.model import PLAIN_TEXT, STANDARD
from generator.editions.arrange import Quiz
from generator.editions.quiz import AnswerKey, QuizView
from generator.editions.store import load_edition, stored_editions
from generator.page.blocks import Block, Document, Heading
from generator.page.markup import Span
from generator.storage.files import ProjectFiles
from generator.workflows.build.cache import EDITED, INTACT, MISSING, NEW, Decision
from generator.workflows.build.manifest import Manifest, part_hash
from generator.workflows.build.naming import taken_apart
from generator.workflows.build.outputs import ClassSet, DataFile, OutputFile, family_name

MOST = 3
_STATES = {
    MISSING: "its file was missing",
    EDITED: "its file had been changed",
    INTACT: "asked for",
}
LAYOUT = "the program's words or its layout of pages changed"
COPIES = "its copies, or what lies in it, changed"
COUNTED = "what it counts, or what is known of the printing, changed"


class Reasons:
    """Why each document of a pack is made again; the quiz that was built before is read from its record when it is needed."""

    def __init__(
        self,
        project: ProjectFiles,
        folder: str,
        before: Manifest,
        damaged: bool,
        renderer: str,
        quiz: Quiz | None,
        revision: str,
    ) -> None:
        self._project, self._folder, self._before, self._damaged = project, folder, before, damaged
        self._renderer, self._quiz, self._revision = renderer, quiz, revision
        self._found: dict[bool, list[str]] = {}
        self._known = [taken_apart(file.name) for file in before.files if not file.asked]

    def of(self, wanted: Sequence[OutputFile], decision: Decision) -> tuple[tuple[str, str], ...]:
        """Each document's label with its reason, "" where its file stays."""
        return tuple(
            (
                described(one),
                self._reason(one, decision.state[one.path]) if one.path in decision.todo else "",
            )
            for one in wanted
        )

    def _reason(self, one: OutputFile, state: str) -> str:
        if state in _STATES:
            return _STATES[state]
        if not self._before.files:
            return "the list of built files was damaged" if self._damaged else "not built before"
        if found := self._changed(one.document):
            return shortened(found)
        if state == NEW:
            meant = taken_apart(one.path.removeprefix(self._folder + "/"))
            alike = {known.profile for known in self._known if known.stem == meant.stem}
            if alike:
                resized = meant.profile in alike
                return (
                    "set for another paper size or for other sides"
                    if resized
                    else "not built in this profile before"
                )
            return "not built before"
        if self._before.renderer != self._renderer and one.profile != PLAIN_TEXT:
            return "the typesetter is new"
        if family_name(one.document) in ("guide", "crosswalk"):
            return COUNTED
        return COPIES if isinstance(one.document, ClassSet) else LAYOUT

    def _changed(self, doc: Document | ClassSet | DataFile) -> list[str]:
        if isinstance(doc, Document) and family_name(doc) == "briefing":
            return briefing_changes(dict(self._before.parts), parts(doc))
        if self._quiz is None or self._previous is None:
            return []
        teacher = family_name(doc) in ("key", "guide", "crosswalk")
        if teacher not in self._found:
            self._found[teacher] = quiz_changes(
                self._previous, (self._quiz.view, self._quiz.key), teacher
            )
        found, later = self._found[teacher], teacher and self._before.revision != self._revision
        return found or ["its key side was revised"] * later

    @cached_property
    def _previous(self) -> tuple[QuizView, AnswerKey] | None:
        """The quiz as it was last built, where its record can be read."""
        archive = stored_editions(self._project).get(self._before.edition)
        if archive is None or not archive.records:
            return None
        try:
            kept = load_edition(self._project, archive)
        except editions.Damaged:
            return None
        return next(
            ((kept.view, one.key) for one in kept.revisions if one.hash == self._before.revision),
            None,
        )


def described(one: OutputFile) -> str:
    """A file's document in words, with its profile where that is not the standard one."""
    return one.document.label if one.profile == STANDARD else f"{one.document.label}, {one.profile}"


def shortened(reasons: Sequence[str]) -> str:
    """The first reasons, and how many more there are."""
    shown = "; ".join(reasons[:MOST])
    return f"{shown}; and {len(reasons) - MOST} more" if len(reasons) > MOST else shown


def quiz_changes(
    before: tuple[QuizView, AnswerKey], now: tuple[QuizView, AnswerKey], teacher: bool
) -> list[str]:
    """What differs in a paper or (`teacher`) a key, item by item."""
    found = editions.differences(*before, *now)
    lines = [
        *(
            f"item {one.name} {', '.join(one.student_fields)} changed"
            for one in found.items
            if one.student_fields
        ),
        *(f"item {name} is new" for name in found.added),
        *(f"item {name} is no longer in it" for name in found.dropped),
        *(f"its {name} changed" for name in found.front),
    ]
    if found.rearranged and not lines:
        lines.append("items and options are arranged anew")
    if teacher:
        lines = [
            f"item {one.name} {', '.join(one.key_fields)} changed"
            for one in found.items
            if one.key_fields
        ] + lines
    return lines


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


def parts(doc: Document | ClassSet) -> dict[str, str]:
    """A hash for what stands under each heading of a document; equal headings share one."""
    if isinstance(doc, ClassSet):
        return {}
    found: dict[str, list[str]] = {}
    for name, block in _under(doc.blocks):
        found.setdefault(name or doc.title, []).append(repr(block))
    return {name: part_hash(shown) for name, shown in found.items()}


def _under(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    name = ""
    for block in blocks:
        if isinstance(block, Heading):
            name = _text(block.runs)
        yield name, block


def _text(runs: Sequence[Span]) -> str:
    return "".join(run.text for run in runs)
