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
