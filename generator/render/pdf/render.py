"""Documents to PDF files: laid out, paginated, painted and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.page.blocks import Block, Document
from generator.page.media import PictureData
from generator.render.pdf.block_names import block_layouts, name_at_line
from generator.render.pdf.document_renderer import DocumentRenderer, PreparedDocument
from generator.render.pdf.file.writer import RenderedDocument, Writer
from generator.render.pdf.fonts import ComposedLetters, Font
from generator.render.pdf.lines import LEAF, Element, Line
from generator.render.pdf.pagination import Overfull, paginate
from generator.render.pdf.results import Binding, BoundFile, RenderedFile, Renderings, TooTall
from generator.render.pdf.styles import Profile, Sheet, look_of
from generator.render.pdf.text import CENTRE
from generator.render.pdf.text_pages import FEW_TO_READ, chapter_pages, text_height


def rendered_in_turn(
    documents: Sequence[Document],
    profile: Profile,
    sheet: Sheet,
    duplex: bool,
    renderings: Renderings | None = None,
) -> Iterator[RenderedFile]:
    """A file for each document, written when it is asked for; one subset of each font serves them
    all.

    `renderings`: where to keep what was laid out.  Raises MissingGlyph, TooTall.
    """
    if any(document.landscape for document in documents):
        assert all(document.landscape for document in documents), "a family lies on one side"
        headed = any(document.header_footer.banner for document in documents)
        profile, sheet = profile.on_its_side(headed), sheet.on_its_side
    setting = profile, sheet, duplex
    letters = ComposedLetters()
    family = _Family(sheet, duplex, letters)
    looks = [family.look(profile, document) for document in documents]
    # In this order, by which fonts are numbered.
    order = sorted(zip(documents, looks, strict=True), key=lambda pair: _kind(pair[0]))
    renderers = {look: family.renderer(look) for _, look in order}
    by_renderer = [
        (renderers[look], document) for document, look in zip(documents, looks, strict=True)
    ]
    # What all show is known before any is painted, so that each can be let go when it is written.
    prepared = [(renderer, renderer.prepare(document)) for renderer, document in by_renderer]
    used, placed = _all_used(renderers.values()), _all_placed(renderers.values())
    writer = Writer(used, letters.by_character(), sheet, placed)
    alike = [renderer.breaks_alike(document) for renderer, document in by_renderer]
    fills = [renderer.fills.get(id(document), ()) for renderer, document in by_renderer]
    closer = [renderer.closer(document) for renderer, document in by_renderer]
    geometries = [renderer.geometries(document) for renderer, document in by_renderer]
    own = tuple(renderer for renderer, _ in by_renderer)
    rendered: Iterable[RenderedDocument] = _painted(prepared)
    if renderings is not None and not letters.by_character():  # those are numbered file by file
        rendered = tuple(rendered)
        renderings.families.append(RenderedFamily(setting, tuple(documents), own, rendered))
    del family, renderers, by_renderer, own  # what was laid out, with the last that needs it
    for n, document in enumerate(rendered):
        yield RenderedFile(
            writer.write(document),
            len(document.painted.streams),
            alike=alike[n],
            fills=fills[n],
            closer=closer[n],
            geometries=geometries[n],
        )


def _painted(
    prepared: list[tuple[DocumentRenderer, PreparedDocument]],
) -> Iterator[RenderedDocument]:
    """Documents painted in turn, each let go with its renderer."""
    prepared.reverse()
    while prepared:
        renderer, document = prepared.pop()
        rendered = renderer.paint(document)
        del renderer, document
        yield rendered


class RenderedFamily(NamedTuple):
    """Documents of one family, the renderer of each, and as what it was rendered; `setting`: the
    profile, the sheet, and whether it is duplex.
    """

    setting: tuple[Profile, Sheet, bool]
    documents: tuple[Document, ...]
    renderers: tuple[DocumentRenderer, ...]
    rendered: tuple[RenderedDocument, ...]


def page_heights(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool
) -> list[list[float]]:
    """For each document how far down each of its pages is filled, in points.  Raises
    MissingGlyph, TooTall.
    """
    family = _Family(sheet, duplex, ComposedLetters())
    return [
        [text_height(page) for page in family.renderer(look).pages(document)]
        for document in documents
        for look in [family.look(profile, document)]
    ]


def refused_parts(
    document: Document, profile: Profile, sheet: Sheet, suspects: Sequence[Block]
) -> tuple[str, ...]:
    """The names of all suspects among a document's blocks that no page holds; where each one alone
    fits, of the first thing for which rendering would refuse the whole.

    Raises MissingGlyph.
    """
    profile = look_of(profile, document)
    renderer = DocumentRenderer(profile, sheet, duplex=False, letters=ComposedLetters())
    setter, width = renderer.setter(document.language), profile.measure(sheet)
    setter.text.media = document.media
    refused = []
    for suspect in suspects:
        try:
            for name, layout in block_layouts(suspect, setter, width):
                if not _fits(layout.lines, profile.room(sheet)):
                    refused.append(name)
        except TooTall as error:
            refused.append(error.what)
    if not refused:
        try:
            lines = renderer.layout(document).lines
            paginate(lines, profile.room(sheet))
        except TooTall as error:
            refused.append(error.what)
        except Overfull as overfull:
            refused.append(name_at_line(document, setter, width, overfull.line))
    return tuple(refused)


class _Family:
    """The renderers of a family's documents, one for each look, made when they are asked for."""

    def __init__(
        self, sheet: Sheet, duplex: bool, letters: ComposedLetters, share_pages: bool = False
    ) -> None:
        self._sheet, self._duplex = sheet, duplex
        self._letters, self._share_pages = letters, share_pages
        self._renderers: dict[Profile, DocumentRenderer] = {}

    def renderer(self, look: Profile) -> DocumentRenderer:
        """The renderer of all documents in that look."""
        if look not in self._renderers:
            self._renderers[look] = DocumentRenderer(
                look, self._sheet, self._duplex, self._letters, self._share_pages
            )
        return self._renderers[look]

    def look(self, profile: Profile, document: Document) -> Profile:
        """In which look a document is set: a text to read is closer where that saves a chapter's
        last page, which few lines would be on, and no closer than saves most pages.  Raises
        MissingGlyph, TooTall.
        """
        look = look_of(profile, document)
        if not document.reading or not look.band:
            return look
        pages = self.renderer(look).pages(document)
        firsts = [*chapter_pages(pages), len(pages)]
        last_pages = {first - 1 for first in firsts if first}
        least = FEW_TO_READ * look.room(self._sheet)
        if all(text_height(pages[last]) >= least for last in last_pages):
            return look
        looks = [*look.tightened()]
        fewest = self._page_count(looks[-1], document) if looks else len(pages)
        if fewest >= len(pages):
            return look
        saving = (each for each in looks[:-1] if self._page_count(each, document) <= fewest)
        return next(saving, looks[-1])

    def _page_count(self, look: Profile, document: Document) -> int:
        return len(self.renderer(look).pages(document))


def _kind(document: Document) -> tuple[bool, str, bool]:
    """What decides, with the profile, in which look a document is set."""
    return document.dense, document.reading, document.one_column


def _fits(lines: Sequence[Line], room: float) -> bool:
    try:
        paginate(lines, room)
    except Overfull:
        return False
    return True


def bind_copies(
    copies: Sequence[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    renderings: Renderings | None = None,
) -> BoundFile:
    """One file of all copies, each on sheets of its own; `renderings`: what was laid out before.

    Raises MissingGlyph, TooTall, and ValueError when there are no copies.
    """
    if not copies:
        raise ValueError("there are no copies to bind")
    letters = ComposedLetters()
    # By identity: to compare whole documents for each copy is slow.
    distinct = {(id(document), profile.name): (document, profile) for document, profile in copies}
    known = _laid_out_before(distinct.values(), sheet, binding, renderings)
    if known is None:
        known = _laid_out(distinct.values(), sheet, binding, letters)
    order = [known[id(document), profile.name][1] for document, profile in copies]
    renderers = {id(renderer): renderer for renderer, _ in known.values()}.values()
    used, placed = _all_used(renderers), _all_placed(renderers)
    data = Writer(used, letters.by_character(), sheet, placed).bind(order, binding)
    pages = tuple(len(rendered.painted.streams) for rendered in order)
    found = {
        geometry.layout: geometry
        for place, (document, _) in distinct.items()
        for geometry in known[place][0].geometries(document)
    }
    return BoundFile(data, sum(pages), pages, geometries=tuple(found.values()))


# By the identity of a document and the name of its profile.
_LaidOut = dict[tuple[int, str], tuple["DocumentRenderer", RenderedDocument]]


def _laid_out(
    copies: Iterable[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    letters: ComposedLetters,
) -> _LaidOut:
    """Distinct copies laid out; of equal ones the same.  Raises MissingGlyph, TooTall."""
    family = _Family(sheet, binding.duplex, letters, share_pages=True)
    by_content: dict[tuple[Document, str], RenderedDocument] = {}
    laid_out: _LaidOut = {}
    for document, profile in copies:
        renderer = family.renderer(family.look(profile, document))
        content = document, profile.name
        if content not in by_content:
            by_content[content] = _padded(renderer.render(document), renderer, binding)
        laid_out[id(document), profile.name] = renderer, by_content[content]
    return laid_out


def _laid_out_before(
    copies: Iterable[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    renderings: Renderings | None,
) -> _LaidOut | None:
    """Distinct copies as they were laid out before; None unless these are whole families, because
    what one document of a family holds can change the fonts of all.
    """
    profiles = {(id(document), profile.name): profile for document, profile in copies}
    laid_out: _LaidOut = {}
    families: list[RenderedFamily] = renderings.families if renderings else []
    for family in families:
        profile = family.setting[0]
        keys = [(id(document), profile.name) for document in family.documents]
        if profiles.keys().isdisjoint(keys):
            continue
        members = zip(keys, family.documents, family.renderers, family.rendered, strict=True)
        for key, document, renderer, rendered in members:
            setting = profiles.get(key), sheet, binding.duplex
            if setting != family.setting or document.dense or document.landscape:
                return None
            laid_out[key] = renderer, _padded(rendered, renderer, binding)
    return laid_out if len(laid_out) == len(profiles) else None


def _all_placed(renderers: Iterable[DocumentRenderer]) -> dict[str, PictureData]:
    """The pictures that all renderers placed, by name."""
    return {
        name: picture for renderer in renderers for name, picture in renderer.glyphs.placed.items()
    }


def _all_used(renderers: Iterable[DocumentRenderer]) -> dict[Font, set[str]]:
    """The characters that all profiles use of each font: one subset serves them."""
    used: dict[Font, set[str]] = {}
    for renderer in renderers:
        for font, characters in renderer.glyphs.used.items():
            used.setdefault(font, set()).update(characters)
    return used


def _padded(
    rendered: RenderedDocument, renderer: DocumentRenderer, binding: Binding
) -> RenderedDocument:
    """With a page that says it is blank, where the last sheet's other side would be the next
    copy's.
    """
    painted, page = rendered.painted, len(rendered.painted.streams)
    if not binding.duplex or page % 2 == 0:
        return rendered
    text, area, sheet = renderer.setter(binding.language).text, renderer.area(page), renderer.sheet
    wide = renderer.profile.measure(sheet) + renderer.profile.points
    span = text.label(binding.blank, renderer.profile.body, area.left, wide, CENTRE)
    content = b"/P<</MCID 0>>BDC\nBT %.2f %.2f Td %b ET\nEMC\n" % (
        span.x,
        sheet.height / 2,
        span.ops,
    )
    painted = painted._replace(
        streams=[*painted.streams, renderer.pack(content)],
        spots={**painted.spots, None: [*painted.spots.get(None, ()), ((page, 0),)]},
    )
    return rendered._replace(elements=(*rendered.elements, Element("P", (LEAF,))), painted=painted)
