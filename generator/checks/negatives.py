"""Stems that ask what is not true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.checks.context import RuleContext
from generator.checks.english import raised, sentences, unquoted
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.page.markup import Text
from generator.problems import WARNING

TITLE = "Negatives"

_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)"
)
_ASKING = (
    r"(?:^|[,:–—(]\s*|\b(?:in|of|to|by|from|with|for|on|at|and|under|during|against)\s+)"
    r"(?:which|what|who|whom|whose|where|when)\b"
)
_SAME_CLAUSE = (
    r"(?:(?!\b(?:if|because|although|but|when|that|who|which|whether|unless|where|while)\b)"
    r"[^.?!;:])*?"
)
_ASKED = re.compile(
    rf"{_ASKING}{_SAME_CLAUSE}\b(?:{_AUXILIARY}\b{_SAME_CLAUSE}\b(?P<not>not)\b"
    rf"|(?:{_AUXILIARY}|ca|wo)(?P<short>n[’']t)\b)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"^(?!\W*(?:why|how)\b).*\b(?P<word>except|least(?=\s+\w)|incorrect|false|untrue)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE | re.DOTALL,
)
_STATED = re.compile(
    r"\b(?:statements?|one|of these|of the following)\W+(?:\w+\W+){0,2}?(?:is|are)\W+"
    r"(?P<word>false|incorrect|wrong|untrue)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:not|no|never|none|neither|nor|cannot|without)\b|n[’']t\b", re.IGNORECASE)
_SIGNS = ("not", "n't", "n’t", "except", "least", "incorrect", "false", "untrue", "wrong")
_HARMLESS = re.compile(
    r"\bat\W+least\b|\b(?:and|but)\W+(?:(?:is|are|was|were|do|does|did|has|have|had)\W+)?not\b|\bleast-\w|"
    r"\bnot\W+(?:only|least)\b|\btrue\W+or\W+false\b|\bif\W+(?:any|not)\b",
    re.IGNORECASE,
)


def negative(stem: Text) -> str | None:
    """The word that makes a stem ask what is not true, as a reader sees it: in capitals where it is
    emphasised.
    """
    small = stem.source.casefold()
    return _negative(raised(stem)) if any(sign in small for sign in _SIGNS) else None


@lru_cache(maxsize=65536)
def _negative(stem: str) -> str | None:
    asking = sentences(unquoted(stem))
    last = _HARMLESS.sub(" ", asking[-1]) if asking else ""
    if match := _ASKED.search(last):
        return match["not"] or match["short"]
    match = _STATED.search(last) or _LAST.match(last)
    return match["word"] if match else None


def negatives(questions: tuple[Question, ...]) -> list[tuple[Question, str]]:
    """Items that ask what is not true, each with the word that says it."""
    return [
        (question, word)
        for question in questions
        if question.verdict is None and (word := negative(question.item.stem))
    ]


@rule("plain-negative", WARNING)
def plain_negative(context: RuleContext) -> Iterator[Finding]:
    """A stem that asks what is not true says so in bold, italics or capitals.

    The last sentence of the stem counts: *which … is not*, *except*, *least likely*, *false*; not
    *but not*, *at least*, *if … not*.  (57 of 60 hits were right in our published items; a plain
    search for *not* had 26 of 35.)
    Reason: a student who overlooks one small word answers the opposite question.
    Source: Haladyna, Downing & Rodriguez 2002 (avoid negatives, or emphasise them); NBME
    item-writing guide.
    """
    for question, word in negatives(context.english_questions):
        if not word.isupper():
            yield Finding(
                question.item.stem.location,
                f"students may overlook '{word}' in this stem; ask a positive question, or write "
                f"**{word}**",
                question.item,
            )


@rule("double-negative", WARNING)
def double_negative(context: RuleContext) -> Iterator[Finding]:
    """Where a stem asks what is not true, no option contains *not*, *no* or *never*.

    Reason: to find out what is not the case of a sentence that says what is not is a test of
    patience.
    Source: NBME item-writing guide; Haladyna, Downing & Rodriguez 2002 (word options positively).
    """
    for question, word in negatives(context.english_questions):
        for option in question.options:
            if match := _NO.search(unquoted(option)):
                yield Finding(
                    question.place(option),
                    f"stem ('{word}') and option '{shorten(option)}' ('{match[0]}') are both "
                    "negative; make one of them positive",
                    question.item,
                )
                break
