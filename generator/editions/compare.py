"""What differs between two quizzes, item by item and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from generator.editions.quiz import AnswerKey, QuizView
from generator.items import CitedFact, ItemKey, StudentItem
from generator.storage.canonical_json import to_plain

_WORDS = {
    "class_name": "class",
    "fixed": "order of options",
    "pinned": "last option",
    "whys": "reasons",
    "forms": "forms",
}
_ARRANGED = {"sections", "forms"}


@dataclass(frozen=True)
class PlacedItem:
    """An item in a quiz: its place (section, index), what is asked and what is the answer."""

    section: int
    index: int
    asked: StudentItem
    answer: ItemKey

    @property
    def name(self) -> str:
        """The item's id."""
        return self.answer.id


@dataclass(frozen=True)
class ItemChange:
    """An item that both quizzes have: the fields in which its view and its answer differ, in words."""

    before: PlacedItem
    after: PlacedItem
    asked: tuple[str, ...]
    answer: tuple[str, ...]

    @property
    def name(self) -> str:
        """The item's id, today's."""
        return self.after.name

    @property
    def renamed(self) -> bool:
        """Whether the item has another id now."""
        return self.before.name != self.after.name


@dataclass(frozen=True)
class Differences:
    """Items that changed, ids that came and went, other fields of the view that differ, whether forms are arranged anew."""

    items: tuple[ItemChange, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    front: tuple[str, ...]
    rearranged: bool


def placed_items(view: QuizView, key: AnswerKey) -> Iterator[PlacedItem]:
    """The items of a quiz, section by section."""
    for s, (section, answers) in enumerate(zip(view.sections, key.sections, strict=True)):
        for n, (asked, answer) in enumerate(zip(section.items, answers, strict=True)):
            yield PlacedItem(s, n, asked, answer)


def differences(
    view: QuizView, key: AnswerKey, new_view: QuizView, new_key: AnswerKey
) -> Differences:
    """What differs; an item whose id is gone is known again by what it asks."""
    before, after = list(placed_items(view, key)), list(placed_items(new_view, new_key))
    pairs = match_items(before, after)
    changes = [
        ItemChange(
            old,
            new,
            changed_view_fields(old.asked, new.asked),
            changed_key_fields(old.answer, new.answer),
        )
        for old, new in pairs
    ]
    kept = {old.name for old, _ in pairs}
    known = {new.name for _, new in pairs}
    front = [
        f.name
        for f in fields(QuizView)
        if f.name not in _ARRANGED and getattr(view, f.name) != getattr(new_view, f.name)
    ]
    titles = (
        [section.title for section in view.sections],
        [section.title for section in new_view.sections],
    )
    front += ["section titles"] * (titles[0] != titles[1]) + ["number of forms"] * (
        len(view.forms) != len(new_view.forms)
    )
    return Differences(
        tuple(change for change in changes if change.asked or change.answer or change.renamed),
        tuple(new.name for new in after if new.name not in known),
        tuple(old.name for old in before if old.name not in kept),
        tuple(_WORDS.get(name, name) for name in front),
        [_by_name(view, form, before) for form in view.forms]
        != [_by_name(new_view, form, after) for form in new_view.forms],
    )


def match_items(
    before: list[PlacedItem], after: list[PlacedItem]
) -> list[tuple[PlacedItem, PlacedItem]]:
    """The items that both have, by id, or else by asking the same."""
    named = {one.name: one for one in after}
    pairs = [(old, named.pop(old.name)) for old in before if old.name in named]
    found = {old.name for old, _ in pairs}
    for old in before:
        twins = [new for new in named.values() if new.asked == old.asked]
        if old.name not in found and len(twins) == 1:
            pairs.append((old, named.pop(twins[0].name)))
    return sorted(pairs, key=lambda pair: (pair[0].section, pair[0].index))


def changed_view_fields(old: StudentItem, new: StudentItem) -> tuple[str, ...]:
    """The fields of the view in which an item differs, in words."""
    return _fields(old, new)


def changed_key_fields(old: ItemKey, new: ItemKey) -> tuple[str, ...]:
    """The fields of the key side in which an item differs, in words; facts by their ids."""
    return tuple(name for name in _fields(old, new) if name not in ("id", "facts")) + tuple(
        f"fact {name}" for name in changed_facts(old, new)
    )


def changed_facts(old: Any, new: Any) -> tuple[str, ...]:
    """The ids of cited facts that came, went or say something else, those of an item's parts too."""
    before, after = dict(_facts(old)), dict(_facts(new))
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def _facts(value: Any) -> Iterator[tuple[str, CitedFact]]:
    if isinstance(value, CitedFact):
        yield value.id, value
    elif isinstance(value, ItemKey):
        for f in fields(value):
            yield from _facts(getattr(value, f.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _facts(entry)


def _fields(old: Any, new: Any) -> tuple[str, ...]:
    if type(old) is not type(new):
        return ("type",)
    names = [
        f.name
        for f in fields(old)
        if to_plain(getattr(old, f.name)) != to_plain(getattr(new, f.name))
    ]
    return tuple(_WORDS.get(name, name.replace("_", " ")) for name in names)


def _by_name(
    view: QuizView, form: Any, held_items: list[PlacedItem]
) -> list[tuple[str, tuple[int, ...]]]:
    names = {(one.section, one.index): one.name for one in held_items}
    return [
        (names[s, index], order)
        for s, places in enumerate(form.sections)
        for index, order in places
    ]
