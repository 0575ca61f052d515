"""The one value of an edition: what it says of its revision, its forms and the names of
its files.
"""

from __future__ import annotations

from dataclasses import replace

from generator import editions
from generator.content.model import PrintSettings
from generator.documents import KEY
from generator.editions.edition import DRAFT, StoredEdition, revision_note
from generator.editions.quiz import RevisionNote
from generator.workflows.build.outputs import output_file, read_name, signed
from tests.edition_values import edition_of


def corrected(key, text):
    """The same key with other reasons for its first item."""
    (first, *items), *sections = key.sections
    return replace(key, sections=((replace(first, rationale=text), *items), *sections))


def stored(quiz) -> StoredEdition:
    """An edition with a revision 1, and two revisions 2 that two people made of it."""
    code = editions.make_record(quiz.view).code
    first = editions.revise(code, [], quiz.key)
    seconds = [editions.revise(code, [first], corrected(quiz.key, text)) for text in ("One", "Two")]
    return StoredEdition(code, ("harbour",), quiz.view, (first, *seconds))


def test_two_peoples_revisions_get_files_of_their_own(quiz):
    """Where two revisions have one number, a key asked for bears its hash, so neither file takes
    the other's place.
    """
    history = stored(quiz)
    first, *seconds = history.revisions
    files = []
    for revision in seconds:
        edition = history.at(revision)
        assert edition.revision_sign == revision.hash[:8] and edition.number == 2
        file = signed(output_file(KEY, edition, PrintSettings(), 0), edition)
        assert read_name("harbour", file.name) == file
        files.append(file.name)
    assert len(set(files)) == 2 and all("-KEY-r2-" in name for name in files)
    edition = history.at(first)
    alone = output_file(KEY, edition, PrintSettings(), 0)
    assert edition.revision_sign == "" and signed(alone, edition) == alone


def test_an_edition_tells_what_its_revision_changed(quiz):
    """The note of an edition is that of its revision among all others: what it replaces, and which
    items it explains anew.
    """
    history = stored(quiz)
    edition = history.at(history.revisions[1])
    assert edition.note == revision_note(quiz.view, history.revisions[1], history.revisions)
    assert edition.note.replaces == (1,) and edition.note.reasons == ((0, 0),)
    assert edition.note.answers == () and not edition.note.lost
    assert history.at(history.revisions[0]).note == RevisionNote(1)
    without = replace(history, revisions=history.revisions[1:])
    assert without.at(history.revisions[1]).note.lost


def test_a_draft_has_its_sign_in_place_of_codes(quiz):
    """Every form of a draft bears the draft sign; forms of an edition bear its code and their
    names.
    """
    draft = edition_of(quiz.view, quiz.key, 0, DRAFT)
    assert draft.draft and (draft.number, draft.hash) == (0, "")
    assert {draft.paper_code(form) for form in range(2)} == {DRAFT}
    edition = edition_of(quiz.view, quiz.key, code="7K3Q-2M4X")
    assert not edition.draft and edition.form_names == ("A", "B")
    assert [edition.paper_code(form) for form in range(2)] == ["7K3Q-2M4X-A", "7K3Q-2M4X-B"]
