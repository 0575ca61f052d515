"""Items that stand on one paper, seen as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

from generator.checks.context import RuleContext
from generator.checks.english import listed
from generator.checks.negatives import negatives
from generator.checks.rule import Finding, rule
from generator.problems import NOTE, WARNING

_ENOUGH, _CHANCE = 10, 0.05
_VERDICTS, _FEWEST, _MOST = 8, 0.35, 0.65
_OPENING = 3


@rule("many-negatives", WARNING, ignorable=False)
def many_negatives(survey: RuleContext) -> Iterator[Finding]:
    """Of a pack's items no more than a tenth, or one, ask for what is not so.

    Reason: even emphasised, each costs a second reading.
    Source: NBME item-writing guide.
    """
    for pack in survey.content.packs.values():
        asked = tuple(one for _, one in survey.asked_in(pack) if one.english and not one.parts)
        found = [one.item.id for one, _ in negatives(asked)]
        if len(found) > max(1, len(asked) / 10):
            yield Finding(
                pack.location,
                f"{len(found)} of {len(asked)} items ask for what is not so "
                f"({listed(found)}); turn some of them round",
            )


@rule("keys-longest", WARNING, ignorable=False)
def keys_longest(survey: RuleContext) -> Iterator[Finding]:
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
                yield Finding(
                    pack.location,
                    f"the key is the longest option in {longest} of {len(asked)} items, which "
                    "is a pattern; lengthen some distractors or shorten some keys",
                )


def _tail(hits: int, of: int, share: float) -> float:
    """How likely as many hits or more are."""
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits, of + 1))


@rule("one-verdict", WARNING, ignorable=False)
def one_verdict(survey: RuleContext) -> Iterator[Finding]:
    """Of a pack's eight or more statements, between 35 and 65 % are true.

    Reason: students find out what authors prefer, and most prefer true.
    """
    for pack in survey.content.packs.values():
        verdicts = [one.verdict for _, one in survey.asked_in(pack) if one.verdict is not None]
        if len(verdicts) >= _VERDICTS and not _FEWEST <= sum(verdicts) / len(verdicts) <= _MOST:
            yield Finding(
                pack.location,
                f"{sum(verdicts)} of {len(verdicts)} statements are true; make their numbers "
                "more even",
            )


@rule("hard-start", NOTE, ignorable=False)
def hard_start(survey: RuleContext) -> Iterator[Finding]:
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
                yield Finding(
                    first.location,
                    "the quiz begins with no easy item; put one among the first three",
                )
