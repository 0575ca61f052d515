"""Codes people print, read aloud and type: seven symbols of a hash and a check symbol, such as
7K3Q-2M4P.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
MOST_NEAREST = 3

_POLYNOMIAL = 0b101001
_LOOKALIKES = str.maketrans("OIL", "011")
_FORM = re.compile(r"[A-HJKMNP-Z]|(?!000)[0-9]{3}")
_NEAR = 2


class UnknownCode(ValueError):
    """What was typed is not a code: one sentence for people; `nearest` holds the known codes it
    resembles.
    """

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        self.nearest = nearest
        super().__init__(f"{message}; did you mean {' or '.join(nearest)}?" if nearest else message)


def edition_code(digest: bytes) -> str:
    """The code of a digest's first 35 bits."""
    bits = int.from_bytes(digest[:5], "big") >> 5
    symbols = "".join(ALPHABET[bits >> shift & 31] for shift in range(30, -1, -5))
    return _hyphenated(symbols + check_symbol(symbols))


def short_code(digest: bytes) -> str:
    """The code of a briefing: made like an edition's, recorded nowhere."""
    return edition_code(digest)


def paper_code(code: str, form: str) -> str:
    """The code on one form's pages."""
    return f"{code}-{form}"


def check_symbol(symbols: str) -> str:
    """The symbol that completes seven others."""
    total = 0
    for symbol in symbols:
        total = _times_x(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def read_code(text: str, known: Iterable[str] = ()) -> tuple[str, str]:
    """The edition code and the form (or "") that were typed.

    Raises UnknownCode, naming near codes among `known`.
    """
    typed = without_dashes(text)
    symbols, form = typed[:LENGTH].translate(_LOOKALIKES), typed[LENGTH:]
    for symbol in symbols:
        if symbol not in ALPHABET:
            raise UnknownCode(_unknown_symbol(symbol, text), nearest_codes(text, known))
    if len(symbols) < LENGTH:
        raise UnknownCode(
            f"{_quoted(text)} is too short; a code has {LENGTH} letters and digits, for example "
            "7K3Q-2M4P",
            nearest_codes(text, known),
        )
    if symbols[-1] != check_symbol(symbols[:-1]):
        raise UnknownCode(
            f"{_quoted(text)} is not a valid code; look for a typing mistake",
            nearest_codes(text, known),
        )
    if form and not _FORM.fullmatch(form):
        raise UnknownCode(
            f"{_quoted(text)} does not end in a form: after {_hyphenated(symbols)} comes one "
            "letter (A, B … without I, L and O) or three digits (001, 002 …)"
        )
    return _hyphenated(symbols), form


def nearest_codes(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known codes that differ from what was typed by one slip, then by two; at most three,
    nearest first.
    """
    typed = without_dashes(text).translate(_LOOKALIKES)
    # With a symbol lost or doubled the form would slip into the code or the code into the form:
    # try both readings.
    readings = {typed, typed[:LENGTH]}
    slips = {
        code: min(_slips(reading, without_dashes(code)) for reading in readings) for code in known
    }
    near = sorted((count, code) for code, count in slips.items() if count <= _NEAR)
    return tuple(code for _, code in near[:MOST_NEAREST])


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled


def _hyphenated(symbols: str) -> str:
    return f"{symbols[:4]}-{symbols[4:]}"


def without_dashes(text: str) -> str:
    """What was typed without dashes and spaces, in capitals."""
    flat = unicodedata.normalize("NFKC", text)
    typed = [
        c
        for c in flat
        if not (c.isspace() or c in "\u2212_" or unicodedata.category(c) in ("Pd", "Cf"))
    ]
    # Capitals of other letters can be two letters, or ones of the alphabet that nobody typed.
    return "".join(c.upper() if c.isascii() else c for c in typed)


def _unknown_symbol(symbol: str, text: str) -> str:
    if symbol == "U":
        return f"{_quoted(text)} is not a valid code: codes have no U (it may be a V)"
    if symbol.isalpha() and not symbol.isascii():
        return (
            f"{_quoted(text)} is not a valid code: its {_quoted(symbol)} is a letter of another "
            "alphabet"
        )
    return f"{_quoted(text)} is not a valid code: codes have no {_quoted(symbol)}"


def _quoted(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text).strip()
    return f"'{printable if len(printable) <= 40 else printable[:39] + '…'}'"


def _slips(typed: str, code: str) -> int:
    """How many slips lead from one to the other: a symbol wrong, missing or too many, or two
    neighbours swapped.
    """
    if abs(len(typed) - len(code)) > _NEAR:
        return _NEAR + 1
    before: list[int] = []
    row = list(range(len(code) + 1))
    for i, a in enumerate(typed):
        above, row = row, [i + 1]
        for j, b in enumerate(code):
            row.append(min(above[j] + (a != b), above[j + 1] + 1, row[j] + 1))
            if i and j and (a, typed[i - 1]) == (code[j - 1], b):
                row[-1] = min(row[-1], before[j - 1] + 1)
        before = above
    return row[-1]
