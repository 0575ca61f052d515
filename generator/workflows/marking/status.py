"""How far today's content has drifted from what was printed: per edition, per item, by class,
with what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator import editions
from generator.documents.common import placed
from generator.editions.arrange import arrange, item_halves
from generator.editions.printed import HandedOut, handed_out_editions
from generator.editions.quiz import QuizView, form_name
from generator.editions.store import StoredEdition, load_edition
from generator.page.markup import plain
from generator.storage.files import ProjectFiles
from generator.workflows.project import LoadedProject

RETIRED, ANSWER = "retired", "answer"
_CONSEQUENCES = {
    "cosmetic": "nothing to do",
    "wording": "do not mix old and new copies in one sitting; 'packs errata {code}' prints a slip",
    "answer": "withdraw the key: 'packs correct {code}', then mark it again on all copies",
    "evidence": "a fact it rests on changed: review it",
    "retired": "decide whether it still counts, and announce it; 'packs correct {code} --void {item} full' (or none) drops it",
}
GRAVITY = ("answer", "retired", "wording", "evidence", "cosmetic")


@dataclass(frozen=True)
class ItemDrift:
    """One class of drift of one item: its id, its number on each form, what changed, what to do."""

    item: str
    numbers: tuple[tuple[str, int], ...]
    kind: str
    what: tuple[str, ...]
    consequence: str


@dataclass(frozen=True)
class EditionStatus:
    """A printed edition: its marks, the revision of its key then and now, its drift; `troubles`: records that cannot be used."""

    code: str
    pack: str
    title: str = ""
    marks: tuple[editions.Handout, ...] = ()
    revision_then: int = 0
    revision: int = 0
    items: int = 0
    drift: tuple[ItemDrift, ...] = ()
    current: str = ""
    troubles: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The same for a program."""
        marks = [{"class": m.class_name, "date": m.date, "copies": m.copies} for m in self.marks]
        drift = [
            {
                "item": d.item,
                "numbers": dict(d.numbers),
                "class": d.kind,
                "changed": list(d.what),
                "consequence": d.consequence,
            }
            for d in self.drift
        ]
        return {
            "code": self.code,
            "pack": self.pack,
            "title": self.title,
            "printed": marks,
            "items": self.items,
            "revision_when_printed": self.revision_then,
            "revision": self.revision,
            "edition_today": self.current,
            "drift": drift,
            "troubles": list(self.troubles),
        }


def status(project: ProjectFiles, reading: LoadedProject) -> list[EditionStatus]:
    """Every printed edition beside today's content."""
    return [_status(project, reading, one) for one in handed_out_editions(project)]


def _status(project: ProjectFiles, reading: LoadedProject, marked: HandedOut) -> EditionStatus:
    code, pack = marked.archived.code, marked.archived.packs[0]
    if not marked.archived.records:
        gone = f"the record of {code} is gone; take it from version control or a backup"
        return EditionStatus(code, pack, marks=marked.marks, troubles=(*marked.damaged, gone))
    try:
        kept = load_edition(project, marked.archived)
        latest = kept.latest
    except (editions.Damaged, editions.UnknownRevision) as error:
        return EditionStatus(code, pack, marks=marked.marks, troubles=(*marked.damaged, str(error)))
    then = revision_then(kept, marked.marks)
    drift = tuple(
        sorted(
            _drift(reading, kept, then, latest),
            key=lambda one: (GRAVITY.index(one.kind), one.numbers),
        )
    )
    items = sum(len(section.items) for section in kept.view.sections)
    return EditionStatus(
        code,
        pack,
        plain(kept.view.title),
        marked.marks,
        then.number,
        latest.number,
        items,
        drift,
        _today(reading, pack),
        marked.damaged,
    )


def revision_then(kept: StoredEdition, marks: tuple[editions.Handout, ...]) -> editions.Revision:
    """The revision that held when the first copies were printed; the first one where no mark knows it."""
    known = {revision.hash: revision for revision in kept.revisions}
    found = [known[mark.revision] for mark in marks if mark.revision in known] or list(
        kept.revisions
    )
    return min(found, key=lambda revision: (revision.number, revision.hash))


def _today(reading: LoadedProject, pack: str) -> str:
    """The edition that the pack would make now, "" where it cannot make one."""
    found = reading.content.packs.get(pack)
    if found is None or not found.sections or reading.stoppers(pack):
        return ""
    return editions.make_record(arrange(found, reading.content).view).code


def numbers(view: QuizView, section: int, index: int) -> tuple[tuple[str, int], ...]:
    """The number that an item has on each form."""
    count = len(view.forms)
    return tuple(
        (form_name(form, count), item.number)
        for form in range(count)
        for item in placed(view, form)
        if (item.section, item.index) == (section, index)
    )


def _drift(
    reading: LoadedProject, kept: StoredEdition, then: editions.Revision, latest: editions.Revision
) -> Iterator[ItemDrift]:
    today = item_halves(reading.content)
    retired = {
        item.id
        for bank in reading.content.banks.values()
        for item in bank.items
        if item.status == RETIRED
    }
    printed = list(editions.placed_items(kept.view, then.key))
    pairs = {
        old.name: new
        for old, new in editions.match_items(
            printed, [editions.PlacedItem(0, n, *both) for n, both in enumerate(today.values())]
        )
    }
    void = {(one.section, one.index) for one in set(latest.voids) - set(then.voids)}
    for old, now in zip(printed, editions.placed_items(kept.view, latest.key), strict=True):
        where = numbers(kept.view, old.section, old.index)
        new = pairs.get(old.name)
        corrected = editions.changes_marking(old.student, old.key, now.student, now.key)
        found = editions.impacts(old.student, old.key, new.student, new.key) if new else ()
        kinds = {one.kind: one.what for one in found}
        if (old.section, old.index) in void:
            kinds[ANSWER] = ("void",)
        elif corrected:
            kinds.setdefault(ANSWER, ("answer",))
        if new is None or new.name in retired:
            kinds[RETIRED] = ("no longer in the banks" if new is None else "retired",)
        for kind, what in kinds.items():
            settled = kind == ANSWER and (
                what == ("void",)
                or corrected
                and (
                    new is None
                    or not editions.changes_marking(now.student, now.key, new.student, new.key)
                )
            )
            if settled:
                advice = f"mark it again on all copies with revision {latest.number}; 'packs errata {kept.code}' lists what"
            elif kind == ANSWER and "wording" in kinds:
                advice = "the paper asks it otherwise, so today's answer does not fit: decide, and void it if it cannot stand"
            else:
                advice = _CONSEQUENCES[kind].format(code=kept.code, item=old.name)
            yield ItemDrift(old.name, where, kind, what, advice)


def handouts_of(project: ProjectFiles, code: str) -> tuple[editions.Handout, ...]:
    """The handouts of an edition, by date."""
    return tuple(
        handout
        for edition in handed_out_editions(project)
        if edition.archived.code == code
        for handout in edition.marks
    )
