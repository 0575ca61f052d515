"""Sets for programs that have none: what the parts are about, and its parts as items; and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.content.nodes import shorten
from generator.exchange.answers import note_unwritten
from generator.exchange.exchanged import (
    ExchangedItem,
    Fields,
    Notes,
    Value,
    entry_text,
    list_of,
    text_of,
)

DESCRIPTION = "description"  # the type of what asks nothing
_LETTERS = "abcdefghij"
_BAR = re.compile(r"(?<!\\)\|")


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


def gathered(items: Sequence[ExchangedItem]) -> list[ExchangedItem]:
    """Items of a file in which a description and its parts, as `described` makes them, are a set
    again, told by their ids; any other description is lost, with what it says.
    """
    read: list[ExchangedItem] = []
    at = 0
    while at < len(items):
        item, at = items[at], at + 1
        if text_of(item.fields, "type") != DESCRIPTION:
            read.append(item)
            continue
        names = [f"{text_of(item.fields, 'id')}-{letter}" for letter in _LETTERS]
        behind = items[at : at + len(names)]
        count = 0
        while count < len(behind) and (name := _part_name(behind[count])) in names:
            names = names[names.index(name) + 1 :]  # one between them may be lost
            count += 1
        stem, stimulus = _stem_and_stimulus(text_of(item.fields, "stem"))
        if count > 1 and stimulus:
            read.append(_set(item, stem, stimulus, behind[:count]))
            at += count
            continue
        notes = Notes()
        notes.take(item.notes)
        notes.lost(f"a text that asks nothing ({shorten(text_of(item.fields, 'stem'))})")
        read.append(ExchangedItem(item.place, {}, notes.all))
    return read


def _part_name(item: ExchangedItem) -> str:
    is_text = text_of(item.fields, "type") == DESCRIPTION
    return "" if is_text else text_of(item.fields, "id")


def _set(
    item: ExchangedItem, stem: str, stimulus: Fields, parts: Sequence[ExchangedItem]
) -> ExchangedItem:
    notes = Notes()
    notes.take(item.notes)
    notes.changed("the text and its parts are a set, whose stem is the first paragraph")
    files = dict(item.files)
    listed: list[Value] = []
    for part in parts:
        notes.take(part.notes)
        files.update(part.files)
        listed.append({name: value for name, value in part.fields.items() if name != "id"})
    fields: Fields = {"type": "set", "stem": stem, "stimulus": stimulus, "parts": listed}
    return ExchangedItem(item.place, {"id": text_of(item.fields, "id"), **fields}, notes.all, files)


def _stem_and_stimulus(shown: str) -> tuple[str, Fields]:
    """The first paragraph of what a set shows, and the rest of it as a passage or table; no
    stimulus where there is no more than a paragraph.
    """
    stem, *blocks = re.split(r"\n{2,}", shown)
    if len(blocks) > 1 and blocks[-1].startswith("|"):
        head, _, *rows = ([*map(_cell, _BAR.split(row)[1:-1])] for row in blocks[-1].split("\n"))
        table: Fields = {"caption": blocks[-2], "head": [*head], "rows": [*rows]}
        return "\n\n".join([stem, *blocks[:-2]]), {"table": table}
    return stem, {"passage": [*blocks]} if blocks else {}


def _cell(text: str) -> Value:
    return text.strip().replace("\\|", "|")


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
    if "provenance" in fields:
        notes.changed("where its passage is from is a paragraph of the text")
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
