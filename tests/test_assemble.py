"""Forms are a function of seed, ids and what is asked: nothing is lost, nothing moves without a
reason or gives the key away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.dates import PartialDate
from generator.content.field_types import points_text
from generator.content.fields import Reference
from generator.content.model import (
    EARLIER,
    FORM_LETTERS,
    MOST_FORMS,
    Bank,
    Citation,
    Content,
    Evidence,
    Fact,
    Item,
    Pack,
    PrintSettings,
    QuizSection,
)
from generator.documents import PAPER, StudentCopy
from generator.editions.arrange import Quiz, arrange, option_order, printed_sources
from generator.editions.quiz import (
    form_index,
    form_name,
    key_fits_view,
    view_from_plain,
    view_to_plain,
)
from generator.items import Shuffle, StudentItem, type_of
from generator.items.options import LETTERS, Choices, Distractor, letter_of
from generator.page.blocks import SideBySide, Table
from generator.page.markup import Text
from generator.storage.canonical_json import canonical
from tests.drawn_items import drawn, item, shown_texts, twisted

SEED = "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21"
SECRET = bytes.fromhex(SEED)
FACT = Fact("f-1", "reported", Text("A fact."), "p. 1", source="src")
OPTIONS = (
    "Armenia",
    "Azerbaijan",
    "Georgia",
    "Kosovo",
    "Russia",
    "Serbia",
    "Turkey",
    "None of these",
)


def single(name: str, *texts: str, order: str = "", last: str = "") -> Item:
    """An item whose first text is the key."""
    wrong = tuple(Distractor(Text(text)) for text in texts[1:])
    return item(
        name, "single", Choices((Text(texts[0]),), wrong, order, Text(last) if last else None)
    )


def quiz(sections: list[tuple[str, list[Item]]], forms: int = 2, seed: str = SEED) -> Quiz:
    """The quiz of these sections: (order, items)."""
    bank = Bank(
        "b",
        "questions/b.yaml",
        "B",
        "en",
        (("obj", Text("Know it.")),),
        tuple(i for _, part in sections for i in part),
    )
    source = Evidence(
        "src",
        "e",
        Citation("A", "T", "report"),
        PartialDate(2020),
        "stated",
        None,
        (),
        (),
        (FACT,),
        (),
    )
    parts = tuple(
        QuizSection(Text(f"Part {n}"), order, tuple(Reference(i.id, FACT.location) for i in part))
        for n, (order, part) in enumerate(sections)
    )
    pack = Pack(
        "p",
        "packs/p.yaml",
        Text("P"),
        None,
        None,
        None,
        None,
        None,
        None,
        (),
        (),
        (Reference("src", FACT.location),),
        "en",
        seed,
        forms,
        parts,
        PrintSettings(),
    )
    return arrange(pack, Content({"src": source}, {"b": bank}, {}, {"p": pack}))


def arranged(made: Quiz, form: int) -> list[dict[str, tuple[str, ...]]]:
    """Per section, in printing order: each item's id with its options' texts as printed."""
    found = []
    for section, answers, places in zip(
        made.view.sections, made.key.sections, made.view.forms[form].sections, strict=True
    ):
        found.append(
            {answers[index].id: _texts(section.items[index], order) for index, order in places}
        )
    return found


def _texts(asked: StudentItem, order: tuple[int, ...]) -> tuple[str, ...]:
    """An item's options, premises or events as printed; those of a set's parts one after
    another.
    """
    shuffle = type_of(asked).shuffle(asked)
    texts = [text for group in shuffle.groups or (shuffle,) for text in group.options]
    return tuple(texts[index] for index in order)


def flat(made: Quiz, form: int) -> dict[str, tuple[str, ...]]:
    """Each item's options as printed, over all sections."""
    return {name: texts for section in arranged(made, form) for name, texts in section.items()}


@st.composite
def banks(draw, most: int = 6) -> list[Item]:
    """Some items with ids of their own."""
    names = draw(
        st.lists(st.from_regex(r"\A[a-z]{1,3}-[0-9]\Z"), min_size=1, max_size=most, unique=True)
    )
    return [draw(drawn(name)) for name in names]


SEEDS = st.binary(min_size=16, max_size=16).map(bytes.hex)


PARTS = st.lists(
    st.tuples(st.sampled_from(["shuffle", "as-written"]), banks(4)), min_size=1, max_size=3
)


@settings(max_examples=60)
@given(PARTS, st.integers(1, 9), SEEDS)
def test_every_form_has_each_item_once_and_each_option_once(parts, forms, seed):
    """Whatever the sections and the number of forms, no form lacks or repeats an item or an option,
    and the key side fits.
    """
    parts = [
        (order, [replace(one, id=f"s{n}-{one.id}") for one in part])
        for n, (order, part) in enumerate(parts)
    ]
    made = quiz(parts, forms, seed)
    assert len(made.view.forms) == forms and key_fits_view(made.view, made.key)
    for form in range(forms):
        for (_, written), printed in zip(parts, arranged(made, form), strict=True):
            assert sorted(printed) == sorted(one.id for one in written)
            for one in written:
                assert sorted(printed[one.id]) == sorted(shown_texts(one))
    assert view_from_plain(view_to_plain(made.view)) == made.view
    assert made.view.points == sum(one.points for _, part in parts for one in part)


@settings(max_examples=60)
@given(banks(), st.data(), st.integers(1, 6))
def test_what_is_seen_does_not_depend_on_how_it_was_written_down(items, data, forms):
    """In a shuffled section the written order of items and of what they hold, and the whole key
    side, change no byte of the view.
    """
    before = quiz([("shuffle", items)], forms)
    again = [twisted(one, data.draw) for one in data.draw(st.permutations(items))]
    assert canonical(view_to_plain(quiz([("shuffle", again)], forms).view)) == canonical(
        view_to_plain(before.view)
    )


def test_in_a_section_as_written_the_written_order_is_seen():
    """The control of the test above: `as-written` keeps the author's order, on every form, and
    another one is another view.
    """
    items = [single(f"i-{n}", *OPTIONS[:3]) for n in range(6)]
    made, other = quiz([("as-written", items)], 3), quiz([("as-written", items[::-1])], 3)
    assert [list(arranged(made, form)[0]) for form in range(3)] == [[one.id for one in items]] * 3
    assert made.view != other.view
    shuffled = quiz([("shuffle", items)], 3)
    assert len({tuple(arranged(shuffled, form)[0]) for form in range(3)}) == 3


@settings(max_examples=60)
@given(banks(), banks(), st.integers(1, 5), st.integers(1, 30), SEEDS)
def test_an_item_is_arranged_alike_whoever_stands_beside_it(items, others, forms, more, seed):
    """Adding or removing items and changing the number of forms moves no option of another item and
    no two items' order.
    """
    others = [replace(one, id=f"zz-{one.id}") for one in others]
    small, large = (
        quiz([("shuffle", items)], forms, seed),
        quiz([("shuffle", items + others)], forms + more, seed),
    )
    for form in range(forms):
        before, after = arranged(small, form)[0], arranged(large, form)[0]
        assert {name: after[name] for name in before} == before
        assert [name for name in after if name in before] == list(before)


@given(
    st.lists(st.text(min_size=1, max_size=5), min_size=2, max_size=8, unique=True),
    st.integers(0, 1),
    st.text(max_size=8),
    st.integers(0, 40),
    st.binary(min_size=16, max_size=16),
)
def test_in_each_run_of_forms_every_option_takes_every_letter_once(texts, pinned, name, run, seed):
    """Of as many forms as there are free options, each option stands once under each letter; a
    pinned one stays last.
    """
    shuffle = Shuffle(tuple(texts), pinned=pinned)
    free = len(texts) - pinned
    orders = [option_order(seed, run * free + step, name, shuffle) for step in range(free)]
    for option in range(free):
        assert sorted(order.index(option) for order in orders) == list(range(free))
    assert all(order[free:] == tuple(range(free, len(texts))) for order in orders)


@given(
    st.lists(st.text(min_size=1, max_size=5), min_size=2, max_size=8, unique=True),
    st.integers(0, 99),
)
def test_a_fixed_order_is_kept_on_every_form(texts, form):
    """Natural and given orders keep their letters."""
    assert option_order(SECRET, form, "i", Shuffle(tuple(texts), fixed=True)) == tuple(
        range(len(texts))
    )


@given(
    st.permutations(["1994", "2008", "2014", "2020"]),
    st.permutations(["Armenia", "Georgia", "Serbia", "None of these"]),
)
def test_numbers_ascend_and_the_last_option_stays_last(years, places):
    """Options with a natural order print in it on all forms; `last` prints last on all forms while
    the others move.
    """
    made = quiz(
        [("as-written", [single("a-1", *years), single("a-2", *places, last="None of these")])], 6
    )
    printed = [flat(made, form) for form in range(6)]
    assert all(form["a-1"] == ("1994", "2008", "2014", "2020") for form in printed)
    assert all(form["a-2"][-1] == "None of these" for form in printed)
    assert len({form["a-2"] for form in printed}) >= 3


VECTORS = {
    "four options": [(3, 1, 2, 0), (0, 3, 1, 2), (1, 2, 0, 3), (2, 0, 3, 1), (2, 0, 3, 1)],
    "pinned": [(0, 1, 2), (1, 0, 2), (0, 1, 2), (1, 0, 2)],
    "quiz": [
        [
            ("it-0", ("Azerbaijan", "Georgia", "Armenia")),
            ("it-3", ("Russia", "Kosovo", "Serbia")),
            ("it-1", ("Georgia", "Kosovo", "Azerbaijan")),
            ("it-2", ("Georgia", "Russia", "Kosovo")),
        ],
        [
            ("it-2", ("Kosovo", "Georgia", "Russia")),
            ("it-3", ("Serbia", "Russia", "Kosovo")),
            ("it-1", ("Azerbaijan", "Georgia", "Kosovo")),
            ("it-0", ("Armenia", "Azerbaijan", "Georgia")),
        ],
    ],
    "another seed": [(1, 3, 0, 2)],
}


def test_arrangements_are_what_they_were():
    """Vectors written down once: the same under every version of Python and of this program."""
    drawn = [
        option_order(SECRET, form, "fc-kosovo-precedent", Shuffle(OPTIONS[:4])) for form in range(5)
    ]
    assert drawn == VECTORS["four options"]
    drawn = [
        option_order(SECRET, form, "ün-ï", Shuffle(("š", "日本", "None"), pinned=1))
        for form in range(4)
    ]
    assert drawn == VECTORS["pinned"]
    made = quiz([("shuffle", [single(f"it-{n}", *OPTIONS[n : n + 3]) for n in range(4)])], 2)
    assert [list(flat(made, form).items()) for form in range(2)] == VECTORS["quiz"]
    assert [option_order(bytes(16), 0, "fc-kosovo-precedent", Shuffle(OPTIONS[:4]))] == VECTORS[
        "another seed"
    ]


def chi_square(counts: Counter[str], kinds: str) -> float:
    """How far counts are from equal ones."""
    expected = sum(counts.values()) / len(kinds)
    return sum((counts[kind] - expected) ** 2 / expected for kind in kinds)


def common(shifts: list[int], options: int) -> bool:
    """Whether one shift from form to form is much more frequent than chance makes it: something a
    copier could add.
    """
    return max(Counter(shifts).values()) > 1.5 * len(shifts) / (options - 1)


def key_letters(order_of, form: int, count: int = 1200) -> list[str]:
    """The key's letter in many items of four options."""
    return [letter_of("Kosovo", OPTIONS[:4], order_of(form, f"it-{n}")) for n in range(count)]


def test_the_key_stands_under_every_letter_about_as_often():
    """Over many items each letter is the key's about equally often, on every form; a lopsided draw
    would be noticed.
    """
    for form in (0, 1, 3, 4):
        letters = key_letters(
            lambda form, name: option_order(SECRET, form, name, Shuffle(OPTIONS[:4])), form
        )
        assert chi_square(Counter(letters), "ABCD") < 21  # 3 degrees of freedom: chance in 10,000
    assert (
        chi_square(
            Counter(
                key_letters(lambda form, name: (0, 1, 2, 3) if name < "it-3" else (3, 2, 1, 0), 0)
            ),
            "ABCD",
        )
        > 21
    )


def test_no_shift_leads_from_one_form_to_the_next():
    """Neighbours' letters differ, by a step that differs from item to item: knowing it for one item
    tells nothing of another.
    """

    def shifts(order_of, form):
        here, there = (key_letters(order_of, n, 600) for n in (form, form + 1))
        return [(LETTERS.index(b) - LETTERS.index(a)) % 4 for a, b in zip(here, there, strict=True)]

    for form in range(3):
        steps = shifts(
            lambda form, name: option_order(SECRET, form, name, Shuffle(OPTIONS[:4])), form
        )
        assert set(steps) == {1, 2, 3} and not common(steps, 4)
    assert common(shifts(lambda form, name: tuple((n + form) % 4 for n in range(4)), 0), 4), (
        "a common shift would be noticed"
    )


def test_another_seed_or_another_id_is_another_draw():
    """Seed and id both decide: two items with the same options, and two packs with the same items,
    are arranged differently.
    """
    shuffle = Shuffle(OPTIONS)
    assert len({option_order(SECRET, 0, f"it-{n}", shuffle) for n in range(50)}) == 50
    assert len({option_order(bytes([n]) * 16, 0, "it", shuffle) for n in range(50)}) == 50


def test_forms_are_named_by_letters_nobody_misreads():
    """A to Z without I, L and O; where these do not suffice, numbers of three digits; a name leads
    back to its form.
    """
    assert (
        "".join(letter for letter in LETTERS if letter not in "ILO") == FORM_LETTERS
        and len(FORM_LETTERS) == 23
    )
    assert [form_name(n, 23) for n in (0, 7, 8, 9, 10, 11, 12, 22)] == [
        "A",
        "H",
        "J",
        "K",
        "M",
        "N",
        "P",
        "Z",
    ]
    assert [form_name(n, 24) for n in (0, 22, 23)] == ["001", "023", "024"] and form_name(
        998, MOST_FORMS
    ) == "999"
    for forms in (1, 23, 24, MOST_FORMS):
        assert all(form_index(form_name(n, forms), forms) == n for n in range(forms))
    for name, forms in (("C", 2), ("I", 23), ("A", 24), ("a", 2), ("", 2), ("1", 24)):
        with pytest.raises(ValueError):
            form_index(name, forms)


def test_sources_are_the_packs_own_or_those_of_its_summaries(harbour, loaded):
    """A pack's list of sources goes before those of its summaries, and each is named once."""
    content = loaded(harbour).content
    pack, ref = content.packs["harbour"], Reference("harbour-report", FACT.location)
    assert [one.source for one in printed_sources(pack, content)] == ["harbour-report"]
    assert [
        one.source
        for one in printed_sources(replace(pack, sources=(ref, ref), summaries=()), content)
    ] == ["harbour-report"]
    assert printed_sources(replace(pack, summaries=()), content) == ()


def test_the_view_holds_what_is_printed_and_the_key_side_the_rest(harbour, loaded):
    """The view has the title block, source and instructions as written; the key side has facts in
    full, and no view has an id.
    """
    content = loaded(harbour).content
    made = arrange(content.packs["harbour"], content)
    view, seen = made.view, canonical(view_to_plain(made.view)).decode()
    assert (view.title, view.institution, view.class_name, view.date, view.duration) == (
        "Two harbours",
        "Example College",
        "Year 2",
        "2026-12-07",
        40,
    )
    source = view.sources[0]
    assert source.citation == "A. Writer, ‘Two Harbours’ (report), May 2021" and (
        source.as_of,
        source.as_of_basis,
    ) == ("2021-05", "inferred")
    fact = next(
        fact for answer in made.key.sections[0] for fact in answer.facts if fact.id == "hr-02"
    )
    assert (fact.status, fact.by, fact.date, fact.source) == (
        "claim",
        "the harbour office",
        "2019..2020",
        "harbour-report",
    )
    hidden = [
        "hr-",
        "harbour-report",
        "Because",
        "March 2019",
        "opened",
        "names the claim",
        "denies",
        "objective",
        "Weighs claim",
        "landing stage",
        "informs",
        "lines 1 and 2",
        "'12000'",
        "Half of 24,000",
        "Line 4",
        SEED,
    ]
    assert [word for word in hidden if word in seen] == []
    assert all(word in repr(made.key) for word in ("hr-year", "names the claim", "denies"))


def test_a_reference_to_nothing_is_an_error(harbour, loaded):
    """Assembling never leaves out what it cannot find."""
    content = loaded(harbour).content
    with pytest.raises(KeyError):
        arrange(content.packs["harbour"], replace(content, banks={}))
    with pytest.raises(KeyError):
        arrange(content.packs["harbour"], replace(content, evidence={}))


@pytest.mark.parametrize(("count", "has_cells"), [(40, True), (41, False)])
def test_so_many_questions_have_their_points_by_part(count, has_cells):
    """The table of points has a cell for each of up to forty questions, and a row for each part
    where there are more; papers of earlier programs keep their cells.
    """
    made = quiz([("as-written", [single(f"i-{n}", *OPTIONS[:3]) for n in range(count)])], 1)

    def cells(settings: PrintSettings) -> bool:
        paper = PAPER.student(StudentCopy(made.view, 0, "CODE", settings))
        (beside,) = (block for block in paper.blocks if isinstance(block, SideBySide))
        tables = [block for block in (*beside.left, *beside.right) if isinstance(block, Table)]
        texts = {run.text for table in tables for row in table.rows for cell in row for run in cell}
        assert points_text(made.view.points) in texts
        return str(count) in {run.text for table in tables for head in table.head for run in head}

    assert cells(PrintSettings()) is has_cells
    assert cells(PrintSettings(density=EARLIER))
