"""Items that stand on one paper.

In: the survey of a project.  Out: findings.
Never asks how the items are arranged: whatever it reports is so on every form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import comb

from generator.check.negatives import negatives
from generator.check.posed import Posed
from generator.check.rules import Finding, rule
from generator.check.survey import Survey
from generator.check.texts import plain
from generator.check.wording import alike, listed, words
from generator.model import Pack
from generator.nodes import shorten
from generator.problem import NOTE, WARNING

_OVER = 1.1
_TELLING = 10           # characters of a key, at least, that are a giveaway elsewhere
_ENOUGH, _CHANCE = 10, 0.05
_VERDICTS, _FEWEST, _MOST = 8, 0.35, 0.65
_OPENING = 3
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
_ANOTHER = re.compile(
    rf"\b(?:your|the)\s+(?:answers?|responses?)\s+(?:to|in|from)\s+(?:(?:the\s+)?(?:previous|preceding|last|next|first|second)\s+)?"
    rf"(?:question|item|part)s?\b|\b(?:questions?|items?|Q)\s?(?:{_NUMBER}|\([a-h]\))(?!\s*(?:marks?|points?|%))\b"
    rf"|\b(?:the|as\s+in)\s+(?:previous|preceding|next|following|last)\s+(?:question|item)s?\b"
    rf"|\b(?:question|item)s?\s+(?:above|below)\b", re.IGNORECASE)
_SPOKEN_OF = ("question", "item", "part", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q ")
_NAMED_QUESTION = re.compile(r"\b(?:question\s+time|item\s+\d+\s+of\s+the\s+(?:agenda|treaty|list|law)|agenda\s+item\s+\d+)\b",
                             re.IGNORECASE)


@rule("other-question", WARNING)
def other_question(survey: Survey) -> Iterator[Finding]:
    """No item speaks of another by its number or place (your answer to question 3; the previous question).

    Reason: numbers and neighbours differ from form to form, and who missed the one item misses both.  Items that need
    each other are parts of a set.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    for one in survey.english:
        if one.item is one.owner:
            for text in one.texts:
                if not survey.mentions(text, _SPOKEN_OF):
                    continue
                match = _ANOTHER.search(_NAMED_QUESTION.sub(" ", plain(text)))
                if match:
                    yield Finding(text.location, f"'{match[0]}' speaks of another item, whose number and place differ from form "
                                                 "to form; say it in full, or make both parts of a set", one.item)


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
        yield Finding(one.place(key), f"the key '{shorten(key)}' stands in '{other_id}' too, and both are in {listed(packs)}; "
                                      "word one of them in another way, or keep them apart", one.item)


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
    """No two items on one paper key the same fact: they rest on the same facts and no others, or on one fact with one key.

    Reason: it is marked twice, and the paper covers less than it seems to.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    for pack in survey.content.packs.values():
        seen: dict[frozenset[str], Posed] = {}
        keyed: dict[tuple[str, str], Posed] = {}
        for ref, one in survey.asked_in(pack):
            if one.item is not one.owner or one.parts:
                continue
            facts = frozenset(fact.id for fact in one.item.facts)
            twin = seen.setdefault(facts, one)
            for key in one.keys:
                for fact in sorted(facts):
                    first = keyed.setdefault((fact, alike(key)), one)
                    twin = first if twin is one else twin
            if twin is not one:
                shared = listed(sorted(facts & {fact.id for fact in twin.item.facts}))
                yield Finding(ref.location, f"'{one.item.id}' and '{twin.item.id}' key the same ({shared}); keep one in this "
                                            "pack", one.item)


@rule("over-time", WARNING, ignorable=False)
def over_time(survey: Survey) -> Iterator[Finding]:
    """The minutes that a pack's items need are not more than its `duration` and a tenth.

    Estimated are one minute for an item with options and half a minute for each further key, three quarters for a verdict,
    and 1.2 minutes for each point of a written answer, unless the item or its type says otherwise.
    Reason: who runs out of time is tested on speed.
    """
    for pack in survey.content.packs.values():
        minutes = sum(one.minutes for _, one in survey.asked_in(pack) if not one.parts)
        if pack.duration and minutes > _OVER * pack.duration:
            yield Finding(pack.location, f"the items need about {minutes:.0f} minutes and the pack allows {pack.duration}; take "
                                         "some out, or give more time")


@rule("many-negatives", WARNING, ignorable=False)
def many_negatives(survey: Survey) -> Iterator[Finding]:
    """Of a pack's items no more than a tenth, or one, ask for what is not so.

    Reason: even emphasised, each costs a second reading.
    Source: NBME item-writing guide.
    """
    for pack in survey.content.packs.values():
        asked = tuple(one for _, one in survey.asked_in(pack) if one.english and not one.parts)
        found = [one.item.id for one, _ in negatives(asked)]
        if len(found) > max(1, len(asked) / 10):
            yield Finding(pack.location, f"{len(found)} of {len(asked)} items ask for what is not so ({listed(found)}); turn "
                                         "some of them round")


@rule("keys-longest", WARNING, ignorable=False)
def keys_longest(survey: Survey) -> Iterator[Finding]:
    """Over a pack's ten or more items with one key, the key is not the longest option more often than chance allows.

    More often: one in twenty papers at most would have as many by chance (binomial, one-sided).
    Reason: one longest key is nothing, but a habit is a strategy for guessers: 33 % of longest options were keys in our
    published items, where chance is 25 %.
    Source: our own count over 1,168 published items with four options.
    """
    for pack in survey.content.packs.values():
        asked = [one for _, one in survey.asked_in(pack) if len(one.keys) == 1 and one.wrong]
        longest = sum(len(one.keys[0]) > max(map(len, one.wrong)) for one in asked)
        if len(asked) >= _ENOUGH:
            share = sum(1 / len(one.options) for one in asked) / len(asked)
            if _tail(longest, len(asked), share) < _CHANCE:
                yield Finding(pack.location, f"the key is the longest option in {longest} of {len(asked)} items, which is a "
                                             "pattern; lengthen some distractors or shorten some keys")


def _tail(hits: int, of: int, share: float) -> float:
    """How likely as many hits or more are."""
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits, of + 1))


@rule("one-verdict", WARNING, ignorable=False)
def one_verdict(survey: Survey) -> Iterator[Finding]:
    """Of a pack's eight or more statements, between 35 and 65 % are true.

    Reason: students find out what authors prefer, and most prefer true.
    """
    for pack in survey.content.packs.values():
        verdicts = [one.verdict for _, one in survey.asked_in(pack) if one.verdict is not None]
        if len(verdicts) >= _VERDICTS and not _FEWEST <= sum(verdicts) / len(verdicts) <= _MOST:
            yield Finding(pack.location, f"{sum(verdicts)} of {len(verdicts)} statements are true; make their numbers more even")


@rule("hard-start", NOTE, ignorable=False)
def hard_start(survey: Survey) -> Iterator[Finding]:
    """A quiz begins with something easy: one of the first three items, or of a shuffled first section any item.

    Reason: an early success steadies.
    Source: Ofqual's guidance on accessible assessments (2022: begin with the least demanding).
    """
    for pack in survey.content.packs.values():
        first = next((section for section in pack.sections if section.items), None)
        if first:
            asked = [survey.items[ref.id][1] for ref in first.items if ref.id in survey.items]
            opening = asked if first.order == "shuffle" else asked[:_OPENING]
            if len(asked) >= _OPENING and not any(item.difficulty == "easy" for item in opening):
                yield Finding(first.location, "the quiz begins with no easy item; put one among the first three")
