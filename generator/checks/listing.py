"""Problems as they are listed: causes before effects, and what a cause explains only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.checks.run import RULES
from generator.content.messages import counted
from generator.content.model import Unread
from generator.problems import ERROR, NOTE, Location, Problem

MOST_IN_A_FILE = 200
NOT_READ = "not-read"
UNLISTED = "more-problems"
_LATE = frozenset([*RULES, "unknown-edition"])
_SEVEREST_FIRST = (ERROR, "warning", NOTE)


def listed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order and number in which people read them.

    What is wrong with the form of a file comes first, what its content breaks after that, each file
    by file.  A problem that another one in the list is to blame for is left out; where the cause is
    not in the list, a file names it once.  Of a file, at most `MOST_IN_A_FILE` are given, the
    severest, and a line that says how many more there are.
    """
    all_problems = sorted(set(problems))
    with_errors = {p.location.path for p in all_problems if p.severity == ERROR and not p.cause}
    remaining = [p for p in all_problems if p.cause not in with_errors]
    by_file: dict[str, list[Problem]] = {}
    for problem in _named_once(remaining):
        by_file.setdefault(problem.location.path, []).append(problem)
    return tuple(sorted((p for file in by_file.values() for p in _limited(file)), key=_rank))


def not_read(unread: Unread, problems: Sequence[Problem]) -> Iterator[Problem]:
    """A note for each file that is to blame for problems elsewhere: what of it could not be read.

    It says how many problems are not listed because of that.
    """
    effects = Counter(problem.cause for problem in problems if problem.cause)
    errors: dict[str, list[Location]] = {}
    for problem in problems:
        if problem.severity == ERROR and not problem.cause:
            errors.setdefault(problem.location.path, []).append(problem.location)
    for path, count in sorted(effects.items()):
        if path in errors:
            places = counted(count, "place that refers to it is", "places that refer to it are")
            why = "it" if len(errors[path]) == 1 else "the errors in this file"
            message = (
                f"{_what(unread, path)} could not be read because of {why}; {places} not listed"
            )
            yield Problem(errors[path][0], NOT_READ, message, NOTE)


def _what(unread: Unread, path: str) -> str:
    """What of a file could not be read: 12 items of this bank, or this summary."""
    parts: tuple[tuple[str, str, Mapping[str, Location]], ...] = (
        ("item of this bank", "items of this bank", unread.items),
        ("fact of this file", "facts of this file", unread.facts),
    )
    for singular, plural, names in parts:
        if number := sum(place.path == path for place in names.values()):
            return counted(number, singular, plural)
    if number := sum(place.path == path for place in unread.objectives.values()):
        return counted(number, "objective of this bank", "objectives of this bank")
    return "this file"


def _named_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Of the problems of a file that have one cause, the first of each severity, with how many."""
    kept: dict[tuple[str, str, str], Problem] = {}
    more: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        key = (problem.location.path, problem.cause, problem.severity)
        if not problem.cause:
            yield problem
        elif kept.setdefault(key, problem) is not problem:
            more[key] += 1
    for key, problem in kept.items():
        others = f" ({counted(more[key], 'more place', 'more places')} like this)"
        message = problem.message + (others if more[key] else "")
        yield Problem(problem.location, problem.rule, message, problem.severity, problem.cause)


def _limited(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The severest problems of a file, and how many more there are."""
    by_severity = sorted(problems, key=lambda p: (_SEVEREST_FIRST.index(p.severity), _rank(p)))
    yield from by_severity[:MOST_IN_A_FILE]
    if left_out := by_severity[MOST_IN_A_FILE:]:
        path = left_out[0].location.path
        more = counted(len(left_out), "more problem", "more problems")
        message = f"{more} in this file; fix these first"
        yield Problem(Location(path), UNLISTED, message, left_out[0].severity)


def _rank(problem: Problem) -> tuple[bool, str, bool, int, bool, bool, Problem]:
    """Where a problem stands: causes, then effects; in each by file, line, and the problem.  What
    YAML made of a line comes before what that broke in it.

    A class list, which no check reads, has one stage.
    """
    place = problem.location
    return (
        (problem.rule in _LATE or problem.rule == UNLISTED) and place.path.endswith(".yaml"),
        place.path,
        problem.rule == UNLISTED,
        place.line,
        problem.rule == NOT_READ,
        not problem.rule.startswith("yaml-"),
        problem,
    )
