"""Evidence files: a source, its people and its facts."""

from __future__ import annotations

from dataclasses import replace

from generator.content import messages
from generator.content.field_types import (
    DATE_RANGE,
    FILE_ID,
    FLAG,
    ID,
    LINE,
    PARTIAL_DATE,
    REFERENCE,
    TEXT,
    choice,
)
from generator.content.fields import Field, FieldValues, fields_of, list_of, read_fields
from generator.content.model import (
    ATTRIBUTED,
    FLAGS,
    STATUSES,
    Citation,
    Evidence,
    Fact,
    Pair,
    Person,
)
from generator.content.nodes import Node
from generator.loading.shared_fields import check_name
from generator.problems import Problems

_CITATION = (
    Field("author", LINE, "who wrote the source", "A. Author", required=True),
    Field("title", LINE, "its title", "Light and Leaves", required=True),
    Field("kind", LINE, "what it is", "textbook", required=True),
    Field("publisher", LINE, "who published it", "An institute", default=""),
    Field("published", LINE, "when, in words as printed", "August 2020", default=""),
    Field("url", LINE, "where it can be read", "https://example.org/light-and-leaves", default=""),
    Field(
        "note",
        TEXT,
        "a remark on the source, printed at the end of the briefing",
        "It is about land plants only.",
    ),
)
_PERSON = (
    Field("name", LINE, "the name as spelled in print", "Zoë Müller", required=True),
    Field(
        "protect",
        FLAG,
        "true for a living person whose reputation is at stake",
        "true",
        default=False,
    ),
    Field(
        "role",
        LINE,
        "the role as the source gives it",
        "described as the head of the laboratory",
        default="",
    ),
    Field("also", list_of(LINE), "other right spellings in use", "[Z. Müller]", default=()),
)
_FACT = (
    Field("id", ID, "names the fact", "leaf-06", required=True),
    Field("status", choice(*STATUSES), "what kind of statement it is", "claim", required=True),
    Field(
        "by", LINE, "whose claim, denial, judgement or allegation it is", "the authors", default=""
    ),
    Field("date", DATE_RANGE, "when it happened or held", "2020-07..2020-08"),
    Field(
        "text",
        TEXT,
        "the fact in the project's own words",
        "The authors claim that …",
        required=True,
    ),
    Field("ref", LINE, "the place in the source", "Chapter 2, page 31", required=True),
    Field("flags", list_of(choice(*FLAGS)), "what to mind when using it", "[as-of]", default=()),
)
_PAIR = (
    Field(
        "facts", list_of(REFERENCE, 1), "who uses all of these facts …", "[leaf-06]", required=True
    ),
    Field("with", list_of(REFERENCE, 1), "… must show all of these", "[leaf-07]", required=True),
    Field("because", LINE, "why they travel together", "claim and denial", required=True),
)


def _citation(fields: FieldValues, problems: Problems) -> Citation:
    return Citation(**fields.values)


def _person(fields: FieldValues, problems: Problems) -> Person:
    return Person(**fields.values, location=fields.place("name"))


def _check_fact(fields: FieldValues, problems: Problems) -> None:
    if fields["status"] in ATTRIBUTED and fields.lacks("by"):
        problems.add(
            fields.location,
            "missing-field",
            messages.missing_field(
                f"a {fields['status']}", "by", f"whose {fields['status']} it is", "the authors"
            ),
        )


def _fact(fields: FieldValues, problems: Problems) -> Fact:
    return Fact(
        fields["id"],
        fields["status"],
        fields["text"],
        fields["ref"],
        fields["by"],
        fields["date"],
        fields["flags"],
        location=fields.place("id"),
    )


def _pair(fields: FieldValues, problems: Problems) -> Pair:
    return Pair(fields["facts"], fields["with"], fields["because"], fields.location)


FIELDS = (
    Field(
        "source",
        FILE_ID,
        "the source's name, equal to the file's",
        "light-and-leaves",
        required=True,
    ),
    Field(
        "citation",
        fields_of("a citation", _CITATION, _citation),
        "how the source is named",
        "see 'packs help facts'",
        required=True,
    ),
    Field(
        "as_of", PARTIAL_DATE, "the date up to which the source speaks", "2020-08", required=True
    ),
    Field(
        "as_of_basis",
        choice("stated", "inferred"),
        "whether the source states that date",
        "inferred",
        required=True,
    ),
    Field(
        "notice",
        TEXT,
        "a notice printed with the source line",
        "Every fact here rests on this single textbook.",
    ),
    Field(
        "people",
        list_of(fields_of("a person", _PERSON, _person)),
        "names with their spelling, and who needs protection",
        "see 'packs help facts'",
        default=(),
    ),
    Field(
        "names", list_of(LINE), "other names whose spelling is checked", "[Linnaeus]", default=()
    ),
    Field(
        "facts",
        list_of(fields_of("a fact", _FACT, _fact, _check_fact), 1),
        "the facts",
        "see 'packs help facts'",
        required=True,
    ),
    Field(
        "pairs",
        list_of(fields_of("a pair", _PAIR, _pair)),
        "facts that must be shown together",
        "see 'packs help facts'",
        default=(),
    ),
)


def load_evidence(node: Node, path: str, problems: Problems) -> Evidence | None:
    """The evidence of a file, or None when it lacks what everything else needs."""
    fields = read_fields(node, FIELDS, problems, "an evidence file")
    if fields is None:
        return None
    check_name(path, fields.place("source"), "source", fields["source"], problems)
    if not (fields["source"] and fields["citation"] and fields["as_of"] and fields["as_of_basis"]):
        return None
    facts = tuple(replace(fact, source=fields["source"]) for fact in fields["facts"] or ())
    return Evidence(
        fields["source"],
        path,
        fields["citation"],
        fields["as_of"],
        fields["as_of_basis"],
        fields["notice"],
        fields["people"] or (),
        fields["names"] or (),
        facts,
        fields["pairs"] or (),
    )
