"""Numbers of four figures: which are used as years, and which may be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.checks.english import sentences
from generator.i18n.catalog import month_numbers
from generator.values import dataclass

# Numbers that are not years: places in a document (pp. 2010–2031, resolution 2085) and ids
# (fc-2021, but not mid-2021).
_PLACE = (
    r"(?<!\w)(?:pp?\.|pages?|nos?\.|numbers?|§+|lines?|paragraphs?|paras?\.?|articles?|resolutions?"
    r"|seiten?|s\.|nr\.|zeilen?|artikel|abs\.|str\.|br\.|čl\.|стр\.|бр\.|чл\.)\s*"
    r"\d+(?:\s*[–-]\s*\d+)?"
)
_ID = (
    r"(?<![\w-])(?!(?:mid|early|late|pre|post|start|end|spring|summer|autumn|winter)-)"
    r"[a-z]\w*(?:-\w+)+"
)
_NO_YEARS = re.compile(f"{_PLACE}|{_ID}", re.IGNORECASE)
_FIGURES = re.compile(r"(?:20|19)[0-9]{2}")
_YEAR = re.compile(
    r"(?<![\w#§€$£])(?<![0-9][.,])(?<![A-Za-z]/)(?:19|20)[0-9]{2}(?![\w%])(?![.,][0-9])"
)
# What stands before a year in English, German and Serbian.
_BEFORE_A_YEAR = (
    "in since until till before after during from of circa early late mid year years spring "
    "summer autumn fall winter end beginning start "
    "im seit nach vor ab von jahr jahre jahren jahres ende anfang mitte frühjahr frühling sommer "
    "herbst "
    "u od posle pre tokom godine godini krajem početkom proleća leta jeseni zime "
    "januaru februaru martu aprilu maju junu julu avgustu septembru oktobru novembru decembru "
    "јануару фебруару марту априлу мају јуну јулу августу септембру октобру новембру децембру "
    "у од после пре током године години крајем почетком пролећа лета јесени зиме"
)
# A year only behind another one: 2019–2022, between 2019 and 2022.
_AFTER_A_YEAR_BEFORE = re.compile(
    r"(?<!\d)(1[5-9]|20)\d\d\.?\s*(?:[–—/,-]|\b(?:to|and|or|then|through|und|oder|bis|i|ili|do|и|или|до)\b)"
    r"\s*(?:then\s+)?$",
    re.IGNORECASE,
)
_LIST_OF_NUMBERS = re.compile(
    r"\d\s*(?:[–—/,-]|\b(?:to|and|or|und|oder|bis|i|ili|do|и|или|до)\b)\s*$", re.IGNORECASE
)
_AN_AMOUNT = re.compile(
    r"\b(?:is|are|equals?|gives?|makes?|prints?|ist|sind|ergibt|gleich|je|jednako|је|једнако"
    r"|(?:total|sum|number|value|average|mean|maximum|minimum|length|height|width|mass|weight"
    r"|price|area|volume|speed|power|depth|distance|altitude)\s+of"
    r"|(?:Wert|Länge|Höhe|Masse|Preis|Summe|Zahl)\s+von)\s+$",
    re.IGNORECASE,
)
# What follows a year: the word itself in languages that put it there, and what has a date.
_AFTER_A_YEAR = re.compile(
    r"\s*(?:[.]?\s*(?:godin|годин|g\.|г\.)|[’']s\b|[-–/]\s*\d"
    r"|\s(?:elections?|referendum|war|games|olympics|crisis|revolution|treaty|agreement|summit"
    r"|invasion|coup|protests?|riots?|conference|world\s+cup|edition|report|budget|census"
    r"|season|census)\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|until|till|bis|do|до)\s+(?:the\s+year\s+|zum\s+Jahr\s+)?$", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|shall|target\w*|goals?|aims?|plans?|planned|planning|forecasts?|projected"
    r"|projections?|expected|expects?|predict\w*|scenario\w*|scheduled|due|expires?|expiry"
    r"|commits?|commitment|pledge\w*|agenda|vision|horizon|strategy|roadmap|future|wants?"
    r"|soll(?:en)?|wird|werden|ziele?|geplant|planmäßig|prognose\w*|erwartet|läuft"
    r"|će|ciljev?\w*|planira\w*|predviđ\w*|ће|циљев?\w*|планира\w*|предвиђ\w*)\b",
    re.IGNORECASE,
)
_TITLES_AFTER = re.compile(r"\s[A-Z][a-z]")
_ARITHMETIC_BEFORE = re.compile(
    r"[=+*×·÷<>≤≥≈^]\s*$|\d\s*[:/,;]\s+$|[-−]\s$|\bport\s$", re.IGNORECASE
)
_ARITHMETIC_AFTER = re.compile(r"\s*[=+*×·÷<>≤≥≈^°%‰]|\s+[-−]\s|\s*\?\s*=")
_UNIT = re.compile(
    r"[\s\u00a0\u202f]+(?:"
    r"(?:[kMGTcdmµμn]?(?:m|g|l|L|s|t|W|J|N|V|A|Hz|Pa|bar|B|bit|bits|eV|mol|Wh|cal|ha|Ω)|km|cm|mm"
    r"|m/s|km/h|K|°C|°F|min|h|kWh|ppm|dpi|px|ft|mi|lb|rpm|dB|mph|EUR|USD|RSD|CHF|GBP)"
    r"(?:[²³/·^].*|\b(?![’'])|$)"
    r"|(?:square|cubic|light)\b"
    r"|(?i:(?:kilo|centi|milli|mega|giga|tera|micro|nano|kibi|mebi)?"
    r"(?:met(?:re|er)s?|grams?|gramm|lit(?:re|er)s?|watts?|joules?|newtons?|volts?|hertz|bytes?"
    r"|bits?|pascals?|tonnes?|tonnen|metara|grama|litara|vata|bajtova|bitova|метара|грама|литара"
    r"|бајтова|битова)n?\b)"
    r"|(?i:(?:calories|kcal|miles|feet|inches|yards|acres|hectares|hektar|seconds|minutes|hours|days"
    r"|weeks|months|years|sekunden|minuten|stunden|tage|wochen|jahre|euros?|dollars?|pounds"
    r"|dinara|evra|people|persons|men|women|children|inhabitants|words|pixels|degrees|grad"
    r"|einwohner|menschen|personen|stanovnika|ljudi|динара|људи|становника)\b))"
)
_COUNTED = re.compile(
    r"\s(?!was\b|has\b|is\b|as\b|this\b|its\b|his\b|us\b|thus\b|yes\b)[a-zäöü]{2,}s\b"
)
_ASKS_WHEN = re.compile(
    r"\b(?:when|years?|date[ds]?|wann|jahr\w*|datum|kada|godin\w*|datum\w*|када|годин\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LaterYear:
    """A year after a limit; `surely`: it is used as a year, and of what has happened."""

    year: int
    surely: bool


def years_after(limit: int, prose: str) -> list[int]:
    """The numbers after a limit that may be years, in written order."""
    return [int(match[0]) for match in _matches(limit, _NO_YEARS.sub(" ", prose))]


def asks_when(stem: str) -> bool:
    """Whether a question asks for a time, so that a bare number is a year."""
    return _ASKS_WHEN.search(stem) is not None


def later_years(limit: int, prose: str, bare_is_year: bool) -> Iterator[LaterYear]:
    """The years after a limit that a text names; numbers with a unit, counted things, sums and
    bare numbers that nobody asks the time of are none.
    """
    if not any(int(figures) > limit for figures in _FIGURES.findall(prose)):
        return  # nearly all texts end here
    shown = _NO_YEARS.sub(" ", prose)
    if shown.strip(" .‘’“”\"'").isdecimal():
        if bare_is_year:
            yield from (LaterYear(year, surely=True) for year in years_after(limit, prose))
        return
    for sentence in sentences(shown):
        for match in _matches(limit, sentence):
            surely = _use(sentence[: match.start()], sentence[match.end() :], sentence)
            if surely is not None:
                yield LaterYear(int(match[0]), surely)


def _use(before: str, after: str, sentence: str) -> bool | None:
    """Whether a number is surely a year of the past; None where it is none."""
    if _ARITHMETIC_BEFORE.search(before) or _ARITHMETIC_AFTER.match(after) or _UNIT.match(after):
        return None
    is_dated = bool(
        _before_a_year().search(before)
        or _AFTER_A_YEAR_BEFORE.search(before)
        or _AFTER_A_YEAR.match(after)
    )
    if _AN_AMOUNT.search(before) or not is_dated and _counted(before, after):
        return None
    is_ahead = _BY.search(before) or _AHEAD.search(sentence) or _TITLES_AFTER.match(after)
    return is_dated and not is_ahead


def _counted(before: str, after: str) -> bool:
    return bool(_COUNTED.match(after) or _LIST_OF_NUMBERS.search(before))


def _matches(limit: int, shown: str) -> Iterator[re.Match[str]]:
    return (match for match in _YEAR.finditer(shown) if int(match[0]) > limit)


@lru_cache(maxsize=1)
def _before_a_year() -> re.Pattern[str]:
    words = "|".join(map(re.escape, [*_BEFORE_A_YEAR.split(), *month_numbers()]))
    return re.compile(
        rf"(?:(?<!\w)(?:{words})\.?[\s-]+(?:the\s+)?|[(\[]|mid-|post-|pre-|early-|late-)$",
        re.IGNORECASE,
    )
