"""A build from end to end: content to quiz, quiz to record, both to documents, documents
to files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generator import editions
from generator.content.model import Content, Layout, Pack, PrintSettings
from generator.documents import BRIEFING
from generator.documents.class_set import ClassSet
from generator.editions.arrange import arrange
from generator.editions.edition import Edition
from generator.page.blocks import Document
from generator.problems import Location, Problem
from generator.storage.files import ProjectFiles, Staging
from generator.values import dataclass
from generator.workflows.build.cache import BuildCache, Decision, FileDecision
from generator.workflows.build.compose import compose_files, copies_of_build
from generator.workflows.build.density import printed_pack
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.explain import ContentChanges, explain, heading_hashes
from generator.workflows.build.guide import compose_guide
from generator.workflows.build.handed_out import earlier_handouts, handed_out_codes
from generator.workflows.build.manifest import (
    File,
    Manifest,
    PreviousBuild,
    leftovers,
    on_disk,
    read_manifest,
)
from generator.workflows.build.outputs import (
    BuildResult,
    BuiltFile,
    ComposedFile,
    names_present,
    path_of,
    sheets_of,
)
from generator.workflows.build.page_fit import page_fit
from generator.workflows.build.publish import Publication, publish
from generator.workflows.build.render import RenderedOutput, Renderer, render_in_turn, sheet_records
from generator.workflows.build.superseded import superseded_remarks
from generator.workflows.project import LoadedProject

__all__ = ["BuildOptions", "BuildResult", "BuiltFile", "Progress", "build"]

Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class BuildOptions:
    """How to build: with drafts, everything again (`force`), without files of earlier builds that
    no list names (`clean`).
    """

    draft: bool = False
    force: bool = False
    clean: bool = False


def build(
    project: ProjectFiles,
    loaded: LoadedProject,
    names: Sequence[str],
    options: BuildOptions = BuildOptions(),  # noqa: B008 - a frozen value
    progress: Progress = lambda pack, step: None,
    renderer: Renderer | None = None,
) -> list[BuildResult]:
    """Build packs under the project's lock; a pack with problems is left as it was and the others
    are built.
    """
    from generator.render import pdf

    results = []
    with project.lock():
        for name in names:
            if stoppers := loaded.stoppers(name, options.draft):
                result = BuildResult(name, stopped=stoppers)
            else:
                how = replace(options, draft=options.draft and loaded.names_drafts(name))
                with project.staging() as staging:
                    pack = loaded.pack(name)
                    job = _Job(project, pack, loaded.content, how, renderer or pdf, staging)
                    result = _build_or_stop(job, progress)
            if result.stopped:
                result = replace(result, has_old_files=bool(names_present(project, name)))
            results.append(result)
    return results


@dataclass(frozen=True)
class _Job:
    """A pack to build, with all that it is built from; `options.draft`: it becomes a draft;
    `staging`: where its files wait.
    """

    project: ProjectFiles
    pack: Pack
    content: Content
    options: BuildOptions
    renderer: Renderer
    staging: Staging


def _build_or_stop(job: _Job, progress: Progress) -> BuildResult:
    """The build of a pack, or the problem that stops it."""
    from generator.render.pdf import MissingGlyph, MissingMedia, TooTall

    pack = job.pack
    try:
        return _build(job, progress)
    except (editions.Damaged, editions.UnknownRevision) as error:
        location = Location(f"{editions.FOLDER}/{pack.name}")
        problem = Problem(location, "damaged-record", str(error))
    except TooTall as error:
        arranged = arrange(pack, job.content) if pack.sections else None
        if problems := page_fit(job.content, {pack.name: arranged}):
            return BuildResult(pack.name, stopped=problems)
        problem = Problem(pack.location, "too-tall", str(error))
    except MissingGlyph as error:
        problem = Problem(pack.location, "missing-glyph", str(error))
    except MissingMedia as error:
        problem = Problem(pack.location, "lost-picture", str(error))
    return BuildResult(pack.name, stopped=(problem,))


def _build(job: _Job, progress: Progress) -> BuildResult:
    """A pack from its content to its files.

    Raises Damaged, UnknownRevision, MissingGlyph, TooTall, DiskError.
    """
    project, content = job.project, job.content
    previous = read_manifest(project, job.pack.name)

    # Arrange the quiz and freeze it under its code.
    if job.pack.sections:
        progress(job.pack.name, "quiz")
    edition = edition_of_pack(project, job.pack, content, job.options.draft)
    code = edition.code if edition else ""
    pack, density_remarks = printed_pack(project, job.pack, edition)
    job, settings = replace(job, pack=pack), pack.printing

    # Compose everything but the guide; decide what changed; render that.
    files = compose_files(pack, content, edition, job.options.draft)
    earlier = earlier_handouts(project, pack.name, edition, previous, settings)
    handed_out = code in handed_out_codes(project, pack.name)
    cache = BuildCache(project, previous, job.renderer, settings, handed_out, job.options.force)
    decision = cache.decide(files)
    written = _render(job, decision, lambda step: progress(pack.name, step))
    pages = {path_of(pack.name, file.name): file.printed_pages for file in previous.manifest.files}
    pages.update((file.path, file.printed_pages) for file in written)
    lost = earlier.render(job.renderer, settings)
    written += [file.staged(job.staging) for file in lost]
    decided = decision.files

    # The guide counts the pages of all other files, so it comes second.
    if edition:
        guide = compose_guide(project, pack, content, edition, files, pages)
        decision = cache.decide(guide)
        written += _render(job, decision)
        decided += decision.files

    # Explain, and put everything in its place.
    changes = ContentChanges(project, previous.manifest, edition)
    reasons = [(each.file.output.title, explain(each, changes)) for each in decided]
    progress(pack.name, "files")
    manifest = _manifest(job, previous, edition, decided, written, earlier.stay)
    before = previous.manifest
    if job.options.clean:
        gone = leftovers(project, pack.name, manifest)
        before = replace(before, leaving=(*before.leaving, *gone))
    records = [*(edition.records if edition else ()), *sheet_records(written)]
    paths = [file.path for file in written]
    publication = Publication(pack.name, records, paths, job.staging, manifest)
    removed = publish(project, publication, before)

    remarks = [*density_remarks, *earlier.remarks, *_uneven(written)]
    if edition and edition.number:
        latest = {**earlier.latest, code: edition.number}
        remarks += superseded_remarks(pack.name, manifest, latest)
    if previous.damaged:
        remarks.insert(0, "its list of built files was damaged, so everything was made again")
    return BuildResult(
        pack.name,
        code,
        edition.number if edition else 0,
        len(edition.view.forms) if edition else 0,
        _built([each.file for each in decided], manifest, settings),
        (),
        removed,
        (*reasons, *earlier.reasons),
        tuple(remarks),
    )


def _uneven(written: Sequence[RenderedOutput]) -> list[str]:
    """In which profiles forms do not break at the same questions, one remark for each."""
    profiles = dict.fromkeys(file.output.profile for file in written if not file.alike)
    return [
        f"the forms do not break at the same questions ({profile}): a question that takes more "
        "than a page is at another place in each; keep its section as written"
        for profile in profiles
    ]


def _render(
    job: _Job, decision: Decision, progress: Callable[[str], None] = lambda step: None
) -> list[RenderedOutput]:
    """The files that are made again, staged one by one; others that are rendered for their sake are
    dropped.
    """
    rendered = render_in_turn(job.renderer, decision.to_render, job.pack.printing, progress)
    to_write = decision.to_write
    return [file.staged(job.staging) for file in rendered if file.path in to_write]


def _manifest(
    job: _Job,
    previous: PreviousBuild,
    edition: Edition | None,
    decided: Sequence[FileDecision],
    written: Sequence[RenderedOutput],
    stay: set[str],
) -> Manifest:
    """The list of all files that are to be there afterwards; `stay` are names of handed-out
    editions' files.
    """
    hashes = {each.file.path: each.input_hash for each in decided}
    files = [
        File(
            file.output.name,
            file.sha256,
            hashes.get(file.path, ""),
            file.pages,
            density=file.density,
            fills=file.fills,
            alike=file.alike,
            closer=file.closer,
        )
        for file in written
    ]
    new = {file.name for file in files}
    staying = {each.file.output.name for each in decided} | stay
    for file in previous.manifest.files:
        if file.name in new:
            continue
        if file.name in staying or file.asked and _is_intact(job, file):
            files.append(file)
    headings: Mapping[str, str] = {}
    for each in decided:
        if each.file.output.kind is BRIEFING and isinstance(each.file.content, Document):
            headings = heading_hashes(each.file.content)
            break
    return Manifest(
        tuple(sorted(files, key=lambda file: file.name)),
        (),
        job.renderer.identity(),
        edition.code if edition else "",
        edition.hash if edition else "",
        tuple(headings.items()),
        job.pack.printing.layout if edition else Layout(),
    )


def _is_intact(job: _Job, file: File) -> bool:
    return on_disk(job.project, path_of(job.pack.name, file.name)) == file.sha256


def _built(
    files: Sequence[ComposedFile], manifest: Manifest, settings: PrintSettings
) -> tuple[BuiltFile, ...]:
    """What there is to print, with the sheets that it takes."""
    pages = {file.output: manifest.named[file.output.name].pages for file in files}
    copies = copies_of_build(files, settings)
    sheets = {
        id(file.content): sheets_of(pages[file.output], settings.sides)
        for file in files
        if file.output.profile == settings.looks[0]
    }
    each = tuple(
        sum(sheets[id(document)] for document in copies.of(form))
        for form in range(len(copies.forms))
    )
    return tuple(
        BuiltFile(
            file.output,
            pages[file.output],
            file.copies,
            each if isinstance(file.content, ClassSet) else (),
        )
        for file in files
    )
