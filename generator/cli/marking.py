"""`packs marking CODE`: what a marker is given besides the answer key."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from generator.cli.console import complain, count, say
from generator.cli.editions import found, students_of, told
from generator.cli.options import SHEET, LateChoice


def _looks() -> Iterable[str]:
    from generator.render.pdf import PROFILES

    return PROFILES


@click.command("marking", epilog="Example:  packs marking 7K3Q-2M4P --list class-b.csv")
@click.argument("code")
@click.option(
    "--revision",
    metavar="N",
    help="An earlier revision of the key: its number, or the first symbols of its hash.",
)
@click.option(
    "--list",
    "listed",
    metavar="FILE",
    type=click.File("rb"),
    help="A class list (CSV with the columns name and number): a row of the mark sheet for each student.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 9999),
    metavar="N",
    help="Without a list: so many empty rows (default: 30).",
)
@click.option(
    "--answer-sheet",
    "sheets",
    is_flag=True,
    help="Strips for the answer sheets in place of the papers.",
)
@click.option(
    "--paper",
    type=SHEET,
    default="A4",
    show_default=True,
    help="Paper size that the copies were printed on.",
)
@click.option(
    "--profile",
    type=LateChoice(_looks),
    default="standard",
    show_default=True,
    help="The look of the copies to be marked.",
)
@click.pass_context
def marking(
    ctx: click.Context,
    code: str,
    revision: str | None,
    listed: BinaryIO | None,
    rows: int | None,
    sheets: bool,
    paper: str,
    profile: str,
) -> None:
    """Make what is needed to mark papers with CODE in their footer: marking strips and a mark sheet.

    A marking strip has a page for each page of the paper, with every key at the height of its question, to lay beside it.
    The mark sheet has a row for each student and a column for each question, as PDF and as CSV for a spreadsheet.
    Without a form letter, there are strips for all forms.
    """
    folder: Path = ctx.obj
    from generator.content.model import PrintSettings
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.marking import (
        mark_sheet_csv,
        mark_sheet_file,
        papers_set_otherwise,
        strip_files,
        student_rows,
        write_table,
    )
    from generator.workflows.sitting.reprint import write_files

    if listed and rows:
        raise click.UsageError("--list gives the rows; leave --rows out")
    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code, revision)
    edition = meant.edition
    students = students_of(ctx, listed, meant) if listed else ()
    lines = student_rows(students) or [("", "", "")] * (rows or 30)
    settings = PrintSettings(paper=paper)
    with told(ctx):
        strips, paths = strip_files(meant, settings, profile, sheets)
        for path in write_files(project, edition.pack, strips, paths, settings):
            say(path)
        sheet = mark_sheet_file(edition, lines, settings)
        say(write_files(project, edition.pack, [sheet], [sheet.path], settings)[0])
        table = mark_sheet_csv(edition, lines)
        if write_table(project, table):
            say(table.path)
        else:
            complain(
                f"{table.path}: somebody has written into it since it was made, so it stays; move it away for an empty one"
            )
        if listed:
            say(f"{count(len(students), 'student')} of {listed.name} on the mark sheet")
        for other in () if sheets else papers_set_otherwise(project, meant, settings, profile):
            complain(
                f"{other} is not as it would be set now: hold a strip against a printed copy before you rely on it"
            )
