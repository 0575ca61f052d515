"""Formulas in LaTeX notation to drawings of their outlines, and to words."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from generator.i18n.catalog import load_catalog
from generator.page.media import FORMULA_SIZE, LEAST_LARGE_SIGN, FormulaDrawing
from generator.pictures.drawings import cut_apart, identified
from generator.pictures.formula_layout import array_lines, converted_source, lay_out, mend
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
    "ce": r"write a reaction as \mathrm{2H_2+O_2\to 2H_2O}",
    **dict.fromkeys(("SI", "si", "qty", "unit"), r"write a unit as 5\,\mathrm{m/s}"),
    "phantom": "what cannot be seen does not belong on a page",
    "hphantom": "what cannot be seen does not belong on a page",
    "vphantom": "what cannot be seen does not belong on a page",
}
_BROKEN_AT = frozenset("=≠<>≤≥≪≫≈≅≃∼≡∝→⟶⇒⇔⟹⟺⇌∈∉⊂⊆⊃⊇+−-±∓×·⋅∪∩∧∨")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_LEAST_BROKEN = 10  # ems: what is shorter is on one line
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

            import generator.pictures.formula_nodes  # noqa: F401 (the library finds its parts)
    except ImportError:
        raise FormulasMissing from None
    ziafont.config.svg2 = False  # type: ignore[attr-defined]  # outlines in place
    ziafont.config.precision = 3  # type: ignore[attr-defined]
    return _Libraries(latex2mathml.converter, ziamath)


def read_formula(latex: str, displayed: bool) -> FormulaDrawing:
    """A formula ready to be drawn, in type of FORMULA_SIZE points.

    Raises FormulaRefused.
    """
    drawn = _read(latex, displayed, drawn=True)
    assert drawn is not None
    return drawn


def check_formula(latex: str, displayed: bool) -> None:
    """Refuse a formula that cannot be read, without drawing it, which takes most of the time.

    Raises FormulaRefused.
    """
    _read(latex, displayed, drawn=False)


def _read(latex: str, displayed: bool, drawn: bool) -> FormulaDrawing | None:
    """A formula, and where that is asked for drawn.  Raises FormulaRefused."""
    source, lines = _checked(latex), array_lines(latex)
    libraries = _libraries()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _mathml(libraries, source, latex, displayed)
            mathml = tostring(tree, encoding="unicode")
            lay_out(tree, displayed, lines)
            formula = _set(libraries, tree, mathml, displayed) if drawn else None
    except (FormulaRefused, RecursionError) as refused:
        if isinstance(refused, FormulaRefused):
            raise
        raise FormulaRefused("the formula is too deep; split it") from None
    except PictureRefused:
        raise FormulaRefused(
            "the formula shows nothing, or is too long; fill it in, split it or remove it"
        ) from None
    # Both libraries raise whatever comes at what they cannot read.
    except Exception as error:
        raise FormulaRefused(_in_words(error), _whereabouts(latex)) from None
    if not read_aloud(mathml, load_catalog("en")):
        raise FormulaRefused("the formula says nothing that can be read aloud; remove it")
    return formula


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
    return converted_source(latex)


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
    mend(tree)
    for element in tree.iter():
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
    return _is_blank(character) or bool(font.glyphindex(character))


def _is_blank(character: str) -> bool:
    """Whether nothing is drawn of a character: spaces, and signs of what is not written."""
    return character.isspace() or character in "\u2061\u2062\u2063\u2064"


def _set(libraries: _Libraries, tree: Element, mathml: str, displayed: bool) -> FormulaDrawing:
    """A formula set, and with larger signs where it has small ones."""
    usual = _outlined(libraries, fromstring(tostring(tree)), mathml, displayed)
    with _least_sign(libraries, LEAST_LARGE_SIGN):
        large = _outlined(libraries, tree, mathml, displayed)
    return usual if large == usual else replace(usual, large=large)


@contextmanager
def _least_sign(libraries: _Libraries, least: float) -> Iterator[None]:
    """While it lasts, no sign is smaller than so much of the formula's size."""
    config = libraries.ziamath.config
    usual = config.minsizefraction
    # The library takes its share of the size that the font was loaded in.
    loaded_size = libraries.ziamath.zmath.loadedfonts["default"].basesize
    config.minsizefraction = least * FORMULA_SIZE / loaded_size
    try:
        yield
    finally:
        config.minsizefraction = usual


def _outlined(libraries: _Libraries, tree: Element, mathml: str, displayed: bool) -> FormulaDrawing:
    formula = libraries.ziamath.Math(tree, size=FORMULA_SIZE, margin=0)
    svg = formula.svgxml()
    for name in ("width", "height"):
        svg.attrib[name] += "pt"
    depth = max(0.0, -formula.getyofst())
    drawing = read_svg(tostring(svg), grey=True)
    if len(drawing.shapes) < sum(not _is_blank(sign) for sign in "".join(tree.itertext())):
        raise FormulaRefused("a sign of it would be lost; write it another way")
    drawing = identified(replace(drawing, depth=round(depth, 2), bleed=_BLEED))
    breakable = not displayed and drawing.width > _LEAST_BROKEN * FORMULA_SIZE
    breaks = tuple(_breaks(formula.node)) if breakable else ()
    return FormulaDrawing(drawing, mathml, breaks, cut_apart(drawing, breaks))


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
