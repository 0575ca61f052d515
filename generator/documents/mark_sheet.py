"""The sheet that takes the marks of a class: a row for each student, a column for each question as
numbered on the student's paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.field_types import points_text
from generator.documents.kind import Audience, DocumentKind
from generator.documents.placed import placed
from generator.documents.revision_note import counting, void_lines
from generator.documents.section_rules import choices_to_mark
from generator.editions.edition import Edition
from generator.editions.quiz import QuizView, RevisionNote
from generator.i18n.catalog import Catalog
from generator.page.blocks import (
    Block,
    Document,
    HeaderFooter,
    Heading,
    MarkTable,
    Notice,
    Paragraph,
    spans,
)
from generator.page.markup import Span, parse
from generator.page.one_line import with_signs
from generator.values import dataclass

MARK_SHEET = DocumentKind("mark-sheet", Audience.TEACHER, "{code}-mark-sheet", in_guide=True)
MARK_TABLE = DocumentKind(
    "mark-table", Audience.TEACHER, "{code}-mark-sheet", extension="csv", filled_in=True
)
MARK_WORKBOOK = DocumentKind(
    "mark-workbook", Audience.TEACHER, "{code}-mark-sheet", extension="xlsx", filled_in=True
)
MOST_FORMS = 6  # whose points are printed over the columns
QUESTION, SECTION, TOTAL, GRADE, CHECKED = "question", "section", "total", "grade", "checked"
Row = tuple[str, str, str]  # a student's name and number, and the form; "" to be written in


@dataclass(frozen=True)
class MarkColumn:
    """A column to write into: its head, and form by form what can be had there, "" for nothing.

    A dash in place of points: the question is void on that form.
    """

    role: str
    head: str
    points: tuple[str, ...]


def mark_columns(view: QuizView, note: RevisionNote, catalog: Catalog) -> tuple[MarkColumn, ...]:
    """The questions by their numbers on the paper, each section followed by its sum (where there
    are several); then the total, the grade and who has checked the row.
    """
    forms = [list(placed(view, form)) for form in range(len(view.forms))]
    rules = {(void.section, void.index): void.rule for void in note.voids}
    columns: list[MarkColumn] = []
    number = 0
    for n, section in enumerate(view.sections):
        for _ in section.items:
            on_forms = [items[number] for items in forms]
            number += 1
            points = tuple(
                catalog("void-short")
                if (item.section, item.index) in rules
                else points_text(item.student.points)
                for item in on_forms
            )
            columns.append(MarkColumn(QUESTION, str(number), points))
        if len(view.sections) > 1:
            dropped = [
                index for (place, index), rule in rules.items() if place == n and rule == "none"
            ]
            worth = points_text(section.points_without(dropped))
            head = catalog("mark-sheet-part", n=n + 1)
            columns.append(MarkColumn(SECTION, head, (worth,) * len(forms)))
    total = points_text(counting(note, view))
    return (
        *columns,
        MarkColumn(TOTAL, catalog("points-total"), (total,) * len(forms)),
        MarkColumn(GRADE, catalog("mark-sheet-grade"), ("",) * len(forms)),
        MarkColumn(CHECKED, catalog("mark-sheet-checked"), ("",) * len(forms)),
    )


def mark_sheet(edition: Edition, rows: Sequence[Row], catalog: Catalog) -> Document:
    """The table to write marks into, on pages that lie on their side."""
    view, code, note = edition.view, edition.code, edition.note
    columns, count = mark_columns(view, note, catalog), len(view.forms)
    shown = count if count <= MOST_FORMS else 0
    above = tuple(
        (
            catalog("mark-sheet-points", form=view.form_names[form])
            if count > 1
            else catalog("points-column"),
            tuple(column.points[form] for column in columns),
        )
        for form in range(shown)
    )
    lead = ("", catalog("name"), catalog("number"), catalog("mark-sheet-form"))
    table = MarkTable(
        lead,
        (0.4, 3.2, 1.5, 0.8),
        above,
        tuple(column.head for column in columns),
        tuple((str(number), *row) for number, row in enumerate(rows, 1)),
        ("",) * len(columns),
        catalog("mark-sheet-summary"),
        tuple(n for n, column in enumerate(columns) if column.role in (SECTION, TOTAL)),
    )
    title = (*parse(view.title), Span(f" – {catalog('mark-sheet')}"))
    blocks = (Heading(1, title), *_front(view, note, code, catalog), table)
    header_footer = HeaderFooter(foot=f"{code} · r{note.number}", page=catalog("page"), level=True)
    return Document(
        f"{with_signs(view.title)} – {catalog('mark-sheet')}",
        view.language,
        header_footer,
        blocks,
        "mark-sheet",
        landscape=True,
        words_version=catalog.words_version,
    )


def _front(view: QuizView, note: RevisionNote, code: str, catalog: Catalog) -> tuple[Block, ...]:
    many = len(view.forms) > MOST_FORMS
    how = catalog("mark-sheet-many") if many else catalog("mark-sheet-order")
    words = (catalog("mark-sheet-lead", code=code), how, *choices_to_mark(view, catalog))
    lead = Paragraph(spans(" ".join(words)), "small")
    if not note.voids:
        return (lead,)
    notices = []
    for form in range(min(len(view.forms), MOST_FORMS)):
        own = void_lines(note, view, list(placed(view, form)), catalog)
        name = f"{catalog('form', form=view.form_names[form])}: " if len(view.forms) > 1 else ""
        notices.append(Paragraph(spans(name + " ".join(own)), "small"))
    return lead, Notice(tuple(notices))
