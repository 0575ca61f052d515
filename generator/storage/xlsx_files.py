"""Excel workbooks: the bytes of a file to the rows of its first sheet, as cells that know their
place, and rows to a workbook.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from generator.problems import NOTE, Location, Problems
from generator.storage.csv_files import Cell
from generator.values import dataclass

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook

MOST_UNPACKED = 50_000_000  # bytes of all parts of a workbook together
MOST_SHEET_ROWS = 20_000  # blank ones too; what stands below is not read
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_HIDDEN = re.compile(rb'<(?:row|col)\b[^>]*\bhidden="(?:1|true)"')
_SAVE = "save it as .xlsx or as 'CSV UTF-8'"


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of a workbook, of Excel or of another program, old or new."""
    return data.startswith((_ZIP, _OLE))


def read_first_sheet(
    data: bytes, path: str, problems: Problems, most: tuple[int, int]
) -> list[list[Cell]] | None:
    """The rows of a workbook's first sheet, blank ones left out; None, and a problem, where it
    cannot be read.  `most`: rows and columns, of which no more are read.

    Cells have the text that the sheet shows: numbers without an empty fraction, dates as
    2026-12-07.  A cell's line and column are those of the sheet, from 1.
    """
    if message := _refusal(data):
        problems.add(Location(path), "workbook", message)
        return None
    try:
        import openpyxl
    except ImportError:
        message = 'to read .xlsx files, run: pip install "briefing-packs[xlsx]"'
        problems.add(Location(path), "workbook", message)
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of styles and extensions that it drops
            # A workbook is opened either with its formulas or with what they came to.
            results = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            rows = list(islice(_rows((results, formulas), path, problems, most[1]), most[0]))
    except Exception:  # openpyxl raises errors of many kinds where a part is not as it should be
        message = "the workbook is damaged; open it in a spreadsheet program and save it again"
        problems.add(Location(path), "workbook", message)
        return None
    if _hides(data):
        message = "some rows or columns of this workbook are hidden; they are read, too"
        problems.add(Location(path), "sheets", message, NOTE)
    if (count := len(results.worksheets)) > 1:
        message = f"only the first of the {count} sheets of this workbook is read"
        problems.add(Location(path), "sheets", message, NOTE)
    return rows


def _refusal(data: bytes) -> str:
    """What is wrong with a workbook before any of it is parsed; "" where it may be parsed."""
    if data.startswith(_OLE):
        return f"this is an old .xls workbook, or one with a password; {_SAVE}, without a password"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            # What is unpacked of a part never exceeds the size that is told here.
            size = sum(part.file_size for part in parts.infolist())
            if size > MOST_UNPACKED:
                return (
                    f"the workbook unpacks to {size:,} bytes; at most {MOST_UNPACKED:,} are "
                    "allowed; copy the list into a new workbook"
                )
            types = parts.read(_TYPES) if _TYPES in parts.namelist() else b""
            if b"spreadsheetml" not in types:
                return f"this is not an .xlsx workbook; {_SAVE}"
            for part in parts.namelist():
                if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.read(part):
                    return f"the workbook declares a document type, which none may; {_SAVE}"
    except Exception:  # zipfile raises errors of many kinds for damaged and encrypted archives
        return "the workbook is damaged; open it in a spreadsheet program and save it again"
    return ""


def _hides(data: bytes) -> bool:
    """Whether a sheet of a workbook that can be read has hidden rows or columns."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        return any(_HIDDEN.search(parts.read(name)) for name in sheets)


def _rows(
    books: tuple[Workbook, Workbook], path: str, problems: Problems, columns: int
) -> Iterator[list[Cell]]:
    """The rows of a workbook that was opened with results and with formulas."""
    from openpyxl.cell.read_only import EMPTY_CELL

    without_result: list[Location] = []
    # With these limits the size that a workbook says of its sheet, which may be wrong, is not used.
    both = (
        book.worksheets[0].iter_rows(max_row=MOST_SHEET_ROWS, max_col=columns) for book in books
    )
    for line, (shown, typed) in enumerate(zip(*both, strict=True), 1):
        if all(cell is EMPTY_CELL for cell in typed):  # most of a sheet can be blank
            continue
        row: list[Cell] = []
        for column, (result, source) in enumerate(zip(shown, typed, strict=True), 1):
            text = ""
            if source is not EMPTY_CELL:
                place = Location(path, line, column)
                text = _text(result, place, problems)
                # A formula that came to an empty text has the type of a text.
                is_formula = source.data_type == "f" and result.data_type != "str"
                if is_formula and result.value is None:
                    without_result.append(place)
            row.append(Cell(text, line, column, whole=True))
        while row and not row[-1].text.strip():
            row.pop()
        if row:
            yield row
    if without_result:
        first, others = without_result[0], len(without_result) - 1
        message = (
            f"the formula in cell {_name_of(first)}{f' (and in {others} more)' if others else ''} "
            "has no result in this file; open it in a spreadsheet program and save it again"
        )
        problems.add(first, "formula", message)


def _name_of(place: Location) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(place.column)}{place.line}"


def _text(result: ReadOnlyCell, place: Location, problems: Problems) -> str:
    """What a cell shows; "" and a problem where it shows an error."""
    if result.data_type == "e":
        message = f"cell {_name_of(place)} shows the error {result.value}; mend it"
        problems.add(place, "formula", message)
        return ""
    return "" if result.value is None else _shown(result.value, result.number_format)


def _shown(value: object, number_format: str) -> str:
    """A value as the sheet shows it, where that is not a matter of looks."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and re.fullmatch(r"0(?:\.0+)?%", number_format):
        return f"{value:.{max(0, len(number_format) - 3)}%}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        if abs(value) >= _EXACT:
            return f"{value:.14E}"
        return str(value).zfill(len(number_format) if re.fullmatch("0+", number_format) else 0)
    return str(value).removesuffix(" 00:00:00")  # a date is a time at midnight


class NoWorkbooks(Exception):
    """Workbooks cannot be written here: one sentence that says what to install."""


@dataclass(frozen=True)
class Sum:
    """A cell that adds up others of its row, given by their columns, from 0: all, or `most` of
    those that have a number, the largest or, if `first`, the first ones.
    """

    columns: Sequence[int]
    most: int = 0
    first: bool = False


def workbook(rows: Sequence[Sequence[str]], sums: Mapping[int, Sum]) -> bytes:
    """A workbook with one sheet: heads in the first row, and in the others cells that are texts.

    `sums`: of a column, counted from 0, what it adds up, as a formula in each row.  The same rows
    give the same bytes.  Raises NoWorkbooks.
    """
    try:
        import openpyxl
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise NoWorkbooks('to write .xlsx files, run: pip install "briefing-packs[xlsx]"') from None
    book = openpyxl.Workbook()
    sheet = book.active
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            cell = sheet.cell(line, column + 1)
            if line > 1 and column in sums:
                own = sums[column]
                names = [f"{get_column_letter(n + 1)}{line}" for n in own.columns]
                cell.value = _formula(names, own)
            elif text:
                cell.value = int(text) if line == 1 and text.isdigit() else text
                cell.data_type = "n" if line == 1 and text.isdigit() else "s"
            cell.font = Font(bold=line == 1 or column in sums)
    sheet.freeze_panes = "D2"
    for column, width in enumerate((28, 14, 8), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column in range(4, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 9
    packed = io.BytesIO()
    book.save(packed)
    return _without_times(packed.getvalue())


def _formula(cells: Sequence[str], own: Sum) -> str:
    """A formula that shows nothing as long as none of the cells has a number."""
    listed = ",".join(cells)
    whole = f"SUM({listed})"
    if own.most and own.first:
        # Each counts while fewer than enough before it have a number.
        later = (
            f"IF(COUNT({','.join(cells[:n])})<{own.most},N({cell}),0)"
            for n, cell in enumerate(cells)
            if n >= own.most
        )
        whole = f"SUM({','.join([*cells[: own.most], *later])})"
    elif own.most:
        span = f"{cells[0]}:{cells[-1]}"
        largest = "+".join(f"LARGE({span},{n})" for n in range(1, own.most + 1))
        whole = f"IF(COUNT({listed})<={own.most},{whole},{largest})"
    return f'=IF(COUNT({listed})=0,"",{whole})'


def _without_times(data: bytes) -> bytes:
    """A workbook that does not say when it was written."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
