"""`packs show`: an item, a fact, a pack or one of its documents as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain_all, count, fail, say
from generator.cli.editions import exit_on_edition_error, find_or_exit
from generator.cli.project import complete_pack, pass_project
from generator.problems import ERROR

if TYPE_CHECKING:
    from generator.content.model import Pack
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import LoadedProject


@click.command("show", epilog="Example:  packs show first-quiz --document paper --form A")
@click.argument("name", required=False, default="", shell_complete=complete_pack)
@click.option(
    "--document",
    type=click.Choice(["briefing", "paper", "key", "key-page", "guide"]),
    help="Show this document of a pack.",
)
@click.option("--form", default="", metavar="FORM", help="Only this form of the paper or key.")
@click.option(
    "--item",
    default="",
    metavar="ITEM",
    help="If NAME is a paper's code: show only this question, by its number or item id.",
)
@click.option("--style", default="", metavar="STYLE", help="Show this style, or that of a pack.")
@pass_project
def command(
    project: ProjectFiles, name: str, document: str | None, form: str, item: str, style: str
) -> None:
    """Show an item with its key, a fact, a pack, a document or a style.

    NAME is the id of an item or a fact, or the name of a pack; --document shows one of the pack's
    documents as plain text. With --item, NAME is the code in a paper's footer: shows that question
    with letters, reasons and evidence.
    """
    from generator.content.messages import did_you_mean
    from generator.workflows.project import load_project

    if style and (name or document or form or item):
        raise click.UsageError("--style shows a style and nothing else; leave out the rest")
    if not (style or name):
        raise click.UsageError("Missing argument 'NAME'.")
    if item:
        _show_question(project, name, item)
        return
    loaded = load_project(project)
    if style:
        _show_style(loaded, style)
        return
    if name in loaded.pack_names:
        _show_pack(project, loaded, name, document, form.upper())
        return
    if document or form:
        raise click.UsageError(
            "--document and --form need the name of a pack; "
            f"there is no pack '{name}'{did_you_mean(name, loaded.pack_names)}"
        )
    _show_item_or_fact(loaded, name)


def _show_style(loaded: LoadedProject, name: str) -> None:
    from generator.content.messages import did_you_mean
    from generator.workflows.show import style_text

    path = f"packs/styles/{name}.yaml"
    if errors := [p for p in loaded.problems if p.severity == ERROR and p.location.path == path]:
        complain_all(errors)
        fail(CONTENT_ERROR)
    text = style_text(loaded, name)
    if not text:
        near = did_you_mean(name, [*loaded.content.styles, *loaded.content.packs])
        raise click.UsageError(
            f"there is no style '{name}'{near}; styles are the files in packs/styles/"
        )
    say(text)


def _show_question(project: ProjectFiles, code: str, item: str) -> None:
    from generator.workflows.marking.correct import UnknownItem, place_of
    from generator.workflows.show import item_text

    found = find_or_exit(project, code)
    try:
        place = place_of(found, item)
    except UnknownItem as error:
        fail(USAGE_ERROR, str(error))
    say("\n\n".join(item_text(found.edition, form, place) for form in found.forms))


def _show_pack(
    project: ProjectFiles, loaded: LoadedProject, name: str, document: str | None, form: str
) -> None:
    from generator.workflows.show import contents

    pack = loaded.content.packs.get(name)
    if pack is None or (document and loaded.stoppers(name)):
        complain_all(loaded.stoppers(name))
        fail(CONTENT_ERROR)
    if document is None:
        say(contents(loaded, pack))
    elif document == "guide":
        say(_guide(project, loaded, pack, form))
    else:
        say(_documents(project, loaded, pack, document, form))


def _documents(
    project: ProjectFiles, loaded: LoadedProject, pack: Pack, kind: str, form: str
) -> str:
    from generator.render.text import text_preview
    from generator.workflows.show import pack_documents

    try:
        with exit_on_edition_error():
            documents = pack_documents(pack, loaded.content, kind, form, project)
    except ValueError:
        raise click.UsageError(
            f"{pack.name} has no form {form}; it has {count(pack.forms, 'form')}"
        ) from None
    if not documents:
        raise click.UsageError(f"{pack.name} has no {kind}")
    return "\n\n".join(text_preview(document) for document in documents)


def _guide(project: ProjectFiles, loaded: LoadedProject, pack: Pack, form: str) -> str:
    from generator.render.text import text_preview
    from generator.workflows.build.guide import preview_guide

    if form:
        raise click.UsageError("the guide is about all forms; leave out --form")
    with exit_on_edition_error():
        guide = preview_guide(project, pack, loaded.content)
    if guide is None:
        raise click.UsageError(f"{pack.name} has no quiz, so it has no guide")
    return text_preview(guide)


def _show_item_or_fact(loaded: LoadedProject, name: str) -> None:
    from generator.content.messages import did_you_mean
    from generator.items import TYPES
    from generator.workflows.show import fact_text, find_item, item_proof

    if item := find_item(loaded, name):
        errors = [
            problem
            for problem in loaded.problems
            if problem.location.path == item.location.path and problem.severity == ERROR
        ]
        if errors:
            complain_all(errors)
            fail(CONTENT_ERROR)
        say(item_proof(loaded.content, item))
    elif fact := fact_text(loaded, name):
        say(fact)
    else:
        items = [item.id for bank in loaded.content.banks.values() for item in bank.items]
        near = did_you_mean(name, [*loaded.pack_names, *items])
        if name in TYPES:
            near = f"; 'packs help {name}' explains this type of item"
        raise click.UsageError(
            f"there is no pack, item or fact '{name}'{near}; run 'packs list' to see the packs, "
            "or 'packs list --items' to see the items"
        )
