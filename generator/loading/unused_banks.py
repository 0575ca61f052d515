"""Which banks some packs do not use, found by names and ids alone, without reading YAML."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from generator.loading.folders import BANKS, PACKS, SELECTIONS, SUMMARIES

_NAME = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(rb"\bid[\"']?\s*:\s*[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)")


def unused_banks(files: Mapping[str, bytes], packs: Collection[str]) -> frozenset[str]:
    """The paths of banks that packs do not use, given the bytes of all files by path.

    A bank or a summary is used where its name or an id in it is anywhere in a pack, in its
    selection, or in another file that is used.  So a bank that has an id of a used one again is
    used too, and more may be used than need be, but an id in escapes is not seen.
    """
    names = {
        path: {PurePosixPath(path).stem.encode(), *_ID.findall(data)}
        for path, data in files.items()
        if str(PurePosixPath(path).parent) in (BANKS, SUMMARIES) and path.endswith(".yaml")
    }
    reached = [f"{folder}/{pack}.yaml" for folder in (PACKS, SELECTIONS) for pack in packs]
    while reached:
        named = {name for path in reached for name in _NAME.findall(files.get(path, b""))}
        reached = [path for path, own in names.items() if not named.isdisjoint(own)]
        for path in reached:
            del names[path]
    return frozenset(path for path in names if str(PurePosixPath(path).parent) == BANKS)
