"""How blanks are written in a text: in braces, with | between the spellings that are right."""

from __future__ import annotations

import re

_FORMULA = r"\$\$.+?\$\$|(?<![\w$])\$(?=\S)(?:\\.|[^$\\\n])+?(?<=\S)\$(?![\w$])"
_PICTURE = r"!\[[^]{}\n]*\]\([^){}\n]*\)\{\s*(?:width=[0-9.]+mm)?\s*(?:grey)?\s*\}"
# A brace that is a sign, any other escape, a formula, a picture with its width, a blank, or a brace
# that is none of these.
SIGN = re.compile(
    rf"\\(?P<brace>[{{}}])|\\.|{_FORMULA}|{_PICTURE}"
    r"|\{(?P<blank>(?:\\.|[^{}\\])*)\}|(?P<lone>[{}])",
    re.DOTALL,
)
_BAR = re.compile(r"(?<!\\)\|")  # between two spellings
_WHOLE = re.compile(rf"`[^`]*`|{_FORMULA}", re.DOTALL)
_BAR_OF_ITS_OWN = "\ue003"  # a bar within code or a formula; no author can type it


def split_blank(blank: str) -> list[str]:
    """What is between the bars of a blank: a bar of code or of a formula parts nothing."""

    def kept(match: re.Match[str]) -> str:
        return match[0].replace("\\|", "|").replace("|", _BAR_OF_ITS_OWN)

    return [part.replace(_BAR_OF_ITS_OWN, "|") for part in _BAR.split(_WHOLE.sub(kept, blank))]
