"""`packs key`: the answer key of the paper in your hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import say, say_json
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.options import paper_option
from generator.cli.project import pass_project

if TYPE_CHECKING:
    from generator.editions.lookup import FoundEdition
    from generator.storage.files import ProjectFiles


@click.command("key", epilog="Example:  packs key 7K3Q-2M4P-B")
@click.argument("code")
@click.option(
    "--revision",
    metavar="N",
    help="An earlier revision: its number, or the first characters of its hash.",
)
@click.option(
    "--output",
    type=click.Choice(["text", "pdf", "json"]),
    default="text",
    show_default=True,
    help="Text on the terminal, a PDF under output/, or JSON for programs.",
)
@paper_option
@pass_project
def command(
    project: ProjectFiles, code: str, revision: str | None, output: str, paper: str
) -> None:
    """Print the answer key of the paper with CODE in its footer.

    The key comes from the record made when the paper was built, even if the bank and the pack have
    changed or no longer exist. Without a form letter, the keys of all forms are printed.
    """
    edition = find_or_exit(project, code, revision)
    if output == "json":
        from generator.workflows.answers import key_values

        say_json([key_values(edition, form) for form in edition.forms])
    elif output == "pdf":
        _write_pdfs(project, edition, paper)
    else:
        _print_text(edition)


def _write_pdfs(project: ProjectFiles, edition: FoundEdition, paper: str) -> None:
    from generator.content.model import PrintSettings
    from generator.workflows.sitting.reprint import quiz_file_names, write_asked

    settings = PrintSettings(paper=paper)
    with exit_on_edition_error():
        files, paths = quiz_file_names(edition, settings, "teacher")
        for path in write_asked(project, edition.pack, files, paths, settings):
            say(path)


def _print_text(edition: FoundEdition) -> None:
    from generator.render.text import text_preview

    for form, document in zip(edition.forms, edition.keys(), strict=True):
        say(_what_the_paper_shows(edition, form))
        say()
        say(text_preview(document))


def _what_the_paper_shows(edition: FoundEdition, form: int) -> str:
    """What the paper in hand must show, so that a wrong one is noticed."""
    from generator.content.nodes import shorten
    from generator.documents.common import placed
    from generator.editions.quiz import form_name
    from generator.page.markup import plain

    view = edition.view
    name = form_name(form, len(view.forms))
    first = next(placed(view, form))
    return (
        f"Form {name} of ‘{plain(view.title)}’, revision {edition.revision.number} of its key.\n"
        f"Its question 1 begins: ‘{shorten(plain(first.asked.stem), 70)}’"
    )
