"""Student items and keys as plain data that names their type, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.items.protocol import AnyItemType, ItemKey, StudentItem
from generator.storage.canonical_json import ShapeError, from_plain, to_plain


def type_of(half: StudentItem | ItemKey, types: Mapping[str, AnyItemType]) -> AnyItemType:
    """The type that a student item or a key belongs to. Raises KeyError when it is of none."""
    for item_type in types.values():
        if type(half) in (item_type.student_class, item_type.key_class):
            return item_type
    raise KeyError(type(half).__name__)


def to_plain_with_type(
    half: StudentItem | ItemKey, types: Mapping[str, AnyItemType]
) -> dict[str, Any]:
    """The plain form, with the name of the type as `type`."""
    return {"type": type_of(half, types).name, **to_plain(half)}


def student_item_from_plain(data: Any, types: Mapping[str, AnyItemType]) -> StudentItem:
    """The student item that plain data describes.  Raises ShapeError."""
    item_type, fields = _split(data, types)
    student: StudentItem = from_plain(item_type.student_class, fields)
    return student


def item_key_from_plain(data: Any, types: Mapping[str, AnyItemType]) -> ItemKey:
    """The key that plain data describes.  Raises ShapeError."""
    item_type, fields = _split(data, types)
    key: ItemKey = from_plain(item_type.key_class, fields)
    return key


def _split(data: Any, types: Mapping[str, AnyItemType]) -> tuple[AnyItemType, dict[str, Any]]:
    name = data.get("type") if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in types:
        raise ShapeError("an item of a known type expected")
    return types[name], {field: value for field, value in data.items() if field != "type"}
