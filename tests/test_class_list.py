"""Class lists: what a spreadsheet saves is read, and whatever is wrong is told in one run, with its
place and without a name.
"""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.class_list import LONGEST, Seat, Student, read_class_list
from generator.problems import Problems
from generator.storage.csv_files import read_rows

PROFILES, FORMS = ("standard", "large-print", "plain-text"), ("A", "B")
DRAWN = frozenset(range(0x20, 0x500))


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
    "name,number,seat\nA,1,first\n": "class.csv:2:5: error seat: 'first' is not a seat",
    "name,number,seat\nA,1,A0\n": "class.csv:2:5: error seat: 'A0' is not a seat",
    "name,number,seat\nA,1,A1\nB,2,\n": "class.csv:3: error no-seat",
    "name,number,profile\nA,1,larg-print\n": "class.csv:2:5: error profile: there is no profile with that name (did you mean",
    "name,number,form\nA,1,C\n": "class.csv:2:5: error form: there is no form with that name; use A or B",
    "name,number\nA,1,2\n": "class.csv:2:5: error extra-cell",
    'name,number\n"A,1\n': "class.csv:2:1: error open-quote",
    "name,number,name\nA,1,B\n": "class.csv:1:13: error duplicate-column",
    "name,numbr\nA,1\n": "class.csv:1:6: error unknown-column: 'numbr' is not a column of a class list (did you mean 'number'?)",
    "name\nA\n": "class.csv:1: error missing-column",
    "Ana,1\n": "class.csv:1: error no-columns",
    "name,number\n": "class.csv: error empty-list",
    "": "class.csv: error empty-list",
    b"name,number\nA\xf6,1\n": "class.csv:2:2: error encoding",
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
