"""How long `packs build` takes beside its peers: `python -m tests.benchmarks.run`, in the
repository's top folder.

In: numbers of forms and of rounds.  Out: medians of whole processes run in turn, and of ratios (x:
peer by ours). Never judges: machines differ and are busy, so only ratios of runs that followed each
other say much.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tests.benchmarks import peer_typst, workload

ROOT = Path(__file__).resolve().parents[2]
OURS = "packs"
PEERS = {"reportlab": "tests.benchmarks.peer_reportlab", "typst": "tests.benchmarks.peer_typst"}
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


class Bench:
    """The programs, each with a command that makes a project's files from nothing."""

    def __init__(self, folder: Path, peers: Sequence[str]) -> None:
        self.folder, self.names = folder, (OURS, *peers)

    def project(self, forms: int) -> Path:
        """The project with that many forms, written when it is first asked for."""
        path = self.folder / f"project-{forms}"
        if not path.exists():
            workload.write(path, forms)
        return path

    def output(self, name: str, forms: int) -> Path:
        """Where a program puts what it makes."""
        return self.project(forms) / "output" if name == OURS else self.folder / f"{name}-{forms}"

    def run(self, name: str, forms: int) -> Cost:
        """Make all files, with nothing left over from before."""
        project, output = self.project(forms), self.output(name, forms)
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(project / "packs" / "editions", ignore_errors=True)
        if name == OURS:
            return spent(python("-m", "generator", "-C", str(project), "build"))
        return spent(python("-m", PEERS[name], str(project), str(output)))

    def made(self, name: str, forms: int) -> Made:
        """What the last run wrote."""
        files = sorted(self.output(name, forms).rglob("*.pdf"))
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


Runs = dict[tuple[str, int], list[Cost]]


def measure(bench: Bench, forms: Sequence[int], rounds: int) -> Runs:
    """Every program with every number of forms once a round, in turn, after one run that is not
    counted.
    """
    runs: Runs = {(name, count): [] for count in forms for name in bench.names}
    for name in bench.names:
        bench.run(name, forms[0])
    for number in range(rounds):
        for (name, count), costs in runs.items():
            _say(f"round {number + 1} of {rounds}: {name}, {count} forms")
            costs.append(bench.run(name, count))
    _say("")
    return runs


def start_up(rounds: int) -> tuple[list[Cost], list[Cost]]:
    """The command's help, and Python doing nothing."""
    commands = python("-m", "generator", "--help"), python("-c", "pass")
    for command in commands:
        spent(command)
    pairs = [(spent(commands[0]), spent(commands[1])) for _ in range(rounds)]
    return [ours for ours, _ in pairs], [bare for _, bare in pairs]


def middle(costs: Sequence[Cost], what: str) -> float:
    """The median of one figure."""
    return median(getattr(cost, what) for cost in costs)


def ratio(costs: Sequence[Cost], ours: Sequence[Cost], what: str) -> float:
    """The median of the ratios, round by round."""
    return median(
        getattr(cost, what) / getattr(own, what) for cost, own in zip(costs, ours, strict=True)
    )


def further(runs: Runs, name: str, few: int, many: int, what: str) -> list[float]:
    """What a further form costs, round by round."""
    pairs = zip(runs[name, few], runs[name, many], strict=True)
    return [(getattr(more, what) - getattr(less, what)) / (many - few) for less, more in pairs]


def report(bench: Bench, runs: Runs, forms: Sequence[int]) -> None:
    """Print a table for each number of forms, and one of what each further form costs."""
    for count in forms:
        print(f"\n{count} form{'s' * (count != 1)}, from nothing")
        row("", "wall s", "cpu s", "peak MiB", "x wall", "x cpu", "x peak", "files", "pages", "MB")
        for name in bench.names:
            costs, made = runs[name, count], bench.made(name, count)
            times = [
                f"{ratio(costs, runs[OURS, count], what):.2f}" for what in ("wall", "cpu", "peak")
            ]
            row(
                name,
                f"{middle(costs, 'wall'):.2f}",
                f"{middle(costs, 'cpu'):.2f}",
                f"{middle(costs, 'peak'):.0f}",
                *times,
                made.files,
                made.pages or "?",
                f"{made.size:.1f}",
            )
    for few, many in zip(forms, forms[1:], strict=False):
        print(f"\neach further form, from {few} to {many}")
        row("", "wall ms", "cpu ms", "peak KiB", "x wall", "x cpu")
        ours = {what: median(further(runs, OURS, few, many, what)) for what in ("wall", "cpu")}
        for name in bench.names:
            own = {
                what: median(further(runs, name, few, many, what))
                for what in ("wall", "cpu", "peak")
            }
            row(
                name,
                f"{1e3 * own['wall']:.1f}",
                f"{1e3 * own['cpu']:.1f}",
                f"{1024 * own['peak']:.0f}",
                *(f"{own[what] / ours[what]:.2f}" for what in ("wall", "cpu")),
            )


def row(name: str, *cells: object) -> None:
    """Print a line of a table."""
    print(f"{name:<10}" + "".join(f"{cell:>9}" for cell in cells))


def _say(line: str) -> None:
    """Tell a person who watches how far it is."""
    if sys.stderr.isatty():
        print(f"\r{line:<60}", end="\r", file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="Time packs build beside its peers, on one invented project."
    )
    parser.add_argument(
        "--forms",
        type=int,
        nargs="+",
        default=[1, 30, 200],
        help="how many forms (default: 1 30 200)",
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run (default: 5)")
    parser.add_argument(
        "--only", choices=PEERS, nargs="*", default=list(PEERS), help="the peers to measure"
    )
    given = parser.parse_args()
    if not hasattr(os, "wait4"):
        sys.exit("This system does not say what a process used; measure on Linux or macOS.")
    peers = [name for name in given.only if name != "typst" or peer_typst.installed()]
    if "typst" in given.only and "typst" not in peers:
        print(peer_typst.MISSING)
    forms = sorted(set(given.forms))
    with tempfile.TemporaryDirectory(prefix="packs-benchmark-") as folder:
        bench = Bench(Path(folder), peers)
        helped, bare = start_up(2 * given.rounds)
        print("start-up")
        row("", "wall ms", "cpu ms", "x wall", "x cpu")
        for name, costs in (("--help", helped), ("pass", bare)):
            row(
                name,
                *(f"{1e3 * middle(costs, what):.0f}" for what in ("wall", "cpu")),
                *(f"{ratio(costs, helped, what):.2f}" for what in ("wall", "cpu")),
            )
        report(bench, measure(bench, forms, given.rounds), forms)


if __name__ == "__main__":
    main()
