"""Numbers as answers that may be thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.quantities import decimal_comma
from generator.checks.rule import Finding, rule
from generator.problems import WARNING

TITLE = "Numbers as answers"

# A decimal needs no zero at its end, and a thousand begins with none.
_LIKE_A_THOUSAND = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{2}0")


@rule("thousands-point", WARNING)
def thousands_point(context: RuleContext) -> Iterator[Finding]:
    """No number as answer or tolerance looks like a thousand, where thousands have a point.

    In a bank that is not in English, 1.000 and 12.500 are looked at: three digits behind the
    point, the last of them a zero.  3.141, 0.500 and 1.0 are left alone.
    Reason: numbers in a bank have a decimal point, so that 1.000 is one.  Who meant a thousand
    marks 1000 as wrong.
    """
    for question in context.questions:
        right = question.right_numbers
        if right is None or not decimal_comma(question.language):
            continue
        for location, number in zip(right.places, (right.key, right.tolerance), strict=True):
            typed = str(number)
            if _LIKE_A_THOUSAND.fullmatch(typed):
                yield Finding(
                    location,
                    f"{typed} is read as {number.normalize():f}, because numbers in a bank have a "
                    f"decimal point; type {typed.replace('.', '')} if you mean the thousand, and "
                    f"{number.normalize():f} if not",
                    question.item,
                )
