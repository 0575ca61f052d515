"""Impact: what a change of an item means for papers already printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from generator.editions import changes_marking, differences, impacts, placed_items, replacements
from generator.editions.quiz import AnswerKey, QuizView
from generator.items import CitedFact, Shuffle, multiple, short_answer, single
from generator.page.commonmark import understand
from generator.workflows.marking.diff import telling
from generator.workflows.marking.errata import _order

FACT = CitedFact("f-1", "reported", "It happened.", "page 1", "report")
COMMON: dict[str, Any] = {
    "objective": "Know it.",
    "level": "understand",
    "difficulty": "medium",
    "facts": (FACT,),
    "rationale": "The report says so.",
}
ASKED = single.SingleItem(
    "Which case was cited first?",
    Fraction(1),
    ("Bosnia and Herzegovina", "Kosovo", "Nagorno-Karabakh"),
)
ANSWER = single.SingleKey("q-1", **COMMON, key="Kosovo", whys=(("Nagorno-Karabakh", "Not cited."),))


def texts(*options: str) -> single.SingleItem:
    """The item with other options."""
    return replace(ASKED, options=tuple(sorted(options)))


@pytest.mark.parametrize(
    ("asked", "answer", "kinds"),
    [
        (ASKED, ANSWER, []),
        (ASKED, replace(ANSWER, rationale="Another."), ["cosmetic"]),
        (ASKED, replace(ANSWER, whys=(), level="apply"), ["cosmetic"]),
        (replace(ASKED, stem="Which  case was cited first?"), ANSWER, ["cosmetic"]),
        (replace(ASKED, stem="Which case was cited last?"), ANSWER, ["wording"]),
        (replace(ASKED, points=Fraction(2)), ANSWER, ["wording"]),
        (texts("Bosnia & Herzegovina", "Kosovo", "Nagorno-Karabakh"), ANSWER, ["wording"]),
        (
            texts("Bosnia and Herzegovina", "Kosovo.", "Nagorno-Karabakh"),
            replace(ANSWER, key="Kosovo."),
            ["wording"],
        ),
        (
            texts("Bosnia and Herzegovina", "Crimea", "Nagorno-Karabakh"),
            replace(ANSWER, key="Crimea"),
            ["answer", "wording"],
        ),
        (ASKED, replace(ANSWER, key="Nagorno-Karabakh"), ["answer"]),
        (ASKED, replace(ANSWER, facts=(replace(FACT, text="It did not."),)), ["evidence"]),
        (
            ASKED,
            replace(
                ANSWER,
                facts=(replace(FACT, status="claim"),),
                key="Nagorno-Karabakh",
                rationale="x",
            ),
            ["answer", "evidence", "cosmetic"],
        ),
        (ASKED, replace(ANSWER, facts=()), ["evidence"]),
    ],
)
def test_a_change_has_its_class(asked, answer, kinds):
    """Each change of an item is of the class that says what to do about printed copies."""
    assert [impact.kind for impact in impacts(ASKED, ANSWER, asked, answer)] == kinds


@pytest.mark.parametrize(
    ("old", "new", "other"),
    [
        ("in the year 2018", "in the year 2019", True),
        ("The union was asked", "The union was not asked", True),
        ("the commision reported it", "the commission reported it", False),
        ("Kosovo", "Crimea", True),
        ("They don’t agree on it at all", "They do agree on it at all", True),
    ],
)
def test_a_key_mended_is_not_a_key_changed(old, new, other):
    """A typo mended in the key's text is wording; another figure, a negation or other words are
    another answer.
    """
    before, after = (replace(ASKED, options=("Bosnia", text)) for text in (old, new))
    assert (
        changes_marking(before, replace(ANSWER, key=old), after, replace(ANSWER, key=new)) is other
    )


def test_in_code_every_sign_counts():
    """A key in a block of code is mended where it still shows the same, and another one where a
    space or a sign differs: that may change what it does.
    """
    block, spaced, same = (
        understand(f"{ticks}\n{code}\n{ticks}", blocks=True, literal=True)
        for ticks, code in (("```", "x = 10"), ("```", "x  = 10"), ("````", "x = 10"))
    )
    for new, other in ((spaced, True), (same, False)):
        before, after = (replace(ASKED, options=("Bosnia", text)) for text in (block, new))
        keys = (replace(ANSWER, key=text) for text in (block, new))
        assert changes_marking(before, next(keys), after, next(keys)) is other


def test_the_order_of_keys_marks_nothing():
    """Keys and accepted answers written in another order are the same answer; a credit's points are
    not.
    """
    asked = multiple.MultipleItem("Which?", Fraction(1), ("a", "b", "c"), 2, "per-option")
    one = multiple.MultipleKey("q", **COMMON, keys=("a", "b"))
    assert not changes_marking(asked, one, asked, replace(one, keys=("b", "a")))
    assert changes_marking(asked, one, asked, replace(one, keys=("c", "a")))
    written = short_answer.ShortAnswerItem("Why?", Fraction(2), 5)
    scheme = (
        short_answer.Earned("says it", Fraction(1), ("x", "y")),
        short_answer.Earned("shows it", Fraction(1)),
    )
    told = short_answer.ShortAnswerKey("q", **COMMON, scheme=scheme, model="So.")
    same = replace(told, scheme=(replace(scheme[0], accept=("y", "x")), scheme[1]), model="Thus.")
    assert not changes_marking(written, told, written, same)
    assert changes_marking(
        written,
        told,
        written,
        replace(told, scheme=(scheme[0], replace(scheme[1], points=Fraction(2)))),
    )
    assert changes_marking(written, told, asked, one)


def test_a_text_finds_the_one_in_its_place():
    """An option that is gone is matched with the one most like it, and the last of each with one
    another.
    """
    assert replacements(ASKED, ASKED) == {}
    new = texts("Bosnia & Herzegovina", "Crimea", "Nagorno-Karabakh")
    assert replacements(ASKED, new) == {
        "Bosnia and Herzegovina": "Bosnia & Herzegovina",
        "Kosovo": "Crimea",
    }


def test_two_quizzes_compared(view: QuizView, key: AnswerKey):
    """Items are paired by id, or by what they ask; front matter and arrangement are told apart."""
    assert (
        not any(differences(view, key, view, key).items)
        and not differences(view, key, view, key).rearranged
    )
    (one, two), rest = key.sections
    renamed = AnswerKey(((replace(one, id="fc-9"), replace(two, rationale="x")), rest))
    found = differences(view, key, replace(view, title="Other"), renamed)
    assert [
        (change.name, change.renamed, change.student_fields, change.key_fields)
        for change in found.items
    ] == [("fc-9", True, (), ()), ("fc-2", False, (), ("rationale",))]
    assert found.front == ("title",) and not found.added and not found.dropped
    fewer = replace(view.sections[0], items=view.sections[0].items[:1])
    form = view.forms[0].sections
    cut = replace(
        view,
        sections=(fewer, view.sections[1]),
        forms=(replace(view.forms[0], sections=(form[0][:1], form[1])),),
    )
    found = differences(view, key, cut, AnswerKey(((one,), rest)))
    assert found.dropped == ("fc-2",) and found.rearranged and "number of forms" in found.front
    assert [place.name for place in placed_items(view, key)] == ["fc-1", "fc-2", "fc-3", "fc-4"]


def test_another_number_of_sections_is_told_as_that(view, key):
    """Where sections were joined, the front is said to have fewer of them, and of what no section
    says, such as instructions, nothing; what one does say is told.
    """
    (first, second), (form, *_) = view.sections, view.forms
    joined = replace(
        view,
        sections=(replace(first, items=(*first.items, *second.items)),),
        forms=(replace(form, sections=((*form.sections[0], *form.sections[1]),)),),
    )
    joined_key = AnswerKey((key.sections[0] + key.sections[1],))
    lines = telling((replace(view, forms=(form,)), key), (joined, joined_key))
    assert "number of sections: was 2, is now 1" in lines
    assert not any("not given" in line or "‘all’" in line for line in lines), lines
    asked = replace(joined, sections=(replace(joined.sections[0], instructions="In ink."),))
    lines = telling((replace(view, forms=(form,)), key), (asked, joined_key))
    assert any(line.startswith("section instructions: ") and "In ink." in line for line in lines)


def test_a_set_of_other_parts_is_beyond_a_slip():
    """A set whose number of parts changed cannot be put right on paper: no order is made up."""
    first, second = Shuffle(("a", "b")), Shuffle(("c", "d"))
    whole, shorter = Shuffle(groups=(first, second)), Shuffle(groups=(first,))
    assert _order(whole, shorter, (0, 1, 2, 3), {}) is None
    assert _order(whole, whole, (1, 0, 2, 3), {}) == (1, 0, 2, 3)
