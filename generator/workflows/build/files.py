"""The documents of a pack with the files they go to, and documents set in type."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator import documents as compose
from generator import editions
from generator.content.model import PLAIN_TEXT, STANDARD, Pack, PrintSettings
from generator.editions.arrange import printed_sources, source_line
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote, form_name
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.page.fingerprint import fingerprint
from generator.render.pdf import Binding
from generator.workflows.build.cache import Renderer, setting, text_of
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import ClassSet, DataFile, OutputFile, grouped
from generator.workflows.project import LoadedProject


class Printed(NamedTuple):
    """A file that was set: its bytes, and its pages (none for a text)."""

    path: str
    data: bytes
    pages: int


def quiz_files(
    name: str,
    view: QuizView,
    keys: AnswerKey,
    code: str,
    revision: int,
    settings: PrintSettings,
    draft: bool = False,
    standing: RevisionNote | None = None,
) -> list[OutputFile]:
    """Papers of all forms in every profile with the sheets to answer on, and their keys in the standard one."""
    catalog, count = load_catalog(view.language), len(view.forms)
    students, teacher = f"output/{name}/students", f"output/{name}/teacher"
    plain: list[OutputFile] = []
    others: dict[str, list[OutputFile]] = {profile: [] for profile in settings.looks[1:]}
    for form in range(count):
        letter = form_name(form, count)
        stem, whole = (
            f"{name}-{code}-{letter}",
            code if draft else editions.paper_code(code, letter),
        )
        copies = settings.copies // count + (form < settings.copies % count)
        paper = compose.paper(view, form, whole, catalog, draft, settings.answer_sheet)
        sheet = (
            compose.answer_sheet(view, form, whole, catalog, draft)
            if settings.answer_sheet
            else None
        )
        mark = "KEY" if draft else f"KEY-r{revision}"
        key = compose.key(view, keys, form, whole, revision, catalog, draft, standing)
        plain += [
            OutputFile(f"{students}/{stem}{ending(settings)}", paper, copies),
            OutputFile(f"{teacher}/{stem}-{mark}{ending(settings)}", key),
        ]
        plain += (
            [OutputFile(f"{students}/{stem}-answer-sheet{ending(settings)}", sheet, copies)]
            if sheet
            else []
        )
        for profile, files in others.items():
            end = ending(settings, profile)
            if profile == PLAIN_TEXT:  # the text says itself where an answer goes
                files.append(
                    OutputFile(
                        f"{students}/{stem}{end}",
                        compose.paper(view, form, whole, catalog, draft),
                        0,
                        profile,
                    )
                )
                continue
            files.append(OutputFile(f"{students}/{stem}{end}", paper, 0, profile))
            if sheet:
                files.append(OutputFile(f"{students}/{stem}-answer-sheet{end}", sheet, 0, profile))
    return plain + [one for files in others.values() for one in files]


def briefing_document(
    pack: Pack, reading: LoadedProject, draft: bool = False
) -> tuple[str, Document]:
    """The briefing and its code, which stands for everything printed in it."""
    summaries = [reading.content.summaries[ref.id] for ref in pack.summaries]
    catalog = load_catalog(pack.language)
    sources = [
        source_line(evidence, catalog) for evidence in printed_sources(pack, reading.content)
    ]
    notes = [
        evidence.citation.note
        for evidence in printed_sources(pack, reading.content)
        if evidence.citation.note
    ]
    bare = compose.briefing(pack, summaries, sources, notes, "", catalog)
    printed = fingerprint((bare.title, bare.language, bare.blocks)).encode()
    code = "DRAFT" if draft else editions.short_code(hashlib.sha256(printed).digest())
    return code, compose.briefing(pack, summaries, sources, notes, code, catalog, draft)


def briefing_files(pack: Pack, reading: LoadedProject, draft: bool) -> list[OutputFile]:
    """The briefing in every profile."""
    code, document = briefing_document(pack, reading, draft)
    stem = f"output/{pack.name}/students/{pack.name}-briefing-{code}"
    return [
        OutputFile(
            f"{stem}{ending(pack.printing, profile)}",
            document,
            pack.printing.copies * (profile == STANDARD),
            profile,
        )
        for profile in pack.printing.looks
    ]


def set_files(
    typeset: Renderer,
    files: Sequence[OutputFile],
    settings: PrintSettings,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Printed]:
    """Documents set in type, each family by itself, so that none can change another.  Raises MissingGlyph, TooTall."""
    printed: dict[str, Printed] = {}
    for (family, profile), members in grouped(files).items():
        progress(family)
        documents = [one.document for one in members if isinstance(one.document, Document)]
        if profile == PLAIN_TEXT:
            made = [(text_of(document), 0) for document in documents]
        elif documents:
            look, sheet, duplex = setting(typeset, settings, profile)
            made = [
                (one.data, one.pages)
                for one in typeset.render_documents(documents, look, sheet, duplex=duplex)
            ]
        elif family_data := [one.document for one in members if isinstance(one.document, DataFile)]:
            made = [(one.data, 0) for one in family_data]
        else:
            made = [
                _bound(typeset, one.document, settings)
                for one in members
                if isinstance(one.document, ClassSet)
            ]
        printed.update(
            (one.path, Printed(one.path, *what)) for one, what in zip(members, made, strict=True)
        )
    return [printed[one.path] for one in files]


def _bound(typeset: Renderer, copies: ClassSet, settings: PrintSettings) -> tuple[bytes, int]:
    _, sheet, duplex = setting(typeset, settings)
    pairs = [(document, typeset.PROFILES[profile]) for document, profile in copies.copies]
    binding = Binding(copies.title, copies.language, copies.blank, duplex, copies.bundle)
    bound = typeset.bind_copies(pairs, sheet, binding)
    return bound.data, bound.pages
