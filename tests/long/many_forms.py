"""Every key fits its paper at the most forms there may be: `python -m tests.long.many_forms
[FORMS] [PACK]` builds a starter pack in so many forms (999) and reads each paper beside its key.

Out: how many forms, and each thing on which a paper, its key and the bank do not agree; on standard
error how many papers are read so far.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from generator.content.model import MOST_FORMS
from tests.e2e import banks, making, reader
from tests.e2e.test_keys import shortcomings

PROGRESS = 50  # papers between two lines


def run(forms: int, pack: str) -> tuple[int, list[str]]:
    """A pack in so many forms: how many papers were read, and what does not agree."""
    with tempfile.TemporaryDirectory() as name:
        folder = making.copy_starter(Path(name))
        path = folder / "packs" / f"{pack}.yaml"
        text, count = re.subn(r"(?m)^forms: .*", f"forms: {forms}", path.read_text("utf-8"))
        assert count == 1, f"{path.name} does not say how many forms"
        path.write_text(text, "utf-8")
        making.build(folder, [pack])
        project, papers = banks.read(folder), making.papers(folder, pack)
        # Each key is rendered with all the others, so that they are made once.
        keys = making.keys_of(folder, making.code_of(papers[0]).rpartition("-")[0])
        differences: list[str] = []
        for count, path in enumerate(papers):
            if count % PROGRESS == 0:
                print(f"{count} of {len(papers)} papers read", file=sys.stderr, flush=True)
            paper = reader.read_paper(path.read_bytes())
            key = reader.read_key(keys[making.code_of(path).rpartition("-")[2]])
            differences += [
                f"{path.name}: {text}"
                for text in [*reader.disagreements(paper, key), *shortcomings(paper, key, project)]
            ]
        return len(papers), differences


if __name__ == "__main__":
    read, differences = run(
        int(sys.argv[1]) if len(sys.argv) > 1 else MOST_FORMS,
        sys.argv[2] if len(sys.argv) > 2 else "frozen-conflicts",
    )
    print(*differences, sep="\n")
    print(f"{read} forms, {len(differences)} differences")
    sys.exit(bool(differences))
