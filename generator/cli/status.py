"""`packs status`: what has changed since editions were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, complain, count, fail, say, say_json
from generator.cli.options import text_or_json_option
from generator.cli.project import pass_project

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.status import EditionStatus, ItemImpact

_MOST_FORMS = 4  # whose question numbers are shown
# Those of editions.impact, which is slow to load, and `packs --help` loads every command.
CLASSES = ("cosmetic", "wording", "answer", "evidence", "retired")


@click.command("status", epilog="Example:  packs status --fail-on answer")
@text_or_json_option
@click.option(
    "--fail-on",
    "fatal",
    type=click.Choice(CLASSES),
    multiple=True,
    help="Exit with 1 if there is a change of this class. May be repeated.",
)
@pass_project
def command(project: ProjectFiles, output: str, fatal: tuple[str, ...]) -> None:
    """Show what has changed in printed editions, and what to do.

    Every item that has changed is in a class. cosmetic: nothing to do. wording: do not mix copies.
    answer: mark again. evidence: review. retired: decide and announce.
    """
    from generator.workflows.marking.status import status
    from generator.workflows.project import load_project

    editions = status(project, load_project(project))
    if output == "json":
        say_json([edition.plain() for edition in editions])
    elif not editions:
        say("no edition was handed out; run 'packs handout CODE --copies N' after you print one")
    else:
        for edition in editions:
            _report(edition)
    for edition in editions:
        for trouble in edition.troubles:
            complain(trouble)
        if edition.not_compared:
            items = count(len(edition.not_compared), "item")
            complain(
                f"{edition.code}: {items} could not be read and not be compared "
                f"({', '.join(edition.not_compared)}); run 'packs check' to see why"
            )
    classes = {impact.kind for edition in editions for impact in edition.impacts}
    unread = any(edition.troubles or edition.not_compared for edition in editions)
    if classes.intersection(fatal) or unread:
        fail(CONTENT_ERROR)


def _report(edition: EditionStatus) -> None:
    say(f"{edition.code}  {edition.title or edition.pack}  ({edition.pack})")
    for handout in edition.handouts:
        copies = count(handout.copies, "copy")
        say(f"  printed for {handout.class_name} on {handout.date}, {copies}")
    if edition.revision > min(edition.revisions_then, default=edition.revision):
        then, now = " or ".join(map(str, edition.revisions_then)), edition.revision
        say(f"  its key was revision {then} when it was printed and is revision {now} now")
    for impact in edition.impacts:
        say(f"  {impact.kind:9} {_item(impact)}: {', '.join(impact.what)}")
        say(f"  {'':9} {impact.consequence}")
    if changed := len({impact.item for impact in edition.impacts}):
        unchanged = edition.items - changed - len(edition.not_compared)
        say(f"  {count(unchanged, 'item')} unchanged")
    elif edition.is_compared:
        say("  nothing changed")
    elif edition.items:
        say("  nothing changed in what could be read")
    else:
        say("  it could not be compared")
    if edition.current and edition.current != edition.code:
        say(
            f"  a build would make another edition now, {edition.current}; "
            f"run 'packs diff {edition.code} now' to see what differs"
        )


def _item(impact: ItemImpact) -> str:
    """An item's id and its number on the first forms."""
    numbers = ", ".join(f"{number} on {form}" for form, number in impact.numbers[:_MOST_FORMS])
    more = " …" if len(impact.numbers) > _MOST_FORMS else ""
    return f"{impact.item} (question {numbers}{more})"
