"""What a guide counts is so: forms beside each other, points, minutes, coverage, each found again
another way.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.guide import counting
from generator.documents.guide.counting import questions
from generator.documents.guide.crosswalk import crosswalk, crosswalk_csv
from generator.documents.guide.key_agreement import agreement, spread
from generator.documents.guide.model import Row
from generator.documents.placed import placed
from generator.editions.arrange import arrange
from generator.editions.quiz import Void, form_name
from generator.i18n.catalog import load_catalog
from generator.items import type_of

EN = load_catalog("en")
MANY = 30


@pytest.fixture(scope="module")
def project(harbour, loaded):
    """The content of the small project."""
    return loaded(harbour).content


@pytest.fixture(scope="module")
def wide(project):
    """Its quiz in many forms, and the rows of its crosswalk."""
    quiz = arrange(replace(project.packs["harbour"], forms=MANY), project)
    return quiz, crosswalk(quiz.view, quiz.key, EN)


def parts_of(asked, answer, order):
    """The parts of an item with their orders, taken apart here: what is left of the order goes to
    the next part.
    """
    if not hasattr(asked, "parts"):
        return [("", asked, answer, order)]
    found, at = [], 0
    for letter, part, given_ in zip("abcdefghij", asked.parts, answer.parts, strict=False):
        count = type_of(part.value).shuffle(part.value).count
        found.append(
            (
                letter,
                part.value,
                given_.value,
                tuple(index - at for index in order[at : at + count]),
            )
        )
        at += count
    return found


def keyed(quiz, form):
    """What stands under each question's label on a form: the item's id and, of one with options,
    the key's letter.
    """
    found = {}
    for item in placed(quiz.view, form):
        whole = quiz.key.sections[item.section][item.index]
        for letter, asked, answer, order in parts_of(item.student, whole, item.order):
            texts = (
                [asked.options[index] for index in order]
                if hasattr(answer, "key") and hasattr(asked, "options")
                else []
            )
            found[f"{item.number}{letter}"] = (
                whole.id,
                "ABCDEFGH"[texts.index(answer.key)] if texts else None,
            )
    return found


def test_every_row_leads_to_its_key(wide):
    """On every form each question has one row, and a letter leads to the text of the key."""
    quiz, rows = wide
    seen = 0
    for form in range(MANY):
        by_label = {row.label(form): row for row in rows}
        found = keyed(quiz, form)
        assert set(by_label) == set(found) and len(by_label) == len(rows)
        for label, (item, letter) in found.items():
            assert by_label[label].item == item
            if letter:
                assert by_label[label].keys[form] == letter
                seen += 1
    assert seen == 3 * MANY
    assert [row.label(0) for row in rows] == list(keyed(quiz, 0))


def test_a_wrong_letter_would_be_found(wide):
    """The control of the test above: read on another form, letters lead to other texts."""
    quiz, rows = wide
    found = keyed(quiz, 1)
    assert any(
        letter and row.keys[0] != letter for row in rows for item, letter in [found[row.label(1)]]
    )


def test_the_file_holds_every_form(wide):
    """The file has a line for each form and question, in the order of the paper, with points that
    sum to the quiz's.
    """
    quiz, rows = wide
    data = crosswalk_csv(quiz.view, rows)
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(lines) == MANY * len(rows)
    for form in (0, 7, MANY - 1):
        own = [line for line in lines if line["form"] == form_name(form, MANY)]
        assert [line["question"] for line in own] == list(keyed(quiz, form))
        assert sum(Fraction(line["points"]) for line in own) == quiz.view.points
        assert {line["question"]: line["key"] for line in own} == {
            row.label(form): row.keys[form] for row in rows
        }


def test_no_cell_is_a_formula_and_a_void_question_has_no_key(wide):
    """What a spreadsheet would take for a formula is text, quotes are doubled, and a void
    question's key is left out.
    """
    quiz, _ = wide
    row = Row('a,"b', "", "single", Fraction(1), (1,), ("=1+1",))
    alone = replace(quiz.view, forms=quiz.view.forms[:1])
    assert (
        crosswalk_csv(alone, [row]).decode("utf-8-sig").splitlines()[1]
        == 'A,1,"a,""b",single,1,\'=1+1'
    )
    rows = crosswalk(alone, quiz.key, EN, [Void(0, 0, "full")])
    gone = [
        line
        for line in csv.DictReader(io.StringIO(crosswalk_csv(alone, rows).decode("utf-8-sig")))
        if line["item"] == quiz.key.sections[0][0].id
    ]
    assert [line["key"] for line in gone] == [""] and any(row.void for row in rows)


def naive(columns, forms):
    """The numbers of columns in which two forms agree, pair by pair."""
    return [
        sum(column[one] == column[other] != "" for column in columns)
        for one, other in combinations(range(forms), 2)
    ]


@settings(max_examples=40)
@given(
    st.integers(2, 9).flatmap(
        lambda forms: st.tuples(
            st.just(forms),
            st.lists(
                st.lists(st.sampled_from(["", "A", "B", "C"]), min_size=forms, max_size=forms),
                min_size=1,
                max_size=6,
            ),
        )
    )
)
def test_agreement_is_what_comparing_every_pair_gives(case):
    """Least, mean and most are those of a comparison pair by pair."""
    forms, columns = case
    shares = [Fraction(number, len(columns)) for number in naive(columns, forms)]
    found = spread(columns, forms, len(columns))
    assert (found.least, found.most) == (min(shares), max(shares))
    assert found.mean == sum(shares) / len(shares)


def test_agreement_of_999_forms():
    """As many forms as there can be, without half a million comparisons: every third form is
    alike.
    """
    columns = [["ABC"[(form + n) % 3] for form in range(999)] for n in range(20)]
    found = spread(columns, 999, 20)
    assert (found.least, found.most) == (0, 1)
    assert found.mean == Fraction(3 * (333 * 332 // 2), 999 * 998 // 2)


def test_agreement_of_the_small_quiz(wide):
    """Questions with natural order keep their letters; over as many forms as it has options an item
    takes each letter once.
    """
    quiz, rows = wide
    lettered = [row for row in rows if row.options]
    found = agreement(rows)
    assert {row.item: (row.options, row.fixed) for row in lettered} == {
        "hr-year": (3, True),
        "hr-who-says": (4, False),
        "hr-closed": (2, True),
        "hr-passage": (2, True),
    } | {row.item: (row.options, row.fixed) for row in lettered if row.part}
    assert (found.questions, found.fixed) == (5, 3)
    assert (
        found.chance
        == (Fraction(1, 3) + Fraction(1, 4) + Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 2)) / 5
    )
    who = next(row for row in rows if row.item == "hr-who-says")
    assert len(set(who.keys[:3])) == 3
    items = [
        [(row.options == 2) * "=" + row.keys[form] for form in range(MANY)] for row in lettered
    ]
    shares = [Fraction(number, 5) for number in naive(items, MANY)]
    assert found.by_item.mean == sum(shares) / len(shares) >= Fraction(3, 5)
    assert dict(found.letters)["B"][0] == sum(
        row.keys[0] == "B" and row.options > 2 for row in lettered
    )


def test_a_verdict_is_no_option():
    """The F of ‘false’ is not the F of a sixth option: they do not agree, and only the option's
    letter is counted.
    """
    rows = [
        Row("verdict", "", "true-false", Fraction(1), (1, 2), ("F", "F"), 2, True),
        Row("choice", "", "single", Fraction(1), (2, 1), ("A", "F"), 6),
    ]
    found = agreement(rows)
    assert found.by_number.most == 0 and found.by_item.most == Fraction(1, 2)
    assert found.letters == (("A", (1, 0)), ("F", (0, 1)))


def test_two_forms_are_told_as_a_pair_and_a_void_question_does_not_count(project):
    """Of few forms each pair is told; a question that was dropped is no longer compared; one form
    has nothing to compare.
    """
    quiz = arrange(project.packs["harbour"], project)
    rows = crosswalk(quiz.view, quiz.key, EN)
    found = agreement(rows)
    assert [pair[:2] for pair in found.pairs] == [
        (0, 1)
    ] and found.by_item.least == found.by_item.most == found.pairs[0][3]
    less = agreement([replace(row, void=row.item == "hr-year") for row in rows])
    assert (less.questions, less.fixed) == (found.questions - 1, found.fixed - 1)
    alone = agreement([replace(row, keys=row.keys[:1], numbers=row.numbers[:1]) for row in rows])
    assert alone.by_item is alone.by_number is None and alone.questions == 5
    assert agreement([row for row in rows if not row.options]).questions == 0


def test_points_by_objective_level_and_difficulty(project):
    """Every point counts once; a part's points count at the part's own level; sections sum to the
    whole.
    """
    quiz = arrange(project.packs["harbour"], project)
    found = tuple(questions(quiz.view, quiz.key))
    whole, sections = counting.content(found), counting.contents(found, 3)
    for amounts in (whole.levels, whole.difficulties):
        assert sum(amount for _, amount in amounts) == quiz.view.points
    assert sum(sum(cells) for _, cells in whole.grid.rows) == quiz.view.points
    assert sum(amount for one in sections for _, amount in one.levels) == quiz.view.points
    assert dict(sections[0].levels) == {"remember": 1, "understand": Fraction(3, 2), "analyse": 1}
    passage = [
        question
        for question in found
        if question.letter and question.key.id.startswith("hr-passage")
    ]
    assert [question.key.level for question in passage] == ["analyse", "evaluate", "analyse"]
    only = counting.content(passage)
    assert (
        dict(only.levels) == {"analyse": 2, "evaluate": Fraction(3, 2)}
        and dict(only.difficulties)["easy"] == 1
    )


def test_sections_add_up(project):
    """Minutes, points and floors of sections are those of their items, and of types those of their
    questions.
    """
    quiz = arrange(project.packs["harbour"], project)
    found = tuple(questions(quiz.view, quiz.key))
    minutes = {answer.id: 2.5 for section in quiz.key.sections for answer in section}
    efforts, kinds = counting.efforts(quiz.view, quiz.key, found, minutes), counting.guessing(found)
    assert [(one.questions, one.minutes) for one in efforts] == [(3, 7.5), (2, 5.0), (9, 22.5)]
    for by in (efforts, kinds):
        assert sum(one.points for one in by) == quiz.view.points
    assert sum(one.floor for one in efforts) == sum(one.floor for one in kinds)
    # 1/3 and 1.5/4 for one option; of four options two to choose, plus-minus: both right in 1 of 6
    # choices.
    assert efforts[0].floor == Fraction(1, 3) + Fraction(3, 8) + Fraction(1, 6)
    assert {one.type: one.questions for one in kinds}["matching"] == 2 and kinds[0].type == "single"


def test_facts_are_followed_both_ways(project, loaded, harbour):
    """What questions rest on, by question or part; what a summary teaches and no question tests,
    and the other way round.
    """
    quiz = arrange(project.packs["harbour"], project)
    found = tuple(questions(quiz.view, quiz.key))
    rows = crosswalk(quiz.view, quiz.key, EN)
    resting = {one.fact.id: one.questions for one in counting.resting(quiz.key, found, rows)}
    number = {row.item: row.numbers[0] for row in rows}
    assert (
        str(number["hr-year"]) in resting["hr-01"]
        and str(number["hr-year"]) not in resting["hr-02"]
    )
    set_ = number["hr-passage"]
    assert f"{set_}" in resting["hr-03"] and [
        q for q in resting["hr-01"] if q.startswith(f"{set_}")
    ] == [f"{set_}a", f"{set_}b"]
    summary = project.summaries["harbour"]
    assert counting.taught([summary], ["hr-02"])[0].tested == ("hr-02",)
    assert counting.taught([summary], ["hr-02"])[0].untested == ("hr-01", "hr-03")
    text = harbour["packs/summaries/harbour.yaml"].replace("hr-03", "hr-02")
    less = loaded({**harbour, "packs/summaries/harbour.yaml": text}).content.summaries["harbour"]
    assert counting.taught([less], list(resting))[0].tested == ("hr-01", "hr-02")


def test_what_belongs_together_is_told_once(project):
    """Pairs whose facts are tested stand side by side: gathered by what is said, mirrored ones
    once, others not at all.
    """
    evidence = next(iter(project.evidence.values()))
    pair = evidence.pairs[0]
    claim, denial = pair.facts, pair.shown
    mirrored = replace(pair, facts=denial, shown=claim)
    other = replace(pair, shown=(replace(denial[0], id="hr-01"),))
    told = counting.opposed(
        [replace(evidence, pairs=(pair, mirrored, other))], ["hr-01", "hr-02", "hr-03"]
    )
    assert [(one.said, one.beside) for one in told] == [(("hr-02",), ("hr-03", "hr-01"))]
    assert counting.opposed([evidence], ["hr-03"]) == ()
