"""The item types, one module each.

In: an item of any type.  Out: its view and key side, and both as blocks, through the type's own module.
Never asks which type it has before it: the registry answers.
"""

from __future__ import annotations

from types import ModuleType

from generator.items import base, cloze, essay, matching, multiple, numeric, ordering, set, short_answer, single, true_false
from generator.items.base import Answer, Asked, CitedFact, Shuffle

__all__ = ["TYPES", "Answer", "Asked", "CitedFact", "Shuffle", "base"]

TYPES: dict[str, ModuleType] = {module.NAME: module for module in (
    single, multiple, true_false, matching, ordering, cloze, numeric, short_answer, essay, set)}
