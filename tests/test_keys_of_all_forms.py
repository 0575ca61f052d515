"""The key on a page and the full key: what they say of every form, of voids and of corrections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import documents
from generator.documents.across_forms import questions_across
from generator.editions.arrange import arrange
from generator.editions.quiz import RevisionNote, Void
from generator.i18n.catalog import load_catalog
from generator.items import type_of
from generator.items.protocol import SEE_FULL_KEY
from generator.page.blocks import Document, Entries, KeyRow, KeyTable, SchemeCard
from generator.render.text import span_text, text_preview
from tests.edition_values import edition_of

EN = load_catalog("en")


def key_page(quiz, note=1, forms=None) -> Document:
    """The key on a page of some forms, or of all."""
    edition = edition_of(quiz.view, quiz.key, note)
    return documents.key_page(edition, forms or range(len(quiz.view.forms)), EN)


def full_key(quiz, note=1, forms=None) -> Document:
    """The full key of some forms, or of all."""
    edition = edition_of(quiz.view, quiz.key, note)
    return documents.full_key(edition, forms or range(len(quiz.view.forms)), EN)


def rows_of(document: Document) -> list[KeyRow]:
    """The questions of a key on a page."""
    (table,) = (block for block in document.blocks if isinstance(block, KeyTable))
    return [row for row in table.rows if row.answers]


def test_the_key_on_a_page_says_this(quiz, golden):
    """All types of item on both forms, the rules of scoring, and the schemes, as in the golden
    file.
    """
    golden("key-page.txt", text_preview(key_page(quiz)))


def test_the_full_key_says_this(quiz, golden):
    """Answers and reasons once for both forms, and the evidence once, as in the golden file."""
    golden("full-key.txt", text_preview(full_key(quiz)))


def test_dots_stand_for_nothing_and_hints_only_where_words_or_a_scheme_follow(quiz):
    """A row either has an answer for each form, or its answer in words, or a card with its
    scheme.
    """
    document = key_page(quiz)
    cards = {block.number for block in document.blocks if isinstance(block, SchemeCard)}
    seen = set()
    for row in rows_of(document):
        label, answer = row.answers[0]
        assert answer and answer != SEE_FULL_KEY
        if answer == EN("key-page-scheme"):
            assert label in cards
        elif answer == EN("key-page-left"):
            assert row.hint and row.accepted
        seen.add(answer if row.hint else "")
    assert seen == {"", EN("key-page-scheme"), EN("key-page-left")}
    assert cards == {
        row.answers[0][0] for row in rows_of(document) if row.answers[0][1] == EN("key-page-scheme")
    }


def test_the_points_of_the_rows_add_up_to_those_of_the_quiz(quiz):
    """No point is in two rows: a grid that is filled in for the parts of a set has none, so that
    who adds up a paper by the key gets what the paper is worth.
    """
    rows = rows_of(key_page(quiz))
    points = [row.points.replace("½", ".5") or "0" for row in rows]
    assert sum(map(float, points)) == quiz.view.points
    assert len([row for row in rows if not row.points]) == 1


@pytest.mark.parametrize("form", [0, 1])
def test_a_row_has_the_number_and_key_of_its_form(quiz, form):
    """On each form a row's answer is the short key of that form, under that form's number."""
    by_label = {row.answers[form][0]: row.answers[form][1] for row in rows_of(key_page(quiz))}
    checked = 0
    for question in questions_across(quiz.view, quiz.key, (form,)):
        for part in question.parts or (question,):
            short = type_of(part.student).short_key(part.student, part.key, part.orders[0], EN)
            if short != SEE_FULL_KEY:
                assert by_label[part.labels[0]].split(" ±")[0] == short
                checked += 1
    assert checked > 10
    others = {row.answers[1 - form][0]: row.answers[1 - form][1] for row in rows_of(key_page(quiz))}
    assert by_label != others  # or the comparison could not fail


@pytest.mark.parametrize("rule", ["full", "none"])
def test_a_void_question_has_no_answer_and_no_card(quiz, rule):
    """A question that was dropped has a dash on every form and says what becomes of its points; in
    the full key it says that what is below it was its key.
    """
    (card, *_) = (block for block in key_page(quiz).blocks if isinstance(block, SchemeCard))
    question = next(
        question
        for question in questions_across(quiz.view, quiz.key, (0, 1))
        if question.labels[0] == card.number
    )
    note = RevisionNote(2, (1,), voids=(Void(question.section, question.index, rule),))
    document = key_page(quiz, note)
    row = next(row for row in rows_of(document) if row.answers[0][0] == card.number)
    assert {answer for _, answer in row.answers} == {EN("void-short")}
    assert span_text(row.accepted) == EN(f"remark-{rule}")
    assert card.number not in {
        block.number for block in document.blocks if isinstance(block, SchemeCard)
    }
    shown = " ".join(text_preview(document).split())
    assert "is void" in shown and "replaces revision 1" in shown
    entry = next(
        entry
        for block in full_key(quiz, note).blocks
        if isinstance(block, Entries)
        for entry in block.entries
        if entry.number == card.number
    )
    assert entry.key == EN("void-short")
    assert EN("void-item") in text_preview(full_key(quiz, note))
    assert EN("void-item") not in text_preview(full_key(quiz))


def test_a_corrected_or_restored_question_says_so(quiz):
    """A row whose answer the revision changed, be it corrected or counted again, says it; no other
    does.
    """
    question = questions_across(quiz.view, quiz.key, (0, 1))[1]
    place = question.section, question.index
    rows = rows_of(key_page(quiz, RevisionNote(3, (2,), answers=(place,))))
    changed = [row for row in rows if EN("key-changed") in span_text(row.accepted)]
    assert [row.answers[0][0] for row in changed] == [question.labels[0]]


def test_what_an_item_does_not_say_is_not_printed(quiz):
    """Without facts nothing is said of evidence; without a rationale the answer stands alone."""
    bare = tuple(
        tuple(replace(key, facts=(), rationale="") for key in section)
        for section in quiz.key.sections
    )
    with_parts = text_preview(full_key(quiz))
    assert EN("evidence-list") in with_parts and EN("full-key-evidence") in with_parts
    plain = replace(quiz, key=replace(quiz.key, sections=bare))
    # The parts of sets keep theirs.
    assert text_preview(full_key(plain)).count("\n") < with_parts.count("\n")
    singles = replace(
        plain,
        view=replace(
            plain.view,
            sections=(replace(plain.view.sections[0], items=plain.view.sections[0].items[:2]),),
            forms=tuple(
                replace(form, sections=(tuple(x for x in form.sections[0] if x[0] < 2),))
                for form in plain.view.forms
            ),
        ),
        key=replace(plain.key, sections=(plain.key.sections[0][:2],)),
    )
    shown = text_preview(full_key(singles))
    assert EN("evidence-list") not in shown and EN("evidence") not in shown
    assert EN("full-key-evidence") not in shown


def test_metadata_is_in_the_guide_only(quiz):
    """Neither key says an item's id, objective, level or difficulty."""
    for document in (key_page(quiz), full_key(quiz)):
        shown = text_preview(document)
        for section in quiz.key.sections:
            for key in section:
                assert key.id not in shown and key.objective not in shown


def test_the_key_of_one_form_names_no_other(quiz):
    """The key of form B alone has B's numbers and letters and the code of B's papers."""
    document = full_key(quiz, forms=(1,))
    assert document.header_footer.form == "B"
    assert document.header_footer.foot.startswith(f"{edition_of(quiz.view, quiz.key).code}-B")
    assert "Form A" not in text_preview(document) and "A/B" not in text_preview(document)
    numbers = [
        entry.number
        for block in document.blocks
        if isinstance(block, Entries)
        for entry in block.entries
    ]
    assert numbers == [
        label
        for question in questions_across(quiz.view, quiz.key, (1,))
        for label in (question.labels[0], *(part.labels[0] for part in question.parts))
    ]


@pytest.mark.parametrize(("forms", "letters"), [(2, "A/B"), (4, "A/B/C/D"), (5, "")])
def test_letters_of_up_to_four_forms_are_side_by_side(harbour, loaded, forms, letters):
    """With more forms options have the letter of the first, and a wrong option is named."""
    content = loaded(harbour).content
    quiz = arrange(replace(content.packs["harbour"], forms=forms), content)
    shown = " ".join(text_preview(full_key(quiz)).split())
    assert (EN("full-key-letters", forms=letters) in shown) == bool(letters)
    assert (EN("full-key-first", form="A") in shown) == (not letters)
    row = rows_of(key_page(quiz))[0]
    assert len(row.answers) == forms
