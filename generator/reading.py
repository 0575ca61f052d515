"""A project read and checked: all its files, their content, and every problem in one run.

In: a Project.  Out: a Reading.
Never writes, and never stops at the first problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator import source
from generator.check import check
from generator.check.uses import used_paths

from generator.disk import Project, TooLarge
from generator.load import FOLDERS, load
from generator.model import Content, Pack
from generator.nodes import Node
from generator.problem import ERROR, Location, Problem, Problems

LIMIT = 16_000_000
DRAFT_RULE = "draft-item"


@dataclass(frozen=True)
class Reading:
    """The content of a project, all problems in it (sorted), and the names of its pack files."""

    content: Content
    problems: tuple[Problem, ...]
    pack_names: tuple[str, ...]

    def uses(self, name: str) -> frozenset[str]:
        """The paths of all files a pack uses."""
        pack = self.content.packs.get(name)
        return used_paths(pack, self.content) if pack else frozenset([f"packs/{name}.yaml"])

    def of(self, name: str) -> tuple[Problem, ...]:
        """The problems in files a pack uses; those of other packs that share a file with it are not among them."""
        paths = self.uses(name)
        return tuple(problem for problem in self.problems if problem.location.path in paths)

    def stoppers(self, name: str, draft: bool = False) -> tuple[Problem, ...]:
        """The problems that stop a pack from being built."""
        return tuple(p for p in self.of(name) if p.severity == ERROR and not (draft and p.rule == DRAFT_RULE))

    def pack(self, name: str) -> Pack:
        """The pack of that name.  Raises KeyError."""
        return self.content.packs[name]


def read_project(project: Project, covered: frozenset[int] | None = None) -> Reading:
    """Everything of a project; `covered` are the characters that can be printed (None: not checked)."""
    problems = Problems()
    nodes: dict[str, Node] = {}
    pack_names = []
    for folder in FOLDERS:
        for path in project.names(folder):
            if path.endswith(".yml"):
                problems.add(Location(path), "wrong-suffix", f"rename it to {PurePosixPath(path).stem}.yaml; "
                                                             ".yml files are not read")
                continue
            if folder == "packs":
                pack_names.append(PurePosixPath(path).stem)
            node = _read(project, path, problems)
            if node is not None:
                nodes[path] = node
    content = load(nodes, problems)
    problems.extend(check(content, covered))
    return Reading(content, tuple(problems), tuple(pack_names))


def _read(project: Project, path: str, problems: Problems) -> Node | None:
    try:
        data = project.read(path, LIMIT)
    except TooLarge:
        problems.add(Location(path), "too-large", f"the file is larger than {LIMIT // 1_000_000} MB; split it")
        return None
    return source.read(data, path, problems)
