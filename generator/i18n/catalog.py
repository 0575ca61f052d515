"""Every fixed word on a page, from a catalogue per language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources

from generator.content.dates import DateRange, PartialDate
from generator.i18n.plurals import category

# A phrase, the phrases of a list, or a phrase for each plural form.
Phrase = str | list[str] | dict[str, str]


# The word for a quiz or for its points, in a form that only its language knows: <points.many>.
# With a capital, such as <Document.gen>, it begins a sentence.
_WORD = re.compile(r"<(document|points)\.([a-z-]+)>", re.IGNORECASE)
_FORMS = "word-{}"  # the phrase that has a word's forms


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
def load_catalog(language: str, document: str = "", points: str = "") -> Catalog:
    """The catalogue of a language, in which a quiz and its points are called by these words; "" for
    those that are usual in it.  Raises MissingWord when there is none.
    """
    if language not in languages():
        raise MissingWord(f"no words for the language {language}")
    source = resources.files("generator.i18n") / "catalogues" / f"{language}.json"
    phrases = json.loads(source.read_text(encoding="utf-8"))
    return Catalog(language, with_words(phrases, document, points))


def with_words(phrases: Mapping[str, Phrase], document: str, points: str) -> dict[str, Phrase]:
    """Phrases with the words by which a quiz and its points are called.  Raises MissingWord."""
    usual = phrases["usual-words"]
    assert isinstance(usual, list)
    usual_document, usual_points = usual
    words = {"document": document or usual_document, "points": points or usual_points}

    def word(found: re.Match[str]) -> str:
        forms, kind = phrases[_FORMS.format(words[found[1].lower()])], found[1]
        assert isinstance(forms, dict)
        if found[2] not in forms:
            raise MissingWord(f"no form '{found[2]}' of the word '{words[kind.lower()]}'")
        text = forms[found[2]]
        return text[:1].upper() + text[1:] if kind[0].isupper() else text

    def with_word(text: str) -> str:
        return _WORD.sub(word, text) if "<" in text else text

    return {
        name: {form: with_word(text) for form, text in phrase.items()}
        if isinstance(phrase, dict)
        else with_word(phrase)
        if isinstance(phrase, str)
        else [with_word(text) for text in phrase]
        for name, phrase in phrases.items()
    }


@cache
def month_numbers() -> dict[str, int]:
    """The months of all languages by their names in small letters, from 1 to 12.

    No two languages differ on one.
    """
    return {
        month.casefold(): number
        for language in languages()
        for name in ("months", "months-alone")
        for number, month in enumerate(load_catalog(language).list(name), 1)
    }


class Catalog:
    """The phrases of one language."""

    def __init__(self, language: str, phrases: Mapping[str, Phrase]) -> None:
        self.language = language
        self._phrases = phrases

    def __call__(self, name: str, **values: object) -> str:
        """The phrase with its values; one that depends on a number is chosen by the value `n`.

        Raises MissingWord.
        """
        phrase = self._entry(name)
        if isinstance(phrase, dict):
            number = values["n"]
            assert isinstance(number, (int, Decimal, Fraction)), f"'{name}' is chosen by a number"
            form = self.plural(number)
            if form not in phrase:
                raise MissingWord(
                    f"the {self.language} catalogue lacks '{name}' for {number} (the form '{form}')"
                )
            phrase = phrase[form]
        if not isinstance(phrase, str):
            raise MissingWord(f"'{name}' in the {self.language} catalogue is a list")
        try:
            return phrase.format(**values)
        except KeyError as error:
            raise MissingWord(
                f"'{name}' in the {self.language} catalogue needs {error}, which it is not given"
            ) from None

    def list(self, name: str) -> tuple[str, ...]:
        """A phrase that is a list, such as a table's head.  Raises MissingWord."""
        phrase = self._entry(name)
        if isinstance(phrase, (str, dict)):
            raise MissingWord(f"'{name}' in the {self.language} catalogue is not a list")
        return tuple(phrase)

    def _entry(self, name: str) -> Phrase:
        try:
            return self._phrases[name]
        except KeyError:
            raise MissingWord(f"the {self.language} catalogue lacks '{name}'") from None

    def plural(self, number: int | Decimal | Fraction) -> str:
        """The plural form that a number takes.

        A half alone, printed ½, has one of its own, of which CLDR says nothing.
        """
        if number == Fraction(1, 2):
            return self("plural-half")
        rules = self._entry("plural-rules")
        assert isinstance(rules, dict), "each plural form has a rule"
        return category(rules, number)

    def join_with_commas(self, parts: Sequence[str]) -> str:
        """Parts one after the other: a, b, c."""
        return self("list-comma").join(parts)

    def join_with_and(self, parts: Sequence[str]) -> str:
        """Parts in running text: a, b and c."""
        if len(parts) == 1:
            return parts[0]
        return self("list-and", first=self.join_with_commas(parts[:-1]), last=parts[-1])

    def date(self, date: PartialDate) -> str:
        """A date in words, as precise as it is known; with its era before the common one."""
        words = self._date(date)
        return words if date.year > 0 else self("date-bce", date=words)

    def _date(self, date: PartialDate) -> str:
        year = abs(date.year)
        if not date.month:
            return self("date-year", year=year)
        month = self.list("months" if date.day else "months-alone")[date.month - 1]
        return self("date-day" if date.day else "date-month", day=date.day, month=month, year=year)

    def date_range(self, dates: DateRange) -> str:
        """A date or a range in words."""
        if dates.start == dates.end and dates.start:
            return self.date(dates.start)
        if not dates.start:
            return self("date-until", end=self.date(dates.end)) if dates.end else ""
        if not dates.end:
            return self("date-from", start=self.date(dates.start))
        start, end = self.date(dates.start), self.date(dates.end)
        if dates.start.year > 0:
            start = start.rstrip(".")
        elif dates.end.year > 0:
            end = self("date-ce", date=end)
        return self("date-range", start=start, end=end)

    def date_range_in_brackets(self, dates: DateRange) -> str:
        """A date or a range before a closing bracket, without a full stop that ends a date; that of
        an era (v. Chr.) stays.
        """
        words = self.date_range(dates)
        known = [date for date in (dates.start, dates.end) if date]
        return words if any(date.year < 0 for date in known) else words.rstrip(".")
