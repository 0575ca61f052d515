"""Which editions were printed: marks beside their records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import editions
from generator.editions.lookup import FoundEdition
from generator.editions.store import stored_editions
from generator.storage.files import ProjectFiles


@dataclass(frozen=True)
class HandedOut:
    """A printed edition: its files, its sound marks by date, and what is wrong with others."""

    archived: editions.EditionFiles
    marks: tuple[editions.Handout, ...]
    damaged: tuple[str, ...]


def record_handout(
    project: ProjectFiles, found: FoundEdition, class_name: str, date: str, copies: int
) -> str:
    """Note that an edition was handed out; gives the mark's path.  The caller holds the lock."""
    made = editions.make_handout(found.code, class_name, date, copies, found.revision.hash)
    path = editions.handout_name(found.pack, found.code, made.hash)
    project.write_new(path, made.data)
    return path


def handed_out_editions(project: ProjectFiles) -> Iterator[HandedOut]:
    """All editions that were printed, by code."""
    for code, found in stored_editions(project).items():
        marks, damaged = [], []
        for path in found.printed:
            try:
                marks.append(editions.read_handout(project.read(path), code))
            except editions.Damaged as error:
                damaged.append(f"{path}: {error}")
        if found.printed:
            yield HandedOut(
                found,
                tuple(sorted(marks, key=lambda mark: (mark.date, mark.class_name, mark.hash))),
                tuple(damaged),
            )
