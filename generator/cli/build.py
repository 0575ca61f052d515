"""`packs build`: content to printed files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, complain, complain_all, count, fail, say
from generator.cli.options import draft_option
from generator.cli.project import complete_pack, pass_project, require_packs
from generator.problems import ERROR, WARNING

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles
    from generator.workflows.build.build import BuildResult, BuiltFile, Progress
    from generator.workflows.build.unchanged import LeftToCheck, UpToDate

_WIDE, _BAR = 72, 20  # columns: of a terminal with room for a bar, and of the bar
STEPS = ("quiz", "paper", "key", "briefing", "files")


@click.command("build", epilog="Example:  packs build first-quiz")
@click.argument("packs", nargs=-1, metavar="[PACK]...", shell_complete=complete_pack)
@draft_option
@click.option("--explain", is_flag=True, help="Show for each document why it was rebuilt or kept.")
@click.option("--force", is_flag=True, help="Rebuild all files except those of printed editions.")
@click.option(
    "--clean",
    is_flag=True,
    help="Also delete old files that are no longer on the list of built files.",
)
@pass_project
def command(
    project: ProjectFiles,
    packs: tuple[str, ...],
    draft: bool,
    explain: bool,
    force: bool,
    clean: bool,
) -> None:
    """Build the PDFs of packs into output/.

    Without PACK, builds all packs. Only documents that changed are rebuilt; all other files stay as
    they are. An error stops only the packs that use the file with the error; the others are built,
    and the exit code is 1.
    """
    gc.disable()  # a build makes many values and no cycles worth collecting before it ends
    if not build_once(project, packs, draft, explain, force, clean):
        fail(CONTENT_ERROR)


def build_once(
    project: ProjectFiles,
    packs: Sequence[str],
    draft: bool = False,
    explain: bool = False,
    force: bool = False,
    clean: bool = False,
) -> bool:
    """Build, and say what became of it; whether all went well."""
    from generator.workflows.build import unchanged

    request = (tuple(packs), draft)
    before = "" if explain or force or clean else _state(project, request)
    if before and (found := unchanged.found_before(project, before)):
        _report_up_to_date(found)
        return True

    from generator.checks.run import check_forms
    from generator.render.pdf import coverage
    from generator.workflows.build.build import BuildOptions, build
    from generator.workflows.project import DRAFT_RULE, key_letters, load_project, quizzes

    loaded = load_project(project, coverage(), packs)
    names = list(dict.fromkeys(packs)) or list(loaded.pack_names)
    require_packs(project, names, loaded.pack_names)
    problems = set(loaded.problems)
    if packs:
        problems = {problem for name in names for problem in loaded.of(name)}
    if not names:
        complain_all(problems)
        complain("there are no packs in packs/; run 'packs new pack NAME' to make one")
        return False
    with _progress(len(names)) as progress:
        results = build(project, loaded, names, BuildOptions(draft, force, clean), progress)
    allowed = DRAFT_RULE if draft else ""
    errors = {
        problem for problem in problems if problem.severity == ERROR and problem.rule != allowed
    }
    for result in results:
        errors.update(result.stopped)
    complain_all(errors)
    # Warnings can tell which option is wrong, and students may see this screen: only count them.
    of_forms = check_forms(loaded.content, key_letters(quizzes(loaded, names)))
    warnings = (
        0
        if loaded.banks_not_read
        else sum(problem.severity == WARNING for problem in {*problems, *of_forms})
    )
    left = unchanged.LeftToCheck(warnings, loaded.banks_not_read)
    _say_what_is_left(left)
    report(results, explain)
    nothing_to_do = all(result.up_to_date and not result.remarks for result in results)
    if before and nothing_to_do and not errors and _state(project, request) == before:
        codes = tuple((result.pack, result.code) for result in results)
        unchanged.keep(project, before, unchanged.UpToDate(codes, left))
    return not errors


def _state(project: ProjectFiles, request: Sequence[object]) -> str:
    """The state of project and program, "" where it cannot be told."""
    from generator.storage import state

    try:
        return state.state_of(project, request)
    except state.Unhashable:
        return ""


def _report_up_to_date(found: UpToDate) -> None:
    _say_what_is_left(found.left)
    _say_up_to_date(found.packs)


def _say_up_to_date(packs: Sequence[tuple[str, str]]) -> None:
    codes = ", ".join(f"{pack} {code}".rstrip() for pack, code in packs)
    say(f"{count(len(packs), 'pack')} up to date: {codes}")


def _say_what_is_left(left: LeftToCheck) -> None:
    if left.warnings:
        complain(f"{count(left.warnings, 'warning')}; run 'packs check' to see them")
    if left.banks:
        banks = count(left.banks, "bank")
        complain(f"{banks} not read, as no question here is from there; 'packs check' reads all")


@contextmanager
def _progress(packs: int) -> Iterator[Progress]:
    """What a build reports its steps to: a progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda pack, step: None
        return
    room = os.get_terminal_size(sys.stderr.fileno()).columns
    is_wide = room >= _WIDE
    used = _BAR + 32 if is_wide else 17  # columns, the step apart

    def shown(step: object) -> str | None:
        return None if step is None else str(step)[: max(0, room - used)]

    bar = click.progressbar(
        length=packs * len(STEPS),
        file=sys.stderr,
        label="building",
        width=_BAR,
        show_eta=is_wide,
        bar_template="%(label)s  [%(bar)s]  %(info)s" if is_wide else "%(label)s  %(info)s",
        item_show_func=shown,
    )

    def advance(pack: str, step: str) -> None:
        steps = 1 if step in STEPS else 0
        bar.update(steps, f"{pack}: {step}")

    with bar:
        yield advance


def report(results: Sequence[BuildResult], explain: bool = False) -> None:
    """Say what was built: what to print, and in one line which packs are up to date."""
    up_to_date = [] if explain else [result for result in results if result.up_to_date]
    for result in results:
        if explain or not result.up_to_date:
            _report_pack(result, explain)
    if up_to_date:
        _say_up_to_date([(result.pack, result.code) for result in up_to_date])
    for result in results:
        for remark in result.remarks:
            complain(f"{result.pack}: {remark}")


def _report_pack(result: BuildResult, explain: bool) -> None:
    from generator.checks.listing import listed

    if result.stopped:
        errors = count(len(listed(result.stopped)), "error")
        files = "Its old files are unchanged" if result.has_old_files else "It has no files yet"
        say(f"{result.pack} was not built: {errors}. {files}")
        return
    say(_heading(result))
    if explain:
        for document, reason in result.reasons:
            say(f"  {document}: {reason or 'up to date'}")
    if not result.up_to_date:
        in_order_of_use = sorted(
            result.files, key=lambda file: (not file.copies, not file.output.kind.for_marking)
        )
        for file in in_order_of_use:
            say(f"  {_use(file):6}  {file.path}  ({size(file)})")
    for path in result.removed:
        say(f"  removed  {path}")
    if not result.up_to_date and len(result.files) > 1:
        # The list above may have gone off the screen with the line that matters at its head.
        for file in result.files:
            if file.copies:
                say(f"print {file.path} ({size(file)})")
            elif file.output.kind.for_marking:
                say(f"mark with {file.path} ({size(file)})")


def _heading(result: BuildResult) -> str:
    """The pack, and for a quiz its code, revision and number of forms."""
    if not result.code:
        return result.pack
    revision = f"revision {result.revision}" if result.revision else "draft"
    return "  ".join([result.pack, result.code, revision, count(result.forms, "form")])


def _use(file: BuiltFile) -> str:
    """What a file is for: to print, to mark with, to keep, or to print a single copy when somebody
    needs one.
    """
    from generator.documents import Audience

    if file.copies:
        return "print"
    if file.output.kind.for_marking:
        return "mark"
    return "keep" if file.output.kind.audience is Audience.TEACHER else "single"


def size(file: BuiltFile) -> str:
    """A file's pages and sheets, and what its copies take."""
    if file.each:
        fewest, most = min(file.each), max(file.each)
        sheets = count(most, "sheet") if fewest == most else f"{fewest} to {most} sheets"
        copies = f"all {count(file.copies, 'copy')}, {sheets} each"
        return f"{copies}: {count(file.sheets, 'sheet')}, {file.output.sides}"
    if not file.pages:
        return "text"
    once = f"{count(file.pages, 'page')}, {count(file.sheets, 'sheet')}"
    if not file.copies:
        return once
    sheets = count(file.copies * file.sheets, "sheet")
    return f"{once}; {count(file.copies, 'copy')}: {sheets}, {file.output.sides}"
