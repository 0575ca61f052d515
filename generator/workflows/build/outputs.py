"""What a pack's files are made of, before anything is set in type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.model import STANDARD
from generator.page.blocks import Document


@dataclass(frozen=True)
class ClassSet:
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
class DataFile:
    """A file that needs no setting, for a program to read."""

    label: str
    data: bytes


class OutputFile(NamedTuple):
    """A file that is to be there: where, of what, how many copies are handed out, and in which profile."""

    path: str
    document: Document | ClassSet | DataFile
    copies: int = 0
    profile: str = STANDARD


def family_name(document: Document | ClassSet | DataFile) -> str:
    """Which documents it is set with: paper, key, briefing …"""
    return document.label.split()[0]


def grouped(wanted: Iterable[OutputFile]) -> dict[tuple[str, str], list[OutputFile]]:
    """Files by the name and the profile of their family: what one family holds must not change another."""
    found: dict[tuple[str, str], list[OutputFile]] = {}
    for one in wanted:
        found.setdefault((family_name(one.document), one.profile), []).append(one)
    return found
