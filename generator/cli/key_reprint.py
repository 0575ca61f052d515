"""`packs key CODE`, `packs reprint CODE`: the key of the paper in your hand, and that paper once
more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import say, say_json
from generator.cli.editions import found, told
from generator.cli.options import PROFILE, SHEET

if TYPE_CHECKING:
    from generator.editions.edition import Edition

PAPER = click.option(
    "--paper", type=SHEET, default="A4", show_default=True, help="Paper size of the PDF."
)


@click.command("key", epilog="Example:  packs key 7K3Q-2M4P-B")
@click.argument("code")
@click.option(
    "--revision",
    metavar="N",
    help="An earlier revision: its number, or the first symbols of its hash.",
)
@click.option(
    "--output",
    type=click.Choice(["text", "pdf", "json"]),
    default="text",
    show_default=True,
    help="Text on the terminal, a PDF under output/, or JSON for a program.",
)
@PAPER
@click.pass_context
def key_command(
    ctx: click.Context, code: str, revision: str | None, output: str, paper: str
) -> None:
    """Print the answer key that fits the paper with CODE in its footer.

    The key comes from the record made when the paper was built, even if bank and pack have changed or are gone.
    Without a form letter, the keys of all forms are printed.
    """
    folder: Path = ctx.obj
    from generator.render.text import proof
    from generator.storage.files import ProjectFiles

    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code, revision)
    if output == "json":
        from generator.workflows.show import key_values

        say_json([key_values(meant.edition, form) for form in meant.forms])
        return
    if output == "pdf":
        from generator.content.model import PrintSettings
        from generator.workflows.sitting.reprint import key_files, write_files

        settings = PrintSettings(paper=paper)
        files, paths = key_files(meant, settings)
        with told(ctx):
            for path in write_files(project, meant.edition.pack, files, paths, settings):
                say(path)
        return
    from generator.workflows.sitting.reprint import key_documents

    for form, document in zip(meant.forms, key_documents(meant), strict=True):
        say(_echo(meant.edition, form))
        say()
        say(proof(document))


@click.command("reprint", epilog="Example:  packs reprint 7K3Q-2M4P-B --paper Letter")
@click.argument("code")
@PAPER
@click.option(
    "--profile",
    type=PROFILE,
    default="standard",
    show_default=True,
    help="The look of the pages, or a text edition for screen readers and Braille.",
)
@click.option(
    "--sides",
    type=click.Choice(["duplex", "simplex"]),
    default="duplex",
    show_default=True,
    help="Sides printed on.",
)
@click.option("--answer-sheet", "sheets", is_flag=True, help="The sheet to answer on, too.")
@click.pass_context
def reprint(
    ctx: click.Context, code: str, paper: str, profile: str, sides: str, sheets: bool
) -> None:
    """Set the paper with CODE again from its record: the same words, numbers, letters and code.

    For late requests, though the bank has moved on. Without a form letter, the papers of all forms are set.
    """
    folder: Path = ctx.obj
    from generator.content.model import PrintSettings
    from generator.storage.files import ProjectFiles
    from generator.workflows.sitting.reprint import paper_files, write_files

    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code)
    settings = PrintSettings(paper=paper, sides=sides, answer_sheet=sheets)
    files, paths = paper_files(meant, settings, profile)
    with told(ctx):
        for path in write_files(project, meant.edition.pack, files, paths, settings):
            say(path)


def _echo(edition: Edition, form: int) -> str:
    """What the paper in hand must show, so that a wrong one is noticed."""
    from generator.content.nodes import shorten
    from generator.documents.placed import placed
    from generator.page.markup import plain

    view = edition.view
    first = next(placed(view, form))
    return (
        f"Form {edition.form_names[form]} of ‘{plain(view.title)}’, revision {edition.number} of its key.\n"
        f"Its question 1 begins: ‘{shorten(plain(first.asked.stem), 70)}’"
    )
