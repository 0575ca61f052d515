"""Editions as they lie on disk: read whole or not at all, and what a build adds to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator import editions
from generator.editions.arrange import Quiz
from generator.editions.quiz import QuizView, RevisionNote, key_fits_view
from generator.storage.files import ProjectFiles


@dataclass(frozen=True)
class StoredEdition:
    """An edition on record: its view, all its revisions, and the packs in whose folders it lies."""

    code: str
    packs: tuple[str, ...]
    view: QuizView
    revisions: tuple[editions.Revision, ...]

    @property
    def latest(self) -> editions.Revision:
        """The key side that holds today.  Raises UnknownRevision."""
        return editions.latest(self.revisions)


def stored_editions(project: ProjectFiles) -> dict[str, editions.EditionFiles]:
    """The names of all kept files, by edition."""
    folders = project.folders(editions.FOLDER)
    return editions.group_by_code(
        path for folder in folders for path in project.names(folder, (".json",))
    )


def load_edition(project: ProjectFiles, found: editions.EditionFiles) -> StoredEdition:
    """An edition read.  Raises Damaged."""
    view = editions.read_record(project.read(found.records[0])).view
    revisions = tuple(
        editions.read_revision(project.read(path), found.code) for path in found.revisions
    )
    if not all(key_fits_view(view, revision.key) for revision in revisions):
        raise editions.DamagedRecord(
            f"the key side of {found.code} does not answer its view; take both from version control"
        )
    return StoredEdition(found.code, found.packs, view, revisions)


def freeze_edition(
    project: ProjectFiles, name: str, quiz: Quiz
) -> tuple[str, int, list[tuple[str, bytes]]]:
    """The edition's code, the number of its latest revision, and the records to write (the view's first).

    Raises edition.Damaged or edition.UnknownRevision when what is recorded cannot be built upon.
    """
    record = editions.make_record(quiz.view)
    kept = stored_editions(project).get(record.code)
    for path in kept.records if kept else ():
        if editions.read_record(project.read(path)).view != record.view:
            raise editions.DamagedRecord(
                f"{path} is another edition with the same code; 'packs reseed {name}' gives a new one"
            )
    known = (
        [editions.read_revision(project.read(path), record.code) for path in kept.revisions]
        if kept
        else []
    )
    if kept and kept.records and not known and _handed_out(project, name, kept):
        # Today's bank would make a revision 1 that never held, for papers that are there already.
        raise editions.DamagedRecord(
            f"the key side of {record.code} is lost though its papers are made; take its -key- file from "
            "version control or a backup, or remove record and papers"
        )
    records = [(editions.record_name(name, record.code), record.data)]
    revision = editions.revise(record.code, known, quiz.key)
    if revision is None:
        return record.code, editions.latest(known).number, records
    records.append((editions.revision_name(name, record.code, revision.hash), revision.data))
    return record.code, revision.number, records


def _handed_out(project: ProjectFiles, name: str, kept: editions.EditionFiles) -> bool:
    """Whether papers of an edition can be about: it was marked as printed, or they lie in the output."""
    papers = project.names(f"output/{name}/students", (".pdf",))
    return bool(kept.printed) or any(f"/{name}-{kept.code}-" in path for path in papers)


def all_revisions(
    project: ProjectFiles, code: str, records: Sequence[tuple[str, bytes]]
) -> list[editions.Revision]:
    """All revisions of an edition, those about to be written too.  Raises Damaged."""
    kept = stored_editions(project).get(code)
    data = [project.read(path) for path in (kept.revisions if kept else ())]
    return [
        editions.read_revision(each, code) for each in [*data, *(each for _, each in records[1:])]
    ]


def revision_note(
    view: QuizView, revision: editions.Revision, known: Iterable[editions.Revision]
) -> RevisionNote:
    """What a revision replaces, and which items it changed: the answers, or only what is said of them."""
    by_hash = {one.hash: one for one in known}
    replaced = [by_hash[earlier] for earlier in revision.replaces if earlier in by_hash]
    lost = len(replaced) < len(revision.replaces)
    answers, reasons = set(), set()
    for earlier in replaced:
        void = set(earlier.voids) ^ set(revision.voids)
        for old, new in zip(
            editions.placed_items(view, earlier.key),
            editions.placed_items(view, revision.key),
            strict=True,
        ):
            place = new.section, new.index
            if editions.changes_marking(old.student, old.key, new.student, new.key) or any(
                (one.section, one.index) == place for one in void
            ):
                answers.add(place)
            elif old.key != new.key:
                reasons.add(place)
    numbers = sorted(
        {earlier.number for earlier in replaced} | ({revision.number - 1} if lost else set())
    )
    return RevisionNote(
        revision.number,
        tuple(numbers),
        tuple(sorted(answers)),
        tuple(sorted(reasons - answers)),
        revision.voids,
        lost,
    )
