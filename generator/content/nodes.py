"""Authored values as written in a file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Location
from generator.values import dataclass


@dataclass(frozen=True)
class ScalarNode:
    """One text as typed, in NFC; `quoted` when it was in quotes or in a block (| or >).

    `literal`: the line breaks in it are as typed, because it was under | or in double quotes; in
    any other text they were empty lines.
    """

    text: str
    location: Location
    quoted: bool = False
    literal: bool = False


@dataclass(frozen=True)
class ListNode:
    """A list."""

    items: tuple[Node, ...]
    location: Location

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True)
class MappingNode:
    """Named values in written order; a name written twice is there twice."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    location: Location


Node = ScalarNode | ListNode | MappingNode


def describe(node: Node) -> str:
    """What a node is, in an author's words."""
    if isinstance(node, MappingNode):
        return "named fields"
    if isinstance(node, ListNode):
        return "a list"
    return "an empty value" if not node.text and not node.quoted else f"'{shorten(node.text)}'"


def shorten(text: str, length: int = 40) -> str:
    """The text's beginning on one line, at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
