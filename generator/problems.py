"""What is wrong with authored content, and where: the problems that are reported to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True, order=True)
class Location:
    """A place in an authored file: path relative to the project, line and column from 1.

    A line of 0 stands for the whole file, a column of 0 for the whole line.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


NOWHERE = Location("")


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong: the name of its rule, and one sentence with what is wrong and what to do.

    `cause`: the path of another file, or of the same, whose own errors alone may be why; "" where
    the problem is one by itself.
    """

    location: Location
    rule: str
    message: str
    severity: str = field(default=ERROR, compare=False)
    cause: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.location}: {self.severity} {self.rule}: {self.message}"


class Problems:
    """A growing collection of problems, each kept once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self.error_count = 0

    def add(
        self, location: Location, rule: str, message: str, severity: str = ERROR, cause: str = ""
    ) -> None:
        """Add one; control characters and line breaks of quoted author text become spaces."""
        shown = " ".join("".join(c if c.isprintable() else " " for c in message).split())
        self.extend([Problem(location, rule, shown, severity, cause)])

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems that were found elsewhere."""
        for problem in problems:
            if problem not in self._problems:
                self._problems[problem] = None
                self.error_count += problem.severity == ERROR

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._problems))

    def __len__(self) -> int:
        return len(self._problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build, sorted."""
        return tuple(problem for problem in self if problem.severity == ERROR)


class ContentError(Exception):
    """Authored content cannot be used; `problems` says why, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(map(str, self.problems)))
