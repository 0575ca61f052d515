"""What is said of a class, by hand on a handful of papers: who chose what, who left out what, which
form was harder.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.problems import NOWHERE
from generator.results import analysis
from generator.results.analysis import REMARKS, class_figures
from generator.results.papers import NOT_ANSWERED, Answer, Paper
from generator.results.questions import questions_of
from generator.results.scoring import scored
from tests.edition_values import edition_of, figures_of


@pytest.fixture(scope="module")
def edition(quiz):
    """The quiz of the whole small project."""
    return edition_of(quiz.view, quiz.key)


def class_of(edition, first: list[Answer], rest: list[int]):
    """Figures of papers: the answer to the year question, and the points of the last question that
    is marked by hand; all else is nothing.
    """
    questions = questions_of(edition)
    year = next(q for q in questions if q.item == "hr-year")
    essay = next(q for q in questions if q.item == "hr-weigh")
    papers = []
    for n, (answer, points) in enumerate(zip(first, rest, strict=True)):
        answers = {q.place: Answer(points=Fraction(0)) for q in questions}
        answers[year.place] = answer
        answers[essay.place] = Answer(points=Fraction(points))
        papers.append(Paper(f"S{n}", str(n), "g", n % 2, answers, NOWHERE))
    titles = [section.title for section in edition.view.sections]
    marked = list(scored(questions, papers))
    figures = class_figures(questions, marked, edition.form_names, titles)
    return figures, next(f for f in figures.questions if f.question.item == "hr-year")


def test_options_are_counted_by_hand(edition):
    """Six papers, the key and two distractors: all, the two best and the two weakest by the rest;
    one who left it out is counted as that, and lowers the facility.
    """
    answers = [("2019",), ("2019",), ("2017",), ("2021",), ("2021",)]
    first = [*(Answer(answer) for answer in answers), NOT_ANSWERED]
    _, year = class_of(edition, first, [6, 5, 4, 3, 2, 1])
    assert (year.papers, year.responses, year.omitted) == (6, 6, 1)
    assert year.facility == pytest.approx(2 / 6)
    counts = {o.text: (o.right, o.chosen, o.best, o.weakest) for o in year.options}
    assert counts == {"2019": (True, 2, 2, 0), "2017": (False, 1, 0, 0), "2021": (False, 2, 0, 1)}
    by_hand = year.discrimination
    assert by_hand == pytest.approx(0.8280786712108251)  # of 1 1 0 0 0 0 with 6 5 4 3 2 1
    signs = {option.text: option.discrimination for option in year.options}
    assert signs["2019"] > 0 > signs["2021"]


def test_of_points_alone_no_option_is_counted(edition):
    """Where only points are known, or nothing but omissions, nothing is said of options."""
    points = [Answer(points=Fraction(n % 2)) for n in range(6)]
    _, year = class_of(edition, points, [6, 5, 4, 3, 2, 1])
    assert year.options == () and year.responses == 0 and year.facility == 0.5
    _, year = class_of(edition, [NOT_ANSWERED] * 6, [6, 5, 4, 3, 2, 1])
    assert year.options == () and year.omitted == 6 and year.discrimination is None


def test_a_harder_form_is_noticed(edition):
    """Forms whose totals are far apart say so, equal ones do not; every paper is in one form."""
    far, _ = class_of(edition, [NOT_ANSWERED] * 20, [6 if n % 2 else n % 3 for n in range(20)])
    assert [round(form.standard_errors) < -2 for form in far.forms] == [True, False]
    assert sum(form.papers for form in far.forms) == 20
    near, _ = class_of(edition, [NOT_ANSWERED] * 20, [n // 2 % 5 for n in range(20)])
    assert all(abs(form.standard_errors) < 2 for form in near.forms)


def test_every_remark_has_its_case(edition):
    """Each remark is given where it belongs, and none of them to a question that is in order."""
    some = figures_of(edition, 120).questions[0]
    cases = {
        (0.5, -0.2): "negative", (0.5, 0.05): "look", (0.5, 0.15): "weak", (0.95, 0.4): "easy",
        (0.2, 0.25): "hard", (0.2, 0.5): "works", (0.5, 0.4): "", (0.5, None): "",
        (0.95, 0.02): "look", (0.5, -0.001): "look",
    }  # fmt: skip
    for (facility, r), remark in cases.items():
        found = replace(some, facility=facility, discrimination=r).remark
        assert found == remark, (facility, r)
    assert set(cases.values()) == {*REMARKS, ""}
    few = replace(some, papers=14, facility=0.5, discrimination=-0.9)
    assert few.remark == ""


def test_bins_hold_every_total(edition):
    """The histogram's bins are of one width, leave no gap, and hold each paper once."""
    quiz = figures_of(edition, 97).quiz
    assert sum(part.papers for part in quiz.bins) == 97 and len(quiz.bins) <= 12
    ends = [(part.least, part.most) for part in quiz.bins]
    assert ends[0][0] == 0 and all(a[1] == b[0] for a, b in zip(ends, ends[1:], strict=False))
    assert ends[-1][1] >= quiz.possible
    half = 0.5 * float(quiz.mean * 97).is_integer()
    assert quiz.mean_bin == pytest.approx((quiz.mean + half) / ends[0][1])


def test_the_mean_of_whole_points_is_in_the_middle_of_its_bar():
    """Where all have 3 of 12 points the mean is in the middle of the bar of 3; with half points
    bins reach from a whole number to the next.
    """
    assert analysis._mean_bin([3.0, 3.0], analysis._bins([3.0, 3.0], Fraction(12))) == 3.5
    assert analysis._mean_bin([3.0, 3.5], analysis._bins([3.0, 3.5], Fraction(12))) == 3.25
    assert analysis._mean_bin([36.0], analysis._bins([36.0], Fraction(36))) == 12
    assert analysis._mean_bin([0.0], analysis._bins([0.0], Fraction(0))) == 0
