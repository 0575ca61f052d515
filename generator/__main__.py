"""The command `packs`, and `python -m generator`, which is the same."""

import os
import sys
from typing import NoReturn

_DISK_ERROR, _INTERRUPTED = 3, 130


def run() -> None:
    """Run the command line.

    Ctrl-C is answered in a line even while it is still being loaded, and so is an output that is
    full, closed, or no longer read.
    """
    state = "nothing was changed"
    try:
        if sys.stdout is None or sys.stderr is None:
            _stop_unheard("standard output or error is closed", "nothing was done")
        from generator.cli import main
        from generator.cli.console import OutputFailed

        state = "every file is whole"  # the command's own answer may be interrupted
        try:
            main()
        except (OutputFailed, OSError) as error:
            # The storage module answers for the disk, so what comes here is about printing.
            _stop_unheard(
                getattr(error, "strerror", None) or str(error), "files that were written are whole"
            )
    except (KeyboardInterrupt, RuntimeError) as error:
        # As `is_interrupt` of the console, which may not be loaded yet.
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):
            raise
        sys.stderr.write(f"stopped; {state}\n")
        sys.exit(_INTERRUPTED)


def _stop_unheard(why: str, state: str) -> NoReturn:
    """Say in a line, wherever that is still possible, that nothing can be printed, and end."""
    for stream in (sys.stderr, sys.stdout):
        try:
            if stream is not None:
                stream.write(f"cannot print: {why}; {state}\n")
                stream.flush()
                break
        except OSError:
            continue
    # What is still waiting to be printed must not fail again when Python ends.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    sys.exit(_DISK_ERROR)


if __name__ == "__main__":
    # `python -m` puts the current folder first on the path, unless it runs isolated. That folder is
    # somebody's project, and a click.py or yaml.py in it must not run. This package is loaded by
    # now, so it finds its own modules wherever it lies.
    if not (sys.flags.isolated or (sys.version_info >= (3, 11) and sys.flags.safe_path)):
        del sys.path[0]

    run()
