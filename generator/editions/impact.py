"""What a change of an item means for papers already printed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.editions.compare import changed_facts, changed_key_fields, changed_view_fields
from generator.items import ItemKey, StudentItem
from generator.storage.canonical_json import canonical, to_plain

COSMETIC, WORDING, ANSWER, EVIDENCE, RETIRED = CLASSES = (
    "cosmetic",
    "wording",
    "answer",
    "evidence",
    "retired",
)

# What explains an answer and marks nothing; fields that are not named here count as the answer.
_EXPLAINS = {
    "id",
    "objective",
    "level",
    "difficulty",
    "facts",
    "rationale",
    "whys",
    "why",
    "model",
    "indicative",
}
_ANY_ORDER = {"keys", "accept", "reject"}
_ROOM = {"lines", "booklet"}
_ALIKE = {
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−‑", "-"),
    "…": "...",
}
_LIKE, _ALMOST = (
    0.5,
    0.8,
)  # how alike texts must be for one to stand in the other's place, and to mean the same
_TELLING = re.compile(
    r"\d+|\b(?:no|not|none|never|nor|neither|without|except)\b|n[’']t\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Impact:
    """One class of change in an item; `what` names the fields or facts in words."""

    kind: str
    what: tuple[str, ...]


def impacts(
    asked: StudentItem, answer: ItemKey, new_asked: StudentItem, new_answer: ItemKey
) -> tuple[Impact, ...]:
    """What has happened to an item since it was printed, gravest first; nothing when nothing has."""
    found, slight = [], []
    if changes_marking(asked, answer, new_asked, new_answer):
        names = tuple(
            name for name in changed_key_fields(answer, new_answer) if not _explains(name)
        )
        found.append(Impact(ANSWER, names or ("answer",)))
    if changed := changed_view_fields(asked, new_asked):
        (found if _reworded(asked, new_asked) else slight).append(Impact(WORDING, changed))
    if facts := changed_facts(answer, new_answer):
        found.append(Impact(EVIDENCE, facts))
    quiet = [
        name
        for name in changed_key_fields(answer, new_answer)
        if _explains(name) and not name.startswith("fact ")
    ]
    quiet += [name for one in slight for name in one.what]
    return (*found, Impact(COSMETIC, tuple(quiet))) if quiet else tuple(found)


def changes_marking(
    asked: StudentItem, answer: ItemKey, new_asked: StudentItem, new_answer: ItemKey
) -> bool:
    """Whether an answer earns other points now; a text that was only reworded, as key too, is no other answer."""
    if type(answer) is not type(new_answer):
        return True
    reworded = {
        old: new for old, new in replacements(asked, new_asked).items() if _same_meaning(old, new)
    }
    return canonical(_marking(to_plain(answer), reworded)) != canonical(
        _marking(to_plain(new_answer), {})
    )


def replacements(asked: StudentItem, new: StudentItem) -> dict[str, str]:
    """The texts of an item that are gone, each with the new one that stands in its place."""
    if asked == new:
        return {}
    old_texts, new_texts = list(_texts(to_plain(asked))), list(_texts(to_plain(new)))
    gone = [text for text in dict.fromkeys(old_texts) if text not in new_texts]
    come = [text for text in dict.fromkeys(new_texts) if text not in old_texts]
    pairs = sorted((-_likeness(a, b), i, j) for i, a in enumerate(gone) for j, b in enumerate(come))
    found: dict[str, str] = {}
    for likeness, i, j in pairs:
        if -likeness >= _LIKE and gone[i] not in found and come[j] not in found.values():
            found[gone[i]] = come[j]
    rest = (
        [text for text in gone if text not in found],
        [text for text in come if text not in found.values()],
    )
    if [len(texts) for texts in rest] == [1, 1]:
        found[rest[0][0]] = rest[1][0]
    return found


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _same_meaning(old: str, new: str) -> bool:
    """Whether a text was only mended: almost the same letters, the same figures, no negation more or less."""
    told = [sorted(found.casefold() for found in _TELLING.findall(text)) for text in (old, new)]
    return _likeness(old, new) >= _ALMOST and told[0] == told[1]


def _reworded(asked: StudentItem, new: StudentItem) -> bool:
    """Whether a student sees other words, and not only other spaces, quotes, dashes or room to write."""
    return canonical(_folded(to_plain(asked))) != canonical(_folded(to_plain(new))) or type(
        asked
    ) is not type(new)


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        alike = "".join(_ALIKE.get(char, char) for char in unicodedata.normalize("NFKC", value))
        return " ".join(alike.split())
    if isinstance(value, dict):
        return {name: _folded(entry) for name, entry in value.items() if name not in _ROOM}
    return [_folded(entry) for entry in value] if isinstance(value, list) else value


def _marking(value: Any, reworded: Mapping[str, str]) -> Any:
    """What of an answer decides points."""
    if isinstance(value, str):
        return reworded.get(value, value)
    if isinstance(value, dict):
        kept = {
            name: _marking(entry, reworded)
            for name, entry in value.items()
            if name not in _EXPLAINS
        }
        return {
            name: sorted(entry, key=canonical)
            if name in _ANY_ORDER and isinstance(entry, list)
            else entry
            for name, entry in kept.items()
        }
    return [_marking(entry, reworded) for entry in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    else:
        for entry in (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        ):
            yield from _texts(entry)


def _explains(name: str) -> bool:
    return name in _EXPLAINS or name == "reasons" or name.startswith("fact ")
