"""The note that an edition was handed out: to which class, when, in how many copies, with which
revision of its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.storage.sealed_json import LOST, Damaged, digest, seal, unseal

_FIELDS = {"code", "class", "date", "copies", "revision"}


class DamagedHandout(Damaged):
    """The bytes of a handout that cannot be used."""

    what = "mark of a printed edition"


@dataclass(frozen=True)
class Handout:
    """That an edition was handed out; `revision`: the hash of the key side that held then; `data`:
    the bytes to write.
    """

    code: str
    class_name: str
    date: str
    copies: int
    revision: str
    hash: str
    data: bytes


def make_handout(code: str, class_name: str, date: str, copies: int, revision: str) -> Handout:
    """The handout of an edition, with the bytes to write."""
    plain = {
        "code": code,
        "class": class_name,
        "date": date,
        "copies": copies,
        "revision": revision,
    }
    return Handout(
        code, class_name, date, copies, revision, digest(plain).hex(), seal("printed", plain)
    )


def read_handout(data: bytes, code: str) -> Handout:
    """The handout of the edition `code` that a file holds.  Raises DamagedHandout."""
    note: Any = unseal(data, "printed", DamagedHandout)["printed"]
    if (
        not isinstance(note, dict)
        or set(note) != _FIELDS
        or type(note["copies"]) is not int
        or not all(isinstance(note[name], str) for name in _FIELDS - {"copies"})
    ):
        raise DamagedHandout("its fields are not those of a mark" + LOST)
    if note["code"] != code:
        raise DamagedHandout(f"it does not belong to {code}" + LOST)
    return make_handout(code, note["class"], note["date"], note["copies"], note["revision"])
