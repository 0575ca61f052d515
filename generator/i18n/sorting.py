"""The order of printed texts in a language: by number, by date or by alphabet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple

from generator.content.dates import without_era
from generator.i18n.catalog import languages, load_catalog, month_numbers
from generator.page.numbers import MINUS

_CURRENCIES = "€$£¥₽₴₾₼₺₹₩₪"
_WORD = r"[^\W\d_]+"
_UNIT = rf"%|‰|°\s?[CF]?|[℃℉{_CURRENCIES}]|{_WORD}\.?(?:/{_WORD})?(?: (?:{_WORD}|[{_CURRENCIES}]))?"
_GROUP_MARKS = " \u00a0\u2009\u202f'’"  # between thousands, in every language
_SIGN = f"[{MINUS}+]?"
_SAME_UNITS = str.maketrans({"℃": "°C", "℉": "°F", " ": ""})

_ORDINAL = re.compile(rf"(\d+)(?:\.|st|nd|rd|th)(?: ({_WORD}(?: {_WORD})?))?")
_DAY = re.compile(rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)? (?P<month>{_WORD})")
_MONTH_DAY = re.compile(rf"(?P<month>{_WORD}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?")
_DATES = tuple(
    re.compile(rf"{pattern}(?:\.? (?:godine|god|g|године|год|г))?\.?")
    for pattern in (
        r"(?P<year>\d+)",
        rf"(?P<month>{_WORD}) (?P<year>\d+)",
        rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)? (?P<month>{_WORD}),? (?P<year>\d+)",
        rf"(?P<month>{_WORD}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d+)",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d+)",
        r"(?P<year>-?\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
    )
)
_LONGEST_YEAR = 4  # digits; a year without an era has no fewer

# By language, words that multiply the number before them: the thousands they stand for.
_SERBIAN_SCALES = {
    **dict.fromkeys(("hiljada", "hiljade", "hiljadu"), 1),
    **dict.fromkeys(("milion", "miliona", "milioni"), 2),
    **dict.fromkeys(("milijarda", "milijarde", "milijardi", "milijardu"), 3),
}
_CYRILLIC_SCALES = {
    **dict.fromkeys(("хиљада", "хиљаде", "хиљаду"), 1),
    **dict.fromkeys(("милион", "милиона", "милиони"), 2),
    **dict.fromkeys(("милијарда", "милијарде", "милијарди", "милијарду"), 3),
}
SCALES = {
    "en": {"thousand": 1, "million": 2, "billion": 3, "trillion": 4},
    "de": {
        "tausend": 1,
        "tsd": 1,
        "million": 2,
        "millionen": 2,
        "mio": 2,
        "milliarde": 3,
        "milliarden": 3,
        "mrd": 3,
        "billion": 4,
        "billionen": 4,
    },
    "sr-Latn": _SERBIAN_SCALES,
    "sr-Cyrl": _CYRILLIC_SCALES,
}

# Letters with a place of their own in an alphabet: which letter each comes behind, and as which.
_LATIN = {
    "č": ("c", 1), "ć": ("c", 2), "dž": ("d", 1), "đ": ("d", 2), "lj": ("l", 1), "nj": ("n", 1),
    "š": ("s", 1), "ž": ("z", 1),
}  # fmt: skip
_CYRILLIC = {
    "ђ": ("д", 1), "ј": ("и", 1), "љ": ("л", 1), "њ": ("н", 1), "ћ": ("т", 1), "џ": ("ч", 1),
}  # fmt: skip
_ALPHABETS = {**dict.fromkeys(("sr-Latn", "hr", "bs"), _LATIN), "sr-Cyrl": _CYRILLIC}
# Letters that Unicode does not take for others with a mark, but that are filed with them.
_FILED_AS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ё": "е"}
)
_CYRILLIC_BLOCK = "\u0400"
_IN_COMMON, _SHORTEST = 0.6, 3  # of two forms of a word: their share of equal letters, and how many


class Rank(NamedTuple):
    """Where a text is among others of its kind; `kind` is a unit, a currency, "date" …"""

    kind: tuple[str, str]
    value: Any


class _NumberForm(NamedTuple):
    """How numbers are written; `strict`: one with decimals needs a currency or a per cent sign."""

    decimal: str
    groups: str
    strict: bool
    language: str


def natural_ranks(texts: Sequence[str], language: str = "en") -> list[Rank] | None:
    """Where each text stands among the others, where all are numbers of one kind, dates, days or
    ordinals; otherwise None.

    Numbers are read by the language's decimal sign, or all by the other one.
    """
    if not texts or not any(character.isdigit() for character in texts[0]):
        return None
    stripped = [text.strip().rstrip(".") for text in texts]
    for rank_of in (*_number_readers(language), _date_rank, _day_rank, _ordinal_rank):
        ranks = [rank_of(text) for text in stripped]
        known = [rank for rank in ranks if rank]
        if len(known) < len(texts):
            continue
        kind = known[0].kind
        if all(_same_kind(rank.kind, kind, language) for rank in known):
            return [rank._replace(kind=kind) for rank in known]
    return None


def alphabetical_key(folded: str, language: str) -> tuple[Any, ...]:
    """What sorts a text by its language's alphabet; capitals must be gone.

    Marks count only between texts that are equal without them, unless a letter with a mark has a
    place of its own: German by DIN 5007-1 (ä as a), Serbian by both its alphabets (č behind c, lj
    behind l).
    """
    alphabet = _ALPHABETS.get(language, {})
    letters: list[tuple[str, int]] = []
    at = 0
    while at < len(folded):
        length = 2 if folded[at : at + 2] in alphabet else 1
        letter = folded[at : at + length]
        at += length
        if letter in alphabet:
            letters.append(alphabet[letter])
        else:
            letters += [(base, 0) for base in _bases(letter)]
    return tuple(letters), folded


def _bases(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter.translate(_FILED_AS))
    if bare[0] >= _CYRILLIC_BLOCK:  # й is no и
        return letter.translate(_FILED_AS)
    return "".join(c for c in bare if not unicodedata.combining(c)) or letter


# ---------------------------------------------------------------- numbers


def _number_readers(language: str) -> list[Callable[[str], Rank | None]]:
    mark = load_catalog(language)("decimal-mark") if language in languages() else "."
    forms = (
        [_NumberForm(",", ".", False, language), _NumberForm(".", ",", False, language)]
        if mark == ","
        else [_NumberForm(".", ",", False, language), _NumberForm(",", ".", True, language)]
    )
    return [partial(_number_rank, form) for form in forms]


@cache
def _number(form: _NumberForm) -> re.Pattern[str]:
    groups = re.escape(form.groups) + _GROUP_MARKS
    return re.compile(
        rf"({_SIGN})\s*([{_CURRENCIES}]?)\s*({_SIGN})\s*"
        rf"([1-9]\d{{0,2}}(?:[{groups}]\d{{3}})+|\d+)(?:{re.escape(form.decimal)}(\d+))?\s*({_UNIT})?"
    )


def _number_rank(form: _NumberForm, text: str) -> Rank | None:
    number = _number(form).fullmatch(text)
    if not number:
        return None
    sign, currency, second_sign, whole, decimals, unit = number.groups()
    unit = unit or ""
    if form.strict and decimals and not (currency or unit == "%"):  # 1,3 only: a list of statements
        return None
    if unit and (without_era(text)[1] or unit.casefold() in month_numbers()):
        return None
    if unit[:1] in ("°", "℃", "℉"):
        unit = unit.translate(_SAME_UNITS)
    value = Decimal(re.sub(r"\D", "", whole) + "." + (decimals or "0"))
    word, _, rest = unit.casefold().partition(" ")
    if thousands := SCALES.get(form.language, {}).get(word.rstrip(".")):
        value, unit = value * 1000**thousands, rest
    if unit in _CURRENCIES and not currency:
        currency, unit = unit, ""
    negative = bool(sign + second_sign) and (sign + second_sign)[0] in MINUS
    return Rank((currency, unit.casefold()), -value if negative else value)


def _same_kind(kind: tuple[str, str], other: tuple[str, str], language: str) -> bool:
    """Whether two kinds are one: units may be singular or plural, as the language forms it."""
    if kind[0] != other[0]:
        return False
    if kind[1].rstrip("s") == other[1].rstrip("s"):
        return True
    words, others = kind[1].split(), other[1].split()
    return (
        not language.startswith("en")
        and len(words) == len(others)
        and all(map(_forms_of_one_word, words, others))
    )


def _forms_of_one_word(word: str, other: str) -> bool:
    """Whether two words begin alike: Tag and Tage, godina and godine, metar and metra."""
    shorter = min(len(word), len(other))
    alike = next((n for n in range(shorter) if word[n] != other[n]), shorter)
    return alike >= max(_SHORTEST, _IN_COMMON * shorter) or word == other


# ---------------------------------------------------------------- dates


def _date_rank(text: str) -> Rank | None:
    bare, era = without_era(text)
    for pattern in _DATES:
        date = pattern.fullmatch(bare)
        if date is None:
            continue
        parts = date.groupdict()
        digits = parts["year"]
        month, day = _month(parts.get("month")), int(parts.get("day") or 0)
        if month is None or len(digits.lstrip("-")) > _LONGEST_YEAR:
            continue
        if not era and len(digits.lstrip("-")) < _LONGEST_YEAR:
            continue
        year = -int(digits) if era < 0 else int(digits)
        return Rank(("date", ""), (year, month, day))
    return None


def _day_rank(text: str) -> Rank | None:
    """A day of the year: 17 February, 17. Februar, February 17."""
    day = _DAY.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    month = _month(day["month"]) if day else None
    return Rank(("day", ""), (month, int(day["day"]))) if day and month else None


def _ordinal_rank(text: str) -> Rank | None:
    """A place in a row: 2nd, 19th century, 5. Jahrhundert v. Chr."""
    bare, era = without_era(text)
    place = _ORDINAL.fullmatch(bare)
    if place is None:
        return None
    number = -int(place[1]) if era < 0 else int(place[1])
    return Rank(("ordinal", (place[2] or "").casefold()), number)


def _month(written: str | None) -> int | None:
    """The month of a name or a number, 0 of nothing, None of what is no month."""
    if not written:
        return 0
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else None
    return month_numbers().get(written.casefold())
