"""Files put in their place: records first, printed files next, the manifest last, what is no longer made removed.

In: the bytes of everything a pack has.  Out: files in the project; the paths removed.
Never rewrites a record, and removes only what the manifest says was made here and nobody has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from generator.disk import Project

SCHEMA = 1


@dataclass(frozen=True)
class Publication:
    """What a pack's build has made: its folder, (path, bytes) of records, and (path, bytes) of printed files."""

    folder: str
    records: Sequence[tuple[str, bytes]]
    files: Sequence[tuple[str, bytes]]


def publish(project: Project, publication: Publication) -> tuple[str, ...]:
    """Write everything; the caller holds the lock.  Raises DiskError; what was there stays whole."""
    for path, data in publication.records:
        project.put_once(path, data)
    manifest = f"{publication.folder}/manifest.json"
    owned = read_manifest(project, publication.folder)
    made = {path.removeprefix(publication.folder + "/"): _digest(data) for path, data in publication.files}
    if set(made) - set(owned):
        # A build that dies half-way leaves files the next one must know to be its own.
        project.put(manifest, _manifest({**owned, **made}))
    for path, data in publication.files:
        project.put(path, data)
    removed = tuple(_remove(project, publication.folder, name, owned[name]) for name in sorted(set(owned) - set(made)))
    project.put(manifest, _manifest(made))
    return tuple(path for path in removed if path)


def read_manifest(project: Project, folder: str) -> dict[str, str]:
    """The files a pack's builds have made, with their SHA-256; empty where the manifest is lost or doubtful."""
    path = f"{folder}/manifest.json"
    if not project.exists(path):
        return {}
    try:
        data = json.loads(project.read(path, 10_000_000))
        files = data["files"] if data["schema"] == SCHEMA else {}
        sound = all(isinstance(name, str) and isinstance(digest, str) and _safe(name) for name, digest in files.items())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return dict(files) if sound else {}


def _safe(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder in ("students", "teacher", "print") and file not in ("", ".", "..") and "/" not in file and "\\" not in file


def _manifest(files: dict[str, str]) -> bytes:
    return (json.dumps({"schema": SCHEMA, "files": files}, indent=1, sort_keys=True) + "\n").encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _remove(project: Project, folder: str, name: str, digest: str) -> str:
    path = f"{folder}/{name}"
    if not project.exists(path) or _digest(project.read(path)) != digest:
        return ""
    project.remove(path)
    return path
