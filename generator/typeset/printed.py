"""What typesetting gives back.

In: nothing.  Out: the value Printed.
Never loads ReportLab.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """A PDF file and its number of pages."""

    data: bytes
    pages: int
