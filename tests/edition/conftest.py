"""Views and key sides to freeze: one by hand with all item types, and any number drawn by
hypothesis.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from generator.content.figures import Figure, Grid, Link, Series
from generator.editions.quiz import AnswerKey, Form, QuizView, SectionView, SourceLine
from generator.items import (
    TYPES,
    CitedFact,
    Shuffle,
    cloze,
    essay,
    matching,
    multiple,
    numeric,
    ordering,
    short_answer,
    single,
    true_false,
    type_of,
)
from generator.items import item_set as sets
from generator.page.commonmark import understand

FACT = CitedFact(
    "fc-16",
    "claim",
    "Russia cited Kosovo.",
    "Frozen conflicts, paragraph 4",
    "unlikely-partnership",
    "Russia",
)
COMMON: dict[str, Any] = {
    "objective": "Explain precedents.",
    "level": "understand",
    "difficulty": "medium",
    "facts": (FACT,),
    "rationale": "The commentary reports it.",
}
OPTIONS = ("Bosnia and Herzegovina", "Kosovo", "Nagorno-Karabakh", "None of these")


@pytest.fixture(scope="session")
def view() -> QuizView:
    """Four item types in two sections and two forms, with every optional field set somewhere; its
    code is pinned.
    """
    choosing = (
        single.SingleItem("Which case did Russia *cite*?", Fraction(1), OPTIONS, pinned=1),
        multiple.MultipleItem(
            "Which states “sold” arms?",
            Fraction(3, 2),
            ("Israel", "Russia", "Slovakia"),
            2,
            "plus-minus",
        ),
    )
    writing = (
        true_false.TrueFalseItem("Aserbaidschan sagt: „Nein“ – \\*ja\\*.", Fraction(1), True, 2),
        short_answer.ShortAnswerItem("Name two.\nGive reasons.", Fraction(2), 5),
    )
    forms = (
        Form((((0, (0, 1, 2, 3)), (1, (2, 0, 1))), ((0, ()), (1, ())))),
        Form((((1, (1, 2, 0)), (0, (2, 1, 0, 3))), ((1, ()), (0, ())))),
    )
    source = SourceLine(
        "A. Author, ‘Title’ (commentary)", "2020-08", "inferred", "One commentary only."
    )
    sections = (SectionView("Facts", choosing), SectionView("Evidence", writing))
    return QuizView(
        "Frozen conflicts",
        "en",
        (source,),
        sections,
        forms,
        course="Diplomacy",
        date="2026-12-07",
        duration=40,
        instructions=("Answer all items.",),
    )


@pytest.fixture(scope="session")
def whole_view(view: QuizView) -> QuizView:
    """The same with the other types and every kind of stimulus in a third section; its code is
    pinned too.
    """
    parts = (
        sets.PartItem(single.SingleItem("Which?", Fraction(1), ("a", "b", "c"))),
        sets.PartItem(numeric.NumericItem("How many?", Fraction(1, 2), "km", 1)),
    )
    links = (Link("Russia", "Armenia", "backs"), Link("Turkey", "Azerbaijan", "backs"))
    chart = Figure(
        "line-chart",
        "Visits",
        "A line.",
        ("2010", "2011"),
        (Series("Visits", ("5", "-1.5")),),
        "visits",
    )
    grid = Grid(
        "Who backs whom", "An empty grid.", ("Armenia", "Russia"), ("Armenia", "Russia"), True
    )
    table = sets.TableData("Loans", ("What", "Year"), (("Aid", "2014"), ("*Loan*", "2012")))
    items = (
        matching.MatchingItem(
            "Match them.",
            Fraction(3),
            ("Armenia", "Baku", "Tbilisi"),
            ("denies", "says", "claims"),
            True,
        ),
        ordering.OrderingItem(
            "Order them.", Fraction(2), ("accords", "declaration", "war"), "adjacent-pairs"
        ),
        cloze.ClozeItem(
            "Fill in.", Fraction(2), ("The ", " works in ", "."), ("Minsk", "NATO", "OSCE")
        ),
        numeric.NumericItem("Count.", Fraction(1), "million euros", 2),
        essay.EssayItem("Discuss.", Fraction(20), True, 3, 9),
        sets.SetItem(
            "Read.", Fraction(3, 2), "After it", "quotation", parts, passage=("One.", "**Two**.")
        ),
        sets.SetItem("Look.", Fraction(3, 2), "After it", "data", parts[::-1], table=table),
        sets.SetItem("Look.", Fraction(3, 2), "After it", "data", parts, figure=chart),
        sets.SetItem(
            "Look.",
            Fraction(3, 2),
            "After it",
            "paraphrase",
            parts,
            figure=Figure("diagram", "Who", "Arrows.", links=links, blanks=False),
        ),
        sets.SetItem("Fill it in.", Fraction(3, 2), "After it", "data", parts, grid=grid),
    )
    orders = (
        (0, 1, 2),
        (2, 0, 1),
        (),
        (),
        (),
        (0, 1, 2),
        (1, 0, 2),
        (2, 1, 0),
        (0, 2, 1),
        (1, 2, 0),
    )
    forms = tuple(Form((*form.sections, tuple(enumerate(orders)))) for form in view.forms)
    return replace(view, sections=(*view.sections, SectionView("All else", items)), forms=forms)


@pytest.fixture(scope="session")
def key() -> AnswerKey:
    """The answers to `view`."""
    earned = (
        short_answer.Earned("names Kosovo", Fraction(1), ("Kosovo 2008",), ("Crimea",)),
        short_answer.Earned("names a date", Fraction(1)),
    )
    return AnswerKey(
        (
            (
                single.SingleKey(
                    "fc-1",
                    **COMMON,
                    key="Kosovo",
                    whys=(("Bosnia and Herzegovina", "It ended in 1995."),),
                ),
                multiple.MultipleKey(
                    "fc-2", **COMMON, keys=("Israel", "Russia"), whys=(("Slovakia", "Not named."),)
                ),
            ),
            (
                true_false.TrueFalseKey("fc-3", **COMMON, key=False, correction="It said yes."),
                short_answer.ShortAnswerKey(
                    "fc-4", **COMMON, scheme=earned, model="Kosovo, in 2008."
                ),
            ),
        )
    )


@pytest.fixture(scope="session")
def other(key: AnswerKey) -> AnswerKey:
    """The same with a corrected answer."""
    (one, two), rest = key.sections
    return AnswerKey(((single.SingleKey(one.id, **COMMON, key="Nagorno-Karabakh"), two), rest))


# U+0002 begins a text of several blocks, and no author can type it.
_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x02"), max_size=12
) | (
    st.text(st.sampled_from("ab \n->*"), max_size=12).map(lambda typed: f"x\n\n- a\n\n    {typed}b")
).map(lambda typed: understand(typed, blocks=True, literal=True))
_POINTS = st.integers(1, 9).map(lambda halves: Fraction(halves, 2))
_CHOICES = st.lists(_TEXT, min_size=2, max_size=8, unique=True).map(tuple)
_LINES = st.none() | st.integers(0, 60)
_FACTS = st.lists(
    st.builds(CitedFact, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT), max_size=2
).map(tuple)
_WHYS = st.lists(st.tuples(_TEXT, _TEXT), max_size=2).map(tuple)
_ASKED = {
    "single": st.builds(
        single.SingleItem, _TEXT, _POINTS, _CHOICES, st.booleans(), st.integers(0, 1)
    ),
    "multiple": st.builds(
        multiple.MultipleItem,
        _TEXT,
        _POINTS,
        _CHOICES,
        st.integers(0, 7),
        st.sampled_from(multiple.SCORING),
        st.booleans(),
        st.integers(0, 1),
    ),
    "true-false": st.builds(true_false.TrueFalseItem, _TEXT, _POINTS, st.booleans(), _LINES),
    "short-answer": st.builds(short_answer.ShortAnswerItem, _TEXT, _POINTS, _LINES),
    "matching": st.builds(matching.MatchingItem, _TEXT, _POINTS, _CHOICES, _CHOICES, st.booleans()),
    "ordering": st.builds(
        ordering.OrderingItem, _TEXT, _POINTS, _CHOICES, st.sampled_from(ordering.SCORING)
    ),
    "cloze": st.builds(cloze.ClozeItem, _TEXT, _POINTS, _CHOICES, _CHOICES | st.just(())),
    "numeric": st.builds(numeric.NumericItem, _TEXT, _POINTS, _TEXT, _LINES),
    "essay": st.builds(essay.EssayItem, _TEXT, _POINTS, st.booleans(), st.integers(0, 20), _LINES),
}
_PARTS = st.lists(st.one_of(*_ASKED.values()).map(sets.PartItem), max_size=3).map(tuple)
_NAMES = st.lists(_TEXT, max_size=3).map(tuple)
_SERIES = st.builds(Series, _TEXT, _NAMES)
_FIGURES = st.builds(
    Figure,
    st.sampled_from(["bar-chart", "matrix"]),
    _TEXT,
    _TEXT,
    _NAMES,
    st.lists(_SERIES, max_size=2).map(tuple),
    _TEXT,
    st.lists(st.builds(Link, _TEXT, _TEXT, _TEXT), max_size=2).map(tuple),
    st.booleans(),
)
_ASKED["set"] = st.builds(
    sets.SetItem,
    _TEXT,
    _POINTS,
    _TEXT,
    st.sampled_from(sets.KINDS),
    _PARTS,
    _NAMES,
    st.none() | st.builds(sets.TableData, _TEXT, _NAMES, st.lists(_NAMES, max_size=2).map(tuple)),
    st.none() | _FIGURES,
    st.none() | st.builds(Grid, _TEXT, _TEXT, _NAMES, _NAMES, st.booleans(), _TEXT),
)
_COMMON = (_TEXT, _TEXT, _TEXT, _TEXT, _FACTS, _TEXT)
_EARNED = st.builds(short_answer.Earned, _TEXT, _POINTS, _CHOICES, _CHOICES)
_ANSWER = {
    "single": st.builds(single.SingleKey, *_COMMON, _TEXT, _WHYS),
    "multiple": st.builds(multiple.MultipleKey, *_COMMON, _CHOICES, _WHYS),
    "true-false": st.builds(true_false.TrueFalseKey, *_COMMON, st.booleans(), _TEXT),
    "short-answer": st.builds(
        short_answer.ShortAnswerKey, *_COMMON, st.lists(_EARNED, max_size=2).map(tuple), _TEXT
    ),
    "matching": st.builds(matching.MatchingKey, *_COMMON, _WHYS),
    "ordering": st.builds(ordering.OrderingKey, *_COMMON, _WHYS),
    "cloze": st.builds(cloze.ClozeKey, *_COMMON, st.lists(_CHOICES, max_size=3).map(tuple)),
    "numeric": st.builds(numeric.NumericKey, *_COMMON, _TEXT, _TEXT),
    "essay": st.builds(
        essay.EssayKey,
        *_COMMON,
        st.lists(
            st.builds(essay.RecordedBand, st.integers(0, 9), st.integers(0, 9), _TEXT), max_size=2
        ).map(tuple),
        _CHOICES,
    ),
}
_ANSWER["set"] = st.builds(
    sets.SetKey,
    *_COMMON,
    st.lists(st.one_of(*_ANSWER.values()).map(sets.PartKey), max_size=2).map(tuple),
    st.none() | _FIGURES,
)


def _places(draw: st.DrawFn, items: tuple[Any, ...]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    order = draw(st.permutations(range(len(items))))
    return tuple(
        (index, _order(draw, type_of(items[index]).shuffle(items[index]))) for index in order
    )


def _order(draw: st.DrawFn, shuffle: Shuffle) -> tuple[int, ...]:
    order: tuple[int, ...] = ()
    for group in shuffle.groups or (shuffle,):
        order += tuple(draw(st.permutations(range(len(order), len(order) + group.count))))
    return order


@st.composite
def _views(draw: st.DrawFn) -> QuizView:
    groups = draw(
        st.lists(
            st.lists(st.one_of(*_ASKED.values()), max_size=4).map(tuple), min_size=1, max_size=3
        )
    )
    forms = tuple(
        Form(tuple(_places(draw, items) for items in groups))
        for _ in range(draw(st.integers(1, 3)))
    )
    sections = tuple(SectionView(draw(_TEXT), items) for items in groups)
    sources = draw(
        st.lists(st.builds(SourceLine, _TEXT, _TEXT, _TEXT, _TEXT), max_size=2).map(tuple)
    )
    return QuizView(
        draw(_TEXT),
        draw(_TEXT),
        sources,
        sections,
        forms,
        institution=draw(_TEXT),
        class_name=draw(_TEXT),
        duration=draw(st.integers(0, 600)),
        instructions=tuple(draw(st.lists(_TEXT, max_size=2))),
    )


@pytest.fixture(scope="session")
def views() -> st.SearchStrategy[QuizView]:
    """Any view, of any item types."""
    assert set(_ASKED) == set(TYPES), "an item type has come that these samples lack"
    return _views()


@pytest.fixture(scope="session")
def keys() -> st.SearchStrategy[AnswerKey]:
    """Any key side, of any item types."""
    assert set(_ANSWER) == set(TYPES), "an item type has come that these samples lack"
    return (
        st.lists(st.lists(st.one_of(*_ANSWER.values()), max_size=3).map(tuple), max_size=3)
        .map(tuple)
        .map(AnswerKey)
    )
