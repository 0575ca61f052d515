"""Dates as precise as they are known: a year, a month, a day, or a range of these."""

from __future__ import annotations

import calendar
import re

from generator.content.nodes import shorten
from generator.values import dataclass

PARTIAL = re.compile(r"([-−]?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# Not 08-02-17, whose year is 2008.
_SHORT_YEAR = re.compile(r"(?P<sign>[-−]?)(?P<year>[1-9][0-9]{0,2})(?P<rest>(?:-[0-9]{2}){0,2})")
# The eras as the languages of the program write them; the longer ones first.
_BEFORE = (
    r"B\.? ?C\.? ?E\.?|B\.? ?C\.?|v\. ?Chr\.?|v\. ?u\. ?Z\.?|(?:p|pr|pre)\. ?n\. ?e\.?|pre nove ere"
    r"|pre naše ere|pr\. ?(?:Kr|Hr)\.?|(?:п|пр|пре)\. ?н\. ?е\.?|пре нове ере|пре наше ере"
    r"|пр\. ?Хр\.?"
)
_AFTER = r"C\.? ?E\.?|A\.? ?D\.?|n\. ?Chr\.?|u\. ?Z\.?|n\. ?e\.?|nove ere|н\. ?е\.?|нове ере"
_ERA = re.compile(rf"(?P<text>.*?\d.*?) ?(?:(?P<before>{_BEFORE})|(?P<after>{_AFTER}))")
_TO = re.compile(r"(?<![^\W\d_])\.\.|\.\.(?!\.)")  # in v. Chr...14 the first stop is Chr's
_ERA_FIRST = re.compile(r"A\.? ?D\.? (?P<text>\d+)")
ERA_YEAR = re.compile(rf"[0-9]{{1,4}}\.? ?(?:{_BEFORE}|{_AFTER})|A\.? ?D\.? [0-9]{{1,4}}")


def without_era(text: str) -> tuple[str, int]:
    """A text without the era at its end (or AD before it), and -1 for years before the common
    era, 1 for years of it, 0 where no era is named.
    """
    if first := _ERA_FIRST.fullmatch(text):
        return first["text"], 1
    era = _ERA.fullmatch(text)
    if era is None:
        return text, 0
    return era["text"].strip(), -1 if era["before"] else 1


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, with month and day where known (0: not known).

    Years before the common era are negative as historians count them: -44 is 44 BCE, and there is
    no year 0.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read YYYY, YYYY-MM or YYYY-MM-DD, with a minus sign for years before the common era, or a
        year with its era (44 BCE, 44 v. Chr.).  Raises ValueError with a sentence for the author.
        """
        if ERA_YEAR.fullmatch(text):
            digits, era = without_era(text)
            text = f"{'-' if era < 0 else ''}{int(digits.rstrip('.')):04d}"
        match = PARTIAL.fullmatch(text)
        if not match:
            remedy = _four_digits(text) or "write 2008, 2008-02 or 2008-02-17"
            raise ValueError(f"'{shorten(text)}' is not a date; {remedy}")
        year, month, day = (int((part or "0").replace("−", "-")) for part in match.groups())
        if match[2] and not 1 <= month <= 12:
            raise ValueError(f"'{shorten(text)}' is not a date: there is no month {match[2]}")
        if match[3] and not 1 <= day <= _days(year, month):
            raise ValueError(
                f"'{shorten(text)}' is not a date: {match[1]}-{match[2]} has no day {match[3]}"
            )
        if not year:
            raise ValueError(f"'{shorten(text)}' is not a date: there is no year 0000")
        return cls(year, month, day)

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day it can mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day it can mean."""
        month = self.month or 12
        return self.year, month, self.day or _days(self.year, month)

    def __str__(self) -> str:
        parts = [f"{'-' if self.year < 0 else ''}{abs(self.year):04d}"] + [
            f"{part:02d}" for part in (self.month, self.day) if part
        ]
        return "-".join(parts)


@dataclass(frozen=True)
class DateRange:
    """A date or a range of dates; an open end is None, a single date has the same start and end."""

    start: PartialDate | None
    end: PartialDate | None

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Read a date, or a..b with either end open.  Raises ValueError with a sentence."""
        left, *ends = (part.strip() for part in _TO.split(text, maxsplit=1))
        if not ends:
            date = PartialDate.parse(left)
            return cls(date, date)
        right = ends[0]
        if not left and not right:
            raise ValueError("a range needs a date, for example 2008.., ..2020-08 or 2008..2009")
        start, end = (PartialDate.parse(part) if part else None for part in (left, right))
        if start and end and start.first > end.last:
            raise ValueError(
                f"the range '{shorten(text)}' is the wrong way round; write the earlier date first"
            )
        return cls(start, end)

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day it can mean; the beginning of time where the start is open."""
        return self.start.first if self.start else (-10000, 0, 0)

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day it can mean; the end of time where the end is open."""
        return self.end.last if self.end else (10000, 0, 0)

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or ''}..{self.end or ''}"


def _four_digits(text: str) -> str:
    """What to type in place of a year before 1000 as people write it; "" where it is none.  It is
    not guessed: 208 may be a slip for 2008.
    """
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return ""
    year, rest = int(match["year"]), match["rest"]
    era = f" (or {year} CE)" if not rest else ""
    before = f" (or {year} BCE)" if not rest else ""
    earlier = f"-{year:04d}{rest}{before}"
    if match["sign"]:
        return f"a year has four digits: write {earlier}"
    return (
        f"a year has four digits: write {year:04d}{rest}{era}, and before the common era {earlier}"
    )


def _days(year: int, month: int) -> int:
    """How many days a month has; before the common era, when calendars differed, as in a leap
    year.
    """
    return calendar.monthrange(year if year > 0 else 4, month)[1]
