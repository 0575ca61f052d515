"""Texts of several blocks in the files of records: written as what they are, {"blocks": […]}."""

from __future__ import annotations

import json
from typing import Any

from generator.page.understood import blocks_of, is_kept_as_blocks, kept_text
from generator.storage.canonical_json import ShapeError

_BLOCKS = "blocks"


def as_stored(plain: Any) -> Any:
    """Plain data with every text of several blocks spelled out."""
    if isinstance(plain, str):
        return {_BLOCKS: json.loads(plain[1:])} if is_kept_as_blocks(plain) else plain
    if isinstance(plain, dict):
        return {name: as_stored(value) for name, value in plain.items()}
    return [as_stored(entry) for entry in plain] if isinstance(plain, list) else plain


def as_kept(stored: Any) -> Any:
    """Plain data as `as_stored` was given it.  Raises ShapeError where blocks are none."""
    if isinstance(stored, str) and is_kept_as_blocks(stored):
        raise ShapeError("a text of several blocks is spelled out")
    if isinstance(stored, dict) and set(stored) == {_BLOCKS}:
        text = kept_text(stored[_BLOCKS])
        try:
            blocks_of(text)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise ShapeError("the blocks of a text expected") from None
        return text
    if isinstance(stored, dict):
        return {name: as_kept(value) for name, value in stored.items()}
    return [as_kept(entry) for entry in stored] if isinstance(stored, list) else stored


def holds_blocks(stored: Any) -> bool:
    """Whether plain data of a file has a text of several blocks in it."""
    if isinstance(stored, dict):
        return set(stored) == {_BLOCKS} or any(map(holds_blocks, stored.values()))
    return isinstance(stored, list) and any(map(holds_blocks, stored))
