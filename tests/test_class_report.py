"""The class report: figures in words, with cautions for small classes, and no student in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import documents
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Chart, Notice, Table
from generator.render.text import text_preview
from generator.results.analysis import ENOUGH_FOR_CHOICES, FEWEST, ClassFigures
from tests.edition_values import edition_of, figures_of

EN = load_catalog("en")


@pytest.fixture(scope="module")
def edition(quiz):
    """The quiz of the whole small project."""
    return edition_of(quiz.view, quiz.key)


def said(edition, figures: ClassFigures) -> str:
    """The report as text, on one line."""
    return " ".join(text_preview(documents.class_report(edition, figures, EN)).split())


def test_the_report_says_this(edition, golden):
    """A class of forty, as in the golden file."""
    report = documents.class_report(edition, figures_of(edition, 40), EN)
    golden("class-report.txt", text_preview(report))


def test_a_handful_of_papers_says_nothing_of_discrimination(edition):
    """Below the fewest papers neither discrimination nor reliability is printed, and a notice says
    why; from there on they are, with their intervals.
    """
    few, enough = figures_of(edition, FEWEST - 1), figures_of(edition, FEWEST)
    assert "14 papers, discrimination and reliability say nothing" in said(edition, few)
    assert "Reliability: –" in said(edition, few)
    assert "Discrimination: –" in said(edition, few)
    assert "…" in said(edition, enough) and "say nothing" not in said(edition, enough)
    table = next(
        block
        for block in documents.class_report(edition, few, EN).blocks
        if isinstance(block, Table) and len(block.head) == 7
    )
    assert {row[4][0].text for row in table.rows} == {"–"}


@pytest.mark.parametrize(
    ("alpha", "sentence"),
    [
        (0.9, "enough to decide a pass by this quiz alone"),
        (0.7, "too little to decide a pass by itself"),
        (0.3, "says little about single students"),
        (-0.5, "−0.50, below zero: the questions do not measure one thing"),
        (None, "cannot be computed"),
    ],
)
def test_reliability_is_put_into_words(edition, alpha, sentence):
    """High, middle, low, below zero and none: each has its sentence; the error of a total is given
    where there is one.
    """
    figures = figures_of(edition, 120)
    error = None if alpha is None or alpha < 0 else 2.0
    quiz = replace(figures.quiz, alpha=alpha, interval=None, error=error)
    text = said(edition, replace(figures, quiz=quiz))
    assert sentence in text and ("about ±2.0 points" in text) == (error is not None)


def test_charts_say_what_they_show(edition):
    """Every plot has an alternative with all its numbers; a notice warns of a small class."""
    figures = figures_of(edition, 40)
    blocks = documents.class_report(edition, figures, EN).blocks
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert len(charts) >= 2
    for chart in charts:
        for name, value in zip(chart.categories, chart.series[0][1], strict=True):
            assert f"{name}: {value}" in chart.alt
    assert sum(map(int, charts[0].series[0][1])) == 40
    assert any(isinstance(block, Notice) for block in blocks)


def test_a_distractor_that_nobody_chose_is_named(edition):
    """After enough answers, and not before."""
    for papers, named in ((ENOUGH_FOR_CHOICES * 2, True), (20, False)):
        figures = figures_of(edition, papers)
        whole = next(f for f in figures.questions if len(f.options) > 2)
        options = tuple(
            replace(option, chosen=0) if not option.right and n else option
            for n, option in enumerate(whole.options)
        )
        questions = tuple(
            replace(f, options=options) if f is whole else f for f in figures.questions
        )
        text = said(edition, replace(figures, questions=questions))
        assert ("nobody chose" in text) == named


def test_no_student_is_in_it(edition):
    """Neither names nor numbers of the class."""
    assert "Student 1" not in said(edition, figures_of(edition, 40))
