"""`packs marking`: what a marker is given besides the answer key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import complain, count, say
from generator.cli.editions import exit_on_edition_error, find_or_exit, students_or_exit
from generator.cli.options import PAGE_PROFILE, PAPER_SIZE, gathered
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.content.model import PrintSettings
    from generator.documents.mark_sheet import Row
    from generator.editions.edition import Edition
    from generator.editions.store import FoundEdition
    from generator.storage.files import ProjectFiles

_EMPTY_ROWS = 30


@dataclass(frozen=True)
class MarkingOptions:
    """The options of `packs marking`."""

    revision: str | None
    class_list: BinaryIO | None
    rows: int | None
    answer_sheet: bool | None
    paper: str | None
    profile: str


@click.command("marking", epilog="Example:  packs marking 7K3Q-2M4P --list class-b.csv")
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@click.option(
    "--revision",
    metavar="N",
    help="An earlier revision of the key: its number, or the first characters of its hash.",
)
@click.option(
    "--list",
    "class_list",
    metavar="FILE",
    type=click.File("rb"),
    help="A class list, CSV or .xlsx, with the column name and optionally number: the mark sheet "
    "has a row for each student.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 9999),
    metavar="N",
    help=f"Without a list: the number of empty rows (default: {_EMPTY_ROWS}).",
)
@click.option(
    "--answer-sheet/--no-answer-sheet",
    default=None,
    help="Make strips for the answer sheets, or for the papers (default: for what was built).",
)
@click.option(
    "--paper",
    type=PAPER_SIZE,
    help="Paper size that the copies were printed on (default: that of the pack).",
)
@click.option(
    "--profile",
    type=PAGE_PROFILE,
    default="standard",
    show_default=True,
    help="The profile that the copies were printed in.",
)
@gathered(MarkingOptions)
@pass_project
def command(project: ProjectFiles, code: str, options: MarkingOptions) -> None:
    """Make marking strips and a mark sheet for papers with CODE.

    A marking strip has a page for each page of the paper; put it beside the page, and each key is
    level with its question. The mark sheet has a row for each student and a column for each
    question, as PDF and as CSV for a spreadsheet. Without a form letter, there are strips for all
    forms.
    """
    from generator.workflows.marking.marking import student_rows
    from generator.workflows.marking.print_settings import print_settings

    if options.class_list and options.rows:
        raise click.UsageError("--list already gives the rows; remove --rows")
    found = find_or_exit(project, code, options.revision)
    students = students_or_exit(options.class_list, found) if options.class_list else ()
    empty_rows = options.rows or _EMPTY_ROWS
    rows = student_rows(students) or [("", "", "")] * empty_rows
    settings = print_settings(project, found.edition)
    settings = replace(settings, paper=options.paper or settings.paper)
    sheets = settings.answer_sheet if options.answer_sheet is None else options.answer_sheet
    with exit_on_edition_error():
        _write_strips(project, found, settings, options.profile, sheets)
        _write_mark_sheets(project, found.edition, settings, rows)
        if options.class_list:
            number = count(len(students), "student")
            say(f"{number} of {options.class_list.name} on the mark sheet")
        if not sheets:
            _warn_of_changed_papers(project, found, settings, options.profile)


def _write_strips(
    project: ProjectFiles, found: FoundEdition, settings: PrintSettings, profile: str, sheets: bool
) -> None:
    from generator.workflows.marking.marking import strip_files
    from generator.workflows.sitting.reprint import write_files

    files, paths = strip_files(found, settings, profile, sheets)
    for path in write_files(project, found.edition.pack, files, paths, settings):
        say(path)


def _write_mark_sheets(
    project: ProjectFiles, edition: Edition, settings: PrintSettings, rows: list[Row]
) -> None:
    """The sheet as PDF and as CSV; a CSV that has been written into stays."""
    from generator.workflows.marking.marking import mark_sheet_csv, mark_sheet_file, write_table
    from generator.workflows.sitting.reprint import write_files

    sheet = mark_sheet_file(edition, rows, settings)
    for path in write_files(project, edition.pack, [sheet], [sheet.path], settings):
        say(path)
    table = mark_sheet_csv(edition, rows)
    if write_table(project, table):
        say(table.path)
    else:
        complain(f"{table.path} already has entries and was kept; rename it to get an empty one")


def _warn_of_changed_papers(
    project: ProjectFiles, found: FoundEdition, settings: PrintSettings, profile: str
) -> None:
    from generator.workflows.marking.marking import papers_set_otherwise

    for path in papers_set_otherwise(project, found, settings, profile):
        complain(
            f"the layout of {path} has changed; "
            "check one strip against a printed copy before you use the strips"
        )
