"""All that is written somewhere inside a value of the model: its texts and the facts it cites.

In: an item, summary, pack or evidence, of any type.  Out: passages with their places, and references to facts.
Never asks which type of item it has before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar

from generator.dates import Partial, Span
from generator.fields import Reference
from generator.inline import Text, parse
from generator.model import Citation, Fact, Relation
from generator.problem import Location

_LINES = {  # fields that are printed but hold no markup
    Citation: ("author", "title", "kind", "publisher", "published"),
    Fact: ("by", "ref"),
    Relation: ("source", "target", "relation"),
}
_CITING = ("facts", "shown")
_OPAQUE = (Location, Partial, Span, Reference)
_MARKUP = re.compile(r"[\\*`~^\[]")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+|\S+@\S+\.\S+")
Part = TypeVar("Part")


class Passage(NamedTuple):
    """One authored text: `plain` as printed, `prose` also without code and addresses."""

    plain: str
    prose: str
    location: Location


@dataclass(frozen=True)
class Written:
    """What is written in a value: its passages and the facts it cites, in written order."""

    passages: tuple[Passage, ...]
    cited: tuple[Reference, ...]


def written(value: Any, place: Location) -> Written:
    """Everything written inside a value; `place` is given to texts that do not know their own."""
    passages: list[Passage] = []
    cited: list[Reference] = []
    _gather(value, place, passages, cited)
    return Written(tuple(passages), tuple(cited))


def instances(value: Any, kind: type[Part]) -> Iterator[Part]:
    """Every value of a class somewhere inside a value of the model."""
    if isinstance(value, kind):
        yield value
    elif type(value) is tuple:
        for entry in value:
            yield from instances(entry, kind)
    else:
        for name in _parts(type(value)):
            yield from instances(getattr(value, name), kind)


def _gather(value: Any, place: Location, passages: list[Passage], cited: list[Reference]) -> None:
    kind = type(value)
    if kind is Text:
        passages.append(_passage(value))
    elif kind is tuple:
        for entry in value:
            _gather(entry, place, passages, cited)
    elif names := _parts(kind):
        place = getattr(value, "location", place)
        for name in _LINES.get(kind, ()):
            line = getattr(value, name)
            passages.append(Passage(line, _without_addresses(line), place))
        for name in names:
            part = getattr(value, name)
            if name in _CITING and part and type(part[0]) is Reference:
                cited.extend(part)
            else:
                _gather(part, place, passages, cited)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) and kind not in _OPAQUE else ()


def _passage(text: Text) -> Passage:
    source = text.source
    if not _MARKUP.search(source):
        return Passage(source, _without_addresses(source), text.location)
    runs = parse(source)
    prose = "".join(" " if run.code else run.text for run in runs)
    return Passage("".join(run.text for run in runs), _without_addresses(prose), text.location)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if "://" in text or "@" in text or "www." in text or "mailto:" in text else text
