"""docs/performance.md: what was measured, when and on what, beside what is wanted."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.goals import Figure
from tests.benchmarks.processes import ROOT

PAGE = ROOT / "docs" / "performance.md"
LIBRARIES = ("click", "PyYAML", "reportlab", "typst")
_PAGE = """\
# How fast it is

Measured by `python -m tests.benchmarks.run --write` on {date}: {machine}; {versions}.
Made by that command; not edited by hand.

Figures are seconds of processor time of whole processes, and medians of {rounds} in turn, so a ratio says more than the seconds: these differ from machine to machine and from hour to hour.
The project is invented: a bank of 60 items, a pack that asks 20 of them, a briefing of 1,275 words (`tests/benchmarks/workload.py`).
The peer, Typst, sets the same texts on as many pages, tagged too, with one warm compiler for all files (`tests/benchmarks/peer.typ`). It reads the same YAML, but checks nothing and keeps no records.

| what | measured | goal | |
|---|---|---|---|
{rows}

{met} of {all} goals are met.
“×” is the first cost as a multiple of the second, in brackets both.
Beside 10,000 items, a build of a named pack reads the banks that the pack uses, and looks for its ids in the others; `packs check`, and a build that names no pack, read everything.
"""


def page(figures: Sequence[Figure], date: str, rounds: int) -> str:
    """The page with some figures of a day."""
    return _PAGE.format(
        date=date,
        rounds=f"{rounds} round{'s' * (rounds != 1)}",
        machine=machine(),
        versions=", ".join([f"Python {platform.python_version()}", *_libraries()]),
        rows="\n".join(map(row, figures)),
        met=sum(figure.is_met for figure in figures),
        all=len(figures),
    )


def row(figure: Figure) -> str:
    """A row of the table."""
    told = f" ({figure.told})" if figure.told else ""
    met = "met" if figure.is_met else "**not met**"
    return f"| {figure.name} | {shown(figure.value, figure)}{told} | ≤ {shown(figure.goal, figure)} | {met} |"


def shown(value: float, figure: Figure) -> str:
    """A number with its unit."""
    return f"{value:.0f} MiB" if figure.unit == "MiB" else f"{value:.2f} {figure.unit}"


def machine() -> str:
    """Cores, processor and system."""
    return f"{os.cpu_count()} cores, {_processor()}, {platform.system()}"


def _processor() -> str:
    """The processor's name where the system tells it, else its kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _libraries() -> list[str]:
    """What is installed of the libraries that count here, with versions."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found
