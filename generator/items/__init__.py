"""The item types, one module each: what they have in common is in `protocol`, which there are in
`registry`.
"""

from generator.items.protocol import AnyItemType, CitedFact, ItemKey, ItemType, Shuffle, StudentItem
from generator.items.registry import TYPES, item_to_plain, item_type, scored_parts, type_of

__all__ = [
    "TYPES",
    "AnyItemType",
    "CitedFact",
    "ItemKey",
    "ItemType",
    "Shuffle",
    "StudentItem",
    "item_to_plain",
    "item_type",
    "scored_parts",
    "type_of",
]
