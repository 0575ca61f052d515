"""What all commands share that take a code: the edition it means, or the sentence that says why
there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import complain, complain_all

if TYPE_CHECKING:
    from generator.editions.store import FoundEdition
    from generator.loading.class_list import Student
    from generator.storage.files import ProjectFiles


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Turn what is wrong with a code, a revision or a record into a sentence and an exit code."""
    from generator import editions
    from generator.render.pdf import MissingGlyph, TooTall

    try:
        yield
    except (editions.UnknownCode, editions.UnknownRevision) as error:
        complain(str(error))
        ctx.exit(2)
    except (editions.Damaged, MissingGlyph, TooTall) as error:
        complain(str(error))
        ctx.exit(1)


def found(
    ctx: click.Context, project: ProjectFiles, code: str, revision: str | None = None
) -> FoundEdition:
    """The edition of a code, or the end of the command."""
    from generator.editions.store import find_edition

    with told(ctx):
        return find_edition(project, code, revision)
    raise AssertionError("the command has ended")


def students_of(ctx: click.Context, listed: BinaryIO, meant: FoundEdition) -> tuple[Student, ...]:
    """The students of a class list for an edition, or the end of the command with all that is wrong with the list."""
    from generator.content.model import PROFILES
    from generator.loading.class_list import read_class_list
    from generator.problems import Problems
    from generator.render.pdf import coverage

    problems = Problems()
    students = read_class_list(
        listed.read(), listed.name, problems, PROFILES, meant.edition.form_names, coverage()
    )
    if problems.error_count:
        complain_all(problems)
        ctx.exit(1)
    return students
