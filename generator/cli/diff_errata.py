"""`packs diff` and `packs errata`: what changed in an edition, and slips that put printed copies
right.
"""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import complain, say
from generator.cli.editions import found, told
from generator.cli.key_reprint import PAPER


@click.command("diff", epilog="Example:  packs diff 7K3Q-2M4P now")
@click.argument("code")
@click.argument("other", default="now", metavar="[CODE|now]")
@click.pass_context
def diff_command(ctx: click.Context, code: str, other: str) -> None:
    """Tell what differs between two editions, or between one and what a build would make now.

    Shows answers: it is for instructors.
    """
    folder: Path = ctx.obj
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.diff import present, telling

    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code)
    before = meant.edition.view, meant.edition.key
    if other.lower() == "now":
        from generator.workflows.project import load_project

        after, remark = present(load_project(project), meant.edition)
        if remark:
            complain(remark)
    else:
        second = found(ctx, project, other).edition
        after = second.view, second.key
    for line in telling(before, after) or ["nothing differs"]:
        say(line)


@click.command("errata", epilog="Example:  packs errata 7K3Q-2M4P --output pdf")
@click.argument("code")
@click.option(
    "--output",
    type=click.Choice(["text", "pdf"]),
    default="text",
    show_default=True,
    help="Text on the terminal, or PDFs under output/.",
)
@PAPER
@click.pass_context
def errata_command(ctx: click.Context, code: str, output: str, paper: str) -> None:
    """Make slips for a printed edition: its questions put right, for students; questions to mark again, for markers.

    A question is on the students' slip where the banks ask it in other words now, under the number and letters it has on
    paper. It is on the markers' list where its key has changed since printing.
    """
    folder: Path = ctx.obj
    from generator.content.model import PrintSettings
    from generator.editions.store import handed_out_editions
    from generator.render.text import proof
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.errata import errata
    from generator.workflows.marking.status import revision_then
    from generator.workflows.project import load_project
    from generator.workflows.sitting.reprint import write_files

    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code)
    edition, settings = meant.edition, PrintSettings(paper=paper)
    handouts = [
        handout
        for handed_out in handed_out_editions(project)
        if handed_out.files.code == edition.code
        for handout in handed_out.handouts
    ]
    then = revision_then(edition.revisions, handouts)
    made = errata(meant, load_project(project).content, then, settings)
    for name, why in made.beyond:
        complain(f"{name}: {why}")
    slips = (*made.slips, *made.remarks)
    if output == "text":
        for slip in slips:
            say(proof(slip.content))
    elif slips:
        with told(ctx):
            for slip in slips:
                say(write_files(project, edition.pack, [slip], [slip.path], settings)[0])
    if not slips:
        say(
            f"{edition.code}: no question reads otherwise now, and no key has changed since it was printed"
        )
