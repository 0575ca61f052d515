"""Sets go out as a text with its parts behind it, and come in again as sets."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.exchange.exchanged import ExchangedItem, Fields, Value, list_of
from generator.exchange.formats import FORMATS
from tests.exchange.test_awkward_files import notes

WITH_TEXTS = ("moodle", "gift", "qti12")  # the formats that have texts which ask nothing
PARTS: list[Value] = [
    {"type": "single", "stem": "Who?", "key": "bees", "distractors": ["ants"], "rationale": "So."},
    {"type": "true-false", "stem": "They *shiver*.", "key": "true"},
    {"type": "matching", "stem": "Join", "pairs": [
        {"premise": letter, "response": letter * 2} for letter in "abc"
    ], "points": "3"},
]  # fmt: skip


def a_set(stimulus: Fields, parts: Sequence[Value] = PARTS) -> Fields:
    """The fields of a set."""
    shown: dict[str, Value] = {"id": "bee-set", "type": "set", "stem": "Read it."}
    return {**shown, "stimulus": stimulus, "parts": [*parts]}


def there_and_back(name: str, fields: Fields) -> list[ExchangedItem]:
    """What comes in again of an item, with another one behind it."""
    other: Fields = {"id": "z", "type": "true-false", "stem": "Last.", "key": "false"}
    written = FORMATS[name].write("Bank", [ExchangedItem("1", fields), ExchangedItem("2", other)])
    return FORMATS[name].read(written.data)


def kinds(items: Sequence[ExchangedItem]) -> list[str]:
    """The type of each item, as far as it says one."""
    return ["lost" if item.is_lost else str(item.fields.get("type", "single")) for item in items]


@pytest.mark.parametrize("name", WITH_TEXTS)
def test_a_set_comes_back_as_a_set(name):
    """Stem, passage and parts are as they were, and the report says how the stem was told."""
    passage: Fields = {"passage": ["Bees keep their nest *warm*.", "On cold days they shiver."]}
    item, other = there_and_back(name, a_set(passage))
    assert item.fields["id"] == "bee-set" and item.fields["stem"] == "Read it."
    assert item.fields["stimulus"] == passage
    first, second, third = list_of(item.fields, "parts")
    assert first == {"stem": "Who?", "key": "bees", "distractors": ["ants"], "rationale": "So."}
    assert second == {"stem": "They *shiver*.", "type": "true-false", "key": "true"}
    assert third == PARTS[2]
    assert "a set, whose stem is the first paragraph" in notes(item)
    assert other.fields["stem"] == "Last."


@pytest.mark.parametrize("name", WITH_TEXTS)
def test_a_table_comes_back_as_a_table(name):
    """With its caption, its heads and bars in its cells."""
    table: Fields = {"caption": "Rain", "head": ["What", "A | B"], "rows": [["x", "1"], ["y", "2"]]}
    item, _ = there_and_back(name, a_set({"table": table}))
    assert item.fields["stimulus"] == {"table": table}


@pytest.mark.parametrize("name", WITH_TEXTS)
def test_a_set_is_told_by_its_ids(name):
    """Where the parts have other ids, or there is one only, or the text is no more than the stem,
    the text is lost with its words, and the parts are items.
    """
    passage: Fields = {"passage": ["Bees keep their nest warm."]}
    assert kinds(there_and_back(name, a_set(passage))) == ["set", "true-false"]
    data = FORMATS[name].write("B", [ExchangedItem("1", a_set(passage, PARTS[:2]))]).data
    if name != "qti12":
        renamed = FORMATS[name].read(data.replace(b"bee-set-a", b"other"))
        assert kinds(renamed) == ["lost", "single", "true-false"]
        assert "a text that asks nothing (Read it." in notes(renamed[0])
    alone = there_and_back(name, a_set(passage, PARTS[:1]))
    assert kinds(alone) == ["lost", "single", "true-false"]
    bare = there_and_back(name, a_set({"figure": {"kind": "bar-chart"}}, PARTS[:2]))
    assert kinds(bare) == ["lost", "single", "true-false", "true-false"]


def test_a_part_that_is_lost_leaves_the_set_whole():
    """GIFT has no cloze: what is behind it is still of the set."""
    cloze: Fields = {"type": "cloze", "stem": "Fill in", "text": "A {b}."}
    passage: Fields = {"passage": ["Bees keep their nest warm."]}
    item, _ = there_and_back("gift", a_set(passage, [PARTS[0], cloze, PARTS[1]]))
    stems = [part["stem"] for part in list_of(item.fields, "parts") if isinstance(part, dict)]
    assert stems == ["Who?", "They *shiver*."]


def test_a_scheme_of_several_credits_goes_to_moodle_as_a_note():
    """Moodle cannot mark it: an essay, with every credit and wording for whoever marks."""
    scheme: list[Value] = [
        {"credit": "winter", "points": "1", "accept": ["frost"]},
        {"credit": "summer", "points": "1", "reject": ["spring"]},
    ]
    fields: Fields = {
        "id": "a", "type": "short-answer", "stem": "Q", "points": "2", "scheme": scheme
    }  # fmt: skip
    written = FORMATS["moodle"].write("B", [ExchangedItem("a", fields)])
    assert "changed: it is an essay there" in notes(written.items[0])
    for word in ("winter", "frost", "summer", "spring", 'type="essay"'):
        assert word.encode() in written.data
    single: Fields = {**fields, "scheme": scheme[:1]}
    assert b"shortanswer" in FORMATS["moodle"].write("B", [ExchangedItem("a", single)]).data
