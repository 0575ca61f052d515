"""Documents to printed files.

In: the documents of one family, a profile and a sheet.  Out: a file for each, or one that binds them all.
Never reads a clock, the environment, a random number or the current directory.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Document
from generator.typeset.describe import Describer
from generator.typeset.galley import LEAF, Element
from generator.typeset.printed import Printed
from generator.typeset.sizes import Profile, Sheet
from generator.typeset.text import CENTRE
from generator.typeset.writer import Described, Writer


def press(documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool) -> list[Printed]:
    """A file for each document; one subset of each face serves them all.  Raises MissingGlyph, TooTall."""
    describer = Describer(profile, sheet, duplex)
    described = [describer.describe(document) for document in documents]
    writer = Writer(describer.case.used, sheet)
    described.reverse()            # so that each can be let go when it is written
    printed = []
    while described:
        pages = len(described[-1].painted.streams)
        printed.append(Printed(writer.write(described.pop()), pages))
    return printed


def press_bound(copies: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool, title: str, language: str, blank: str
                ) -> Printed:
    """One file of all copies, each on sheets of its own.  Raises MissingGlyph, TooTall, ValueError."""
    if not copies:
        raise ValueError("there are no copies to bind")
    describer = Describer(profile, sheet, duplex, alike=True)
    made: dict[Document, Described] = {}
    for document in copies:
        if document not in made:
            made[document] = _padded(describer.describe(document), describer, language, blank)
    data = Writer(describer.case.used, sheet).bind([made[document] for document in copies], title, language, duplex)
    return Printed(data, sum(len(made[document].painted.streams) for document in copies))


def _padded(described: Described, describer: Describer, language: str, blank: str) -> Described:
    """With a page that says it is blank, where the last sheet's other side would be the next copy's."""
    painted, page = described.painted, len(described.painted.streams)
    if not describer.duplex or page % 2 == 0:
        return described
    text, area, sheet = describer.setter(language).text, describer.area(page), describer.sheet
    wide = describer.profile.measure(sheet) + describer.profile.points
    span = text.label(blank, describer.profile.body, area.left, wide, CENTRE)
    content = b"/P<</MCID 0>>BDC\nBT %.2f %.2f Td %b ET\nEMC\n" % (span.x, sheet.height / 2, span.ops)
    painted = painted._replace(streams=[*painted.streams, describer.pack(content)], spots=[*painted.spots, [(page, 0)]])
    return described._replace(elements=(*described.elements, Element("P", (LEAF,))), painted=painted)
