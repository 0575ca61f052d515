"""Which editions were printed: marks beside their records.

In: an edition found, or the project.  Out: marks, written or read.
Never asks for a student's name, and never takes a damaged mark for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import edition
from generator.disk import Project
from generator.lookup import Found
from generator.records import archived


@dataclass(frozen=True)
class Marked:
    """A printed edition: its files, its sound marks by date, and what is wrong with others."""

    archived: edition.Archived
    marks: tuple[edition.Mark, ...]
    damaged: tuple[str, ...]


def print_mark(project: Project, found: Found, class_name: str, date: str, copies: int) -> str:
    """Note that an edition was handed out; gives the mark's path.  The caller holds the lock."""
    made = edition.mark(found.code, class_name, date, copies, found.revision.hash)
    path = edition.printed_name(found.pack, found.code, made.hash)
    project.put_once(path, made.data)
    return path


def printed_editions(project: Project) -> Iterator[Marked]:
    """All editions that were printed, by code."""
    for code, found in archived(project).items():
        marks, damaged = [], []
        for path in found.printed:
            try:
                marks.append(edition.read_mark(project.read(path), code))
            except edition.Damaged as error:
                damaged.append(f"{path}: {error}")
        if found.printed:
            yield Marked(found, tuple(sorted(marks, key=lambda mark: (mark.date, mark.class_name, mark.hash))), tuple(damaged))
