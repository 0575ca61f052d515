"""The questions of a quiz beside each other on several forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from generator.documents.placed import Placed, number_text, placed
from generator.editions.quiz import AnswerKey, QuizView
from generator.items import ItemKey, StudentItem, type_of
from generator.values import dataclass


@dataclass(frozen=True)
class Question:
    """A question, or a part of one with its letter, on several forms: its number on each, both its
    halves, and the order of its options on each.

    `section` and `index` are its item's place in the view.
    """

    section: int
    index: int
    letter: str
    numbers: tuple[int, ...]
    student: StudentItem
    key: ItemKey
    orders: tuple[tuple[int, ...], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Its number on each form with its letter: 7, or 7a."""
        return tuple(number_text(number, self.letter) for number in self.numbers)

    @cached_property
    def parts(self) -> tuple[Question, ...]:
        """Its parts in printing order; nothing where it has none."""
        item_type = type_of(self.student)
        by_form = [item_type.lettered_parts(self.student, self.key, o) for o in self.orders]
        return tuple(
            Question(
                self.section,
                self.index,
                alike[0].letter,
                self.numbers,
                alike[0].student,
                alike[0].key,
                tuple(part.order for part in alike),
            )
            for alike in zip(*by_form, strict=True)
        )


def questions_across(view: QuizView, keys: AnswerKey, forms: Sequence[int]) -> tuple[Question, ...]:
    """The items of a quiz on some forms, in the order of the first of these."""
    by_form = [{(item.section, item.index): item for item in placed(view, form)} for form in forms]
    return tuple(
        _question(place, [items[place] for items in by_form], keys) for place in by_form[0]
    )


def _question(place: tuple[int, int], items: Sequence[Placed], keys: AnswerKey) -> Question:
    section, index = place
    return Question(
        section,
        index,
        "",
        tuple(item.number for item in items),
        items[0].student,
        keys.sections[section][index],
        tuple(item.order for item in items),
    )
