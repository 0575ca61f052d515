"""Every command under every fault: `python -m tests.long.faults [--most N] [--jobs N] [COMMAND…]`
lets it fail at so many operations of the disk (all), stops its process by Ctrl-C at random moments,
and takes its output away.

Out: a row for each command once it is done, as a table for docs/long-runs.md, and what did not
hold. Real processes and the outputs need POSIX, the full output Linux.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any

from generator.cli.console import DISK_ERROR, INTERRUPTED
from tests.editions_e2e import test_crash_commands as crash

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 10  # of each command at which its process is stopped
# Commands that write nothing, as a user types them; CODE is the code of the quiz.
READING: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "list": ("list", "--items"),
    "show": ("show", "leaves", "--document", "paper"),
    "status": ("status",),
    "diff": ("diff", "CODE", "now"),
    "verify": ("verify", "--leaks"),
    "key": ("key", "CODE-A"),
    "schema": ("schema", "bank"),
    "help": ("help", "items"),
    "watch": ("watch",),  # until Ctrl-C
}
ENDLESS = ("watch",)
OUTPUTS = ("full", "closed", "not read")  # each of standard output, and of standard error
WORDS = {"kill": "killed", "full": "disk full", crash.INTERRUPT: "Ctrl-C"}


@dataclass
class Row:
    """What was tried of a command: of each way to fail how often, of how many; what went wrong."""

    name: str
    tried: dict[str, int] = field(default_factory=dict)
    operations: int = 0
    outputs: int = 0
    moments: int = 0
    wrong: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        """The row of the table."""
        at_disk = [
            f"{self.tried[way]} of {self.operations}" if way in self.tried else "–"
            for way in crash.WAYS
        ]
        return [
            f"`{self.name}`",
            *at_disk,
            str(self.moments),
            str(self.outputs),
            str(len(self.wrong)) if self.wrong else "all held",
        ]


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code and what it said."""

    code: int
    out: str
    err: str


class Trial:
    """One command in copies of a project, as a process of its own."""

    def __init__(self, name: str, start: Path, scratch: Path) -> None:
        self.name, self._scratch = name, scratch
        self.folder = crash.copied(start, scratch / "trial")
        if name in crash.COMMANDS:
            crash.COMMANDS[name].prepare(self.folder)
            self.arguments = crash.COMMANDS[name].arguments(self.folder)
        else:
            code = crash.code(self.folder)
            self.arguments = tuple(word.replace("CODE", code) for word in READING[name])
        self._prepared = crash.copied(self.folder, scratch / "prepared")
        self.before = crash.masked(crash.files(self.folder))
        begun = time.monotonic()
        self.sound = self.ended(self.begin(), 8 if name in ENDLESS else None)
        self.seconds = time.monotonic() - begun
        self.after = crash.masked(crash.files(self.folder))

    def again(self) -> None:
        """The project as it was before the command."""
        crash.copied(self._prepared, self._scratch / "trial")

    def begin(self, **streams: Any) -> subprocess.Popen[str]:
        """The command as a user gives it."""
        return subprocess.Popen(
            [sys.executable, "-m", "generator", "-C", str(self.folder), *self.arguments],
            cwd=self._scratch,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            encoding="utf-8",
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        )

    @staticmethod
    def ended(process: subprocess.Popen[str], seconds: float | None = None) -> Ended:
        """Wait for its end, or stop it by Ctrl-C after so many seconds."""
        if seconds is not None:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
        return Ended(process.returncode, out or "", err or "")

    def wrong_files(self) -> Iterator[str]:
        """What is neither old nor new, or unfinished."""
        found = crash.masked(crash.files(self.folder))
        yield from crash.broken(found, self.before, self.after)
        yield from (f"{path.name} is left" for path in crash.left_over(self.folder))


def stop_at_moments(trial: Trial, chance: random.Random, row: Row) -> None:
    """Ctrl-C at random moments: one line with exit code 130, or the command was done before."""
    for _ in range(MOMENTS):
        trial.again()
        after = chance.uniform(0.05, 1) * trial.seconds
        ended = trial.ended(trial.begin(), after)
        said = f"Ctrl-C after {after:.2f} s"
        stopped = ended.err.splitlines()[-1:]
        if ended.code == -signal.SIGINT or "generator" not in ended.err and "Tracebac" in ended.err:
            continue  # Python itself was still being started
        row.moments += 1
        if trial.name in ENDLESS and ended.code == 0:
            stopped = ["stopped; "]
        elif ended.code == trial.sound.code:
            stopped = ["stopped; "] if ended.out == trial.sound.out else stopped
        elif ended.code != INTERRUPTED:
            row.wrong.append(f"{said}: exit code {ended.code}: {ended.err[-300:]}")
        if not stopped or not stopped[0].startswith("stopped; ") or "Traceback" in ended.err:
            row.wrong.append(f"{said}: it says {ended.err[-300:]!r}")
        row.wrong += [f"{said}: {path}" for path in trial.wrong_files()]


def take_outputs_away(trial: Trial, row: Row) -> None:
    """Standard output or error full, closed or not read: exit code 3 and one line where another
    output can show it, unless there was nothing to print.
    """
    for stream in ("stdout", "stderr"):
        for way in OUTPUTS:
            trial.again()
            with ExitStack() as stack:
                streams = dict(_away(stream, way, stack))
                ended = trial.ended(trial.begin(**streams))
            row.outputs += 1
            said = f"{stream} {way}"
            usual = trial.sound.out if stream == "stdout" else trial.sound.err
            lines = (ended.err if stream == "stdout" else ended.out).splitlines()
            is_loss = way == "closed" or bool(usual)
            if ended.code != (DISK_ERROR if is_loss else trial.sound.code):
                row.wrong.append(f"{said}: exit code {ended.code}: {lines}")
            elif is_loss and sum(line.startswith("cannot print: ") for line in lines) != 1:
                row.wrong.append(f"{said}: it says {lines}")
            if "Traceback" in ended.err + ended.out:
                row.wrong.append(f"{said}: a traceback")
            row.wrong += [f"{said}: {path}" for path in trial.wrong_files()]


def _away(stream: str, way: str, stack: ExitStack) -> Iterator[tuple[str, Any]]:
    """How a process is begun without one of its outputs."""
    if way == "full":
        full = os.open("/dev/full", os.O_WRONLY)
        stack.callback(os.close, full)
        yield stream, full
    elif way == "closed":
        number = 1 if stream == "stdout" else 2
        yield "preexec_fn", lambda: os.close(number)
    else:
        reading, writing = os.pipe()
        os.close(reading)
        stack.callback(os.close, writing)
        yield stream, writing


def row_of(name: str, start: Path, scratch: Path, most: int) -> Row:
    """A command under all faults, in a folder of its own."""
    scratch.mkdir()
    row = Row(name)
    if name in crash.COMMANDS:
        for way in crash.WAYS:
            try:
                row.tried[way], row.operations = crash.fail_at_operations(
                    start, scratch, name, way, most
                )
            except AssertionError as error:
                row.tried[way] = 0
                row.wrong.append(f"{WORDS[way]}: {str(error)[:500]}")
    trial = Trial(name, start, scratch)
    stop_at_moments(trial, random.Random(name), row)
    if name not in ENDLESS:
        take_outputs_away(trial, row)
    return row


def main() -> None:
    """Print the table, a row at a time, and on standard error what did not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--most", type=int, default=10_000, help="operations of each command")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="commands at once")
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help="these only")
    given = parser.parse_args()
    heads = ["command", *WORDS.values(), "Ctrl-C at a moment", "output lost", "result"]
    print(_line(heads), _line(["---", *["---:"] * (len(heads) - 2), "---"]), sep="\n")
    all_held = True
    with tempfile.TemporaryDirectory() as name:
        start = crash.begun(Path(name) / "start")
        names = given.commands or [*crash.COMMANDS, *READING]
        with ProcessPoolExecutor(given.jobs) as pool:
            scratch = [Path(name) / command for command in names]
            for row in pool.map(row_of, names, repeat(start), scratch, repeat(given.most)):
                print(_line(row.cells()), flush=True)
                print(*row.wrong, sep="\n", end="\n" if row.wrong else "", file=sys.stderr)
                all_held = all_held and not row.wrong
    sys.exit(not all_held)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
