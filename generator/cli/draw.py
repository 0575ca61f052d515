"""`packs draw`: items selected by blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain, count, fail, say, say_json
from generator.cli.options import text_or_json_option
from generator.cli.project import complete_pack, pass_project, require_packs

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.draw import Draw


@click.command("draw", epilog="Example:  packs draw mid-term")
@click.argument("packs", nargs=-1, metavar="[PACK]...", shell_complete=complete_pack)
@click.option(
    "--turn",
    type=click.IntRange(1, 9999),
    metavar="N",
    help="Another selection for each N from 1 (default: the last one used).",
)
@click.option(
    "--keep", is_flag=True, help="Keep as many of the drawn items as possible (to repair a draw)."
)
@click.option("--dry-run", is_flag=True, help="Show what would be drawn, and write nothing.")
@text_or_json_option
@pass_project
def command(
    project: ProjectFiles,
    packs: tuple[str, ...],
    turn: int | None,
    keep: bool,
    dry_run: bool,
    output: str,
) -> None:
    """Choose items for the sections with a blueprint.

    Without PACK, draws for all packs that have a blueprint. The search is exact: if no selection
    meets a blueprint, it shows which requirements contradict each other and what the bank lacks.
    The same blueprint, banks and seed give the same draw. What is drawn is written to packs/drawn/
    and stays until you draw again.
    """
    from generator.checks.listing import listed
    from generator.workflows.authoring.draw import draw_packs, packs_with_blueprint
    from generator.workflows.project import load_project

    loaded = load_project(project)
    require_packs(project, packs, loaded.pack_names)
    names = tuple(dict.fromkeys(packs)) or packs_with_blueprint(loaded)
    if not names:
        fail(USAGE_ERROR, "no pack has a section with a 'blueprint', so there is nothing to draw")
    failed, draws = False, []
    for outcome in draw_packs(project, loaded, names, turn, keep, write=not dry_run):
        if outcome.draw is None and output == "text":
            say(f"{outcome.pack}: no items were drawn; the earlier draw is unchanged")
        for problem in listed(outcome.problems):
            complain(str(problem))
        if outcome.draw is None:
            failed = True
            continue
        draws.append(_plain(outcome.draw))
        if output == "text":
            _report(outcome.draw, outcome.changed, dry_run)
    if output == "json":
        say_json(draws)
    if failed:
        fail(CONTENT_ERROR)


def _plain(draw: Draw) -> dict[str, object]:
    return {
        "pack": draw.pack,
        "turn": draw.turn,
        "faulty": list(draw.faulty),
        "sections": [
            {
                "title": part.title,
                "items": [item.id for item in part.items],
                "met": [
                    {"what": what, "planned": planned, "met": met}
                    for what, planned, met in part.met
                ],
            }
            for part in draw.parts
        ],
    }


def _report(draw: Draw, changed: bool, dry_run: bool) -> None:
    from generator.content.field_types import points_text

    state = "drawn" if changed else "drawn as before"
    if dry_run:
        state = "would be drawn"
    items = count(sum(len(part.items) for part in draw.parts), "item")
    path = f"  ({draw.path})" if changed else ""
    say(f"{draw.pack}: {items} {state}, turn {draw.turn}{path}")
    if draw.faulty:
        number, names = count(len(draw.faulty), "item"), ", ".join(draw.faulty)
        complain(f"{draw.pack}: {number} left out, with errors: {names}; run 'packs check'")
    for part in draw.parts:
        say(f"  {part.title}")
        for item in part.items:
            points = points_text(item.points)
            objective = item.objective.id if item.objective else ""
            say(
                f"    {item.id:28} {item.type:13} {item.level:11} {points:>3}  {objective}".rstrip()
            )
        width = max((len(what) for what, _, _ in part.met), default=0)
        for what, planned, met in part.met:
            say(f"    {what:{width}}  planned {planned}, met {met}")
