"""What a change of an item means for papers already printed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from generator.editions.compare import (
    changed_facts,
    changed_view_fields,
    fields_in_words,
    key_fields_changed,
)
from generator.items import ItemKey, StudentItem, type_of
from generator.page.markup import plain
from generator.page.understood import is_kept_as_blocks
from generator.storage.canonical_json import canonical, to_plain
from generator.values import dataclass

COSMETIC, WORDING, ANSWER, EVIDENCE, RETIRED = CLASSES = (
    "cosmetic",
    "wording",
    "answer",
    "evidence",
    "retired",
)

_ALIKE = {
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−‑", "-"),
    "…": "...",
}
_REPLACES = 0.5  # how alike two texts must be for one to be in the other's place
_SAME_MEANING = 0.8  # how alike they must be to mean the same
_DECISIVE = re.compile(
    r"\d+|\b(?:no|not|none|never|nor|neither|without|except)\b|n[’']t\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Impact:
    """One class of change in an item; `what` names the fields or facts in words."""

    kind: str
    what: tuple[str, ...]


def impacts(
    student: StudentItem, key: ItemKey, new_student: StudentItem, new_key: ItemKey
) -> tuple[Impact, ...]:
    """What has happened to an item since it was printed, gravest first; nothing if nothing has."""
    grave: list[Impact] = []
    changed_key = key_fields_changed(key, new_key)
    explaining = [name for name in changed_key if name in type_of(new_key).all_explaining_fields]
    if changes_marking(student, key, new_student, new_key):
        answer = [name for name in changed_key if name not in explaining]
        grave.append(Impact(ANSWER, fields_in_words(answer) or ("answer",)))
    cosmetic = fields_in_words(explaining)
    if changed := changed_view_fields(student, new_student):
        if _reworded(student, new_student):
            grave.append(Impact(WORDING, changed))
        else:
            cosmetic += changed
    if facts := changed_facts(key, new_key):
        grave.append(Impact(EVIDENCE, facts))
    return (*grave, Impact(COSMETIC, cosmetic)) if cosmetic else tuple(grave)


def changes_marking(
    student: StudentItem, key: ItemKey, new_student: StudentItem, new_key: ItemKey
) -> bool:
    """Whether an answer earns other points now; a text that was only reworded, as key too, is no
    other answer.
    """
    if type(key) is not type(new_key):
        return True
    reworded = {
        old: new
        for old, new in replacements(student, new_student).items()
        if _same_meaning(old, new)
    }
    before = type_of(key).marking_values(key, reworded)
    return canonical(before) != canonical(type_of(new_key).marking_values(new_key, {}))


def replacements(student: StudentItem, new: StudentItem) -> dict[str, str]:
    """The texts of an item that are gone, each with the new one in its place."""
    if student == new:
        return {}
    old_texts, new_texts = list(_texts(to_plain(student))), list(_texts(to_plain(new)))
    gone = [text for text in dict.fromkeys(old_texts) if text not in new_texts]
    come = [text for text in dict.fromkeys(new_texts) if text not in old_texts]
    pairs = sorted((-_likeness(a, b), i, j) for i, a in enumerate(gone) for j, b in enumerate(come))
    replaced: dict[str, str] = {}
    for likeness, i, j in pairs:
        taken = gone[i] in replaced or come[j] in replaced.values()
        if -likeness >= _REPLACES and not taken:
            replaced[gone[i]] = come[j]
    gone_left = [text for text in gone if text not in replaced]
    come_left = [text for text in come if text not in replaced.values()]
    if len(gone_left) == len(come_left) == 1:
        replaced[gone_left[0]] = come_left[0]
    return replaced


def _likeness(text: str, other: str) -> float:
    return difflib.SequenceMatcher(None, text, other, autojunk=False).ratio()


def _same_meaning(old: str, new: str) -> bool:
    """Whether a text was only mended: almost the same letters, the same digits, no negation more or
    less.
    """
    if is_kept_as_blocks(old) or is_kept_as_blocks(new):
        return plain(old) == plain(new)  # in code, a space or a sign changes what it does
    before, after = (
        sorted(word.casefold() for word in _DECISIVE.findall(text)) for text in (old, new)
    )
    return _likeness(old, new) >= _SAME_MEANING and before == after


def _reworded(student: StudentItem, new: StudentItem) -> bool:
    """Whether a student sees other words, and not only other spaces, quotes, dashes or room to
    write.
    """
    if type(student) is not type(new):
        return True
    before, after = (type_of(each).wording_values(each) for each in (student, new))
    return canonical(_folded(before)) != canonical(_folded(after))


def _folded(value: Any) -> Any:
    if isinstance(value, str) and is_kept_as_blocks(value):
        return value
    if isinstance(value, str):
        alike = "".join(_ALIKE.get(char, char) for char in unicodedata.normalize("NFKC", value))
        return " ".join(alike.split())
    if isinstance(value, dict):
        return {name: _folded(entry) for name, entry in value.items()}
    return [_folded(entry) for entry in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
        return
    entries = value.values() if isinstance(value, dict) else value
    for entry in entries if isinstance(entries, Iterable) else ():
        yield from _texts(entry)
