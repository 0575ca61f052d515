"""A bank as a Word document and back: the same questions with the same right answers, or a note."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.exchange.exchanged import ExchangedItem, Fields, Notes, entry_text, list_of, text_of
from generator.exchange.formats import FORMATS
from generator.exchange.marked_question import MarkedLine
from generator.exchange.marked_text import read_lines
from generator.exchange.markup_text import plain_text
from generator.i18n.catalog import all_versions, languages, load_catalog
from generator.loading.yaml.writer import entry_lines
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.word_files import bank_file
from generator.workflows.project import load_project
from tests.exchange.strategies import LINES, items

_KINDS = ("single", "multiple", "true-false")


def through_word(items: Sequence[Fields]) -> list[tuple[Fields, ExchangedItem]]:
    """Each of some items that a bank takes, and what comes in again of it when it went out as a
    Word document with the others.
    """
    named = {f"item-{n}": {**fields, "id": f"item-{n}"} for n, fields in enumerate(items)}
    lines = ["bank: bank", "items:"]
    for fields in named.values():
        lines += entry_lines(fields, 2)
    with tempfile.TemporaryDirectory() as folder:
        project = ProjectFiles(Path(folder))
        project.write("questions/bank.yaml", "\n".join([*lines, ""]).encode())
        content = load_project(project).content
    ready = content.banks["bank"].items if "bank" in content.banks else ()
    if not ready:
        return []
    read = FORMATS["docx"].read(bank_file("Bank", ready, content))
    questions = [item for item in read if not item.place.startswith("line ")]
    assert len(questions) == len(ready), [item.notes for item in read]
    return [(named[item.id], question) for item, question in zip(ready, questions, strict=True)]


def words(text: str) -> str:
    """The words of a text without marks; formulas may come back with more braces and spaces."""
    return re.sub(r"[{}\s\\]", "", plain_text(text, Notes()))


def answers(fields: Fields) -> tuple[list[str], list[str]]:
    """The words of the right answers and of the wrong ones, in any order."""
    right = [entry_text(key) for key in list_of(fields, "keys")] or [text_of(fields, "key")]
    wrong = [entry_text(text) for text in list_of(fields, "distractors")]
    return sorted(map(words, right)), sorted(map(words, wrong))


@pytest.mark.parametrize("kind", _KINDS)
def test_choices_come_back_from_word(kind):
    """For drawn items whose texts have marks of every kind: one question with the same stem, right
    and wrong answers.  An option whose own words are bold is no key.
    """

    @settings(max_examples=3, deadline=None)
    @given(st.lists(st.tuples(items(kind), LINES), min_size=4, max_size=4))
    def holds(drawn):
        given_items = [
            {name: value for name, value in {**fields, "stem": stem}.items() if name != "rationale"}
            for fields, stem in drawn
        ]
        both = through_word(given_items)
        assume(both)
        for fields, item in both:
            assert answers(item.fields) == answers(fields), item.notes
            assert words(text_of(item.fields, "stem")).startswith(words(text_of(fields, "stem")))

    holds()


def test_marks_come_back_from_word():
    """Raised, lowered, bold and slanted words, code, links and formulas; a bold option that is
    wrong stays wrong.  Negative control: without the tick it would be taken as right.
    """
    fields: Fields = {
        "id": "a",
        "type": "single",
        "stem": "Which of H~2~O, x^2^, **iron**, `a*b` and [this](https://example.org/) hold $x$?",
        "key": "both *of* them",
        "distractors": ["**none**", "`x`"],
    }
    ((_, item),) = through_word([fields])
    assert item.fields["stem"] == fields["stem"]
    assert answers(item.fields) == answers(fields)
    lines = [MarkedLine("1. Q"), MarkedLine("A. none", True), MarkedLine("✓ B. both", True)]
    assert read_lines(lines)[0].fields["key"] == "both"
    lines[2] = MarkedLine("B. both", True)
    assert "every option" in str(read_lines(lines)[0].notes)


_RULES = [
    {"choose": "any", "scoring": "plus-minus"},
    {"choose": "2", "scoring": "per-option"},
    {"choose": "any", "scoring": "all-or-nothing"},
]


@pytest.mark.parametrize("rule", _RULES, ids=str)
def test_how_an_item_is_scored_comes_back_from_word(rule):
    """Our own sentences on it are understood, and in no stem: the next paper would state two
    rules.  Of a statement to be corrected too; its id is behind its answer, and not in its stem.
    """
    fields: Fields = {
        "type": "multiple",
        "stem": "Which are mammals?",
        "points": "2",
        "keys": ["bat", "dolphin"],
        "distractors": ["penguin", "salmon"],
        **rule,
    }
    ((_, item),) = through_word([fields])
    assert item.fields == fields
    assert [note.what for note in item.notes] == ["what is behind the options (item-0)"]
    statement: Fields = {"type": "true-false", "stem": "It boils.", "key": "true"}
    ((_, item),) = through_word([{**statement, "correct_it": "true"}])
    assert item.fields == {**statement, "correct_it": "true", "points": "1"}
    assert [note.what for note in item.notes] == ["what is behind the answer (item-0)"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("points", ["points", "marks"])
def test_own_sentences_on_scoring_are_known_in_every_language(language, points):
    """As papers have them today and had them before, with points and with marks; and nothing that
    a teacher says of choosing, or that has one word more.
    """
    for earlier in all_versions(language):
        words = load_catalog(language, points=points, words_version=earlier.words_version)
        for rule in _RULES:
            number = int(rule["choose"]) if rule["choose"] != "any" else 0
            choose = words("choose-number", n=number) if number else words("choose-any")
            said = f"{choose} {words('scoring-' + rule['scoring'])}"
            lines = ["1. Which?", said, "*a) x", "*b) y", "c) z", said]
            (item,) = read_lines(map(MarkedLine, lines))
            assert item.fields["stem"] == "Which?" and item.fields.items() >= rule.items()
            assert item.notes == ()
            lines = ["1. Which?", choose, "*a) x", "b) y"]
            assert plain_text(choose, Notes()) in words_of_stem(lines)
            lines = ["1. Which?", f"{said} Now", "*a) x", "b) y"]
            assert "Now" in words_of_stem(lines)


def words_of_stem(lines: Sequence[str]) -> str:
    """The stem of the question that is in lines, without marks."""
    (item,) = read_lines(map(MarkedLine, lines))
    return plain_text(text_of(item.fields, "stem"), Notes())


def test_a_rule_that_an_item_cannot_have_is_told():
    """Of a question with one right option, and of one that is no choice: how it was scored."""
    rule = load_catalog("en")("scoring-plus-minus")
    for lines in (["*a) x", "b) y"], ["Answer: x"]):
        (item,) = read_lines(map(MarkedLine, ["1. Which?", rule, *lines]))
        assert "how it is scored (plus-minus)" in str(item.notes)
