"""Letters with combining marks, and what knows whether they can be drawn."""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

# The blocks of combining marks for Latin, Greek and Cyrillic letters and for signs. Not U+031A,
# which fonts draw beside its letter and give a width.
_MARK = (
    "[\u0300-\u0319\u031b-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ua66f"
    "\ua674-\ua67d\ua69e\ua69f\ufe20-\ufe2f]"
)
MARKS = re.compile(f"{_MARK}+")
CLUSTER = re.compile(f"(?s:.){_MARK}*")
_MARKED = re.compile(f"(?s:.){_MARK}+")


class Drawable(Protocol):
    """What fonts can draw."""

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no font has, sorted; then each letter with marks that
        cannot be put on it, in the order of the text.
        """


def has_marks(text: str) -> bool:
    """Whether a text has combining marks."""
    return not text.isascii() and MARKS.search(text) is not None


def marked_letters(text: str) -> list[str]:
    """Each character that has marks, with its marks, in the order of the text."""
    return [] if text.isascii() else _MARKED.findall(text)


def without_marks(text: str) -> str:
    """A text whose letters have no marks, and whose other characters are those that Unicode takes
    them for (NFKD).
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
