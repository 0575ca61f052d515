"""`packs verify`: everything rebuilt in memory and compared with the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, complain, count, fail, say, say_json
from generator.cli.editions import exit_on_edition_error
from generator.cli.options import text_or_json_option
from generator.cli.project import pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles


@click.command("verify", epilog="Example:  packs verify")
@text_or_json_option
@pass_project
def command(project: ProjectFiles, output: str) -> None:
    """Rebuild everything in memory and compare it with the disk.

    Lists every file that was edited or cut short, is out of date, is missing or does not belong
    there, and every damaged record; exits with 1 if there is one. Packs that cannot be built now
    are compared with the list of built files.
    """
    from generator.render.pdf import coverage
    from generator.workflows.build.verify import verify
    from generator.workflows.project import load_project

    loaded = load_project(project, coverage())
    with exit_on_edition_error():
        findings, checked = verify(project, loaded)
    if output == "json":
        say_json(
            [
                {"path": finding.path, "finding": finding.kind, "why": finding.why}
                for finding in findings
            ]
        )
    else:
        for finding in findings:
            say(f"{finding.path}: {finding.kind}: {finding.why}")
    for name in loaded.pack_names:
        if loaded.stoppers(name):
            complain(
                f"{name} cannot be built now, so its files were only compared "
                "with the list of built files"
            )
    if output == "text":
        problems = count(len(findings), "problem") if findings else "no problems"
        say(f"{count(checked, 'file')} checked; {problems}")
    if findings:
        fail(CONTENT_ERROR)
