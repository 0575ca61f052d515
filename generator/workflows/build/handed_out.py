"""Printed editions that are no longer a pack's current one: their papers, sheets and keys stay,
and are made when missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator import editions
from generator.content.model import STANDARD, PrintSettings
from generator.editions.store import load_edition, revision_note, stored_editions
from generator.storage.files import ProjectFiles
from generator.workflows.build.files import quiz_files
from generator.workflows.build.manifest import Manifest, on_disk
from generator.workflows.build.naming import taken_apart
from generator.workflows.build.outputs import OutputFile


@dataclass
class Older:
    """`stay`: file names; `missing`: per edition its documents and which paths lack; `remarks`: what is wrong with a record."""

    stay: set[str] = field(default_factory=set)
    missing: list[tuple[str, list[OutputFile], set[str]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def printed_codes(project: ProjectFiles, pack: str) -> list[str]:
    """The editions of a pack that are marked as printed, by the names of the marks: a damaged mark still marks."""
    return [
        code
        for code, found in stored_editions(project).items()
        if found.printed and pack in found.packs
    ]


def older_files(
    project: ProjectFiles, pack: str, current: str, before: Manifest, settings: PrintSettings
) -> Older:
    """What becomes of the files of all printed editions of a pack but the current one."""
    found = Older()
    for code in printed_codes(project, pack):
        if code != current:
            _one(project, pack, code, before, settings, found)
    return found


def _one(
    project: ProjectFiles,
    pack: str,
    code: str,
    before: Manifest,
    settings: PrintSettings,
    found: Older,
) -> None:
    owned = [
        file.name
        for file in before.files
        if not file.asked and re.match(rf"{re.escape(pack)}-{code}-", file.name.rpartition("/")[2])
    ]
    try:
        kept = load_edition(project, stored_editions(project)[code])
        latest = kept.latest
    except (editions.Damaged, editions.UnknownRevision, IndexError) as error:
        found.stay.update(owned)
        found.remarks.append(
            f"{code}, which was printed: {error}"
            if str(error)
            else f"{code}, which was printed, has no record"
        )
        return
    stands = revision_note(kept.view, latest, kept.revisions)
    had = [taken_apart(name) for name in owned]
    looks = tuple(dict.fromkeys((STANDARD, *(one.profile for one in had))))
    sheets = any(one.stem.endswith("-answer-sheet") for one in had)
    files = quiz_files(
        pack,
        kept.view,
        latest.key,
        code,
        latest.number,
        replace(settings, profiles=looks, answer_sheet=sheets),
        False,
        stands,
    )
    files = [one._replace(copies=0) for one in files]
    missing = set()
    for one in files:
        meant = taken_apart(one.path.removeprefix(f"output/{pack}/"))
        sizes = [
            name
            for name, parts in zip(owned, had, strict=True)
            if (parts.stem, parts.profile) == (meant.stem, meant.profile)
        ]
        intact = [
            name
            for name in sizes
            if on_disk(project, f"output/{pack}/{name}") == before.named[name].sha256
        ]
        found.stay.update(intact)
        if not intact and (
            sizes or one.profile == STANDARD and not meant.stem.endswith("-answer-sheet")
        ):
            missing.add(one.path)
    if missing:
        found.missing.append((code, files, missing))
