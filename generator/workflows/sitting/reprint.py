"""Files that somebody asked for by name: a key or a paper set again from its record, a slip, a
class set with names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator import documents
from generator.content.model import PLAIN_TEXT, STANDARD, PrintSettings
from generator.documents import ANSWER_SHEET, KEY, KEY_PAGE, PAPER, SOURCES, DocumentKind
from generator.editions.store import FoundEdition
from generator.page.blocks import Document
from generator.page.media import joined_media
from generator.problems import ContentError
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.compose import quiz_files
from generator.workflows.build.manifest import (
    File,
    Manifest,
    hashed,
    on_disk,
    read_manifest,
    write_manifest,
)
from generator.workflows.build.outputs import ComposedFile, OutputFile, signed
from generator.workflows.build.render import RenderedOutput, Renderer, render_files, sheet_records
from generator.workflows.project import load_project
from generator.workflows.sitting.print_settings import print_settings


def key_documents(found: FoundEdition) -> list[Document]:
    """The answer keys of the forms meant."""
    catalog = found.edition.catalog
    return [documents.key(found.edition, form, catalog) for form in found.forms]


def key_page_documents(found: FoundEdition) -> list[Document]:
    """The key on a page of the forms meant."""
    catalog = found.edition.catalog
    return [documents.key_page(found.edition, found.forms, catalog)]


def key_page_files(
    found: FoundEdition, settings: PrintSettings
) -> tuple[list[ComposedFile], list[str]]:
    """The key on a page of all forms of an edition, and its path."""
    files, _ = _files(found, settings, (KEY_PAGE,), STANDARD)
    return files, [file.path for file in files]


def key_files(found: FoundEdition, settings: PrintSettings) -> tuple[list[ComposedFile], list[str]]:
    """The keys of all forms of an edition, and the paths of those of the forms meant."""
    return _files(found, settings, (KEY,), STANDARD)


def paper_files(
    found: FoundEdition, settings: PrintSettings, profile: str = STANDARD
) -> tuple[list[ComposedFile], list[str]]:
    """The papers of all forms of an edition with their answer sheets and sources, and the paths of
    those of the forms meant.
    """
    return _files(found, settings, (PAPER, ANSWER_SHEET, SOURCES), profile)


@dataclass(frozen=True)
class Reprint:
    """How papers are to be printed again; None: as they were.  `style_of_today`: in the style that
    the pack has now.
    """

    profile: str = STANDARD
    paper: str | None = None
    sides: str | None = None
    answer_sheet: bool | None = None
    density: str | None = None
    style_of_today: bool = False


class NoPack(Exception):
    """There is no pack any more whose style could be taken: one sentence, with what to type."""


def reprint(project: ProjectFiles, found: FoundEdition, how: Reprint) -> list[str]:
    """Print the papers of the forms meant again; gives the paths of their files.

    What was printed keeps its file: another density or style goes into a file of its own.  Raises
    NoPack, ContentError, and what `write_files` raises.
    """
    settings = print_settings(project, found.edition, how.paper)
    printed = settings.density
    settings = replace(
        settings,
        sides=how.sides or settings.sides,
        answer_sheet=settings.answer_sheet if how.answer_sheet is None else how.answer_sheet,
        density=how.density or printed,
    )
    if how.style_of_today:
        found, density = _in_todays_style(project, found)
        settings = replace(settings, density=how.density or density)
        files, paths = _restyled_files(found, settings, how)
    elif settings.density == printed and found == found.in_words_of(how.density):
        files, paths = paper_files(found, settings, how.profile)
    else:
        files, paths = _papers_in_another_density(found, settings, how.profile)
    return write_files(project, found.edition.pack, files, paths, settings)


def _papers_in_another_density(
    found: FoundEdition, settings: PrintSettings, profile: str
) -> tuple[list[ComposedFile], list[str]]:
    """The same in a density that was asked for, under names of their own: what was printed keeps
    its name.  A text has no density, and stays as it is.
    """
    if profile == PLAIN_TEXT:
        return paper_files(found, settings, profile)
    files, paths = paper_files(found.in_words_of(settings.density), settings, profile)
    return _renamed(files, paths, lambda file: replace(file, density=settings.density))


def _in_todays_style(project: ProjectFiles, found: FoundEdition) -> tuple[FoundEdition, str]:
    """An edition as its pack would print it today, and the density.  Raises NoPack, and
    ContentError with what stops the pack.
    """
    loaded = load_project(project)
    edition = found.edition
    pack = loaded.content.packs.get(edition.pack)
    if stoppers := loaded.stoppers(edition.pack):
        raise ContentError(stoppers)
    if pack is None:
        raise NoPack(
            f"there is no pack '{edition.pack}' any more, so it has no style of today; leave out "
            "'--style today' to print the paper as it was"
        )
    media = joined_media(edition.media, loaded.content.media)
    edition = replace(edition, style=pack.style.bare, media=media)
    return replace(found, edition=edition), pack.printing.density


def _restyled_files(
    found: FoundEdition, settings: PrintSettings, how: Reprint
) -> tuple[list[ComposedFile], list[str]]:
    """Those that `paper_files` gives, under names of their own, which have a density that was asked
    for too: what was printed in another style stays.
    """
    profile = how.profile
    files, paths = paper_files(found.in_words_of(settings.density), settings, profile)
    named = "" if profile == PLAIN_TEXT else how.density or ""
    return _renamed(files, paths, lambda file: replace(file, restyled=True, density=named))


def _renamed(
    files: Sequence[ComposedFile],
    paths: Sequence[str],
    new_name: Callable[[OutputFile], OutputFile],
) -> tuple[list[ComposedFile], list[str]]:
    """Files under other names, and the new ones of some paths among them."""
    renamed = [replace(file, output=new_name(file.output)) for file in files]
    new_paths = {old.path: new.path for old, new in zip(files, renamed, strict=True)}
    return renamed, [new_paths[path] for path in paths]


def _files(
    found: FoundEdition, settings: PrintSettings, kinds: Sequence[DocumentKind], profile: str
) -> tuple[list[ComposedFile], list[str]]:
    """They are rendered with their neighbours, as by `build`, so that a file has the same bytes."""
    edition = found.edition
    files = [
        replace(file, output=signed(file.output, edition))
        for file in quiz_files(edition, replace(settings, profiles=(profile,)), kinds)
        if file.output.profile == profile
    ]
    names = {"", *(edition.form_names[form] for form in found.forms)}
    return files, [file.path for file in files if file.output.form in names]


def write_files(
    project: ProjectFiles,
    pack: str,
    files: Sequence[ComposedFile],
    meant: Sequence[str],
    settings: PrintSettings,
    renderer: Renderer | None = None,
) -> list[str]:
    """Render documents and write those that were meant; gives their paths.  Raises DiskError,
    TooTall, MissingGlyph.
    """
    from generator.render import pdf

    with project.lock():
        manifest = read_manifest(project, pack).manifest
        named = manifest.named
        lacking = {
            file.path
            for file in files
            if file.path in meant and not _is_as_built(project, file, named.get(file.output.name))
        }
        for rendered in render_files(renderer or pdf, files, settings) if lacking else []:
            if rendered.path in lacking:
                manifest = enter(project, manifest, rendered)
    return list(meant)


def enter(project: ProjectFiles, manifest: Manifest, rendered: RenderedOutput) -> Manifest:
    """Write a file and enter it in the manifest, which is given back; the caller holds the
    lock.  Raises DiskError.
    """
    for path, data in sheet_records([rendered]):
        project.write_new(path, data)
    name = rendered.output.name
    listed = manifest.named.get(name) or File(name, "", "", 0, asked=True)
    others = (file for file in manifest.files if file.name != name)
    file = replace(
        listed,
        sha256=hashed(rendered.data),
        pages=rendered.pages,
        density=rendered.density,
        fills=rendered.fills,
        alike=rendered.alike,
        closer=rendered.closer,
    )
    manifest = replace(manifest, files=tuple(sorted((*others, file), key=lambda file: file.name)))
    write_manifest(project, rendered.output.pack, manifest)
    project.write(rendered.path, rendered.data)
    return manifest


def _is_as_built(project: ProjectFiles, file: ComposedFile, listed: File | None) -> bool:
    """Whether a build made the file and nobody has changed it: what was printed stays as it was
    printed.
    """
    return listed is not None and not listed.asked and on_disk(project, file.path) == listed.sha256
