"""`packs import`: other programs' questions into a bank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain, count, fail, say, say_json
from generator.cli.options import LateChoice, gathered, valid_name
from generator.cli.project import pass_project_to_start
from generator.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.import_items import Imported, ImportedItem

_LIMIT = 100 * 1024 * 1024  # bytes
_OUTCOMES = {
    "same": "is there already as {id}",
    "different": "is not brought in",
    "left-out": "is not brought in",
}


def _read_formats() -> Iterable[str]:
    from generator.exchange.formats import FORMATS

    return sorted(name for name, known in FORMATS.items() if known.reads)


@dataclass(frozen=True)
class ImportOptions:
    """The options of `packs import`."""

    bank: str | None
    format_name: str | None
    dry_run: bool
    template: bool
    output: str


@click.command("import", epilog="Example:  packs import quiz.xml --bank photosynthesis")
@click.argument("files", nargs=-1, type=click.File("rb"))
@click.option(
    "--bank",
    metavar="NAME",
    callback=valid_name,
    help="The bank to put items in (default: the file's name).",
)
@click.option(
    "--format", "format_name", type=LateChoice(_read_formats), help="The format of the files."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show the report only.")
@click.option("--template", is_flag=True, help="Print a table (CSV) to fill in, and do no more.")
@click.option(
    "--output", type=click.Choice(["text", "json"]), default="text", help="The report's form."
)
@gathered(ImportOptions)
@pass_project_to_start
def command(project: ProjectFiles, files: Sequence[BinaryIO], options: ImportOptions) -> None:
    """Put other programs' questions into a bank.

    Says of every question what became of it: what was changed, guessed (such an item is a draft
    until you have looked at it) or lost. What is in the bank already is never changed.
    """
    from generator.exchange.exchanged import ExchangeError
    from generator.exchange.table import EXAMPLES, table
    from generator.workflows.authoring.import_items import import_items, read_file
    from generator.workflows.authoring.new import NotAppended

    if options.template:
        click.echo(table(EXAMPLES), nl=False)
        return
    if not files:
        raise click.UsageError("name the files to import, or print a table with --template")
    bank = options.bank or _bank_name(files[0].name)
    try:
        read = []
        for file in files:
            name = Path(file.name).name
            known, items = read_file(name, file.read(_LIMIT + 1), options.format_name)
            read.append((name, known, items))
        imported = import_items(project, bank, read, options.dry_run)
    except (ExchangeError, NotAppended) as error:
        fail(CONTENT_ERROR, str(error))
    if options.output == "json":
        say_json(_as_json(imported))
    else:
        _report(imported, options.dry_run)
    if not imported.count("new") and not imported.count("same"):
        fail(CONTENT_ERROR, "no question was brought in")


def _bank_name(path: str) -> str:
    from generator.content.field_types import check_file_name

    name = "-".join(re.findall(r"[a-z0-9]+", Path(path).stem.casefold()))
    try:
        check_file_name(name)
    except ValueError:
        name = ""
    if not name:
        fail(USAGE_ERROR, "the bank's name cannot be made of the file's; give one with --bank")
    return name


def _report(imported: Imported, dry_run: bool) -> None:
    for name, known in imported.formats.items():
        say(f"{name} ({known})")
        for item in imported.items:
            if item.file == name and (item.notes or item.twin or item.outcome != "new"):
                _report_item(item)
    new = imported.count("new")
    whole = sum(item.outcome == "new" and not item.notes for item in imported.items)
    drafts = sum(item.is_draft for item in imported.items)
    say()
    verb = "would be put" if dry_run else "put"
    say(f"{count(new, 'item')} {verb} into {imported.path}, {whole} of them without any change")
    if drafts:
        say(f"{count(drafts, 'draft')}: look at what was guessed, then remove 'status: draft'")
    if twins := sum(bool(item.twin) for item in imported.items):
        say(f"{count(twins, 'item')} the same as another one; see above")
    for outcome, words in (("same", "there already"), ("different", "with an id that is taken")):
        if number := imported.count(outcome):
            say(f"{count(number, 'item')} {words}: nothing changed")
    if left_out := imported.count("left-out"):
        complain(f"{count(left_out, 'question')} not brought in; see above")
    if new and not dry_run:
        say(f"Next:  packs check {imported.path}")


def _report_item(item: ImportedItem) -> None:
    outcome = f"-> {item.id}"
    if item.outcome in _OUTCOMES:
        outcome = _OUTCOMES[item.outcome].format(id=item.id)
    say(f"  {item.place} {outcome}")
    if item.twin:
        say(f"    the same as {item.twin}; now there are two of it")
    for note in item.notes:
        say(f"    {note.kind}: {note.what}")


def _as_json(imported: Imported) -> dict[str, object]:
    return {
        "bank": imported.bank,
        "path": imported.path,
        "formats": dict(imported.formats),
        "items": [
            {
                "file": item.file,
                "place": item.place,
                "outcome": item.outcome,
                "id": item.id,
                "draft": item.is_draft,
                "same_as": item.twin or None,
                "notes": [{"kind": note.kind, "what": note.what} for note in item.notes],
            }
            for item in imported.items
        ],
    }
