"""`packs new`: files and items that an author starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain, count, fail, say
from generator.cli.editions import find_or_exit
from generator.cli.options import LateChoice, gathered, valid_name
from generator.cli.project import complete_pack, pass_project_to_start, require_known
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.first_pack import Chosen
    from generator.workflows.project import LoadedProject

_POINTS = 20  # of a section, unless --points gives them
_EDIT = "edit it, then run 'packs check'"
_OTHER_WORDS = {"source": "evidence", "fact": "evidence", "question": "item", "quiz": "pack"}
_PACK_EXAMPLE = "Example:  packs new pack mid-term --bank photosynthesis"
_ITEM_EXAMPLE = "Example:  packs new item --type matching --bank photosynthesis"


def _item_types() -> Iterable[str]:
    from generator.items import TYPES

    return TYPES


def _item_types_or_all() -> Iterable[str]:
    return (*_item_types(), "all")


class _Kinds(click.Group):
    """What can be made; a word for something else is answered with the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The kind that the first argument names, and the other arguments."""
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            from generator.content.messages import did_you_mean, either

            meant = _OTHER_WORDS.get(name, name)
            raise click.UsageError(
                f"'packs new' does not make '{name}'{did_you_mean(meant, self.commands)}; name "
                f"{either(tuple(self.commands))}",
                ctx,
            )
        return super().resolve_command(ctx, args)


@click.group("new", cls=_Kinds, epilog="Example:  packs new bank photosynthesis")
def command() -> None:
    """Make a new bank, item, pack, summary or evidence file.

    What is new has comments that explain each field. In a folder that is no project, packs/ and
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
@click.argument("name", callback=valid_name)
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
    """Make packs/NAME.yaml with a new seed.

    With --bank its sections have the items of that bank by type, short answers and essays last.
    Every item that is left out is named. Items without an id get one in their bank first.
    """
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
    from generator.workflows.authoring.first_pack import (
        PackStart,
        chosen_items,
        pack_text,
        sections_by_type,
        unnamed_sources,
        usual_minutes,
    )
    from generator.workflows.authoring.new import new_seed
    from generator.workflows.project import load_project

    loaded = load_project(project)
    content = loaded.content
    _require_readable(options.banks, loaded)
    require_known("summary", options.summaries, content.summaries)
    require_known("bank", options.banks, content.banks)
    banks = [content.banks[bank] for bank in dict.fromkeys(options.banks)]
    start = PackStart(
        name,
        new_seed(),
        options.summaries,
        unnamed_sources(content, banks),
        banks[0].language if banks else "en",
    )
    if options.blueprint or options.points:
        if not options.blueprint or not banks:
            raise click.UsageError(
                "--blueprint needs a --bank to draw from, and --points needs --blueprint"
            )
        sections = blueprint_sections(banks, options.points or _POINTS)
        text = pack_text(replace(start, sections=sections))
        _create(project, "pack", name, text, _draw_next(name))
        return
    if not banks:
        bank = next(iter(content.banks), "")
        other = f" ('packs new pack NAME --bank {bank}' names those of a bank)" if bank else ""
        _create(
            project,
            "pack",
            name,
            pack_text(start),
            f"name its items{other}, then run 'packs check'",
        )
        return
    if _ids_written(project, name, [bank.path for bank in banks], loaded):
        loaded = load_project(project)
        banks = [loaded.content.banks[bank.name] for bank in banks]
    chosen = chosen_items(loaded, banks)
    _report_left_out(chosen)
    if not chosen.items:
        fail(CONTENT_ERROR, f"{', '.join(options.banks)}: there is no item to put into a pack")
    sections = sections_by_type(chosen.items, start.language)
    text = pack_text(replace(start, sections=sections, minutes=usual_minutes(chosen.items)))
    number = count(len(chosen.items), "item")
    _create(project, "pack", name, text, f"{number}; run 'packs build {name}' to print it")


def _require_readable(banks: Iterable[str], loaded: LoadedProject) -> None:
    """End the command where a bank is there and cannot be read."""
    for bank in banks:
        if place := loaded.content.unread.banks.get(bank):
            fail(CONTENT_ERROR, f"{place.path} cannot be read; run 'packs check' to see why")


def _ids_written(
    project: ProjectFiles, name: str, paths: Sequence[str], loaded: LoadedProject
) -> bool:
    """Write ids into banks whose items have none, since a pack names items by their ids; whether
    that changed anything.  The command ends where the pack's own name is taken.
    """
    from generator.loading.proposed_ids import RULE
    from generator.workflows.authoring.fix import fix_files
    from generator.workflows.authoring.new import AlreadyThere, require_free

    lacking = {p.location.path for p in loaded.problems if p.rule == RULE} & set(paths)
    if not lacking:
        return False
    try:
        require_free(project, "pack", name)
    except AlreadyThere as error:
        fail(USAGE_ERROR, str(error))
    for file in fix_files(project, lacking.__contains__):
        ids = sum(line.is_new and " id: " in f" {line.text}" for line in file.lines)
        say(f"{file.path}: {count(ids, 'id')} written, by which packs name the items; they stay")
    return True


def _report_left_out(chosen: Chosen) -> None:
    for reason, names in chosen.left_out.items():
        complain(f"{count(len(names), 'item')} left out, {reason}: {', '.join(names)}")
    if "with errors" in chosen.left_out:
        complain("run 'packs check' to see the errors")


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


@command.command(
    "bank", epilog="Example:  packs new bank photosynthesis --type single --type matching"
)
@click.argument("name", callback=valid_name)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=LateChoice(_item_types_or_all),
    help="A type of item to have an example of (may be repeated; default: single).",
)
@click.option(
    "--sources",
    multiple=True,
    metavar="NAME",
    help="An evidence file that the bank rests on: each item then cites facts (may be repeated).",
)
@pass_project_to_start
def new_bank(
    project: ProjectFiles, name: str, types: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    """Make questions/NAME.yaml with an example of an item, as a draft."""
    from generator.items import TYPES
    from generator.workflows.authoring.templates import bank_text, example
    from generator.workflows.project import load_project

    content = load_project(project).content
    require_known("source", sources, content.evidence)
    fact = example(content, sources[0]).fact if sources else ""
    chosen = tuple(TYPES) if "all" in types else tuple(dict.fromkeys(types or ("single",)))
    _create(project, "bank", name, bank_text(name, chosen, sources, fact))


@command.command("item", epilog=_ITEM_EXAMPLE)
@click.option("--bank", required=True, metavar="NAME", help="The bank to put it into.")
@click.option(
    "--type",
    "type_name",
    type=LateChoice(_item_types),
    default="single",
    show_default=True,
    help="The type of item.",
)
@pass_project_to_start
def new_item(project: ProjectFiles, bank: str, type_name: str) -> None:
    """Put an example of an item at the end of a bank, as a draft.

    Everything else in the bank's file stays as it is.
    """
    from generator.items import TYPES
    from generator.workflows.authoring.new import NotAppended, append_item
    from generator.workflows.authoring.templates import free_id, item_lines, owner_of
    from generator.workflows.project import load_project

    content = load_project(project).content
    if bank in content.unread.banks:
        path = content.unread.banks[bank].path
        fail(CONTENT_ERROR, f"{path} cannot be read; run 'packs check' to see why")
    require_known("bank", [bank], content.banks)
    taken = {*content.items_by_id, *content.unread.items, *content.unread.drafts}
    item_id = free_id(bank, type_name, taken)
    path = content.banks[bank].path
    lines = item_lines(TYPES[type_name], item_id, owner_of(content, bank), set())
    try:
        line = append_item(project, path, lines)
    except NotAppended as error:
        fail(CONTENT_ERROR, str(error))
    say(f"{path}:{line}: {item_id} added; {_EDIT}")


@command.command("summary", epilog="Example:  packs new summary photosynthesis")
@click.argument("name", callback=valid_name)
@click.option(
    "--sources",
    metavar="NAME",
    help="An evidence file that the summary rests on: its paragraphs then name facts.",
)
@pass_project_to_start
def new_summary(project: ProjectFiles, name: str, sources: str | None) -> None:
    """Make packs/summaries/NAME.yaml."""
    from generator.workflows.authoring.templates import example, summary_text
    from generator.workflows.project import load_project

    content = load_project(project).content
    require_known("source", [sources] if sources else [], content.evidence)
    resting_on = example(content, sources) if sources else None
    _create(project, "summary", name, summary_text(name, resting_on))


@command.command("evidence", epilog="Example:  packs new evidence field-guide-2020")
@click.argument("name", callback=valid_name)
@pass_project_to_start
def new_evidence(project: ProjectFiles, name: str) -> None:
    """Make questions/evidence/NAME.yaml: a source with two facts."""
    from generator.workflows.authoring.templates import evidence_text

    _create(project, "evidence", name, evidence_text(name))


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
