"""Items whose answer is an arrangement: events in order, pairs, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.context import RuleContext
from generator.checks.english import sentences, words
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import plain
from generator.items.protocol import GAP
from generator.problems import WARNING

_EVENTS, _PREMISES = range(4, 9), range(4, 11)
_WORD = "GAP"  # what a gap is while sentences are told apart
_MOST_GAPS, _LEAD = 2, 3
_ARTICLE = re.compile(r"\b(an?)\s+___", re.IGNORECASE)


@rule("order-unsure")
def order_unsure(survey: RuleContext) -> Iterator[Finding]:
    """In a sequence with dates, each event's date ends before the next one's begins.

    Reason: where dates overlap, two orders are right.
    """
    for one in survey.posed:
        for (first, a), (second, b) in pairwise(one.events_in_order):
            if a and b and a.last >= b.first:
                yield Finding(
                    second.location,
                    f"{b} is not certainly after {a}, so '{shorten(plain(first))}' may as "
                    "well come second; use another event, or more precise dates",
                    one.item,
                )


@rule("sequence-length", WARNING)
def sequence_length(survey: RuleContext) -> Iterator[Finding]:
    """A sequence has four to eight events.

    Reason: three can be guessed, and nine are a test of patience.
    """
    for one in survey.posed:
        events = one.events_in_order
        if events and len(events) not in _EVENTS:
            yield Finding(
                one.item.stem.location,
                f"the sequence has {len(events)} events; 4 to 8 are good",
                one.item,
            )


@rule("matching-size", WARNING)
def matching_size(survey: RuleContext) -> Iterator[Finding]:
    """A matching item has four to ten premises, and more responses than premises unless a response serves twice.

    Reason: with equal numbers the last pair makes itself, and ten are as many as can be kept in view.
    Source: Haladyna, Downing & Rodriguez 2002; NBME item-writing guide.
    """
    for one in survey.posed:
        if found := one.matching_pairs:
            premises, responses, reuse = found
            if len(premises) not in _PREMISES:
                yield Finding(
                    one.item.stem.location,
                    f"there are {len(premises)} premises; 4 to 10 are good",
                    one.item,
                )
            if not reuse and len(responses) <= len(premises):
                yield Finding(
                    one.item.stem.location,
                    "the last pair makes itself; add a response that is not used",
                    one.item,
                )


@rule("matching-sides", WARNING)
def matching_sides(survey: RuleContext) -> Iterator[Finding]:
    """In a matching item the longer texts are the premises.

    Reason: students read a premise once and the list of responses again and again.
    Source: Haladyna, Downing & Rodriguez 2002.
    """
    for one in survey.posed:
        if found := one.matching_pairs:
            premises, responses = (sorted(len(plain(text)) for text in side) for side in found[:2])
            if premises[len(premises) // 2] < responses[len(responses) // 2]:
                yield Finding(
                    one.item.stem.location,
                    "the responses are longer than the premises; exchange the two sides",
                    one.item,
                )


@rule("gap-place", WARNING)
def gap_place(survey: RuleContext) -> Iterator[Finding]:
    """A sentence has at most two gaps, and none among its first three words.

    Reason: a sentence must say what it is about before something of it is asked.
    """
    for one in survey.posed:
        for sentence in sentences(one.gapped_text.replace(GAP, _WORD)):
            gaps, shown = sentence.count(_WORD), shorten(sentence.replace(_WORD, GAP))
            if gaps > _MOST_GAPS:
                yield Finding(
                    one.item.stem.location,
                    f"the sentence '{shown}' has {gaps} gaps; two are enough",
                    one.item,
                )
            elif gaps and len(words(sentence.partition(_WORD)[0])) < _LEAD:
                yield Finding(
                    one.item.stem.location,
                    f"the sentence '{shown}' begins with a gap; turn it round, so "
                    "that the gap comes late",
                    one.item,
                )


@rule("gap-article", WARNING)
def gap_article(survey: RuleContext) -> Iterator[Finding]:
    """Before a gap stands *a(n)*, not *a* or *an*.

    Reason: the article tells how the missing word begins.
    Source: NBME item-writing guide (no grammatical clues).
    """
    for one in survey.english:
        if match := _ARTICLE.search(one.gapped_text):
            yield Finding(
                one.item.stem.location,
                f"'{match[1]}' before a gap tells how the word begins; write a(n)",
                one.item,
            )
