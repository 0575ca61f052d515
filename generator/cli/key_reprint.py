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
    from generator.editions.lookup import FoundEdition

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
    from generator.render.text import text_preview
    from generator.storage.files import ProjectFiles

    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code, revision)
    if output == "json":
        from generator.workflows.answers import key_values

        say_json([key_values(meant, form) for form in meant.forms])
        return
    if output == "pdf":
        from generator.content.model import PrintSettings
        from generator.workflows.sitting.reprint import quiz_file_names, write_asked

        settings = PrintSettings(paper=paper)
        with told(ctx):
            for path in write_asked(
                project, meant.pack, *quiz_file_names(meant, settings, "teacher"), settings
            ):
                say(path)
        return
    for form, document in zip(meant.forms, meant.keys(), strict=True):
        say(_echo(meant, form))
        say()
        say(text_preview(document))


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
    from generator.workflows.sitting.reprint import quiz_file_names, write_asked

    project = ProjectFiles.find(folder)
    meant = found(ctx, project, code)
    settings = PrintSettings(paper=paper, sides=sides, answer_sheet=sheets)
    with told(ctx):
        for path in write_asked(
            project, meant.pack, *quiz_file_names(meant, settings, "students", profile), settings
        ):
            say(path)


def _echo(found: FoundEdition, form: int) -> str:
    """What the paper in hand must show, so that a wrong one is noticed."""
    from generator.content.nodes import shorten
    from generator.documents.common import placed
    from generator.editions.quiz import form_name
    from generator.page.markup import plain

    view = found.view
    first = next(placed(view, form))
    return (
        f"Form {form_name(form, len(view.forms))} of ‘{plain(view.title)}’, revision {found.revision.number} of its key.\n"
        f"Its question 1 begins: ‘{shorten(plain(first.asked.stem), 70)}’"
    )
