"""JSON files that prove themselves: what they hold is beside its own SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from generator.storage.canonical_json import canonical

SCHEMA = 1
Readers = Mapping[int, Callable[[Any], Any]]

# How many levels below a name are on lines of their own: one item, answer or form is one line.
_OPEN = {
    "view": 1,
    "sources": 1,
    "instructions": 1,
    "sections": 3,
    "forms": 1,
    "revision": 1,
    "key": 2,
    "replaces": 1,
    "voids": 1,
    "manifest": 1,
    "files": 1,
    "leaving": 1,
    "parts": 1,
    "sheet": 1,
    "pages": 3,
}


class Damaged(ValueError):
    """A sealed file that cannot be used: one sentence for people that says what to do."""

    what = "file"

    def __init__(self, why: str) -> None:
        super().__init__(f"this {self.what} cannot be used: {why}")

    def named(self, path: str) -> Damaged:
        """The same, with the file's path first."""
        self.args = (f"{path}: {self}",)
        return self


LOST = "; restore it from version control or a backup"
NEWER = "a newer version of packs wrote it; update packs"


def digest(content: Any) -> bytes:
    """The SHA-256 of plain data in canonical JSON."""
    return hashlib.sha256(canonical(content)).digest()


def seal(name: str, content: Mapping[str, Any], schema: int = SCHEMA, **head: str) -> bytes:
    """The file of some content: schema, head, hash, and the content under its name."""
    whole = {"schema": schema, **head, "sha256": digest(content).hex(), name: content}
    return (_spelled(whole, 1) + "\n").encode()


def unseal(
    data: bytes, name: str, damaged: type[Damaged], *head: str, older: Readers | None = None
) -> dict[str, Any]:
    """The fields of a sealed file, its content as the newest schema has it.  Raises `damaged`.

    `older`: for each schema but the newest, what turns its content into that of the next; the hash
    is of what was written.
    """
    readers = older or {}
    newest = max(readers, default=SCHEMA - 1) + 1
    try:
        whole = json.loads(
            data.decode(), object_pairs_hook=_once, parse_float=_refused, parse_constant=_refused
        )
    except (ValueError, RecursionError):
        raise damaged("it is incomplete or not JSON" + LOST) from None
    schema = whole.get("schema") if isinstance(whole, dict) else None
    if type(schema) is int and schema > newest:
        raise damaged(NEWER)
    if (
        type(schema) is not int
        or not (schema == newest or schema in readers)
        or set(whole) != {"schema", "sha256", name, *head}
    ):
        raise damaged("its outer fields are wrong" + LOST)
    try:
        sound = whole["sha256"] == digest(whole[name]).hex()
    except (ValueError, RecursionError):
        sound = False
    if not sound:
        raise damaged("its content does not match its hash" + LOST)
    content = whole[name]
    for version in range(schema, newest):
        content = readers[version](content)
    return {**whole, name: content}


def _spelled(value: Any, depth: int, indent: str = "") -> str:
    if not (depth and value and isinstance(value, (dict, list))):
        return canonical(value).decode()
    inner = indent + " "
    if isinstance(value, list):
        lines = [_spelled(entry, depth - 1, inner) for entry in value]
    else:
        # Schema, code and hash are found at the top; what they describe is in canonical order.
        names = list(value) if not indent else sorted(value)
        lines = [
            f'"{name}": {_spelled(value[name], _OPEN.get(name, depth - 1), inner)}'
            for name in names
        ]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return opening + "\n" + ",\n".join(inner + line for line in lines) + "\n" + indent + closing


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name is there twice")
    return values


def _refused(number: str) -> NoReturn:
    raise ValueError(f"{number} is not written by this program")
