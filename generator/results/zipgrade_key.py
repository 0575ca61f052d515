"""The answer keys of an edition as ZipGrade imports them: a line for each question of each form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from generator.i18n.catalog import Catalog
from generator.items.options import LETTERS
from generator.page.numbers import points_number
from generator.results.questions import FULL, Question

HEADS = ("Key Letter", "Question Number", "Response/Mapping", "Point Value", "Tags")
MOST_QUESTIONS, MOST_FORMS, MOST_OPTIONS = 100, 5, 5


class NotForZipGrade(Exception):
    """An edition that ZipGrade's sheets cannot take: one sentence that says why."""


def zipgrade_key(
    questions: Sequence[Question], form_names: Sequence[str], catalog: Catalog
) -> list[list[str]]:
    """The rows of the file, heads first.

    Each form is a key version of its own with its own letters, because forms arrange options, which
    a mapped version (question numbers only) cannot say.  The tag of a question is its number on the
    first form, so that ZipGrade's own statistics can be put side by side.  Every response that
    earns points by the rule on the paper is a line with its points; questions that ZipGrade cannot
    mark are left out.  Raises NotForZipGrade.
    """
    if len(form_names) > MOST_FORMS:
        raise NotForZipGrade(
            f"ZipGrade's sheets have key versions A to E; this edition has {len(form_names)} forms"
        )
    if len(questions) > MOST_QUESTIONS:
        raise NotForZipGrade(
            f"ZipGrade's sheets have {MOST_QUESTIONS} questions; this edition has {len(questions)}"
        )
    rows = [list(HEADS)]
    for form in range(len(form_names)):
        letter = LETTERS[form]  # its sheets have these, whatever the forms are called
        for question in sorted(questions, key=lambda question: question.numbers[form]):
            for response, points in _responses(question, form, catalog):
                rows.append(
                    [
                        letter,
                        str(question.numbers[form]),
                        response,
                        points_number(points),
                        f"Question {question.number()}",
                    ]
                )
    return rows


def left_out_of_zipgrade(questions: Sequence[Question]) -> dict[str, tuple[Question, ...]]:
    """The questions that are left out, by the reason why they are."""
    left_out: dict[str, tuple[Question, ...]] = {}
    for question in questions:
        if reason := _why_not(question):
            left_out[reason] = (*left_out.get(reason, ()), *(question.parts or (question,)))
    return left_out


def fits_zipgrade(question: Question) -> bool:
    """Whether a question is answered by letters A to E alone, so that ZipGrade can mark it."""
    return not _why_not(question)


def _why_not(question: Question) -> str:
    """Why ZipGrade cannot mark a question; "" where it can."""
    if question.parts:
        return "its sheets have a row for a question, none for the parts of a set"
    options = question.type.response_options(question.student, question.key)
    if len(options) > MOST_OPTIONS:
        return f"its sheets have {MOST_OPTIONS} options at most"
    right = tuple(text for text, is_right in options if is_right)
    if not options or question.type.score(question.student, question.key, right) is None:
        return "its sheets take letters of options only"
    return ""


def _responses(question: Question, form: int, catalog: Catalog) -> Iterator[tuple[str, Fraction]]:
    """Every response in letters that earns points, the best first."""
    if not fits_zipgrade(question):
        return
    count = len(question.type.response_options(question.student, question.key))
    letters = LETTERS[:count]
    single = bool(question.type.alternatives(question.student))
    earning: list[tuple[str, Fraction]] = []
    for size in range(1, 2 if single else count + 1):
        for chosen in combinations(letters, size):
            typed = "".join(chosen)
            response = question.type.response(
                question.student, question.orders[form], typed, catalog
            )
            points = question.type.score(question.student, question.key, response)
            if question.void:
                points = question.points if question.void == FULL else Fraction(0)
            if points:
                earning.append((typed, points))
    yield from sorted(earning, key=lambda pair: (-pair[1], pair[0]))
