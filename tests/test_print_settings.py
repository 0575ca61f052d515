"""How a pack is printed: what its file may say, what it says when it says nothing."""

from __future__ import annotations

import pytest

from generator.content.model import PrintSettings
from generator.documents import PAPER
from generator.loading.packs import FIELDS
from generator.render.text import text_preview
from generator.workflows.build.compose import quiz_files
from tests.edition_values import edition_of

PRINT, BRIEFING, QUIZ = (
    next(field for field in FIELDS if field.name == name) for name in ("print", "briefing", "quiz")
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{}", PrintSettings()),
        ("{copies: 30}", PrintSettings(copies=30)),
        (
            "{profiles: [large-print, plain-text], briefing: with-paper, answer_sheet: true}",
            PrintSettings(
                profiles=("large-print", "plain-text"), briefing="with-paper", answer_sheet=True
            ),
        ),
    ],
)
def test_settings_are_read(value, typed, expected):
    """Every setting has a default, and none is lost."""
    assert value(PRINT.kind, typed) == (expected, [])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("{profiles: [standard, huge]}", "huge"),
        ("{profiles: []}", "at least 1"),
        ("{briefing: inside}", "inside"),
        ("{profiles: [large-print, standard, large-print]}", "lists large-print more than once"),
        ("{answer_sheet: 2}", "true or false"),
    ],
)
def test_what_cannot_be_printed_is_said(value, typed, says):
    """An unknown profile, none at all, one named twice, and other slips are problems with a
    place.
    """
    said = value(PRINT.kind, typed)[1]
    assert len(said) == 1 and says in said[0] and said[0].startswith("f.yaml:1:"), said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("{parts: [glossary, glossary]}", "1:12: error part-twice: 'parts' lists glossary"),
        ("{without: [glossary, people, glossary]}", "error part-twice: 'without' lists glossary"),
        ("{parts: [glossary], without: [people]}", "'parts' says already what is printed"),
        ("{topics: [a], not_in: [b]}", "'topics' says already which summaries are printed"),
    ],
)
def test_what_a_briefing_says_twice_is_said(value, typed, says):
    """A part named twice, and fields of which one decides already: one problem with its place."""
    (said,) = value(BRIEFING.kind, typed)[1]
    assert says in said


@pytest.mark.parametrize(("second", "is_told"), [("One", True), ("Two", False)])
def test_drawn_sections_have_titles_of_their_own(value, second, is_told):
    """Drawn items are kept by the section's title; sections whose items are named may share one."""
    drawn, named = "blueprint: {banks: [b], items: 2}", "items: [x]"
    for first, expected in ((drawn, is_told), (named, False)):
        typed = f"{{sections: [{{title: One, {first}}}, {{title: {second}, items: [y]}}]}}"
        said = value(QUIZ.kind, typed)[1]
        assert [" section-twice: " in line for line in said] == [True] * expected


def test_the_standard_profile_is_always_made():
    """Named or not, first or last, it comes first, and every other one that is named follows in its
    order.
    """
    assert PrintSettings().looks == ("standard",)
    assert PrintSettings(profiles=("plain-text", "dyslexia")).looks == (
        "standard",
        "plain-text",
        "dyslexia",
    )
    assert PrintSettings(profiles=("dyslexia", "standard")).looks == ("standard", "dyslexia")


def test_a_paper_with_a_sheet_says_where_to_answer(quiz):
    """With answer sheets every printed paper says that answers go on the sheet; the text edition,
    which has none, does not.
    """
    line = quiz.view.catalog("answer-on-sheet-booklet")
    for on_sheet in (True, False):
        settings = PrintSettings(
            profiles=("standard", "large-print", "plain-text"), answer_sheet=on_sheet
        )
        for file in quiz_files(edition_of(quiz.view, quiz.key), settings):
            if file.output.kind is PAPER:
                assert (line in " ".join(text_preview(file.content).split())) == (
                    on_sheet and file.output.profile != "plain-text"
                ), file.path
