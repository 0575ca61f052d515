"""How blanks are written in a text: in braces, with | between the spellings that are right."""

from __future__ import annotations

import re

_FORMULA = r"\$\$.+?\$\$|(?<![\w$])\$(?=\S)(?:\\.|[^$\\\n])+?(?<=\S)\$(?![\w$])"
# A brace that is a sign, any other escape or a formula, a blank, or a brace that is none of these.
SIGN = re.compile(
    rf"\\(?P<brace>[{{}}])|\\.|{_FORMULA}|\{{(?P<blank>(?:\\.|[^{{}}\\])*)\}}|(?P<lone>[{{}}])",
    re.DOTALL,
)
BAR = re.compile(r"(?<!\\)\|")  # between two spellings
