"""The geometry of an answer sheet: where on its pages what is, for whatever reads filled ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.editions.names import sheet_name
from generator.storage.sealed_json import LOST, Damaged, digest, seal, unseal
from generator.values import dataclass

_FIELDS = {
    "code",
    "corners",
    "digits",
    "form",
    "height",
    "layout",
    "pages",
    "paper_code",
    "profile",
    "scan",
    "width",
}


class DamagedSheet(Damaged):
    """The bytes of a geometry that cannot be used."""

    what = "geometry of an answer sheet"


@dataclass(frozen=True)
class Sheet:
    """A geometry as it is kept; all measures are hundredths of a millimetre from the page's upper
    left corner.  docs/records.md says what `content` holds.
    """

    code: str
    digits: int
    content: Mapping[str, Any]


def sheet_file(pack: str, code: str, layout: str, record: Mapping[str, Any]) -> tuple[str, bytes]:
    """The path and bytes of a geometry; `code` is the edition's, `layout` the digest that the
    codes on its pages have.
    """
    content = {"code": code, "layout": layout, **record}
    return sheet_name(pack, code, digest(content).hex()), seal("sheet", content)


def read_sheet(data: bytes, code: str) -> Sheet:
    """The geometry of the edition `code` that a file holds.  Raises DamagedSheet."""
    content: Any = unseal(data, "sheet", DamagedSheet)["sheet"]
    if (
        not isinstance(content, dict)
        or set(content) != _FIELDS
        or type(content["digits"]) is not int
    ):
        raise DamagedSheet("its fields are not those of a geometry" + LOST)
    if content["code"] != code:
        raise DamagedSheet(f"it does not belong to {code}" + LOST)
    return Sheet(code, content["digits"], content)
