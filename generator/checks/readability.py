"""How English texts read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

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
_ACRONYM = re.compile(r"(?<![\w’'.&/-])([A-Z]{3,6})s?(?:[’']s?)?(?![\w.&/-]*\w)")
# Words of the language, numerals and what is typed in capitals for emphasis; what every course of
# its subject takes for a word; units and symbols.
_WORDS_IN_CAPITALS = (
    "AD AM BC BCE CE DNA EU GPS HIV OK PM TV UK UN US USA CEO NGO GDP VAT IQ PIN ID FAQ DIY UFO "
    "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI MM CM DC CD MCM "
    "ALL AND ANY ARE BEST BOTH BUT EACH EVERY EXCEPT FALSE FIRST FIVE FOUR HOW IS ISN LAST "
    "LEAST MAIN MORE MOST MUST NEVER NO NONE NOT ONE ONLY OR SOME THE THREE TRUE TWO WHO WHY "
    "NAND NOR XOR IF ELSE THEN "
    "RNA MRNA ATP ADP AMP NAD NADH NADP NADPH FAD FADH PCR CNS PNS ECG EEG MRI CT ABO AIDS BMI UV "
    "IR CFC PCB PVC PET DDT TNT pH "
    "KOH OH HCN HF HI CO NO CN NH CH HCO COOH KCN KNO KI KF NOK PH SO PO CHO "
    "SI AC DC EMF LED LCD EM RC LC RLC SHM GCD LCM HCF LHS RHS QED RMS SD "
    "CPU GPU RAM ROM SSD HDD USB PC OS IT AI API URL URI HTTP HTTPS HTML CSS SQL XML JSON CSV PDF "
    "ASCII UTF TCP UDP IP IPV DNS DHCP FTP SSH SMTP IMAP LAN WAN VPN MAC OSI RGB CMYK JPEG PNG GIF "
    "SVG MP FIFO LIFO BFS DFS OOP IDE CLI GUI JVM JDK PHP REST AES RSA SHA SSL TLS XSS CRUD "
    "NULL SELECT FROM WHERE JOIN INTO GROUP BY ORDER HAVING INSERT UPDATE DELETE CREATE TABLE DROP "
    "MHZ GHZ KHZ MW GW KW TW MJ GJ KJ MPA KPA KB MB GB TB MV KV KG EV GEV MEV TEV HZ PA "
    "EUR USD GBP CHF JPY RSD "
    "GMT UTC CET CEFR NATO UNO UNESCO UNICEF WHO WTO IMF OECD ISO BBC NASA ESA FIFA UEFA"
)
_KNOWN = frozenset(_WORDS_IN_CAPITALS.split())
_UNIT_BEFORE = re.compile(r"[0-9]\s?$")
_USUAL = 3  # items
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
    """An acronym of three letters or more in a printed text is in the glossary of a summary, or
    written out in brackets in the same item or summary.

    EU, UK, DNA, RNA, CPU, KOH and their like are words of the language or of a subject, and so is
    what three items use; units, corners (ABC), names of the register and an option that is nothing
    but the acronym are no news to the reader either.
    Reason: vocabulary is not what is being tested.
    Source: Haladyna, Downing & Rodriguez 2002 (plain vocabulary); Ofqual's guidance on accessible
    assessments (2022).
    """
    terms = {word for term in context.glossary_terms for word in words(term)}
    usual = _usual_in_banks(context)
    for item, location, texts in _readings(context):
        whole = " ".join(map(prose, texts))
        known = _KNOWN | terms | (usual if item else frozenset())
        for text in texts:
            if _ACRONYM.fullmatch(prose(text).strip()):
                continue
            for match in _ACRONYM.finditer(prose(text)):
                short = match[1]
                if short in known or context.name_register.starts_with_name(short):
                    continue
                if _UNIT_BEFORE.search(prose(text)[: match.start()]) or _are_points(short):
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


def _are_points(short: str) -> bool:
    """Whether letters follow each other in the alphabet, as the corners of ABC or PQRS do."""
    return all(ord(after) - ord(before) == 1 for before, after in pairwise(short))


def _usual_in_banks(context: RuleContext) -> frozenset[str]:
    """The acronyms that three items or more of the English banks use."""
    users: Counter[str] = Counter()
    for question in context.english_questions:
        users.update({m[1] for text in question.seen for m in _ACRONYM.finditer(text.source)})
    return frozenset(short for short, count in users.items() if count >= _USUAL)


def _readings(context: RuleContext) -> Iterator[tuple[Item | None, Location, tuple[Text, ...]]]:
    for question in context.english_questions:
        yield question.item, question.item.stem.location, question.seen
    for _, texts in context.english_summaries:
        yield None, texts[0].location, texts


@rule("long-stem", WARNING)
def long_stem(context: RuleContext) -> Iterator[Finding]:
    """A stem has no more than 50 words; formulas and code are none.

    Reason: reading is not what is being tested, and it takes the slow reader's time.  (1 % of
    published stems are longer.)
    Source: Haladyna, Downing & Rodriguez 2002 (as little reading as will do).
    """
    for question in context.questions:
        stem = question.item.stem
        if len(stem.source) > LONG_STEM and (count := len(words(prose(stem)))) > LONG_STEM:
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
        for option in question.choices.texts if question.choices else ():
            long = len(option.source) > 2 * LONG_OPTION
            if long and (count := len(words(prose(option)))) > LONG_OPTION:
                yield Finding(
                    option.location,
                    f"the option '{shorten(plain(option))}' has {count} words; use "
                    f"{LONG_OPTION} or fewer",
                    question.item,
                )


@rule("long-sentence", NOTE)
def long_sentence(context: RuleContext) -> Iterator[Finding]:
    """A printed sentence has no more than 30 words; a semicolon parts it, and formulas and code are
    none.

    Reason: readers of a second language lose the thread.
    Source: Ofqual's guidance on accessible assessments (2022: short sentences).
    """
    for item, text in context.printed_english:
        if len(text.source) > 2 * LONG_SENTENCE:
            clauses = "; ".join(sentences(prose(text))).split("; ")
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
    ease = flesch(" ".join(prose(text) for text in texts))
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
