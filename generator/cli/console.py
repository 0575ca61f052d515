"""What commands print, and the exit codes they end with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NoReturn

import click

from generator.problems import ERROR, NOTE, WARNING, Problem

CONTENT_ERROR, USAGE_ERROR, DISK_ERROR = 1, 2, 3
INTERRUPTED = 130  # what shells give for Ctrl-C: 128 and the number of the signal

_CONTROL = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
)  # Unicode: control, format, surrogate, private, unassigned


class OutputFailed(Exception):
    """Standard output or error is full, or nobody reads it any more; the text says why."""


def is_interrupt(error: BaseException) -> bool:
    """Whether it is Ctrl-C, also as Python hands it on from the making of a class.

    Source: `type.__new__` before Python 3.12 raises a RuntimeError from what `__set_name__` raised.
    """
    return isinstance(error, KeyboardInterrupt) or (
        isinstance(error, RuntimeError) and isinstance(error.__cause__, KeyboardInterrupt)
    )


def safe(text: str) -> str:
    """The text without control, format and surrogate characters; line breaks stay."""
    return "".join(
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in _CONTROL
    )


def say(text: str = "") -> None:
    """Print a result."""
    click.echo(safe(text))


def say_json(value: object) -> None:
    """Print a result for a program."""
    import json

    click.echo(json.dumps(value, ensure_ascii=True, indent=1))


def complain(text: str) -> None:
    """Print what is wrong."""
    click.echo(safe(text), err=True)


def fail(exit_code: int, *sentences: str) -> NoReturn:
    """Print what is wrong, a line each, and end the command with an exit code."""
    for sentence in sentences:
        complain(sentence)
    raise click.exceptions.Exit(exit_code)


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 error, 2 errors, 3 copies."""
    several = f"{noun[:-1]}ies" if noun[-1] == "y" and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{number} {noun if number == 1 else several}"


def complain_all(problems: Iterable[Problem]) -> None:
    """Print problems, causes first, one line each, then how many there are of each severity."""
    from generator.checks.listing import listed

    in_order = listed(problems)
    for problem in in_order:
        complain(str(problem))
    severities = [problem.severity for problem in in_order]
    if severities:
        complain(
            ", ".join(
                count(severities.count(severity), severity)
                for severity in (ERROR, WARNING, NOTE)
                if severity in severities
            )
        )
