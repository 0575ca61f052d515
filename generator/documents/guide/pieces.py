"""What a quiz is made of when sets are taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.editions.quiz import AnswerKey, QuizView
from generator.items import ItemKey, StudentItem, type_of
from generator.items.protocol import LetteredPart


@dataclass(frozen=True)
class Piece:
    """An item, or a part of one with its letter: its section and place in the view, what it asks and its answer."""

    section: int
    index: int
    part: str
    asked: StudentItem
    answer: ItemKey

    @property
    def type(self) -> str:
        """The name of its type."""
        return type_of(self.asked).name


def pieces(view: QuizView, key: AnswerKey) -> Iterator[Piece]:
    """The pieces of a quiz, section by section."""
    for n, (section, answers) in enumerate(zip(view.sections, key.sections, strict=True)):
        for index, (asked, answer) in enumerate(zip(section.items, answers, strict=True)):
            order = tuple(range(type_of(asked).shuffle(asked).count))
            for part, one, given, _ in taken_apart(asked, answer, order):
                yield Piece(n, index, part, one, given)


def taken_apart(
    asked: StudentItem, answer: ItemKey, order: tuple[int, ...]
) -> tuple[LetteredPart, ...]:
    """An item's parts, each with its letter and the order of its own options; the item itself, without one, if it has none."""
    whole = LetteredPart("", asked, answer, order)
    return type_of(asked).lettered_parts(asked, answer, order) or (whole,)
