"""`packs diff`: what differs between two editions, or between one and the content of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, say
from generator.cli.editions import find_or_exit
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles


@click.command("diff", epilog="Example:  packs diff 7K3Q-2M4P now")
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@click.argument("other", default="now", metavar="[CODE|PACK|now]", shell_complete=complete_pack)
@pass_project
def command(project: ProjectFiles, code: str, other: str) -> None:
    """Show what differs between two editions.

    With 'now', or without a second CODE, compares with what a build would make now. The answers are
    shown too, so this is for instructors only.
    """
    from generator.workflows.marking.diff import Comparison, compared_with_now, telling

    edition = find_or_exit(project, code).edition
    if other.lower() == "now":
        from generator.workflows.project import load_project

        compared = compared_with_now(load_project(project), edition)
    else:
        second = find_or_exit(project, other).edition
        lines = telling((edition.view, edition.key), (second.view, second.key))
        compared = Comparison(tuple(lines))
    if compared.remark:
        complain(compared.remark)
    for line in compared.lines or ("nothing differs",):
        say(line)
