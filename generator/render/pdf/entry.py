"""The way into rendering: whoever only asks for a profile's name does not wait for ReportLab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.page.blocks import Document
from generator.render.pdf.results import Binding, BoundFile, RenderedFile, Renderings
from generator.render.pdf.styles import Profile, Sheet


def render_documents(
    documents: Sequence[Document],
    profile: Profile,
    sheet: Sheet,
    *,
    duplex: bool = True,
    renderings: Renderings | None = None,
) -> list[RenderedFile]:
    """A file for each document of one family; one subset of each font serves them all.

    Whatever one document of a family holds can change the bytes of the others: never mix students'
    and teachers' documents.  `duplex`: inner margins are on the left of odd pages and on the right
    of even ones.  `renderings`: where to keep what was laid out.  Raises MissingGlyph, TooTall.
    """
    return list(rendered_in_turn(documents, profile, sheet, duplex=duplex, renderings=renderings))


def rendered_in_turn(
    documents: Sequence[Document],
    profile: Profile,
    sheet: Sheet,
    *,
    duplex: bool = True,
    renderings: Renderings | None = None,
) -> Iterator[RenderedFile]:
    """The files of `render_documents`, each made when it is asked for."""
    from generator.render.pdf import render

    return render.rendered_in_turn(documents, profile, sheet, duplex, renderings)


def page_heights(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, *, duplex: bool = True
) -> list[list[float]]:
    """For each document how far down each of its pages is filled, in points (0: it stays empty),
    without making a file.  Raises MissingGlyph, TooTall.
    """
    from generator.render.pdf import render

    return render.page_heights(documents, profile, sheet, duplex)


def bind_copies(
    copies: Sequence[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    renderings: Renderings | None = None,
) -> BoundFile:
    """One file for the printer: the copies one behind the other, each numbered by itself.

    They are documents of one family, each set in its profile, all on sheets of one size.  What
    copies have in common is laid out once and kept once; of copies that are equal, and of those
    that differ in a printed name, that is nearly everything.  `renderings`: what was laid out
    before, which is not laid out again.  Raises MissingGlyph, TooTall, and ValueError when there
    are no copies.
    """
    from generator.render.pdf import render

    return render.bind_copies(copies, sheet, binding, renderings)
