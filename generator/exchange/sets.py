"""Sets for programs that have none: what the parts are about, and its parts as items."""

from __future__ import annotations

import re

from generator.exchange.answers import note_unwritten
from generator.exchange.exchanged import Fields, Notes, Value, entry_text, list_of, text_of

DESCRIPTION = "description"  # the type of what asks nothing
_LETTERS = "abcdefghij"


def described(fields: Fields, notes: Notes) -> list[Fields]:
    """An item as it is; of a set, a description of what its parts are about, then each part."""
    if text_of(fields, "type") != "set":
        return [fields]
    notes.changed("the set is a description with its parts behind it, which may be parted there")
    shown = {"id": text_of(fields, "id"), "type": DESCRIPTION, "stem": _shown(fields, notes)}
    return [dict[str, Value](shown), *_parts(fields)]


def repeated(fields: Fields, notes: Notes) -> list[Fields]:
    """An item as it is; of a set, each part with what it is about before its stem."""
    if text_of(fields, "type") != "set":
        return [fields]
    notes.changed("each part of the set is an item, which begins with what the set is about")
    shown = _shown(fields, notes)
    return [{**part, "stem": f"{shown}\n\n{text_of(part, 'stem')}"} for part in _parts(fields)]


def _parts(fields: Fields) -> list[Fields]:
    """The parts with ids of their own: the set's with the part's letter."""
    name = text_of(fields, "id")
    return [
        {**part, "id": f"{name}-{letter}"}
        for letter, part in zip(_LETTERS, list_of(fields, "parts"), strict=False)
        if isinstance(part, dict)
    ]


def _shown(fields: Fields, notes: Notes) -> str:
    """The stem of a set and what is printed below it, as markup."""
    note_unwritten(
        fields, {"id", "type", "stem", "points", "stimulus", "provenance", "parts"}, notes
    )
    stimulus = fields.get("stimulus", {})
    texts = [text_of(fields, "stem"), text_of(fields, "provenance")]
    if isinstance(stimulus, dict):
        texts += map(entry_text, list_of(stimulus, "passage"))
        table = stimulus.get("table")
        texts += _table(table) if isinstance(table, dict) else []
        if "figure" in stimulus:
            notes.lost("the figure of the set")
    return "\n\n".join(filter(None, (text.strip("\n") for text in texts)))


def _table(table: Fields) -> list[str]:
    """A table with the caption above it."""
    head, *rows = (
        "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", entry_text(cell)) for cell in row) + " |"
        for row in [list_of(table, "head"), *list_of(table, "rows")]
        if isinstance(row, list)
    )
    rule = "|" + "---|" * len(list_of(table, "head"))
    return [text_of(table, "caption"), "\n".join([head, rule, *rows])]
