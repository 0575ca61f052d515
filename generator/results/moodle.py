"""Moodle's report of responses: answers by the texts of options, which are found again exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.items.options import folded
from generator.items.protocol import DoubtfulResponse, Response
from generator.loading.class_list import column_field
from generator.page.markup import plain
from generator.problems import NOTE, Location, Problems
from generator.results.context import MarksContext
from generator.results.papers import NOT_ANSWERED, Answer, Paper
from generator.results.questions import Place, Question
from generator.results.tables import NOTHING, cell_at, place, text_of
from generator.storage.csv_files import Cell


def read_report(
    rows: Sequence[Sequence[Cell]],
    slots: Mapping[int, tuple[int, int]],
    path: str,
    group: str,
    context: MarksContext,
    problems: Problems,
) -> tuple[Paper, ...]:
    """The papers of a report; `slots`: of each, the columns of the question's text and of the
    response.

    Its options are texts, so that no letter and no form matters.  A question is known by its stem,
    an option by its text, both exactly but for capitals and spaces.
    """
    roles = {column_field(text_of(cell)): n for n, cell in enumerate(rows[0])}
    by_stem: dict[str, list[Question]] = {}
    for question in context.questions:
        for part in question.parts or (question,):
            by_stem.setdefault(_folded(part.student.stem), []).append(part)
    papers = []
    for row in rows[1:]:
        before = problems.error_count
        answers: dict[Place, Answer] = {}
        for slot, (at_question, at_response) in slots.items():
            stem, cell = cell_at(row, at_question), cell_at(row, at_response)
            if not text_of(stem) and not text_of(cell):
                continue
            found = by_stem.get(folded(text_of(stem)), [])
            where = f"row {cell.line}, slot {slot}: "
            if len(found) != 1:
                message = (
                    f"{'no question' if not found else 'more than one question'} of this quiz "
                    "has exactly this text"
                )
                problems.add(place(path, stem), "doubtful-mark", where + message)
                continue
            try:
                answer = _answer(found[0], text_of(cell), context)
            except DoubtfulResponse as error:
                problems.add(place(path, cell), "doubtful-mark", f"{where}{error}")
                continue
            if answer is not None:
                answers[found[0].place] = answer
        name = " ".join(
            filter(
                None,
                (
                    text_of(cell_at(row, roles[role]))
                    for role in ("name", "first name", "last name")
                    if role in roles
                ),
            )
        )
        number = text_of(cell_at(row, roles["number"])) if "number" in roles else ""
        location = Location(path, row[0].line)
        if not answers:  # Moodle ends its reports with a row of means
            problems.add(location, "no-marks", "this row has no answers; it is not counted", NOTE)
        elif not name and not number:
            message = "this row has answers and neither a name nor a number"
            problems.add(location, "no-name", message)
        else:
            refused = problems.error_count > before
            papers.append(Paper(name, number, group, 0, answers, location, unread=refused))
    return tuple(papers)


def _folded(source: str) -> str:
    return folded(plain(source))


def _answer(question: Question, text: str, context: MarksContext) -> Answer | None:
    """What a response says; None where the question is marked by hand, so that its points must come
    from another file.  Raises DoubtfulResponse.
    """
    kind = question.type
    if kind.marked_by_hand:
        return None
    if not text or text in NOTHING:
        return NOT_ANSWERED
    options = [option for option, _ in kind.response_options(question.student, question.key)]
    if not options:
        typed = kind.response(question.student, question.orders[0], text, context.catalog)
        return Answer(typed)
    if set(options) == {"true", "false"}:
        return Answer(kind.response(question.student, (), text, context.catalog))
    return Answer(_chosen(text, {_folded(option): option for option in options}))


def _chosen(text: str, by_text: Mapping[str, str]) -> Response:
    """The options that a response names, several with ; between them.  Raises DoubtfulResponse."""
    whole = by_text.get(folded(text))
    if whole is not None:
        return (whole,)
    parts = [by_text.get(folded(part)) for part in text.split(";")]
    if None in parts or len(set(parts)) < len(parts):
        raise DoubtfulResponse("no option of this question has exactly this text")
    return tuple(sorted(part for part in parts if part is not None))
