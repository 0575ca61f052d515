"""Every fixed word on a page, from a catalogue per language.

In: a language tag.  Out: phrases with their values filled in.
Never holds a phrase in code: a word a catalogue lacks is an error, not a blank.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from generator.dates import Partial, Span


class MissingWord(KeyError):
    """A catalogue lacks a phrase."""


@cache
def languages() -> tuple[str, ...]:
    """The tags of all catalogues, sorted."""
    folder = resources.files("generator") / "catalogues"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json")))


@cache
def words(language: str) -> Words:
    """The catalogue of a language.  Raises MissingWord when there is none."""
    if language not in languages():
        raise MissingWord(f"no words for the language {language}")
    source = resources.files("generator") / "catalogues" / f"{language}.json"
    return Words(language, json.loads(source.read_text(encoding="utf-8")))


class Words:
    """The phrases of one language."""

    def __init__(self, language: str, phrases: dict[str, Any]) -> None:
        self.language = language
        self._phrases = phrases

    def __call__(self, name: str, **values: Any) -> str:
        """The phrase with its values; one that depends on a number is chosen by the value `n`."""
        try:
            phrase = self._phrases[name]
        except KeyError:
            raise MissingWord(f"the {self.language} catalogue lacks '{name}'") from None
        if isinstance(phrase, dict):
            phrase = phrase["one" if values["n"] == 1 else "other"]
        return phrase.format(**values)

    def several(self, name: str) -> tuple[str, ...]:
        """A phrase that is a list, such as a table's head."""
        try:
            return tuple(self._phrases[name])
        except KeyError:
            raise MissingWord(f"the {self.language} catalogue lacks '{name}'") from None

    def joined(self, parts: list[str]) -> str:
        """Parts in running text: a, b and c."""
        return parts[0] if len(parts) == 1 else self("list-and", first=", ".join(parts[:-1]), last=parts[-1])

    def date(self, date: Partial) -> str:
        """A date in words, as precise as it is known."""
        if not date.month:
            return str(date.year)
        month = self.several("months")[date.month - 1]
        return self("date-day" if date.day else "date-month", day=date.day, month=month, year=date.year)

    def span(self, span: Span) -> str:
        """A date or a range in words."""
        if span.start == span.end and span.start:
            return self.date(span.start)
        if not span.start:
            return self("date-until", end=self.date(span.end)) if span.end else ""
        if not span.end:
            return self("date-from", start=self.date(span.start))
        return self("date-range", start=self.date(span.start), end=self.date(span.end))
