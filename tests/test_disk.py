"""The disk keeps what it holds: whatever fails, each file is the whole old one or the whole new
one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.storage.files import LOCK, DiskError, NotAProject, Operations, ProjectFiles, TooLarge

OLD, NEW, OTHER = b"old " * 1000, b"new! " * 1000, b"other"
SEAM = {name for name in vars(Operations) if not name.startswith("_")}
POSIX = os.name == "posix"


class Killed(BaseException):
    """The process is dead from here on."""


class Faulty(Operations):
    """A disk that counts what it does, and at operation `at` fails with an errno, or ends the
    process.
    """

    links = True

    def __init__(self, at: int = 0, fault: str = "", lasting: bool = False) -> None:
        self.at, self.fault, self.lasting = at, fault, lasting
        self.trace: list[tuple[str, str]] = []
        self.dead = False
        self.volatile: set[int] = set()
        self.in_use: set[int] = set()

    def __getattribute__(self, name: str) -> object:
        member = super().__getattribute__(name)
        return partial(self._perform, name, member) if name in SEAM else member

    def _perform(self, name: str, member: Callable, *arguments: object) -> object:
        if self.dead:
            if name == "close":  # the system closes what a dead process had open
                return os.close(*arguments)
            raise Killed
        self.trace.append((name, str(arguments[0])))
        if len(self.trace) == self.at or (self.lasting and len(self.trace) > self.at > 0):
            self._fail(name, member, *arguments)
        self.in_use -= set(arguments[:1]) if name == "close" else set()
        if name == "link" and not self.links:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        # What is synced is kept account of here; really waiting for the medium would show nothing
        # and take a minute.
        result = None if name.startswith("sync") else member(*arguments)
        if name == "open":
            self.in_use.add(result)
        elif name == "write":
            self.volatile.add(os.fstat(arguments[0]).st_ino)
        elif name == "sync":
            self.volatile.discard(os.fstat(arguments[0]).st_ino)
        return result

    def _fail(self, name: str, member: Callable, *arguments: object) -> None:
        kind, _, code = self.fault.partition(" ")
        if kind == "torn" and name == "write":
            member(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        if name == "close":
            self.in_use -= set(arguments)
            os.close(*arguments)
        if not code:
            self.dead = True
            raise Killed
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)))

    def after_power_cut(self, root: Path) -> None:
        """Lose what was written and never synced."""
        for path in [
            path
            for path in root.rglob("*")
            if path.is_file() and path.stat().st_ino in self.volatile
        ]:
            os.truncate(path, path.stat().st_size // 2)


class Linkless(Faulty):
    """The same on a disk without hard links."""

    links = False


class Truncating(ProjectFiles):
    """The usual way to write a file, which the fault loop has to catch."""

    def write(self, relative: str, data: bytes) -> bool:
        """Empty the file, then fill it."""
        path = self.root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = -1
        try:
            descriptor = self.operations.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            self.operations.write(descriptor, data)
            self.operations.sync(descriptor)
        except OSError as error:
            raise DiskError("cannot write") from error
        finally:
            if descriptor >= 0:
                os.close(descriptor)
        return True


class Unsynced(ProjectFiles):
    """Replaces files, but by data that may still be only in memory: the fault loop has to catch it
    too.
    """

    def write(self, relative: str, data: bytes) -> bool:
        """Write beside the file and rename, without a sync."""
        path = self.root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(".tmp-1-1")
        descriptor = self.operations.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self.operations.write(descriptor, data)
        self.operations.close(descriptor)
        self.operations.replace(temporary, path)
        return True


# What a command does, in order, and what each file may hold before and after; None: it is not
# there.
STEPS: dict[str, tuple[bytes | None, bytes | None]] = {
    "packs/editions/p/record.json": (None, NEW),
    "output/p/teacher/key.pdf": (None, NEW),
    "packs/p.yaml": (OLD, NEW),
    "output/p/students/paper.pdf": (OLD, NEW),
    "output/p/students/stale.pdf": (OLD, None),
    "output/p/manifest.json": (OLD, NEW),
}
LEFT_OVER = ("output/p/.tmp-999-0", "packs/editions/.tmp-998-3", "questions/.tmp-997-1")


def command(project: ProjectFiles) -> None:
    """Write as a build does: papers wait, the record is first, the manifest last."""
    with project.lock(), project.staging() as staging:
        staging.add("output/p/students/paper.pdf", NEW)
        project.write_new("packs/editions/p/record.json", NEW)
        project.write("output/p/teacher/key.pdf", NEW)
        project.write("packs/p.yaml", NEW)
        staging.place("output/p/students/paper.pdf")
        staging.sync()
        project.remove("output/p/students/stale.pdf", prune=True)
        project.write("output/p/manifest.json", NEW)


def a_project(
    folder: Path, operations: Operations | None = None, kind: type[ProjectFiles] = ProjectFiles
) -> ProjectFiles:
    """Make a project as an earlier command, and one that died, have left it."""
    for name in ("packs", "questions"):
        (folder / name).mkdir(parents=True)
    for name, (before, _) in STEPS.items():
        if before is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(before)
    for name in LEFT_OVER:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"half")
    return kind(folder, operations or Operations())


def temporaries(folder: Path) -> set[str]:
    """Return every temporary file there is."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob(".tmp-*")}


def wrongs(project: ProjectFiles, ended: BaseException | None) -> list[str]:
    """Return how the folder breaks the promise after a command ended so."""
    root, disk, found = project.root, project.operations, []
    holds = {name: (root / name).read_bytes() if (root / name).exists() else None for name in STEPS}
    done = [holds[name] == after for name, (_, after) in STEPS.items()]
    found += [f"{name} is neither" for name, states in STEPS.items() if holds[name] not in states]
    if done != sorted(done, reverse=True):
        found.append("a later file is new, an earlier one old")
    if ended is None and not all(done):
        found.append("it says done and is not")
    if isinstance(ended, DiskError) and not disk.lasting and temporaries(root) - set(LEFT_OVER):
        found.append("a temporary file is left")
    if disk.in_use and not disk.dead:
        found.append("a file is left open")
    if isinstance(ended, DiskError) and not one_sentence(str(ended)):
        found.append(f"not for people: {ended}")
    return found


def one_sentence(message: str) -> bool:
    """Say whether people can read it: one line, no period, no jargon."""
    jargon = re.search(r"errno|\[|[A-Z]{5,}|Error|0x|/tmp|None|\n|\. ", message)
    return not jargon and not message.endswith(".") and len(message) < 200


def fault_loop(
    folder: Path,
    fault: str,
    lasting: bool = False,
    kind: type[ProjectFiles] = ProjectFiles,
    disk: type[Faulty] = Faulty,
) -> tuple[list[str], int]:
    """Let operation 1, 2, 3 … fail until a command gets by without; return what went wrong, and the
    last number.
    """
    found: list[str] = []
    for number in range(1, 1000):
        operations = disk(number, fault, lasting)
        project = a_project(folder / str(number), operations, kind)
        ended = None
        try:
            command(project)
        except (Killed, DiskError) as error:
            ended = error
        if fault == "power":
            operations.after_power_cut(project.root)
        found += [
            f"{fault} at {number} {operations.trace[-1]}: {wrong}"
            for wrong in wrongs(project, ended)
        ]
        again = ProjectFiles(project.root, disk())
        if not found:
            command(again)
            found += [f"{fault} at {number}, then again: {wrong}" for wrong in wrongs(again, None)]
            found += [
                f"{fault} at {number}: not swept: {name}" for name in temporaries(project.root)
            ]
        if len(operations.trace) < number:
            return found, number
    raise AssertionError("the loop has no end")


DEATHS = [(fault, False) for fault in ("kill", "torn", "power")]
ERRORS = [
    (f"{kind} {code}", lasting)
    for kind in ("fail", "torn")
    for code in ("ENOSPC", "EIO", "EACCES")
    for lasting in (False, True)
]


@pytest.mark.parametrize(
    ("disk", "fault", "lasting"),
    [
        *((Faulty, *fault) for fault in DEATHS + ERRORS),
        *(
            (Linkless, *fault)
            for fault in DEATHS + ERRORS
            if fault in DEATHS or "ENOSPC" in fault[0]
        ),
    ],
)
def test_a_fault_at_any_operation_leaves_whole_files(
    tmp_path: Path, fault: str, lasting: bool, disk: type[Faulty]
) -> None:
    """Wherever it fails, dies or tears, files are whole, in order, without litter; the next command
    completes.
    """
    found, operations = fault_loop(tmp_path, fault, lasting, disk=disk)
    assert not found
    assert operations > 60, "the loop looked at next to nothing"


@pytest.mark.parametrize("fault", ["kill", "torn", "fail ENOSPC", "torn ENOSPC"])
def test_the_fault_loop_catches_a_truncating_writer(tmp_path: Path, fault: str) -> None:
    """The loop is not blind: it sees the usual way to write a file destroy it."""
    found, _ = fault_loop(tmp_path, fault, kind=Truncating)
    assert any("is neither" in wrong for wrong in found)


def test_the_fault_loop_catches_a_writer_without_sync(tmp_path: Path) -> None:
    """The loop is not blind: it sees a rename of data that a power cut loses."""
    found, _ = fault_loop(tmp_path, "power", kind=Unsynced)
    assert any("is neither" in wrong for wrong in found)


def test_every_touch_of_the_disk_goes_through_the_seam() -> None:
    """No operation escapes the fault loop: outside Operations, the module calls nothing that
    touches the disk.
    """
    text = Path(sys.modules["generator.storage.files"].__file__).read_text(encoding="utf-8")
    inside, outside = text.split("class Operations:")[1].split("_DISK = ")
    calls = re.compile(
        r"\bos\.(?!O_|getpid|stat_result|DirEntry)\w+|(?<!operations\.)\bopen\(|\.resolve\("
    )
    assert calls.search(inside)
    assert not calls.findall(outside)


def test_data_is_on_the_medium_before_it_has_its_name(tmp_path: Path) -> None:
    """A power cut finds the old file or the new one: sync, rename, sync of the folder, in this
    order.
    """
    operations = Faulty()
    project = a_project(tmp_path / "p", operations)
    project.write("packs/p.yaml", NEW)
    names = [name for name, _ in operations.trace]
    assert names[names.index("write") :] == ["write", "sync", "close", "replace", "sync_folder"]
    operations.trace.clear()
    project.write_new("packs/record", NEW)
    names = [name for name, _ in operations.trace]
    assert names[names.index("write") :] == [
        "write",
        "sync",
        "close",
        "link",
        "unlink",
        "sync_folder",
    ]
    operations.trace.clear()
    project.write("output/new/er/a.pdf", NEW)
    made = [
        (name, path.removeprefix(f"{project.root.resolve()}{os.sep}"))
        for name, path in operations.trace
    ]
    for folder, parent in (("output/new", "output"), ("output/new/er", "output/new")):
        after = made[made.index(("mkdir", str(Path(folder)))) + 1]
        assert after == ("sync_folder", str(Path(parent))), (
            "a folder's own name is on the medium too"
        )


def test_a_disk_that_takes_little_at_a_time_gets_everything(tmp_path: Path) -> None:
    """A short write is continued, not taken for the whole."""

    class Sip(Operations):
        write = staticmethod(lambda descriptor, data: os.write(descriptor, data[:7]))
        read = staticmethod(lambda descriptor, size: os.read(descriptor, min(size, 5)))

    project = a_project(tmp_path / "p", Sip())
    project.write("packs/p.yaml", NEW)
    assert project.read("packs/p.yaml") == NEW


def test_put_says_whether_it_wrote_and_leaves_equal_files_alone(tmp_path: Path) -> None:
    """A file that holds the bytes already keeps its time and its place on the disk."""
    project = a_project(tmp_path / "p")
    path = project.root / "packs/p.yaml"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    before = [getattr(path.stat(), name) for name in ("st_mtime_ns", "st_ctime_ns", "st_ino")]
    assert project.write("packs/p.yaml", OLD) is False
    assert [
        getattr(path.stat(), name) for name in ("st_mtime_ns", "st_ctime_ns", "st_ino")
    ] == before
    assert project.write("packs/p.yaml", NEW) is True
    assert path.stat().st_mtime_ns != before[0]
    assert project.write("packs/p.yaml", b"") is True
    assert project.read("packs/p.yaml") == b""
    assert project.write("packs/p.yaml", b"") is False


@pytest.mark.parametrize("disk", [Faulty, Linkless])
def test_put_once_never_overwrites(tmp_path: Path, disk: type[Faulty]) -> None:
    """A record stays what it was: the same again is fine, anything else is refused."""
    project = a_project(tmp_path / "p", disk())
    assert project.write_new("packs/editions/p/r.json", NEW) is True
    assert project.write_new("packs/editions/p/r.json", NEW) is False
    with pytest.raises(DiskError, match="never overwritten"):
        project.write_new("packs/editions/p/r.json", OTHER)
    assert project.read("packs/editions/p/r.json") == NEW
    assert temporaries(project.root) == set(LEFT_OVER)


def test_a_record_stays_whatever_git_did_to_its_line_ends(tmp_path: Path) -> None:
    """JSON that came back from git with Windows' line ends is the same record, and is left as it
    is; a picture with other bytes is not, nor JSON with other words.
    """
    project = a_project(tmp_path / "p")
    for name in ("r.json", "r.png"):
        project.write("packs/editions/p/" + name, b"{\r\n}\r\n")
    assert project.write_new("packs/editions/p/r.json", b"{\n}\n") is False
    assert project.read("packs/editions/p/r.json") == b"{\r\n}\r\n"
    for name, data in (("r.png", b"{\n}\n"), ("r.json", b"{\n\n}\n"), ("r.json", b"[\n]\n")):
        with pytest.raises(DiskError, match="never overwritten"):
            project.write_new("packs/editions/p/" + name, data)


def test_of_many_who_create_a_record_at_once_one_does(tmp_path: Path) -> None:
    """The winner's record stands whole; everyone else is told."""
    for attempt in range(20):
        project = a_project(tmp_path / str(attempt))
        contents = [bytes([65 + n]) * 50_000 for n in range(8)]
        start, created, refused = Barrier(8), [], []

        def create(
            content: bytes, project=project, start=start, created=created, refused=refused
        ) -> None:
            start.wait()
            try:
                created.append((project.write_new("packs/editions/r.json", content), content))
            except DiskError:
                refused.append(content)

        threads = [Thread(target=create, args=(content,)) for content in contents]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert created == [(True, project.read("packs/editions/r.json"))]
        assert len(refused) == 7
        assert temporaries(project.root) == set(LEFT_OVER)


@pytest.mark.parametrize("disk", [Faulty, Linkless])
def test_a_record_made_in_the_last_moment_is_not_overwritten(
    tmp_path: Path, disk: type[Faulty]
) -> None:
    """Also between looking and naming, nobody's record is lost."""

    class Late(disk):
        late = True

        def _perform(self, name: str, member: Callable, *arguments: object) -> object:
            if name == "link" and self.late:
                self.late = False
                Path(arguments[1]).write_bytes(OTHER)
            return super()._perform(name, member, *arguments)

    project = a_project(tmp_path / "p", Late())
    with pytest.raises(DiskError, match="never overwritten"):
        project.write_new("packs/r.json", NEW)
    assert project.read("packs/r.json") == OTHER
    assert temporaries(project.root) == set(LEFT_OVER)


@pytest.mark.skipif(not POSIX, reason="Windows has no such modes")
def test_modes(tmp_path: Path) -> None:
    """No file or folder is writable by everyone, and a file its owner has closed to others stays
    closed.
    """
    project = a_project(tmp_path / "p")
    before = os.umask(0)
    try:
        with project.lock():
            project.write("output/deep/er/a.pdf", NEW)
            project.write_new("packs/editions/q/r.json", NEW)
    finally:
        os.umask(before)
    for name in (
        "output/deep",
        "output/deep/er",
        "output/deep/er/a.pdf",
        "packs/editions/q/r.json",
        LOCK,
    ):
        assert not (project.root / name).stat().st_mode & 0o002, name
    (project.root / "packs/p.yaml").chmod(0o600)
    project.write("packs/p.yaml", NEW)
    assert (project.root / "packs/p.yaml").stat().st_mode & 0o777 == 0o600


HOLDER = """
import sys, time
from pathlib import Path
from generator.storage.files import ProjectFiles
with ProjectFiles(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_staged_files_are_whole_in_their_place_or_gone_with_their_folders(tmp_path: Path) -> None:
    """What waits is hidden beside its place; what is placed is whole, keeps the mode that its owner
    gave it, and is left alone where it is equal; what is not placed leaves nothing, not a folder.
    """
    project = a_project(tmp_path)
    kept, closed = "output/one/students/a.pdf", "output/one/students/b.pdf"
    project.write(kept, NEW)
    project.write(closed, OLD)
    (tmp_path / closed).chmod(0o600)
    equal = (tmp_path / kept).stat().st_ino
    with project.staging() as staging:
        for relative in (kept, closed, "output/two/students/c.pdf"):
            staging.add(relative, NEW)
        assert (tmp_path / closed).read_bytes() == OLD
        assert len(temporaries(tmp_path)) == len(LEFT_OVER) + 3
        staging.place(kept)
        staging.place(closed)
        staging.sync()
    assert (tmp_path / closed).read_bytes() == NEW
    if POSIX:
        assert (tmp_path / closed).stat().st_mode & 0o777 == 0o600
        assert (tmp_path / kept).stat().st_ino == equal
    assert temporaries(tmp_path) == set(LEFT_OVER)
    assert not (tmp_path / "output" / "two").exists()


def test_what_a_killed_build_staged_is_swept(tmp_path: Path) -> None:
    """The next command that writes removes it, and takes it for no file of anybody."""
    disk = Faulty()
    project = a_project(tmp_path, disk)
    with suppress(Killed), project.staging() as staging:
        staging.add("output/one/students/a.pdf", NEW)
        disk.dead = True
    (left,) = temporaries(tmp_path) - set(LEFT_OVER)
    project = ProjectFiles(tmp_path.resolve())
    assert project.names("output/one/students", ("",)) == ()
    with project.lock():
        assert left not in temporaries(tmp_path)


def test_a_second_command_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    """The lock keeps a second process out at once, and ends with its holder, even one that is
    killed.
    """
    project = a_project(tmp_path / "p")
    home = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project.root)],
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        try:
            assert holder.stdout.readline() == "held\n"
            (project.root / "output/.tmp-5-5").write_bytes(b"the holder is writing this")
            with (
                pytest.raises(DiskError, match="another packs command is writing in this project"),
                project.lock(),
            ):
                pytest.fail("two hold the lock")
            assert temporaries(project.root) == {"output/.tmp-5-5"}, (
                "swept under the holder's hands"
            )
        finally:
            holder.kill()
            holder.wait()
    with project.lock():
        assert not temporaries(project.root)


def test_what_keeps_the_lock_from_sweeping_is_named(tmp_path: Path) -> None:
    """A file where the records' folder should be is not laid to the lock file."""
    project = a_project(tmp_path / "p")
    shutil.rmtree(project.root / "packs/editions")
    (project.root / "packs/editions").write_bytes(b"")
    refused = pytest.raises(DiskError, match="cannot look into packs/editions: a file is where")
    with refused, project.lock():
        pass


def test_the_lock_is_free_after_use_and_after_an_error(tmp_path: Path) -> None:
    """The lock ends with its block, however that ends, and leaves the block's own errors as they
    are.
    """
    project = a_project(tmp_path / "p")
    with pytest.raises(FileNotFoundError), project.lock():
        raise FileNotFoundError("not the disk module's")
    with project.lock():
        with pytest.raises(DiskError, match="another packs command"), project.lock():
            pytest.fail("held twice")
        project.write("output/a", NEW)
    with project.lock():
        pass


def test_the_sweep_takes_nothing_of_the_authors(tmp_path: Path) -> None:
    """Only what a dead command was writing goes; what authors keep stays, whatever its name, and
    behind links too.
    """
    project = a_project(tmp_path / "p")
    also_left_over = [".tmp-1-1", "pictures/a/.tmp-1-1", "classes/.tmp-22-3"]
    kept = [
        "mine/.tmp-1-1",
        ".tmp-notes",
        "pictures/.tmp-leaf.png",
        "packs/.tmp-notes.yaml",
        "questions/evidence/.tmp-old",
        "packs/tmp-1-1",
        "output/p/tmp-1-1",
        "output/p/.tm",
    ]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".tmp-1-1").write_bytes(OTHER)
    for name in (*kept, *also_left_over):
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_bytes(OTHER)
    link(project.root / "output/elsewhere", elsewhere)
    with project.lock():
        pass
    assert all((project.root / name).exists() for name in kept)
    assert (elsewhere / ".tmp-1-1").exists()
    assert not any((project.root / name).exists() for name in (*LEFT_OVER, *also_left_over))


def test_folders_that_are_elsewhere_keep_no_command_from_its_lock(tmp_path: Path) -> None:
    """Class lists on another drive, behind a link, are nobody's to sweep and stop nothing."""
    project = a_project(tmp_path / "p")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/.tmp-1-1").write_bytes(OTHER)
    link(project.root / "classes", tmp_path / "elsewhere")
    (project.root / "pictures").write_bytes(OTHER)
    with project.lock():
        pass
    assert (tmp_path / "elsewhere/.tmp-1-1").exists()


def link(path: Path, target: Path) -> None:
    """Make a symbolic link where this is allowed."""
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no symbolic links here")


def each_way(project: ProjectFiles, relative: str) -> list[Callable[[], object]]:
    """Return every way to touch a path."""
    return [
        lambda: project.read(relative),
        lambda: project.exists(relative),
        lambda: project.names(relative),
        lambda: project.write(relative, NEW),
        lambda: project.write_new(relative, NEW),
    ]


@pytest.mark.parametrize(
    "relative",
    [
        "../x",
        "packs/../../x",
        "packs/../packs/p.yaml",
        "/etc/passwd",
        "//server/x",
        "C:/x",
        "C:x",
        "..\\x",
        "\\x",
    ],
)
def test_paths_that_lead_out_are_refused(tmp_path: Path, relative: str) -> None:
    """Nothing outside the project is read or written, on any system, whatever a path says."""
    project = a_project(tmp_path / "p")
    for way in [*each_way(project, relative), lambda: project.remove(relative)]:
        with pytest.raises(DiskError, match="not a path within the project") as error:
            way()
        assert one_sentence(str(error.value))
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_what_nothing_may_be_called_comes_with_what_to_do(tmp_path: Path) -> None:
    """So does who gives a name that no file can have, one that is taken, or that of a record."""
    project = a_project(tmp_path / "p")
    project.write("packs/q.yaml", NEW)
    for way in (
        lambda: project.read("packs/a\0b.yaml"),
        lambda: project.move("packs/p.yaml", "packs/q.yaml"),
        lambda: project.write_new("packs/q.yaml", OLD),
        lambda: project.read("../q.yaml"),
    ):
        with pytest.raises(DiskError, match="[;,] (give|move|run|write) .+") as error:
            way()
        assert one_sentence(str(error.value))


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    """A link out of the project is neither read nor written through, and listing names it."""
    project = a_project(tmp_path / "p")
    outside = tmp_path / "secret.yaml"
    outside.write_bytes(OTHER)
    link(project.root / "questions/secret.yaml", outside)
    link(project.root / "packs/out", tmp_path)
    for relative in (
        "questions/secret.yaml",
        "packs/out/secret.yaml",
        "packs/out/new.yaml",
        "packs/out",
    ):
        for way in each_way(project, relative):
            with pytest.raises(
                DiskError, match="leads out of the project by a symbolic link; remove the link"
            ):
                way()
    with pytest.raises(DiskError, match=r"questions/secret\.yaml leads out"):
        project.names("questions")
    with pytest.raises(DiskError, match="^packs/out leads out"):  # the link, not what is behind it
        project.remove("packs/out/secret.yaml")
    with pytest.raises(DiskError, match="^packs/out leads out"):
        project.read("packs/out/secret.yaml")
    project.remove("questions/secret.yaml")
    assert outside.read_bytes() == OTHER
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p", "secret.yaml"]
    assert project.names("questions") == ()


def test_links_within_the_project_are_followed_and_kept(tmp_path: Path) -> None:
    """A file that an author has linked within the project is written where it lies."""
    project = a_project(tmp_path / "p")
    link(project.root / "packs/alias.yaml", project.root / "packs/p.yaml")
    assert project.names("packs") == ("packs/alias.yaml", "packs/p.yaml")
    assert project.write("packs/alias.yaml", NEW) is True
    assert project.read("packs/p.yaml") == NEW
    assert (project.root / "packs/alias.yaml").is_symlink()
    project.remove("packs/alias.yaml")
    assert project.read("packs/p.yaml") == NEW
    link(project.root / "packs/circle.yaml", project.root / "packs/circle.yaml")
    with pytest.raises(DiskError) as error:
        project.read("packs/circle.yaml")
    assert one_sentence(str(error.value))


PIECES = st.sampled_from(
    ["..", ".", "", "a", "packs", "p.yaml", "out", "/", "\\", "C:", "~", "\0", "\ud800", "x" * 300]
)


@settings(
    max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(PIECES | st.text(max_size=3), max_size=6).map("/".join))
def test_any_text_as_a_path_stays_inside_or_is_refused(tmp_path: Path, relative: str) -> None:
    """Whatever text stands for a path, nothing outside changes, and the answer is a DiskError or a
    file inside.
    """
    root = tmp_path / "p"
    if not root.exists():
        a_project(root)
        (root / "packs/out").symlink_to(tmp_path)
    project = ProjectFiles(root)
    for way in [*each_way(project, relative), lambda: project.remove(relative, prune=True)]:
        try:
            way()
        except DiskError as error:
            assert "\n" not in str(error)
            assert str(error).isprintable()
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_read_takes_ordinary_files_up_to_the_limit(tmp_path: Path) -> None:
    """A file over the limit is refused before it fills the memory; folders and pipes are refused,
    not waited for.
    """
    project = a_project(tmp_path / "p")
    assert project.read("packs/p.yaml", limit=len(OLD)) == OLD
    with pytest.raises(TooLarge, match="has more than 3,999 bytes"):
        project.read("packs/p.yaml", limit=len(OLD) - 1)
    operations = Faulty()
    with (project.root / "packs/huge").open("wb") as huge:
        huge.truncate(2 << 30)
    with pytest.raises(TooLarge):
        ProjectFiles(project.root, operations).read("packs/huge", limit=16_000_000)
    assert [name for name, _ in operations.trace].count("read") < 20
    with pytest.raises(DiskError, match="cannot read packs: a folder is where a file should be"):
        project.read("packs")
    with pytest.raises(
        DiskError, match=r"cannot read packs/none\.yaml: it or its folder does not exist"
    ):
        project.read("packs/none.yaml")
    if POSIX:
        os.mkfifo(project.root / "packs/pipe.yaml")
        for way in (
            project.read,
            lambda name: project.write(name, NEW),
            lambda name: project.write_new(name, NEW),
        ):
            with pytest.raises(DiskError, match="not an ordinary file"):
                way("packs/pipe.yaml")


def test_names_lists_the_folder_alone_in_one_order(tmp_path: Path) -> None:
    """Authored files are listed sorted, `.yml` and capitals too; editors' files, folders and deeper
    files are not.
    """
    project = a_project(tmp_path / "p")
    folder = project.root / "questions"
    wanted = ["B.yaml", "a-1.yaml", "a.yaml", "c.yml", "d.YAML", "é.yaml"]
    others = [".hidden.yaml", ".#a.yaml", "a.yaml~", "~$a.yaml", "#a.yaml#", "a.txt", "a.yaml.bak"]
    for name in [*reversed(wanted), *others]:
        (folder / name).write_bytes(b"")
    (folder / "deeper.yaml").mkdir()
    (folder / "deeper.yaml/x.yaml").write_bytes(b"")
    assert project.names("questions") == tuple(f"questions/{name}" for name in wanted)
    assert project.names("questions", (".txt",)) == ("questions/a.txt",)
    assert project.names("questions/none") == ()
    with pytest.raises(DiskError, match="a file is where a folder should be"):
        project.names("questions/a.yaml")


def test_folders_lists_the_folders_alone(tmp_path: Path) -> None:
    """Folders are listed sorted; files, hidden folders and links to folders are not."""
    project = a_project(tmp_path / "p")
    for name in ("b", "a", ".git", "a/deeper"):
        (project.root / "questions" / name).mkdir()
    (project.root / "questions/c").write_bytes(b"")
    link(project.root / "questions/d", project.root / "packs")
    assert project.folders("questions") == ("questions/a", "questions/b")
    assert project.folders("questions/none") == ()


def test_remove_takes_the_file_and_when_asked_its_empty_folders(tmp_path: Path) -> None:
    """A missing file is fine; folders go only below output, only empty, only when asked."""
    project = a_project(tmp_path / "p")
    root = project.root
    for name in ("output/q/students/a.pdf", "output/q/students/b.pdf", "packs/drawn/q.yaml"):
        project.write(name, NEW)
    project.remove("output/q/students/a.pdf", prune=True)
    assert (root / "output/q/students/b.pdf").exists()
    project.remove("output/q/students/b.pdf")
    assert (root / "output/q/students").is_dir()
    project.remove("output/q/students/b.pdf", prune=True)
    assert not (root / "output/q").exists()
    project.remove("output/q/students/b.pdf", prune=True)
    project.remove("packs/drawn/q.yaml", prune=True)
    assert (root / "packs/drawn").is_dir()
    project.remove("output/p/students/stale.pdf", prune=True)
    for name in ("output/p/manifest.json", *LEFT_OVER):
        project.remove(name, prune=True)
    assert (root / "output").is_dir()
    with pytest.raises(DiskError):
        project.remove("packs")
    assert (root / "packs").is_dir()


def test_exists(tmp_path: Path) -> None:
    """What is there is there: files, folders; what is not, is not, also below a file."""
    project = a_project(tmp_path / "p")
    assert project.exists("packs/p.yaml")
    assert project.exists("packs")
    assert not project.exists("packs/q.yaml")
    assert not project.exists("packs/p.yaml/deeper")


def test_find_takes_a_project_and_explains_what_one_is(tmp_path: Path) -> None:
    """Who calls from the wrong folder learns which was looked at, what a project is, and about
    -C.
    """
    project = a_project(tmp_path / "p")
    assert ProjectFiles.find(tmp_path / "p" / "packs" / "..") == ProjectFiles(
        project.root.resolve()
    )
    (tmp_path / "half" / "packs").mkdir(parents=True)
    (tmp_path / "half" / "questions").write_bytes(b"")
    for folder in (tmp_path, tmp_path / "none", tmp_path / "half", tmp_path / "p/packs/p.yaml"):
        with pytest.raises(NotAProject) as error:
            ProjectFiles.find(folder)
        message = str(error.value)
        assert message.startswith(f"{folder.resolve()} is not a project")
        assert all(part in message for part in ("packs/", "questions/", "-C DIR"))


CODES = [
    "ENOSPC",
    "EDQUOT",
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOENT",
    "EIO",
    "ENAMETOOLONG",
    "EISDIR",
    "EBUSY",
    "ESTALE",
]


@pytest.mark.parametrize("code", [code for code in CODES if hasattr(errno, code)])
def test_what_the_system_says_becomes_a_sentence(tmp_path: Path, code: str) -> None:
    """Every error of the system is one sentence with the project's own path, with its cause
    kept.
    """

    class Broken(Operations):
        @staticmethod
        def replace(*_: object) -> None:
            raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)), "/tmp/absolute")

    project = a_project(tmp_path / "p", Broken())
    with pytest.raises(DiskError) as error:
        project.write("packs/p.yaml", NEW)
    assert str(error.value).startswith("cannot write packs/p.yaml: ")
    assert one_sentence(str(error.value))
    assert isinstance(error.value.__cause__, OSError)
    assert project.read("packs/p.yaml") == OLD


@pytest.mark.parametrize("code", [*CODES, "ENOTDIR", "ENXIO", "ELOOP", "ENOLCK"])
def test_what_the_disk_refuses_comes_with_what_to_do(tmp_path: Path, code: str) -> None:
    """Who reads that the disk is full, read-only or broken, or that something else is where a file
    should be, also reads what to do about it.
    """

    class Broken(Operations):
        @staticmethod
        def replace(*_: object) -> None:
            raise OSError(getattr(errno, code), "")

    with pytest.raises(DiskError, match="; (make|move|copy|close|correct|put|remove|give) .+"):
        a_project(tmp_path / "p", Broken()).write("packs/p.yaml", NEW)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (32, "in use by another program"),
        (19, "read-only"),
        (206, "too long"),
        (5, "permission"),
        (3, "too long"),
        (-3, "does not exist"),
    ],
)
def test_what_windows_says_becomes_a_sentence(tmp_path: Path, number: int, said: str) -> None:
    """A PDF open in a viewer, a protected stick, a long path: Windows hides them behind other
    numbers, we do not. A short path (negative here) that is said to be missing is.
    """

    class Windows(Operations):
        @staticmethod
        def replace(*_: object) -> None:
            code = errno.ENOENT if abs(number) == 3 else errno.EACCES
            error = OSError(code, "Zugriff verweigert", "x" * (248 if number > 0 else 247))
            error.winerror = abs(number)
            raise error

    with pytest.raises(DiskError, match=said):
        a_project(tmp_path / "p", Windows()).write("packs/p.yaml", NEW)


def test_a_name_cannot_write_to_the_terminal() -> None:
    """A path with control characters is shown without them."""
    with pytest.raises(DiskError) as error:
        ProjectFiles(Path(__file__).parent).read("packs/\x1b]0;x\x07\n.yaml")
    assert str(error.value).isprintable()


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a write cleans up after itself."""

    class Interrupted(Operations):
        @staticmethod
        def sync(_: int) -> None:
            raise KeyboardInterrupt

    project = a_project(tmp_path / "p", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        project.write("packs/p.yaml", NEW)
    assert project.read("packs/p.yaml") == OLD
    assert temporaries(project.root) == set(LEFT_OVER)


def test_macos_syncs_to_the_medium(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS the drive's cache is emptied too; where a network drive knows no such thing, the
    usual sync is made.
    """
    from generator.storage import files

    called: list[object] = []
    full = 51
    monkeypatch.setattr(files.sys, "platform", "darwin")
    monkeypatch.setattr(files.fcntl, "F_FULLFSYNC", full, raising=False)
    monkeypatch.setattr(files.fcntl, "fcntl", lambda descriptor, what: called.append(what))
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: called.append("fsync"))
    Operations.sync(0)
    assert called == [full]

    def refuse(descriptor: int, what: int) -> None:
        raise OSError

    called.clear()
    monkeypatch.setattr(files.fcntl, "fcntl", refuse)
    Operations.sync(0)
    assert called == ["fsync"]
