"""Class lists: who sits where, and who needs what on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.content import messages
from generator.content.nodes import shorten
from generator.problems import Location, Problems
from generator.storage.csv_files import Cell, decoded, read_rows

COLUMNS = ("name", "number", "seat", "profile", "form")
REQUIRED = ("name", "number")
LONGEST = 60  # characters of a name or number
MOST = 9999  # students
_SEAT = re.compile(r"(?:([A-Za-z]{1,2})|([0-9]{1,3})[-/. ])[-/. ]?([0-9]{1,3})")


@dataclass(frozen=True)
class Seat:
    """A place in a row, both from 1; rows called A, B … are counted like those with numbers."""

    row: int
    place: int


@dataclass(frozen=True)
class Student:
    """A row of the list; "" where it says nothing.  `line`: where it stands in the file, from 1."""

    name: str
    number: str = ""
    seat: Seat | None = None
    profile: str = ""
    form: str = ""
    line: int = 0


def read_class_list(
    data: bytes,
    path: str,
    problems: Problems,
    profiles: Sequence[str],
    forms: Sequence[str],
    drawable: frozenset[int] | None = None,
) -> tuple[Student, ...]:
    """The students of a list whose file is called `path` in problems.

    `profiles` and `forms` are those that may stand in it; `drawable`: code points that can be
    printed, None for all.
    """
    text = decoded(data, path, problems)
    if text is None:
        return ()
    rows = list(read_rows(text))
    if not rows:
        problems.add(
            Location(path),
            "empty-list",
            "the list is empty; write the names of the columns in its first line, "
            "for example  name,number",
        )
        return ()
    heads = _heads(rows[0], path, problems)
    if len(rows) - 1 > MOST:
        problems.add(
            Location(path),
            "long-list",
            f"the list has {len(rows) - 1} students; at most {MOST} are allowed",
        )
        return ()
    reader = _Reader(path, problems, tuple(profiles), tuple(forms), drawable)
    students = [reader.student(row, heads, len(rows[0])) for row in rows[1:]] if heads else []
    if heads and len(rows) == 1:
        message = "the list has no students; write one on each line below the first"
        problems.add(Location(path), "empty-list", message)
    if any(student.seat for student in students):
        for student in students:
            if not student.seat and not reader.faulty(student.line):
                problems.add(
                    Location(path, student.line),
                    "no-seat",
                    "this student has no seat but others do; "
                    "give a seat to all students or to none",
                )
    return tuple(students)


def _heads(row: Sequence[Cell], path: str, problems: Problems) -> dict[str, int]:
    """The place of each column; nothing where the first line cannot be used."""
    names = [cell.text.strip().casefold() for cell in row]
    if not set(names) & set(COLUMNS):  # it may be a student's: then it is not to be quoted
        problems.add(
            Location(path, row[0].line),
            "no-columns",
            "the first line must name the columns, for example  name,number",
        )
        return {}
    heads: dict[str, int] = {}
    usable = True
    for n, (name, cell) in enumerate(zip(names, row, strict=True)):
        place = Location(path, cell.line, cell.column)
        if name in heads:
            message = messages.written_twice(name, "the first line")
            problems.add(place, "duplicate-column", message)
            usable = False
        elif name in COLUMNS:
            heads[name] = n
        elif name:
            problems.add(
                place,
                "unknown-column",
                f"{messages.unknown_name(name, 'a column of a class list', COLUMNS)}; "
                f"use {messages.either(COLUMNS)}",
            )
    lacking = [name for name in REQUIRED if name not in heads]
    for name in lacking:
        problems.add(
            Location(path, row[0].line),
            "missing-column",
            f"the column '{name}' is missing; write all of them in the first line, "
            "for example  name,number",
        )
    return heads if usable and not lacking else {}


class _Reader:
    """Reads the students of one list."""

    def __init__(
        self,
        path: str,
        problems: Problems,
        profiles: tuple[str, ...],
        forms: tuple[str, ...],
        drawable: frozenset[int] | None,
    ) -> None:
        self._path, self._problems, self._profiles, self._forms = path, problems, profiles, forms
        self._drawable = drawable
        self._seats: dict[Seat, int] = {}
        self._numbers: dict[str, int] = {}
        self._faulty: set[int] = set()

    def faulty(self, line: int) -> bool:
        """Whether something was wrong with the seat on that line."""
        return line in self._faulty

    def student(self, row: Sequence[Cell], heads: dict[str, int], width: int) -> Student:
        """The student of a row; faulty cells count as empty.

        `width`: how many cells the first line has.
        """
        line = row[0].line
        for cell in row:
            if cell.unclosed:
                self._add(cell, "open-quote", "a quotation mark opens here and is never closed")
        for cell in [cell for cell in row[width:] if cell.text.strip()][:1]:
            self._add(
                cell,
                "extra-cell",
                "this line has more cells than the header line; "
                "put text that contains the separator (a comma, for example) in quotation marks",
            )
        cells = {name: row[n] if n < len(row) else Cell("", line, 0) for name, n in heads.items()}
        name = self._printable(cells["name"], "name")
        if not name and not cells["name"].text.strip():
            self._add(
                Cell("", line, cells["name"].column), "no-name", "this line has no name; add it"
            )
        number = self._printable(cells["number"], "number")
        if number and number in self._numbers:
            self._add(
                cells["number"],
                "duplicate-number",
                f"line {self._numbers[number]} has the same number; change one",
            )
        self._numbers.setdefault(number, line)
        return Student(
            name,
            number,
            self._seat(cells.get("seat")),
            self._known(cells.get("profile"), "profile", self._profiles),
            self._known(cells.get("form"), "form", self._forms),
            line,
        )

    def _add(self, cell: Cell, rule: str, message: str) -> None:
        self._problems.add(Location(self._path, cell.line, cell.column), rule, message)

    def _printable(self, cell: Cell, what: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", cell.text).split())
        for n, character in enumerate(text):
            bad = unicodedata.category(character)[0] == "C"
            if bad or self._drawable is not None and ord(character) not in self._drawable:
                at = Cell("", cell.line, cell.column + n)
                known = unicodedata.name(character, "no name")
                why = "cannot be printed" if bad else "is not in the fonts"
                self._add(
                    at,
                    "missing-glyph",
                    f"the character U+{ord(character):04X} ({known}) in this {what} {why}; "
                    "type another one",
                )
                return ""
        if len(text) > LONGEST:
            self._add(
                cell,
                "too-long",
                f"this {what} has {len(text)} characters; shorten it to at most {LONGEST}",
            )
            return ""
        return text

    def _seat(self, cell: Cell | None) -> Seat | None:
        if cell is None or not cell.text.strip():
            return None
        meant = _SEAT.fullmatch(cell.text.strip())
        seat = Seat(_row(meant[1]) if meant[1] else int(meant[2]), int(meant[3])) if meant else None
        if seat is None or not seat.row or not seat.place:
            self._faulty.add(cell.line)
            self._add(
                cell,
                "seat",
                f"'{shorten(cell.text, 20)}' is not a seat; write row and place, "
                "for example  A12  or  3-7",
            )
            return None
        if seat in self._seats:
            self._faulty.add(cell.line)
            self._add(
                cell, "duplicate-seat", f"line {self._seats[seat]} has the same seat; change one"
            )
            return None
        self._seats[seat] = cell.line
        return seat

    def _known(self, cell: Cell | None, what: str, known: tuple[str, ...]) -> str:
        typed = cell.text.strip() if cell else ""
        if not cell or not typed:
            return ""
        for name in known:
            if name.casefold() == typed.casefold().replace("_", "-").replace(" ", "-"):
                return name
        shown = messages.either(known) if len(known) < 12 else f"{known[0]} to {known[-1]}"
        self._add(
            cell,
            what,
            f"there is no {what} with that name{messages.did_you_mean(typed, known)}; use {shown}",
        )
        return ""


def _row(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number
