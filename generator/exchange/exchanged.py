"""What a format gives and takes: items as authors write their fields, and notes of what became of
them on the way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TypeAlias

from generator.content.nodes import shorten
from generator.values import dataclass

# What is written in a field: a text, a list or named fields, as in a bank.
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Fields: TypeAlias = dict[str, Value]

CHANGED, GUESSED, LOST = "changed", "guessed", "lost"
KINDS = (CHANGED, GUESSED, LOST)
LARGEST = 100 * 1024 * 1024  # bytes of a file, and of all that is packed in it
MOST_QUESTIONS = 20_000  # of an import


class ExchangeError(Exception):
    """A file that cannot be read or written at all: one sentence for people."""


@dataclass(frozen=True)
class Note:
    """What became of a part of an item: changed (it says the same in another form), guessed (a
    person must look), or lost.
    """

    kind: str
    what: str


@dataclass(frozen=True)
class ExchangedItem:
    """An item on its way: where it was found ("question 3, line 14"), its fields, and notes.

    `fields` are empty where it could not be brought over; the notes say why.  `files`: bytes of
    pictures, by the path that its texts have for them.
    """

    place: str
    fields: Fields
    notes: tuple[Note, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_lost(self) -> bool:
        """Whether nothing of it was brought over."""
        return not self.fields


class Notes:
    """Notes of one item while it is read or written, each only once."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}

    def changed(self, what: str) -> None:
        """It says the same in another form."""
        self._notes[Note(CHANGED, what)] = None

    def guessed(self, what: str) -> None:
        """A person must look whether it is right."""
        self._notes[Note(GUESSED, what)] = None

    def lost(self, what: str) -> None:
        """It is not in what was written."""
        self._notes[Note(LOST, what)] = None

    def unread(self, values: Iterable[tuple[str, str]]) -> None:
        """Values of the source that have no place here, by the name that they have there."""
        for name, value in values:
            self.lost(f"'{name}'" + (f" ({shorten(value)})" if value else ""))

    def take(self, notes: Iterable[Note]) -> None:
        """Notes of a part of it."""
        self._notes.update(dict.fromkeys(notes))

    def moved(self) -> Notes:
        """These notes as those of another item; here are none any more."""
        other = Notes()
        other._notes, self._notes = self._notes, {}
        return other

    @property
    def all(self) -> tuple[Note, ...]:
        """The notes in order."""
        return tuple(self._notes)


def with_rest(items: Sequence[ExchangedItem], rest: Notes) -> list[ExchangedItem]:
    """Items of a file, the last of them with what is said behind it and lost."""
    if not items:
        return []
    lost = (note for note in rest.all if note.kind == LOST)
    *others, last = items
    return [*others, replace(last, notes=(*last.notes, *lost))]


@dataclass(frozen=True)
class Written:
    """A file in another program's format, and each item with what became of it."""

    data: bytes
    items: tuple[ExchangedItem, ...]


class Format(ABC):
    """Another program's format: `read`, `write` or both raise NotImplementedError where it is for
    one direction only.
    """

    reads: bool = True
    writes: bool = True
    holds_pictures: bool = False
    """Whether what it writes holds the pictures that texts name."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name that is typed on the command line."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is called by people."""

    @property
    @abstractmethod
    def suffix(self) -> str:
        """How its files end, with the dot."""

    def recognises(self, file_name: str, data: bytes) -> bool:
        """Whether a file seems to be of this format."""
        return file_name.lower().endswith(self.suffix)

    def read(self, data: bytes) -> list[ExchangedItem]:
        """The items of a file, also those that cannot be brought over.  Raises ExchangeError."""
        raise NotImplementedError

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A file of items; the notes of each say what the format has no place for.

        Raises ExchangeError.
        """
        raise NotImplementedError


def picture_path(name: str, data: bytes) -> str:
    """Where a picture is put in the project, by what is in it; "" where it cannot be printed."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in (".png", ".jpg", ".jpeg", ".svg"):
        return ""
    return f"pictures/{sha256(data).hexdigest()[:16]}{suffix}"


def text_of(fields: Mapping[str, Value], name: str) -> str:
    """A field that is a text, or ""."""
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def list_of(fields: Mapping[str, Value], name: str) -> list[Value]:
    """A field that is a list, or an empty one; a text stands for a list of it."""
    value = fields.get(name, [])
    return value if isinstance(value, list) else [value]


def entry_text(entry: Value, name: str = "text") -> str:
    """The text of an entry that is a text or has named fields."""
    return (
        text_of(entry, name) if isinstance(entry, dict) else entry if isinstance(entry, str) else ""
    )
