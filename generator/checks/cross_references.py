"""Texts that point to an option or an item by its letter, number or place, which differ from
form to form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import plain
from generator.items.options import LETTERS
from generator.problems import WARNING

TITLE = "Letters, numbers and places"

_OPTIONS = (
    "option",
    "choice",
    "distractor",
    "alternative",
    "answer",
    "antwort",
    "odgovor",
    "одговор",
)
_CAPITAL = re.compile(r"(?<!\w)[A-H](?!\w)")
_LETTERED = (*_OPTIONS, "correct", "wrong", "right")
_LETTER = re.compile(
    r"\b(?:[Oo]ptions?|[Cc]hoices?|[Dd]istractors?|[Aa]lternatives?|Antwort|[Oo]dgovor|[Оо]дговор)\s+\(?[A-H]\)?(?![\w’'-])"
    r"|\b[Aa]nswers?\s+\(?[A-H]\)?(?![\w’'-]|\.\s+[A-Z])"
    r"|(?<![\w’'-])\(?[A-H]\)?\s+(?:is|was)\s+(?:the\s+)?(?:correct|wrong|right|incorrect)\b"
)

_PLACED = (*_OPTIONS, "above", "below")
_USUAL = 4
_NTH = "first|second|third|fourth|fifth|last|final|next|previous|preceding|following"
_PLACE = re.compile(
    rf"\bthe\s+(?:{_NTH})\s+(?:(?:two|three|four)\s+)?(?:options?|choices?|distractors?)\b"
    r"(?!\s+(?:of|to|was|for))",
    re.IGNORECASE,
)
_OWN_OPTIONS = re.compile(
    r"\b(?:options?|choices?|alternatives?)\b(?!\s+(?:below|above|listed|given|is\b|are\b))",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:option|answer|choice|statement|one)s?\s+(?:above|below)\b|\b(?:above|below)\s+"
    r"(?:option|answer|choice|statement)s?\b",
    re.IGNORECASE,
)

_ITEMS = ("question", "item", "part", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q ")
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|\([a-h]\))"
_ANOTHER = re.compile(
    r"\b(?:your|the)\s+(?:answers?|responses?)\s+(?:to|in|from)\s+"
    r"(?:(?:the\s+)?(?:previous|preceding|last|next|first|second)\s+)?(?:question|item|part)s?\b"
    rf"|\b(?:questions?|items?|Q)\s?{_NUMBER}(?!\s*(?:marks?|points?|%))\b"
    r"|\b(?:the|as\s+in)\s+(?:previous|preceding|next|following|last)\s+(?:question|item)s?\b"
    r"|\b(?:question|item)s?\s+(?:above|below)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:question\s+time|item\s+\d+\s+of\s+the\s+(?:agenda|treaty|list|law)|agenda\s+item\s+\d+)\b",
    re.IGNORECASE,
)


@rule("letter-named")
def letter_named(context: RuleContext) -> Iterator[Finding]:
    """No text of an item with lettered options names one of them by its letter.

    What the stem itself calls by letters (option A costs 5, option B costs 6) may be named so.
    Reason: every form has its own letters, so the sentence is false on most papers.
    """
    for question in context.questions:
        printed = _printed_letters(question) - question.own_letters
        for text in question.texts if printed else ():
            if not context.contains_any(text, _LETTERED):
                continue
            matches = _LETTER.finditer(plain(text))
            match = next((m for m in matches if printed.issuperset(_CAPITAL.findall(m[0]))), None)
            if match:
                yield Finding(
                    text.location,
                    f"'{shorten(match[0])}' uses a letter, but letters change from form to form; "
                    "quote the option instead",
                    question.item,
                )


def _printed_letters(question: Question) -> frozenset[str]:
    """The letters of what is printed behind letters: options, or the responses of pairs; at least
    the four that one is used to.
    """
    pairs = question.matching_pairs
    lettered = len(pairs.responses) if pairs else len(question.options)
    return frozenset(LETTERS[: max(lettered, _USUAL)] if lettered else "")


@rule("place-named")
def place_named(context: RuleContext) -> Iterator[Finding]:
    """Where options are shuffled, no reason, rationale or option points to one by its place (the
    second option; the answer above).

    Where the stem speaks of options of its own (a firm has two options), these are meant.
    Reason: every form has its own order, so the sentence is false on most papers.
    """
    for question in context.lettered_questions:
        options = (
            {option.location for option in question.choices.texts} if question.choices else set()
        )
        if question.fixed or _OWN_OPTIONS.search(question.stem):
            continue
        for text in question.texts:
            if text is question.item.stem or not context.contains_any(text, _PLACED):
                continue
            shown = plain(text)
            match = _PLACE.search(shown) or (
                _ABOVE.search(shown) if text.location in options else None
            )
            if match:
                yield Finding(
                    text.location,
                    f"'{shorten(match[0])}' uses an option's place, but places change from form to "
                    "form; quote the option instead",
                    question.item,
                )


@rule("other-question", WARNING)
def other_question(context: RuleContext) -> Iterator[Finding]:
    """No item refers to another by its number or place (your answer to question 3; the previous
    question).

    Reason: numbers and neighbours differ from form to form, and whoever misses one item misses
    both.  Items that need each other are parts of a set.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    for question in context.english_questions:
        if question.alone:
            for text in question.texts:
                if not context.contains_any(text, _ITEMS):
                    continue
                match = _ANOTHER.search(_NAMED.sub(" ", plain(text)))
                if match:
                    yield Finding(
                        text.location,
                        f"'{match[0]}' refers to another item, but numbers change from form to "
                        "form; repeat the information, or put both items in a set",
                        question.item,
                    )
