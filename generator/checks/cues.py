"""What lets a guesser find the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.checks.context import RuleContext
from generator.checks.negatives import negative
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.problems import WARNING

LONGER, SHORTER, BY = 1.25, 1.5, 20
_ABSOLUTE = re.compile(
    r"\b(?:always|never|completely|entirely|totally|absolutely|invariably|impossible)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(an?)\s*(?:_{2,}|…|\.{3}|[:–—])?\s*$", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]|h(?:our|onest|onou?r|eir)|8|1[18]\b", re.IGNORECASE)
_CONSONANT = re.compile(r"uni(?!n|m)|us[ae]|uti|ura|uk|one\b|once|eu|ewe|U[A-Z]", re.IGNORECASE)
_SMALL_CAPITALS = re.compile(r"[FHLMNRSX][A-Z]")
_QUOTES = "‘’“”\"'«»„"


def _measured(survey: RuleContext) -> Iterator[tuple[Question, str, str]]:
    """Items with options, their shortest and longest key."""
    for one in survey.choosing:
        if one.wrong:
            yield one, min(one.keys, key=len), max(one.keys, key=len)


@rule("key-longest", WARNING)
def key_longest(survey: RuleContext) -> Iterator[Finding]:
    """No key is longer than every distractor by a quarter and by 20 characters.

    Reason: authors qualify what is right and not what is wrong; in our published items such an option was the key in
    45 % of cases, where chance is 25 %.  That a key is merely the longest (33 %) is no fault of an item.
    Source: Haladyna, Downing & Rodriguez 2002; NBME item-writing guide; our own count over 1,168 published items.
    """
    for one, key, _ in _measured(survey):
        longest = max(one.wrong, key=len)
        if len(key) >= LONGER * len(longest) and len(key) >= len(longest) + BY:
            yield Finding(
                one.place(key),
                f"the key is longest by far ({len(key)} characters; the longest distractor "
                f"has {len(longest)}); move detail into the stem, or give the distractors as "
                "much",
                one.item,
            )


@rule("key-shortest", WARNING)
def key_shortest(survey: RuleContext) -> Iterator[Finding]:
    """No key is so short that every distractor is half as long again and longer by 20 characters.

    Reason: a conspicuously short option was the key in 45 % of cases in our published items, where chance is 25 %.
    Source: our own count over 1,168 published items with four options.
    """
    for one, _, key in _measured(survey):
        shortest = min(one.wrong, key=len)
        if len(shortest) >= SHORTER * len(key) and len(shortest) >= len(key) + BY:
            yield Finding(
                one.place(key),
                f"the key is shortest by far ({len(key)} characters; the shortest distractor "
                f"has {len(shortest)}); shorten the distractors, or say as much in the "
                "key",
                one.item,
            )


@rule("absolutes", WARNING)
def absolutes(survey: RuleContext) -> Iterator[Finding]:
    """Where a distractor says always, never, completely, entirely, totally, absolutely, invariably or impossible, a key
    does too.

    Stems that ask for what is not so are left out.
    Reason: students know that such sentences are seldom right: in our published items 8 % of them were keys, where
    chance is 25 %.  (*All*, *only* and *must* told nothing, and are not asked about.)
    Source: NBME item-writing guide; Haladyna, Downing & Rodriguez 2002; our own count over 1,168 published items.
    """
    for one in survey.english:
        found = [(option, match) for option in one.wrong if (match := _ABSOLUTE.search(option))]
        if (
            found
            and not any(_ABSOLUTE.search(key) for key in one.keys)
            and not negative(one.item.stem)
        ):
            for option, match in found:
                yield Finding(
                    one.place(option),
                    f"only wrong options say something like '{match[0]}', which gives "
                    "them away; say it less absolutely",
                    one.item,
                )


def _begins_with_vowel_sound(option: str) -> bool | None:
    word = option.strip(_QUOTES + " (")
    if not word or not (word[0].isalpha() or word[0].isdigit()):
        return None
    if (
        word[:2].isupper() and len(word.split()[0]) > 1
    ):  # read letter by letter, as far as one can tell
        return bool(_SMALL_CAPITALS.match(word)) or word[0] in "AEIO"
    return bool(_VOWEL.match(word)) and not _CONSONANT.match(word)


@rule("article-cue", WARNING)
def article_cue(survey: RuleContext) -> Iterator[Finding]:
    """Where a stem ends in *a* or *an*, every option can follow it.

    Reason: an option that grammar forbids is struck out without knowledge.  Write the article into the options.
    Source: NBME item-writing guide; Haladyna, Downing & Rodriguez 2002 (no grammatical clues).
    """
    for one in survey.english:
        match = _ARTICLE.search(one.stem) if one.choices else None
        if match is None:
            continue
        wants = match[1].casefold() == "an"
        clashing = [
            option for option in one.options if _begins_with_vowel_sound(option) is (not wants)
        ]
        if clashing:
            yield Finding(
                one.item.stem.location,
                f"the stem ends in '{match[1]}', and '{shorten(clashing[0])}' cannot "
                "follow it; write the article into the options",
                one.item,
            )


def _opening(option: str) -> bool | None:
    return option[:1].isupper() if option[:1].isalpha() else None


def _quoted(option: str) -> bool | None:
    return option[:1] in _QUOTES and option[-1:] in _QUOTES


def _stopped(option: str) -> bool | None:
    return option[-1:] in ".;!"


_LOOKS: tuple[tuple[Callable[[str], bool | None], str, str], ...] = (
    (_stopped, "ends with a full stop", "ends without a full stop"),
    (_opening, "begins with a capital", "begins with a small letter"),
    (_quoted, "stands in quotes", "stands without quotes"),
)


def _named(options: list[str], odd: int, survey: RuleContext) -> bool:
    """Whether a capital is a name's: the odd one's own, or those of all others."""
    alone = options[odd][0].isupper()
    firsts = [text.split()[0] for n, text in enumerate(options) if (n == odd) == alone]
    return all(
        survey.register.knows(first)
        or first[1:2].isupper()
        or alone
        and first.casefold() not in survey.small_words
        for first in firsts
    )


@rule("odd-one-out", WARNING)
def odd_one_out(survey: RuleContext) -> Iterator[Finding]:
    """No option alone has, or alone lacks, a full stop, an opening capital or quotes.

    A lone capital counts where the word stands in small letters somewhere in the project; else it may be a name's.
    Reason: it catches the eye, and it was the key in 48 % (full stop) and 40 % (capital) of cases in our published
    items, where chance is 25 %: authors type the key first and copy it with care.
    Source: our own count over 1,168 published items with four options.
    """
    for one in survey.choosing:
        options = [option.strip() for option in one.options]
        for look, has, lacks in _LOOKS if len(options) > 2 else ():
            found = [look(option) for option in options]
            if None in found or 1 not in (found.count(True), found.count(False)):
                continue
            odd = found.index(found.count(True) == 1)
            if look is _opening and _named(options, odd, survey):
                continue
            yield Finding(
                one.place(one.options[odd]),
                f"of all options only '{shorten(options[odd])}' "
                f"{has if found[odd] else lacks}; make them look "
                "alike",
                one.item,
            )
