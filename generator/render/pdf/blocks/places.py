"""Where entries and boxes stand on the pages of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.render.pdf.lines import BOX, ENTRY
from generator.render.pdf.pagination import Placed


class Spot(NamedTuple):
    """A baseline: its page (from 0) and how many points it is below the top of that page's text."""

    page: int
    down: float


class Place(NamedTuple):
    """An entry by its number, or a part by its own behind that of its entry; where its number stands, and its boxes."""

    number: str
    part: str
    spot: Spot
    boxes: tuple[Spot, ...] = ()


def places(pages: Sequence[Sequence[Placed]]) -> list[Place]:
    """All entries and their parts, in the order of the pages."""
    found: list[Place] = []
    for page, placed in enumerate(pages):
        for line, down, repeated in placed:
            for kind, name, below in () if repeated else line.anchors:
                spot = Spot(page, down + below)
                if kind == ENTRY:
                    found.append(Place(name, "", spot))
                elif kind == BOX and found:
                    found[-1] = found[-1]._replace(boxes=(*found[-1].boxes, spot))
                elif kind != BOX and found:
                    found.append(Place(found[-1].number, name, spot))
    return found
