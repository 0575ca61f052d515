"""Papers scored by the key of an edition: the points of each question, totals, and what changes
from one revision to another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.content.messages import counted
from generator.editions.quiz import FIRST
from generator.items.protocol import Response
from generator.page.numbers import points_number
from generator.problems import Problems
from generator.results.context import MarksContext
from generator.results.papers import Answer, Paper
from generator.results.questions import FULL, NONE, Place, Question
from generator.values import dataclass


@dataclass(frozen=True)
class ScoredPaper:
    """A paper with the points of each question, in the order of the questions; None: void, it is
    not marked.

    `earned`: the points of every question and part of which they are known, by place.  `counted`:
    what each question adds to the total: its points, none where it is not among those that count of
    its section, all where it is void by the rule that everyone gets them.
    """

    paper: Paper
    points: tuple[Fraction | None, ...]
    earned: Mapping[Place, Fraction]
    counted: tuple[Fraction, ...]

    @property
    def total(self) -> Fraction:
        """The points of the paper."""
        return sum(self.counted, Fraction(0))


def scored(questions: Sequence[Question], papers: Iterable[Paper]) -> Iterator[ScoredPaper]:
    """Papers scored by the key of the questions; equal responses are looked at once."""
    known: dict[tuple[Place, Response], Fraction] = {}
    for paper in papers:
        earned = dict(_earned(questions, paper, known))
        points = tuple(None if q.void else earned[q.place] for q in questions)
        yield ScoredPaper(paper, points, earned, _counted(questions, paper, points))


def _counted(
    questions: Sequence[Question], paper: Paper, points: Sequence[Fraction | None]
) -> tuple[Fraction, ...]:
    """What each question adds to the total of a paper."""
    own = [
        q.points if q.void == FULL else earned or Fraction(0)
        for q, earned in zip(questions, points, strict=True)
    ]
    for section in dict.fromkeys(q.section for q in questions if q.answer):
        inside = [n for n, q in enumerate(questions) if q.section == section and q.void != NONE]
        inside.sort(key=lambda n: _precedence(questions[n], paper, own[n]))
        for n in inside[questions[inside[0]].answer :] if inside else ():
            own[n] = Fraction(0)
    return tuple(own)


def _precedence(question: Question, paper: Paper, points: Fraction) -> tuple[bool, bool, Fraction]:
    """What of a section counts first where not all does: what everyone gets, then what is answered,
    the best of it or the first on the paper.
    """
    number = Fraction(question.numbers[paper.form])
    first = number if question.counts == FIRST else -points
    return question.void != FULL, is_omitted(question, paper), first


def is_omitted(question: Question, paper: Paper) -> bool:
    """Whether nothing was answered to a question, or to any part of it."""
    answers = paper.answers
    if question.place in answers:
        return answers[question.place].omitted
    return all(answers[part.place].omitted for part in question.parts if part.place in answers)


def _earned(
    questions: Sequence[Question], paper: Paper, known: dict[tuple[Place, Response], Fraction]
) -> Iterator[tuple[Place, Fraction]]:
    """The points of every question and part of which they are known; a set has those of its
    parts.
    """
    for question in questions:
        parts = [
            (part.place, _points(part, paper.answers[part.place], known))
            for part in question.parts
            if part.place in paper.answers
        ]
        yield from parts
        if question.place in paper.answers:
            yield question.place, _points(question, paper.answers[question.place], known)
        else:
            yield question.place, sum((own for _, own in parts), Fraction(0))


def _points(
    question: Question, answer: Answer, known: dict[tuple[Place, Response], Fraction]
) -> Fraction:
    if answer.points is not None:
        return answer.points
    asked_of = question.place, answer.response or ()
    if asked_of not in known:
        points = question.type.score(question.student, question.key, answer.response or ())
        known[asked_of] = Fraction(0) if points is None else points
    return known[asked_of]


def counting_points(questions: Sequence[Question]) -> Fraction:
    """What a quiz is worth when what counts for nobody is left out."""
    worth = Fraction(0)
    by_section: dict[int, list[Question]] = {}
    for question in questions:
        if question.void != NONE:
            by_section.setdefault(question.section, []).append(question)
    for inside in by_section.values():
        counting = inside[: inside[0].answer] if inside[0].answer else inside
        worth += sum((question.points for question in counting), Fraction(0))
    return worth


def section_points(questions: Sequence[Question], paper: ScoredPaper, section: int) -> Fraction:
    """The points of a section on a paper, counted as in its total."""
    counted = zip(questions, paper.counted, strict=True)
    return sum((own for q, own in counted if q.section == section), Fraction(0))


def check_sums(
    questions: Sequence[Question], papers: Sequence[ScoredPaper], problems: Problems
) -> None:
    """Report sums that the files give and that the questions do not add up to, and sets that have
    other points than their parts.

    What is void may be in sums or not.
    """
    for paper in papers:
        _check_sets(questions, paper, problems)
        for given in paper.paper.sums:
            inside = [q for q in questions if given.section in (None, q.section)]
            least, most = _sums_of(inside, paper, given.places)
            # A spreadsheet shows thirds of points with a few decimals.
            if not least - _ROUNDED <= given.points <= most + _ROUNDED:
                what = "the total" if given.section is None else f"part {given.section + 1}"
                problems.add(
                    given.location,
                    "wrong-sum",
                    f"{what} is {points_number(given.points)} here, but its questions add up to "
                    f"{points_number(least)}; correct one of them",
                )


def _check_sets(questions: Sequence[Question], paper: ScoredPaper, problems: Problems) -> None:
    """Report sets of which the whole and its parts were given, with other points."""
    answers = paper.paper.answers
    for question in questions:
        known = [part for part in question.parts if part.place in answers]
        if question.void or question.place not in answers or not known:
            continue
        whole = paper.earned[question.place]
        least = sum((paper.earned[part.place] for part in known), Fraction(0))
        unknown = (part.points for part in question.parts if part not in known)
        if not least - _ROUNDED <= whole <= least + sum(unknown, Fraction(0)) + _ROUNDED:
            problems.add(
                paper.paper.location,
                "wrong-sum",
                f"question {question.number(paper.paper.form)} has {points_number(whole)} here, "
                f"but its parts add up to {points_number(least)}; correct one of them",
            )


_ROUNDED = Fraction(1, 100)


def _sums_of(
    questions: Sequence[Question], paper: ScoredPaper, places: Collection[Place]
) -> tuple[Fraction, Fraction]:
    """What some questions add up to, of which those in `places` are known: without what is void,
    and with it.
    """
    known: list[Fraction | None] = []
    void = Fraction(0)
    for question in questions:
        parts = [part for part in question.parts if part.place in places]
        units = [question] if question.place in places else parts  # not a set and its parts
        own = sum((paper.earned[unit.place] for unit in units), Fraction(0))
        known.append(None if question.void or not units else own)
        void += sum((unit.points for unit in units if unit.void), Fraction(0))
    not_void = [replace(question, void=NONE if question.void else "") for question in questions]
    least = sum(_counted(not_void, paper.paper, known), Fraction(0))
    return least, least + void


@dataclass(frozen=True)
class Change:
    """A paper whose total is another by another revision of the key."""

    paper: Paper
    before: Fraction
    after: Fraction


def changes(
    before: Sequence[Question], after: Sequence[Question], papers: Sequence[Paper]
) -> Iterator[Change]:
    """The papers whose totals differ by two keys of one edition."""
    for old, new in zip(scored(before, papers), scored(after, papers), strict=True):
        if old.total != new.total:
            yield Change(old.paper, old.total, new.total)


def not_rescored(
    before: Sequence[Question], after: Sequence[Question], papers: Sequence[Paper]
) -> tuple[tuple[Question, int], ...]:
    """The questions whose key differs and that were marked by hand on some papers, whose points no
    program can mark again; with how many papers.
    """
    found = []
    for old, new in zip(before, after, strict=True):
        values = [q.type.marking_values(q.key, {}) for q in (old, new)]
        by_hand = [p for p in papers if _by_hand(new, p)]
        if values[0] != values[1] and by_hand and not new.void:
            found.append((new, len(by_hand)))
    return tuple(found)


def _by_hand(question: Question, paper: Paper) -> bool:
    answers = (paper.answers.get(unit.place) for unit in question.with_parts)
    return any(answer is not None and answer.points is not None for answer in answers)


def combined(papers: Sequence[Paper], problems: Problems) -> list[Paper]:
    """A paper for each student, of all rows there are of it; reports marks that are there twice.

    A paper is `unread` where that is so of one of its rows.
    """
    by_student: dict[str, Paper] = {}
    unread = {paper.student for paper in papers if paper.unread}
    for paper in [paper for paper in papers if not paper.unread]:
        first = by_student.setdefault(paper.student, paper)
        if first is paper:
            continue
        clash = _clash(first, paper)
        if clash:
            unread.add(paper.student)
            problems.add(
                paper.location,
                "duplicate-student",
                f"this student has {clash} at {first.location}, too; delete one, or tell two "
                "students apart by a number",
            )
            continue
        by_student[paper.student] = Paper(
            first.name or paper.name,
            first.number or paper.number,
            first.group,
            first.form,
            {**first.answers, **paper.answers},
            first.location,
            (*first.sums, *paper.sums),
            (*first.empty, *paper.empty),
        )
    return [replace(paper, unread=student in unread) for student, paper in by_student.items()]


def check_complete(papers: Iterable[Paper], context: MarksContext, problems: Problems) -> None:
    """Report cells that are empty in one row and filled in no other of the student, and questions
    of which nothing is known.
    """
    read = [paper for paper in papers if not paper.unread]
    for paper in read:
        for cell in paper.empty:
            if not _is_known(cell.place, paper, context.questions):
                message = f"{cell.name}: nothing is here; type - where nothing was answered"
                problems.add(cell.location, "doubtful-mark", message)
    _report_missing(read, context, problems)


def _is_known(place: Place, paper: Paper, questions: Iterable[Question]) -> bool:
    """Whether a question or part is answered in some row: by itself, in its set, or by its
    parts.
    """
    parts = [part.place for q in questions if q.place == place for part in q.parts]
    return (
        place in paper.answers
        or (*place[:2], "") in paper.answers
        or (bool(parts) and all(part in paper.answers for part in parts))
    )


def _report_missing(papers: Sequence[Paper], context: MarksContext, problems: Problems) -> None:
    """Report questions of which no row says anything, once for all papers that lack the same."""
    lacking: dict[tuple[Place, ...], list[Paper]] = {}
    for paper in papers:
        missing = tuple(unit.place for q in context.questions for unit in _missing(q, paper))
        if missing:
            lacking.setdefault(missing, []).append(paper)
    units = {unit.place: unit for q in context.questions for unit in q.with_parts}
    for missing, own in lacking.items():
        first = own[0]
        numbers = [units[place].number(first.form) for place in missing]
        listed = ", ".join(numbers[:10]) + (" …" if len(numbers) > 10 else "")
        others = ""
        if len(own) > 1:
            others = f" and of {counted(len(own) - 1, 'other', 'others')}"
            if len(context.edition.form_names) > 1:
                others += f" (numbers of form {context.edition.form_names[first.form]})"
        message = (
            f"nothing is known of question{'s' if len(numbers) > 1 else ''} {listed} of this "
            f"paper{others}; add the columns, or a further file with them"
        )
        problems.add(first.location, "missing-marks", message)


def _clash(first: Paper, second: Paper) -> str:
    """What two rows of a student say both, in words; "" where they complete each other."""
    if first.form != second.form:
        return "another form"
    questions = {place[:2] for place in first.answers} & {place[:2] for place in second.answers}
    for question in questions:
        ours = {place for place in first.answers if place[:2] == question}
        theirs = {place for place in second.answers if place[:2] == question}
        if ours & theirs or any(not place[2] for place in ours | theirs):
            return "marks"
    return ""


def _missing(question: Question, paper: Paper) -> list[Question]:
    """The question if nothing is known of it, or its parts where some are; not what has an empty
    cell.
    """
    known = {*paper.answers, *(cell.place for cell in paper.empty)}
    if question.void or question.place in known:
        return []
    unknown = [part for part in question.parts if part.place not in known]
    return unknown if question.parts and len(unknown) < len(question.parts) else [question]
