"""`packs marking`: what a marker is given besides the answer key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import CONTENT_ERROR, complain, count, fail, say
from generator.cli.editions import exit_on_edition_error, find_or_exit, students_with_forms_or_exit
from generator.cli.options import PAGE_PROFILE, PAPER_SIZE, density_option, gathered
from generator.cli.project import complete_pack, pass_project
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.content.model import PrintSettings
    from generator.documents.mark_sheet import Row
    from generator.editions.edition import Edition
    from generator.editions.store import FoundEdition
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.marking import Copies

_EMPTY_ROWS = 30


@dataclass(frozen=True)
class MarkingOptions:
    """The options of `packs marking`."""

    revision: str | None
    class_list: BinaryIO | None
    rows: int | None
    answer_sheet: bool | None
    overlay: bool
    paper: str | None
    profile: str
    density: str | None
    table: str
    separator: str


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
    help="Make strips for the answer sheets or for the papers (default: for the sheets, if the "
    "papers were built with them).",
)
@click.option(
    "--overlay",
    is_flag=True,
    help="Make overlays to print on film and lay over the pages, instead of strips.",
)
@click.option(
    "--paper",
    type=PAPER_SIZE,
    help="Paper size that the copies were printed on (default: that of the built papers).",
)
@click.option(
    "--profile",
    type=PAGE_PROFILE,
    default="standard",
    show_default=True,
    help="The profile that the copies were printed in.",
)
@density_option
@click.option(
    "--table",
    type=click.Choice(["csv", "xlsx"]),
    default="csv",
    show_default=True,
    help="The mark sheet for a spreadsheet as CSV, or as a workbook that adds up by itself.",
)
@click.option(
    "--separator",
    type=click.Choice([",", ";"]),
    default=",",
    show_default=True,
    help="Between the cells of CSV; spreadsheets in German or Serbian want a semicolon.",
)
@gathered(MarkingOptions)
@pass_project
def command(project: ProjectFiles, code: str, options: MarkingOptions) -> None:
    """Make marking strips and a mark sheet for papers with CODE.

    A marking strip has a page for each page of the paper; put it beside the page, and each key is
    level with its question. An overlay is laid on the page and has a ring around each box that
    should be crossed. The mark sheet has a row for each student and a column for each question as
    numbered on the paper, as PDF and for a spreadsheet; 'packs results' reads it when it is filled
    in. Without a form letter, there are strips for all forms.
    """
    from generator.workflows.marking.marking import student_rows

    if options.class_list and options.rows:
        raise click.UsageError("--list already gives the rows; remove --rows")
    found = find_or_exit(project, code, options.revision).in_words_of(options.density)
    class_list = options.class_list
    students = students_with_forms_or_exit(project, class_list, found) if class_list else ()
    empty_rows = options.rows or _EMPTY_ROWS
    rows = student_rows(students) or [("", "", "")] * empty_rows
    with exit_on_edition_error():
        copies = _copies(project, found, options)
        _write_strips(project, found, copies, options.overlay)
        _write_mark_sheets(project, found.edition, copies.settings, rows, options)
        if options.class_list:
            number = count(len(students), "student")
            say(f"{number} of {options.class_list.name} on the mark sheet")
        _warn_of_changed_papers(project, found, copies)


def _copies(project: ProjectFiles, found: FoundEdition, options: MarkingOptions) -> Copies:
    """The copies that are marked, as far as the options do not say it as they were built."""
    from generator.workflows.marking.marking import Copies
    from generator.workflows.sitting.print_settings import print_settings

    settings = print_settings(project, found.edition, options.paper)
    if options.density:
        settings = replace(settings, density=options.density)
    on_sheets = settings.answer_sheet if options.answer_sheet is None else options.answer_sheet
    return Copies(settings, options.profile, on_sheets)


def _write_strips(
    project: ProjectFiles, found: FoundEdition, copies: Copies, overlay: bool
) -> None:
    from generator.workflows.marking.marking import overlay_files, strip_files
    from generator.workflows.sitting.reprint import write_files

    files, paths = (overlay_files if overlay else strip_files)(found, copies)
    for path in write_files(project, found.edition.pack, files, paths, copies.settings):
        say(path)


def _write_mark_sheets(
    project: ProjectFiles,
    edition: Edition,
    settings: PrintSettings,
    rows: list[Row],
    options: MarkingOptions,
) -> None:
    """The sheet as PDF and for a spreadsheet; one that has been written into stays."""
    from generator.storage.xlsx_files import NoWorkbooks
    from generator.workflows.marking.marking import (
        mark_sheet_csv,
        mark_sheet_file,
        mark_sheet_workbook,
        write_table,
    )
    from generator.workflows.sitting.reprint import write_files

    sheet = mark_sheet_file(edition, rows, settings)
    for path in write_files(project, edition.pack, [sheet], [sheet.path], settings):
        say(path)
    try:
        table = (
            mark_sheet_workbook(edition, rows)
            if options.table == "xlsx"
            else mark_sheet_csv(edition, rows, options.separator)
        )
    except NoWorkbooks as error:
        fail(CONTENT_ERROR, str(error))
    if write_table(project, table):
        say(table.path)
    else:
        complain(f"{table.path} already has entries and was kept; rename it to get an empty one")


def _warn_of_changed_papers(project: ProjectFiles, found: FoundEdition, copies: Copies) -> None:
    from generator.workflows.marking.marking import papers_set_otherwise

    for path in papers_set_otherwise(project, found, copies):
        complain(
            f"the layout of {path} has changed; "
            "check one strip against a printed copy before you use the strips"
        )
