"""Inline markup to runs: **bold**, *italic*, `code`, H~2~O, x^2^, [text](https://…), backslash
escapes; nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlsplit

from generator.problems import NOWHERE, Location


@dataclass(frozen=True)
class Span:
    """Characters that look alike; `script` is "", "sub" or "sup", `link` an address or "".

    `formula`: the LaTeX source of a formula in the line, whose `text` is how it is read aloud.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    script: str = ""
    link: str = ""
    formula: str = field(default="", metadata={"later": True})


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
    """The runs of a text; line breaks become spaces.  Raises MarkupError."""
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


@dataclass(frozen=True)
class Text:
    """An authored text with inline markup, and where it is; two texts are equal when their
    sources are.
    """

    source: str
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def runs(self) -> Spans:
        """The parsed runs."""
        return parse(self.source)

    @property
    def plain(self) -> str:
        """The text without its markup."""
        return plain(self.source)
