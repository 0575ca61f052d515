"""How fast `packs` is beside what is wanted and beside its peers: `python -m
tests.benchmarks.run`, in the repository's top folder.

In: numbers of rounds, and with --forms of forms.  Out: medians of whole processes run in turn, and
of ratios; with --write as docs/performance.md. Never judges: machines differ and are busy, so only
ratios of runs that followed each other say much.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks import goals, peer_typst, performance_page, workload
from tests.benchmarks.processes import Cost, Made, made

OURS = "packs"
PEERS = {"reportlab": "tests.benchmarks.peer_reportlab", "typst": "tests.benchmarks.peer_typst"}


class Bench:
    """The programs, each with a command that makes a project's files from nothing."""

    def __init__(self, folder: Path, peers: Sequence[str]) -> None:
        self.folder, self.names = folder, (OURS, *peers)

    def project(self, forms: int) -> Path:
        """The project with that many forms."""
        return workload.written_once(self.folder, forms)

    def output(self, name: str, forms: int) -> Path:
        """Where a program puts what it makes."""
        return self.project(forms) / "output" if name == OURS else self.folder / f"{name}-{forms}"

    def run(self, name: str, forms: int) -> Cost:
        """Make all files, with nothing left over from before."""
        project, output = self.project(forms), self.output(name, forms)
        if name == OURS:
            return goals.built_from_nothing(project)
        return goals.set_by_peer(PEERS[name], project, output)

    def made(self, name: str, forms: int) -> Made:
        """What the last run wrote."""
        return made(self.output(name, forms))


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
        description="Measure what packs build is wanted to take; with --forms, time it beside "
        "other programs."
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run (default: 5)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, help="the day it is dated (default: today)"
    )
    parser.add_argument("--forms", type=int, nargs="+", help="time these numbers of forms instead")
    parser.add_argument(
        "--only", choices=PEERS, nargs="*", default=list(PEERS), help="the peers for --forms"
    )
    given = parser.parse_args()
    if not hasattr(os, "wait4"):
        sys.exit("This system does not say what a process used; measure on Linux or macOS.")
    peers = [name for name in given.only if name != "typst" or peer_typst.installed()]
    if "typst" in given.only and "typst" not in peers:
        print(peer_typst.MISSING)
    with tempfile.TemporaryDirectory(prefix="packs-benchmark-") as folder:
        if given.forms:
            forms = sorted(set(given.forms))
            bench = Bench(Path(folder), peers)
            report(bench, measure(bench, forms, given.rounds), forms)
            return
        shop = goals.Workshop(Path(folder), given.rounds, "typst" in peers, _say)
        figures = []
        for figure in goals.figures(shop):
            print(performance_page.row(figure), flush=True)
            figures.append(figure)
    if given.write:
        date = given.date or datetime.datetime.now(datetime.timezone.utc).date()
        text = performance_page.page(figures, date.isoformat(), given.rounds)
        performance_page.PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
