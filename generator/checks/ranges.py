"""Options that are ranges of numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from math import inf

from generator.checks.context import RuleContext
from generator.checks.quantities import folded_unit, number_pattern, value
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.page.numbers import number_text
from generator.problems import WARNING
from generator.values import dataclass

TITLE = "Ranges of numbers"

# In English, German and Serbian.
_FROM = r"(?:(?:from|von|od|од)\s+)?"
_BETWEEN_WORDS = "(?:between|zwischen|između|између)"
_TO = r"(?:–|-|—|\b(?:to|bis|do|до)\b)"
_AND_WORDS = r"\b(?:and|und|i|и)\b"
_AND = "(?:or|and|oder|und|ili|и|или)"
_MORE = "(?:more|over|above|mehr|više|више)"
_LESS = "(?:fewer|less|under|below|weniger|manje|мање)"
_ABOVE = "(?:more than|over|above|greater than|mehr als|über|više od|preko|више од|преко)"
_BELOW = "(?:less than|fewer than|under|below|weniger als|unter|manje od|ispod|мање од|испод)"
_LEAST = "(?:at least|no fewer than|no less than|mindestens|najmanje|најмање)"
_MOST = "(?:at most|up to|no more than|höchstens|bis zu|najviše|највише)"
_NO_UNIT = r"(?!(?:and|or|to|und|oder|bis|i|ili|do|и|или|до)\b)"
_SYMBOL = r"(?:%|°\s?[CFK]|[^\W\d_]+[²³]?(?:/[^\W\d_]+[²³]?)?)"
_TEMPERATURE = re.compile("°|[℃℉]|degrees?\\b|grad\\b|stepen", re.IGNORECASE)
_UNIT = rf"(?:\s*{_NO_UNIT}({_SYMBOL}(?:\s{_NO_UNIT}[^\W\d_]+)?))?"


def _quantity_pattern(language: str) -> str:
    """A number and its unit, in a group each."""
    return rf"[€$£]?\s?([-−]?{number_pattern(language)}){_UNIT}"


@lru_cache
def _limits(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways of writing a limit or a single number, with what each means."""
    quantity = _quantity_pattern(language)
    ways = (
        ("above", rf"{_ABOVE}\s+{quantity}"),
        ("least", rf"{_LEAST}\s+{quantity}"),
        ("least", rf"{quantity}\s+{_AND}\s+{_MORE}"),
        ("below", rf"{_BELOW}\s+{quantity}"),
        ("most", rf"{_MOST}\s+{quantity}"),
        ("most", rf"{quantity}\s+{_AND}\s+{_LESS}"),
        ("exact", quantity),
    )
    return tuple((meaning, re.compile(way, re.IGNORECASE)) for meaning, way in ways)


@lru_cache
def _between(language: str) -> tuple[re.Pattern[str], ...]:
    """The ways of writing a range, each with two numbers and their units in groups.

    “2 and 5” is none: only between makes it one.
    """
    quantity = _quantity_pattern(language)
    ways = (
        rf"{_FROM}{quantity}\s*{_TO}\s*{quantity}",
        rf"{_BETWEEN_WORDS}\s+{quantity}\s*(?:{_TO}|{_AND_WORDS})\s*{quantity}",
    )
    return tuple(re.compile(way, re.IGNORECASE) for way in ways)


def _ends(option: str, language: str) -> tuple[float, float, str] | None:
    """The two numbers of a range as written, with their unit."""
    for pattern in _between(language):
        if match := pattern.fullmatch(option):
            first, first_unit, second, second_unit = match.groups()
            unit = folded_unit(second_unit or first_unit or "")
            return _value(first, language), _value(second, language), unit
    return None


# What two numbers with a hyphen mean besides a range.
_SCORES = re.compile(
    r"\b(?:score|scores|scored|result|match|final|won|win|lost|beat|ratio|odds|roots?|zeros|factors?"
    r"|coordinates?|solutions?|pair|ergebnis|spiel|stand|verhältnis|lösungen|nullstellen|paar"
    r"|rezultat|utakmic\w*|rešenja|odnos|par|резултат|утакмиц\w*|решења|однос|пар)\b",
    re.IGNORECASE,
)
_YEARS = range(1000, 2101)


@dataclass(frozen=True)
class Interval:
    """Numbers from `low` to `high` of a unit; `open_low`, `open_high`: without the end itself."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    unit: str = ""

    def shares(self, other: Interval) -> str:
        """What two intervals have in common: "range", "end" or ""."""
        if self.unit and other.unit and self.unit != other.unit:
            return ""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low < high:
            return "range"
        if low > high or not (self.contains(low) and other.contains(low)):
            return ""
        return "range" if self.low == self.high or other.low == other.high else "end"

    def contains(self, number: float) -> bool:
        """Whether a number from `low` to `high` is in it: whether it is not an open end."""
        return not (self.open_low and number == self.low or self.open_high and number == self.high)

    @property
    def years(self) -> bool:
        """Whether it looks like a span of years, which is a name and not a bin."""
        return {self.low, self.high} <= set(map(float, _YEARS)) and self.low != self.high


def interval(option: str, language: str = "en") -> Interval | None:
    """The numbers that an option means; None where it is something else."""
    if not any(map(str.isdecimal, option)):
        return None
    text, language = " ".join(option.split()).rstrip("."), language.partition("-")[0]
    if ends := _ends(text, language):
        low, high, unit = ends
        return Interval(low, high, unit=unit) if low <= high else None
    for meaning, pattern in _limits(language):
        if match := pattern.fullmatch(text):
            number, unit = _value(match[1], language), folded_unit(match[2] or "")
            return {
                "above": Interval(number, inf, open_low=True, unit=unit),
                "least": Interval(number, inf, unit=unit),
                "below": Interval(-inf, number, open_high=True, unit=unit),
                "most": Interval(-inf, number, unit=unit),
                "exact": Interval(number, number, unit=unit),
            }[meaning]
    return None


def _value(digits: str, language: str) -> float:
    number = float(value(digits.lstrip("-−"), language))
    return -number if digits[0] in "-−" else number


def _are_pairs(question: Question) -> bool:
    """Whether two numbers are scores, roots, coordinates or sums, and not ends of a range."""
    if _SCORES.search(question.stem):
        return True
    ranges = [_ends(" ".join(option.split()), question.language) for option in question.options]
    return any(ends and ends[0] > ends[1] for ends in ranges)


def _shared(context: RuleContext, what: str) -> Iterator[tuple[Finding, str, str]]:
    for question in context.lettered_questions:
        ranges = [
            (option, numbers)
            for option in question.options
            if (numbers := interval(option, question.language))
        ]
        if len(ranges) < 2 or all(numbers.low == numbers.high for _, numbers in ranges):
            continue
        if all(numbers.low == -inf for _, numbers in ranges) or all(
            numbers.high == inf for _, numbers in ranges
        ):
            continue  # “up to five years”, “up to ten years”: limits, not bins
        if _are_pairs(question):
            continue
        if any(numbers.years for _, numbers in ranges):
            continue
        for (first, a), (second, b) in itertools.combinations(ranges, 2):
            if a.shares(b) == what:
                yield (
                    Finding(question.place(second), "", question.item),
                    shorten(first),
                    shorten(second),
                )


@rule("wide-tolerance", WARNING)
def wide_tolerance(context: RuleContext) -> Iterator[Finding]:
    """The tolerance of a numeric item is smaller than its number, so that 0 is not right.

    A key of 0 is left out, and so are temperatures in °C and °F, whose 0 is a number like others.
    Reason: with 1000 ± 2000 nearly everything that students write is right; such a tolerance is
    often one in per cent, or has a decimal mark in the wrong place.
    """
    for question in context.questions:
        right = question.right_numbers
        if right is None or not right.key or _TEMPERATURE.match(right.unit):
            continue
        if right.tolerance >= abs(right.key):
            least, most = right.key - right.tolerance, right.key + right.tolerance
            yield Finding(
                right.places[1],
                f"every number from {number_text(least)} to {number_text(most)} is right, 0 too; "
                "the tolerance is in the unit of the key, not in per cent: look at its digits",
                question.item,
            )


@rule("overlapping-ranges")
def overlapping_ranges(context: RuleContext) -> Iterator[Finding]:
    """No two options are ranges of numbers that overlap.

    Numbers are read as the language of the bank writes them, with their units.  Limits that all run
    one way (up to 5 years, up to 10 years) and spans of years are names of something, not bins;
    scores, roots and coordinates are pairs of numbers.
    Reason: a number in both makes both right.
    Source: Haladyna, Downing & Rodriguez 2002 (options must not overlap).
    """
    for finding, first, second in _shared(context, "range"):
        yield Finding(
            finding.location,
            f"'{second}' overlaps '{first}', so one number can make both right; change the "
            "limits so that they do not overlap",
            finding.item,
        )


@rule("touching-ranges", WARNING)
def touching_ranges(context: RuleContext) -> Iterator[Finding]:
    """No two options are ranges that share an end (5–10 and 10–15).

    Reason: where the answer is that very number, both are right.
    Source: Haladyna, Downing & Rodriguez 2002 (options must not overlap).
    """
    for finding, first, second in _shared(context, "end"):
        yield Finding(
            finding.location,
            f"'{second}' and '{first}' share a limit, so that number makes both right; start one "
            "after the other ends",
            finding.item,
        )
