"""What an instructor declares for marks: the columns of another program's table, a scale of
grades, and what a bank remembers of its items.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from generator.problems import NOWHERE, Location
from generator.values import dataclass

SCALES = ("percent", "points")
ROUNDINGS = ("none", "half-up", "up", "down")
BLANKS = ("doubtful", "not-answered")


@dataclass(frozen=True)
class Grade:
    """A grade and the least that earns it, in the unit of its scale."""

    name: str
    least: Fraction
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class GradeScale:
    """Grades, the highest first; `unit`: percent of the points that count, or points.

    `rounding`: how a total in this unit is made whole before it is compared.
    """

    unit: str
    grades: tuple[Grade, ...]
    rounding: str = "none"


@dataclass(frozen=True)
class ColumnProfile:
    """The columns of a table that another program wrote, by their heads.

    `answers` and `points` are patterns with {n}, the number of a question on the student's paper.
    `forms` and `letters` say what stands for a form and for an option.  `blank`: what an empty cell
    means.  `skip`: how many lines below the heads hold no student.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    answers: str = ""
    points: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    blank: str = BLANKS[0]
    skip: int = 0


@dataclass(frozen=True)
class ItemFigures:
    """What one edition showed of an item; no student is in it.

    `answers`: how many answered papers it rests on; `facility`: the mean share of the points, 0 to
    1; `discrimination`: the correlation with the rest of the quiz, None where it is not defined.
    `choices`: option and how many chose it.  `fingerprint`: a hash of what was asked and what was
    right.
    """

    edition: str
    date: str
    revision: int
    answers: int
    omitted: int
    facility: Fraction
    discrimination: Fraction | None
    choices: tuple[tuple[str, int], ...] = ()
    fingerprint: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class BankHistory:
    """What a bank remembers of its items: of each by id, the figures of editions by date."""

    bank: str
    path: str
    items: Mapping[str, tuple[ItemFigures, ...]]
