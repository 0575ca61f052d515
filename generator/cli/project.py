"""The project that a command works on, and names that people type of what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles

P = ParamSpec("P")


def pass_project(function: Callable[Concatenate[ProjectFiles, P], None]) -> Callable[P, None]:
    """Hand a command the project of option -C as its first argument."""

    @wraps(function)
    def command(*arguments: P.args, **named: P.kwargs) -> None:
        from generator.storage.files import ProjectFiles

        folder: Path = click.get_current_context().obj
        function(ProjectFiles.find(folder), *arguments, **named)

    return command


def require_known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise a usage error at the first name that is not known; `kind` is pack, bank or summary."""
    from generator.content.messages import did_you_mean

    known = tuple(known)
    for name in names:
        if name not in known:
            raise click.UsageError(
                f"there is no {kind} '{name}'{did_you_mean(name, known)}; "
                "run 'packs list' to see all names"
            )
