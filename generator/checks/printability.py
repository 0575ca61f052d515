"""What can be printed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import alike, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import plain
from generator.problems import WARNING

_NAMED = 3
_LARGEST_MEASURE, _LARGEST_LINES = (
    40,
    28,
)  # characters in a line and lines on an A4 page of the large-print profile
_SOFT = re.compile(r"[\s\u2010\u2013\u2014/-]+")
_ALTERNATIVE = range(20, 401)


@rule("missing-glyph", needed_to_print=True)
def missing_glyph(survey: RuleContext) -> Iterator[Finding]:
    """Every character of a text that may be printed has a glyph in the bundled faces.

    Reason: a typesetter drops or blots a character it cannot draw, without a word.
    """
    if survey.covered is None:
        return
    covered = frozenset(map(chr, survey.covered))
    for holding in survey.holdings:
        for text in holding.texts:
            if covered.issuperset(
                text.source
            ):  # nearly all texts end here, before their markup is read
                continue
            if missing := sorted(c for c in set(plain(text)) - covered if not _refused(c)):
                yield Finding(
                    text.location,
                    f"no bundled face can draw {_names(missing)}; write it in another way",
                    holding.item,
                )


def _refused(character: str) -> bool:
    """Whether the reader has reported it already: it refuses such characters, and puts U+FFFC in the place of some."""
    return character == "\ufffc" or unicodedata.category(character).startswith("C")


def _names(missing: list[str]) -> str:
    named = [
        f"'{c}' (U+{ord(c):04X} {unicodedata.name(c, 'without a name')})" for c in missing[:_NAMED]
    ]
    return ", ".join(named) + (
        f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    )


@rule("long-word", WARNING)
def long_word(survey: RuleContext) -> Iterator[Finding]:
    """No printed word is longer than a line of large print (40 characters); hyphens, dashes and slashes part words.

    Reason: it would run out of its line, or be broken anywhere.  Long addresses belong into a link.
    """
    for item, text in survey.seen:
        if len(text.source) > _LARGEST_MEASURE:
            longest = max(_SOFT.split(plain(text)), key=len)
            if len(longest) > _LARGEST_MEASURE:
                yield Finding(
                    text.location,
                    f"'{shorten(longest)}' has {len(longest)} characters, more than a line of "
                    "large print; break it up, or make it a link with a text",
                    item,
                )


@rule("tall-item", WARNING)
def tall_item(survey: RuleContext) -> Iterator[Finding]:
    """An item that is never parted takes no more than a page of large print, by an estimate of 40 characters in a line.

    Reason: stem and options are never parted by a page's end, so what is taller than a page cannot be printed at all.
    """
    for one in survey.posed:
        lines = sum(math.ceil(len(text.source) / _LARGEST_MEASURE) for text in one.seen)
        if lines > _LARGEST_LINES and one.item_type.keep_together:
            yield Finding(
                one.item.stem.location,
                f"stem and options take about {lines} lines of large print and a "
                f"page has {_LARGEST_LINES}; shorten them, or make the background a "
                "passage",
                one.item,
            )


@rule("few-lines", WARNING)
def few_lines(survey: RuleContext) -> Iterator[Finding]:
    """An item to be answered in writing that says how many lines it wants asks for no fewer than its points give.

    Reason: the space tells students how much is wanted, and large handwriting needs it.
    """
    for one in survey.posed:
        usual = one.item_type.usual_lines(one.item.points)
        if one.item.lines is not None and one.item.lines < usual:
            yield Finding(
                one.item.stem.location,
                f"{one.item.lines} lines are few for what it is worth; {usual} are usual",
                one.item,
            )


@rule("alternative-text")
def alternative_text(survey: RuleContext) -> Iterator[Finding]:
    """A figure has an alternative text of 20 to 400 characters, which holds no key unless it holds a wrong option too.

    Reason: who cannot see the figure is asked the same question, and is not given the answer.
    Source: WCAG 2.2, success criterion 1.1.1; PDF/UA-1.
    """
    for one in survey.posed:
        for location, text in one.figures:
            said = plain(text) if text else ""
            told = _told(survey, one, said)
            if not said:
                yield Finding(
                    location, "the figure has no alternative text; say what it shows", one.item
                )
            elif len(said) not in _ALTERNATIVE:
                yield Finding(
                    location,
                    f"the alternative text has {len(said)} characters; 20 to 400 say what a figure "
                    "shows",
                    one.item,
                )
            elif told:
                yield Finding(
                    location,
                    f"the alternative text holds the key '{shorten(told)}'; say what the figure "
                    "shows without it",
                    one.item,
                )


def _told(survey: RuleContext, figured: Question, said: str) -> str | None:
    """The key of an item or of a part of it that a text gives away."""
    held = f" {' '.join(words(alike(said)))} "
    for one in (figured, *survey.parts_of(figured.item)):
        keys = [key for key in map(plain, one.right) if f" {' '.join(words(alike(key)))} " in held]
        if keys and not any(f" {' '.join(words(alike(text)))} " in held for text in one.wrong):
            return keys[0]
    return None
