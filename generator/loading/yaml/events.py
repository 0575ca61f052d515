"""What the YAML parser sees in a text, or where it gave up."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

import yaml

from generator.loading.yaml.hints import Place

LONG_ESCAPE = re.compile(r"\\U([0-9A-Fa-f]{8})")
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Fault(Exception):
    """The parser gave up: `here`, in what it had begun to read at `opened`, for reasons in its own words."""

    def __init__(
        self, here: Place, problem: str, opened: Place | None = None, context: str = ""
    ) -> None:
        self.here, self.problem, self.opened, self.context = here, problem, opened, context


def events(text: str, loader: type) -> Iterator[yaml.Event]:
    """Parse a text.  Raises Fault."""
    event = None
    try:
        # A tab is one space to the parsers: they disagree on where one may stand between tokens.
        for event in yaml.parse(text.replace("\t", " "), Loader=loader):
            yield event
    except yaml.MarkedYAMLError as error:
        opened = place_of(error.context_mark)
        here = place_of(error.problem_mark) or opened or (0, 0)
        raise Fault(here, error.problem or "", opened, error.context or "") from None
    except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        # PyYAML lets errors of chr() and int() through, for instance for "\U00110000".
        raise _unmarked(text, event.end_mark.line if event else 0) from None


def _unmarked(text: str, first: int) -> Fault:
    """Find what the Python parser stumbled over without saying where."""
    for number, line in enumerate(text.split("\n")[first:], first):
        for found in LONG_ESCAPE.finditer(line):
            if int(found[1], 16) > 0x10FFFF:
                return Fault((number, found.start()), "escape")
    return Fault((first, 0), "")


def place_of(mark: yaml.Mark | None) -> Place | None:
    """Take line and column from a mark; both parsers count them from 0."""
    return (mark.line, mark.column) if mark else None


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector from walking a growing tree again and again; it takes half the time and finds nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
