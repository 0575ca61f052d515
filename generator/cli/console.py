"""What commands print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

import click

from generator.problems import ERROR, WARNING, Problem


def safe(text: str) -> str:
    """The text without control, format and surrogate characters; line breaks stay."""
    return "".join(
        c
        for c in text
        if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def say(text: str = "") -> None:
    """Print a result."""
    click.echo(safe(text))


def say_json(value: Any) -> None:
    """Print a result for a program."""
    import json

    click.echo(json.dumps(value, ensure_ascii=True, indent=1))


def complain(text: str) -> None:
    """Print what is wrong."""
    click.echo(safe(text), err=True)


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 error, 2 errors, 3 copies."""
    several = f"{noun[:-1]}ies" if noun[-1] == "y" and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{number} {noun if number == 1 else several}"


def tally(problems: Iterable[Problem]) -> str:
    """How many errors, warnings and notes there are; nothing for none."""
    severities = [problem.severity for problem in problems]
    names = {ERROR: "error", WARNING: "warning", "note": "note"}
    return ", ".join(
        count(severities.count(s), name) for s, name in names.items() if s in severities
    )


def complain_all(problems: Iterable[Problem]) -> None:
    """Print problems, one line each, then how many."""
    found = sorted(problems)
    for problem in found:
        complain(str(problem))
    if found:
        complain(tally(found))
