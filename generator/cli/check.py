"""`packs check`: every problem of a project in one run, and what each rule asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import complain_all, count, say, say_json
from generator.problems import ERROR, WARNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.content.model import Content
    from generator.problems import Problem
    from generator.storage.files import ProjectFiles


@click.command("check", epilog="Example:  packs check questions/my-bank.yaml --strict")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--select", metavar="RULE,…", help="Report only what these rules find.")
@click.option("--skip", metavar="RULE,…", help="Report nothing that these rules find.")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option("--list", "listed", is_flag=True, help="List the rules, and check nothing.")
@click.option(
    "--explain", metavar="RULE", help="Say what a rule asks for and why, and check nothing."
)
@click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def check_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    select: str | None,
    skip: str | None,
    strict: bool,
    listed: bool,
    explain: str | None,
    output: str,
) -> None:
    """Check all evidence, banks, summaries and packs.

    Prints one line per problem with file, line and column, then a count, and exits with 1 if there is an error.  PATH
    limits the report to files and folders; everything is read all the same, because files rest on one another.  What
    keeps a file from being read has no rule and is always reported.
    """
    if listed or explain:
        _list(output) if listed else _explain(explain or "", output)
        return
    from generator.checks.run import RULES, check_forms
    from generator.render.pdf import coverage
    from generator.storage.files import ProjectFiles
    from generator.workflows.project import key_letters, load_project

    only = _named(select, "--select") or frozenset(RULES)
    wanted = only - _named(skip, "--skip")
    folder: Path = ctx.obj
    project = ProjectFiles.find(folder)
    within = _within(project, folder, paths)
    reading = load_project(project, coverage())
    found = sorted({*reading.problems, *check_forms(reading.content, key_letters(reading))})
    problems = [
        p for p in found if (p.rule not in RULES or p.rule in wanted) and within(p.location.path)
    ]
    if output == "json":
        say_json(
            {
                "problems": [_plain(problem) for problem in problems],
                "counts": {
                    severity: sum(p.severity == severity for p in problems)
                    for severity in ("error", "warning", "note")
                },
            }
        )
    else:
        complain_all(problems)
        say(_summary(reading.content))
    severities = {problem.severity for problem in problems}
    ctx.exit(1 if ERROR in severities or (strict and WARNING in severities) else 0)


def _named(given: str | None, option: str) -> frozenset[str]:
    """The rules of a list; one that there is not is a mistake in the call."""
    from generator.checks.run import RULES

    names = [name.strip() for name in (given or "").split(",") if name.strip()]
    for name in names:
        _known(name, option, RULES)
    return frozenset(names)


def _known(name: str, option: str, rules: Iterable[str]) -> None:
    from generator.content.messages import did_you_mean

    if name not in rules:
        raise click.BadParameter(
            f"there is no rule '{name}'{did_you_mean(name, rules)}; 'packs check --list' lists them",
            param_hint=option,
        )


def _within(project: ProjectFiles, folder: Path, paths: tuple[Path, ...]) -> Callable[[str], bool]:
    """Whether a file of the project is one of those asked for, or in one of the folders."""
    if not paths:
        return lambda path: True
    inside = []
    for path in paths:
        for place in (path, folder / path):
            real = place.resolve()
            if real.is_relative_to(project.root):
                relative = real.relative_to(project.root).as_posix()
                if relative == "." or project.exists(relative):
                    inside.append(relative)
                    break
        else:
            raise click.BadParameter(
                f"'{path}' is no file or folder of this project", param_hint="PATH"
            )
    return lambda path: any(
        top == "." or path == top or path.startswith(f"{top}/") for top in inside
    )


def _plain(problem: Problem) -> dict[str, object]:
    place = problem.location
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
    }


def _summary(content: Content) -> str:
    items = sum(len(bank.items) for bank in content.banks.values())
    facts = sum(len(evidence.facts) for evidence in content.evidence.values())
    summaries = count(len(content.summaries), "summary").replace("summarys", "summaries")
    return (
        f"checked {count(len(content.packs), 'pack')}, {count(len(content.banks), 'bank')} with "
        f"{count(items, 'item')}, {summaries}, {count(facts, 'fact')}"
    )


def _list(output: str) -> None:
    from generator.checks.run import RULES

    if output == "json":
        say_json(
            [
                {
                    "rule": rule.name,
                    "severity": rule.severity,
                    "ignorable": rule.ignorable,
                    "says": rule.says,
                }
                for rule in RULES.values()
            ]
        )
        return
    width = max(map(len, RULES))
    for rule in RULES.values():
        say(f"{rule.name:{width}}  {rule.severity:7}  {rule.says}")
    say(f"{count(len(RULES), 'rule')}; 'packs check --explain RULE' says why")


def _explain(name: str, output: str) -> None:
    from generator.checks.run import RULES

    _known(name, "--explain", RULES)
    rule = RULES[name]
    if output == "json":
        say_json(
            {
                "rule": name,
                "severity": rule.severity,
                "ignorable": rule.ignorable,
                "promise": rule.promise,
            }
        )
        return
    say(
        f"{name}: {rule.severity}"
        + ("; an item may ignore it with a reason" if rule.ignorable else "")
    )
    say()
    say(rule.promise)
