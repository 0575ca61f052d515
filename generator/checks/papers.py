"""Items that stand on one paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.checks.context import RuleContext
from generator.checks.english import alike, listed, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import plain
from generator.problems import WARNING

_OVER = 1.1
_TELLING = 10  # characters of a key, at least, that are a giveaway elsewhere


@rule("key-elsewhere", WARNING)
def key_elsewhere(survey: RuleContext) -> Iterator[Finding]:
    """No other item on the same paper holds a key's words.

    Keys of one word, of fewer than ten characters, or that are a name of the register do not count.
    Reason: one item must not answer another.  (About 7 of the first 10 hits were right in our published items.)
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    places: dict[tuple[str, str, str], list[str]] = {}
    found: dict[tuple[str, str, str], Question] = {}
    for pack in survey.content.packs.values():
        for one, key, other in given_away(survey, [asked for _, asked in survey.asked_in(pack)]):
            packs = places.setdefault((one.item.id, key, other.item.id), [])
            if pack.name not in packs:
                packs.append(pack.name)
            found[one.item.id, key, other.item.id] = one
    for (item_id, key, other_id), packs in places.items():
        one = found[item_id, key, other_id]
        yield Finding(
            one.place(key),
            f"the key '{shorten(key)}' stands in '{other_id}' too, and both are in "
            f"{listed(packs)}; word one of them in another way, or keep them apart",
            one.item,
        )


def given_away(
    survey: RuleContext, asked: Sequence[Question]
) -> Iterator[tuple[Question, str, Question]]:
    """An item, its key, and another whose text on paper holds the key."""
    wanted: dict[tuple[str, str], list[tuple[Question, str, tuple[str, ...]]]] = {}
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
                    if one.owner is not other.owner and tuple(held[at : at + len(parts)]) == parts:
                        yield one, key, other


@rule("same-fact", WARNING)
def same_fact(survey: RuleContext) -> Iterator[Finding]:
    """No two items on one paper key the same fact: they rest on the same facts and no others, or on one fact with one
    key.

    Reason: it is marked twice, and the paper covers less than it seems to.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    for pack in survey.content.packs.values():
        places = {one.item.id: ref for ref, one in reversed(survey.asked_in(pack))}
        told: set[str] = set()
        for twin, one, shared in keyed_alike([asked for _, asked in survey.asked_in(pack)]):
            if one.item.id not in told:
                told.add(one.item.id)
                yield Finding(
                    places[one.item.id].location,
                    f"'{one.item.id}' and '{twin.item.id}' key the same ({shared}); "
                    "keep one in this pack",
                    one.item,
                )


def keyed_alike(asked: Sequence[Question]) -> Iterator[tuple[Question, Question, str]]:
    """Two items that key the same, and the facts that they share, in words."""
    keyed: dict[object, list[Question]] = {}
    for one in {id(one): one for one in asked if one.alone and not one.parts}.values():
        facts = frozenset(fact.id for fact in one.item.facts)
        twins: dict[str, Question] = {}
        for sign in (facts, *((fact, alike(key)) for key in one.keys for fact in sorted(facts))):
            found = keyed.setdefault(sign, [])
            twins.update((twin.item.id, twin) for twin in found)
            found.append(one)
        for twin in twins.values():
            yield twin, one, listed(sorted(facts & {fact.id for fact in twin.item.facts}))


@rule("over-time", WARNING, ignorable=False)
def over_time(survey: RuleContext) -> Iterator[Finding]:
    """The minutes that a pack's items need are not more than its `duration` and a tenth.

    Estimated are one minute for an item with options and half a minute for each further key, three quarters for a
    verdict, half a minute for each gap and each event to put in order, and 1.2 minutes for each point of a written
    answer, unless the item or its type says otherwise.
    Reason: who runs out of time is tested on speed.
    """
    for pack in survey.content.packs.values():
        minutes = sum(
            one.minutes
            for _, one in survey.asked_in(pack)
            if (one.alone if one.owner.minutes else not one.parts)
        )
        if pack.duration and minutes > _OVER * pack.duration:
            yield Finding(
                pack.location,
                f"the items need about {minutes:.0f} minutes and the pack allows "
                f"{pack.duration}; take some out, or give more time",
            )
