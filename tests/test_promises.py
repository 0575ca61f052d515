"""What papers promise students is what is done: how points are given, and where answers count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.documents import answer_sheet, paper
from generator.documents.paper import PaperLook
from generator.editions.quiz import Form, QuizView, SectionView
from generator.i18n.catalog import (
    FIRST_WORDS_VERSION,
    Catalog,
    all_versions,
    languages,
    load_catalog,
)
from generator.items import TYPES, ItemKey, StudentItem, item_set, type_of
from generator.items.cloze import ClozeItem, ClozeKey
from generator.items.essay import EssayItem
from generator.items.matching import MatchingItem, MatchingKey
from generator.items.multiple import MultipleItem, MultipleKey
from generator.items.numeric import NumericItem, NumericKey
from generator.items.ordering import OrderingItem, OrderingKey
from generator.items.protocol import DoubtfulResponse
from generator.items.short_answer import ShortAnswerItem
from generator.items.single import SingleItem
from generator.items.true_false import TrueFalseItem, TrueFalseKey
from generator.render.accessible_text import accessible_text
from generator.render.text import text_preview
from tests.drawn_items import sample

EN = load_catalog("en")
COMMON = ("i", "", "", "", ())
FOUR, TWO, ONE = Fraction(4), Fraction(2), Fraction(1)
ABCD = ("a", "b", "c", "d")


def multiple(scoring: str, choose: int = 2) -> MultipleItem:
    """Options A to D, of which A and B are right, for four points."""
    return MultipleItem("?", FOUR, ABCD, choose, scoring)


def ordering(scoring: str) -> OrderingItem:
    """Four events in their right order, for three points."""
    return OrderingItem("?", Fraction(3), ABCD, scoring)


TWO_KEYS = MultipleKey(*COMMON, keys=("a", "b"))
IN_ORDER = OrderingKey(*COMMON, sequence=tuple((text, "") for text in ABCD))
TRUE, FALSE = TrueFalseKey(*COMMON, key=True), TrueFalseKey(*COMMON, key=False)
CORRECT_IT = TrueFalseItem("?", TWO, True)

# Of each printed sentence: an item, its key, and the points of what a student may have answered, as
# a marker types it in. None: only a marker knows.
SCORED: dict[str, list[tuple[StudentItem, ItemKey, dict[str, Fraction | int | None]]]] = {
    "scoring-plus-minus": [
        (
            multiple("plus-minus"),
            TWO_KEYS,
            {"AB": 4, "A": 2, "AC": 0, "ABC": 2, "C": 0, "CD": 0, "-": 0},
        )
    ],
    "scoring-per-option": [
        (
            multiple("per-option", 0),
            TWO_KEYS,
            {"AB": 4, "A": 3, "ABC": 3, "AC": 2, "C": 1, "CD": 0, "ABCD": 2, "-": 0},
        )
    ],
    "scoring-all-or-nothing": [
        (multiple("all-or-nothing"), TWO_KEYS, {"AB": 4, "A": 0, "ABC": 0, "-": 0})
    ],
    "scoring-correct-it": [
        (CORRECT_IT, TRUE, {"True": 2, "False": 0, "False+": 0, "-": 0}),
        (CORRECT_IT, FALSE, {"False+": 2, "False-": 1, "True": 0, "-": 0, "False": None}),
    ],
    "scoring-adjacent-pairs": [
        (ordering("adjacent-pairs"), IN_ORDER, {"1234": 3, "4123": 2, "1243": 1, "4321": 0})
    ],
    "scoring-position": [
        (
            ordering("position"),
            IN_ORDER,
            {"1234": 3, "1243": Fraction(3, 2), "2341": 0, "4231": Fraction(3, 2)},
        )
    ],
    "scoring-whole-order": [
        (ordering("all-or-nothing"), IN_ORDER, {"1234": 3, "1243": 0, "4321": 0})
    ],
    "scoring-per-pair": [
        (
            MatchingItem("?", TWO, ("p", "q"), ("x", "y", "z")),
            MatchingKey(*COMMON, pairs=(("p", "x"), ("q", "y"))),
            {"AB": 2, "AC": 1, "BA": 0},
        )
    ],
    "scoring-per-blank": [
        (
            ClozeItem("?", TWO, ("", "and", "")),
            ClozeKey(*COMMON, blanks=(("OSCE", "the OSCE"), ("Minsk",))),
            {"OSCE; Minsk": 2, "osce; MINSK": 2, "the osce; Geneva": 1, "Minsk; OSCE": 0},
        ),
        (
            ClozeItem("?", TWO, ("", "m")),
            ClozeKey(*COMMON, blanks=(("10^2^", "a hundred"),)),
            {"10^2": 2, "10²": 2, "A hundred": 2, "102": 0, "10": 0},
        ),
    ],
    "numeric-exact": [
        (NumericItem("?", TWO), NumericKey(*COMMON, key="7.5"), {"7.5": 2, "7.50": 2, "7.51": 0})
    ],
    "numeric-within": [
        (
            NumericItem("?", TWO),
            NumericKey(*COMMON, key="750", tolerance="1.5"),
            {"748.5": 2, "751.5": 2, "748.4": 0, "751.6": 0},
        )
    ],
}
BY_HAND = {"scoring-best-fit", "scoring-as-a-whole", "scheme-all", "scheme-most"}
HEADS = {"scheme-at-most", "scheme-all-forms"}


def earned(student: StudentItem, key: ItemKey, typed: str) -> Fraction | None:
    """The points that the program gives for what a marker types in."""
    kind = type_of(student)
    order = tuple(range(kind.shuffle(student).count))
    response = () if typed == "-" else kind.response(student, order, typed, EN)
    points: Fraction | None = kind.score(student, key, response)
    return points


def said_of(student: StudentItem, key: ItemKey) -> str:
    """What paper and key say of how an item is scored."""
    kind = type_of(student)
    order = tuple(range(kind.shuffle(student).count))
    return repr((kind.student_blocks(student, order, EN), kind.key_blocks(student, key, order, EN)))


def test_a_short_key_tells_raised_digits_from_others() -> None:
    """A marker who reads 102 on a strip would count 10² as wrong; keys in the first words are on
    paper and stay.
    """
    student, key = ClozeItem("?", TWO, ("", "m")), ClozeKey(*COMMON, blanks=(("10^2^",),))
    shown = TYPES["cloze"].one_line_key(student, key, (), EN)
    assert shown.split("\u00a0") == ["(1)", "10^2"]
    first = load_catalog("en", words_version=FIRST_WORDS_VERSION)
    assert TYPES["cloze"].one_line_key(student, key, (), first).endswith("\u00a0102")


@pytest.mark.parametrize("name", SCORED)
def test_points_are_given_as_the_sentence_says(name: str) -> None:
    """The program gives for each answer the points that the sentence printed with it promises; a
    student can appeal with the paper in hand.
    """
    for student, key, answers in SCORED[name]:
        values = {"least": "748.5", "most": "751.5"} if name == "numeric-within" else {}
        assert EN(name, **values) in said_of(student, key)
        assert {typed: earned(student, key, typed) for typed in answers} == answers
    results = {points for *_, answers in SCORED[name] for points in answers.values()}
    assert {0} < results, "full marks and none are among the examples"


def test_every_sentence_on_points_is_tried() -> None:
    """No sentence on scoring escapes the test above, but those on what people mark by hand."""
    sentences = {
        name
        for name in EN._phrases
        if name.startswith(("scoring-", "numeric-", "scheme-")) and name not in HEADS
    }
    assert sentences == set(SCORED) | BY_HAND
    assert all(TYPES[name].marked_by_hand for name in ("essay", "short-answer"))


def test_a_correction_counts_only_with_false() -> None:
    """Who marks a false statement as true gets nothing for a right correction, and the sentence
    says so; a marker cannot even type it.
    """
    with pytest.raises(DoubtfulResponse):
        earned(CORRECT_IT, FALSE, "True+")
    assert EN("scoring-correct-it").endswith("A correction counts only if you choose False.")


@pytest.mark.parametrize("language", languages())
def test_a_sentence_names_the_words_that_are_printed(language: str) -> None:
    """The sentence on corrections calls both verdicts what the boxes are called, in every language;
    the short signs on the key are explained by the same letters.
    """
    catalog = load_catalog(language)
    for name in ("true", "false"):
        assert catalog(name) in catalog("scoring-correct-it")
        assert catalog(f"{name}-short") in catalog("key-page-verdicts")
    for earlier in all_versions(language):
        assert earlier("true")[0] == earlier("true-short")


# ---------------------------------------------------------------- where answers count

ESSAY = EssayItem("Discuss.", TWO, booklet=True)
WRITTEN = (
    SingleItem("?", ONE, ABCD),
    TrueFalseItem("?", ONE),
    ShortAnswerItem("?", ONE),
    EssayItem("Discuss.", TWO),
)


def view_of(*items: StudentItem) -> QuizView:
    """A quiz of these items."""
    places = tuple(
        (index, tuple(range(type_of(item).shuffle(item).count))) for index, item in enumerate(items)
    )
    return QuizView("T", "en", (), (SectionView("S", items),), (Form((places,)),))


def pages(view: QuizView, catalog: Catalog) -> tuple[str, str]:
    """The words of the paper for an answer sheet, and those of the sheet."""
    documents = (
        paper(view, 0, "7K3Q-2M4P-A", catalog, look=PaperLook(on_sheet=True)),
        answer_sheet(view, 0, "7K3Q-2M4P-A", catalog),
    )
    return tuple(" ".join(text_preview(each).split()) for each in documents)  # type: ignore[return-value]


def set_with(part: StudentItem) -> StudentItem:
    """A set whose first part is another item."""
    whole = TYPES["set"].student_view(sample("passage"))
    return replace(whole, parts=(item_set.PartItem(part), *whole.parts[1:]))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("booklet", [ESSAY, set_with(ESSAY)], ids=["essay", "part of a set"])
def test_a_booklet_is_named_where_answers_count(language: str, booklet: StudentItem) -> None:
    """Where an answer goes into a booklet, neither paper nor answer sheet says that nothing but the
    sheet is marked, and both name it at the question; where none does, nobody is told of a booklet.
    """
    catalog = load_catalog(language)
    with_booklet, without = (
        pages(view_of(*WRITTEN, *further), catalog) for further in ((booklet,), ())
    )
    for document, name in ((0, "answer-on-sheet"), (1, "sheet-lead")):
        assert catalog(f"{name}-booklet") in with_booklet[document]
        assert catalog(name) not in with_booklet[document]
        assert catalog(name) in without[document]
        assert catalog(f"{name}-booklet") not in without[document]
    # "Where a question says so": it does, on both.
    for said, not_said in zip(with_booklet, without, strict=True):
        assert catalog("booklet") in said and catalog("booklet") not in not_said


def test_every_answer_has_its_place_on_the_sheet_or_in_a_booklet() -> None:
    """With an answer sheet “nothing else is marked”: whatever a student must answer can be marked
    or written on the sheet, or the sheet sends to the booklet.
    """
    for name, kind in TYPES.items():
        student = kind.student_view(sample("passage" if name == "set" else name))
        order = tuple(range(kind.shuffle(student).count))
        assert kind.answer_space(student, order, EN), name
    assert EN("booklet") in repr(TYPES["essay"].answer_space(ESSAY, (), EN))


def test_the_text_edition_sends_nobody_to_an_answer_sheet() -> None:
    """Who answers on the text edition has no answer sheet, and is not told of one."""
    document = paper(view_of(*WRITTEN), 0, "7K3Q-2M4P-A", EN)
    said = accessible_text(document, EN)
    assert EN("answer-on-sheet") not in said and EN("answer-sheet").lower() not in said.lower()
