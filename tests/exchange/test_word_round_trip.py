"""A bank as a Word document and back: the same questions with the same right answers, or a note."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from generator.exchange.exchanged import ExchangedItem, Fields, Notes, entry_text, list_of, text_of
from generator.exchange.formats import FORMATS
from generator.exchange.marked_text import MarkedLine, read_lines
from generator.exchange.markup_text import plain_text
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.import_items import import_items
from generator.workflows.authoring.word_files import bank_file
from generator.workflows.project import load_project
from tests.exchange.strategies import LINES, items

_KINDS = ("single", "multiple", "true-false")


def through_word(fields: Fields) -> list[ExchangedItem]:
    """What comes in again of an item that went out as a Word document; [] where the bank refuses
    it.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = ProjectFiles(Path(folder))
        import_items(project, "bank", [("a.csv", FORMATS["csv"], [ExchangedItem("a", fields)])])
        loaded = load_project(project)
        ready = [item for item in loaded.content.banks["bank"].items if item.status == "ready"]
        if not ready:
            return []
        return FORMATS["docx"].read(bank_file("Bank", ready, loaded.content))


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

    @settings(max_examples=6, deadline=None)
    @given(items(kind), LINES)
    def holds(fields, stem):
        fields = {name: value for name, value in fields.items() if name != "rationale"}
        read = through_word({**fields, "stem": stem})
        assume(read)
        (item,) = (item for item in read if not item.is_lost)
        assert answers(item.fields) == answers(fields)
        assert words(text_of(item.fields, "stem")).startswith(words(stem))

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
    (item,) = (item for item in through_word(fields) if not item.is_lost)
    assert item.fields["stem"] == fields["stem"]
    assert answers(item.fields) == answers(fields)
    lines = [MarkedLine("1. Q"), MarkedLine("A. none", True), MarkedLine("✓ B. both", True)]
    assert read_lines(lines)[0].fields["key"] == "both"
    lines[2] = MarkedLine("B. both", True)
    assert "every option" in str(read_lines(lines)[0].notes)
