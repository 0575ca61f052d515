"""`packs list`: the packs, banks, summaries, styles and sources of a project, or all its items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, count, say, say_json
from generator.cli.options import text_or_json_option
from generator.cli.project import pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import LoadedProject


@click.command("list", epilog="Example:  packs list --items")
@click.option("--items", is_flag=True, help="List every item of every bank.")
@text_or_json_option
@pass_project
def command(project: ProjectFiles, items: bool, output: str) -> None:
    """List packs, banks, summaries, styles and sources."""
    from generator.workflows.project import load_project

    loaded = load_project(project)
    if items:
        _list_items(loaded, output)
    else:
        _list_files(loaded, output)


def _list_items(loaded: LoadedProject, output: str) -> None:
    from generator.workflows.show import items_listing

    items = items_listing(loaded)
    if output == "json":
        say_json(items)
        return
    shown = ("item", "type", "level", "points", "status", "stem")
    _columns([[item[name] for name in shown] for item in items])


def _list_files(loaded: LoadedProject, output: str) -> None:
    from generator.workflows.show import listing

    listed = listing(loaded)
    if output == "json":
        say_json(listed)
        return
    _table(
        "packs",
        [
            [
                pack["pack"],
                pack["title"],
                count(pack["forms"], "form"),
                count(pack["items"], "item"),
                f"{pack['points']} points",
                count(pack["errors"], "error") if pack["errors"] else "",
            ]
            for pack in listed["packs"]
        ],
    )
    _table(
        "banks",
        [
            [
                bank["bank"],
                bank["title"],
                count(bank["items"], "item"),
                ", ".join(f"{number} {kind}" for kind, number in bank["types"].items()),
            ]
            for bank in listed["banks"]
        ],
    )
    _table("summaries", [[summary["summary"], summary["title"]] for summary in listed["summaries"]])
    if listed["styles"]:  # most projects have none
        rows = [[style["style"], ", ".join(style["packs"])] for style in listed["styles"]]
        _table("styles", rows)
    sources = [
        [source["source"], count(source["facts"], "fact"), f"as of {source['as_of']}"]
        for source in listed["sources"]
    ]
    if sources:  # a project of plain banks has none
        _table("sources", sources)
    if listed["errors"]:
        errors = count(listed["errors"], "error")
        complain(f"{errors} in the project; run 'packs check' to see them")


def _table(title: str, rows: Sequence[Sequence[str]]) -> None:
    say(title)
    _columns([["", *row] for row in rows] or [["", "none"]])


def _columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of equal length with their cells below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
