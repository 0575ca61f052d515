"""Words that only the key side holds, and a search for them in every spelling that hides them."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

MOST = 36  # letters and digits of a piece of prose: shorter ones also come about by chance
LEAST_PROSE = 28  # of the last piece of a longer text
LEAST = 16  # of a text that is looked for at all
_GRAM = 8  # so many are looked up at once; twice as many, less one, are in every piece
_HEX = re.compile(rb"[0-9A-Fa-f]{24,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}")
_ESCAPED = re.compile(rb"%[0-9A-Fa-f]{2}|&#x?[0-9A-Fa-f]+;")


def squeezed(text: str) -> str:
    """Letters and digits alone, without case: as they remain however a page breaks them."""
    return re.sub(r"[\W_]+", "", text.casefold())


@dataclass
class Needles:
    """What to look for: extracts of texts with what each is, and bytes; never what a student may
    see.
    """

    allowed: str
    # Where a piece has some letters in its first part, by these letters.
    _grams: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    _pieces: dict[str, str] = field(default_factory=dict)
    _bytes: dict[bytes, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every few letters that are allowed."""
        text = self.allowed
        return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))

    def __len__(self) -> int:
        """How many extracts are looked for."""
        return len(self._pieces) + len(self._bytes)

    def add(self, text: str, what: str) -> None:
        """Look for a text: a piece from each of its words on, but what is allowed anyway."""
        words = [word for word in map(squeezed, text.split()) if word]
        for start in range(len(words)):
            piece = "".join(words[start : start + MOST])[:MOST]
            if len(piece) < (LEAST_PROSE if start else LEAST):
                break
            if not self._is_allowed(piece):
                self._keep(piece, what)
                self._keep(piece[::-1], what)

    def add_name(self, name: str, what: str) -> None:
        """Look for a name as it is written, in the spellings of a PDF's texts."""
        if len(name) >= _GRAM and squeezed(name) not in self.allowed:
            self._bytes[name.encode()] = self._bytes[name.encode("utf-16-be")] = what

    def add_bytes(self, data: bytes, what: str) -> None:
        """Look for some bytes."""
        self._bytes[data] = what

    def _is_allowed(self, piece: str) -> bool:
        """Whether a student may see it: in a text, or at the end of one and the start of another,
        because a page puts texts behind each other.
        """
        grams = (piece[at : at + _GRAM] for at in range(len(piece) - _GRAM + 1))
        if sum(gram not in self._known for gram in grams) >= _GRAM:
            return False  # quickly: only those across one break may be unknown
        ends = range(1, len(piece) + 1)
        first = bisect_left(ends, True, key=lambda end: piece[:end] not in self.allowed)
        last = bisect_left(ends, True, key=lambda end: piece[-end:] not in self.allowed)
        return first + last >= len(piece)

    def _keep(self, piece: str, what: str) -> None:
        if piece not in self._pieces:
            self._pieces[piece] = what
            for at in range(_GRAM):
                self._grams.setdefault(piece[at : at + _GRAM], set()).add((piece, at))

    def found_in(self, part: bytes) -> set[str]:
        """What of it some bytes hold, in any spelling."""
        found = {what for data, what in self._bytes.items() if data in part}
        for text in readings(part):
            haystack = squeezed(text)
            for at in range(0, len(haystack) - _GRAM + 1, _GRAM):
                for piece, ahead in self._grams.get(haystack[at : at + _GRAM], ()):
                    if at >= ahead and haystack.startswith(piece, at - ahead):
                        found.add(self._pieces[piece])
        return found


def needles(texts: Iterable[tuple[str, str]], allowed: Iterable[str]) -> Needles:
    """What to look for of texts, each with what it is; `allowed`: what a student may see."""
    sought = Needles("\n".join(map(squeezed, allowed)))
    for text, what in texts:
        sought.add(text, what)
    return sought


def readings(part: bytes) -> Iterator[str]:
    """What some bytes may mean: as UTF-8, Latin-1 and UTF-16, and what their runs of hexadecimal,
    base64 and escapes hold.
    """
    for data in (part, *_encoded(part)):
        yield data.decode("utf-8", "ignore")
        if b"\0" in data:
            yield data.replace(b"\0", b"").decode("latin-1")
        if not data.isascii() or b"\0" in data:
            yield data.decode("latin-1")
            for shift in (0, 1):
                yield data[shift:].decode("utf-16-be", "ignore")


def _encoded(part: bytes) -> Iterator[bytes]:
    decoded: list[bytes] = []
    for run in _HEX.findall(part):
        for start in (0, 1):
            whole = run[start : start + (len(run) - start) // 2 * 2]
            decoded.append(binascii.unhexlify(whole))
    for run in _BASE64.findall(part):
        for start in range(4):
            whole = run[start : start + (len(run) - start) // 4 * 4]
            decoded.append(base64.b64decode(whole))
    if _ESCAPED.search(part):
        decoded.append(_ESCAPED.sub(_unescaped, part))
    if decoded:
        yield b"\n".join(decoded)


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[0]
    if sign.startswith(b"%"):
        return bytes([int(sign[1:], 16)])
    number = sign[2:-1]
    base = 16 if number[:1] in b"xX" else 10
    try:
        return chr(int(number.lstrip(b"xX"), base)).encode("utf-8", "ignore")
    except (ValueError, OverflowError):
        return sign


def found_in_parts(sought: Needles, parts: Mapping[str, Iterable[bytes]]) -> dict[str, set[str]]:
    """What of the needles is there, each with the places that hold it."""
    found: dict[str, set[str]] = {}
    for place, own in parts.items():
        for part in own:
            for what in sought.found_in(part):
                found.setdefault(what, set()).add(place)
    return found
