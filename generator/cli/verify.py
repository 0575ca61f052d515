"""`packs verify`: everything rebuilt in memory and compared with the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain, count, fail, say, say_json
from generator.cli.editions import exit_on_edition_error
from generator.cli.options import text_or_json_option
from generator.cli.project import pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles
    from generator.workflows.build.verify import Finding
    from generator.workflows.project import LoadedProject


@click.command("verify", epilog="Example:  packs verify")
@click.option(
    "--leaks",
    is_flag=True,
    help="Also search the files for students and the printer for anything of the key side.",
)
@text_or_json_option
@pass_project
def command(project: ProjectFiles, output: str, leaks: bool) -> None:
    """Rebuild everything in memory and compare it with the disk.

    Lists every file that was edited or cut short, is out of date, is missing or does not belong
    there, and every damaged record; exits with 1 if there is one. Packs that cannot be built now
    are compared with the list of built files. With --leaks, every file for students is opened by
    programs that did not write it, and searched for reasons, schemes, evidence, item names and the
    seed, in every spelling; whatever a paper has no use for is named too.
    """
    from generator.render.pdf import coverage
    from generator.workflows.build.verify import verify
    from generator.workflows.project import load_project

    loaded = load_project(project, coverage())
    with exit_on_edition_error():
        findings, checked = verify(project, loaded)
    if leaks:
        findings = sorted([*findings, *_leaks(project, loaded)])
    if output == "json":
        say_json(
            [
                {"path": finding.path, "finding": finding.kind, "why": finding.why}
                for finding in findings
            ]
        )
    else:
        for finding in findings:
            say(f"{finding.path}: {finding.kind}: {finding.why}")
    for name in loaded.pack_names:
        if loaded.stoppers(name):
            complain(
                f"{name} cannot be built now, so its files were only compared "
                "with the list of built files"
            )
    if output == "text":
        problems = count(len(findings), "problem") if findings else "no problems"
        say(f"{count(checked, 'file')} checked; {problems}")
    if findings:
        fail(CONTENT_ERROR)


def _leaks(project: ProjectFiles, loaded: LoadedProject) -> tuple[Finding, ...]:
    from generator.workflows.leaks.leaks import find_leaks
    from generator.workflows.leaks.pdf_parts import NoPdfReader

    try:
        search = find_leaks(project, loaded.content)
    except NoPdfReader as error:
        fail(USAGE_ERROR, str(error))
    complain(
        f"searched {count(search.files, 'file')} for students and the printer for "
        f"{count(search.needles_count, 'piece')} of what the key side holds"
    )
    return search.findings
