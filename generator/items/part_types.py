"""The item types that may also be parts of a set."""

from __future__ import annotations

from generator.items.cloze import Cloze
from generator.items.essay import Essay
from generator.items.matching import Matching
from generator.items.multiple import Multiple
from generator.items.numeric import Numeric
from generator.items.ordering import Ordering
from generator.items.protocol import AnyItemType, by_name
from generator.items.short_answer import ShortAnswer
from generator.items.single import Single
from generator.items.true_false import TrueFalse

PART_TYPES: dict[str, AnyItemType] = by_name(
    (
        Single(),
        Multiple(),
        TrueFalse(),
        Matching(),
        Ordering(),
        Cloze(),
        Numeric(),
        ShortAnswer(),
        Essay(),
    )
)
