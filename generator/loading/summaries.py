"""Summaries: the authored text about a topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from generator.content import figures, messages
from generator.content.field_types import (
    DATE_RANGE,
    LANGUAGE,
    LINE,
    PARTIAL_DATE,
    PROSE,
    REFERENCE,
    TEXT,
)
from generator.content.fields import (
    Field,
    FieldValues,
    fields_of,
    list_of,
    read_fields,
    when_sourced,
)
from generator.content.figures import read_figure, texts
from generator.content.model import (
    Actor,
    Concept,
    Event,
    Illustration,
    Position,
    Relation,
    Reminder,
    Section,
    Summary,
    Term,
)
from generator.content.nodes import Node
from generator.loading.shared_fields import (
    FACTS,
    NEEDED_FACTS,
    OBJECTIVES,
    cited,
    pairs_of,
    rests_on_sources,
)
from generator.loading.teaching import ARGUMENTS, GRIDS, TEACHING
from generator.problems import Location, Problems
from generator.values import dataclass

_SECTION = (
    Field("heading", TEXT, "the section's heading", "From light to sugar", required=True),
    Field(
        "paragraphs",
        list_of(cited("a paragraph"), 1),
        "its paragraphs, each with facts",
        "see what 'packs new summary' writes",
        required=True,
    ),
)
_EVENT = (
    Field("date", DATE_RANGE, "when", "2008-02", required=True),
    Field("text", TEXT, "what happened", "The first measurements are published.", required=True),
    NEEDED_FACTS,
)
_ACTOR = (
    Field("name", TEXT, "who", "Plants", required=True),
    Field("role", TEXT, "what part they play", "Take in carbon dioxide"),
    Field("position", TEXT, "what they want or say", "Need light, water and warmth"),
    NEEDED_FACTS,
)
_POSITION = (
    Field("claim", TEXT, "what is said", "The new well has lowered the river.", required=True),
    Field("who", TEXT, "who says it", "The farmers", required=True),
    Field("reply", TEXT, "what is replied, where a reply is recorded", "The river was low before."),
    Field("by", TEXT, "who replies", "The waterworks"),
    NEEDED_FACTS,
)
_RELATION = (*figures.LINK, NEEDED_FACTS)
_AFTER = Field("after", LINE, "the heading of the section that it follows", "From light to sugar")
_FIGURE = (*(field for field in figures.FIELDS if field.name != "blanks"), _AFTER, NEEDED_FACTS)
_MOST_REMINDERS = 7
_REMINDER = (
    Field("lead", TEXT, "a few words in bold before it", "Two inputs, two outputs"),
    Field(
        "text",
        TEXT,
        "what to remember",
        "Plants take in carbon dioxide and water, and give off oxygen.",
        required=True,
    ),
    NEEDED_FACTS,
)
_CONCEPT = (
    Field("title", TEXT, "what is explained", "Photosynthesis", required=True),
    Field(
        "text",
        PROSE,
        "what it means, in the course's own words",
        "The making of sugar from water and carbon dioxide by light.",
        required=True,
    ),
    _AFTER,
    FACTS,
)
_TERM = (
    Field("term", TEXT, "the term", "photosynthesis", required=True),
    Field("also", list_of(LINE), "other forms that the text uses", "[photosynthetic]", default=()),
    Field(
        "definition",
        TEXT,
        "what it means here",
        "The making of sugar from water and carbon dioxide by light.",
        required=True,
    ),
    FACTS,
)


_Behind = TypeVar("_Behind", Concept, Illustration)


@dataclass(frozen=True)
class _Placed(Generic[_Behind]):
    """What is shown behind a section, and that section's heading, None for behind the text."""

    shown: _Behind
    after: str | None
    location: Location


def _section(fields: FieldValues, problems: Problems) -> Section:
    return Section(fields["heading"], fields["paragraphs"])


def _event(fields: FieldValues, problems: Problems) -> Event:
    return Event(fields["date"], fields["text"], fields["facts"], fields.location)


def _actor(fields: FieldValues, problems: Problems) -> Actor:
    return Actor(fields["name"], fields["role"], fields["position"], fields["facts"])


def _check_position(fields: FieldValues, problems: Problems) -> None:
    if fields.lacks("reply") != fields.lacks("by"):
        problems.add(
            fields.location,
            "missing-field",
            "'reply' and 'by' go together; give both, or neither if the source has no reply",
        )


def _position(fields: FieldValues, problems: Problems) -> Position:
    return Position(fields["claim"], fields["who"], fields["reply"], fields["by"], fields["facts"])


def _relation(fields: FieldValues, problems: Problems) -> Relation:
    return Relation(
        fields["from"], fields["to"], fields["relation"], fields["facts"], fields.location
    )


def _illustration(fields: FieldValues, problems: Problems) -> _Placed[Illustration]:
    figure = read_figure(fields, problems)
    shown = Illustration(figure, tuple(texts(figure, fields.place("caption"))), fields["facts"])
    return _Placed(shown, fields["after"], fields.place("after"))


def _term(fields: FieldValues, problems: Problems) -> Term:
    return Term(fields["term"], fields["definition"], fields["facts"], fields["also"])


def _reminder(fields: FieldValues, problems: Problems) -> Reminder:
    return Reminder(fields["lead"], fields["text"], fields["facts"])


def _concept(fields: FieldValues, problems: Problems) -> _Placed[Concept]:
    concept = Concept(fields["title"], fields["text"], fields["facts"])
    return _Placed(concept, fields["after"], fields.place("after"))


def _in_place(name: str, fields: FieldValues, problems: Problems) -> tuple[_Behind, ...]:
    """Concepts or figures, each with the number of its section; report a section that is not
    there.
    """
    headings = [" ".join(section.heading.plain.split()) for section in fields["sections"] or ()]
    shown: list[_Behind] = []
    placed: Sequence[_Placed[_Behind]] = fields[name] or ()
    for each in placed:
        after = 0
        if each.after is not None and each.after in headings:
            after = headings.index(each.after) + 1
        elif each.after is not None and "sections" not in fields.faulty:
            near = messages.did_you_mean(each.after, headings)
            message = f"no section has the heading '{each.after}'{near}"
            problems.add(each.location, "wrong-value", message)
        shown.append(replace(each.shown, after=after))
    return tuple(shown)


_SEE = "see what 'packs new summary' writes"
FIELDS = (
    Field("title", TEXT, "the topic's title", "Photosynthesis", required=True),
    Field("subtitle", TEXT, "a line under the title", "How plants live on light"),
    Field("language", LANGUAGE, "the language of its texts", "en", default="en"),
    Field(
        "as_of", PARTIAL_DATE, "the date up to which it speaks", "2020-08", required_in_sourced=True
    ),
    Field(
        "sources",
        list_of(REFERENCE, 1),
        "the sources it rests on",
        "[light-and-leaves]",
        default=(),
        required_in_sourced=True,
    ),
    Field(
        "objectives",
        OBJECTIVES,
        "what a reader will be able to do, each with an id",
        "{leaf-light: Explain how …}",
        required_in_sourced=True,
    ),
    Field(
        "summary",
        list_of(cited("a paragraph"), 1),
        "the topic in 120 to 180 words",
        _SEE,
        default=(),
        required_in_sourced=True,
    ),
    Field(
        "key_facts", list_of(cited("a key fact")), "six to ten facts at a glance", _SEE, default=()
    ),
    Field(
        "remember",
        list_of(fields_of("a thing to remember", _REMINDER, _reminder), 1, _MOST_REMINDERS),
        f"at most {_MOST_REMINDERS} things to remember, in a box in place of the key facts",
        "see 'packs help briefing'",
        default=(),
    ),
    Field(
        "concepts",
        list_of(fields_of("a concept", _CONCEPT, _concept)),
        "concepts explained in boxes that say: not from the source",
        "see 'packs help briefing'",
        default=(),
    ),
    Field(
        "sections",
        list_of(fields_of("a section", _SECTION, _section)),
        "the text",
        _SEE,
        default=(),
    ),
    Field(
        "timeline",
        list_of(fields_of("an event", _EVENT, _event)),
        "dated events, in order of time",
        _SEE,
        default=(),
    ),
    Field(
        "actors", list_of(fields_of("an actor", _ACTOR, _actor)), "who takes part", _SEE, default=()
    ),
    Field(
        "positions",
        list_of(fields_of("a position", _POSITION, _position, _check_position)),
        "who says what",
        _SEE,
        default=(),
    ),
    Field(
        "relations",
        list_of(fields_of("a relation", _RELATION, _relation)),
        "who backs, supplies, disputes whom",
        _SEE,
        default=(),
    ),
    figures.RELATIONS_AS,
    Field(
        "figures",
        list_of(fields_of("a figure", _FIGURE, _illustration)),
        "charts, matrices and diagrams drawn from data",
        _SEE,
        default=(),
    ),
    Field(
        "glossary",
        list_of(fields_of("a term", _TERM, _term)),
        "terms and what they mean here",
        _SEE,
        default=(),
    ),
    GRIDS,
    ARGUMENTS,
    Field("discussion", list_of(PROSE), "questions without a single answer", _SEE, default=()),
    Field("limits", list_of(PROSE), "what the source cannot show", _SEE, default=()),
    Field("reading", list_of(PROSE), "further reading", _SEE, default=()),
    TEACHING,
)


_LISTS = (
    "summary",
    "key_facts",
    "sections",
    "timeline",
    "actors",
    "positions",
    "relations",
    "figures",
    "glossary",
    "discussion",
    "limits",
    "reading",
    "remember",
    "concepts",
    "grids",
    "arguments",
)


def _check_notes(fields: FieldValues, problems: Problems) -> None:
    """Report notes on discussion questions that are not there, and two on one."""
    noted: set[int] = set()
    for note in fields["teaching"].discussion if fields["teaching"] else ():
        count = len(fields["discussion"] or ())
        if note.question > count and "discussion" not in fields.faulty:
            questions = messages.counted(count, "discussion question", "discussion questions")
            message = f"there is no question {note.question}: the summary has {questions}"
            problems.add(note.location, "wrong-value", message)
        if note.question in noted:
            message = f"there are two notes on question {note.question}; join them"
            problems.add(note.location, "wrong-value", message)
        noted.add(note.question)


def load_summary(node: Node, path: str, problems: Problems) -> Summary | None:
    """The summary of a file, or None when it lacks what a briefing cannot do without."""
    sourced = rests_on_sources(node)
    fields = read_fields(node, when_sourced(FIELDS) if sourced else FIELDS, problems, "a summary")
    if fields is None or not fields["title"]:
        return None
    if sourced and not (fields["as_of"] and fields["sources"]):
        return None
    if not sourced and fields.lacks("summary", "sections"):
        message = messages.missing_field(
            "a summary", "summary", "what the topic is about, or 'sections'"
        )
        problems.add(fields.location, "missing-field", message)
    _check_notes(fields, problems)
    lists: dict[str, Any] = {name: fields[name] or () for name in _LISTS}
    for name in ("concepts", "figures"):
        lists[name] = _in_place(name, fields, problems)
    return Summary(
        PurePosixPath(path).stem,
        path,
        fields["title"],
        fields["subtitle"],
        fields["language"] or "en",
        fields["as_of"],
        fields["sources"] or (),
        pairs_of(fields["objectives"]),
        **lists,
        sourced=sourced,
        teaching=fields["teaching"],
        relations_as=fields["relations_as"],
    )
