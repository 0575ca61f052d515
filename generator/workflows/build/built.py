"""What became of a pack that was built."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.problems import Problem


def sheets_of(pages: int, sides: str) -> int:
    """How many sheets of paper so many pages take, on both sides or on one."""
    return math.ceil(pages / 2) if sides == "duplex" else pages


@dataclass(frozen=True)
class BuiltFile:
    """One file: where it lies, its pages (none for a text), how many copies are wanted (0: it is not handed out).

    `each`: of a class set, which holds all its copies, the sheets that a copy of each form takes.
    """

    path: str
    pages: int
    copies: int
    sides: str
    each: tuple[int, ...] = ()

    @property
    def sheets(self) -> int:
        """Sheets of paper for the file printed once."""
        return sheets_of(self.pages, self.sides)


@dataclass(frozen=True)
class BuildResult:
    """What became of a pack: its files, the class set first, or the problems that stopped it.

    `reasons`: each document with why it was made, "" where its file stayed; `remarks`: what else an instructor should know.
    """

    pack: str
    code: str = ""
    revision: int = 0
    forms: int = 0
    made: tuple[BuiltFile, ...] = ()
    stopped: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def up_to_date(self) -> bool:
        """Whether every file could stay as it was."""
        return (
            not self.stopped and not self.removed and not any(reason for _, reason in self.reasons)
        )
