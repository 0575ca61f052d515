"""The item types, one module each."""

from __future__ import annotations

from types import ModuleType

from generator.items import (
    cloze,
    essay,
    item_set,
    matching,
    multiple,
    numeric,
    ordering,
    protocol,
    short_answer,
    single,
    true_false,
)
from generator.items.protocol import CitedFact, ItemKey, Shuffle, StudentItem

__all__ = ["TYPES", "ItemKey", "StudentItem", "CitedFact", "Shuffle", "protocol"]

TYPES: dict[str, ModuleType] = {
    module.NAME: module
    for module in (
        single,
        multiple,
        true_false,
        matching,
        ordering,
        cloze,
        numeric,
        short_answer,
        essay,
        item_set,
    )
}
