"""Packs: what gets printed."""

from __future__ import annotations

from generator.content.field_types import (
    FLAG,
    ID,
    LANGUAGE,
    LINE,
    PARTIAL_DATE,
    REFERENCE,
    SEED,
    TEXT,
    choice,
    whole_number,
)
from generator.content.fields import Field, FieldType, FieldValues, fields_of, list_of, read_fields
from generator.content.model import (
    BRIEFINGS,
    MOST_FORMS,
    PAPERS,
    PROFILES,
    SIDES,
    STANDARD,
    Named,
    Pack,
    PrintSettings,
    QuizSection,
)
from generator.content.nodes import Node
from generator.loading.blueprints import BLUEPRINT
from generator.loading.shared_fields import check_name
from generator.problems import Problems

_SECTION = (
    Field("title", TEXT, "the section's heading", "Facts and sequence", required=True),
    Field(
        "order",
        choice("shuffle", "as-written"),
        "whether each form has its own order",
        "shuffle",
        default="shuffle",
    ),
    Field(
        "items",
        list_of(REFERENCE, 1),
        "the ids of its items, or a blueprint instead",
        "[fc-kosovo-precedent]",
    ),
    Field(
        "blueprint",
        BLUEPRINT,
        "what 'packs draw' is to choose its items by",
        "see the starter packs",
    ),
)
_PRINT = (
    Field("paper", choice(*PAPERS), "the paper size", "A4", default="A4"),
    Field("sides", choice(*SIDES), "printed on both sides or on one", "duplex", default="duplex"),
    Field(
        "copies",
        whole_number(1, 9999),
        "how many copies of the quiz are needed, over all forms; more than one are also put into one "
        "file for the printer, the class set",
        "30",
        default=1,
    ),
    Field(
        "profiles",
        list_of(choice(*PROFILES), 1),
        "the profiles in which papers and briefing are made; standard always is, "
        "named or not, because keys and class set need it",
        "[standard, large-print]",
        default=(STANDARD,),
    ),
    Field(
        "briefing",
        choice(*BRIEFINGS),
        "whether the briefing lies beside the papers, or before each paper of the class set",
        "with-paper",
        default="beside",
    ),
    Field(
        "answer_sheet",
        FLAG,
        "whether each paper gets a separate sheet to answer on",
        "true",
        default=False,
    ),
)


def _section(found: FieldValues, problems: Problems) -> QuizSection:
    if "items" in found and "blueprint" in found:
        problems.add(
            found.place("blueprint"),
            "items-and-blueprint",
            "a section has 'items' and a 'blueprint'; keep the items "
            "if you choose them, or the blueprint if they are to be drawn",
        )
    if "items" not in found and "blueprint" not in found:
        problems.add(
            found.location,
            "missing-field",
            "a section has neither 'items' nor a 'blueprint': the ids of its items "
            "(for example  items: [fc-kosovo-precedent])",
        )
    return QuizSection(
        found["title"], found["order"], found["items"] or (), found.location, found["blueprint"]
    )


def _quiz(found: FieldValues, problems: Problems) -> FieldValues:
    titles: set[str] = set()
    for section in found["sections"]:
        if section.name in titles and any(s.blueprint for s in found["sections"]):
            problems.add(
                section.location,
                "section-twice",
                f"two sections are called '{section.name}'; give each its own title, "
                "since drawn items are kept by it",
            )
        titles.add(section.name)
    return found


def _read_named(node: Node, problems: Problems) -> Named | None:
    name = LINE.read(node, problems)
    return None if name is None else Named(name, node.location)


_NAMED = FieldType(LINE.says, _read_named, "line")


def _print(found: FieldValues, problems: Problems) -> PrintSettings:
    given = found["profiles"]
    for name in sorted({name for name in given if given.count(name) > 1}):
        problems.add(
            found.place("profiles"),
            "duplicate-profile",
            f"'profiles' names {name} more than once; name it once",
        )
    return PrintSettings(**found.values)


_QUIZ = (
    Field(
        "sections",
        list_of(fields_of("a section of the quiz", _SECTION, _section), 1),
        "the quiz's sections",
        "see the starter packs",
        required=True,
    ),
    Field(
        "not_in",
        list_of(_NAMED),
        "packs, or codes of editions, whose items must not be in it",
        "[mid-term]",
        default=(),
    ),
    Field(
        "unseen_by",
        list_of(_NAMED),
        "classes: nothing printed for them may be in it",
        "[Group B]",
        default=(),
    ),
)
FIELDS = (
    Field("pack", ID, "the pack's name, equal to the file's", "frozen-conflicts", required=True),
    Field("title", TEXT, "the title printed on every document", "Frozen conflicts", required=True),
    Field("institution", TEXT, "the institution, printed above the title", "University of Example"),
    Field("course", TEXT, "the course, printed above the title", "Security and diplomacy"),
    Field("instructor", TEXT, "who teaches it", "Dr A. Example"),
    Field("class", TEXT, "for which class", "Year 2, group B"),
    Field("date", PARTIAL_DATE, "the date of the sitting, printed", "2026-12-07"),
    Field("duration", whole_number(1, 600), "the time allowed, in minutes", "40"),
    Field(
        "instructions",
        list_of(TEXT),
        "what students must know; a sensible default is printed without it",
        "[Answer all questions.]",
        default=(),
    ),
    Field(
        "summaries",
        list_of(REFERENCE),
        "the summaries that make the briefing",
        "[frozen-conflicts]",
        default=(),
    ),
    Field(
        "sources",
        list_of(REFERENCE),
        "the sources named on the paper; default: those of the summaries",
        "[unlikely-partnership]",
        default=(),
    ),
    Field("language", LANGUAGE, "the language of the fixed words", "en", default="en"),
    Field(
        "seed",
        SEED,
        "32 random hexadecimal digits; keep them secret",
        "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21",
        required=True,
    ),
    Field("forms", whole_number(1, MOST_FORMS), "how many forms of the quiz", "2", default=1),
    Field("quiz", fields_of("a quiz", _QUIZ, _quiz), "the quiz", "see the starter packs"),
    Field(
        "print",
        fields_of("print settings", _PRINT, _print),
        "how it is printed",
        "{paper: A4}",
        default=PrintSettings(),
    ),
)


def load_pack(node: Node, path: str, problems: Problems) -> Pack | None:
    """The pack of a file, or None when it is faulty."""
    found = read_fields(node, FIELDS, problems, "a pack")
    if found is None:
        return None
    check_name(path, found.place("pack"), "pack", found["pack"], problems)
    if not found.complete:
        return None
    if not found["summaries"] and not found["quiz"]:
        problems.add(
            found.location,
            "empty-pack",
            "the pack has neither summaries nor a quiz; give at least one",
        )
    if found["quiz"] and not found["sources"] and not found["summaries"]:
        problems.add(
            found.location,
            "missing-field",
            "a pack without summaries has no 'sources': the sources to name on the "
            "paper (for example  sources: [unlikely-partnership])",
        )
    quiz = found["quiz"]
    return Pack(
        found["pack"],
        path,
        found["title"],
        found["institution"],
        found["course"],
        found["instructor"],
        found["class"],
        found["date"],
        found["duration"],
        found["instructions"],
        found["summaries"],
        found["sources"],
        found["language"],
        found["seed"],
        found["forms"],
        quiz["sections"] if quiz else (),
        found["print"],
        found.location,
        quiz["not_in"] if quiz else (),
        quiz["unseen_by"] if quiz else (),
    )
