"""Where a part of a text is in its file, whichever way of YAML the text is written in."""

from __future__ import annotations

import re

from generator.problems import Location

# What a space or the end of a line may be in a file: lines are indented, and quoted in a quotation.
_GAP = r"(?:\\\n)?[\s>]+(?:\\\n[\s>]*)?"
_ESCAPED = {"\\": r"\\{1,2}", '"': r'\\?"', "'": r"''?"}


def place_within(text: str, begin: Location, part: str, offset: int) -> Location | None:
    """The place of the character number `offset` (from 0) of a formula between signs of dollar, the
    first like it in a file's text from `begin` on.

    None where it is not found as it is: letters may be written as numbers in double quotes.
    """
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: begin.line - 1]) + max(begin.column - 1, 0)
    found = re.compile(rf"\$\s*{_pattern(part)}\s*\$").search(text, start)
    if found is None:
        return None
    first = re.compile(r"\$\s*").match(text, found.start())
    before = re.compile(_pattern(part[:offset])).match(text, first.end() if first else 0)
    if before is None:
        return None
    at = before.end()
    line = text.count("\n", 0, at) + 1
    return Location(begin.path, line, at - text.rfind("\n", 0, at))


def _pattern(part: str) -> str:
    words = (
        "".join(_ESCAPED.get(character, re.escape(character)) for character in word)
        for word in re.split(r"\s+", part)
    )
    return _GAP.join(words)
