"""A class set by a class list: each student's copy with the name on it, neighbours with
different forms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import documents, editions
from generator.content.messages import did_you_mean
from generator.content.model import PLAIN_TEXT, STANDARD, PrintSettings
from generator.editions.lookup import FoundEdition, find_edition
from generator.editions.quiz import form_index, form_name
from generator.i18n.catalog import Catalog, load_catalog
from generator.loading.class_list import Student
from generator.page.blocks import AnswerGrid, Block, Document, WriteIn
from generator.problems import ContentError
from generator.storage.files import ProjectFiles
from generator.workflows.build.built import sheets_of
from generator.workflows.build.cache import Renderer
from generator.workflows.build.collating import Pieces, collated
from generator.workflows.build.files import briefing_document, set_files
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import OutputFile
from generator.workflows.project import load_project, pack_names
from generator.workflows.sitting.reprint import enter
from generator.workflows.sitting.seating import Seated, grid, seated


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

    Copies lie in the order of the list, or row by row where it has seats; spare ones come last,
    forms alternating.
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


class NotBuilt(Exception):
    """A class set that cannot be made before a build: one sentence that says why and what to do."""


@dataclass(frozen=True)
class ClassSetSource:
    """What a class set is made from: the edition, how it is printed, and the briefing where it
    comes with the paper.

    `remark`: what an instructor should know of the choice, "" for nothing.
    """

    edition: FoundEdition
    settings: PrintSettings
    briefing: Document | None = None
    remark: str = ""


def class_set_source(
    project: ProjectFiles, name: str, paper: str | None = None, sides: str | None = None
) -> ClassSetSource:
    """The edition last built of a pack, or that of a code, which is printed from its record alone.

    `paper` and `sides` take the place of the pack's. Raises UnknownCode where neither is named,
    NotBuilt, ContentError with what stops the pack, editions.UnknownRevision and editions.Damaged.
    """
    if project.exists(f"packs/{name}.yaml"):
        source = _pack_source(project, name)
    else:
        source = _code_source(project, name)
    settings = replace(
        source.settings, paper=paper or source.settings.paper, sides=sides or source.settings.sides
    )
    return replace(source, settings=settings)


def _pack_source(project: ProjectFiles, pack: str) -> ClassSetSource:
    from generator.render.pdf import coverage

    built = read_manifest(project, f"output/{pack}")[0]
    if built.edition == "DRAFT":
        raise NotBuilt(f"only a draft of {pack} is built; run 'packs build {pack}' first")
    if not built.edition:
        raise NotBuilt(f"{pack} has not been built yet; run 'packs build {pack}' first")
    loaded = load_project(project, coverage())
    if stoppers := loaded.stoppers(pack):
        raise ContentError(stoppers)
    content, briefing = loaded.pack(pack), None
    if content.printing.briefing == "with-paper" and content.summaries:
        sign, briefing = briefing_document(content, loaded)
        prefix = f"students/{pack}-briefing-{sign}"
        if not any(file.name.startswith(prefix) for file in built.files):
            raise NotBuilt(
                f"the briefing of {pack} has changed since the last build; "
                f"run 'packs build {pack}' first"
            )
    edition = replace(find_edition(project, built.edition), pack=pack)
    return ClassSetSource(edition, content.printing, briefing)


def _code_source(project: ProjectFiles, code: str) -> ClassSetSource:
    if near := did_you_mean(code, pack_names(project)):
        raise editions.UnknownCode(f"there is no pack '{code}'{near}")
    try:
        edition = find_edition(project, code)
    except editions.UnknownCode as error:
        raise editions.UnknownCode(f"there is no pack '{code}', and {error}") from None
    if edition.form:
        raise editions.UnknownCode(
            f"a class set has all forms; give the code without a form letter: {edition.code}"
        )
    remark = ""
    if read_manifest(project, f"output/{edition.pack}")[0].edition == edition.code:
        remark = (
            "this class set is made from the record alone; run "
            f"'packs class-set {edition.pack}' to add the pack's answer sheets and briefings"
        )
    return ClassSetSource(edition, PrintSettings(), remark=remark)


def built_paper_text(project: ProjectFiles, edition: FoundEdition, form: str) -> str:
    """The path of a form's paper as plain text, "" where it is not there."""
    path = f"output/{edition.pack}/students/{edition.pack}-{edition.code}-{form}-{PLAIN_TEXT}.txt"
    return path if project.exists(path) else ""


def built_briefing_text(project: ProjectFiles, pack: str, briefing: Document) -> str:
    """The path of a pack's briefing as plain text, "" where it is not there."""
    path = f"output/{pack}/students/{pack}-briefing-{briefing.furniture.foot}-{PLAIN_TEXT}.txt"
    return path if project.exists(path) else ""
