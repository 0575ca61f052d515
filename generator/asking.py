"""Files that somebody asked for by name: a key or a paper set again from its record, a slip.

In: an edition found, documents with their paths.  Out: files under output/, entered in the pack's manifest.
Never replaces a file that a build made and nobody has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.disk import Project
from generator.lookup import Found
from generator.manifest import NAME, File, hashed, on_disk, read_manifest, written
from generator.model import PrintSettings
from generator.printing import quiz_files, set_files
from generator.reuse import STANDARD, Renderer, Wanted


def quiz_file_names(found: Found, settings: PrintSettings, folder: str,
                    profile: str = STANDARD) -> tuple[list[Wanted], list[str]]:
    """All papers or keys (`folder` is students or teacher) of an edition, and the paths of the forms meant.

    They are set with their neighbours, as by `build`, so that a file has the same bytes.
    """
    number = found.revision.number
    files = quiz_files(found.pack, found.view, found.revision.key, found.code, number, settings, False, found.standing, profile)
    mine = [one for one in files if f"/{folder}/" in one[0]]
    if sum(revision.number == number for revision in found.kept.revisions) > 1:
        mark = f"-KEY-r{number}"        # two people's revisions share it: one of their files must not take the other's place
        mine = [(path.replace(mark, f"{mark}-{found.revision.hash[:8]}"), document, copies) for path, document, copies in mine]
    return mine, [mine[form][0] for form in found.forms]


def write_asked(project: Project, pack: str, files: Sequence[Wanted], meant: Sequence[str], settings: PrintSettings,
                renderer: Renderer | None = None, profile: str = STANDARD) -> list[str]:
    """Set documents and write those that were meant; gives their paths.  Raises DiskError, TooTall, MissingGlyph."""
    from generator import typeset

    folder = f"output/{pack}"
    with project.lock():
        manifest, _ = read_manifest(project, folder)
        lacking = [path for path in meant if not _there(project, path, manifest.named.get(path.removeprefix(folder + "/")))]
        printed = set_files(renderer or typeset, files, settings, profile=profile) if lacking else []
        for path, data, pages, _ in printed:
            if path not in lacking:
                continue
            name = path.removeprefix(folder + "/")
            listed = manifest.named.get(name)
            others = tuple(file for file in manifest.files if file.name != name)
            file = replace(listed, sha256=hashed(data)) if listed else File(name, hashed(data), "", pages, asked=True)
            manifest = replace(manifest, files=tuple(sorted((*others, file), key=lambda file: file.name)))
            project.put(f"{folder}/{NAME}", written(manifest))
            project.put(path, data)
    return list(meant)


def _there(project: Project, path: str, listed: File | None) -> bool:
    """Whether a build made the file and nobody has changed it: what was printed stays as it was printed."""
    return listed is not None and not listed.asked and on_disk(project, path) == listed.sha256
