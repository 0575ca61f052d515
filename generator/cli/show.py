"""`packs list` and `packs show`: what is there, as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.console import complain, complain_all, count, say, say_json
from generator.problems import ERROR

if TYPE_CHECKING:
    from generator.content.model import Pack
    from generator.workflows.project import LoadedProject


@click.command("list", epilog="Example:  packs list --items")
@click.option("--items", is_flag=True, help="List every item of every bank.")
@click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def list_command(ctx: click.Context, items: bool, output: str) -> None:
    """List packs, banks, summaries and sources."""
    from generator.workflows.show import items_listing, listing

    reading = _read(ctx)
    if items:
        found = items_listing(reading)
        if output == "json":
            say_json(found)
        else:
            _columns(
                [
                    [i["item"], i["type"], i["level"], i["points"], i["status"], i["stem"]]
                    for i in found
                ]
            )
        return
    shown = listing(reading)
    if output == "json":
        say_json(shown)
        return
    _table(
        "packs",
        [
            [
                p["pack"],
                p["title"],
                count(p["forms"], "form"),
                count(p["items"], "item"),
                f"{p['points']} points",
                count(p["errors"], "error") if p["errors"] else "",
            ]
            for p in shown["packs"]
        ],
    )
    _table(
        "banks",
        [
            [
                b["bank"],
                b["title"],
                count(b["items"], "item"),
                ", ".join(f"{n} {kind}" for kind, n in b["types"].items()),
            ]
            for b in shown["banks"]
        ],
    )
    _table("summaries", [[s["summary"], s["title"]] for s in shown["summaries"]])
    _table(
        "sources",
        [[s["source"], count(s["facts"], "fact"), f"as of {s['as_of']}"] for s in shown["sources"]],
    )
    if shown["errors"]:
        complain(f"{count(shown['errors'], 'error')} in the project; 'packs check' shows them")


def _table(title: str, rows: list[list[str]]) -> None:
    say(title)
    _columns([["", *row] for row in rows] or [["", "none"]])


def _columns(rows: list[list[str]]) -> None:
    widths = [
        max(len(row[n]) for row in rows if n < len(row))
        for n in range(max(map(len, rows), default=0))
    ]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip())


@click.command("show", epilog="Example:  packs show frozen-conflicts --document paper --form A")
@click.argument("name")
@click.option(
    "--document",
    type=click.Choice(["briefing", "paper", "key", "guide"]),
    help="Show this document of a pack.",
)
@click.option("--form", default="", metavar="FORM", help="Only this form of the paper or key.")
@click.option(
    "--item",
    default="",
    metavar="ITEM",
    help="With a paper's code as NAME: only this question, by number or item id.",
)
@click.pass_context
def show_command(ctx: click.Context, name: str, document: str | None, form: str, item: str) -> None:
    """Show an item with its key, a fact, a pack's contents, or one of its documents as plain text.

    With --item, NAME is the code from a paper's footer: shows one of its questions with letters, reasons and evidence.
    """
    from generator.content.fields import suggestion
    from generator.workflows.show import contents, find_item, item_proof

    if item:
        _question(ctx, name, item)
        return
    reading = _read(ctx)
    if name in reading.pack_names:
        pack = reading.content.packs.get(name)
        if pack is None or (document and reading.stoppers(name)):
            complain_all(reading.stoppers(name))
            ctx.exit(1)
        say(
            _documents(ctx, reading, pack, document, form.upper())
            if document
            else contents(reading, pack)
        )
        return
    if document or form:
        raise click.UsageError(
            f"--document and --form go with a pack; there is no pack "
            f"'{name}'{suggestion(name, reading.pack_names)}"
        )
    named, fact = find_item(reading, name), _fact(reading, name)
    if named is not None:
        here = [
            p
            for p in reading.problems
            if p.location.path == named.location.path and p.severity == ERROR
        ]
        if here:
            complain_all(here)
            ctx.exit(1)
        say(item_proof(reading, named))
    elif fact:
        say(fact)
    else:
        items = [item.id for bank in reading.content.banks.values() for item in bank.items]
        raise click.UsageError(
            f"nothing here is named '{name}'{suggestion(name, [*reading.pack_names, *items])}; "
            "'packs list' lists packs, 'packs list --items' items"
        )


def _question(ctx: click.Context, code: str, item: str) -> None:
    from generator.cli.editions import found
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.correct import UnknownItem, place_of
    from generator.workflows.show import item_text

    folder: Path = ctx.obj
    meant = found(ctx, ProjectFiles.find(folder), code)
    try:
        place = place_of(meant, item)
    except UnknownItem as error:
        complain(str(error))
        ctx.exit(2)
    say("\n\n".join(item_text(meant.edition, form, place) for form in meant.forms))


def _documents(ctx: click.Context, reading: LoadedProject, pack: Pack, kind: str, form: str) -> str:
    from generator.render.text import proof
    from generator.workflows.show import pack_documents

    if kind == "guide":
        return _guide(ctx, reading, pack, form)
    try:
        made = pack_documents(pack, reading.content, kind, form)
    except ValueError:
        raise click.UsageError(
            f"{pack.name} has no form {form}; it has {count(pack.forms, 'form')}"
        ) from None
    if not made:
        raise click.UsageError(f"{pack.name} has no {kind}")
    return "\n\n".join(proof(document) for document in made)


def _guide(ctx: click.Context, reading: LoadedProject, pack: Pack, form: str) -> str:
    from generator.cli.editions import told
    from generator.render.text import proof
    from generator.storage.files import ProjectFiles
    from generator.workflows.build.guide import preview_guide

    if form:
        raise click.UsageError("the guide is about all forms; leave out --form")
    folder: Path = ctx.obj
    with told(ctx):
        made = preview_guide(ProjectFiles.find(folder), pack, reading.content)
    if made is None:
        raise click.UsageError(f"{pack.name} has no quiz, and so no guide")
    return proof(made)


def _fact(reading: LoadedProject, name: str) -> str:
    for evidence in reading.content.evidence.values():
        for fact in evidence.facts:
            if fact.id == name:
                by = f" by {fact.by}" if fact.by else ""
                users = [
                    i.id
                    for b in reading.content.banks.values()
                    for i in b.items
                    if name in {r.id for r in i.facts}
                ]
                parts = [
                    f"{fact.location}",
                    f"{fact.id}  {fact.status}{by}  {fact.date or ''}".rstrip(),
                    fact.text.plain,
                    f"{evidence.source}, {fact.ref}",
                    f"used by: {', '.join(users) or 'no item'}",
                ]
                return "\n".join(parts)
    return ""


def _read(ctx: click.Context) -> Any:
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import load_project

    folder: Path = ctx.obj
    return load_project(ProjectFiles.find(folder))
