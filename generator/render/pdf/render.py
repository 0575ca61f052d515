"""Documents to printed files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.page.blocks import Document
from generator.render.pdf.describe import Describer
from generator.render.pdf.file.writer import Described, Writer
from generator.render.pdf.fonts import Face
from generator.render.pdf.lines import LEAF, Element
from generator.render.pdf.printed import Bound, Printed
from generator.render.pdf.styles import Profile, Sheet
from generator.render.pdf.text import CENTRE


def press(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool
) -> list[Printed]:
    """A file for each document; one subset of each face serves them all.  Raises MissingGlyph, TooTall."""
    describer = Describer(profile, sheet, duplex)
    described = [describer.describe(document) for document in documents]
    writer = Writer(describer.case.used, sheet)
    described.reverse()  # so that each can be let go when it is written
    printed = []
    while described:
        pages = len(described[-1].painted.streams)
        printed.append(Printed(writer.write(described.pop()), pages))
    return printed


def press_bound(
    copies: Sequence[tuple[Document, Profile]],
    sheet: Sheet,
    duplex: bool,
    title: str,
    language: str,
    blank: str,
    bundle: int,
) -> Bound:
    """One file of all copies, each on sheets of its own.  Raises MissingGlyph, TooTall, ValueError."""
    if not copies:
        raise ValueError("there are no copies to bind")
    describers: dict[str, Describer] = {}
    made: dict[tuple[Document, str], Described] = {}
    seen: dict[
        tuple[int, str], Described
    ] = {}  # by identity: to compare whole documents for each copy is slow
    for document, profile in copies:
        if (id(document), profile.name) in seen:
            continue
        if profile.name not in describers:
            describers[profile.name] = Describer(profile, sheet, duplex, alike=True)
        if (document, profile.name) not in made:
            describer = describers[profile.name]
            made[document, profile.name] = _padded(
                describer.describe(document), describer, language, blank
            )
        seen[id(document), profile.name] = made[document, profile.name]
    order = [seen[id(document), profile.name] for document, profile in copies]
    data = Writer(_together(describers.values()), sheet).bind(
        order, title, language, duplex, bundle
    )
    each = tuple(len(described.painted.streams) for described in order)
    return Bound(data, sum(each), each)


def _together(describers: Iterable[Describer]) -> dict[Face, set[str]]:
    """The characters that all profiles use of each face: one subset serves them."""
    used: dict[Face, set[str]] = {}
    for describer in describers:
        for chosen, characters in describer.case.used.items():
            used.setdefault(chosen, set()).update(characters)
    return used


def _padded(described: Described, describer: Describer, language: str, blank: str) -> Described:
    """With a page that says it is blank, where the last sheet's other side would be the next copy's."""
    painted, page = described.painted, len(described.painted.streams)
    if not describer.duplex or page % 2 == 0:
        return described
    text, area, sheet = describer.setter(language).text, describer.area(page), describer.sheet
    wide = describer.profile.measure(sheet) + describer.profile.points
    span = text.label(blank, describer.profile.body, area.left, wide, CENTRE)
    content = b"/P<</MCID 0>>BDC\nBT %.2f %.2f Td %b ET\nEMC\n" % (
        span.x,
        sheet.height / 2,
        span.ops,
    )
    painted = painted._replace(
        streams=[*painted.streams, describer.pack(content)], spots=[*painted.spots, [(page, 0)]]
    )
    return described._replace(
        elements=(*described.elements, Element("P", (LEAF,))), painted=painted
    )
