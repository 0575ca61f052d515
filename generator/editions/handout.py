"""The note that an edition was handed out: to which class, when, in how many copies, with which
revision of its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.content.model import EARLIER, WITH_TABLES, look_noted, noted_look
from generator.storage.sealed_json import LOST, Damaged, digest, seal, unseal

_FIELDS = {"code", "class", "date", "copies", "revision"}


def _as_it_is(handout: Any) -> Any:
    """What schemas 1 and 2 hold, schema 3 holds too: no density is said of what had none, and one
    that says nothing of diagrams had none.
    """
    return handout


OLDER = {1: _as_it_is, 2: _as_it_is}


class DamagedHandout(Damaged):
    """The bytes of a handout that cannot be used."""

    what = "mark of a printed edition"


@dataclass(frozen=True)
class Handout:
    """That an edition was handed out; `revision`: the hash of the key side that held then; `data`:
    the bytes to write; `density`: that its papers were set in, or another of the looks that there
    were.
    """

    code: str
    class_name: str
    date: str
    copies: int
    revision: str
    hash: str
    data: bytes
    density: str = EARLIER


def make_handout(
    code: str, class_name: str, date: str, copies: int, revision: str, density: str = EARLIER
) -> Handout:
    """The handout of an edition, with the bytes to write."""
    plain: dict[str, Any] = {
        "code": code,
        "class": class_name,
        "date": date,
        "copies": copies,
        "revision": revision,
    }
    schema = 1
    if density != EARLIER:
        schema = 2 if density in WITH_TABLES.values() else 3
        plain["density"] = noted_look(density)
    data = seal("printed", plain, schema)
    return Handout(code, class_name, date, copies, revision, digest(plain).hex(), data, density)


def read_handout(data: bytes, code: str) -> Handout:
    """The handout of the edition `code` that a file holds.  Raises DamagedHandout."""
    note: Any = unseal(data, "printed", DamagedHandout, older=OLDER)["printed"]
    if (
        not isinstance(note, dict)
        or set(note) - {"density"} != _FIELDS
        or type(note["copies"]) is not int
        or not all(isinstance(note[name], str) for name in _FIELDS - {"copies"})
        or not isinstance(note.get("density", EARLIER), str)
        or noted_look(look_noted(note.get("density", EARLIER))) != note.get("density", EARLIER)
    ):
        raise DamagedHandout("its fields are not those of a mark" + LOST)
    if note["code"] != code:
        raise DamagedHandout(f"it does not belong to {code}" + LOST)
    return make_handout(
        code,
        note["class"],
        note["date"],
        note["copies"],
        note["revision"],
        look_noted(note.get("density", EARLIER)),
    )
