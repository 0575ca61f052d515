"""From tables of marks to totals, grades and what they say of a quiz."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from generator.content.marking import ColumnProfile, GradeScale
from generator.content.messages import counted
from generator.content.model import PrintSettings
from generator.documents import CLASS_REPORT, RESULT_SLIPS, class_report
from generator.documents.result_slips import ResultSlip, result_slips
from generator.documents.styled import in_style_of
from generator.editions.edition import Edition
from generator.editions.store import FoundEdition
from generator.loading.class_list import Student
from generator.loading.marking import load_columns, load_scale
from generator.loading.yaml import reader
from generator.page.blocks import Document
from generator.page.numbers import points_number
from generator.page.one_line import in_one_line, with_signs
from generator.problems import ContentError, Location, Problem, Problems
from generator.results.analysis import (
    ClassFigures,
    GroupFigures,
    QuestionFigures,
    ShareFigures,
    class_figures,
)
from generator.results.context import MarksContext
from generator.results.grades import grade_of
from generator.results.listed_students import check_students
from generator.results.notes import add_notes
from generator.results.papers import Paper, student_key
from generator.results.questions import FULL, Question, questions_of
from generator.results.reading import read_papers
from generator.results.scoring import (
    Change,
    ScoredPaper,
    changes,
    check_complete,
    check_sums,
    combined,
    counting_points,
    is_omitted,
    not_rescored,
    scored,
    section_points,
)
from generator.storage.csv_files import csv_file
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.outputs import ComposedFile, output_file, signed
from generator.workflows.media import with_media
from generator.workflows.sitting.reprint import write_files

_MOST_NAMED = 20  # problems of one kind in one file
_MOST_ROWS = 10  # of which one of them is
_ROW = re.compile(r"^row \d+, ")


@dataclass(frozen=True)
class NamedFile:
    """A file's bytes, and its path as people gave it."""

    path: str
    data: bytes


@dataclass(frozen=True)
class MarksInput:
    """What results are made from: files of marks, and what says how to read and to grade them."""

    files: Sequence[NamedFile]
    students: Sequence[Student] = ()
    profile: ColumnProfile | None = None
    scale: GradeScale | None = None


@dataclass(frozen=True)
class Results:
    """The papers of a class, scored and described; `grades`: theirs, "" without a scale.

    `changes` and `by_hand`: against the latest revision of the key, where these are by an earlier
    one.  `notes`: what else an instructor should know.
    """

    edition: Edition
    questions: tuple[Question, ...]
    papers: tuple[ScoredPaper, ...]
    grades: tuple[str, ...]
    figures: ClassFigures
    changes: tuple[Change, ...]
    by_hand: tuple[tuple[Question, int], ...]
    notes: tuple[Problem, ...]

    @property
    def possible(self) -> Fraction:
        """What the quiz is worth."""
        return counting_points(self.questions)


def read_scale(file: NamedFile) -> GradeScale:
    """The scale of grades in a YAML file.  Raises ContentError."""
    problems = Problems()
    node = reader.read(file.data, file.path, problems)
    scale = load_scale(node, problems) if node is not None else None
    if scale is None or problems.error_count:
        raise ContentError(problems)
    return scale


def read_profile(file: NamedFile) -> ColumnProfile:
    """The profile of columns in a YAML file.  Raises ContentError."""
    problems = Problems()
    node = reader.read(file.data, file.path, problems)
    profile = load_columns(node, problems) if node is not None else None
    if profile is None or problems.error_count:
        raise ContentError(problems)
    return profile


def results(found: FoundEdition, marks: MarksInput, latest: Edition | None = None) -> Results:
    """The results of a class, by the key of the edition; `latest`: the same with the key that holds
    today, to tell who would have other points by it.

    Raises ContentError with everything that is doubtful; nothing of it is guessed.
    """
    edition, problems = found.edition, Problems()
    forms = {
        student_key(student.number, student.name): student.form
        for student in marks.students
        if student.form
    }
    context = MarksContext.of(edition, forms, marks.profile)
    papers: list[Paper] = []
    lost_file = False
    for file in marks.files:
        before = problems.error_count
        read = read_papers(file.data, file.path, _stem(file.path), context, problems)
        lost_file |= not read and problems.error_count > before
        papers += read
    whole = combined(papers, problems)
    if not lost_file:  # what is missing may be in it
        check_complete(whole, context, problems)
    if marks.students:
        check_students(whole, marks.students, problems)
    marked = list(scored(context.questions, whole))
    if not problems.error_count:
        check_sums(context.questions, marked, problems)
    if not marked and not problems.error_count:
        for file in marks.files:
            problems.add(Location(file.path), "no-marks", "no row of this file has marks")
    if problems.error_count:
        raise ContentError(_first_of_each_kind(_once(problems)))
    add_notes(context, whole, marks.files[0].path, problems)
    titles = [section.title for section in edition.view.sections]
    figures = class_figures(context.questions, marked, edition.form_names, titles)
    possible = counting_points(context.questions)
    grades = tuple(
        grade_of(marks.scale, paper.total, possible) if marks.scale else "" for paper in marked
    )
    today = questions_of(latest) if latest else context.questions
    return Results(
        edition,
        context.questions,
        tuple(marked),
        grades,
        figures,
        tuple(changes(context.questions, today, whole)),
        not_rescored(context.questions, today, whole),
        tuple(problems),
    )


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems, of which those that say the same of several rows of a file are one, at the first
    row, with the others' numbers.
    """
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        said = _ROW.sub("", problem.message)
        alike.setdefault((problem.location.path, problem.rule, said), []).append(problem)
    for first, *others in alike.values():
        if not others:
            yield first
            continue
        rows = ", ".join(str(other.location.line) for other in others[:_MOST_ROWS])
        rows += " …" if len(others) > _MOST_ROWS else ""
        count = counted(len(others), "more row", "more rows")
        yield replace(first, message=f"{first.message}; the same in {count} ({rows})")


def _first_of_each_kind(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems, of which after many of one kind in one file the others are only counted."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.location.path, problem.rule), []).append(problem)
    for (_, rule), own in kinds.items():
        yield from own[:_MOST_NAMED]
        if (more := len(own) - _MOST_NAMED) > 0:
            what = "cells" if rule == "doubtful-mark" else "rows"
            message = f"from here on {more} more {what} of this file are like this"
            yield Problem(own[_MOST_NAMED].location, rule, message)


def _stem(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or path


# ---------------------------------------------------------------- as text and tables


def report_document(found: Results) -> Document:
    """The class report."""
    edition = found.edition
    report = class_report(edition, found.figures, edition.catalog)
    return in_style_of(report, edition)


def student_table(found: Results) -> list[list[str]]:
    """A row for each student below a row of heads: whose paper, its form, the points of each
    question in the order of the first form, of each part, the total and the grade.
    """
    edition = found.edition
    titles = range(len(edition.view.sections))
    heads = [
        "name",
        "number",
        "group",
        "form",
        *(question.number() for question in found.questions),
        *(f"part {section + 1}" for section in titles),
        "total",
        "grade",
    ]
    rows = [heads]
    for paper, grade in zip(found.papers, found.grades, strict=True):
        points = [
            _points(question.points if question.void == FULL else own)
            if not question.answer or not is_omitted(question, paper.paper)
            else ""
            for question, own in zip(found.questions, paper.points, strict=True)
        ]
        parts = [points_number(section_points(found.questions, paper, n)) for n in titles]
        whose = paper.paper
        form = edition.form_names[whose.form]
        total = points_number(paper.total)
        rows.append([whose.name, whose.number, whose.group, form, *points, *parts, total, grade])
    return rows


def question_table(found: Results) -> list[list[str]]:
    """A row for each question and option below a row of heads, for a spreadsheet."""
    names = found.edition.form_names
    heads = [
        "question",
        "item",
        "option",
        "right",
        "points",
        "papers",
        "omitted",
        "chosen",
        "best third",
        "weakest third",
        "facility",
        "discrimination",
        *(f"facility {name}" for name in names),
        "remark",
    ]
    rows = [heads]
    for whole in found.figures.questions:
        for figures in (whole, *whole.parts):
            question = figures.question
            by_form = [_figure(value) for value in figures.by_form]
            rows.append(
                [
                    question.number(),
                    question.item,
                    "",
                    "",
                    points_number(question.points),
                    str(figures.papers),
                    str(figures.omitted),
                    "",
                    "",
                    "",
                    _figure(figures.facility),
                    _figure(figures.discrimination),
                    *by_form,
                    figures.remark,
                ]
            )
            rows += [
                [
                    question.number(),
                    question.item,
                    in_one_line(option.text),
                    "yes" if option.right else "no",
                    "",
                    str(figures.responses),
                    "",
                    str(option.chosen),
                    str(option.best),
                    str(option.weakest),
                    "",
                    _figure(option.discrimination),
                    *("" for _ in names),
                    "",
                ]
                for option in figures.options
            ]
    return rows


def table_text(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """A table as CSV text, without the mark that spreadsheets want at the start of a file."""
    return csv_file(rows, separator).decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")


def result_values(found: Results) -> dict[str, Any]:
    """Everything as data for a program, students with their points among it."""
    quiz = found.figures.quiz
    edition = found.edition
    return {
        "code": edition.code,
        "revision": edition.number,
        "title": with_signs(edition.view.title),
        "students": [
            {
                "name": paper.paper.name,
                "number": paper.paper.number,
                "group": paper.paper.group,
                "form": edition.form_names[paper.paper.form],
                "points": {
                    question.number(): None if points is None else float(points)
                    for question, points in zip(found.questions, paper.points, strict=True)
                    if not question.answer or not is_omitted(question, paper.paper)
                },
                "total": float(paper.total),
                "grade": grade or None,
            }
            for paper, grade in zip(found.papers, found.grades, strict=True)
        ],
        "quiz": {
            "papers": quiz.papers,
            "points": float(quiz.possible),
            "mean": quiz.mean,
            "median": quiz.median,
            "sd": quiz.deviation,
            "skewness": quiz.skewness,
            "lowest": quiz.lowest,
            "highest": quiz.highest,
            "alpha": quiz.alpha,
            "kr20": quiz.alpha if quiz.kr20 else None,
            "alpha_interval": quiz.interval,
            "sem": quiz.error,
            "histogram": [
                {"from": part.least, "to": part.most, "papers": part.papers} for part in quiz.bins
            ],
        },
        "questions": [_question_values(figures, edition) for figures in found.figures.questions],
        "forms": [_group_values(group) for group in found.figures.forms],
        "groups": [_group_values(group) for group in found.figures.groups],
        "parts": [_share_values(share) for share in found.figures.sections],
        "objectives": [_share_values(share) for share in found.figures.objectives],
        "levels": [_share_values(share) for share in found.figures.levels],
        "changes": [
            {
                "name": change.paper.name,
                "number": change.paper.number,
                "before": float(change.before),
                "after": float(change.after),
            }
            for change in found.changes
        ],
        "mark_again_by_hand": [
            {"question": question.number(), "item": question.item, "papers": papers}
            for question, papers in found.by_hand
        ],
    }


def _question_values(figures: QuestionFigures, edition: Edition) -> dict[str, Any]:
    question = figures.question
    return {
        "item": question.item,
        "numbers": {name: question.number(form) for form, name in enumerate(edition.form_names)},
        "stem": in_one_line(question.student.stem),
        "points": float(question.points),
        "papers": figures.papers,
        "omitted": figures.omitted,
        "facility": figures.facility,
        "discrimination": figures.discrimination,
        "discrimination_interval": figures.interval,
        "facility_by_form": dict(zip(edition.form_names, figures.by_form, strict=True)),
        "remark": figures.remark,
        "responses": figures.responses,
        "options": [
            {
                "text": in_one_line(option.text),
                "right": option.right,
                "chosen": option.chosen,
                "best_third": option.best,
                "weakest_third": option.weakest,
                "discrimination": option.discrimination,
            }
            for option in figures.options
        ],
        "parts": [_question_values(part, edition) for part in figures.parts],
    }


def _group_values(group: GroupFigures) -> dict[str, Any]:
    return {
        "name": group.name,
        "papers": group.papers,
        "mean": group.mean,
        "sd": group.deviation,
        "lowest": group.lowest,
        "highest": group.highest,
        "standard_errors_from_others": group.standard_errors,
    }


def _share_values(share: ShareFigures) -> dict[str, Any]:
    return {"name": in_one_line(share.name), "points": float(share.points), "share": share.share}


def _points(value: Fraction | None) -> str:
    return "" if value is None else points_number(value)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


# ---------------------------------------------------------------- as files


def write_report(project: ProjectFiles, found: Results, settings: PrintSettings) -> str:
    """The class report as PDF; gives its path.  Raises DiskError, TooTall, MissingGlyph."""
    edition = found.edition
    output = signed(output_file(CLASS_REPORT, edition, settings), edition)
    file = ComposedFile(output, with_media(report_document(found), edition.media))
    return write_files(project, edition.pack, [file], [file.path], settings)[0]


def write_slips(project: ProjectFiles, found: Results, settings: PrintSettings) -> str:
    """Slips for all students in one file; gives its path, which says nothing of students.

    Raises DiskError, TooTall, MissingGlyph.
    """
    edition = found.edition
    slips = [
        _slip(found, paper, grade) for paper, grade in zip(found.papers, found.grades, strict=True)
    ]
    document = in_style_of(result_slips(edition, slips, edition.catalog), edition)
    simplex = replace(settings, sides="simplex")
    output = output_file(RESULT_SLIPS, edition, simplex)
    file = ComposedFile(output, with_media(document, edition.media))
    return write_files(project, edition.pack, [file], [file.path], simplex)[0]


def _slip(found: Results, paper: ScoredPaper, grade: str) -> ResultSlip:
    questions, view = found.questions, found.edition.view
    shares = []
    for section, title in enumerate(view.sections):
        possible = counting_points([q for q in questions if q.section == section])
        shares.append((title.title, section_points(questions, paper, section), possible))
    by_objective: dict[str, list[Question]] = {}
    for question in questions:
        in_parts = all(part.place in paper.paper.answers for part in question.parts)
        for unit in question.parts if question.parts and in_parts else (question,):
            left_out = bool(unit.answer) and is_omitted(question, paper.paper)
            if unit.key.objective and not unit.void and not left_out:
                by_objective.setdefault(unit.key.objective, []).append(unit)
    for name, units in by_objective.items():
        points = sum((paper.earned[unit.place] for unit in units), Fraction(0))
        shares.append((name, points, sum((unit.points for unit in units), Fraction(0))))
    whose = paper.paper.shown
    return ResultSlip(whose, paper.total, found.possible, grade, tuple(shares))
