"""Glyphs made of others, added to a subset: letters with marks of which a font has the parts."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.render.pdf.reportlab_text import font_program

_WORDS, _OFFSETS, _MORE = 0x1, 0x2, 0x20  # flags of a component: two 16-bit offsets; one follows
_MOST = 0xFFFF


class Component(NamedTuple):
    """A glyph of the subset, moved by `x` and `y` font units."""

    glyph: int
    x: int
    y: int


class Composite(NamedTuple):
    """A letter with its marks; `advance` is in font units."""

    components: tuple[Component, ...]
    advance: int


def with_composites(program: bytes, composites: Sequence[Composite]) -> bytes:
    """A TrueType program with the composites as its last glyphs.

    The tables are as the OpenType specification (glyf, loca, hmtx, maxp) has them; `loca` becomes a
    long one.
    """
    tables = dict(_tables(program))
    count = _count(tables)
    short = struct.unpack_from(">h", tables["head"], 50)[0] == 0
    places = [
        place * (2 if short else 1)
        for place in struct.unpack_from(f">{count + 1}{'H' if short else 'L'}", tables["loca"])
    ]
    outlines = tables["glyf"]
    boxes = [
        struct.unpack_from(">4h", outlines, start + 2) if end > start else None
        for start, end in zip(places, places[1:], strict=False)
    ]
    metrics = _metrics(tables["hmtx"], struct.unpack_from(">H", tables["hhea"], 34)[0], count)
    for composite in composites:
        box = _box(composite, boxes)
        outlines += _outline(composite, box)
        places.append(len(outlines))
        metrics.append((composite.advance, box[0]))
    tables["glyf"] = outlines
    tables["loca"] = struct.pack(f">{len(places)}L", *places)
    tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in metrics)
    tables["hhea"] = _set(tables["hhea"], 34, len(metrics))
    tables["head"] = _set(tables["head"], 50, 1)
    tables["maxp"] = _limits(tables["maxp"], len(metrics), composites)
    return font_program(tables)


def glyph_count(program: bytes) -> int:
    """How many glyphs a TrueType program has."""
    return _count(dict(_tables(program)))


def _count(tables: dict[str, bytes]) -> int:
    return int.from_bytes(tables["maxp"][4:6], "big")


def _tables(program: bytes) -> Iterator[tuple[str, bytes]]:
    for n in range(struct.unpack_from(">H", program, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sLLL", program, 12 + 16 * n)
        yield tag.decode("ascii"), program[start : start + length]


def _metrics(hmtx: bytes, pairs: int, count: int) -> list[tuple[int, int]]:
    """The advance and left bearing of each glyph; those behind the pairs have the last advance."""
    metrics = [struct.unpack_from(">Hh", hmtx, 4 * n) for n in range(pairs)]
    last = metrics[-1][0]
    bearings = struct.unpack_from(f">{count - pairs}h", hmtx, 4 * pairs)
    return [*metrics, *((last, bearing) for bearing in bearings)]


def _box(
    composite: Composite, boxes: Sequence[tuple[int, ...] | None]
) -> tuple[int, int, int, int]:
    moved = [
        (box[0] + x, box[1] + y, box[2] + x, box[3] + y)
        for glyph, x, y in composite.components
        if (box := boxes[glyph])
    ]
    if not moved:
        return 0, 0, 0, 0
    left, bottom, right, top = zip(*moved, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _outline(composite: Composite, box: tuple[int, int, int, int]) -> bytes:
    *earlier, _ = composite.components
    data = struct.pack(">5h", -1, *box)
    for n, (glyph, x, y) in enumerate(composite.components):
        flags = _WORDS | _OFFSETS | (_MORE if n < len(earlier) else 0)
        data += struct.pack(">2H2h", flags, glyph, x, y)
    return data + bytes(-len(data) % 4)


def _limits(maxp: bytes, count: int, composites: Sequence[Composite]) -> bytes:
    """The table of limits for `count` glyphs; what composites of composites may reach is rounded
    up.
    """
    most = max(len(composite.components) for composite in composites)
    points, contours, nested_points, nested_contours = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    maxp = _set(maxp, 4, count)
    maxp = _set(maxp, 10, min(most * max(points, nested_points), _MOST))
    maxp = _set(maxp, 12, min(most * max(contours, nested_contours), _MOST))
    maxp = _set(maxp, 28, max(most, elements))
    return _set(maxp, 30, depth + 1)


def _set(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]
