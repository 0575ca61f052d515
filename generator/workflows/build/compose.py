"""The documents of a pack, each with the file it goes to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from generator import documents, editions
from generator.content.model import PLAIN_TEXT, STANDARD, Content, Pack, PrintSettings
from generator.content.style import USUAL_STYLE
from generator.documents import BRIEFING, CLASS_SET, KINDS, StudentCopy
from generator.documents.class_set import CopyDocuments, collate
from generator.documents.kind import DocumentKind
from generator.documents.styled import about_view, in_style
from generator.editions.arrange import printed_sources, source_line
from generator.editions.edition import DRAFT, Edition
from generator.i18n.catalog import load_catalog
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
    if pack.summaries:
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
            about = about_view(edition.view)
            document = in_style(document, edition.style, about, for_students=False)
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


def briefing_document(pack: Pack, content: Content, draft: bool = False) -> tuple[str, Document]:
    """The briefing and its code, a hash of its blocks without what a style adds."""
    summaries = [content.summaries[ref.id] for ref in pack.summaries]
    usual = load_catalog(pack.language)
    catalog = load_catalog(pack.language, pack.style.document, pack.style.points)
    evidence = printed_sources(pack, content)
    sources = [source_line(source, usual) for source in evidence]
    notes = [source.citation.note for source in evidence if source.citation.note]
    plain = replace(pack, style=USUAL_STYLE)
    bare = documents.briefing(plain, summaries, sources, notes, "", usual)
    printed = fingerprint((bare.title, bare.language, bare.blocks)).encode()
    code = DRAFT if draft else editions.short_code(hashlib.sha256(printed).digest())
    document = documents.briefing(pack, summaries, sources, notes, code, catalog)
    return code, with_media(document, content.media)


def _briefing_files(pack: Pack, content: Content, draft: bool) -> list[ComposedFile]:
    """The briefing in every profile."""
    code, document = briefing_document(pack, content, draft)
    return [
        ComposedFile(file, document, pack.printing.copies if file.profile == STANDARD else 0)
        for file in (
            briefing_file(pack.name, code, pack.printing, profile)
            for profile in pack.printing.looks
        )
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
    for file in files:
        kind = file.output.kind
        is_handed_out = kind.per_form and kind.copies_for_class and file.output.profile == STANDARD
        if is_handed_out and isinstance(file.content, Document):
            forms.setdefault(file.output.form, []).append(file.content)
    return CopyDocuments(tuple(map(tuple, forms.values())), briefing)


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
