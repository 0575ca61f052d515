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
# A second family, of the usual letters: behind it are those of the first.
SERIF = {style: name.replace("NotoSans-", "NotoSerif-") for style, name in FAMILY.items()}
SERIF_SERBIAN = {bold: name.replace("NotoSans-", "NotoSerif-") for bold, name in SERBIAN.items()}
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
# What is rare is in fonts of its own, so that the subsets of the others stay as they were.
EXTENDED = {style: name.replace("NotoSans-", "NotoSansExtended-") for style, name in FAMILY.items()}
RARE = (
    "NotoSansSymbols2More-Regular",
    "NotoSansMathMore-Regular",
    "NotoSansSymbolsMore-Regular",
    "NotoMusic-Regular",
)

# The resource of a font is called after its place here: a new one comes last.
NAMES = (
    *FAMILY.values(),
    *SERBIAN.values(),
    CODE,
    *BEHIND[False],
    *BEHIND[True],
    *LAST[:-1],
    *EXTENDED.values(),
    *RARE,
    *SERIF.values(),
    *SERIF_SERBIAN.values(),
)
# By font, whose table has its anchors for marks: a family and its extension are one drawing.
ANCHORS = {
    **{FAMILY[style]: name for style, name in EXTENDED.items()},
    **{name: name for name in (*EXTENDED.values(), CODE)},
}
# Characters are shown by two-byte codes. Those beyond U+FFFF that fonts have take private ones.
_BEYOND = {range(0x1D100, 0x1D200): 0xE200, range(0x1D400, 0x1D800): 0xE400}
CODES = {
    chr(point): first + n for points, first in _BEYOND.items() for n, point in enumerate(points)
}


def chain(
    bold: bool, italic: bool, code: bool, serbian: bool, serif: bool = False
) -> tuple[str, ...]:
    """The fonts that a style looks through, in order."""
    own = [CODE if code else FAMILY[bold, italic]]
    if serbian and italic and not code:
        own.insert(0, SERBIAN[bold])
    if serif and not code:
        own.insert(0, SERIF[bold, italic])
        if serbian and italic:
            own.insert(0, SERIF_SERBIAN[bold])
    # The font for code also draws boxes, wherever they are.
    return (*own, *BEHIND[bold], *LAST, EXTENDED[bold, italic], *RARE, CODE)


def font_bytes(name: str) -> bytes:
    """A font's file."""
    return files("generator.render.pdf.faces").joinpath(f"{name}.ttf").read_bytes()


def anchors_text(name: str) -> str:
    """A font's table of anchors for marks, JSON that `tools.make_faces` wrote."""
    table = files("generator.render.pdf.faces").joinpath(f"{name}.marks.json")
    return table.read_text(encoding="ascii")


@cache
def identity() -> str:
    """What decides the bytes of a file besides its document: the code of this folder and of the
    blocks, the profiles in it, ReportLab, segno and the fonts.
    """
    from importlib.metadata import version  # slow to import, and most commands need none

    digest = hashlib.sha256(version("reportlab").encode())
    digest.update(version("segno").encode())
    # No version number that someone may forget to raise.
    for folder in ("generator.page", "generator.render.pdf"):
        for source in _sources(files(folder)):
            digest.update(hashlib.sha256(source).digest())
    for name in NAMES:
        digest.update(hashlib.sha256(font_bytes(name)).digest())
    for name in sorted(set(ANCHORS.values())):
        digest.update(anchors_text(name).encode())
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
def characters_of(name: str) -> frozenset[int]:
    """The code points of a font's cmap that have a two-byte code to be shown by."""
    data = font_bytes(name)
    tables = {
        data[at : at + 4]: struct.unpack_from(">L", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    cmap = tables[b"cmap"]
    subtables = set()  # several platforms share one
    for n in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * n)
        if (platform, encoding) in ((3, 1), (3, 10), (0, 3), (0, 4)):
            subtables.add(cmap + offset)
    codes: set[int] = set()
    for at in subtables:
        kind = struct.unpack_from(">H", data, at)[0]
        if kind in (4, 12):
            codes |= (_segments if kind == 4 else _groups)(data, at)
    return frozenset(code for code in codes if 0x20 <= code < 0xFFFE or chr(code) in CODES)


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
        for code in range(start, end + 1)
        if glyph + code - start
    }
