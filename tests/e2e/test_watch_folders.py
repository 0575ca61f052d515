"""`packs watch` with the program that tells of changes: folders that are made while it waits."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from generator.cli import watch

pytest.importorskip("watchfiles")  # the extra `watch`


def test_a_folder_of_pictures_made_later_is_watched(tmp_path: Path):
    """A picture put into a folder that was not there when the command began is a change, and so is
    one that is saved there after that.
    """
    (tmp_path / "packs").mkdir()
    wait = watch._waiter(tmp_path)
    assert wait()  # it has begun
    changes: list[str] = []
    seen = threading.Event()

    def look() -> None:
        for _ in range(2):
            wait()
            changes.append("change")
            seen.set()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    assert not seen.wait(2 * watch.NEW_FOLDER / 1000 + 0.5)  # nothing has changed
    (tmp_path / "pictures").mkdir()
    assert seen.wait(20)
    seen.clear()
    (tmp_path / "pictures/leaf.png").write_bytes(b"x")
    assert seen.wait(20)
    thread.join(20)
    assert changes == ["change"] * 2
