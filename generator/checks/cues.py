"""What lets a guesser find the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.checks.context import RuleContext
from generator.checks.negatives import negative
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.checks.sameness import is_worded
from generator.content.nodes import shorten
from generator.problems import WARNING

TITLE = "Cues"

_SYMBOL = 2  # letters
LONGER, SHORTER, BY = 1.25, 1.5, 20
_ABSOLUTE = re.compile(
    r"\b(?:always|never|completely|entirely|totally|absolutely|invariably|impossible)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(an?)\s*(?:_{2,}|…|\.{3}|[:–—])?\s*$", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]|h(?:our|onest|onou?r|eir)|8|1[18]\b", re.IGNORECASE)
_CONSONANT = re.compile(r"uni(?!n|m)|us[ae]|uti|ura|uk|one\b|once|eu|ewe|U[A-Z]", re.IGNORECASE)
_SMALL_CAPITALS = re.compile(r"[FHLMNRSX][A-Z]")
_TELLING_WORD = r"[^\W\d_]{4}"
_QUOTES = "‘’“”\"'«»„"


def _is_worded(question: Question) -> bool:
    return question.worded


def _measured(context: RuleContext) -> Iterator[tuple[Question, str, str]]:
    """Items with options, their shortest and longest key."""
    for question in filter(_is_worded, context.lettered_questions):
        if question.wrong:
            yield question, min(question.keys, key=len), max(question.keys, key=len)


@rule("key-longest", WARNING)
def key_longest(context: RuleContext) -> Iterator[Finding]:
    """No key is longer than every distractor by a quarter and by 20 characters.

    Reason: authors qualify what is right and not what is wrong; in our published items such an
    option was the key in 45 % of cases, where chance is 25 %.  That a key is merely the longest
    (33 %) is no fault of an item.
    Source: Haladyna, Downing & Rodriguez 2002; NBME item-writing guide; our own count over 1,168
    published items.
    """
    for question, key, _ in _measured(context):
        longest = max(question.wrong, key=len)
        if len(key) >= LONGER * len(longest) and len(key) >= len(longest) + BY:
            yield Finding(
                question.place(key),
                f"the key is much longer than the distractors ({len(key)} characters; the longest "
                f"distractor has {len(longest)}); shorten it, or add detail to the distractors",
                question.item,
            )


@rule("key-shortest", WARNING)
def key_shortest(context: RuleContext) -> Iterator[Finding]:
    """No key is so short that every distractor is half as long again and longer by 20 characters.

    Reason: a conspicuously short option was the key in 45 % of cases in our published items, where
    chance is 25 %.
    Source: our own count over 1,168 published items with four options.
    """
    for question, _, key in _measured(context):
        shortest = min(question.wrong, key=len)
        if len(shortest) >= SHORTER * len(key) and len(shortest) >= len(key) + BY:
            yield Finding(
                question.place(key),
                f"the key is much shorter than the distractors ({len(key)} characters; the "
                f"shortest distractor has {len(shortest)}); shorten the distractors, or add detail "
                "to the key",
                question.item,
            )


@rule("absolutes", WARNING)
def absolutes(context: RuleContext) -> Iterator[Finding]:
    """Where a distractor says always, never, completely, entirely, totally, absolutely, invariably
    or impossible, a key does too.

    Stems that ask what is not true are left out.
    Reason: students know that such sentences are seldom right: in our published items 8 % of them
    were keys, where chance is 25 %.  (*All*, *only* and *must* showed nothing, and are not
    reported.)
    Source: NBME item-writing guide; Haladyna, Downing & Rodriguez 2002; our own count over 1,168
    published items.
    """
    for question in context.english_questions:
        absolute = [
            (option, match) for option in question.wrong if (match := _ABSOLUTE.search(option))
        ]
        if (
            absolute
            and not any(_ABSOLUTE.search(key) for key in question.keys)
            and not negative(question.item.stem)
        ):
            for option, match in absolute:
                yield Finding(
                    question.place(option),
                    f"only wrong options use words like '{match[0]}', so students can rule them "
                    "out; use a weaker word",
                    question.item,
                )


def _is_said(option: str, stem: str) -> bool:
    """Whether a stem has the words of an option, one of them long enough to be no accident."""
    words = option.strip(_QUOTES + " .;!?")
    if words.casefold() not in stem.casefold() or not re.search(_TELLING_WORD, words):
        return False
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", stem, re.IGNORECASE))


@rule("key-in-stem", WARNING)
def key_in_stem(context: RuleContext) -> Iterator[Finding]:
    """Where the words of a key are in the stem, those of a distractor are too.

    Reason: who finds the words of one option in the question chooses it without knowledge.
    Source: Haladyna, Downing & Rodriguez 2002 (no clang associations).
    """
    for question in filter(_is_worded, context.lettered_questions):
        said = [key for key in question.keys if _is_said(key, question.stem)]
        if (
            said
            and question.wrong
            and not any(_is_said(option, question.stem) for option in question.wrong)
        ):
            yield Finding(
                question.item.stem.location,
                f"the stem has the key '{shorten(said[0])}' in it, and no other option; ask "
                "without it, or take a distractor that the stem has too",
                question.item,
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
def article_cue(context: RuleContext) -> Iterator[Finding]:
    """Where a stem ends in *a* or *an*, every option can follow it.

    Reason: an option that grammar forbids is struck out without knowledge.  Write the article into
    the options.
    Source: NBME item-writing guide; Haladyna, Downing & Rodriguez 2002 (no grammatical clues).
    """
    for question in context.english_questions:
        match = _ARTICLE.search(question.stem) if question.choices else None
        if match is None:
            continue
        wants = match[1].casefold() == "an"
        clashing = [
            option for option in question.options if _begins_with_vowel_sound(option) is (not wants)
        ]
        if clashing:
            yield Finding(
                question.item.stem.location,
                f"the stem ends in '{match[1]}', which does not fit '{shorten(clashing[0])}'; "
                "move the article into the options",
                question.item,
            )


def _opening(option: str) -> bool | None:
    first = option[:1]
    return first.isupper() if first.upper() != first.lower() else None


def _quoted(option: str) -> bool | None:
    return option[:1] in _QUOTES and option[-1:] in _QUOTES


def _stopped(option: str) -> bool | None:
    return option[-1:] in ".;" or (option[-1:] == "!" and " " in option)


_LOOKS: tuple[tuple[Callable[[str], bool | None], str, str], ...] = (
    (_stopped, "ends with a full stop", "has no full stop at its end"),
    (_opening, "begins with a capital letter", "begins with a small letter"),
    (_quoted, "is in quotation marks", "has no quotation marks"),
)


def _named(options: list[str], odd: int, context: RuleContext) -> bool:
    """Whether a capital is a name's: the odd one's own, or those of all others."""
    alone = options[odd][0].isupper()
    firsts = [text.split()[0] for n, text in enumerate(options) if (n == odd) == alone]
    return all(
        context.name_register.starts_with_name(first)
        or first[1:2].isupper()
        or alone
        and first.casefold() not in context.lower_case_words
        for first in firsts
    )


def _are_symbols(options: list[str]) -> bool:
    """Whether capitals are content: an option is a symbol (Cu, AaBb), or all differ only so."""
    symbols = any(
        len(word) <= _SYMBOL or word[1:] != word[1:].lower() for word in options if " " not in word
    )
    return symbols or len({option.casefold() for option in options}) == 1


@rule("odd-one-out", WARNING)
def odd_one_out(context: RuleContext) -> Iterator[Finding]:
    """No option alone has, or alone lacks, a full stop, an opening capital or quotes.

    Formulas, code and numbers, whose signs are content, are left out with their item.  A lone
    capital counts where the word is written in small letters somewhere in the project; else
    it may be a name's.
    Reason: it catches the eye, and it was the key in 48 % (full stop) and 40 % (capital) of cases
    in our published items, where chance is 25 %: authors type the key first and copy it with care.
    Source: our own count over 1,168 published items with four options.
    """
    for question in filter(_is_worded, context.lettered_questions):
        options = [option.strip() for option in question.options]
        if len(options) < 3 or not all(
            map(is_worded, question.choices.texts if question.choices else ())
        ):
            continue
        for look, has, lacks in _LOOKS:
            answers = [look(option) for option in options]
            if None in answers or 1 not in (answers.count(True), answers.count(False)):
                continue
            odd = answers.index(answers.count(True) == 1)
            if look is _opening and (_named(options, odd, context) or _are_symbols(options)):
                continue
            yield Finding(
                question.place(question.options[odd]),
                f"only the option '{shorten(options[odd])}' {has if answers[odd] else lacks}; "
                "write all options in the same way",
                question.item,
            )
