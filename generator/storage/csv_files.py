"""CSV as spreadsheets save and open it: bytes to rows of cells that know their place, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.problems import NOTE, Location, Problems
from generator.values import dataclass

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # the marks at the start, of both orders of bytes
_SEPARATOR_LINE = re.compile(r'\n*"?sep=([^"\n])"?\n', re.IGNORECASE)  # as Excel writes it
_MOST_LETTERS = 12  # named in a note
_FORMULA = tuple("=+-@\t\r")


@dataclass(frozen=True)
class Cell:
    """What is between two separators, with the line and column of its first character, from 1.

    `unclosed`: it begins with a quotation mark that is never closed.  `whole`: the column counts
    cells of a sheet instead of characters.
    """

    text: str
    line: int
    column: int
    unclosed: bool = False
    whole: bool = False

    def column_at(self, index: int) -> int:
        """The column of one of its characters, from 0."""
        return self.column if self.whole else self.column + index


def decoded(data: bytes, path: str, problems: Problems) -> str | None:
    """The text of a file with line breaks alike; None, and a problem, where it is not a text.

    It is read as UTF-8, as UTF-16 if it begins with the mark of that, or else as Windows-1252; a
    note says so where it is not UTF-8.
    """
    note = ""
    try:
        if data.startswith(_UTF_16):
            text, note = data.decode("utf-16"), "the list was read as UTF-16"
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            if data.startswith(_UTF_16):
                raise
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            message = "the list is not UTF-8; save it again as 'CSV UTF-8'"
            problems.add(_byte_place(data, error.start, path), "encoding", message)
            return None
        note = _read_as_windows(text)
    if "\0" in text:
        message = "the list is not a text; save it again as 'CSV UTF-8'"
        problems.add(Location(path), "encoding", message)
        return None
    if note:
        problems.add(Location(path), "encoding", note, NOTE)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _byte_place(data: bytes, index: int, path: str) -> Location:
    """Where a byte stands; in UTF-16, where bytes are no characters, the file alone."""
    if data.startswith(_UTF_16):
        return Location(path)
    before = data[:index]
    return Location(path, before.count(b"\n") + 1, len(before.rsplit(b"\n", 1)[-1]) + 1)


def _read_as_windows(text: str) -> str:
    """The note: with the letters, by which a reader sees at once whether the guess is right."""
    letters = sorted({letter for letter in text if letter.isalpha() and not letter.isascii()})
    shown = " ".join(letters[:_MOST_LETTERS])
    if len(letters) > _MOST_LETTERS:
        shown += " …"
    return (
        "the list is not UTF-8 and was read as Windows-1252"
        + (f", with the letters {shown}" if letters else "")
        + "; if other letters are in it, save it again as 'CSV UTF-8'"
    )


def read_rows(text: str) -> Iterator[list[Cell]]:
    """The rows of CSV text, blank ones left out.

    The separator is what a first line  sep=;  says, or else the one that the first line has most
    of outside quotation marks: , ; or tab.  Quoted cells may hold separators, line breaks and
    doubled quotes.
    """
    row: list[Cell] = []
    at, line, start = 0, 1, 0
    if said := _SEPARATOR_LINE.match(text):
        separator, at, line, start = said[1], said.end(), said[0].count("\n") + 1, said.end()
    else:
        first = re.sub(r'"[^"]*"', "", text).lstrip("\n").split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
    mark = re.escape(separator)
    cell = re.compile(rf'(?:"((?:[^"]|"")*)("?))?([^{mark}\n]*)({mark}|\n|\Z)')
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


def csv_file(rows: Iterable[Iterable[str]], separator: str = ",") -> bytes:
    """The file's bytes; a cell that would begin a formula gets an apostrophe before it."""
    lines = (separator.join(_cell(text, separator) for text in row) + "\r\n" for row in rows)
    return ("\ufeff" + "".join(lines)).encode()


def _cell(text: str, separator: str) -> str:
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    quoted = set(safe) & {separator, ",", '"', "\r", "\n"}
    return '"' + safe.replace('"', '""') + '"' if quoted else safe
