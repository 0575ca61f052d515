"""Which items of the starter banks a second reader has not answered as they are now.

    python -m tools.reading
    python -m tools.reading --read ID…

The table is questions/REVIEW.md: a row for each item, with the fingerprint of the item that was
read. `--read` notes that you answered these items without their keys and agree with each key: it
enters the fingerprint that they have now. Write what you noticed into the row by hand.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.content.model import Item
from generator.items.earlier_figures import item_fingerprint
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "questions" / "REVIEW.md"
DIGITS = 8
_ROW = re.compile(r"^\| `([\w-]+)` \| `([0-9a-f]+)` \|", re.MULTILINE)


def fingerprints(items: Iterable[Item]) -> dict[str, str]:
    """The fingerprint of each item as it is now, by its id; it changes with what is asked and with
    what decides points.
    """
    return {item.id: item_fingerprint(item)[:DIGITS] for item in items}


def rows(table: str) -> dict[str, str]:
    """The fingerprint that each item had when it was read, by its id.

    Raises ValueError where an item has two rows.
    """
    found = _ROW.findall(table)
    twice = sorted({name for name, _ in found if [n for n, _ in found].count(name) > 1})
    if twice:
        raise ValueError(f"two rows: {', '.join(twice)}")
    return dict(found)


def unread(now: Mapping[str, str], table: str) -> dict[str, str]:
    """What is to be done about each item whose row is missing or out of date, by its id."""
    then = rows(table)
    return {
        **{name: "has no row" for name in now if name not in then},
        **{
            name: "was edited since it was read" if name in now else "is in no bank"
            for name, fingerprint in then.items()
            if now.get(name) != fingerprint
        },
    }


def not_blind(table: str) -> tuple[str, ...]:
    """The items that are new, or were reworded after they were read, so that nobody answered them
    as they are without their keys.
    """
    return tuple(re.findall(r"^\| `([\w-]+)` \| `\w+` \| before \|", table, re.MULTILINE))


def signed(names: Iterable[str], now: Mapping[str, str], table: str) -> str:
    """The table with the fingerprints that these items have now, and their *before* made *yes*.

    Raises ValueError for an item that has no row.
    """
    then = rows(table)
    for name in names:
        if name not in then or name not in now:
            raise ValueError(f"{name}: write a row for it first, with the fingerprint `0`")
        read, row = f"| `{name}` | `{then[name]}` |", f"| `{name}` | `{now[name]}` |"
        table = table.replace(f"{read} before |", f"{row} yes |").replace(read, row)
    return table


def main() -> None:
    """Print what is unread, or sign what was read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--read", nargs="+", default=(), metavar="ID")
    options = parser.parse_args()
    content = load_project(ProjectFiles.find(ROOT)).content
    now = fingerprints(content.items_by_id.values())
    table = TABLE.read_text(encoding="utf-8")
    if options.read:
        try:
            table = signed(options.read, now, table)
        except ValueError as problem:
            parser.error(str(problem))
        TABLE.write_text(table, encoding="utf-8")
    reworded = dict.fromkeys(not_blind(table), "has not been answered blind")
    left = {**reworded, **unread(now, table)}
    for name, what in sorted(left.items()):
        print(f"{name} {what}; now `{now.get(name, '')}`")
    print(f"{len(now) - len(set(left) & set(now))} of {len(now)} items were read as they are now")


if __name__ == "__main__":
    main()
