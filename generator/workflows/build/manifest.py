"""What a pack's builds have made: each file with its hash, and the hash of all that decided it."""

from __future__ import annotations

import hashlib
from functools import cached_property

from generator.content.model import EARLIER, Layout
from generator.storage.canonical_json import from_plain, to_plain
from generator.storage.files import ProjectFiles, TooLarge
from generator.storage.sealed_json import Damaged, digest, seal, unseal
from generator.values import dataclass
from generator.workflows.build.outputs import (
    FOLDERS,
    OutputFile,
    PrintedPages,
    names_present,
    path_of,
    read_name,
)

NAME = "manifest.json"
LIMIT = 50_000_000


class DamagedManifest(Damaged):
    """A manifest that cannot be trusted."""

    what = "manifest"


@dataclass(frozen=True)
class File:
    """A file by its name in the pack's folder; `recipe`: the hash of all that it was rendered from.

    `asked`: made by a command for one file, such as `reprint`; a build leaves it where it is.
    `density`: that it was set in, EARLIER where it has none or was made before there were any.
    `fills`, `alike`, `closer`: as in PrintedPages.
    """

    name: str
    sha256: str
    recipe: str
    pages: int
    asked: bool = False
    density: str = EARLIER
    fills: tuple[int, ...] = ()
    alike: bool = True
    closer: tuple[int, ...] = ()

    @property
    def printed_pages(self) -> PrintedPages:
        """What the guide tells of its pages."""
        return PrintedPages(self.pages, self.fills, self.alike, self.closer)


@dataclass(frozen=True)
class Manifest:
    """`leaving`: names with hashes of files that a build was about to replace or remove, and may
    not have come to.

    `edition` and `revision` (its hash) say what the quiz files were made from, `layout` how its
    papers lie on their pages, `parts` what the briefing was: a hash for each heading.
    """

    files: tuple[File, ...] = ()
    leaving: tuple[tuple[str, str], ...] = ()
    renderer: str = ""
    edition: str = ""
    revision: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    layout: Layout = Layout()

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


@dataclass(frozen=True)
class PreviousBuild:
    """What earlier builds of a pack left: their list, empty where none can be trusted, and whether
    it was damaged.
    """

    pack: str
    manifest: Manifest
    damaged: bool = False

    @cached_property
    def output_files(self) -> list[tuple[File, OutputFile]]:
        """The files that builds have made, each with what its name says."""
        named = ((file, read_name(self.pack, file.name)) for file in self.manifest.files)
        return [(file, output) for file, output in named if output and not file.asked]

    @cached_property
    def profiles_of(self) -> dict[OutputFile, set[str]]:
        """In which profiles each printing was made, by `printing_of`."""
        profiles: dict[OutputFile, set[str]] = {}
        for _, output in self.output_files:
            profiles.setdefault(output.printing_of, set()).add(output.profile)
        return profiles


def read_manifest(project: ProjectFiles, pack: str) -> PreviousBuild:
    """What earlier builds of a pack left."""
    path = path_of(pack, NAME)
    if not project.exists(path):
        return PreviousBuild(pack, Manifest())
    try:
        return PreviousBuild(pack, understood(project.read(path, LIMIT)))
    except (DamagedManifest, TooLarge):
        return PreviousBuild(pack, Manifest(), damaged=True)


def write_manifest(project: ProjectFiles, pack: str, manifest: Manifest) -> None:
    """Write the list of a pack's files.  Raises DiskError."""
    project.write(path_of(pack, NAME), written(manifest))


def hashed(data: bytes) -> str:
    """A file's hash as the manifest keeps it."""
    return hashlib.sha256(data).hexdigest()


def on_disk(project: ProjectFiles, path: str) -> str:
    """The hash of a file as it is, "" where there is none."""
    return hashed(project.read(path)) if project.exists(path) else ""


def leftovers(project: ProjectFiles, pack: str, manifest: Manifest) -> list[tuple[str, str]]:
    """Files that bear a name only this program gives, and that are not in the manifest: name and
    hash.
    """
    return [
        (name, on_disk(project, path_of(pack, name)))
        for name in names_present(project, pack)
        if (file := read_name(pack, name))
        and name not in manifest.named
        and not file.kind.filled_in
    ]


def is_filled_in(pack: str, name: str) -> bool:
    """Whether a file is made to be written into: nobody but its owner removes it or finds it
    changed.
    """
    file = read_name(pack, name)
    return file is not None and file.kind.filled_in


def part_hash(value: object) -> str:
    """A short hash of plain data."""
    return digest(value).hex()[:16]


def _safe(name: str) -> bool:
    folder, _, file = name.partition("/")
    return (
        folder in FOLDERS and file not in ("", ".", "..") and "/" not in file and "\\" not in file
    )
