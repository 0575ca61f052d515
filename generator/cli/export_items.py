"""`packs export`: the items of a bank or pack for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, complain, count, fail, say, say_json
from generator.cli.options import LateChoice, gathered
from generator.cli.project import pass_project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.content.model import Item
    from generator.exchange.exchanged import Written
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import LoadedProject


def _written_formats() -> Iterable[str]:
    from generator.exchange.formats import FORMATS

    return sorted(name for name, known in FORMATS.items() if known.writes)


@dataclass(frozen=True)
class ExportOptions:
    """The options of `packs export`."""

    to: str
    file: Path | None
    output: str


@click.command("export", epilog="Example:  packs export photosynthesis --to moodle")
@click.argument("name", metavar="BANK|PACK")
@click.option("--to", required=True, type=LateChoice(_written_formats), help="The format.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write (default: the name with the format's ending, here).",
)
@click.option(
    "--output", type=click.Choice(["text", "json"]), default="text", help="The report's form."
)
@gathered(ExportOptions)
@pass_project
def command(project: ProjectFiles, name: str, options: ExportOptions) -> None:
    """Write the items of a bank or pack for another program.

    The file holds the answers. Says of every item what the format has no place for. Drafts and
    retired items are left out.
    """
    from generator.exchange.exchanged import ExchangeError
    from generator.exchange.formats import FORMATS
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.export_items import export_items, without_sections
    from generator.workflows.project import load_project

    loaded = load_project(project)
    items, title = _items(loaded, name)
    try:
        written = export_items(project, loaded, items, title, options.to)
    except ExchangeError as error:
        fail(CONTENT_ERROR, str(error))
    if name in loaded.content.packs and name not in loaded.content.banks:
        written = without_sections(written, loaded.content.packs[name])
    path = options.file or Path(name + FORMATS[options.to].suffix)
    folder = ProjectFiles(path.parent.resolve())
    if folder.exists(path.name) and folder.read(path.name) != written.data:
        fail(CONTENT_ERROR, f"{path} is there already and differs; remove it, or give --file")
    folder.write(path.name, written.data)
    if options.output == "json":
        say_json(_as_json(written, str(path)))
    else:
        _report(written, str(path))


def _items(loaded: LoadedProject, name: str) -> tuple[list[Item], str]:
    content = loaded.content
    if name in content.banks:
        bank = content.banks[name]
        items = [item for item in bank.items if item.status == "ready"]
        left_out = len(bank.items) - len(items)
        if left_out:
            complain(f"{count(left_out, 'item')} left out: drafts and retired items")
        return items, bank.title
    if name in content.packs:
        pack = content.packs[name]
        by_id = content.items_by_id
        references = [ref for section in pack.sections for ref in section.items]
        return [by_id[ref.id] for ref in references if ref.id in by_id], pack.title.plain
    from generator.content.messages import did_you_mean

    known = (*content.banks, *content.packs)
    raise click.UsageError(
        f"there is no bank or pack '{name}'{did_you_mean(name, known)}; "
        "run 'packs list' to see all names"
    )


def _report(written: Written, path: str) -> None:
    for item in written.items:
        if item.notes:
            say(f"  {item.place}" + (" is not written" if item.is_lost else ""))
            for note in item.notes:
                say(f"    {note.kind}: {note.what}")
    kept = sum(not item.is_lost for item in written.items)
    say(f"{count(kept, 'item')} written to {path}. It holds the answers: keep it to yourself.")
    if lost := len(written.items) - kept:
        complain(f"{count(lost, 'item')} not written; see above")


def _as_json(written: Written, path: str) -> dict[str, object]:
    return {
        "file": path,
        "items": [
            {
                "item": item.place,
                "written": not item.is_lost,
                "notes": [{"kind": note.kind, "what": note.what} for note in item.notes],
            }
            for item in written.items
        ],
    }
