"""What an instructor should know of marks in which nothing is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.editions.quiz import FIRST
from generator.editions.store import lost_revision
from generator.problems import NOTE, Location, Problems
from generator.results.context import MarksContext
from generator.results.other_forms import better_forms
from generator.results.papers import Paper
from generator.results.questions import Question, questions_of
from generator.results.scoring import is_omitted, not_rescored


def add_notes(
    context: MarksContext, papers: Sequence[Paper], path: str, problems: Problems
) -> None:
    """Note what may be a slip and what the figures do not say; `path`: of the first file, where it
    is of all papers.
    """
    _note_unanswered(context.questions, papers, problems, path)
    _note_points_by_hand(context, papers, problems, path)
    _note_nothing_answered(context.questions, papers, problems)
    _note_counted_zeros(context.questions, papers, problems)
    _note_other_forms(context, papers, problems)


def _note_unanswered(
    questions: Sequence[Question], papers: Sequence[Paper], problems: Problems, path: str
) -> None:
    """Note the questions that nobody chose, of which the statistics say nothing."""
    for question in questions:
        chosen = any(not is_omitted(question, paper) for paper in papers)
        if question.answer and not question.void and not chosen:
            message = f"nobody answered question {question.number()}, so nothing is said of it"
            problems.add(Location(path), "no-answers", message, NOTE)


def _note_nothing_answered(
    questions: Sequence[Question], papers: Sequence[Paper], problems: Problems
) -> None:
    """Note papers on which nothing is answered: they may be of students who were not there."""
    for paper in papers:
        if all(is_omitted(question, paper) for question in questions if not question.void):
            message = (
                "nothing is answered on this paper, and it counts; leave all marks of a student "
                "who was not there empty"
            )
            problems.add(paper.location, "no-answers", message, NOTE)


def _note_counted_zeros(
    questions: Sequence[Question], papers: Sequence[Paper], problems: Problems
) -> None:
    """Note zeros by hand in a section of which the first answers count: a 0 counts before a later
    answer, where a dash would not.
    """
    sections = {q.section: q.answer for q in questions if q.counts == FIRST and not q.void}
    for paper in papers:
        for section, answer in sections.items():
            chosen = [
                q
                for q in sorted(questions, key=lambda q: q.numbers[paper.form])
                if q.section == section and not q.void and not is_omitted(q, paper)
            ]
            zeros = [q for q in chosen[:answer] if _is_zero_by_hand(q, paper)]
            if len(chosen) > answer and zeros:
                listed = ", ".join(q.number(paper.form) for q in zeros)
                message = (
                    f"question {listed} of this paper has 0 points, which count because it is "
                    "among the first ones; type - where it was not answered"
                )
                problems.add(paper.location, "counted-zero", message, NOTE)


def _note_other_forms(context: MarksContext, papers: Sequence[Paper], problems: Problems) -> None:
    """Note papers whose form may be a slip, which would give them the marks of another paper."""
    names = context.edition.form_names
    for found in better_forms(context.questions, papers, len(names)):
        message = (
            f"by form {names[found.form]} {found.right} of {found.answers} answers of this paper "
            f"are right, by form {names[found.paper.form]}, as typed, {found.right_as_typed}; look "
            "at the form on the paper"
        )
        problems.add(found.paper.location, "other-form", message, NOTE)


def _is_zero_by_hand(question: Question, paper: Paper) -> bool:
    """Whether a marker gave 0 points to a question, or to all parts of it."""
    given = [paper.answers.get(unit.place) for unit in question.with_parts]
    points = [answer.points for answer in given if answer is not None]
    return bool(points) and not any(points) and None not in points


def _note_points_by_hand(
    context: MarksContext, papers: Sequence[Paper], problems: Problems, path: str
) -> None:
    """Note the questions whose points were given by hand and whose key is another one than in an
    earlier revision: no program knows which of them the marker went by.
    """
    edition, changed = context.edition, {}
    earlier = [revision for revision in edition.revisions if revision.number < edition.number]
    for revision in earlier:
        before = questions_of(replace(edition, key=revision.key))
        for question, count in not_rescored(before, context.questions, papers):
            changed[question.place] = f"{question.number()} ({question.item}, {count})"
    by_hand = any(a.points is not None for paper in papers for a in paper.answers.values())
    lost = lost_revision(edition.pack, edition.code, edition.revisions, ())
    if lost and by_hand:
        message = (
            f"{lost}, an earlier revision of the key, is damaged or gone, so nobody can tell which "
            "of the points given by hand are by another key; restore it from version control or a "
            "backup"
        )
        problems.add(Location(path), "points-by-hand", message, NOTE)
    if changed:
        message = (
            f"the key of these questions changed since revision {earlier[0].number} (in brackets: "
            f"papers with points instead of an answer): {', '.join(changed.values())}. Points that "
            "were given by the old key are still counted: mark them again with 'packs errata "
            f"{edition.code}' and type the new points, or type the answers instead"
        )
        problems.add(Location(path), "points-by-hand", message, NOTE)
