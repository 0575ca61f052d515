"""A class set by a class list: each student's copy with the name on it, neighbours with
different forms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import documents, editions
from generator.content.model import PLAIN_TEXT, STANDARD, PrintSettings
from generator.editions.lookup import FoundEdition
from generator.editions.quiz import form_index, form_name
from generator.i18n.catalog import Catalog, load_catalog
from generator.loading.class_list import Student
from generator.page.blocks import AnswerGrid, Block, Document, WriteIn
from generator.storage.files import ProjectFiles
from generator.workflows.build.built import sheets_of
from generator.workflows.build.cache import Renderer
from generator.workflows.build.collating import Pieces, collated
from generator.workflows.build.files import set_files
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import OutputFile
from generator.workflows.sitting.reprint import enter
from generator.workflows.sitting.seating import Seated, grid, seated


@dataclass(frozen=True)
class NamedSet:
    """What was made, without a name: `path` ("" where nobody needs a printed copy), how many copies by (form, profile).

    `clashes`: lines of the list with neighbours who have the same form; `texts`: lines whose student works with a text, with
    the form; `spare`: copies without a name, at the end.
    """

    path: str
    copies: tuple[tuple[str, str, int], ...]
    sheets: int
    spare: int
    clashes: tuple[tuple[int, int], ...]
    texts: tuple[tuple[int, str], ...]


def named_set(
    project: ProjectFiles,
    found: FoundEdition,
    students: Sequence[Student],
    spare: int,
    settings: PrintSettings,
    briefing: Document | None = None,
    renderer: Renderer | None = None,
) -> NamedSet:
    """Set and write the class set of an edition.  Raises DiskError, TooTall, MissingGlyph.

    Copies lie in the order of the list, or row by row where it has seats; spare ones come last, forms alternating.
    """
    from generator.render import pdf

    seats = placed(students, len(found.view.forms))
    copies = _copies(found, students, seats, spare, settings, briefing)
    path, sheets = "", 0
    if copies:
        path = (
            f"output/{found.pack}/print/{found.pack}-{found.code}-class-set-named{ending(settings)}"
        )
        (printed,) = set_files(
            renderer or pdf, [OutputFile(path, collated(found.view, copies))], settings
        )
        sheets = sheets_of(printed.pages, settings.sides)
        folder = f"output/{found.pack}"
        with project.lock():
            enter(project, folder, read_manifest(project, folder)[0], printed)
    count = len(found.view.forms)
    names = [form_name(form, count) for form in seats.forms]
    made = Counter(
        (name, student.profile or STANDARD) for name, student in zip(names, students, strict=True)
    )
    return NamedSet(
        path,
        tuple((*key, number) for key, number in sorted(made.items()) if key[1] != PLAIN_TEXT),
        sheets,
        spare,
        tuple((students[one].line, students[other].line) for one, other in seats.clashes),
        tuple(
            (student.line, name)
            for name, student in zip(names, students, strict=True)
            if student.profile == PLAIN_TEXT
        ),
    )


def placed(students: Sequence[Student], count: int) -> Seated:
    """A form for each student: the one the list gives, or one that no neighbour has."""
    given = [form_index(student.form, count) if student.form else None for student in students]
    return seated([student.seat for student in students], count, given)


def filled(document: Document, student: Student, catalog: Catalog) -> Document:
    """A document with a student's name and number where it asks for them."""
    values = {catalog("name"): student.name, catalog("number"): student.number}

    def named(block: Block) -> Block:
        if isinstance(block, WriteIn):
            return replace(block, values=tuple(values.get(label, "") for label, _ in block.fields))
        if isinstance(block, AnswerGrid) and block.again:
            return replace(block, again=named(block.again))
        return block

    return replace(document, blocks=tuple(map(named, document.blocks)))


def _copies(
    found: FoundEdition,
    students: Sequence[Student],
    seats: Seated,
    spare: int,
    settings: PrintSettings,
    briefing: Document | None,
) -> list[tuple[tuple[Document, ...], str]]:
    """The documents and the profile of every copy, in the order in which they are handed out."""
    view, catalog, count = found.view, load_catalog(found.view.language), len(found.view.forms)
    codes = [editions.paper_code(found.code, form_name(form, count)) for form in range(count)]
    sheets = tuple(
        documents.answer_sheet(view, form, code, catalog)
        for form, code in enumerate(codes)
        if settings.answer_sheet
    )
    parts = Pieces(
        tuple(
            documents.paper(view, form, code, catalog, on_sheet=settings.answer_sheet)
            for form, code in enumerate(codes)
        ),
        sheets,
        briefing,
    )
    spots = grid([student.seat for student in students])
    order = sorted(range(len(students)), key=lambda n: spots[n])
    named = [
        (
            tuple(filled(one, students[n], catalog) for one in parts.of(seats.forms[n])),
            students[n].profile or STANDARD,
        )
        for n in order
        if students[n].profile != PLAIN_TEXT
    ]
    return named + [(parts.of(n % count), STANDARD) for n in range(spare)]
