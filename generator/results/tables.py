"""Tables that people and programs write, CSV or workbook, as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice

from generator.problems import Location, Problems
from generator.storage.csv_files import Cell, decoded, read_rows
from generator.storage.xlsx_files import is_workbook, read_first_sheet

NAMES = ("name", "first name", "last name")  # the columns that make up a name, in its order
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 10_000, 1_000, 20_000_000
NOTHING = frozenset(("-", "–", "—", "−"))  # what is typed where nothing was answered
_POINTS = re.compile(r"([0-9]{1,4})?(?:[.,]([0-9]{1,6})|(½))?")


def rows_of(data: bytes, path: str, problems: Problems) -> list[list[Cell]]:
    """The rows of a table, blank ones left out; none, and a problem, where it cannot be read."""
    if len(data) > MOST_BYTES:
        problems.add(Location(path), "long-list", f"the file has more than {MOST_BYTES:,} bytes")
        return []
    if is_workbook(data):
        rows = read_first_sheet(data, path, problems, (MOST_ROWS, MOST_COLUMNS)) or []
    else:
        text = decoded(data, path, problems)
        rows = [] if text is None else list(islice(read_rows(text), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS or (rows and len(rows[0]) > MOST_COLUMNS):
        message = f"the table has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns"
        problems.add(Location(path), "long-list", message)
        return []
    for row in rows:
        for cell in row:
            if cell.unclosed:
                message = "a quotation mark opens here and is never closed"
                problems.add(place(path, cell), "open-quote", message)
    if len(rows) < 2 and not problems.error_count:
        problems.add(
            Location(path),
            "empty-list",
            "the table has no rows of marks; its first line names the columns, for example  "
            "number,form,1,2,3",
        )
    return rows


def cell_at(row: Sequence[Cell], n: int) -> Cell:
    """A cell of a row; an empty one where the row is shorter."""
    return row[n] if n < len(row) else Cell("", row[0].line, 0)


def place(path: str, cell: Cell) -> Location:
    """Where a cell is."""
    return Location(path, cell.line, cell.column)


def text_of(cell: Cell) -> str:
    """What a cell shows, without the apostrophe that keeps a text from being a formula."""
    text = " ".join(cell.text.split())
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def student_of(row: Sequence[Cell], columns: Mapping[str, int]) -> tuple[str, str]:
    """The name and the number of a row's student, "" where the table has none; `columns`: where
    each is, by what it holds.
    """
    roles = [role for role in (*NAMES, "number") if role in columns]
    texts = {role: text_of(cell_at(row, columns[role])) for role in roles}
    return " ".join(filter(None, map(texts.get, NAMES))), texts.get("number", "")


def points_of(text: str) -> Fraction | None:
    """Points as typed: 2, 2.5, 2,5 or 2½; None where it is no such number."""
    match = _POINTS.fullmatch(text.replace(" ", ""))
    if match is None or not text.strip():
        return None
    whole, decimals, half = match.groups()
    if whole is None and not (decimals or half):
        return None
    value = Fraction(whole or 0)
    if half:
        return value + Fraction(1, 2)
    return value + (Fraction(int(decimals), 10 ** len(decimals)) if decimals else 0)
