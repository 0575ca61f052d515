"""Tables of marks read into papers: each cell brought back to its item and option, whatever the
form, and every doubtful one reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.content.nodes import shorten
from generator.editions.code import without_dashes
from generator.i18n.catalog import Catalog
from generator.items.protocol import DoubtfulResponse
from generator.page.numbers import points_number
from generator.problems import NOTE, Location, Problems
from generator.results import moodle
from generator.results.columns import (
    ANSWER,
    GROUP,
    POINTS,
    QUESTION,
    SECTION,
    TOTAL,
    Column,
    Layout,
    layout_of,
    moodle_slots,
    names_questions,
)
from generator.results.context import MarksContext
from generator.results.papers import NOT_ANSWERED, Answer, EmptyCell, GivenSum, Paper, student_key
from generator.results.questions import Place, Question
from generator.results.tables import (
    NAMES,
    NOTHING,
    cell_at,
    place,
    points_of,
    rows_of,
    student_of,
    text_of,
)
from generator.results.zipgrade_key import fits_zipgrade
from generator.storage.csv_files import Cell

_MOST_TITLES = 6  # lines that may be above the heads by mistake
# What stands in place of a student beside a mean or a sum; "Max" is a name.
_SUMMARY = re.compile(
    "average|key|maximum|mean|median|minimum|points|possible|sd|sum|total"
    "|durchschnitt|maximal|mittelwert|punkte|schnitt|summe"
    "|bodovi|maksimum|medijana|poeni|prosek|suma|ukupno|zbir"
    "|бодови|максимум|медијана|поени|просек|сума|укупно|збир"
)


def read_papers(
    data: bytes, path: str, group: str, context: MarksContext, problems: Problems
) -> tuple[Paper, ...]:
    """The papers of a table that problems call `path`; `group`: theirs, where no column says it.

    A row without any mark is a student who was not there, and is counted in a note.  Of what is
    doubtful in a row, and reported, its paper has no answer.
    """
    before = problems.error_count
    rows = rows_of(data, path, problems)
    if problems.error_count > before:
        return ()
    if context.profile is None and (slots := moodle_slots(rows[0])):
        return moodle.read_report(rows, slots, path, group, context, problems)
    if context.profile is None and (heads := _heads_below(rows, context.catalog)):
        message = f"the names of the columns are in line {heads}; delete the lines above it"
        problems.add(Location(path, rows[0][0].line), "no-questions", message)
        return ()
    layout = layout_of(rows[0], path, context.catalog, context.profile, problems)
    if problems.error_count > before:
        return ()
    reader = _TableReader(layout, path, group, context, problems)
    reader.note_skipped(rows[1 : 1 + layout.skip])
    return reader.papers(rows[1 + layout.skip :])


def _heads_below(rows: Sequence[Sequence[Cell]], catalog: Catalog) -> int:
    """The line in which the names of the columns are, if other lines are above it, or 0."""
    heads = (row[0].line for row in rows[:_MOST_TITLES] if names_questions(row, catalog))
    line = next(heads, 0)
    return line if line != rows[0][0].line else 0


class _TableReader:
    """Reads the rows of one table."""

    def __init__(
        self, layout: Layout, path: str, group: str, context: MarksContext, problems: Problems
    ) -> None:
        self._layout, self._path, self._group = layout, path, group
        self._context, self._problems = context, problems
        self._by_number = [
            {
                (question.numbers[form], part.part): part
                for question in context.questions
                for part in question.with_parts
            }
            for form in range(len(context.edition.view.forms))
        ]
        self._roles = {
            column.role: n for n, column in enumerate(layout.columns) if column.role != QUESTION
        }
        # The numbers that have columns for their parts, and those that have one for the whole.
        self._by_parts = {
            (column.number, bool(column.part))
            for column in layout.columns
            if column.role == QUESTION
        }
        self._with_options = {
            part.place
            for question in context.questions
            for part in question.with_parts
            if part.type.response_options(part.student, part.key)
        }
        self._kind, self._is_settled = POINTS, False
        self._doubted: set[Cell] = set()

    def papers(self, rows: Sequence[Sequence[Cell]]) -> tuple[Paper, ...]:
        """The papers of the rows."""
        self._report_unknown_questions()
        marked = [row for row in rows if self._has_marks(row)]
        if absent := len(rows) - len(marked):
            rows_say = "1 row has" if absent == 1 else f"{absent} rows have"
            message = f"{rows_say} no marks and {'is' if absent == 1 else 'are'} not counted"
            self._problems.add(Location(self._path), "no-marks", message, NOTE)
        placed, unread = [], []
        for row in marked:
            if self._is_summary(row):
                continue
            form = self._form(row)
            if form is None or self._has_extra_cells(row):
                unread.append(self._unread(row))
            else:
                placed.append((row, form))
        self._settle_kind(placed)
        if self._layout.keys:
            self._check_keys(placed)
        return (*(self._paper(row, form) for row, form in placed), *unread)

    # ------------------------------------------------------------ the table as a whole

    def _report_unknown_questions(self) -> None:
        known = {number for number, _ in self._by_number[0]}
        for column in self._layout.columns:
            if column.role == QUESTION and column.number not in known:
                if self._layout.program == "ZipGrade":
                    continue  # its sheets have a hundred places; what is marked there is doubtful
                message = (
                    f"the column '{column.head}' is no question of this quiz, which has "
                    f"{max(known)}"
                )
                self._problems.add(Location(self._path, 1), "unknown-question", message)

    def _has_marks(self, row: Sequence[Cell]) -> bool:
        if self._roles.get("name", -1) >= 0 and self._is_heading(row):
            return False
        return any(
            cell_at(row, n).text.strip()
            if column.role == QUESTION
            else points_of(text_of(cell_at(row, n)))  # a sum without marks, but not 0 of a formula
            for n, column in enumerate(self._layout.columns)
            if column.role in (QUESTION, SECTION, TOTAL)
        )

    def _is_heading(self, row: Sequence[Cell]) -> bool:
        """Whether a row of an earlier mark sheet says where the questions are on another form."""
        catalog: Catalog = self._context.catalog
        names = self._context.edition.form_names
        return text_of(cell_at(row, self._roles["name"])) in {
            catalog("mark-sheet-questions", form=name) for name in names
        }

    def _question(self, column: Column, form: int) -> Question | None:
        by_number = self._by_number[0 if column.on_first_form else form]
        return by_number.get((column.number, column.part))

    def _settle_kind(self, placed: Sequence[tuple[Sequence[Cell], int]]) -> None:
        """Find whether columns that do not say it hold points or answers: where options are to be
        chosen, points are figures and answers are letters; sums are of points.
        """
        figures: list[tuple[Cell, Column]] = []
        letters: list[tuple[Cell, Column]] = []
        for row, form in placed:
            for n, column in enumerate(self._layout.columns):
                question = self._question(column, form) if column.role == QUESTION else None
                if question is None or column.kind or question.place not in self._with_options:
                    continue
                cell = cell_at(row, n)
                text = text_of(cell)
                if text and text not in NOTHING:
                    (letters if points_of(text) is None else figures).append((cell, column))
        self._kind = ANSWER if len(letters) > len(figures) else POINTS
        has_sums = bool(set(self._roles) & {SECTION, TOTAL})
        self._is_settled = has_sums or bool(letters or figures)
        if letters and figures:
            fewer, what, others = (
                (figures, "figures", "letters")
                if self._kind == ANSWER
                else (letters, "letters", "points")
            )
            for cell, column in fewer:
                if what == "letters" and not text_of(cell).replace(" ", "").isalpha():
                    continue  # neither: what it may be is said where it is read
                self._doubt(cell, column, f"this file has {others} in other rows, and {what} here")

    def _check_keys(self, placed: Sequence[tuple[Sequence[Cell], int]]) -> None:
        """Report where the key that the other program marked by is not the one of this edition."""
        edition, catalog = self._context.edition, self._context.catalog
        reported: set[tuple[int, int]] = set()
        for row, form in placed:
            for at, n in self._layout.keys:
                column = self._layout.columns[at]
                question = self._question(column, form)
                theirs = text_of(cell_at(row, n)).upper()
                if (
                    question is None
                    or not theirs
                    or not question.type.alternatives(question.student)
                    or question.void
                    or (at, form) in reported
                ):
                    continue
                ours = question.type.short_key(
                    question.student, question.key, question.orders[form], catalog
                )
                if theirs[0] not in (ours, _machine_letter(question)):
                    reported.add((at, form))
                    message = (
                        f"{self._layout.program} has the key {theirs} for question "
                        f"{column.number} of form {edition.form_names[form]}, this edition has "
                        f"{ours}; is this the right file, and does its key version say the form?"
                    )
                    self._problems.add(place(self._path, cell_at(row, n)), "wrong-key", message)

    # ------------------------------------------------------------ a row

    def _text(self, row: Sequence[Cell], role: str) -> str:
        return text_of(cell_at(row, self._roles[role])) if role in self._roles else ""

    def _whose(self, row: Sequence[Cell]) -> tuple[str, str]:
        """The name and the number of a row's student."""
        name, number = student_of(row, self._roles)
        if not set(self._roles) & {*NAMES, "number"}:
            name = f"row {row[0].line} of {self._path}"
        return name, number

    def _form(self, row: Sequence[Cell]) -> int | None:
        """The form of a row by index; None, and a problem, where it is not known."""
        code, names = self._context.edition.code, self._context.edition.form_names
        typed = self._text(row, "form")
        typed = self._layout.profile.forms.get(typed, typed).upper()
        # The whole code in the footer says the form, too, and that it is a paper of this edition.
        bare = without_dashes(typed)
        if bare.startswith(own := without_dashes(code)) and bare != own:
            typed = bare.removeprefix(own)
        if typed.isdigit() and names[0].isdigit():
            typed = typed.zfill(len(names[0]))  # a spreadsheet makes 7 of 007
        name, number = self._whose(row)
        student = student_key(number, name)
        listed = self._context.forms.get(student, "")
        cell = cell_at(row, self._roles.get("form", len(row)))
        if typed and listed and typed != listed:
            message = f"the form is {typed} here and {listed} in the class list"
            self._problems.add(place(self._path, cell), "unknown-form", message)
            return None
        form = typed or listed
        if form in names:
            return names.index(form)
        if not form and len(names) == 1:
            return 0
        all_names = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
        foreign = any(letter.isalpha() and not letter.isascii() for letter in form)
        alphabet = " (it is of another alphabet)" if foreign else ""
        message = (
            f"there is no form '{shorten(typed, 20)}'{alphabet}; this edition, {code}, has "
            f"{all_names}"
            if form
            else f"the form of this paper is missing; give it in a column 'form' ({all_names})"
        )
        self._problems.add(place(self._path, cell), "unknown-form", message)
        return None

    def _is_summary(self, row: Sequence[Cell]) -> bool:
        """Whether a row is a mean or a sum of the others and no student; reports it."""
        name, number = self._whose(row)
        if (name and number) or not _SUMMARY.fullmatch((name or number).casefold()):
            return False
        message = f"'{shorten(name or number, 20)}' looks like no student; delete this row"
        self._problems.add(Location(self._path, row[0].line), "no-name", message)
        return True

    def note_skipped(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Note rows that are left out as the profile of columns says, but may be students."""
        for row in rows:
            who = " ".join(filter(None, self._whose(row)))
            if who and not _SUMMARY.fullmatch(who.casefold()):
                message = (
                    f"'{shorten(who, 20)}' is left out, because the profile of columns says "
                    f"'skip: {self._layout.skip}'; if that is a student, delete that line of it"
                )
                self._problems.add(Location(self._path, row[0].line), "no-name", message, NOTE)

    def _has_extra_cells(self, row: Sequence[Cell]) -> bool:
        """Whether a row has more cells than heads, so that every cell may be in a wrong column;
        reports the first one.
        """
        extra = [cell for cell in row[len(self._layout.columns) :] if cell.text.strip()]
        for cell in extra[:1]:
            message = (
                "this row has more cells than the first line has heads; put a number with a comma "
                "in quotation marks, or use ; between the cells"
            )
            self._problems.add(place(self._path, cell), "extra-cell", message)
        return bool(extra)

    def _unread(self, row: Sequence[Cell]) -> Paper:
        name, number = self._whose(row)
        return Paper(name, number, "", 0, {}, Location(self._path, row[0].line), unread=True)

    def _paper(self, row: Sequence[Cell], form: int) -> Paper:
        name, number = self._whose(row)
        location = Location(self._path, row[0].line)
        if not name and not number:
            message = "this row has marks and neither a name nor a number"
            self._problems.add(location, "no-name", message)
        answers: dict[Place, Answer] = {}
        empty: list[EmptyCell] = []
        settled = self._settled_sections(row, form)
        for n, column in enumerate(self._layout.columns):
            question = self._question(column, form) if column.role == QUESTION else None
            cell = cell_at(row, n)
            if question is None:
                self._report_no_question(cell, column, form)
            elif text_of(cell):
                answers[question.place] = self._read_answer(cell, column, question, form)
            elif question.void or self._is_elsewhere(column, question):
                continue  # nothing needs to be known of it, and another file may say it
            elif self._layout.blank_is_nothing or question.section in settled:
                answers[question.place] = NOT_ANSWERED
            else:
                name_of_cell = f"row {cell.line}, column '{column.head}'"
                empty.append(EmptyCell(question.place, place(self._path, cell), name_of_cell))
        return Paper(
            name,
            number,
            self._text(row, GROUP) or self._group,
            form,
            answers,
            location,
            tuple(self._sums(row, frozenset(answers))),
            tuple(empty),
            unread=not name and not number,
        )

    def _report_no_question(self, cell: Cell, column: Column, form: int) -> None:
        """Report a mark of a question or part that the form does not have."""
        if column.role == QUESTION and text_of(cell):
            name = self._context.edition.form_names[form]
            what = f"{column.number}{column.part}"
            self._doubt(cell, column, f"form {name} has no question {what}")

    def _read_answer(self, cell: Cell, column: Column, question: Question, form: int) -> Answer:
        """What a cell says of its question; none, and a problem, where that is doubtful."""
        text = text_of(cell)
        if text in NOTHING:
            return NOT_ANSWERED
        try:
            return self._answer(text, column, question, form)
        except DoubtfulResponse as error:
            if not question.void:  # of which nothing is marked
                self._doubt(cell, column, str(error))
            return NOT_ANSWERED

    def _settled_sections(self, row: Sequence[Cell], form: int) -> frozenset[int]:
        """The sections of which as many questions have an entry as are to be answered: the others
        were not chosen.
        """
        entries: dict[int, set[int]] = {}
        for n, column in enumerate(self._layout.columns):
            question = self._question(column, form) if column.role == QUESTION else None
            if question and question.answer:
                text = text_of(cell_at(row, n))
                if text and text not in NOTHING:
                    entries.setdefault(question.section, set()).add(question.index)
        needed = {q.section: q.answer for q in self._context.questions if q.answer}
        return frozenset(s for s, chosen in entries.items() if len(chosen) >= needed[s])

    def _is_elsewhere(self, column: Column, question: Question) -> bool:
        """Whether an empty cell says nothing: a set may be given by its parts or these by the set,
        and what ZipGrade cannot mark comes from another file.
        """
        if self._layout.program == "ZipGrade" and not fits_zipgrade(question):
            return True
        in_a_set = bool(question.parts or question.part)
        return in_a_set and (column.number, not column.part) in self._by_parts

    def _answer(self, text: str, column: Column, question: Question, form: int) -> Answer:
        """What was typed of a question.  Raises DoubtfulResponse."""
        if (column.kind or self._kind) == ANSWER and not question.type.marked_by_hand:
            if question.place in self._with_options:  # elsewhere figures mean what they are
                text = _translated(text, self._layout.profile.letters)
            response = question.type.response(
                question.student, question.orders[form], text, self._context.catalog
            )
            if question.type.score(question.student, question.key, response) is None:
                short = text[:1].upper()
                raise DoubtfulResponse(
                    f"the correction is marked by hand; type {short}+ where it is right, {short}- "
                    "where it is not"
                )
            return Answer(response)
        points = points_of(text)
        if points is not None and self._may_be_answer(text, column, question, form):
            number = f"{column.number}{column.part}"
            raise DoubtfulResponse(
                f"are these points or an answer? call the column '{number} points' or '{number} "
                "answer'"
            )
        if points is None:
            raise DoubtfulResponse("give its points, or - where nothing was answered")
        if points > question.points:
            worth = points_number(question.points)
            raise DoubtfulResponse(f"the question is worth {worth}, not more")
        return Answer(points=points)

    def _may_be_answer(self, text: str, column: Column, question: Question, form: int) -> bool:
        """Whether points could be what was answered, as a number can, and nothing in the file says
        that they are not.
        """
        if column.kind or self._is_settled or question.type.marked_by_hand:
            return False
        try:
            question.type.response(
                question.student, question.orders[form], text, self._context.catalog
            )
        except DoubtfulResponse:
            return False
        return True

    def _sums(self, row: Sequence[Cell], places: frozenset[Place]) -> Iterator[GivenSum]:
        for n, column in enumerate(self._layout.columns):
            if column.role not in (TOTAL, SECTION):
                continue
            cell = cell_at(row, n)
            text = text_of(cell)
            if not text or text in NOTHING:
                continue
            points = points_of(text)
            if points is None:
                self._doubt(cell, column, "give the sum as a number, or leave it empty")
                continue
            section = column.number - 1 if column.role == SECTION else None
            yield GivenSum(points, place(self._path, cell), section, places)

    def _doubt(self, cell: Cell, column: Column, message: str) -> None:
        """Report a cell once, by its row and its column."""
        if cell.column and cell in self._doubted:
            return
        self._doubted.add(cell)
        shown = f" '{shorten(text_of(cell), 20)}'" if text_of(cell) else ""
        where = f"row {cell.line}, column '{column.head}'{shown}: "
        self._problems.add(place(self._path, cell), "doubtful-mark", where + message)


def _translated(text: str, letters: Mapping[str, str]) -> str:
    """An answer with the letters that a profile declares for what stands there."""
    if text in letters:
        return letters[text]
    return "".join(letters.get(sign, sign) for sign in text) if letters else text


def _machine_letter(question: Question) -> str:
    """A or B of a verdict's key, which machines' sheets have for true and false."""
    options = question.type.response_options(question.student, question.key)
    right = [n for n, (_, is_right) in enumerate(options) if is_right]
    return "AB"[right[0]] if len(options) == 2 and len(right) == 1 else ""
