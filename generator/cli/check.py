"""`packs check`: every problem of a project in one run.

In: a project.  Out: one line per problem on standard error, and a count.
Never writes.
"""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import complain_all, count, say
from generator.problem import ERROR, WARNING


@click.command("check", epilog="Example:  packs check --strict")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.pass_context
def check_command(ctx: click.Context, strict: bool) -> None:
    """Check all evidence, banks, summaries and packs.

    Prints one line per problem with file, line and column, and exits with 1 if there is an error.
    """
    folder: Path = ctx.obj
    from generator.disk import Project
    from generator.reading import read_project
    from generator.typeset import coverage

    reading = read_project(Project.find(folder), coverage())
    content = reading.content
    complain_all(reading.problems)
    items = sum(len(bank.items) for bank in content.banks.values())
    facts = sum(len(evidence.facts) for evidence in content.evidence.values())
    say(f"checked {count(len(content.packs), 'pack')}, {count(len(content.banks), 'bank')} with {count(items, 'item')}, "
        f"{count(len(content.summaries), 'summary').replace('summarys', 'summaries')}, {count(facts, 'fact')}")
    severities = {problem.severity for problem in reading.problems}
    ctx.exit(1 if ERROR in severities or (strict and WARNING in severities) else 0)
