"""What typesetting gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """A PDF file and its number of pages."""

    data: bytes
    pages: int


@dataclass(frozen=True)
class Bound(Printed):
    """A PDF file of many copies; `each`: the pages of every copy in turn, blank backs among them."""

    each: tuple[int, ...] = ()
