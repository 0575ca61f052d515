"""A student's paper as typed in: what was answered or given of each question, and where in which
file that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from generator.items.protocol import Response
from generator.problems import Location
from generator.results.questions import Place
from generator.values import dataclass


@dataclass(frozen=True)
class Answer:
    """What is known of a question on a paper: a response, to be scored, or the points that a marker
    gave (None: the other is known).

    A response of () is no answer.
    """

    response: Response | None = None
    points: Fraction | None = None

    @property
    def omitted(self) -> bool:
        """Whether nothing was answered."""
        return self.response == ()


NOT_ANSWERED = Answer(())


@dataclass(frozen=True)
class GivenSum:
    """A sum that the file gives, and where: of a section, or the total (None); `places`: those that
    its row has marks of, which it is the sum of.
    """

    points: Fraction
    location: Location
    section: int | None
    places: frozenset[Place]


@dataclass(frozen=True)
class EmptyCell:
    """A cell with nothing in it, whose question another row of the student may answer; `name`: its
    row and column as people read them.
    """

    place: Place
    location: Location
    name: str


@dataclass(frozen=True)
class Paper:
    """A student's paper: whose it is, its form by index, and its answers by place.

    Names and numbers are for the instructor's eyes: nothing here is ever recorded with them.
    `sums`: what the file gives, to be checked.  `unread`: its row could not be read, which is
    reported.
    """

    name: str
    number: str
    group: str
    form: int
    answers: Mapping[Place, Answer]
    location: Location
    sums: tuple[GivenSum, ...] = field(default=())
    empty: tuple[EmptyCell, ...] = field(default=())
    unread: bool = False

    @property
    def student(self) -> str:
        """What tells students apart: the number, or without one the name."""
        return student_key(self.number, self.name)

    @property
    def shown(self) -> str:
        """Name and number as the instructor reads them."""
        return " ".join(filter(None, (self.name, f"({self.number})" if self.number else "")))


def student_key(number: str, name: str) -> str:
    """By what a student is known in tables and class lists: the number, or the name where there is
    none.
    """
    return number.casefold() or name_key(name)


def name_key(name: str) -> str:
    """A name in small letters with single spaces."""
    return " ".join(name.casefold().split())
