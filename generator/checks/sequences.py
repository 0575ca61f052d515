"""Items whose answer is an arrangement: events in order, pairs, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.context import RuleContext
from generator.checks.english import sentences, words
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import plain, shown
from generator.items.protocol import GAP
from generator.page.understood import pictures_in
from generator.problems import WARNING

TITLE = "Sequences, pairs and gaps"

_EVENTS, _PREMISES = range(4, 9), range(4, 11)
_WORD = "GAP"  # what a gap is while sentences are separated
_MOST_GAPS, _LEAD = 2, 3
_ARTICLE = re.compile(r"\b(an?)\s+___", re.IGNORECASE)


@rule("order-unsure")
def order_unsure(context: RuleContext) -> Iterator[Finding]:
    """In a sequence with dates, each event's date ends before the next one's begins.

    Reason: where dates overlap, two orders are right.
    """
    for question in context.questions:
        for (first, a), (second, b) in pairwise(question.events_in_order):
            if a and b and a.last >= b.first:
                yield Finding(
                    second.location,
                    f"the dates {a} and {b} may overlap, so '{shorten(plain(first))}' could also "
                    "come second; use more exact dates or another event",
                    question.item,
                )


@rule("sequence-length", WARNING)
def sequence_length(context: RuleContext) -> Iterator[Finding]:
    """A sequence has four to eight events.

    Reason: three can be guessed, and nine are a test of patience.
    """
    for question in context.questions:
        events = question.events_in_order
        if events and len(events) not in _EVENTS:
            yield Finding(
                question.item.stem.location,
                f"the sequence has {len(events)} events; use 4 to 8",
                question.item,
            )


@rule("matching-size", WARNING)
def matching_size(context: RuleContext) -> Iterator[Finding]:
    """A matching item has four to ten premises, and more responses than premises unless a response
    serves twice.

    Reason: with equal numbers the last pair can be found by elimination, and ten are as many as can
    be kept in view.
    Source: Haladyna, Downing & Rodriguez 2002; NBME item-writing guide.
    """
    for question in context.questions:
        if pairs := question.matching_pairs:
            premises, responses, reuse = pairs
            if len(premises) not in _PREMISES:
                yield Finding(
                    question.item.stem.location,
                    f"the item has {len(premises)} premises; use 4 to 10",
                    question.item,
                )
            if not reuse and len(responses) <= len(premises):
                yield Finding(
                    question.item.stem.location,
                    "the last pair can be found by elimination; add an extra response under "
                    "'unused'",
                    question.item,
                )


@rule("matching-sides", WARNING)
def matching_sides(context: RuleContext) -> Iterator[Finding]:
    """In a matching item the longer texts are the premises.

    Reason: students read a premise once and the list of responses again and again.
    Source: Haladyna, Downing & Rodriguez 2002.
    """
    for question in context.questions:
        if pairs := question.matching_pairs:
            if any(pictures_in(text.source) for side in pairs[:2] for text in side):
                continue
            premises, responses = (sorted(len(shown(text)) for text in side) for side in pairs[:2])
            if premises[len(premises) // 2] < responses[len(responses) // 2]:
                yield Finding(
                    question.item.stem.location,
                    "the responses are longer than the premises; swap the two sides",
                    question.item,
                )


@rule("gap-place", WARNING)
def gap_place(context: RuleContext) -> Iterator[Finding]:
    """A sentence has at most two gaps, and none among its first three words; a formula before it is
    enough.

    Reason: a sentence must say what it is about before something of it is asked.
    """
    for question in context.questions:
        for sentence in sentences(question.gapped_text.replace(GAP, _WORD)):
            gaps, shown = sentence.count(_WORD), shorten(sentence.replace(_WORD, GAP))
            if gaps > _MOST_GAPS:
                yield Finding(
                    question.item.stem.location,
                    f"the sentence '{shown}' has {gaps} gaps; use {_MOST_GAPS} at most",
                    question.item,
                )
            elif gaps and _says_little(words(sentence.partition(_WORD)[0])):
                yield Finding(
                    question.item.stem.location,
                    f"the sentence '{shown}' starts with a gap; reword it so that the gap comes "
                    "later",
                    question.item,
                )


def _says_little(lead: list[str]) -> bool:
    return len(lead) < _LEAD and not any(word.startswith("$") for word in lead)


@rule("gap-article", WARNING)
def gap_article(context: RuleContext) -> Iterator[Finding]:
    """Before a gap the article is *a(n)*, not *a* or *an*.

    Reason: the article shows how the missing word begins.
    Source: NBME item-writing guide (no grammatical clues).
    """
    for question in context.english_questions:
        if match := _ARTICLE.search(question.gapped_text):
            yield Finding(
                question.item.stem.location,
                f"'{match[1]}' before a gap shows how the missing word begins; write a(n)",
                question.item,
            )
