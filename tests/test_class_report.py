"""The class report: figures in words, with cautions for small classes, and no student in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pikepdf
import pytest

from generator import documents
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Chart, Notice, Paragraph, PlotTable, spans
from generator.render import pdf as rendering
from generator.render.text import text_preview
from generator.results import analysis
from generator.results.analysis import ENOUGH_FOR_CHOICES, FEWEST, WEAK, ClassFigures
from tests.edition_values import edition_of, figures_of
from tests.typeset.pdf_structure import problems

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


def test_a_report_of_no_questions_is_printed(edition):
    """Where every question was dropped after the sitting there is no table of questions."""
    figures = replace(figures_of(edition, 3), questions=())
    report = documents.class_report(edition, figures, EN)
    assert not [block for block in report.blocks if isinstance(block, PlotTable)]
    assert EN("report-questions") not in said(edition, figures)


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
        if isinstance(block, PlotTable)
    )
    for rows in (table.in_words.rows, table.printed.rows):
        assert {row[6][0].text for row in rows} == {"–"}
    assert table.dots == ()


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
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    for name, value in zip(chart.categories, chart.series[0][1], strict=True):
        assert f"{name}: {value}" in chart.alt
    assert sum(map(int, chart.series[0][1])) == 40
    assert chart.line == (f"mean {figures.quiz.mean:.1f}", figures.quiz.mean_bin)
    assert chart.alt.endswith(f"; mean {figures.quiz.mean:.1f}")
    assert any(isinstance(block, Notice) for block in blocks)
    (plot,) = (block for block in blocks if isinstance(block, PlotTable))
    units = [unit for whole in figures.questions for unit in (whole, *whole.parts)]
    for unit, share, dot, row in zip(
        units, plot.shares, plot.dots, plot.in_words.rows, strict=True
    ):
        assert share == unit.facility and row[5] == spans(f"{share:.2f}")
        if unit.interval is None:
            assert dot is None and row[6] == spans("–")
            continue
        least, most = unit.interval
        said = f"{unit.discrimination:.2f} ({least:.2f}\u00a0…\u00a0{most:.2f})".replace("-", "−")
        assert (dot.alt, row[6]) == (said, spans(said))
        assert (dot.value, dot.least, dot.most) == (unit.discrimination, least, most)
        assert dot.is_open == (unit.discrimination < WEAK)
    assert len({dot.is_open for dot in plot.dots if dot}) == 2


def alternatives(element) -> list[str]:
    """What is read of the figures below an element of a PDF, in order."""
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    if element.S == "/Figure":
        return [str(element.Alt)]
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [alt for kid in kids for alt in alternatives(kid)]


def test_dots_are_figures_that_say_their_numbers(edition):
    """In the PDF each dot is a figure with value and range as its alternative, in the order of the
    rows; with few papers there is none.
    """
    for papers in (40, FEWEST - 1):
        report = documents.class_report(edition, figures_of(edition, papers), EN)
        (plot,) = (block for block in report.blocks if isinstance(block, PlotTable))
        (file,) = rendering.render_documents(
            [report], rendering.PROFILES["standard"], rendering.SHEETS["A4"], duplex=False
        )
        assert problems(file.data) == []
        with pikepdf.open(BytesIO(file.data)) as pdf:
            _, *dots = alternatives(pdf.Root.StructTreeRoot.K)
        assert dots == [dot.alt for dot in plot.dots if dot] and bool(dots) == (papers == 40)


@pytest.mark.parametrize("possible", [1, 12, 36, 100, 300])
def test_the_mean_is_a_line_across_the_bars(edition, possible):
    """However many points there are, bars have room beside each other, and in the PDF a dashed line
    on a white ground is where the mean is, in light bars; a chart without a mean has none, and dark
    bars as papers have.
    """
    totals = [float(n * possible // 40) for n in range(40)]
    bins = analysis._bins(totals, Fraction(possible))
    figures = figures_of(edition, 40)
    quiz = replace(figures.quiz, bins=bins, mean_bin=analysis._mean_bin(totals, bins))
    report = documents.class_report(edition, replace(figures, quiz=quiz), EN)
    (chart,) = (block for block in report.blocks if isinstance(block, Chart))
    assert 1 <= len(chart.categories) <= 12
    for line in (chart.line, None):
        alone = replace(report, blocks=(replace(chart, line=line),))
        (file,) = rendering.render_documents(
            [alone], rendering.PROFILES["standard"], rendering.SHEETS["A4"], duplex=False
        )
        with pikepdf.open(BytesIO(file.data)) as pdf:
            pdf.pages[0].contents_coalesce()
            drawn = pdf.pages[0].Contents.read_bytes()
        assert (b"[3 2] 0 d" in drawn) == (b"0.75 g " in drawn) == (line is not None)
        assert (b"0.25 g " in drawn) == (line is None)
        assert file.data and problems(file.data) == []


def test_the_number_of_a_question_is_the_head_of_its_row(edition):
    """A screen reader says with each figure which question it belongs to."""
    report = documents.class_report(edition, figures_of(edition, 40), EN)
    (plot,) = (block for block in report.blocks if isinstance(block, PlotTable))
    (file,) = rendering.render_documents(
        [replace(report, blocks=(plot,))],
        rendering.PROFILES["standard"],
        rendering.SHEETS["A4"],
        duplex=False,
    )
    with pikepdf.open(BytesIO(file.data)) as pdf:
        heads = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH"
        ]
        scopes = [str(head.A.Scope) for head in heads]
    assert scopes.count("/Row") == len(plot.printed.rows)


def test_options_of_the_three_lowest_are_shown(edition):
    """Whatever the remarks, the options of the three questions with the lowest discrimination are
    there; with few papers, of which it says nothing, none.
    """
    figures = figures_of(edition, 120)
    calm = tuple(_calm(whole, n) for n, whole in enumerate(figures.questions))
    assert sum(bool(whole.options) for whole in calm) > 3
    report = documents.class_report(edition, replace(figures, questions=calm), EN)
    heads = [
        block.runs[0].text
        for block in report.blocks
        if isinstance(block, Paragraph) and block.role == "label"
    ]
    lowest = [whole.question.number() for whole in calm if whole.options][:3]
    assert [head.split()[0] for head in heads] == lowest
    few = tuple(replace(whole, papers=FEWEST - 1) for whole in calm)
    assert "Options of these questions" not in said(edition, replace(figures, questions=few))


def _calm(whole, n: int):
    """A question without a remark, the later the better."""
    options = tuple(replace(option, chosen=9) for option in whole.options)
    return replace(whole, facility=0.6, discrimination=0.3 + n / 50, options=options, parts=())


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
        assert ("nobody chose:" in text) == named


def test_no_student_is_in_it(edition):
    """Neither names nor numbers of the class."""
    assert "Student 1" not in said(edition, figures_of(edition, 40))
