"""The documents of a pack, each with the file it goes to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import documents, editions
from generator.content.model import (
    PLAIN_TEXT,
    STANDARD,
    Content,
    Pack,
    Person,
    PrintSettings,
    Summary,
)
from generator.documents import BRIEFING, CLASS_SET, KINDS, TEACHERS_COPY, StudentCopy
from generator.documents.class_set import CopyDocuments, collate
from generator.documents.kind import DocumentKind
from generator.documents.styled import in_style_of
from generator.editions.arrange import code_catalog, printed_sources, source_line
from generator.editions.edition import DRAFT, Edition
from generator.i18n.catalog import Catalog, load_catalog
from generator.page.blocks import Document
from generator.page.fingerprint import fingerprint
from generator.workflows.build.outputs import ComposedFile, OutputFile, output_file
from generator.workflows.media import with_media


def compose_files(
    pack: Pack, content: Content, edition: Edition | None, draft: bool
) -> list[ComposedFile]:
    """All files of a pack but those that count the pages of others: the class set, quiz files, the
    briefing.
    """
    files: list[ComposedFile] = []
    if edition:
        files += quiz_files(edition, pack.printing)
    if pack.topics:
        files += _briefing_files(pack, content, draft)
    if edition and pack.printing.copies > 1 and not draft:
        return _with_class_set(edition, files, pack.printing)
    return files


def quiz_files(
    edition: Edition, settings: PrintSettings, kinds: Sequence[DocumentKind] | None = None
) -> list[ComposedFile]:
    """What a build makes of an edition, or those `kinds` of it: every kind in the standard profile
    form by form, then the further profiles.

    A document that is printed in several profiles is composed once.
    """
    composed: dict[tuple[DocumentKind, int, bool], Document | None] = {}
    forms, files = len(edition.view.forms), []
    chosen_kinds = [kind for kind in KINDS if not kind.on_request] if kinds is None else kinds
    for profile in settings.looks:
        for form in range(forms):
            for kind in chosen_kinds:
                if profile != STANDARD and not kind.in_every_profile or form and not kind.per_form:
                    continue
                at = kind, form, profile == PLAIN_TEXT
                if at not in composed:
                    composed[at] = _composed(kind, edition, form, settings, profile == PLAIN_TEXT)
                document = composed[at]
                if document is None:
                    continue
                file = output_file(
                    kind, edition, settings, form if kind.per_form else None, profile
                )
                files.append(ComposedFile(file, document, _copies(file, settings, form, forms)))
    return files


def _composed(
    kind: DocumentKind, edition: Edition, form: int, settings: PrintSettings, as_text: bool
) -> Document | None:
    document = None
    if kind.teacher:
        document = kind.teacher(edition, form)
        if document:
            document = replace(document, splits=True)
            document = in_style_of(document, edition)
    elif kind.student:
        code = edition.paper_code(form) if kind.per_form else edition.code
        copy = StudentCopy(
            edition.view, form, code, settings, edition.draft, as_text, edition.style
        )
        document = kind.student(copy)
    return document and with_media(document, edition.media)


def _copies(file: OutputFile, settings: PrintSettings, form: int, forms: int) -> int:
    """How many copies of a file are handed out: forms take turns, other profiles are for whoever
    needs one.
    """
    if file.profile != STANDARD or not file.kind.copies_for_class:
        return 0
    if not file.kind.per_form:
        return settings.copies
    return settings.copies // forms + (form < settings.copies % forms)


def briefing_document(
    pack: Pack, content: Content, draft: bool = False, profile: str = STANDARD
) -> tuple[str, Document]:
    """The briefing in a profile and its code, a hash of it in the words that enter codes."""
    coded = briefing_source(pack, content, code_catalog(pack.language))
    printed = fingerprint(documents.words_of_briefing(coded)).encode()
    code = DRAFT if draft else editions.short_code(hashlib.sha256(printed).digest())
    source = briefing_source(pack, content, _catalog(pack))
    style = source.style if profile == STANDARD else source.list_style
    return code, with_media(documents.briefing(source, code, style), content.media)


def _catalog(pack: Pack) -> Catalog:
    """Today's words for a pack, with those of its style."""
    return load_catalog(pack.language, pack.style.document, pack.style.points)


def briefing_source(
    pack: Pack, content: Content, catalog: Catalog, teacher: bool = False
) -> documents.BriefingSource:
    """What a pack's briefing, or the teacher's copy of it, is composed from."""
    evidence = printed_sources(pack, content)
    summaries = tuple(content.summaries[ref.id] for ref in pack.topics)
    return documents.BriefingSource(
        pack,
        summaries if teacher else tuple(summary.for_students for summary in summaries),
        tuple(source_line(source, catalog) for source in evidence),
        tuple(source.citation.note for source in evidence if source.citation.note),
        {fact.id: fact.status for fact in content.facts_by_id.values()},
        catalog,
        teacher,
        tuple(content.summaries[ref.id].title for ref in pack.summaries if ref not in pack.topics),
        {summary.name: _people(summary, content) for summary in summaries},
    )


def _people(summary: Summary, content: Content) -> tuple[Person, ...]:
    """The people of a summary's sources, each once."""
    named = {
        person.name: person
        for reference in reversed(summary.sources)
        for person in content.evidence[reference.id].people
    }
    return tuple(named.values())


def teachers_briefing(pack: Pack, content: Content, code: str) -> Document | None:
    """The briefing with what is for the teacher alone; None where no topic has anything of it."""
    source = briefing_source(pack, content, _catalog(pack), teacher=True)
    if all(summary == summary.for_students for summary in source.summaries):
        return None
    return with_media(documents.briefing(source, code, source.style), content.media)


def _teachers_copy(pack: Pack, content: Content, code: str) -> Iterator[ComposedFile]:
    if document := teachers_briefing(pack, content, code):
        settings = pack.printing
        file = OutputFile(
            pack.name, TEACHERS_COPY, code, paper=settings.paper, sides=settings.sides
        )
        yield ComposedFile(file, document)


def _briefing_files(pack: Pack, content: Content, draft: bool) -> list[ComposedFile]:
    """The briefing in every profile: drawn on standard pages, in one column on all others."""
    looks = pack.printing.looks
    code, drawn = briefing_document(pack, content, draft)
    plain = briefing_document(pack, content, draft, looks[-1])[1] if len(looks) > 1 else drawn
    return [
        *(
            ComposedFile(
                briefing_file(pack.name, code, pack.printing, profile),
                drawn if profile == STANDARD else plain,
                pack.printing.copies if profile == STANDARD else 0,
            )
            for profile in looks
        ),
        *_teachers_copy(pack, content, code),
    ]


def briefing_file(pack: str, code: str, settings: PrintSettings, profile: str) -> OutputFile:
    """The file of a briefing."""
    file = OutputFile(pack, BRIEFING, code, profile=profile)
    if profile == PLAIN_TEXT:
        return file
    return replace(file, paper=settings.paper, sides=settings.sides)


def copy_documents(
    files: Sequence[ComposedFile], briefing: Document | None = None
) -> CopyDocuments:
    """What a student gets of the files of an edition, with a briefing or without."""
    forms: dict[str, list[Document]] = {}
    of_all_forms: list[Document] = []
    for file in files:
        kind = file.output.kind
        is_handed_out = kind.copies_for_class and file.output.profile == STANDARD
        if not is_handed_out or kind is BRIEFING or not isinstance(file.content, Document):
            continue
        if kind.per_form:
            forms.setdefault(file.output.form, []).append(file.content)
        else:
            of_all_forms.append(file.content)
    return CopyDocuments(tuple((*own, *of_all_forms) for own in forms.values()), briefing)


def copies_of_build(files: Sequence[ComposedFile], settings: PrintSettings) -> CopyDocuments:
    """What a student gets of the files of a pack: the briefing too, where it comes with
    the paper.
    """
    if settings.briefing == "with-paper":
        for file in files:
            if file.output.kind is BRIEFING and isinstance(file.content, Document):
                return copy_documents(files, file.content)
    return copy_documents(files)


def _with_class_set(
    edition: Edition, files: Sequence[ComposedFile], settings: PrintSettings
) -> list[ComposedFile]:
    """The class set, then the files, of which those in it are printed no more by themselves."""
    parts = copies_of_build(files, settings)
    forms = len(edition.view.forms)
    copies = [(parts.of(n % forms), STANDARD) for n in range(settings.copies)]
    bound = ComposedFile(
        output_file(CLASS_SET, edition, settings), collate(edition.view, copies), settings.copies
    )
    inside = {id(document) for form in range(forms) for document in parts.of(form)}
    return [
        bound,
        *(replace(file, copies=0) if id(file.content) in inside else file for file in files),
    ]
