"""Files that somebody asked for by name: a key or a paper set again from its record, a slip, a
class set with names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.content.model import STANDARD, PrintSettings
from generator.editions.lookup import FoundEdition
from generator.storage.files import ProjectFiles
from generator.workflows.build.cache import Renderer
from generator.workflows.build.files import Printed, quiz_files, set_files
from generator.workflows.build.manifest import (
    NAME,
    File,
    Manifest,
    hashed,
    on_disk,
    read_manifest,
    written,
)
from generator.workflows.build.outputs import OutputFile


def quiz_file_names(
    found: FoundEdition, settings: PrintSettings, folder: str, profile: str = STANDARD
) -> tuple[list[OutputFile], list[str]]:
    """All papers or keys (`folder` is students or teacher) of an edition in a profile, and the paths of the forms meant.

    They are set with their neighbours, as by `build`, so that a file has the same bytes.
    """
    number = found.revision.number
    wanted = replace(settings, profiles=(profile,))
    files = quiz_files(
        found.pack,
        found.view,
        found.revision.key,
        found.code,
        number,
        wanted,
        False,
        found.standing,
    )
    mine = [one for one in files if f"/{folder}/" in one.path and one.profile == profile]
    if sum(revision.number == number for revision in found.kept.revisions) > 1:
        mark = f"-KEY-r{number}"  # two people's revisions share it: one of their files must not take the other's place
        mine = [
            one._replace(path=one.path.replace(mark, f"{mark}-{found.revision.hash[:8]}"))
            for one in mine
        ]
    per = len(mine) // len(found.view.forms)
    return mine, [one.path for form in found.forms for one in mine[form * per : (form + 1) * per]]


def write_asked(
    project: ProjectFiles,
    pack: str,
    files: Sequence[OutputFile],
    meant: Sequence[str],
    settings: PrintSettings,
    renderer: Renderer | None = None,
) -> list[str]:
    """Set documents and write those that were meant; gives their paths.  Raises DiskError, TooTall, MissingGlyph."""
    from generator.render import pdf

    folder = f"output/{pack}"
    with project.lock():
        manifest, _ = read_manifest(project, folder)
        lacking = [
            path
            for path in meant
            if not _there(project, path, manifest.named.get(path.removeprefix(folder + "/")))
        ]
        for one in set_files(renderer or pdf, files, settings) if lacking else []:
            if one.path in lacking:
                manifest = enter(project, folder, manifest, one)
    return list(meant)


def enter(project: ProjectFiles, folder: str, manifest: Manifest, one: Printed) -> Manifest:
    """Write a file and enter it in the manifest, which is given back; the caller holds the lock.  Raises DiskError."""
    name = one.path.removeprefix(folder + "/")
    listed = manifest.named.get(name)
    others = tuple(file for file in manifest.files if file.name != name)
    file = replace(
        listed or File(name, "", "", 0, asked=True), sha256=hashed(one.data), pages=one.pages
    )
    manifest = replace(manifest, files=tuple(sorted((*others, file), key=lambda file: file.name)))
    project.write(f"{folder}/{NAME}", written(manifest))
    project.write(one.path, one.data)
    return manifest


def _there(project: ProjectFiles, path: str, listed: File | None) -> bool:
    """Whether a build made the file and nobody has changed it: what was printed stays as it was printed."""
    return listed is not None and not listed.asked and on_disk(project, path) == listed.sha256
