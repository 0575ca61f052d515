"""One style of saying what kind of statement something is: in briefings, passages, keys, guides."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.figures import STATUSES, Event, Figure
from generator.documents.attribution import said_by, with_others
from generator.documents.briefing.document import briefing
from generator.documents.full_key import full_key
from generator.editions.arrange import arrange
from generator.i18n.catalog import languages, load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.items import CitedFact
from generator.items.figure_blocks import figure_blocks
from generator.items.status_marks import status_marks
from generator.page.blocks import Timeline, TitleBand
from generator.page.markup import Span
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import briefing_source
from generator.workflows.project import load_project
from tests.edition_values import edition_of

REPOSITORY = Path(__file__).parents[1]
EN = load_catalog("en")
FIRST = load_catalog("en", words_version=FIRST_WORDS_VERSION)
FACT = CitedFact("hr-01", "allegation", "It burned.", "page 2", "report", "the owner", "2019")


def test_a_mark_is_shown_once_and_always_in_the_same_order():
    """Facts in any order give marks in one; a claim and an allegation share one, with both words."""
    marks = status_marks(["derived", "allegation", "denial", "claim", "reported", "claim"], EN)
    assert [(mark.mark, mark.text) for mark in marks] == [
        ("reported", "reported"),
        ("claim", "claim, allegation"),
        ("denial", "denial"),
        ("derived", "derived"),
    ]
    (only,) = status_marks(["allegation"], EN)
    assert (only.mark, only.text) == ("claim", "allegation")
    assert status_marks(["", "no such status"], EN) == ()


@pytest.mark.parametrize("language", languages())
def test_keys_mark_a_fact_and_say_who_says_it(language):
    """In every language the mark takes the word’s place, and all other words stay."""
    catalog = load_catalog(language)
    word = catalog("status-allegation")
    said = said_by(FACT, catalog)
    assert [span for span in said if span.mark] == [Span(word, mark="claim")]
    first = load_catalog(language, words_version=FIRST_WORDS_VERSION)
    in_words = said_by(FACT, first)
    assert not any(span.mark for span in in_words)
    assert plain_text(said) == plain_text(in_words)
    assert plain_text(with_others(said, "hr-02", catalog)) == catalog(
        "evidence-beside", fact=plain_text(said), others="hr-02"
    )


def plain_text(runs):
    """The words of spans."""
    return "".join(span.text for span in runs)


def test_a_key_in_the_first_words_has_no_marks(harbour, loaded):
    """Keys of editions that were recorded before there were marks in keys stay as they were."""
    content = loaded(harbour).content
    quiz = arrange(content.packs["harbour"], content)
    edition = edition_of(quiz.view, quiz.key)
    assert "[claim] by the harbour office" in text_preview(full_key(edition, (0,), EN))
    old = replace(edition, view=replace(edition.view, words_version=FIRST_WORDS_VERSION))
    shown = text_preview(full_key(old, (0,), FIRST))
    assert "claim by the harbour office" in shown and "[claim]" not in shown


@pytest.mark.parametrize("status", [*STATUSES, ""])
def test_an_event_in_a_passage_has_the_mark_of_its_status_and_its_word(status):
    """On a paper nothing explains the marks, so that the word is there too; papers with the first
    words are printed without.
    """
    figure = Figure(
        "timeline", "A fire", "Two events.", events=(Event("2019", "It burned.", status),)
    )

    def event(catalog):
        (chart,) = (b for b in figure_blocks(figure, catalog) if isinstance(b, Timeline))
        return chart.events[0]

    assert event(EN).marks == status_marks([status], EN)
    assert event(EN).status == (EN(f"status-{status}") if status else "")
    assert event(FIRST) == replace(event(EN), marks=())


@pytest.mark.parametrize("name", ["frozen-conflicts", "counter-secession", "arms-scandal"])
def test_every_mark_of_a_briefing_is_explained_with_its_words(name):
    """Who reads a mark, or its words in brackets, finds both under the title."""
    content = load_project(ProjectFiles(REPOSITORY)).content
    source = briefing_source(content.packs[name], content, EN)
    for style in (source.style, source.list_style):
        document = briefing(source, "", style)
        (band,) = (block for block in document.blocks if isinstance(block, TitleBand))
        explained = {
            (span.mark, word) for runs in band.lines for span in runs for word in words_of(span)
        }
        shown = re.findall(r"\[([a-z, ]+)\]", text_preview(document))
        words = {word for own in shown for word in own.split(", ")}
        assert words and words <= {word for mark, word in explained if mark}


def words_of(span):
    """The words that a mark has."""
    return span.text.split(", ") if span.mark else ()
