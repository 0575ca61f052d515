"""The sheet on which a form is answered, which a machine can read too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.content.field_types import points_text
from generator.content.model import EARLIER, PrintSettings
from generator.content.style import NAME, NUMBER, USUAL_STYLE, FieldToFill, Style
from generator.documents.earlier_answer_sheet import earlier_answer_sheet
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.placed import Placed, asks_for_booklet, placed
from generator.documents.section_rules import choices
from generator.documents.shared_blocks import points_phrase
from generator.documents.styled import about_view, field_label, in_style, institution_lines
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.page.blocks import (
    BubbleSheet,
    Document,
    HeaderFooter,
    PageStyle,
    SheetEntry,
    SheetWords,
    spans,
)
from generator.page.markup import joined, parse
from generator.page.numbers import total
from generator.page.one_line import with_signs
from generator.values import dataclass

DIGITS = PrintSettings().sheet_digits
_MOST_MARKS = 52  # cells for marks; where there are more, only parts and total have one


@dataclass(frozen=True)
class SheetLook:
    """How an answer sheet is made up.  `digits`: of a student's number, 0 for no grid; `style`:
    that of the institution.
    """

    digits: int = DIGITS
    style: Style = USUAL_STYLE


def answer_sheet(
    view: QuizView,
    form: int,
    code: str,
    catalog: Catalog,
    draft: bool = False,
    look: SheetLook = SheetLook(),  # noqa: B008 - a frozen value
) -> Document:
    """The answer sheet of a form; `code` is the paper's whole code, or the draft sign."""
    digits, style = look.digits, look.style
    name = view.form_names[form]
    items = list(placed(view, form))
    entries = tuple(entry for item in items for entry in _entries(item, catalog))
    marked = catalog("sheet-lead-booklet" if asks_for_booklet(view) else "sheet-lead")
    how = [marked, catalog("sheet-check"), *catalog.list("sheet-how")]
    how += ["".join(span.text for span in choice) for choice in choices(view, catalog)]
    how_number = catalog("sheet-how-number") if digits else ""
    how += [how_number] if digits else []
    facts = [parse(view.title), spans(points_phrase(view.points, catalog))]
    fields = _fields(style, digits)
    above = joined(institution_lines(style, parse(view.institution), parse(view.course)))
    sheet = BubbleSheet(
        code,
        name,
        tuple(line for line in (joined(facts), above) if line),
        _labels(fields, catalog),
        tuple(how),
        entries,
        _marks(view, items, catalog),
        _words(style, catalog),
        digits,
        name_at=next((n for n, field in enumerate(fields) if field.kind == NAME), -1),
        how_number=how_number,
    )
    header_footer = HeaderFooter(
        page="",  # the sheet says it beside its code
        watermark=catalog("draft") if draft else "",
        level=True,
    )
    title = f"{with_signs(view.title)} – {catalog('answer-sheet')} – {catalog('form', form=name)}"
    document = Document(
        title,
        view.language,
        header_footer,
        (sheet,),
        f"answer-sheet {name}",
        words_version=catalog.words_version,
    )
    styled = in_style(document, style, about_view(view), for_students=True)
    # It has margins of its own, and nothing at its head and foot.
    page = replace(styled.style, margins=PageStyle().margins)
    return replace(styled, header_footer=header_footer, style=page)


def composed_sheet(copy: StudentCopy) -> Document:
    """The answer sheet of a copy, in the look that its settings ask for."""
    if copy.settings.density == EARLIER:
        return earlier_answer_sheet(copy.view, copy.form, copy.code, copy.catalog, copy.draft)
    look = SheetLook(copy.settings.sheet_digits, copy.style)
    return answer_sheet(copy.view, copy.form, copy.code, copy.catalog, copy.draft, look)


def _compose(copy: StudentCopy) -> Document | None:
    if copy.as_text or not copy.settings.answer_sheet:
        return None
    return composed_sheet(copy)


ANSWER_SHEET = DocumentKind(
    "answer-sheet",
    Audience.STUDENT,
    "{code}-{form}-answer-sheet",
    copies_for_class=True,
    in_every_profile=True,
    stays_as_handed_out=True,
    in_guide=True,
    student=_compose,
)


def _entries(item: Placed, catalog: Catalog) -> tuple[SheetEntry, ...]:
    kind = type_of(item.student)
    return kind.sheet_entries(item.student, item.order, str(item.number), catalog)


def _fields(style: Style, digits: int) -> list[FieldToFill]:
    """The fields of a style, without a number that has a grid: its place is the first one's."""
    written = [field for field in style.fields if not (digits and field.kind == NUMBER)]
    if not written:
        return []
    left = total(field.share for field in style.fields) - total(field.share for field in written)
    first, *others = written
    return [replace(first, width=min(100, round(100 * (first.share + left)))), *others]


def _labels(fields: Sequence[FieldToFill], catalog: Catalog) -> tuple[tuple[str, float], ...]:
    return tuple((field_label(field, catalog), field.share) for field in fields)


def _marks(view: QuizView, items: list[Placed], catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """A cell for each question, each part of the quiz where there are several, and the total."""
    cells: list[tuple[str, str]] = []
    sums: list[tuple[str, str]] = []
    for n, section in enumerate(view.sections):
        for item in items:
            if item.section == n:
                cells.append((str(item.number), points_text(item.student.points)))
        if len(view.sections) > 1:
            sums.append((catalog("mark-sheet-part", n=n + 1), points_text(section.points)))
            cells.append(sums[-1])
    shown = cells if len(cells) <= _MOST_MARKS else sums
    return (*shown, (catalog("points-total"), points_text(view.points)))


def _words(style: Style, catalog: Catalog) -> SheetWords:
    own = [field.label for field in style.fields if field.kind == NUMBER and field.label]
    return SheetWords(
        title=catalog("answer-sheet"),
        page=catalog("page"),
        number=own[0] if own else catalog("sheet-number"),
        cross=catalog("sheet-cross"),
        taken_back=catalog("sheet-taken-back"),
        continued=catalog("continued"),
        marker=catalog("sheet-marker"),
        points=catalog("points-column"),
        mark=catalog("points-mark"),
    )
