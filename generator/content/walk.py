"""All that is written somewhere inside a value of the model: its texts and the facts it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import TypeVar

from generator.content.dates import DateRange, PartialDate
from generator.content.fields import Reference
from generator.content.model import Citation, Fact, Relation
from generator.page.markup import Span, Spans, Text
from generator.page.one_line import in_characters
from generator.problems import Location
from generator.values import dataclass

_LINES: dict[type, tuple[str, ...]] = {  # fields that are printed but hold no markup
    Citation: ("author", "title", "kind", "publisher", "published"),
    Fact: ("by", "ref"),
    Relation: ("source", "target", "relation"),
}
_CITING = ("facts", "shown")
_OPAQUE = (Location, PartialDate, DateRange, Reference)
_BARE = (str, int, bool, type(None), *_OPAQUE)
_LEAVES = frozenset([*_BARE, Text, Fraction])
_PARTS: dict[type, tuple[str, ...]] = {}  # the fields of each class met before
_MARKUP = re.compile(r"[\\*`~^\[]")
_NUMBER = re.compile(r"[-+−]?[0-9]+(?:[.,][0-9]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
Part = TypeVar("Part")


@dataclass(frozen=True)
class Line(Text):
    """A printed text that holds no markup."""

    @property
    def runs(self) -> Spans:
        """The text as it is."""
        return (Span(self.source),)


@dataclass(frozen=True)
class WrittenTexts:
    """What is written in a value: its texts and the facts it cites, in written order."""

    texts: tuple[Text, ...]
    cited: tuple[Reference, ...]


def written_texts(value: object, place: Location) -> WrittenTexts:
    """Everything written inside a value; `place` is given to texts that do not know their own."""
    texts: list[Text] = []
    cited: list[Reference] = []
    _gather(value, place, texts, cited)
    return WrittenTexts(tuple(texts), tuple(cited))


def instances_of(value: object, kind: type[Part]) -> Iterator[Part]:
    """Every value of a class somewhere inside a value of the model."""
    if isinstance(value, kind):
        yield value
    elif type(value) in _LEAVES:
        return
    elif type(value) is tuple:
        for entry in value:
            yield from instances_of(entry, kind)
    else:
        for name in _parts(type(value)):
            yield from instances_of(getattr(value, name), kind)


def all_strings(value: object) -> Iterator[str]:
    """Every string somewhere inside a value of frozen classes and tuples."""
    if type(value) is str:
        yield value
    elif type(value) is tuple:
        for entry in value:
            yield from all_strings(entry)
    else:
        for name in _parts(type(value)):
            yield from all_strings(getattr(value, name))


def _gather(value: object, place: Location, texts: list[Text], cited: list[Reference]) -> None:
    if type(value) is Text:
        texts.append(value)
    elif type(value) is tuple:
        for entry in value:
            _gather(entry, place, texts, cited)
    elif names := _parts(type(value)):
        place = getattr(value, "location", place)
        for name in _LINES.get(type(value), ()):
            texts.append(Line(getattr(value, name), place))
        for name in names:
            part = getattr(value, name)
            if name in _CITING and part and type(part[0]) is Reference:
                cited.extend(part)
            elif type(part) not in _BARE:
                _gather(part, place, texts, cited)


def _parts(kind: type) -> tuple[str, ...]:
    names = _PARTS.get(kind)
    if names is None:
        has_parts = is_dataclass(kind) and kind not in _OPAQUE
        names = tuple(field.name for field in fields(kind)) if has_parts else ()
        _PARTS[kind] = names
    return names


def plain(text: Text) -> str:
    """The text as it is compared and quoted; each formula is one word, its LaTeX source without
    spaces between dollars, or the number that it is.
    """
    source = text.source
    return source if not _MARKUP.search(source) else as_words(text.runs)


def as_words(runs: Spans) -> str:
    """What runs say, each formula as one word."""
    return "".join(formula_as_word(run.formula) if run.formula else run.text for run in runs)


def formula_as_word(latex: str) -> str:
    """A formula as one word: without spaces between dollars, or the number that it is."""
    whole = "".join(latex.replace("$", "").split())
    number = whole.replace("{,}", ",")
    return number if _NUMBER.fullmatch(number) else f"${whole}$"


def without_formulas(text: Text) -> str:
    """The text as printed, a space for each formula."""
    source = text.source
    if not _MARKUP.search(source):
        return source
    return "".join(" " if run.formula else run.text for run in text.runs)


def shown(text: Text) -> str:
    """The text about as long as it is printed: its formulas in signs."""
    source = text.source
    if not _MARKUP.search(source):
        return source
    return "".join(map(in_characters, text.runs))


def prose(text: Text) -> str:
    """The text as printed, without code, formulas and addresses."""
    source = text.source
    if _MARKUP.search(source):
        source = "".join(" " if run.code or run.formula else run.text for run in text.runs)
    addressed = "://" in source or "@" in source or "www." in source
    return _ADDRESS.sub(" ", source) if addressed else source
