"""The note of the style that an edition is printed in: the institution's file may be gone when
papers are printed again.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.style import USUAL_STYLE, Style
from generator.storage.canonical_json import from_plain, to_plain
from generator.storage.sealed_json import LOST, NEWER, Damaged, digest, seal, unseal
from generator.values import dataclass


class DamagedStyle(Damaged):
    """The bytes of a style that cannot be used."""

    what = "style of an edition"


@dataclass(frozen=True)
class PrintedStyle:
    """A style that an edition was built in; `number` is higher in what was built later.  `data`:
    the bytes to write.
    """

    code: str
    number: int
    style: Style
    hash: str
    data: bytes


def make_style(code: str, number: int, style: Style) -> PrintedStyle:
    """The note of a style, with the bytes to write."""
    plain = {"code": code, "number": number, "look": to_plain(style.bare)}
    return PrintedStyle(code, number, style.bare, digest(plain).hex(), seal("style", plain))


def read_style(data: bytes, code: str) -> PrintedStyle:
    """The note of a style of the edition `code` that a file holds.  Raises DamagedStyle."""
    plain = unseal(data, "style", DamagedStyle)["style"]
    if not isinstance(plain, dict) or set(plain) != {"code", "number", "look"}:
        raise DamagedStyle("its fields are not those of a style" + LOST)
    if plain["code"] != code or type(plain["number"]) is not int:
        raise DamagedStyle(f"it does not belong to {code}" + LOST)
    try:
        style = from_plain(Style, plain["look"])
    except (ValueError, TypeError, RecursionError):
        raise DamagedStyle(NEWER) from None
    return make_style(code, plain["number"], style)


def latest_style(notes: Iterable[PrintedStyle]) -> PrintedStyle | None:
    """The note of the latest build; None where no build had a style."""
    return max(notes, key=lambda note: (note.number, note.hash), default=None)


def next_style(code: str, notes: Iterable[PrintedStyle], style: Style) -> PrintedStyle | None:
    """The note to add for a style: None where the latest says it already, or none is needed
    because it is the usual one.
    """
    last = latest_style(notes)
    if style.bare == (last.style if last else USUAL_STYLE):
        return None
    return make_style(code, last.number + 1 if last else 1, style)
