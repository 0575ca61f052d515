"""The build backend: setuptools', with source archives that have the same bytes each time."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  # all other hooks are setuptools' own

_EARLIEST = 315532800  # 1980-01-01, the first day that a wheel's dates can name


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """The name of a source archive in the folder.

    Its entries are sorted and belong to nobody, and their time is SOURCE_DATE_EPOCH (seconds since
    1970-01-01 UTC), or 1980-01-01: setuptools writes the time and the user of the build.
    """
    name: str = build_meta.build_sdist(sdist_directory, config_settings)
    path = Path(sdist_directory, name)
    path.write_bytes(_repacked(path, int(os.environ.get("SOURCE_DATE_EPOCH", _EARLIEST))))
    return name


def _repacked(path: Path, seconds: int) -> bytes:
    """An archive's bytes with its entries in the order of their names, all of one time."""
    packed = io.BytesIO()
    with (
        tarfile.open(path) as archive,
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=seconds) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as out,
    ):
        for entry in sorted(archive.getmembers(), key=lambda member: member.name):
            entry.mtime, entry.pax_headers = seconds, {}
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
            out.addfile(entry, archive.extractfile(entry) if entry.isfile() else None)
    return packed.getvalue()
