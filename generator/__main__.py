"""The command `packs`, and `python -m generator`, which is the same."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, NoReturn, TextIO

_DISK_ERROR, _INTERRUPTED = 3, 130


class _Output(io.FileIO):
    """What is printed to a pipe or a file.

    A reader that takes a part and goes, as `head` does, has had enough: what is left is not
    printed, and the command does its work and ends as ever.  Raises BrokenPipeError where nobody
    has taken anything.
    """

    _is_taken = False

    def write(self, data: Any, /) -> int:
        """Print it: how many bytes of it are taken or not wanted any more."""
        try:
            written = super().write(data)
        except BrokenPipeError:
            if not self._is_taken:
                raise
            return memoryview(data).nbytes
        self._is_taken = True
        return written


def run() -> None:
    """Run the command line.

    Ctrl-C is answered in a line even while it is still being loaded, and so is an output that is
    full, closed, or that nobody reads.
    """
    state = "nothing was changed"
    try:
        if sys.stdout is None or sys.stderr is None:
            _stop_unheard("standard output or error is closed", "nothing was done")
        _let_readers_leave()
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


def _let_readers_leave() -> None:
    """Print by way of `_Output`, but to terminals: they have no reader, and Windows prints to its
    own in a way of its own.
    """
    out, err = sys.stdout, sys.stderr
    if _may_be_read(out):
        sys.stdout = _printing(out.fileno())
    if _may_be_read(err):
        # Of `packs check 2>&1 | head` either may be what is taken.
        is_one = _is_same_file(out.fileno(), err.fileno())
        sys.stderr = sys.stdout if is_one else _printing(err.fileno())


def _may_be_read(stream: TextIO) -> bool:
    return stream in (sys.__stdout__, sys.__stderr__) and not stream.isatty()


def _is_same_file(descriptor: int, other: int) -> bool:
    status = os.fstat(descriptor)
    # Windows and macOS give every pipe the number 0.
    return status.st_ino != 0 and os.path.samestat(status, os.fstat(other))


def _printing(descriptor: int) -> io.TextIOWrapper:
    output = io.BufferedWriter(_Output(descriptor, "w", closefd=False))
    return io.TextIOWrapper(output, encoding="utf-8", errors="replace", line_buffering=True)


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
