"""The page for a first quiz, done as written from a wheel in an empty folder, with its time."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "first-quiz.md"
INSTALLS = "pip install ./briefing-packs"
_NEW_FILE = re.compile(r"^Make a file `([^`]+)`", re.MULTILINE)
_BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(page: str) -> Iterator[tuple[str, str]]:
    """What a reader types, in order: a command with "", or a file's text with its path."""
    for match in _BLOCK.finditer(page):
        language, text = match.groups()
        if language == "sh":
            yield from (("", line) for line in text.splitlines())
        else:
            yield _NEW_FILE.findall(page, 0, match.start())[-1], text


def script(page: str, wheel: Path) -> str:
    """The steps as one shell script, which stops at the first that fails; the wheel takes the place
    of the repository's folder.
    """
    lines = ["set -e"]
    for path, text in steps(page):
        if path:
            lines.append(f"cat > {path} <<'END OF FILE'\n{text}END OF FILE")
        else:
            lines.append(text.replace(INSTALLS, f"pip install --quiet '{wheel}'"))
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the steps; says the seconds after installing and the count of lines typed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", nargs="?", type=Path, help="default: one built from this folder")
    wheel = parser.parse_args().wheel
    typed = [line for _, text in steps(PAGE.read_text("utf-8")) for line in text.splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder)
            subprocess.run([sys.executable, *build, str(ROOT)], check=True)
            (wheel,) = Path(folder).glob("*.whl")
        empty = Path(folder, "empty")
        empty.mkdir()
        text = script(PAGE.read_text("utf-8"), wheel.resolve())
        before, made, after = text.partition("packs init")
        subprocess.run(["sh", "-c", before], cwd=empty, check=True)
        start = time.monotonic()
        activate = "set -e\n. packs-env/bin/activate\n"
        subprocess.run(["sh", "-c", activate + made + after], cwd=empty, check=True)
        seconds = time.monotonic() - start
        papers = sorted(empty.glob("quizzes/output/leaves/print/*.pdf"))
    print(f"{len(papers)} class set of one's own, {seconds:.1f} s after installing, ", end="")
    print(f"{len([line for line in typed if line.strip()])} lines typed")
    return 0 if papers else 1


if __name__ == "__main__":
    sys.exit(main())
