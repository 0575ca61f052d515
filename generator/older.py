"""Printed editions that are no longer a pack's current one: their papers, sheets and keys stay, and are made when missing.

In: a pack's name, its manifest, the records.  Out: the names of files that stay, and documents for those that are missing.
Never lets a damaged record stop today's build: its files stay, and a remark says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator import edition
from generator.disk import Project
from generator.manifest import Manifest, on_disk
from generator.model import STANDARD, PrintSettings
from generator.naming import taken_apart
from generator.printing import quiz_files
from generator.records import archived, keep, standing
from generator.wanted import Wanted


@dataclass
class Older:
    """`stay`: file names; `missing`: per edition its documents and which paths lack; `remarks`: what is wrong with a record."""

    stay: set[str] = field(default_factory=set)
    missing: list[tuple[str, list[Wanted], set[str]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def printed_codes(project: Project, pack: str) -> list[str]:
    """The editions of a pack that are marked as printed, by the names of the marks: a damaged mark still marks."""
    return [code for code, found in archived(project).items() if found.printed and pack in found.packs]


def older_files(project: Project, pack: str, current: str, before: Manifest, settings: PrintSettings) -> Older:
    """What becomes of the files of all printed editions of a pack but the current one."""
    found = Older()
    for code in printed_codes(project, pack):
        if code != current:
            _one(project, pack, code, before, settings, found)
    return found


def _one(project: Project, pack: str, code: str, before: Manifest, settings: PrintSettings, found: Older) -> None:
    owned = [file.name for file in before.files
             if not file.asked and re.match(rf"{re.escape(pack)}-{code}-", file.name.rpartition("/")[2])]
    try:
        kept = keep(project, archived(project)[code])
        latest = kept.latest
    except (edition.Damaged, edition.UnknownRevision, IndexError) as error:
        found.stay.update(owned)
        found.remarks.append(f"{code}, which was printed: {error}" if str(error) else f"{code}, which was printed, has no record")
        return
    stands = standing(kept.view, latest, kept.revisions)
    had = [taken_apart(name) for name in owned]
    looks = tuple(dict.fromkeys((STANDARD, *(one.profile for one in had))))
    sheets = any(one.stem.endswith("-answer-sheet") for one in had)
    files = quiz_files(pack, kept.view, latest.key, code, latest.number,
                       replace(settings, profiles=looks, answer_sheet=sheets), False, stands)
    files = [one._replace(copies=0) for one in files]
    missing = set()
    for one in files:
        meant = taken_apart(one.path.removeprefix(f"output/{pack}/"))
        sizes = [name for name, parts in zip(owned, had, strict=True)
                 if (parts.stem, parts.profile) == (meant.stem, meant.profile)]
        intact = [name for name in sizes if on_disk(project, f"output/{pack}/{name}") == before.named[name].sha256]
        found.stay.update(intact)
        if not intact and (sizes or one.profile == STANDARD and not meant.stem.endswith("-answer-sheet")):
            missing.add(one.path)
    if missing:
        found.missing.append((code, files, missing))
