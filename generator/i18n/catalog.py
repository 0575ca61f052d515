"""Every fixed word on a page, from a catalogue per language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from generator.content.dates import DateRange, PartialDate
from generator.i18n.plurals import category


class MissingWord(KeyError):
    """A catalogue lacks a phrase."""


@cache
def languages() -> tuple[str, ...]:
    """The tags of all catalogues, sorted."""
    folder = resources.files("generator.i18n") / "catalogues"
    return tuple(
        sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json"))
    )


@cache
def load_catalog(language: str) -> Catalog:
    """The catalogue of a language.  Raises MissingWord when there is none."""
    if language not in languages():
        raise MissingWord(f"no words for the language {language}")
    source = resources.files("generator.i18n") / "catalogues" / f"{language}.json"
    return Catalog(language, json.loads(source.read_text(encoding="utf-8")))


@cache
def month_numbers() -> dict[str, int]:
    """The months of all languages by their names in small letters, from 1 to 12: no two languages differ on one."""
    return {
        month.casefold(): number
        for language in languages()
        for name in ("months", "months-alone")
        for number, month in enumerate(load_catalog(language).several(name), 1)
    }


class Catalog:
    """The phrases of one language."""

    def __init__(self, language: str, phrases: dict[str, Any]) -> None:
        self.language = language
        self._phrases = phrases

    def __call__(self, name: str, **values: Any) -> str:
        """The phrase with its values; one that depends on a number is chosen by the value `n`."""
        phrase = self._entry(name)
        if isinstance(phrase, dict):
            form = self.plural(values["n"])
            if form not in phrase:
                raise MissingWord(
                    f"the {self.language} catalogue lacks '{name}' for {values['n']} (the form '{form}')"
                )
            phrase = phrase[form]
        try:
            return phrase.format(**values)
        except KeyError as error:
            raise MissingWord(
                f"'{name}' in the {self.language} catalogue wants {error}, which it is not given"
            ) from None

    def several(self, name: str) -> tuple[str, ...]:
        """A phrase that is a list, such as a table's head."""
        return tuple(self._entry(name))

    def _entry(self, name: str) -> Any:
        try:
            return self._phrases[name]
        except KeyError:
            raise MissingWord(f"the {self.language} catalogue lacks '{name}'") from None

    def plural(self, number: int | Decimal | Fraction) -> str:
        """The plural form that a number takes; a half alone, printed ½, has one of its own, of which CLDR says nothing."""
        return (
            self("plural-half")
            if number == Fraction(1, 2)
            else category(self._entry("plural-rules"), number)
        )

    def listed(self, parts: Sequence[str]) -> str:
        """Parts one after the other: a, b, c."""
        return self("list-comma").join(parts)

    def joined(self, parts: Sequence[str]) -> str:
        """Parts in running text: a, b and c."""
        return (
            parts[0]
            if len(parts) == 1
            else self("list-and", first=self.listed(parts[:-1]), last=parts[-1])
        )

    def date(self, date: PartialDate) -> str:
        """A date in words, as precise as it is known."""
        if not date.month:
            return self("date-year", year=date.year)
        month = self.several("months" if date.day else "months-alone")[date.month - 1]
        return self(
            "date-day" if date.day else "date-month", day=date.day, month=month, year=date.year
        )

    def span(self, span: DateRange) -> str:
        """A date or a range in words."""
        if span.start == span.end and span.start:
            return self.date(span.start)
        if not span.start:
            return self("date-until", end=self.date(span.end)) if span.end else ""
        if not span.end:
            return self("date-from", start=self.date(span.start))
        return self("date-range", start=self.date(span.start).rstrip("."), end=self.date(span.end))

    def enclosed(self, span: DateRange) -> str:
        """A date or a range before a closing bracket or other mark, where a full stop that belongs to a date is left out."""
        return self.span(span).rstrip(".")
