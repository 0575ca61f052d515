"""What is printed may be lost: an output full, closed, or never read is said in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from generator.cli import COMMANDS

REPOSITORY = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")
RUNS = [
    *([name, "--help"] for name in COMMANDS),
    ["--help"],
    ["--version"],
    ["check", "--list"],
    ["list"],
    ["status"],
    ["show", "warm-up"],
    ["schema", "bank"],
    ["help", "--list"],
]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="file descriptors are those of POSIX")


def packs(arguments, stdout, stderr=subprocess.PIPE, **how):
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "-C", str(REPOSITORY), *arguments],
        stdout=stdout,
        stderr=stderr,
        timeout=120,
        **how,
    )


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_a_full_output_is_said_in_a_line(arguments):
    """Whatever is printed to a full disk: exit code 3 and one line, never a traceback."""
    with FULL.open("wb") as full:
        done = packs(arguments, full)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 3, lines
    assert len(lines) == 1 and lines[0].startswith("cannot print: No space left on device; ")


@pytest.mark.parametrize("arguments", [["list"], ["--help"], ["check", "--list"], ["status"]])
def test_an_output_that_nobody_reads_is_said_in_a_line(arguments):
    """A pipe whose reader has gone before anything came is trouble like a full disk, not success."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = packs(arguments, writing)
    finally:
        os.close(writing)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "cannot print: Broken pipe; files that were written are whole"
    ]


@pytest.mark.parametrize("is_one", [False, True], ids=["stdout", "both"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["list"],
        ["list", "--items"],
        ["check", "--list"],
        ["status"],
        ["schema", "pack"],
        ["check"],
        ["nosuch"],
    ],
    ids=" ".join,
)
def test_a_reader_that_has_had_enough_changes_nothing(arguments, is_one):
    """A reader that takes the beginning and goes, as `head -1` does, gets it; the command ends with
    the exit code that it has where all is read, and says nothing of it. So for what is wrong, too,
    where the reader has asked for both (`2>&1`).
    """
    import fcntl

    usual = packs(arguments, subprocess.PIPE)
    if not usual.stdout and not is_one:
        pytest.skip("nothing is printed to that output")
    reading, writing = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)  # what is longer cannot be on its way
    started = subprocess.Popen(
        [sys.executable, "-m", "generator", "-C", str(REPOSITORY), *arguments],
        stdout=writing,
        stderr=writing if is_one else subprocess.PIPE,
    )
    os.close(writing)
    taken = os.read(reading, 1)
    os.close(reading)
    _, said = started.communicate(timeout=120)
    assert taken in (usual.stdout[:1], usual.stderr[:1] if is_one else b"")
    assert started.returncode == usual.returncode
    assert is_one or said == usual.stderr


def test_results_and_problems_stay_apart_where_pipes_have_no_numbers():
    """On systems that give every pipe the number 0, what is wrong goes to standard error alone."""
    start = """
import os
real = os.fstat
os.fstat = lambda descriptor: os.stat_result((real(descriptor).st_mode, *[0] * 9))
from generator.__main__ import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", start, "nosuch"], capture_output=True, timeout=120, cwd=REPOSITORY
    )
    assert done.returncode == 2 and not done.stdout and b"no command 'nosuch'" in done.stderr


@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_output_is_said_before_anything_is_done(closed):
    """Where results could not be told, nothing is begun."""
    done = packs(["list"], subprocess.PIPE, preexec_fn=lambda: os.close(closed))
    assert done.returncode == 3
    assert (done.stderr + done.stdout).decode().splitlines() == [
        "cannot print: standard output or error is closed; nothing was done"
    ]


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_problems_that_cannot_be_printed_are_no_success():
    """What is wrong is printed to standard error; if that is full, the exit code says so."""
    with FULL.open("wb") as full:
        done = packs(["nosuch"], subprocess.PIPE, full)
    assert done.returncode == 3
    assert done.stdout.decode().startswith("cannot print: No space left on device; ")


@pytest.mark.parametrize("columns", [20, 72])
def test_progress_fits_its_terminal(tmp_path, columns):
    """However narrow the terminal, no line of the progress is longer, so that each takes the place
    of the one before; a wide one shows a bar and the pack's step.
    """
    import fcntl
    import pty
    import struct
    import termios

    made = packs(["-C", str(tmp_path / "p"), "init", "."], subprocess.PIPE)
    assert made.returncode == 0, made.stderr
    reading, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    build = subprocess.Popen(
        [sys.executable, "-m", "generator", "-C", str(tmp_path / "p"), "build"],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    with suppress(OSError):  # what Linux says at the end
        while data := os.read(reading, 4096):
            shown += data
    os.close(reading)
    assert build.wait(120) == 0
    lines = re.split(r"[\r\n]+|\x1b\[[0-9?]*[a-zA-Z]", shown.decode())
    steps = [line for line in lines if "building" in line]
    assert len(steps) > 3 and max(map(len, steps)) <= columns
    assert any("#" in line and "first-quiz: paper" in line for line in steps) == (columns == 72)


def test_a_sound_output_is_no_trouble():
    """Negative control: the same commands end well where they can print."""
    for arguments in (["list"], ["--help"], ["status"]):
        done = packs(arguments, subprocess.PIPE)
        assert done.returncode == 0 and done.stdout and not done.stderr
