"""`packs correct CODE`: the key of a paper that was printed earlier, put right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, say
from generator.cli.editions import found, told

if TYPE_CHECKING:
    from generator.editions.edition import Edition
    from generator.workflows.marking.correct import Correction


@click.command("correct", epilog="Example:  packs correct 7K3Q-2M4P-B --void 7 full")
@click.argument("code")
@click.option(
    "--void",
    "dropped",
    nargs=2,
    multiple=True,
    type=(str, click.Choice(["full", "none"])),
    metavar="ITEM full|none",
    help="Drop an item: all get its points (full), or it counts for nobody (none). May be repeated.",
)
@click.option(
    "--restore",
    "restored",
    multiple=True,
    metavar="ITEM",
    help="Let a void item count again. May be repeated.",
)
@click.option(
    "--revision", metavar="N", help="Start from this revision, where two have the same number."
)
@click.pass_context
def correct_command(
    ctx: click.Context,
    code: str,
    dropped: tuple[tuple[str, str], ...],
    restored: tuple[str, ...],
    revision: str | None,
) -> None:
    """Give the edition with CODE a new revision of its key; papers and their code stay.

    Today's answers are applied to every item that the banks still ask as the paper does; the others are listed with the
    reason. With --void or --restore only that is done. ITEM is a question's number on the form in CODE, or an item's id.
    """
    folder: Path = ctx.obj
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.correct import UnknownItem, correct, record, void
    from generator.workflows.project import load_project

    project = ProjectFiles.find(folder)
    reading = None if dropped or restored else load_project(project)
    with project.lock():
        meant = found(ctx, project, code, revision)
        try:
            with told(ctx):
                correction = (
                    correct(meant.edition, reading) if reading else void(meant, dropped, restored)
                )
        except UnknownItem as error:
            complain(str(error))
            ctx.exit(2)
        record(project, meant.edition, correction)
    _report(meant.edition, correction)


def _report(edition: Edition, correction: Correction) -> None:
    from generator.editions.edition import revision_note

    for name, why in correction.refused:
        say(f"  not applied  {name}: {why}")
    if correction.revision is None:
        say(f"{edition.code}: nothing to correct; revision {edition.number} stays")
        return
    for name in correction.applied:
        say(f"  applied      {name}")
    stands = revision_note(edition.view, correction.revision, edition.revisions)
    replaced = (
        f"revision {stands.number} replaces revision {' and '.join(map(str, stands.replaces))}"
    )
    say(
        f"{edition.code}: {replaced}; 'packs key {edition.code}' prints it, 'packs errata {edition.code}' says what to mark again"
    )
