"""Texts in one line: what names a question in lists, tables and terminals."""

from __future__ import annotations

import pytest

from generator.page.commonmark import understand
from generator.page.latex import in_signs
from generator.page.markup import Span
from generator.page.one_line import (
    in_one_line,
    opening,
    paragraphs_in_one_line,
    shortened,
    spans_in_one_line,
)

SIGNS = {
    r"\frac{1}{2}": "1/2",
    r"\frac12": "1/2",
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}": "x=(-b ± √(b²-4ac))/(2a)",
    r"\frac{\frac{1}{2}}{3}": "(1/2)/3",
    r"e^{i\pi}": "e^(iπ)",
    r"x_1 \leq y_{12}": "x₁ ≤ y₁₂",
    r"x_{\text{max}}": "x_(max)",
    r"\sqrt[3]{8}": "³√8",
    r"\binom{n}{k}": "(n k)",
    r"\lim_{x\to 0}\frac{\sin x}{x}": "lim_(x → 0)(sin x)/x",
    r"\widehat{ABC}=90^\circ": "AB\u0302C=90°",
    r"\vec{F}=m\vec a": "F\u20d7=ma\u20d7",
    r"\overline{AB}\parallel CD": "A\u0305B\u0305 ∥ CD",
    r"\mathbb{R}\setminus\{0\}": "ℝ ∖ {0}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": "(1 2; 3 4)",
    r"\begin{array}{cc}a&b\end{array}": "a b",
    r"\left.\frac{u}{v}\right|_0": "u/v|₀",
    r"\text{speed }v\le 5\,\mathrm{m/s}": "speed v ≤ 5 m/s",
    r"50\% \alpha x": "50% αx",
    r"\unheard{x}": "unheard x",
}


@pytest.mark.parametrize(("latex", "signs"), SIGNS.items())
def test_a_formula_is_told_in_signs(latex, signs):
    """As one writes it on one line, without a backslash."""
    assert in_signs(latex) == signs


@pytest.mark.parametrize("broken", ["x^", r"\frac", r"\sqrt[3", "{", "}}", r"\begin", "\\", "_"])
def test_half_a_formula_comes_to_an_end(broken):
    """Whatever is kept, reading it ends and raises nothing."""
    assert isinstance(in_signs(broken), str)


def test_a_text_is_on_one_line():
    """Formulas in signs, what is raised behind ^, code and tables in words, pictures last."""
    assert in_one_line(understand(r"**How** much is $\frac{1}{2}$ of 10^2^?")) == (
        "How much is 1/2 of 10^2?"
    )
    assert in_one_line(kept("![a leaf](pictures/leaf.png)")) == "[a leaf]"
    assert in_one_line(kept("![a leaf](pictures/leaf.png)\n\nWhat is this?")) == (
        "What is this? [a leaf]"
    )
    assert in_one_line(kept("```\nx = 1\ny = 2\n```")) == "x = 1 y = 2"
    assert in_one_line(kept("| a | $b^2$ |\n|---|---|\n| 1 | 2 |")) == "a b² 1 2"
    assert in_one_line(kept("$$\\sqrt{2}$$")) == "√2"
    assert in_one_line("a [word](https://example.org) and `code`") == "a word and code"


def test_an_opening_has_its_formulas_to_be_drawn():
    """Whole words and whole formulas; one that has no room is left out; never nothing at all."""
    stem = understand(r"Why is $e^{i\pi}$ so, and $\frac{a+b}{c}$ not?")
    assert [span.formula for span in opening(stem, 90)] == [
        "",
        r"e^{i\pi}",
        "",
        r"\frac{a+b}{c}",
        "",
    ]
    assert opening(stem, 10) == (Span("Why is …"),)
    picture = kept("![" + "a leaf cut across " * 9 + "](pictures/leaf.png)")
    (shown,) = opening(picture, 30)
    assert shown.text == "[a leaf cut across a leaf …"
    latex = "abcdefgh" * 9
    long = opening(understand(f"${latex}$ is long"), 20)
    assert long == (Span(latex, formula=latex), Span(" …"))
    assert opening(kept("![a leaf](pictures/leaf.png)\n\nWhat is this?"), 40) == (
        Span("What is this?"),
    )
    raised = opening(understand("Is 10^2^ more?"), 40)
    assert raised == (Span("Is 10"), Span("2", script="sup"), Span(" more?"))


def test_paragraphs_stand_for_a_text_of_several_blocks():
    """A cue and a right answer are read in sentences, not in cells of tables; where more is left
    out than paragraphs, an answer says so.
    """
    mixed = kept("Look:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nWhich is `odd`?")
    assert span_words(opening(mixed, 60)) == "Look: Which is odd?"
    assert span_words(paragraphs_in_one_line(mixed)) == "Look: Which is odd? …"
    assert span_words(paragraphs_in_one_line(kept("One.\n\nTwo."))) == "One. Two."
    code = kept("```\nx = 1\n```")
    assert span_words(opening(code, 60)) == span_words(paragraphs_in_one_line(code)) == "x = 1"
    two = kept("```\nx = 1\n```\n\n- y")
    assert span_words(opening(two, 60)) == span_words(paragraphs_in_one_line(two)) == "x = 1 y"


def span_words(runs):
    """The words of spans."""
    return "".join(span.text for span in runs)


def test_words_are_cut_between_words():
    """But the first of them anywhere, so that something is left."""
    assert shortened("one two three", 20) == "one two three"
    assert shortened("one two three", 10) == "one two …"
    assert shortened("x" * 50, 10) == "xxxxxxxx …"


def test_a_whole_line_keeps_its_looks():
    """Options in a report: bold and code as typed."""
    assert spans_in_one_line("**a** `b`") == (Span("a", bold=True), Span(" "), Span("b", code=True))


def kept(typed: str) -> str:
    """What records keep of a text typed under |."""
    return understand(typed, blocks=True, literal=True)
