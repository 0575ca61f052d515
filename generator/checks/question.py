"""An item, or a part of a set, as those meet it who answer it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

from generator.content.model import Bank, Item
from generator.content.walk import all_strings, instances_of, plain, written_texts
from generator.items import TYPES
from generator.items.options import Choices
from generator.page.markup import Text
from generator.problems import NOWHERE, Location

MINUTES_PER_WRITTEN_POINT = 1.2
MINUTES_PER_CHOICE, MINUTES_PER_VERDICT, MINUTES_PER_FURTHER_KEY, MINUTES_PER_PIECE = (
    1.0,
    0.75,
    0.5,
    0.5,
)
GAP = "___"


@dataclass(frozen=True)
class Question:
    """An item with its bank; `owner` is the bank's item: itself, or the set that it is a part of.

    `held`: all texts of the item, those of its parts among them.  `around`: of a part, what is printed before it.
    """

    bank: Bank
    item: Item
    owner: Item
    held: tuple[Text, ...]
    around: tuple[Text, ...] = ()

    @property
    def module(self) -> ModuleType:
        """The module of its type."""
        return TYPES[self.item.type]

    @property
    def english(self) -> bool:
        """Whether its words are English."""
        return self.bank.language.partition("-")[0] == "en"

    def offers(self, name: str, default: Any = None) -> Any:
        """What the type says of this item by one of the functions above, or the default."""
        function = getattr(self.module, name, None)
        return function(self.item.content) if function else default

    @cached_property
    def stem(self) -> str:
        """The asking text as printed."""
        return plain(self.item.stem)

    @cached_property
    def choices(self) -> Choices | None:
        """The lettered options, where it has any."""
        return None if self.parts else next(instances_of(self.item.content, Choices), None)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The right options as printed."""
        return tuple(plain(text) for text in self.choices.keys) if self.choices else ()

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """The wrong options as printed."""
        return tuple(plain(d.text) for d in self.choices.distractors) if self.choices else ()

    @property
    def alone(self) -> bool:
        """Whether it is an item of the bank, and no part of a set."""
        return self.item is self.owner

    @property
    def options(self) -> tuple[str, ...]:
        """All options as printed, the right ones first."""
        return self.keys + self.wrong

    @cached_property
    def right(self) -> tuple[Text, ...]:
        """The texts that a student has to find."""
        return self.choices.keys if self.choices else tuple(self.offers("right_texts", ()))

    @cached_property
    def verdict(self) -> bool | None:
        """Whether the statement is true, where it is one."""
        key = getattr(self.item.content, "key", None)
        return self.offers("verdict", key if isinstance(key, bool) else None)

    @cached_property
    def parts(self) -> tuple[Item, ...]:
        """The items that it is made of, where it is a set."""
        return tuple(instances_of(self.item.content, Item))

    @cached_property
    def fixed(self) -> bool:
        """Whether its options have the same place on every form."""
        shuffle = self.module.shuffle(self.module.asked(self.item))
        return shuffle.fixed or len(shuffle.options) - shuffle.pinned < 2

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Everything written in it, as students and markers read it, without what stands in its parts."""
        inner = {
            text.location for part in self.parts for text in written_texts(part, NOWHERE).texts
        }
        return (
            tuple(text for text in self.held if text.location not in inner) if inner else self.held
        )

    @cached_property
    def seen(self) -> tuple[Text, ...]:
        """Of these, what is printed on the paper: what the type's own view of the item holds."""
        shown = set(all_strings(self.module.asked(self.item)))
        return tuple(text for text in self.texts if text.source in shown)

    @cached_property
    def minutes(self) -> float:
        """How long answering takes: an estimate that the type may better."""
        if stated := getattr(self.item, "minutes", None):
            return float(stated)
        if function := getattr(self.module, "minutes", None):
            return float(function(self.item))
        if self.choices:
            return MINUTES_PER_CHOICE + MINUTES_PER_FURTHER_KEY * (len(self.keys) - 1)
        if self.verdict is not None:
            return MINUTES_PER_VERDICT
        if pieces := len(self.offers("sequence", ())) or self.offers("gapped", "").count(GAP):
            return MINUTES_PER_PIECE * pieces
        return MINUTES_PER_WRITTEN_POINT * math.ceil(self.item.points)

    def place(self, text: str) -> Location:
        """Where one of its options stands."""
        if self.choices:
            for option in self.choices.texts:
                if plain(option) == text:
                    return option.location
        return self.item.stem.location


def questions(bank: Bank, item: Item, held: tuple[Text, ...]) -> Iterator[Question]:
    """An item with its texts, then its parts."""
    whole = Question(bank, item, item, held)
    yield whole
    for part in whole.parts:
        yield Question(bank, part, item, written_texts(part, NOWHERE).texts, whole.seen)
