"""The table of the second reading beside the banks, and the command that keeps it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.content.model import Content
from generator.page.markup import Text
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project
from tools import reading


@pytest.fixture(scope="module")
def content() -> Content:
    """The starter content."""
    return load_project(ProjectFiles(reading.ROOT)).content


@pytest.fixture(scope="module")
def table() -> str:
    """The table as it is kept."""
    return reading.TABLE.read_text(encoding="utf-8")


def test_every_item_was_read_as_it_is_now(content, table):
    """Each item of the starter banks has one row with the fingerprint that the item has now."""
    assert len(content.items_by_id) > 100
    assert reading.unread(reading.fingerprints(content.items_by_id.values()), table) == {}


def test_what_the_reader_agreed_with_is_one_of_five_words(table):
    """No row says of an answer anything but what the table explains."""
    cells = [line.split(" | ")[2] for line in table.splitlines() if line.startswith("| `")]
    words = {word for cell in cells for word in cell.split("; ")}
    assert words <= {"yes", "no", "before", "scheme", "judged"}
    assert {"yes", "scheme"} <= words


@pytest.mark.parametrize("name", ["ar-regret", "ar-case-call", "fc-set-july", "cs-test-of-loss"])
def test_an_edited_item_is_unread(content, table, name):
    """An item whose question, points or key changes is unread; one whose reasons change is not."""
    item = content.items_by_id[name]

    def left(**changes) -> set[str]:
        edited = {**content.items_by_id, name: replace(item, **changes)}
        return set(reading.unread(reading.fingerprints(edited.values()), table))

    assert left(stem=Text("Which of these is it?")) == {name}
    assert left(points=item.points + 1) == {name}
    assert left(level="create", objective="other") == set()


def test_missing_doubled_and_stray_rows_are_found():
    """An item without a row, a row without an item and an item with two rows are all reported."""
    table = "| `a-one` | `11111111` | yes |\n| `a-two` | `22222222` | yes |\n"
    assert reading.unread({"a-one": "11111111", "a-two": "22222222"}, table) == {}
    assert reading.unread({"a-one": "11111111", "a-new": "33333333"}, table) == {
        "a-new": "has no row",
        "a-two": "is in no bank",
    }
    with pytest.raises(ValueError, match="two rows: a-one"):
        reading.rows(table + "| `a-one` | `33333333` | yes |\n")


def test_signing_changes_that_row_alone():
    """Signing enters today’s fingerprint for the items that are named, and needs their rows."""
    table = "| `a-one` | `0` | yes |\n| `a-two` | `0` | yes |\n"
    now = {"a-one": "11111111", "a-two": "22222222"}
    assert reading.signed(["a-two"], now, table) == table.replace(
        "`a-two` | `0`", "`a-two` | `22222222`"
    )
    assert reading.not_blind("| `a-one` | `0` | before |\n") == ("a-one",)
    assert reading.signed(["a-one"], now, "| `a-one` | `0` | before |\n") == (
        "| `a-one` | `11111111` | yes |\n"
    )
    with pytest.raises(ValueError, match="a-six: write a row"):
        reading.signed(["a-six"], now, table)
