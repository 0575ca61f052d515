"""CSV as spreadsheets save and open it: bytes to rows of cells that know their place, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problems import Location, Problems

_FORMULA = tuple("=+-@\t\r")


@dataclass(frozen=True)
class Cell:
    """What is between two separators, with the line and column of its first character, from 1.

    `unclosed`: it begins with a quotation mark that is never closed.
    """

    text: str
    line: int
    column: int
    unclosed: bool = False


def decoded(data: bytes, path: str, problems: Problems) -> str | None:
    """The text of a file with line breaks alike; None, and a problem, where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Location(path, before.count(b"\n") + 1, len(before.rsplit(b"\n", 1)[-1]) + 1)
        problems.add(place, "encoding", "the list is not UTF-8; save it again as 'CSV UTF-8'")
        return None


def read_rows(text: str) -> Iterator[list[Cell]]:
    """The rows of CSV text, blank ones left out.

    The separator is the one that its first line has most of: , ; or tab.  Quoted cells may hold
    separators, line breaks and doubled quotes.
    """
    first = text.lstrip("\n").split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    cell = re.compile(rf'(?:"((?:[^"]|"")*)("?))?([^{separator}\n]*)({separator}|\n|\Z)')
    row: list[Cell] = []
    at, line, start = 0, 1, 0
    while at < len(text) or row:
        match = cell.match(text, at)
        assert match is not None, "the pattern matches anywhere"
        quoted, closed, rest, end = match.groups()
        shown = ("" if quoted is None else quoted.replace('""', '"')) + rest
        row.append(Cell(shown, line, at - start + 1, quoted is not None and not closed))
        if breaks := match[0].count("\n"):
            line, start = line + breaks, match.start() + match[0].rindex("\n") + 1
        at = match.end()
        if end != separator:
            if any(part.text.strip() for part in row):
                yield row
            row = []


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """The file's bytes; a cell that would begin a formula gets an apostrophe before it."""
    return ("\ufeff" + "".join(",".join(map(_cell, row)) + "\r\n" for row in rows)).encode()


def _cell(text: str) -> str:
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return '"' + safe.replace('"', '""') + '"' if set(safe) & set(',"\r\n') else safe
