"""The table of items as an Excel workbook."""

from __future__ import annotations

from generator.exchange.exchanged import LOST, ExchangedItem, ExchangeError, Format, Note
from generator.exchange.table import read_rows
from generator.exchange.zip_files import is_zip
from generator.problems import ERROR, Problems
from generator.storage.xlsx_files import MOST_SHEET_ROWS, read_first_sheet

_MOST_COLUMNS = 100


class Workbook(Format):
    """The first sheet of a workbook, with the columns of the table."""

    name = "xlsx"
    title = "a table (.xlsx)"
    suffix = ".xlsx"
    writes = False

    def recognises(self, file_name: str, data: bytes) -> bool:
        """By its name and its first bytes."""
        return file_name.lower().endswith(self.suffix) and is_zip(data)

    def read(self, data: bytes) -> list[ExchangedItem]:
        """An item for each row that is not empty."""
        problems = Problems()
        rows = read_first_sheet(
            data, "the workbook", problems, (MOST_SHEET_ROWS, _MOST_COLUMNS + 1)
        )
        errors = [problem.message for problem in problems if problem.severity == ERROR]
        if rows is None or errors:
            raise ExchangeError("; ".join(errors) or "the workbook cannot be read")
        if any(row and row[-1].column > _MOST_COLUMNS for row in rows):
            raise ExchangeError(f"the sheet has more than {_MOST_COLUMNS} columns; remove some")
        if rows and rows[-1] and rows[-1][0].line >= MOST_SHEET_ROWS:
            raise ExchangeError(
                f"the sheet has {MOST_SHEET_ROWS:,} rows or more, of which no more are read; "
                "split it and import the parts"
            )
        items = read_rows([(row[0].line, [cell.text for cell in row]) for row in rows if row])
        lost = [Note(LOST, problem.message) for problem in problems]
        return [*items, ExchangedItem("the workbook", {}, tuple(lost))] if lost else items
