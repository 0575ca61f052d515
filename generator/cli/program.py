"""The program `packs`: its commands, its own options, and the exit code of what goes wrong."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click

from generator import __version__
from generator.cli.console import (
    CONTENT_ERROR,
    DISK_ERROR,
    INTERRUPTED,
    USAGE_ERROR,
    OutputFailed,
    fail,
    is_interrupt,
    safe,
)

# Every command with its module, which calls it `command`: in groups by the instructor's day, in the
# order in which they are met.
GROUPS = {
    "Write": {
        "init": "init",
        "new": "new",
        "import": "import_items",
        "check": "check",
        "draw": "draw",
        "reseed": "reseed",
    },
    "Print": {"build": "build", "class-set": "class_set", "proof": "proof", "watch": "watch"},
    "Mark": {"key": "key", "marking": "marking", "results": "results", "correct": "correct"},
    "Later": {
        "handout": "handout",
        "status": "status",
        "errata": "errata",
        "reprint": "reprint",
        "diff": "diff",
    },
    "Keep": {
        "verify": "verify",
        "export": "export_items",
        "list": "list_content",
        "show": "show",
        "schema": "schema",
        "help": "help",
    },
}
COMMANDS = {name: module for group in GROUPS.values() for name, module in group.items()}
# How the help of each command begins: to list them, none is loaded.
SENTENCES = {
    "init": "Make a project with a first bank and pack.",
    "new": "Make a new bank, item, pack, summary or evidence file.",
    "import": "Put other programs' questions into a bank.",
    "check": "Check all evidence, banks, summaries and packs.",
    "draw": "Choose items for the sections with a blueprint.",
    "reseed": "Give a pack a new seed.",
    "build": "Build the PDFs of packs into output/.",
    "class-set": "Put the copies for a class into one file, with names.",
    "proof": "Show built files as they come off a black-and-white copier.",
    "watch": "Build packs whenever a file is saved, until Ctrl-C.",
    "key": "Print the answer key of the paper with CODE in its footer.",
    "marking": "Make marking strips and a mark sheet for papers with CODE.",
    "results": "Add up the marks of CODE, and say what they show of its questions.",
    "correct": "Make a new revision of the key of CODE.",
    "handout": "Note that the edition with CODE was handed out.",
    "status": "Show what has changed in printed editions, and what to do.",
    "errata": "Make correction slips and lists of what to mark again.",
    "reprint": "Print the paper with CODE again from its record.",
    "diff": "Show what differs between two editions.",
    "verify": "Rebuild everything in memory and compare it with the disk.",
    "export": "Write the items of a bank or pack for another program.",
    "list": "List packs, banks, summaries, styles and sources.",
    "show": "Show an item with its key, a fact, a pack, a document or a style.",
    "schema": "Print the JSON Schema of a kind of file.",
    "help": "Show the guide, or what an item type prints.",
}
# Names that commands once had: they are in people's notes and scripts, so they work for ever.
FORMER_NAMES = {"printed": "handout"}
_STOPPED = (
    "stopped; every file is whole, and packs that were finished are complete; "
    "run the command again to do the rest"
)


@contextmanager
def _without_control_characters() -> Iterator[None]:
    """Take control characters out of what click is about to say of an argument."""
    try:
        yield
    except click.ClickException as error:
        # Final for others: click itself reads it only to show it.
        error.message = safe(error.message)  # type: ignore[misc]
        raise


@contextmanager
def _interrupt_in_words() -> Iterator[None]:
    """Say at Ctrl-C what state the files are in, and end with the exit code that shells expect."""
    try:
        yield
    except (KeyboardInterrupt, RuntimeError) as error:
        if not is_interrupt(error):
            raise
        fail(INTERRUPTED, _STOPPED)


@contextmanager
def _output_in_words() -> Iterator[None]:
    """Pass on that nothing can be printed; click would end without a word where nobody reads it."""
    try:
        yield
    except OSError as error:
        raise OutputFailed(error.strerror or str(error)) from None


class Program(click.Group):
    """A group that loads a command when it is run, and answers expected errors with a sentence."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Read the group's own options."""
        with _output_in_words(), _interrupt_in_words(), _without_control_characters():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        with _output_in_words(), _interrupt_in_words():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> object:
        from generator.problems import ContentError
        from generator.storage.files import DiskError, NotAProject

        try:
            with _without_control_characters():
                return super().invoke(ctx)
        except NotAProject as error:
            fail(USAGE_ERROR, str(error))
        except DiskError as error:
            fail(DISK_ERROR, str(error))
        except ContentError as error:
            from generator.checks.listing import listed

            fail(CONTENT_ERROR, *map(str, listed(error.problems)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"generator.cli.{COMMANDS[cmd_name]}").command
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the table."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section of the help for each group of commands."""
        width = max(map(len, COMMANDS))
        for group, names in GROUPS.items():
            rows = []
            for name in names:
                sentence = click.Command(name, help=SENTENCES[name])
                rows.append((f"{name:{width}}", sentence.get_short_help_str(formatter.width)))
            with formatter.section(group):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names, and the other arguments."""
        name = FORMER_NAMES.get(args[0], args[0])
        # At TAB click asks for the command of a line that is not finished.
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from generator.content.messages import did_you_mean

            raise click.UsageError(
                f"there is no command '{name}'{did_you_mean(name, COMMANDS)}", ctx
            )
        return super().resolve_command(ctx, [name, *args[1:]])


@click.group(
    cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "-C",
    "folder",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Work on the project in DIR (default: the current folder).",
)
@click.version_option(__version__, prog_name="packs", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Turn YAML question banks into printable briefings, papers and answer keys.

    A project is a folder with packs/ and questions/.

    \b
    Example:
      packs init
      packs build
      packs key 7K3Q-2M4P-B
    """  # noqa: D301 (click wants the character \b itself)
    ctx.obj = folder
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
