"""The note that an edition was handed out: to which class, when, in how many copies, with which
revision of its key.
"""

from __future__ import annotations

from typing import Any

from generator.content.model import DENSITIES, EARLIER, Layout
from generator.storage.canonical_json import ShapeError, from_plain, to_plain
from generator.storage.sealed_json import LOST, Damaged, digest, seal, unseal
from generator.values import dataclass

_FIELDS = {"code", "class", "date", "copies", "revision"}


def _as_it_is(handout: Any) -> Any:
    """What an older schema holds, schema 4 holds too: it says no density of what had none, no
    layout of what had the usual one, and of no layout that matrices were drawn.
    """
    return handout


OLDER = {1: _as_it_is, 2: _as_it_is, 3: _as_it_is}


class DamagedHandout(Damaged):
    """The bytes of a handout that cannot be used."""

    what = "mark of a printed edition"


@dataclass(frozen=True)
class Handout:
    """That an edition was handed out; `revision`: the hash of the key side that held then; `data`:
    the bytes to write; `density`: that its papers were set in; `layout`: how they lay on their
    pages.
    """

    code: str
    class_name: str
    date: str
    copies: int
    revision: str
    hash: str
    data: bytes
    density: str = EARLIER
    layout: Layout = Layout()


def make_handout(  # noqa: PLR0913 - a field of the file each
    code: str,
    class_name: str,
    date: str,
    copies: int,
    revision: str,
    density: str = EARLIER,
    layout: Layout = Layout(),  # noqa: B008 - a frozen value
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
        schema, plain["density"] = 2, density
    if layout != Layout():
        schema, plain["layout"] = 4 if layout.diagrams else 3, to_plain(layout)
    data = seal("printed", plain, schema)
    hash_of_all = digest(plain).hex()
    return Handout(code, class_name, date, copies, revision, hash_of_all, data, density, layout)


def read_handout(data: bytes, code: str) -> Handout:
    """The handout of the edition `code` that a file holds.  Raises DamagedHandout."""
    note: Any = unseal(data, "printed", DamagedHandout, older=OLDER)["printed"]
    if (
        not isinstance(note, dict)
        or set(note) - {"density", "layout"} != _FIELDS
        or type(note["copies"]) is not int
        or not all(isinstance(note[name], str) for name in _FIELDS - {"copies"})
        or note.get("density", EARLIER) not in (*DENSITIES, EARLIER)
    ):
        raise DamagedHandout("its fields are not those of a mark" + LOST)
    if note["code"] != code:
        raise DamagedHandout(f"it does not belong to {code}" + LOST)
    try:
        layout: Layout = from_plain(Layout, note.get("layout", {}))
    except ShapeError:
        raise DamagedHandout("its layout is none that this program knows" + LOST) from None
    return make_handout(
        code,
        note["class"],
        note["date"],
        note["copies"],
        note["revision"],
        note.get("density", EARLIER),
        layout,
    )
