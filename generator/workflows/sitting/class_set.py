"""A class set by a class list: each student's copy with the name on it, neighbours with
different forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.content.model import PLAIN_TEXT, STANDARD, PrintSettings
from generator.content.style import NAME, NUMBER, SEAT
from generator.documents import KINDS, NAMED_SET, PAPER, Audience
from generator.documents.class_set import collate
from generator.documents.styled import field_label
from generator.editions.code import UnknownCode
from generator.editions.edition import Edition
from generator.editions.quiz import form_index
from generator.editions.store import FoundEdition
from generator.loading.class_list import Student
from generator.page.blocks import AnswerGrid, Block, BubbleSheet, Document, WriteIn
from generator.problems import ContentError
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.compose import (
    briefing_document,
    briefing_file,
    copy_documents,
    quiz_files,
)
from generator.workflows.build.density import printed_digits, printed_look
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.outputs import ComposedFile, output_file, sheets_of
from generator.workflows.build.render import Renderer, render_files
from generator.workflows.editions import NotBuilt, TypedEdition, find_typed_edition
from generator.workflows.project import load_project
from generator.workflows.sitting.print_settings import print_settings
from generator.workflows.sitting.reprint import enter
from generator.workflows.sitting.seating import Seated, grid, seated

_LONGEST_NAME = 40  # characters of a list's name in a file's
_WHOLE_CLASS = "class"  # class.csv, as the guides call it


@dataclass(frozen=True)
class NamedSet:
    """What was made, without a name: `path` ("" where nobody needs a printed copy), how many copies
    by (form, profile).

    `clashes`: lines of the list with neighbours who have the same form; `texts`: lines whose
    student works with a text, with the form; `spare`: copies without a name, at the end.
    """

    path: str
    copies: tuple[tuple[str, str, int], ...]
    sheets: int
    spare: int
    clashes: tuple[tuple[int, int], ...]
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class ClassCopies:
    """What a class needs: the students of its list, `spare` copies without a name, and the briefing
    that comes with each.

    `list_name`: how the file of the list is called, without its ending; "" where it has no name.
    """

    students: Sequence[Student]
    spare: int = 0
    briefing: Document | None = None
    list_name: str = ""


def named_set(
    project: ProjectFiles,
    edition: Edition,
    class_copies: ClassCopies,
    settings: PrintSettings,
    renderer: Renderer | None = None,
) -> NamedSet:
    """Render and write the class set of an edition.  Raises DiskError, TooTall, MissingGlyph.

    Copies lie in the order of the list, or row by row where it has seats; spare ones come last,
    forms alternating.
    """
    from generator.render import pdf

    students, names = class_copies.students, edition.form_names
    seats = placed(students, len(names))
    copies = _copies(edition, class_copies, seats, settings)
    path, sheets = "", 0
    if copies:
        file = replace(
            output_file(NAMED_SET, edition, settings), class_list=_in_name(class_copies.list_name)
        )
        composed = ComposedFile(file, collate(edition.view, copies))
        (rendered,) = render_files(renderer or pdf, [composed], settings)
        path, sheets = file.path, sheets_of(rendered.pages, settings.sides)
        with project.lock():
            enter(project, read_manifest(project, edition.pack).manifest, rendered)
    placed_students = [
        (names[form], student) for form, student in zip(seats.forms, students, strict=True)
    ]
    number_of = Counter(
        (form, student.profile or STANDARD)
        for form, student in placed_students
        if student.profile != PLAIN_TEXT
    )
    return NamedSet(
        path,
        tuple((form, profile, number) for (form, profile), number in sorted(number_of.items())),
        sheets,
        class_copies.spare,
        tuple((students[first].line, students[second].line) for first, second in seats.clashes),
        tuple(
            (student.line, form)
            for form, student in placed_students
            if student.profile == PLAIN_TEXT
        ),
    )


def _in_name(list_name: str) -> str:
    """What the name of a class list gives to the name of a file, in letters, digits and hyphens:
    nothing where the list is the whole class.
    """
    name = re.sub(r"\W+|_", "-", list_name.lower())[:_LONGEST_NAME].strip("-")
    return "" if name == _WHOLE_CLASS else name


def placed(students: Sequence[Student], count: int) -> Seated:
    """A form for each student: the one the list gives, or one that no neighbour has."""
    given = [form_index(student.form, count) if student.form else None for student in students]
    return seated([student.seat for student in students], count, given)


def filled(document: Document, student: Student, edition: Edition) -> Document:
    """A document with a student's name, number and seat where it asks for them."""
    seat = student.seat.written if student.seat else ""
    known = {NAME: student.name, NUMBER: student.number, SEAT: seat}
    values = {
        field_label(field, edition.catalog): known[field.kind]
        for field in edition.style.fields
        if field.kind in known
    }

    def with_values(fields: WriteIn) -> WriteIn:
        return replace(fields, values=tuple(values.get(label, "") for label, _ in fields.fields))

    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, WriteIn):
            blocks.append(with_values(block))
        elif isinstance(block, AnswerGrid) and block.again:
            blocks.append(replace(block, again=with_values(block.again)))
        elif isinstance(block, BubbleSheet):
            given = tuple(values.get(label, "") for label, _ in block.fields)
            blocks.append(
                replace(block, values=given, number=student.number if block.digits else "")
            )
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _copies(
    edition: Edition, class_copies: ClassCopies, seats: Seated, settings: PrintSettings
) -> list[tuple[tuple[Document, ...], str]]:
    """The documents and the profile of every copy, in the order in which they are handed out."""
    kinds = [kind for kind in KINDS if kind.audience is Audience.STUDENT]
    files = quiz_files(edition, replace(settings, profiles=(STANDARD,)), kinds)
    parts = copy_documents(files, class_copies.briefing)
    spots = grid([student.seat for student in class_copies.students])
    copies: list[tuple[tuple[Document, ...], str]] = []
    for n in sorted(range(len(class_copies.students)), key=lambda n: spots[n]):
        student = class_copies.students[n]
        if student.profile != PLAIN_TEXT:
            copy = parts.of(seats.forms[n])
            named = tuple(filled(document, student, edition) for document in copy)
            copies.append((named, student.profile or STANDARD))
    copies += [(parts.of(n % len(parts.forms)), STANDARD) for n in range(class_copies.spare)]
    return copies


@dataclass(frozen=True)
class ClassSetSource:
    """What a class set is made from: the edition, how it is printed, and the briefing where it
    comes with the paper.

    `remark`: what an instructor should know of the choice, "" for nothing.
    """

    found: FoundEdition
    settings: PrintSettings
    briefing: Document | None = None
    remark: str = ""


def class_set_source(
    project: ProjectFiles,
    name: str,
    paper: str | None = None,
    sides: str | None = None,
    density: str | None = None,
) -> ClassSetSource:
    """The edition last built of a pack, or that of a code, which is printed from its record alone.

    `paper`, `sides` and `density` take the place of the pack's; with a density the words are
    today's.  Raises UnknownCode where neither
    is named, NotBuilt, ContentError with what stops the pack, UnknownRevision and Damaged.
    """
    typed = find_typed_edition(project, name)
    edition = typed.found.edition
    if typed.found.form:
        raise UnknownCode(
            f"a class set has all forms; give the {'pack' if typed.pack else 'code'} without a "
            f"form letter: {typed.pack or edition.code}"
        )
    source = _pack_source(project, typed.found) if typed.pack else _code_source(project, typed)
    own = source.settings
    settings = replace(
        own, paper=paper or own.paper, sides=sides or own.sides, density=density or own.density
    )
    return replace(source, found=source.found.in_words_of(density), settings=settings)


def _pack_source(project: ProjectFiles, found: FoundEdition) -> ClassSetSource:
    from generator.render.pdf import coverage

    name = found.edition.pack
    loaded = load_project(project, coverage())
    if stoppers := loaded.stoppers(name):
        raise ContentError(stoppers)
    pack, briefing = loaded.pack(name), None
    if pack.printing.briefing == "with-paper" and pack.topics:
        code, briefing = briefing_document(pack, loaded.content)
        built = read_manifest(project, name).manifest
        if briefing_file(name, code, pack.printing, STANDARD).name not in built.named:
            raise NotBuilt(
                f"the briefing of {name} has changed since the last build; "
                f"run 'packs build {name}' first"
            )
    look = printed_look(project, name, found.edition.code)
    digits = printed_digits(project, name, found.edition.code)
    settings = replace(pack.printing.with_look(look), sheet_digits=digits)
    return ClassSetSource(found, settings, briefing)


def _code_source(project: ProjectFiles, typed: TypedEdition) -> ClassSetSource:
    edition, remark = typed.found.edition, ""
    if read_manifest(project, edition.pack).manifest.edition == edition.code:
        remark = (
            "this class set is made from the record alone; run "
            f"'packs class-set {edition.pack}' to add the pack's briefings"
        )
    return ClassSetSource(typed.found, print_settings(project, edition), remark=remark)


def built_paper_text(
    project: ProjectFiles, edition: Edition, settings: PrintSettings, form: str
) -> str:
    """The path of a form's paper as plain text, "" where it is not there."""
    index = edition.form_names.index(form)
    path = output_file(PAPER, edition, settings, index, PLAIN_TEXT).path
    return path if project.exists(path) else ""


def built_briefing_text(
    project: ProjectFiles, pack: str, settings: PrintSettings, briefing: Document
) -> str:
    """The path of a pack's briefing as plain text, "" where it is not there."""
    path = briefing_file(pack, briefing.header_footer.foot, settings, PLAIN_TEXT).path
    return path if project.exists(path) else ""
