"""How options, statements and their explanations are built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from generator.checks.context import RuleContext
from generator.checks.lookalikes import in_latin
from generator.checks.other_options import (
    OF_LETTERS,
    OF_STATEMENTS,
    SAME_AS_ANOTHER,
    letters_in,
    says_all,
    says_none,
)
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.checks.sameness import Meaning
from generator.content.nodes import shorten
from generator.content.walk import instances_of, plain
from generator.i18n.sorting import natural_ranks
from generator.items.options import LETTERS, Distractor, naturally
from generator.page.markup import Text
from generator.problems import NOTE, WARNING

TITLE = "Structure"

_MOST = 4
# What is called by letters without being an option: vitamin A, blood group B, point C.
_CALLED_BY_LETTERS = re.compile(
    r"\b(?:(?:note|chord|register|gene|allele)s?\b"  # not: in general, registered
    r"|(?:vitamin|blood|hepatitis|influenza|point|vert(?:ex|ices)|tones|strings|sample|solutions"
    r"|station|events|sets|vector|matri(?:x|ces)|blutgrupp|punkt|proben|tačk|krvn|тачк|крвн"
    r"|витамин)\w*)",
    re.IGNORECASE,
)
_NUMBERED = r"(?<!\w)\(?{}(?:\)|\.|:)(?=\s|$)"
_SUBJECT = (
    r"(?:it|its|he|she|they|this|that|these|those|the|a|an|some|most|all|both|neither|each"
    r"|[A-Z][\w’-]+)"
)
_VERBS = (
    r"is|are|was|were|has|have|had|did|does|do|will|would|can|could|\w{2,}ed|began|came|went|took|gave|made|became|"
    r"lost|won|left|led|rose|fell|held|kept|met|ran|said|saw|sent|sold|bought|paid|put|set|wrote|fought|built|grew"
)
_JOINED = re.compile(
    rf",\s+(?:and|but|while|whereas|yet|so)\s+{_SUBJECT}\b[^,.;]*?\b(?:{_VERBS})\b"
    r"|,\s+(?:and|but|while|whereas|yet)\s+(?:(?!that|which|who|as|in|of)\w+\s+){1,3}"
    r"(?:is|are|was|were|has|have|had)\b"
)
_SHORTEST_WORD = 3
_IN_WORDS = re.compile(r"\D*[^\W\d_]{3,}\D*")  # and no figure that could be a number of one
_ASKS_FOR_A_NUMBER = re.compile(
    r"\d|[=+×÷∑√]|\b(?:how|what|which) (?:\w+ )?(?:many|much|number|digit|figure|page|year"
    r"|value|sum|rank|place|order|power|degree|charge|valence|ph)\b|\b(?:number|digit|count|times|sum)\b"
    r"|\bwie\s?viel|\bzahl\b|\bziffer\b|\bkolik|\bброј|\bколик|\bbroj",
    re.IGNORECASE,
)
_ASKS_FOR_A_LETTER = re.compile(
    r"\b(?:programming|languages?|letters?|vitamins?|symbols?|notes?|numerals?|grades?|initials?"
    r"|codes?|abbreviat\w+|buchstabe\w*|sprachen?|vitamine?|zeichen|symbole?|note\w*|slov\w*"
    r"|jezi\w*|simbol\w*|слов\w*|јези\w*|симбол\w*)\b",
    re.IGNORECASE,
)
_ASKS_ABOUT_SPELLING = re.compile(
    r"spell|capital letter|\bformat|notation|written|writing|punctuat|quot|schreib|geschrieben"
    r"|rechtschr|zeichensetz|napisan|pravopis|написан|правопис",
    re.IGNORECASE,
)
_REASONED = re.compile(r"\b(?:because|therefore)\b(?!\s+of\b)|;\s+\w")


@rule("no-why", WARNING, sourced=True)
def no_why(context: RuleContext) -> Iterator[Finding]:
    """Every distractor says why it is wrong.

    Reason: an answer key that only gives the letter cannot be used to go through a paper in class,
    and a distractor for which no reason comes to mind may be right.
    Source: Haladyna, Downing & Rodriguez 2002 (distractors should be typical errors).
    """
    for question in context.questions:
        if question.parts:
            continue
        for distractor in instances_of(question.item.content, Distractor):
            if distractor.why is None:
                yield Finding(
                    distractor.text.location,
                    f"the distractor '{shorten(distractor.text.plain)}' does not say why it is "
                    "wrong; add 'why'",
                    question.item,
                )


@rule("all-of-the-above")
def all_of_the_above(context: RuleContext) -> Iterator[Finding]:
    """No option says that all, both or any of the others are right.

    Reason: who sees two right options needs no third, and where it was offered it was the key in 77
    % of our 107 published items, which students know.  Ask with an item of type multiple instead.
    Source: Haladyna, Downing & Rodriguez 2002; our own count over 1,168 published items with four
    options.
    """
    for question in context.lettered_questions:
        for option in question.options:
            if says_all(option):
                yield Finding(
                    question.place(option),
                    f"the option '{shorten(option)}' refers to the other options; remove it, or "
                    "use an item of type multiple",
                    question.item,
                )


@rule("none-of-the-above", WARNING)
def none_of_the_above(context: RuleContext) -> Iterator[Finding]:
    """No option says that none of the others is right.

    Reason: as the key it shows that a student knows what is wrong, not what is right; as a
    distractor it is seldom chosen (it was the key in 14 % of our published items).
    Source: NBME item-writing guide; Haladyna, Downing & Rodriguez 2002 (use it with care).
    """
    for question in context.lettered_questions:
        for option in question.options:
            if says_none(option):
                yield Finding(
                    question.place(option),
                    f"the option '{shorten(option)}' is not an answer; replace it with a mistake "
                    "that students make",
                    question.item,
                )


@rule("combined-options")
def combined_options(context: RuleContext) -> Iterator[Finding]:
    """No option combines other options by their letters or numbers (both A and C; A and B only; I
    und II; A i B), nor is nothing but another one (same as A; as in option 2).

    It counts where an option says both, neither or only; where it is the one that is nothing but
    letters or numbers among options in words; or where two or more are letters beside options that
    are not.  The letters or numbers must not be of something that stem or passage calls by them
    (vitamins, points, statement II).
    Reason: letters exist only on a form, so such an option is wrong on most of them; and whoever
    knows one half can strike out the rest.
    Source: Haladyna, Downing & Rodriguez 2002 (no complex multiple choice).
    """
    for question in context.lettered_questions:
        if _CALLED_BY_LETTERS.search(question.stem):
            continue
        for option in _of_another(question):
            yield Finding(
                question.place(option),
                f"the option '{shorten(option)}' only points to another, and options change places "
                "from form to form; replace it with an answer of its own",
                question.item,
            )
        for option in [*_of_letters(question), *_of_numbers(question)]:
            yield Finding(
                question.place(option),
                f"the option '{shorten(option)}' combines other options; write what it means, "
                "or use an item of type multiple",
                question.item,
            )


def _of_another(question: Question) -> Iterator[str]:
    """Options that are nothing but another one, which neither stem nor passage calls so."""
    shown, letters = _before_options(question), LETTERS[: len(question.options)]
    for option in question.options:
        if match := SAME_AS_ANOTHER.fullmatch(option.strip()):
            mark = (match["letter"] or match["number"]).strip("()")
            is_one = mark in letters or mark.isdigit() and int(mark) <= len(letters)
            if is_one and not re.search(rf"(?<!\w){mark}(?!\w)", shown):
                yield option


def _of_letters(question: Question) -> list[str]:
    """Options that combine others by their letters."""
    letters = question.own_letters | set(LETTERS[len(question.options) :])
    combined = [
        (option, match)
        for option in question.options
        if (match := OF_LETTERS.fullmatch(option.strip()))
        and not letters.intersection(letters_in(option))
    ]
    says_so = any(any(match.groups()) for _, match in combined)
    if says_so or 1 < len(combined) < len(question.options) or _is_alone(combined, question):
        return [option for option, _ in combined]
    return []


def _of_numbers(question: Question) -> list[str]:
    """The option that combines others by numbers that nothing in the item has."""
    shown = _before_options(question)
    combined = [
        (option, match)
        for option in question.options
        if (match := OF_STATEMENTS.fullmatch(option.strip())) and len(_marks(option)) > 1
    ]
    if not _is_alone(combined, question) or _ASKS_FOR_A_NUMBER.search(question.stem):
        return []
    return [option for option, _ in combined if not _mentions(shown, option)]


def _is_alone(combined: Sequence[tuple[str, re.Match[str]]], question: Question) -> bool:
    """Whether one option is a combination, and all others are words."""
    others = [option for option in question.options if option not in dict(combined)]
    return len(combined) == 1 and len(others) > 1 and all(map(_IN_WORDS.fullmatch, others))


def _before_options(question: Question) -> str:
    """What is printed before the options: the stem, and the passage or figure of a set."""
    return " ".join([question.stem, *(plain(text) for text in question.around)])


def _mentions(shown: str, option: str) -> bool:
    """Whether what is printed before the options has one of the marks in one."""
    return any(re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", shown) for mark in _marks(option))


@rule("combined-statements", WARNING)
def combined_statements(context: RuleContext) -> Iterator[Finding]:
    """No two options combine statements that the stem numbers (I and III only; 1 and 2).

    Numbers that nothing in the item is numbered with are numbers.
    Reason: whoever knows one statement can strike out half of the options, and reading the rest
    takes long.  An item of type multiple, or a true-false item for each statement, asks the same.
    Source: Haladyna, Downing & Rodriguez 2002 (no complex multiple choice).
    """
    for question in context.lettered_questions:
        shown = _before_options(question)
        combined = [
            option
            for option in question.options
            if OF_STATEMENTS.fullmatch(option.strip()) and _are_numbered(option, shown)
        ]
        if len(combined) > 1 and any(len(_marks(option)) > 1 for option in combined):
            yield Finding(
                question.place(combined[0]),
                f"the option '{shorten(combined[0])}' and {len(combined) - 1} more combine "
                "numbered statements; use an item of type multiple, or ask about each statement",
                question.item,
            )


def _are_numbered(option: str, shown: str) -> bool:
    """Whether what is printed before the options numbers each of the marks in one."""
    return all(re.search(_NUMBERED.format(re.escape(mark)), shown) for mark in _marks(option))


def _marks(option: str) -> list[str]:
    return re.findall(r"\b(?:[IViv]+|\d|[a-h])\b", option)


@rule("letter-as-key")
def letter_as_key(context: RuleContext) -> Iterator[Finding]:
    """A key is the text of an option, and not its letter or its number as in other formats.

    It counts where all keys are letters or numbers of options and the distractors are words, and
    the stem does not ask for a letter or a number, or for what has one as a name.
    Reason: the paper would print an option that is nothing but “A”.
    """
    for question in context.lettered_questions:
        choices = question.choices
        if choices is None or _ASKS_FOR_A_LETTER.search(question.stem):
            continue
        most = len(question.options) + 1
        keys = [key.source.strip(" ().").upper() for key in choices.keys]
        are_letters = all(len(key) == 1 and key in LETTERS[:most] for key in keys)
        are_numbers = all(re.fullmatch("[1-9]", key) and int(key) <= most for key in keys)
        if not are_letters and (not are_numbers or _ASKS_FOR_A_NUMBER.search(question.stem)):
            continue
        if any(len(distractor.text.plain) < _SHORTEST_WORD for distractor in choices.distractors):
            continue  # blood groups, notes, symbols: the letter is the answer
        what = "letter" if are_letters else "number"
        for key in choices.keys:
            yield Finding(
                key.location,
                f"'{key.source}' looks like the {what} of an option; a key is the text of "
                f"the right option, not its {what}. Where the {what} itself is the answer, ignore "
                "this check with a reason",
                question.item,
            )


@rule("ambiguous-letter", WARNING)
def ambiguous_letter(context: RuleContext) -> Iterator[Finding]:
    """No response is a letter that stands beside another response on the paper, and options are not
    the letters A, B, C themselves.

    Small letters count among responses, and letters of other alphabets that look Latin.  Responses
    A, B, C that have their own letters are left alone; so are options of which only some are such
    letters (blood groups, bases of DNA), because students cross a box and write no letter.
    Reason: whoever writes the letter that the answer is, and not the one beside it, is marked
    wrong; nobody can tell which was meant.
    """
    for question in context.questions:
        pairs, choices = question.matching_pairs, question.choices
        if pairs:
            by_source = {text.source: text for text in pairs.responses}
            order = naturally(by_source, question.language)
            labels = LETTERS[: len(order)]
            found = [
                by_source[source]
                for label, source in zip(labels, order, strict=True)
                if _letter(by_source[source]) in {*labels} - {label}
            ]
            what, remedy = "response", "'the letter G', 'note G'"
        elif choices and not question.fixed:
            labels = LETTERS[: len(choices.texts)]
            are_labels = {plain(text).strip(" ().") for text in choices.texts} == {*labels}
            found = list(choices.keys) if are_labels and question.worded else []
            what, remedy = "option", "'vitamin A', 'point A'"
        else:
            continue
        if found:
            yield Finding(
                found[0].location,
                f"the {what} '{plain(found[0])}' is itself a letter and gets another one beside it "
                "on the paper, so that nobody can tell which is meant; write it with a word "
                f"({remedy})",
                question.item,
            )


def _letter(text: Text) -> str:
    """The capital that a text is when it is nothing but a letter, as it looks; "" otherwise."""
    shown = in_latin(plain(text).strip(" ().*")).upper()
    return shown if len(shown) == 1 else ""


@rule("unsorted-numbers", WARNING)
def unsorted_numbers(context: RuleContext) -> Iterator[Finding]:
    """Options that are all numbers, or all dates, are in ascending or descending order.

    Reason: out of order they only cost time to read.  Without 'order' they are printed in ascending
    order.
    Source: Haladyna, Downing & Rodriguez 2002 (logical or numerical order).
    """
    for question in context.lettered_questions:
        choices = question.choices
        if choices is None or not choices.order or choices.order == "natural":
            continue
        given = choices.texts if isinstance(choices.order, str) else choices.order
        last = choices.last.source if choices.last else None
        shown = [plain(text) for text in given if text.source != last]
        ranks = natural_ranks(shown, question.bank.language)
        if ranks and (
            isinstance(choices.order, str)
            or ranks not in (sorted(ranks), sorted(ranks, reverse=True))
        ):
            yield Finding(
                choices.location,
                "the options are numbers or dates but not in order; remove 'order' to print them "
                "in ascending order",
                question.item,
            )


@rule("telling-number", WARNING)
def telling_number(context: RuleContext) -> Iterator[Finding]:
    """An item of type multiple does not ask for all of its options, nor for one.

    Reason: whoever reads how many to choose knows that all are right, and an item with one key is
    easier to read as one of type single.  With `choose: any` both are questions.
    """
    for question in context.lettered_questions:
        number = question.number_to_choose
        if number and number in (1, len(question.options)):
            remedy = "make it a single item" if number == 1 else "add distractors"
            yield Finding(
                question.item.stem.location,
                f"the paper says to choose {number} of {len(question.options)} options; {remedy}, "
                "or write 'choose: any'",
                question.item,
            )


@rule("many-options", NOTE)
def many_options(context: RuleContext) -> Iterator[Finding]:
    """An item with one key has no more than four options.

    Reason: three good ones are enough; more take time to read, and seldom anybody chooses the
    fourth or fifth.
    Source: Rodriguez 2005 (80 years of research).
    """
    for question in context.lettered_questions:
        choices = question.choices
        if choices and len(question.keys) == 1 and len(question.options) > _MOST:
            yield Finding(
                choices.location,
                f"there are {len(question.options)} options; three are enough, so remove the "
                "weakest distractors",
                question.item,
            )


@rule("twin-options")
def twin_options(context: RuleContext) -> Iterator[Finding]:
    """No two options mean the same, and no two responses that are to be matched.

    Numbers are compared by value, with their units, as the language of the bank writes them (1.50
    and 1.5; in a German bank 1.500 and 1500), ½ is 1/2, 50 % is 50 percent, and 1.5 million is
    1,500,000; dates and times by what they are (44 BC and 44 BCE, 9:00 and 09:00); words without a
    full stop, the kind of dash or apostrophe, the capital they begin with and an English article;
    formulas, symbols and code sign by sign, so that −5 is not 5, mW not MW, and n! not n.  Letters
    of other alphabets that look Latin count as Latin.
    Where an item shows code, or asks for decimals or significant figures, numbers are compared as
    they are written.  An item that asks about spelling, capitals or a format is left out, and so is
    one of which three options or more mean the same: how it is written is what is asked.
    Reason: both are right or both are wrong, and a marker has to argue about it.  (Options that are
    wholly equal are refused when the file is read.)
    Source: Haladyna, Downing & Rodriguez 2002 (options must not overlap).
    """
    for question in context.questions:
        if _ASKS_ABOUT_SPELLING.search(question.stem):
            continue
        what = "responses" if question.matching_pairs else "options"
        for twin, option in _pairs(question, lambda meaning: meaning.exact):
            yield Finding(
                option.location,
                f"the {what} '{shorten(plain(twin))}' and '{shorten(plain(option))}' mean the "
                "same; change one",
                question.item,
            )


@rule("like-options", WARNING)
def like_options(context: RuleContext) -> Iterator[Finding]:
    """No two options differ by capitals or quotation marks only.

    Symbols and short words are left out, because case is content there (mW, pH, Co), and so is an
    item that asks about spelling, or of which three options or more differ only so.
    Reason: students take it for a slip of typing, and ask which one is meant.
    Source: Haladyna, Downing & Rodriguez 2002 (options must not overlap).
    """
    for question in context.lettered_questions:
        if _ASKS_ABOUT_SPELLING.search(question.stem):
            continue
        twins = {option for _, option in _pairs(question, lambda meaning: meaning.exact)}
        for twin, option in _pairs(question, lambda meaning: meaning.loose):
            if option in twins:
                continue
            yield Finding(
                option.location,
                f"the options '{shorten(plain(twin))}' and '{shorten(plain(option))}' differ only "
                "in capitals or quotation marks; change one, or ignore this check if that is what "
                "you ask",
                question.item,
            )


def _pairs(question: Question, of: Callable[[Meaning], object]) -> Iterator[tuple[Text, Text]]:
    """Two options of which something is the same; not three, which are so on purpose."""
    groups: dict[object, list[tuple[Text, Meaning]]] = {}
    for option, meaning in question.meanings:
        if same := of(meaning):
            groups.setdefault(same, []).append((option, meaning))
    for group in groups.values():
        if len(group) == 2:
            (first, one_meaning), (second, other_meaning) = group
            if not one_meaning.differs_by_article(other_meaning):
                yield first, second


@rule("two-claims", WARNING)
def two_claims(context: RuleContext) -> Iterator[Finding]:
    """A statement to be called true or false makes one claim.

    Seen are a second clause with a subject of its own after a comma and a joining word, a
    semicolon, and because or therefore.
    Reason: who finds half of it false cannot show it, and who missed that half may be right by
    luck.
    Source: Haladyna, Downing & Rodriguez 2002 (one piece of content an item); NBME item-writing
    guide.
    """
    for question in context.english_questions:
        if question.verdict is not None and (
            match := _JOINED.search(question.stem) or _REASONED.search(question.stem)
        ):
            yield Finding(
                question.item.stem.location,
                f"the statement makes two claims ('{shorten(match[0].strip(' ,'))}'); write an "
                "item for each",
                question.item,
            )
