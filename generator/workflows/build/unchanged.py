"""What a build found up to date, kept so that the next one only hashes bytes to say so again."""

from __future__ import annotations

import json

from generator.storage.files import DiskError, ProjectFiles
from generator.values import dataclass

KEPT = "output/.up-to-date"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class LeftToCheck:
    """What a build leaves for `packs check` to say: how many warnings it only counted, and how many
    banks it did not read.
    """

    warnings: int
    banks: int


@dataclass(frozen=True)
class UpToDate:
    """Of a build that had nothing to do: each pack with its code, "" for one without a quiz, and
    what it left.
    """

    packs: tuple[tuple[str, str], ...]
    left: LeftToCheck


def found_before(project: ProjectFiles, now: str) -> UpToDate | None:
    """What a build found when the state was the same; None where it was another, or anything is
    amiss with what was kept.
    """
    try:
        kept = json.loads(project.read(KEPT, _MOST_BYTES))
        if kept["state"] != now:
            return None
        return UpToDate(
            tuple((str(pack), str(code)) for pack, code in kept["packs"]),
            LeftToCheck(int(kept["warnings"]), int(kept["banks"])),
        )
    except (DiskError, ValueError, LookupError, TypeError, RecursionError):
        return None


def keep(project: ProjectFiles, now: str, found: UpToDate) -> None:
    """Keep what a build found in this state; where that fails, the next one looks again."""
    kept = {
        "state": now,
        "packs": found.packs,
        "warnings": found.left.warnings,
        "banks": found.left.banks,
    }
    try:
        with project.lock():
            project.write(KEPT, json.dumps(kept).encode())
    except DiskError:
        return
