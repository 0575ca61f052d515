"""The questions of an edition as they are marked: where each is on every form, its key and whether
it counts.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from generator.editions.edition import Edition
from generator.editions.quiz import Arrangement
from generator.items import AnyItemType, ItemKey, StudentItem, type_of
from generator.page.markup import Spans
from generator.page.one_line import in_one_line, opening, shortened
from generator.values import dataclass

FULL, NONE = "full", "none"  # the rules by which a question is void
Place = tuple[int, int, str]


@dataclass(frozen=True)
class Question:
    """A question, or a part of a set, on all forms.

    `section` and `index` are its place in the view, `part` its letter, "" for a whole question.
    `numbers` and `orders` are, form by form, its number as printed and the order of its options.
    `void`: the rule by which it was dropped, "" where it counts.  `answer`: how many questions of
    its section are answered, 0 for all; `counts`: which ones count of more.
    """

    section: int
    index: int
    part: str
    numbers: tuple[int, ...]
    orders: tuple[tuple[int, ...], ...]
    student: StudentItem
    key: ItemKey
    void: str = ""
    parts: tuple[Question, ...] = ()
    answer: int = 0
    counts: str = ""

    @property
    def place(self) -> Place:
        """What tells it apart, whatever the form."""
        return self.section, self.index, self.part

    @property
    def with_parts(self) -> tuple[Question, ...]:
        """Itself, then its parts."""
        return self, *self.parts

    @property
    def type(self) -> AnyItemType:
        """The type of its item."""
        return type_of(self.student)

    @property
    def points(self) -> Fraction:
        """What it is worth."""
        return self.student.points

    @property
    def item(self) -> str:
        """The id of its item."""
        return self.key.id

    def number(self, form: int = 0) -> str:
        """Its number on a form: 15, or 15a for a part."""
        return f"{self.numbers[form]}{self.part}"

    def cue(self, length: int = 40) -> str:
        """The opening of its stem in plain words, on one line."""
        return shortened(in_one_line(self.student.stem), length)

    def opening(self, length: int) -> Spans:
        """The same with its formulas to be drawn."""
        return opening(self.student.stem, length)


def questions_of(edition: Edition) -> tuple[Question, ...]:
    """The questions of an edition in the order of its first form."""
    view = edition.view
    rules = {(void.section, void.index): void.rule for void in edition.note.voids}
    forms = [_places(form.sections) for form in view.forms]
    questions = []
    for section, index in forms[0]:
        student = view.sections[section].items[index]
        key = edition.key.sections[section][index]
        placed = [places[section, index] for places in forms]
        numbers = tuple(number for number, _ in placed)
        orders = tuple(order for _, order in placed)
        void = rules.get((section, index), "")
        whole = Question(section, index, "", numbers, orders, student, key, void)
        rule = view.sections[section]
        whole = replace(whole, answer=rule.answer, counts=rule.counts)
        questions.append(_with_parts(whole))
    return tuple(questions)


def _places(
    sections: tuple[Arrangement, ...],
) -> dict[tuple[int, int], tuple[int, tuple[int, ...]]]:
    """Of each item of a form, by section and index, its number and the order of its options."""
    places = [
        (section, index, order)
        for section, arrangement in enumerate(sections)
        for index, order in arrangement
    ]
    return {
        (section, index): (number, order)
        for number, (section, index, order) in enumerate(places, 1)
    }


def _with_parts(whole: Question) -> Question:
    kind = whole.type
    by_form = [kind.lettered_parts(whole.student, whole.key, order) for order in whole.orders]
    parts = tuple(
        Question(
            whole.section,
            whole.index,
            part.letter,
            whole.numbers,
            tuple(form[n].order for form in by_form),
            part.student,
            part.key,
            whole.void,
            answer=whole.answer,
            counts=whole.counts,
        )
        for n, part in enumerate(by_form[0])
    )
    return replace(whole, parts=parts)
