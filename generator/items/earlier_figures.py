"""What earlier sittings showed of items as they are today: figures of other wordings do not
count.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.content.marking import ItemFigures
from generator.content.model import Content, Item
from generator.items.protocol import CommonKey
from generator.items.registry import fingerprint, item_type, scored_parts
from generator.page.markup import plain


def option_name(source: str) -> str:
    """What an option is called in a history: its text without markup, on one line."""
    return " ".join(plain(source).split())


def item_fingerprint(item: Item) -> str:
    """The fingerprint of an item or a part as it is in its bank."""
    kind = item_type(item)
    return fingerprint(kind.student_view(item), kind.key_view(item, _nothing_said))


def _nothing_said(item: Item) -> CommonKey:
    """What explains and decides no points is in no fingerprint."""
    return CommonKey(item.id, "", "", "", ())


def items_with_figures(content: Content) -> Iterator[tuple[Item, tuple[ItemFigures, ...]]]:
    """Every item, and every part of a set, with what is remembered of it, the earliest first."""
    for item in content.items_by_id.values():
        for unit in dict.fromkeys((item.id, *(part.id for part in scored_parts(item)))):
            figures = content.figures_by_item.get(unit, ())
            if figures:
                of = next((part for part in scored_parts(item) if part.id == unit), item)
                yield of, figures


def current(item: Item, figures: tuple[ItemFigures, ...]) -> tuple[ItemFigures, ...]:
    """The figures of the item as it is now."""
    now = item_fingerprint(item)
    return tuple(entry for entry in figures if entry.fingerprint == now)


def measured_facilities(content: Content) -> dict[str, Fraction]:
    """The facility of each item that was asked as it is now, over all sittings, by id."""
    facilities = {}
    for item, figures in items_with_figures(content):
        own = current(item, figures)
        answers = sum(entry.answers for entry in own)
        if answers:
            earned = sum((entry.facility * entry.answers for entry in own), Fraction(0))
            facilities[item.id] = earned / answers
    return facilities
