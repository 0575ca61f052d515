"""`packs watch`: a build each time a file is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli.console import complain, say

POLL, REST = 0.5, 0.2  # seconds between looks, and for which files must stay as they are


@click.command("watch", epilog="Example:  packs watch frozen-conflicts")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option(
    "--draft",
    is_flag=True,
    help="Build packs that name draft items too: marked DRAFT, without code or record.",
)
@click.pass_context
def watch_command(ctx: click.Context, packs: tuple[str, ...], draft: bool) -> None:
    """Build packs now and whenever a file under packs/ or questions/ is saved, until Ctrl-C.

    Where the content has errors they are shown in place of the result, and the files stay as they were. Every edition that is
    built is recorded for ever; give items you are still writing `status: draft` and use --draft, which records nothing of them.
    """
    folder: Path = ctx.obj
    from generator.cli.build import build_once
    from generator.storage.files import DiskError, ProjectFiles
    from generator.workflows.build.watch import changes

    project = ProjectFiles.find(folder)
    try:
        for _ in changes(project, _waiter(project.root), lambda: time.sleep(REST)):
            try:
                build_once(folder, packs, draft, explain=True)
            except DiskError as error:
                complain(str(error))
            say("watching; Ctrl-C ends")
    except KeyboardInterrupt:
        say()


def _waiter(root: Path) -> Callable[[], bool]:
    """What returns when a file may have changed: by the system's word where watchfiles is installed, by looking otherwise."""
    try:
        from watchfiles import watch
    except ImportError:
        return lambda: time.sleep(POLL) is None
    found = watch(root / "packs", root / "questions", recursive=True, raise_interrupt=True)
    return lambda: next(found, None) is not None
