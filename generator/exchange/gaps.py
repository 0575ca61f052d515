"""The blanks of cloze texts on their way in and out: what is in them, and braces that are signs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.page.gaps import SIGN, spelling_in_blank, split_blank

GAP_SIGN = "\ufffc"  # where a blank is while a text is read or written; no author can type it


def blank(spellings: Iterable[str]) -> str:
    """A blank with its accepted spellings, the first of them printed in a word bank; of those that
    differ in capital letters only, which do not count, the first.
    """
    different: dict[str, str] = {}
    for text in spellings:
        different.setdefault(text.casefold(), spelling_in_blank(text))
    return "{" + " | ".join(different.values()) + "}"


def braces_as_signs(text: str) -> str:
    """A text in which every brace is printed, and begins or ends no blank; formulas keep theirs."""

    def sign(match: re.Match[str]) -> str:
        if match["blank"] is not None:
            return f"\\{{{match['blank']}\\}}"
        return f"\\{match['lone']}" if match["lone"] else match[0]

    return SIGN.sub(sign, text)


def texts_and_blanks(text: str) -> tuple[list[str], list[list[str]]]:
    """The texts before, between and behind the blanks, and the spellings of each blank."""
    texts, blanks, at = [], [], 0
    for match in SIGN.finditer(text):
        if match["blank"] is not None:
            texts.append(text[at : match.start()])
            written = split_blank(match["blank"])
            blanks.append([words.strip().replace("\\|", "|") for words in written])
            at = match.end()
    return [*texts, text[at:]], blanks
