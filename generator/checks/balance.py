"""The items of one paper, seen as a whole."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import listed
from generator.checks.negatives import negatives
from generator.checks.rule import Finding, rule
from generator.problems import NOTE, WARNING

TITLE = "Papers as a whole"

_ENOUGH, _CHANCE = 10, 0.05
_VERDICTS, _FEWEST, _MOST = 8, 0.35, 0.65
_OPENING = 3


@rule("many-negatives", WARNING)
def many_negatives(context: RuleContext) -> Iterator[Finding]:
    """No more than a tenth of a pack's items, or one, ask what is not true.

    Reason: even emphasised, each costs a second reading.
    Source: NBME item-writing guide.
    """
    for pack in context.content.packs.values():
        questions = tuple(
            question
            for _, question in context.questions_of_pack(pack)
            if question.english and not question.parts
        )
        negative = [question.item.id for question, _ in negatives(questions)]
        if len(negative) > max(1, len(questions) / 10):
            yield Finding(
                pack.location,
                f"{len(negative)} of {len(questions)} items ask what is not true "
                f"({listed(negative)}); change some into positive questions",
            )


@rule("keys-longest", WARNING)
def keys_longest(context: RuleContext) -> Iterator[Finding]:
    """Over a pack's ten or more items with one key, the key is not the longest option more often
    than chance allows.

    More often: one in twenty papers at most would have as many by chance (binomial, one-sided).
    Reason: one longest key is nothing, but a habit is a strategy for guessers: 33 % of longest
    options were keys in our published items, where chance is 25 %.
    Source: our own count over 1,168 published items with four options.
    """
    for pack in context.content.packs.values():
        questions = [
            question
            for _, question in context.questions_of_pack(pack)
            if len(question.keys) == 1 and question.wrong
        ]
        longest = sum(
            len(question.keys[0]) > max(map(len, question.wrong)) for question in questions
        )
        if len(questions) >= _ENOUGH:
            share = sum(1 / len(question.options) for question in questions) / len(questions)
            if _tail(longest, len(questions), share) < _CHANCE:
                yield Finding(
                    pack.location,
                    f"the key is the longest option in {longest} of {len(questions)} items, so "
                    "students can guess it; make some distractors longer or some keys shorter",
                )


def _tail(hits: int, of: int, share: float) -> float:
    """How likely as many hits or more are, for a share between 0 and 1, each binomial term by its
    logarithm: the terms themselves overflow from about 1,030 items on.
    """
    if share >= 1:
        return 1.0
    whole = math.lgamma(of + 1)
    return math.fsum(
        math.exp(
            whole
            - math.lgamma(k + 1)
            - math.lgamma(of - k + 1)
            + k * math.log(share)
            + (of - k) * math.log1p(-share)
        )
        for k in range(hits, of + 1)
    )


@rule("one-verdict", WARNING)
def one_verdict(context: RuleContext) -> Iterator[Finding]:
    """Of a pack's eight or more statements, between 35 and 65 % are true.

    Reason: students find out what authors prefer, and most prefer true.
    """
    for pack in context.content.packs.values():
        verdicts = [
            question.verdict
            for _, question in context.questions_of_pack(pack)
            if question.verdict is not None
        ]
        if len(verdicts) >= _VERDICTS and not _FEWEST <= sum(verdicts) / len(verdicts) <= _MOST:
            yield Finding(
                pack.location,
                f"{sum(verdicts)} of {len(verdicts)} statements are true; about half should be "
                "true",
            )


@rule("hard-start", NOTE)
def hard_start(context: RuleContext) -> Iterator[Finding]:
    """A quiz begins with something easy: one of the first three items, or of a shuffled first
    section any item.  One that does not say how hard it is may be easy.

    Reason: an early success steadies.
    Source: Ofqual's guidance on accessible assessments (2022: begin with the least demanding).
    """
    for pack in context.content.packs.values():
        first = next((section for section in pack.sections if section.items), None)
        if first:
            items = [context.items[ref.id][1] for ref in first.items if ref.id in context.items]
            opening = items if first.order == "shuffle" else items[:_OPENING]
            if len(items) >= _OPENING and not any(
                item.difficulty in ("easy", "") for item in opening
            ):
                yield Finding(
                    first.location, "none of the first three items is easy; put an easy item there"
                )
