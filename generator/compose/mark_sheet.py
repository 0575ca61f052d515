"""The sheet that takes the marks of a class: a row for each student, a column for each question.

In: the view, its code, where the revision in force stands, and whose rows there are.  Out: the columns, and a Document.
Never holds an answer: of a question it says its numbers, its points and whether it is void.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator import document
from generator.compose.parts import placed, title_block
from generator.compose.standing import counting, void_lines
from generator.document import Block, Document
from generator.inline import Run, plain
from generator.kinds import points_text
from generator.view import Standing, View, form_name
from generator.words import Words

MOST_FORMS = 6                     # whose question numbers stand over the columns in print
Row = tuple[str, str, str]         # a student's name and number, and the form; "" to be written in


@dataclass(frozen=True)
class Column:
    """A question: its number on every form, its points, and what its being void gives everyone ("": it counts)."""

    numbers: tuple[int, ...]
    points: Fraction
    void: str = ""


def mark_columns(view: View, stands: Standing) -> tuple[Column, ...]:
    """The questions in the order of the first form."""
    orders = [{(item.section, item.index): item for item in placed(view, form)} for form in range(len(view.forms))]
    rules = {(void.section, void.index): void.rule for void in stands.voids}
    return tuple(Column(tuple(order[place].number for order in orders), item.asked.points, rules.get(place, ""))
                 for place, item in orders[0].items())


def mark_sheet(view: View, code: str, stands: Standing, rows: Sequence[Row], words: Words) -> Document:
    """The table to write marks into; `code` is the edition's."""
    columns, count = mark_columns(view, stands), len(view.forms)
    shown = count if count <= MOST_FORMS else 1
    above = tuple(
        (words("mark-sheet-questions", form=form_name(form, count)) if count > 1 else words("points-of"),
         (*(str(column.numbers[form]) for column in columns), words("points-total") if form == 0 else ""))
        for form in range(shown))
    heads = (*(words("void-short") if column.void else points_text(column.points) for column in columns),
             points_text(counting(stands, view)))
    filled = (*(points_text(column.points) if column.void == "full" else words("void-short") if column.void else ""
                for column in columns), "")
    lead = (words("name"), words("number"), words("mark-sheet-form"))
    table = document.MarkTable(lead, (3.2, 1.5, 1.0), above, heads, tuple(rows), filled, words("mark-sheet-summary"))
    blocks = (*title_block(view, words("mark-sheet"), words), *_front(view, stands, code, count, words), table)
    furniture = document.Furniture(head=f"{plain(view.title)} – {words('mark-sheet')}", foot=f"{code} · r{stands.number}",
                                   page=words("page"))
    return Document(f"{plain(view.title)} – {words('mark-sheet')}", view.language, furniture, blocks, "mark-sheet")


def _front(view: View, stands: Standing, code: str, forms: int, words: Words) -> tuple[Block, ...]:
    lead = document.Paragraph((Run(words("mark-sheet-lead", code=code)),))
    order = (document.Paragraph(document.words(words("mark-sheet-order")), "small"),) if forms > 1 else ()
    many = (document.Paragraph(document.words(words("mark-sheet-many")), "small"),) if forms > MOST_FORMS else ()
    if not stands.voids:
        return lead, *order, *many
    said = void_lines(stands, view, list(placed(view, 0)), words)
    return lead, *order, *many, document.Notice(tuple(document.Paragraph(document.words(line)) for line in said))
