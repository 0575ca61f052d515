"""How long banks take to go out and to come in, and how much memory: `python -m
tests.benchmarks.bench_exchange [ITEMS] [FORMAT…]`.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

from generator.exchange.exchanged import ExchangedItem, Fields, entry_text, list_of, text_of
from generator.exchange.formats import FORMATS
from generator.exchange.table import rows_of
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.export_items import export_items
from generator.workflows.authoring.import_items import import_items
from generator.workflows.authoring.word_files import bank_file
from generator.workflows.project import load_project


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


def _as_text2qti(items: list[ExchangedItem]) -> bytes:
    parts = []
    for n, item in enumerate(items, 1):
        fields = item.fields
        lines = [f"{n}. {text_of(fields, 'stem')}"]
        if text_of(fields, "type") == "numeric":
            lines.append(f"= {text_of(fields, 'key')}")
        else:
            options = map(entry_text, list_of(fields, "distractors") or ["false"])
            lines += [f"*a) {text_of(fields, 'key')}", *(f"b) {text}" for text in options)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts).encode()


def _as_text(items: list[ExchangedItem]) -> bytes:
    parts = []
    for n, item in enumerate(items, 1):
        fields = item.fields
        options = [text_of(fields, "key"), *map(entry_text, list_of(fields, "distractors"))]
        lines = [f"{n}. {text_of(fields, 'stem')}"]
        if len(options) > 1:
            lines += [f"{letter}) {text}" for letter, text in zip("ABCD", options, strict=False)]
            lines.append("Answer: A")
        else:
            lines.append(f"Answer: {options[0]}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts).encode()


def _as_workbook(items: list[ExchangedItem]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _, row in rows_of(FORMATS["csv"].write("Bank", items).data.decode("utf-8-sig")):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


_OTHERS = {"text2qti": _as_text2qti, "text": _as_text, "xlsx": _as_workbook}


def _written(name: str, items: list[ExchangedItem]) -> tuple[bytes, float | None]:
    """A file of a format, and the seconds that the program took for it, if it did."""
    start = process_time()
    if name != "docx":
        data = FORMATS[name].write("Bank", items).data
        return data, process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        project = ProjectFiles(Path(folder))
        import_items(project, "bank", [("file", FORMATS["csv"], items)])
        loaded = load_project(project)
        start = process_time()
        data = bank_file("Bank", list(loaded.content.banks["bank"].items), loaded.content)
    return data, process_time() - start


def measure(name: str, count: int) -> None:
    """Print a format's row."""
    items = bank(count)
    if name in _OTHERS:
        data, out = _OTHERS[name](items), None
    else:
        data, out = _written(name, items)
    start = process_time()
    read = FORMATS[name].read(data)
    back = process_time() - start
    times = []
    with tempfile.TemporaryDirectory() as folder:
        project = ProjectFiles(Path(folder))
        for _ in range(2):
            start = process_time()
            import_items(project, "bank", [("file", FORMATS[name], read)])
            times.append(process_time() - start)
        if FORMATS[name].writes:  # by way of a bank, as the command does it
            loaded = load_project(project)
            start = process_time()
            every = list(loaded.content.banks["bank"].items)
            export_items(project, loaded, every, "Bank", name)
            out = process_time() - start
    kept = sum(not item.is_lost for item in read)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| `{name}` | {kept:,} | {'–' if out is None else f'{out:.1f}'} | {back:.1f} | "
        f"{times[0]:.1f} | {times[1]:.1f} | {len(data) / 1e6:.1f} | {most:.0f} |",
        flush=True,
    )


def main() -> None:
    """Print a row for each format, each measured in a process of its own."""
    count, *names = sys.argv[1:] or ["10000"]
    if len(names) == 1:
        measure(names[0], int(count))
        return
    print("| format | items | out (s) | in (s) | into a bank (s) | again (s) | MB of file | MB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for name in names or FORMATS:
        command = [sys.executable, "-m", "tests.benchmarks.bench_exchange", count, name]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
