"""What a class's papers say of a quiz: of each question and option, of forms, groups, parts,
objectives and levels, and of the quiz as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from generator.content.model import LEVELS
from generator.results import statistics
from generator.results.papers import Answer
from generator.results.questions import Question
from generator.results.scoring import ScoredPaper, counting_points, is_omitted, section_points
from generator.values import dataclass

FEWEST = 15  # papers, below which neither discrimination nor reliability says anything
SMALL = 100  # papers, below which both are to be read with their intervals
ENOUGH_FOR_CHOICES = 60  # answers, after which a distractor that nobody chose is no distractor
WEAK, VERY_WEAK, VERY_EASY, HARD, WORKS = 0.2, 0.1, 0.88, 0.3, 0.3
FAR_APART = 2.0  # standard errors of the difference of two means
REMARKS = ("negative", "look", "weak", "easy", "hard", "works")
_MOST_BINS = 12  # whose names have room beside each other
_WIDTHS = (1, 2, 3, 5, 10, 20, 25, 50)


@dataclass(frozen=True)
class OptionFigures:
    """An option: how many chose it, of all, of the best third and of the weakest, and how choosing
    it goes with the rest of the quiz (None: not defined).
    """

    text: str
    right: bool
    chosen: int
    best: int
    weakest: int
    discrimination: float | None


@dataclass(frozen=True)
class QuestionFigures:
    """A question, or a part of one: papers, how many left it out, the mean share of its points
    (facility, 0 to 1), and its correlation with the rest of the quiz (discrimination).

    Where students choose which questions of a section they answer, `papers` are those who answered
    it, and all figures but `omitted` are theirs.

    `by_form`: its facility on each form, None where nobody had it.  `responses`: the papers whose
    answer is known, which `options` count; both are empty where only points were given.
    """

    question: Question
    papers: int
    omitted: int
    facility: float
    discrimination: float | None
    interval: tuple[float, float] | None
    by_form: tuple[float | None, ...]
    responses: int = 0
    options: tuple[OptionFigures, ...] = ()
    parts: tuple[QuestionFigures, ...] = ()

    @property
    def idle(self) -> tuple[str, ...]:
        """The distractors that nobody chose although many answered."""
        if self.responses < ENOUGH_FOR_CHOICES:
            return ()
        return tuple(o.text for o in self.options if not o.right and not o.chosen)

    @property
    def remark(self) -> str:
        """What to look at: one of REMARKS, "" for nothing.

        Of few papers only the facility is looked at.
        """
        r = self.discrimination if self.papers >= FEWEST else None
        if r is not None and r < VERY_WEAK:
            return "negative" if round(r, 2) < 0 else "look"
        if self.facility > VERY_EASY:
            return "easy"
        if r is not None and r < WEAK:
            return "weak"
        if self.facility < HARD:
            return "works" if r is not None and r >= WORKS else "hard"
        return ""


@dataclass(frozen=True)
class GroupFigures:
    """The papers of one form or group: their totals, and by how many `standard_errors` their mean
    is above that of all others.
    """

    name: str
    papers: int
    mean: float
    deviation: float | None
    lowest: float
    highest: float
    standard_errors: float | None


@dataclass(frozen=True)
class ShareFigures:
    """Points that belong together, by a part, an objective or a level: what can be had, and the
    mean share that was.
    """

    name: str
    points: Fraction
    share: float


@dataclass(frozen=True)
class Bin:
    """Totals from `least` to below `most` (the last bin holds its upper end too), and how many."""

    least: int
    most: int
    papers: int


@dataclass(frozen=True)
class QuizFigures:
    """The totals of all papers.  `kr20`: alpha is Kuder and Richardson's formula 20, because every
    question is right or wrong.  `error`: of one total, in points.  `mean_bin`: how many bins are
    below the mean, in the middle of a bin that has one whole number of points.
    """

    papers: int
    possible: Fraction
    mean: float
    median: float
    deviation: float | None
    skewness: float | None
    lowest: float
    highest: float
    alpha: float | None
    kr20: bool
    interval: tuple[float, float] | None
    error: float | None
    questions: int
    bins: tuple[Bin, ...]
    mean_bin: float


@dataclass(frozen=True)
class ClassFigures:
    """All that is said of a class; no student is in it."""

    quiz: QuizFigures
    questions: tuple[QuestionFigures, ...]
    forms: tuple[GroupFigures, ...]
    groups: tuple[GroupFigures, ...]
    sections: tuple[ShareFigures, ...]
    objectives: tuple[ShareFigures, ...]
    levels: tuple[ShareFigures, ...]


def class_figures(
    questions: Sequence[Question],
    papers: Sequence[ScoredPaper],
    form_names: Sequence[str],
    section_titles: Sequence[str],
) -> ClassFigures:
    """What the papers of a class say.  Raises ValueError where there are none."""
    totals = [float(paper.total) for paper in papers]
    figures = tuple(
        _question_figures(questions[n], question_class)
        for n, question in enumerate(questions)
        if not question.void
        and (question_class := _class_of(n, questions, papers, len(form_names))).papers
    )
    return ClassFigures(
        _quiz_figures(questions, totals, _units(questions, papers)),
        figures,
        _grouped(papers, lambda paper: form_names[paper.paper.form]),
        _grouped(papers, lambda paper: paper.paper.group),
        tuple(
            ShareFigures(title, possible, share)
            for section, title in enumerate(section_titles)
            if (possible := counting_points([q for q in questions if q.section == section]))
            for share in [
                statistics.mean(
                    [float(section_points(questions, p, section) / possible) for p in papers]
                )
            ]
        ),
        _shares(questions, papers, lambda question: question.key.objective),
        tuple(
            sorted(
                _shares(questions, papers, lambda question: question.key.level),
                key=lambda share: LEVELS.index(share.name),
            )
        ),
    )


def _units(questions: Sequence[Question], papers: Sequence[ScoredPaper]) -> list[list[float]]:
    """What reliability is reckoned from, with the points of all papers: each question, and as one
    a section of which some questions are answered.
    """
    units = [
        [float(paper.counted[n]) for paper in papers]
        for n, question in enumerate(questions)
        if not question.void and not question.answer
    ]
    chosen = dict.fromkeys(q.section for q in questions if q.answer and not q.void)
    units += [[float(section_points(questions, p, section)) for p in papers] for section in chosen]
    return units


def _quiz_figures(
    questions: Sequence[Question], totals: Sequence[float], items: Sequence[Sequence[float]]
) -> QuizFigures:
    possible, count = counting_points(questions), len(totals)
    reliability = statistics.alpha(items) if items else None
    spread = statistics.deviation(totals)
    bins = _bins(totals, possible)
    worth = {q.points for q in questions if not q.void}
    two_values = (
        len(worth) == 1
        and not any(q.answer for q in questions)
        and all(value in (0.0, float(max(worth))) for item in items for value in item)
    )
    return QuizFigures(
        count,
        possible,
        statistics.mean(totals),
        statistics.median(totals),
        spread,
        statistics.skewness(totals),
        min(totals),
        max(totals),
        reliability,
        two_values,
        None if reliability is None else statistics.alpha_interval(reliability, len(items), count),
        None
        if reliability is None or spread is None
        else statistics.error_of_measurement(spread, reliability),
        len(items),
        bins,
        _mean_bin(totals, bins),
    )


def _bins(totals: Sequence[float], possible: Fraction) -> tuple[Bin, ...]:
    """Equal bins over all points that can be had, but that the last one ends there."""
    width = next((w for w in _WIDTHS if possible <= w * _MOST_BINS), _WIDTHS[-1])
    end = int(-(-possible // 1))
    count = max(1, -(-end // width))
    of = [min(int(total // width), count - 1) for total in totals]
    return tuple(Bin(n * width, min((n + 1) * width, end), of.count(n)) for n in range(count))


def _mean_bin(totals: Sequence[float], bins: Sequence[Bin]) -> float:
    """How many bins are below the mean.

    A bin of whole points reaches half a point below its first one and above its last one.
    """
    width = bins[0].most - bins[0].least
    half = 0.5 if all(total.is_integer() for total in totals) else 0.0
    return min((statistics.mean(totals) + half) / width, float(len(bins))) if width else 0.0


def _thirds(totals: Sequence[float]) -> tuple[frozenset[int], frozenset[int]]:
    """The papers of the best third and of the weakest, by number; of equals the earlier ones
    are better.
    """
    order = sorted(range(len(totals)), key=lambda n: (-totals[n], n))
    third = len(order) // 3
    return frozenset(order[:third]), frozenset(order[len(order) - third :])


@dataclass(frozen=True)
class _Class:
    """The papers that say something of a question, the points that each has of what is marked, what
    the question adds to these, and the best and weakest third.
    """

    papers: Sequence[ScoredPaper]
    totals: Sequence[float]
    counted: Sequence[bool]
    thirds: tuple[frozenset[int], frozenset[int]]
    forms: int
    omitted: int


def _class_of(
    n: int, questions: Sequence[Question], papers: Sequence[ScoredPaper], forms: int
) -> _Class:
    """The papers that say something of the n-th question: all, or those who chose it."""
    question = questions[n]
    omitted = [is_omitted(question, paper.paper) for paper in papers]
    own = [
        paper
        for paper, left_out in zip(papers, omitted, strict=True)
        if not (question.answer and left_out)
    ]
    totals = [
        math.fsum(
            float(counted)
            for q, counted in zip(questions, paper.counted, strict=True)
            if not q.void
        )
        for paper in own
    ]
    counted = [not question.answer or paper.counted[n] == paper.points[n] for paper in own]
    return _Class(own, totals, counted, _thirds(totals), forms, sum(omitted))


def _question_figures(question: Question, of: _Class) -> QuestionFigures:
    papers = of.papers
    points = [float(paper.earned[question.place]) for paper in papers]
    worth = float(question.points)
    rest = [
        total - own if counts else total
        for total, own, counts in zip(of.totals, points, of.counted, strict=True)
    ]
    value = statistics.correlation(points, rest)
    by_form = [
        [own for own, paper in zip(points, papers, strict=True) if paper.paper.form == form]
        for form in range(of.forms)
    ]
    parts = tuple(
        _question_figures(part, of)
        for part in question.parts
        if all(part.place in paper.paper.answers for paper in papers)
    )
    responses = _responses(question, papers)
    return QuestionFigures(
        question,
        len(papers),
        of.omitted if not question.part else sum(is_omitted(question, p.paper) for p in papers),
        statistics.mean(points) / worth,
        value,
        None if value is None else statistics.correlation_interval(value, len(papers)),
        tuple(statistics.mean(own) / worth if own else None for own in by_form),
        len(responses),
        _option_figures(question, responses, rest, of.thirds),
        parts,
    )


def _responses(question: Question, papers: Sequence[ScoredPaper]) -> dict[int, Answer]:
    """The answers to a question that are known, by the number of the paper; none of a file that
    has only points.
    """
    answers = {
        n: answer
        for n, paper in enumerate(papers)
        if (answer := paper.paper.answers.get(question.place)) and answer.response is not None
    }
    return answers if any(answer.response for answer in answers.values()) else {}


def _option_figures(
    question: Question,
    responses: Mapping[int, Answer],
    rest: Sequence[float],
    thirds: tuple[frozenset[int], frozenset[int]],
) -> tuple[OptionFigures, ...]:
    if not responses:
        return ()
    best, weakest = thirds
    figures = []
    for text, right in question.type.response_options(question.student, question.key):
        chose = {n: text in (answer.response or ()) for n, answer in responses.items()}
        choosing = {n for n, chosen in chose.items() if chosen}
        figures.append(
            OptionFigures(
                text,
                right,
                len(choosing),
                len(choosing & best),
                len(choosing & weakest),
                statistics.correlation(
                    [float(chosen) for chosen in chose.values()], [rest[n] for n in chose]
                ),
            )
        )
    return tuple(figures)


def _grouped(
    papers: Sequence[ScoredPaper], name_of: Callable[[ScoredPaper], str]
) -> tuple[GroupFigures, ...]:
    names = sorted({name_of(paper) for paper in papers})
    figures = []
    for name in names:
        own = [float(paper.total) for paper in papers if name_of(paper) == name]
        others = [float(paper.total) for paper in papers if name_of(paper) != name]
        figures.append(
            GroupFigures(
                name,
                len(own),
                statistics.mean(own),
                statistics.deviation(own),
                min(own),
                max(own),
                statistics.mean_difference(own, others),
            )
        )
    return tuple(figures)


def _shares(
    questions: Sequence[Question], papers: Sequence[ScoredPaper], name_of: Callable[[Question], str]
) -> tuple[ShareFigures, ...]:
    """Shares by what a question is about; a set counts by its parts where all papers have them.

    Of a section of which students choose what they answer, each paper has what it answered.
    """
    by_name: dict[str, list[Question]] = {}
    for question in questions:
        if question.void:
            continue
        by_parts = question.parts and all(
            part.place in paper.paper.answers for paper in papers for part in question.parts
        )
        for unit in question.parts if by_parts else (question,):
            if name := name_of(unit):
                by_name.setdefault(name, []).append(unit)
    wholes = {question.place[:2]: question for question in questions}
    figures = []
    for name, units in by_name.items():
        worth, shares = Fraction(0), []
        for paper in papers:
            own = [
                unit
                for unit in units
                if not unit.answer or not is_omitted(wholes[unit.place[:2]], paper.paper)
            ]
            if possible := sum((unit.points for unit in own), Fraction(0)):
                earned = sum((paper.earned[unit.place] for unit in own), Fraction(0))
                worth = max(worth, possible)
                shares.append(float(earned / possible))
        if shares:
            figures.append(ShareFigures(name, worth, statistics.mean(shares)))
    return tuple(figures)
