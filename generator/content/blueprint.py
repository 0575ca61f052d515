"""Blueprints: what the items of a section must be like together, before they are selected."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction

from generator.content.fields import Reference
from generator.problems import NOWHERE, Location
from generator.values import dataclass


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, both included; `most` is None where there is no upper end."""

    least: Fraction = Fraction(0)
    most: Fraction | None = None

    def holds(self, amount: Fraction) -> bool:
        """Whether an amount lies in it."""
        return amount >= self.least and (self.most is None or amount <= self.most)


@dataclass(frozen=True)
class Cell:
    """The points that items of an objective, of some levels, or of both must have together.

    One of the two may be absent.
    """

    points: Range
    objective: Reference | None = None
    levels: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Blueprint:
    """What a section's items must be like together.

    `points` and `items` hold for the whole section, `types` and `difficulties` say how many items
    of each there must be.  `measured`: the facility that items had, from 0 to 1, where they were
    asked before.
    """

    banks: tuple[Reference, ...]
    points: Range | None = None
    items: Range | None = None
    cells: tuple[Cell, ...] = ()
    types: tuple[tuple[str, Range], ...] = ()
    difficulties: tuple[tuple[str, Range], ...] = ()
    include: tuple[Reference, ...] = ()
    exclude: tuple[Reference, ...] = ()
    measured: Range | None = None
    location: Location = field(default=NOWHERE, compare=False)
