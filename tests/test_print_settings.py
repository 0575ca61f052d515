"""How a pack is printed: what its file may say, what it says when it says nothing, and what files are called for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.model import BRIEFINGS, PAPERS, PROFILES, SIDES, PrintSettings
from generator.i18n.catalog import load_catalog
from generator.loading.packs import FIELDS
from generator.render.text import text_preview
from generator.workflows.build.files import quiz_files
from generator.workflows.build.naming import Parts, ending, taken_apart

PRINT = next(field for field in FIELDS if field.name == "print")


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
        ("{profiles: [large-print, standard, large-print]}", "names large-print more than once"),
        ("{answer_sheet: 2}", "true or false"),
    ],
)
def test_what_cannot_be_printed_is_said(value, typed, says):
    """An unknown profile, none at all, one named twice, and other slips are problems with a place."""
    said = value(PRINT.kind, typed)[1]
    assert len(said) == 1 and says in said[0] and said[0].startswith("f.yaml:1:"), said


def test_the_standard_profile_is_always_made():
    """Named or not, first or last, it comes first, and every other one that is named follows in its order."""
    assert PrintSettings().looks == ("standard",)
    assert PrintSettings(profiles=("plain-text", "dyslexia")).looks == (
        "standard",
        "plain-text",
        "dyslexia",
    )
    assert PrintSettings(profiles=("dyslexia", "standard")).looks == ("standard", "dyslexia")


@given(
    st.sampled_from(PAPERS),
    st.sampled_from(SIDES),
    st.sampled_from(PROFILES),
    st.sampled_from(BRIEFINGS),
    st.from_regex(
        r"students/[a-z]+(-[a-z]+)?-[0-9A-Z]{4}-[0-9A-Z]{4}-[A-H](-answer-sheet|-KEY-r1)?",
        fullmatch=True,
    ),
)
def test_a_name_says_how_it_is_printed_and_can_be_taken_apart(
    paper, sides, profile, briefing, stem
):
    """Paper, profile and sides come back out of a name; what is usual is not in it, and a text has neither paper nor sides."""
    name = stem + ending(PrintSettings(paper=paper, sides=sides, briefing=briefing), profile)
    found = taken_apart(name)
    assert (found.stem, found.profile) == (stem, profile)
    if profile == "plain-text":
        assert name == f"{stem}-plain-text.txt"
    else:
        assert (found.paper, found.sides) == (paper.lower(), sides) and name.endswith(".pdf")
    if (paper, sides, profile) == ("A4", "duplex", "standard"):
        assert name == f"{stem}.pdf"


def test_a_name_of_another_kind_is_left_whole():
    """What bears no ending of ours is all stem."""
    assert taken_apart("manifest.json") == Parts("manifest.json", "a4", "standard", "duplex")


def test_a_paper_with_a_sheet_says_where_to_answer(quiz):
    """With answer sheets every printed paper says that answers go on the sheet; the text edition, which has none, does not."""
    line = load_catalog("en")("answer-on-sheet")
    for on_sheet in (True, False):
        settings = PrintSettings(
            profiles=("standard", "large-print", "plain-text"), answer_sheet=on_sheet
        )
        for one in quiz_files("p", quiz.view, quiz.key, "7K3Q-2M4P", 1, settings):
            if one.document.label.startswith("paper"):
                assert (line in " ".join(text_preview(one.document).split())) == (
                    on_sheet and one.profile != "plain-text"
                ), one.path
