"""Sections of which some questions are answered, and what sections say: the same number of points
on every document, the right answers counted, and nothing of it in the codes of packs without it.
"""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from generator import documents, editions
from generator.documents.revision_note import counting
from generator.editions.arrange import Quiz, arrange
from generator.editions.edition import Edition
from generator.editions.quiz import RevisionNote, SectionView, Void, view_from_plain, view_to_plain
from generator.editions.store import FoundEdition
from generator.i18n.catalog import languages, load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import SideBySide
from generator.problems import NOWHERE, ContentError
from generator.render.accessible_text import accessible_text
from generator.render.text import text_preview
from generator.results.analysis import class_figures
from generator.results.papers import NOT_ANSWERED, Answer, Paper
from generator.results.questions import questions_of
from generator.results.scoring import counting_points, scored, section_points
from generator.storage.canonical_json import ShapeError
from generator.workflows.marking.marking import mark_rows, mark_sheet_workbook
from generator.workflows.marking.results import MarksInput, NamedFile, results
from tests.edition_values import edition_of
from tests.sections import TWO_OF_THREE, project

FIRST_OF_THREE = "      answer: 2\n      counts: first"
CHOSEN = 1  # the number of the section of which some are answered


@pytest.fixture(scope="module")
def quiz_of(loaded):
    """The quiz of the project with some fields of its sections."""

    def made(*fields: str, **more: object) -> Quiz:
        content, problems = loaded(project(*fields, **more))
        assert not problems
        return arrange(content.packs["plants"], content)

    return made


def edition_with(quiz, note: RevisionNote | int = 1) -> Edition:
    """A quiz as the edition of its pack."""
    return edition_of(quiz.view, quiz.key, note, pack="plants")


def code_of(quiz) -> str:
    """The code under which it would be printed."""
    return editions.make_record(quiz.view).code


# ---------------------------------------------------------------- the view and its code


def test_only_what_students_see_is_in_the_code(quiz_of):
    """How many are answered, which count and the instructions change the code; a default that is
    written out, and what only lies on pages otherwise, do not.
    """
    plain = quiz_of("")
    kept = view_to_plain(plain.view)["sections"]
    assert all(set(section) == {"title", "items"} for section in kept)
    same = [
        quiz_of("      new_page: true"),
        quiz_of("", "      together: [[mc-5, mc-6]]"),
        quiz_of("", "", "stimuli: insert"),
        quiz_of("", "", "booklet: true"),
    ]
    assert {code_of(quiz) for quiz in same} == {code_of(plain)}
    others = [
        plain,
        quiz_of(TWO_OF_THREE),
        quiz_of(FIRST_OF_THREE),
        quiz_of("      answer: 1"),
        quiz_of("      instructions: Use whole sentences."),
    ]
    assert len({code_of(quiz) for quiz in others}) == len(others)
    assert code_of(quiz_of(TWO_OF_THREE)) == code_of(quiz_of(TWO_OF_THREE + "\n      counts: best"))


def test_a_view_comes_back_from_its_record(quiz_of):
    """What is written of a section is read again; what cannot be is refused."""
    view = quiz_of(FIRST_OF_THREE + "\n      instructions: Use *whole* sentences.").view
    plain = view_to_plain(view)
    assert view_from_plain(plain) == view
    for changed in ({"answer": 3}, {"answer": -1}, {"counts": "worst"}, {"answer": "2"}, {"x": 1}):
        sections = [dict(section) for section in plain["sections"]]
        sections[CHOSEN] |= changed
        with pytest.raises(ShapeError):
            view_from_plain({**plain, "sections": sections})


def test_other_choices_are_named_by_a_comparison(quiz_of):
    """Two quizzes that differ in how many are answered, or in instructions, say so."""
    before, after = quiz_of(TWO_OF_THREE), quiz_of("      answer: 1\n      instructions: Be brief.")
    found = editions.differences(before.view, before.key, after.view, after.key)
    assert found.front == ("section instructions", "questions to answer")
    again = editions.differences(before.view, before.key, before.view, before.key)
    assert again.front == ()


# ---------------------------------------------------------------- what is printed


def test_points_are_the_same_on_every_document(quiz_of):
    """4 + 2·4 + 10: cover, points table, heading, key, full key, mark sheet and guide count the
    section as what can be earned, never as all its questions.
    """
    quiz = quiz_of(TWO_OF_THREE)
    assert (quiz.view.points, quiz.view.sections[CHOSEN].points) == (22, 8)
    edition, english = edition_with(quiz), load_catalog("en")
    texts = {
        "paper": text_preview(documents.paper(quiz.view, 0, "C-A", english)),
        "text edition": accessible_text(documents.paper(quiz.view, 0, "C-A", english), english),
        "key": text_preview(documents.key(edition, 0, english)),
        "key page": text_preview(documents.key_page(edition, [0, 1], english)),
        "full key": text_preview(documents.full_key(edition, [0, 1], english)),
        "mark sheet": text_preview(documents.mark_sheet(edition, [("", "", "")], english)),
    }
    for name, text in texts.items():
        assert not re.search(r"\b26\b", text), name
        assert re.search(r"\b22\b" if name not in ("full key", "key") else r"\b8 points", text), (
            name
        )
    for name in ("paper", "text edition"):
        words = " ".join(texts[name].replace("**", "").split())
        assert words.count("Answer two of the three questions.") == 2, name
        assert "If you answer more, your best two answers count." in words, name
        assert "Answer all questions." not in words, name
    for name in ("key", "key page", "full key", "mark sheet"):
        assert "2 of 3 questions count, the best ones" in " ".join(texts[name].split()), name
    without = text_preview(documents.paper(quiz_of("").view, 0, "C-A", english))
    assert "26" in without and "Answer all questions." in without


def test_the_table_of_points_adds_up(quiz_of):
    """What is in it makes the total of the cover, also where not all questions are answered; in the
    first version's words it has a cell for each question all the same.
    """

    def cells(fields: str, words: int | None = None) -> list[str]:
        """What is in the row or the column of points."""
        english = load_catalog("en", words_version=words) if words else load_catalog("en")
        blocks = documents.paper(quiz_of(fields).view, 0, "C-A", english).blocks
        (beside,) = (block for block in blocks if isinstance(block, SideBySide))
        (table,) = beside.right
        texts = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
        heads = ["".join(run.text for run in cell) for cell in table.head]
        if "Points" in heads:
            return [row[heads.index("Points")] for row in texts]
        return texts[0][1:]

    for fields in ("", TWO_OF_THREE):
        *points, whole = map(Fraction, cells(fields))
        assert sum(points) == whole
    *points, whole = map(Fraction, cells(TWO_OF_THREE, FIRST_WORDS_VERSION))
    assert sum(points) > whole


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("answer", [1, 2])
@pytest.mark.parametrize("counts", ["best", "first"])
def test_every_language_says_it(quiz_of, language, answer, counts):
    """In each catalogue the paper says how many are answered and which count, and the key too."""
    quiz = quiz_of(f"      answer: {answer}\n      counts: {counts}", language=language)
    catalog = load_catalog(language)
    paper = " ".join(text_preview(documents.paper(quiz.view, 0, "C-A", catalog)).split())
    word = catalog.list("some-numbers")[answer - 1]
    assert catalog("some-answer", n=answer, count=word, of=catalog.list("some-numbers")[2]) in paper
    assert catalog(f"some-{counts}", n=answer, count=word) in paper
    key = " ".join(text_preview(documents.key_page(edition_with(quiz), [0], catalog)).split())
    assert catalog(f"some-counts-{counts}", n=answer, of=3) in key


def test_the_answer_sheet_says_it(quiz_of):
    """Who answers on a sheet reads there how many questions are to be answered."""
    catalog = load_catalog("en")
    sheet = text_preview(documents.answer_sheet(quiz_of(TWO_OF_THREE).view, 0, "C-A", catalog))
    assert "Part 2: Answer two of the three questions." in sheet
    without = text_preview(documents.answer_sheet(quiz_of("").view, 0, "C-A", catalog))
    assert "Answer two" not in without


def test_instructions_of_a_section_are_below_its_heading(quiz_of):
    """Several blocks, between the heading and the first question, on the paper alone."""
    quiz = quiz_of("      instructions: |-\n        Use whole sentences.\n\n        - No lists.")
    catalog = load_catalog("en")
    lines = [
        line
        for line in text_preview(documents.paper(quiz.view, 0, "C-A", catalog)).split("\n")
        if line
    ]
    at = next(n for n, line in enumerate(lines) if "Part 2: Explaining" in line)
    assert "Use whole sentences." in lines[at + 2] and "No lists." in lines[at + 3]
    assert "whole sentences" not in text_preview(documents.key(edition_with(quiz), 0, catalog))


# ---------------------------------------------------------------- what counts


def papers_of(questions, points, form=0):
    """A paper by the points of the section's questions, in its order; None: not answered."""
    own = iter(points)
    answers = {}
    for question in questions:
        given = next(own) if question.section == CHOSEN else Fraction(0)
        answers[question.place] = NOT_ANSWERED if given is None else Answer(points=Fraction(given))
    return Paper("S", "1", "g", form, answers, NOWHERE)


@pytest.mark.parametrize("fields", [TWO_OF_THREE, FIRST_OF_THREE])
def test_what_counts_is_what_the_paper_says(quiz_of, fields):
    """Against every way to choose: the best two, or the first two that are answered by their
    numbers on the student's form, void questions by their rules.
    """
    quiz = quiz_of(fields)
    voids = [(), *(((CHOSEN, n, rule),) for n in range(3) for rule in ("full", "none"))]
    seen = set()
    for void, form in itertools.product(voids, range(2)):
        note = RevisionNote(2, (1,), voids=tuple(Void(*each) for each in void))
        questions = questions_of(edition_with(quiz, note))
        own = [question for question in questions if question.section == CHOSEN]
        for given in itertools.product((None, 0, 1, 4), repeat=3):
            (paper,) = scored(questions, [papers_of(questions, given, form)])
            by_place = dict(zip((q.index for q in own), given, strict=True))
            everyone = [Fraction(4) for q in own if q.void == "full"]
            marked = sorted((q for q in own if not q.void), key=lambda q: q.numbers[form])
            answered = [
                Fraction(by_place[q.index]) for q in marked if by_place[q.index] is not None
            ]
            room = 2 - len(everyone)
            counting = answered[:room]
            if "first" not in fields:
                ways = itertools.combinations(answered, min(room, len(answered)))
                counting = list(max(ways, key=sum))
            expected = sum(everyone + counting, Fraction(0))
            assert section_points(questions, paper, CHOSEN) == paper.total == expected
            seen.add(expected)
        worth = counting_points(questions)
        assert worth == 22 and max(seen) == 8
    assert len(seen) > 4


def test_the_rules_differ(quiz_of):
    """The control: a first answer of nothing costs points by one rule and none by the other."""
    totals = []
    for fields in (TWO_OF_THREE, FIRST_OF_THREE):
        questions = questions_of(edition_with(quiz_of(fields)))
        in_order = sorted((q for q in questions if q.section == CHOSEN), key=lambda q: q.numbers[0])
        given = {q.index: points for q, points in zip(in_order, (0, 4, 4), strict=True)}
        own = [given[q.index] for q in questions if q.section == CHOSEN]
        (paper,) = scored(questions, [papers_of(questions, own)])
        totals.append(paper.total)
    assert totals == [8, 4]


def value_of(formula: str, cells: dict[str, float | None]) -> float | str:
    """What a spreadsheet shows for a formula of the mark sheet."""
    words = {
        "SUM": lambda *values: sum(v or 0 for v in values if v != ""),
        "COUNT": lambda *values: sum(v not in (None, "") for v in values),
        "LARGE": lambda values, n: sorted((v for v in values if v not in (None, "")), reverse=True)[
            int(n) - 1
        ],
        "N": lambda value: value or 0,
    }

    def split(text: str, sign: str) -> list[str]:
        """The parts between signs that are in no brackets."""
        depth, parts = 0, [""]
        for char in text:
            depth += {"(": 1, ")": -1}.get(char, 0)
            if char == sign and not depth:
                parts.append("")
            else:
                parts[-1] += char
        return parts

    def parse(text: str) -> object:
        if text.startswith('"'):
            return ""
        if len(terms := split(text, "+")) > 1:
            return sum(map(parse, terms))
        for sign, compare in (("<=", float.__le__), ("<", float.__lt__), ("=", float.__eq__)):
            sides = text.split(sign)
            if len(sides) == 2 and len(split(text, sign[0])) == 2:
                return compare(float(parse(sides[0])), float(parse(sides[1])))
        if match := re.fullmatch(r"([A-Z]+)\((.*)\)", text):
            parts = split(match[2], ",")
            if match[1] == "IF":
                return parse(parts[1] if parse(parts[0]) else parts[2])
            return words[match[1]](*map(parse, parts))
        if ":" in text:
            first, last = text.split(":")
            columns = range(ord(first[0]), ord(last[0]) + 1)
            return [cells.get(f"{chr(column)}{first[1:]}") for column in columns]
        return float(text) if text.isdigit() else cells.get(text)

    return parse(formula.removeprefix("="))


@pytest.mark.parametrize("fields", [TWO_OF_THREE, FIRST_OF_THREE])
def test_the_workbook_counts_as_the_program_does(quiz_of, fields):
    """Its formulas, evaluated: the sums of a part and of all equal what the program makes of the
    same row, and nothing is shown of an empty one.
    """
    edition = edition_with(quiz_of(fields))
    data = mark_sheet_workbook(edition, [("", "", "A")]).content.data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    heads = {cell.value: cell for cell in sheet[1]}
    questions = questions_of(edition)
    for given in itertools.product((None, 0, 1, 4), repeat=3):
        cells: dict[str, float | None] = {}
        for number in range(1, 12):
            cells[f"{heads[number].column_letter}2"] = 1.0 if number in (1, 2) else 0.0
        in_order = sorted((q for q in questions if q.section == CHOSEN), key=lambda q: q.numbers[0])
        for question, points in zip(in_order, given, strict=True):
            cells[f"{heads[question.numbers[0]].column_letter}2"] = points
        for name in ("Part 1", "Part 2", "Part 3"):
            letter = heads[name].column_letter
            cells[f"{letter}2"] = value_of(sheet[f"{letter}2"].value, cells)
        total = value_of(sheet[f"{heads['Total'].column_letter}2"].value, cells)
        by_index = {q.index: points for q, points in zip(in_order, given, strict=True)}
        own = [by_index[q.index] for q in questions if q.section == CHOSEN]
        (paper,) = scored(questions, [papers_of(questions, own)])
        part = cells[f"{heads['Part 2'].column_letter}2"]
        assert (part or 0) == float(paper.total) and total == 2 + float(paper.total)
        assert (part == "") == (given == (None, None, None))


def read(edition, *rows: str):
    """The results of a table of points; its heads are those of the mark sheet."""
    heads = mark_rows(edition, [])[0]
    shown = [head for head in heads if head not in ("Grade", "Checked")]
    text = "\n".join([",".join(shown), *rows])
    return results(FoundEdition(edition, (0, 1)), MarksInput([NamedFile("m.csv", text.encode())]))


#         name,number,form, 1-4, part 1, 5-7, part 2, 8-11, part 3, total
ROW = "{name},{n},{form},1,1,1,1,4,{answers},{part},1,1,4,4,10,{total}"


def test_an_empty_cell_is_no_answer_where_enough_are_given(quiz_of):
    """Of three questions two have points: the third was not chosen.  Where fewer have, an empty
    cell is asked about, as everywhere else; a dash says that nothing was answered.  A question that
    nobody chose is named.
    """
    edition = edition_with(quiz_of(TWO_OF_THREE))
    row = ROW.format(name="Ann", n=1, form="A", answers="3,,4", part=7, total=21)
    found = read(edition, row)
    assert [paper.total for paper in found.papers] == [21]
    (note,) = [note.message for note in found.notes if note.rule == "no-answers"]
    assert note.startswith("nobody answered question 6,")
    dashes = ROW.format(name="Ann", n=1, form="A", answers="3,-,-", part=3, total=17)
    assert read(edition, dashes).papers[0].total == 17
    for row in (
        ROW.format(name="Ann", n=1, form="A", answers="3,,", part="", total=""),
        ROW.format(name="Ann", n=1, form="A", answers="3,-,", part="", total=""),
    ):
        with pytest.raises(ContentError) as refused:
            read(edition, row)
        assert "nothing is here" in str(list(refused.value.problems)[0])
    without = edition_with(quiz_of(""))
    with pytest.raises(ContentError):
        read(without, ROW.format(name="Ann", n=1, form="A", answers="3,,4", part=7, total=21))


def test_a_zero_that_takes_the_place_of_an_answer_is_named(quiz_of):
    """Where the first answers count, 0 points typed for a question that may have been left out take
    the place of a later answer: a note says so, and how to type that nothing was answered.
    """
    rows = {answers: ROW.format(name="Ana", n=1, form="A", answers=answers, part="", total="")
            for answers in ("0,4,4", "-,4,4", "0,4,-")}  # fmt: skip
    edition = edition_with(quiz_of(FIRST_OF_THREE))
    found = {answers: read(edition, row) for answers, row in rows.items()}
    notes = {
        answers: [n.message for n in own.notes if n.rule == "counted-zero"]
        for answers, own in found.items()
    }
    assert found["-,4,4"].papers[0].total - found["0,4,4"].papers[0].total == 4
    assert len(notes["0,4,4"]) == 1 and notes["0,4,4"][0].startswith("question 5 of this paper")
    assert not notes["-,4,4"] and not notes["0,4,-"]
    best = read(edition_with(quiz_of(TWO_OF_THREE)), rows["0,4,4"])
    assert all(note.rule != "counted-zero" for note in best.notes)


def test_a_sum_of_all_answers_is_noticed(quiz_of):
    """Whoever adds up three answers where two count is told, at the part and at the total."""
    edition = edition_with(quiz_of(TWO_OF_THREE))
    row = ROW.format(name="Ann", n=1, form="B", answers="3,2,4", part=9, total=23)
    with pytest.raises(ContentError) as refused:
        read(edition, row)
    said = [str(problem) for problem in refused.value.problems]
    assert len(said) == 2 and "add up to 7" in said[0] and "add up to 21" in said[1]


def test_figures_of_a_question_are_of_those_who_answered_it(quiz_of):
    """By hand: three of four answered the first question, with 4, 2 and 0 points; it is not harder
    for the one who chose others.  Of a question that nobody chose nothing is said.
    """
    edition = edition_with(quiz_of(TWO_OF_THREE))
    questions = questions_of(edition)
    given = [(4, 4, None), (2, 2, None), (0, 4, None), (None, 4, None)]
    papers = [
        replace(papers_of(questions, points, n % 2), name=f"S{n}", number=str(n))
        for n, points in enumerate(given)
    ]
    marked = list(scored(questions, papers))
    titles = [section.title for section in edition.view.sections]
    figures = class_figures(questions, marked, edition.form_names, titles)
    own = [each for each in figures.questions if each.question.section == CHOSEN]
    assert [(each.papers, each.omitted) for each in own] == [(3, 1), (4, 0)]
    assert [each.facility for each in own] == pytest.approx([0.5, 14 / 16])
    assert own[0].by_form == pytest.approx((0.5, 0.5))
    assert len(figures.questions) == len(questions) - 1
    # Two of each paper count: 8, 4, 4 and 4 of 8 points.
    assert figures.sections[CHOSEN].points == 8
    assert figures.sections[CHOSEN].share == pytest.approx((8 + 4 + 4 + 4) / 4 / 8)
    # Reliability takes the section as one question beside the eight others.
    assert figures.quiz.questions == 9 and figures.quiz.possible == 22
    # The control: where all are to be answered, whoever leaves one out has no points of it.
    plain = questions_of(edition_with(quiz_of("")))
    all_of_them = class_figures(plain, list(scored(plain, papers)), ("A", "B"), titles)
    first = next(e for e in all_of_them.questions if e.question.section == CHOSEN)
    assert first.papers == 4 and first.facility == pytest.approx(6 / 16)


def test_voids_lower_what_the_quiz_counts_only_where_too_few_are_left(quiz_of):
    """Two of three count: without one of them the section is worth as much, without two half."""
    quiz = quiz_of(TWO_OF_THREE)
    for count, worth in ((0, 22), (1, 22), (2, 18), (3, 14)):
        voids = tuple(Void(CHOSEN, n, "none") for n in range(count))
        note = RevisionNote(2, (1,), voids=voids)
        edition = edition_with(quiz, note)
        assert counting(note, quiz.view) == worth
        assert counting_points(questions_of(edition)) == worth
        columns = documents.mark_columns(quiz.view, note, load_catalog("en"))
        total = next(column for column in columns if column.role == "total")
        assert set(total.points) == {str(worth)}


def test_a_section_is_worth_what_can_be_earned():
    """As many questions as are answered, or as are left."""

    class Item:
        points = Fraction(3, 2)

    section = SectionView("S", (Item(),) * 5, "", 2, "best")
    assert section.points == 3
    assert [section.points_without(range(n)) for n in (3, 4, 5)] == [3, Fraction(3, 2), 0]
