"""Clean papers are silent: `python -m tests.long.clean_papers [FILES] [--seed N]` builds random packs
until there are so many files for students (300), and searches them by `packs verify --leaks`.

Out: how many files, and each that is said to leak; none should be.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from generator.storage.files import ProjectFiles
from generator.workflows.leaks.leaks import find_leaks
from generator.workflows.project import load_project
from tests.e2e import banks, making


def run(count: int, seed: int = 0) -> tuple[int, list[str]]:
    """So many files at least, of packs drawn by this seed and those after it: how many there were,
    and what is said of them.
    """
    files = 0
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
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("files", nargs="?", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0, help="of the first pack")
    given = parser.parse_args()
    searched, false_alarms = run(given.files, given.seed)
    print(*false_alarms, sep="\n")
    print(f"{searched} files, {len(false_alarms)} alarms")
    sys.exit(bool(false_alarms))
