"""The command `packs`: parse, call, print, exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.cli.console import complain, safe


@contextmanager
def _harmless() -> Iterator[None]:
    """Take control characters out of what click is about to say of an argument."""
    try:
        yield
    except click.ClickException as error:
        error.message = safe(error.message)
        raise


class Packs(click.Group):
    """A group that turns what the program expects to go wrong into one sentence and an exit code."""

    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        """Read the group's own options."""
        with _harmless():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        from generator.problems import ContentError
        from generator.storage.files import DiskError, NotAProject

        try:
            with _harmless():
                return super().invoke(ctx)
        except NotAProject as error:
            complain(str(error))
            ctx.exit(2)
        except DiskError as error:
            complain(str(error))
            ctx.exit(3)
        except ContentError as error:
            for problem in error.problems:
                complain(str(problem))
            ctx.exit(1)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module when it is wanted."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"generator.cli.{module}"), name)
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order an instructor meets them."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from generator.content.messages import did_you_mean

            raise click.UsageError(
                f"there is no command '{args[0]}'{did_you_mean(args[0], COMMANDS)}", ctx
            )
        return super().resolve_command(ctx, args)


COMMANDS = {
    "new": ("new", "new"),
    "check": ("check", "check_command"),
    "draw": ("draw", "draw_command"),
    "build": ("build", "build_command"),
    "list": ("show", "list_command"),
    "show": ("show", "show_command"),
    "key": ("key_reprint", "key_command"),
    "marking": ("marking", "marking"),
    "reprint": ("key_reprint", "reprint"),
    "class-set": ("class_set", "class_set"),
    "correct": ("correct", "correct_command"),
    "printed": ("handout_status", "printed_command"),
    "status": ("handout_status", "status_command"),
    "diff": ("diff_errata", "diff_command"),
    "errata": ("diff_errata", "errata_command"),
    "verify": ("verify", "verify_command"),
    "watch": ("watch", "watch_command"),
    "reseed": ("new", "reseed"),
}


@click.group(
    cls=Packs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
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
    """Turn YAML question banks and topic summaries into printable briefings, papers and answer keys.

    A project is a folder with packs/ and questions/.

    \b
    Example:
      packs check
      packs build
      packs key 7K3Q-2M4P-B
    """  # noqa: D301 (click wants the character \b itself)
    ctx.obj = folder
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")
