"""What is the same in many forms is composed once and looked at once, and nobody can tell from the
documents.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import documents
from generator.content.model import PrintSettings
from generator.editions.quiz import AnswerKey, QuizView
from generator.i18n.catalog import load_catalog as catalogue
from generator.page.blocks import Entries, Paragraph, spans
from generator.render import pdf
from generator.workflows.build.cache import hashed_groups
from generator.workflows.build.outputs import ComposedFile, OutputFile
from tests.edition_values import edition_of


def papers(view: QuizView):
    """The papers of all forms."""
    return [
        documents.paper(view, form, "7K3Q-2M4P", catalogue(view.language))
        for form in range(len(view.forms))
    ]


def entries(document):
    """The items of a document, by number."""
    return {
        entry.number: entry
        for block in document.blocks
        if isinstance(block, Entries)
        for entry in block.entries
    }


def keys(view: QuizView, side: AnswerKey):
    """The keys of all forms."""
    return [
        documents.key(edition_of(view, side), form, catalogue(view.language))
        for form in range(len(view.forms))
    ]


def test_a_form_is_composed_alike_whatever_was_composed_before(quiz):
    """A view that has composed other forms gives the same documents as one that is fresh, form by
    form.
    """
    used, side = replace(quiz.view), replace(quiz.key)
    for _ in range(2):
        for form in range(len(used.forms)):
            view, key = replace(quiz.view), replace(quiz.key)
            code, catalog = "7K3Q-2M4P", catalogue(view.language)
            assert papers(used)[form] == documents.paper(view, form, code, catalog)
            assert keys(used, side)[form] == documents.key(edition_of(view, key), form, catalog)


def test_forms_share_what_they_arrange_alike_and_nothing_else(quiz):
    """The blocks of an item are the very same in two forms that order its options alike, and others
    where they do not.
    """
    view = replace(quiz.view, forms=(*quiz.view.forms, quiz.view.forms[0]))
    first, second, again = (entries(paper) for paper in papers(view))
    assert first and all(first[number].blocks is again[number].blocks for number in first)
    assert any(first[number].blocks != second[number].blocks for number in first)
    alone = entries(papers(replace(view))[0])
    assert all(alone[number].blocks is not first[number].blocks for number in first), (
        "views share nothing"
    )


def recipe(document) -> str:
    """The hash of what a family of one document is set from."""
    file = OutputFile("x", documents.PAPER, "7K3Q-2M4P", "A")
    (group,) = hashed_groups([ComposedFile(file, document)], pdf, PrintSettings())
    return group.input_hash


CHANGES = {
    "title": lambda paper, block, entry: replace(paper, title="Other"),
    "foot": lambda paper, block, entry: replace(
        paper, header_footer=replace(paper.header_footer, foot="other")
    ),
    "block": lambda paper, block, entry: replace(
        paper, blocks=(*paper.blocks, Paragraph(spans("more")))
    ),
    "order of blocks": lambda paper, block, entry: replace(paper, blocks=paper.blocks[::-1]),
    "number": lambda paper, block, entry: _with(paper, block, replace(entry, number="99")),
    "points": lambda paper, block, entry: _with(paper, block, replace(entry, points="[9]")),
    "together": lambda paper, block, entry: _with(
        paper, block, replace(entry, together=not entry.together)
    ),
    "in an item": lambda paper, block, entry: _with(
        paper, block, replace(entry, blocks=entry.blocks[:-1])
    ),
}


def _with(paper, block, entry):
    changed = replace(block, entries=(entry, *block.entries[1:]))
    return replace(paper, blocks=tuple(changed if one is block else one for one in paper.blocks))


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_in_a_document_changes_its_recipe(quiz, name):
    """Looking at shared blocks once loses nothing: any change gives another hash, and equal
    documents give the same.
    """
    paper = papers(quiz.view)[0]
    block = next(block for block in paper.blocks if isinstance(block, Entries))
    assert recipe(paper) == recipe(papers(replace(quiz.view))[0])
    assert recipe(CHANGES[name](paper, block, block.entries[0])) != recipe(paper)
