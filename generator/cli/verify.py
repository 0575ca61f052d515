"""`packs verify`: everything made again in memory and held against the disk."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import complain, count, say, say_json


@click.command("verify", epilog="Example:  packs verify")
@click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def verify_command(ctx: click.Context, output: str) -> None:
    """Make everything again in memory and compare it with what is on disk and on record.

    Names every file that was edited or cut short, is stale, missing or foreign, or a damaged record, and exits with 1 if there
    is one. Packs that cannot be built now are compared with the list of what was built.
    """
    folder: Path = ctx.obj
    from generator.cli.editions import told
    from generator.render.pdf import coverage
    from generator.storage.files import ProjectFiles
    from generator.workflows.build.verify import verify
    from generator.workflows.project import load_project

    project = ProjectFiles.find(folder)
    reading = load_project(project, coverage())
    with told(ctx):
        found, seen = verify(project, reading)
    if output == "json":
        say_json([{"path": one.path, "finding": one.kind, "why": one.why} for one in found])
    for one in found if output == "text" else ():
        say(f"{one.path}: {one.kind}: {one.why}")
    for name in reading.pack_names:
        if reading.stoppers(name):
            complain(
                f"{name} cannot be built now; its files were only compared with the list of what was built"
            )
    if output == "text":
        files = count(seen, "file")
        say(
            f"{files} looked at; {count(len(found), 'finding')}"
            if found
            else f"{files} looked at; all are as they should be"
        )
    ctx.exit(1 if found else 0)
