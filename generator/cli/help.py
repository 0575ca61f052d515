"""`packs help`: the chapters of the guide for authors."""

from __future__ import annotations

import sys

import click

from generator.cli.console import safe, say

_LINES = 24  # of a terminal: longer texts are shown page by page


@click.command("help", epilog="Example:  packs help matching")
@click.argument("topic", required=False)
@click.option("--list", "as_list", is_flag=True, help="List the topics.")
def command(topic: str | None, as_list: bool) -> None:
    """Show the guide, or what an item type prints.

    TOPIC is a chapter or the name of an item type. Without it, shows how to start, and lists
    the topics.
    """
    from generator.content.messages import did_you_mean
    from generator.workflows.authoring.guide import TOPICS, topic_lines, topic_text

    if as_list:
        say("\n".join(topic_lines()))
        return
    if topic is None:
        topics = "\n".join(f"  {line}" for line in topic_lines())
        _show(f"{topic_text('start')}\n\nTopics, for 'packs help TOPIC':\n\n{topics}")
        return
    if topic not in TOPICS:
        raise click.UsageError(
            f"there is no topic '{topic}'{did_you_mean(topic, TOPICS)}; "
            "run 'packs help --list' to see all topics, or 'packs COMMAND --help' for a command"
        )
    _show(topic_text(topic))


def _show(text: str) -> None:
    """Print a text; page by page where a terminal is too low for it."""
    if _on_terminal() and text.count("\n") >= _LINES:
        click.echo_via_pager(f"{safe(text)}\n")
    else:
        say(text)


def _on_terminal() -> bool:
    return sys.stdout.isatty()
