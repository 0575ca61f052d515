"""The items of a form where they are printed, and their blocks, composed once for all forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.items import StudentItem, type_of
from generator.page.blocks import Block
from generator.values import dataclass

BlockCache = dict[Any, tuple[Block, ...]]


@dataclass(frozen=True)
class Placed:
    """An item as a form has it: its number, its section and place in the view, and its
    options' order.
    """

    number: int
    section: int
    index: int
    student: StudentItem
    order: tuple[int, ...]


def placed(view: QuizView, form: int) -> Iterator[Placed]:
    """The items of a form in printing order, numbered through."""
    number = 0
    for section, places in enumerate(view.forms[form].sections):
        for index, order in places:
            number += 1
            yield Placed(number, section, index, view.sections[section].items[index], order)


def asks_for_booklet(view: QuizView) -> bool:
    """Whether an answer is written in a booklet, so that not all is on paper or answer sheet."""
    return any(
        type_of(item).in_booklet(item) for section in view.sections for item in section.items
    )


@cache
def number_text(number: int, letter: str = "") -> str:
    """A number as printed, 7 or 7a: one string for hundreds of forms."""
    return f"{number}{letter}"


def composed_once(
    known: BlockCache,
    item: Placed,
    catalog: Catalog,
    make: Callable[[], tuple[Block, ...]],
    *how: bool,
) -> tuple[Block, ...]:
    """The blocks of an item, made once for all forms that arrange it alike; `how`: what else they
    depend on.
    """
    at = item.section, item.index, item.order, catalog, *how
    if at not in known:
        known[at] = make()
    return known[at]
