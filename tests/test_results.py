"""Marks in, totals out: typed tables read back to what students did, whatever their form; doubtful
cells named; nothing guessed.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.marking import ColumnProfile, Grade, GradeScale
from generator.editions.arrange import arrange
from generator.editions.quiz import AnswerKey, RevisionNote, Void
from generator.editions.store import FoundEdition
from generator.i18n.catalog import load_catalog
from generator.items import options as lettered
from generator.items.cloze import Cloze, ClozeItem, ClozeKey
from generator.items.protocol import DoubtfulResponse
from generator.loading.class_list import Student
from generator.loading.marking import load_columns, load_scale
from generator.page.blocks import Matching, Options
from generator.page.markup import plain
from generator.problems import NOWHERE, ContentError, Problems
from generator.results.grades import grade_of
from generator.results.other_forms import OtherForm, better_forms
from generator.results.papers import Answer, Paper
from generator.results.questions import questions_of
from generator.results.tables import points_of
from generator.results.zipgrade_key import (
    NotForZipGrade,
    fits_zipgrade,
    left_out_of_zipgrade,
    zipgrade_key,
)
from generator.workflows.marking.marking import mark_rows, mark_sheet_csv, mark_sheet_workbook
from generator.workflows.marking.results import (
    MarksInput,
    NamedFile,
    question_table,
    result_values,
    results,
    student_table,
)
from tests.edition_values import edition_of
from tests.oracle import scoring

EN = load_catalog("en")
STUDENTS = 200
NAMES = ("Zdravka", "Björn", "Ana", "Željko")


@pytest.fixture(scope="module")
def four(harbour, loaded):
    """A quiz with every type of item, in four forms."""
    content = loaded(harbour).content
    return arrange(replace(content.packs["harbour"], forms=4), content)


@pytest.fixture(scope="module")
def edition(four):
    """Its edition."""
    return edition_of(four.view, four.key)


def found_of(edition) -> FoundEdition:
    """The edition as it is found by its code."""
    return FoundEdition(edition, tuple(range(len(edition.view.forms))))


def table(rows, separator: str = ",") -> bytes:
    """A CSV file as another program writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def marked(edition, *files: bytes, latest=None, **more):
    """The results of files."""
    named = [NamedFile(f"class-{n}.csv", data) for n, data in enumerate(files, 1)]
    return results(found_of(edition), MarksInput(named, **more), latest)


def refused(edition, *files: bytes, **more) -> list[str]:
    """What is said of files that are refused."""
    with pytest.raises(ContentError) as refusal:
        marked(edition, *files, **more)
    return [str(problem) for problem in refusal.value.problems if problem.severity == "error"]


# ---------------------------------------------------------------- students who sit the quiz


class Sitting:
    """A student's answers, drawn at random: what is typed of them as printed on the form, and what
    they earn by definition.
    """

    def __init__(self, questions, form: int, rng: random.Random) -> None:
        self.form, self._rng = form, rng
        self.typed: dict[str, str] = {}
        self.earned: list[Fraction] = []
        self.chosen: dict[tuple[int, int, str], tuple[str, ...]] = {}
        for question in questions:
            parts = question.parts or (question,)
            self.earned.append(sum((self._answer(part) for part in parts), Fraction(0)))

    def _answer(self, question) -> Fraction:
        typed, points = self._by_type(question)
        self.typed[question.number(self.form)] = typed
        return points

    def _by_type(self, question) -> tuple[str, Fraction]:
        student, key, rng = question.student, question.key, self._rng
        order, kind = question.orders[self.form], question.type.name
        if rng.random() < 0.05:
            self.chosen[question.place] = ()
            return "-", Fraction(0)
        blocks = question.type.student_blocks(student, order, EN)
        if kind in ("single", "multiple"):
            printed = next(block for block in blocks if isinstance(block, Options))
            texts = {plain(text): text for text in student.options}
            by_letter = {
                entry.letter: texts["".join(span.text for span in entry.runs)]
                for entry in printed.entries
            }
            size = 1 if kind == "single" else rng.randint(1, len(by_letter))
            letters = rng.sample(sorted(by_letter), size)
            answer = [by_letter[letter] for letter in letters]
            self.chosen[question.place] = tuple(sorted(answer))
            if kind == "single":
                return letters[0].lower(), scoring.one_right(student.points, key.key, answer[0])
            rules = {
                "plus-minus": scoring.plus_minus,
                "all-or-nothing": scoring.all_or_nothing,
                "per-option": lambda points, keys, chosen: scoring.per_option(
                    points, student.options, keys, chosen
                ),
            }
            return " ".join(letters), rules[student.scoring](student.points, key.keys, answer)
        if kind == "true-false":
            verdict, right = rng.random() < 0.5, rng.random() < 0.5
            sign = ("+" if right else "-") if student.correct_it and not verdict else ""
            points = scoring.true_false(student.points, key.key, verdict, student.correct_it, right)
            return ("T" if verdict else "F") + sign, points
        if kind == "ordering":
            right = [text for text, _ in key.sequence]
            given = rng.sample(right, len(right))
            rules = {
                "adjacent-pairs": scoring.adjacent_pairs,
                "position": scoring.position,
                "all-or-nothing": scoring.whole_order,
            }
            numbers = [str(given.index(student.events[index]) + 1) for index in order]
            return "".join(numbers), rules[student.scoring](student.points, right, given)
        if kind == "matching":
            printed = next(block for block in blocks if isinstance(block, Matching))
            letters = [letter for letter, _ in printed.responses]
            typed = [rng.choice(letters) for _ in printed.premises]
            by_letter = dict(zip(letters, student.responses, strict=True))
            premises = [student.premises[index] for index in order]
            given = {p: by_letter[letter] for p, letter in zip(premises, typed, strict=True)}
            return "".join(typed), scoring.per_pair(student.points, dict(key.pairs), given)
        if kind == "cloze":
            words = [rng.choice([*map(plain, ways), "nonsense"]) for ways in key.blanks]
            ways = [[plain(way) for way in ways] for ways in key.blanks]
            return "; ".join(words), scoring.per_blank(student.points, ways, words)
        if kind == "numeric":
            number = Decimal(key.key) + rng.choice([0, 0, 1, 100000])
            points = scoring.within(
                student.points, Decimal(key.key), Decimal(key.tolerance), number
            )
            return str(number), points
        halves = rng.randint(0, int(student.points * 2))
        return f"{halves / 2:g}", Fraction(halves, 2)


@pytest.fixture(scope="module")
def sat(edition) -> list[Sitting]:
    """Two hundred students over four forms."""
    rng = random.Random(2026)
    return [Sitting(questions_of(edition), n % 4, rng) for n in range(STUDENTS)]


def letters_file(edition, sat, numbers=slice(None)) -> bytes:
    """What a typist would make of the papers: the columns are the numbers on the papers."""
    questions = questions_of(edition)
    columns = sorted(
        {number for sitting in sat for number in sitting.typed},
        key=lambda number: (int(number.rstrip("abcdefghij")), number),
    )
    assert questions
    rows = [["Number", "Name", "Form", *columns]]
    for n, sitting in list(enumerate(sat, 1))[numbers]:
        cells = [sitting.typed.get(column, "") for column in columns]
        rows.append([f"S{n:03}", f"{NAMES[n % 4]} {n}", "ABCD"[sitting.form], *cells])
    return table(rows)


def agreed(found, sat) -> bool:
    """Whether every paper earned, question by question, what it should, and every option was
    counted as often as it was chosen.
    """
    points = [list(paper.points) for paper in found.papers]
    if points != [sitting.earned for sitting in sat]:
        return False
    for whole in found.figures.questions:
        for figures in (whole, *whole.parts):
            if figures.question.type.name not in ("single", "multiple"):
                continue
            chosen = Counter(
                text for sitting in sat for text in sitting.chosen[figures.question.place]
            )
            if {option.text: option.chosen for option in figures.options} != {
                option.text: chosen[option.text] for option in figures.options
            }:
                return False
    return True


def test_two_hundred_papers_over_four_forms_come_back(edition, sat):
    """Answers of every type, typed as on each form's paper and read back, earn what the printed
    rules say by an independent implementation, and each option was chosen as often as it was.
    """
    found = marked(edition, letters_file(edition, sat))
    assert len(found.papers) == STUDENTS and agreed(found, sat)
    assert {figures.question.type.name for figures in found.figures.questions} >= {
        "single", "multiple", "true-false", "matching", "ordering", "cloze", "numeric", "set",
    }  # fmt: skip
    assert sum(sitting.typed["1"] == "-" for sitting in sat) > 0


def test_two_options_swapped_on_one_form_are_noticed(edition, sat, monkeypatch):
    """Negative control: a program that takes two distractors of one form for each other gives the
    same points, and is found out by the counts.
    """
    honest = lettered.texts_of_letters
    single = next(
        q for q in questions_of(edition) if q.type.name == "single" and len(q.student.options) == 4
    )
    wrong = [text for text in single.student.options if text != single.key.key][:2]

    def spoiled(typed, options, order):
        texts = honest(typed, options, order)
        if options == single.student.options and order == single.orders[2]:
            swap = dict(zip(wrong, reversed(wrong), strict=True))
            return tuple(swap.get(text, text) for text in texts)
        return texts

    monkeypatch.setattr(lettered, "texts_of_letters", spoiled)
    found = marked(edition, letters_file(edition, sat))
    assert [list(paper.points) for paper in found.papers] == [s.earned for s in sat]
    assert not agreed(found, sat)


def test_files_of_several_groups_are_one_class(edition, sat):
    """Groups in files of their own, in any order of columns, come to the same figures as one
    file.
    """
    parts = [letters_file(edition, sat, slice(0, 90)), letters_file(edition, sat, slice(90, None))]
    found, whole = marked(edition, *parts), marked(edition, letters_file(edition, sat))
    assert result_values(found)["questions"] == result_values(whole)["questions"]
    assert [group.papers for group in found.figures.groups] == [90, 110]


def test_a_class_of_points_gives_the_same_totals(edition, sat):
    """The filled mark sheet of `packs marking` and the letters of the same papers come to the same
    points; its sums are checked.
    """
    rows = sheet_rows(edition, sat)
    found = marked(edition, table(rows))
    assert [list(paper.points) for paper in found.papers] == [
        [Fraction(round(float(p), 4)).limit_denominator(10000) for p in sitting.earned]
        for sitting in sat
    ]
    assert not any(figures.options for figures in found.figures.questions)


def sheet_rows(edition, sat) -> list[list[str]]:
    """The mark sheet as a marker fills it in, question by question as numbered on the paper."""
    questions = questions_of(edition)
    students = [(f"{NAMES[n % 4]} {n}", f"S{n:03}", "ABCD"[s.form]) for n, s in enumerate(sat, 1)]
    rows = mark_rows(edition, students)
    for row, sitting in zip(rows[1:], sat, strict=True):
        by_number = {
            q.number(sitting.form): f"{round(float(points), 4):g}"
            for q, points in zip(questions, sitting.earned, strict=True)
        }
        for n, head in enumerate(rows[0]):
            if head in by_number:
                row[n] = by_number[head]
        sections = [
            sum(
                (p for q, p in zip(questions, sitting.earned, strict=True) if q.section == section),
                Fraction(0),
            )
            for section in range(len(edition.view.sections))
        ]
        for section, points in enumerate(sections, 1):
            row[rows[0].index(f"Part {section}")] = f"{float(points):.3f}"
        row[rows[0].index("Total")] = f"{float(sum(sections)):.3f}"
    return rows


# ---------------------------------------------------------------- what `packs marking` writes


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_csv_is_read_as_it_was_written(edition, separator):
    """The empty sheet has no marks; one cell filled in is asked for the rest."""
    data = mark_sheet_csv(edition, [("Ana", "7", "B")], separator).content.data
    assert refused(edition, data) == ["class-1.csv: error no-marks: no row of this file has marks"]
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))
    rows[1][3] = "1"
    lines = refused(edition, table(rows, separator))
    assert "nothing is here; type - where nothing was answered" in lines[0] and len(lines) > 10


def test_the_workbook_adds_up_and_is_read(edition, sat, tmp_path):
    """Totals are formulas over the cells of their part; numbers keep their zeros; filled in and
    calculated it is read like the CSV; the same rows give the same bytes.
    """
    first = mark_sheet_workbook(edition, [("=Ana", "007", "B")]).content.data
    assert first == mark_sheet_workbook(edition, [("=Ana", "007", "B")]).content.data
    book = openpyxl.load_workbook(io.BytesIO(first))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    total = sheet.cell(2, heads.index("Total") + 1).value
    assert total.startswith("=IF(COUNT(") and total.count(",") >= len(edition.view.sections)
    assert sheet["A2"].value == "=Ana" and sheet["A2"].data_type == "s"
    assert sheet["B2"].value == "007"
    rows = sheet_rows(edition, sat[:5])
    for line, row in enumerate(rows[1:], 2):
        for column, text in enumerate(row, 1):
            numeric = column > 3 and text
            sheet.cell(line, column).value = float(text) if numeric else text or None
    filled = io.BytesIO()
    book.save(filled)
    found = marked(edition, filled.getvalue())
    assert [float(paper.total) for paper in found.papers] == pytest.approx(
        [float(sum(s.earned)) for s in sat[:5]], abs=0.001
    )


def test_a_sheet_of_an_earlier_program_is_read_by_its_columns(edition):
    """Sheets whose heads have points in brackets have a column for a question, whatever its number
    on the student's form.
    """
    questions = questions_of(edition)
    heads = ["Name", "Number", "Form", *(f"{q.number()} [1]" for q in questions), "Total [40]"]
    forms = [["Question on form B", "", "B", *(q.number(1) for q in questions), ""]]
    cells = ["0" if n else "0.5" for n, _ in enumerate(questions)]
    found = marked(edition, table([heads, *forms, ["Ana", "1", "B", *cells, ""]]))
    assert found.papers[0].points[0] == Fraction(1, 2)
    assert len(found.papers) == 1


# ---------------------------------------------------------------- what is doubtful


def small(edition, changes: dict[str, str], form: str = "A") -> bytes:
    """A file with one paper, all points 0 but for some cells."""
    count = len(questions_of(edition))
    cells = {str(n): "0" for n in range(1, count + 1)} | changes
    return table([["name", "number", "form", *cells], ["Ana", "7", form, *cells.values()]])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"1": ""}, "column '1': nothing is here; type - where nothing was answered"),
        ({"2": "99"}, "column '2' '99': the question is worth"),
        ({"1": "-1"}, "column '1' '-1': give its points"),
        ({"1": "A"}, "column '1' 'A': this file has points in other rows, and letters here"),
    ],
)
def test_a_doubtful_cell_is_named(edition, changes, says):
    """Its row, its column and what is there; what to type instead."""
    lines = refused(edition, small(edition, changes))
    assert any(says in line for line in lines), lines
    assert all(line.startswith("class-1.csv:2") for line in lines)


def test_columns_may_be_in_any_order(edition):
    """Whether figures or letters were typed is seen in every column, in the first one too."""
    single = next(q for q in questions_of(edition) if q.type.name == "single")
    heads, cells = (line.split(",") for line in small(edition, {}).decode().splitlines())
    others = [
        [cell for cell, head in zip(row, heads, strict=True) if head != single.number()]
        for row in (heads, cells)
    ]
    row = {"number": "7", "form": "A", single.number(): "B"}
    papers = [
        marked(edition, table(others), table([columns, [row[c] for c in columns]])).papers
        for columns in ([*row], [*reversed(row)])
    ]
    assert papers[0] == papers[1]


def test_columns_that_are_not_read_are_named(edition):
    """Of a table of one's own; the grade and the tick of our mark sheet are known."""
    heads, cells = small(edition, {}).decode().splitlines()
    for more, said in (
        ("Mood,Remark", ["these columns are not used: 'Mood', 'Remark'"]),
        (EN("mark-sheet-grade"), []),
    ):
        row = cells + "," * len(more.split(","))
        notes = marked(edition, f"{heads},{more}\n{row}\n".encode()).notes
        assert [note.message for note in notes if note.rule == "unused-column"] == said


def test_letters_that_are_no_answer_are_named(edition, sat):
    """Two letters where one counts, a letter that is no option, a correction left open: each with
    its cell; the other papers are not used either.
    """
    rows = list(csv.reader(io.StringIO(letters_file(edition, sat).decode())))
    questions = questions_of(edition)
    form = sat[0].form
    single = next(q for q in questions if q.type.name == "single").number(form)
    verdict = next(q for q in questions if q.type.name == "true-false").number(form)
    rows[1][rows[0].index(single)] = "AB"
    rows[2][rows[0].index("1")] = "Z"
    rows[1][rows[0].index(verdict)] = "F"
    lines = refused(edition, table(rows))
    assert any(f"row 2, column '{single}' 'AB': only one option counts" in line for line in lines)
    assert any("is no option here" in line or "give" in line for line in lines)
    assert any("type F+ where it is right" in line for line in lines)


def test_forms_students_and_sums(edition):
    """A form that is missing or none, a student twice, one who is on no list, a sum that is not
    one.
    """
    assert "the form of this paper is missing" in refused(edition, small(edition, {}, ""))[0]
    assert (
        "there is no form 'X'; this edition, 7K3Q-2M4X, has A, B, C, D"
        in refused(edition, small(edition, {}, "X"))[0]
    )
    file = small(edition, {})
    lines = refused(edition, file, file)
    assert lines == [
        "class-2.csv:2: error duplicate-student: this student has marks at class-1.csv:2, too; "
        "delete one, or tell two students apart by a number"
    ]
    listed = (Student("Eva", "8", line=2),)
    assert "not on the class list" in refused(edition, file, students=listed)[0]
    listed = (Student("Ana", "7", form="A", line=2), Student("Eva", "8", line=3))
    found = marked(edition, small(edition, {}, ""), students=listed)
    assert found.papers[0].paper.form == 0
    assert any(note.message == "no marks for 1 student of the list: line 3" for note in found.notes)
    assert (
        "the form is B here and A in the class list"
        in refused(edition, small(edition, {}, "B"), students=listed)[0]
    )
    assert (
        "the total is 3 here, but its questions add up to 0"
        in refused(edition, small(edition, {"Total": "3"}))[0]
    )
    assert "part 1 is 2 here" in refused(edition, small(edition, {"Part 1": "2"}))[0]
    behind_an_empty_one = small(edition, {"Part 1": "", "Total": "3"})
    assert "the total is 3 here" in refused(edition, behind_an_empty_one)[0]
    assert "is no question of this quiz" in refused(edition, small(edition, {"99": "0"}))[0]


def test_commas_that_make_more_cells_are_noticed(edition):
    """A row whose numbers have commas that part cells, too, has more cells than heads, all of them
    in the wrong column: it is refused, and with ; between the cells it is read.
    """
    count = len(questions_of(edition))
    heads = ["name", "number", "form", *map(str, range(1, count + 1))]
    cells = ["Ana", "7", "A", "0,5", *["0"] * (count - 1)]
    shifted = "\n".join(",".join(row) for row in (heads, cells)).encode()
    (line,) = refused(edition, shifted)
    assert line.startswith("class-1.csv:2:") and "more cells than the first line has heads" in line
    found = marked(edition, table([heads, cells], ";"))
    assert found.papers[0].total == Fraction(1, 2)


def test_a_number_of_another_student_is_noticed(edition):
    """A name that has nothing in common with the one of this number in the class list is asked
    about, so that a slip in the number gives nobody the marks of another; spelt without accents,
    shortened or in another script it is the same.
    """
    heads = ["name", "number", "form", *map(str, range(1, len(questions_of(edition)) + 1))]
    listed = (Student("Ana Tešić", "1", line=2), Student("Björn Åkesson", "2", line=3))

    def said(name: str) -> list[str]:
        rows = [heads, [name, "2", "A", *["0"] * (len(heads) - 3)]]
        try:
            marked(edition, table(rows), students=listed)
        except ContentError as refusal:
            return [str(problem) for problem in refusal.problems if problem.severity == "error"]
        return []

    for same in ("Björn Åkesson", "Bjorn", "akesson, b.", "Бјерн Окесон", ""):
        assert said(same) == [], same
    (line,) = said("Ana Tešić")
    assert line.startswith("class-1.csv:2: error unknown-student: line 3 of the class list")
    assert "Ana" not in line and "Björn" not in line


def test_a_sum_without_marks_is_asked_about(edition):
    """A row that has nothing but its total is no absent student, unless the total is the 0 of a
    formula.
    """
    count = len(questions_of(edition))
    heads = ["name", "number", "form", *map(str, range(1, count + 1)), "Total"]
    whole = ["Ana", "7", "A", *["0"] * (count + 1)]
    for total, doubtful in (("12", count), ("0", 0), ("", 0)):
        file = table([heads, whole, ["Eva", "8", "A", *[""] * count, total]])
        if doubtful:
            assert len(refused(edition, file)) == doubtful
        else:
            assert len(marked(edition, file).papers) == 1


def test_a_cell_is_named_once(edition):
    """What is neither points nor an answer has one message, whatever is wrong with it."""
    (line,) = refused(edition, small(edition, {"1": "1e0"}))
    assert "column '1' '1e0'" in line


def test_answers_and_points_of_two_files_are_one_paper(edition, sat):
    """Machine-read letters in one file and the points of open questions in another make a paper,
    although a number is an open question on one form and none on the next; without the second, what
    is missing is named, and a cell that is empty in both is asked about once for each.
    """
    rows = list(csv.reader(io.StringIO(letters_file(edition, sat[:8]).decode())))
    by_hand = [
        {
            part.number(form)
            for question in questions_of(edition)
            for part in (question.parts or (question,))
            if part.type.marked_by_hand
        }
        for form in range(4)
    ]

    def half(hand: bool) -> list[list[str]]:
        return [
            rows[0],
            *(
                [
                    cell if n < 3 or (head in by_hand["ABCD".index(row[2])]) is hand else ""
                    for n, (cell, head) in enumerate(zip(row, rows[0], strict=True))
                ]
                for row in rows[1:]
            ),
        ]

    letters, points = half(False), half(True)
    found = marked(edition, table(letters), table(points))
    assert [list(paper.points) for paper in found.papers] == [s.earned for s in sat[:8]]
    cells = refused(edition, table(letters))
    assert cells and all("nothing is here" in line for line in cells)
    column = rows[0].index(min(by_hand[0], key=lambda number: int(number.strip("abcdefghij"))))
    points[1][column] = ""
    assert refused(edition, table(letters), table(points)) == [
        f"class-{n}.csv:2:{at}: error doubtful-mark: row 2, column '{rows[0][column]}': nothing is "
        "here; type - where nothing was answered"
        for n, at in enumerate((_place_in_line(half[1], column) for half in (letters, points)), 1)
    ]
    doubtful = [list(row) for row in letters]
    doubtful[1][rows[0].index("1")] = "??"
    lines = refused(edition, table(doubtful), table(half(True)))
    assert len(lines) == 1 and "'??'" in lines[0], "what its other row completes is not missing"


def _place_in_line(row: list[str], column: int) -> int:
    return len(",".join(row[:column])) + 2


def test_what_every_paper_lacks_is_said_once(edition, sat):
    """A column that is not there, or is empty, is one problem for all papers, with how many they
    are; of other problems the first twenty of a file are named and the others counted.
    """
    rows = list(csv.reader(io.StringIO(letters_file(edition, sat).decode())))
    open_question = next(q for q in questions_of(edition) if q.type.name == "essay")
    emptied = [list(row) for row in rows]
    for row in emptied[1:]:
        row[rows[0].index("1")] = ""
    (line,) = refused(edition, table(emptied))
    assert line.endswith(
        "row 2, column '1': nothing is here; type - where nothing was answered; the same in 199 "
        "more rows (3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …)"
    )
    (line,) = refused(edition, table([[*row[:2], *row[3:]] for row in rows]))
    assert "the form of this paper is missing" in line and "the same in 199 more rows" in line
    for n, row in enumerate(emptied[1:]):
        row[rows[0].index("1")] = f"?{n}"
    lines = refused(edition, table(emptied))
    assert len(lines) == 21 and lines[-1].endswith("180 more cells of this file are like this")
    numbers = {"1", *(str(n) for n in open_question.numbers)}
    one_form = [row for row in rows if row[2] in ("Form", "A")]
    without = [[c for c, head in zip(row, rows[0], strict=True) if head not in numbers]
               for row in one_form]  # fmt: skip
    (line,) = refused(edition, table(without))
    assert line.startswith("class-1.csv:2: ")
    assert f"of this paper and of {len(one_form) - 2} others (numbers of form A)" in line


def test_a_file_that_is_lost_is_the_only_problem(edition, sat):
    """What its papers would have filled is not asked for."""
    rows = list(csv.reader(io.StringIO(letters_file(edition, sat[:4]).decode())))
    half = [[*row[:8], *("" for _ in row[8:])] for row in rows[1:]]
    assert len(refused(edition, table([rows[0], *half]))) > 4
    (line,) = refused(edition, table([rows[0], *half]), b"nothing\nto read\n")
    assert line.startswith("class-2.csv")


@pytest.mark.parametrize("name", ["mean", "Mittelwert", "Просек", "Total"])
def test_a_mean_is_no_student(edition, name):
    """A row of means or sums below the students is refused by its line; with a number, or as a part
    of a name, the word is a student's name.
    """
    heads, cells = csv.reader(io.StringIO(small(edition, {}).decode()))
    below = [name, "", *cells[2:]]
    (line,) = refused(edition, table([heads, cells, below]))
    assert line == f"class-1.csv:3: error no-name: '{name}' looks like no student; delete this row"
    for whose in ([name, "8"], [f"{name} Müller", ""], ["Max", ""]):
        found = marked(edition, table([heads, cells, [*whose, *cells[2:]]]))
        assert len(found.papers) == 2


def test_titles_above_the_heads_are_noticed(edition):
    """Lines above the names of the columns are named, whatever is in them."""
    heads, cells = csv.reader(io.StringIO(small(edition, {}).decode()))
    for above in (["Class 3b"], ["Name", "3b"], ["", "", "", "Part 1", "", "Part 2"]):
        (line,) = refused(edition, table([above, heads, cells]))
        assert "names of the columns are in line 2; delete the lines above it" in line


def test_letters_of_another_alphabet_are_named(edition, sat):
    """A Cyrillic letter that looks like a Latin one is neither that nor its place in its own
    alphabet; so is that of a form.
    """
    rows = list(csv.reader(io.StringIO(letters_file(edition, sat[:1]).decode())))
    single = next(q for q in questions_of(edition) if q.type.name == "single").number(0)
    rows[1][rows[0].index(single)] = "В"  # noqa: RUF001
    (line,) = refused(edition, table(rows))
    assert "'В' is of another alphabet; type the Latin letter" in line  # noqa: RUF001
    rows[1][rows[0].index(single)] = "…"
    (line,) = refused(edition, table(rows))
    assert "'…' is no option here; they are A to" in line
    rows[1][rows[0].index(single)] = "A"
    rows[1][2] = "А"  # noqa: RUF001
    (line,) = refused(edition, table(rows))
    assert "there is no form 'А' (it is of another alphabet)" in line  # noqa: RUF001


def test_an_empty_paper_is_noted(edition):
    """A student with dashes everywhere earns 0 and is named, for it may be one who was absent."""
    heads, cells = csv.reader(io.StringIO(small(edition, {}).decode()))
    found = marked(edition, table([heads, cells, ["Eva", "8", "B", *["-"] * (len(cells) - 3)]]))
    assert found.papers[1].total == 0
    (note,) = [n for n in found.notes if "nothing is answered on this paper" in n.message]
    assert str(note.location) == "class-1.csv:3"


@pytest.mark.parametrize(
    ("typed", "says"),
    [("1,000", "1000 or 1"), ("1.000", "1000 or 1"), ("2.50", ""), ("1.125", ""),
     ("1,250", "1250 or 1.25"), ("12,345", "12345 or 12.345")],
)  # fmt: skip
def test_a_thousand_is_no_decimal(edition, typed, says):
    """What may be a thousand or a decimal is asked about, in the words to type."""
    question = next(
        unit for q in questions_of(edition) for unit in (q, *q.parts) if unit.type.name == "numeric"
    )
    if not says:
        assert question.type.response(question.student, (), typed, EN) == (typed,)
        return
    with pytest.raises(DoubtfulResponse, match=f"write {says}$"):
        question.type.response(question.student, (), typed, EN)


def test_a_wrong_form_is_noticed(loaded):
    """Where students know most answers, papers with another form than was sat are named with the
    right one; papers with their own form are not.
    """
    items = "".join(
        f"  - id: k-{n}\n    stem: What is number {n}?\n    key: Right {n}\n"
        f"    distractors: [One {n}, Two {n}, Three {n}]\n"
        for n in range(12)
    )
    listed = ", ".join(f"k-{n}" for n in range(12))
    pack = (
        "pack: q\ntitle: Q\nseed: 3f9c1be07a5248d6b1e4930f7c2ad856\nforms: 4\n"
        f"quiz: {{sections: [{{title: S, items: [{listed}]}}]}}\n"
    )
    bank = f"bank: k\nitems:\n{items}"
    content = loaded({"questions/k.yaml": bank, "packs/q.yaml": pack}).content
    quiz = arrange(content.packs["q"], content)
    questions, rng = questions_of(edition_of(quiz.view, quiz.key)), random.Random(5)

    def paper(n: int, slip: int, knows: float) -> Paper:
        """A paper whose letters are typed with a form that is `slip` after the one that was sat."""
        sat, typed = n % 4, (n + slip) % 4
        by_number = {question.numbers[typed]: question for question in questions}
        answers = {}
        for question in questions:
            right = question.student.options.index(question.key.key)
            letter = question.orders[sat].index(right)
            if rng.random() > knows:
                letter = rng.randrange(4)
            read_as = by_number[question.numbers[sat]]
            text = read_as.student.options[read_as.orders[typed][letter]]
            answers[read_as.place] = Answer((text,))
        return Paper(str(n), "", "", typed, answers, NOWHERE)

    def named(slip: int, knows: float) -> list[OtherForm]:
        papers = [paper(n, slip, knows) for n in range(200)]
        return list(better_forms(questions, papers, 4))

    assert not named(0, 1.0) and not named(0, 0.5)
    for slip in (1, 2, 3):
        found = named(slip, 1.0)
        assert len(found) == 200 and all(
            other.form == (other.paper.form - slip) % 4 for other in found
        )
        assert all(other.right > other.right_as_typed for other in found)


def test_a_form_is_its_letter_or_the_code_in_the_footer(edition):
    """B, b and the whole code of the paper are form B; the code of another edition is none."""
    code = edition.code
    for form in (
        *("B", "b", f"{code}-B", f"{code}-b"),
        *(f"{code}–B", f"{code} B", f"{code.replace('-', '')}b"),
    ):
        assert marked(edition, small(edition, {}, form)).papers[0].paper.form == 1
    (says,) = refused(edition, small(edition, {}, f"{code}–Z"))
    assert "of another alphabet" not in says and code in says
    assert "of another alphabet" not in refused(edition, small(edition, {}, "–Z"))[0]
    assert "of another alphabet" in refused(edition, small(edition, {}, "В"))[0]
    assert (
        "there is no form 'AAAA-AAAA-B'" in refused(edition, small(edition, {}, "AAAA-AAAA-B"))[0]
    )
    many = replace(edition, view=replace(edition.view, forms=edition.view.forms[:1] * 30))
    assert marked(many, small(many, {}, "7")).papers[0].paper.form == 6


HEADS = ("name", "number", "form", "1", "2", "3 points", "4 answer", "14a", "Total", "Part 1", "Stu1",
         "PriKey1", "Key Version", "Question 1", "Response 1", "99", "", "Name", "x")  # fmt: skip
CELLS = ("", "-", "A", "B", "AC", "1", "0.5", "½", "T", "F+", "31254", "pier; March; -", "'=x", "9e9",
         "\ufeff", "1,5", "Ana", "007")  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(CELLS), max_size=9), max_size=5), st.data())
@settings(max_examples=150)
def test_any_table_is_read_or_refused_in_words(edition, rows, data):
    """Whatever a table holds, it comes to results or to located problems, never to an error of the
    program.
    """
    heads = data.draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=9))
    try:
        found = marked(edition, table([heads, *rows]))
    except ContentError as refusal:
        assert all(problem.location.path for problem in refusal.problems)
    else:
        assert found.papers


@given(st.binary(max_size=60))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused_in_words(edition, data):
    """So with bytes that are no table at all."""
    with pytest.raises(ContentError):
        marked(edition, data)


def test_points_are_read_as_people_type_them():
    """With a point, a comma or a half; nothing else is taken for a number."""
    read = [points_of(text) for text in ("2", "2.5", "2,5", "2½", "½", "0")]
    assert read == [2, Fraction(5, 2), Fraction(5, 2), Fraction(5, 2), Fraction(1, 2), 0]
    assert [points_of(text) for text in ("", "-", "A", "1/2", "2..5", "1 000 000", "+1")] == [
        None
    ] * 5 + [None, None]


# ---------------------------------------------------------------- other programs


def zipgrade_rows(edition, sat, spoil=None):
    """ZipGrade's full export of choice questions: its own marking is beside the answers."""
    questions = questions_of(edition)
    fits = [q for q in questions if fits_zipgrade(q)]
    count = max(q.numbers[0] for q in questions)
    heads = [
        "QuizName",
        "QuizClass",
        "FirstName",
        "LastName",
        "StudentID",
        "CustomID",
        "Key Version",
    ]
    for n in range(1, count + 1):
        heads += [f"Stu{n}", f"PriKey{n}", f"Points{n}", f"Mark{n}"]
    rows = [heads]
    for n, sitting in enumerate(sat, 1):
        row = ["Q", "Class 1", NAMES[n % 4], str(n), f"S{n:03}", "", "ABCD"[sitting.form]]
        by_number = {q.numbers[sitting.form]: q for q in fits}
        for number in range(1, count + 1):
            question = by_number.get(number)
            if question is None:
                row += ["", "", "", ""]
                continue
            typed = sitting.typed[question.number(sitting.form)].upper().replace(" ", "")
            key = question.type.short_key(
                question.student, question.key, question.orders[sitting.form], EN
            )
            row += ["" if typed == "-" else typed, spoil or key, "0", "X"]
        rows.append(row)
    rest = [["number", "form", *(str(n) + " points" for n in range(1, count + 1))]]
    for n, sitting in enumerate(sat, 1):
        by_number = {
            q.numbers[sitting.form]: sum((p for p in [e]), Fraction(0))
            for q, e in zip(questions, sitting.earned, strict=True)
            if q not in fits
        }
        cells = [
            f"{round(float(by_number[number]), 4):g}" if number in by_number else ""
            for number in range(1, count + 1)
        ]
        rest.append([f"S{n:03}", "ABCD"[sitting.form], *cells])
    return rows, rest, fits


def test_zipgrade_answers_are_read_and_its_marking_is_not(edition, sat):
    """Stu columns are answers, Points and Mark are not; empty is not answered; the key it used must
    be the form's.
    """
    only_a = [s for s in sat if s.form == 0][:20]
    rows, rest, fits = zipgrade_rows(edition, only_a)
    keep = [n for n, head in enumerate(rest[0]) if n < 2 or any(row[n] for row in rest[1:])]
    points = [[row[n] for n in keep] for row in rest]
    found = marked(edition, table(rows), table(points))
    for question, figures in zip(found.questions, found.figures.questions, strict=True):
        if question in fits and question.type.name == "single":
            assert sum(o.chosen for o in figures.options) + figures.omitted == 20
    earned = [
        [p for q, p in zip(found.questions, s.earned, strict=True) if q in fits] for s in only_a
    ]
    assert [
        [p for q, p in zip(found.questions, paper.points, strict=True) if q in fits]
        for paper in found.papers
    ] == earned
    rows, rest, _ = zipgrade_rows(edition, only_a, spoil="E")
    assert any(
        "wrong-key: ZipGrade has the key E" in line for line in refused(edition, table(rows))
    )


def test_the_key_for_zipgrade_scores_as_the_paper_says(edition):
    """Each form is a key version; every response that earns points has its line; open questions are
    named; too many forms are refused.
    """
    questions = questions_of(edition)
    heads, *rows = zipgrade_key(questions, edition.form_names, EN)
    assert heads == ["Key Letter", "Question Number", "Response/Mapping", "Point Value", "Tags"]
    assert {row[0] for row in rows} == set("ABCD")
    for form, letter in enumerate("ABCD"):
        for question in questions:
            lines = [r for r in rows if r[:2] == [letter, str(question.numbers[form])]]
            if not fits_zipgrade(question):
                assert lines == []
                continue
            best = question.type.short_key(
                question.student, question.key, question.orders[form], EN
            )
            assert lines[0][2] in (best, "A", "B") and lines[0][3] == f"{float(question.points):g}"
            assert {row[4] for row in lines} == {f"Question {question.number()}"}
    left_out = left_out_of_zipgrade(questions)
    named = {(q.number(), reason) for reason, without in left_out.items() for q in without}
    for question in questions:
        parts = question.parts or (question,)
        assert any(number == parts[-1].number() for number, _ in named) is not fits_zipgrade(
            question
        )
        if question.parts:
            assert {r for number, r in named if number in {p.number() for p in parts}} == {
                "its sheets have a row for a question, none for the parts of a set"
            }
    assert len(left_out) > 1  # a set, and others
    with pytest.raises(NotForZipGrade, match="6 forms"):
        zipgrade_key(questions, "ABCDEF", EN)


def test_moodle_responses_are_found_by_their_texts(edition, sat):
    """Options by exact text in any order and language of heads; a text that is no option is
    named.
    """
    questions = [q for q in questions_of(edition) if q.type.name in ("single", "multiple")]
    heads = ["Nachname", "Vorname", "ID-Nummer", "Bewertung/10,00"]
    for n in range(1, len(questions) + 1):
        heads += [f"Frage {n}", f"Antwort {n}", f"Richtige Antwort {n}"]
    heads[2] = "Matrikelnummer"
    rows = [heads]
    for n, sitting in enumerate(sat[:12], 1):
        row = ["Mayer", "Eva", str(n), "5"]
        for question in questions:
            texts = "; ".join(plain(text) for text in sitting.chosen[question.place])
            row += [plain(question.student.stem), texts or "-", "x"]
        rows.append(row)
    lines = refused(edition, table(rows))
    assert lines and all("missing-marks" in line for line in lines), "the choices are all known"
    rows[1][5] = "Something else"
    lines = refused(edition, table(rows))
    assert any("row 2, slot 1: no option of this question has exactly" in line for line in lines)
    rows[1][4] = "Another question"
    assert any(
        "no question of this quiz has exactly this text" in line
        for line in refused(edition, table(rows))
    )
    for row in rows[1:]:
        row[4] = "Another question"
    lines = [x for x in refused(edition, table(rows)) if "missing-marks" not in x]
    assert len(lines) == 1, "a question of another quiz is one error, whoever answered it"
    assert "row 2, slot 1: no question" in lines[0]
    assert lines[0].endswith("in 11 more rows (3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …)")
    for row in rows[1:7]:
        row[7] = "Another one"
    lines = [x for x in refused(edition, table(rows)) if "missing-marks" not in x]
    assert ["slot 1" in lines[0], "slot 2" in lines[1]] == [True, True] and len(lines) == 2
    assert lines[1].endswith("the same in 5 more rows (3, 4, 5, 6, 7)")


def in_moodle(question, sitting) -> tuple[str, str]:
    """The text of a question and a response as Moodle 4.5 summarises them, options shuffled."""
    student, kind = question.student, question.type.name
    stem = plain(student.stem)
    typed = sitting.typed[question.number(sitting.form)]
    order = question.orders[sitting.form]
    blocks = question.type.student_blocks(student, order, EN)
    if kind in ("single", "multiple"):
        chosen = [plain(text) for text in reversed(sitting.chosen[question.place])]
        return f"{stem}: {'; '.join(map(plain, student.options))}", "; ".join(chosen) or "-"
    if kind == "cloze":
        words = [""] * (len(student.pieces) - 1) if typed == "-" else typed.split("; ")
        parts = "; ".join(f"Teil {n}: {word}" for n, word in enumerate(words, 1))
        return f"{stem}\n{' _____ '.join(map(plain, student.pieces))}", parts
    if kind == "matching":
        printed = next(block for block in blocks if isinstance(block, Matching))
        said = {letter: "".join(s.text for s in runs) for letter, runs in printed.responses}
        premises = ["".join(span.text for span in runs) for runs in printed.premises]
        pairs = [f"{p} -> {said[c]}" for p, c in zip(premises, typed, strict=False) if c in said]
        question_text = f"{stem} {{{'; '.join(premises)}}} -> {{{'; '.join(said.values())}}}"
        return question_text, "; ".join(reversed(pairs)) or "-"
    words = {"T": "True", "F": "False"}
    return stem, words.get(typed, typed)


def test_moodles_own_summaries_are_read(edition, sat):
    """With options behind the stem, gaps as `part 1: word` in any language, pairs with an arrow and
    verdicts in English, papers earn what they did; corrections, orders, which Moodle cuts, and open
    questions come from another table.
    """
    kinds = {"single", "multiple", "cloze", "matching", "numeric", "true-false"}
    units = [part for q in questions_of(edition) for part in (q.parts or (q,))]
    read = [
        unit
        for unit in units
        if unit.type.name in kinds and not getattr(unit.student, "correct_it", False)
    ]
    assert {unit.type.name for unit in read} == kinds
    stems = Counter(plain(unit.student.stem) for unit in read)
    read = [unit for unit in read if stems[plain(unit.student.stem)] == 1]
    heads = ["Last name", "First name", "ID number", "Grade/10"]
    heads += [f"{what} {n}" for n in range(1, len(read) + 1)
              for what in ("Question", "Response", "Right answer")]  # fmt: skip
    rows = [heads]
    others: list[list[str]] = [["number", "form"]]
    rest = [unit for unit in units if unit not in read]
    others[0] += [f"{unit.number()} answer" for unit in rest]
    on_first = [sitting for sitting in sat if sitting.form == 0][:20]
    for n, sitting in enumerate(on_first, 1):
        row = ["Mayer", "Eva", str(n), "5"]
        for unit in read:
            row += [*in_moodle(unit, sitting), "x"]
        rows.append(row)
        others.append([str(n), "A", *(sitting.typed[unit.number()] for unit in rest)])
    found = marked(edition, table(rows), table(others))
    assert [list(paper.points) for paper in found.papers] == [s.earned for s in on_first]
    matching = next(n for n, unit in enumerate(read) if unit.type.name == "matching")
    rows[1][4 + 3 * matching + 1] = "nonsense -> nothing"
    (line,) = refused(edition, table(rows), table(others))
    assert f"row 2, slot {matching + 1}: give a letter" in line
    assert "delete the columns of this slot" in line


def test_a_question_of_moodle_is_one_of_the_quiz(edition, sat):
    """Other options behind the same stem are another question; a question of one answer has no
    two.
    """
    unit = next(q for q in questions_of(edition) if q.type.name == "single")
    stem, options = plain(unit.student.stem), [plain(text) for text in unit.student.options]
    heads = ["Last name", "ID number", "Question 1", "Response 1", "Question 2", "Response 2"]

    def said(asked: str, response: str) -> str:
        rows = [heads, ["Eva", "1", asked, response, "", ""]]
        return "\n".join(refused(edition, table(rows)))

    listed = "; ".join(reversed(options))
    assert "slot 1" not in said(f"{stem}: {listed}", options[0])
    assert "slot 1" not in said(f"_{stem.upper()}_: {listed}", options[0])
    assert "no question of this quiz" in said(f"{stem}: {options[0]}; another", options[0])
    assert "no question of this quiz" in said(f"{stem}: {options[0]}", options[0])
    assert "only one option counts" in said(f"{stem}: {listed}", "; ".join(options[:2]))
    assert "exactly this text" in said(f"{stem}: {listed}", f"{options[0]} and more")


def test_marks_of_nobody_are_named(edition):
    """A row with marks and without name and number is no paper: it is said where it is."""
    heads, cells = (line.split(",") for line in small(edition, {}).decode().splitlines())
    (line,) = refused(edition, table([heads, ["", "", *cells[2:]]]))
    assert (
        line == "class-1.csv:2: error no-name: this row has marks and neither a name nor a number"
    )


def test_a_row_of_doubtful_responses_is_not_called_empty(edition):
    """Only a row without any response is said to have none."""
    unit = next(q for q in questions_of(edition) if q.type.name == "single")
    heads = ["Last name", "ID number", "Question 1", "Response 1", "Question 2", "Response 2"]

    def said(asked: str, response: str) -> str:
        rows = [heads, ["Eva", "1", asked, response, "", ""]]
        with pytest.raises(ContentError) as refusal:
            marked(edition, table(rows))
        return "\n".join(map(str, refusal.value.problems))

    assert "this row has no answers" in said("-", "-")
    doubtful = said(plain(unit.student.stem), "Something else")
    assert "no option of this question" in doubtful and "no answers" not in doubtful


def test_a_declared_profile_reads_another_programs_table(edition, node):
    """Heads, forms and letters as declared; a key in the second line is skipped, and nothing is said
    of columns that are not declared; a student there is named.
    """
    text = "\n".join(
        [
            "number: Matricule",
            "form: Version",
            "answers: 'Q{n}'",
            "points: 'P{n}'",
            "forms: {1: A, 2: B}",
            "letters: {1: A, 2: B, 3: C, 4: D, 5: E}",
            "blank: not-answered",
            "skip: 1",
            "",
        ]
    )
    problems = Problems()
    profile = load_columns(node(text), problems)
    assert isinstance(profile, ColumnProfile) and not list(problems)
    questions = questions_of(edition)
    choice = {q.numbers[0]: q for q in questions if q.type.name == "single"}
    heads = ["Matricule", "Version"]
    heads += [f"Q{n}" if n in choice else f"P{n}" for n in range(1, len(questions) + 1)]
    keys = ["key", "1"] + ["1"] * len(questions)
    row = ["77", "1"] + ["1" if n in choice else "0" for n in range(1, len(questions) + 1)]
    rows = [[*line, cell] for line, cell in ((heads, "Time"), (keys, ""), (row, "12:03"))]
    found = marked(edition, table(rows), profile=profile)
    assert not any(note.rule in ("unused-column", "no-name") for note in found.notes)
    skipped = marked(edition, table([rows[0], ["76", *rows[2][1:]], rows[2]]), profile=profile)
    (note,) = (note for note in skipped.notes if note.rule == "no-name")
    assert note.location.line == 2 and "'76' is left out" in note.message
    for number, question in choice.items():
        answer = found.papers[0].paper.answers[question.place]
        assert answer.response == (question.student.options[question.orders[0][0]],), number
    assert load_columns(node("number: X\n"), problems) is not None and list(problems)


def test_a_number_is_points_or_an_answer(edition):
    """In a file that has nothing but numbers, 1 may be a point or the answer to a question: it is
    asked about, unless the head says it or the file has sums, as a mark sheet does.
    """
    question = next(q for q in questions_of(edition) if q.type.name == "numeric")
    number = question.number()
    rest = small(edition, {}).decode().splitlines()
    heads, cells = (line.split(",") for line in rest)
    others = table(
        [
            [cell for cell, head in zip(row, heads, strict=True) if head != number]
            for row in (heads, cells)
        ]
    )

    def numbers(*columns: tuple[str, str]) -> bytes:
        given = {"name": "Ana", "number": "7", "form": "A", **dict(columns)}
        return table([list(given), list(given.values())])

    (line,) = refused(edition, others, numbers((number, "1")))
    assert f"call the column '{number} points' or '{number} answer'" in line
    earned = {
        columns: marked(edition, others, numbers(*columns)).papers[0].earned[question.place]
        for columns in (
            ((f"{number} points", "1"),),
            ((f"{number} answer", "1"),),
            ((number, "1"), ("Total", "1")),
        )
    }
    assert list(earned.values()) == [1, 0, 1]


def test_declared_letters_are_those_of_options(edition, sat):
    """Figures that stand for letters of options are not taken for them where figures are typed: in
    boxes of an order they would be another order, and in a number another number.
    """
    rows = list(csv.reader(io.StringIO(letters_file(edition, sat[:40]).decode())))
    heads = ["name", "group", "form", *(f"Q{head}" for head in rows[0][3:])]
    profile = ColumnProfile(
        {"name": "name", "form": "form"},
        "Q{n}",
        letters={str(n): "ABCDE"[n - 1] for n in (1, 2, 3)},
    )
    read = marked(edition, table([heads, *rows[1:]]), profile=profile)
    assert [list(paper.points) for paper in read.papers] == [s.earned for s in sat[:40]]


# ---------------------------------------------------------------- keys that change


def with_key(edition, place, **fields):
    """The edition with another key of a question, as a later revision."""
    section, index, _ = place
    keys = [list(own) for own in edition.key.sections]
    keys[section][index] = replace(keys[section][index], **fields)
    return replace(edition, key=AnswerKey(tuple(map(tuple, keys))), note=RevisionNote(2, (1,)))


def test_a_corrected_key_says_who_changes(edition, sat):
    """By an earlier revision the papers earn what they did; who would have another total by the
    latest is listed, with both.
    """
    question = next(q for q in questions_of(edition) if q.type.name == "single")
    other = next(text for text in question.student.options if text != question.key.key)
    later = with_key(edition, question.place, key=other)
    found = marked(edition, letters_file(edition, sat), latest=later)
    affected = [s for s in sat if s.chosen[question.place] in ((other,), (question.key.key,))]
    assert len(found.changes) == len(affected) > 20 and agreed(found, sat)
    gained = [c for c in found.changes if c.after - c.before == question.points]
    assert len(gained) == sum(s.chosen[question.place] == (other,) for s in affected)
    assert found.by_hand == ()
    by_points = marked(edition, table(sheet_rows(edition, sat[:4])), latest=later)
    assert [(q.item, count) for q, count in by_points.by_hand] == [(question.item, 4)]


def test_void_questions_count_by_their_rule(edition, sat):
    """A question void in full gives everyone its points, one that counts for nobody none; neither
    is in the figures; sums may be with or without them.
    """
    first, second = questions_of(edition)[:2]
    voids = (Void(first.section, first.index, "full"), Void(second.section, second.index, "none"))
    void = replace(
        edition,
        note=RevisionNote(2, (1,), voids=tuple(sorted(voids, key=lambda v: (v.section, v.index)))),
    )
    found = marked(void, table(sheet_rows(edition, sat[:20])))
    for paper, sitting in zip(found.papers, sat[:20], strict=True):
        rest = sum(sitting.earned[2:], Fraction(0))
        assert float(paper.total) == pytest.approx(float(rest + first.points), abs=0.001)
        assert paper.points[:2] == (None, None)
    assert len(found.figures.questions) == len(questions_of(edition)) - 2
    assert found.possible == edition.view.points - second.points


def test_files_that_complete_each_other_do_so_when_a_question_is_void(edition, sat):
    """Once a question is void, its empty cell in one file and its points in the other are no marks
    that are there twice: a class marked before in two files still is.
    """
    first = questions_of(edition)[0]
    void = replace(
        edition, note=RevisionNote(2, (1,), voids=(Void(first.section, first.index, "full"),))
    )
    rows = sheet_rows(edition, sat[:8])
    questions = [n for n, head in enumerate(rows[0]) if head.isdecimal()]
    rows = [[*row[:3], *(row[n] for n in questions)] for row in rows]
    rows[0] = [*rows[0][:3], *(f"{head} points" for head in rows[0][3:])]
    at = 3 + len(questions_of(edition)) // 2
    halves = (
        [rows[0], *([*row[:at], *("" for _ in row[at:])] for row in rows[1:])],
        [rows[0], *([*row[:3], *("" for _ in row[3:at]), *row[at:]] for row in rows[1:])],
    )
    whole = marked(void, table(rows))
    found = marked(void, *map(table, halves))
    assert [paper.total for paper in found.papers] == [paper.total for paper in whole.papers]
    assert len(found.papers) == 8


# ---------------------------------------------------------------- grades and tables


def test_a_set_and_its_parts_agree(edition):
    """Where a set has points in a column of its own and in those of its parts, both say the same, or
    the row is asked about; where the points of one part are not known they may make up for the rest.
    A total counts them once.
    """
    question = next(q for q in questions_of(edition) if q.parts)
    number, worth = question.number(), question.points
    heads, cells = csv.reader(io.StringIO(small(edition, {}).decode()))
    parts = {part.number(): f"{float(part.points):g}" for part in question.parts}
    given = dict(zip(heads, cells, strict=True)) | parts

    def file(whole: str, **changes: str) -> bytes:
        row = {**given, number: whole, **changes}
        return table([list(row), list(row.values())])

    for whole in ("", f"{float(worth):g}"):
        assert marked(edition, file(whole)).papers[0].earned[question.place] == worth
    (paper,) = marked(edition, file(f"{float(worth):g}")).papers
    total = f"{float(paper.total):g}"
    assert marked(edition, file(f"{float(worth):g}", total=total)).papers[0].total == paper.total
    (line,) = refused(edition, file(f"{float(worth):g}", total=f"{float(paper.total + worth):g}"))
    assert f"add up to {total}; correct" in line
    for whole, says in (("-", "has 0 here"), ("0.5", "has 0.5 here")):
        (line,) = refused(edition, file(whole))
        assert f"question {number} {says}, but its parts add up to " in line
    last = question.parts[-1].number()
    less = f"{float(worth - question.parts[-1].points):g}"
    (line,) = refused(edition, file(f"{float(worth):g}", **{last: "0"}))
    assert f"has {float(worth):g} here, but its parts add up to {less}; correct" in line
    assert marked(edition, file(less, **{last: ""})).papers[0].total == Fraction(less)
    (line,) = refused(edition, file("-", **{last: ""}))
    assert "has 0 here" in line


def test_rows_of_a_student_that_say_the_same_question_are_asked_about(edition):
    """A set's points in one file and those of a part in another are said of one question, whichever
    file comes first; parts of one set in different files complete each other.
    """
    question = next(q for q in questions_of(edition) if q.parts)
    number, (first, *others) = question.number(), [part.number() for part in question.parts]
    heads, cells = csv.reader(io.StringIO(small(edition, {}).decode()))
    whole = [heads, cells]
    column = heads.index(number)
    without = [[*row[:column], *row[column + 1 :]] for row in whole]
    part = [[*heads[:3], first], [*cells[:3], "0"]]
    rest = [[*heads[:3], *others], [*cells[:3], *["0"] * len(others)]]
    for files in ((whole, part), (part, whole)):
        (line,) = refused(edition, *map(table, files))
        assert "duplicate-student: this student has marks at class-1.csv:2" in line
    assert len(marked(edition, *map(table, (without, part, rest))).papers) == 1


def test_grades_follow_the_scale(node):
    """Boundaries are exact, rounding is as declared, and a scale that leaves somebody without a
    grade is refused at the grade that is at fault.
    """
    problems = Problems()
    text = "rounding: half-up\ngrades:\n  - {grade: good, from: 50}\n  - {grade: no, from: 0}\n"
    scale = load_scale(node(text), problems)
    assert not list(problems) and scale == GradeScale(
        "percent", (Grade("good", Fraction(50)), Grade("no", Fraction(0))), "half-up"
    )
    half = Fraction(99, 2)
    assert [grade_of(scale, half, Fraction(100)), grade_of(scale, half - 1, Fraction(100))] == [
        "good",
        "no",
    ]
    assert grade_of(replace(scale, rounding="none"), half, Fraction(100)) == "no"
    assert grade_of(replace(scale, unit="points"), Fraction(50), Fraction(200)) == "good"
    load_scale(node("grades:\n  - {grade: b, from: 10}\n  - {grade: a, from: 50}\n"), problems)
    said = [(problem.location.line, problem.message) for problem in problems]
    assert any("does not begin below" in message and line == 3 for line, message in said)
    assert any("has no grade" in message and line == 3 for line, message in said)
    load_scale(node("grades:\n  - {grade: a, from: 101}\n  - {grade: b, from: 0}\n"), problems)
    (too_much,) = [p for p in problems if "nobody has the 101 per cent that 'a'" in p.message]
    assert (too_much.location.line, too_much.location.column) == (2, 22)
    fair = Problems()
    text = "unit: points\ngrades:\n  - {grade: a, from: 101}\n  - {grade: b, from: 0}\n"
    assert load_scale(node(text), fair) and not list(fair)


def test_tables_and_data_say_the_same(edition, sat):
    """The table of students, that of questions and the JSON agree with the papers."""
    found = marked(edition, letters_file(edition, sat))
    heads, *rows = student_table(found)
    assert [float(row[heads.index("total")]) for row in rows] == pytest.approx(
        [float(sum(s.earned)) for s in sat], abs=0.0001
    )
    values = result_values(found)
    assert [student["total"] for student in values["students"]] == pytest.approx(
        [float(sum(s.earned)) for s in sat]
    )
    heads, *rows = question_table(found)
    wholes = [row for row in rows if not row[heads.index("option")]]
    assert len(wholes) >= len(found.questions)
    without_students = {k: v for k, v in values.items() if k not in ("students", "changes")}
    assert not any(name in repr(without_students) for name in NAMES)


TYPED = {
    "hr-order": [
        ("123", "1.5"), ("1 2 3", "1.5"), ("ABC", "1.5"), ("12-", "0.75"), ("1-2", "0"),
        ("112", "0.75"), ("321", "0"), ("231", "0.75"), ("---", "0"),
    ],
    "hr-gaps": [
        ("pier; March; CO2", "3"), ("PIER | month  3 | -", "2"), ("landing stage;-;co2", "2"),
        ("quay; April; H2O", "0"), ("-;-;-", "0"),
    ],
    "hr-count": [
        ("12000", "2"), ("11500", "2"), ("11499.9", "0"), ("12 000", "2"), ("12000,0", "2"),
        ("-12000", "0"), ("–12000", "0"), ("\u201112000", "0"), ("—12000", "0"),
    ],
    "hr-closed": [
        ("F+", "1"), ("false -", "0.5"), ("b+", "1"), ("T", "0"), ("a", "0"), ("TRUE", "0"),
        ("F–", "0.5"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("item", TYPED)
def test_what_is_typed_earns_what_it_should(edition, item):
    """Answers whole, in part and wrong, in every way of typing them, by the item's own rule."""
    question = next(q for q in questions_of(edition) if q.item == item)
    count = question.type.shuffle(question.student).count
    for typed, points in TYPED[item]:
        response = question.type.response(question.student, tuple(range(count)), typed, EN)
        earned = question.type.score(question.student, question.key, response)
        assert earned == Fraction(points), typed


MINUS = "-−–‑‐—"


@pytest.mark.parametrize("key", MINUS)
@pytest.mark.parametrize("typed", MINUS)
def test_the_kind_of_dash_loses_no_points(key, typed):
    """A word or number in a blank is right with whatever minus, hyphen or apostrophe it is typed;
    another word is wrong, and nothing but dashes is no answer.
    """
    cloze, points = Cloze(), Fraction(3)
    student = ClozeItem("Fill.", points, ("a", "b", "c", ""))
    answers = ClozeKey("q", "", "", "", (), blanks=((f"{key}1",), (f"co{key}op",), ("don’t",)))
    for words, earned in (
        (f"{typed}1; Co{typed}Op; don't", 3),
        (f"{typed}2; coop; dont", 0),
        (f"{typed}; {typed}; {typed}", 0),
    ):
        response = cloze.response(student, (), words, EN)
        assert cloze.score(student, answers, response) == earned
    assert cloze.response(student, (), f"{typed};{typed};{typed}", EN) == ()


DOUBTFUL = {
    "hr-order": ("12", "1234", "129", "AB", "F"),
    "hr-gaps": ("pier", "pier;March", "pier;;CO2", "a;b;c;d"),
    "hr-count": ("12,000", "about 12000", "12000 t", "F"),
    "hr-closed": ("x", "1", "T+", "+", "TF"),
    "hr-year": ("AB", "D", "AA", "2019", ","),
    "hr-asked": ("E", "AA", ";"),
}


@pytest.mark.parametrize("item", DOUBTFUL)
def test_what_is_no_answer_is_asked_about(edition, item):
    """Too few, too many, twice, or another thing altogether: never taken for an answer."""
    question = next(q for q in questions_of(edition) if q.item == item)
    for typed in DOUBTFUL[item]:
        with pytest.raises(DoubtfulResponse):
            question.type.response(question.student, question.orders[1], typed, EN)


def test_a_response_that_is_none_is_refused_by_every_type(edition):
    """Nonsense raises a sentence, whatever the type, and is never an answer."""
    for whole in questions_of(edition):
        for question in whole.parts or (whole,):
            with pytest.raises(DoubtfulResponse):
                question.type.response(question.student, question.orders[0], "?! ;", EN)
