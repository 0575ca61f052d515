"""Results as lines for a terminal: the students first, then what their papers say of the quiz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.messages import counted
from generator.page.numbers import points_number
from generator.page.one_line import in_one_line
from generator.results.analysis import (
    FAR_APART,
    FEWEST,
    SMALL,
    GroupFigures,
    QuestionFigures,
    QuizFigures,
    ShareFigures,
)
from generator.workflows.marking.results import Results

_RIVAL = "  ← chosen by the better ones"
_BAR = 40  # signs that the longest bar of the histogram has at most
REMARKS = {
    "negative": "discrimination below zero: look at this first",
    "look": "look at this first",
    "weak": "weak",
    "easy": "very easy",
    "hard": "hard",
    "works": "hard, works well",
}


def result_lines(found: Results) -> Iterator[str]:
    """All that is said of a class."""
    edition, figures = found.edition, found.figures
    possible = points_number(found.possible)
    yield f"{edition.code}, revision {edition.number} of its key, {possible} points"
    yield ""
    yield from _students(found)
    yield from _changes(found)
    yield ""
    yield from _quiz(figures.quiz)
    yield ""
    yield from _questions(found)
    if len(figures.forms) > 1:
        yield ""
        yield from _groups("form", figures.forms)
    if len(figures.groups) > 1:
        yield ""
        yield from _groups("group", figures.groups)
    for name, shares in (
        ("part", figures.sections),
        ("objective", figures.objectives),
        ("level", figures.levels),
    ):
        if shares:
            yield ""
            yield from _shares(name, shares)


def _students(found: Results) -> Iterator[str]:
    wide = max(len(paper.paper.shown) for paper in found.papers)
    for paper, grade in zip(found.papers, found.grades, strict=True):
        form = found.edition.form_names[paper.paper.form]
        total = points_number(paper.total)
        yield f"  {paper.paper.shown:{wide}}  {form:>3}  {total:>7}  {grade}".rstrip()


def _changes(found: Results) -> Iterator[str]:
    """Who has other points by the latest key."""
    if found.changes:
        papers = counted(len(found.changes), "paper", "papers")
        yield ""
        yield f"By the latest key, {papers} would have another total:"
        for change in found.changes:
            before, after = points_number(change.before), points_number(change.after)
            yield f"  {change.paper.shown}: {before} → {after}"
    for question, number in found.by_hand:
        papers = counted(number, "paper", "papers")
        yield (
            f"Question {question.number()} ({question.item}) has another key by now, and its "
            f"points were given by hand on {papers}: look at these again."
        )


def _quiz(quiz: QuizFigures) -> Iterator[str]:
    possible = float(quiz.possible)
    share = f" ({quiz.mean / possible:.0%})" if possible else ""
    yield (
        f"{counted(quiz.papers, 'paper', 'papers')}: mean {quiz.mean:.1f} of "
        f"{points_number(quiz.possible)}{share}, median {quiz.median:g}, "
        f"SD {_number(quiz.deviation)}, lowest {quiz.lowest:g}, highest {quiz.highest:g}, "
        f"skewness {_number(quiz.skewness)}"
    )
    most = max((part.papers for part in quiz.bins), default=1) or 1
    for n, part in enumerate(quiz.bins, 1):
        end = part.most if n == len(quiz.bins) else part.most - 1
        name = str(part.least) if part.least == end else f"{part.least}–{end}"
        bar = "█" * round(part.papers * min(1, _BAR / most))
        yield f"  {name:>7}  {bar} {part.papers}"
    yield from _trust(quiz)


def _trust(quiz: QuizFigures) -> Iterator[str]:
    if quiz.papers < FEWEST:
        papers = counted(quiz.papers, "paper", "papers")
        yield f"With {papers}, read nothing into discrimination and reliability: left out."
        return
    if quiz.alpha is None:
        yield "Reliability cannot be computed: all totals are alike, or there is only one question."
        return
    name = "KR-20" if quiz.kr20 else "alpha"
    error = "" if quiz.error is None else f"; the error of one total is about ±{quiz.error:.1f}"
    yield f"Reliability ({name}) {quiz.alpha:.2f}{error}."
    if quiz.alpha < 0:
        yield (
            "It is below zero: the questions do not measure one thing, or a key is wrong. Look "
            "first at questions with a discrimination below zero."
        )
    if quiz.papers < SMALL and quiz.interval:
        least, most = quiz.interval
        yield (
            f"With {quiz.papers} papers it can be anything from {least:.2f} to {most:.2f}, and a "
            "discrimination can be off by "
            f"{1.96 / (quiz.papers - 3) ** 0.5:.1f}: look again at a question, but do not drop it "
            "for a number."
        )


def _questions(found: Results) -> Iterator[str]:
    yield "  no.  points  facility  discrimination  left out  question"
    for whole in found.figures.questions:
        for figures in (whole, *whole.parts):
            yield from _question(figures)


def _question(figures: QuestionFigures) -> Iterator[str]:
    question = figures.question
    r = figures.discrimination if figures.papers >= FEWEST else None
    remark = f"  ← {REMARKS[figures.remark]}" if figures.remark else ""
    yield (
        f"  {question.number():>3}  {points_number(question.points):>6}  {figures.facility:>8.2f}"
        f"  {_number(r):>14}  {figures.omitted:>8}  {question.cue(36)}{remark}"
    )
    for option in figures.options:
        sign = "✓" if option.right else " "
        enough = figures.papers >= FEWEST
        goes = option.discrimination if enough else None
        idle = "  ← nobody chose it" if option.text in figures.idle else ""
        by_chance = 2 / max(figures.responses, 1) ** 0.5
        rival = "" if goes is None or option.right or goes <= by_chance else _RIVAL
        thirds = f"(best third {option.best}, weakest {option.weakest}, {_number(goes)})  "
        yield (
            f"         {sign} {option.chosen:>4}  {thirds if enough else ''}"
            f"{in_one_line(option.text)}{idle}{rival}"
        )


def _groups(head: str, groups: Sequence[GroupFigures]) -> Iterator[str]:
    wide = max(len(head), *(len(group.name) for group in groups))
    yield f"  {head:{wide}}  papers   mean     SD"
    for group in groups:
        far = group.standard_errors is not None and abs(group.standard_errors) > FAR_APART
        remark = "  ← differs from the others by more than chance explains" if far else ""
        yield (
            f"  {group.name:{wide}}  {group.papers:>6}  {group.mean:>5.1f}  "
            f"{_number(group.deviation):>5}{remark}"
        )


def _shares(head: str, shares: Sequence[ShareFigures]) -> Iterator[str]:
    yield f"  points  earned  {head}"
    for share in shares:
        yield f"  {points_number(share.points):>6}  {share.share:>6.0%}  {in_one_line(share.name)}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-0.00", "0.00")
