"""What every item has: the common fields, and the common parts of view and key side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import (
    ID,
    LINE,
    MINUTES,
    POINTS,
    REFERENCE,
    TEXT,
    choice,
    whole_number,
)
from generator.content.fields import Field, list_of, mapping_of
from generator.content.model import DIFFICULTIES, ITEM_STATUSES, LEVELS

COMMON = (
    Field(
        "id",
        ID,
        "names the item, unique over all banks and never reused",
        "fc-kosovo-precedent",
        required=True,
    ),
    Field("type", LINE, "the type of item", "single", required=True),
    Field(
        "objective",
        REFERENCE,
        "the objective it tests, one of the bank's",
        "fc-precedent",
        required=True,
    ),
    Field(
        "level", choice(*LEVELS), "the level of thinking it asks for", "understand", required=True
    ),
    Field(
        "difficulty",
        choice(*DIFFICULTIES),
        "how hard it is expected to be",
        "medium",
        required=True,
    ),
    Field(
        "facts",
        list_of(REFERENCE, 1),
        "the ids of the facts it rests on",
        "[fc-16, fc-18]",
        required=True,
    ),
    Field(
        "stem",
        TEXT,
        "the asking text",
        "Which earlier case did Russia cite in August 2008?",
        required=True,
    ),
    Field("points", POINTS, "what it is worth, a multiple of 0.5", "1"),
    Field(
        "rationale",
        TEXT,
        "why the key is right, for the answer key",
        "The commentary reports that …",
    ),
    Field("status", choice(*ITEM_STATUSES), "draft, ready or retired", "ready", default="ready"),
    Field("reviewed_by", LINE, "who has reviewed the item", "A. Reader", default=""),
    Field(
        "minutes", MINUTES, "how long answering takes, where the estimate by its type is wrong", "3"
    ),
    Field("lines", whole_number(0, 60), "how many ruled lines to print for the answer", "4"),
    Field(
        "notes",
        LINE,
        "a note to whoever edits the bank; never printed",
        "Check after the next revision.",
        default="",
    ),
    Field(
        "not_with",
        list_of(REFERENCE),
        "items that must not stand on one paper with it",
        "[fc-kosovo-2008]",
        default=(),
    ),
    Field(
        "ignore",
        mapping_of(LINE, ID, "checks to silence, each with its reason"),
        "checks to silence for this item, each with its reason",
        "{key-longest: an official title}",
        default=None,
    ),
)


def called(name: str, what: str) -> str:
    """An item or part of a type, with its article: a single item, an essay part."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} {what}"


@dataclass(frozen=True)
class CitedFact:
    """A fact as it stood when the key was made."""

    id: str
    status: str
    text: str
    ref: str
    source: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True)
class StudentItem:
    """Everything a student sees of any item; texts hold their markup."""

    stem: str
    points: Fraction


@dataclass(frozen=True)
class ItemKey:
    """Everything else of any item, with its facts in full."""

    id: str
    objective: str
    level: str
    difficulty: str
    facts: tuple[CitedFact, ...]
    rationale: str = ""


@dataclass(frozen=True)
class Shuffle:
    """What a form may arrange of an item: its option texts; `fixed`: they keep their order; `pinned`: how many stay last.

    `groups`: the item is made of parts, each arranged for itself; an order then holds one part's places after another's.
    """

    options: tuple[str, ...] = ()
    fixed: bool = False
    pinned: int = 0
    groups: tuple[Shuffle, ...] = ()

    @property
    def count(self) -> int:
        """How many places an order has."""
        return len(self.options) + sum(group.count for group in self.groups)

    def accepts(self, order: tuple[int, ...]) -> bool:
        """Whether an order holds every option once, each part's among themselves."""
        if not self.groups:
            return sorted(order) == list(range(self.count))
        start, sound = 0, len(order) == self.count
        for group in self.groups:
            part = tuple(index - start for index in order[start : start + group.count])
            sound = sound and group.accepts(part)
            start += group.count
        return sound


NOTHING = Shuffle()
