"""`packs reprint`: a paper printed again from its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from generator.cli.console import say
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
@gathered(ReprintOptions)
@pass_project
def command(project: ProjectFiles, code: str, options: ReprintOptions) -> None:
    """Print the paper with CODE again from its record.

    It has the same words, numbers, letters and code, even if the bank has changed, and looks as it
    did when it was printed. Without a form letter, the papers of all forms are printed.
    """
    from generator.content.model import PrintSettings, in_density
    from generator.workflows.build.density import printed_density
    from generator.workflows.sitting.reprint import paper_files, write_files

    found = find_or_exit(project, code)
    edition = found.edition
    printed = printed_density(project, edition.pack, edition.code)
    density = in_density(printed, options.density)
    settings = PrintSettings(
        paper=options.paper, sides=options.sides, answer_sheet=options.answer_sheet, density=density
    )
    with exit_on_edition_error():
        files, paths = paper_files(found, settings, options.profile)
        for path in write_files(project, found.edition.pack, files, paths, settings):
            say(path)
