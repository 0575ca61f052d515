"""Every catalogue says all that English says, with the plural forms of its language and in no other
language.
"""

from __future__ import annotations

import json
import re
import string
from fractions import Fraction
from pathlib import Path

import pytest

import generator
from generator.content.dates import DateRange, PartialDate
from generator.documents.shared_blocks import points_phrase
from generator.i18n import plurals
from generator.i18n.catalog import Catalog, languages, load_catalog, month_numbers
from generator.i18n.sorting import natural_ranks
from tests.languages import trial

FOLDER = Path(generator.__file__).parent / "i18n" / "catalogues"
CATALOGUES = {
    name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in languages()
}
OTHERS = sorted(set(CATALOGUES) - {"en"})
NUMBERS = (0, 1, 2, 3, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111)
TWO = ["one" if number == 1 else "other" for number in NUMBERS]
THREE = [
    "other",
    "one",
    "few",
    "few",
    "few",
    "other",
    "other",
    "other",
    "other",
    "one",
    "few",
    "other",
    "one",
    "other",
]
FORMS = {"en": TWO, "de": TWO, "sr-Latn": THREE, "sr-Cyrl": THREE}
# Phrases that may be the same as in English, besides those that are only signs: words that both
# languages have.
ALIKE = {
    "de": {"false-short", "name", "plural-half", "plural-rules", "revision", "text-code"},
    "sr-Latn": {"true-short"},
    "sr-Cyrl": set(),
}


def values_of(phrase: object) -> list[str]:
    """The texts of a phrase, of a list or of all plural forms."""
    return (
        list(phrase.values())
        if isinstance(phrase, dict)
        else phrase
        if isinstance(phrase, list)
        else [str(phrase)]
    )


def worded(phrase: object) -> bool:
    """Whether a phrase has a letter besides what is filled in."""
    return any(
        char.isalpha() for text in values_of(phrase) for char in re.sub(r"\{+\w+\}+", "", text)
    )


def english_left(phrases: dict[str, object], alike: set[str]) -> list[str]:
    """The phrases that stand as in English and are not on the list of those that may."""
    return sorted(
        name
        for name, phrase in phrases.items()
        if phrase == CATALOGUES["en"].get(name) and name not in alike and worded(phrase)
    )


def test_there_are_four_languages():
    """English, German and Serbian in both its scripts: each has its plural forms and its own list
    below.
    """
    assert set(languages()) == set(FORMS) == set(ALIKE) | {"en"}
    assert set(OTHERS) == set(trial.LANGUAGES)


@pytest.mark.parametrize("language", CATALOGUES)
def test_phrases_stand_by_name(language):
    """Every catalogue has its phrases in the order of their names, none twice, a line each, so that
    two are easily compared.
    """
    lines = (FOLDER / f"{language}.json").read_text(encoding="utf-8").splitlines()[1:-1]
    names = [line.split('"')[1] for line in lines]
    assert names == sorted(CATALOGUES[language])


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_is_left_in_english(language):
    """Where a phrase is the same as in English, it is on a short list of those that may; the list
    has nothing else.
    """
    assert english_left(CATALOGUES[language], ALIKE[language]) == []
    assert {
        name for name in ALIKE[language] if CATALOGUES[language][name] != CATALOGUES["en"][name]
    } == set()
    assert len(ALIKE[language]) < len(CATALOGUES[language]) / 10
    left = CATALOGUES[language] | {"answers": CATALOGUES["en"]["answers"]}
    assert english_left(left, ALIKE[language]) == ["answers"]


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_number_has_its_form(language):
    """Nought, ones, teens, twenties, hundreds: every phrase that depends on a number has a form for
    each of them.
    """
    catalog = load_catalog(language)
    assert [catalog.plural(number) for number in NUMBERS] == FORMS[language]
    counted = {
        name: phrase for name, phrase in CATALOGUES[language].items() if isinstance(phrase, dict)
    }
    del counted["plural-rules"]
    assert len(counted) >= 4
    for name, phrase in counted.items():
        holes = {
            hole
            for text in phrase.values()
            for _, hole, _, _ in string.Formatter().parse(text)
            if hole
        }
        for number, form in zip(NUMBERS, FORMS[language], strict=True):
            filled = dict.fromkeys(holes, "…") | {"n": number}
            assert catalog(name, **filled) == phrase[form].format(**filled)


@pytest.mark.parametrize(
    ("language", "said"),
    {
        "en": "½ point, 1 point, 1½ points, 2 points, 2½ points, 5 points, 21 points, 22 points",
        "de": "½ Punkt, 1 Punkt, 1½ Punkte, 2 Punkte, 2½ Punkte, 5 Punkte, 21 Punkte, 22 Punkte",
        "sr-Latn": "½ poena, 1 poen, 1½ poena, 2 poena, 2½ poena, 5 poena, 21 poen, 22 poena",
        "sr-Cyrl": "½ поена, 1 поен, 1½ поена, 2 поена, 2½ поена, 5 поена, 21 поен, 22 поена",
    }.items(),
)
def test_points_are_counted_as_people_say_them(language, said):
    """Halves have their form too: half a point is one point in English and German, and a genitive
    in Serbian.
    """
    points = [Fraction(n, 2) for n in (1, 2, 3, 4, 5, 10, 42, 44)]
    assert [points_phrase(each, load_catalog(language)) for each in points] == said.split(", ")


def test_plural_rules_are_read_as_they_are_published():
    """Every operator of the published rules is understood, ranges hold whole numbers only, and what
    is no rule is refused.
    """
    polish = {
        "one": "i = 1 and v = 0",
        "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
        "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14",
    }
    assert [plurals.category(polish, n) for n in (1, 2, 5, 12, 21, 22, Fraction(3, 2))] == [
        "one",
        "few",
        "many",
        "many",
        "many",
        "few",
        "other",
    ]
    arabic = {"zero": "n = 0", "two": "n = 2", "few": "n % 100 = 3..10", "many": "n % 100 = 11..99"}
    assert [plurals.category(arabic, n) for n in (0, 1, 2, 103, 111, 200, Fraction(7, 2))] == [
        "zero",
        "other",
        "two",
        "few",
        "many",
        "other",
        "other",
    ]
    latvian = {
        "zero": "n % 10 = 0 or n % 100 = 11..19",
        "one": "f % 10 = 1 or v != 2 and t = 0 and n % 10 = 1, 3",
    }
    assert [plurals.category(latvian, n) for n in (10, 21, 23, Fraction(11, 10))] == [
        "zero",
        "one",
        "one",
        "one",
    ]
    with pytest.raises(ValueError, match="'i is 1' is not a plural rule"):
        plurals.category({"one": "i is 1"}, 1)
    for phrases in CATALOGUES.values():
        assert (
            set(phrases["plural-rules"]) < set(plurals.CATEGORIES)
            and phrases["plural-half"] in plurals.CATEGORIES
        )


def test_the_two_serbian_scripts_say_the_same():
    """The Cyrillic catalogue is the Latin one, letter by letter: a phrase mended in one cannot be
    forgotten in the other.
    """
    for name, phrase in CATALOGUES["sr-Latn"].items():
        if name not in ("plural-rules", "plural-half"):
            assert [trial.cyrillic(text) for text in values_of(phrase)] == values_of(
                CATALOGUES["sr-Cyrl"][name]
            ), name
    assert trial.cyrillic("Njegovo {lj} dželo, LJ") == "Његово {lj} џело, Љ"


DATES = {
    "en": "2008; February 2008; 17 February 2008; 2008 to March 2009; from 2008; up to 1 August 2020",
    "de": "2008; Februar 2008; 17. Februar 2008; 2008 bis März 2009; ab 2008; bis 1. August 2020",
    "sr-Latn": "2008.; februar 2008.; 17. februara 2008.; 2008 – mart 2009.; 2008. i kasnije; 1. avgusta 2020. i ranije",
    "sr-Cyrl": "2008.; фебруар 2008.; 17. фебруара 2008.; 2008 – март 2009.; 2008. и касније; 1. августа 2020. и раније",
}


@pytest.mark.parametrize("language", CATALOGUES)
def test_dates_are_written_as_in_the_language(language):
    """Dates have the order, the points and the case of their language; before a bracket no full
    stop is left.
    """
    catalog = load_catalog(language)
    spans = [
        DateRange.parse(text)
        for text in ("2008", "2008-02", "2008-02-17", "2008..2009-03", "2008..", "..2020-08-01")
    ]
    assert [catalog.date_range(span) for span in spans] == DATES[language].split("; ")
    assert all(not catalog.date_range_in_brackets(span).endswith(".") for span in spans)
    assert catalog.date(PartialDate(2020, 8, 20)).count(".") == {"en": 0, "de": 1}.get(language, 2)


BEFORE = {
    "en": "44 BCE; March 44 BCE; 15 March 44 BCE; 58 BCE to 50 BCE; 27 BCE to 14 CE; from 44 BCE; up to 44 BCE",
    "de": "44 v. Chr.; März 44 v. Chr.; 15. März 44 v. Chr.; 58 v. Chr. bis 50 v. Chr.; 27 v. Chr. bis 14 n. Chr.; ab 44 v. Chr.; bis 44 v. Chr.",
    "sr-Latn": "44. p. n. e.; mart 44. p. n. e.; 15. marta 44. p. n. e.; 58. p. n. e. – 50. p. n. e.; 27. p. n. e. – 14. n. e.; 44. p. n. e. i kasnije; 44. p. n. e. i ranije",
    "sr-Cyrl": "44. п. н. е.; март 44. п. н. е.; 15. марта 44. п. н. е.; 58. п. н. е. – 50. п. н. е.; 27. п. н. е. – 14. н. е.; 44. п. н. е. и касније; 44. п. н. е. и раније",
}


@pytest.mark.parametrize("language", CATALOGUES)
def test_years_before_the_common_era_name_it_as_the_language_does(language):
    """A date before the common era says so; a range over its beginning says both eras; in brackets
    the abbreviation keeps its stop.
    """
    catalog = load_catalog(language)
    written = [
        "-0044",
        "-0044-03",
        "-0044-03-15",
        "-0058..-0050",
        "-0027..0014",
        "-0044..",
        "..-0044",
    ]
    spans = [DateRange.parse(text) for text in written]
    said = BEFORE[language].split("; ")
    assert [catalog.date_range(span) for span in spans] == said
    assert [catalog.date_range_in_brackets(span) for span in spans] == said


def test_lists_quotes_and_decimals_are_those_of_the_language():
    """a, b and c; quotation marks; the sign before decimals."""
    said = {
        language: (
            catalog.join_with_and(list("abc")),
            catalog("quoted", text="x"),
            catalog("decimal-mark"),
        )
        for language, catalog in ((language, load_catalog(language)) for language in CATALOGUES)
    }
    assert said == {
        "en": ("a, b and c", "‘x’", "."),
        "de": ("a, b und c", "„x“", ","),
        "sr-Latn": ("a, b i c", "„x“", ","),
        "sr-Cyrl": ("a, b и c", "„x“", ","),
    }


@pytest.mark.parametrize("language", CATALOGUES)
def test_true_and_false_have_short_signs_that_differ(language):
    """The strip of keys tells true from false by one letter each, the first of its word, in the
    language's own script.
    """
    catalog = load_catalog(language)
    true, false = catalog("true-short"), catalog("false-short")
    assert true != false and (true, false) == (catalog("true")[0], catalog("false")[0])


def test_months_are_known_in_all_languages():
    """A month's name means the same month in every language that has it."""
    for language in CATALOGUES:
        for name in ("months", "months-alone"):
            months = Catalog(language, CATALOGUES[language]).list(name)
            assert [month_numbers()[month.casefold()] for month in months] == list(range(1, 13))


def test_options_that_are_dates_or_numbers_are_put_in_order_in_any_language():
    """Dates in words and amounts with a decimal comma stand in their natural order; a list of
    statements is no number.
    """
    for texts in (
        ["17. Februar 2008", "März 2008", "2009"],
        ["17. februara 2008.", "mart 2008.", "2009."],
        ["17. фебруара 2008.", "март 2008.", "2009."],
        ["2,5 %", "10,5 %", "100 %"],
        ["€ 9,50", "€ 10"],
    ):
        ranks = natural_ranks(texts)
        assert (
            ranks is not None
            and ranks == sorted(ranks)
            and len(set(ranks)) == 3 - texts[0].startswith("€")
        )
    assert (
        natural_ranks(["1,2 only", "1,3 only", "2,3 only"]) is None
        and natural_ranks(["Mond 2008", "2009"]) is None
    )
