"""Letters of other alphabets that look like Latin ones."""

from __future__ import annotations

import re

# Cyrillic (Serbian letters too) and Greek letters that print like a Latin one in most fonts.
# (Unicode Technical Standard 39, confusables; only what looks the same in upright serif type.)
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԛԝһ", "ABESIJKMHOPCTYXaesijopcyxqwh", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LATIN_FOR = {**_CYRILLIC, **_GREEK}
_TABLE = str.maketrans(LATIN_FOR)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOKALIKE = re.compile(f"[{''.join(LATIN_FOR)}]")
_ONLY_LOOKALIKES = re.compile(f"[{''.join(_CYRILLIC)}]+")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_OTHER_ALPHABET = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def in_latin(text: str) -> str:
    """The text with every letter that looks Latin made Latin: what is equal then looks the same."""
    return text if text.isascii() else text.translate(_TABLE)


def is_latin(text: str) -> bool:
    """Whether a text is in Latin letters, but for some that look so and signs of formulas."""
    others = [letter for letter in _CYRILLIC_LETTER.findall(text) if letter not in LATIN_FOR]
    return not others and _LATIN.search(text) is not None


def mixed_words(text: str, in_latin_text: bool) -> list[tuple[str, str]]:
    """Words that mix Latin letters with ones that only look so, or that consist of Cyrillic ones
    that do, in a Latin text; each with the first of these letters.
    """
    if text.isascii():
        return []
    words = []
    for word in _WORD.findall(text):
        match = _LOOKALIKE.search(word)
        if match and (_mixed(word) or (in_latin_text and _ONLY_LOOKALIKES.fullmatch(word))):
            words.append((word, match[0]))
    return words


def _mixed(word: str) -> bool:
    """Whether a word has Latin letters and others that only look so, and none that do not.

    One Latin letter beside a Greek one may be a formula.
    """
    others = _OTHER_ALPHABET.findall(word)
    latin = len(_LATIN.findall(word))
    return latin > 0 and all(
        letter in _CYRILLIC or (letter in _GREEK and latin > 1) for letter in others
    )
