"""A table with a row for each item, as CSV or .xlsx, to fill in by hand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from itertools import islice

from generator.content.nodes import shorten
from generator.exchange.answers import (
    FALSE_WORDS,
    TRUE_WORDS,
    decimal_point,
    feedback_of,
    half_points,
    has_decimal_comma,
    note_choosing,
    note_unwritten,
)
from generator.exchange.answers import number as number_of
from generator.exchange.exchanged import (
    MOST_QUESTIONS,
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
from generator.exchange.option_tables import option_columns
from generator.exchange.sets import repeated
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

    def recognises(self, file_name: str, data: bytes) -> bool:
        """By its name."""
        return file_name.lower().endswith((self.suffix, ".tsv"))

    def read(self, data: bytes) -> list[ExchangedItem]:
        """An item for each row that is not empty."""
        return read_rows(rows_of(text_of_file(data)))

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A row for each item that fits in one."""
        rows: list[dict[str, str]] = []
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            of_item = [_row(fields, notes) for fields in repeated(item.fields, notes)]
            rows += filter(None, of_item)
            fields = item.fields if any(of_item) else {}
            written.append(ExchangedItem(item.place, fields, notes.all))
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
    named = re.match(r"sep=(.)\n", text)  # as spreadsheets write it above the table
    if named:
        text = text[named.end() :]
    head = text.lstrip("\n").partition("\n")[0]
    separator = named[1] if named else max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    first = 2 if named else 1
    try:
        rows = list(islice(enumerate(reader, first), MOST_QUESTIONS + 2))
    except csv.Error as error:
        raise ExchangeError(
            f"line {reader.line_num + first - 1}: the table cannot be read ({error}); is a "
            "quotation mark missing?"
        ) from None
    if len(rows) > MOST_QUESTIONS + 1:  # with the heads
        raise ExchangeError(
            f"the table has more than {MOST_QUESTIONS:,} rows; split it and import the parts"
        )
    return rows


def read_rows(rows: Sequence[Row]) -> list[ExchangedItem]:
    """The items of a table whose first row names its columns.  Raises ExchangeError."""
    rows = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    names = [" ".join(cell.split()).casefold() for cell in rows[0][1]] if rows else []
    columns = None if "stem" in names else option_columns(names)
    if "stem" not in names and columns is None:
        raise ExchangeError(
            "the table has no column 'stem', nor columns for the question, its options and the "
            "correct answer; 'packs import --template' writes a table to fill in"
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise ExchangeError(f"the table has two columns '{twice[0]}'; rename or remove one")
    unknown = sorted({name for name in names if name and name not in COLUMNS})
    named = [(number, _named(names, row), Notes()) for number, row in rows[1:]]
    if columns is not None:
        unknown = [name for name in unknown if not columns.has(name)]
        named = [(number, columns.row(cells, notes), notes) for number, cells, notes in named]
    commas = any(
        has_decimal_comma(cells.get(name, ""))
        for _, cells, _ in named
        for name in ("points", "tolerance", *(("key",) if _is_number(cells) else ()))
    )
    return [_item(number, cells, unknown, notes, commas) for number, cells, notes in named]


_WITHOUT_COLUMN = ""  # the name of cells that no column has


def _named(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """The cells of a row that are not empty, by their column."""
    cells = {
        name: cell.strip() for name, cell in zip(names, row, strict=False) if name and cell.strip()
    }
    nameless = [
        cell.strip()
        for number, cell in enumerate(row)
        if cell.strip() and not (number < len(names) and names[number])
    ]
    return {**cells, _WITHOUT_COLUMN: ", ".join(nameless)} if nameless else cells


def _is_number(cells: Mapping[str, str]) -> bool:
    """Whether the key of a row is a number to write, if it is a number at all."""
    return cells.get("type", "numeric") == "numeric" and not _has_distractors(cells)


def _has_distractors(cells: Mapping[str, str]) -> bool:
    return any(name.startswith("distractor ") for name in cells)


def _item(
    number: int, cells: Mapping[str, str], unknown: Sequence[str], notes: Notes, commas: bool
) -> ExchangedItem:
    """The item of a row; `notes`: of what became of its cells; `commas`: numbers of the table have
    decimal commas.
    """
    place = f"row {number}"
    for name in unknown:
        if name in cells:
            notes.lost(f"the column '{name}'")
    if nameless := cells.get(_WITHOUT_COLUMN):
        notes.guessed(
            f"its cells: there are more than columns ({nameless}); is a text with a "
            "separator not in quotation marks?"
        )
    formulas = [name for name, cell in cells.items() if cell.startswith("=")]
    if formulas:
        notes.lost(f"the item: '{formulas[0]}' is a formula of the spreadsheet; type its value")
        return ExchangedItem(place, {}, notes.all)
    fields: Fields = {name: cells[name] for name in _SHARED if name in cells}
    if points := text_of(fields, "points"):
        value = number_of(decimal_point(points, notes, commas))
        fields["points"] = half_points(value, notes) if value and value > 0 else points
    keys: list[Value] = [cells[name] for name in COLUMNS if name[:3] == "key" and name in cells]
    distractors: list[Value] = []
    for n in range(1, _MOST + 1):
        if text := cells.get(f"distractor {n}"):
            why = cells.get(f"why {n}")
            distractors.append({"text": text, "why": why} if why else text)
        elif why := cells.get(f"why {n}"):
            notes.lost(f"'why {n}' ({shorten(why)}): there is no distractor {n}")
    if "stem" not in fields or not keys:
        notes.lost("the item: it has no stem or no key")
        return ExchangedItem(place, {}, notes.all)
    if len(keys) > 1:
        if text_of(fields, "type") not in ("", "multiple"):
            notes.changed(f"its type '{fields['type']}' to multiple: it has {len(keys)} keys")
        fields |= {"type": "multiple", "keys": keys, "choose": "any", "scoring": "plus-minus"}
    else:
        fields["key"] = _tidied(cells, notes, commas)
    if distractors:
        fields["distractors"] = distractors
    for name in ("tolerance", "unit"):
        if name in cells:
            fields[name] = cells[name]
    if "tolerance" in fields:
        fields["tolerance"] = decimal_point(cells["tolerance"], notes, commas)
    return ExchangedItem(place, fields, notes.all)


def _tidied(cells: Mapping[str, str], notes: Notes, commas: bool) -> str:
    """The one key of a row: true, false and numbers as authors type them."""
    key = cells["key"]
    if not _has_distractors(cells) and key.casefold() in TRUE_WORDS | FALSE_WORDS:
        return "true" if key.casefold() in TRUE_WORDS else "false"
    return decimal_point(key, notes, commas) if _is_number(cells) else key


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
