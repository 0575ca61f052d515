"""Composed files rendered: to PDF, to accessible text, or as the data they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from generator.content.model import EARLIER, PLAIN_TEXT, STANDARD, PrintSettings
from generator.documents import DocumentKind
from generator.documents.class_set import ClassSet
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.render.accessible_text import accessible_text
from generator.render.pdf import Binding
from generator.workflows.build.outputs import ComposedFile, DataFile, OutputFile

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

    def render_documents(
        self, documents: Sequence[Document], profile: Profile, sheet: Sheet, *, duplex: bool
    ) -> list[pdf.RenderedFile]:
        """A file for each document."""

    def bind_copies(
        self, copies: Sequence[tuple[Document, Profile]], sheet: Sheet, binding: Binding
    ) -> pdf.BoundFile:
        """One file of all copies."""

    def identity(self) -> str:
        """What decides the bytes of a file besides its document."""


class RenderedFile(NamedTuple):
    """A file that was rendered: its bytes, its pages (none for a text or a table), the density it
    was set in (EARLIER for what has none), and whether it breaks as all forms of its quiz do.
    """

    output: OutputFile
    data: bytes
    pages: int
    density: str = EARLIER
    alike: bool = True

    @property
    def path(self) -> str:
        """Its path in the project."""
        return self.output.path


RenderGroup = tuple[DocumentKind, str]


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
    return look, renderer.SHEETS[settings.paper], settings.sides == "duplex"


def text_edition(document: Document) -> bytes:
    """A document's text edition, as a file."""
    return accessible_text(document, load_catalog(document.language, *document.words)).encode()


def render_files(
    renderer: Renderer,
    files: Sequence[ComposedFile],
    settings: PrintSettings,
    progress: Callable[[str], None] = lambda step: None,
) -> list[RenderedFile]:
    """Files rendered group by group, so that none can change another group.  Raises MissingGlyph,
    TooTall.
    """
    rendered: dict[str, RenderedFile] = {}
    for (kind, profile), members in render_groups(files).items():
        progress(kind.name)
        results: list[tuple[bytes, int, bool]] = []
        documents = []
        for member in members:
            if isinstance(member.content, DataFile):
                results.append((member.content.data, 0, True))
            elif isinstance(member.content, ClassSet):
                results.append((*_bound(renderer, member.content, settings, kind), True))
            elif profile == PLAIN_TEXT:
                results.append((text_edition(member.content), 0, True))
            else:
                documents.append(member.content)
        if documents:
            look, sheet, duplex = page_setting(renderer, settings, kind, profile)
            printed = renderer.render_documents(documents, look, sheet, duplex=duplex)
            results = [(file.data, file.pages, file.alike) for file in printed]
        for member, (data, pages, alike) in zip(members, results, strict=True):
            density = settings.density if pages and kind.has_density else EARLIER
            rendered[member.path] = RenderedFile(member.output, data, pages, density, alike)
    return [rendered[file.path] for file in files]


def _bound(
    renderer: Renderer, bound: ClassSet, settings: PrintSettings, kind: DocumentKind
) -> tuple[bytes, int]:
    _, sheet, duplex = page_setting(renderer, settings, kind)
    copies = [
        (document, page_setting(renderer, settings, kind, profile)[0])
        for document, profile in bound.copies
    ]
    binding = Binding(bound.title, bound.language, bound.blank, duplex, bound.bundle)
    printed = renderer.bind_copies(copies, sheet, binding)
    return printed.data, printed.pages
