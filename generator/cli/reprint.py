"""`packs reprint`: a paper printed again from its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import USAGE_ERROR, fail, say
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.options import PROFILE, SIDES, density_option, gathered, paper_option
from generator.cli.project import complete_pack, pass_project
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles


@dataclass(frozen=True)
class ReprintOptions:
    """The options of `packs reprint`."""

    paper: str | None
    profile: str
    sides: str | None
    answer_sheet: bool | None
    density: str | None
    style: str


@click.command("reprint", epilog="Example:  packs reprint 7K3Q-2M4P-B --paper Letter")
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@paper_option
@click.option(
    "--profile",
    type=PROFILE,
    default="standard",
    show_default=True,
    help="The look of the pages, or plain text for screen readers and Braille.",
)
@click.option("--sides", type=SIDES, help="Sides printed on (default: as the papers were printed).")
@click.option(
    "--answer-sheet/--no-answer-sheet",
    default=None,
    help="Whether answers go on a sheet of their own (default: as the papers were printed).",
)
@density_option
@click.option(
    "--style",
    type=click.Choice(["printed", "today"]),
    default="printed",
    show_default=True,
    help="The style it was printed in, or its pack's of today, in a file of its own.",
)
@gathered(ReprintOptions)
@pass_project
def command(project: ProjectFiles, code: str, options: ReprintOptions) -> None:
    """Print the paper with CODE again from its record.

    It has the same words, numbers, letters and code, even if the bank has changed, and looks as it
    did when it was printed. Without a form letter, the papers of all forms are printed. With
    --density or --style today it has today's look, and instructions in today's words.
    """
    from generator.workflows.sitting.reprint import NoPack, Reprint, reprint

    found = find_or_exit(project, code)
    how = Reprint(
        options.profile,
        options.paper,
        options.sides,
        options.answer_sheet,
        options.density,
        options.style == "today",
    )
    with exit_on_edition_error():
        try:
            paths = reprint(project, found, how)
        except NoPack as error:
            fail(USAGE_ERROR, str(error))
    for path in paths:
        say(path)
