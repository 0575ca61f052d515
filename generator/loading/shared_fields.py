"""What several kinds of file share: cited texts, objectives, and a name that equals the file's."""

from __future__ import annotations

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


FACTS = Field(
    "facts",
    list_of(REFERENCE),
    "the ids of the facts it rests on",
    "[leaf-03, leaf-07]",
    default=(),
)
NEEDED_FACTS = Field(
    "facts",
    list_of(REFERENCE, 1),
    "the ids of the facts it rests on",
    "[leaf-03, leaf-07]",
    required=True,
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
