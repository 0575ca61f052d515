"""Revisions of an edition's answer key: what was right at one time, and which earlier revisions
that replaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from generator.editions.quiz import AnswerKey, Void, key_from_plain, key_to_plain
from generator.editions.stored_texts import holds_blocks
from generator.storage.canonical_json import from_plain, to_plain
from generator.storage.sealed_json import LOST, NEWER, Damaged, digest, seal, unseal
from generator.values import dataclass

_HASH = re.compile(r"[0-9a-f]{64}")
SHOWN = 8
RULES = ("full", "none")


def _from_schema_1(revision: Any) -> Any:
    """What schema 1 holds, schema 2 holds too: that nothing is void need not be said."""
    return revision


def _from_schema_2(revision: Any) -> Any:
    """What schema 2 holds, schema 3 holds too: no text of it is of several blocks."""
    return revision


OLDER = {1: _from_schema_1, 2: _from_schema_2}


class DamagedRevision(Damaged):
    """The bytes of a revision that cannot be used."""

    what = "key revision"


@dataclass(frozen=True)
class Revision:
    """The answer key at one time; `replaces`: hashes of earlier revisions; `data`: the bytes to
    write.
    """

    code: str
    number: int
    hash: str
    key: AnswerKey
    replaces: tuple[str, ...]
    data: bytes
    voids: tuple[Void, ...] = ()


class UnknownRevision(ValueError):
    """No single revision is meant: one sentence for people; `choices` are those to choose from."""

    def __init__(self, message: str, choices: Iterable[Revision] = ()) -> None:
        self.choices = tuple(choices)
        super().__init__(message)


def revise(
    code: str, revisions: Iterable[Revision], key: AnswerKey, voids: tuple[Void, ...] | None = None
) -> Revision | None:
    """The revision to add for an answer key: None where the only current one has it already, else
    one that replaces all those.

    What the current revisions call void stays so, unless `voids` says what is.
    """
    current = current_revisions(revisions)
    dropped = inherited_voids(current) if voids is None else tuple(sorted(voids, key=_place))
    if not current:
        return _revision(code, 1, (), key, dropped)
    if len(current) == 1 and (current[0].key, current[0].voids) == (key, dropped):
        return None
    number = max(revision.number for revision in current) + 1
    replaces = tuple(sorted(revision.hash for revision in current))
    return _revision(code, number, replaces, key, dropped)


def inherited_voids(current: Iterable[Revision]) -> tuple[Void, ...]:
    """What any of some revisions calls void; where two differ in the rule, the students have the
    benefit of the doubt.
    """
    by_place: dict[tuple[int, int], Void] = {}
    for void in (void for revision in current for void in revision.voids):
        if void.rule == "full" or _place(void) not in by_place:
            by_place[_place(void)] = void
    return tuple(by_place[place] for place in sorted(by_place))


def _place(void: Void) -> tuple[int, int]:
    return void.section, void.index


def current_revisions(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """The revisions that no other replaces, each once, lowest number first."""
    known = {revision.hash: revision for revision in revisions}
    replaced = {earlier for revision in known.values() for earlier in revision.replaces}
    return tuple(
        sorted(
            (r for r in known.values() if r.hash not in replaced), key=lambda r: (r.number, r.hash)
        )
    )


def latest(revisions: Iterable[Revision]) -> Revision:
    """The current revision with the highest number.

    Raises UnknownRevision where two differ in their answers, or there is none.
    """
    current = current_revisions(revisions)
    if not current:
        raise UnknownRevision("this edition has no answers on record")
    highest = [revision for revision in current if revision.number == current[-1].number]
    if any(
        (revision.key, revision.voids) != (highest[0].key, highest[0].voids) for revision in highest
    ):
        raise ambiguous(highest)
    return highest[0]


def ambiguous(revisions: Iterable[Revision]) -> UnknownRevision:
    """The refusal to choose among revisions of one number."""
    choices = tuple(sorted(revisions, key=lambda r: r.hash))
    hashes = [revision.hash[:SHOWN] for revision in choices]
    return UnknownRevision(
        f"{choices[0].code} has {len(choices)} revisions with the number {choices[0].number}: "
        f"{', '.join(hashes)}; name one by its first symbols, as in --revision {hashes[0]}",
        choices,
    )


@lru_cache(maxsize=16)  # a build asks for those of its edition again
def read_revision(data: bytes, code: str) -> Revision:
    """The revision of the edition `code` that a file holds.  Raises DamagedRevision."""
    plain = unseal(data, "revision", DamagedRevision, older=OLDER)["revision"]
    if not _has_sound_fields(plain):
        raise DamagedRevision("its fields are not those of a revision" + LOST)
    if plain["code"] != code:
        raise DamagedRevision(f"it does not belong to {code}" + LOST)
    try:
        key = key_from_plain(plain["key"])
        voids = from_plain(tuple[Void, ...], plain.get("voids", []))
    # The hash proves that nothing has changed, not that this version can have written it.
    except (ValueError, TypeError, RecursionError):
        raise DamagedRevision(NEWER) from None
    return _sealed(plain, key, _checked_voids(voids, key))


def _has_sound_fields(plain: Any) -> bool:
    if not isinstance(plain, dict) or set(plain) - {"voids"} != {
        "code",
        "number",
        "replaces",
        "key",
    }:
        return False
    number, replaces = plain["number"], plain["replaces"]
    if type(number) is not int or number < 1 or not isinstance(replaces, list):
        return False
    hashes = all(isinstance(earlier, str) and _HASH.fullmatch(earlier) for earlier in replaces)
    return hashes and replaces == sorted(set(replaces)) and (number == 1) == (not replaces)


def _checked_voids(voids: tuple[Void, ...], key: AnswerKey) -> tuple[Void, ...]:
    places = {(s, n) for s, section in enumerate(key.sections) for n in range(len(section))}
    known = all(_place(void) in places and void.rule in RULES for void in voids)
    if not known or [_place(void) for void in voids] != sorted({_place(void) for void in voids}):
        raise DamagedRevision(NEWER)
    return voids


def _revision(
    code: str, number: int, replaces: tuple[str, ...], key: AnswerKey, voids: tuple[Void, ...] = ()
) -> Revision:
    plain = {"code": code, "number": number, "replaces": list(replaces), "key": key_to_plain(key)}
    return _sealed({**plain, "voids": to_plain(voids)} if voids else plain, key, voids)


def _sealed(plain: dict[str, Any], key: AnswerKey, voids: tuple[Void, ...]) -> Revision:
    number, replaces = plain["number"], tuple(plain["replaces"])
    schema = 3 if holds_blocks(plain["key"]) else 2 if "voids" in plain else 1
    data = seal("revision", plain, schema)
    return Revision(plain["code"], number, digest(plain).hex(), key, replaces, data, voids)
