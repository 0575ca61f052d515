"""How a paper ends: its last page always holds more than the line that says that the quiz has
ended.
"""

from __future__ import annotations

import pytest

from generator import documents
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.render import pdf
from generator.render.pdf.document_renderer import DocumentRenderer
from generator.render.pdf.fonts import ComposedLetters
from generator.render.pdf.pagination import paginate
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project
from tests.e2e.making import REPOSITORY


@pytest.fixture(scope="module")
def papers():
    """The papers of all forms of the repository's packs."""
    reading = load_project(ProjectFiles(REPOSITORY))
    views = [
        arrange(pack, reading.content).view
        for pack in reading.content.packs.values()
        if pack.sections
    ]
    return [
        documents.paper(view, form, "code", load_catalog(view.language))
        for view in views
        for form in range(len(view.forms))
    ]


def last_pages(papers, sheet, profile, less=0.0):
    """How many lines the last page of each paper has, on pages with so many points `less` room than
    they have.
    """
    renderer = DocumentRenderer(pdf.PROFILES[profile], pdf.SHEETS[sheet], True, ComposedLetters())
    room = renderer.profile.room(renderer.sheet) - less
    return [len(paginate(renderer.layout(paper).lines, room)[-1]) for paper in papers]


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize("profile", pdf.PROFILES)
def test_the_end_of_the_quiz_stands_below_a_question(papers, sheet, profile):
    """Every pack can be set in every profile on every sheet, and ends with a page on which there is
    something to answer.
    """
    ends = last_pages(papers, sheet, profile)
    assert len(ends) >= 10 and min(ends) > 2, ends


def test_without_its_penalty_the_end_does_stand_alone(papers, monkeypatch):
    """The control: some of these papers would end with a page of one line, on this or that height
    of page.
    """
    monkeypatch.setattr("generator.render.pdf.blocks.setter.CLOSING", 0.0)
    assert (
        min(min(last_pages(papers, "Letter", "standard", less)) for less in range(66, 120, 12)) == 1
    )
