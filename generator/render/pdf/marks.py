"""Where combining marks are put on letters: by the anchors of the fonts, from the tables beside
them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from generator.page.combining import MARKS
from generator.render.pdf.font_files import ANCHORS, anchors_text, characters_of

ABOVE = 230  # the canonical combining class of marks above a letter
_Point = tuple[int, int]


class PlacedCharacter(NamedTuple):
    """A character to draw; `x` and `y` are its origin's place, in font units from the origin of
    the letter.
    """

    character: str
    x: int
    y: int


class _Class(NamedTuple):
    """Marks that are put on the same points of letters, or of other marks."""

    marks: Mapping[str, _Point]
    on: Mapping[str, _Point]


class _Anchors(NamedTuple):
    """The anchors of a font; `dotless`: the letters that lose their dot under a mark above."""

    attach: tuple[_Class, ...]
    stack: tuple[_Class, ...]
    dotless: Mapping[str, str]


@cache
def place_marks(cluster: str, font: str) -> tuple[PlacedCharacter, ...] | None:
    """A letter with its marks as the font of that name draws it; None when it cannot.

    Where the font has no anchors for the composed letter, its parts are placed one by one.  The
    rules are OpenType's for mark-to-base and mark-to-mark attachment.
    """
    if font not in ANCHORS:
        return None
    anchors = _anchors(ANCHORS[font])
    for text in dict.fromkeys([cluster, unicodedata.normalize("NFD", cluster)]):
        placed = _place(text, anchors)
        if placed and characters_of(font).issuperset(ord(part.character) for part in placed):
            return placed
    return None


def _place(text: str, anchors: _Anchors) -> tuple[PlacedCharacter, ...] | None:
    letter, marks = text[0], text[1:]
    if MARKS.match(letter):  # a mark on nothing
        return None
    if any(unicodedata.combining(mark) == ABOVE for mark in marks):
        letter = anchors.dotless.get(letter, letter)
    placed = [PlacedCharacter(letter, 0, 0)]
    for mark in marks:
        at = _on_mark(mark, placed, anchors) or _on(mark, placed[0], anchors.attach)
        if at is None:
            return None
        placed.append(PlacedCharacter(mark, *at))
    return tuple(placed)


def _on_mark(mark: str, placed: list[PlacedCharacter], anchors: _Anchors) -> _Point | None:
    """Where a mark is put on the last mark before it that it can be put on."""
    for below in reversed(placed[1:]):
        if at := _on(mark, below, anchors.stack):
            return at
    return None


def _on(mark: str, under: PlacedCharacter, classes: tuple[_Class, ...]) -> _Point | None:
    for own in reversed(classes):  # the later of two that fit holds
        if mark in own.marks and under.character in own.on:
            (x, y), (to_x, to_y) = own.marks[mark], own.on[under.character]
            return under.x + to_x - x, under.y + to_y - y
    return None


@cache
def _anchors(name: str) -> _Anchors:
    import json  # what has no marks does not wait for it

    table = json.loads(anchors_text(name))

    def points(own: Mapping[str, tuple[int, int]]) -> dict[str, _Point]:
        return {chr(int(code)): (x, y) for code, (x, y) in own.items()}

    attach, stack = (
        tuple(_Class(points(own["marks"]), points(own["on"])) for own in table[kind])
        for kind in ("attach", "stack")
    )
    dotless = {chr(int(letter)): chr(code) for letter, code in table["dotless"].items()}
    return _Anchors(attach, stack, dotless)
