"""`packs class-set PACK --list FILE`: all copies for a class in one file, with names, neighbours
with different forms.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import complain, complain_all, count, say
from generator.cli.editions import found, students_of, told
from generator.cli.options import SHEET

if TYPE_CHECKING:
    from generator.content.model import PrintSettings
    from generator.editions.edition import Edition
    from generator.editions.store import FoundEdition
    from generator.page.blocks import Document
    from generator.storage.files import ProjectFiles
    from generator.workflows.sitting.class_set import NamedSet

_MOST = 5  # lines that are named one by one


@click.command(
    "class-set", epilog="Example:  packs class-set frozen-conflicts --list class-b.csv --spare 2"
)
@click.argument("pack")
@click.option(
    "--list",
    "listed",
    metavar="FILE",
    type=click.File("rb"),
    required=True,
    help="The class list: CSV with the columns name and number, and if you like seat, profile and form.",
)
@click.option(
    "--spare",
    metavar="N",
    type=click.IntRange(0, 999),
    default=0,
    help="So many copies without a name, at the end.",
)
@click.option("--paper", type=SHEET, help="Paper size (default: the pack's; A4 for a code).")
@click.option(
    "--sides",
    type=click.Choice(["duplex", "simplex"]),
    help="Sides printed on (default: the pack's; duplex for a code).",
)
@click.pass_context
def class_set(
    ctx: click.Context,
    pack: str,
    listed: BinaryIO,
    spare: int,
    paper: str | None,
    sides: str | None,
) -> None:
    """Put the copies of a class into one file for the printer, each with the student's name and number on it.

    PACK is a pack, whose edition is the one last built, or an edition's code, which is set from its record alone. Neighbours
    in the seats (A12, 3-7: row and place), or in the list where it has none, get different forms. Copies lie in the order of
    the list, or row by row where it has seats.
    """
    folder: Path = ctx.obj
    from generator.content.model import PLAIN_TEXT
    from generator.storage.files import ProjectFiles
    from generator.workflows.build.compose import briefing_file
    from generator.workflows.sitting.class_set import ClassCopies, named_set

    project = ProjectFiles.find(folder)
    meant, settings, briefing = _edition(ctx, project, pack, paper, sides)
    students = students_of(ctx, listed, meant)
    with told(ctx):
        made = named_set(project, meant.edition, ClassCopies(students, spare, briefing), settings)
        _report(project, meant.edition, made, settings, bool(students[0].seat))
        if briefing and made.texts:
            sign = briefing.furniture.foot
            path = briefing_file(meant.edition.pack, sign, settings, PLAIN_TEXT).path
            there = (
                path if project.exists(path) else "what the pack's 'profiles: [plain-text]' makes"
            )
            say(f"  with the briefing as text: {there}")


def _edition(
    ctx: click.Context, project: ProjectFiles, pack: str, paper: str | None, sides: str | None
) -> tuple[FoundEdition, PrintSettings, Document | None]:
    """The edition, how it is printed, and the briefing where it comes with the paper."""
    from dataclasses import replace

    from generator.content.fields import suggestion
    from generator.content.model import STANDARD, PrintSettings
    from generator.editions import UnknownCode
    from generator.editions.store import find_edition
    from generator.workflows.build.manifest import read_manifest

    given = {name: value for name, value in (("paper", paper), ("sides", sides)) if value}
    if not project.exists(f"packs/{pack}.yaml"):
        packs = [
            path.removeprefix("packs/").removesuffix(".yaml")
            for path in project.names("packs", (".yaml",))
        ]
        if near := suggestion(pack, packs):
            raise click.UsageError(f"there is no pack '{pack}'{near}")
        with told(ctx):
            try:
                meant = find_edition(project, pack)
            except UnknownCode as error:
                raise click.UsageError(f"no pack is called '{pack}', and {error}") from None
        if meant.form:
            raise click.UsageError(
                f"a class set has all forms; give the code without one: {meant.edition.code}"
            )
        edition = meant.edition
        if read_manifest(project, edition.pack).manifest.edition == edition.code:
            complain(
                f"set from the record; 'packs class-set {edition.pack}' adds what its pack asks for: answer sheets, briefings"
            )
        return meant, PrintSettings(**given), None
    built = read_manifest(project, pack).manifest
    code = built.edition
    if code in ("", "DRAFT"):
        what = "only a draft of it is built" if code else "no edition of it is built"
        complain(f"{pack}: {what}; 'packs build {pack}' makes one")
        ctx.exit(1)
    from generator.render.pdf import coverage
    from generator.workflows.build.compose import briefing_document, briefing_file
    from generator.workflows.project import load_project

    reading = load_project(project, coverage())
    if stoppers := reading.stoppers(pack, False):
        complain_all(stoppers)
        ctx.exit(1)
    content, briefing = reading.pack(pack), None
    if content.printing.briefing == "with-paper" and content.summaries:
        sign, briefing = briefing_document(content, reading.content)
        file = briefing_file(pack, sign, content.printing, STANDARD)
        if file.name not in built.named:
            complain(
                f"{pack}: its briefing has changed since the last build; 'packs build {pack}' first"
            )
            ctx.exit(1)
    meant = found(ctx, project, code)
    return (
        replace(meant, edition=replace(meant.edition, pack=pack)),
        replace(content.printing, **given),
        briefing,
    )


def _report(
    project: ProjectFiles, edition: Edition, made: NamedSet, settings: PrintSettings, seats: bool
) -> None:
    """Say what to print and what to hand over besides, in numbers and lines of the list."""
    from generator.content.model import PLAIN_TEXT
    from generator.documents import PAPER
    from generator.workflows.build.outputs import output_file

    if made.path:
        say(f"print   {made.path}")
        copies = sum(number for *_, number in made.copies)
        order = "row by row" if seats else "in the order of the list"
        say(
            f"  {count(copies, 'named copy')}, {order}, and {count(made.spare, 'spare copy')}: "
            f"{count(made.sheets, 'sheet')}, {settings.sides}"
        )
    for form, profile, number in made.copies:
        say(f"  form {form}, {profile}: {count(number, 'copy')}")
    for line, form in made.texts:
        index = edition.form_names.index(form)
        path = output_file(PAPER, edition, settings, index, PLAIN_TEXT).path
        there = (
            path
            if project.exists(path)
            else f"what 'packs reprint {edition.code}-{form} --profile plain-text' makes"
        )
        say(f"  line {line} of the list gets no printed copy; hand over {there}")
    if made.clashes and len(edition.view.forms) == 1:
        complain(
            "the quiz has one form, so neighbours have the same; 'forms' in the pack file says how many there are"
        )
    else:
        for one, other in made.clashes[:_MOST]:
            complain(f"lines {one} and {other} of the list are neighbours and have the same form")
        if len(made.clashes) > _MOST:
            complain(
                f"and {len(made.clashes) - _MOST} more such neighbours; the forms that the list gives leave no other way"
            )
