"""How blanks are written in a text: in braces, with | between the spellings that are right."""

from __future__ import annotations

import re

_FORMULA = r"\$\$.+?\$\$|(?<![\w$])\$(?=\S)(?:\\.|[^$\\\n])+?(?<=\S)\$(?![\w$])"
_BRACED = r"\{(?:\\.|[^{}$\\\n])*\}"
for _ in range(3):  # a fraction in a root in an index
    _BRACED = rf"\{{(?:\\.|[^{{}}$\\\n]|{_BRACED})*\}}"
# A formula whose braces have their partners in it, so that it may be in a blank.
_FORMULA_IN_BLANK = rf"(?<![\w$])\$(?=\S)(?:\\.|[^{{}}$\\\n]|{_BRACED})+(?<=\S)\$(?![\w$])"
_PICTURE = r"!\[[^]{}\n]*\]\([^){}\n]*\)\{\s*(?:width=[0-9.]+mm)?\s*(?:grey)?\s*\}"
# A brace that is a sign, any other escape, a formula, a picture with its width, a blank, or a brace
# that is none of these.
SIGN = re.compile(
    rf"\\(?P<brace>[{{}}])|\\.|{_FORMULA}|{_PICTURE}"
    rf"|\{{(?P<blank>(?:{_FORMULA_IN_BLANK}|\\.|(?!{_FORMULA_IN_BLANK})[^{{}}\\])*)\}}"
    r"|(?P<lone>[{}])",
    re.DOTALL,
)
_SIGN_IN_BLANK = re.compile(rf"{_FORMULA_IN_BLANK}|(?P<sign>[{{}}|])")
_BAR = re.compile(r"(?<!\\)\|")  # between two spellings
_WHOLE = re.compile(rf"`[^`]*`|{_FORMULA}", re.DOTALL)
_BAR_OF_ITS_OWN = "\ue003"  # a bar within code or a formula; no author can type it


def split_blank(blank: str) -> list[str]:
    """What is between the bars of a blank: a bar of code or of a formula parts nothing."""

    def kept(match: re.Match[str]) -> str:
        return match[0].replace("\\|", "|").replace("|", _BAR_OF_ITS_OWN)

    return [part.replace(_BAR_OF_ITS_OWN, "|") for part in _BAR.split(_WHOLE.sub(kept, blank))]


def spelling_in_blank(text: str) -> str:
    """A spelling as it is written in a blank: every brace and bar is a sign, but for those of a
    formula.
    """
    return _SIGN_IN_BLANK.sub(lambda match: f"\\{match[0]}" if match["sign"] else match[0], text)
