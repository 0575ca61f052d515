"""Spaces at which a line may not end: those inside of what is read as one."""

from __future__ import annotations

import re
from collections.abc import Collection

_NUMBER = r"(?<![\w.,])\d{1,3}(?:[.,]\d+)?\.?"  # not a year
_WORD = r"[^\W\d_]"
# A space that is kept is the last character of what is found.
_INSIDE = re.compile(
    rf"""
    {_NUMBER}\ (?={_WORD})              # 12 July, 40 minutes, 12. Juli
    | {_NUMBER}\ (?=[%°€$£])            # 5 %
    | (?<={_WORD})\ (?=\d{{4}}(?!\w))   # August 2008, in 2020
    | (?<={_WORD})\ (?=\d{{1,3}}(?![\w.,]?\w|\ {_WORD}))  # Part 3, line 10; not: of 16 people
    | (?<!\w)\((?:{_WORD}|\d+)\)\ (?=\S)                # (a) and its first word
    | (?<![\w'’]){_WORD}\.?\ (?={_WORD}|\d)              # a word; A. Writer
    | (?<=\S)\ (?=[–—…·](?!\w))         # a dash ends a line, and a dot between
    """,
    re.VERBOSE,
)
_GROUPS = re.compile(r"(?<![\w.,])\d{1,3}\ (?=\d{3}(?!\w))|(?<=\ \d{3})\ (?=\d{3}(?!\w))")  # 12 500
_SHORT_END = re.compile(r"\ (?=[^ ]{1,7}$)")  # a last line is of two words, or eight characters
_ONE = "\ue000"  # as wide as a space, and no place to end a line


def keep_words_together(
    text: str, longest: int, also: Collection[int] = (), always: Collection[int] = ()
) -> str:
    """A paragraph with characters in place of spaces at which no line may end, `also` at these
    places; what would then be more than `longest` characters without a space keeps its spaces, but
    for those that are `always` kept.
    """
    kept = {found.end() - 1 for found in _INSIDE.finditer(text)}.union(also)
    kept |= {found.start() for found in _SHORT_END.finditer(text)}
    characters = list(text)
    for start, end in chunks(text, kept.union(always)):
        for at in range(start, end):
            if characters[at] == " " and (end - start <= longest or at in always):
                characters[at] = _ONE
    return "".join(characters)


def spaces_in_numbers(text: str) -> set[int]:
    """Where the spaces between groups of digits are."""
    return {found.end() - 1 for found in _GROUPS.finditer(text)}


def chunks(text: str, kept: Collection[int]) -> list[tuple[int, int]]:
    """Where what is without a place to end a line starts and ends."""
    found, start = [], 0
    for at, character in enumerate(text):
        if character == " " and at not in kept:
            found.append((start, at))
            start = at + 1
    return [*found, (start, len(text))]
