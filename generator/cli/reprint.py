"""`packs reprint`: a paper printed again from its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from generator.cli.console import USAGE_ERROR, fail, say
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.options import PROFILE, SIDES, density_option, gathered, paper_option
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles


@dataclass(frozen=True)
class ReprintOptions:
    """The options of `packs reprint`."""

    paper: str
    profile: str
    sides: str
    answer_sheet: bool
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
@click.option("--sides", type=SIDES, default="duplex", show_default=True, help="Sides printed on.")
@click.option("--answer-sheet", is_flag=True, help="Make the answer sheet too.")
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
    did when it was printed. Without a form letter, the papers of all forms are printed.
    """
    from generator.content.model import PrintSettings
    from generator.workflows.build.density import printed_density
    from generator.workflows.sitting.reprint import (
        in_todays_style,
        paper_files,
        restyled_files,
        write_files,
    )

    found = find_or_exit(project, code)
    pack = found.edition.pack
    density = options.density or printed_density(project, pack, found.edition.code)
    today = options.style == "today"
    if today:
        in_style = in_todays_style(project, found)
        if in_style is None:
            fail(
                USAGE_ERROR,
                f"there is no pack '{pack}' any more, so it has no style of today; leave out "
                "'--style today' to print the paper as it was",
            )
        found, density = in_style[0], options.density or in_style[1]
    settings = PrintSettings(
        paper=options.paper, sides=options.sides, answer_sheet=options.answer_sheet, density=density
    )
    with exit_on_edition_error():
        files, paths = (restyled_files if today else paper_files)(found, settings, options.profile)
        for path in write_files(project, pack, files, paths, settings):
            say(path)
