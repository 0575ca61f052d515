"""What several kinds of file share: cited texts, references, and the rule that a name equals its file's.

In: records and nodes.  Out: values of the model.
Never belongs to one kind of file.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.fields import Field, Kind, Record, listed, named, text_or
from generator.inline import Text
from generator.kinds import ID, REFERENCE, TEXT
from generator.model import Cited
from generator.problem import Location, Problems


def check_name(path: str, location: Location, field: str, given: str | None, problems: Problems) -> None:
    """Report a name that is not the file's; used by kinds of file that state their name."""
    stem = PurePosixPath(path).stem
    if given is not None and given != stem:
        problems.add(location, "wrong-name", f"'{field}' says {given} and the file is {stem}.yaml; make them agree")


FACTS = Field("facts", listed(REFERENCE), "the ids of the facts it rests on", "[fc-16, fc-18]", default=())
NEEDED_FACTS = Field("facts", listed(REFERENCE, 1), "the ids of the facts it rests on", "[fc-16, fc-18]", required=True)


def cited(of: str) -> Kind:
    """A text with the facts it rests on."""
    declared = (Field("text", TEXT, "the text", "Kosovo declared independence in February 2008.", required=True), NEEDED_FACTS)

    def build(record: Record, problems: Problems) -> Cited:
        return Cited(record["text"], record["facts"])

    return text_or("text", of, declared, build)


OBJECTIVES = named(TEXT, ID, "objectives")


def pairs_of(found: dict[str, Text] | None) -> tuple[tuple[str, Text], ...]:
    """A named field's entries in written order."""
    return tuple((found or {}).items())
