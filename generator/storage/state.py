"""One hash of everything that a command depends on: program, libraries, and a project's files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import generator
from generator.storage.files import ProjectFiles

# All that a build reads and writes; its own lock and what is left of killed commands are hidden.
_FOLDERS = ("packs", "questions", "pictures", "output")


class Unhashable(Exception):
    """The project holds a link to a folder, or what is no file or cannot be read: nothing is
    kept.
    """


def state_of(project: ProjectFiles, request: Sequence[object]) -> str:
    """A hash of everything that a build depends on: the program and its libraries, what is asked
    for, and every file that it reads or has written.

    Raises Unhashable.
    """
    digest = sha256(repr((tuple(request), sys.version)).encode())
    for part in _program():
        digest.update(part)
    for folder in _FOLDERS:
        for path in _files(project.root / folder):
            try:
                data = path.read_bytes()
            except OSError as error:
                raise Unhashable from error
            name = path.relative_to(project.root).as_posix()
            digest.update(b"%b %d\n" % (os.fsencode(name), len(data)))
            digest.update(data)
    return digest.hexdigest()


def _program() -> Iterator[bytes]:
    """What tells one state of the program from another: sizes and times of its files, and names and
    versions of what is installed.
    """
    for path in _files(Path(generator.__file__).parent):
        if path.suffix != ".pyc":
            status = path.stat()
            yield b"%b %d %d\n" % (os.fsencode(path), status.st_size, status.st_mtime_ns)
    for folder in sys.path:
        try:
            installed = sorted(entry.name for entry in Path(folder or ".").glob("*.*-info"))
        except OSError:
            continue
        yield from map(os.fsencode, installed)


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder but hidden ones, in one order.  Raises Unhashable."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Unhashable from error
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif _is_file(entry):
            yield Path(entry.path)
        else:
            raise Unhashable


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether there is an ordinary file, also behind a link: reading a pipe would wait for ever."""
    try:
        return entry.is_file()
    except OSError:  # links that lead in a circle
        return False
