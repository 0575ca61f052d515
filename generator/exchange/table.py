"""A table with a row for each item, as CSV or .xlsx, to fill in by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from generator.exchange.answers import feedback_of, note_choosing, note_unwritten
from generator.exchange.exchanged import (
    ExchangedItem,
    ExchangeError,
    Fields,
    Format,
    Notes,
    Value,
    Written,
    entry_text,
    list_of,
    text_of,
)
from generator.exchange.text_files import text_of_file

_SHARED = ("id", "type", "stem", "points", "objective", "level", "difficulty", "rationale")
_MOST = 11
COLUMNS = (
    *_SHARED,
    "key",
    *(f"key {n}" for n in range(2, 8)),
    *(f"distractor {n}" for n in range(1, _MOST + 1)),
    *(f"why {n}" for n in range(1, _MOST + 1)),
    "tolerance",
    "unit",
)
EXAMPLES: tuple[Mapping[str, str], ...] = (
    {
        "stem": "Which gas do plants take in from the air to make sugar?",
        "key": "Carbon dioxide",
        "distractor 1": "Oxygen",
        "why 1": "Plants give it off in the light.",
        "distractor 2": "Nitrogen",
    },
    {
        "type": "true-false",
        "stem": "Water boils at a lower temperature on a mountain.",
        "key": "true",
    },
    {"type": "numeric", "stem": "How many legs has a spider?", "key": "8"},
    {
        "type": "multiple",
        "stem": "Which of these animals are mammals?",
        "points": "2",
        "key": "bat",
        "key 2": "dolphin",
        "distractor 1": "penguin",
        "distractor 2": "salmon",
    },
)


class Table(Format):
    """Single, multiple, true-false and numeric items."""

    name = "csv"
    title = "a table (CSV)"
    suffix = ".csv"

    def read(self, data: bytes) -> list[ExchangedItem]:
        """An item for each row that is not empty."""
        return read_rows(rows_of(text_of_file(data)))

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A row for each item that fits in one."""
        rows: list[dict[str, str]] = []
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            row = _row(item.fields, notes)
            rows += [row] if row else []
            written.append(ExchangedItem(item.place, item.fields if row else {}, notes.all))
        return Written(table(rows), tuple(written))


def table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows as CSV in UTF-8 with a mark, by which spreadsheets know it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


Row = tuple[int, list[str]]  # its number, from 1, and its cells


def rows_of(text: str) -> list[Row]:
    """The rows of a CSV text, whichever separator it has.  Raises ExchangeError."""
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        return list(enumerate(reader, 1))
    except csv.Error as error:
        raise ExchangeError(f"the table cannot be read: {error}") from None


def read_rows(rows: Sequence[Row]) -> list[ExchangedItem]:
    """The items of a table whose first row names its columns.  Raises ExchangeError."""
    names = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if "stem" not in names:
        raise ExchangeError(
            "the table has no column 'stem'; 'packs import --template' writes a table to fill in"
        )
    unknown = sorted({name for name in names if name and name not in COLUMNS})
    items = []
    for number, row in rows[1:]:
        cells = {
            name: cell.strip()
            for name, cell in zip(names, row, strict=False)
            if name and cell.strip()
        }
        if cells:
            items.append(_item(number, cells, unknown))
    return items


def _item(number: int, cells: Mapping[str, str], unknown: Sequence[str]) -> ExchangedItem:
    notes, place = Notes(), f"row {number}"
    for name in unknown:
        if name in cells:
            notes.lost(f"the column '{name}'")
    formulas = [name for name, cell in cells.items() if cell.startswith("=")]
    if formulas:
        notes.lost(f"the item: '{formulas[0]}' is a formula of the spreadsheet; type its value")
        return ExchangedItem(place, {}, notes.all)
    fields: Fields = {name: cells[name] for name in _SHARED if name in cells}
    keys: list[Value] = [cells[name] for name in COLUMNS if name[:3] == "key" and name in cells]
    distractors: list[Value] = []
    for n in range(1, _MOST + 1):
        if text := cells.get(f"distractor {n}"):
            why = cells.get(f"why {n}")
            distractors.append({"text": text, "why": why} if why else text)
    if "stem" not in fields or not keys:
        notes.lost("the item: it has no stem or no key")
        return ExchangedItem(place, {}, notes.all)
    if len(keys) > 1:
        fields |= {"type": "multiple", "keys": keys, "choose": "any", "scoring": "plus-minus"}
    else:
        fields["key"] = keys[0]
    if distractors:
        fields["distractors"] = distractors
    for name in ("tolerance", "unit"):
        if name in cells:
            fields[name] = cells[name]
    return ExchangedItem(place, fields, notes.all)


def _row(fields: Fields, notes: Notes) -> dict[str, str]:
    kind = text_of(fields, "type")
    if kind not in ("single", "multiple", "true-false", "numeric"):
        notes.lost(f"the item: a row has no room for {kind} items")
        return {}
    row = {name: text_of(fields, name) for name in (*_SHARED, "tolerance", "unit")}
    keys = [entry_text(key) for key in list_of(fields, "keys")] or [text_of(fields, "key")]
    row |= {"key" if n == 1 else f"key {n}": key for n, key in enumerate(keys, 1)}
    for n, (text, why) in enumerate(feedback_of(fields), 1):
        row |= {f"distractor {n}": text, f"why {n}": why}
    if kind == "multiple":
        note_choosing(fields, notes)
    known = {*_SHARED, "key", "keys", "distractors", "tolerance", "unit", "choose", "scoring"}
    note_unwritten(fields, known, notes)
    unsafe = [name for name, cell in row.items() if cell.startswith(("=", "+", "@"))]
    if unsafe:
        notes.lost(f"the item: '{unsafe[0]}' begins with a sign that makes spreadsheets reckon")
        return {}
    return {name: cell for name, cell in row.items() if cell}
