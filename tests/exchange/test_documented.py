"""What the documentation of other programs shows comes in, each key right and each loss told."""

from __future__ import annotations

import re

import pytest

from generator.exchange.exchanged import GUESSED, ExchangedItem, Fields, Value, list_of, text_of
from tests.exchange.documented import SAMPLES
from tests.exchange.test_awkward_files import read


def right(fields: Fields) -> str:
    """What is right in an item, "" in an essay."""
    if "text" in fields:
        return " ".join(re.findall(r"\{.*?\}", text_of(fields, "text")))
    if scheme := list_of(fields, "scheme"):
        return _of(scheme[0], "credit")
    if pairs := list_of(fields, "pairs"):
        return ", ".join(_of(pair, "response") for pair in pairs)
    return ", ".join(map(str, list_of(fields, "keys"))) or text_of(fields, "key")


def _of(entry: Value, name: str) -> str:
    assert isinstance(entry, dict)
    return text_of(entry, name)


def outcome(item: ExchangedItem) -> int:
    """0 whole, 1 with a part changed or lost, 2 a draft, 3 not brought in."""
    if item.is_lost:
        return 3
    return 2 if any(note.kind == GUESSED for note in item.notes) else int(bool(item.notes))


@pytest.mark.parametrize("name", SAMPLES)
def test_documented_questions_come_in(name):
    """Each with its key, and the report says of how many something was changed, guessed or lost."""
    file_name, text, keys, counts = SAMPLES[name]
    items = read(file_name, text)
    assert tuple(right(item.fields) for item in items if not item.is_lost) == keys
    outcomes = [outcome(item) for item in items]
    assert tuple(map(outcomes.count, range(4))) == counts
