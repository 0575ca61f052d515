"""Texts as records keep them, to spans: either in a first notation whose rules never change, or as
what was understood of them.

The first notation knows **bold**, *italic*, `code`, H~2~O, x^2^, [text](https://…) and backslash
escapes, and nothing else.  What authors type is read by `commonmark`, by other rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from generator.problems import NOWHERE, Location
from generator.values import dataclass


@dataclass(frozen=True)
class Span:
    """Characters that look alike; `script` is "", "sub" or "sup", `link` an address or "".

    `formula`: the LaTeX source of a formula in the line, whose `text` is how it is read aloud; in
    records it is the source too.  `mark`: the status that it is the mark of; `text` is its word.
    `quiet`: italic because it counts for less, not for emphasis; never bold where there are no
    italics.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    script: str = ""
    link: str = ""
    formula: str = field(default="", metadata={"later": True})
    mark: str = field(default="", metadata={"later": True})
    # No part of a fingerprint: it says why a span is italic, which codes of briefings know.
    quiet: bool = field(default=False, repr=False)


Spans = tuple[Span, ...]


class MarkupError(ValueError):
    """Markup that cannot be understood; `offset` counts characters of the text from 0."""

    def __init__(self, offset: int, message: str) -> None:
        self.offset = offset
        super().__init__(message)


_TOKEN = re.compile(
    r"\\(?P<escape>[\\*`~^\[\]()_])|(?P<bold>\*\*)|(?P<italic>\*)|(?P<code>`)|(?P<sub>~)|(?P<sup>\^)|(?P<open>\[)|(?P<close>\]\()"
)
_BRACKET_END = re.compile(r"[^\\\]]*(?:\\.[^\\\]]*)*\]", re.DOTALL)
_MARKS = {"bold": "**", "italic": "*", "code": "`", "sub": "~", "sup": "^"}
_SCHEMES = {"https", "http", "mailto"}


def link_allowed(address: str) -> bool:
    """Whether an address is a plain http, https or mailto one in ASCII without spaces."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not address.isascii() or re.search(r"[\x00-\x20\x7f<>\"{}|\\^`]", address):
        return False
    return parts.scheme.lower() in _SCHEMES and bool(
        parts.netloc or (parts.scheme.lower() == "mailto" and parts.path)
    )


# Begins a text that is kept as what was understood: JSON follows.  No author can type it.
UNDERSTOOD = "\x02"


@lru_cache(maxsize=65536)
def parse(source: str) -> Spans:
    """The spans of a kept text: its line breaks become spaces, the ends of its blocks line breaks.

    Raises MarkupError.
    """
    if source.startswith(UNDERSTOOD):
        from json import loads  # few texts need it

        return merged(_kept_spans(loads(source[1:])))
    runs: list[Span] = []
    style = Span("")
    opened: dict[str, int] = {}
    link_start: int | None = None
    at = 0

    def emit(text: str) -> None:
        text = re.sub(r"\s*\n\s*", " ", text)
        if text and runs and replace(runs[-1], text="") == style:
            runs[-1] = replace(runs[-1], text=runs[-1].text + text)
        elif text:
            runs.append(replace(style, text=text))

    while match := _TOKEN.search(source, at):
        emit(source[at : match.start()])
        at, kind = match.end(), match.lastgroup or ""
        if "code" in opened and kind not in ("code", "escape"):
            emit(match[0])
        elif kind == "escape":
            emit(match["escape"])
        elif kind == "open":
            address = _address(source, match.start()) if link_start is None else None
            if address is None:
                emit(match[0])
            else:
                link_start, style = match.start(), replace(style, link=address)
        elif kind == "close":
            if link_start is None:
                emit(match[0])
            else:
                at = source.index(")", at) + 1
                link_start, style = None, replace(style, link="")
        else:
            if kind in opened:
                if opened.pop(kind) == match.start() - len(match[0]):
                    raise MarkupError(
                        match.start(),
                        f"there is nothing between {_MARKS[kind]} and {_MARKS[kind]}; "
                        f"for the sign itself type \\{match[0][0]}",
                    )
            else:
                opened[kind] = match.start()
            style = _restyled(style, opened)
    emit(source[at:])
    if opened:
        kind, offset = min(opened.items(), key=lambda entry: entry[1])
        raise MarkupError(
            offset,
            f"{_MARKS[kind]} is opened and never closed; "
            f"for the sign itself type \\{_MARKS[kind][0]}",
        )
    if link_start is not None:
        raise MarkupError(
            link_start, "a ` in the link's text is closed only behind the link; close it before ]"
        )
    return tuple(runs)


def merged(spans: Iterable[Span]) -> Spans:
    """Spans without empty ones, neighbours that look alike as one."""
    runs: list[Span] = []
    for span in spans:
        if span.text and runs and not span.formula and replace(runs[-1], text=span.text) == span:
            runs[-1] = replace(span, text=runs[-1].text + span.text)
        elif span.text:
            runs.append(span)
    return tuple(runs)


def joined(parts: Iterable[Spans], between: str = " · ") -> Spans:
    """Spans side by side, with `between` after each part but the last."""
    runs: Spans = ()
    for n, part in enumerate(parts):
        runs += ((Span(between),) if n else ()) + part
    return runs


def _kept_spans(kept: list[Any], code: bool = False) -> Iterator[Span]:
    """All spans of what was understood, a line break between two blocks, entries or lines.

    Texts are in lists; what else is said of a block is not.
    """
    for n, part in enumerate(kept):
        if isinstance(part, str):
            yield Span(part, code=code)
        elif isinstance(part, dict) and "text" in part:
            yield Span(**{**part, "code": code or part.get("code", False)})
        else:
            yield from (Span("\n"),) if n else ()
            parts = part if isinstance(part, dict) else {"": part}
            for name, inner in parts.items():
                if isinstance(inner, list):
                    yield from _kept_spans(inner, code or name == "code")


_ESCAPED = re.compile(r"[\\*`~^\[\]()_]")


def first_notation(spans: Spans) -> str:
    """Spans in the first notation; `parse` gives them back, but for formulas and for links whose
    address holds a bracket.
    """
    marks: list[str] = []
    before = Span("")
    for span in (*spans, Span("")):
        # In code no other sign has a meaning: it ends before them and begins behind them.
        if before.code:
            marks.append("`")
        if before.link and before.link != span.link:
            marks.append(f"]({before.link})")
        marks += [mark for mark, has in _MARKED if has(before) != has(span)]
        if span.link and before.link != span.link:
            marks.append("[")
        if span.code:
            marks.append("`")
        marks.append(_ESCAPED.sub(r"\\\g<0>", span.text))
        before = span
    return "".join(marks)


_MARKED: tuple[tuple[str, Callable[[Span], bool]], ...] = (
    ("~", lambda span: span.script == "sub"),
    ("^", lambda span: span.script == "sup"),
    ("*", lambda span: span.italic),
    ("**", lambda span: span.bold),
)


def _restyled(style: Span, opened: dict[str, int]) -> Span:
    script = "sub" if "sub" in opened else "sup" if "sup" in opened else ""
    return replace(
        style,
        bold="bold" in opened,
        italic="italic" in opened,
        code="code" in opened,
        script=script,
    )


def _address(source: str, start: int) -> str | None:
    """The address of the link that opens at `start`; None if the bracket is only a bracket."""
    end = _BRACKET_END.match(source, start + 1) if source.find("](", start) >= 0 else None
    if end is None or source[end.end() : end.end() + 1] != "(":
        return None
    close = source.find(")", end.end())
    if close < 0:
        raise MarkupError(start, "the link's address has no closing bracket )")
    address = source[end.end() + 1 : close].strip()
    if not link_allowed(address):
        raise MarkupError(
            start, f"the link address '{address}' is not allowed; use https://, http:// or mailto:"
        )
    if end.end() == start + 2:
        raise MarkupError(start, "the link has no text")
    return address


def plain(source: str) -> str:
    """The text without its markup.  Raises MarkupError."""
    return "".join(run.text for run in parse(source))


def plain_with_raised(source: str) -> str:
    """The text without its markup, with ^ before what is raised: 10^2^ is 10^2 and not 102.

    Raises MarkupError.
    """
    return words_with_raised(parse(source))


def words_with_raised(runs: Spans) -> str:
    """What runs say, with ^ before what is raised."""
    return "".join(f"^{run.text}" if run.script == "sup" else run.text for run in runs)


@dataclass(frozen=True)
class Text:
    """A text as records keep it, and where it is; two texts are equal when their sources are."""

    source: str
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def runs(self) -> Spans:
        """Its spans."""
        return parse(self.source)

    @property
    def plain(self) -> str:
        """The text without its markup."""
        return plain(self.source)
