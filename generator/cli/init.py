"""`packs init`: a new project, ready to build."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.cli.console import USAGE_ERROR, fail, say


@click.command("init", epilog="Example:  packs init biology")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--example",
    is_flag=True,
    help="Make a small course instead: a briefing and twelve questions of all types.",
)
@click.pass_obj
def command(top: Path, folder: Path, *, example: bool) -> None:
    """Make a project with a first bank and pack.

    DIR (default: the current folder) is made if it is missing. The bank has three questions with
    comments that explain them, and the pack prints them in two forms. A file that is there already
    is never changed.
    """
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.start import AlreadyAProject, init_example, init_project

    project = ProjectFiles.start_in(top / folder)
    try:
        new = init_example(project) if example else init_project(project)
    except AlreadyAProject as error:
        fail(USAGE_ERROR, str(error))
    for path in new.written:
        say(f"made  {path}")
    for path in new.kept:
        say(f"kept  {path}, which was there already")
    option = (
        ""
        if (top / folder).resolve() == Path().resolve()
        else f" -C {shlex.quote(str(top / folder))}"
    )
    say(f"Next:  packs{option} build")
    bank = "bits" if example else "water"
    say(f"then:  packs{option} new item --bank {bank} --type matching")
