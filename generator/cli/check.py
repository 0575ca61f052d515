"""`packs check`: every problem of a project in one run, and what each rule asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, complain_all, count, fail, say, say_json
from generator.cli.options import gathered, text_or_json_option
from generator.problems import ERROR, NOTE, WARNING
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.content.model import Content
    from generator.problems import Problem
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.fix import FixedFile


@dataclass(frozen=True)
class CheckOptions:
    """The options of `packs check`."""

    select: str | None
    skip: str | None
    strict: bool
    fix: bool
    dry_run: bool
    list_rules: bool
    explain: str | None
    output: str


@click.command("check", epilog="Example:  packs check questions/photosynthesis.yaml --fix")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--select", metavar="RULE,…", help="Report only what these rules find.")
@click.option("--skip", metavar="RULE,…", help="Report nothing that these rules find.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option(
    "--fix",
    is_flag=True,
    help="First write into the files what is certain: missing ids, seeds and sources, quotes "
    "around a text with a colon, forgotten hyphens, spaces for tabs.",
)
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes, and write nothing.")
@click.option("--list", "list_rules", is_flag=True, help="List the rules, and check nothing.")
@click.option(
    "--explain", metavar="RULE", help="Show what a rule asks for and why, and check nothing."
)
@text_or_json_option
@gathered(CheckOptions)
@click.pass_obj
def command(folder: Path, paths: tuple[Path, ...], options: CheckOptions) -> None:
    """Check all evidence, banks, summaries and packs.

    Prints one line for each problem with file, line and column, then how many there are; exits with
    1 if there is an error. With PATH, only problems in those files and folders are reported; all
    files are read, because they depend on one another. An error that keeps a file from being read
    belongs to no rule and is always reported. With --fix, comments and layout stay as they are, and
    every changed line is shown.
    """
    if options.dry_run and not options.fix:
        raise click.UsageError("--dry-run shows what --fix would do; add --fix")
    if options.list_rules:
        _list_rules(options.output)
    elif options.explain:
        _explain_rule(options.explain, options.output)
    else:
        _check(folder, paths, options)


def _check(folder: Path, paths: tuple[Path, ...], options: CheckOptions) -> None:
    from generator.checks.listing import listed
    from generator.checks.run import RULES, check_forms
    from generator.render.pdf import coverage
    from generator.storage.files import ProjectFiles
    from generator.workflows.authoring.fix import MENDABLE
    from generator.workflows.build.page_budget import over_budget
    from generator.workflows.build.page_fit import page_fit
    from generator.workflows.project import key_letters, load_project, quizzes

    selected = _rule_names(options.select, "--select") or frozenset(RULES)
    selected -= _rule_names(options.skip, "--skip")
    project = ProjectFiles.find(folder)
    is_reported = _path_filter(project, folder, paths)
    fixed: tuple[FixedFile, ...] = ()
    if options.fix:
        from generator.workflows.authoring.fix import fix_files

        fixed = fix_files(project, is_reported, write=not options.dry_run)
        if options.output == "text":
            _report_fixed(fixed, options.dry_run)
    former = {file.path: file.former_path for file in fixed}
    loaded = load_project(project, coverage())
    arranged = quizzes(loaded)
    of_forms = check_forms(loaded.content, key_letters(arranged))
    of_pages = (*page_fit(loaded.content, arranged), *over_budget(loaded.content, arranged))
    problems = [
        problem
        for problem in sorted({*loaded.problems, *of_forms, *of_pages})
        if (problem.rule not in RULES or problem.rule in selected)
        and is_reported(former.get(problem.location.path, problem.location.path))
    ]
    severities = [problem.severity for problem in problems]
    if options.output == "json":
        in_order = listed(problems)
        shown = [problem.severity for problem in in_order]
        counts = {severity: shown.count(severity) for severity in (ERROR, WARNING, NOTE)}
        say_json(
            {
                "problems": [_plain(problem) for problem in in_order],
                "counts": counts,
                **({"fixed": [_plain_fix(file) for file in fixed]} if options.fix else {}),
            }
        )
    else:
        complain_all(problems)
        say(_summary(loaded.content))
        if not options.fix and any(problem.rule in MENDABLE for problem in problems):
            say("some of this may be mended for you: run 'packs check --fix'")
    if ERROR in severities or (options.strict and WARNING in severities):
        fail(CONTENT_ERROR)


def _report_fixed(fixed: Sequence[FixedFile], dry_run: bool) -> None:
    """Show each changed line as it was and as it is."""
    for file in fixed:
        say(file.path if file.path == file.former_path else f"{file.former_path} → {file.path}")
        for line in file.lines:
            say(f"{line.number:>6} {'+' if line.is_new else '-'} {line.text}")
    done = "would be changed" if dry_run else "changed"
    say(f"{count(len(fixed), 'file')} {done}" if fixed else "nothing to fix for certain")


def _plain_fix(file: FixedFile) -> dict[str, object]:
    return {
        "path": file.path,
        "former_path": file.former_path,
        "lines": [
            {"line": line.number, "text": line.text, "new": line.is_new} for line in file.lines
        ],
    }


def _rule_names(typed: str | None, option: str) -> frozenset[str]:
    """The rules of a list with commas; a usage error where there is no such rule."""
    from generator.checks.run import RULES

    names = [name.strip() for name in (typed or "").split(",") if name.strip()]
    _require_rules(names, option, RULES)
    return frozenset(names)


def _require_rules(names: Sequence[str], option: str, rules: Iterable[str]) -> None:
    from generator.content.messages import did_you_mean

    for name in names:
        if name not in rules:
            raise click.BadParameter(
                f"there is no rule '{name}'{did_you_mean(name, rules)}; "
                "run 'packs check --list' to see all rules",
                param_hint=option,
            )


def _path_filter(
    project: ProjectFiles, folder: Path, paths: tuple[Path, ...]
) -> Callable[[str], bool]:
    """Whether a file of the project is one of those paths or in one of those folders."""
    if not paths:
        return lambda path: True
    tops = [_relative(project, folder, path) for path in paths]
    return lambda path: any(top == "." or path == top or path.startswith(f"{top}/") for top in tops)


def _relative(project: ProjectFiles, folder: Path, path: Path) -> str:
    """A path of the current folder, of that of -C or of the project, relative to the project.

    A usage error where it is neither.
    """
    for candidate in (path, folder / path, project.root / path):
        absolute = candidate.resolve()
        if absolute.is_relative_to(project.root):
            relative = absolute.relative_to(project.root).as_posix()
            if relative == "." or project.exists(relative):
                return relative
    raise click.BadParameter(f"'{path}' is not a file or folder of this project", param_hint="PATH")


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
    packs, banks = count(len(content.packs), "pack"), count(len(content.banks), "bank")
    summaries = count(len(content.summaries), "summary")
    return (
        f"checked {packs}, {banks} with {count(items, 'item')}, {summaries}"
        f"{', ' + count(facts, 'fact') if content.evidence else ''}"
    )


def _list_rules(output: str) -> None:
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
    say(f"{count(len(RULES), 'rule')}; run 'packs check --explain RULE' to see the reason for one")


def _explain_reading(name: str, says: str, output: str) -> None:
    """What is reported besides the checks cannot be selected, skipped or ignored."""
    if output == "json":
        say_json({"rule": name, "severity": ERROR, "ignorable": False, "promise": says})
        return
    say(f"{name}: always reported")
    say()
    say(says)


def _explain_rule(name: str, output: str) -> None:
    from generator.checks.run import RULES
    from generator.loading.rules import READING_RULES

    _require_rules([name], "--explain", {**RULES, **READING_RULES})
    if name not in RULES:
        _explain_reading(name, READING_RULES[name], output)
        return
    rule = RULES[name]
    if output == "json":
        say_json(
            {
                "rule": name,
                "severity": rule.severity,
                "ignorable": rule.ignorable,
                "sourced": rule.sourced,
                "promise": rule.promise,
                "measured": rule.measured,
            }
        )
        return
    can = rule.ignorable
    may = "an item may ignore it with a reason" if can else "it cannot be ignored, because "
    where = ", in sourced banks and summaries only" if rule.sourced else ""
    say(f"{name}: {rule.severity}{where}; {may}{rule.always_reported}")
    say()
    say(rule.promise)
    if rule.measured:
        say(f"Measured: {rule.measured}.")
