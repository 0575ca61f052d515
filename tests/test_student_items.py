"""What a student sees holds no trace of the key: of every type, whatever the key side says, a
student sees the same.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.fields import Reference
from generator.content.figures import Link
from generator.content.model import Item
from generator.editions.arrange import option_order
from generator.i18n.catalog import load_catalog
from generator.items import TYPES, cloze, item_to_plain
from generator.items import item_set as sets
from generator.items.options import LETTERS
from generator.items.registry import item_key_from_plain, student_item_from_plain
from generator.page.blocks import BLANK, Lines, Matching
from generator.page.markup import Text
from generator.problems import NOWHERE
from generator.storage.canonical_json import canonical, from_plain, to_plain
from tests.drawn_items import MAKERS, TWISTS, drawn, item_key, sample, shown_texts, twisted

EN = load_catalog("en")
SECRET = bytes(range(16))


def seen(one: Item, forms: int = 3) -> tuple[object, ...]:
    """All that a student may meet of an item: the value, its plain form, how forms arrange it, and
    its blocks.
    """
    item_type = TYPES[one.type]
    student = item_type.student_view(one)
    orders = [
        option_order(SECRET, form, one.id, item_type.shuffle(student)) for form in range(forms)
    ]
    return (
        student,
        canonical(item_to_plain(student)),
        item_type.shuffle(student),
        orders,
        [item_type.student_blocks(student, order, EN) for order in orders],
    )


def test_every_type_is_drawn_and_twisted_here():
    """A new type of item must come with a maker and a twist for these tests."""
    assert set(MAKERS) == set(TWISTS) == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=60)
@given(data=st.data())
def test_another_key_side_is_asked_alike(kind, data):
    """Reassigned pairs, other orders, spellings, numbers, rubrics, schemes, cells, reasons, facts
    and written orders: Asked, its plain form, its arrangement on every form and its blocks are the
    same.
    """
    one = data.draw(drawn(kind=kind))
    other = twisted(one, data.draw)
    assert seen(other) == seen(one)
    assert item_key(other) != item_key(one)


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=30)
@given(data=st.data())
def test_both_halves_come_back_from_plain_data(kind, data):
    """Whatever an item holds, its halves survive being recorded."""
    one = data.draw(drawn(kind=kind))
    for from_plain_with_type, value in (
        (student_item_from_plain, TYPES[kind].student_view(one)),
        (item_key_from_plain, item_key(one)),
    ):
        assert from_plain(type(value), to_plain(value)) == value
        assert from_plain_with_type(item_to_plain(value)) == value


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=30)
@given(data=st.data())
def test_the_key_can_be_printed_on_every_form(kind, data):
    """Whatever an item holds, its answer has blocks and a short sign for each form, and each part
    its own.
    """
    one, item_type = data.draw(drawn(kind=kind)), TYPES[kind]
    student, answer = item_type.student_view(one), item_key(one)
    for form in range(3):
        order = option_order(SECRET, form, one.id, item_type.shuffle(student))
        assert (
            item_type.key_blocks(student, answer, order, EN)
            and 0 < len(item_type.short_key(student, answer, order, EN)) <= 10
        )


# ---------------------------------------------------------------- the comparison sees what differs


def _content(**change: object):
    return lambda one: replace(one, content=replace(one.content, **change))


def _figure(**change: object):
    def changed(one: Item) -> Item:
        stimulus = one.content.stimulus
        return replace(
            one,
            content=replace(
                one.content, stimulus=replace(stimulus, figure=replace(stimulus.figure, **change))
            ),
        )

    return changed


def _first(name: str, value: object):
    """Another first entry in a tuple of the content."""
    return lambda one: replace(
        one, content=replace(one.content, **{name: (value, *getattr(one.content, name)[1:])})
    )


def _part(number: int, **change: object):
    def changed(one: Item) -> Item:
        parts = list(one.content.parts)
        parts[number] = replace(parts[number], **change)
        return replace(one, content=replace(one.content, parts=tuple(parts)))

    return changed


def _links(*links: tuple[str, str, str]):
    return tuple(Link(*link) for link in links)


E = Text("e")
VISIBLE = {
    "stem": ("numeric", lambda one: replace(one, stem=E)),
    "points": ("matching", lambda one: replace(one, points=Fraction(9))),
    "lines": ("essay", lambda one: replace(one, lines=5)),
    "working": ("numeric", lambda one: replace(one, lines=5)),
    "choose": ("multiple", _content(choose=0)),
    "scoring": ("multiple", _content(scoring="per-option")),
    "correct_it": ("true-false", _content(correct_it=False)),
    "unused": ("matching", _content(unused=())),
    "another unused": ("matching", _content(unused=(E,))),
    "reuse": ("matching", _content(reuse=True)),
    "rule of an order": ("ordering", _content(scoring="all-or-nothing")),
    "word bank": ("cloze", _content(word_bank=None)),
    "unused word": ("cloze", _content(word_bank=(E,))),
    "unit": ("numeric", _content(unit=E)),
    "booklet": ("essay", _content(booklet=True)),
    "planning": ("essay", _content(planning=None)),
    "provenance": ("passage", _content(provenance=E)),
    "kind": ("table", _content(kind="quotation")),
    "passage": ("passage", _content(stimulus=sets.Stimulus(passage=(Text("a"), E)))),
    "cell": (
        "table",
        _content(stimulus=sets.Stimulus(table=sets.TableData("C", ("h", "i"), (("a", "e"),)))),
    ),
    "caption": ("chart", _figure(caption="D")),
    "alt": ("grid", _figure(alt="else")),
    "blanks": ("matrix", _figure(blanks=True)),
    "an actor more": ("grid", _figure(links=_links(("A", "B", "backs"), ("B", "C", "arms")))),
    "relation of a figure that is shown": (
        "matrix",
        _figure(links=_links(("A", "B", "arms"), ("B", "A", "arms"))),
    ),
    "value of a chart that is shown": ("chart", _figure(unit="km")),
    "a part's stem": ("grid", _part(0, stem=E)),
    "a part's points": ("grid", _part(1, points=Fraction(2))),
    "a part's lines": ("chart", _part(0, lines=4)),
}


@pytest.mark.parametrize("case", VISIBLE)
def test_whatever_a_student_sees_is_in_what_is_asked(case):
    """The control: a change that can be seen on paper changes Asked and its plain form."""
    kind, change = VISIBLE[case]
    one = sample(kind)
    assert seen(one) == seen(sample(kind))
    assert seen(change(one))[:2] != seen(one)[:2] and seen(change(one))[1] != seen(one)[1]


@pytest.mark.parametrize(
    ("kind", "name", "careless"),
    [
        ("matching", "pairs", lambda one: tuple(pair.premise.source for pair in one.content.pairs)),
        (
            "ordering",
            "sequence",
            lambda one: tuple(step.text.source for step in one.content.sequence),
        ),
        ("cloze", "gapped", lambda one: tuple(len(ways[0]) for ways in one.content.gapped.blanks)),
        ("numeric", "key", lambda one: len(str(one.content.key))),
        ("essay", "rubric", lambda one: len(one.content.indicative)),
    ],
)
def test_a_view_that_held_something_of_the_key_would_be_caught(kind, name, careless):
    """The control of the twists: what careless code would have taken over from the key side differs
    between the two.
    """
    caught = []

    @settings(max_examples=60, database=None)
    @given(data=st.data())
    def look(data):
        one = data.draw(drawn(kind=kind))
        caught.append(careless(twisted(one, data.draw)) != careless(one))

    look()
    assert any(caught)


# ---------------------------------------------------------------- space and arrangement


@pytest.mark.parametrize(
    ("kind", "points", "lines", "counts"),
    [
        ("numeric", "1", None, []),
        ("numeric", "3", None, [2]),
        ("numeric", "2.5", None, [1]),
        ("numeric", "1", 4, [4]),
        ("numeric", "3", 0, []),
        ("essay", "6", None, [2, 15]),
        ("essay", "0.5", None, [2, 2]),
        ("essay", "6", 3, [2, 3]),
        ("essay", "6", 0, [2]),
        ("short-answer", "2", None, [4]),
    ],
)
def test_space_follows_points_or_lines(kind, points, lines, counts):
    """Ruled lines are as many as the points give, or as `lines` says; planning comes before
    them.
    """
    one = sample(kind, points=Fraction(points), lines=lines)
    assert [
        block.count
        for block in TYPES[kind].student_blocks(TYPES[kind].student_view(one), (), EN)
        if isinstance(block, Lines)
    ] == counts


def test_an_answer_in_a_booklet_prints_no_lines():
    """The words stand where the lines would."""
    one = _content(booklet=True, planning=None)(sample("essay"))
    blocks = TYPES["essay"].student_blocks(TYPES["essay"].student_view(one), (), EN)
    assert EN("booklet") in repr(blocks) and not any(isinstance(block, Lines) for block in blocks)


@given(
    st.lists(
        st.lists(st.text("ab c", min_size=1, max_size=40), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_every_blank_is_as_long_as_every_other(blanks):
    """Each blank is the same rule with its number, whatever fills it."""
    student = cloze.ClozeItem("S", Fraction(1), ("x ",) * (len(blanks) + 1))
    gapped = next(
        block
        for block in TYPES["cloze"].student_blocks(student, (), EN)
        if getattr(block, "role", "") == "gapped"
    )
    assert [run.text for run in gapped.runs if "_" in run.text] == [
        f"({n})\u00a0{BLANK}" for n in range(1, len(blanks) + 1)
    ]


def _sides(blocks):
    """The responses and the premises of a matching question, each as printed; those that are not
    all words are above each other.
    """
    if isinstance(blocks[-1], Matching):
        return blocks[-1].responses, blocks[-1].premises
    lettered, boxed = blocks[-2:]
    responses = tuple((each.letter, each.runs, each.blocks) for each in lettered.entries)
    return responses, tuple((each.runs, each.blocks) for each in boxed.entries)


@settings(max_examples=60)
@given(drawn(kind="matching"))
def test_responses_have_the_same_letters_in_every_form(one):
    """Responses stand by number, date or alphabet under the same letters on every form; only
    premises are arranged.
    """
    item_type = TYPES["matching"]
    student = item_type.student_view(one)
    count = len(student.premises)
    sides = [
        _sides(
            item_type.student_blocks(
                student, option_order(SECRET, form, one.id, item_type.shuffle(student)), EN
            )
        )
        for form in range(count)
    ]
    assert len({responses for responses, _ in sides}) == 1
    letters = [response[0] for response in sides[0][0]]
    assert letters == list(LETTERS[: len(student.responses)])
    for place in range(count):
        assert len({premises[place] for _, premises in sides}) == count, (
            "over the forms each premise stands in each place"
        )


@settings(max_examples=60)
@given(drawn(kind="matching"))
def test_the_key_of_a_match_is_the_letter_of_its_response(one):
    """On every form each premise has the letter of the response it was written with."""
    item_type, pairs = (
        TYPES["matching"],
        {pair.premise.source: pair.response.source for pair in one.content.pairs},
    )
    student, answer = item_type.student_view(one), item_key(one)
    for form in range(3):
        order = option_order(SECRET, form, one.id, item_type.shuffle(student))
        letters = item_type.short_key(student, answer, order, EN)
        assert [student.responses[LETTERS.index(letter)] for letter in letters] == [
            pairs[student.premises[n]] for n in order
        ]


@settings(max_examples=60)
@given(drawn(kind="ordering"))
def test_the_key_of_an_order_is_what_stands_in_the_boxes(one):
    """Read down the page, the strip's numbers put the events in their right order."""
    item_type, right = TYPES["ordering"], [step.text.source for step in one.content.sequence]
    student, answer = item_type.student_view(one), item_key(one)
    for form in range(3):
        order = option_order(SECRET, form, one.id, item_type.shuffle(student))
        said = item_type.short_key(student, answer, order, EN)
        if len(right) == 10:
            assert said == "…"
            continue
        printed = [student.events[n] for n in order]
        assert [event for _, event in sorted(zip(said, printed, strict=True))] == right


@settings(max_examples=40)
@given(drawn(kind="set"), st.integers(0, 6))
def test_parts_are_arranged_one_by_one(one, run):
    """Each part's options hold to the rule of single items: of as many forms as it has options,
    each takes each letter once; and an order falls apart into one of each part.
    """
    item_type = TYPES["set"]
    student = item_type.student_view(one)
    shuffle = item_type.shuffle(student)
    assert len(shuffle.groups) == len(one.content.parts)
    for part, group in enumerate(shuffle.groups):
        free = group.count - group.pinned
        if group.fixed or free < 2:
            continue
        orders = [
            TYPES["set"]
            .shuffle(student)
            .split(option_order(SECRET, run * free + step, one.id, shuffle))[part]
            for step in range(free)
        ]
        for option in range(free):
            assert sorted(order.index(option) for order in orders) == list(range(free))
        assert all(sorted(order) == list(range(group.count)) for order in orders)
    assert shuffle.accepts(option_order(SECRET, run, one.id, shuffle)) and sorted(
        shown_texts(one)
    ) == sorted(text for group in shuffle.groups for text in group.options)


def test_two_parts_with_the_same_options_are_arranged_apart():
    """What a student knows of one part's letters tells nothing of another's."""
    one = sample("passage")
    twin = sample("single", points=Fraction(1))
    one = replace(one, content=replace(one.content, parts=(twin, replace(twin, stem=E))))
    item_type = TYPES["set"]
    student = item_type.student_view(one)
    orders = [
        TYPES["set"]
        .shuffle(student)
        .split(option_order(SECRET, form, f"it-{form}", item_type.shuffle(student)))
        for form in range(40)
    ]
    assert sum(first != second for first, second in orders) > 20


@pytest.mark.parametrize(
    "order",
    [(), (0, 1, 2), (0, 1, 2, 3, 3, 4, 5), (4, 5, 6, 7, 0, 1, 2, 3), (0, 1, 2, 3, 4, 5, 6, 8)],
)
def test_an_order_that_mixes_parts_is_refused(order):
    """An order holds each part's options among themselves, each once."""
    one = sample("passage")
    parts = (sample("single"), sample("multiple"))
    item_type = TYPES["set"]
    shuffle = item_type.shuffle(
        item_type.student_view(replace(one, content=replace(one.content, parts=parts)))
    )
    assert shuffle.accepts((2, 1, 0, 3, 4, 6, 5)) and not shuffle.accepts(order)


def test_a_reference_is_no_part_of_what_is_asked():
    """Facts, levels and reviewers of parts are key side like those of items."""
    one = sample("passage")
    other = _part(
        0,
        facts=(Reference("f-9", NOWHERE),),
        level="create",
        difficulty="easy",
        reviewed_by="Me",
        notes="So.",
    )(one)
    assert seen(other) == seen(one)
