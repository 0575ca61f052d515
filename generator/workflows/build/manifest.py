"""What a pack's builds have made: each file with its hash, and the hash of all that decided it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from generator.storage.canonical_json import from_plain, to_plain
from generator.storage.files import ProjectFiles, TooLarge
from generator.storage.sealed_json import Damaged, digest, seal, unseal

NAME = "manifest.json"
FOLDERS = ("students", "teacher", "print")
LIMIT = 50_000_000
_CODE = r"[0-9A-Z]{4}-[0-9A-Z]{4}"


class DamagedManifest(Damaged):
    """A manifest that cannot be trusted."""

    what = "manifest"


@dataclass(frozen=True)
class File:
    """A file by its name in the pack's folder; `recipe`: the hash of all that was set with it.

    `asked`: made by a command for one file, such as `reprint`; a build leaves it where it is.
    """

    name: str
    sha256: str
    recipe: str
    pages: int
    asked: bool = False


@dataclass(frozen=True)
class Manifest:
    """`leaving`: names with hashes of files that a build was about to replace or remove, and may not have come to.

    `edition` and `revision` (its hash) say what the quiz files were made from, `parts` what the briefing was: a hash for
    each heading.
    """

    files: tuple[File, ...] = ()
    leaving: tuple[tuple[str, str], ...] = ()
    renderer: str = ""
    edition: str = ""
    revision: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @cached_property
    def named(self) -> dict[str, File]:
        """The files by their names."""
        return {file.name: file for file in self.files}


def written(manifest: Manifest) -> bytes:
    """The manifest's file."""
    return seal("manifest", to_plain(manifest))


def understood(data: bytes) -> Manifest:
    """The manifest that a file holds.  Raises DamagedManifest."""
    try:
        manifest: Manifest = from_plain(
            Manifest, unseal(data, "manifest", DamagedManifest)["manifest"]
        )
    except (ValueError, TypeError, RecursionError):
        raise DamagedManifest("it is not what this program writes") from None
    if not all(
        _safe(name)
        for name in (
            *(file.name for file in manifest.files),
            *(name for name, _ in manifest.leaving),
        )
    ):
        raise DamagedManifest("it names files that are not the program's")
    return manifest


def read_manifest(project: ProjectFiles, folder: str) -> tuple[Manifest, bool]:
    """A pack's manifest, empty where there is none to trust, and whether one that cannot be trusted lies there."""
    path = f"{folder}/{NAME}"
    if not project.exists(path):
        return Manifest(), False
    try:
        return understood(project.read(path, LIMIT)), False
    except (DamagedManifest, TooLarge):
        return Manifest(), True


def hashed(data: bytes) -> str:
    """A file's hash as the manifest keeps it."""
    return hashlib.sha256(data).hexdigest()


def on_disk(project: ProjectFiles, path: str) -> str:
    """The hash of a file as it is, "" where there is none."""
    return hashed(project.read(path)) if project.exists(path) else ""


def present(project: ProjectFiles, folder: str) -> list[str]:
    """The names of all files where a pack's files lie, whoever put them there."""
    paths = (path for part in FOLDERS for path in project.names(f"{folder}/{part}", ("",)))
    return [path.removeprefix(folder + "/") for path in paths]


def leftovers(project: ProjectFiles, pack: str, manifest: Manifest) -> list[tuple[str, str]]:
    """Files that bear a name only this program gives, and that are not in the manifest: name and hash."""
    ours = re.compile(
        rf"(?:{'|'.join(FOLDERS)})/{re.escape(pack)}-(?:briefing-)?(?:{_CODE}|DRAFT)(?:-[\w-]+)?\.(?:pdf|txt|csv)"
    )
    names = [
        name
        for name in present(project, f"output/{pack}")
        if ours.fullmatch(name) and name not in manifest.named and not filled_in(name)
    ]
    return [(name, on_disk(project, f"output/{pack}/{name}")) for name in names]


def filled_in(name: str) -> bool:
    """Whether a file is made to be written into: nobody but its owner removes it or finds it changed."""
    return name.endswith("-mark-sheet.csv")


def part_hash(value: object) -> str:
    """A short hash of plain data."""
    return digest(value).hex()[:16]


def _safe(name: str) -> bool:
    folder, _, file = name.partition("/")
    return (
        folder in FOLDERS and file not in ("", ".", "..") and "/" not in file and "\\" not in file
    )
