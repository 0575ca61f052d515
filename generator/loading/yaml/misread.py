"""Text that YAML accepts but loses or takes for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

import yaml

from generator.content.nodes import ListNode, MappingNode, shorten
from generator.loading.yaml.decoding import forbidden, refusal
from generator.loading.yaml.hints import Advice, Place, block_text, by_quoting, question_mark

FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")
HASH_IN_HEADER = re.compile("[|>][-+0-9]*#")
NAME_WORDS = 3
LETTERS = {
    0: "0",
    7: "a",
    8: "b",
    11: "v",
    12: "f",
    13: "r",
    27: "e",
    0x85: "N",
    0x2028: "L",
    0x2029: "P",
}


def plain(event: yaml.ScalarEvent, lines: list[str], in_flow: bool) -> Iterator[Advice]:
    """Find where text without quotes lost its end to a comment, or took in lines that look like a list."""
    start, end = event.start_mark, event.end_mark
    if in_flow and "?" in event.value:
        yield question_mark(_find("[?]", event, lines))
    rest = lines[end.line][end.column :]
    # Two spaces (or a tab) before the sign set a comment apart; one space is how prose has it: "C # major".
    if rest.startswith(" #"):
        yield Advice(
            end.line,
            end.column + 1,
            "text-after-hash",
            f"'{shorten(rest)}' is lost, because a space and # begin a comment; "
            f"{by_quoting(lines[start.line][start.column :])}, or put two spaces before a real comment",
        )
    for number in range(start.line + 1, end.line + 1):
        if lines[number].lstrip().startswith("- "):
            yield Advice(
                number,
                indentation(lines[number]),
                "list-in-text",
                f"this line continues the text of line {start.line + 1} and is no entry of a list; "
                "for a list begin on the line after 'name:', for text write all of it under >-",
            )


def block(event: yaml.ScalarEvent, lines: list[str]) -> Iterator[Advice]:
    """Find a line that follows | or > without a space; the C parser takes it for a comment and drops it."""
    start = event.start_mark
    text = lines[start.line][start.column :]
    if HASH_IN_HEADER.match(text):
        yield block_text((start.line, start.column), text)


def quotes(event: yaml.ScalarEvent, lines: list[str]) -> Iterator[Advice]:
    """Find quotes that were forgotten, so that the text ends at the next ones, some fields further down."""
    start, end = event.start_mark, event.end_mark
    opening = indentation(lines[start.line])
    if any(
        line.strip() and indentation(line) <= opening
        for line in lines[start.line + 1 : end.line + 1]
    ):
        yield Advice(
            start.line,
            start.column,
            "unclosed-quote",
            f"the quotes that open here close only on line {end.line + 1}; close them where the text ends, "
            "or indent each of its lines deeper than the first",
        )


def escapes(event: yaml.ScalarEvent, lines: list[str], judged: Set[str]) -> Iterator[Advice]:
    """Find refused characters that came in by backslash and number; `judged` are those of the file itself."""
    refused = sorted(character for character in set(event.value) - judged if refusal(character))
    # The C parser stops at half a character and says nothing of others; so does this.
    for character in [half for half in refused if is_surrogate(half)][:1] or refused:
        yield Advice(*_escape(event, lines, character), "forbidden-character", forbidden(character))


def is_surrogate(character: str) -> bool:
    """Tell whether it is half a character of UTF-16."""
    return "\ud800" <= character <= "\udfff"


def _escape(event: yaml.ScalarEvent, lines: list[str], character: str) -> Place:
    number = ord(character)
    letter = LETTERS.get(number, "(?!)")
    return _find(rf"\\(?:(?i:x{number:02x}|u{number:04x}|U{number:08x})|{letter})", event, lines)


def _find(pattern: str, event: yaml.ScalarEvent, lines: list[str]) -> Place:
    """Find a pattern in a scalar as it stands in the file."""
    start = event.start_mark
    for line in range(start.line, event.end_mark.line + 1):
        found = re.compile(pattern).search(lines[line], start.column if line == start.line else 0)
        if found:
            return line, found.start()
    return start.line, start.column


def sentence_as_name(mapping: MappingNode, inside: type, lines: list[str]) -> Advice | None:
    """Find an entry like `- Kosovo: a precedent`; later stages refuse the mapping without knowing it was a text."""
    name = mapping.entries[0][0] if len(mapping.entries) == 1 else None
    if name is None or name.quoted:
        return None
    if (
        FIELD_NAME.fullmatch(name.text)
        if inside is ListNode
        else len(name.text.split()) <= NAME_WORDS
    ):
        return None
    line, column = name.location.line - 1, name.location.column - 1
    return Advice(
        line,
        column,
        "colon-in-text",
        f"'{shorten(name.text)}' before the colon is read as the name of a field; "
        f"if it is text, {by_quoting(lines[line][column:])}",
    )


def indentation(line: str) -> int:
    """Count the spaces a line begins with."""
    return len(line) - len(line.lstrip())
