"""`packs new` and `packs reseed`: files an author starts from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, say

if TYPE_CHECKING:
    from generator.workflows.project import LoadedProject


def _name(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise click.BadParameter(
            f"'{value}' is no name: use small letters a–z, digits and single hyphens, as in mid-term-2"
        )
    return value


def _seed() -> str:
    """128 random bits."""
    import secrets

    return secrets.token_hex(16)


@click.group(
    "new",
    epilog="Example:  packs new pack mid-term --summary frozen-conflicts --bank frozen-conflicts",
)
def new() -> None:
    """Make a new pack, bank or summary to start from, with comments that explain each field."""


@new.command(
    "pack",
    epilog="Example:  packs new pack mid-term --summary frozen-conflicts --bank frozen-conflicts",
)
@click.argument("name", callback=_name)
@click.option(
    "--summary",
    "summaries",
    multiple=True,
    metavar="NAME",
    help="A summary for the briefing (may be repeated).",
)
@click.option(
    "--bank",
    "banks",
    multiple=True,
    metavar="NAME",
    help="Take the ready items of this bank that may stand on one paper (may be repeated).",
)
@click.option(
    "--blueprint",
    is_flag=True,
    help="Instead of their items, a blueprint for each bank, to draw by.",
)
@click.option(
    "--points",
    type=click.IntRange(1, 200),
    metavar="N",
    help="With --blueprint: points of each section (about 20).",
)
@click.option(
    "--resit-of",
    "code",
    metavar="CODE",
    help="The blueprint of the edition with that code, and none of its items.",
)
@click.pass_context
def new_pack(
    ctx: click.Context,
    name: str,
    summaries: tuple[str, ...],
    banks: tuple[str, ...],
    blueprint: bool,
    points: int | None,
    code: str | None,
) -> None:
    """Make packs/NAME.yaml with a fresh seed."""
    from generator.workflows.authoring.first_blueprint import blueprint_sections
    from generator.workflows.authoring.new import pack_skeleton, standing_together

    if code is not None:
        if summaries or banks or blueprint or points:
            raise click.UsageError(
                "--resit-of takes all from the edition; leave --summary, --bank, --blueprint and --points out"
            )
        _new_resit(ctx, name, code)
        return

    reading = _read(ctx)
    _known("summary", summaries, reading.content.summaries)
    _known("bank", banks, reading.content.banks)
    sources = tuple(sorted(reading.content.evidence))
    if blueprint or points:
        if not blueprint or not banks:
            raise click.UsageError(
                "--blueprint needs a --bank to draw from, and --points goes with it"
            )
        sections = blueprint_sections(
            [reading.content.banks[bank] for bank in dict.fromkeys(banks)], points or 20
        )
        _write(
            ctx,
            "pack",
            name,
            pack_skeleton(name, _seed(), summaries, (), sources, sections),
            f"look through its blueprint, then run 'packs draw {name}'",
        )
        return
    ready = [
        item
        for bank in banks
        for item in reading.content.banks[bank].items
        if item.status == "ready"
    ]
    items = standing_together((item.id, {ref.id for ref in item.not_with}) for item in ready)
    text = pack_skeleton(name, _seed(), summaries, items, sources)
    left = len(ready) - len(items)
    told = (
        [f"{left} items are left out, because they must not stand beside others (not_with); "]
        if left
        else []
    )
    _write(ctx, "pack", name, text, "".join([*told, "edit it, then run 'packs check'"]))


def _new_resit(ctx: click.Context, name: str, code: str) -> None:
    from generator.cli.editions import found
    from generator.editions.store import handed_out_editions
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.resit import resit_text

    project = ProjectFiles.find(ctx.obj)
    edition = found(ctx, project, code).edition
    classes = [
        handout.class_name
        for handed_out in handed_out_editions(project)
        if handed_out.files.code == edition.code
        for handout in handed_out.handouts
    ]
    text = resit_text(edition, _read(ctx).content, name, _seed(), classes)
    _write(ctx, "pack", name, text, f"look through its blueprint, then run 'packs draw {name}'")


@new.command("bank", epilog="Example:  packs new bank peace-operations")
@click.argument("name", callback=_name)
@click.pass_context
def new_bank(ctx: click.Context, name: str) -> None:
    """Make questions/NAME.yaml with one draft item."""
    from generator.items import TYPES
    from generator.workflows.authoring.new import bank_skeleton

    _write(ctx, "bank", name, bank_skeleton(name, tuple(TYPES), _example(_read(ctx))[1]))


@new.command("summary", epilog="Example:  packs new summary peace-operations")
@click.argument("name", callback=_name)
@click.pass_context
def new_summary(ctx: click.Context, name: str) -> None:
    """Make packs/summaries/NAME.yaml."""
    from generator.workflows.authoring.new import summary_skeleton

    reading = _read(ctx)
    source, fact = _example(reading)
    as_of = (
        str(reading.content.evidence[source].as_of)
        if source in reading.content.evidence
        else "2020-08"
    )
    _write(ctx, "summary", name, summary_skeleton(name, source, as_of, fact))


def _read(ctx: click.Context) -> LoadedProject:
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import load_project

    return load_project(ProjectFiles.find(ctx.obj))


def _example(reading: LoadedProject) -> tuple[str, str]:
    """A source of the project and one of its facts, so that a skeleton refers to something that is there."""
    for name, evidence in sorted(reading.content.evidence.items()):
        for fact in evidence.facts:
            return name, fact.id
    return "name-of-a-source", "id-of-a-fact"


def _known(what: str, names: tuple[str, ...], known: dict[str, object]) -> None:
    from generator.content.fields import suggestion

    for name in names:
        if name not in known:
            raise click.UsageError(f"there is no {what} '{name}'{suggestion(name, known)}")


def _write(
    ctx: click.Context,
    kind: str,
    name: str,
    text: str,
    then: str = "edit it, then run 'packs check'",
) -> None:
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.new import PATHS

    folder: Path = ctx.obj
    project, path = ProjectFiles.find(folder), PATHS[kind].format(name)
    with project.lock():
        if project.exists(path):
            complain(f"{path} is already there; choose another name")
            ctx.exit(2)
        project.write(path, text.encode())
    say(f"{path} made; {then}")


@click.command("reseed", epilog="Example:  packs reseed frozen-conflicts")
@click.argument("pack")
@click.pass_context
def reseed(ctx: click.Context, pack: str) -> None:
    """Give a pack a fresh seed: all its forms are arranged anew.

    The next build makes a new edition with a new code. Papers already printed keep their codes and keys.
    """
    from generator.content.fields import suggestion
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.new import reseeded

    folder: Path = ctx.obj
    project = ProjectFiles.find(folder)
    names = [Path(path).stem for path in project.names("packs") if path.endswith(".yaml")]
    if pack not in names:
        raise click.UsageError(
            f"there is no pack '{pack}'{suggestion(pack, names)}; 'packs list' lists them"
        )
    path = f"packs/{pack}.yaml"
    with project.lock():
        changed = reseeded(project.read(path), path, _seed())
        if changed is None:
            complain(f"{path}: no 'seed' was found to replace; write a line  seed: {_seed()}")
            ctx.exit(1)
        project.write(path, changed)
    say(f"{path} has a fresh seed; 'packs build {pack}' makes the new forms")
