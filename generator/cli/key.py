"""`packs key CODE`: the answer key of the paper in your hand.

In: the code from a paper's footer.  Out: that paper's key as text or PDF, from the records alone.
Never reads a bank or a pack file.
"""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import complain, say


@click.command("key", epilog="Example:  packs key 7K3Q-2M4P-B")
@click.argument("code")
@click.option("--revision", metavar="N", help="An earlier revision: its number, or the first symbols of its hash.")
@click.option("--output", type=click.Choice(["text", "pdf"]), default="text", show_default=True,
              help="Text on the terminal, or a PDF under output/.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True, help="Paper size of the PDF.")
@click.pass_context
def key_command(ctx: click.Context, code: str, revision: str | None, output: str, paper: str) -> None:
    """Print the answer key that fits the paper with CODE in its footer.

    The key comes from the record made when the paper was built, even if bank and pack have changed or are gone.
    Without a form letter, the keys of all forms are printed.
    """
    folder: Path = ctx.obj
    from generator import edition
    from generator.disk import Project
    from generator.lookup import find
    from generator.proof import proof

    project = Project.find(folder)
    try:
        found = find(project, code, revision)
    except edition.UnknownCode as error:
        complain(str(error))
        ctx.exit(2)
    except edition.UnknownRevision as error:
        complain(str(error))
        ctx.exit(2)
    except edition.Damaged as error:
        complain(str(error))
        ctx.exit(1)
    for index, document in zip(found.forms, found.keys(), strict=True):
        if output == "text":
            say(_echo(found, index))
            say()
            say(proof(document))
    if output == "pdf":
        from generator.asking import quiz_file_names, write_asked
        from generator.model import PrintSettings

        settings = PrintSettings(paper=paper)
        for path in write_asked(project, found.pack, *quiz_file_names(found, settings, "teacher"), settings):
            say(path)


def _echo(found: object, form: int) -> str:
    """What the paper in hand must show, so that a wrong one is noticed."""
    from generator.compose.parts import placed
    from generator.inline import plain
    from generator.lookup import Found
    from generator.nodes import shorten
    from generator.view import form_name

    assert isinstance(found, Found)
    view = found.view
    first = next(placed(view, form))
    return (f"Form {form_name(form, len(view.forms))} of ‘{plain(view.title)}’, revision {found.revision.number} of its key.\n"
            f"Its question 1 begins: ‘{shorten(plain(first.asked.stem), 70)}’")
