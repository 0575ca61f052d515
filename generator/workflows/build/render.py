"""Composed files rendered: to PDF, to accessible text, or as the data they are."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from generator.content.model import EARLIER, PLAIN_TEXT, STANDARD, PrintSettings
from generator.documents import DocumentKind
from generator.documents.class_set import ClassSet
from generator.editions.edition import DRAFT
from generator.editions.sheet import sheet_file
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.render.accessible_text import accessible_text
from generator.render.pdf import Binding, Renderings, SheetGeometry
from generator.render.pdf import results as pdf_results
from generator.storage.files import Staging
from generator.workflows.build.manifest import hashed
from generator.workflows.build.outputs import ComposedFile, DataFile, OutputFile, PrintedPages

if TYPE_CHECKING:
    from generator.render import pdf
    from generator.render.pdf import Profile, Sheet


class Renderer(Protocol):
    """What renders documents to PDF: `generator.render.pdf`, or a stand-in."""

    @property
    def PROFILES(self) -> Mapping[str, Profile]:  # noqa: N802
        """The profiles of documents without a density, by name."""

    @property
    def LOOKS(self) -> Mapping[str, Mapping[str, Profile]]:  # noqa: N802
        """The profiles by density and name."""

    @property
    def SHEETS(self) -> Mapping[str, Sheet]:  # noqa: N802
        """The paper sizes by name."""

    def rendered_in_turn(
        self,
        documents: Sequence[Document],
        profile: Profile,
        sheet: Sheet,
        *,
        duplex: bool,
        renderings: Renderings | None = None,
    ) -> Iterator[pdf.RenderedFile]:
        """A file for each document, each made when it is asked for; what was laid out is added to
        `renderings`.
        """

    def bind_copies(
        self,
        copies: Sequence[tuple[Document, Profile]],
        sheet: Sheet,
        binding: Binding,
        renderings: Renderings | None = None,
    ) -> pdf.BoundFile:
        """One file of all copies; `renderings` has what was laid out before."""

    def identity(self) -> str:
        """What decides the bytes of a file besides its document."""


class RenderedOutput(NamedTuple):
    """An output file that was rendered: its bytes, its pages (none for a text or a table), the
    density it was set in (EARLIER for what has none), whether it breaks as all forms of its quiz
    do, and how full the pages of a form are, in per cent.

    `geometries`: those of the answer sheets in it; `closer`: as in PrintedPages; `sha256`: the hash
    of its bytes where they are no longer held.
    """

    output: OutputFile
    data: bytes
    pages: int
    density: str = EARLIER
    alike: bool = True
    fills: tuple[int, ...] = ()
    geometries: tuple[SheetGeometry, ...] = ()
    closer: tuple[int, ...] = ()
    sha256: str = ""

    def staged(self, staging: Staging) -> RenderedOutput:
        """The file without its bytes, which wait for their place on the disk, and with their hash.
        Raises DiskError.
        """
        staging.add(self.path, self.data)
        return self._replace(data=b"", sha256=hashed(self.data))

    @property
    def printed_pages(self) -> PrintedPages:
        """What the guide tells of its pages."""
        return PrintedPages(self.pages, self.fills, self.alike, self.closer)

    @property
    def path(self) -> str:
        """Its path in the project."""
        return self.output.path


RenderGroup = tuple[DocumentKind, str]
_MANY = 100  # documents of a kind, whose memory is worth a fiftieth of a second


def render_groups(files: Iterable[ComposedFile]) -> dict[RenderGroup, list[ComposedFile]]:
    """Files by kind and profile, which are rendered together: what one group holds must not change
    another.
    """
    groups: dict[RenderGroup, list[ComposedFile]] = {}
    for file in files:
        groups.setdefault((file.output.kind, file.output.profile), []).append(file)
    return groups


def page_setting(
    renderer: Renderer, settings: PrintSettings, kind: DocumentKind, profile: str = STANDARD
) -> tuple[Profile, Sheet, bool]:
    """The profile, the sheet and whether it is duplex: all that a renderer is given besides the
    documents.
    """
    profiles = renderer.LOOKS[settings.density] if kind.has_density else renderer.PROFILES
    look = profiles[profile]
    if kind.has_density and settings.booklet:
        look = replace(look, booklet=True)
    if not settings.diagrams:
        look = replace(look, draws_relations=False)
    return look, renderer.SHEETS[settings.paper], settings.sides == "duplex"


def text_edition(document: Document) -> bytes:
    """A document's text edition, as a file."""
    version = document.words_version
    catalog = load_catalog(document.language, *document.words, words_version=version)
    return accessible_text(document, catalog).encode()


def render_files(
    renderer: Renderer,
    files: Sequence[ComposedFile],
    settings: PrintSettings,
    progress: Callable[[str], None] = lambda step: None,
) -> list[RenderedOutput]:
    """Files rendered as by `render_in_turn`, in their order.  Raises MissingGlyph, TooTall."""
    rendered = {file.path: file for file in render_in_turn(renderer, files, settings, progress)}
    return [rendered[file.path] for file in files]


def render_in_turn(
    renderer: Renderer,
    files: Sequence[ComposedFile],
    settings: PrintSettings,
    progress: Callable[[str], None] = lambda step: None,
) -> Iterator[RenderedOutput]:
    """Files rendered group by group, so that none can change another group; each is made when it is
    asked for, so that one at a time need be held.  Raises MissingGlyph, TooTall.
    """
    class_sets = {file.path for file in files if isinstance(file.content, ClassSet)}
    renderings = Renderings() if class_sets else None
    # A class set comes last: what is in it was then laid out for the single papers.  These come
    # before it: what hundreds of forms need is not held while a long key is made.
    groups = sorted(
        render_groups(files).items(),
        key=lambda group: (group[1][0].path in class_sets, len(group[1])),
    )
    for (kind, profile), members in groups:
        progress(kind.name)
        if len(members) > _MANY:
            gc.collect(0)  # setters know each other, so they outlive what was set before
        results: Iterable[pdf_results.RenderedFile] = (
            _alone(renderer, member, settings, renderings) for member in members
        )
        documents = [member.content for member in members if isinstance(member.content, Document)]
        if documents and profile != PLAIN_TEXT:
            look, sheet, duplex = page_setting(renderer, settings, kind, profile)
            results = renderer.rendered_in_turn(
                documents,
                look,
                sheet,
                duplex=duplex,
                renderings=renderings if kind.copies_for_class else None,
            )
        for member, file in zip(members, results, strict=True):
            yield RenderedOutput(
                member.output,
                file.data,
                file.pages,
                settings.density if file.pages and kind.has_density else EARLIER,
                file.alike,
                tuple(round(100 * fill) for fill in file.fills),
                file.geometries,
                file.closer,
            )


def _alone(
    renderer: Renderer, file: ComposedFile, settings: PrintSettings, renderings: Renderings | None
) -> pdf_results.RenderedFile:
    """A file that shares nothing with others: data, a text, a class set."""
    if isinstance(file.content, DataFile):
        return pdf_results.RenderedFile(file.content.data, 0)
    if isinstance(file.content, ClassSet):
        return _bound(renderer, file.content, settings, file.output.kind, renderings)
    return pdf_results.RenderedFile(text_edition(file.content), 0)


def _bound(
    renderer: Renderer,
    bound: ClassSet,
    settings: PrintSettings,
    kind: DocumentKind,
    renderings: Renderings | None,
) -> pdf_results.BoundFile:
    _, sheet, duplex = page_setting(renderer, settings, kind)
    copies = [
        (document, page_setting(renderer, settings, kind, profile)[0])
        for document, profile in bound.copies
    ]
    binding = Binding(bound.title, bound.language, bound.blank, duplex, bound.bundle)
    return renderer.bind_copies(copies, sheet, binding, renderings)


def sheet_records(files: Sequence[RenderedOutput]) -> list[tuple[str, bytes]]:
    """(path, bytes) of the geometries of all answer sheets in files, each once; drafts have
    none.
    """
    return list(
        {
            sheet_file(file.output.pack, file.output.code, geometry.layout, geometry.record): None
            for file in files
            if file.output.code != DRAFT
            for geometry in file.geometries
        }
    )
