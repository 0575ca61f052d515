"""`packs key`: the answer key of the paper in your hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import USAGE_ERROR, complain, fail, say, say_json
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.options import gathered, paper_option
from generator.cli.project import complete_pack, pass_project
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.editions.edition import Edition
    from generator.editions.store import FoundEdition
    from generator.storage.files import ProjectFiles


@dataclass(frozen=True)
class KeyOptions:
    """The options of `packs key`."""

    revision: str | None
    output: str
    short: bool
    program: str | None
    paper: str | None


@click.command("key", epilog="Example:  packs key 7K3Q-2M4P-B")
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
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
@click.option(
    "--short",
    is_flag=True,
    help="The key on a page: the answers of all forms side by side, and the marking schemes.",
)
@click.option(
    "--to",
    "program",
    type=click.Choice(["zipgrade"]),
    help="Print the keys of all forms as a CSV file that this program imports.",
)
@paper_option
@gathered(KeyOptions)
@pass_project
def command(project: ProjectFiles, code: str, options: KeyOptions) -> None:
    """Print the answer key of the paper with CODE in its footer.

    The key comes from the record made when the paper was built, even if the bank and the pack have
    changed or no longer exist. Without a form letter, the keys of all forms are printed.
    """
    output = options.output
    if options.short and output == "json":
        raise click.UsageError(
            "--short is for people to read; the output json has all of the key already"
        )
    if options.program and (options.short or output != "text"):
        raise click.UsageError("--to makes a file for another program; leave out the other options")
    found = find_or_exit(project, code, options.revision)
    if options.program:
        _print_zipgrade(found)
    elif output == "json":
        from generator.workflows.show import key_values

        say_json([key_values(found.edition, form) for form in found.forms])
    elif output == "pdf":
        _write_pdfs(project, found, options)
    elif options.short:
        _print_short(found)
    else:
        _print_text(found)


def _print_zipgrade(found: FoundEdition) -> None:
    from generator.results.questions import questions_of
    from generator.results.zipgrade_key import NotForZipGrade, left_out_of_zipgrade, zipgrade_key
    from generator.workflows.marking.results import table_text

    edition = found.edition
    questions, catalog = questions_of(edition), edition.catalog
    try:
        rows = zipgrade_key(questions, edition.form_names, catalog)
    except NotForZipGrade as error:
        fail(USAGE_ERROR, str(error))
    say(table_text(rows))
    if any(question.answer for question in questions):
        complain(
            "ZipGrade adds up all answers, so its totals are too high where only some questions of "
            "a part count; 'packs results' counts as the paper says"
        )
    left_out = left_out_of_zipgrade(questions)
    for reason, without in left_out.items():
        numbers = ", ".join(question.number() for question in without)
        complain(f"left out: {numbers} (as numbered on form {edition.form_names[0]}); {reason}")
    if left_out:
        complain("give the points of these in a table of their own beside ZipGrade's export")


def _print_short(found: FoundEdition) -> None:
    from generator.render.text import text_preview
    from generator.workflows.sitting.reprint import key_page_documents

    for document in key_page_documents(found):
        say(text_preview(document))


def _write_pdfs(project: ProjectFiles, found: FoundEdition, options: KeyOptions) -> None:
    from generator.workflows.sitting.print_settings import print_settings
    from generator.workflows.sitting.reprint import key_files, key_page_files, write_files

    settings = print_settings(project, found.edition, options.paper)
    with exit_on_edition_error():
        files, paths = (key_page_files if options.short else key_files)(found, settings)
        for path in write_files(project, found.edition.pack, files, paths, settings):
            say(path)


def _print_text(found: FoundEdition) -> None:
    from generator.render.text import text_preview
    from generator.workflows.sitting.reprint import key_documents

    for form, document in zip(found.forms, key_documents(found), strict=True):
        say(_what_the_paper_shows(found.edition, form))
        say()
        say(text_preview(document))


def _what_the_paper_shows(edition: Edition, form: int) -> str:
    """What the paper in hand must show, so that a wrong one is noticed."""
    from generator.content.nodes import shorten
    from generator.documents.placed import placed
    from generator.page.markup import plain
    from generator.page.one_line import in_one_line, with_signs

    view = edition.view
    name = edition.form_names[form]
    first = next(placed(view, form))
    words = plain if edition.catalog.has_first_words else in_one_line
    return (
        f"Form {name} of ‘{with_signs(view.title)}’, revision {edition.number} of its key.\n"
        f"Its question 1 begins: ‘{shorten(words(first.student.stem), 70)}’"
    )
