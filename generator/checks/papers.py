"""Items of one paper, beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.checks.context import RuleContext
from generator.checks.english import alike, listed, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.model import QuizSection
from generator.content.nodes import shorten
from generator.content.walk import plain
from generator.problems import WARNING

TITLE = "Papers"

_OVER = 1.1
_TELLING = 10  # characters of a key, at least, that are a giveaway elsewhere


@rule("key-elsewhere", WARNING)
def key_elsewhere(context: RuleContext) -> Iterator[Finding]:
    """No other item on the same paper contains a key's words.

    Keys of one word, of fewer than ten characters, or that are a name of the register do not count.
    Reason: one item must not answer another.  (About 7 of the first 10 hits were right in our
    published items.)
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    packs_with: dict[tuple[str, str, str], list[str]] = {}
    question_of: dict[tuple[str, str, str], Question] = {}
    for pack in context.content.packs.values():
        questions = [question for _, question in context.questions_of_pack(pack)]
        for question, key, other in keys_elsewhere(context, questions):
            clue = question.item.id, key, other.item.id
            packs = packs_with.setdefault(clue, [])
            if pack.name not in packs:
                packs.append(pack.name)
            question_of[clue] = question
    for clue, packs in packs_with.items():
        (_, key, other_id), question = clue, question_of[clue]
        yield Finding(
            question.place(key),
            f"the words of the key '{shorten(key)}' also appear in item '{other_id}' of pack "
            f"{listed(packs)} and may give the answer away; reword one, or add '{other_id}' to "
            "'not_with'",
            question.item,
        )


def keys_elsewhere(
    context: RuleContext, questions: Sequence[Question]
) -> Iterator[tuple[Question, str, Question]]:
    """A question, its key, and another question in whose printed text the key's words appear."""
    by_opening: dict[tuple[str, ...], list[tuple[Question, str, tuple[str, ...]]]] = {}
    for question in questions:
        for key in question.keys:
            of_key = tuple(words(alike(key)))
            telling = len(of_key) > 1 and len(alike(key)) >= _TELLING
            if telling and not context.name_register.consists_of_names(key):
                by_opening.setdefault(of_key[:2], []).append((question, key, of_key))
    if not by_opening:
        return
    for other in questions:
        for text in other.seen:
            printed = words(plain(text).casefold().replace("’", "'"))
            for at, opening in enumerate(pairwise(printed)):
                for question, key, of_key in by_opening.get(opening, ()):
                    same_item = question.owner is other.owner
                    if not same_item and tuple(printed[at : at + len(of_key)]) == of_key:
                        yield question, key, other


@rule("same-fact", WARNING, sourced=True)
def same_fact(context: RuleContext) -> Iterator[Finding]:
    """No two items on one paper test the same: the same facts and no others, or one fact with the
    same key.

    Reason: it is marked twice, and the paper covers less than it seems to.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    for pack in context.content.packs.values():
        named = context.questions_of_pack(pack)
        places = {question.item.id: ref for ref, question in reversed(named)}
        reported: set[str] = set()
        for twin, question, facts in same_facts([question for _, question in named]):
            if question.item.id not in reported:
                reported.add(question.item.id)
                yield Finding(
                    places[question.item.id].location,
                    f"'{question.item.id}' and '{twin.item.id}' test the same facts ({facts}); "
                    "keep only one in this pack",
                    question.item,
                )


def same_facts(questions: Sequence[Question]) -> Iterator[tuple[Question, Question, str]]:
    """Two items that test the same, the earlier first, and the facts that they share, in words."""
    items = {
        id(question): question
        for question in questions
        if question.alone and not question.parts and question.item.facts
    }
    earlier: dict[object, list[Question]] = {}
    for question in items.values():
        facts = frozenset(fact.id for fact in question.item.facts)
        keyed = [(fact, alike(key)) for key in question.keys for fact in sorted(facts)]
        twins: dict[str, Question] = {}
        for tested in (facts, *keyed):
            same = earlier.setdefault(tested, [])
            twins.update((twin.item.id, twin) for twin in same)
            same.append(question)
        for twin in twins.values():
            yield twin, question, listed(sorted(facts & {fact.id for fact in twin.item.facts}))


@rule("over-time", WARNING)
def over_time(context: RuleContext) -> Iterator[Finding]:
    """The minutes that a pack's items need are not more than its `duration` and a tenth.

    Estimated are one minute for an item with options and half a minute for each further key, three
    quarters for a verdict, half a minute for each gap and each event to put in order, and 1.2
    minutes for each point of a written answer, unless the item or its type says otherwise.  Of a
    section of which some questions are answered, those count that take longest.
    Reason: whoever runs out of time is tested on speed.
    """
    for pack in context.content.packs.values():
        minutes = sum(_minutes(section, context) for section in pack.sections)
        if pack.duration and minutes > _OVER * pack.duration:
            yield Finding(
                pack.place("duration"),
                f"the items take about {minutes:.0f} minutes but the pack allows "
                f"{pack.duration}; remove some, or raise 'duration'",
            )


def _minutes(section: QuizSection, context: RuleContext) -> float:
    """The minutes that a section needs, by those of its items that take longest."""
    # A set that states its minutes counts as a whole, any other by its parts.
    minutes = sorted(
        sum(
            question.minutes
            for question in context.questions_of_item(reference.id)
            if (question.alone if question.owner.minutes else not question.parts)
        )
        for reference in section.items
    )
    return sum(minutes[-section.answer :] if section.answer else minutes)
