"""One edition of a quiz with one revision of its answer key: what papers, keys and guides are made
from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace

from generator.content.style import USUAL_STYLE, Style
from generator.editions.code import paper_code
from generator.editions.compare import placed_items
from generator.editions.impact import changes_marking
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote
from generator.editions.revision import SHOWN, Revision, latest
from generator.i18n.catalog import Catalog
from generator.page.media import NO_MEDIA, Media
from generator.values import dataclass

DRAFT = "DRAFT"  # in place of a code


@dataclass(frozen=True)
class Edition:
    """A quiz under its code, with one revision of its answer key; `pack` is the one whose folder
    its files go to.

    `note` says what the revision replaces and changed.  `revision` is None in a draft, whose code
    is DRAFT and whose number is 0.  `revisions`: all that there are; `records`: (path, bytes) of
    what is still to be written: pictures and formulas, then the view, then the key, then the
    style.  `media`: what pictures and formulas are drawn from.  `style`: that its documents are
    printed in.
    """

    pack: str
    code: str
    view: QuizView
    key: AnswerKey
    note: RevisionNote
    revision: Revision | None = None
    revisions: tuple[Revision, ...] = ()
    records: tuple[tuple[str, bytes], ...] = ()
    media: Media = field(default=NO_MEDIA, compare=False, repr=False)
    style: Style = USUAL_STYLE

    @property
    def catalog(self) -> Catalog:
        """The fixed words that are printed with it, those of its style too.  Raises MissingWord."""
        return self.view.catalog_of(self.style)

    @property
    def draft(self) -> bool:
        """Whether it has neither code nor record."""
        return self.code == DRAFT

    @property
    def number(self) -> int:
        """The number of its revision, 0 in a draft."""
        return self.note.number

    @property
    def hash(self) -> str:
        """The hash of its revision, "" in a draft."""
        return self.revision.hash if self.revision else ""

    @property
    def revision_sign(self) -> str:
        """The first symbols of the hash where two people's revisions have the same number,
        else "".
        """
        shared = sum(revision.number == self.number for revision in self.revisions) > 1
        return self.hash[:SHOWN] if shared else ""

    @property
    def form_names(self) -> tuple[str, ...]:
        """The names of its forms."""
        return self.view.form_names

    def paper_code(self, form: int) -> str:
        """The code on the pages of a form; the draft sign on those of a draft."""
        return self.code if self.draft else paper_code(self.code, self.form_names[form])


@dataclass(frozen=True)
class StoredEdition:
    """An edition on record: its view, all its revisions, and the packs in whose folders it lies.

    `damaged`: what is wrong with revisions that a sound one replaces.
    """

    code: str
    packs: tuple[str, ...]
    view: QuizView
    revisions: tuple[Revision, ...]
    damaged: tuple[str, ...] = ()
    media: Media = field(default=NO_MEDIA, compare=False, repr=False)
    style: Style = USUAL_STYLE

    @property
    def latest(self) -> Edition:
        """The edition with the key that holds today.  Raises UnknownRevision."""
        return self.at(latest(self.revisions))

    def at(self, revision: Revision) -> Edition:
        """The edition with one of its revisions."""
        note = revision_note(self.view, revision, self.revisions)
        edition = Edition(
            self.packs[0], self.code, self.view, revision.key, note, revision, self.revisions
        )
        return replace(edition, media=self.media, style=self.style)


def marked_otherwise(view: QuizView, then: Revision, now: Revision) -> frozenset[tuple[int, int]]:
    """The places (section, index) of the items whose answers earn other points by revision `now`
    than by `then`; of what is void by one rule in both, they earn the same.
    """
    voids = [{(void.section, void.index): void.rule for void in each.voids} for each in (then, now)]
    pairs = zip(placed_items(view, then.key), placed_items(view, now.key), strict=True)
    found = set()
    for old, new in pairs:
        before, after = (rules.get((new.section, new.index)) for rules in voids)
        counts = before is None and after is None
        if before != after or (
            counts and changes_marking(old.student, old.key, new.student, new.key)
        ):
            found.add((new.section, new.index))
    return frozenset(found)


def revision_note(view: QuizView, revision: Revision, known: Iterable[Revision]) -> RevisionNote:
    """What a revision replaces, and which items it changed: the answers, or only what is said of
    them.
    """
    by_hash = {other.hash: other for other in known}
    replaced = [by_hash[earlier] for earlier in revision.replaces if earlier in by_hash]
    lost = len(replaced) < len(revision.replaces)
    answers, reasons = set(), set()
    for earlier in replaced:
        void = {(void.section, void.index) for void in set(earlier.voids) ^ set(revision.voids)}
        for old, new in zip(
            placed_items(view, earlier.key), placed_items(view, revision.key), strict=True
        ):
            place = new.section, new.index
            if place in void or changes_marking(old.student, old.key, new.student, new.key):
                answers.add(place)
            elif old.key != new.key:
                reasons.add(place)
    numbers = {earlier.number for earlier in replaced}
    if lost:
        numbers.add(revision.number - 1)
    return RevisionNote(
        revision.number,
        tuple(sorted(numbers)),
        tuple(sorted(answers)),
        tuple(sorted(reasons - answers)),
        revision.voids,
        lost,
    )
