"""Answers that are typed in, with the signs that a keyboard has."""

from __future__ import annotations

import unicodedata

_ON_KEYBOARDS = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−－", "-"), **dict.fromkeys("‘’ʼ", "'"), **dict.fromkeys("“”„", '"')}
)


def as_typed(text: str) -> str:
    """A text with the signs that a keyboard has in place of those that only look better: every
    minus and dash is a hyphen, quotation marks are straight, letters are whole with their marks.
    """
    return unicodedata.normalize("NFC", text).translate(_ON_KEYBOARDS)
