"""What became of a pack that was built.

In: nothing.  Out: the values Made and Built.
Never holds what reveals an answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.problem import Problem


@dataclass(frozen=True)
class Made:
    """One printable file: where it lies, its pages, and how many copies are wanted (0: it is not handed out)."""

    path: str
    pages: int
    copies: int
    sides: str

    @property
    def sheets(self) -> int:
        """Sheets of paper for one copy."""
        return math.ceil(self.pages / 2) if self.sides == "duplex" else self.pages


@dataclass(frozen=True)
class Built:
    """What became of a pack: its files, or the problems that stopped it.

    `reasons`: each document with why it was made, "" where its file stayed; `remarks`: what else an instructor should know.
    """

    pack: str
    code: str = ""
    revision: int = 0
    forms: int = 0
    made: tuple[Made, ...] = ()
    stopped: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    new_edition: bool = False
    reasons: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def up_to_date(self) -> bool:
        """Whether every file could stay as it was."""
        return not self.stopped and not self.removed and not any(reason for _, reason in self.reasons)
