"""What all commands share that take a code: the edition it means, or the sentence that says why there is none.

In: a code as typed.  Out: the edition found.
Never gives a key where there is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.output import complain, complain_all

if TYPE_CHECKING:
    from generator.class_list import Student
    from generator.disk import Project
    from generator.lookup import Found


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Turn what is wrong with a code, a revision or a record into a sentence and an exit code."""
    from generator import edition
    from generator.typeset import MissingGlyph, TooTall

    try:
        yield
    except (edition.UnknownCode, edition.UnknownRevision) as error:
        complain(str(error))
        ctx.exit(2)
    except (edition.Damaged, MissingGlyph, TooTall) as error:
        complain(str(error))
        ctx.exit(1)


def found(ctx: click.Context, project: Project, code: str, revision: str | None = None) -> Found:
    """The edition of a code, or the end of the command."""
    from generator.lookup import find

    with told(ctx):
        return find(project, code, revision)
    raise AssertionError("the command has ended")


def students_of(ctx: click.Context, listed: BinaryIO, meant: Found) -> tuple[Student, ...]:
    """The students of a class list for an edition, or the end of the command with all that is wrong with the list."""
    from generator.class_list import read_class_list
    from generator.model import PROFILES
    from generator.problem import Problems
    from generator.typeset import coverage
    from generator.view import form_name

    problems, forms = Problems(), len(meant.view.forms)
    students = read_class_list(listed.read(), listed.name, problems, PROFILES,
                               [form_name(form, forms) for form in range(forms)], coverage())
    if problems.error_count:
        complain_all(problems)
        ctx.exit(1)
    return students
