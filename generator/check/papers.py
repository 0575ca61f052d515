"""Items that stand on one paper.

In: the survey of a project.  Out: findings.
Never asks how the items are arranged: whatever it reports is so on every form.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.check.posed import Posed
from generator.check.rules import Finding, rule
from generator.check.survey import Survey
from generator.check.texts import plain
from generator.check.wording import alike, listed, words
from generator.model import Pack
from generator.nodes import shorten
from generator.problem import WARNING

_OVER = 1.1
_TELLING = 10  # characters of a key, at least, that are a giveaway elsewhere


@rule("key-elsewhere", WARNING)
def key_elsewhere(survey: Survey) -> Iterator[Finding]:
    """No other item on the same paper holds a key's words.

    Keys of one word, of fewer than ten characters, or that are a name of the register do not count.
    Reason: one item must not answer another.  (About 7 of the first 10 hits were right in our published items.)
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    places: dict[tuple[str, str, str], list[str]] = {}
    found: dict[tuple[str, str, str], Posed] = {}
    for pack in survey.content.packs.values():
        for one, key, other in _given_away(survey, pack):
            packs = places.setdefault((one.item.id, key, other.item.id), [])
            if pack.name not in packs:
                packs.append(pack.name)
            found[one.item.id, key, other.item.id] = one
    for (item_id, key, other_id), packs in places.items():
        one = found[item_id, key, other_id]
        yield Finding(one.place(key), f"the key '{shorten(key)}' stands in '{other_id}' too, and both are in "
                                      f"{listed(packs)}; word one of them in another way, or keep them apart", one.item)


def _given_away(survey: Survey, pack: Pack) -> Iterator[tuple[Posed, str, Posed]]:
    asked = [one for _, one in survey.asked_in(pack)]
    wanted: dict[tuple[str, str], list[tuple[Posed, str, tuple[str, ...]]]] = {}
    for one in asked:
        for key in one.keys:
            parts = tuple(words(alike(key)))
            if len(parts) > 1 and len(alike(key)) >= _TELLING and not survey.register.holds(key):
                wanted.setdefault(parts[:2], []).append((one, key, parts))
    for other in asked:
        for text in (plain(text) for text in other.seen) if wanted else ():
            held = words(text.casefold().replace("’", "'"))
            for at, start in enumerate(pairwise(held)):
                for one, key, parts in wanted.get(start, ()):
                    if one.owner is not other.owner and tuple(held[at:at + len(parts)]) == parts:
                        yield one, key, other


@rule("same-fact", WARNING)
def same_fact(survey: Survey) -> Iterator[Finding]:
    """No two items on one paper key the same fact: they rest on the same facts and no others, or on one fact with one
    key.

    Reason: it is marked twice, and the paper covers less than it seems to.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    for pack in survey.content.packs.values():
        seen: dict[frozenset[str], Posed] = {}
        keyed: dict[tuple[str, str], Posed] = {}
        for ref, one in survey.asked_in(pack):
            if not one.alone or one.parts:
                continue
            facts = frozenset(fact.id for fact in one.item.facts)
            twin = seen.setdefault(facts, one)
            for key in one.keys:
                for fact in sorted(facts):
                    first = keyed.setdefault((fact, alike(key)), one)
                    twin = first if twin is one else twin
            if twin is not one:
                shared = listed(sorted(facts & {fact.id for fact in twin.item.facts}))
                yield Finding(ref.location, f"'{one.item.id}' and '{twin.item.id}' key the same ({shared}); keep one "
                                            "in this pack", one.item)


@rule("over-time", WARNING, ignorable=False)
def over_time(survey: Survey) -> Iterator[Finding]:
    """The minutes that a pack's items need are not more than its `duration` and a tenth.

    Estimated are one minute for an item with options and half a minute for each further key, three quarters for a
    verdict, half a minute for each gap and each event to put in order, and 1.2 minutes for each point of a written
    answer, unless the item or its type says otherwise.
    Reason: who runs out of time is tested on speed.
    """
    for pack in survey.content.packs.values():
        minutes = sum(one.minutes for _, one in survey.asked_in(pack) if not one.parts)
        if pack.duration and minutes > _OVER * pack.duration:
            yield Finding(pack.location, f"the items need about {minutes:.0f} minutes and the pack allows "
                                         f"{pack.duration}; take some out, or give more time")
