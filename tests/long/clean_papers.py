"""Clean papers are silent: `python -m tests.long.clean_papers [FILES]` builds random packs until
there are so many files for students (300), and searches them by `packs verify --leaks`.

Out: how many files, and each that is said to leak; none should be.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from generator.storage.files import ProjectFiles
from generator.workflows.leaks.leaks import find_leaks
from generator.workflows.project import load_project
from tests.e2e import banks, making


def run(count: int) -> tuple[int, list[str]]:
    """So many files at least: how many there were, and what is said of them."""
    files = seed = 0
    alarms: list[str] = []
    while files < count:
        with tempfile.TemporaryDirectory() as name:
            banks.drawn(seed).write(Path(name))
            making.build(Path(name))
            project = ProjectFiles.find(Path(name))
            search = find_leaks(project, load_project(project).content)
            files += search.files
            alarms += [f"{found.path}: {found.why}" for found in search.findings]
        seed += 1
    return files, alarms


if __name__ == "__main__":
    searched, false_alarms = run(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    print(*false_alarms, sep="\n")
    print(f"{searched} files, {len(false_alarms)} alarms")
    sys.exit(bool(false_alarms))
