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
BAR = re.compile(r"(?<!\\)\|")  # between two spellings
