"""Formulas in MathML to those of word processors (Office Math), which can be edited there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

# An element as lxml has it: `tag`, `text`, `get` and its children, by iteration.
_MathElement = Any

OFFICE_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_LARGE = frozenset("∑∏∐∫∬∭∮⋀⋁⋂⋃⨁⨂")
_OPENING = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋"}
_ROWS = ("math", "mrow", "mstyle", "mtd", "semantics", "mpadded", "menclose")


def office_math(math: _MathElement, displayed: bool) -> str:
    """The formula as XML: a paragraph of formulas where it is on lines of its own."""
    inner = f'<m:oMath xmlns:m="{OFFICE_MATH}">{_row(list(math))}</m:oMath>'
    if not displayed:
        return inner
    return f'<m:oMathPara xmlns:m="{OFFICE_MATH}">{inner}</m:oMathPara>'


def _row(elements: Sequence[_MathElement]) -> str:
    """Elements side by side; what is between two brackets that grow becomes one."""
    parts: list[str] = []
    at = 0
    while at < len(elements):
        element = elements[at]
        end = _closing(elements, at)
        if end is not None:
            opening, closing = (element.text or "").strip(), (elements[end].text or "").strip()
            inner = _row(elements[at + 1 : end])
            parts.append(
                f"<m:d><m:dPr><m:begChr m:val={quoteattr(opening)}/>"
                f"<m:endChr m:val={quoteattr(closing)}/></m:dPr><m:e>{inner}</m:e></m:d>"
            )
            at = end
        elif _is_large(element):
            # What is summed up belongs to the sign; it reaches to the end of the row.
            parts.append(_large(element, _row(elements[at + 1 :])))
            at = len(elements)
        else:
            parts.append(_one(element))
        at += 1
    return "".join(parts)


def _closing(elements: Sequence[_MathElement], start: int) -> int | None:
    """Where the bracket ends that begins at a place and grows with what is in it, or None."""
    opening = elements[start]
    sign = (opening.text or "").strip()
    tall = any(inner.tag in ("mtable", "mfrac") for inner in elements[start + 1 :])
    if opening.tag != "mo" or not (opening.get("stretchy") == "true" or tall):
        return None
    if sign not in _OPENING and opening.get("form") != "prefix":
        return None
    depth = 0
    for place, element in enumerate(elements[start:], start):
        if element.tag != "mo":
            continue
        text = (element.text or "").strip()
        if element.get("form") == "postfix" or (place > start and text == _OPENING.get(sign)):
            depth -= 1
        elif text == sign:
            depth += 1
        if depth == 0 and place > start:
            return place
    return None


def _is_large(element: _MathElement) -> bool:
    base = element[0] if len(element) else element
    text = (base.text or "").strip()
    return element.tag in ("munderover", "msubsup", "munder", "msub", "mo") and text in _LARGE


def _large(element: _MathElement, summed: str) -> str:
    base = element[0] if len(element) else element
    sign = (base.text or "").strip()
    below = _one(element[1]) if len(element) > 1 else ""
    above = _one(element[2]) if len(element) > 2 else ""
    place = "undOvr" if element.tag.startswith("munder") else "subSup"
    hidden = ("" if below else '<m:subHide m:val="1"/>') + (
        "" if above else '<m:supHide m:val="1"/>'
    )
    return (
        f"<m:nary><m:naryPr><m:chr m:val={quoteattr(sign)}/>"
        f'<m:limLoc m:val="{place}"/>{hidden}</m:naryPr>'
        f"<m:sub>{below}</m:sub><m:sup>{above}</m:sup><m:e>{summed}</m:e></m:nary>"
    )


def _one(element: _MathElement) -> str:
    tag, children = element.tag, list(element)
    if tag in _ROWS:
        return _row([child for child in children if child.tag != "annotation"])
    if tag in _SHAPES and len(children) == len(_SHAPES[tag][1]):
        name, places = _SHAPES[tag]
        parts = zip(places, children, strict=True)
        inner = "".join(
            f"<m:{place}>{_one(child)}</m:{place}>"
            for place, child in sorted(parts, key=lambda part: _ORDER.index(part[0]))
        )
        bare = tag == "mfrac" and element.get("linethickness") == "0"
        properties = '<m:fPr><m:type m:val="noBar"/></m:fPr>' if bare else ""
        return f"<m:{name}>{properties}{inner}</m:{name}>"
    if tag == "msqrt":
        inner = _row(children)
        return f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{inner}</m:e></m:rad>'
    if tag == "mover" and len(children) == 2:
        return _over(children[0], children[1])
    if tag == "munderover" and len(children) == 3:
        below = f"<m:limLow><m:e>{_one(children[0])}</m:e><m:lim>{_one(children[1])}</m:lim>"
        return (
            f"<m:limUpp><m:e>{below}</m:limLow></m:e><m:lim>{_one(children[2])}</m:lim></m:limUpp>"
        )
    if tag == "mtable":
        rows = "".join(
            f"<m:mr>{''.join(f'<m:e>{_one(cell)}</m:e>' for cell in row)}</m:mr>"
            for row in children
        )
        return f"<m:m>{rows}</m:m>"
    if tag == "mspace":
        return _run(" ", "<m:nor/>")
    if children:
        return _row(children)
    text = element.text or ""
    if tag == "mtext":
        return _run(text, "<m:nor/>")
    upright = tag != "mi" or len(text) > 1 or element.get("mathvariant") == "normal"
    return _run(text.strip(), '<m:sty m:val="p"/>' if upright else "")


# Of an element of MathML: the one here, and what its children are there, in their order.
_SHAPES = {
    "mfrac": ("f", ("num", "den")),
    "msup": ("sSup", ("e", "sup")),
    "msub": ("sSub", ("e", "sub")),
    "msubsup": ("sSubSup", ("e", "sub", "sup")),
    "mroot": ("rad", ("e", "deg")),
    "munder": ("limLow", ("e", "lim")),
}
_ORDER = ("num", "den", "deg", "e", "sub", "sup", "lim")  # as the schema has them


def _over(base: _MathElement, above: _MathElement) -> str:
    sign = (above.text or "").strip()
    if above.tag == "mo" and sign in ("―", "¯", "‾", "_"):
        position = '<m:barPr><m:pos m:val="top"/></m:barPr>'
        return f"<m:bar>{position}<m:e>{_one(base)}</m:e></m:bar>"
    if above.tag == "mo" and len(sign) == 1:
        accent = {"→": "\u20d7", "^": "\u0302", "~": "\u0303", "˙": "\u0307", "¨": "\u0308"}
        shown = quoteattr(accent.get(sign, sign))
        return f"<m:acc><m:accPr><m:chr m:val={shown}/></m:accPr><m:e>{_one(base)}</m:e></m:acc>"
    return f"<m:limUpp><m:e>{_one(base)}</m:e><m:lim>{_one(above)}</m:lim></m:limUpp>"


def _run(text: str, style: str) -> str:
    if not text:
        return ""
    properties = f"<m:rPr>{style}</m:rPr>" if style else ""
    return f'<m:r>{properties}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'
