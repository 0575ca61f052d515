"""The item types: what authors may write, what becomes of it, and that what a student sees shows no
trace of the key.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.fields import Field
from generator.content.model import Item
from generator.editions.arrange import option_order
from generator.i18n.catalog import load_catalog
from generator.i18n.sorting import natural_ranks
from generator.items import (
    TYPES,
    CitedFact,
    ItemType,
    Shuffle,
    item_to_plain,
    multiple,
    protocol,
    short_answer,
    true_false,
)
from generator.items.fields import COMMON_FIELDS
from generator.items.options import LETTERS, Choices, Distractor, canonical, letter_of
from generator.items.registry import item_key_from_plain, student_item_from_plain
from generator.loading.banks import load_item
from generator.page.blocks import Lines, Options, Paragraph, spans
from generator.page.markup import MarkupError, Text, plain
from generator.problems import Problems
from generator.storage.canonical_json import from_plain, to_plain

EN = load_catalog("en")
HEAD = "id: it-1\ntype: {}\nobjective: it-o\nlevel: apply\ndifficulty: hard\nfacts: [f-1, f-2]\nstem: Which *one*?\n"
WHY = "rationale: Because.\n"
BODIES = {
    "single": "key: Kosovo\ndistractors:\n  - text: Bosnia\n    why: It **ended**.\n  - Karabakh\n"
    + WHY,
    "multiple": "keys: [Israel, Russia]\ndistractors: [Slovakia, {text: Cuba, why: No.}]\nchoose: 2\nscoring: plus-minus\n"
    + WHY,
    "true-false": "key: false\ncorrect_it: true\ncorrection: It was **2010**.\nlines: 3\n" + WHY,
    "short-answer": "points: 2.5\nscheme:\n  - credit: names it\n    points: 2\n    accept: [x, y]\n    reject: [z]\n"
    "  - credit: dates it\n    points: 0.5\nmodel: It is *it*.\n",
    "matching": "pairs:\n  - premise: Baku\n    response: claims *it*\n  - premise: Tbilisi\n    response: denies it\n"
    "  - {premise: Belgrade, response: explains it}\nunused: [says nothing]\n" + WHY,
    "ordering": "points: 3\nsequence:\n  - text: The **accords**\n    date: 1995\n  - {text: The war, date: 1999-03..1999-06}\n"
    "  - The declaration\nscoring: position\n" + WHY,
    "cloze": "text: >-\n  In *Minsk* the {OSCE | Organization} met, and {it} left on 5.\nword_bank: [NATO]\n"
    + WHY,
    "numeric": "key: 750\ntolerance: 1.5\nunit: times *more*\nlines: 2\n" + WHY,
    "essay": "points: 4\nrubric:\n  - points: 0..2\n    text: Names **one**.\n  - {points: 3..4, text: Weighs both.}\n"
    "indicative: [the first line]\nplanning: 2\nlines: 9\n",
    "set": "stimulus:\n  passage:\n    - It **was** so.\n    - It is no longer.\nprovenance: Written for *this*\n"
    "kind: paraphrase\nparts:\n"
    "  - type: single\n    stem: Who says so?\n    key: Baku\n    distractors: [Tbilisi, Belgrade]\n"
    "    rationale: Because.\n"
    "  - type: essay\n    level: create\n    facts: [f-2]\n    stem: Discuss it.\n    points: 2\n    booklet: true\n"
    "    rubric: [{points: 0..1, text: Weak.}, {points: 2, text: Names **one**.}]\n",
}
COMMON = {
    "id": "it-1",
    "objective": "Explain it.",
    "level": "apply",
    "difficulty": "hard",
    "facts": (CitedFact("f-1", "reported", "A fact.", "p. 1", "src"),),
    "rationale": "Because.",
}


def read(node, text: str, name: str = "single", head: str = HEAD) -> tuple[Item | None, list[str]]:
    """The item of a text and the problems as printed; lines 1 to 7 are the common fields."""
    problems = Problems()
    return load_item(node(head.format(name) + text), problems), [
        str(problem) for problem in problems
    ]


def item_key(item: Item) -> protocol.ItemKey:
    """The key side of an item, with that of its parts."""

    def common(part: Item) -> protocol.CommonKey:
        rationale = part.rationale.source if part.rationale else ""
        return protocol.CommonKey(**{**COMMON, "rationale": rationale})

    return TYPES[item.type].key_view(item, common)


def orders(shuffle: Shuffle) -> Iterator[tuple[int, ...]]:
    """Every order of an item's options; of one with parts, those of each part in turn."""
    if not shuffle.groups:
        yield from itertools.permutations(range(len(shuffle.options)))
    for n in range(24 if shuffle.groups else 0):
        yield option_order(bytes(16), n, "it", shuffle)


def choices(*texts: str, **more) -> Choices:
    """Choices whose first text is the key."""
    return Choices((Text(texts[0]),), tuple(Distractor(Text(text)) for text in texts[1:]), **more)


@pytest.fixture(params=TYPES)
def sample(request, node) -> tuple[ItemType, Item]:
    """A sound item of each type, with its type."""
    item, lines = read(node, BODIES[request.param], request.param)
    assert lines == [] and item is not None
    return TYPES[request.param], item


def test_every_type_has_a_sample_here():
    """A new type of item must come with a sample for these tests."""
    assert set(BODIES) == set(TYPES) and len(TYPES) >= 10


# ---------------------------------------------------------------- declarations


def inner_fields(declared) -> list[Field]:
    """Fields with those of the records they hold."""
    found = []
    for field in declared:
        found.append(field)
        kind = field.kind
        while kind.entry:
            kind = kind.entry
        found += inner_fields(kind.fields)
    return found


@pytest.mark.parametrize("name", TYPES)
def test_every_field_says_what_it_is_and_how_it_looks(name):
    """Every field of every type has a description and an example, which the guide and the messages
    print.
    """
    declared = inner_fields((*COMMON_FIELDS, *TYPES[name].fields))
    assert len(declared) > len(COMMON_FIELDS)
    for field in declared:
        assert field.description and field.example and field.kind.expected, field.name
        assert field.description[0] == field.description[
            0
        ].lower() and not field.description.endswith("."), field.name
    names = [field.name for field in (*COMMON_FIELDS, *TYPES[name].fields)]
    assert len(names) == len(set(names))


def test_nested_declarations_were_looked_at():
    """The walk above reaches the fields of a distractor, of a scheme's entry, of a figure's series
    and of a part.
    """
    names = {field.name for name in TYPES for field in inner_fields(TYPES[name].fields)}
    assert {
        "why",
        "credit",
        "accept",
        "premise",
        "date",
        "head",
        "values",
        "relation",
        "provenance",
        "level",
    } <= names


@pytest.mark.parametrize("name", TYPES)
def test_an_example_of_a_plain_field_is_itself_allowed(node, name):
    """What messages offer as an example could be typed as it stands."""
    tried = 0
    for field in (*COMMON_FIELDS, *TYPES[name].fields):
        if "…" in field.example or field.example.startswith("see "):
            continue
        problems = Problems()
        assert field.kind.read(node(f"f: {field.example}\n").entries[0][1], problems) is not None, (
            field.name
        )
        assert list(problems) == [], field.name
        tried += 1
    assert tried > 8


# ---------------------------------------------------------------- both halves


def test_both_halves_come_back_from_plain_data(sample):
    """Both halves survive being recorded, alone and with their type's name."""
    item_type, item = sample
    student, answer = item_type.student_view(item), item_key(item)
    assert isinstance(student, protocol.StudentItem) and isinstance(answer, protocol.ItemKey)
    for half, value, from_plain_with_type in (
        (item_type.student_class, student, student_item_from_plain),
        (item_type.key_class, answer, item_key_from_plain),
    ):
        assert type(value) is half
        assert from_plain(type(value), to_plain(value)) == value
        assert item_to_plain(value)["type"] == item_type.name
        assert from_plain_with_type(item_to_plain(value)) == value


def test_every_field_of_the_samples_is_kept(sample):
    """What the author wrote is in one half or the other, never lost."""
    item_type, item = sample
    held = repr(to_plain(item_type.student_view(item))) + repr(to_plain(item_key(item)))
    written = {
        "single": "Kosovo Bosnia **ended** Karabakh",
        "multiple": "Israel Russia Slovakia Cuba plus-minus No.",
        "true-false": "**2010** 'lines':",
        "short-answer": "'5/2' names 'x' 'y' 'z' dates '1/2' *it*.",
        "matching": "Baku Tbilisi Belgrade *it* denies explains nothing",
        "numeric": "750 1.5 *more* 'lines':",
        "ordering": "**accords** 1995 war 1999-03..1999-06 declaration position",
        "cloze": "*Minsk* OSCE Organization NATO",
        "essay": "**one** both 3 first 'planning': 'lines':",
        "set": "**was** longer. *this* paraphrase says Baku Tbilisi Discuss 'booklet': Weak.",
    }
    assert all(part in held for part in ["Which *one*?", *written[item_type.name].split()])


def test_what_is_asked_has_no_field_of_the_key_side(sample):
    """Asked knows neither key, reason, scheme, fact nor id: the two halves share no field."""
    item_type, _ = sample
    student = {field.name for field in dataclasses.fields(item_type.student_class)}
    shared = student & {field.name for field in dataclasses.fields(item_type.key_class)}
    assert shared == ({"parts"} if item_type.name == "set" else set()), (
        "parts are held apart in halves of their own"
    )
    assert not student & {
        "id",
        "facts",
        "key",
        "keys",
        "whys",
        "rationale",
        "scheme",
        "model",
        "correction",
        "notes",
        "pairs",
        "sequence",
        "blanks",
        "tolerance",
        "rubric",
        "indicative",
        "filled",
        "unused",
        "objective",
        "level",
    }


def test_key_side_changes_leave_what_is_asked_alone(sample, node):
    """However reasons, facts, levels and reviewers change, Asked is the same value."""
    item_type, item = sample
    text = BODIES[item_type.name]
    for before, after in (
        ("why: No.", "why: Yes."),
        ("It **ended**.", "No."),
        ("2010", "1999"),
        ("names it", "says it"),
        ("[x, y]", "[w]"),
        ("It is *it*.", "Else."),
        ("Because.", "Other."),
        ("Names **one**.", "Says all."),
        ("[the first line]", "[the last line, another]"),
        ("| Organization", "| Org | Organisation"),
        ("date: 1995", "date: 1996"),
        ("tolerance: 1.5", "tolerance: 0"),
        ("facts: [f-2]", "facts: [f-3]"),
        ("level: create", "level: apply"),
    ):
        text = text.replace(before, after)
    head = (
        HEAD.replace("it-1", "it-2")
        .replace("apply", "create")
        .replace("hard", "easy")
        .replace("f-1, f-2", "f-3")
    )
    other, lines = read(node, text + "reviewed_by: Me\nnotes: Mind it.\n", item_type.name, head)
    assert lines == [] and other != item
    assert item_type.student_view(other) == item_type.student_view(item)
    assert item_key(other) != item_key(item)


def test_the_order_of_keys_says_nothing(node):
    """Keys of a multiple-choice item written in another order are the same key: no new revision."""
    written = BODIES["multiple"]
    turned = written.replace("[Israel, Russia]", "[Russia, Israel]")
    items = [read(node, text, "multiple")[0] for text in (written, turned)]
    assert item_key(items[0]) == item_key(items[1]) and written != turned


def test_a_bar_within_code_or_a_formula_parts_no_blank(node):
    """A blank whose answer is `x|y` or $P(A|B)$ has that answer and not two halves of it."""
    item, said = read(
        node,
        "text: 'It is {`x|y` | `z`}, {$P(A|B)$}, {`p\\|q`} or {$5|$6}.'\nrationale: So.\n",
        "cloze",
    )
    assert item and not said
    key = item_key(item)
    shown = [[plain(spelling) for spelling in blank] for blank in key.blanks]
    assert shown[0] == ["x|y", "z"] and shown[2:] == [["p|q"], ["$5", "$6"]]
    assert len(shown[1]) == 1


def test_a_formula_with_braces_may_be_in_a_blank(node):
    """The braces of a fraction, also within a root, begin and end no blank; two prices with dollars
    in two blanks are no formula, and a brace that has no partner is told as before.
    """
    text = r"{$\frac{1}{2}$ g | $\sqrt{\frac{1}{4}}$ g} of {salt}, {$5} and {6$}"
    item, said = read(node, f"text: 'Take {text}.'\nrationale: So.\n", "cloze")
    assert item and not said
    halves, *others = item_key(item).blanks
    assert "frac{1}{2}" in halves[0] and "frac{1}{4}}" in halves[1] and len(halves) == 2
    assert others == [("salt",), ("$5",), ("6$",)]
    _, said = read(node, "text: 'Take {$a{b$}.'\nrationale: So.\n", "cloze")
    assert any("has no partner" in str(problem) for problem in said)


SWAPPED = {
    "single": ("key: Kosovo", "key: Bosnia", "text: Bosnia", "text: Kosovo"),
    "multiple": (
        "[Israel, Russia]",
        "[Cuba, Slovakia]",
        "[Slovakia, {text: Cuba, why: No.}]",
        "[Russia, Israel]",
    ),
    "true-false": (
        "key: false\ncorrect_it: true\ncorrection: It was **2010**.",
        "key: true\ncorrect_it: true",
        "",
        "",
    ),
    "short-answer": (
        "credit: names it",
        "credit: another idea",
        "model: It is *it*.",
        "model: A much longer answer.",
    ),
    "matching": (
        "claims *it*\n  - premise: Tbilisi\n    response: denies it",
        "denies it\n  - premise: Tbilisi\n    response: claims *it*",
        "",
        "",
    ),
    "ordering": (
        "  - text: The **accords**\n    date: 1995\n",
        "  - The declaration\n",
        "  - The declaration\nscoring",
        "  - The **accords**\nscoring",
    ),
    "cloze": (
        "{OSCE | Organization} met, and {it}",
        "{it} met, and {OSCE | the long name of it}",
        "",
        "",
    ),
    "numeric": ("key: 750", "key: -1234567.5", "tolerance: 1.5\n", ""),
    "essay": (
        "text: Names **one**.",
        "text: Names one, and at great length.",
        "[the first line]",
        "[a, b, c, d, e]",
    ),
    "set": (
        "key: Baku\n    distractors: [Tbilisi, Belgrade]",
        "key: Belgrade\n    distractors: [Baku, Tbilisi]",
        "Weak.",
        "Poor.",
    ),
}


def test_another_key_leaves_what_is_asked_alone(sample, node):
    """Which option is right, whether a statement is true and what a scheme wants leave no trace in
    Asked or in its blocks.
    """
    item_type, item = sample
    before, after, then, now = SWAPPED[item_type.name]
    other, lines = read(
        node, BODIES[item_type.name].replace(before, after).replace(then, now), item_type.name
    )
    assert lines == [] and item_key(other) != item_key(item)
    assert item_type.student_view(other) == item_type.student_view(item)


def test_asking_needs_nothing_but_what_is_asked(sample):
    """The blocks of an item come from Asked, order and words alone: from a copy made of plain data
    they are the same.
    """
    item_type, item = sample
    student = item_type.student_view(item)
    copy = from_plain(item_type.student_class, to_plain(student))
    for order in orders(item_type.shuffle(student)):
        assert item_type.student_blocks(copy, order, EN) == item_type.student_blocks(
            student, order, EN
        )
        assert item_type.student_blocks(student, order, EN)[0] == Paragraph(
            Text("Which *one*?").runs
        )


def test_options_print_in_the_order_given(node):
    """An order puts options under letters; the boxes are round where one is chosen and square where
    several are.
    """
    for name, box in (("single", "round"), ("multiple", "square")):
        item_type, item = TYPES[name], read(node, BODIES[name], name)[0]
        student = item_type.student_view(item)
        for order in itertools.permutations(range(len(student.options))):
            printed = next(
                block
                for block in item_type.student_blocks(student, order, EN)
                if isinstance(block, Options)
            )
            assert [entry.letter for entry in printed.entries] == list(LETTERS[: len(order)])
            assert ["".join(run.text for run in entry.runs) for entry in printed.entries] == [
                student.options[n] for n in order
            ]
            assert {(entry.box, entry.marked) for entry in printed.entries} == {(box, False)}


def test_the_letter_points_at_the_text_of_the_key(node):
    """In every order, the letters of key and strip are those under which the keys' texts are
    printed.
    """
    for name in ("single", "multiple"):
        item_type, item = TYPES[name], read(node, BODIES[name], name)[0]
        student, answer = item_type.student_view(item), item_key(item)
        keys = {answer.key} if name == "single" else set(answer.keys)
        for order in itertools.permutations(range(len(student.options))):
            printed = next(
                block
                for block in item_type.student_blocks(student, order, EN)
                if isinstance(block, Options)
            )
            right = "".join(
                entry.letter
                for entry in printed.entries
                if "".join(run.text for run in entry.runs) in keys
            )
            assert item_type.short_key(student, answer, order, EN) == right and len(right) == len(
                keys
            )
            texts = [
                "".join(run.text for run in block.runs)
                for block in item_type.key_blocks(student, answer, order, EN)
                if isinstance(block, Paragraph) and block.role == "answer"
            ]
            assert len(texts) == len(right)
            for letter, text in zip(right, texts, strict=True):
                assert f"{letter}  {student.options[order[LETTERS.index(letter)]]}" in text


def test_the_letter_of_what_is_no_option_is_an_error():
    """A key that is not among the options is never given a letter."""
    assert (
        letter_of("b", ("a", "b", "c"), (2, 1, 0)) == "B"
        and letter_of("a", ("a", "b", "c"), (2, 1, 0)) == "C"
    )
    with pytest.raises(ValueError):
        letter_of("d", ("a", "b"), (0, 1))


def texts_of(blocks) -> str:
    """All characters of blocks."""
    return repr(blocks)


def test_an_answer_tells_why(node):
    """The key side prints the reasons there are, under the letters of the form, and none where none
    is given.
    """
    for name, why in (("single", "It "), ("multiple", "No.")):
        item_type, item = TYPES[name], read(node, BODIES[name], name)[0]
        student, answer = item_type.student_view(item), item_key(item)
        order = tuple(reversed(range(len(student.options))))
        assert why in texts_of(item_type.key_blocks(student, answer, order, EN))
        silent = dataclasses.replace(answer, whys=())
        assert len(item_type.key_blocks(student, silent, order, EN)) < len(
            item_type.key_blocks(student, answer, order, EN)
        )


def test_true_false_asks_alike_whatever_the_verdict():
    """A correction line follows `correct_it` alone, at least one line long."""
    student = true_false.TrueFalseItem("S", Fraction(1), True, 3)
    lines = [
        block
        for block in TYPES["true-false"].student_blocks(student, (), EN)
        if isinstance(block, Lines)
    ]
    assert [(line.count, "".join(run.text for run in line.lead)) for line in lines] == [
        (3, EN("if-false-correct"))
    ]
    for unasked in (
        true_false.TrueFalseItem("S", Fraction(1)),
        true_false.TrueFalseItem("S", Fraction(1), lines=4),
    ):
        assert not any(
            isinstance(block, Lines)
            for block in TYPES["true-false"].student_blocks(unasked, (), EN)
        )
    for lines_wanted, count in ((None, 1), (0, 1), (5, 5)):
        assert (
            TYPES["true-false"]
            .student_blocks(dataclasses.replace(student, lines=lines_wanted), (), EN)[-1]
            .count
            == count
        )
    for verdict, short, long in ((True, "T", "True"), (False, "F", "False")):
        answer = true_false.TrueFalseKey(**COMMON, key=verdict)
        assert TYPES["true-false"].short_key(student, answer, (), EN) == short
        assert long in texts_of(TYPES["true-false"].key_blocks(student, answer, (), EN)[0])


@pytest.mark.parametrize(
    ("points", "lines", "count"),
    [("1", None, 2), ("2.5", None, 5), ("0.5", None, 1), ("2", 7, 7), ("2", 0, 0)],
)
def test_space_for_a_short_answer_follows_points_or_lines(points, lines, count):
    """Two lines a point, or as many as `lines` says; the scheme has no say."""
    blocks = TYPES["short-answer"].student_blocks(
        short_answer.ShortAnswerItem("S", Fraction(points), lines), (), EN
    )
    assert [block.count for block in blocks if isinstance(block, Lines)] == (
        [count] if count else []
    )


def test_a_scheme_says_how_its_credits_add_up():
    """All credits, or any of them up to the points; each with its worth and wordings."""
    earned = (
        short_answer.Earned("one", Fraction(1), ("uno",), ("two",)),
        short_answer.Earned("half", Fraction(1, 2)),
    )
    answer = short_answer.ShortAnswerKey(**COMMON, scheme=earned, model="M")
    for points, lead in (("1.5", EN("scheme-all")), ("1", EN("scheme-most", points="1"))):
        blocks = TYPES["short-answer"].key_blocks(
            short_answer.ShortAnswerItem("S", Fraction(points)), answer, (), EN
        )
        assert blocks[0] == Paragraph(spans(lead), role="answer")
        fixed = (EN("accept"), EN("reject"), EN("model-answer"))
        assert all(part in texts_of(blocks) for part in ("[1] ", "[½] ", "uno", "two", *fixed))


def test_multiple_says_how_many_to_choose_and_how_it_counts():
    """The number to choose and the scoring rule stand on the paper."""
    for choose, phrase in ((0, EN("choose-any")), (2, EN("choose-number", n=2))):
        for scoring in multiple.SCORING:
            student = multiple.MultipleItem("S", Fraction(1), ("a", "b", "c"), choose, scoring)
            rule = "".join(
                run.text for run in TYPES["multiple"].student_blocks(student, (0, 1, 2), EN)[1].runs
            )
            assert rule == f"{plain(phrase)} {EN('scoring-' + scoring)}"


# ---------------------------------------------------------------- the canonical order

ORDERS = {
    ("2008", "1995", "2020"): ("1995", "2008", "2020"),
    ("12", "3", "100"): ("3", "12", "100"),
    ("1500", "900", "2000"): ("900", "1500", "2000"),
    ("12,000", "900", "1,500.5"): ("900", "1,500.5", "12,000"),
    ("-3", "−10", "+2"): ("−10", "-3", "+2"),
    ("€5 million", "€1.5 million", "€20 million"): ("€1.5 million", "€5 million", "€20 million"),
    ("5 km", "1 km", "10 km"): ("1 km", "5 km", "10 km"),
    ("1 year", "10 years", "2 years"): ("1 year", "2 years", "10 years"),
    ("15%", "5%", "100 %"): ("5%", "15%", "100 %"),
    ("May 2008", "2009", "April 2008"): ("April 2008", "May 2008", "2009"),
    ("17 May 2008", "2 June 2008", "3 May 2008"): ("3 May 2008", "17 May 2008", "2 June 2008"),
    ("*2008*", "**1995**", "2001."): ("**1995**", "2001.", "*2008*"),
    ("5.0 km", "5 km", "4 km"): ("4 km", "5 km", "5.0 km"),
    ("5 €", "7 €", "1 €"): ("1 €", "5 €", "7 €"),
}
MIXED = [
    ("€5", "$7", "€9"),
    ("2008", "May 2008", "never"),
    ("5 km", "3 miles", "1 km"),
    ("ten", "2", "3"),
    ("1–2", "3–4", "5–6"),
    ("12:30", "13:00", "9:00"),
]


@pytest.mark.parametrize("texts", ORDERS, ids=" ".join)
def test_numbers_and_dates_stand_in_their_natural_order(texts):
    """Where all options are numbers of one kind, or dates, they ascend, whoever is the key, unless
    the author wants a shuffle.
    """
    for written in itertools.permutations(texts):
        assert canonical(choices(*written)) == (ORDERS[texts], True, False)
        assert canonical(choices(*written, order="natural")) == (ORDERS[texts], True, False)
        assert canonical(choices(*written, order="shuffle")) == (tuple(sorted(texts)), False, False)


@pytest.mark.parametrize("texts", MIXED, ids=" ".join)
def test_what_cannot_be_compared_is_shuffled(texts):
    """Options of different kinds have no natural order: forms shuffle them, and `natural` means
    alphabetical.
    """
    assert natural_ranks(texts) is None
    for written in itertools.permutations(texts):
        assert canonical(choices(*written)) == (tuple(sorted(texts)), False, False)
        assert canonical(choices(*written, order="natural"))[1:] == (True, False)


def test_alphabetical_order_takes_no_notice_of_capitals_and_markup():
    """Alphabetical is by what is printed."""
    for written in itertools.permutations(("*beta*", "Alpha", "alphabet", "Gamma")):
        assert canonical(choices(*written, order="natural"))[0] == (
            "Alpha",
            "alphabet",
            "*beta*",
            "Gamma",
        )


def test_the_order_an_author_gives_is_kept():
    """A list of the options is their order on every form."""
    given = tuple(Text(text) for text in ("high", "middle", "low"))
    for written in itertools.permutations(("low", "middle", "high")):
        assert canonical(choices(*written, order=given)) == (("high", "middle", "low"), True, False)


def test_the_last_option_stays_last():
    """`last` stands behind all others in every order, and numbers before it still ascend."""
    for written in itertools.permutations(("None", "b", "a")):
        assert canonical(choices(*written, last=Text("None"))) == (("a", "b", "None"), False, True)
        assert canonical(choices(*written, last=Text("None"), order="natural")) == (
            ("a", "b", "None"),
            True,
            True,
        )
        given = tuple(Text(text) for text in ("b", "None", "a"))
        assert canonical(choices(*written, last=Text("None"), order=given)) == (
            ("b", "a", "None"),
            True,
            True,
        )
    for written in itertools.permutations(("None", "10 km", "2 km")):
        assert canonical(choices(*written, last=Text("None"))) == (
            ("2 km", "10 km", "None"),
            True,
            True,
        )


PRINTED = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"]),
    min_size=1,
    max_size=8,
)
AMOUNTS = st.from_regex(r"\A[€$]?[0-9]{1,4}(\.0)?( kms?)?\Z")


@given(
    st.lists(PRINTED | AMOUNTS, min_size=3, max_size=6, unique=True)
    | st.lists(AMOUNTS, min_size=3, max_size=6, unique=True),
    st.sampled_from(["", "natural", "shuffle"]),
    st.data(),
)
def test_the_canonical_order_shows_no_trace_of_the_key(texts, order, data):
    """Whichever option is the key, and however the others are written down, the options stand in
    the same order.
    """
    try:
        for text in texts:
            plain(text)
    except MarkupError:
        return
    assert canonical(choices(*texts, order=order)) == canonical(
        choices(*data.draw(st.permutations(texts)), order=order)
    )
    assert sorted(canonical(choices(*texts, order=order))[0]) == sorted(texts)


# ---------------------------------------------------------------- drafts and defaults


def test_a_sound_draft_is_kept_as_one(node):
    """A draft without faults is loaded like any other item and knows its status."""
    item, lines = read(node, BODIES["single"] + "status: draft\n")
    assert lines == [] and item.status == "draft"


def test_points_have_a_default_where_no_scheme_asks_for_them(node):
    """One point, or what the author says; a scheme's total never changes them."""
    assert read(node, BODIES["single"])[0].points == 1
    assert read(node, BODIES["single"] + "points: 2.5\n")[0].points == Fraction(5, 2)
    rich = "points: 1\nscheme: [{credit: A, points: 1}, {credit: B, points: 1}]\n"
    assert read(node, rich, "short-answer")[0].points == 1


def test_choose_any_and_silenced_checks_are_read(node):
    """`choose: any` is no number, and `ignore` keeps its reasons."""
    text = (
        BODIES["multiple"].replace("choose: 2", "choose: any") + "ignore: {key-longest: a title}\n"
    )
    item, lines = read(node, text, "multiple")
    assert lines == [] and item.content.choose == 0 and item.ignore == (("key-longest", "a title"),)
