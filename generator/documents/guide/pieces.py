"""What a quiz is made of when sets are taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from generator.editions.quiz import AnswerKey, QuizView, type_of
from generator.items import TYPES, ItemKey, StudentItem


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
        return type_of(self.asked)

    @property
    def module(self) -> ModuleType:
        """The module of its type."""
        return TYPES[self.type]


def pieces(view: QuizView, key: AnswerKey) -> Iterator[Piece]:
    """The pieces of a quiz, section by section."""
    for n, (section, answers) in enumerate(zip(view.sections, key.sections, strict=True)):
        for index, (asked, answer) in enumerate(zip(section.items, answers, strict=True)):
            order = tuple(range(TYPES[type_of(asked)].shuffle(asked).count))
            for part, one, given, _ in taken_apart(asked, answer, order):
                yield Piece(n, index, part, one, given)


def taken_apart(
    asked: StudentItem, answer: ItemKey, order: tuple[int, ...]
) -> tuple[tuple[str, StudentItem, ItemKey, tuple[int, ...]], ...]:
    """An item's parts, each with its letter and the order of its own options; the item itself, without one, if it has none."""
    module = TYPES[type_of(asked)]
    if hasattr(module, "pieces"):
        found: tuple[tuple[str, StudentItem, ItemKey, tuple[int, ...]], ...] = module.pieces(
            asked, answer, order
        )
        return found
    return (("", asked, answer, order),)
