"""Project folders as content, for the tests of the check stage.

`# near miss RULE: why` in a file of a case marks the next line as one that looks as if it broke a
rule and does not.
"""

import re
from pathlib import Path

from generator.checks.run import check
from generator.content.model import Content
from generator.loading.content import load
from generator.loading.folders import FOLDERS
from generator.loading.yaml import reader
from generator.problems import Problem, Problems
from generator.render.pdf.coverage import Coverage
from generator.storage.files import ProjectFiles
from generator.workflows.media import with_read_media

REPOSITORY = Path(__file__).resolve().parents[2]
_NEAR_MISS = re.compile(r"^\s*# near miss ([a-z-]+): \S")
CASES = sorted(path.parent for path in (REPOSITORY / "tests" / "cases").glob("*/problems.txt"))


def files_of(folder: Path) -> dict[str, str]:
    """The project files of a folder by their path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for name in FOLDERS
        for path in sorted((folder / name).glob("*.yaml"))
    }


def content_of(files: dict[str, str]) -> tuple[Content, tuple[Problem, ...]]:
    """The content of files, and the problems of their form."""
    problems = Problems()
    nodes = {path: reader.read(text.encode(), path, problems) for path, text in files.items()}
    content = load({path: node for path, node in nodes.items() if node is not None}, problems)
    return content, tuple(problems)


def problems_of(files: dict[str, str], covered: Coverage | None = None) -> tuple[Problem, ...]:
    """All problems of files: of form and of meaning."""
    content, of_form = content_of(files)
    problems = Problems()
    problems.extend((*of_form, *check(content, covered)))
    return tuple(problems)


def case_problems(folder: Path) -> tuple[Problem, ...]:
    """All problems of a case; its `covered.txt` holds the characters that can be printed, its
    folder `pictures` what its texts place.
    """
    covered = folder / "covered.txt"
    known = Coverage(map(ord, covered.read_text(encoding="utf-8"))) if covered.exists() else None
    if not (folder / "pictures").is_dir():
        return problems_of(files_of(folder), known)
    content, of_form = content_of(files_of(folder))
    problems = Problems()
    problems.extend(of_form)
    content = with_read_media(ProjectFiles(folder), content, problems)
    problems.extend(check(content, known))
    return tuple(problems)


def expected(case: Path) -> list[str]:
    """The lines of a case's problems.txt."""
    return (case / "problems.txt").read_text(encoding="utf-8").splitlines()


def near_misses(case: Path) -> list[tuple[str, str, int]]:
    """Rule, path and line of each near miss: the line after the comment and any further
    comments.
    """
    found = []
    for path, text in files_of(case).items():
        lines = text.splitlines()
        for number, line in enumerate(lines):
            if match := _NEAR_MISS.match(line):
                after = next(
                    n for n in range(number, len(lines)) if not lines[n].lstrip().startswith("#")
                )
                found.append((match[1], path, after + 1))
    return found
