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
from generator.content.style import DOCUMENT_WORDS, POINTS_WORDS
from generator.documents.shared_blocks import points_phrase
from generator.i18n import plurals
from generator.i18n.catalog import (
    Catalog,
    MissingWord,
    languages,
    load_catalog,
    month_numbers,
    with_words,
)
from generator.i18n.sorting import natural_ranks
from tests.languages import trial

FOLDER = Path(generator.__file__).parent / "i18n" / "catalogues"
WRITTEN = {
    name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in languages()
}
WORDS = {"usual-words", *(f"word-{word}" for word in (*DOCUMENT_WORDS, *POINTS_WORDS))}
# As they are printed without a style.
CATALOGUES = {
    name: {
        phrase: said for phrase, said in with_words(phrases, "", "").items() if phrase not in WORDS
    }
    for name, phrases in WRITTEN.items()
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
    assert names == sorted(WRITTEN[language])


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


def without_its_number(phrases: dict[str, object], behind: set[str]) -> set[str]:
    """The phrases that say of 21 what is said of one, because the form for both names no number,
    and those in which a noun of one form follows any number.  `behind`: words that may follow all.
    """
    return {
        name
        for name, phrase in phrases.items()
        if (
            "one" in phrase and not re.search(r"\{(n|count|points|shown)\}", phrase["one"])
            if isinstance(phrase, dict)
            else isinstance(phrase, str)
            and any(word not in behind for word in re.findall(r"\{(?:n|count)\} (\w+)", phrase))
        )
    }


@pytest.mark.parametrize("language", ["sr-Latn", "sr-Cyrl"])
def test_21_is_not_said_like_one(language):
    """Where 21 takes the form of one, that form names the number, and no phrase has a noun of one
    form behind a number (21 rada, 24 rada, 25 radova).
    """
    before_lists = {"guide-questions", "plan-forms"}  # their form is chosen by `plural_of_list`
    phrases = {k: v for k, v in CATALOGUES[language].items() if k != "plural-rules"}
    # What is behind the number of a question or revision, and between two numbers.
    behind = {"treba", "треба", "ključa", "кључа", "njihovih", "њихових", "i", "и", "od", "од"}
    assert without_its_number(phrases, behind) == before_lists
    faulty = {"a": "Kod {n} radova", "b": {"one": "rad", "few": "{n} rada"}, "c": "od {of} pitanja"}
    assert without_its_number(faulty, behind) == {"a", "b"}


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


# What papers call a quiz and its points, in each language: a word of each kind, by which no phrase
# is found that does not follow a style.
STEMS = {
    "en": (r"quiz|\btests?\b(?! memory)|examination", r"\bpoints?\b"),
    "de": (r"Klausur|\bTests?\b|\bQuiz", r"\bPunkt"),
    "sr-Latn": (r"\bkviz|\btest|\bispit", r"\bpoen"),
    "sr-Cyrl": (r"\bквиз|\bтест|\bиспит", r"\bпоен"),
}
# Phrases with one of these words in another meaning: the dots of a strip, to test facts.
OTHER_MEANING = {"strip-how", "strip-how-sheet", "coverage-summary"}


def words_left(language: str, phrases: dict[str, object]) -> list[str]:
    """The phrases that say a word which a style should decide."""
    document, points = STEMS[language]
    return [
        name
        for name, phrase in phrases.items()
        if name not in WORDS | OTHER_MEANING
        and not name.startswith("math-")
        and any(
            re.search(f"{document}|{points}", re.sub(r"\{+\w+\}+", "", text), re.IGNORECASE)
            for text in values_of(phrase)
        )
    ]


@pytest.mark.parametrize("language", WRITTEN)
def test_no_phrase_says_a_word_that_a_style_decides(language):
    """What a quiz and its points are called is written as a form of the word, so that a style
    changes it everywhere; a phrase that says it outright is found.
    """
    bare = {
        name: json.loads(
            re.sub(r"<(document|points)\.[a-z-]+>", "", json.dumps(phrase), flags=re.I)
        )
        for name, phrase in WRITTEN[language].items()
    }
    assert words_left(language, bare) == []
    assert words_left("en", {"end": "End of the quiz", "all": ["Points"]}) == ["end", "all"]


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("document", DOCUMENT_WORDS)
@pytest.mark.parametrize("points", POINTS_WORDS)
def test_every_word_has_every_form(language, document, points):
    """Whatever a style calls them, each phrase has the form that it needs; the words of one kind
    have the same forms.
    """
    phrases = WRITTEN[language]
    for words in (DOCUMENT_WORDS, POINTS_WORDS):
        assert len({tuple(phrases[f"word-{word}"]) for word in words}) == 1
    said = [
        text
        for name, phrase in with_words(phrases, document, points).items()
        if not name.startswith("math-")
        for text in values_of(phrase)
    ]
    assert not any("<" in text for text in said)
    with pytest.raises(MissingWord, match="no form 'none'"):
        with_words({**phrases, "end": "<document.none>"}, document, points)


@pytest.mark.parametrize(
    ("language", "document", "points", "said"),
    [
        ("en", "test", "marks", ["End of the test", "1 mark", "2 marks", "½ mark"]),
        ("de", "", "", ["Ende der Klausur", "1 Punkt", "2 Punkte", "½ Punkt"]),
        ("de", "test", "points", ["Ende des Tests", "1 Punkt", "2 Punkte", "½ Punkt"]),
        ("de", "quiz", "marks", ["Ende des Quiz", "1 BE", "2 BE", "½ BE"]),
        ("sr-Latn", "examination", "marks", ["Kraj ispita", "1 bod", "2 boda", "½ boda"]),
        ("sr-Cyrl", "quiz", "points", ["Крај квиза", "1 поен", "2 поена", "½ поена"]),
    ],
)
def test_words_are_in_the_form_that_a_sentence_needs(language, document, points, said):
    """Gender, case and number follow the word, as people say it."""
    catalog = load_catalog(language, document, points)
    numbers = [Fraction(1), Fraction(2), Fraction(1, 2)]
    assert [catalog("end-of-quiz"), *(points_phrase(each, catalog) for each in numbers)] == said


@pytest.mark.parametrize("document", ["quiz", "test", "examination"])
def test_english_has_the_article_that_the_word_asks_for(document):
    """*An examination* and *a quiz*, whatever a style calls it."""
    catalog = load_catalog("en", document)
    texts = [text for phrase in catalog.phrases.values() for text in values_of(phrase)]
    article = "an" if document[0] in "aeiou" else "a"
    found = [text for text in texts if re.search(rf"\ban? {document}\b", text)]
    assert found and all(re.search(rf"\b{article} {document}", text) for text in found)
