"""`packs reseed`: a new seed for a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, fail, say
from generator.cli.project import complete_pack, pass_project, require_packs

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles


@click.command("reseed", epilog="Example:  packs reseed first-quiz")
@click.argument("pack", shell_complete=complete_pack)
@pass_project
def command(project: ProjectFiles, pack: str) -> None:
    """Give a pack a new seed. All its forms get a new order.

    The next build makes a new edition with a new code. Papers that were printed keep their codes
    and keys.
    """
    from generator.workflows.authoring.new import new_seed, reseed_pack
    from generator.workflows.project import pack_names

    require_packs(project, [pack], pack_names(project))
    path = f"packs/{pack}.yaml"
    if not reseed_pack(project, path):
        fail(CONTENT_ERROR, f"{path} has no 'seed' to replace; add the line  seed: {new_seed()}")
    say(f"{path} has a new seed; run 'packs build {pack}' to make the new forms")
