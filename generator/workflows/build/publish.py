"""Files put in their place: records first, printed files next, the manifest last, what is no
longer made removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.storage.files import ProjectFiles
from generator.workflows.build.manifest import NAME, Manifest, on_disk, written


@dataclass(frozen=True)
class Publication:
    """What a pack's build has made: its folder, (path, bytes) of records and of new files, and what is there afterwards.

    `manifest` names every file that is to be there, the untouched ones too.
    """

    folder: str
    records: Sequence[tuple[str, bytes]]
    files: Sequence[tuple[str, bytes]]
    manifest: Manifest


def publish(project: ProjectFiles, publication: Publication, before: Manifest) -> tuple[str, ...]:
    """Write everything; the caller holds the lock.  Raises DiskError; what was there stays whole."""
    for path, data in publication.records:
        project.write_new(path, data)
    target, path = publication.manifest, f"{publication.folder}/{NAME}"
    stay = {(file.name, file.sha256) for file in target.files}
    leaving = {*before.leaving, *((file.name, file.sha256) for file in before.files)} - stay
    # A build that dies half-way leaves files the next one must know to be its own, the new ones and the old ones.
    project.write(path, written(replace(target, leaving=tuple(sorted(leaving)))))
    for file, data in publication.files:
        project.write(file, data)
    names = {file.name for file in target.files}
    gone = sorted({name for name, _ in leaving if name not in names})
    removed = tuple(_remove(project, publication.folder, name, leaving) for name in gone)
    project.write(path, written(target))
    return tuple(path for path in removed if path)


def _remove(project: ProjectFiles, folder: str, name: str, leaving: set[tuple[str, str]]) -> str:
    path = f"{folder}/{name}"
    if (name, on_disk(project, path)) not in leaving:
        return ""
    project.remove(path)
    return path
