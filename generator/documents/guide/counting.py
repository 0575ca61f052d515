"""What can be counted of a quiz: its questions, their points, minutes, guessing, and what they rest
on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from generator.content.model import DIFFICULTIES, LEVELS, Evidence, Summary
from generator.content.walk import written_texts
from generator.documents.guide.model import (
    Content,
    Effort,
    Grid,
    Guessing,
    Opposed,
    Resting,
    Row,
    Taught,
)
from generator.editions.quiz import AnswerKey, QuizView
from generator.items import TYPES, CitedFact, ItemKey, StudentItem, type_of
from generator.items.protocol import LetteredPart
from generator.problems import NOWHERE
from generator.values import dataclass


@dataclass(frozen=True)
class Question:
    """An item, or a part of one with its letter: its section and index in the view, and both its
    halves.
    """

    section: int
    index: int
    letter: str
    student: StudentItem
    key: ItemKey

    @property
    def type(self) -> str:
        """The name of its type."""
        return type_of(self.student).name


def questions(view: QuizView, key: AnswerKey) -> Iterator[Question]:
    """The questions of a quiz, section by section; a set's parts in place of the set."""
    for n, (section, keys) in enumerate(zip(view.sections, key.sections, strict=True)):
        for index, (student, item_key) in enumerate(zip(section.items, keys, strict=True)):
            order = tuple(range(type_of(student).shuffle(student).count))
            for letter, part, part_key, _ in lettered_parts(student, item_key, order):
                yield Question(n, index, letter, part, part_key)


def lettered_parts(
    student: StudentItem, key: ItemKey, order: tuple[int, ...]
) -> tuple[LetteredPart, ...]:
    """An item's parts, each with its letter and the order of its own options; the item itself,
    without one, if it has none.
    """
    whole = LetteredPart("", student, key, order)
    return type_of(student).lettered_parts(student, key, order) or (whole,)


def contents(counted: Iterable[Question], sections: int) -> tuple[Content, ...]:
    """What each section is made of."""
    by_section: list[list[Question]] = [[] for _ in range(sections)]
    for question in counted:
        by_section[question.section].append(question)
    return tuple(content(section) for section in by_section)


def content(counted: Sequence[Question]) -> Content:
    """What questions are made of; objectives in the order in which they first occur."""
    cells: dict[tuple[str, str], Fraction] = {}
    by_difficulty: dict[str, Fraction] = {}
    for question in counted:
        points, key = question.student.points, question.key
        cell = key.objective, key.level
        cells[cell] = cells.get(cell, Fraction(0)) + points
        by_difficulty[key.difficulty] = by_difficulty.get(key.difficulty, Fraction(0)) + points
    levels = tuple(level for level in (*LEVELS, "") if any(level == other for _, other in cells))
    rows = tuple(
        (objective, tuple(cells.get((objective, level), Fraction(0)) for level in levels))
        for objective in dict.fromkeys(objective for objective, _ in cells)
    )
    by_level = tuple(
        (level, sum((row[n] for _, row in rows), Fraction(0))) for n, level in enumerate(levels)
    )
    difficulties = tuple(
        (name, by_difficulty[name]) for name in DIFFICULTIES if name in by_difficulty
    )
    return Content(Grid(levels, rows), by_level, difficulties)


def efforts(
    view: QuizView, key: AnswerKey, counted: Sequence[Question], minutes: Mapping[str, float]
) -> tuple[Effort, ...]:
    """What each section asks of students and gives to guessers; `minutes` by item id, for items
    that are known.
    """
    sections = []
    for n, section in enumerate(view.sections):
        by_item: list[list[Question]] = [[] for _ in section.items]
        for question in counted:
            if question.section == n:
                by_item[question.index].append(question)
        # Of a section of which some are answered, those that take longest, and that guessers get.
        most = section.answer or len(section.items)
        longest = sorted(minutes.get(item_key.id, 0.0) for item_key in key.sections[n])[-most:]
        guessed = sorted(map(_guessed, by_item))[-most:]
        sections.append(
            Effort(
                section.title,
                len(section.items),
                section.points,
                sum(longest),
                sum(guessed, Fraction(0)),
            )
        )
    return tuple(sections)


def guessing(counted: Sequence[Question]) -> tuple[Guessing, ...]:
    """What each type that occurs gives to a blind guesser, in the order of the registry."""
    types = []
    for name in TYPES:
        own = [question for question in counted if question.type == name]
        if own:
            types.append(Guessing(name, len(own), _points(own), _guessed(own)))
    return tuple(types)


def guess_score(question: Question) -> Fraction:
    """The points that a blind guesser can expect."""
    return type_of(question.student).guess_score(question.student, question.key)


def _points(counted: Sequence[Question]) -> Fraction:
    return sum((question.student.points for question in counted), Fraction(0))


def _guessed(counted: Sequence[Question]) -> Fraction:
    return sum((guess_score(question) for question in counted), Fraction(0))


def resting(
    key: AnswerKey, counted: Iterable[Question], rows: Sequence[Row]
) -> tuple[Resting, ...]:
    """Every fact cited, by id, with the questions that rest on it; a part's letter is named where
    not all parts do.
    """
    numbers = {row.item: row.numbers[0] for row in rows}
    parts_of: dict[tuple[int, int], list[Question]] = {}
    for question in counted:
        parts_of.setdefault((question.section, question.index), []).append(question)
    facts: dict[str, CitedFact] = {}
    citing_questions: dict[str, list[tuple[int, str]]] = {}
    for (section, index), parts in parts_of.items():
        item_key = key.sections[section][index]
        for fact in (*item_key.facts, *(fact for part in parts for fact in part.key.facts)):
            facts.setdefault(fact.id, fact)
            citing = [
                part.letter
                for part in parts
                if any(cited.id == fact.id for cited in part.key.facts)
            ]
            letters = citing if 0 < len(citing) < len(parts) else [""]
            citing_questions.setdefault(fact.id, []).extend(
                (numbers[item_key.id], letter) for letter in letters
            )
    return tuple(
        Resting(
            facts[name],
            tuple(f"{number}{letter}" for number, letter in sorted(set(citing_questions[name]))),
        )
        for name in sorted(facts)
    )


def taught(summaries: Iterable[Summary], tested: Iterable[str]) -> tuple[Taught, ...]:
    """The facts that each summary cites, in its order: those that are tested and those that are
    not.
    """
    tested, summaries_taught = set(tested), []
    for summary in summaries:
        cited = dict.fromkeys(ref.id for ref in written_texts(summary.for_students, NOWHERE).cited)
        summaries_taught.append(
            Taught(
                summary.title.source,
                tuple(name for name in cited if name in tested),
                tuple(name for name in cited if name not in tested),
            )
        )
    return tuple(summaries_taught)


def opposed(sources: Iterable[Evidence], tested: Iterable[str]) -> tuple[Opposed, ...]:
    """The pairs whose facts are tested, in written order.

    What belongs beside the same facts is gathered, and mirrored pairs are left out.
    """
    tested = set(tested)
    beside: dict[tuple[str, ...], dict[str, None]] = {}
    for pair in (pair for evidence in sources for pair in evidence.pairs):
        facts = tuple(ref.id for ref in pair.facts)
        shown = [ref.id for ref in pair.shown if ref.id in tested]
        if shown and tested.issuperset(facts):
            beside.setdefault(facts, {}).update(dict.fromkeys(shown))
    pairs: list[Opposed] = []
    for facts, names in beside.items():
        mirrored = {
            other.said[0]
            for other in pairs
            if len(other.said) == len(facts) == 1 and facts[0] in other.beside
        }
        left = tuple(name for name in names if name not in mirrored)
        if left:
            pairs.append(Opposed(facts, left))
    return tuple(pairs)
