"""Formulas as LaTeX and as MathML: mended where their libraries do otherwise than LaTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from generator.pictures.refused import FormulaRefused

# Attributes of a table: behind how many columns, and rows, it has lines.
COLUMN_LINES, ROW_LINES = "packs-column-lines", "packs-row-lines"
# Brackets whose names the converter leaves as they are, behind \big and its kind.
_BRACKETS = {
    r"\langle": "⟨", r"\rangle": "⟩", r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈",
    r"\rceil": "⌉", r"\lbrace": "{", r"\rbrace": "}", r"\{": "{", r"\}": "}", r"\vert": "|",
    r"\lvert": "|", r"\rvert": "|", r"\|": "‖", r"\Vert": "‖", r"\lVert": "‖", r"\rVert": "‖",
}  # fmt: skip
_NUMBERED = re.compile(r"(\\(?:begin|end)\s*\{(?:align|gather|equation|multline))\}")
_TABLE_PARTS = re.compile(
    r"\\begin\s*\{(?P<name>[A-Za-z]+\*?)\}(?:\s*\{(?P<columns>[^{}]*)\})?"
    r"|\\end\s*\{[^}]*\}|\\\\|\\(?:hline|hdashline|cline|toprule|midrule|bottomrule)(?![A-Za-z])"
)
_COLUMNS = re.compile(r"\s*\|?\s*(?:[lcr]\s*\|?\s*)+")
_NEGATED, _STROKE = "⧸", "\u0338"  # what the converter has for \not; a stroke on the sign before it
# Operators that are as large as their style has them, whatever stands beside them.
_LARGE = "∑∏∐∫∬∭∮∯∰⋃⋂⨄⨆⋁⋀⨁⨂⨀"
_WITH_LIMITS = frozenset(_LARGE) - frozenset("∫∬∭∮∯∰")  # above and below them, where displayed
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_SPACED = frozenset(("lim", "max", "min", "sup", "inf", "det", "gcd", "mod"))  # by the library
_BINARY = ("∪", "∩", "⊔", "⊓", "⊎", "∧", "∨", "⋅", "·", "×", "÷", "∗", "⋆", "⧵", "⊙", "⊖", "∘",
           "∙", "•", "mod")  # fmt: skip
_RELATIONS = ("⊂", "⟶", "⟹", "⟺", "⟵", "⟸", "⟷", "⟂", "~", "⊧", "⊨", "↪", "≜", "⋈")
_SPACES = (
    dict.fromkeys(_BINARY, ("mediummathspace", "mediummathspace"))
    | dict.fromkeys(_RELATIONS, ("thickmathspace", "thickmathspace"))
    | dict.fromkeys(",;", ("0em", "thinmathspace"))
)
_DRAWN_AS = {"~": "∼"}
_TOUCHING = "!∀∃∄¬∇∂"
_SIGNED = "+−-±∓"
# Behind these a plus or minus belongs to what follows it.
_BEFORE_SIGNED = frozenset("=≠<>≤≥≪≫≈≅≃∼≡∝→⟶⇒⇔⟹⟺⇌∈∉+−-±∓×·⋅∪∩∧∨([{⟨⌊⌈,;:")
# Over one letter, and as wide as what is below.
_HATS = {"^": ("ˆ", "\u0302"), "~": ("˜", "\u0303")}
_ROWS = ("math", "mrow", "mstyle", "mtd", "msqrt", "mpadded")
# Each row of a table is as high and as deep as a line of text, as in LaTeX: 0.84 and 0.36 of an em,
# of which the library makes 4/3 (it has 96 dots to an inch, and points are drawn).
_STRUT = {"width": "0", "height": "0.63em", "depth": "0.27em"}
_BETWEEN_EQUATIONS = "0.22em"
_BETWEEN_COLUMNS = "0.75em"  # an em, as in LaTeX
_THIN = "0.125em"  # a sixth of an em
_ORDER_RISE = "0.1em"  # of a root's order, which a low root's sign would cross


@dataclass
class ArrayLines:
    """Behind how many columns and rows an array has lines; `row`: the last row that was read."""

    columns: list[int]
    rows: list[int] = field(default_factory=list)
    row: int = 0


# ------------------------------------------------------------------- LaTeX
def converted_source(latex: str) -> str:
    r"""LaTeX as its converter understands it, with nothing numbered."""
    latex = latex.replace(r"\mathrm{", r"\mathrm {")  # read with its own brace otherwise
    latex = re.sub(r"(\\(?:begin|end)\s*\{)aligned\}", r"\1align*}", latex)
    return _NUMBERED.sub(r"\1*}", latex)


def array_lines(latex: str) -> list[ArrayLines]:
    r"""The lines of each array that has some: the converter mixes up those within a table and those
    beside it.

    Raises FormulaRefused.
    """
    found: list[ArrayLines] = []
    opened: list[tuple[str, ArrayLines]] = []
    for match in _TABLE_PARTS.finditer(latex):
        part, name = match[0], match["name"]
        if name:
            lines = ArrayLines([])
            opened.append((name, lines))
            if name == "array":
                lines.columns = _column_lines(match)
                found.append(lines)
        elif part.startswith(r"\end"):
            del opened[-1:]
        elif part == r"\\":
            if opened:
                opened[-1][1].row += 1
        elif part == r"\hline" and opened and opened[-1][0] == "array":
            opened[-1][1].rows.append(opened[-1][1].row)
        else:
            raise FormulaRefused(
                rf"{part} is not drawn; in an array \hline is, between rows", match.start()
            )
    return [lines for lines in found if lines.columns or lines.rows]


def _column_lines(begin: re.Match[str]) -> list[int]:
    """Behind how many columns an array has lines.  Raises FormulaRefused."""
    columns = begin["columns"] or ""
    if not _COLUMNS.fullmatch(columns):
        raise FormulaRefused(
            r"behind \begin{array} type l, c or r for each column, and | for a line: {cc|c}",
            begin.start(),
        )
    count, lines = 0, list[int]()
    for sign in columns:
        if sign == "|":
            lines.append(count)
        count += sign in "lcr"
    return lines


# ------------------------------------------------------------------ MathML
def mend(tree: Element) -> None:
    r"""Put brackets behind \big as signs, and signs behind \not as the two mean, in place.

    Raises FormulaRefused.
    """
    for row in list(tree.iter()):
        row.text = _BRACKETS.get((row.text or "").strip(), row.text)
        for stroke, negated in pairwise(list(row)):
            if "".join(stroke.itertext()) == _NEGATED:
                sign = unicodedata.normalize("NFC", (negated.text or "").strip() + _STROKE)
                if len(sign) != 1:
                    raise FormulaRefused(r"\not is not understood before this; write it in words")
                negated.text = sign
                row.remove(stroke)


def lay_out(tree: Element, displayed: bool, lines: Sequence[ArrayLines]) -> None:
    """Give MathML, in place, the sizes, spaces and lines that LaTeX gives it, where the library has
    others: TeX's plain format has 3/18 em behind commas and operators, 4/18 on both sides of binary
    operators and 5/18 of relations.

    Raises FormulaRefused.
    """
    _rule(tree, lines)
    _lay_out(tree, displayed)


def _rule(tree: Element, lines: Sequence[ArrayLines]) -> None:
    """Give tables their lines.  Raises FormulaRefused."""
    ruled = [
        table for table in tree.iter("mtable") if table.get("columnlines") or table.get("rowlines")
    ]
    if len(ruled) != len(lines) or any(
        max(each.rows, default=0) > len(table)
        or max(each.columns, default=0) > max(map(len, table), default=0)
        for each, table in zip(lines, ruled, strict=True)
    ):
        raise FormulaRefused("the lines of this array cannot be drawn; write it without them")
    for each, table in zip(lines, ruled, strict=True):
        table.set(COLUMN_LINES, " ".join(map(str, each.columns)))
        table.set(ROW_LINES, " ".join(map(str, each.rows)))


def _lay_out(parent: Element, displayed: bool) -> None:
    if parent.tag in _ROWS:
        _group_choices(parent)
    kids = list(parent)
    if parent.tag == "mtable":
        displayed = _lay_out_table(parent)
    elif parent.tag == "mfrac":
        _lay_out_fraction(parent)
    elif parent.tag == "mover" and _sign(kids[1]) in _HATS:
        _lay_out_hat(parent, kids[1])
    elif parent.tag == "mroot":
        order = Element("mpadded", {"voffset": _ORDER_RISE})
        order.append(kids[1])
        parent[1] = order
    elif parent.tag == "mstyle" and parent.get("displaystyle"):
        displayed = parent.get("displaystyle") == "true"
    elif parent.tag in _LIMITS and displayed and _sign(kids[0]) in _WITH_LIMITS:
        parent.tag = _LIMITS[parent.tag]
    for n, kid in enumerate(kids):
        if _sign(kid) and kid.tag != "mrow":
            _space(kids, n, parent.tag in _ROWS)
        _lay_out(kid, displayed)
    if parent.tag in _ROWS:
        _space_operands(parent, kids, displayed)


def _space(kids: Sequence[Element], n: int, in_row: bool) -> None:
    """Give a sign or name its size and the spaces beside it."""
    element, sign = kids[n], _sign(kids[n])
    if sign in _LARGE:
        element.tag = "mo"
        element.attrib.update(stretchy="false", largeop="true")
    elif sign in "↑↓⟨⟩":
        element.attrib.setdefault("stretchy", "false")
    elif sign in _TOUCHING:
        element.attrib.update(lspace="0em", rspace="0em")
    elif sign in "()" and any(kid.tag == "mi" and _sign(kid) == "mod" for kid in kids):
        element.set("stretchy", "false")
    elif sign in _SIGNED and n and _is_before_signed(kids[:n]):
        element.attrib.update(lspace="0em", rspace="0em")
    elif sign in _SPACES and in_row and 0 < n < len(kids) - 1:
        if sign == "mod" and element.tag == "mi":
            return
        element.text = _DRAWN_AS.get(sign, sign)
        element.tag = "mo"
        before, behind = _SPACES[sign]
        element.attrib.update(lspace=before, rspace=behind)


def _is_before_signed(kids: Sequence[Element]) -> bool:
    """Whether a plus or minus behind these belongs to what follows it."""
    signs = [_sign(kid) for kid in kids if kid.tag != "mspace"]
    if signs and signs[-1] in ("|", "‖"):
        signs.pop()  # a bar closes what is before it, or opens what follows
        return not signs or signs[-1] in _BEFORE_SIGNED
    return bool(signs) and signs[-1] in _BEFORE_SIGNED


def _space_operands(row: Element, kids: Sequence[Element], displayed: bool) -> None:
    """A thin space between an operator with an index or power and its operand, and between what is
    in brackets that grow.
    """
    for n, (kid, behind) in reversed([*enumerate(pairwise(kids))]):
        if kid.tag == "mi" or behind.tag in ("mo", "mspace"):
            continue
        with_limits = kid.tag in _LIMITS.values()
        base = _sign(kid[0] if with_limits or kid.tag in _LIMITS else kid)
        is_named = len(base) > 1 and "".join(base.split()).isalpha()
        if (
            (is_named and (base not in _SPACED or (kid.tag in _LIMITS and not displayed)))
            or (base and base in _LARGE and kid.tag != "mo" and not (with_limits and base in "∑∏∐"))
            or (_is_fenced(kid) and _is_fenced(behind))
        ):
            row.insert(n + 1, Element("mspace", {"width": _THIN}))


def _is_fenced(element: Element) -> bool:
    r"""Whether it is what is between \left and \right, or that with an index or power."""
    if element.tag in _LIMITS:
        element = element[0]
    return element.tag == "mrow" and len(element) > 1 and element[-1].get("form") == "postfix"


def _group_choices(row: Element) -> None:
    """Put the brackets of a choice (n over k) around what they hold and nothing else."""
    for n, (before, choice, behind) in enumerate(zip(row, row[1:], row[2:], strict=False)):
        if choice.get("linethickness") == "0" and _sign(before) == "(" and _sign(behind) == ")":
            for bracket, form in ((before, "prefix"), (behind, "postfix")):
                bracket.attrib.clear()
                bracket.attrib.update(stretchy="true", fence="true", form=form)
            if len(row) > 3:
                group = Element("mrow")
                group.extend((before, choice, behind))
                row[n : n + 3] = [group]
                _group_choices(row)
                return


def _lay_out_table(table: Element) -> bool:
    """Keep the lines and columns of a table apart; returns whether it is displayed."""
    aligned = "displaystyle" in table.attrib
    table.attrib.setdefault("displaystyle", "false")
    table.set("rowspacing", _BETWEEN_EQUATIONS if aligned else "0em")
    spaces = table.get("columnspacing", "").replace("2em", _BETWEEN_COLUMNS)
    table.set("columnspacing", spaces or _BETWEEN_COLUMNS)
    for row in table:
        if len(row):
            row[0].append(Element("mspace", _STRUT))
    return aligned


def _lay_out_fraction(fraction: Element) -> None:
    r"""Set the parts of \cfrac as large as LaTeX does, the upper one as high as a line."""
    parts = list(fraction)
    if all(part.tag == "mstyle" and part.get("scriptlevel") == "0" for part in parts):
        for part in parts:
            part.set("displaystyle", "true")
        upper = Element("mrow")
        upper.extend((*parts[0], Element("mspace", _STRUT)))
        parts[0][:] = [upper]


def _lay_out_hat(mover: Element, hat: Element) -> None:
    """A hat over one letter is small; one over more, as its author typed, as wide as they are."""
    small = mover.get("accent") == "true" or hat.get("stretchy") == "false"
    hat.text = _HATS[_sign(hat)][0 if small else 1]
    if small:
        hat.tag = "mi"  # the library widens operators
        mover.set("accent", "true")


def _sign(element: Element) -> str:
    """The sign or name that an element is, or ""."""
    while len(element) == 1 and element.tag == "mrow":
        element = element[0]
    is_leaf = element.tag in ("mo", "mi") and not len(element)
    return (element.text or "").strip() if is_leaf else ""
