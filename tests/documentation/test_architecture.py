"""The page on architecture names the folders there are and the arrows that hold."""

from __future__ import annotations

import re
from pathlib import Path

from tests.test_structure import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def arrows(page: str) -> dict[str, set[str]]:
    """What each row of the table of folders lets its folder import."""
    rows = (re.split(r" *\| *", line)[1:4] for line in page.splitlines() if line.startswith("| `"))
    return {name.strip("`"): set(re.findall(r"`(\w+)`", allowed)) for name, _, allowed in rows}


def test_the_table_of_folders_is_the_tests_own():
    """Every folder has its row with what it may import; a row changed or lost would be found."""
    held = {name: set(allowed.split()) for name, allowed in FOLDERS.items() if name}
    assert arrows(PAGE) == held
    assert arrows(PAGE.replace("| `render` |", "| `draws` |")) != held
    assert arrows(PAGE.replace("| `workflows` `documents`", "| `documents`")) != held
