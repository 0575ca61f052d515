"""Zip files without paths that lead out of them, bombs or files within files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.exchange.exchanged import LARGEST, ExchangeError

_MOST_FILES = 50_000
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same bytes
_START = b"PK\x03\x04"


def is_zip(data: bytes) -> bool:
    """Whether bytes begin as a zip file does."""
    return data.startswith(_START)


def read_zip(data: bytes) -> dict[str, bytes]:
    """The files that a zip file holds, by path.  Raises ExchangeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_FILES:
                raise ExchangeError(f"the zip file holds more than {_MOST_FILES} files")
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise ExchangeError("what the zip file holds is larger than 100 MB")
            return {entry.filename: _content(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ExchangeError(f"the zip file cannot be read: {error}") from None


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The files that a zip file holds, by path; any other file itself under a name.

    Raises ExchangeError.
    """
    return read_zip(data) if is_zip(data) else {name: data}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise ExchangeError(f"the zip file has a path that leads out of it: {entry.filename}")
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise ExchangeError(f"the zip file lies about the size of {entry.filename}")
    return data


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip file of files by path; the same files make the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, _FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()
