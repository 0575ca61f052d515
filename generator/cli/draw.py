"""`packs draw`: items chosen by blueprint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, count, say, say_json

if TYPE_CHECKING:
    from generator.workflows.authoring.draw import Draw


@click.command("draw", epilog="Example:  packs draw mid-term")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option(
    "--turn",
    type=click.IntRange(1, 9999),
    metavar="N",
    help="Another choice for each N from 1 (default: the last).",
)
@click.option(
    "--keep", is_flag=True, help="Rather take items that are drawn already: for mending a draw."
)
@click.option("--dry-run", is_flag=True, help="Show what would be drawn, and write nothing.")
@click.option(
    "--output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or programs.",
)
@click.pass_context
def draw_command(
    ctx: click.Context,
    packs: tuple[str, ...],
    turn: int | None,
    keep: bool,
    dry_run: bool,
    output: str,
) -> None:
    """Choose items for the sections with a blueprint (of all packs that have one, if none is named).

    The search is exact: where no choice meets a blueprint, it says what contradicts what and what the bank lacks. The same
    blueprint, banks and seed give the same draw. What is drawn is written to packs/drawn/ and stays until you draw again.
    """
    from generator.content.messages import did_you_mean
    from generator.problems import ContentError
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.draw import draw_pack, write_draw
    from generator.workflows.project import load_project

    folder: Path = ctx.obj
    project = ProjectFiles.find(folder)
    reading = load_project(project)
    for name in packs:
        if name not in reading.pack_names:
            raise click.UsageError(
                f"there is no pack '{name}'{did_you_mean(name, reading.pack_names)}; 'packs list' lists them"
            )
    named = list(dict.fromkeys(packs)) or [
        name
        for name, pack in reading.content.packs.items()
        if any(section.blueprint for section in pack.sections)
    ]
    if not named:
        complain("no pack has a section with a 'blueprint', so there is nothing to draw")
        ctx.exit(2)
    failed, made = False, []
    with project.lock():
        for name in named:
            try:
                one = draw_pack(reading, name, turn, keep)
            except ContentError as error:
                failed = True
                if output == "text":
                    say(f"{name}: nothing drawn; what was drawn before stays")
                for problem in error.problems:
                    complain(str(problem))
                continue
            changed = not dry_run and write_draw(project, one)
            made.append(_plain(one))
            if output == "text":
                _tell(one, changed, dry_run)
            if (
                changed and len(named) > 1
            ):  # another pack may have to keep away from what this one has now
                reading = load_project(project)
    if output == "json":
        say_json(made)
    ctx.exit(1 if failed else 0)


def _plain(one: Draw) -> dict[str, object]:
    return {
        "pack": one.pack,
        "turn": one.turn,
        "sections": [
            {
                "title": part.title,
                "items": [item.id for item in part.items],
                "met": [
                    {"what": what, "planned": planned, "met": met}
                    for what, planned, met in part.met
                ],
            }
            for part in one.parts
        ],
    }


def _tell(one: Draw, changed: bool, dry_run: bool) -> None:
    from generator.content.field_types import points_text

    state = "would be drawn" if dry_run else "drawn" if changed else "drawn as before"
    say(
        f"{one.pack}: {count(sum(len(part.items) for part in one.parts), 'item')} {state}, turn {one.turn}"
        + (f"  ({one.path})" if changed else "")
    )
    for part in one.parts:
        say(f"  {part.title}")
        for item in part.items:
            say(
                f"    {item.id:28} {item.type:13} {item.level:11} {points_text(item.points):>3}  {item.objective.id}"
            )
        wide = max((len(what) for what, _, _ in part.met), default=0)
        for what, planned, met in part.met:
            say(f"    {what:{wide}}  planned {planned}, met {met}")
