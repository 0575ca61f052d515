"""`packs class-set`: all copies for a class in one file, with the students' names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import CONTENT_ERROR, complain, complain_all, count, fail, say
from generator.cli.editions import exit_on_edition_error, students_or_exit
from generator.cli.options import PAPER_SIZE, SIDES, density_option, gathered
from generator.cli.project import complete_pack, pass_project, path_in_project
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.editions.edition import Edition
    from generator.loading.class_list import Student
    from generator.storage.files import ProjectFiles
    from generator.workflows.sitting.class_set import ClassSetSource, NamedSet

_MOST_NAMED = 5  # pairs of neighbours


@dataclass(frozen=True)
class ClassSetOptions:
    """The options of `packs class-set`."""

    class_list: BinaryIO
    spare: int
    paper: str | None
    sides: str | None
    density: str | None

    @property
    def list_name(self) -> str:
        """The name of the class list's file without its ending, "" for standard input."""
        return "" if self.class_list.name == "<stdin>" else Path(self.class_list.name).stem


@click.command(
    "class-set", epilog="Example:  packs class-set first-quiz --list class-b.csv --spare 2"
)
@click.argument("pack", metavar="CODE|PACK", shell_complete=complete_pack)
@click.option(
    "--list",
    "class_list",
    metavar="FILE",
    type=click.File("rb"),
    required=True,
    help="The class list, CSV or .xlsx, with the column name; optionally number, seat, profile, "
    "form.",
)
@click.option(
    "--spare",
    metavar="N",
    type=click.IntRange(0, 999),
    default=0,
    help="Number of extra copies without a name, at the end.",
)
@click.option("--paper", type=PAPER_SIZE, help="Paper size (default: as the papers were printed).")
@click.option("--sides", type=SIDES, help="Sides printed on (default: as the papers were printed).")
@density_option
@gathered(ClassSetOptions)
@pass_project
def command(project: ProjectFiles, pack: str, options: ClassSetOptions) -> None:
    """Put the copies for a class into one file, with names.

    Each copy has the student's name and number on it. PACK is a pack (its edition is the one last
    built) or the code of an edition, which is printed from its record alone. Neighbours get
    different forms: neighbours in the seats (A12 or 3-7: row and place), or in the list if it has
    no seats. The copies are in the order of the list, or row by row if it has seats.
    The file is named after the list where that is not class.csv, so that each group has its own.
    """
    from generator.workflows.sitting.class_set import ClassCopies, built_briefing_text, named_set

    source = _source_or_exit(project, pack, options)
    edition = source.found.edition
    if source.remark:
        complain(source.remark)
    students = students_or_exit(options.class_list, source.found)
    with exit_on_edition_error():
        copies = ClassCopies(students, options.spare, source.briefing, options.list_name)
        class_set = named_set(project, edition, copies, source.settings)
    if class_set.path:
        order = "row by row" if students[0].seat else "in the order of the list"
        _report_print_file(class_set, order, source.settings.sides)
    for form, profile, number in class_set.copies:
        say(f"  form {form}, {profile}: {count(number, 'copy')}")
    _report_texts(project, source, class_set)
    if source.briefing and class_set.texts:
        name = edition.pack
        path = built_briefing_text(project, name, source.settings, source.briefing)
        missing = f"add plain-text to 'profiles' in the pack and run 'packs build {name}'"
        say(f"  with the briefing as text: {path or missing}")
    _report_neighbours(class_set.clashes, len(edition.view.forms))
    _keep_forms(project, edition, options.class_list, students)


def _keep_forms(
    project: ProjectFiles, edition: Edition, class_list: BinaryIO, students: Sequence[Student]
) -> None:
    """Keep who gets which form beside the list, for the mark sheet."""
    from generator.workflows.sitting.given_out import write_forms

    if len(edition.view.forms) < 2:
        return
    if path := path_in_project(project, class_list.name):
        kept = write_forms(project, edition, path, students)
        complain(f"who has which form is kept in {kept}, with names: git ignores it")
    else:
        complain(
            "who has which form is not kept, because the list is not in the project; note the "
            "forms when you mark"
        )


def _source_or_exit(project: ProjectFiles, pack: str, options: ClassSetOptions) -> ClassSetSource:
    from generator.editions import UnknownCode
    from generator.problems import ContentError
    from generator.workflows.editions import NotBuilt
    from generator.workflows.sitting.class_set import class_set_source

    with exit_on_edition_error():
        try:
            return class_set_source(project, pack, options.paper, options.sides, options.density)
        except UnknownCode as error:
            raise click.UsageError(str(error)) from None
        except NotBuilt as error:
            fail(CONTENT_ERROR, str(error))
        except ContentError as error:
            complain_all(error.problems)
            fail(CONTENT_ERROR)


def _report_print_file(class_set: NamedSet, order: str, sides: str) -> None:
    copies = sum(number for *_, number in class_set.copies)
    say(f"print   {class_set.path}")
    say(
        f"  {count(copies, 'named copy')}, {order}, and {count(class_set.spare, 'spare copy')}: "
        f"{count(class_set.sheets, 'sheet')}, {sides}"
    )


def _report_texts(project: ProjectFiles, source: ClassSetSource, class_set: NamedSet) -> None:
    """Say which lines of the list work with a text, and where it is or how to make it."""
    from generator.workflows.sitting.class_set import built_paper_text

    edition = source.found.edition
    for line, form in class_set.texts:
        path = built_paper_text(project, edition, source.settings, form)
        to_do = f"give the student {path}"
        if not path:
            code = f"{edition.code}-{form}"
            to_do = (
                f"run 'packs reprint {code} --profile plain-text' to make the text for the student"
            )
        say(f"  line {line} of the list gets no printed copy; {to_do}")


def _report_neighbours(pairs: Sequence[tuple[int, int]], forms: int) -> None:
    """Say which neighbours have the same form, by lines of the list."""
    if pairs and forms == 1:
        complain(
            "the quiz has only one form, so all neighbours have the same form; "
            "increase 'forms' in the pack"
        )
        return
    for line, other in pairs[:_MOST_NAMED]:
        complain(f"lines {line} and {other} of the list are neighbours and have the same form")
    if len(pairs) > _MOST_NAMED:
        more = count(len(pairs) - _MOST_NAMED, "more pair")
        complain(
            f"{more} of neighbours have the same form; the forms in the list leave no other way"
        )
