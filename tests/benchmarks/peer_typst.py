"""The peer that is fastest of those that set type well: Typst, one warm compiler for all files of a
project.

In: a project's folder and one for the files.  Out: a briefing, a paper for each form, and the full
key, the key on a page and the guide of all forms, tagged. Never reads the project twice: the template is handed one JSON file.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path

from tests.benchmarks.content import FACES, arguments, gather

TEMPLATE = Path(__file__).with_name("peer.typ")
MISSING = "Typst is left out: install the package 'typst' to measure it too."


def installed() -> bool:
    """Whether Typst can be measured."""
    return importlib.util.find_spec("typst") is not None


def main() -> None:
    """Make all files of a project."""
    project, output = arguments("Set a project's pages with Typst.")
    if not installed():
        sys.exit(MISSING)
    import typst

    content = gather(project)
    (output / "data.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    template = Path(shutil.copy(TEMPLATE, output))
    wanted = [(kind, 0, "") for kind in ("briefing", "key", "page", "guide")]
    wanted += [("paper", form, f"{form + 1:03}") for form in range(len(content["forms"]))]
    compiler = typst.Compiler(template, root=output, font_paths=[FACES], ignore_system_fonts=True)
    for kind, form, code in wanted:
        file = output / ("-".join((kind, code)).rstrip("-") + ".pdf")
        compiler.compile(
            input=template, output=file, sys_inputs={"kind": kind, "form": str(form), "code": code}
        )


if __name__ == "__main__":
    main()
