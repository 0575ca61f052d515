"""What a pack's files are made of, before anything is set in type.

In: documents, where they go and in which profile.  Out: the values Wanted, Collated and Data, sorted into families.
Never sets type, and never looks at a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.document import Document
from generator.model import STANDARD


@dataclass(frozen=True)
class Collated:
    """Copies, each with its profile, in the order in which they leave the printer: one file.

    Every `bundle` of documents are handed out together.  `blank` is what stands on the back of a copy's last sheet where
    nothing else does.
    """

    copies: tuple[tuple[Document, str], ...]
    title: str
    language: str
    blank: str
    bundle: int = 1
    label: str = "class-set"


@dataclass(frozen=True)
class Data:
    """A file that needs no setting, for a program to read."""

    label: str
    data: bytes


class Wanted(NamedTuple):
    """A file that is to be there: where, of what, how many copies are handed out, and in which profile."""

    path: str
    document: Document | Collated | Data
    copies: int = 0
    profile: str = STANDARD


def family_name(document: Document | Collated | Data) -> str:
    """Which documents it is set with: paper, key, briefing …"""
    return document.label.split()[0]


def grouped(wanted: Iterable[Wanted]) -> dict[tuple[str, str], list[Wanted]]:
    """Files by the name and the profile of their family: what one family holds must not change another."""
    found: dict[tuple[str, str], list[Wanted]] = {}
    for one in wanted:
        found.setdefault((family_name(one.document), one.profile), []).append(one)
    return found
