"""The project's files: read whole, replaced whole, under one lock."""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from pathlib import Path, PurePosixPath, PureWindowsPath

from generator.values import dataclass

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "output/.lock"
_FOLDERS = ("packs", "questions")  # what makes a folder a project
_OURS = r"\.tmp-\d+-\d+"  # all that is swept where authors keep files
_SWEPT = {"output": r"\.tmp-.*", "packs/editions": r"\.tmp-.*", "packs": _OURS, "questions": _OURS}
# Swept where that is possible: they may be links to folders elsewhere.
_ALSO_SWEPT = ("pictures", "classes")
_BINARY = getattr(os, "O_BINARY", 0)
# Without O_NONBLOCK, opening a named pipe would wait for ever.
_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_MODE = 0o664  # the umask takes more away; no umask lets everyone write
_NO_LINKS = (errno.EPERM, errno.EINVAL, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_DENIED = (
    "permission is missing, or the file is open in another program; close it there, or ask whoever "
    "looks after the computer"
)
_REASONS = {
    "ENOSPC": "the disk is full; make room on it and give the command again",
    "EDQUOT": "your share of the disk is used up; make room in it and give the command again",
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EROFS": "the disk is read-only; move the project to one that can be written to",
    "EBUSY": "the file is in use by another program; close it there and give the command again",
    "ENOENT": "it or its folder does not exist; correct the name, or put it back where it was",
    "ENOTDIR": "a file is where a folder should be; move that file away",
    "EISDIR": "a folder is where a file should be; move that folder away",
    "ENXIO": "it is not an ordinary file; put one in its place",
    "EIO": "the disk reports an error; copy the project to another disk and work there",
    "ENAMETOOLONG": "its path is too long for this disk; move the project to a folder further up",
    "ELOOP": "its symbolic links lead in a circle; remove them",
    "ENOLCK": "this disk cannot lock files; move the project to another disk",
}
# Python gives these Windows errors an errno that means something else.
_WINDOWS = {19: "EROFS", 32: "EBUSY", 33: "EBUSY", 39: "ENOSPC", 206: "ENAMETOOLONG"}
# Windows also says that a path is missing where it is too long: of a folder, so many characters.
_WINDOWS_MISSING, _WINDOWS_LONGEST = (2, 3), 247


class DiskError(Exception):
    """The disk would not: one sentence for people, with the path relative to the project."""


class NotAProject(DiskError):
    """The folder is no project: a mistake in the call, not of the disk."""


class TooLarge(DiskError):
    """The file holds more than the caller is willing to read."""


class Operations:
    """Every touch of the disk, one member each, so that tests can let the nth of them fail."""

    real = staticmethod(os.path.realpath)
    stat = staticmethod(os.stat)
    open = staticmethod(os.open)
    read = staticmethod(os.read)
    write = staticmethod(os.write)
    close = staticmethod(os.close)
    mkdir = staticmethod(os.mkdir)
    link = staticmethod(os.link)
    rename = staticmethod(os.rename)
    replace = staticmethod(os.replace)
    unlink = staticmethod(os.unlink)
    rmdir = staticmethod(os.rmdir)

    @staticmethod
    def entries(folder: Path) -> list[os.DirEntry[str]]:
        """The entries of a folder by name; a missing folder has none."""
        with suppress(FileNotFoundError), os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
        return []

    @staticmethod
    def sync(descriptor: int) -> None:
        """Wait until the file is on the medium."""
        # macOS's fsync stops at the drive's cache; network drives know only fsync.
        if sys.platform == "darwin":
            with suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)

    @staticmethod
    def sync_folder(folder: Path) -> None:
        """Wait until new and removed names are on the medium, where the system can say so."""
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            Operations.sync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # what network drives say
                raise
        finally:
            os.close(descriptor)

    @staticmethod
    def lock(descriptor: int) -> bool:
        """Take a lock that ends with the process; False when another command holds it."""
        try:
            if sys.platform == "win32":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True


_DISK = Operations()


@dataclass(frozen=True)
class ProjectFiles:
    """A folder with `packs/` and `questions/`; whoever writes in it holds its `lock()`."""

    root: Path
    operations: Operations = field(default=_DISK, repr=False, compare=False)

    @classmethod
    def find(cls, folder: Path, operations: Operations = _DISK) -> ProjectFiles:
        """The project that `folder` is, or else the nearest one that it lies in.

        Raises NotAProject.
        """
        project = cls._nearest(folder, operations)
        if project is None:
            root = _shown(operations.real(folder))
            raise NotAProject(
                f"{root} is not a project (it has no packs/ and questions/ folders), and lies in "
                "none; go to your project folder, or give it with -C DIR, or make one with "
                "'packs init'"
            )
        return project

    @classmethod
    def find_or_start(cls, folder: Path, operations: Operations = _DISK) -> ProjectFiles:
        """The project of `folder`, or `folder` as a project whose folders `start` makes.

        Raises NotAProject where it is no folder.
        """
        project = cls._nearest(folder, operations)
        if project is not None:
            return project
        with _in_words("look into", str(folder)):
            root = Path(operations.real(folder))
            project = cls(root, operations)
            if not project._is_folder(root):
                raise NotAProject(
                    f"{_shown(str(root))} is not a folder; make it first, or give another with "
                    "-C DIR"
                )
        return project

    @classmethod
    def start_in(cls, folder: Path, operations: Operations = _DISK) -> ProjectFiles:
        """A folder as a project, also where it is missing; its own folders are made by `start`.

        Raises NotAProject where it lies in a project or a file has its name or that of a folder
        above it, DiskError where it cannot be made.
        """
        with _in_words("look into", str(folder)):
            project = cls(Path(operations.real(folder)), operations)
            # Of the folder and those above it, the first that is there.
            there = (
                path for path in (project.root, *project.root.parents) if project._status(path)
            )
            if (nearest := next(there, None)) and not project._is_folder(nearest):
                raise NotAProject(
                    f"{_shown(str(nearest))} is a file, so no project can be made there; "
                    "choose another folder"
                )
        outer = cls._nearest(project.root.parent, operations)
        if outer is not None:
            raise NotAProject(
                f"{_shown(str(project.root))} lies in the project {_shown(str(outer.root))}; "
                "choose a folder outside of it"
            )
        with _in_words("write", str(folder)):
            project._make_folder(project.root)
        return project

    @classmethod
    def _nearest(cls, folder: Path, operations: Operations) -> ProjectFiles | None:
        with _in_words("look into", str(folder)):
            root = Path(operations.real(folder))
            project = cls(root, operations)
            if project._has_its_folders():
                return project
            if not project._is_folder(root):
                return None
        for parent in root.parents:
            # A folder above that may not be looked into is nobody's project here.
            with suppress(OSError):
                project = cls(parent, operations)
                if project._has_its_folders():
                    return project
        return None

    def _has_its_folders(self) -> bool:
        return all(self._is_folder(self.root / name) for name in _FOLDERS)

    def _is_folder(self, path: Path) -> bool:
        status = self._status(path)
        return status is not None and stat.S_ISDIR(status.st_mode)

    def start(self) -> tuple[str, ...]:
        """Make the folders that every project has; gives those that were missing."""
        missing = []
        for name in _FOLDERS:
            with _in_words("write", name):
                path = self._inside(name)
                if not self._is_folder(path):
                    self._make_folder(path)
                    missing.append(name)
        return tuple(missing)

    def read(self, relative: str, limit: int | None = None) -> bytes:
        """The file's bytes.  Raises TooLarge for more than `limit` bytes, without reading all."""
        with _in_words("read", relative):
            path = self._inside(relative)
            self._file(path)
            return self._content(path, relative, limit)

    def exists(self, relative: str) -> bool:
        """Whether a file or folder is there."""
        with _in_words("look for", relative):
            return self._status(self._inside(relative)) is not None

    def names(self, folder: str, suffixes: tuple[str, ...] = (".yaml", ".yml")) -> tuple[str, ...]:
        """The files directly in `folder` with these endings, in capitals too."""
        found = []
        with _in_words("list", folder):
            for entry in self.operations.entries(self._inside(folder)):
                if (
                    entry.name.lower().endswith(suffixes)
                    and not entry.name.startswith((".", "~"))
                    and not entry.name.endswith("~")
                    and not entry.is_dir(follow_symlinks=False)
                ):
                    found.append(str(PurePosixPath(folder, entry.name)))
                    if entry.is_symlink():
                        self._inside(found[-1])
        return tuple(sorted(found))

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the folders directly in `folder`, links apart; none where there is no folder."""
        with _in_words("list", folder):
            entries = self.operations.entries(self._inside(folder))
            return tuple(
                str(PurePosixPath(folder, entry.name))
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
            )

    def write(self, relative: str, data: bytes) -> bool:
        """Make the file hold `data`, whole at every moment; False when it did already."""
        with _in_words("write", relative):
            path = self._inside(relative)
            before = self._file(path)
            if before and before.st_size == len(data) and self._content(path, relative) == data:
                return False
            with self._temporary(path, data, _mode(before)) as temporary:
                self.operations.replace(temporary, path)
            self.operations.sync_folder(path.parent)
            return True

    def write_new(self, relative: str, data: bytes) -> bool:
        """Create the file; False when it holds `data` already, JSON with any line ends.  Raises
        DiskError otherwise.
        """
        with _in_words("write", relative):
            path = self._inside(relative)
            created = False
            if not self._file(path):
                with self._temporary(path, data, _MODE) as temporary:
                    created = self._named_once(temporary, path)
            if not created and not _is_same(relative, self._content(path, relative), data):
                raise DiskError(
                    f"{_shown(relative)} was not written: a file with other content already has "
                    "this name, and records are never overwritten; run 'packs verify' to see "
                    "what is wrong with it"
                )
            # Also when it was there: the command that made it may have died before this.
            self.operations.sync_folder(path.parent)
            return created

    def move(self, relative: str, new: str) -> None:
        """Give a file another name, which must be free."""
        with _in_words("rename", relative):
            path, new_path = self._inside(relative, follow=False), self._inside(new)
            if self._status(new_path):
                raise DiskError(
                    f"cannot rename {_shown(relative)}: {_shown(new)} is there already; move one "
                    "of them away"
                )
            self.operations.rename(path, new_path)
            self.operations.sync_folder(new_path.parent)

    def remove(self, relative: str, prune: bool = False) -> None:
        """Remove a file, if it is there; with `prune` also empty folders below `output/`."""
        with _in_words("remove", relative):
            # A link is removed itself, wherever it leads.
            path = self._inside(relative, follow=False)
            folder = path.parent
            with suppress(FileNotFoundError, NotADirectoryError):
                self.operations.unlink(path)
                self.operations.sync_folder(folder)
        if prune:
            self._prune(folder)

    def _prune(self, folder: Path) -> None:
        """Remove a folder and those that it lies in, below `output/`, as far as they are empty."""
        with suppress(OSError, DiskError):
            output = self._inside("output")
            while output in folder.parents:
                self.operations.rmdir(folder)
                folder = folder.parent

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """Where files wait until all are made; those that come to no place are gone afterwards."""
        staging = Staging(self)
        try:
            yield staging
        finally:
            staging.clear()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the project's one lock, or raise DiskError; what dead commands left is swept."""
        with _in_words("write", LOCK):
            path = self._inside(LOCK)
            self._make_folder(path.parent)
            descriptor = self.operations.open(path, os.O_RDWR | os.O_CREAT | _BINARY, _MODE)
        try:
            with _in_words("lock", LOCK):
                if not self.operations.lock(descriptor):
                    raise DiskError(
                        "another packs command is writing in this project; wait until it finishes"
                    )
            for folder, pattern in _SWEPT.items():
                with _in_words("look into", folder):
                    self._sweep(self._inside(folder), pattern)
            self.sweep()
            for folder in _ALSO_SWEPT:
                with suppress(DiskError, OSError):
                    self._sweep(self._inside(folder), _OURS)
            yield
        finally:
            with _in_words("write", LOCK):
                self.operations.close(descriptor)

    def sweep(self) -> None:
        """Remove what dead commands left directly in this folder, as far as that is possible: where
        it is one of the user's and not a project's, it has no lock.
        """
        with suppress(OSError):
            self._sweep(Path(self.operations.real(self.root)), _OURS, deep=False)

    def _inside(self, relative: str, follow: bool = True) -> Path:
        """The real path, which is in the project; without `follow` the name may be any link."""
        pure, windows = PurePosixPath(relative), PureWindowsPath(relative)
        if pure.anchor or windows.anchor or ".." in windows.parts or not (follow or pure.name):
            raise DiskError(
                f"{_shown(relative)!r} is not a path within the project; write one that starts "
                "from its folder, without '..'"
            )
        root = Path(self.operations.real(self.root))
        real = Path(self.operations.real(root / (pure if follow else pure.parent)))
        if not real.is_relative_to(root):
            ways = (*reversed(pure.parents), pure)
            leading_out = (
                path
                for path in ways
                if not Path(self.operations.real(root / path)).is_relative_to(root)
            )
            link = next(leading_out, pure)  # it may have gone by now
            raise DiskError(
                f"{_shown(str(link))} leads out of the project by a symbolic link; remove the link"
            )
        return real if follow else real / pure.name

    def _status(self, path: Path) -> os.stat_result | None:
        with suppress(FileNotFoundError, NotADirectoryError):
            return self.operations.stat(path)
        return None

    def _file(self, path: Path) -> os.stat_result | None:
        """What is known of an ordinary file, None where nothing is; anything else is refused."""
        status = self._status(path)
        if status and not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENXIO, "")
        return status

    def _content(self, path: Path, relative: str, limit: int | None = None) -> bytes:
        data = bytearray()
        descriptor = self.operations.open(path, _READ)
        try:
            while chunk := self.operations.read(descriptor, 1 << 20):
                data += chunk
                if limit is not None and len(data) > limit:
                    raise TooLarge(
                        f"cannot read {_shown(relative)}: it has more than {limit:,} bytes"
                    )
        finally:
            self.operations.close(descriptor)
        return bytes(data)

    @contextmanager
    def _temporary(self, path: Path, data: bytes, mode: int) -> Iterator[Path]:
        """A new file beside `path` that durably holds `data`; it is gone when anything fails."""
        temporary = self._spooled(path, data, mode)
        try:
            yield temporary
        except BaseException:
            with suppress(OSError):
                self.operations.unlink(temporary)
            raise

    def _spooled(self, path: Path, data: bytes, mode: int, first: int = 0) -> Path:
        """A new file beside `path` that durably holds `data`; `first`: the first number that its
        name may have.
        """
        self._make_folder(path.parent)
        for number in itertools.count(first):
            temporary = path.with_name(f".tmp-{os.getpid()}-{number}")
            with suppress(FileExistsError):
                descriptor = self.operations.open(temporary, _CREATE, mode)
                break
        try:
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[self.operations.write(descriptor, rest) :]
                self.operations.sync(descriptor)
            finally:
                self.operations.close(descriptor)
        except BaseException:
            with suppress(OSError):
                self.operations.unlink(temporary)
            raise
        return temporary

    def _named_once(self, temporary: Path, path: Path) -> bool:
        """Give a temporary file its name, or remove it and return False when the name is taken."""
        try:
            self.operations.link(temporary, path)
            created = True
        except FileExistsError:
            created = False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # Without hard links, the project's lock keeps others from coming between these two.
            created = self._status(path) is None
            if created:
                self.operations.rename(temporary, path)
                return True
        self.operations.unlink(temporary)
        return created

    def _make_folder(self, folder: Path) -> None:
        if not self._status(folder):
            self._make_folder(folder.parent)
            with suppress(FileExistsError):
                self.operations.mkdir(folder, 0o775)
            self.operations.sync_folder(folder.parent)

    def _sweep(self, folder: Path, pattern: str, deep: bool = True) -> None:
        for entry in self.operations.entries(folder):
            if entry.is_dir(follow_symlinks=False):
                if deep:
                    self._sweep(Path(entry.path), pattern)
            elif re.fullmatch(pattern, entry.name):
                # One that cannot go now harms nothing and goes another time.
                with suppress(OSError):
                    self.operations.unlink(entry.path)


class Staging:
    """Files that are whole on the disk, each beside its place, so that nobody need hold them."""

    def __init__(self, project: ProjectFiles) -> None:
        self._project = project
        self._waiting: dict[str, tuple[Path, Path]] = {}  # where each is, and its place
        self._folders: dict[Path, str] = {}  # with a file that was placed in each

    def add(self, relative: str, data: bytes) -> None:
        """Let a file wait for its place.  Raises DiskError."""
        project = self._project
        with _in_words("write", relative):
            path, number = project._inside(relative), len(self._waiting)
            mode = _mode(project._file(path))
            self._waiting[relative] = project._spooled(path, data, mode, number), path

    def place(self, relative: str) -> None:
        """Put a file in its place, where another may be; `sync` makes that outlive a power cut."""
        project, operations = self._project, self._project.operations
        with _in_words("write", relative):
            temporary, path = self._waiting[relative]
            before = project._file(path)
            if (
                before
                and before.st_size == operations.stat(temporary).st_size
                and project._content(path, relative) == project._content(temporary, relative)
            ):
                operations.unlink(temporary)
            else:
                operations.replace(temporary, path)
                self._folders[path.parent] = relative
            del self._waiting[relative]

    def sync(self) -> None:
        """Wait until all that was placed is on the medium, each folder once."""
        for folder, relative in self._folders.items():
            with _in_words("write", relative):
                self._project.operations.sync_folder(folder)
        self._folders.clear()

    def clear(self) -> None:
        """Remove what waits, and the folders that were made for it."""
        for temporary, _ in self._waiting.values():
            with suppress(OSError):
                self._project.operations.unlink(temporary)
            self._project._prune(temporary.parent)
        self._waiting.clear()


def _is_same(relative: str, old: bytes, new: bytes) -> bool:
    """Whether two files are one and the same record."""
    # git on Windows gives texts Windows' line ends, which mean nothing in JSON.
    return old == new or (relative.endswith(".json") and old.replace(b"\r\n", b"\n") == new)


def _mode(before: os.stat_result | None) -> int:
    """The mode of a file that takes another's place: what its owner has closed to others stays
    closed.
    """
    return stat.S_IMODE(before.st_mode) & _MODE | 0o600 if before else _MODE


@contextmanager
def _in_words(verb: str, relative: str) -> Iterator[None]:
    """Turn what the system says into a DiskError."""
    try:
        yield
    except ValueError as error:
        raise DiskError(
            f"cannot {verb} {_shown(relative)}: no file can have that name; give another"
        ) from error
    except OSError as error:
        # Only Windows gives errors this number.
        number = getattr(error, "winerror", None) or 0
        windows = _WINDOWS.get(number)
        if number in _WINDOWS_MISSING and len(str(error.filename or "")) > _WINDOWS_LONGEST:
            windows = "ENAMETOOLONG"
        name = windows or errno.errorcode.get(error.errno or 0, "")
        reason = _REASONS.get(name) or (
            f"the system says {error.strerror!r}; give the command again, or copy the project to "
            "another disk and work there"
        )
        raise DiskError(f"cannot {verb} {_shown(relative)}: {reason}") from error


def _shown(path: str) -> str:
    """Return a path that is safe on a terminal and stays on its line."""
    return "".join(c if c.isprintable() else "?" for c in path)
