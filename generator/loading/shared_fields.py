"""What several kinds of file share: cited texts, references, and the rule that a name equals its
file's.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.content.field_types import ID, REFERENCE, TEXT
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
    """Report a name that is not the file's; used by kinds of file that state their name."""
    stem = PurePosixPath(path).stem
    if given is not None and given != stem:
        problems.add(
            location,
            "wrong-name",
            f"'{field}' says {given} and the file is {stem}.yaml; make them agree",
        )


FACTS = Field(
    "facts", list_of(REFERENCE), "the ids of the facts it rests on", "[fc-16, fc-18]", default=()
)
NEEDED_FACTS = Field(
    "facts",
    list_of(REFERENCE, 1),
    "the ids of the facts it rests on",
    "[fc-16, fc-18]",
    required=True,
)


def cited(of: str) -> FieldType:
    """A text with the facts it rests on."""
    declared = (
        Field(
            "text",
            TEXT,
            "the text",
            "Kosovo declared independence in February 2008.",
            required=True,
        ),
        NEEDED_FACTS,
    )

    def build(record: FieldValues, problems: Problems) -> Cited:
        return Cited(record["text"], record["facts"])

    return text_or_fields("text", of, declared, build)


OBJECTIVES = mapping_of(TEXT, ID, "objectives")


def pairs_of(found: dict[str, Text] | None) -> tuple[tuple[str, Text], ...]:
    """A named field's entries in written order."""
    return tuple((found or {}).items())
