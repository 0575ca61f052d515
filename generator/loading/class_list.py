"""Class lists: who sits where, and who needs what on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import field
from itertools import islice

from generator.content import messages
from generator.content.nodes import shorten
from generator.page.combining import CLUSTER, Drawable
from generator.problems import ERROR, NOTE, WARNING, Location, Problems
from generator.storage.csv_files import Cell, decoded, read_rows
from generator.storage.xlsx_files import is_workbook, read_first_sheet
from generator.values import dataclass

# What columns are called, in any case and with any signs and spaces between the letters: in the
# exports of school systems, and in English, German and Serbian.
COLUMNS = {
    "name": (
        "name", "full name", "student", "student name", "students",
        "Schüler", "Schülerin", "Schülername", "Studierende", "Vor- und Nachname",
        "Nachname, Vorname", "Vorname Nachname", "Nachname Vorname",
        "Ime i prezime", "Prezime i ime", "Učenik", "Име и презиме", "Презиме и име", "Ученик",
    ),
    "first name": (
        "first name", "first names", "given name", "given names", "forename",
        "Vorname", "Vornamen", "Ime", "Име",
    ),
    "last name": (
        "last name", "last names", "surname", "family name",
        "Nachname", "Nachnamen", "Familienname", "Zuname", "Prezime", "Презиме",
    ),
    "number": (
        "number", "no", "ID", "ID number", "student ID", "student ID number", "student number",
        "student no", "candidate number", "candidate no", "registration number",
        "registration no", "matriculation number", "matriculation no", "roll number", "roll no",
        "Nummer", "Nr", "Matrikelnummer", "Matrikelnr", "Matrikel", "Matr.-Nr.", "Matnr",
        "Schülernummer", "Schüler-ID", "Kandidatennummer",
        "Broj", "Broj indeksa", "Br. indeksa", "Indeks", "Index",
        "Број", "Број индекса", "Бр. индекса", "Индекс",
    ),
    "seat": ("seat", "seat number", "seat no", "Sitzplatz", "Sitz", "Platz", "Sitzplatznummer",
             "Mesto", "Sedište", "Место", "Седиште"),
    "profile": ("profile", "print profile", "Profil", "Druckprofil", "Профил"),
    "form": ("form", "quiz form", "test form", "Variante", "Varijanta", "Варијанта"),
}  # fmt: skip
# Columns that exports have and nothing here uses, so that none is taken for one misspelled.
UNUSED = (
    "e-mail", "e-mail address", "mail", "username", "user name", "login", "nickname", "middle name",
    "group", "groups", "class", "class name", "course", "section", "department", "institution",
    "phone", "phone number", "gender", "date of birth", "status", "time",
    "E-Mail-Adresse", "Benutzername", "Anmeldename", "Rufname", "Gruppe", "Gruppen", "Klasse",
    "Kurs", "Abteilung", "Telefon", "Telefonnummer", "Geschlecht", "Geburtsdatum", "Lfd. Nr.",
    "E-pošta", "E-adresa", "Grupa", "Razred", "Odeljenje", "Smer", "Pol", "Datum rođenja", "R. br.",
    "Redni broj", "Telefon", "Srednje ime",
    "Е-пошта", "Група", "Разред", "Одељење", "Смер", "Пол", "Датум рођења", "Р. бр.", "Редни број",
    "Телефон", "Средње име",
)  # fmt: skip
# Of these, such as say who sits together.
GROUPS = (
    "group", "groups", "class", "class name", "section", "Gruppe", "Gruppen", "Klasse", "Grupa",
    "Razred", "Odeljenje", "Група", "Разред", "Одељење",
)  # fmt: skip
LONGEST = 60  # characters of a name or number
MOST = 5000  # students
MOST_BYTES = 5_000_000  # of the file
MOST_COLUMNS = 256
_MOST_NAMED = 10  # columns in the note
_NAME_PARTS = ("name", "first name", "last name")
_EXAMPLE = "for example  name,number"
_SEAT = re.compile(r"(?:([A-Za-z]{1,2})|([0-9]{1,3})[-/. ])[-/. ]?([0-9]{1,3})")
_CUT = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+[0-9]{2,3}", re.IGNORECASE)  # 1.23E+11


@dataclass(frozen=True)
class Seat:
    """A place in a row, both from 1; rows called A, B … are counted like those with numbers.

    `written`: as the list has it.
    """

    row: int
    place: int
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class Student:
    """A row of the list; "" where it says nothing, to be written in by hand.  `line`: where it
    stands in the file, from 1.
    """

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
    drawable: Drawable | None = None,
) -> tuple[Student, ...]:
    """The students of a list, CSV or a workbook, whose file is called `path` in problems.

    `data`: the file's bytes, of which more than MOST_BYTES are refused; `profiles` and `forms` are
    those that may stand in it; `drawable`: what can be printed, None for everything.
    """
    rows = _rows(data, path, problems)
    if rows is None:
        return ()
    if not rows:
        problems.add(
            Location(path),
            "empty-list",
            f"the list is empty; write the names of the columns in its first line, {_EXAMPLE}",
        )
        return ()
    if len(rows) - 1 > MOST:
        message = f"the list has more than {MOST:,} students, which is the most that is allowed"
        problems.add(Location(path), "long-list", message)
        return ()
    if len(rows[0]) > MOST_COLUMNS:
        message = f"the first line has more than {MOST_COLUMNS} columns; is this the right file?"
        problems.add(Location(path, rows[0][0].line), "long-list", message)
        return ()
    heads = _Heads(rows, path, problems).read()
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


def _rows(data: bytes, path: str, problems: Problems) -> list[list[Cell]] | None:
    """The rows of the list, not many more than are allowed; None where they cannot be read."""
    if len(data) > MOST_BYTES:
        message = f"the list has more than {MOST_BYTES:,} bytes; is this the right file?"
        problems.add(Location(path), "long-list", message)
        return None
    if is_workbook(data):
        return read_first_sheet(data, path, problems, (MOST + 2, MOST_COLUMNS + 1))
    text = decoded(data, path, problems)
    return None if text is None else list(islice(read_rows(text), MOST + 2))


def _folded(head: str) -> str:
    """A column's name as it is compared: its letters and digits only, in lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", head).casefold())


_FIELDS = {_folded(name): field for field, names in COLUMNS.items() for name in names}
_NAMES = {_folded(name): name for names in COLUMNS.values() for name in names}


def column_field(head: str) -> str:
    """The field of a class list that a column of that name has, "" for none."""
    return _FIELDS.get(_folded(head), "")


_UNUSED, _GROUPS = frozenset(map(_folded, UNUSED)), frozenset(map(_folded, GROUPS))


class _Heads:
    """Reads the first line of one list."""

    def __init__(self, rows: Sequence[Sequence[Cell]], path: str, problems: Problems) -> None:
        self._row, self._students, self._path, self._problems = rows[0], rows[1:], path, problems
        self._places: dict[str, int] = {}
        self._usable = True

    def read(self) -> dict[str, int]:
        """The place of each column that is used; nothing where the line cannot be used."""
        fields = [_FIELDS.get(_folded(cell.text)) for cell in self._row]
        if not any(fields):  # it may be a student's: then it is not to be quoted
            near = next(filter(None, (_near(_folded(cell.text)) for cell in self._row)), "")
            hint = f" (did you mean '{near}'?)" if near else ""
            message = f"the first line must name the columns{hint}, {_EXAMPLE}"
            self._add(Cell("", self._row[0].line, 0), "no-columns", message)
            return {}
        unused = []
        for n, (cell, meaning) in enumerate(zip(self._row, fields, strict=True)):
            if meaning:
                self._place(n, cell, meaning)
            elif cell.text.strip() and not self._misspelled(cell):
                unused.append(n)
        unused += self._join_names()
        if not set(_NAME_PARTS) & set(self._places):
            message = (
                "the column 'name' is missing; write the names of all columns in the first line, "
                + _EXAMPLE
            )
            self._add(Cell("", self._row[0].line, 0), "missing-column", message)
            return {}
        if unused:
            self._note_unused([self._typed(n) for n in sorted(unused)])
            for n in unused:
                self._note_groups(n)
        return self._places if self._usable else {}

    def _add(self, cell: Cell, rule: str, message: str, severity: str = ERROR) -> None:
        self._problems.add(Location(self._path, cell.line, cell.column), rule, message, severity)

    def _typed(self, n: int) -> str:
        return shorten(self._row[n].text.strip(), 40)

    def _place(self, n: int, cell: Cell, field: str) -> None:
        if field not in self._places:
            self._places[field] = n
            return
        first, second = self._typed(self._places[field]), self._typed(n)
        message = f"the columns '{first}' and '{second}' both give the {field}; delete one"
        if _folded(first) == _folded(second):
            message = messages.written_twice(second, "the first line")
        self._add(cell, "duplicate-column", message)
        self._usable = False

    def _misspelled(self, cell: Cell) -> bool:
        """Whether an unknown column is nearly a known one, which is then said."""
        typed = _folded(cell.text)
        near = "" if typed in _UNUSED else _near(typed)
        if near:
            what = messages.unknown_name(shorten(cell.text.strip(), 40), "a column of a class list")
            message = f"{what} (did you mean '{near}'?); use {messages.either(tuple(COLUMNS))}"
            self._add(cell, "unknown-column", message)
            self._usable = False
        return bool(near)

    def _join_names(self) -> list[int]:
        """Settle which columns give the name; the places of those that do not.

        `Name` beside `Vorname` alone is a family name, as German lists have it, and beside
        `Prezime` alone a first name.
        """
        places = self._places
        parts = [part for part in ("first name", "last name") if part in places]
        if "name" not in places or not parts:
            return []
        if len(parts) == 2:
            return [places.pop(part) for part in parts]
        (other,) = {"first name", "last name"} - set(parts)
        n = places[other] = places.pop("name")
        message = (
            f"'{self._typed(n)}' is read as the {other}, "
            f"because the column '{self._typed(places[parts[0]])}' has the {parts[0]}"
        )
        self._add(self._row[n], "name-column", message, NOTE)
        return []

    def _note_unused(self, names: Sequence[str]) -> None:
        quoted = [f"'{name}'" for name in names[:_MOST_NAMED]]
        if len(names) > _MOST_NAMED:
            quoted.append(f"{len(names) - _MOST_NAMED} more")
        listed = " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
        message = f"the column {listed} is not used"
        if len(names) > 1:
            message = f"the columns {listed} are not used"
        self._add(Cell("", self._row[0].line, 0), "unused-column", message, NOTE)

    def _note_groups(self, n: int) -> None:
        """Say how to print group by group where an unused column parts the list in some."""
        names = {row[n].text.strip() for row in self._students if n < len(row)} - {""}
        if _folded(self._row[n].text) in _GROUPS and len(names) > 1:
            message = (
                f"the students of all {len(names)} groups in '{self._typed(n)}' are in one set; "
                "for a set of each group, save its students as a list of their own"
            )
            self._add(Cell("", self._row[0].line, 0), "unused-column", message, NOTE)


def _near(typed: str) -> str:
    """The name of a column of which this is a slip of the keyboard, "" for none.

    A stricter hint than for a field's name, because a column that is none of ours is no mistake:
    one slip in four letters, two in nine; shorter names are too near to other words.
    """
    for known, name in _NAMES.items():
        most = 0 if len(known) < 4 else 1 if len(known) < 9 else 2
        if abs(len(known) - len(typed)) <= most and _slips(typed, known) <= most:
            return name
    return ""


def _slips(typed: str, meant: str) -> int:
    """How many letters are missing, too many, others, or swapped with the next one (optimal string
    alignment).
    """
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        costs = [i]
        for j, other in enumerate(meant, 1):
            cost = min(last[j] + 1, costs[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            costs.append(cost)
        before, last = last, costs
    return last[-1]


class _Reader:
    """Reads the students of one list."""

    def __init__(
        self,
        path: str,
        problems: Problems,
        profiles: tuple[str, ...],
        forms: tuple[str, ...],
        drawable: Drawable | None,
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
        cells = {field: row[n] if n < len(row) else Cell("", line, 0) for field, n in heads.items()}
        return Student(
            self._name([cells[part] for part in _NAME_PARTS if part in cells], line),
            self._number(cells.get("number")),
            self._seat(cells.get("seat")),
            self._known(cells.get("profile"), "profile", self._profiles),
            self._known(cells.get("form"), "form", self._forms),
            line,
        )

    def _name(self, cells: Sequence[Cell], line: int) -> str:
        """The name as printed, of one column or of first and last name."""
        if not any(cell.text.strip() for cell in cells):
            self._add(Cell("", line, cells[0].column), "no-name", "this line has no name; add it")
            return ""
        parts = [self._printable(cell, "name") for cell in cells]
        name = " ".join(filter(None, parts))
        return name if self._short(name, cells[0], "name") else ""

    def _number(self, cell: Cell | None) -> str:
        """The number as printed, "" where there is none or the spreadsheet has cut it."""
        number = self._printable(cell, "number") if cell else ""
        if not cell or not number or not self._short(number, cell, "number"):
            return ""
        if _CUT.fullmatch(number):
            message = (
                "the spreadsheet has cut this number, so it is left out; "
                "format the column as text and export again"
            )
            self._add(cell, "cut-number", message, WARNING)
            return ""
        if number in self._numbers:
            message = f"line {self._numbers[number]} has the same number; change one"
            self._add(cell, "duplicate-number", message)
        self._numbers.setdefault(number, cell.line)
        return number

    def _add(self, cell: Cell, rule: str, message: str, severity: str = ERROR) -> None:
        self._problems.add(Location(self._path, cell.line, cell.column), rule, message, severity)

    def _printable(self, cell: Cell, what: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", cell.text).split())
        for letter in CLUSTER.finditer(text):
            bad = unicodedata.category(letter[0][0])[0] == "C"
            missing = () if self._drawable is None else self._drawable.missing(letter[0])
            if bad or missing:
                at = Cell("", cell.line, cell.column_at(letter.start()))
                # Of a letter with marks, what is not in the fonts, or else the mark it cannot have.
                character = letter[0][0] if bad else missing[0][-1]
                known = unicodedata.name(character, "no name")
                why = "cannot be printed" if bad else "is not in the fonts"
                if missing and len(missing[0]) > 1:
                    why = f"cannot be put on '{letter[0][0]}'"
                self._add(
                    at,
                    "missing-glyph",
                    f"the character U+{ord(character):04X} ({known}) in this {what} {why}; "
                    "type another one",
                )
                return ""
        return text

    def _short(self, text: str, cell: Cell, what: str) -> bool:
        if len(text) > LONGEST:
            message = f"this {what} has {len(text)} characters; shorten it to at most {LONGEST}"
            self._add(cell, "too-long", message)
        return len(text) <= LONGEST

    def _seat(self, cell: Cell | None) -> Seat | None:
        if cell is None or not cell.text.strip():
            return None
        meant = _SEAT.fullmatch(cell.text.strip())
        seat = None
        if meant:
            row = _row(meant[1]) if meant[1] else int(meant[2])
            seat = Seat(row, int(meant[3]), cell.text.strip())
        if seat is None or not seat.row or not seat.place:
            self._faulty.add(cell.line)
            self._add(
                cell,
                "seat",
                "this is not a seat; write row and place, for example  A12  or  3-7, or delete "
                "the column to give out forms in the order of the list",
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
