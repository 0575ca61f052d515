"""`packs new`: files an author starts from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from generator.cli.console import USAGE_ERROR, fail, say
from generator.cli.editions import find_or_exit
from generator.cli.options import gathered
from generator.cli.project import complete_pack, pass_project_to_start, require_known

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles

_POINTS = 20  # of a section, unless --points gives them
_EDIT = "edit it, then run 'packs check'"
_PACK_EXAMPLE = (
    "Example:  packs new pack mid-term --summary frozen-conflicts --bank frozen-conflicts"
)


def _name(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise click.BadParameter(
            f"'{value}' is not a valid name; use small letters a–z, digits and single hyphens, "
            "for example mid-term-2"
        )
    return value


@click.group("new", epilog=_PACK_EXAMPLE)
def command() -> None:
    """Make a new pack, bank, summary or evidence file to start from.

    The new file has comments that explain each field. In a folder that is no project, packs/ and
    questions/ are made too. Until they are replaced, 'packs check' reports the texts of the new
    file.
    """


@dataclass(frozen=True)
class PackOptions:
    """The options of `packs new pack`."""

    summaries: tuple[str, ...]
    banks: tuple[str, ...]
    blueprint: bool
    points: int | None
    resit_of: str | None


@command.command("pack", epilog=_PACK_EXAMPLE)
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
    help="Use the ready items of this bank that may be on one paper (may be repeated).",
)
@click.option(
    "--blueprint",
    is_flag=True,
    help="Write a blueprint for each bank, to draw by, instead of its items.",
)
@click.option(
    "--points",
    type=click.IntRange(1, 200),
    metavar="N",
    help=f"With --blueprint: points of each section (about {_POINTS}).",
)
@click.option(
    "--resit-of",
    metavar="CODE|PACK",
    shell_complete=complete_pack,
    help="Use the blueprint of that edition, and none of its items.",
)
@gathered(PackOptions)
@pass_project_to_start
def new_pack(project: ProjectFiles, name: str, options: PackOptions) -> None:
    """Make packs/NAME.yaml with a new seed."""
    if options.resit_of is not None:
        if options.summaries or options.banks or options.blueprint or options.points:
            raise click.UsageError(
                "--resit-of takes everything from the edition; "
                "remove --summary, --bank, --blueprint and --points"
            )
        _new_resit(project, name, options.resit_of)
    else:
        _new_pack(project, name, options)


def _new_pack(project: ProjectFiles, name: str, options: PackOptions) -> None:
    from generator.workflows.authoring.first_blueprint import blueprint_sections
    from generator.workflows.authoring.new import items_for_one_paper, new_seed, pack_skeleton
    from generator.workflows.project import load_project

    content = load_project(project).content
    require_known("summary", options.summaries, content.summaries)
    require_known("bank", options.banks, content.banks)
    sources = tuple(sorted(content.evidence))
    banks = [content.banks[bank] for bank in options.banks]
    if options.blueprint or options.points:
        if not options.blueprint or not banks:
            raise click.UsageError(
                "--blueprint needs a --bank to draw from, and --points needs --blueprint"
            )
        sections = blueprint_sections(list(dict.fromkeys(banks)), options.points or _POINTS)
        text = pack_skeleton(name, new_seed(), options.summaries, (), sources, sections)
        _create(project, "pack", name, text, _draw_next(name))
        return
    items, left_out = items_for_one_paper(banks)
    text = pack_skeleton(name, new_seed(), options.summaries, items, sources)
    reason = "because they may not be on one paper with others (not_with)"
    remark = f"{left_out} items are left out, {reason}; " if left_out else ""
    _create(project, "pack", name, text, f"{remark}{_EDIT}")


def _new_resit(project: ProjectFiles, name: str, code: str) -> None:
    from generator.workflows.authoring.new import new_seed
    from generator.workflows.authoring.resit import resit_text
    from generator.workflows.marking.status import handouts_of
    from generator.workflows.project import load_project

    edition = find_or_exit(project, code).edition
    classes = [handout.class_name for handout in handouts_of(project, edition.code)]
    text = resit_text(edition, load_project(project).content, name, new_seed(), classes)
    _create(project, "pack", name, text, _draw_next(name))


def _draw_next(name: str) -> str:
    return f"check its blueprint, then run 'packs draw {name}'"


@command.command("bank", epilog="Example:  packs new bank peace-operations")
@click.argument("name", callback=_name)
@pass_project_to_start
def new_bank(project: ProjectFiles, name: str) -> None:
    """Make questions/NAME.yaml with one draft item."""
    from generator.items import TYPES
    from generator.workflows.authoring.new import bank_skeleton, example
    from generator.workflows.project import load_project

    fact = example(load_project(project).content).fact
    _create(project, "bank", name, bank_skeleton(name, tuple(TYPES), fact))


@command.command("summary", epilog="Example:  packs new summary peace-operations")
@click.argument("name", callback=_name)
@pass_project_to_start
def new_summary(project: ProjectFiles, name: str) -> None:
    """Make packs/summaries/NAME.yaml."""
    from generator.workflows.authoring.new import example, summary_skeleton
    from generator.workflows.project import load_project

    source, as_of, fact = example(load_project(project).content)
    _create(project, "summary", name, summary_skeleton(name, source, as_of, fact))


@command.command("evidence", epilog="Example:  packs new evidence un-report-2020")
@click.argument("name", callback=_name)
@pass_project_to_start
def new_evidence(project: ProjectFiles, name: str) -> None:
    """Make questions/evidence/NAME.yaml: a source with two facts."""
    from generator.workflows.authoring.new import evidence_skeleton

    _create(project, "evidence", name, evidence_skeleton(name))


def _create(project: ProjectFiles, kind: str, name: str, text: str, next_step: str = _EDIT) -> None:
    """Write a new file and say what to do next; the command ends where the name is taken."""
    from generator.workflows.authoring.new import AlreadyThere, create_file

    try:
        file = create_file(project, kind, name, text)
    except AlreadyThere as error:
        fail(USAGE_ERROR, str(error))
    if file.folders:
        folders = " and ".join(f"{folder}/" for folder in file.folders)
        say(f"{folders} made in {project.root}, which is a project now")
    say(f"{file.path} made; {next_step}")
