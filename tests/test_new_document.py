"""A new kind of document is one module and one line in the registry: the rest of the program knows
it from there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.documents import KINDS, Audience, DocumentKind, StudentCopy
from generator.editions.edition import Edition
from generator.page.blocks import Document, HeaderFooter, Paragraph, spans
from generator.storage.files import ProjectFiles
from generator.workflows.build.build import BuildResult, build
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.outputs import read_path
from generator.workflows.build.verify import verify
from generator.workflows.project import load_project
from tests.editions_e2e import history
from tests.editions_e2e.history import Course
from tests.editions_e2e.stand_in import Quick, StandIn


def attendance_list(edition: Edition, form: int) -> Document:
    """A list to sign, of which a quiz has one."""
    assert form == 0
    lines = tuple(Paragraph(spans(name)) for name in edition.form_names)
    return Document("Attendance", edition.view.language, HeaderFooter(foot=edition.code), lines)


def seat_card(copy: StudentCopy) -> Document:
    """A card for each form, from the view alone."""
    return Document("Card", copy.view.language, HeaderFooter(foot=copy.code), ())


ATTENDANCE = DocumentKind(
    "attendance", Audience.TEACHER, "{code}-attendance", teacher=attendance_list
)
SEAT_CARD = DocumentKind(
    "seat-card",
    Audience.STUDENT,
    "{code}-{form}-seat-card",
    copies_for_class=True,
    in_every_profile=True,
    student=seat_card,
)


@pytest.fixture
def project(tmp_path: Path) -> ProjectFiles:
    """A course on disk that was built, in two profiles, before anybody thought of new documents."""
    begun = Course.begun(2)
    begun.pack.update(profiles=["large-print"])
    history.write(begun, tmp_path)
    project = ProjectFiles.find(tmp_path, Quick())
    built(project)
    return project


def built(project: ProjectFiles) -> BuildResult:
    """What a build makes of the course now."""
    (result,) = build(project, load_project(project), ["course"], renderer=StandIn())
    assert not result.stopped
    return result


@pytest.mark.parametrize("kind", [ATTENDANCE, SEAT_CARD])
def test_one_line_in_the_registry_is_enough(project, kind):
    """Composed, named, rendered, listed, explained, verified, left when unchanged, and removed when
    it is gone again.
    """
    before = {file.path for file in built(project).files}
    KINDS.append(kind)
    try:
        result = built(project)
        new = [file for file in result.files if file.path not in before]
        assert new and all(made.output.kind is kind for made in new)
        forms = result.forms if kind.per_form else 1
        assert len(new) == forms * (2 if kind.in_every_profile else 1)
        for made in new:
            assert read_path(made.path) == made.output
            assert project.exists(made.path) and made.pages
            listed = read_manifest(project, "course").manifest.named[made.output.name]
            assert listed.recipe and not listed.asked
        assert {why for label, why in result.reasons if label.startswith(kind.name)} == {
            "not built before"
        }
        again = {label for label, why in result.reasons if why} - {
            made.output.title for made in new
        }
        # What is handed out in copies lies in the class set, so only that is made again.
        assert again == ({"class-set"} if kind.copies_for_class else set())
        assert verify(project, load_project(project), StandIn())[0] == []
        assert built(project).up_to_date
    finally:
        KINDS.remove(kind)
    (stale,) = {finding.kind for finding in verify(project, load_project(project), StandIn())[0]}
    assert stale == "stale"
    assert set(built(project).removed) == {file.path for file in new}


def test_what_is_not_registered_is_not_made(project):
    """The control of the test above: without its line in the registry a document is neither made
    nor known by its name.
    """
    assert ATTENDANCE not in KINDS
    assert not [file for file in built(project).files if "attendance" in file.path]
    assert read_path("output/course/teacher/course-7K3Q-2M4X-attendance.pdf") is None
