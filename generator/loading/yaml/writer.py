"""Authored YAML as text: values that read back equal, and changes at places of a file."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.loading.yaml import decoding, hints

WIDTH = 100  # characters of a line, as far as words allow
_PLAIN = re.compile(r"-?[^\W_](?:[^\n\t:#]|:(?=\S)|(?<! )#)*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_BOM = b"\xef\xbb\xbf"


def quoted(text: str) -> str:
    """A text in quotes, for a value on one line.

    Raises ValueError where it has a character that no file may have.
    """
    for character in text:
        if reason := decoding.refusal(character):
            raise ValueError(f"U+{ord(character):04X} cannot be written: {reason}")
    if set(text).isdisjoint('"\\\n\t'):
        return f'"{text}"'
    if set(text).isdisjoint("'\n\t"):
        return f"'{text}'"
    for sign, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, escape)
    return f'"{text}"'


def inline(text: str, in_flow: bool = False) -> str:
    """A text as a value on one line, in quotes where it needs them.  Raises ValueError."""
    is_plain = (
        _PLAIN.fullmatch(text)
        and not text.endswith((":", " "))
        and text.casefold() not in _WORDS
        and not (in_flow and set(text) & set("[]{},?"))
        and not any(map(decoding.refusal, text))
    )
    return text if is_plain else quoted(text)


def text_lines(start: str, text: str, indent: int) -> list[str]:
    """The lines of a prose text: `start` ("title:" or "-") and the text under >-, or under |- if it
    has several lines, indented by `indent` spaces; in quotes behind `start` where a block would
    change it.

    Raises ValueError.
    """
    margin, lines = " " * indent, text.split("\n")
    if "\t" in text or any(map(decoding.refusal, text)):
        return [f"{start} {quoted(text)}"]
    if len(lines) > 1:
        first = next((line for line in lines if line), "")
        if first.startswith(" ") or not lines[-1] or any(line.isspace() for line in lines):
            return [f"{start} {quoted(text)}"]
        return [f"{start} |-", *(margin + line if line else "" for line in lines)]
    if not all(text.split(" ")):
        return [f"{start} {quoted(text)}"]
    lines = textwrap.wrap(
        text, max(WIDTH - indent, 20), break_long_words=False, break_on_hyphens=False
    )
    # Wrapping parts at other spaces too, for instance those that keep a number with its unit.
    if " ".join(lines) != text:
        lines = [text]
    return [f"{start} >-", *(margin + line for line in lines)]


@dataclass(frozen=True, order=True)
class Edit:
    """A change of a file: at a line and column, both from 1, `length` characters are replaced.

    A new line in `text` is written as the file ends its lines.
    """

    line: int
    column: int
    length: int
    text: str


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A file with changes that do not overlap; all else of it stays, byte for byte.

    Raises UnicodeDecodeError, and ValueError where a change lies outside of the file.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    lines = data.removeprefix(_BOM).decode("utf-8").split("\n")
    ending = "\r\n" if lines[0].endswith("\r") else "\n"
    for edit in sorted(edits, reverse=True):
        if not 0 < edit.line <= len(lines):
            raise ValueError(f"line {edit.line} is not in the file")
        line = lines[edit.line - 1]
        start, end = edit.column - 1, edit.column - 1 + edit.length
        if not 0 <= start <= end <= len(line.rstrip("\r")):
            raise ValueError(f"column {edit.column} is not in line {edit.line}")
        lines[edit.line - 1] = line[:start] + edit.text.replace("\n", ending) + line[end:]
    return mark + "\n".join(lines).encode()


def value_start(line: str) -> int:
    """Where a value begins on a line of a block: behind hyphens and, where there is one, a field's
    name; counted from 0.
    """
    match = re.match(rf"{hints.LINE_START.pattern}(?:{hints.FIELD_NAME.pattern}: +)?", line)
    return match.end() if match else 0


Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
_SHORT = 60  # characters of a text that stays on the line of its field


def field_lines(fields: Mapping[str, Value], indent: int = 0) -> list[str]:
    """The lines of named fields, which read back as they are.

    Raises ValueError where a text has a character that no file may have.
    """
    lines: list[str] = []
    for name, value in fields.items():
        lines += _value_lines(f"{' ' * indent}{name}:", value, indent)
    return lines


def entry_lines(fields: Mapping[str, Value], indent: int = 0) -> list[str]:
    """The lines of an entry of a list that has named fields.  Raises ValueError."""
    first, *others = field_lines(fields, indent + 2)
    return [f"{' ' * indent}- {first.lstrip()}", *others]


def _value_lines(start: str, value: Value, indent: int) -> list[str]:
    """A value behind `start`, on its line or on lines below that are indented further."""
    if isinstance(value, str):
        return _text(start, value, indent + 2)
    if isinstance(value, Mapping):
        return [start, *field_lines(value, indent + 2)]
    flow = _flow(value)
    if flow is not None and len(start) + 1 + len(flow) <= WIDTH:
        return [f"{start} {flow}"]
    lines = [start]
    for entry in value:
        if isinstance(entry, Mapping):
            lines += entry_lines(entry, indent + 2)
        else:
            lines += _value_lines(f"{' ' * (indent + 2)}-", entry, indent + 2)
    return lines


def _flow(values: Sequence[Value]) -> str | None:
    """A list of short texts in brackets; None where it has others."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values) or any("\n" in text or len(text) > _SHORT for text in texts):
        return None
    return f"[{', '.join(inline(text, in_flow=True) for text in texts)}]"


def _text(start: str, text: str, indent: int) -> list[str]:
    if "\n" in text and _is_literal(text):
        margin = " " * indent
        lines = (f"{margin}{line}" if line else "" for line in text.split("\n"))
        return [f"{start} |-", *lines]
    if len(text) <= _SHORT or "\n" in text:
        return [f"{start} {inline(text)}"]
    return text_lines(start, text, indent)


def _is_literal(text: str) -> bool:
    """Whether a text of several lines reads back when it is written line by line under |-."""
    lines = text.split("\n")
    return (
        bool(lines[0].strip())
        and not lines[0].startswith(" ")
        and bool(lines[-1])
        and all(line == line.rstrip() and "\t" not in line for line in lines)
        and not any(map(decoding.refusal, text.replace("\n", "")))
    )
