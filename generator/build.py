"""The whole pipeline on one screen: content to quiz, quiz to record, both to documents, documents to files.

In: a Project and the names of packs.  Out: files under output/, records under packs/editions/, and what was made of each pack.
Never writes a paper before its record, and never removes a file it does not own.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator import compose, edition
from generator.assemble import Quiz, assemble, source_line, sources_of
from generator.disk import Project
from generator.document import Document
from generator.model import Pack, PrintSettings
from generator.problem import ERROR, Location, Problem
from generator.publish import Publication, publish
from generator.reading import Reading
from generator.view import KeySide, View, form_name
from generator.words import words

Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class Made:
    """One printable file: where it lies, its pages, and how many copies are wanted (0: it is not handed out)."""

    path: str
    pages: int
    copies: int
    sides: str

    @property
    def sheets(self) -> int:
        """Sheets of paper for one copy."""
        return math.ceil(self.pages / 2) if self.sides == "duplex" else self.pages


@dataclass(frozen=True)
class Built:
    """What became of a pack: its files, or the problems that stopped it."""

    pack: str
    code: str = ""
    revision: int = 0
    forms: int = 0
    made: tuple[Made, ...] = ()
    stopped: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    new_edition: bool = False


def build(project: Project, reading: Reading, names: Sequence[str], draft: bool = False,
          progress: Progress = lambda pack, step: None) -> list[Built]:
    """Build packs under the project's lock; a pack with problems is left as it was and the others are built."""
    with project.lock():
        return [_build_pack(project, reading, name, draft, progress) for name in names]


def _build_pack(project: Project, reading: Reading, name: str, draft: bool, progress: Progress) -> Built:
    if stoppers := reading.stoppers(name, draft):
        return Built(name, stopped=stoppers)
    pack = reading.pack(name)
    drafted = draft and any(problem.rule == "draft-item" for problem in reading.of(name))
    from generator import typeset  # reportlab is heavy: only now is it certain that something will be set

    files: list[tuple[str, Document, int]] = []
    records: list[tuple[str, bytes]] = []
    code, revision, fresh = "", 0, False
    try:
        if pack.sections:
            progress(name, "quiz")
            quiz = assemble(pack, reading.content)
            code, revision, records = ("DRAFT", 0, []) if drafted else freeze(project, name, quiz)
            fresh = any(not project.exists(path) for path, _ in records[:1])
            settings = pack.printing
            files += quiz_files(name, quiz.view, quiz.key, code, revision, settings, drafted)
        if pack.summaries:
            files.append(_briefing_file(pack, reading, drafted))
        printed = set_files(typeset, files, pack.printing, lambda step: progress(name, step))
    except (edition.Damaged, edition.UnknownRevision) as error:
        return Built(name, stopped=(Problem(Location(f"packs/editions/{name}"), "damaged-record", str(error)),))
    except typeset.TooTall as error:
        return Built(name, stopped=(Problem(pack.location, "too-tall", str(error)),))
    except typeset.MissingGlyph as error:
        return Built(name, stopped=(Problem(pack.location, "missing-glyph", str(error)),))
    progress(name, "files")
    publication = Publication(f"output/{name}", records, [(path, data) for path, data, _, _ in printed])
    removed = publish(project, publication)
    made = tuple(Made(path, pages, copies, pack.printing.sides) for path, _, pages, copies in printed)
    return Built(name, code, revision, pack.forms if pack.sections else 0, made, (), removed, fresh)


def freeze(project: Project, name: str, quiz: Quiz) -> tuple[str, int, list[tuple[str, bytes]]]:
    """The edition's code, the number of its latest revision, and the records to write (the view's first).

    Raises edition.Damaged or edition.UnknownRevision when what is recorded cannot be built upon.
    """
    record = edition.freeze(quiz.view)
    folders = project.folders(edition.FOLDER)
    kept = edition.editions(path for folder in folders for path in project.names(folder, (".json",))).get(record.code)
    for path in kept.records if kept else ():
        if edition.thaw(project.read(path)).view != record.view:
            raise edition.DamagedRecord(f"{path} is another edition with the same code; 'packs reseed {name}' gives a new one")
    known = [edition.read(project.read(path), record.code) for path in kept.revisions] if kept else []
    records = [(edition.record_name(name, record.code), record.data)]
    revision = edition.revise(record.code, known, quiz.key)
    if revision is None:
        return record.code, edition.latest(known).number, records
    records.append((edition.revision_name(name, record.code, revision.hash), revision.data))
    return record.code, revision.number, records


def quiz_files(name: str, view: View, keys: KeySide, code: str, revision: int, settings: PrintSettings,
               draft: bool = False) -> list[tuple[str, Document, int]]:
    """Papers and keys of all forms, each with its path and the copies wanted."""
    spoken, count = words(view.language), len(view.forms)
    suffix = size_suffix(settings)
    files = []
    for form in range(count):
        letter = form_name(form, count)
        stem, whole = f"{name}-{code}-{letter}", code if draft else edition.paper_code(code, letter)
        copies = settings.copies // count + (form < settings.copies % count)
        files.append((f"output/{name}/students/{stem}{suffix}.pdf",
                      compose.paper(view, form, whole, spoken, draft), copies))
        mark = "KEY" if draft else f"KEY-r{revision}"
        files.append((f"output/{name}/teacher/{stem}-{mark}{suffix}.pdf",
                      compose.key(view, keys, form, whole, revision, spoken, draft), 0))
    return files


def size_suffix(settings: PrintSettings) -> str:
    """What a file's name says of settings that are not A4 and duplex."""
    parts = [settings.paper.lower()] * (settings.paper != "A4") + [settings.sides] * (settings.sides != "duplex")
    return "".join(f"-{part}" for part in parts)


def briefing_document(pack: Pack, reading: Reading, draft: bool = False) -> tuple[str, Document]:
    """The briefing and its code, which stands for everything printed in it."""
    summaries = [reading.content.summaries[ref.id] for ref in pack.summaries]
    sources = [source_line(evidence) for evidence in sources_of(pack, reading.content)]
    notes = [evidence.citation.note for evidence in sources_of(pack, reading.content) if evidence.citation.note]
    spoken = words(pack.language)
    bare = compose.briefing(pack, summaries, sources, notes, "", spoken)
    code = "DRAFT" if draft else edition.short_code(hashlib.sha256(repr((bare.title, bare.language, bare.blocks)).encode()).digest())
    return code, compose.briefing(pack, summaries, sources, notes, code, spoken, draft)


def _briefing_file(pack: Pack, reading: Reading, draft: bool) -> tuple[str, Document, int]:
    code, document = briefing_document(pack, reading, draft)
    path = f"output/{pack.name}/students/{pack.name}-briefing-{code}{size_suffix(pack.printing)}.pdf"
    return path, document, pack.printing.copies


def set_files(typeset: object, files: Sequence[tuple[str, Document, int]], settings: PrintSettings,
              progress: Callable[[str], None] = lambda step: None) -> list[tuple[str, bytes, int, int]]:
    """Documents set in type: papers, keys and briefing are families of their own, so that none can change another."""
    printed: dict[str, tuple[str, bytes, int, int]] = {}
    families: dict[str, list[tuple[str, Document, int]]] = {}
    for path, document, copies in files:
        families.setdefault(document.label.split()[0], []).append((path, document, copies))
    for family, members in families.items():
        progress(family)
        profile, sheet = typeset.PROFILES["standard"], typeset.SHEETS[settings.paper]  # type: ignore[attr-defined]
        pages = typeset.typeset([document for _, document, _ in members], profile, sheet,  # type: ignore[attr-defined]
                                duplex=settings.sides == "duplex")
        for (path, _, copies), one in zip(members, pages, strict=True):
            printed[path] = (path, one.data, one.pages, copies)
    return [printed[path] for path, _, _ in files]


def failed(built: Sequence[Built]) -> bool:
    """Whether any pack was stopped."""
    return any(one.stopped and any(p.severity == ERROR for p in one.stopped) for one in built)


def write_keys(project: Project, found: object, paper: str) -> list[str]:
    """Keys found again, set in type and written beside today's teacher files; gives their paths."""
    from generator import typeset
    from generator.lookup import Found

    assert isinstance(found, Found)
    settings = PrintSettings(paper=paper)
    count = len(found.view.forms)
    names = [f"{found.pack}-{edition.paper_code(found.code, form_name(form, count))}-KEY-r{found.revision.number}"
             for form in found.forms]
    files = [(f"output/{found.pack}/teacher/{name}{size_suffix(settings)}.pdf", document, 0)
             for name, document in zip(names, found.keys(), strict=True)]
    with project.lock():
        for path, data, _, _ in set_files(typeset, files, settings):
            project.put(path, data)
    return [path for path, _, _ in files]
