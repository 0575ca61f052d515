"""The record of an edition: its view, frozen under its code.

In: a view, or the bytes of a record.  Out: the record with its code and bytes, or DamagedRecord.
Never holds an answer or an item's id, and never gives back a view that is not the one that was frozen.

The file is JSON: `schema`, `code`, `sha256`, and the view as `view_to_plain` writes it, each item once and on one line,
each form as indices on one line: per section, in printing order, [the item's index, [its options' indices in printing
order]].
The code is the hash's; the hash is over the canonical JSON of the view alone, defaults omitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.edition.code import edition_code
from generator.edition.sealed import LOST, NEWER, Damaged, digest, seal, unseal
from generator.view import View, view_from_plain, view_to_plain


class DamagedRecord(Damaged):
    """The bytes of a record that cannot be used."""

    what = "record"


@dataclass(frozen=True)
class Record:
    """An edition as it is kept: `data` are the bytes to write."""

    code: str
    view: View
    data: bytes


def freeze(view: View) -> Record:
    """The record of a view: the same view, the same code and bytes."""
    return _record(view, view_to_plain(view))


def thaw(data: bytes) -> Record:
    """The record that a file holds, laid out as `freeze` does whatever its line ends.  Raises DamagedRecord."""
    whole = unseal(data, "view", DamagedRecord, "code")
    try:
        view = view_from_plain(whole["view"])
    # The hash proves that nothing has changed, not that this version of the program can have written it.
    except (ValueError, TypeError, RecursionError):
        raise DamagedRecord(NEWER) from None
    record = _record(view, whole["view"])
    if whole["code"] != record.code:
        raise DamagedRecord("its code is not that of its content" + LOST)
    return record


def _record(view: View, plain: dict[str, Any]) -> Record:
    code = edition_code(digest(plain))
    return Record(code, view, seal("view", plain, code=code))
