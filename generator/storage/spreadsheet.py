"""Rows of cells as a file that a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Iterable

_FORMULA = tuple("=+-@\t\r")


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """The file's bytes; a cell that would begin a formula gets an apostrophe before it."""
    return ("\ufeff" + "".join(",".join(map(_cell, row)) + "\r\n" for row in rows)).encode()


def _cell(text: str) -> str:
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return '"' + safe.replace('"', '""') + '"' if set(safe) & set(',"\r\n') else safe
