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


def pass_project_to_start(
    function: Callable[Concatenate[ProjectFiles, P], None],
) -> Callable[P, None]:
    """As `pass_project`, for a command that may start a project: where there is none, its folders
    are made when the first file is written.
    """

    @wraps(function)
    def command(*arguments: P.args, **named: P.kwargs) -> None:
        from generator.storage.files import ProjectFiles

        folder: Path = click.get_current_context().obj
        function(ProjectFiles.find_or_start(folder), *arguments, **named)

    return command


def complete_pack(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The packs whose names begin as typed, for the shell at TAB; none where anything is amiss."""
    from generator.storage.files import DiskError, ProjectFiles

    # No command has run, so the folder of -C is among what was parsed.
    folder = ctx.find_root().params.get("folder") or Path()
    try:
        paths = ProjectFiles.find(Path(folder)).names("packs", (".yaml",))
    except (DiskError, OSError, ValueError):
        return []
    names = (Path(path).stem for path in paths)
    return [name for name in names if name.startswith(incomplete)]


def path_in_project(project: ProjectFiles, typed: str) -> str:
    """The path in the project of a file that was typed, "" where it is none or not in there."""
    try:
        return Path(typed).resolve().relative_to(project.root.resolve()).as_posix()
    except (ValueError, OSError):
        return ""


def require_packs(project: ProjectFiles, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise a usage error at the first name that no pack has; it says what else is called so."""
    from generator.workflows.project import other_than_pack

    known = tuple(known)
    for name in names:
        if name not in known and (other := other_than_pack(project, name)):
            raise click.UsageError(f"there is no pack '{name}': {other}")
    require_known("pack", names, known)


def require_known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise a usage error at the first name that is not known; `kind` is bank, summary or so."""
    from generator.content.messages import did_you_mean

    known = tuple(known)
    for name in names:
        if name not in known:
            raise click.UsageError(
                f"there is no {kind} '{name}'{did_you_mean(name, known)}; "
                "run 'packs list' to see all names"
            )
