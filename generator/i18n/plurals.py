"""Which plural form a number takes, by the Language Plural Rules of the Unicode CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_RELATION = re.compile(
    r"([nivwfte])(?: ?% ?(\d+))? ?(!?=) ?(\d+(?:\.\.\d+)?(?:, ?\d+(?:\.\.\d+)?)*)"
)


def category(rules: Mapping[str, str], number: int | Decimal | Fraction) -> str:
    """The first category whose rule holds for a number, otherwise other.

    Raises ValueError for a rule that it cannot read.
    """
    values = _operands(Fraction(number))
    return next((name for name, rule in rules.items() if _holds(rule, values)), "other")


def _operands(number: Fraction) -> dict[str, Fraction]:
    """What rules speak of.

    n: the number, i: its whole part, v and w: how many decimals it has, f and t: these decimals.
    """
    size = abs(number)
    places = next((v for v in range(10) if (size * 10**v).denominator == 1), 9)
    decimals = Fraction(int(size % 1 * 10**places))
    count = Fraction(places)
    return {
        "n": size,
        "i": Fraction(int(size)),
        "v": count,
        "w": count,
        "f": decimals,
        "t": decimals,
        "e": Fraction(0),
    }


def _holds(rule: str, values: Mapping[str, Fraction]) -> bool:
    return any(
        all(_true(relation, values) for relation in clause.split(" and "))
        for clause in rule.split(" or ")
    )


def _true(relation: str, values: Mapping[str, Fraction]) -> bool:
    """Whether something like i % 10 = 2..4 is so."""
    match = _RELATION.fullmatch(relation.strip())
    if not match:
        raise ValueError(
            f"'{relation.strip()}' is not a plural rule; "
            "write rules as in  i % 10 = 2..4 and i % 100 != 12..14"
        )
    name, divisor, sign, numbers = match.groups()
    value = values[name] % int(divisor) if divisor else values[name]
    ranges = [span.strip().partition("..") for span in numbers.split(",")]
    among = value.denominator == 1 and any(
        int(least) <= value <= int(most or least) for least, _, most in ranges
    )
    return among == (sign == "=")
