"""Formulas in LaTeX notation to drawings of their outlines, and to words."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from generator.i18n.catalog import load_catalog
from generator.page.media import FORMULA_SIZE, Drawing, FormulaDrawing
from generator.pictures.drawings import cut_apart, identified
from generator.pictures.refused import FormulaRefused, PictureRefused
from generator.pictures.speech import read_aloud
from generator.pictures.svg import read_svg

MOST_CHARACTERS = 1000
MOST_DEPTH = 24
_BLEED = 30.0  # points, in type of FORMULA_SIZE
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
# Commands that the library understands and a printed page cannot have.
_REFUSED = {
    "href": "links cannot be printed",
    "color": "formulas are printed in black",
    "textcolor": "formulas are printed in black",
    "colorbox": "formulas are printed in black",
    "style": "styles of web pages are not read",
    "class": "styles of web pages are not read",
    "tag": "formulas are not numbered",
    "label": "formulas are not numbered",
    "ref": "formulas are not numbered",
    "verb": "code is written between ` and `",
    "newcommand": "write out what it stands for",
    "renewcommand": "write out what it stands for",
    "def": "write out what it stands for",
    "let": "write out what it stands for",
    "phantom": "what cannot be seen does not belong on a page",
    "hphantom": "what cannot be seen does not belong on a page",
    "vphantom": "what cannot be seen does not belong on a page",
}
_NUMBERED = re.compile(r"(\\(?:begin|end)\s*\{(?:align|gather|equation|multline))\}")
# Operators that are as large as their style has them, whatever stands beside them.
_LARGE = "∑∏∐∫∬∭∮∯∰⋃⋂⨄⨆⋁⋀⨁⨂⨀"
_BINARY = ("∪", "∩", "⊔", "⊓", "⊎", "∧", "∨", "⋅", "·", "×", "÷", "∗", "⋆", "⧵", "⊙", "⊖", "∘")
_RELATIONS = ("⊂", "⟶", "⟹", "⟺", "⟵", "⟸")
_SPACES = dict.fromkeys(_BINARY, "mediummathspace") | dict.fromkeys(_RELATIONS, "thickmathspace")
_BROKEN_AT = frozenset("=≠<>≤≥≪≫≈≅≃∼≡∝→⟶⇒⇔⟹⟺⇌∈∉⊂⊆⊃⊇+−-±∓×·⋅∪∩∧∨")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_LEAST_BROKEN = 10  # ems: what is shorter is on one line
# Each row of a table is as high and as deep as a line of text, as in LaTeX: 0.84 and 0.36 of an em,
# of which the library makes 4/3 (it has 96 dots to an inch, and points are drawn).
_STRUT = {"width": "0", "height": "0.63em", "depth": "0.27em"}
_BETWEEN_EQUATIONS = "0.22em"
# Names of commands and environments, columns of arrays, lengths: no letter of these is printed.
_NOT_SHOWN = re.compile(
    r"\\begin\s*\{[^}]*\}(?:\s*\{[^}]*\})?|\\end\s*\{[^}]*\}"
    r"|\\(?:[hv]space|kern|mkern|hskip|rule|raisebox)\*?(?:\{[^}]*\}|\s*-?[\d.]+\s*[a-z]{2})+"
    r"|\\\\\s*\[[^\]]*\]|\\[A-Za-z]+"
)
_MISSING = (
    "formulas need two more libraries; type: python -m pip install 'briefing-packs[formulas]'"
)


class FormulasMissing(FormulaRefused):
    """The libraries that set formulas are not installed."""

    def __init__(self) -> None:
        super().__init__(_MISSING)


class _Libraries(NamedTuple):
    convert: ModuleType
    ziamath: ModuleType


@cache
def _libraries() -> _Libraries:
    """What converts and sets formulas.  Raises FormulasMissing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import latex2mathml.converter
            import ziafont
            import ziamath
    except ImportError:
        raise FormulasMissing from None
    ziafont.config.svg2 = False  # type: ignore[attr-defined]  # outlines in place
    ziafont.config.precision = 3  # type: ignore[attr-defined]
    return _Libraries(latex2mathml.converter, ziamath)


def read_formula(latex: str, displayed: bool) -> FormulaDrawing:
    """A formula ready to be drawn, in type of FORMULA_SIZE points.

    Raises FormulaRefused.
    """
    mathml, drawn = _read(latex, displayed, drawn=True)
    assert drawn is not None
    drawing, breaks = drawn
    return FormulaDrawing(drawing, mathml, breaks, cut_apart(drawing, breaks))


def check_formula(latex: str, displayed: bool) -> None:
    """Refuse a formula that cannot be read, without drawing it, which takes most of the time.

    Raises FormulaRefused.
    """
    _read(latex, displayed, drawn=False)


def _read(
    latex: str, displayed: bool, drawn: bool
) -> tuple[str, tuple[Drawing, tuple[float, ...]] | None]:
    """A formula as MathML, and where that is asked for drawn, with the places where it may go on in
    the next line.  Raises FormulaRefused.
    """
    source = _checked(latex)
    libraries = _libraries()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _mathml(libraries, source, latex, displayed)
            drawing = _drawn(libraries, source, displayed) if drawn else None
    except (FormulaRefused, RecursionError) as refused:
        if isinstance(refused, FormulaRefused):
            raise
        raise FormulaRefused("the formula is too deep; split it") from None
    except PictureRefused:
        raise FormulaRefused("the formula shows nothing; fill it in or remove it") from None
    # Both libraries raise whatever comes at what they cannot read.
    except Exception as error:
        raise FormulaRefused(_in_words(error), _whereabouts(latex)) from None
    mathml = tostring(tree, encoding="unicode")
    if not read_aloud(mathml, load_catalog("en")):
        raise FormulaRefused("the formula says nothing that can be read aloud; remove it")
    return mathml, drawing


def _checked(latex: str) -> str:
    """The source without what would be lost or numbered.  Raises FormulaRefused."""
    if not latex.strip():
        raise FormulaRefused("the formula is empty; fill it in or remove it")
    if len(latex) > MOST_CHARACTERS:
        raise FormulaRefused(f"the formula has more than {MOST_CHARACTERS} characters; split it")
    depth = 0
    opened: list[int] = []
    at = 0
    while at < len(latex):
        command = _COMMAND.match(latex, at)
        if command:
            name = command[0][1:]
            if name in _REFUSED:
                raise FormulaRefused(f"{command[0]} is not allowed: {_REFUSED[name]}", at)
            at = command.end()
            continue
        character = latex[at]
        if character == "%":
            raise FormulaRefused(r"% begins a comment in LaTeX; for per cent type \%", at)
        if character == "{":
            opened.append(at)
            depth = max(depth, len(opened))
        elif character == "}":
            if not opened:
                raise FormulaRefused("this } closes nothing; remove it, or open { before it", at)
            opened.pop()
        at += 1
    if opened:
        raise FormulaRefused("this { is never closed; type } behind what it holds", opened[-1])
    if depth > MOST_DEPTH:
        raise FormulaRefused("the formula is too deep; split it")
    aligned = re.sub(r"(\\(?:begin|end)\s*\{)aligned\}", r"\1align*}", latex)
    return _NUMBERED.sub(r"\1*}", aligned)


def _mathml(libraries: _Libraries, source: str, latex: str, displayed: bool) -> Element:
    """The formula as MathML; a command that was not understood is named.  Raises
    FormulaRefused.
    """
    text = libraries.convert.convert(source, display="block" if displayed else "inline")
    try:
        tree = fromstring(text)
    except ParseError:
        raise FormulaRefused("the formula cannot be read", _whereabouts(latex)) from None
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
        word = (element.text or "").strip()
        if element.tag != "mtext" and re.fullmatch(r"\\[A-Za-z]+", word):
            raise FormulaRefused(
                f"the command {word} is not known; write another, or see 'packs help formulas'",
                _place(latex, word),
            )
    for element in tree.iter():
        for character in element.text or "":
            if not character.isspace() and not _has_glyph(libraries, character):
                raise FormulaRefused(
                    f"formulas have no letter or sign '{character}' (U+{ord(character):04X})",
                    max(latex.find(character), 0),
                )
    _check_letters(latex, tree)
    return tree


def _check_letters(latex: str, tree: Element) -> None:
    """Refuse a formula of which a letter or figure would be lost.  Raises FormulaRefused."""
    shown = unicodedata.normalize("NFKC", "".join(tree.itertext()))
    left = Counter(character for character in shown if character.isalnum())
    hidden = "".join(_NOT_SHOWN.sub(lambda match: " " * len(match[0]), latex))
    for at, character in enumerate(hidden):
        if character.isalnum():
            left[character] -= 1
            if left[character] < 0:
                raise FormulaRefused(f"'{character}' would be lost; write it another way", at)


def _has_glyph(libraries: _Libraries, character: str) -> bool:
    font = libraries.ziamath.zmath.loadedfonts["default"]
    return character in "\u2061\u2062\u2063\u2064" or bool(font.glyphindex(character))


def _drawn(
    libraries: _Libraries, source: str, displayed: bool
) -> tuple[Drawing, tuple[float, ...]]:
    source = source.replace("||", "| |")  # the library makes one double bar of two bars
    tree = fromstring(libraries.ziamath.tex.tex2mml(source, inline=not displayed))
    _space(tree)
    formula = libraries.ziamath.Math(tree, size=FORMULA_SIZE, margin=0)
    svg = formula.svgxml()
    for name in ("width", "height"):
        svg.attrib[name] += "pt"
    depth = max(0.0, -formula.getyofst())
    drawing = read_svg(tostring(svg), grey=True)
    drawing = identified(replace(drawing, depth=round(depth, 2), bleed=_BLEED))
    breakable = not displayed and drawing.width > _LEAST_BROKEN * FORMULA_SIZE
    return drawing, tuple(_breaks(formula.node)) if breakable else ()


def _breaks(node: Any) -> Iterator[float]:
    """Where a formula may go on in the next line, in points from its left side: behind a relation
    or a binary operator that is in no brackets or braces, as TeX does it (TeXbook, chapter 18).

    `node` is the library's: what a row holds is in `nodes`, and where that begins in `nodexy`.
    """
    left = 0.0
    while len(node.nodes) == 1 and node.element.tag in ("math", "mrow", "mstyle"):
        left += node.nodexy[0][0]
        node = node.nodes[0]
    if node.element.tag != "mrow":
        return
    signs = [(kid.element.text or "").strip() if not len(kid.element) else "" for kid in node.nodes]
    depth = 0
    for n, sign in enumerate(signs[:-1]):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        behind_operand = n > 0 and signs[n - 1] not in _BROKEN_AT and signs[n - 1] not in _OPENING
        if depth == 0 and sign in _BROKEN_AT and behind_operand:
            yield round(left + node.nodexy[n + 1][0], 2)


def _space(tree: Element) -> None:
    """Give MathML the sizes and spaces that LaTeX gives it, where the library has others: TeX's
    plain format has 4/18 em on both sides of binary operators and 5/18 em of relations.
    """
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
    for row in list(tree.iter()):
        if row.tag == "mtable":
            _strut(row)
        for n, element in enumerate(row):
            sign = (element.text or "").strip()
            if element.tag not in ("mo", "mi") or not sign:
                continue
            if sign in _LARGE:
                element.set("stretchy", "false")
            elif sign == "!":
                element.set("lspace", "0em")
            elif sign in _SPACES and row.tag in ("math", "mrow") and 0 < n < len(row) - 1:
                element.tag = "mo"
                element.attrib.update(lspace=_SPACES[sign], rspace=_SPACES[sign])


def _strut(table: Element) -> None:
    """Keep the lines of a table apart."""
    aligned = "displaystyle" in table.attrib
    table.set("rowspacing", _BETWEEN_EQUATIONS if aligned else "0em")
    for row in table:
        if len(row):
            row[0].append(Element("mspace", _STRUT))


def _place(latex: str, command: str) -> int:
    match = re.search(re.escape(command) + r"(?![A-Za-z])", latex)
    return match.start() if match else 0


def _whereabouts(latex: str) -> int:
    """Where a fault most likely is: at the last command."""
    commands = [match.start() for match in re.finditer(r"\\[A-Za-z]+", latex)]
    return commands[-1] if commands else 0


def _in_words(error: Exception) -> str:
    """What a library's error means to who wrote the formula."""
    name = type(error).__name__
    return {
        "NumeratorNotFoundError": r"\frac needs a numerator and a denominator: \frac{1}{2}",
        "DenominatorNotFoundError": r"\frac needs a numerator and a denominator: \frac{1}{2}",
        "ExtraLeftOrMissingRightError": r"\left and \right do not match; each needs the other",
        "MissingSuperScriptOrSubscriptError": "nothing is behind ^ or _",
        "DoubleSubscriptsError": "there are two _ behind each other; put braces around one",
        "DoubleSuperscriptsError": "there are two ^ behind each other; put braces around one",
        "NoAvailableTokensError": "something is missing at the end of the formula",
        "MissingEndError": r"\begin has no \end",
    }.get(name, "the formula cannot be read; see 'packs help formulas' for what is understood")
