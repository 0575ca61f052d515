"""`packs watch`: a build each time a file is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.build import build_once
from generator.cli.console import complain, say
from generator.cli.options import draft_option
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles

FOLDERS = ("packs", "questions", "pictures")
NEW_FOLDER = 1000  # milliseconds between looks for a folder that was not there
POLL, REST = 0.5, 0.2  # seconds between looks, and for which files must stay as they are


@click.command("watch", epilog="Example:  packs watch first-quiz")
@click.argument("packs", nargs=-1, metavar="[PACK]...", shell_complete=complete_pack)
@draft_option
@pass_project
def command(project: ProjectFiles, packs: tuple[str, ...], draft: bool) -> None:
    """Build packs whenever a file is saved, until Ctrl-C.

    Builds at once, then each time a file under packs/, questions/ or pictures/ has changed. If the
    content has errors, they are shown instead of the result, and the files stay as they were. Every
    edition that is built is recorded for ever; give items you are still writing `status: draft` and
    use --draft, which records nothing of them.
    """
    from generator.storage.files import DiskError
    from generator.workflows.build.watch import changes

    try:
        for _ in changes(project, _waiter(project.root), lambda: time.sleep(REST)):
            try:
                build_once(project, packs, draft, explain=True)
            except DiskError as error:
                complain(str(error))
            say("watching for changes; press Ctrl-C to stop")
    except KeyboardInterrupt:
        say()


def _waiter(root: Path) -> Callable[[], bool]:
    """What returns when a file may have changed: at once with watchfiles, else after a pause."""
    try:
        from watchfiles import watch
    except ImportError:
        return _pause
    watched: tuple[tuple[Path, ...], Iterator[object]] = (), iter(())

    def wait() -> bool:
        nonlocal watched
        while True:
            folders = tuple(root / name for name in FOLDERS if (root / name).is_dir())
            is_new = folders != watched[0]  # a folder may be made later
            if is_new:
                batches = watch(
                    *folders,
                    recursive=True,
                    raise_interrupt=True,
                    yield_on_timeout=True,
                    rust_timeout=NEW_FOLDER,
                )
                watched = folders, batches
            batch = next(watched[1], None)
            if batch is None:
                return False
            if batch or is_new:
                return True

    return wait


def _pause() -> bool:
    time.sleep(POLL)
    return True
