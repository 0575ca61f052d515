"""Editions as they lie on disk: read whole or not at all, and what a build adds to them.

In: a Project, a code, a fresh quiz.  Out: views, revisions, where a revision stands, the bytes to write.
Never writes, and never takes a damaged file for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator import edition
from generator.assemble import Quiz
from generator.disk import Project
from generator.view import Standing, View, fits


@dataclass(frozen=True)
class Kept:
    """An edition on record: its view, all its revisions, and the packs in whose folders it lies."""

    code: str
    packs: tuple[str, ...]
    view: View
    revisions: tuple[edition.Revision, ...]

    @property
    def latest(self) -> edition.Revision:
        """The key side that holds today.  Raises UnknownRevision."""
        return edition.latest(self.revisions)


def archived(project: Project) -> dict[str, edition.Archived]:
    """The names of all kept files, by edition."""
    folders = project.folders(edition.FOLDER)
    return edition.editions(path for folder in folders for path in project.names(folder, (".json",)))


def keep(project: Project, found: edition.Archived) -> Kept:
    """An edition read.  Raises Damaged."""
    view = edition.thaw(project.read(found.records[0])).view
    revisions = tuple(edition.read(project.read(path), found.code) for path in found.revisions)
    if not all(fits(view, revision.key) for revision in revisions):
        raise edition.DamagedRecord(f"the key side of {found.code} does not answer its view; take both from version control")
    return Kept(found.code, found.packs, view, revisions)


def freeze(project: Project, name: str, quiz: Quiz) -> tuple[str, int, list[tuple[str, bytes]]]:
    """The edition's code, the number of its latest revision, and the records to write (the view's first).

    Raises edition.Damaged or edition.UnknownRevision when what is recorded cannot be built upon.
    """
    record = edition.freeze(quiz.view)
    kept = archived(project).get(record.code)
    for path in kept.records if kept else ():
        if edition.thaw(project.read(path)).view != record.view:
            raise edition.DamagedRecord(f"{path} is another edition with the same code; 'packs reseed {name}' gives a new one")
    known = [edition.read(project.read(path), record.code) for path in kept.revisions] if kept else []
    if kept and kept.records and not known and _handed_out(project, name, kept):
        # Today's bank would make a revision 1 that never held, for papers that are there already.
        raise edition.DamagedRecord(f"the key side of {record.code} is lost though its papers are made; take its -key- file from "
                                    "version control or a backup, or remove record and papers")
    records = [(edition.record_name(name, record.code), record.data)]
    revision = edition.revise(record.code, known, quiz.key)
    if revision is None:
        return record.code, edition.latest(known).number, records
    records.append((edition.revision_name(name, record.code, revision.hash), revision.data))
    return record.code, revision.number, records


def _handed_out(project: Project, name: str, kept: edition.Archived) -> bool:
    """Whether papers of an edition can be about: it was marked as printed, or they lie in the output."""
    papers = project.names(f"output/{name}/students", (".pdf",))
    return bool(kept.printed) or any(f"/{name}-{kept.code}-" in path for path in papers)


def revisions_with(project: Project, code: str, records: Sequence[tuple[str, bytes]]) -> list[edition.Revision]:
    """All revisions of an edition, those about to be written too.  Raises Damaged."""
    kept = archived(project).get(code)
    data = [project.read(path) for path in (kept.revisions if kept else ())]
    return [edition.read(each, code) for each in [*data, *(each for _, each in records[1:])]]


def standing(view: View, revision: edition.Revision, known: Iterable[edition.Revision]) -> Standing:
    """What a revision replaces, and which items it changed: the answers, or only what is said of them."""
    by_hash = {one.hash: one for one in known}
    replaced = [by_hash[earlier] for earlier in revision.replaces if earlier in by_hash]
    lost = len(replaced) < len(revision.replaces)
    answers, reasons = set(), set()
    for earlier in replaced:
        void = set(earlier.voids) ^ set(revision.voids)
        for old, new in zip(edition.held(view, earlier.key), edition.held(view, revision.key), strict=True):
            place = new.section, new.index
            if edition.marked_otherwise(old.asked, old.answer, new.asked, new.answer) or any(
                    (one.section, one.index) == place for one in void):
                answers.add(place)
            elif old.answer != new.answer:
                reasons.add(place)
    numbers = sorted({earlier.number for earlier in replaced} | ({revision.number - 1} if lost else set()))
    return Standing(revision.number, tuple(numbers), tuple(sorted(answers)), tuple(sorted(reasons - answers)),
                    revision.voids, lost)
