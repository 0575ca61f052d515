"""The bundled fonts as files: which there are, and which characters they can draw."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Protocol

# One family in four styles; behind each are the same fonts, so that what one style can draw, all
# can.
FAMILY = {
    (False, False): "NotoSans-Regular",
    (True, False): "NotoSans-Bold",
    (False, True): "NotoSans-Italic",
    (True, True): "NotoSans-BoldItalic",
}
SERBIAN = {False: "NotoSans-Italic-SR", True: "NotoSans-BoldItalic-SR"}
CODE = "NotoSansMono-Regular"
BEHIND = {
    False: ("NotoSansArmenian-Regular", "NotoSansGeorgian-Regular"),
    True: ("NotoSansArmenian-Bold", "NotoSansGeorgian-Bold"),
}
LAST = (
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
    "NotoSansSymbols-Regular",
    "NotoSans-Regular",
)

NAMES = (*FAMILY.values(), *SERBIAN.values(), CODE, *BEHIND[False], *BEHIND[True], *LAST[:-1])


def chain(bold: bool, italic: bool, code: bool, serbian: bool) -> tuple[str, ...]:
    """The fonts that a style looks through, in order."""
    own = [CODE if code else FAMILY[bold, italic]]
    if serbian and italic and not code:
        own.insert(0, SERBIAN[bold])
    return (*own, *BEHIND[bold], *LAST)


@cache
def font_bytes(name: str) -> bytes:
    """A font's file."""
    return files("generator.render.pdf.faces").joinpath(f"{name}.ttf").read_bytes()


@cache
def coverage() -> frozenset[int]:
    """Code points that can be drawn in every style."""
    return frozenset.intersection(
        *(
            frozenset().union(*(_characters(name) for name in chain(bold, italic, code, False)))
            for bold in (False, True)
            for italic in (False, True)
            for code in (False, True)
        )
    )


@cache
def identity() -> str:
    """What decides the bytes of a file besides its document: the code of this folder and of the
    blocks, the profiles in it, ReportLab and the fonts.
    """
    from importlib.metadata import version  # slow to import, and most commands need none

    digest = hashlib.sha256(version("reportlab").encode())
    # No version number that someone may forget to raise.
    for folder in ("generator.page", "generator.render.pdf"):
        for source in _sources(files(folder)):
            digest.update(hashlib.sha256(source).digest())
    for name in NAMES:
        digest.update(hashlib.sha256(font_bytes(name)).digest())
    return digest.hexdigest()[:16]


class _Entry(Protocol):
    """A file or folder of the package, wherever the package lies."""

    @property
    def name(self) -> str: ...  # noqa: D102
    def is_dir(self) -> bool: ...  # noqa: D102
    def iterdir(self) -> Iterator[_Entry]: ...  # noqa: D102
    def read_bytes(self) -> bytes: ...  # noqa: D102


def _sources(folder: _Entry) -> Iterator[bytes]:
    """The bytes of every module below a folder, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry.read_bytes()


@cache
def _characters(name: str) -> frozenset[int]:
    """The code points of a font's cmap, up to U+FFFF: characters are shown by two-byte codes."""
    data = font_bytes(name)
    tables = {
        data[at : at + 4]: struct.unpack_from(">L", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    cmap = tables[b"cmap"]
    codes: set[int] = set()
    for n in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * n)
        at = cmap + offset
        kind = struct.unpack_from(">H", data, at)[0]
        if (platform, encoding) in ((3, 1), (3, 10), (0, 3), (0, 4)) and kind in (4, 12):
            codes |= (_segments if kind == 4 else _groups)(data, at)
    return frozenset(code for code in codes if 0x20 <= code < 0xFFFE)


def _segments(data: bytes, at: int) -> set[int]:
    """The code points of a cmap subtable of format 4."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, at + 14 + 2 * count * n + (2 if n else 0))
        for n in range(4)
    )
    codes = set()
    for n in range(count):
        for code in range(starts[n], ends[n] + 1):
            if offsets[n]:
                where = at + 16 + 6 * count + 2 * n + offsets[n] + 2 * (code - starts[n])
                glyph = struct.unpack_from(">H", data, where)[0] if where + 2 <= len(data) else 0
            else:
                glyph = (code + deltas[n]) & 0xFFFF
            if glyph:
                codes.add(code)
    return codes


def _groups(data: bytes, at: int) -> set[int]:
    """The code points of a cmap subtable of format 12."""
    count = struct.unpack_from(">L", data, at + 12)[0]
    return {
        code
        for n in range(count)
        for start, end, glyph in [struct.unpack_from(">LLL", data, at + 16 + 12 * n)]
        for code in range(start, min(end, 0xFFFF) + 1)
        if glyph + code - start
    }
