"""Texts are sorted as their language writes numbers and dates and files its letters."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from generator.checks.quantities import quantity
from generator.content.nodes import MappingNode
from generator.documents import BriefingSource, briefing
from generator.documents.briefing.topic import Style
from generator.i18n.catalog import load_catalog
from generator.i18n.sorting import natural_ranks
from generator.items.options import naturally
from generator.loading.banks import load_bank
from generator.loading.yaml.reader import read
from generator.page.blocks import Definitions
from generator.page.markup import Text
from generator.problems import Problems

# By language, lists in their order.
IN_ORDER = {
    "en": [
        ["4", "20", "1,000", "300,000"],
        ["0.25", "1.5", "2", "10"],
        ["1.125", "1.5", "2,000.75"],
        ["1 000", "20 000", "300 000"],
        ["−10", "-3", "0", "+2"],
        ["−5 °C", "0 °C", "10°C"],
        ["-$5", "$1.50", "$1,000"],
        ["5 €", "7 €", "12 €"],
        ["0.5 ‰", "2 ‰"],
        ["90 km/h", "120 km/h"],
        ["900,000", "5 million", "1 billion"],
        ["$900 million", "$1.5 billion"],
        ["100 BCE", "44 BC", "AD 70", "1066"],
        ["44 BCE", "14 CE"],
        ["2008-02-17", "2008-03-01", "2009-01-01"],
        ["-0044-03-15", "0014-08-19"],
        ["February 17, 2008", "March 3, 2008"],
        ["17 February", "3 March", "3rd December"],
        ["1st", "2nd", "3rd", "21st"],
        ["5th century BCE", "1st century BCE", "19th century"],
        ["Äpfel", "apples", "Zoë"],
        ["naïve", "naive set", "nave"],
    ],
    "de": [
        ["4", "20", "1.000", "300.000"],
        ["0,25", "1,5", "2", "10"],
        ["0.25", "1.5", "2", "10"],
        ["999,5", "1.000,25", "1.000.000"],
        ["−10", "-3", "+2"],
        ["−5,5 °C", "0 °C", "10 °C"],
        ["2,5 %", "10,5 %", "100 %"],
        ["1,50 €", "9 €", "1.000 €"],
        ["1 Tag", "2 Tage", "10 Tage"],
        ["1 Woche", "2 Wochen"],
        ["1 Million", "0,5 Milliarden", "1 Billion"],
        ["900.000 €", "5 Mio. €", "1 Mrd. €"],
        ["100 v. Chr.", "44 v. Chr.", "70 n. Chr.", "1066"],
        ["17. Februar 2008", "März 2008", "2009"],
        ["17.2.2008", "1.3.2008", "01.01.2009"],
        ["17. Februar", "3. März"],
        ["5. Jahrhundert v. Chr.", "1. Jahrhundert v. Chr.", "19. Jahrhundert"],
        ["Ahorn", "Äpfel", "Birke", "Öl", "Osten", "Straße", "Strauch", "über", "Uhr"],
    ],
    "sr-Latn": [
        ["4", "20", "1.000", "300.000"],
        ["0,25", "1,5", "10"],
        ["1 godina", "2 godine", "5 godina"],
        ["1 metar", "2 metra", "5 metara"],
        ["2 miliona dinara", "0,5 milijardi dinara"],
        ["100. p. n. e.", "44. p. n. e.", "70. n. e."],
        ["17. februara 2008.", "mart 2008.", "2009. godine"],
        ["17. 2. 2008.", "1. 3. 2008."],
        ["5. vek p. n. e.", "1. vek p. n. e.", "19. vek"],
        ["cena", "čas", "ćup", "dan", "džep", "đak", "list", "ljudi", "noga", "njiva", "šuma", "zid", "žaba"],
    ],
    "sr-Cyrl": [
        ["4", "20", "1.000", "300.000"],
        ["100. п. н. е.", "44. п. н. е.", "70. н. е."],
        ["2 милиона", "1 милијарда"],
        ["17. фебруара 2008.", "март 2008.", "2009. године"],
        ["дан", "ђак", "економија", "игра", "јабука", "лист", "људи", "нога", "њива", "ток", "ћуп", "ум", "час", "џеп", "шума"],
    ],
}  # fmt: skip
# By language, what has no natural order.
NOT_COMPARABLE = {
    "en": [
        ["1,2 only", "1,3 only", "2,3 only"],
        ["1,2", "1,3", "2,3"],
        ["44 BC", "5 km", "7 km"],
        ["1–2", "3–4", "5–6"],
        ["12:30", "13:00"],
        ["5 m", "5 mm"],
        ["5 €", "$5"],
        ["1st", "2nd place"],
        ["17 Mond 2008", "2009"],
    ],
    "de": [["5 m", "5 mm"], ["5 Meter", "3 Meilen"], ["1.50", "1.000,25"], ["5 km", "3 kg"]],
    "sr-Latn": [["5 dana", "3 meseca"]],
}


@pytest.mark.parametrize(
    ("language", "texts"),
    [(language, texts) for language, lists in IN_ORDER.items() for texts in lists],
    ids=str,
)
def test_texts_stand_in_the_order_of_their_language(language, texts):
    """However they were written down, numbers, dates, ordinals and words ascend."""
    chances = itertools.islice(itertools.permutations(texts), 200)
    for written in (*chances, texts[::-1]):
        assert list(naturally(written, language)) == texts


@pytest.mark.parametrize(
    ("language", "texts"),
    [(language, texts) for language, lists in NOT_COMPARABLE.items() for texts in lists],
    ids=str,
)
def test_what_is_of_two_kinds_has_no_order(language, texts):
    """Lists of statements, ranges, times and different units are no numbers of one kind."""
    assert natural_ranks(texts, language) is None


def test_the_language_decides():
    """The same texts stand otherwise where their signs mean something else."""
    texts = ["1.000", "20", "300.000", "4"]
    assert naturally(texts, "de") == ("4", "20", "1.000", "300.000")
    assert naturally(texts, "en") == ("1.000", "4", "20", "300.000")
    words = ["list", "ljudi", "lopta"]
    assert naturally(words, "sr-Latn") == ("list", "lopta", "ljudi")
    assert naturally(words, "en") == ("list", "ljudi", "lopta")


BANK = """\
bank: b
title: T
language: {language}
objectives:
  o: Know it.
items:
- {{id: i-1, type: single, objective: o, level: remember, difficulty: easy, facts: [f-1],
   rationale: R, stem: S, key: "1.000", distractors: ["20", "300.000", "4"]}}
- {{id: i-2, type: cloze, objective: o, level: remember, difficulty: easy, facts: [f-1],
   rationale: R, stem: S, text: "{{Äpfel}} und {{Zimt}}", word_bank: [Birne]}}
- id: i-3
  type: matching
  objective: o
  level: remember
  difficulty: easy
  facts: [f-1]
  rationale: R
  stem: S
  pairs:
  - {{premise: a, response: "1.000"}}
  - {{premise: b, response: "20"}}
  - {{premise: c, response: "300.000"}}
"""


def views(language: str) -> list:
    """What students see of the items of a bank in a language."""
    from generator.items import item_type

    problems = Problems()
    node = read(BANK.format(language=language).encode(), "questions/b.yaml", problems)
    assert isinstance(node, MappingNode)
    bank = load_bank(node, "questions/b.yaml", problems)
    assert bank and len(bank.items) == 3, list(problems)
    return [item_type(item).student_view(item) for item in bank.items]


def test_options_words_and_responses_follow_the_language_of_the_bank():
    """An option list, a word bank and responses stand as the bank's language has it; in English the
    same texts are other numbers.
    """
    single, cloze, matching = views("de")
    assert single.options == ("4", "20", "1.000", "300.000") and single.fixed
    assert cloze.word_bank == ("Äpfel", "Birne", "Zimt")
    assert matching.responses == ("20", "1.000", "300.000")
    single, _, matching = views("en")
    assert single.options == ("1.000", "4", "20", "300.000")
    assert matching.responses == ("1.000", "20", "300.000")


def test_parts_of_a_set_follow_it_too():
    """A part is sorted in the language of the bank that its set is in."""
    from generator.items import item_type

    problems = Problems()
    text = BANK.split("- {{id: i-1")[0].format(language="de") + (
        "- id: s-1\n  type: set\n  objective: o\n  level: remember\n  difficulty: easy\n"
        "  facts: [f-1]\n  stem: Read.\n  kind: paraphrase\n  provenance: P\n"
        "  stimulus: {passage: [Some words.]}\n  parts:\n"
        "  - {type: single, points: 1, stem: S, key: '1.000', distractors: ['20', '300.000'], rationale: R}\n"
        "  - {type: single, points: 1, stem: T, key: '1.000', distractors: ['20', '300.000'], rationale: R}\n"
    )
    node = read(text.encode(), "questions/b.yaml", problems)
    bank = load_bank(node, "questions/b.yaml", problems)
    assert bank and bank.items, list(problems)
    item = bank.items[0]
    assert item_type(item).student_view(item).parts[0].value.options == ("20", "1.000", "300.000")
    english = replace(item, language="en")
    options = item_type(item).student_view(english).parts[0].value.options
    assert options == ("1.000", "20", "300.000")


def test_a_glossary_stands_in_the_alphabet_of_its_summary(harbour, loaded):
    """The terms of a briefing are sorted by the language of the summary, however written down."""
    content = loaded(harbour)[0]
    summary = next(iter(content.summaries.values()))
    terms = [
        replace(summary.glossary[0], term=Text(word)) for word in ("njiva", "Noga", "čas", "cena")
    ]
    pack = next(iter(content.packs.values()))
    for language, order in (
        ("sr-Latn", ["cena", "čas", "Noga", "njiva"]),
        ("en", ["čas", "cena", "njiva", "Noga"]),
    ):
        own = replace(summary, glossary=tuple(terms), language=language)
        document = briefing(
            BriefingSource(pack, (own,), (), (), {}, load_catalog("en")), "CODE", Style()
        )
        *_, glossary = [block for block in document.blocks if isinstance(block, Definitions)]
        assert ["".join(span.text for span in term) for term, _ in glossary.entries] == order


@pytest.mark.parametrize("minus", "-−–‐‑")
def test_every_kind_of_minus_is_one(minus):
    """A number below zero comes before zero and means the same, with whatever sign it is typed."""
    ranks = natural_ranks(["2", f"{minus}3", "0"], "en")
    assert ranks is not None and [rank.value for rank in ranks] == [2, -3, 0]
    assert quantity(f"{minus}3 °C", "en") == quantity("-3 °C", "en") != quantity("3 °C", "en")
