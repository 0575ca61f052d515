"""The edition that a typed code or pack means, and the sentence and exit code where there is
none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain, complain_all, fail
from generator.cli.project import path_in_project

if TYPE_CHECKING:
    from generator.editions.store import FoundEdition
    from generator.loading.class_list import Student
    from generator.storage.files import ProjectFiles


@contextmanager
def exit_on_edition_error() -> Iterator[None]:
    """End the command with a sentence where a code, a revision, a record or its pages are wrong."""
    from generator import editions
    from generator.render.pdf import MissingGlyph, MissingMedia, TooTall

    try:
        yield
    except (editions.UnknownCode, editions.UnknownRevision) as error:
        fail(USAGE_ERROR, str(error))
    except (editions.Damaged, MissingGlyph, MissingMedia, TooTall) as error:
        fail(CONTENT_ERROR, str(error))


def find_or_exit(project: ProjectFiles, typed: str, revision: str | None = None) -> FoundEdition:
    """The edition of a code, or the one last built of a pack, with its latest or the given
    revision; ends the command if there is none.
    """
    from generator.workflows.editions import NotBuilt, find_typed_edition

    with exit_on_edition_error():
        try:
            edition = find_typed_edition(project, typed, revision)
        except NotBuilt as error:
            fail(CONTENT_ERROR, str(error))
    if edition.pack:
        # The paper in hand may be of an earlier edition, which has another key.
        complain(
            f"{edition.pack}: the edition last built is {edition.found.edition.code}; "
            "for a paper with another code in its footer, give that code"
        )
    return edition.found


def students_or_exit(class_list: BinaryIO, found: FoundEdition) -> tuple[Student, ...]:
    """The students of a class list for an edition; ends the command where the list has errors.

    Notes and warnings are printed and stop nothing.  No more is read than a list may have, so that
    one without end ends too.
    """
    from generator.content.model import PROFILES
    from generator.loading.class_list import MOST_BYTES, read_class_list
    from generator.problems import Problems
    from generator.render.pdf import coverage

    problems = Problems()
    data, forms = class_list.read(MOST_BYTES + 1), found.edition.form_names
    students = read_class_list(data, class_list.name, problems, PROFILES, forms, coverage())
    complain_all(problems)
    if problems.error_count:
        fail(CONTENT_ERROR)
    return students


def students_with_forms_or_exit(
    project: ProjectFiles, class_list: BinaryIO, found: FoundEdition
) -> tuple[Student, ...]:
    """The students of a class list, with the forms that a class set of this edition gave them."""
    from generator.workflows.sitting.given_out import with_forms

    students = students_or_exit(class_list, found)
    path = path_in_project(project, class_list.name)
    return with_forms(project, found.edition, path, students) if path else students
