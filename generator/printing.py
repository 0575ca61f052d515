"""The documents of a pack with the files they go to, and documents set in type.

In: a quiz or a pack's summaries, a code, how it is printed.  Out: (path, document, copies); then (path, bytes, pages, copies).
Never writes a file, and never lets what one family holds change another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from generator import compose, edition
from generator.assemble import source_line, sources_of
from generator.document import Document
from generator.model import Pack, PrintSettings
from generator.reading import Reading
from generator.reuse import STANDARD, Renderer, Wanted, family_name, setting
from generator.view import KeySide, Standing, View, form_name
from generator.words import words


def quiz_files(name: str, view: View, keys: KeySide, code: str, revision: int, settings: PrintSettings,
               draft: bool = False, standing: Standing | None = None, profile: str = STANDARD) -> list[Wanted]:
    """Papers and keys of all forms, each with its path and the copies wanted."""
    spoken, count = words(view.language), len(view.forms)
    suffix = size_suffix(settings, profile)
    files = []
    for form in range(count):
        letter = form_name(form, count)
        stem, whole = f"{name}-{code}-{letter}", code if draft else edition.paper_code(code, letter)
        copies = settings.copies // count + (form < settings.copies % count)
        files.append((f"output/{name}/students/{stem}{suffix}.pdf",
                      compose.paper(view, form, whole, spoken, draft), copies))
        mark = "KEY" if draft else f"KEY-r{revision}"
        files.append((f"output/{name}/teacher/{stem}-{mark}{suffix}.pdf",
                      compose.key(view, keys, form, whole, revision, spoken, draft, standing), 0))
    return files


def size_suffix(settings: PrintSettings, profile: str = STANDARD) -> str:
    """What a file's name says of settings that are not A4, standard and duplex."""
    parts = [settings.paper.lower()] * (settings.paper != "A4") + [profile] * (profile != STANDARD)
    return "".join(f"-{part}" for part in parts + [settings.sides] * (settings.sides != "duplex"))


def briefing_document(pack: Pack, reading: Reading, draft: bool = False) -> tuple[str, Document]:
    """The briefing and its code, which stands for everything printed in it."""
    summaries = [reading.content.summaries[ref.id] for ref in pack.summaries]
    sources = [source_line(evidence) for evidence in sources_of(pack, reading.content)]
    notes = [evidence.citation.note for evidence in sources_of(pack, reading.content) if evidence.citation.note]
    spoken = words(pack.language)
    bare = compose.briefing(pack, summaries, sources, notes, "", spoken)
    printed = repr((bare.title, bare.language, bare.blocks)).encode()
    code = "DRAFT" if draft else edition.short_code(hashlib.sha256(printed).digest())
    return code, compose.briefing(pack, summaries, sources, notes, code, spoken, draft)


def briefing_file(pack: Pack, reading: Reading, draft: bool) -> Wanted:
    """The briefing with its path and the copies wanted."""
    code, document = briefing_document(pack, reading, draft)
    path = f"output/{pack.name}/students/{pack.name}-briefing-{code}{size_suffix(pack.printing)}.pdf"
    return path, document, pack.printing.copies


def set_files(typeset: Renderer, files: Sequence[Wanted], settings: PrintSettings,
              progress: Callable[[str], None] = lambda step: None, profile: str = STANDARD) -> list[tuple[str, bytes, int, int]]:
    """Documents set in type: papers, keys and briefing are families of their own, so that none can change another."""
    printed: dict[str, tuple[str, bytes, int, int]] = {}
    grouped: dict[str, list[Wanted]] = {}
    for one in files:
        grouped.setdefault(family_name(one[1]), []).append(one)
    look, sheet, duplex = setting(typeset, settings, profile)
    for family, members in grouped.items():
        progress(family)
        pages = typeset.typeset([document for _, document, _ in members], look, sheet, duplex=duplex)
        for (path, _, copies), one in zip(members, pages, strict=True):
            printed[path] = (path, one.data, one.pages, copies)
    return [printed[path] for path, _, _ in files]
