"""Where a word could hide in a PDF: every byte, stream, string and page of it, in every spelling
that comes to mind.

In: a word and a file's bytes.  Out: the places where it stands. Never trusts one way of looking: a
word that two of them miss is found by the third (test_leaks holds this, place by place).
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2


def readings(part: bytes) -> Iterator[bytes]:
    """What some bytes may mean: themselves, without the zeros of UTF-16, and what their runs of
    hexadecimal and base64 hold.
    """
    yield part
    yield part.replace(b"\0", b"")
    for run in re.findall(rb"[0-9A-Fa-f]{12,}", part):
        for start in (0, 1):
            whole = run[start : start + (len(run) - start) // 2 * 2]
            yield bytes.fromhex(whole.decode())
            yield bytes.fromhex(whole.decode()).replace(b"\0", b"")
    for run in re.findall(rb"[A-Za-z0-9+/]{12,}", part):
        for start in range(4):
            whole = run[start : start + (len(run) - start) // 4 * 4]
            yield base64.b64decode(whole).replace(b"\0", b"")
            yield base64.b64decode(whole)


class Haystack:
    """A file taken apart once, to be searched for many words; capitals do not count, and words may
    be spelled backwards.
    """

    def __init__(self, data: bytes, name: str = "", pdf: bool = True) -> None:
        parts: dict[str, set[bytes]] = {"name": {name.encode()}, "bytes": {data}}
        for place, part in _parts(data) if pdf else ():
            parts.setdefault(place, set()).add(part)
        self.parts = {
            place: b"\n".join(one for part in sorted(own) for one in readings(part)).lower()
            for place, own in parts.items()
        }
        self._all = b"\n".join(self.parts.values())

    def places(self, word: str | bytes) -> list[str]:
        """Where a word stands."""
        plain = (word.encode() if isinstance(word, str) else word).lower()
        needles = {plain, plain[::-1]}
        if not any(needle in self._all for needle in needles):
            return []
        return [
            place for place, part in self.parts.items() if any(needle in part for needle in needles)
        ]


def told(words: Iterable[str | bytes], haystack: Haystack) -> dict[str | bytes, list[str]]:
    """The words that stand somewhere, and where."""
    return {word: places for word in words if (places := haystack.places(word))}


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    for found in re.finditer(rb"stream\r?\n", data):  # also what no table lists any more
        try:
            yield "streams", zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue
    with pikepdf.open(BytesIO(data)) as pdf:
        for thing in pdf.objects:
            yield "objects", b"\n".join(_inside(thing, 0))
        for page in pdf.pages:
            shown = b"".join(
                bytes(one) for ops, _ in pikepdf.parse_content_stream(page) for one in _strings(ops)
            )
            yield "shown text", shown
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = page.get_textpage().get_text_range()
            yield "extracted text", text.encode()
            yield "extracted text", re.sub(r"\s+|\x02", "", text).encode()
    finally:
        document.close()


def _inside(thing: Any, depth: int) -> Iterator[bytes]:
    """Every name, string and stream of an object; what it refers to is an object of its own."""
    if isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing).encode("utf-8", "surrogatepass")
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode()
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for name, value in thing.items():
            yield str(name).encode()
            if depth == 0 or not value_is_shared(value):
                yield from _inside(value, depth + 1)
        if isinstance(thing, pikepdf.Stream):
            yield thing.read_raw_bytes()
            try:
                yield thing.read_bytes()
            except pikepdf.PdfError:
                return
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not value_is_shared(value):
                yield from _inside(value, depth + 1)


def value_is_shared(value: Any) -> bool:
    """Whether a value is an object of its own, which is met anyway."""
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _strings(operands: Any) -> Iterator[Any]:
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _strings(operand)
        elif isinstance(operand, pikepdf.String):
            yield operand
