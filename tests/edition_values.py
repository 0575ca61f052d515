"""Editions made up for tests: a quiz under a code of one's choice, with no record."""

from __future__ import annotations

import random
from fractions import Fraction

from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote
from generator.items.protocol import Response
from generator.problems import NOWHERE
from generator.results.analysis import ClassFigures, class_figures
from generator.results.papers import Answer, Paper
from generator.results.questions import Question, questions_of
from generator.results.scoring import scored

CODE = "7K3Q-2M4X"


def edition_of(
    view: QuizView,
    key: AnswerKey,
    note: RevisionNote | int = 1,
    code: str = CODE,
    pack: str = "harbour",
) -> Edition:
    """The edition of a quiz; a bare number is a revision that replaces the one before it."""
    if isinstance(note, int):
        note = RevisionNote(note, (note - 1,) if note > 1 else ())
    return Edition(pack, code, view, key, note)


def figures_of(edition: Edition, papers: int, seed: int = 1) -> ClassFigures:
    """What a made-up class of so many shows of an edition: options are chosen at random, points are
    given at random, every fifth answer is left out, and every form and two groups are there.
    """
    rng, questions = random.Random(seed), questions_of(edition)

    def answer(question: Question) -> Answer:
        options = question.type.response_options(question.student, question.key)
        if rng.random() < 0.2:
            return Answer(())
        if options:
            chosen: Response = (rng.choice(options)[0],)
            return Answer(chosen)
        return Answer(points=Fraction(rng.randint(0, int(question.points * 2)), 2))

    made_up = [
        Paper(
            f"Student {n}",
            str(n),
            str(n % 2 + 1),
            n % len(edition.view.forms),
            {part.place: answer(part) for q in questions for part in (q.parts or (q,))},
            NOWHERE,
        )
        for n in range(papers)
    ]
    titles = [section.title for section in edition.view.sections]
    return class_figures(questions, list(scored(questions, made_up)), edition.form_names, titles)
