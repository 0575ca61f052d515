"""The program's own sentences on how to answer and how an answer is scored, where a file that it
wrote comes back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_NAMES = re.compile("scoring-.*|choose-any|choose-number")
_POINTS = ("points", "marks")  # what a style may call them
_VALUE = re.compile(r"\\\{\w+\\\}")  # in an escaped phrase


def own_rules(text: str) -> Mapping[str, str]:
    """What a paragraph of nothing but such sentences says, in any of our languages and versions of
    their words: {"choose": "2", "scoring": "per-option"}; nothing of any other paragraph.

    `text` is without marks.  A teacher may say how many to choose, but not how we score.
    """
    text = " ".join(text.split())
    pattern, names = _sentences()
    said: dict[str, str] = {}
    at = 0
    while match := pattern.match(text, at):
        kind, _, value = names[str(match.lastgroup)].partition("-")
        if value == "number":
            digits = re.search(r"\d+", match[0])
            value = digits[0] if digits else "1"
        said[kind] = value
        at = match.end()
    return said if at == len(text) and "scoring" in said else {}


@cache
def _sentences() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for one of all sentences, and the name of the phrase that each of its groups is."""
    # --help lists the formats, and should not wait for the catalogues.
    from generator.i18n.catalog import languages, load_catalog
    from generator.i18n.words_version import FIRST_WORDS_VERSION, WORDS_VERSION

    names: dict[str, str] = {}
    for language in languages():
        for version in range(FIRST_WORDS_VERSION, WORDS_VERSION + 1):
            for points in _POINTS:
                phrases = load_catalog(language, points=points, words_version=version).phrases
                for name in filter(_NAMES.fullmatch, phrases):
                    phrase = phrases[name]
                    forms = phrase.values() if isinstance(phrase, dict) else [phrase]
                    for form in forms:
                        plain = re.escape(str(form).replace("*", ""))
                        names.setdefault(_VALUE.sub(r"\\d+", plain), name)
    groups = "|".join(f"(?P<n{n}>{sentence})" for n, sentence in enumerate(names))
    return re.compile(rf"(?:{groups})\s*"), {f"n{n}": each for n, each in enumerate(names.values())}
