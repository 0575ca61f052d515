"""Files put in their place: records first, printed files next, the manifest last, what is no
longer made removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.storage.files import ProjectFiles, Staging
from generator.values import dataclass
from generator.workflows.build.manifest import Manifest, on_disk, write_manifest
from generator.workflows.build.outputs import path_of


@dataclass(frozen=True)
class Publication:
    """What a pack's build has made: (path, bytes) of records, the paths of new files, which wait in
    `staging`, and what is there afterwards.

    `manifest` names every file that is to be there, the untouched ones too.
    """

    pack: str
    records: Sequence[tuple[str, bytes]]
    files: Sequence[str]
    staging: Staging
    manifest: Manifest


def publish(project: ProjectFiles, publication: Publication, before: Manifest) -> tuple[str, ...]:
    """Write everything; the caller holds the lock. Raises DiskError; what was there stays
    whole.
    """
    for path, data in publication.records:
        project.write_new(path, data)
    pack, target = publication.pack, publication.manifest
    stay = {(file.name, file.sha256) for file in target.files}
    leaving = {*before.leaving, *((file.name, file.sha256) for file in before.files)} - stay
    # A build that dies half-way leaves files that the next one must know to be its own.
    write_manifest(project, pack, replace(target, leaving=tuple(sorted(leaving))))
    for path in publication.files:
        publication.staging.place(path)
    publication.staging.sync()
    names = {file.name for file in target.files}
    gone = sorted({name for name, _ in leaving if name not in names})
    removed = tuple(_remove(project, pack, name, leaving) for name in gone)
    write_manifest(project, pack, target)
    return tuple(path for path in removed if path)


def _remove(project: ProjectFiles, pack: str, name: str, leaving: set[tuple[str, str]]) -> str:
    path = path_of(pack, name)
    if (name, on_disk(project, path)) not in leaving:
        return ""
    project.remove(path)
    return path
