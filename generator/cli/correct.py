"""`packs correct`: a new revision of the key of a paper that was printed earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import USAGE_ERROR, fail, say
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.editions.edition import Edition
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.correct import Correction


@click.command("correct", epilog="Example:  packs correct 7K3Q-2M4P-B --void 7 full")
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@click.option(
    "--void",
    "voided",
    nargs=2,
    multiple=True,
    type=(str, click.Choice(["full", "none"])),
    metavar="ITEM full|none",
    help="Drop an item: everyone gets its points (full), or it counts for no one (none). "
    "May be repeated.",
)
@click.option(
    "--restore",
    "restored",
    multiple=True,
    metavar="ITEM",
    help="Count a void item again. May be repeated.",
)
@click.option(
    "--revision", metavar="N", help="Start from this revision, if two have the same number."
)
@pass_project
def command(
    project: ProjectFiles,
    code: str,
    voided: tuple[tuple[str, str], ...],
    restored: tuple[str, ...],
    revision: str | None,
) -> None:
    """Make a new revision of the key of CODE. Papers and code stay the same.

    Uses today's answers for every item whose question in the banks is still as it was printed;
    lists the other items with the reason. With --void or --restore, does only that. ITEM is a
    question's number on the form in CODE, or an item's id.
    """
    from generator.workflows.marking.correct import UnknownItem, correct, record, void
    from generator.workflows.project import load_project

    loaded = None if voided or restored else load_project(project)
    with project.lock():
        found = find_or_exit(project, code, revision)
        edition = found.edition
        try:
            with exit_on_edition_error():
                correction = correct(edition, loaded) if loaded else void(found, voided, restored)
        except UnknownItem as error:
            fail(USAGE_ERROR, str(error))
        record(project, edition, correction)
    _report(edition, correction)


def _report(edition: Edition, correction: Correction) -> None:
    from generator.editions.edition import revision_note

    for name, why in correction.refused:
        say(f"  not applied  {name}: {why}")
    if correction.revision is None:
        say(f"{edition.code}: nothing to correct; revision {edition.number} is still the latest")
        return
    for name in correction.applied:
        say(f"  applied      {name}")
    note = revision_note(edition.view, correction.revision, edition.revisions)
    replaced = " and ".join(map(str, note.replaces))
    say(
        f"{edition.code}: revision {note.number} replaces revision {replaced}; "
        f"run 'packs key {edition.code}' to print it "
        f"and 'packs errata {edition.code}' to see what to mark again"
    )
