"""The objects of a PDF file, numbered and packed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from itertools import islice
from struct import Struct

CATALOG, INFO = 1, 2  # the numbers that the end of a file refers to
# Of compression: 3 % larger than 9 and twice as fast; what a family shares is packed at 9.
LEVEL = 4
FULL = 65536  # dictionaries in an object stream, at most: two bytes say which it is
_AT_ONCE = 1000  # dictionaries that are let go when they are in an object stream
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_FREE, _PLAIN, _GATHERED = b"\0", b"\1", b"\2"
_row = Struct(">cLH").pack  # of the cross-reference table: its kind, where it is, its index there
_UNUSED = _row(_FREE, 0, 0)


def text_string(text: str) -> str:
    """A PDF text string (UTF-16 with mark), in hexadecimal: no escapes, no surprises."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def references(numbers: Sequence[int]) -> str:
    """References to objects, one behind the other."""
    return " ".join([f"{number} 0 R" for number in numbers])


def packed(data: bytes | bytearray, entries: bytes = b"", level: int = LEVEL) -> bytes:
    """A deflated stream object's body; `entries`: more of its dictionary."""
    deflated = zlib.compress(data, level)
    return b"<</Filter/FlateDecode/Length %d%b>>stream\n%b\nendstream" % (
        len(deflated),
        entries,
        deflated,
    )


class Objects:
    """The objects of one file: streams are written at once, dictionaries gathered in object
    streams.
    """

    def __init__(self, like: Objects | None = None, count: int = 0) -> None:
        """Begin like another file, or with so many reserved numbers."""
        self.parts: list[bytes] = [b"".join(like.parts)] if like else [_HEADER]
        self.at = len(self.parts[0])
        # Rows of the cross-reference table, for each object from 1 on.
        self.entries: list[bytes] = list(like.entries) if like else []
        self.gathered: dict[int, str] = {}
        self.reserve(count)

    def reserve(self, count: int = 1) -> int:
        """Numbers to be filled in later; returns the first."""
        self.entries += [_UNUSED] * count
        return len(self.entries) - count + 1

    def write(self, body: str, number: int) -> None:
        """A dictionary."""
        self.gathered[number] = body

    def add(self, body: str) -> int:
        """A dictionary with the next number."""
        number = self.reserve()
        self.gathered[number] = body
        return number

    def add_all(self, bodies: Sequence[str]) -> None:
        """Dictionaries with the next numbers."""
        self.gathered.update(enumerate(bodies, self.reserve(len(bodies))))

    def put_stream(self, body: bytes, number: int) -> None:
        """A stream."""
        text = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self.entries[number - 1] = _row(_PLAIN, self.at, 0)
        self.parts.append(text)
        self.at += len(text)

    def add_stream(self, body: bytes) -> int:
        """A stream with the next number."""
        number = self.reserve()
        self.put_stream(body, number)
        return number

    def gather(self, level: int = LEVEL) -> None:
        """Write the dictionaries so far in object streams; one is enough for all but the largest
        files.
        """
        while self.gathered:
            self._stream(list(islice(self.gathered, FULL)), level)

    def _stream(self, numbers: Sequence[int], level: int) -> None:
        stream, heads, at = self.reserve(), list[str](), 0
        for index, number in enumerate(numbers):
            heads.append(f"{number} {at}")
            self.entries[number - 1] = _row(_GATHERED, stream, index)
            at += len(self.gathered[number]) + 1
        data = bytearray(" ".join(heads), "ascii")
        first = len(data) + 1
        del heads
        for n in range(0, len(numbers), _AT_ONCE):  # of tens of thousands in a long key
            some = map(self.gathered.pop, numbers[n : n + _AT_ONCE])
            data += "\n".join(["", *some]).encode("ascii")
        self.put_stream(
            packed(data, b"/Type/ObjStm/N %d/First %d" % (len(numbers), first), level), stream
        )

    def finish(self) -> bytes:
        """The file, closed with a cross-reference stream; its identifier is a hash of all
        before.
        """
        number, start = self.reserve(), self.at
        self.entries[number - 1] = _row(_PLAIN, start, 0)
        body = b"".join(self.parts)
        ident = hashlib.sha256(body).hexdigest()[:32].encode()
        table = zlib.compress(b"".join([_row(_FREE, 0, 0xFFFF), *self.entries]), LEVEL)
        return (
            b"%b%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/Length %d>>"
            b"stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        ) % (body, number, number + 1, CATALOG, INFO, ident, ident, len(table), table, start)
