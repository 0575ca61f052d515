"""Class lists: what a spreadsheet saves is read, and whatever is wrong is told in one run, with its
place and without a name.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.class_list import (
    COLUMNS,
    LONGEST,
    MOST,
    MOST_BYTES,
    MOST_COLUMNS,
    UNUSED,
    Seat,
    Student,
    read_class_list,
)
from generator.problems import Problems
from generator.render.pdf.coverage import Coverage
from generator.storage import xlsx_files
from generator.storage.csv_files import read_rows

PROFILES, FORMS = ("standard", "large-print", "plain-text"), ("A", "B")
DRAWN = Coverage(range(0x20, 0x500))


def read(text: str | bytes) -> tuple[tuple[Student, ...], list[str]]:
    """The students, and the problems as printed."""
    problems = Problems()
    data = text.encode() if isinstance(text, str) else text
    return read_class_list(data, "class.csv", problems, PROFILES, FORMS, DRAWN), [
        str(problem) for problem in problems
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_save_is_read(separator, start, end):
    """Comma, semicolon or tab, with a mark at the start or without, lines ended in any way, heads
    in any case and order.
    """
    rows = [
        ["Seat", "NAME", "Number", "Profile", "form"],
        ["A12", "Ana  Tešić ", "7", "Large Print", "b"],
        ["3-7", '"Li, ""Bo"""', "0008", "", ""],
        [],
        ["c 1", "X", "", "standard", "A"],
    ]
    students, said = read(start + "".join(separator.join(row) + end for row in rows))
    assert said == []
    assert students == (
        Student("Ana Tešić", "7", Seat(1, 12), "large-print", "B", 2),
        Student('Li, "Bo"', "0008", Seat(3, 7), "", "", 3),
        Student("X", "", Seat(3, 1), "standard", "A", 5),
    )


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=6
)


@settings(max_examples=40)
@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(",;\t"),
)
def test_cells_are_those_that_were_written(rows, separator):
    """Whatever another program's writer of CSV puts into cells comes out of them; rows of spaces
    are left out.
    """
    rows = [["name", "number"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = [[cell.text for cell in row] for row in read_rows(out.getvalue())]
    assert found == [row for row in rows if any(cell.strip() for cell in row)]


FAULTS = {
    "name,number\n日本,1\n": "class.csv:2:1: error missing-glyph: the character U+65E5",
    "name,number\nAna,1\u200b2\n": "class.csv:2:6: error missing-glyph: the character U+200B (ZERO WIDTH SPACE) in this number",
    "name,number\n,5\n": "class.csv:2:1: error no-name",
    f"name,number\n{'x' * (LONGEST + 1)},5\n": "class.csv:2:1: error too-long",
    "name,number\nA,5\nB,5\n": "class.csv:3:3: error duplicate-number: line 2 has the same number; change one",
    "name,number,seat\nA,1,A1\nB,2,a-1\n": "class.csv:3:5: error duplicate-seat: line 2 has the same seat; change one",
    "name,number,seat\nA,1,first\n": "class.csv:2:5: error seat: this is not a seat; write row and place",
    "name,number,seat\nA,1,7\n": "class.csv:2:5: error seat: this is not a seat; write row and place, "
    "for example A12 or 3-7, or delete the column to give out forms in the order of the list",
    "name,number,seat\nA,1,A0\n": "class.csv:2:5: error seat: this is not a seat",
    "name,number,seat\nA,1,A1\nB,2,\n": "class.csv:3: error no-seat",
    "name,number,profile\nA,1,larg-print\n": "class.csv:2:5: error profile: there is no profile with that name (did you mean",
    "name,number,form\nA,1,C\n": "class.csv:2:5: error form: there is no form with that name; use A or B",
    "name,number\nA,1,2\n": "class.csv:2:5: error extra-cell",
    'name,number\n"A,1\n': "class.csv:2:1: error open-quote",
    "name,number,name\nA,1,B\n": "class.csv:1:13: error duplicate-column",
    "name,numbr\nA,1\n": "class.csv:1:6: error unknown-column: 'numbr' is not a column of a class list (did you mean 'number'?)",
    "nmae\nA\n": "class.csv:1: error no-columns: the first line must name the columns (did you mean 'name'?)",
    "nmae,number\nA,1\n": "class.csv:1:1: error unknown-column: 'nmae' is not a column of a class list (did you mean 'name'?)",
    "seat\nA1\n": "class.csv:1: error missing-column",
    "name,ID,Matr.-Nr.\nA,1,2\n": "class.csv:1:9: error duplicate-column: the columns 'ID' and 'Matr.-Nr.' both give the number",
    'Vorname,Nachname\nA,B\n,"\n"\nC,日\n': "class.csv:5:3: error missing-glyph",
    "Vorname,Nachname,number\n,,1\n": "class.csv:2:1: error no-name",
    f"Vorname,Nachname\n{'x' * 30},{'y' * 30}\n": "class.csv:2:1: error too-long: this name has 61 characters",
    "Ana,1\n": "class.csv:1: error no-columns",
    "name,number\n": "class.csv: error empty-list",
    "": "class.csv: error empty-list",
    b"name,number\nA\x81,1\n": "class.csv:2:2: error encoding: the list is not UTF-8",
    b"\xff\xfen\0a": "class.csv: error encoding: the list is not UTF-8",
    "name\nA".encode("utf-16-le"): "class.csv: error encoding: the list is not a text",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_told_with_its_place(text):
    """Each mistake is one line with file, line and column that says what to do."""
    assert any(line.startswith(FAULTS[text]) for line in read(text)[1]), read(text)[1]


def test_all_faults_are_told_at_once_and_none_says_a_name():
    """A list with many mistakes is mended in one go, and what is said could be read out in
    class.
    """
    said = read(
        "name,number,seat,form\nSecretname 日,1,A1,Q\nSecretname,1,A1,A\nSecretname,x,zz,B,Secretname\n"
    )[1]
    assert [line.split(":")[1] for line in said] == ["2", "2", "3", "3", "4", "4"]
    assert "Secretname" not in "".join([*said, *read("Secretname,Secretname\nA,B\n")[1]])


def test_a_sound_list_has_no_faults():
    """The control of the tests above."""
    assert read("name,number,seat,form\nAna,1,A1,A\nBo,2,A2,B\n")[1] == []


# ---------------------------------------------------------------- columns
def named(heads: str) -> tuple[str, str]:
    """The name and number that come of a row of a, b, c … under these heads, which are sound."""
    cells = ",".join("abcdefgh"[: heads.count(",") + 1])
    students, said = read(f"{heads}\n{cells}\n")
    assert not [line for line in said if " error " in line], said
    return students[0].name, students[0].number


@pytest.mark.parametrize(
    ("heads", "name", "number"),
    [
        ("First name,Last name,ID number,Email address", "a b", "c"),
        ("Surname,First name,Student ID", "b a", "c"),
        ("Nachname,Vorname,Matrikelnummer,Gruppe", "b a", "c"),
        ("Matr.-Nr.,Familienname,VORNAME", "c b", "a"),
        ("Name,Vorname,Matr.-Nr.", "b a", "c"),
        ("Ime,Name", "a b", ""),
        ("Name,Prezime", "a b", ""),
        ("Broj indeksa,Prezime,Ime", "c b", "a"),
        ("Име,Презиме,Број индекса", "a b", "c"),
        ("ИМЕ И ПРЕЗИМЕ,Индекс", "a", "b"),
        ("Ime i prezime,Indeks,Grupa", "a", "b"),
        ("name,Vorname,Nachname", "a", ""),
        ("student_name,Student-No", "a", "b"),
        ("Vorname", "a", ""),
        ("Prezime", "a", ""),
    ],
)
def test_names_of_columns_are_those_of_school_systems(heads, name, number):
    """In English, German and Serbian, in any case and spelling of the gaps; first and last name are
    joined in this order, and a column `Name` beside one of them alone is the other.
    """
    assert named(heads) == (name, number)


def test_every_name_of_a_column_is_known_and_means_one_thing():
    """The tables of names have no name twice, and each can head a column without a word about
    it.
    """
    for field, names in COLUMNS.items():
        for name in names:
            other = "" if "name" in field else ",name"
            value = {"seat": "A1", "profile": "standard", "form": "A"}.get(field, "x")
            assert read(f'"{name}"{other}\n{value}{other and ",y"}\n')[1] == [], name
    for name in UNUSED:
        assert read(f"name,{name}\nA,B\n")[1] == [
            f"class.csv:1: note unused-column: the column '{name}' is not used"
        ]


def test_a_column_that_means_two_things_says_which():
    """`Name` beside `Vorname` is read as a family name, and a note says so."""
    assert read("Name,Vorname\nA,B\n")[1] == [
        "class.csv:1:1: note name-column: 'Name' is read as the last name, "
        "because the column 'Vorname' has the first name"
    ]
    assert read("name,number\nA,B\n")[1] == []


def test_columns_that_are_not_used_are_named_in_one_note():
    """Others than the known ones stop nothing; where a list has many, the note stays short."""
    students, said = read("group,name,e-mail,Room 7\n1,Ana,a@b,x\n")
    assert students == (Student("Ana", line=2),)
    assert said == [
        "class.csv:1: note unused-column: the columns 'group', 'e-mail' and 'Room 7' are not used"
    ]
    (note,) = read("name," + ",".join(f"task {n}" for n in range(40)) + "\nAna\n")[1]
    assert note.endswith("'task 9' and 30 more are not used")


@pytest.mark.parametrize("head", ["Group", "Klasse", "Одељење"])
def test_a_column_of_groups_says_how_to_print_group_by_group(head):
    """Where the list has students of several groups, a note says that they come in one set; where
    all are of one group, or the column is another, it does not.
    """
    said = read(f"name,{head}\nAna,1\nBen,2\nCal,1\nDan\n")[1]
    assert said[1:] == [
        f"class.csv:1: note unused-column: the students of all 2 groups in '{head}' are in one "
        "set; for a set of each group, save its students as a list of their own"
    ]
    assert len(read(f"name,{head}\nAna,1\nBen,1\nCal,\nDan\n")[1]) == 1
    assert len(read("name,Username\nAna,1\nBen,2\n")[1]) == 1


@pytest.mark.parametrize(
    ("heads", "typed", "meant"),
    [
        ("nmae,number", "nmae", "name"),
        ("name,Numbr", "Numbr", "number"),
        ("Vorname,Surnam", "Surnam", "surname"),
        ("name,Matrikelnumer", "Matrikelnumer", "Matrikelnummer"),
    ],
)
def test_a_misspelled_column_is_an_error(heads, typed, meant):
    """A slip in the name of a column would lose the column, so it is not passed over."""
    said = read(f"{heads}\nA,1\n")[1]
    told = (
        f"error unknown-column: '{typed}' is not a column of a class list (did you mean '{meant}'?)"
    )
    assert told in said[0] or told in said[1]


@pytest.mark.parametrize(
    "head", ["Username", "Class name", "Phone number", "Time", "Note", "Summe", "Kursname", "Team"]
)
def test_a_column_of_its_own_is_not_taken_for_a_misspelled_one(head):
    """The control of the test above: words that are merely alike."""
    assert read(f"name,{head}\nA,B\n")[1] == [
        f"class.csv:1: note unused-column: the column '{head}' is not used"
    ]


def test_a_number_is_not_needed():
    """Only the name is; several students may have no number."""
    assert read("name\nAna\nBo\n") == ((Student("Ana", line=2), Student("Bo", line=3)), [])
    assert read("name,number\nAna,\nBo,\n")[1] == []


def test_a_number_that_a_spreadsheet_has_cut_is_left_out():
    """1.23E+11 is nobody's number: a warning with its place says how to get the whole one, and
    nothing is printed for it, for every student who has it.
    """
    students, said = read("name;number\nAna;1.23E+11\nBo;1,23E+11\nDan;12E45\n")
    assert [student.number for student in students] == ["", "", "12E45"]
    assert [line.split(": the")[0] for line in said] == [
        "class.csv:2:5: warning cut-number",
        "class.csv:3:4: warning cut-number",
    ]
    assert "format the column as text and export again" in said[0]


# ---------------------------------------------------------------- CSV
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_first_line_that_names_the_separator_is_kept_to(separator, quote):
    """What Excel writes as `sep=;` decides, whatever the header has most of, and lines are counted
    with it.
    """
    first = f"{quote}sep={separator}{quote}\r\n"
    rows = f'name{separator}"a,b;c,d;e"{separator}number\r\nAna{separator}x{separator}7\r\n'
    students, said = read(first + rows)
    assert students == (Student("Ana", "7", line=3),)
    assert said == ["class.csv:2: note unused-column: the column 'a,b;c,d;e' is not used"]


def test_separators_in_quotation_marks_do_not_count():
    """A quoted head may hold commas and line breaks."""
    assert read('"Nachname, Vorname";"a, b,\nc";Nr\n"Li, Bo";x;7\n')[0][0] == Student(
        "Li, Bo", "7", line=3
    )


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "the list was read as UTF-16"),
        ("utf-16-be", "the list was read as UTF-16"),
        (
            "cp1252",
            "the list is not UTF-8 and was read as Windows-1252, with the letters Ä ß š; "
            "if other letters are in it, save it again as 'CSV UTF-8'",
        ),
    ],
)
def test_encodings_of_spreadsheets_are_read(encoding, note):
    """UTF-8 and UTF-16 with their marks, and Windows-1252; a note says how a list was read that is
    not UTF-8, with the letters that a wrong guess would spoil.
    """
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    students, said = read(f"{mark}name\tnumber\r\nÄša Groß\t7\r\n".encode(encoding))
    assert students == (Student("Äša Groß", "7", line=2),)
    assert said == ([f"class.csv: note encoding: {note}"] if note else [])


def test_a_list_without_end_is_refused():
    """Too many bytes, students or columns are an error, and one fewer is none."""
    for text in (
        b"\0" * (MOST_BYTES + 1),
        "name\n" + "A\n" * (MOST + 1),
        "name" + ",x" * MOST_COLUMNS,
    ):
        (said,) = read(text)[1]
        assert said.partition(" ")[2].startswith("error long-list: ")
    students, said = read("name\n" + "A\n" * MOST)
    assert (len(students), said) == (MOST, [])


# ---------------------------------------------------------------- workbooks
def workbook(*rows: object, **formats: str) -> bytes:
    """A workbook with these rows; `formats`: the number formats of cells."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, text in formats.items():
        book.active[name].number_format = text
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(data: bytes, **parts: bytes) -> bytes:
    """The workbook with other contents of parts, which are named without folder and end."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = name.rpartition("/")[2].removesuffix(".xml")
            new.writestr(name, parts.get(part, old.read(name)))
    return out.getvalue()


def test_a_workbook_is_read_as_its_sheet_shows_it():
    """Numbers have no empty fraction and keep the zeros of their format, dates are ISO, blank rows
    and cells are left out, and lines are those of the sheet.
    """
    data = workbook(
        ["Vorname", "Nachname", "Nr", "Sitzplatz", None, "Fassung"],
        ["Ana", "Tešić", 7.0, "A1", None, "b"],
        [],
        ["Bo", None, 8, "A2"],
        ["Cy", " ", 2.5, "A3", " "],
        ["Di", None, date(2026, 12, 7), "A4"],
        ["Ed", None, datetime.fromisoformat("2026-12-07 08:30"), "A5"],
        ["Fi", None, True, "A6"],
        C4="0000",
    )
    students, said = read(data)
    assert said == ["class.csv:1: note unused-column: the column 'Fassung' is not used"]
    assert [(student.name, student.number, student.line) for student in students] == [
        ("Ana Tešić", "7", 2),
        ("Bo", "0008", 4),
        ("Cy", "2.5", 5),
        ("Di", "2026-12-07", 6),
        ("Ed", "2026-12-07 08:30:00", 7),
        ("Fi", "TRUE", 8),
    ]


def test_faults_of_a_workbook_have_the_row_and_column_of_the_sheet():
    """Whatever is wrong with a cell is told with its row and column; more digits than a spreadsheet
    keeps are a number that it has cut.
    """
    data = workbook(["name", "number"], ["Ana 日", 10**15], ["Bo", 10**15 - 1], [None, 10**17])
    students, said = read(data)
    assert [line.rpartition(": ")[0][:36] for line in said] == [
        "class.csv:2:1: error missing-glyph",
        "class.csv:2:2: warning cut-number",
        "class.csv:4:1: error no-name",
        "class.csv:4:2: warning cut-number",
    ]
    assert students[1].number == "999999999999999"


def test_only_the_first_sheet_is_read():
    """Where there are others, a note says so."""
    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.active.append(["Ana"])
    alone = saved(book)
    book.create_sheet("Secretname").append(["Secretname"])
    note = "class.csv: note sheets: only the first of the 2 sheets of this workbook is read"
    assert read(saved(book)) == ((Student("Ana", line=2),), [note])
    assert read(alone) == ((Student("Ana", line=2),), [])


@pytest.mark.parametrize("size", [b"A1", b"A1:A2", b"A1:XFD1048576", b""])
def test_a_sheet_is_read_whatever_size_it_says(size):
    """A wrong or missing size of the sheet loses no row and no column."""
    data = workbook(["name", "number"], ["Ana", "7"], ["Eva", "8"])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    said = b'<dimension ref="%b"/>' % size if size else b""
    other, count = re.subn(rb'<dimension ref="A1:B3" ?/>', said, sheet)
    assert count == 1
    students, notes = read(packed(data, sheet1=other))
    assert [(student.name, student.number) for student in students] == [("Ana", "7"), ("Eva", "8")]
    assert not notes


def test_hidden_rows_are_named():
    """What a filter hides is read, and a note says so; without it there is no note."""
    book = openpyxl.Workbook()
    for row in (["name"], ["Ana"], ["Eva"]):
        book.active.append(row)
    students, notes = read(saved(book))
    assert not notes
    book.active.row_dimensions[3].hidden = True
    note = "class.csv: note sheets: some rows or columns of this workbook are hidden; they are read"
    assert read(saved(book)) == (students, [f"{note}, too"])
    book.create_sheet("Empty")
    assert f"{note}, too" in read(saved(book))[1]  # whatever the other sheets show


def test_formulas_without_a_result_are_refused():
    """A formula counts as what it came to when the file was saved; where nothing was saved, the
    first such cell is named, with how many there are, because the one remedy is for all of them;
    so is each that shows an error.
    """
    data = workbook(["name", "number"], ["Ana", "=1+1"], ["=A2", 3])
    said = [line for line in read(data)[1] if "formula" in line]
    assert said == [
        "class.csv:2:2: error formula: the formula in cell B2 (and in 1 more) has no result in this "
        "file; open it in a spreadsheet program and save it again"
    ]
    one = read(workbook(["name", "number"], ["Ana", "=1+1"]))[1]
    assert "cell B2 has no result" in one[0]
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    done = sheet.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>").replace(
        b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
    )
    assert done != sheet
    assert read(packed(data, sheet1=done))[0][0] == Student("Ana", "2", line=2)
    assert "cell B2 shows the error #N/A" in str(
        read(workbook(["name", "number"], ["Ana", "#N/A"]))[1]
    )


def test_without_the_extra_a_workbook_says_what_to_install(monkeypatch):
    """One sentence with the command; CSV needs nothing."""
    data = workbook(["name"], ["Ana"])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert read(data) == (
        (),
        ['class.csv: error workbook: to read .xlsx files, run: pip install "briefing-packs[xlsx]"'],
    )
    assert read("name\nAna\n")[1] == []


def test_a_workbook_that_unpacks_without_end_is_not_parsed(monkeypatch):
    """Its size is looked at before any part of it is parsed, and so are declarations of types."""
    data = workbook(["name"], ["Ana"])
    bomb = packed(data, styles=b" " * (xlsx_files.MOST_UNPACKED + 1))
    assert len(bomb) < MOST_BYTES
    declared = packed(data, styles=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert read(data)[1] == []
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("parsed"))
    assert "class.csv: error workbook: the workbook unpacks to 50,0" in read(bomb)[1][0]
    assert "declares a document type" in read(declared)[1][0]


def test_a_sheet_may_be_long_and_wide_only_so_far():
    """Rows and columns are limited as in CSV, wherever the sheet says that they are."""
    many = workbook(["name"], *(["A"] for _ in range(MOST + 1)))
    wide = workbook(["name", *("x" * MOST_COLUMNS)])
    for data in (many, wide):
        assert [line.split(": ")[1] for line in read(data)[1]] == ["error long-list"]
    data = workbook(["name"], ["Ana"])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'"A2"', b'"A99999999999"').replace(b'r="2"', b'r="99999999999"')
    assert far != sheet and [line.split(": ")[1] for line in read(packed(data, sheet1=far))[1]] == [
        "error empty-list"
    ]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda data: data[: len(data) // 2], "the workbook is damaged"),
        (lambda data: packed(data, sheet1=b"<worksheet><row"), "the workbook is damaged"),
        (lambda data: packed(data, **{"[Content_Types]": b"<Types/>"}), "this is not an .xlsx"),
        (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, "this is an old .xls workbook"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told_in_a_sentence(spoil, says):
    """Damaged ones, those of other programs, and old ones or such with a password."""
    students, said = read(spoil(workbook(["name"], ["Ana"])))
    assert students == () and len(said) == 1
    assert said[0].startswith(f"class.csv: error workbook: {says}")


def test_empty_cells_beyond_the_head_are_nothing():
    """Spreadsheets save trailing separators; a cell with something in it is reported."""
    assert read("name,number\nAna,1,,\nBo,2, \n")[1] == []
    assert read("name,number\nAna,1,,x\n")[1] != []
