"""Whether the content of a project has changed, and has come to rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from generator.loading.folders import FOLDERS
from generator.loading.yaml.decoding import MAX_BYTES
from generator.pictures.limits import MOST_BYTES
from generator.storage.files import DiskError, ProjectFiles
from generator.workflows.media import FOLDER as PICTURES
from generator.workflows.media import KINDS


def fingerprint(project: ProjectFiles) -> str:
    """A hash of all content files and pictures; one that cannot be read now counts as another
    content.
    """
    digest = hashlib.sha256()
    for folder in FOLDERS:
        try:
            for path in project.names(folder):
                data = project.read(path, MAX_BYTES)
                digest.update(f"{path}:{len(data)}:".encode("utf-8", "surrogatepass"))
                digest.update(data)
        except DiskError as error:  # editors replace files: between two names there may be none
            digest.update(str(error).encode("utf-8", "surrogatepass"))
    for path in _pictures(project, PICTURES):
        try:
            digest.update(path.encode("utf-8", "surrogatepass") + project.read(path, MOST_BYTES))
        except DiskError as error:
            digest.update(str(error).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _pictures(project: ProjectFiles, folder: str) -> Iterator[str]:
    """All pictures in a folder and in those below it."""
    try:
        yield from project.names(folder, tuple(KINDS))
        for inner in project.folders(folder):
            yield from _pictures(project, inner)
    except DiskError:  # a link in it leads out of the project: no picture there is printed
        return


def changes(
    project: ProjectFiles, wait: Callable[[], bool], rest: Callable[[], object]
) -> Iterator[str]:
    """The content's sign, at once and each time it has changed and come to rest.

    `wait` returns when there may be something new, False when there never will be; `rest` lets a
    moment pass.
    """
    seen = fingerprint(project)
    yield seen
    while wait():
        now = fingerprint(project)
        if now == seen:
            continue
        while (later := _after(project, rest)) != now:
            now = later
        if now != seen:
            seen = now
            yield seen


def _after(project: ProjectFiles, rest: Callable[[], object]) -> str:
    rest()
    return fingerprint(project)
