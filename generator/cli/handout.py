"""`packs handout`: the note that an edition was printed and handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import count, safe, say
from generator.cli.editions import find_or_exit
from generator.cli.options import valid_date
from generator.cli.project import complete_pack, pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles

_LONGEST = 80  # characters


def _line(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if not value.strip() or len(value) > _LONGEST or safe(value) != value or "\n" in value:
        raise click.BadParameter(
            f"write the class in one line of 1 to {_LONGEST} characters, without names of students"
        )
    return value.strip()


def _what_is_missing(class_name: str, date: str, copies: int | None) -> str:
    """One sentence that asks for all that neither the paper nor the call says."""
    options = [name for name, value in (("class", class_name), ("date", date)) if not value]
    sentences = []
    if options:
        them = "it" if len(options) == 1 else "them"
        others = "".join(f", and no {name}" for name in options[1:])
        given = " and ".join(f"--{name} {name.upper()}" for name in options)
        sentences.append(f"there is no {options[0]} on the paper{others}; give {them} with {given}")
    if copies is None:
        sentences.append("say how many copies were handed out with --copies N")
    return "; ".join(sentences)


@click.command(
    "handout",
    epilog="Example:  packs handout 7K3Q-2M4P --class 'Year 2' --date 2026-12-07 --copies 30",
)
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@click.option(
    "--class",
    "class_name",
    metavar="CLASS",
    callback=_line,
    help="For which class (default: the one on the paper).",
)
@click.option(
    "--date",
    metavar="DATE",
    callback=valid_date,
    help="When it was handed out (default: the date on the paper).",
)
@click.option(
    "--copies", type=click.IntRange(1, 99_999), metavar="N", help="How many copies.  [required]"
)
@pass_project
def command(
    project: ProjectFiles, code: str, class_name: str | None, date: str | None, copies: int | None
) -> None:
    """Note that the edition with CODE was handed out.

    From then on, `packs build` keeps its papers and keys, and `packs status` shows what has changed
    since. The note is a small file beside the record; do not write names of students in it.
    """
    from generator.editions.store import record_handout
    from generator.page.markup import plain
    from generator.workflows.build.density import look_to_note

    with project.lock():
        edition = find_or_exit(project, code).edition
        class_name = class_name or plain(edition.view.class_name)
        date = date or edition.view.date
        if copies is None or not class_name or not date:
            raise click.UsageError(_what_is_missing(class_name, date, copies))
        look = look_to_note(project, edition.pack, edition.code)
        path, is_new = record_handout(project, edition, class_name, date, copies, look)
    copied = count(copies, "copy")
    noted = f"{edition.code} printed for {class_name} on {date}, {copied}"
    if not is_new:
        say(
            f"{noted}: that is already noted in {path}, and nothing was added; for another group "
            "of the class, name it: --class 'CLASS, GROUP'"
        )
        return
    say(f"{noted}; noted in {path}")
    say(f"run 'packs build {edition.pack}' to show this in the guide")
