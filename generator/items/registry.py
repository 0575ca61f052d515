"""The item types by name, and the type of a given item, student item or key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from generator.content.model import Item
from generator.items import plain_form
from generator.items.item_set import ItemSet
from generator.items.part_types import PART_TYPES
from generator.items.protocol import AnyItemType, ItemKey, StudentItem, by_name
from generator.storage.canonical_json import canonical

TYPES: dict[str, AnyItemType] = by_name((*PART_TYPES.values(), ItemSet()))


def item_type(item: Item) -> AnyItemType:
    """The type of an item."""
    return TYPES[item.type]


def type_of(half: StudentItem | ItemKey) -> AnyItemType:
    """The type that a student item or a key belongs to.

    Raises KeyError when it is none of the registry's.
    """
    return plain_form.type_of(half, TYPES)


def scored_parts(item: Item) -> Sequence[Item]:
    """The items that points are given for: the parts of a set; of any other item itself."""
    return item_type(item).parts(item) or (item,)


def item_to_plain(half: StudentItem | ItemKey) -> dict[str, Any]:
    """A student item or key in plain form with the name of its type."""
    return plain_form.to_plain_with_type(half, TYPES)


def fingerprint(student: StudentItem, key: ItemKey) -> str:
    """A hash of what an item asks and of what decides points: equal as long as neither changes."""
    kind = type_of(student)
    values = [kind.wording_values(student), kind.marking_values(key, {})]
    return hashlib.sha256(canonical(values)).hexdigest()[:16]


def student_item_from_plain(data: Any) -> StudentItem:
    """The student item that plain data describes.  Raises ShapeError."""
    return plain_form.student_item_from_plain(data, TYPES)


def item_key_from_plain(data: Any) -> ItemKey:
    """The key that plain data describes.  Raises ShapeError."""
    return plain_form.item_key_from_plain(data, TYPES)
