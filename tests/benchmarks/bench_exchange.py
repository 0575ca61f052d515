"""How long banks take to go out and to come in, and how much memory: `python -m
tests.benchmarks.bench_exchange [ITEMS]`.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from generator.exchange.exchanged import ExchangedItem, Fields
from generator.exchange.formats import FORMATS
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.import_items import import_items


def bank(count: int) -> list[ExchangedItem]:
    """Items of several types, none like another."""
    items: list[ExchangedItem] = []
    for n in range(count):
        stem = f"What is {n} times **{n % 97}** in the table of row {n // 100}?"
        fields: Fields = {"id": f"item-{n}", "type": "single", "stem": stem, "points": "1"}
        kind = n % 5
        if kind < 3:
            fields |= {
                "key": f"It is {n * 3}",
                "distractors": [f"It is {n * 3 + k}" for k in (1, 2, 3)],
            }
        elif kind == 3:
            fields |= {
                "type": "numeric",
                "key": str(n * 7),
                "rationale": f"$x = {n}$, so *it* follows.",
            }
        else:
            fields |= {"type": "true-false", "key": "true"}
        items.append(ExchangedItem(f"item-{n}", fields))
    return items


def main() -> None:
    """Print a row for each format."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    items = bank(count)
    print(f"{count} items   out (s)  in (s)  into a bank (s)  again (s)   MB of file")
    for name, known in FORMATS.items():
        if not (known.writes and known.reads):
            continue
        start = perf_counter()
        data = known.write("Bank", items).data
        out = perf_counter() - start
        start = perf_counter()
        read = known.read(data)
        back = perf_counter() - start
        times = []
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(2):
                start = perf_counter()
                import_items(ProjectFiles(Path(folder)), "bank", [("file", known, read)])
                times.append(perf_counter() - start)
        kept = sum(not item.is_lost for item in read)
        print(
            f"{name:9}{kept:6}  {out:7.1f} {back:7.1f}  {times[0]:15.1f}  {times[1]:9.1f}   "
            f"{len(data) / 1e6:6.1f}"
        )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {most:.0f} MB")


if __name__ == "__main__":
    main()
