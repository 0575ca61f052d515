"""The note that an edition was handed out: read back whole, or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.editions import make_handout, read_handout
from generator.editions.handout import DamagedHandout
from generator.storage.sealed_json import seal

CODE = "7K3Q-2M4P"
NOTE = make_handout(CODE, "Year 2", "2026-12-07", 30, "f" * 64)


@pytest.mark.parametrize(
    "change",
    [
        {"class": 2},
        {"date": 20261207},
        {"revision": None},
        {"code": [CODE]},
        {"copies": "30"},
        {"copies": True},
        {"more": 1},
        {"density": "loose"},
        {"layout": {"nosuch": True}},
        {"layout": 4},
    ],
)
def test_sealed_nonsense_is_refused(change: dict[str, Any]) -> None:
    """A note whose hash fits, but one of whose fields does not, is refused in a sentence."""
    plain = json.loads(NOTE.data)["printed"]
    with pytest.raises(DamagedHandout) as refused:
        read_handout(seal("printed", {**plain, **change}, 2), CODE)
    assert str(refused.value).isprintable()
    assert read_handout(seal("printed", plain), CODE) == NOTE


def test_a_note_of_another_edition_is_refused() -> None:
    """A file that was moved to another edition does not say that this one was handed out."""
    with pytest.raises(DamagedHandout, match="does not belong to 8CGD-YT83"):
        read_handout(NOTE.data, "8CGD-YT83")
