"""How options, statements and their explanations are built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import alike
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import instances_of, plain
from generator.i18n.sorting import natural_ranks
from generator.items.options import Distractor
from generator.problems import NOTE, WARNING

TITLE = "Structure"

_MOST = 4
_ABOVE = (
    r"(?:the\s+)?(?:above|these|those|them|others?"
    r"|(?:other\s+)?(?:options|answers|choices|statements))"
)
_ALL = re.compile(
    rf"(?:(?:all|any|both|each)\s+(?:\w+\s+)?of\s+{_ABOVE}|all\s+(?:the\s+)?above)\W*"
    r"(?:is|are)?\W*(?:true|correct|right)?\W*",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"(?:none|neither)\s+of\s+{_ABOVE}\W*(?:is|are)?\W*(?:true|correct|right)?\W*", re.IGNORECASE
)
_MARK = r"\(?(?:[A-H]|I{1,3}|IV|VI{0,3}|[1-8])\)?"
_COMBINED = re.compile(
    rf"([Bb]oth\s+|[Oo]nly\s+)?{_MARK}(?:\s*(?:,|and|or|&|\+|nor)\s*{_MARK})+(\s+only)?\.?"
    rf"|([Oo]nly\s+){_MARK}\.?|{_MARK}(\s+only)\.?"
)
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


@rule("all-of-the-above", ignorable=True)
def all_of_the_above(context: RuleContext) -> Iterator[Finding]:
    """No option says that all, both or any of the others are right.

    Reason: who sees two right options needs no third, and where it was offered it was the key in 77
    % of our 107 published items, which students know.  Ask with an item of type multiple instead.
    Source: Haladyna, Downing & Rodriguez 2002; our own count over 1,168 published items with four
    options.
    """
    for question in context.lettered_questions:
        for option in question.options:
            if _ALL.fullmatch(option.strip()):
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
            if _NONE.fullmatch(option.strip()):
                yield Finding(
                    question.place(option),
                    f"the option '{shorten(option)}' is not an answer; replace it with a mistake "
                    "that students make",
                    question.item,
                )


@rule("combined-options")
def combined_options(context: RuleContext) -> Iterator[Finding]:
    """No option combines others by letter or number (both A and C; I and III only).

    It counts where one option says both or only, or where two are nothing but such combinations.
    Reason: letters exist only on a form, so such an option is wrong on most of them; and whoever
    knows one half can strike out the rest.
    Source: Haladyna, Downing & Rodriguez 2002 (no complex multiple choice); 4 of 4 hits were right
    in our own count.
    """
    for question in context.lettered_questions:
        combined = [
            (option, match)
            for option in question.options
            if (match := _COMBINED.fullmatch(option.strip()))
        ]
        if len(combined) > 1 or any(any(match.groups()) for _, match in combined):
            for option, _ in combined:
                yield Finding(
                    question.place(option),
                    f"the option '{shorten(option)}' combines other options; write what it means, "
                    "or use an item of type multiple",
                    question.item,
                )


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
    """No two options differ by an article, quotes, dashes, case or punctuation only.

    Reason: both are right or both are wrong, and a marker has to argue about it.  (Options that are
    wholly equal are refused when the file is read.)
    Source: Haladyna, Downing & Rodriguez 2002 (options must not overlap); 3 of 3 hits were right in
    our own count.
    """
    for question in context.lettered_questions:
        if not question.worded:  # of formulas and code, no sign says the same as another
            continue
        seen: dict[str, str] = {}
        for option in question.options:
            twin = seen.setdefault(alike(option), option)
            if twin is not option and alike(option):
                yield Finding(
                    question.place(option),
                    f"the options '{shorten(twin)}' and '{shorten(option)}' say the same; change "
                    "one",
                    question.item,
                )


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
