"""`packs export`: the items of a bank or pack for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, complain, complain_all, count, fail, say, say_json
from generator.cli.options import LateChoice, gathered
from generator.cli.project import pass_project
from generator.problems import ERROR
from generator.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.content.model import Item
    from generator.exchange.exchanged import ExchangedItem, Written
    from generator.problems import Problem
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import LoadedProject


WORD = "docx"


def _written_formats() -> Iterable[str]:
    from generator.exchange.formats import FORMATS

    return sorted([WORD, *(name for name, known in FORMATS.items() if known.writes)])


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
    retired items are left out. Of a pack, --to docx writes each form's paper and key, as separate
    files to edit.
    """
    from generator.exchange.exchanged import ExchangeError
    from generator.exchange.formats import FORMATS
    from generator.workflows.authoring.export_items import export_items, without_sections
    from generator.workflows.project import load_project

    loaded = load_project(project)
    if options.to == WORD:
        _write_for_word(project, loaded, name, options)
        return
    items, title = _items(loaded, name)
    try:
        written = export_items(project, loaded, items, title, options.to)
    except ExchangeError as error:
        fail(CONTENT_ERROR, str(error))
    if name in loaded.content.packs and name not in loaded.content.banks:
        written = without_sections(written, loaded.content.packs[name])
    path = options.file or Path(name + FORMATS[options.to].suffix)
    _write({path: written.data})
    if options.output == "json":
        say_json(_as_json(written, str(path)))
    else:
        _report(written, str(path))


def _write_for_word(
    project: ProjectFiles, loaded: LoadedProject, name: str, options: ExportOptions
) -> None:
    """Write a bank's items, or the papers and keys of a pack."""
    from generator.exchange.exchanged import ExchangeError
    from generator.workflows.authoring.export_items import word_report
    from generator.workflows.authoring.word_files import bank_file, pack_files

    items, title = _items(loaded, name)
    path = options.file or Path(f"{name}.docx")
    pack = None if name in loaded.content.banks else loaded.content.packs[name]
    if pack and not pack.sections:
        raise click.UsageError(f"{name} has no quiz, so there is no paper to write")
    stoppers = loaded.stoppers(name) if pack else _errors_of(loaded, items)
    if any(problem.severity == ERROR for problem in stoppers):
        complain_all(stoppers)
        fail(CONTENT_ERROR)
    try:
        data = (
            {"": bank_file(title, items, loaded.content)}
            if pack is None
            else pack_files(pack, loaded.content)
        )
    except ExchangeError as error:
        fail(CONTENT_ERROR, str(error))
    files = {path.with_name(f"{path.stem}{end}{path.suffix}"): part for end, part in data.items()}
    report = () if pack else word_report(project, loaded, items)
    _write(files)
    if options.output == "json":
        names = [str(file) for file in files]
        say_json({"files": names, "items": len(items), "report": _items_as_json(report)})
        return
    _report_items(report)
    for file, ending in zip(files, data, strict=True):
        answers = "" if pack and not ending.endswith("KEY") else ". It holds the answers"
        say(f"written {file}{answers}")
    if pack:
        say("They bear no code: once edited, only the keys beside them are theirs.")


def _errors_of(loaded: LoadedProject, items: list[Item]) -> list[Problem]:
    paths = {item.location.path for item in items}
    return [problem for problem in loaded.problems if problem.location.path in paths]


def _write(files: Mapping[Path, bytes]) -> None:
    """Write all files, or none where one is there that differs."""
    from generator.storage.files import ProjectFiles

    folders = {path: ProjectFiles(path.parent.resolve()) for path in files}
    for path, folder in folders.items():
        if folder.exists(path.name) and folder.read(path.name) != files[path]:
            fail(CONTENT_ERROR, f"{path} is there already and differs; remove it, or give --file")
    for path, folder in folders.items():
        folder.sweep()
        folder.write(path.name, files[path])


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


def _report_items(items: Iterable[ExchangedItem]) -> None:
    for item in items:
        if item.notes:
            say(f"  {item.place}" + (" is not written" if item.is_lost else ""))
            for note in item.notes:
                say(f"    {note.kind}: {note.what}")


def _report(written: Written, path: str) -> None:
    _report_items(written.items)
    kept = sum(not item.is_lost for item in written.items)
    say(f"{count(kept, 'item')} written to {path}. It holds the answers: keep it to yourself.")
    if lost := len(written.items) - kept:
        complain(f"{count(lost, 'item')} not written; see above")


def _as_json(written: Written, path: str) -> dict[str, object]:
    return {"file": path, "items": _items_as_json(written.items)}


def _items_as_json(items: Iterable[ExchangedItem]) -> list[dict[str, object]]:
    return [
        {
            "item": item.place,
            "written": not item.is_lost,
            "notes": [{"kind": note.kind, "what": note.what} for note in item.notes],
        }
        for item in items
    ]
