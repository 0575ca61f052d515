"""Makes both constraints files from setup.cfg: `python -m tools.make_constraints`."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = "3.10"
# Of each file its first line, and how uv is to choose among the versions that setup.cfg admits.
FILES = {
    "constraints.txt": (
        "# The newest versions on the day this was made, for every supported Python and system;"
        " the tests pass with them.",
        "highest",
    ),
    "constraints-lowest.txt": (
        "# The lowest versions that setup.cfg admits, with what they need.",
        "lowest-direct",
    ),
}
REMAKE = "# Made by `python -m tools.make_constraints`; not edited by hand.\n"


def resolved(resolution: str) -> str:
    """One line a package, with markers where Pythons or systems differ.

    Raises CalledProcessError where no versions fit together.
    """
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"),
        *("--python-version", OLDEST_PYTHON, "--all-extras", "--resolution", resolution),
        *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
        "setup.cfg",
    ]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Write both files."""
    if find_spec("uv") is None:
        raise SystemExit("This needs uv; type: python -m pip install uv")
    for name, (says, resolution) in FILES.items():
        text = f"{says}\n{REMAKE}{resolved(resolution)}"
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
