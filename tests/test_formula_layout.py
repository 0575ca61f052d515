"""Twenty formulas of schools and universities as they are set: which signs, where and how large.

They were looked at beside what pdfTeX prints of them; where the libraries differ from it in what is
read (a line of an array, a space, a sign, a size), the program mends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from generator.page.media import FORMULA_SIZE, LEAST_LARGE_SIGN
from generator.pictures import formulas
from generator.pictures.formulas import read_formula
from generator.pictures.refused import FormulaRefused

TWENTY = {
    "continued fraction": r"x=a_0+\cfrac{1}{a_1+\cfrac{1}{a_2+\cfrac{1}{a_3}}}",
    "fractions": r"\frac{\frac{a}{b}+\frac{c}{d}}{1-\frac{ac}{bd}}",
    "quadratic equation": r"x_{1,2}=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    "roots": r"\sqrt[3]{1+\sqrt{\frac{x}{2}}}\geq\sqrt[n]{x^{n-1}}",
    "sum": r"\sum_{k=0}^{n}\binom{n}{k}a^{n-k}b^k=(a+b)^n",
    "integrals": r"\int_0^\infty e^{-x^2}\,dx=\oint_C\vec{E}\cdot\mathrm{d}\vec{s}",
    "limit": r"\lim_{h\to 0}\frac{f(x+h)-f(x)}{h}=f'(x)",
    "matrix": r"\det\begin{pmatrix}a&b\\c&d\end{pmatrix}=\begin{vmatrix}a&b\\c&d\end{vmatrix}=-2",
    "augmented matrix": r"\left(\begin{array}{cc|c}1&2&3\\0&1&4\end{array}\right)",
    "sum in a column": r"\begin{array}{r}12\\+345\\\hline357\end{array}",
    "cases": r"|x|=\begin{cases}x&\text{if }x\geq0,\\-x&\text{if }x<0\end{cases}",
    "aligned": r"\begin{aligned}(a+b)^2&=(a+b)(a+b)\\&=a^2+2ab+b^2\end{aligned}",
    "accents": r"\bar{x},\ \hat{\beta},\ \tilde{u},\ \ddot{q},\ \overline{AB},\ \widehat{ABC}",
    "brackets": r"\left(1+\left[\frac{x}{y}\right]^2\right)^{n}\left\{\frac{a}{b}\right\}\Bigl\langle u,v\Bigr\rangle",
    "chemistry": r"\mathrm{2\,H_2SO_4+Cu\rightarrow CuSO_4+SO_2\uparrow},\ {}^{14}_{6}\mathrm{C}",
    "units": r"g=9{,}81\,\mathrm{m/s^2},\ \Delta H=-92\,\mathrm{kJ\,mol^{-1}},\ 20\,^\circ\mathrm{C}",
    "sets": r"A\cup B=\{x\in\mathbb{R}\mid x\notin\mathbb{Q}\},\ \bigcup_{i=1}^n A_i,\ \bigoplus_iV_i",
    "negations": r"a\neq b,\ a\not=b,\ A\not\subset B,\ a\nmid b,\ x\not\equiv y\pmod{n},\ a\bmod b",
    "relations": r"A\sim B,\ AB\perp CD,\ \forall\varepsilon>0\;\exists\delta>0,\ p\implies q\iff r",
    "functions": r"\sin^2\alpha,\ \log_{10}x,\ \tan\frac{\alpha}{2},\ \max_i x_i,\ \operatorname{rang}A",
}  # fmt: skip
IN_LINE = r"\frac{a}{b}+\sum_{i=1}^n x_i-\int_0^1 f+\lim_{x\to0}g+\binom{n}{k}+x^{2^n}"
LEVEL, UPRIGHT = "―", "│"  # lines
_SPACE = 0.14  # ems between two signs that are seen to be apart


class Sign(NamedTuple):
    """A sign or line as it is set; all in ems, from the left and down from the baseline."""

    char: str
    x: float
    y: float
    size: float
    end: float


@pytest.fixture
def signs(monkeypatch):
    """The signs of a formula, and those of large print."""
    libraries = formulas._libraries()
    real, laid_out = libraries.ziamath.Math, []

    class Recorded(real):  # type: ignore[misc, valid-type]
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            laid_out.append([*_signs(self.node, 0.0, 0.0)])

    monkeypatch.setattr(libraries.ziamath, "Math", Recorded)

    def read(latex: str, displayed: bool = True, large: bool = False) -> list[Sign]:
        laid_out.clear()
        read_formula(latex, displayed)
        return laid_out[large]

    return read


def _signs(node: Any, x: float, y: float) -> Iterator[Sign]:
    em = FORMULA_SIZE
    for (right, down), kid in zip(node.nodexy, node.nodes, strict=True):
        left, low = x + right, y + down
        if hasattr(kid, "char"):
            ends = left + kid.bbox.xmax
            yield Sign(kid.char, (left + kid.bbox.xmin) / em, low / em, kid.size / em, ends / em)
        elif getattr(kid, "lw", None) == 0:
            continue  # of a choice, which has none
        elif hasattr(kid, "lw"):
            is_level = hasattr(kid, "length")
            length = kid.length if is_level else kid.height
            yield Sign(
                LEVEL if is_level else UPRIGHT,
                left / em,
                low / em,
                length / em,
                (left + (length if is_level else 0)) / em,
            )
        else:
            yield from _signs(kid, left, low)


def as_lines(signs: list[Sign]) -> list[str]:
    """Signs from top to bottom: how far each line is below the baseline in tenths of an em, how
    large its signs are in per cent, and these from left to right, with a space where they are apart.
    """
    lines: dict[tuple[int, int], list[Sign]] = {}
    for sign in signs:
        lines.setdefault((round(10 * sign.y), round(100 * sign.size)), []).append(sign)
    shown = []
    for (down, size), each in sorted(lines.items()):
        each.sort(key=lambda sign: sign.x)
        text = each[0].char
        for before, sign in zip(each, each[1:], strict=False):
            text += " " * (sign.x - before.end > _SPACE * size / 100) + sign.char
        shown.append(f"{down:4d} {size:4d}  {text}")
    return shown


def test_twenty_formulas_are_set_as_they_were_seen(signs, golden):
    """Each sign once, in its place and size; the file was compared with LaTeX's own print."""
    shown = []
    for name, latex in TWENTY.items():
        shown += [f"{name}: {latex}", *as_lines(signs(latex)), ""]
    shown += [f"in a line: {IN_LINE}", *as_lines(signs(IN_LINE, displayed=False)), ""]
    golden("formulas.txt", "\n".join(shown))


def test_nothing_in_large_print_is_smaller_than_it_promises(signs):
    """Indices, powers and the parts of fractions too; the control: in standard print they are."""
    for latex in (*TWENTY.values(), IN_LINE):
        for displayed in (True, False):
            large = [sign for sign in signs(latex, displayed, large=True) if sign.char.isalnum()]
            assert min(sign.size for sign in large) >= LEAST_LARGE_SIGN - 0.001, latex
    assert min(sign.size for sign in signs(IN_LINE)) < 0.5


def test_an_array_has_its_lines(signs):
    """Between and beside columns and rows, and each where it was typed; without |, none."""

    def lines(latex: str) -> tuple[list[Sign], list[Sign], list[Sign]]:
        drawn = signs(latex)
        level, upright = (
            [sign for sign in drawn if sign.char == char] for char in (LEVEL, UPRIGHT)
        )
        return level, upright, [sign for sign in drawn if sign.char.isalnum()]

    framed = r"\begin{array}{|c|c|}\hline x&y\\\hline 1&2\\\hline\end{array}"
    level, upright, letters = lines(framed)
    assert len(level) == len(upright) == 3
    assert upright[0].x < letters[0].x < upright[1].x < letters[1].x < upright[2].x
    assert level[0].y < letters[0].y < level[1].y < letters[2].y < level[2].y
    level, upright, letters = lines(r"\begin{array}{cc|c}1&2&3\\{}&5&6\end{array}")
    assert not level and len(upright) == 1
    assert letters[1].end < upright[0].x < letters[2].x
    level, upright, _ = lines(r"\begin{array}{ccc}1&2&3\end{array}")
    assert not level and not upright


@pytest.mark.parametrize(
    ("latex", "offset", "sentence"),
    [
        (r"x\begin{array}{c||c}1&2\end{array}", 1, "type l, c or r"),
        (r"\begin{array}{r@{}l}1&2\end{array}", 0, "type l, c or r"),
        (r"\begin{array}{c}1\\\cline{1-1}2\end{array}", 19, r"\cline is not drawn"),
        (r"\begin{matrix}1\\\hline 2\end{matrix}", 17, r"\hline is not drawn; in an array"),
        (r"\not\alpha", None, r"\not is not understood before this"),
    ],
)
def test_what_would_be_drawn_otherwise_than_typed_is_refused(latex, offset, sentence):
    """Lines that are not drawn, and columns that would be printed as letters."""
    with pytest.raises(FormulaRefused, match=re.escape(sentence)) as refused:
        read_formula(latex, displayed=True)
    assert offset is None or refused.value.offset == offset


def test_a_sign_that_the_library_leaves_out_is_refused(monkeypatch):
    """Fewer outlines than signs: the decimal comma of 3,14 was once lost on its way."""
    lay_out = formulas.lay_out

    def without_comma(tree: Any, *more: Any) -> None:
        lay_out(tree, *more)
        for element in tree.iter("mo"):
            element.tag = "mspace" if element.text == "," else "mo"

    monkeypatch.setattr(formulas, "lay_out", without_comma)
    assert read_formula("3.14", displayed=True)
    with pytest.raises(FormulaRefused, match="would be lost"):
        read_formula("3{,}14", displayed=True)
