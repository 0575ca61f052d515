"""Every fixed word on a page, from a catalogue per language and version of the words."""

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
from generator.i18n.words_version import FIRST_WORDS_VERSION, WORDS_VERSION

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


def load_catalog(
    language: str, document: str = "", points: str = "", *, words_version: int | None = None
) -> Catalog:
    """The catalogue of a language in a version of its words, today's if none is named, in which a
    quiz and its points are called by these words; "" for those that are usual in it.

    Raises MissingWord when there is none.
    """
    if language not in languages():
        raise MissingWord(f"no words for the language {language}")
    return _catalog(language, document, points, words_version or WORDS_VERSION)


@cache
def all_versions(language: str) -> tuple[Catalog, ...]:
    """The catalogues of a language in every version of its words, the first one first."""
    versions = range(FIRST_WORDS_VERSION, WORDS_VERSION + 1)
    return tuple(load_catalog(language, words_version=version) for version in versions)


@cache
def _catalog(language: str, document: str, points: str, words_version: int) -> Catalog:
    """Today's phrases, but for those that have changed since a version: each later version has a
    folder of phrases as they were before it.
    """
    folder = resources.files("generator.i18n") / "catalogues"
    files = [folder / f"{language}.json"]
    for version in range(WORDS_VERSION - 1, words_version - 1, -1):
        files.append(folder / f"words-{version}" / f"{language}.json")
    phrases: dict[str, Phrase] = {}
    for file in files:
        if file.is_file():
            phrases |= json.loads(file.read_text(encoding="utf-8"))
    return Catalog(language, with_words(phrases, document, points), words_version)


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
    """The phrases of one language in one version of the words."""

    def __init__(
        self, language: str, phrases: Mapping[str, Phrase], words_version: int = WORDS_VERSION
    ) -> None:
        self.language = language
        self.words_version = words_version
        self._phrases = phrases

    @property
    def has_first_words(self) -> bool:
        """Whether it is that of editions whose record says no version: keys and strips of these
        are on paper and stay as they were.
        """
        return self.words_version == FIRST_WORDS_VERSION

    @property
    def phrases(self) -> dict[str, Phrase]:
        """All its phrases, by name."""
        return dict(self._phrases)

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

    def plural_of_list(self, entries: Sequence[str]) -> int:
        """The number that chooses the plural form of a word before a list: 1, or 2 for any more.

        Only whether there are several counts, because their number is not printed: before 21 names
        Serbian has the plural, though 21 things take the singular.
        """
        return min(len(entries), 2)

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
        if not (dates.start.month or dates.end.month or dates.start.year < 0):
            return self("date-range-years", start=start, end=end)
        return self("date-range", start=start, end=end)

    def date_range_in_brackets(self, dates: DateRange) -> str:
        """A date or a range before a closing bracket, without a full stop that ends a date; that of
        an era (v. Chr.) stays.
        """
        words = self.date_range(dates)
        known = [date for date in (dates.start, dates.end) if date]
        return words if any(date.year < 0 for date in known) else words.rstrip(".")
