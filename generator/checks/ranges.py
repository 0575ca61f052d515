"""Options that are ranges of numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.problems import WARNING

TITLE = "Ranges of numbers"

_N = r"[€$£]?\s?(\d+(?:[, \u00a0\u202f]\d{3})*(?:\.\d+)?)"
_UNIT = r"(?:\s*(?:%|[^\W\d_]+(?:\s[^\W\d_]+)?))?"
_BETWEEN = re.compile(
    rf"(?:(?:between|from)\s+)?{_N}{_UNIT}\s*(?:–|-|—|\bto\b|\band\b)\s*{_N}{_UNIT}", re.IGNORECASE
)
_ABOVE = re.compile(rf"(more than|over|above|greater than)\s+{_N}{_UNIT}", re.IGNORECASE)
_BELOW = re.compile(rf"(less than|fewer than|under|below)\s+{_N}{_UNIT}", re.IGNORECASE)
_LEAST = re.compile(
    rf"(?:at least|no fewer than|no less than)\s+{_N}{_UNIT}"
    rf"|{_N}{_UNIT}\s+(?:or|and)\s+(?:more|over|above)",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"(?:at most|up to|no more than)\s+{_N}{_UNIT}|{_N}{_UNIT}\s+or\s+(?:fewer|less|under|below)",
    re.IGNORECASE,
)
_EXACT = re.compile(_N + _UNIT)
_YEARS = range(1000, 2101)


@dataclass(frozen=True)
class Interval:
    """Numbers from `low` to `high`; `open_low` and `open_high`: without the end itself."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def shares(self, other: Interval) -> str:
        """What two intervals have in common: "range", "end" or ""."""
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


def interval(option: str) -> Interval | None:
    """The numbers that an option means; None where it is something else."""
    text = " ".join(option.split()).rstrip(".")
    if match := _BETWEEN.fullmatch(text):
        low, high = _value(match[1]), _value(match[2])
        return Interval(low, high) if low <= high else None
    for pattern, low_open in ((_ABOVE, True), (_LEAST, False)):
        if match := pattern.fullmatch(text):
            return Interval(_only(match), inf, open_low=low_open)
    for pattern, high_open in ((_BELOW, True), (_MOST, False)):
        if match := pattern.fullmatch(text):
            return Interval(-inf, _only(match), open_high=high_open)
    if match := _EXACT.fullmatch(text):
        return Interval(_value(match[1]), _value(match[1]))
    return None


def _only(match: re.Match[str]) -> float:
    return _value(next(group for group in match.groups() if group and group[-1].isdigit()))


def _value(digits: str) -> float:
    return float(re.sub(r"[^\d.]", "", digits))


def _shared(context: RuleContext, what: str) -> Iterator[tuple[Finding, str, str]]:
    for question in context.lettered_questions:
        ranges = [(option, numbers) for option in question.options if (numbers := interval(option))]
        if len(ranges) < 2 or all(numbers.low == numbers.high for _, numbers in ranges):
            continue
        if all(numbers.low == -inf for _, numbers in ranges) or all(
            numbers.high == inf for _, numbers in ranges
        ):
            continue  # “up to five years”, “up to ten years”: limits, not bins
        if any(numbers.years for _, numbers in ranges):
            continue
        for (first, a), (second, b) in itertools.combinations(ranges, 2):
            if a.shares(b) == what:
                yield (
                    Finding(question.place(second), "", question.item),
                    shorten(first),
                    shorten(second),
                )


@rule("overlapping-ranges", ignorable=True)
def overlapping_ranges(context: RuleContext) -> Iterator[Finding]:
    """No two options are ranges of numbers that overlap.

    Limits that all run one way (up to 5 years, up to 10 years) and spans of years are names of
    something, not bins.
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
