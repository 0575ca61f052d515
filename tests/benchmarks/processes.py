"""What a command costs: seconds and memory of a process and of those that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As users run it: modules compiled once and kept, nothing traced.
VARIABLES = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@dataclass(frozen=True)
class Cost:
    """What a process and those it started took: seconds by the clock and of processors; MiB of the
    largest of them.
    """

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Made:
    """What a program wrote: files, pages (0: not counted) and megabytes."""

    files: int
    pages: int
    size: float


def spent(command: Sequence[str]) -> Cost:
    """Run a command to its end.  Raises CalledProcessError."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=VARIABLES, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(
                process.returncode, command, said.read().decode(errors="replace")
            )
    unit = 2**20 if sys.platform == "darwin" else 2**10  # of what it counts, in MiB
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def python(*arguments: str) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *arguments]


def packs(project: Path, *arguments: str) -> list[str]:
    """A command of `packs` in a project."""
    return python("-m", "generator", "-C", str(project), *arguments)


def made(folder: Path) -> Made:
    """What PDF files there are below a folder."""
    files = sorted(folder.rglob("*.pdf"))
    return Made(
        len(files),
        sum(map(_page_counter(), files)),
        sum(file.stat().st_size for file in files) / 1e6,
    )


def _page_counter() -> Callable[[Path], int]:
    """What counts a file's pages, where the test packages are installed."""
    if find_spec("pypdfium2") is None:
        return lambda path: 0
    import pypdfium2

    def count(path: Path) -> int:
        with pypdfium2.PdfDocument(path) as pdf:
            return len(pdf)

    return count
