"""Numbers in running text, by value and with their unit."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from generator.i18n.sorting import SCALES
from generator.page.numbers import MINUS
from generator.values import dataclass

# English writes 1,234.5; the other languages of the program 1.234,5.  Thin, hard and plain spaces
# part thousands in all of them.
_POINT_LANGUAGES = ("en",)
_SPACES = "[ \u00a0\u2009\u202f]"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = (
    r"(?:\s*[×·*x]\s*10\s*(?:\^\{?(?P<power>[-+]?\d+)\}?|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
    r"|[eE](?P<short>[-+]?\d+))?"
)
_UNIT_TOKEN = r"[^\W\d_]+\.?(?:\^\{[-+]?\d+\}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
UNIT = (
    rf"(?:[%‰°]{_SPACES}?[^\W\d_]?|{_UNIT_TOKEN})(?:{_SPACES}?[/·*]?{_SPACES}?{_UNIT_TOKEN}){{0,2}}"
)
_SIGN = rf"[{MINUS}+]?"
# Words for signs; others are compared as they are written.
_SIGNS = {
    **dict.fromkeys(("percent", "prozent", "posto", "procenat", "procenata"), "%"),
    **dict.fromkeys(("degreecelsiu", "gradcelsiu", "degreescelsiu"), "°C"),
    **dict.fromkeys(("kilometre", "kilometer"), "km"),
    **dict.fromkeys(("dollar", "usd"), "$"),
    "euro": "€",
}
_WORD_UNIT = 4  # letters from which on a unit is a word, whose case and plural say nothing


@dataclass(frozen=True)
class Quantity:
    """A number and its unit as compared: a word in small letters without its plural, a symbol as
    it is written.
    """

    value: Fraction
    unit: str = ""


def decimal_comma(language: str) -> bool:
    """Whether a language writes a comma before decimals, and a point between thousands."""
    return language.partition("-")[0] not in _POINT_LANGUAGES


def number_pattern(language: str) -> str:
    """A pattern, without groups, for the digits of a number of the language, with thousands and
    decimals but without a sign.
    """
    decimal, thousands = _marks(language)
    grouped = rf"\d{{1,3}}(?:(?:{thousands}|{_SPACES})\d{{3}})+"
    return rf"(?:(?:{grouped}|0|[1-9]\d*)(?:{decimal}\d+)?)(?!\d)"


def value(digits: str, language: str) -> Fraction:
    """The value of what `number_pattern` matches."""
    decimal, _ = _marks(language)
    whole, _, decimals = digits.partition(decimal[-1])
    return Fraction(re.sub(r"\D", "", whole) + "." + (decimals or "0"))


def quantity(text: str, language: str) -> Quantity | None:
    """What a text means that is nothing but a number, with or without a unit or currency."""
    match = _whole_pattern(language.partition("-")[0]).fullmatch(text.strip())
    if match is None:
        return None
    number = value(match["digits"], language)
    power = match["power"] or match["short"] or (match["raised"] or "").translate(_RAISED)
    if power:
        if abs(int(power)) > 400:
            return None
        number *= Fraction(10) ** int(power)
    if match["sign"] and match["sign"] in MINUS:
        number = -number
    unit = match["unit"] or ""
    word, _, rest = unit.partition(" ")
    if thousands := SCALES.get(language, {}).get(word.casefold().rstrip(".")):
        number, unit = number * 1000**thousands, rest
    return Quantity(number, folded_unit((match["currency"] or "") + unit))


def folded_unit(unit: str) -> str:
    """A unit as compared."""
    unit = unicodedata.normalize("NFKC", unit.replace("²", "^2").replace("³", "^3"))
    tokens = [
        token.casefold().rstrip("s") if token.isalpha() and len(token) >= _WORD_UNIT else token
        for token in unit.split()
    ]
    folded = "".join(tokens)
    return _SIGNS.get(folded, folded)


@lru_cache
def _whole_pattern(language: str) -> re.Pattern[str]:
    digits = number_pattern(language)
    return re.compile(
        rf"(?P<sign>{_SIGN})\s?(?P<currency>[€$£¥]?)\s?(?P<digits>{digits}){_POWER}"
        rf"(?:{_SPACES}?(?P<unit>[€$£¥]|{UNIT}))?"
    )


def _marks(language: str) -> tuple[str, str]:
    """Patterns for the decimal mark and for the mark between thousands."""
    return (",", r"\.") if decimal_comma(language) else (r"\.", ",")
