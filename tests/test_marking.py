"""What a marker is given: answer sheets that know no key, strips that say what the key says, mark
sheets that add up.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import documents
from generator.content.field_types import points_text
from generator.content.model import PrintSettings
from generator.documents.placed import placed
from generator.editions.quiz import AnswerKey, Form, QuizView, RevisionNote, SectionView, Void
from generator.editions.store import FoundEdition
from generator.i18n.catalog import load_catalog
from generator.items import TYPES, type_of
from generator.items.answer_space import fillable_blocks
from generator.loading.class_list import Student
from generator.page.blocks import (
    BLANK,
    Boxes,
    Chart,
    Document,
    Entries,
    Entry,
    Heading,
    Lines,
    Matching,
    Option,
    Options,
    Paragraph,
    Passage,
    Rules,
    Table,
    WriteIn,
    spans,
)
from generator.render import pdf as rendering
from generator.render.text import text_preview
from generator.storage.csv_files import csv_file
from generator.workflows.marking.marking import (
    Copies,
    mark_sheet_csv,
    mark_sheet_file,
    strip_files,
    student_rows,
)
from tests.drawn_items import MAKERS, drawn, item, item_key, sample, twisted
from tests.edition_values import edition_of

EN = load_catalog("en")
CODE = "7K3Q-2M4X"


def strip_of(
    quiz,
    form: int = 0,
    key: AnswerKey | None = None,
    stands: RevisionNote | None = None,
    sheet: bool = False,
):
    """A form's strip."""
    code = f"{CODE}-{'AB'[form]}"
    beside = (documents.answer_sheet if sheet else documents.paper)(quiz.view, form, code, EN)
    edition = edition_of(quiz.view, key or quiz.key, stands or 1)
    return documents.marking_strip(beside, edition, form, EN, sheet)


def found_of(view: QuizView, key: AnswerKey) -> FoundEdition:
    """The edition as it is found by its code."""
    return FoundEdition(edition_of(view, key), tuple(range(len(view.forms))))


# ---------------------------------------------------------------- the answer sheet


@pytest.mark.parametrize("form", [0, 1])
def test_the_answer_sheet_says_this(quiz, golden, form):
    """An answer sheet of each form: room for every type of item, by number, as in the golden
    file.
    """
    golden(
        f"answer-sheet-{'AB'[form]}.txt",
        text_preview(documents.answer_sheet(quiz.view, form, f"{CODE}-{'AB'[form]}", EN)),
    )


def test_a_draft_says_so(quiz):
    """The sheet of a draft is marked as one."""
    assert text_preview(documents.answer_sheet(quiz.view, 0, "DRAFT", EN, draft=True)).startswith(
        EN("draft")
    )


def test_every_item_and_part_has_its_row(quiz):
    """The numbers on the sheet are those of the paper, each once, with the points of item or
    part.
    """
    grid = documents.answer_sheet(quiz.view, 0, CODE, EN).blocks[-1]
    numbers = [entry.number for entry in grid.entries]
    assert len(set(numbers)) == len(numbers)
    count = sum(len(section.items) for section in quiz.view.sections)
    assert {int(number.split()[0]) for number in numbers} == set(range(1, count + 1))
    assert sum("(" in number for number in numbers) >= 4


def view_of(items) -> QuizView:
    """A view of items in one section and one form, as they stand."""
    asked = tuple(TYPES[one.type].student_view(one) for one in items)
    orders = tuple(
        (n, tuple(range(type_of(one).shuffle(one).count))) for n, one in enumerate(asked)
    )
    return QuizView("T", "en", (), (SectionView("S", asked),), (Form((orders,)),))


@pytest.mark.parametrize("kind", MAKERS)
@settings(max_examples=15)
@given(data=st.data())
def test_an_answer_sheet_knows_no_key(kind, data):
    """With every key-side field of an item drawn anew, whatever its type, the answer sheet is the
    same document.
    """
    one = data.draw(drawn("it-1", kind))
    other = twisted(one, data.draw)
    assert one != other and item_key(one) != item_key(other)
    assert documents.answer_sheet(view_of([one]), 0, CODE, EN) == documents.answer_sheet(
        view_of([other]), 0, CODE, EN
    )


def test_another_key_changes_no_byte_of_an_answer_sheet():
    """And so its file has the same bytes; another option, which students see, changes them."""
    one, other = sample("single"), sample("single")
    wrong = one.content.distractors[0]
    other = replace(
        one,
        content=replace(
            one.content,
            keys=(wrong.text,),
            distractors=(replace(wrong, text=one.content.keys[0]), *one.content.distractors[1:]),
        ),
    )
    fewer = replace(one, content=replace(one.content, distractors=one.content.distractors[:1]))
    files = [
        rendering.render_documents(
            [documents.answer_sheet(view_of([each]), 0, CODE, EN)],
            rendering.PROFILES["standard"],
            rendering.SHEETS["A4"],
        )[0].data
        for each in (one, other, fewer)
    ]
    assert one.content.keys != other.content.keys
    assert files[0] == files[1] != files[2]


def test_a_type_without_a_sheet_of_its_own_keeps_what_one_can_write_on():
    """Boxes, lines, fields and cells to fill in are kept of any asking, its words are not; parts
    keep their numbers.
    """
    blocks = (
        Paragraph(spans("Why?")),
        Lines(2),
        WriteIn((("Name", 1.0),)),
        Options((Option("A", spans("one"), "round"),)),
        Options((Option("A", spans("told"), ""),)),
        Matching((spans("p"), spans("q")), (("A", spans("r")),)),
        Paragraph(spans(f"a {BLANK} b {BLANK}"), "gapped"),
        Table((), ((spans("1"),),), (1.0,), "s", style="blanks"),
        Table((), ((spans("1"),),), (1.0,), "s"),
        Entries((Entry("(a)", (Heading(3, ()), Lines(1)), "[1]"),)),
    )
    assert fillable_blocks(blocks) == (
        Lines(2),
        WriteIn((("Name", 1.0),)),
        Boxes(("A",), "round"),
        Boxes(("1", "2"), "write"),
        Rules(("(1)", "(2)")),
        blocks[7],
        Entries((Entry("(a)", (Lines(1),), "[1]"),)),
    )


@pytest.mark.parametrize("kind", MAKERS)
@settings(max_examples=15)
@given(data=st.data())
def test_every_type_has_room_for_its_answer(kind, data):
    """No type is left without room, unless its lines are none by its author's word; the sheet
    repeats no stem.
    """
    one = data.draw(drawn("it-1", kind))
    item_type = TYPES[kind]
    asked = item_type.student_view(one)
    blocks = item_type.answer_space(asked, tuple(range(item_type.shuffle(asked).count)), EN)
    assert blocks or getattr(asked, "lines", None) == 0
    assert not any(isinstance(block, Options | Passage | Chart) for block in blocks)


# ---------------------------------------------------------------- the marking strip


@pytest.mark.parametrize("form", [0, 1])
def test_the_strip_says_this(quiz, golden, form):
    """The strip of each form: keys, those of parts, and marks for boxes, as in the golden file."""
    golden(f"strip-{'AB'[form]}.txt", text_preview(strip_of(quiz, form)))


def key_strips(key: Document) -> dict[str, str]:
    """The answers at a glance of an answer key, by number."""
    tables = [block for block in key.blocks if isinstance(block, Table) and block.style == "grid"]
    plain = [
        ["".join(run.text for run in cell) for cell in row]
        for table in tables
        for row in (table.head, table.rows[0])
    ]
    return {
        number: strip
        for heads, strips in zip(plain[::2], plain[1::2], strict=True)
        for number, strip in zip(heads[1:], strips[1:], strict=True)
    }


@pytest.mark.parametrize("sheet", [False, True])
@pytest.mark.parametrize("form", [0, 1])
def test_strip_and_answer_key_say_the_same(quiz, form, sheet):
    """Every question's key on a strip is that of the answer key, whatever its type; a set's is that
    of its parts.
    """
    expected = key_strips(documents.key(edition_of(quiz.view, quiz.key), form, EN))
    keys = strip_of(quiz, form, sheet=sheet).blocks[0].keys
    parts: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    seen = set()
    for one in keys:
        number = one.number.split()[0]
        seen.add(number)
        if one.part or "(" in one.number:
            parts.setdefault(number, []).append(one.key)
        elif one.key:
            shown[number] = one.key
            assert expected[number] in (one.key, "…")
    assert seen == set(expected) and len(parts) >= 4
    for number, found in parts.items():
        short = expected[number].split(" ")
        assert short == ["…"] or all(
            one in (own, "…") for one, own in zip(short, found, strict=True)
        )
    # Dots stand only for what takes a scheme: words and numbers are shown, however long.
    by_number = {
        str(asked.number): type_of(asked.student).name for asked in placed(quiz.view, form)
    }
    dots = {by_number[number] for number, key in shown.items() if key == "…"}
    assert dots == {"short-answer", "essay"}
    assert any(expected[number] == "…" != key for number, key in shown.items())
    types = {type_of(asked).name for section in quiz.view.sections for asked in section.items}
    assert types == set(TYPES)


def test_another_key_is_another_strip(quiz):
    """The control of the test above: with one key changed, the strip differs at that question
    alone.
    """
    first, *others = quiz.key.sections
    place = next(
        n for n, asked in enumerate(quiz.view.sections[0].items) if type_of(asked).name == "single"
    )
    wrong = next(
        text for text in quiz.view.sections[0].items[place].options if text != first[place].key
    )
    changed = AnswerKey(
        ((*first[:place], replace(first[place], key=wrong), *first[place + 1 :]), *others)
    )
    before, after = (strip_of(quiz, 0, key).blocks[0].keys for key in (quiz.key, changed))
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@given(st.data())
def test_marks_belong_to_boxes(data):
    """A type that marks boxes has a mark for each box that the paper prints; those of choices are
    the letters of the strip.
    """
    kind = data.draw(st.sampled_from(["single", "multiple", "matching", "ordering"]))
    one = data.draw(drawn("it-1", kind))
    item_type, answer = TYPES[kind], item_key(one)
    asked = item_type.student_view(one)
    order = tuple(data.draw(st.permutations(range(item_type.shuffle(asked).count))))
    found = item_type.answer_marks(asked, answer, order, EN)
    blocks = item_type.student_blocks(asked, order, EN)
    boxed = [block for block in blocks if isinstance(block, Options | Matching)][-1]
    assert len(found) == len(boxed.entries if isinstance(boxed, Options) else boxed.premises)
    assert "".join(found) == item_type.short_key(asked, answer, order, EN) or len(found) == 10
    assert TYPES["essay"].answer_marks(None, None, (), EN) == ()


def test_a_void_question_has_no_key_on_the_strip(quiz):
    """What was dropped after the sitting shows a dash, for the item and for every part of it."""
    stands = RevisionNote(2, (1,), voids=(Void(0, 0, "full"), Void(2, 5, "none")))
    keys = strip_of(quiz, 0, stands=stands).blocks[0].keys
    void = [one for one in keys if one.key == EN("void-short")]
    assert len(void) == 2 and not any(one.part or one.marks for one in void)
    numbers = {one.number for one in void}
    assert not [one for one in keys if one.number in numbers and one.key != EN("void-short")]


def test_a_strip_says_whose_it_is(quiz):
    """Its name says KEY and its revision; every page has the banner, the form, the code and which
    page it belongs to.
    """
    found = found_of(quiz.view, quiz.key)
    files, meant = strip_files(found, Copies(PrintSettings(paper="Letter"), "large-print", True))
    assert meant == [
        f"output/harbour/teacher/harbour-{CODE}-{form}-sheet-strip-KEY-r1-letter-large-print.pdf"
        for form in "AB"
    ]
    document_ = files[0].content
    assert (
        document_.header_footer.banner == EN("key-banner") and document_.header_footer.form == "A"
    )
    strip = document_.blocks[0]
    assert (
        f"{CODE}-" in strip.heading and "{page}" in strip.heading and strip.head.startswith("KEY ")
    )


# ---------------------------------------------------------------- the mark sheet

ROWS = [("Ana Tešić", "007", "B"), ("", "", "")]


def parsed(data: bytes) -> list[list[str]]:
    """A CSV file as another program reads it."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_mark_sheet_says_this(quiz, golden):
    """Numbers as on the paper, the points of each on every form, void questions and rows, as in the
    golden file.
    """
    stands = RevisionNote(2, (1,), voids=(Void(0, 1, "full"), Void(2, 0, "none")))
    golden(
        "mark-sheet.txt",
        text_preview(documents.mark_sheet(edition_of(quiz.view, quiz.key, stands), ROWS, EN)),
    )


def test_the_csv_has_a_column_for_all_that_is_written(quiz):
    """One line of heads, then a line for each student: the numbers of the paper, each part followed
    by its sum, then total, grade and check; every line has as many cells.
    """
    table = mark_sheet_csv(edition_of(quiz.view, quiz.key), ROWS)
    head, *rows = parsed(table.content.data)
    assert table.path == f"output/harbour/teacher/harbour-{CODE}-mark-sheet.csv"
    assert len({len(line) for line in (head, *rows)}) == 1 and len(rows) == len(ROWS)
    count = sum(len(section.items) for section in quiz.view.sections)
    assert [cell for cell in head if cell.isdigit()] == [str(n) for n in range(1, count + 1)]
    assert [cell for cell in head if cell.startswith("Part ")] == [
        f"Part {n}" for n in range(1, len(quiz.view.sections) + 1)
    ]
    assert head[:3] == ["Name", "Student number", "Form"]
    assert head[-3:] == ["Total", "Grade", "Checked"]
    assert [row[:3] for row in rows] == [list(row) for row in ROWS]
    assert not any(cell for row in rows for cell in row[3:])


def test_columns_have_the_points_of_the_question_with_that_number(quiz):
    """Whatever the form, what a column can hold is what the paper prints beside that number; parts
    and total add up on every form.
    """
    columns = documents.mark_columns(quiz.view, RevisionNote(1), EN)
    for form in range(2):
        items = list(placed(quiz.view, form))
        questions = [column for column in columns if column.role == "question"]
        assert [column.points[form] for column in questions] == [
            points_text(item.student.points) for item in items
        ]
        sections = [column.points[form] for column in columns if column.role == "section"]
        assert sections == [points_text(section.points) for section in quiz.view.sections]
    assert {column.points for column in columns if column.role == "total"} == {
        (points_text(quiz.view.points),) * 2
    }


def test_void_questions_are_dashes_where_they_are(quiz):
    """On each form the dash is over the void question's own number; the part and the total leave
    out what counts for nobody.
    """
    full, none = Void(0, 0, "full"), Void(2, 0, "none")
    note = RevisionNote(1, voids=(full, none))
    columns = documents.mark_columns(quiz.view, note, EN)
    for form in range(2):
        dashes = {int(column.head) for column in columns if column.points[form] == EN("void-short")}
        assert dashes == {
            item.number
            for item in placed(quiz.view, form)
            if (item.section, item.index) in ((0, 0), (2, 0))
        }
    lost = quiz.view.sections[2].items[0].points
    by_role = {column.head: column.points[0] for column in columns}
    assert by_role["Part 3"] == points_text(quiz.view.sections[2].points - lost)
    assert by_role["Total"] == points_text(quiz.view.points - lost)


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00"), max_size=6
            ),
            min_size=2,
            max_size=3,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_cell_comes_back_and_none_is_a_formula(rows):
    """What a spreadsheet would take for a formula is a text; every other cell is read as it was
    given.
    """
    read = parsed(csv_file(rows))
    assert len(read) == len(rows)
    for given_, found in zip(rows, read, strict=True):
        for cell, back in zip(given_, found, strict=True):
            assert back[:1] not in ("=", "+", "-", "@", "\t")
            assert back == (f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell)


def test_names_from_a_list_are_harmless(quiz):
    """A name that looks like a formula, with quotes and commas, is a name in the file."""
    students = (Student('=HYPERLINK("x","y")', "+1", form="A"), Student("@me", "-2"))
    *_, one, two = parsed(
        mark_sheet_csv(edition_of(quiz.view, quiz.key), student_rows(students)).content.data
    )
    assert one[:3] == ['\'=HYPERLINK("x","y")', "'+1", "A"] and two[:3] == ["'@me", "'-2", ""]


def test_many_forms_are_left_to_the_paper(quiz):
    """With more forms than the table has room for, it shows no points, and says where they are."""
    view = replace(quiz.view, forms=quiz.view.forms[:1] * 30)
    edition = edition_of(view, quiz.key)
    table = mark_sheet_file(edition, ROWS, PrintSettings()).content
    assert table.blocks[-1].above == () and EN("mark-sheet-many") in " ".join(
        text_preview(table).split()
    )


def test_the_makers_of_samples_are_all_types():
    """The drawn items of this file leave out no type."""
    assert set(MAKERS) == set(TYPES) and item
