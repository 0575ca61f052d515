"""Packs: what gets printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from generator.content import messages
from generator.content.field_types import (
    EXAMPLE_SEED,
    FILE_ID,
    FLAG,
    LANGUAGE,
    LINE,
    PARTIAL_DATE,
    PROSE,
    REFERENCE,
    SEED,
    TEXT,
    choice,
    whole_number,
)
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    Reference,
    fields_of,
    list_of,
    read_fields,
)
from generator.content.model import (
    BRIEFING_PARTS,
    BRIEFINGS,
    COUNTS,
    DENSITIES,
    MOST_FORMS,
    PAPERS,
    PROFILES,
    SIDES,
    STANDARD,
    STIMULI,
    BriefingSettings,
    Named,
    Pack,
    PrintSettings,
    QuizSection,
)
from generator.content.nodes import Node
from generator.content.style import USUAL_STYLE, Style
from generator.loading.blueprints import BLUEPRINT
from generator.loading.folders import PACKS
from generator.loading.shared_fields import check_name
from generator.loading.styles import STYLE
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
        "[leaf-light-2]",
    ),
    Field(
        "blueprint",
        BLUEPRINT,
        "what 'packs draw' is to choose its items by",
        "see 'packs help blueprint'",
    ),
    Field(
        "instructions",
        PROSE,
        "what students must know of this section, printed below its heading",
        "Use complete sentences.",
    ),
    Field(
        "answer",
        whole_number(1, 99),
        "how many of its questions students answer, all of them worth the same; without it, all",
        "2",
    ),
    Field(
        "counts",
        choice(*COUNTS),
        "which answers count where a student gives more than 'answer' says: the best ones, or the "
        "first ones on the paper",
        "first",
        default=COUNTS[0],
    ),
    Field("new_page", FLAG, "whether it begins on a new page", "true", default=False),
    Field(
        "together",
        list_of(list_of(REFERENCE, 2)),
        "groups of its items that are on one page; they follow each other in 'items', and the "
        "section's order is as-written",
        "[[leaf-light-2, leaf-light-3]]",
        default=(),
    ),
)
_PRINT = (
    Field("paper", choice(*PAPERS), "the paper size", "A4", default="A4"),
    Field("sides", choice(*SIDES), "printed on both sides or on one", "duplex", default="duplex"),
    Field(
        "copies",
        whole_number(1, 9999),
        "how many copies of the quiz are needed, over all forms; more than one are also put into "
        "one file for the printer, the class set",
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
        "whether answers go on a sheet of their own, which a machine can read; the papers have no "
        "room for them then",
        "true",
        default=False,
    ),
    Field(
        "sheet_digits",
        whole_number(0, 12),
        "how many digits the grid for a student's number has on answer sheets, 0 for no grid",
        "8",
        default=PrintSettings().sheet_digits,
    ),
    Field(
        "density",
        choice(*DENSITIES),
        "how much is on a page of papers, answer sheets and briefing: standard (11 point), compact "
        "(11 point, less space between questions) or roomy (12 point); other profiles keep their "
        "sizes",
        "compact",
        default=DENSITIES[0],
    ),
    Field(
        "pages",
        whole_number(1, 99),
        "how many pages a standard paper may take; where it takes more, the next denser density is "
        "used that keeps within them",
        "4",
    ),
    Field(
        "booklet",
        FLAG,
        "whether papers are folded from sheets of four pages, such as A3 for A4: each paper gets "
        "as many empty pages at its end as that needs",
        "true",
        default=False,
    ),
    Field(
        "stimuli",
        choice(*STIMULI),
        "whether passages, tables and figures of sets are with their questions (inline), or on a "
        "source sheet that is handed out with each paper (insert)",
        "insert",
        default=STIMULI[0],
    ),
)

_BRIEFING = (
    Field(
        "parts",
        list_of(choice(*BRIEFING_PARTS), 1),
        "what it says of each topic, in this order; what is not named is left out",
        "[summary, remember, text, glossary, sources]",
        default=BRIEFING_PARTS,
    ),
    Field(
        "without",
        list_of(choice(*BRIEFING_PARTS)),
        "what is left out, where the usual order is right",
        "[actors, reading]",
        default=(),
    ),
    Field(
        "topics",
        list_of(REFERENCE),
        "the summaries that are printed, where students have the others already; [] for none",
        "[photosynthesis]",
    ),
    Field(
        "not_in",
        list_of(REFERENCE, 1),
        "packs whose briefings students have: of their summaries none is printed again",
        "[mid-term]",
        default=(),
    ),
    Field(
        "margin",
        FLAG,
        "false for one column: terms in a list at the end, and no dates beside the text",
        "false",
        default=True,
    ),
    Field(
        "marks",
        FLAG,
        "false leaves out the marks that tell reports, claims, denials and judgements apart",
        "false",
        default=True,
    ),
    Field(
        "density",
        choice(*DENSITIES),
        "how much is on a page of it; default: that of the papers",
        "compact",
        default="",
    ),
)


def _check_section(fields: FieldValues, problems: Problems) -> None:
    if "items" in fields and "blueprint" in fields:
        problems.add(
            fields.place("blueprint"),
            "items-and-blueprint",
            "this section has both 'items' and 'blueprint'; keep 'items' to choose them yourself, "
            "or 'blueprint' to have them drawn",
        )
    if fields.lacks("items", "blueprint"):
        problems.add(
            fields.location,
            "missing-field",
            "a section needs 'items' or 'blueprint' (for example  items: [leaf-light-2])",
        )
    if "counts" in fields and "answer" not in fields:
        problems.add(
            fields.place("counts"),
            "counts-without-answer",
            "'counts' says which answers count where only some questions are answered; add "
            "'answer', or remove 'counts'",
        )
    if "together" in fields:
        _check_together(fields, problems)


def _check_together(fields: FieldValues, problems: Problems) -> None:
    """Report groups of items that do not follow each other in every form."""
    place = fields.place("together")
    if fields["order"] == "shuffle" or "blueprint" in fields:
        why = (
            "the items of this section are in another order in each form; add 'order: as-written'"
            if "blueprint" not in fields
            else "the items of this section are drawn; name them in 'items'"
        )
        problems.add(
            place, "together", f"items are kept together where their order is known: {why}"
        )
        return
    ids = [ref.id for ref in fields["items"] or ()]
    for group in fields["together"]:
        names = [ref.id for ref in group]
        first = ids.index(names[0]) if names[0] in ids else 0
        if ids[first : first + len(names)] != names:
            problems.add(
                group[0].location,
                "together",
                f"{', '.join(names)} do not follow each other in 'items' in this order",
            )


def _section(fields: FieldValues, problems: Problems) -> QuizSection:
    return QuizSection(
        fields["title"],
        fields["order"],
        fields["items"] or (),
        fields.location,
        fields["blueprint"],
        fields["instructions"],
        fields["answer"] or 0,
        fields["counts"],
        fields["new_page"],
        fields["together"],
    )


def _quiz(fields: FieldValues, problems: Problems) -> FieldValues:
    titles: set[str] = set()
    for section in fields["sections"]:
        if section.name in titles and any(s.blueprint for s in fields["sections"]):
            problems.add(
                section.location,
                "section-twice",
                f"two sections have the title '{section.name}'; give each its own, "
                "because drawn items are stored by title",
            )
        titles.add(section.name)
    return fields


def _read_named(node: Node, problems: Problems) -> Named | None:
    name = LINE.read(node, problems)
    return None if name is None else Named(name, node.location)


_NAMED = FieldType(LINE.expected, _read_named, scalar=LINE.scalar)


def _print(fields: FieldValues, problems: Problems) -> PrintSettings:
    given = fields["profiles"]
    for name in sorted(name for name, count in Counter(given).items() if count > 1):
        problems.add(
            fields.place("profiles"),
            "duplicate-profile",
            f"'profiles' lists {name} more than once; list it once",
        )
    if fields["booklet"] and fields["sides"] == "simplex":
        problems.add(
            fields.place("booklet"),
            "booklet-on-one-side",
            "a booklet is printed on both sides; remove 'sides: simplex' or 'booklet'",
        )
    return PrintSettings(**fields.values)


def _briefing(fields: FieldValues, problems: Problems) -> BriefingSettings:
    for name in ("parts", "without"):
        for part in sorted(part for part, count in Counter(fields[name]).items() if count > 1):
            problems.add(
                fields.place(name),
                "part-twice",
                f"'{name}' lists {part} more than once; list it once",
            )
    settings = BriefingSettings(**fields.values)
    if "parts" in fields and "without" in fields:
        problems.add(
            fields.place("without"),
            "needless-field",
            "'parts' says already what is printed; remove 'without'",
        )
    if "topics" in fields and "not_in" in fields:
        problems.add(
            fields.place("not_in"),
            "needless-field",
            "'topics' says already which summaries are printed; remove 'not_in'",
        )
    if not settings.printed and "parts" not in fields.faulty:
        problems.add(
            fields.place("without"),
            "empty-briefing",
            "nothing is left of the briefing; to print none, write  topics: []",
        )
    return settings


_QUIZ = (
    Field(
        "sections",
        list_of(fields_of("a section of the quiz", _SECTION, _section, _check_section), 1),
        "the quiz's sections",
        "see 'packs help packs'",
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
    Field("pack", FILE_ID, "the pack's name, equal to the file's", "photosynthesis", required=True),
    Field("title", TEXT, "the title printed on every document", "Photosynthesis", required=True),
    Field("institution", TEXT, "the institution, printed above the title", "University of Example"),
    Field("course", TEXT, "the course, printed above the title", "Biology"),
    Field("instructor", TEXT, "who teaches it", "Dr A. Example"),
    Field("class", TEXT, "for which class", "Year 2, group B"),
    Field("date", PARTIAL_DATE, "the date of the sitting, printed", "2026-12-07"),
    Field("duration", whole_number(1, 600), "the time allowed, in minutes", "40"),
    Field(
        "instructions",
        list_of(PROSE, 1),
        "what students must know; a sensible default is printed without it",
        "[Answer all questions.]",
        default=(),
    ),
    Field(
        "summaries",
        list_of(REFERENCE),
        "the summaries that make the briefing",
        "[photosynthesis]",
        default=(),
    ),
    Field(
        "sources",
        list_of(REFERENCE),
        "the sources named on the paper; default: those of the summaries and of the banks",
        "[light-and-leaves]",
        default=(),
    ),
    Field("language", LANGUAGE, "the language of the fixed words", "en", default="en"),
    Field(
        "seed",
        SEED,
        "32 random hexadecimal digits; keep them secret",
        EXAMPLE_SEED,
        required=True,
        remedy="type 'packs check --fix' to have one written",
    ),
    Field("forms", whole_number(1, MOST_FORMS), "how many forms of the quiz", "2", default=1),
    Field("quiz", fields_of("a quiz", _QUIZ, _quiz), "the quiz", "see 'packs help packs'"),
    Field(
        "briefing",
        fields_of("settings of a briefing", _BRIEFING, _briefing),
        "what the briefing says, and how",
        "{without: [actors]}",
        default=BriefingSettings(),
    ),
    Field(
        "print",
        fields_of("print settings", _PRINT, _print),
        "how it is printed",
        "{paper: A4}",
        default=PrintSettings(),
    ),
    Field(
        "style",
        STYLE,
        "how it looks: the name of a style in packs/styles/, or the fields of one",
        "university",
    ),
)


def _with_pages(settings: PrintSettings, sections: Sequence[QuizSection]) -> PrintSettings:
    """The print settings with what the sections say of pages."""
    together: list[tuple[int, int, int]] = []
    for n, section in enumerate(sections):
        ids = [ref.id for ref in section.items]
        together += [
            (n, ids.index(group[0].id), len(group))
            for group in section.together
            if group[0].id in ids
        ]
    new_pages = tuple(n for n, section in enumerate(sections) if section.new_page)
    return replace(settings, new_pages=new_pages, together=tuple(together))


def load_pack(node: Node, path: str, problems: Problems) -> Pack | None:
    """The pack of a file, or None when it is faulty."""
    fields = read_fields(node, FIELDS, problems, "a pack")
    if fields is None:
        return None
    check_name(path, fields.place("pack"), "pack", fields["pack"], problems)
    if not fields["summaries"] and "summaries" not in fields.faulty and "quiz" not in fields:
        problems.add(fields.location, "empty-pack", "a pack needs 'summaries' or 'quiz', or both")
    # Without a seed nothing can be built, but everything else can be looked at.
    if fields.lacking - {"seed"}:
        return None
    _check_topics(fields, problems)
    quiz, style = fields["quiz"], fields["style"]
    sections = quiz["sections"] if quiz else ()
    return Pack(
        fields["pack"],
        path,
        fields["title"],
        fields["institution"],
        fields["course"],
        fields["instructor"],
        fields["class"],
        fields["date"],
        fields["duration"],
        fields["instructions"],
        fields["summaries"],
        fields["sources"],
        fields["language"],
        fields["seed"] or "",
        fields["forms"],
        sections,
        _with_pages(fields["print"], sections),
        fields.location,
        quiz["not_in"] if quiz else (),
        quiz["unseen_by"] if quiz else (),
        fields["briefing"] or BriefingSettings(),
        style if isinstance(style, Style) else USUAL_STYLE,
        style if isinstance(style, Reference) else None,
        fields.places,
    )


def with_new_topics(
    packs: Mapping[str, Pack], paths: Collection[str], problems: Problems
) -> dict[str, Pack]:
    """Packs whose briefings print none of the summaries of the packs that their `not_in` names.

    Report what it names that is no other pack, and two packs that leave to each other what neither
    prints.  `paths`: those of all files; a pack that has a file and could not be read has its own
    problems to blame.
    """
    known = {}
    for name, pack in packs.items():
        known_to_students: set[str] = set()
        for reference in pack.briefing.not_in:
            other = packs.get(reference.id)
            if other is None or other is pack:
                near = messages.did_you_mean(reference.id, sorted(packs.keys() - {name}))
                path = f"{PACKS}/{reference.id}.yaml"
                cause = path if other is None and path in paths else ""
                message = f"no other pack is called '{reference.id}'{near}; name a pack whose "
                message += "briefing students have"
                problems.add(reference.location, "unknown-pack", message, cause=cause)
                continue
            known_to_students.update(summary.id for summary in other.summaries)
            if any(back.id == name for back in other.briefing.not_in):
                message = f"'{reference.id}' leaves out what this pack prints, and this pack what "
                message += f"'{reference.id}' prints; keep 'not_in' in the later of the two"
                problems.add(reference.location, "unknown-pack", message)
        if known_to_students:
            topics = tuple(
                summary for summary in pack.topics if summary.id not in known_to_students
            )
            pack = replace(pack, briefing=replace(pack.briefing, topics=topics))
        known[name] = pack
    return known


def _check_topics(fields: FieldValues, problems: Problems) -> None:
    """Report topics that are printed and are not the pack's."""
    known = {reference.id for reference in fields["summaries"]}
    settings = fields["briefing"]
    for topic in (settings and settings.topics) or ():
        if topic.id not in known:
            near = messages.did_you_mean(topic.id, sorted(known))
            problems.add(
                topic.location,
                "unknown-topic",
                f"'{topic.id}' is no summary of this pack{near}; add it to 'summaries'",
            )


def with_style(pack: Pack, styles: Mapping[str, Style]) -> Pack:
    """A pack with the style that it names, where there is one of that name."""
    if pack.style_name is None or pack.style_name.id not in styles:
        return pack
    return replace(pack, style=styles[pack.style_name.id])
