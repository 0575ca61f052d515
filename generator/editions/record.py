"""The record of an edition: its view, frozen under its code."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from generator.editions.code import edition_code
from generator.editions.quiz import QuizView, view_from_plain, view_to_plain
from generator.editions.stored_texts import holds_blocks
from generator.i18n.words_version import FIRST_WORDS_VERSION, WORDS_VERSION
from generator.storage.sealed_json import LOST, NEWER, Damaged, digest, seal, unseal
from generator.values import dataclass


def _from_schema_1(view: Any) -> Any:
    """What schema 1 holds, schema 2 holds too: no text of it is of several blocks."""
    return view


def _from_schema_2(view: Any) -> Any:
    """What schema 2 holds, schema 3 holds too: without a version, its words are the first."""
    return view


OLDER = {1: _from_schema_1, 2: _from_schema_2}
_NO_PART_OF_THE_CODE = "words_version"


class DamagedRecord(Damaged):
    """The bytes of a record that cannot be used."""

    what = "record"


@dataclass(frozen=True)
class Record:
    """An edition as it is recorded: `data` are the bytes to write."""

    code: str
    view: QuizView
    data: bytes


def make_record(view: QuizView) -> Record:
    """The record of a view: the same view, the same code and bytes."""
    return _record(view, view_to_plain(view))


@lru_cache(maxsize=4)  # a build asks for the one of its edition again and again
def read_record(data: bytes) -> Record:
    """The record that a file holds, whatever its line ends.  Raises DamagedRecord."""
    sealed = unseal(data, "view", DamagedRecord, "code", older=OLDER)
    try:
        view = view_from_plain(sealed["view"])
    # The hash proves that nothing has changed, not that this version can have written it.
    except (ValueError, TypeError, RecursionError):
        raise DamagedRecord(NEWER) from None
    if not FIRST_WORDS_VERSION <= view.words_version <= WORDS_VERSION:
        raise DamagedRecord(NEWER)
    record = _record(view, sealed["view"])
    if sealed["schema"] != _schema(sealed["view"]):
        raise DamagedRecord("its schema is not that of its content" + LOST)
    if sealed["code"] != record.code:
        raise DamagedRecord("its code is not that of its content" + LOST)
    return record


def _record(view: QuizView, plain: dict[str, Any]) -> Record:
    coded = {name: value for name, value in plain.items() if name != _NO_PART_OF_THE_CODE}
    code = edition_code(digest(coded))
    return Record(code, view, seal("view", plain, _schema(plain), code=code))


def _schema(plain: dict[str, Any]) -> int:
    if _NO_PART_OF_THE_CODE in plain:
        return 3
    return 2 if holds_blocks(plain) else 1
