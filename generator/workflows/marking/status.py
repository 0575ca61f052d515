"""What changes of today's content mean for what was printed: per edition, per item, by class, with
what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator import editions
from generator.content.model import Content
from generator.documents.placed import placed
from generator.editions.arrange import arrange
from generator.editions.edition import Edition, marked_otherwise
from generator.editions.quiz import QuizView
from generator.editions.store import HandedOut, handed_out_editions, load_edition, lost_revision
from generator.page.one_line import with_signs
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.media import compared_items
from generator.workflows.project import LoadedProject

RETIRED, ANSWER = "retired", "answer"
_CONSEQUENCES = {
    "cosmetic": "nothing to do",
    "wording": "do not mix old and new copies in one sitting; 'packs errata {code}' prints a slip",
    "answer": "withdraw the key: 'packs correct {code}', then mark it again on all copies",
    "evidence": "a fact that it uses has changed; review it",
    "retired": (
        "decide whether it still counts and tell the students; to drop it, run "
        "'packs correct {code} --void {item} full' (or none)"
    ),
}
_MARK_AGAIN = (
    "mark it again with revision {number} on all copies that were marked with revision {then}; "
    "'packs errata {code}' lists what"
)
_MAY_NOT_FIT = (
    "the printed question is different, so today's answer may not fit; "
    "check it, and void the question if needed"
)
GRAVITY = ("answer", "retired", "wording", "evidence", "cosmetic")


@dataclass(frozen=True)
class ItemImpact:
    """One class of impact on an item: its id, its number on each form, what changed, what to do."""

    item: str
    numbers: tuple[tuple[str, int], ...]
    kind: str
    what: tuple[str, ...]
    consequence: str


@dataclass(frozen=True)
class EditionStatus:
    """A printed edition: its handouts, the revisions of its key then and now, what changed.

    `troubles`: records that cannot be used.  `not_compared`: the ids of items that today's files
    have but that could not be read.
    """

    code: str
    pack: str
    title: str = ""
    handouts: tuple[editions.Handout, ...] = ()
    revisions_then: tuple[int, ...] = ()
    revision: int = 0
    items: int = 0
    impacts: tuple[ItemImpact, ...] = ()
    current: str = ""
    troubles: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether all of it was compared with today's content."""
        return bool(self.items) and not self.not_compared

    def plain(self) -> dict[str, Any]:
        """The same for a program."""
        handouts = [
            {"class": handout.class_name, "date": handout.date, "copies": handout.copies}
            for handout in self.handouts
        ]
        impacts = [
            {
                "item": impact.item,
                "numbers": dict(impact.numbers),
                "class": impact.kind,
                "changed": list(impact.what),
                "consequence": impact.consequence,
            }
            for impact in self.impacts
        ]
        return {
            "code": self.code,
            "pack": self.pack,
            "title": self.title,
            "printed": handouts,
            "items": self.items,
            "revision_when_printed": min(self.revisions_then, default=0),
            "revisions_when_printed": list(self.revisions_then),
            "revision": self.revision,
            "edition_today": self.current,
            "drift": impacts,  # its first name, which programs read
            "troubles": list(self.troubles),
            "not_compared": list(self.not_compared),
        }


def status(project: ProjectFiles, loaded: LoadedProject) -> list[EditionStatus]:
    """Every edition that was handed out beside today's content."""
    today = TodaysItems(loaded.content)
    return [
        _status(project, handed_out, today, _code_today(loaded, handed_out.files.packs[0]))
        for handed_out in handed_out_editions(project)
    ]


class TodaysItems:
    """The items of the banks as they are now, read once, to compare editions with.

    `items`: those that can be compared.
    """

    def __init__(self, content: Content) -> None:
        halves = compared_items(content)
        self.items = [editions.PlacedItem(0, n, *both) for n, both in enumerate(halves.values())]
        listed = {item.id for bank in content.banks.values() for item in bank.items}
        unread = content.unread
        self._unread = (listed | set(unread.items) | set(unread.drafts)) - set(halves)
        self._lost_banks = bool(unread.banks)
        self.retired = {
            item.id
            for bank in content.banks.values()
            for item in bank.items
            if item.status == RETIRED
        }

    def not_compared(self, edition: Edition) -> tuple[str, ...]:
        """The items of an edition that today's files have, but that could not be read."""
        printed = list(editions.placed_items(edition.view, edition.key))
        found = {old.name for old, _ in editions.match_items(printed, self.items)}
        return tuple(
            item.name
            for item in printed
            if item.name not in found and self.may_be_unread(item.name)
        )

    def may_be_unread(self, name: str) -> bool:
        """Whether an item that is not among `items` may still be in a bank: nobody knows what is in
        one of which nothing could be read.
        """
        return name in self._unread or self._lost_banks


def _status(
    project: ProjectFiles, handed_out: HandedOut, today: TodaysItems, current: str
) -> EditionStatus:
    files, handouts = handed_out.files, handed_out.handouts
    code, pack, troubles = files.code, files.packs[0], handed_out.damaged
    if not files.records:
        gone = f"the record of {code} is gone; take it from version control or a backup"
        return EditionStatus(code, pack, handouts=handouts, troubles=(*troubles, gone))
    try:
        stored = load_edition(project, files)
        latest = stored.latest
    except (editions.Damaged, editions.UnknownRevision) as error:
        return EditionStatus(code, pack, handouts=handouts, troubles=(*troubles, str(error)))
    troubles = (*troubles, *stored.damaged)
    if lost := lost_revision(pack, code, stored.revisions, handouts):
        gone = f"what changed since it was printed cannot be told: {lost} is damaged or gone"
        return EditionStatus(code, pack, handouts=handouts, troubles=(*troubles, gone))
    held = {handout.revision for handout in handouts}
    then = {revision.number for revision in stored.revisions if revision.hash in held}
    impacts = sorted(
        _impacts(latest, handouts, today),
        key=lambda impact: (GRAVITY.index(impact.kind), impact.numbers),
    )
    return EditionStatus(
        code,
        pack,
        with_signs(stored.view.title),
        handouts,
        tuple(sorted(then)) or (revision_then(stored.revisions, handouts).number,),
        latest.number,
        sum(len(section.items) for section in stored.view.sections),
        tuple(impacts),
        current,
        troubles,
        today.not_compared(latest),
    )


def revision_then(
    revisions: Sequence[editions.Revision], handouts: Sequence[editions.Handout]
) -> editions.Revision:
    """The revision that held when the first copies were handed out; the first one where no handout
    knows it.
    """
    known = {revision.hash: revision for revision in revisions}
    held = [known[handout.revision] for handout in handouts if handout.revision in known]
    return min(held or revisions, key=lambda revision: (revision.number, revision.hash))


def revisions_used(
    edition: Edition, handouts: Sequence[editions.Handout]
) -> tuple[editions.Revision, ...]:
    """The revisions besides the edition's that copies may have been marked with, lowest number
    first: that of the first handout and every later one, for nobody knows which a marker had.
    """
    first = revision_then(edition.revisions, handouts)
    used = (
        revision
        for revision in edition.revisions
        if revision.number >= first.number and revision.hash != edition.hash
    )
    return tuple(sorted(used, key=lambda revision: (revision.number, revision.hash)))


def _code_today(loaded: LoadedProject, name: str) -> str:
    """The code of the edition that the pack would make now, "" where it cannot make one."""
    pack = loaded.content.packs.get(name)
    if pack is None or not pack.sections or loaded.stoppers(name):
        return ""
    return editions.make_record(arrange(pack, loaded.content).view).code


def numbers(view: QuizView, section: int, index: int) -> tuple[tuple[str, int], ...]:
    """The number that an item has on each form."""
    return tuple(
        (name, item.number)
        for form, name in enumerate(view.form_names)
        for item in placed(view, form)
        if (item.section, item.index) == (section, index)
    )


def _impacts(
    edition: Edition, handouts: Sequence[editions.Handout], today: TodaysItems
) -> Iterator[ItemImpact]:
    """What changed since the first handout, and what other points a revision gave that was used
    since, item by item; `edition` has today's revision of its key.
    """
    view = edition.view
    printed = list(editions.placed_items(view, revision_then(edition.revisions, handouts).key))
    pairs = {old.name: new for old, new in editions.match_items(printed, today.items)}
    void = {(dropped.section, dropped.index) for dropped in edition.note.voids}
    marked = _marked_otherwise(edition, handouts)
    for old, now in zip(printed, editions.placed_items(view, edition.key), strict=True):
        where = numbers(view, old.section, old.index)
        is_void = (old.section, old.index) in void
        then = marked.get((old.section, old.index), [])
        new = pairs.get(old.name)
        impacts = editions.impacts(old.student, old.key, new.student, new.key) if new else ()
        kinds = {impact.kind: impact.what for impact in impacts}
        if is_void:
            kinds.pop(ANSWER, None)
        if then:
            kinds.setdefault(ANSWER, ("void",) if is_void else ("answer",))
        if new is None and not today.may_be_unread(old.name):
            kinds[RETIRED] = ("no longer in the banks",)
        elif new and new.name in today.retired:
            kinds[RETIRED] = ("retired",)
        up_to_date = new is None or not editions.changes_marking(
            now.student, now.key, new.student, new.key
        )
        for kind, what in kinds.items():
            if kind == ANSWER and (is_void or (then and up_to_date)):
                advice = _MARK_AGAIN
            elif kind == RETIRED and is_void:
                advice = "its question is void: nothing to do"
            elif kind == ANSWER and "wording" in kinds:
                advice = _MAY_NOT_FIT
            else:
                advice = _CONSEQUENCES[kind]
            advice = advice.format(
                code=edition.code,
                item=old.name,
                number=edition.number,
                then=" or ".join(dict.fromkeys(map(str, then))),
            )
            yield ItemImpact(old.name, where, kind, what, advice)


def _marked_otherwise(
    edition: Edition, handouts: Sequence[editions.Handout]
) -> dict[tuple[int, int], list[int]]:
    """The numbers of the revisions that gave an item other points, by its place."""
    assert edition.revision is not None
    found: dict[tuple[int, int], list[int]] = {}
    for then in revisions_used(edition, handouts):
        for place in marked_otherwise(edition.view, then, edition.revision):
            found.setdefault(place, []).append(then.number)
    return found


def handouts_of(project: ProjectFiles, code: str) -> tuple[editions.Handout, ...]:
    """The handouts of an edition, by date."""
    return tuple(
        handout
        for handed_out in handed_out_editions(project)
        if handed_out.files.code == code
        for handout in handed_out.handouts
    )
