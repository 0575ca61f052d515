"""What several kinds of file share: cited texts, objectives, and a name that equals the file's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from generator.content.field_types import ID, PROSE, REFERENCE, TEXT
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    list_of,
    mapping_of,
    text_or_fields,
)
from generator.content.model import Cited
from generator.content.nodes import ListNode, MappingNode, Node
from generator.page.markup import Text
from generator.problems import Location, Problems


def check_name(
    path: str, location: Location, field: str, given: str | None, problems: Problems
) -> None:
    """Report a name in `field` that is not the file's."""
    stem = PurePosixPath(path).stem
    if given is not None and given != stem:
        problems.add(
            location,
            "wrong-name",
            f"'{field}' is '{given}' but the file is {stem}.yaml; change one to match the other",
        )


def readable_name(path: str) -> str:
    """A file's name as a title: cell-biology becomes Cell biology."""
    words = PurePosixPath(path).stem.replace("-", " ")
    return words[:1].upper() + words[1:]


def rests_on_sources(node: Node) -> bool:
    """Whether a bank or summary names `sources`, or cites facts anywhere in it.

    It is asked before anything is read, so that no faulty entry can hide what the file rests on.
    """
    if not isinstance(node, MappingNode):
        return False
    return any(
        key.text == "sources" or (key.text not in _FREE_NAMES and _cites_facts(value))
        for key, value in node.entries
    )


_FREE_NAMES = ("objectives", "ignore")  # what is below them is named by the author


def _cites_facts(node: Node) -> bool:
    if isinstance(node, ListNode):
        return any(map(_cites_facts, node.items))
    if not isinstance(node, MappingNode):
        return False
    return any(
        key.text not in _FREE_NAMES
        and (
            (key.text == "facts" and not (isinstance(value, ListNode) and not value.items))
            or _cites_facts(value)
        )
        for key, value in node.entries
    )


FACTS = Field(
    "facts",
    list_of(REFERENCE),
    "the ids of the facts it rests on",
    "[leaf-03, leaf-07]",
    default=(),
)
NEEDED_FACTS = Field(
    "facts",
    replace(list_of(REFERENCE), sourced=list_of(REFERENCE, 1)),
    "the ids of the facts it rests on",
    "[leaf-03, leaf-07]",
    default=(),
    required_in_sourced=True,
)


def cited(of: str) -> FieldType[Cited]:
    """A text with the facts it rests on."""
    declared = (
        Field("text", PROSE, "the text", "Leaves take in carbon dioxide.", required=True),
        NEEDED_FACTS,
    )

    def build(fields: FieldValues, problems: Problems) -> Cited:
        return Cited(fields["text"], fields["facts"])

    return text_or_fields("text", of, declared, build)


OBJECTIVES = mapping_of(TEXT, ID, "objectives")


def pairs_of(entries: dict[str, Text] | None) -> tuple[tuple[str, Text], ...]:
    """A named field's entries in written order."""
    return tuple((entries or {}).items())
