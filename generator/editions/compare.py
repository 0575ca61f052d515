"""What differs between two quizzes, item by item and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from generator.editions.quiz import AnswerKey, Form, QuizView
from generator.items import ItemKey, StudentItem
from generator.storage.canonical_json import to_plain
from generator.values import dataclass

_WORDS = {
    "class_name": "class",
    "fixed": "order of options",
    "pinned": "last option",
    "stem_figure": "figure",
    "whys": "reasons",
}
_ARRANGED = {"sections", "forms"}


@dataclass(frozen=True)
class PlacedItem:
    """An item in a quiz: its place (section, index), and both its halves."""

    section: int
    index: int
    student: StudentItem
    key: ItemKey

    @property
    def name(self) -> str:
        """The item's id."""
        return self.key.id


@dataclass(frozen=True)
class ItemChange:
    """An item that both quizzes have: the fields in which its student item and its key differ, in
    words.
    """

    before: PlacedItem
    after: PlacedItem
    student_fields: tuple[str, ...]
    key_fields: tuple[str, ...]

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
    """Items that changed, ids that came and went, other fields of the view that differ, whether
    forms are arranged anew.
    """

    items: tuple[ItemChange, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    front: tuple[str, ...]
    rearranged: bool


def placed_items(view: QuizView, key: AnswerKey) -> Iterator[PlacedItem]:
    """The items of a quiz, section by section."""
    for s, (section, keys) in enumerate(zip(view.sections, key.sections, strict=True)):
        for n, (student, item_key) in enumerate(zip(section.items, keys, strict=True)):
            yield PlacedItem(s, n, student, item_key)


def differences(
    view: QuizView, key: AnswerKey, new_view: QuizView, new_key: AnswerKey
) -> Differences:
    """What differs; an item whose id is gone is known again by what a student sees of it."""
    before, after = list(placed_items(view, key)), list(placed_items(new_view, new_key))
    pairs = match_items(before, after)
    changes = [
        ItemChange(
            old,
            new,
            changed_view_fields(old.student, new.student),
            changed_key_fields(old.key, new.key),
        )
        for old, new in pairs
    ]
    paired = {old.name for old, _ in pairs}
    known = {new.name for _, new in pairs}
    return Differences(
        tuple(c for c in changes if c.student_fields or c.key_fields or c.renamed),
        tuple(new.name for new in after if new.name not in known),
        tuple(old.name for old in before if old.name not in paired),
        _changed_front(view, new_view),
        [_by_name(form, before) for form in view.forms]
        != [_by_name(form, after) for form in new_view.forms],
    )


def _changed_front(view: QuizView, new_view: QuizView) -> tuple[str, ...]:
    """What differs of a quiz besides its items and how forms arrange them, in words."""
    before, after = vars(view), vars(new_view)
    names = [field.name for field in fields(QuizView) if field.name not in _ARRANGED]
    changed = [*fields_in_words(name for name in names if before[name] != after[name])]
    titles, new_titles = ([section.title for section in each.sections] for each in (view, new_view))
    regrouped = len(titles) != len(new_titles)
    if regrouped:
        changed.append("number of sections")
    if titles != new_titles:
        changed.append("section titles")
    for words, field in (
        ("section instructions", _instructions),
        ("questions to answer", _answers),
    ):
        before_and_after = [field(each) for each in (view, new_view)]
        # Of another number of sections only what is said in them can differ, not where nothing is.
        said = [[*filter(any, each)] if regrouped else each for each in before_and_after]
        if said[0] != said[1]:
            changed.append(words)
    if len(view.forms) != len(new_view.forms):
        changed.append("number of forms")
    return tuple(changed)


def _instructions(view: QuizView) -> list[tuple[int, str]]:
    return [(0, section.instructions) for section in view.sections]


def _answers(view: QuizView) -> list[tuple[int, str]]:
    return [(section.answer, section.counts) for section in view.sections]


def match_items(
    before: list[PlacedItem], after: list[PlacedItem]
) -> list[tuple[PlacedItem, PlacedItem]]:
    """The items that both have, by id, or else because students see the same."""
    unmatched = {new.name: new for new in after}
    pairs = [(old, unmatched.pop(old.name)) for old in before if old.name in unmatched]
    matched = {old.name for old, _ in pairs}
    for old in before:
        twins = [new for new in unmatched.values() if new.student == old.student]
        if old.name not in matched and len(twins) == 1:
            pairs.append((old, unmatched.pop(twins[0].name)))
    return sorted(pairs, key=lambda pair: (pair[0].section, pair[0].index))


def changed_view_fields(old: StudentItem, new: StudentItem) -> tuple[str, ...]:
    """The fields in which what a student sees of an item differs, in words."""
    return fields_in_words(_changed_fields(old, new))


def changed_key_fields(old: ItemKey, new: ItemKey) -> tuple[str, ...]:
    """The fields in which the key of an item differs, in words; facts by their ids."""
    facts = tuple(f"fact {name}" for name in changed_facts(old, new))
    return fields_in_words(key_fields_changed(old, new)) + facts


def key_fields_changed(old: ItemKey, new: ItemKey) -> tuple[str, ...]:
    """The fields in which the key of an item differs, but for id and facts; "type" where it is of
    another type.
    """
    return tuple(name for name in _changed_fields(old, new) if name not in ("id", "facts"))


def changed_facts(old: ItemKey, new: ItemKey) -> tuple[str, ...]:
    """The ids of cited facts that came, went or say something else; a set cites all facts of its
    parts.
    """
    before, after = ({fact.id: fact for fact in key.facts} for key in (old, new))
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def _changed_fields(old: StudentItem | ItemKey, new: StudentItem | ItemKey) -> list[str]:
    if type(old) is not type(new):
        return ["type"]
    before, after = to_plain(old), to_plain(new)
    names = [field.name for field in fields(old)]
    return [name for name in names if before.get(name) != after.get(name)]


def fields_in_words(names: Iterable[str]) -> tuple[str, ...]:
    """The names of fields as people read them."""
    return tuple(_WORDS.get(name, name.replace("_", " ")) for name in names)


def _by_name(form: Form, items: list[PlacedItem]) -> list[tuple[str, tuple[int, ...]]]:
    """The order of a form, by the ids of its items."""
    names = {(item.section, item.index): item.name for item in items}
    return [
        (names[s, index], order)
        for s, places in enumerate(form.sections)
        for index, order in places
    ]
