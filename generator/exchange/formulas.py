"""Formulas of other programs to LaTeX: MathML, and Office Math by way of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from generator.exchange.xml_files import Element
from generator.page.latex import COMMANDS

_PLAIN = {"−": "-", "∕": "/", "＝": "="}
_FUNCTIONS = {
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "exp", "ln", "log", "lg", "lim", "max", "min", "sup", "inf", "det", "dim", "ker", "gcd", "deg",
    "arg", "Pr",
}  # fmt: skip
_ACCENTS = {
    **dict.fromkeys("¯\u0304\u0305", "bar"),
    **dict.fromkeys("―‾_", "overline"),
    **dict.fromkeys("→\u20d7", "vec"),
    **dict.fromkeys("^ˆ\u0302", "hat"),
    **dict.fromkeys("~˜\u0303", "tilde"),
    **dict.fromkeys("˙\u0307", "dot"),
    **dict.fromkeys("¨\u0308", "ddot"),
    "⏞": "overbrace",
}
_BELOW = {"_": "underline", "̲": "underline", "―": "underline", "⏟": "underbrace"}
_UNSEEN = "\u2061\u2062\u2063\u2064\u200b\u00a0 "  # applied, times, comma, plus; spaces
_FACES = {"bold": "mathbf", "bold-italic": "mathbf", "normal": "mathrm", "double-struck": "mathbb"}
_ROWS = {"math", "mrow", "mstyle", "mpadded", "mtd", "semantics", "mphantom"}
_MATHML_TO_SCRIPT = {"msup": ("^",), "msub": ("_",), "msubsup": ("_", "^")}


class UnknownFormula(ValueError):
    """A formula with a part that LaTeX has no word for here: its name."""


def latex_of(math: Element) -> str:
    """The LaTeX source of an element of MathML.  Raises UnknownFormula."""
    for annotation in math.descendants("annotation"):
        if "tex" in annotation.attributes.get("encoding", "").lower():
            return " ".join(annotation.text.split())
    return _tidied(_latex(math))


def words_of(element: Element) -> str:
    """All text in an element, for who cannot have its formula."""
    inner = "".join(words_of(child) + child.tail for child in element.children)
    return element.text + inner


def _tidied(latex: str) -> str:
    return re.sub(r"\s+", " ", latex).strip()


def _row(elements: Sequence[Element]) -> str:
    return "".join(_latex(child) for child in elements if not child.tag.startswith("annotation"))


def _latex(element: Element) -> str:
    tag, children = element.tag, element.children
    if tag in _ROWS:
        return _row(children) if children else _signs(element.text)
    if tag in _MATHML_TO_SCRIPT and len(children) == len(_MATHML_TO_SCRIPT[tag]) + 1:
        base, *scripts = children
        signs = _MATHML_TO_SCRIPT[tag]
        return _base(base) + "".join(
            f"{sign}{{{_latex(script)}}}" for sign, script in zip(signs, scripts, strict=True)
        )
    writer = _WRITERS.get(tag)
    if writer is None:
        raise UnknownFormula(tag)
    return writer(element)


def _base(element: Element) -> str:
    """What scripts are at: in braces where it is more than one sign."""
    inner = _latex(element)
    simple = element.tag in ("mi", "mo", "mn") or len(inner.strip()) < 2
    return inner.rstrip() if simple else f"{{{inner}}}"


def _signs(text: str) -> str:
    parts: list[str] = []
    for sign in text.strip():
        if sign in COMMANDS:
            parts.append(f"\\{COMMANDS[sign]} ")
        elif sign in _PLAIN:
            parts.append(_PLAIN[sign])
        elif sign in "{}#%&$_":
            parts.append(f"\\{sign}")
        elif sign == "\\":
            parts.append("\\backslash ")
        elif sign not in _UNSEEN:
            parts.append(sign)
    return "".join(parts)


def _name(element: Element) -> str:
    text = element.text.strip().strip(_UNSEEN)
    if text in _FUNCTIONS:
        return f"\\{text} "
    if len(text) > 1 and text.isalpha():
        return f"\\mathrm{{{text}}}"
    face = _FACES.get(element.attributes.get("mathvariant", ""), "") if text.isalpha() else ""
    return f"\\{face}{{{_signs(text)}}}" if face else _signs(text)


def _operator(element: Element) -> str:
    text = element.text.strip()
    return f"\\{text} " if text in _FUNCTIONS else _signs(text)


def _words(element: Element) -> str:
    text = re.sub(r"\s+", " ", element.text)
    kept = re.sub(r"[{}#%&$_\\^~]", "", text)
    return f"\\text{{{kept}}}" if kept.strip() else "\\ " if kept else ""


def _fraction(element: Element) -> str:
    _need(element, 2)
    above, below = map(_latex, element.children)
    if re.match(r"0(?!\.?\d)", element.attributes.get("linethickness", "")):
        return f"\\begin{{matrix}}{above} \\\\ {below}\\end{{matrix}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _root(element: Element) -> str:
    _need(element, 2)
    inner, degree = map(_latex, element.children)
    return f"\\sqrt[{degree}]{{{inner}}}"


def _over(element: Element) -> str:
    return _with_sign(element, _ACCENTS, "^", "overset")


def _under(element: Element) -> str:
    return _with_sign(element, _BELOW, "_", "underset")


def _with_sign(element: Element, signs: Mapping[str, str], script: str, stacked: str) -> str:
    """What has a sign above or below it: an accent, a limit, or anything else."""
    _need(element, 2)
    base, sign = element.children
    if name := signs.get(words_of(sign).strip()):
        return f"\\{name}{{{_latex(base)}}}"
    if _has_limits(base):
        return f"{_latex(base).rstrip()}{script}{{{_latex(sign)}}}"
    return f"\\{stacked}{{{_latex(sign)}}}{{{_latex(base)}}}"


def _under_over(element: Element) -> str:
    _need(element, 3)
    base, below, above = element.children
    if not _has_limits(base):
        inner = f"\\underset{{{_latex(below)}}}{{{_latex(base)}}}"
        return f"\\overset{{{_latex(above)}}}{{{inner}}}"
    return f"{_latex(base).rstrip()}_{{{_latex(below)}}}^{{{_latex(above)}}}"


def _has_limits(base: Element) -> bool:
    text = words_of(base).strip()
    return text in ("lim", "max", "min", "sup", "inf") or text in "∑∏∐∫∮⋃⋂⋁⋀" and bool(text)


def _table(element: Element) -> str:
    rows = [[_latex(cell) for cell in row.children] for row in element.children]
    inner = " \\\\ ".join(" & ".join(row) for row in rows)
    return f"\\begin{{matrix}}{inner}\\end{{matrix}}"


def _fenced(element: Element) -> str:
    opening = element.attributes.get("open", "(")
    closing = element.attributes.get("close", ")")
    separator = (element.attributes.get("separators", ",") or " ")[0]
    inner = separator.join(map(_latex, element.children))
    return f"\\left{_fence(opening)}{inner}\\right{_fence(closing)}"


def _fence(sign: str) -> str:
    return _signs(sign) or "."


def _need(element: Element, count: int) -> None:
    if len(element.children) != count:
        raise UnknownFormula(element.tag)


_WRITERS: Mapping[str, Callable[[Element], str]] = {
    "mi": _name,
    "mn": lambda element: _signs(element.text),
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": lambda element: "\\,",
    "mfrac": _fraction,
    "msqrt": lambda element: f"\\sqrt{{{_row(element.children)}}}",
    "mroot": _root,
    "mover": _over,
    "munder": _under,
    "munderover": _under_over,
    "mtable": _table,
    "mfenced": _fenced,
    "none": lambda element: "",
}


# ---------------------------------------------------------------- Office Math


def mathml_of(office: Element) -> Element:
    """An element of Office Math as MathML.  Raises UnknownFormula."""
    return _made("mrow", *map(_from_office, _parts(office)))


def _made(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    return Element(tag, attributes, 0, text, children=list(children))


def _parts(element: Element) -> list[Element]:
    """The children that are shown."""
    return [child for child in element.children if not child.tag.endswith("Pr")]


def _inner(element: Element, name: str) -> Element:
    part = element.first(name)
    return mathml_of(part) if part else _made("mrow")


def _value(element: Element, *path: str) -> str | None:
    """What a property says, or None where it is not there."""
    found = element.first(*path)
    return found.attributes.get("val", "") if found else None


def _from_office(element: Element) -> Element:
    tag = element.tag
    if tag == "r":
        return _run(element)
    if tag in _OFFICE_ROWS:
        return mathml_of(element)
    if tag in _OFFICE_SHAPES:
        name, parts = _OFFICE_SHAPES[tag]
        return _made(name, *(_inner(element, part) for part in parts))
    if tag == "f":
        thin = {"linethickness": "0"} if _value(element, "fPr", "type") == "noBar" else {}
        return _made("mfrac", _inner(element, "num"), _inner(element, "den"), **thin)
    if tag == "rad":
        hidden = _value(element, "radPr", "degHide") not in (None, "0", "off")
        degree = element.first("deg")
        if hidden or degree is None or not words_of(degree).strip():
            return _made("msqrt", _inner(element, "e"))
        return _made("mroot", _inner(element, "e"), _inner(element, "deg"))
    if tag == "d":
        opening, closing = _value(element, "dPr", "begChr"), _value(element, "dPr", "endChr")
        inner = [mathml_of(each) for each in element.all("e")]
        fence = {"open": "(" if opening is None else opening}
        fence["close"] = ")" if closing is None else closing
        return _made("mfenced", *inner, separators=_value(element, "dPr", "sepChr") or "|", **fence)
    if tag == "nary":
        sign = _made("mo", text=_value(element, "naryPr", "chr") or "∫")
        limits = _made("munderover", sign, _inner(element, "sub"), _inner(element, "sup"))
        return _made("mrow", limits, _inner(element, "e"))
    if tag in ("acc", "bar", "groupChr"):
        return _accent(element)
    if tag == "m":
        rows = (_made("mtr", *map(mathml_of, row.all("e"))) for row in element.all("mr"))
        return _made("mtable", *rows)
    if tag == "eqArr":
        return _made("mtable", *(_made("mtr", mathml_of(row)) for row in element.all("e")))
    raise UnknownFormula(tag)


_OFFICE_ROWS = {"oMath", "oMathPara", "e", "box", "borderBox", "num", "den", "lim", "fName"}
_OFFICE_SHAPES = {
    "sSup": ("msup", ("e", "sup")),
    "sSub": ("msub", ("e", "sub")),
    "sSubSup": ("msubsup", ("e", "sub", "sup")),
    "limLow": ("munder", ("e", "lim")),
    "limUpp": ("mover", ("e", "lim")),
    "func": ("mrow", ("fName", "e")),
}


def _accent(element: Element) -> Element:
    tag = element.tag
    sign = _value(element, f"{tag}Pr", "chr") or ("\u0302" if tag == "acc" else "¯")
    below = _value(element, f"{tag}Pr", "pos") in (("bot", None) if tag == "bar" else ("bot",))
    if tag == "bar":
        sign = "_" if below else "¯"
    return _made("munder" if below else "mover", _inner(element, "e"), _made("mo", text=sign))


def _run(element: Element) -> Element:
    """Text of a formula: letters, numbers and signs by themselves."""
    text = "".join(part.text for part in element.all("t"))
    if _value(element, "rPr", "nor") not in (None, "0", "off"):
        return _made("mtext", text=text)
    upright = _value(element, "rPr", "sty") == "p"
    pattern = r"[A-Za-z]{2,}|\d+(?:[.,]\d+)*|\S" if upright else r"\d+(?:[.,]\d+)*|\S"
    if upright and re.fullmatch(r"[^\W\d_]+(?: +[^\W\d_]+)+ *|[^\W\d_]+ +", text):
        return _made("mtext", text=text)
    parts = []
    for match in re.finditer(pattern, text):
        sign = match[0]
        tag = "mn" if sign[0].isdecimal() else "mi" if sign.isalpha() else "mo"
        parts.append(_made(tag, text=sign))
    return _made("mrow", *parts)
