"""Today's answers for a paper that was printed earlier: item by item, where the paper asks what
the bank still asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator import editions
from generator.documents.placed import placed
from generator.editions.arrange import item_halves
from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, Void
from generator.editions.store import FoundEdition
from generator.items import type_of
from generator.problems import ERROR, Location
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.marking.status import TodaysItems
from generator.workflows.project import LoadedProject

_PART = re.compile(r"^([\w-]+?)[-. ]?\(?([a-j])\)?$", re.ASCII)  # 2a, 2 (a), water-set-a


@dataclass(frozen=True)
class Correction:
    """What `correct` comes to: the revision to add (None: nothing changes), items with new answers,
    and refusals with reasons.
    """

    revision: editions.Revision | None
    applied: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


class UnknownItem(ValueError):
    """No item of the edition is meant: one sentence for people."""


class PartOfItem(UnknownItem):
    """Only a part of a set is meant."""


def place_of(found: FoundEdition, typed: str) -> tuple[int, int]:
    """The place of an item named by its number on the form in hand or by its id.  Raises
    UnknownItem, and PartOfItem for a part.
    """
    edition = found.edition
    named = {
        item.name: (item.section, item.index)
        for item in editions.placed_items(edition.view, edition.key)
    }
    if typed in named:
        return named[typed]
    if not (typed.isascii() and typed.isdigit()):
        whole, letter = _PART.sub(r"\1", typed), _PART.sub(r"\2", typed)
        if whole in named or whole.isdigit():
            section, index = place_of(found, whole)
            if letter in _part_letters(edition, section, index):
                raise PartOfItem(f"{typed} is a part of question {whole}; type {whole}")
        raise UnknownItem(
            f"{edition.code} has no item '{typed}'; it has {', '.join(sorted(named))}"
        )
    # Every form has the same numbers, before different questions where sections are shuffled.
    numbers = [
        {item.number: (item.section, item.index) for item in placed(edition.view, form)}
        for form in found.forms
    ]
    if int(typed) not in numbers[0]:
        raise UnknownItem(
            f"{edition.code} has no question {typed}; its questions are 1 to {len(numbers[0])}"
        )
    if len({places[int(typed)] for places in numbers}) > 1:
        raise UnknownItem(
            f"question {typed} is different on each form; "
            f"give the form ({edition.code}-A) or the item's id"
        )
    return numbers[0][int(typed)]


def _part_letters(edition: Edition, section: int, index: int) -> list[str]:
    student = edition.view.sections[section].items[index]
    order = tuple(range(type_of(student).shuffle(student).count))
    parts = type_of(student).lettered_parts(student, edition.key.sections[section][index], order)
    return [part.letter for part in parts]


def correct(edition: Edition, loaded: LoadedProject) -> Correction:
    """Today's key side wherever an item is asked as it was printed."""
    today = item_halves(loaded.content)
    unread = TodaysItems(loaded.content).not_compared(edition)
    faulty = _faulty(loaded)
    fresh = [editions.PlacedItem(0, n, *both) for n, both in enumerate(today.values())]
    twins = {
        old.name: new
        for old, new in editions.match_items(
            list(editions.placed_items(edition.view, edition.key)), fresh
        )
    }
    sections = [list(section) for section in edition.key.sections]
    applied, refused = [], []
    for old in editions.placed_items(edition.view, edition.key):
        new = twins.get(old.name)
        if new is None and old.name in unread:
            refused.append((old.name, "it could not be read; 'packs check' shows why"))
        elif new is None:
            refused.append((old.name, "the banks have no such item any more"))
        elif new.name in faulty:
            refused.append((old.name, f"{faulty[new.name]} has an error; 'packs check' shows it"))
        elif new.student != old.student:
            changed = editions.changed_view_fields(old.student, new.student)
            refused.append((old.name, f"the printed question is different ({', '.join(changed)})"))
        elif new.key != old.key:
            sections[old.section][old.index] = new.key
            applied.append(old.name)
    key = AnswerKey(tuple(tuple(section) for section in sections))
    return Correction(
        editions.revise(edition.code, edition.revisions, key), tuple(applied), tuple(refused)
    )


def _faulty(loaded: LoadedProject) -> dict[str, Location]:
    """The ids of items that nobody may rely on, with the place of the first error: one in the item
    itself, or in what its bank says of all items.
    """
    found: dict[str, Location] = {}
    errors = [problem.location for problem in loaded.problems if problem.severity == ERROR]
    for bank in loaded.content.banks.values():
        for place in errors:
            if place.path == bank.path:
                entry = bank.entry_at(place)
                for item in bank.items:
                    if entry in (None, bank.entry_at(item.location)):
                        found.setdefault(item.id, place)
    return found


def void(
    found: FoundEdition, dropped: Sequence[tuple[str, str]], restored: Sequence[str]
) -> Correction:
    """Items dropped after the sitting, each by its rule, and others that count again.  Raises
    UnknownItem.
    """
    edition = found.edition
    voids = {
        (void.section, void.index): void
        for void in editions.inherited_voids(editions.current_revisions(edition.revisions))
    }
    for typed in restored:
        if voids.pop(place_of(found, typed), None) is None:
            raise UnknownItem(f"question {typed} of {edition.code} is not void")
    for typed, rule in dropped:
        try:
            place = place_of(found, typed)
        except PartOfItem as error:
            raise UnknownItem(
                f"a part cannot be dropped by itself: {error}, which drops all of it, or give "
                f"everyone the points of {typed} in the marks"
            ) from None
        voids[place] = Void(*place, rule)
    key = edition.key
    revision = editions.revise(edition.code, edition.revisions, key, tuple(voids.values()))
    return Correction(revision, (), ())


def record(project: ProjectFiles, edition: Edition, correction: Correction) -> None:
    """Write the revision; the caller holds the lock."""
    if correction.revision:
        name = editions.revision_name(edition.pack, edition.code, correction.revision.hash)
        project.write_new(name, correction.revision.data)
