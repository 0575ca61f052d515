"""Formulas in LaTeX notation: outlines, words and refusals."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace

import pytest

from generator.i18n.catalog import languages, load_catalog
from generator.page.media import FormulaDrawing
from generator.pictures import formulas
from generator.pictures.formulas import read_formula
from generator.pictures.kept import formula_file, read_formula_file
from generator.pictures.refused import FormulaRefused
from generator.pictures.speech import read_aloud

SPOKEN = {
    r"x": "x",
    r"x^2": "x squared",
    r"x^3+y^n": "x cubed plus y to the power n",
    r"e^{-x^2}": "e to the power minus x squared, end of power",
    r"a_1": "a sub 1",
    r"x_1^2": "x sub 1 squared",
    r"\frac12": "1 over 2",
    r"\frac{a+b}{c}": "the fraction a plus b over c, end of fraction",
    r"\sqrt{x}": "the square root of x",
    r"\sqrt{x+1}": "the square root of x plus 1, end of root",
    r"\sqrt[3]{x}": "the root of order 3 of x",
    r"\sum_{i=1}^n i": "the sum from i equals 1 to n of i",
    r"\int_0^\infty f": "the integral from 0 to infinity of f",
    r"\lim_{x\to0}x": "the limit as x approaches 0 of x",
    r"\widehat{ABC}=90^\circ": (
        "the hat over capital A capital B capital C, end of hat, equals 90 degrees"
    ),
    r"\overline{AB}": "the bar over capital A capital B, end of bar",
    r"\overrightarrow{AB}": "the vector capital A capital B, end of vector",
    r"\lim_{x\to0}f:A\to B": "the limit as x approaches 0 of f : capital A to capital B",
    r"f:A\to B": "f : capital A to capital B",
    r"3\,\mathrm{cm}^2": "3 cm squared",
    r"\mathrm{CO_2}+\mathrm{Na}": "capital C capital O sub 2 plus Na",
    r"\binom{n}{k}": "n choose k",
    r"\mathrm{CuSO_4}+\mathrm{Na_2CO_3}": (
        "Cu capital S capital O sub 4 plus Na sub 2 capital C capital O sub 3"
    ),
    r"\mathrm{kJ\,mol^{-1}}": "kJ mol to the power minus 1, end of power",
    r"\mathrm{NO_3^-}": "capital N capital O sub 3 to the power minus",
    r"f'(x)": "f prime open bracket x close bracket",
    r"\vec{v}\cdot\bar{w}": "vector v times w bar",
    r"90^\circ": "90 degrees",
    r"A\subset\mathbb{R}": "capital A is a proper subset of the real numbers",
    r"\Delta G<0": "capital delta capital G is less than 0",
    r"\mathbf{F}=m\mathbf{a}": "capital F equals m a",
    r"3{,}14": "3,14",
    r"f(1,2)": "f open bracket 1, 2 close bracket",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": (
        "open bracket rows: row 1: a, b; row 2: c, d; end of rows close bracket"
    ),
    r"\text{if } x\ge0": "if x is greater than or equal to 0",
    r"5\,\%": "5 per cent",
    r"\ast": "star",
    r"\underline{x}": "x bar",
    r"\begin{aligned}a&=b\\c&=d\end{aligned}": (
        "rows: row 1: a, equals b; row 2: c, equals d; end of rows"
    ),
    r"P(A\mid B)": "capital P open bracket capital A vertical bar capital B close bracket",
    r"\frac{a+\frac{b}{c}}{2}": (
        "the fraction a plus the fraction b over c, end of fraction, over 2, end of fraction"
    ),
    r"y'''": "y triple prime",
    r"\overbrace{a+b}^{n}": "the braced a plus b, end of brace, with n above",
    r"\underbrace{a+b}_{n}": "the braced a plus b, end of brace, with n below",
    r"\limsup_{n\to\infty}a_n": "lim sup over n to infinity of a sub n",
    r"\vec{a}\times\vec{b}": "vector a cross vector b",
    r"\textbf{a}\times\textbf{b}": "a cross b",
    r"\mathbf{a}\times\mathbf{b}": "a cross b",
    r"3\times10": "3 times 10",
    r"A\setminus B": "capital A without capital B",
    r"A\rightleftharpoons B": "capital A in equilibrium with capital B",
    r"\sum_{\substack{i<n\\j<m}}1": (
        "the sum over rows: row 1: i is less than n; row 2: j is less than m; end of rows of 1"
    ),
}


@pytest.mark.parametrize("latex", SPOKEN)
def test_a_formula_is_read_aloud_in_words(latex):
    """As a teacher would read it, with the ends of what is longer than one sign."""
    formula = read_formula(latex, displayed=True)
    assert read_aloud(formula.mathml, load_catalog("en")) == SPOKEN[latex]


def test_a_formula_is_read_aloud_in_every_language():
    """The words are those of the language, and no English is left in them."""
    mathml = read_formula(r"\frac{\sqrt{x+1}}{2}\le\alpha^2", displayed=True).mathml
    said = {language: read_aloud(mathml, load_catalog(language)) for language in languages()}
    assert said["de"] == (
        "Bruch Wurzel aus x plus 1, Ende der Wurzel, durch 2, Ende des Bruchs, kleiner oder gleich "
        "Alpha Quadrat"
    )
    assert "koren" in said["sr-Latn"] and "корен" in said["sr-Cyrl"]
    assert not any(re.search("root|over|equal", said[language]) for language in ("de", "sr-Latn"))


REFUSED = {
    r"\foo{x}": (0, r"\\foo is not known"),
    r"a+\foo": (2, r"\\foo is not known"),
    r"\alphabet": (0, r"\\alphabet is not known"),
    r"\input{/etc/passwd}": (0, r"\\input is not known"),
    r"\usepackage{x}": (0, r"\\usepackage is not known"),
    r"\color{white}x": (0, "black"),
    r"x\textcolor{white}{y}": (1, "black"),
    r"\phantom{x}": (0, "cannot be seen"),
    r"\href{https://example.org}{x}": (0, "links"),
    r"\newcommand{\a}{b}\a": (0, "write out"),
    r"\def\a{\a\a}\a": (0, "write out"),
    r"x\tag{1}": (1, "numbered"),
    r"\ce{2H2 + O2}": (0, "mathrm"),
    r"5\,\unit{m}": (3, "mathrm"),
    "x % answer": (2, "comment"),
    "x}": (1, "closes nothing"),
    r"\frac{1}{": (8, "never closed"),
    r"\frac{1}": (0, "cannot be read"),
    "x^": (0, "nothing is behind"),
    "x^2^3": (0, "two \\^"),
    r"\left(x": (0, "do not match"),
    r"\begin{pmatrix}a": (0, "no .end"),
    "{" * 30 + "x" + "}" * 30: (0, "too deep"),
    "x" * 1001: (0, "1000 characters"),
    r"\text{日}": (6, "U\\+65E5"),
    "": (0, "empty"),
    r"\,": (0, "shows nothing"),
    r"\rule{1cm}{1cm}": (0, "read aloud"),
    "\x00": (0, "."),
    "&": (0, "."),
    "a&b": (1, "."),
}


@pytest.mark.parametrize("latex", REFUSED)
@pytest.mark.parametrize("displayed", [True, False])
def test_what_is_not_understood_is_refused_at_its_place(latex, displayed):
    """An unknown command, a brace too many, what nobody would see: a sentence and an offset."""
    offset, sentence = REFUSED[latex]
    with pytest.raises(FormulaRefused, match=sentence) as refused:
        read_formula(latex, displayed)
    if offset or sentence != ".":
        assert refused.value.offset == offset or sentence == "."


def test_a_letter_that_the_libraries_would_lose_is_refused(monkeypatch):
    """Every letter and figure of the source is in what was understood; the check would see one
    that is not.
    """
    convert = formulas._libraries().convert
    real = convert.convert
    monkeypatch.setattr(
        convert, "convert", lambda source, display: real(source.replace("q", "p"), display=display)
    )
    with pytest.raises(FormulaRefused, match="'q' would be lost") as refused:
        read_formula(r"\frac{p}{q}", displayed=True)
    assert refused.value.offset == 9
    assert read_formula(r"\begin{array}{cc}1&2\end{array}\hspace{3mm}x", displayed=True)


def test_a_formula_is_the_same_every_time():
    """Outlines, sizes and words do not depend on what was set before."""
    latex = r"\int_0^1\frac{\sqrt{x}}{\hat{y}_2}\,dx"
    first = read_formula(latex, displayed=True)
    read_formula(r"\begin{align}a&=b\end{align}", displayed=True)
    assert read_formula(latex, displayed=True) == first
    limits = r"\sum_{i=1}^n i"
    tall, low = (read_formula(limits, displayed).drawing.height for displayed in (True, False))
    assert low < tall  # in the line, bounds are beside the sign


def test_outlines_stand_on_the_baseline():
    """What hangs below is `depth`; x does not hang, y and fractions do; 100 points are an em."""
    depth = {
        latex: read_formula(latex, displayed=True).drawing.depth for latex in ("x", "y", r"\frac12")
    }
    assert depth["x"] < 3 < 15 < depth["y"] < 30 < depth[r"\frac12"]
    height = read_formula("x", displayed=True).drawing.height
    assert 44 < height - depth["x"] < 52  # the letter x is nearly half an em high


@pytest.mark.parametrize("sign", ["sum", "prod", "int", "bigcup"])
def test_an_operator_is_as_large_as_its_style_has_it(sign):
    """Whatever is beside it: brackets around it hold it and no more, and in a line it is smaller
    than displayed.
    """

    def height(latex: str, displayed: bool = True) -> float:
        return read_formula(latex, displayed).drawing.height

    alone = height(rf"\{sign}_k a")
    assert alone < height(rf"\left[\{sign}_k a\right]") < 1.5 * alone
    tall = r"\left(\frac{\frac{1}{2}}{\frac{3}{4}}\right)"
    assert height(rf"\{sign} {tall}") == max(height(tall), height(rf"\{sign} x"))
    assert height(rf"\{sign} a", displayed=False) < 0.8 * height(rf"\{sign} a")


@pytest.mark.parametrize("sign", ["subset", "cup", "cap", "setminus", "land", "lor", "times"])
def test_binary_signs_and_relations_have_space_on_both_sides(sign):
    """As plus and equals have, and none before a factorial's sign."""

    def width(latex: str) -> float:
        return read_formula(latex, displayed=True).drawing.width

    beside = width(rf"A\{sign} B") - width(rf"A{{\{sign}}} B")
    assert 40 < beside < 90  # 2 × 4/18 or 5/18 of the library's em
    assert width("n!!") - width("n!") < 35  # as wide as the sign


def test_lines_of_tables_are_as_far_apart_as_lines_of_text():
    """Low letters take as much as tall ones; equations under each other a little more."""

    def heights(environment: str, *rows: str) -> float:
        body = r"\\".join(rows)
        latex = rf"\begin{{{environment}}}{body}\end{{{environment}}}"
        return read_formula(latex, displayed=True).drawing.height

    for environment, least, most in (("matrix", 115, 125), ("aligned", 140, 155)):
        low = heights(environment, "x", "x", "x") - heights(environment, "x", "x")
        tall = heights(environment, "Af", "Af", "Af") - heights(environment, "Af", "Af")
        assert least < low < most and abs(tall - low) < 0.02


def test_a_kept_formula_is_what_it_was():
    """The file gives back name, outlines and MathML, and any other content is another file."""
    name = (r"\frac{a}{b}", True)
    formula = read_formula(*name)
    data = formula_file(name, formula)
    assert read_formula_file(data) == (name, formula)
    other = FormulaDrawing(formula.drawing, formula.mathml.replace("a", "c"))
    assert formula_file(name, other) != data
    wider = replace(formula.drawing, width=formula.drawing.width + 1)
    assert formula_file(name, FormulaDrawing(wider, formula.mathml)) != data


def test_a_long_formula_says_where_it_may_go_on():
    """Behind a relation or operator between two operands, and in no brackets; its segments together
    show all that it shows.  What is short or displayed is whole, and so is what was kept before.
    """
    latex = r"1+2+3=f(x+y)-\left(a+b\right)\cdot\frac{1+1}{2}=-b\pm c"
    formula = read_formula(latex, displayed=False)
    assert len(formula.breaks) == len("++=-·=±") and len(formula.segments) == 8
    shapes = [shape for piece in formula.segments for shape in piece.shapes]
    assert len(shapes) == len(formula.drawing.shapes)
    whole = sum(piece.width for piece in formula.segments)
    assert whole == pytest.approx(formula.drawing.width, abs=0.1)
    assert formula.segments[0].shapes[0] == formula.drawing.shapes[0]
    for short in (read_formula("a+b=c", displayed=False), read_formula(latex, displayed=True)):
        assert short.breaks == short.segments == ()
    name = (latex, False)
    data = formula_file(name, formula)
    assert read_formula_file(data) == (name, formula)
    earlier = FormulaDrawing(formula.drawing, formula.mathml)
    assert read_formula_file(formula_file(name, earlier)) == (name, earlier)


def test_without_its_libraries_a_formula_says_what_to_install(monkeypatch):
    """One sentence, with what to type."""
    real = builtins.__import__

    def missing(name, *rest, **named):
        if name.partition(".")[0] in ("ziamath", "latex2mathml", "ziafont"):
            raise ImportError(name)
        return real(name, *rest, **named)

    formulas._libraries.cache_clear()
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(FormulaRefused, match=r"pip install 'briefing-packs\[formulas\]'"):
        read_formula("x", displayed=True)
    monkeypatch.undo()
    assert read_formula("x", displayed=True).drawing.shapes
