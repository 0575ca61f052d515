"""`packs errata`: slips that correct printed copies, and what to mark again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, say
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.options import paper_option
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles


@click.command("errata", epilog="Example:  packs errata 7K3Q-2M4P --output pdf")
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@click.option(
    "--output",
    type=click.Choice(["text", "pdf"]),
    default="text",
    show_default=True,
    help="Text on the terminal, or PDFs under output/.",
)
@paper_option
@pass_project
def command(project: ProjectFiles, code: str, output: str, paper: str | None) -> None:
    """Make correction slips and lists of what to mark again.

    The slips are for students, the lists are for markers. A question is on a slip if its wording in
    the banks has changed; it has the number and letters that it has on paper. There is a list for
    each earlier key that copies may have been marked with, of the questions that earn other points
    by the latest.
    """
    from generator.workflows.marking.errata import errata_since_handout, slip_texts, write_slips
    from generator.workflows.project import load_project
    from generator.workflows.sitting.print_settings import print_settings

    found = find_or_exit(project, code)
    settings = print_settings(project, found.edition, paper)
    with exit_on_edition_error():
        slips = errata_since_handout(project, found, load_project(project).content, settings)
    for name, why in slips.beyond:
        complain(f"{name}: {why}")
    if slips.unread:
        complain(
            f"{found.edition.code}: {', '.join(slips.unread)} could not be read, so whether the "
            "wording changed is not known; run 'packs check' to see why"
        )
    if slips.not_applied:
        code = found.edition.code
        complain(
            f"{code}: the banks have another answer than its latest key for "
            f"{', '.join(slips.not_applied)}; run 'packs correct {code}' first, then this again"
        )
    if not slips.slips and not slips.remarks:
        if slips.not_applied:
            return
        which = "other question or key" if slips.unread else "question or key"
        say(f"{found.edition.code}: no {which} has changed since it was printed")
    elif output == "text":
        for text in slip_texts(slips):
            say(text)
    else:
        with exit_on_edition_error():
            for path in write_slips(project, found.edition.pack, slips, settings):
                say(path)
