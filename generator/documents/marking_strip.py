"""The keys of a form at the places of its paper or answer sheet, to lay beside it or over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.documents.kind import Audience, DocumentKind
from generator.documents.placed import Placed, placed
from generator.documents.revision_note import sentence, void_mark
from generator.documents.section_rules import choices_to_mark
from generator.documents.shared_blocks import title_block
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.items import ItemKey, type_of
from generator.page.blocks import (
    Bubbles,
    BubbleSheet,
    Bullets,
    Document,
    HeaderFooter,
    Overlay,
    Paragraph,
    Strip,
    StripKey,
    spans,
)
from generator.page.one_line import with_signs

STRIP = DocumentKind(
    "strip", Audience.TEACHER, "{code}-{form}-strip-KEY{revision}", in_guide=True, beside_paper=True
)
SHEET_STRIP = DocumentKind(
    "sheet-strip", Audience.TEACHER, "{code}-{form}-sheet-strip-KEY{revision}", beside_paper=True
)
OVERLAY = DocumentKind(
    "overlay", Audience.TEACHER, "{code}-{form}-overlay-KEY{revision}", beside_paper=True
)
SHEET_OVERLAY = DocumentKind(
    "sheet-overlay",
    Audience.TEACHER,
    "{code}-{form}-sheet-overlay-KEY{revision}",
    beside_paper=True,
)


def marking_strip(
    beside: Document, edition: Edition, form: int, catalog: Catalog, sheet: bool = False
) -> Document:
    """The strip of a form for its paper, or for its answer sheet (`sheet`); `beside` is that paper
    or sheet.
    """
    view, note = edition.view, edition.note
    name, code = edition.form_names[form], edition.paper_code(form)
    items = list(placed(view, form))
    entries = _all_entries(edition, items, catalog, sheet)
    if sheet:
        entries = tuple(replace(entry, marks=()) for entry in entries)
    how = catalog.list("strip-how-sheet" if sheet else "strip-how")
    kind = catalog("marking-strip-sheet" if sheet else "marking-strip")
    front = (
        *title_block(view, kind),
        Paragraph(spans(sentence(note, items, catalog)), "small"),
        *(Paragraph(spans(rule), "small") for rule in choices_to_mark(view, catalog)),
        Bullets(tuple((Paragraph(spans(text)),) for text in how)),
    )
    strip = Strip(
        beside,
        entries,
        catalog("strip-page", code=code, form=name),
        catalog("strip-head", code=code),
        front,
        # Strips in the first words are kept as they were cut.
        "" if catalog.has_first_words else name,
    )
    header_footer = HeaderFooter(
        head=kind,
        form=name,
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=f"{code} · r{note.number}",
        level=True,
    )
    title = f"{with_signs(view.title)} – {kind} – {catalog('form', form=name)}"
    return Document(
        title,
        view.language,
        header_footer,
        (strip,),
        f"{'sheet-strip' if sheet else 'strip'} {name}",
        words_version=catalog.words_version,
    )


def overlay(
    beside: Document, edition: Edition, form: int, catalog: Catalog, sheet: bool = False
) -> Document:
    """The overlay of a form for its paper, or for its answer sheet (`sheet`); `beside` is that
    paper or sheet.

    Its head and foot are those of the pages below, so that one sees whether it lies straight.
    """
    view, name = edition.view, edition.form_names[form]
    code = edition.paper_code(form)
    entries = _all_entries(edition, list(placed(view, form)), catalog, sheet)
    if sheet:
        entries = _by_box(entries, beside)
    kind = catalog("marking-overlay")
    revision = f"{code} · r{edition.number}"
    below = beside.header_footer
    banner = catalog("key-banner")
    if below.foot:
        header_footer = replace(below, banner=banner, foot=revision)
    else:  # a sheet's foot is full
        header_footer = replace(below, banner=f"{banner} · {revision}")
    return Document(
        f"{with_signs(view.title)} – {kind} – {catalog('form', form=name)}",
        view.language,
        header_footer,
        (Overlay(beside, entries, catalog("strip-page", code=code, form=name)),),
        f"{'sheet-overlay' if sheet else 'overlay'} {name}",
        words_version=catalog.words_version,
    )


def _all_entries(
    edition: Edition, items: Sequence[Placed], catalog: Catalog, sheet: bool
) -> tuple[StripKey, ...]:
    """The keys of a form; on a sheet a part is a row of its own."""
    entries = tuple(
        entry
        for item in items
        for entry in _entries(
            item,
            edition.key.sections[item.section][item.index],
            void_mark(edition.note, item, catalog),
            catalog,
        )
    )
    if not sheet:
        return entries
    return tuple(
        StripKey(f"{entry.number} {entry.part}".strip(), "", entry.key, entry.marks)
        for entry in entries
        if entry.key
    )


def _by_box(entries: tuple[StripKey, ...], sheet: Document) -> tuple[StripKey, ...]:
    """The keys with a mark for each box of the sheet: where an item has rows of boxes, its marks
    say which one of a row is right.
    """
    rows = {
        entry.number: [
            (space.rows, space.columns) for space in entry.spaces if isinstance(space, Bubbles)
        ]
        for block in sheet.blocks
        if isinstance(block, BubbleSheet)
        for entry in block.entries
    }
    return tuple(
        replace(key, marks=_in_rows(key.marks, rows[key.number][0][1]))
        if any(len(names) > 1 for names, _ in rows.get(key.number, ()))
        else key
        for key in entries
    )


def _in_rows(marks: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(mark if mark == column else "" for mark in marks for column in columns)


def _entries(item: Placed, answer: ItemKey, void: str, catalog: Catalog) -> Iterator[StripKey]:
    """An item's key, or its number and the keys of its parts."""
    kind, number = type_of(item.student), str(item.number)
    if void:
        yield StripKey(number, "", void)
        return
    parts = kind.lettered_parts(item.student, answer, item.order)
    if not parts:
        yield StripKey(
            number,
            "",
            kind.one_line_key(item.student, answer, item.order, catalog),
            kind.answer_marks(item.student, answer, item.order, catalog),
        )
        return
    yield StripKey(number, "", "")
    for part in parts:
        kind = type_of(part.student)
        yield StripKey(
            number,
            f"({part.letter})",
            kind.one_line_key(part.student, part.key, part.order, catalog),
            kind.answer_marks(part.student, part.key, part.order, catalog),
        )
