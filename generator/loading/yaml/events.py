"""What PyYAML sees in a text, as events that know their places, or where it gave up."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, cast

import yaml

LONG_ESCAPE = re.compile(r"\\U([0-9A-Fa-f]{8})")
LOADER: type = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Place(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A text; `style` is its quote, | or >, or empty; `marked`: it has an anchor or a tag."""

    start: Place
    end: Place
    value: str
    style: str
    marked: bool


class Opening(NamedTuple):
    """A list or mapping begins, in brackets if `in_flow`; `marked`: it has an anchor or a tag."""

    start: Place
    end: Place
    is_list: bool
    in_flow: bool
    marked: bool


class Closing(NamedTuple):
    """A list or mapping ends."""

    start: Place
    end: Place


class Alias(NamedTuple):
    """A name that YAML would replace by what was anchored under it."""

    start: Place
    end: Place
    name: str


class DocumentStart(NamedTuple):
    """A document begins."""

    start: Place
    end: Place


class DocumentEnd(NamedTuple):
    """A document ends."""

    start: Place
    end: Place


Event = Scalar | Opening | Closing | Alias | DocumentStart | DocumentEnd


class Refusal(Exception):
    """PyYAML gave up at `here`, in something that it had begun to read at `opened`, if it says so.

    `scanned`: the characters make no sense, rather than their order.  The reason is not taken from
    its message, which differs between versions: `hints` looks at the text instead.
    """

    def __init__(self, here: Place, opened: Place | None = None, scanned: bool = True) -> None:
        self.here, self.opened, self.scanned = here, opened, scanned


def parse(text: str, loader: type = LOADER) -> Iterator[Event]:
    """The events of a text, without those of the stream itself.  Raises Refusal."""
    line = 0
    try:
        # A tab is one space to the parsers: they disagree on where one may be between tokens.
        for event in yaml.parse(text.replace("\t", " "), Loader=loader):
            # The stubs allow for events without marks; those of a parser have both.
            start = _place(cast(yaml.Mark, event.start_mark))
            end = _place(cast(yaml.Mark, event.end_mark))
            line = end.line
            kind = type(event)
            if isinstance(event, yaml.ScalarEvent):
                marked = event.anchor is not None or event.tag is not None
                yield Scalar(start, end, event.value, event.style or "", marked)
            elif isinstance(event, yaml.CollectionStartEvent):
                marked = event.anchor is not None or event.tag is not None
                is_list = kind is yaml.SequenceStartEvent
                yield Opening(start, end, is_list, bool(event.flow_style), marked)
            elif isinstance(event, yaml.CollectionEndEvent):
                yield Closing(start, end)
            elif isinstance(event, yaml.AliasEvent):
                yield Alias(start, end, event.anchor or "")
            elif kind is yaml.DocumentStartEvent:
                yield DocumentStart(start, end)
            elif kind is yaml.DocumentEndEvent:
                yield DocumentEnd(start, end)
    except yaml.MarkedYAMLError as error:
        opened = _place(error.context_mark) if error.context_mark else None
        here = _place(error.problem_mark) if error.problem_mark else opened or Place(line, 0)
        scanned = not isinstance(error, yaml.parser.ParserError)
        # Where nothing was begun, one loader gives no second place, the other the same again.
        raise Refusal(here, None if opened == here and scanned else opened, scanned) from None
    except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        # PyYAML lets errors of chr() and int() through, for instance for "\U00110000".
        raise Refusal(_unmarked(text, line)) from None


def _place(mark: yaml.Mark) -> Place:
    return Place(mark.line, mark.column)


def _unmarked(text: str, first: int) -> Place:
    """Find what the Python parser stumbled over without saying where."""
    for number, line in enumerate(text.split("\n")[first:], first):
        for escape in LONG_ESCAPE.finditer(line):
            if int(escape[1], 16) > 0x10FFFF:
                return Place(number, escape.start())
    return Place(first, 0)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree again and again.

    It takes half the time and finds nothing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
