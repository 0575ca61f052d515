"""`packs printed` and `packs status`: what was handed out, and what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, count, safe, say, say_json
from generator.cli.editions import found

if TYPE_CHECKING:
    from generator.workflows.marking.status import EditionStatus, ItemDrift

LONGEST = 80
# Those of edition.drift, which is slow to load: `packs --help` loads every command.  A test holds them equal.
CLASSES = ("cosmetic", "wording", "answer", "evidence", "retired")


def _date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from generator.content.dates import PartialDate

    try:
        return str(PartialDate.parse(value)) if value else value
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no date; write it as in 2026-12-07") from error


def _line(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and (
        not value.strip() or len(value) > LONGEST or safe(value) != value or "\n" in value
    ):
        raise click.BadParameter(
            f"give a class in one line of at most {LONGEST} characters, and no names"
        )
    return value.strip() if value else value


@click.command(
    "printed",
    epilog="Example:  packs printed 7K3Q-2M4P --class 'Year 2' --date 2026-12-07 --copies 30",
)
@click.argument("code")
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
    callback=_date,
    help="When it was handed out (default: the date on the paper).",
)
@click.option("--copies", type=click.IntRange(1, 99_999), required=True, help="How many copies.")
@click.pass_context
def printed_command(
    ctx: click.Context, code: str, class_name: str | None, date: str | None, copies: int
) -> None:
    """Note that the edition with CODE was handed out.

    From then on `packs build` keeps its papers and keys, and `packs status` says what has changed since. The note is a small
    file beside the record; names of students do not belong in it.
    """
    folder: Path = ctx.obj
    from generator.editions.store import record_handout
    from generator.page.markup import plain
    from generator.storage.files import ProjectFiles

    project = ProjectFiles.find(folder)
    with project.lock():
        meant = found(ctx, project, code).edition
        given = class_name or plain(meant.view.class_name), date or meant.view.date
        for name, value in zip(("--class", "--date"), given, strict=True):
            if not value:
                raise click.UsageError(f"the paper names no {name[2:]}; say it with {name}")
        path = record_handout(project, meant, *given, copies)
    say(f"{meant.code} printed for {given[0]} on {given[1]}, {_copies(copies)}; noted in {path}")
    say(f"the guide tells of it from the next 'packs build {meant.pack}' on")


@click.command("status", epilog="Example:  packs status --fail-on answer")
@click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    "fatal",
    type=click.Choice(CLASSES),
    multiple=True,
    help="Exit with 1 if there is drift of this class. May be repeated.",
)
@click.pass_context
def status_command(ctx: click.Context, output: str, fatal: tuple[str, ...]) -> None:
    """Say of every printed edition which items have changed since, and what that means for its copies.

    cosmetic: nothing to do. wording: do not mix copies. answer: mark again. evidence: review. retired: decide and announce.
    """
    folder: Path = ctx.obj
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.status import status
    from generator.workflows.project import load_project

    project = ProjectFiles.find(folder)
    editions = status(project, load_project(project))
    if output == "json":
        say_json([one.plain() for one in editions])
    else:
        for one in editions:
            _edition(one)
        if not editions:
            say("no edition is marked as printed; 'packs printed CODE' marks one")
    for one in editions:
        for trouble in one.troubles:
            complain(trouble)
    kinds = {drift.kind for one in editions for drift in one.drift}
    ctx.exit(1 if kinds & set(fatal) or any(one.troubles for one in editions) else 0)


def _edition(one: EditionStatus) -> None:
    say(f"{one.code}  {one.title or one.pack}  ({one.pack})")
    for mark in one.handouts:
        say(f"  printed for {mark.class_name} on {mark.date}, {_copies(mark.copies)}")
    if one.revision > one.revision_then:
        say(
            f"  its key was revision {one.revision_then} when printed and is revision {one.revision} now"
        )
    for drift in one.drift:
        say(f"  {drift.kind:9} {_where(drift)}: {', '.join(drift.what)}")
        say(f"  {'':9} {drift.consequence}")
    changed = len({drift.item for drift in one.drift})
    unchanged = f"{count(one.items - changed, 'item')} unchanged" if changed else "nothing changed"
    say(f"  {unchanged}")
    if one.current and one.current != one.code:
        say(
            f"  a build makes another edition today, {one.current}; 'packs diff {one.code} now' tells them apart"
        )


def _where(drift: ItemDrift) -> str:
    numbers = ", ".join(f"{number} on {form}" for form, number in drift.numbers[:4]) + " …" * (
        len(drift.numbers) > 4
    )
    return f"{drift.item} (question {numbers})"


def _copies(number: int) -> str:
    return "1 copy" if number == 1 else f"{number} copies"
