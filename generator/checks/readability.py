"""How English texts read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import sentences, unquoted, words
from generator.checks.rule import Finding, rule
from generator.content.model import Item
from generator.content.nodes import shorten
from generator.content.walk import plain, prose
from generator.page.markup import Text
from generator.page.understood import is_kept_as_blocks
from generator.problems import NOTE, WARNING, Location

TITLE = "Language"

LONG_STEM, LONG_SENTENCE, LONG_OPTION = 50, 30, 25
LEAST_PASSAGE, HARDEST = 100, 30
_VAGUE = re.compile(
    r"\b(?:now(?!\s+(?:that|and\s+then))|nowadays|currently|recently|lately|presently|today(?:[’']s)?|these\s+days|"
    r"at\s+present|so\s+far(?!\s+(?:as|apart|from|away))|to\s+this\s+day|"
    r"(?:last|this|next)\s+(?:year|month|week|decade|century)|in\s+recent\s+(?:years|months|decades|times))\b",
    re.IGNORECASE,
)
_VAGUE_WORDS = (
    "now",
    "currently",
    "recent",
    "lately",
    "present",
    "today",
    "these days",
    "so far",
    "this day",
    " year",
    " month",
    " week",
    " decade",
    " century",
)
_ACRONYM = re.compile(r"(?<![\w’'.&/-])([A-Z]{2,6})s?(?:[’']s?)?(?![\w.&/-]*\w)")
# Words of the language, numerals and what is typed in capitals for emphasis.
_WORDS_IN_CAPITALS = (
    "AD AM BC BCE CE DNA EU GPS HIV OK PM TV UK UN US USA "
    "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI "
    "ALL AND ANY ARE BEST BOTH BUT EACH EVERY EXCEPT FALSE FIRST FIVE FOUR HOW IS ISN LAST "
    "LEAST MAIN MORE MOST MUST NEVER NO NONE NOT ONE ONLY OR SOME THE THREE TRUE TWO WHO WHY"
)
_KNOWN = frozenset(_WORDS_IN_CAPITALS.split())
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^lei]e|[^tdsxz]e[sd])$")
_DASHED = re.compile(r"\w\s+-\s+\w|\w\s--\s?\w")
_STRAIGHT, _CURLY = re.compile(r"\"|(?<=\w)'(?=\w)|(?<!\w)'(?=\w)"), re.compile(r"[‘’“”]")


@rule("vague-time", WARNING)
def vague_time(context: RuleContext) -> Iterator[Finding]:
    """No printed text says now, currently, recently, nowadays, today, last year, so far, to this
    day or the like.

    Words in quotation marks are another's.
    Reason: such words go stale by themselves; give the year.
    Source: our own count over 1,168 published items (2.3 % held one).
    """
    for item, text in context.printed_english:
        if context.contains_any(text, _VAGUE_WORDS) and (
            match := _VAGUE.search(unquoted(prose(text)))
        ):
            yield Finding(
                text.location,
                f"readers cannot know when '{match[0]}' is; give the year, or write 'as of' and a "
                "date",
                item,
            )


@rule("unexplained-acronym", WARNING)
def unexplained_acronym(context: RuleContext) -> Iterator[Finding]:
    """An acronym in a printed text is in the glossary of a summary, or written out in brackets in
    the same item or summary.

    EU, UK, UN, US, USA, DNA and their like are words of the language; names of the register are
    known.
    Reason: vocabulary is not what is being tested.
    Source: Haladyna, Downing & Rodriguez 2002 (plain vocabulary); Ofqual's guidance on accessible
    assessments (2022).
    """
    terms = {word for term in context.glossary_terms for word in words(term)}
    for item, location, texts in _readings(context):
        whole = " ".join(map(prose, texts))
        known = _KNOWN | terms
        for text in texts:
            for match in _ACRONYM.finditer(prose(text)):
                short = match[1]
                if short in known or context.name_register.starts_with_name(short):
                    continue
                known |= {short}
                if f"({short})" not in whole and not re.search(
                    rf"\b{short}s?\s+\((?=[^)]*\w\s+\w)", whole
                ):
                    yield Finding(
                        text.location if text.location.line else location,
                        f"'{short}' is never explained; write it in full once, or add it to the "
                        "glossary",
                        item,
                    )


def _readings(context: RuleContext) -> Iterator[tuple[Item | None, Location, tuple[Text, ...]]]:
    for question in context.english_questions:
        yield question.item, question.item.stem.location, question.seen
    for _, texts in context.english_summaries:
        yield None, texts[0].location, texts


@rule("long-stem", WARNING)
def long_stem(context: RuleContext) -> Iterator[Finding]:
    """A stem has no more than 50 words.

    Reason: reading is not what is being tested, and it takes the slow reader's time.  (1 % of
    published stems are longer.)
    Source: Haladyna, Downing & Rodriguez 2002 (as little reading as will do).
    """
    for question in context.questions:
        if len(question.stem) > LONG_STEM and (count := len(words(question.stem))) > LONG_STEM:
            yield Finding(
                question.item.stem.location,
                f"the stem has {count} words; use {LONG_STEM} or fewer, or move the background to "
                "a passage",
                question.item,
            )


@rule("long-option", NOTE)
def long_option(context: RuleContext) -> Iterator[Finding]:
    """An option has no more than 25 words.

    Reason: four long options are a page to compare.  (3.3 % of published items have one.)
    Source: Haladyna, Downing & Rodriguez 2002 (as little reading as will do).
    """
    for question in context.lettered_questions:
        for option in question.options:
            if len(option) > 2 * LONG_OPTION and (count := len(words(option))) > LONG_OPTION:
                yield Finding(
                    question.place(option),
                    f"the option '{shorten(option)}' has {count} words; use {LONG_OPTION} or fewer",
                    question.item,
                )


@rule("long-sentence", NOTE)
def long_sentence(context: RuleContext) -> Iterator[Finding]:
    """A printed sentence has no more than 30 words; a semicolon parts it.

    Reason: readers of a second language lose the thread.
    Source: Ofqual's guidance on accessible assessments (2022: short sentences).
    """
    for item, text in context.printed_english:
        if len(text.source) > 2 * LONG_SENTENCE:
            clauses = "; ".join(sentences(plain(text))).split("; ")
            for sentence in clauses:
                if (count := len(words(sentence))) > LONG_SENTENCE:
                    yield Finding(
                        text.location,
                        f"the sentence '{shorten(sentence)}' has {count} words; split it in two",
                        item,
                    )


@rule("reading-ease", NOTE)
def reading_ease(context: RuleContext) -> Iterator[Finding]:
    """A summary or passage of 100 words or more has a reading ease (Flesch) of 30 or more.

    Below 30 is the prose of learned journals; place names alone push the figure down.  It is never
    asked of an item.
    Reason: a number to compare one's texts by, no more.
    Source: Flesch 1948, A new readability yardstick.
    """
    for summary, _ in context.english_summaries:
        texts = [cited.text for cited in summary.summary]
        for section in summary.sections:
            texts += [cited.text for cited in section.paragraphs]
        yield from _hard(texts, "the summary", None)
    for question in context.english_questions:
        for passage in question.passages:
            yield from _hard([passage], "the passage", question.item)


def _hard(texts: list[Text], what: str, item: Item | None) -> Iterator[Finding]:
    ease = flesch(" ".join(plain(text) for text in texts))
    if ease is not None and ease < HARDEST:
        yield Finding(
            texts[0].location,
            f"{what} is hard to read (Flesch score {ease:.0f}; aim for {HARDEST} or more); use "
            "shorter sentences and simpler words",
            item,
        )


def flesch(text: str) -> float | None:
    """The reading ease of a text; None for fewer than 100 words."""
    counted = [word for word in words(text) if word[0].isalpha()]
    if len(counted) < LEAST_PASSAGE:
        return None
    return (
        206.835
        - 1.015 * len(counted) / len(sentences(text))
        - 84.6 * sum(map(syllables, counted)) / len(counted)
    )


def syllables(word: str) -> int:
    """How many syllables an English word has, as far as letters tell."""
    small = word.casefold()
    return max(1, len(_VOWELS.findall(small)) - bool(_SILENT.search(small)))


@rule("untidy-typing", NOTE)
def untidy_typing(context: RuleContext) -> Iterator[Finding]:
    """A text has no double space, no hyphen for a dash, and not straight and curly quotes together.

    Reason: in print they look like slips, and an option that differs only by them stands out.
    Source: Haladyna, Downing & Rodriguez 2002 (edit and proof).
    """
    for item, text in context.printed_english:
        shown = prose(text)
        tidy = "  " not in text.source.strip().replace("\n", " ")
        if not tidy and not is_kept_as_blocks(text.source):
            yield Finding(text.location, "the text has a double space; write one space", item)
        if _DASHED.search(shown):
            yield Finding(
                text.location, "the text has a hyphen between spaces; write a dash (–)", item
            )
        if _CURLY.search(shown) and _STRAIGHT.search(shown):
            yield Finding(
                text.location, "the text has straight and curly quotes; use one kind", item
            )
