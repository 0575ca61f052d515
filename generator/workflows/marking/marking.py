"""What a marker is given besides the answer key: strips to lay beside the papers, and a sheet
for the marks of a class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator import documents
from generator.content.model import STANDARD, PrintSettings
from generator.documents import (
    ANSWER_SHEET,
    MARK_SHEET,
    MARK_TABLE,
    MARK_WORKBOOK,
    OVERLAY,
    PAPER,
    SHEET_OVERLAY,
    SHEET_STRIP,
    STRIP,
    DocumentKind,
    StudentCopy,
    mark_columns,
    mark_sheet,
)
from generator.documents.answer_sheet import composed_sheet
from generator.documents.mark_sheet import SECTION, TOTAL, Row
from generator.documents.paper import paper_look
from generator.documents.styled import about_view, in_style, in_style_of
from generator.editions.edition import Edition
from generator.editions.quiz import FIRST
from generator.editions.store import FoundEdition
from generator.i18n.catalog import Catalog
from generator.loading.class_list import Student
from generator.page.blocks import Document
from generator.storage.csv_files import csv_file
from generator.storage.files import ProjectFiles
from generator.storage.xlsx_files import Sum, workbook
from generator.values import dataclass
from generator.workflows.build.manifest import hashed, on_disk, read_manifest
from generator.workflows.build.outputs import ComposedFile, DataFile, output_file, signed
from generator.workflows.build.render import RenderedOutput, Renderer, render_files
from generator.workflows.media import with_media
from generator.workflows.sitting.reprint import enter, paper_files


@dataclass(frozen=True)
class Copies:
    """The printed copies that are marked: their paper size, sides and profile, and whether they
    came with answer sheets.

    `on_sheets`: the sheets are marked, not the papers.
    """

    settings: PrintSettings
    profile: str = STANDARD
    on_sheets: bool = False


def strip_files(found: FoundEdition, copies: Copies) -> tuple[list[ComposedFile], list[str]]:
    """The strips of all forms, and the paths of the forms meant.

    They are set with their neighbours, so that a file has the same bytes whoever asks for it.
    """
    kind = SHEET_STRIP if copies.on_sheets else STRIP
    return _beside(found, copies, kind, documents.marking_strip)


def overlay_files(found: FoundEdition, copies: Copies) -> tuple[list[ComposedFile], list[str]]:
    """The overlays of all forms, and the paths of the forms meant."""
    kind = SHEET_OVERLAY if copies.on_sheets else OVERLAY
    return _beside(found, copies, kind, documents.overlay)


def _beside(
    found: FoundEdition,
    copies: Copies,
    kind: DocumentKind,
    compose: Callable[[Document, Edition, int, Catalog, bool], Document],
) -> tuple[list[ComposedFile], list[str]]:
    """What is laid beside the pages of each form, or over them."""
    edition, catalog = found.edition, found.edition.catalog
    files = []
    for form in range(len(edition.view.forms)):
        code = edition.paper_code(form)
        copy = StudentCopy(edition.view, form, code, copies.settings, style=edition.style)
        beside = (
            composed_sheet(copy)
            if copies.on_sheets
            else documents.paper(
                edition.view, form, code, catalog, look=paper_look(copies.settings, edition.style)
            )
        )
        document = compose(beside, edition, form, catalog, copies.on_sheets)
        document = in_style(document, edition.style, about_view(edition.view), for_students=True)
        file = output_file(kind, edition, copies.settings, form, copies.profile)
        document = with_media(document, edition.media)
        files.append(ComposedFile(signed(file, edition), document))
    return files, [files[form].path for form in found.forms]


def student_rows(students: Sequence[Student]) -> list[Row]:
    """The rows of a class, in the order of its list; the form only where the list says it."""
    return [(student.name, student.number, student.form) for student in students]


def mark_sheet_file(edition: Edition, rows: Sequence[Row], settings: PrintSettings) -> ComposedFile:
    """The table to write marks into."""
    document = mark_sheet(edition, rows, edition.catalog)
    document = with_media(in_style_of(document, edition), edition.media)
    return ComposedFile(output_file(MARK_SHEET, edition, settings), document)


def mark_rows(edition: Edition, rows: Sequence[Row]) -> list[list[str]]:
    """The same as rows of cells: the heads (name, number, form, and those of the columns), then one
    for each student.
    """
    catalog = edition.catalog
    columns = mark_columns(edition.view, edition.note, catalog)
    heads = [catalog("name"), catalog("number"), catalog("mark-sheet-form")]
    empty = [""] * len(columns)
    return [[*heads, *(column.head for column in columns)], *([*row, *empty] for row in rows)]


def mark_sheet_csv(edition: Edition, rows: Sequence[Row], separator: str = ",") -> ComposedFile:
    """The same for a spreadsheet."""
    file = output_file(MARK_TABLE, edition, PrintSettings())
    return ComposedFile(file, DataFile(csv_file(mark_rows(edition, rows), separator)))


def mark_sheet_workbook(edition: Edition, rows: Sequence[Row]) -> ComposedFile:
    """The same as a workbook that adds up by itself.  Raises NoWorkbooks."""
    catalog = edition.catalog
    columns = mark_columns(edition.view, edition.note, catalog)
    first = 3
    sums: dict[int, Sum] = {}
    since, sections = first, list[int]()
    for n, column in enumerate(columns, first):
        if column.role == SECTION:
            sums[n] = _section_sum(edition, len(sections), range(since, n))
            sections.append(n)
            since = n + 1
        elif column.role == TOTAL:
            sums[n] = Sum(sections) if sections else _section_sum(edition, 0, range(first, n))
    file = output_file(MARK_WORKBOOK, edition, PrintSettings())
    return ComposedFile(file, DataFile(workbook(mark_rows(edition, rows), sums)))


def _section_sum(edition: Edition, section: int, columns: Sequence[int]) -> Sum:
    """What adds up the marks of a section."""
    rule = edition.view.sections[section]
    return Sum(columns, rule.answer, rule.counts == FIRST)


def mark_table_paths(edition: Edition) -> list[str]:
    """Where the mark sheets of an edition are that can be filled in by a spreadsheet program."""
    kinds = (MARK_TABLE, MARK_WORKBOOK)
    return [output_file(kind, edition, PrintSettings()).path for kind in kinds]


def write_table(project: ProjectFiles, table: ComposedFile) -> bool:
    """Write a file and enter it in the manifest; False where somebody has changed the one that is
    there: it stays.
    """
    assert isinstance(table.content, DataFile)
    data = table.content.data
    with project.lock():
        manifest = read_manifest(project, table.output.pack).manifest
        listed = manifest.named.get(table.output.name)
        present = on_disk(project, table.path)
        if present not in ("", hashed(data)) and (listed is None or present != listed.sha256):
            return False
        enter(project, manifest, RenderedOutput(table.output, data, 0))
    return True


def papers_set_otherwise(
    project: ProjectFiles, found: FoundEdition, copies: Copies, renderer: Renderer | None = None
) -> list[str]:
    """The papers or answer sheets that lie there set otherwise than they would be now: a strip may
    not fit those printed copies.
    """
    from generator.render import pdf

    settings, profile = copies.settings, copies.profile
    files, meant = paper_files(found, settings, profile)
    marked = ANSWER_SHEET if copies.on_sheets else PAPER
    papers = [file for file in files if file.output.kind is marked]
    present = {path: on_disk(project, path) for path in meant}
    if not any(present.values()):
        return []
    rendered = render_files(renderer or pdf, papers, replace(settings, profiles=(profile,)))
    hashes = {file.path: hashed(file.data) for file in rendered}
    return [
        path for path in meant if present[path] and path in hashes and present[path] != hashes[path]
    ]
