"""`packs build`: content to printed files."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain, complain_all, count, say
from generator.problems import ERROR, WARNING

if TYPE_CHECKING:
    from generator.workflows.build.build import BuildResult, BuiltFile, Progress

STEPS = ("quiz", "paper", "key", "briefing", "files")


@click.command("build", epilog="Example:  packs build frozen-conflicts")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option(
    "--draft",
    is_flag=True,
    help="Build packs that name draft items too: marked DRAFT, without code or record.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Say of each document why it was made again, or that its file could stay.",
)
@click.option(
    "--force", is_flag=True, help="Make all files again, those of printed editions apart."
)
@click.option(
    "--clean",
    is_flag=True,
    help="Also remove files of earlier builds that the list of built files has lost.",
)
@click.pass_context
def build_command(
    ctx: click.Context, packs: tuple[str, ...], draft: bool, explain: bool, force: bool, clean: bool
) -> None:
    """Build the PDFs of packs (all of them, if none is named) into output/.

    Only documents that changed are made again; all other files stay untouched. A pack is stopped only by errors in files it
    uses; the others are built, and the exit code is 1.
    """
    folder: Path = ctx.obj
    gc.disable()  # a build makes many values and no cycles worth collecting before it ends
    ctx.exit(0 if build_once(folder, packs, draft, explain, force, clean) else 1)


def build_once(
    folder: Path,
    packs: Sequence[str],
    draft: bool = False,
    explain: bool = False,
    force: bool = False,
    clean: bool = False,
) -> bool:
    """Build, and say what became of it; whether all went well."""
    from generator.render.pdf import coverage
    from generator.storage.files import ProjectFiles
    from generator.workflows.build.build import BuildOptions, build
    from generator.workflows.project import DRAFT_RULE, load_project

    project = ProjectFiles.find(folder)
    reading = load_project(project, coverage())
    names = list(dict.fromkeys(packs)) or list(reading.pack_names)
    _refuse_unknown(names, reading.pack_names)
    problems = (
        reading.problems if not packs else sorted({p for name in names for p in reading.of(name)})
    )
    if not names:
        complain_all(problems)
        complain("there are no packs in packs/; 'packs new pack NAME' makes one")
        return False
    with _bar(len(names)) as progress:
        built = build(project, reading, names, BuildOptions(draft, force, clean), progress)
    forgiven = DRAFT_RULE if draft else ""
    errors = {p for p in problems if p.severity == ERROR and p.rule != forgiven} | {
        p for one in built for p in one.stopped
    }
    complain_all(errors)
    if warnings := sum(
        p.severity == WARNING for p in problems
    ):  # their texts can tell which option is wrong
        complain(f"{count(warnings, 'warning')}; 'packs check' says what about")
    report(built, explain)
    return not errors


def report(built: Sequence[BuildResult], explain: bool = False) -> None:
    """Say what was made: what to print where something was, one line for all packs that are up to date."""
    fresh = [one for one in built if not one.up_to_date or explain]
    for one in fresh:
        _report(one, explain)
    if done := [one for one in built if one not in fresh]:
        codes = ", ".join(f"{one.pack} {one.code}".rstrip() for one in done)
        say(f"{count(len(done), 'pack')} up to date: {codes}")
    for one in built:
        for remark in one.remarks:
            complain(f"{one.pack}: {remark}")


def _refuse_unknown(names: list[str], known: tuple[str, ...]) -> None:
    from generator.content.fields import suggestion

    for name in names:
        if name not in known:
            raise click.UsageError(
                f"there is no pack '{name}'{suggestion(name, known)}; 'packs list' lists them"
            )


class _bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, packs: int) -> None:
        self._shown = sys.stderr.isatty()
        self._bar = (
            click.progressbar(
                length=packs * len(STEPS),
                file=sys.stderr,
                label="building",
                item_show_func=lambda item: item,
            )
            if self._shown
            else None
        )

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.__enter__()
        return self._step

    def __exit__(self, *failure: object) -> None:
        if self._bar:
            self._bar.__exit__(*failure)  # type: ignore[arg-type]

    def _step(self, pack: str, step: str) -> None:
        if self._bar:
            self._bar.update(step in STEPS, f"{pack}: {step}")


def _report(one: BuildResult, explain: bool) -> None:
    from generator.documents import Audience

    if one.stopped:
        say(f"{one.pack}: not built; {count(len(one.stopped), 'error')}, files as they were")
        return
    parts = [
        one.pack,
        *(
            [
                one.code,
                f"revision {one.revision}" if one.revision else "draft",
                count(one.forms, "form"),
            ]
            if one.code
            else []
        ),
    ]
    say("  ".join(parts))
    if explain:
        for label, why in one.reasons:
            say(f"  {label}: {why or 'up to date'}")
    for made in (
        () if one.up_to_date else sorted(one.made, key=lambda made: not made.copies)
    ):  # what to print comes first
        use = (
            "print "
            if made.copies
            else "keep  "
            if made.output.kind.audience is Audience.TEACHER
            else "single"
        )
        say(f"  {use}  {made.path}  ({size(made)})")
    for path in one.removed:
        say(f"  removed  {path}")


def size(made: BuiltFile) -> str:
    """A file's pages and sheets, and what its copies take."""
    if made.each:
        per = sorted(set(made.each))
        of = count(per[0], "sheet") if len(per) == 1 else f"{per[0]} to {per[-1]} sheets"
        return f"all {count(made.copies, 'copy')}, {of} each: {count(made.sheets, 'sheet')}, {made.output.sides}"
    if not made.pages:
        return "text"
    alone = f"{count(made.pages, 'page')}, {count(made.sheets, 'sheet')}"
    if not made.copies:
        return alone
    return f"{alone}; {count(made.copies, 'copy')}: {count(made.copies * made.sheets, 'sheet')}, {made.output.sides}"
