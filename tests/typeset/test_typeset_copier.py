"""What is on a page is on its copy too, on a black-and-white copier of 150 dots to an inch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.pictures.copier import copied
from generator.render import pdf
from tests.typeset import sample_documents

SHEET = pdf.SHEETS["A4"]


def pages_with_losses(document, profile: str) -> int:
    """How many pages of a document lose something on a copier."""
    look = pdf.PROFILES[profile] if document.dense else pdf.LOOKS["standard"][profile]
    (file,) = pdf.render_documents([document], look, SHEET, duplex=True)
    return sum(bool(marks) for marks in copied(file.data).lost)


@pytest.mark.parametrize("profile", ["standard", "dyslexia"])
def test_no_rule_of_a_paper_is_lost(profile):
    """Rules beside passages, in matching tasks, tables and charts, lines to write on and marks to
    cross are on the copy.
    """
    assert pages_with_losses(sample_documents.types(), profile) == 0


def test_no_rule_of_a_key_is_lost():
    """The rules between the rows of a key's tables are on the copy."""
    assert pages_with_losses(replace(sample_documents.prose(), dense=True), "standard") == 0


def test_papers_that_are_out_keep_their_light_rules():
    """Editions in the first version's words are printed as they were: a copier loses their light
    rules, which is what the other tests would find.
    """
    earlier = replace(sample_documents.types(), words_version=FIRST_WORDS_VERSION)
    assert pages_with_losses(earlier, "standard") > 0
