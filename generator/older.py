"""Printed editions that are no longer a pack's current one: their papers and keys stay, and are made when missing.

In: a pack's name, its manifest, the records.  Out: the names of files that stay, and documents for those that are missing.
Never lets a damaged record stop today's build: its files stay, and a remark says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator import edition
from generator.disk import Project
from generator.manifest import Manifest, on_disk
from generator.model import PrintSettings
from generator.printing import quiz_files, size_suffix
from generator.records import archived, keep, standing
from generator.reuse import Wanted


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
    files = quiz_files(pack, kept.view, latest.key, code, latest.number, settings, False, stands)
    suffix, missing = f"{size_suffix(settings)}.pdf", []
    for path, _, _ in files:
        stem = path.removeprefix(f"output/{pack}/").removesuffix(suffix)
        sizes = [name for name in owned if name == f"{stem}.pdf" or name.startswith(f"{stem}-") and not _another(name, stem)]
        intact = [name for name in sizes if on_disk(project, f"output/{pack}/{name}") == before.named[name].sha256]
        found.stay.update(intact)
        if not intact:
            missing.append(path)
    if missing:
        found.missing.append((code, [(path, document, 0) for path, document, _ in files], set(missing)))


def _another(name: str, stem: str) -> bool:
    """Whether a file that begins like another is a key, and no other size of it."""
    return "-KEY" in name[len(stem):]
