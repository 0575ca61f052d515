"""Dates as precise as they are known: a year, a month, a day, or a range of these."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from generator.content.nodes import shorten

PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, with month and day where known (0: not known)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read YYYY, YYYY-MM or YYYY-MM-DD.  Raises ValueError with a sentence for the author."""
        match = PARTIAL.fullmatch(text)
        if not match:
            raise ValueError(f"'{shorten(text)}' is not a date; write 2008, 2008-02 or 2008-02-17")
        year, month, day = (int(part or 0) for part in match.groups())
        if match[2] and not 1 <= month <= 12:
            raise ValueError(f"'{shorten(text)}' is not a date: there is no month {match[2]}")
        if match[3] and not 1 <= day <= calendar.monthrange(year or 4, month)[1]:
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
        return self.year, month, self.day or calendar.monthrange(self.year, month)[1]

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True)
class DateRange:
    """A date or a range of dates; an open end is None, a single date has the same start and end."""

    start: PartialDate | None
    end: PartialDate | None

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Read a date, or a..b with either end open.  Raises ValueError with a sentence."""
        left, dots, right = (part.strip() for part in text.partition(".."))
        if not dots:
            date = PartialDate.parse(left)
            return cls(date, date)
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
        return self.start.first if self.start else (0, 0, 0)

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day it can mean; the end of time where the end is open."""
        return self.end.last if self.end else (10000, 0, 0)

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or ''}..{self.end or ''}"
