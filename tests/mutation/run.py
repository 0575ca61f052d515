"""Draw small faults of the program, run the tests that reach each, and report what they notice:
`python -m tests.mutation.run`, in the repository's top folder.

The tests are those that ran the fault's line, by a recording of coverage made first (an hour of one
core) and kept in a file; narrow tests run first. A fault nobody noticed is printed with its place: a
person says whether it changes anything. Works on a copy; never touches the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from coverage import CoverageData

from tests.mutation.sites import Fault, faults, readable

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "generator"
# Of one operator in one area: else the commonest of them would be all that is tried.
MOST_OF_ONE_OPERATOR = 3
KILLED, SURVIVED, SLOW, UNREACHED = "killed", "survived", "killed by time", "no test runs it"


@dataclass(frozen=True)
class Mutant:
    """A fault in a module (its path inside the repository), and the area it counts for."""

    area: str
    path: str
    fault: Fault


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant; the test that noticed, or how many ran and did not; seconds."""

    mutant: Mutant
    outcome: str
    by: str
    seconds: float


@dataclass(frozen=True)
class Coverage:
    """The tests that ran each line of each module, and how many lines each test ran."""

    tests: dict[str, dict[int, list[str]]]
    breadth: dict[str, int]

    def of(self, mutant: Mutant, most: int) -> list[str]:
        """The tests that may notice, narrowest first, at most so many; of a function one example
        before a second of any. Lines that ran at import alone are every test's of their module.
        """
        lines = self.tests.get(mutant.path, {})
        tests = lines.get(mutant.fault.line) or sorted({t for ts in lines.values() for t in ts})
        examples: Counter[str] = Counter()
        ranked = []
        for test in sorted(tests, key=lambda test: (self.breadth[test], test)):
            function = test.partition("[")[0]
            ranked.append((examples[function], self.breadth[test], test))
            examples[function] += 1
        return [test for _, _, test in sorted(ranked)[:most]]


def record(kept: Path) -> None:
    """Run the suite once under coverage and keep which test ran which line; tests are numbered,
    because thousands of them run most lines.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "coverage"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "auto", "--cov", PROGRAM, "--cov-report=",
             "--cov-context=test", "-p", "no:cacheprovider"],
            cwd=ROOT, env={**os.environ, "COVERAGE_FILE": str(data)}, check=False,
        )  # fmt: skip
        measured = CoverageData(basename=str(data))
        measured.read()
        numbers: dict[str, int] = {}
        lines: dict[str, dict[int, list[int]]] = {}
        for file in measured.measured_files():
            lines[Path(file).relative_to(ROOT).as_posix()] = {
                line: sorted(
                    {numbers.setdefault(c.rpartition("|")[0], len(numbers)) for c in contexts if c}
                )
                for line, contexts in measured.contexts_by_lineno(file).items()
            }
    kept.write_text(json.dumps({"tests": [*numbers], "lines": lines}))


def read_coverage(kept: Path) -> Coverage:
    """What `record` kept."""
    data = json.loads(kept.read_text())
    tests = {
        path: {int(line): [data["tests"][n] for n in numbers] for line, numbers in lines.items()}
        for path, lines in data["lines"].items()
    }
    breadth: Counter[str] = Counter()
    for lines in tests.values():
        for names in lines.values():
            breadth.update(names)
    return Coverage(tests, breadth)


def draw(paths: Iterable[Path], per_area: int, seed: int) -> list[Mutant]:
    """So many mutants of each folder of the program, the operator drawn before the place, no two on
    one line; the same for the same seed and program.
    """
    sites: dict[str, dict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(paths):
        place = path.relative_to(ROOT)
        area = place.parts[1] if len(place.parts) > 2 else PROGRAM
        for fault in faults(path.read_text()):
            sites[area][fault.operator].append(Mutant(area, place.as_posix(), fault))
    chance = random.Random(seed)
    drawn: list[Mutant] = []
    for _, by_operator in sorted(sites.items()):
        taken: list[Mutant] = []
        open_operators = sorted(by_operator)
        while len(taken) < per_area and open_operators:
            operator = chance.choice(open_operators)
            mutant = chance.choice(by_operator[operator])
            by_operator[operator].remove(mutant)
            if _is_python(mutant) and not any(_same_line(mutant, other) for other in taken):
                taken.append(mutant)
            of_operator = sum(other.fault.operator == operator for other in taken)
            if not by_operator[operator] or of_operator == MOST_OF_ONE_OPERATOR:
                open_operators.remove(operator)
        drawn += taken
    return drawn


def _is_python(mutant: Mutant) -> bool:
    return readable(mutant.fault.applied((ROOT / mutant.path).read_text()))


def _same_line(mutant: Mutant, other: Mutant) -> bool:
    return (mutant.path, mutant.fault.line) == (other.path, other.fault.line)


def judge(mutant: Mutant, tests: Sequence[str], copy: Path, limit: float) -> Verdict:
    """Run the tests on a copy with the fault in it; the copy is as before afterwards.  Raises
    ValueError when a test is not there, as when the recording is of another program: a run without
    it would say nothing.
    """
    if not tests:
        return Verdict(mutant, UNREACHED, "", 0)
    module = copy / mutant.path
    sound = module.read_text()
    begun = time.monotonic()
    try:
        module.write_text(mutant.fault.applied(sound))
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests],
            cwd=copy, env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=limit, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Verdict(mutant, SLOW, f"{len(tests)} tests in {limit:.0f} s", limit)
    finally:
        module.write_text(sound)
    took = time.monotonic() - begun
    if run.returncode == 0:
        return Verdict(mutant, SURVIVED, f"{len(tests)} tests", took)
    if missing := re.findall(r"^ERROR: not found: (.*)$", run.stdout, re.MULTILINE):
        raise ValueError(f"recorded, but there is no test {missing[0]}; make the recording anew")
    failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return Verdict(mutant, KILLED, failed[0][:160] if failed else "the run broke off", took)


def report(verdicts: Sequence[Verdict], sound: dict[str, str]) -> str:
    """A table by area, and the mutants that lived, as Markdown."""
    rows = ["| area | mutants | killed | lived |", "| --- | ---: | ---: | ---: |"]
    areas = sorted({verdict.mutant.area for verdict in verdicts})
    for area in [*areas, "all"]:
        here = [verdict for verdict in verdicts if area in (verdict.mutant.area, "all")]
        killed = sum(verdict.outcome in (KILLED, SLOW) for verdict in here)
        rows.append(f"| {area} | {len(here)} | {killed} | {len(here) - killed} |")
    rows += ["", "Lived, for a person to judge:", ""]
    for verdict in verdicts:
        if verdict.outcome in (SURVIVED, UNREACHED):
            fault = verdict.mutant.fault
            old = sound[verdict.mutant.path][fault.start : fault.end]
            rows.append(
                f"* {verdict.mutant.path}:{fault.line} {fault.operator}: "
                f"`{' '.join(old.split())}` → `{' '.join(fault.new.split())}` "
                f"({verdict.outcome}, {verdict.by})"
            )
    return "\n".join(rows)


def main() -> None:
    """Print the report; a verdict a line while it goes on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-area", type=int, default=12, help="mutants of each folder")
    parser.add_argument("--area", help="this folder only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--most-tests", type=int, default=400, help="tests run for one mutant")
    parser.add_argument("--limit", type=float, default=180, help="seconds for one mutant")
    parser.add_argument("--coverage", type=Path, required=True, help="kept recording, made if none")
    options = parser.parse_args()
    if not options.coverage.exists():
        record(options.coverage)
    coverage = read_coverage(options.coverage)
    mutants = draw((ROOT / PROGRAM).rglob("*.py"), options.per_area, options.seed)
    mutants = [mutant for mutant in mutants if options.area in (None, mutant.area)]
    sound = {mutant.path: (ROOT / mutant.path).read_text() for mutant in mutants}
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for job in range(options.jobs):
            copy = Path(folder) / str(job)
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "output", ".*_cache"))
            copies.put(copy)

        def judged(mutant: Mutant) -> Verdict:
            copy = copies.get()
            try:
                tests = coverage.of(mutant, options.most_tests)
                verdict = judge(mutant, tests, copy, options.limit)
            finally:
                copies.put(copy)
            print(verdict.outcome, mutant.path, mutant.fault.line, verdict.by, flush=True)
            return verdict

        with ThreadPoolExecutor(options.jobs) as pool:
            verdicts = list(pool.map(judged, mutants))
    print(report(verdicts, sound))


if __name__ == "__main__":
    main()
