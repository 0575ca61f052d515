"""What a summary gives for teaching: comparison grids, arguments, and the teacher's notes."""

from __future__ import annotations

from generator.content import messages
from generator.content.field_types import FLAG, PROSE, REFERENCE, TEXT, choice, whole_number
from generator.content.fields import Field, FieldValues, fields_of, list_of, text_or_fields
from generator.content.model import BRIEFING_PARTS
from generator.content.teaching import (
    Argument,
    Comparison,
    DiscussionNote,
    GridCell,
    GridRow,
    Lesson,
    LessonStep,
    Reason,
    Role,
    RolePlay,
    Script,
    Teaching,
)
from generator.loading.shared_fields import FACTS, NEEDED_FACTS
from generator.problems import Problems

MOST_COLUMNS = 6
_SEE = "see 'packs help teaching'"
_LESSON_MINUTES = whole_number(1, 600)


def _cell(fields: FieldValues, problems: Problems) -> GridCell:
    return GridCell(fields["text"], fields["blank"])


_CELL = text_or_fields(
    "text",
    "a cell",
    (
        Field("text", TEXT, "what stands in it", "Water and light", required=True),
        Field(
            "blank",
            FLAG,
            "true leaves it empty for students to fill in; the teacher's copy has the text",
            "true",
            default=False,
        ),
    ),
    _cell,
)


def _row(fields: FieldValues, problems: Problems) -> GridRow:
    return GridRow(fields["label"], fields["cells"], fields["facts"], fields.location)


_ROW = (
    Field("label", TEXT, "what is compared", "What it needs", required=True),
    Field(
        "cells",
        list_of(_CELL, 1, MOST_COLUMNS),
        "a cell for each column, '{text: …, blank: true}' for one to fill in",
        "[Light, '{text: Sugar, blank: true}']",
        required=True,
    ),
    NEEDED_FACTS,
)


def _comparison(fields: FieldValues, problems: Problems) -> Comparison:
    columns, rows = fields["columns"], fields["rows"]
    for row in rows:
        if columns and len(row.cells) != len(columns):
            count = messages.counted(len(row.cells), "cell", "cells")
            problems.add(
                row.location,
                "wrong-values",
                f"'{row.label.plain}' has {count} but there are {len(columns)} columns; give one "
                "cell for each column",
            )
    has_blanks = any(cell.blank for row in rows for cell in row.cells)
    for cell in (cell for row in rows for cell in row.cells if has_blanks):
        if not cell.blank and cell.text.plain.strip().isdecimal():
            message = (
                f"'{cell.text.plain}' would be taken for the number of a cell to fill in; write it "
                f"with a word, such as 'in {cell.text.plain}'"
            )
            problems.add(cell.text.location, "wrong-value", message)
    return Comparison(fields["caption"], columns, rows)


_COMPARISON = (
    Field("caption", TEXT, "the line above it", "Two ways to make sugar", required=True),
    Field(
        "columns",
        list_of(TEXT, 2, MOST_COLUMNS),
        "what is set side by side",
        "[By day, At night]",
        required=True,
    ),
    Field(
        "rows", list_of(fields_of("a row", _ROW, _row), 1), "what is compared", _SEE, required=True
    ),
)
GRIDS = Field(
    "grids",
    list_of(fields_of("a grid", _COMPARISON, _comparison)),
    "comparisons side by side, with cells to fill in",
    _SEE,
    default=(),
)


def _reason(fields: FieldValues, problems: Problems) -> Reason:
    return Reason(fields["reason"], fields["evidence"], fields["missing"], fields["facts"])


_REASON = (
    Field("reason", TEXT, "why the claim should be believed", "Leaves are green.", required=True),
    Field("evidence", list_of(TEXT), "what is given for it", "[Two samples, 2019]", default=()),
    Field(
        "missing",
        _CELL,
        "the step that nobody states, '{text: …, blank: true}' for students to find",
        "{text: Green means healthy., blank: true}",
    ),
    FACTS,
)


def _argument(fields: FieldValues, problems: Problems) -> Argument:
    return Argument(
        fields["claim"], fields["by"], fields["certainty"], fields["reasons"], fields["facts"]
    )


_ARGUMENT = (
    Field("claim", TEXT, "what is claimed", "The wood is healthy.", required=True),
    Field("by", TEXT, "who claims it", "The forester", required=True),
    Field("certainty", TEXT, "the words that say how sure they are", "‘seems’, ‘probably’"),
    Field(
        "reasons",
        list_of(fields_of("a reason", _REASON, _reason), 1),
        "what it rests on",
        _SEE,
        required=True,
    ),
    NEEDED_FACTS,
)
ARGUMENTS = Field(
    "arguments",
    list_of(fields_of("an argument", _ARGUMENT, _argument)),
    "claims with their reasons, evidence and missing steps",
    _SEE,
    default=(),
)


def _step(fields: FieldValues, problems: Problems) -> LessonStep:
    return LessonStep(
        fields["title"], fields["minutes"], fields["text"], fields["parts"], fields.location
    )


_STEP = (
    Field("title", TEXT, "what is done", "Read", required=True),
    Field("minutes", _LESSON_MINUTES, "how long it takes", "15", required=True),
    Field("text", PROSE, "how", "In pairs: mark each claim.", required=True),
    Field(
        "parts",
        list_of(choice(*BRIEFING_PARTS)),
        "what it works with: a briefing without one of these has no plan of the lesson either",
        "[grids, discussion]",
        default=(),
    ),
)


def _lesson(fields: FieldValues, problems: Problems) -> Lesson:
    planned = sum(step.minutes for step in fields["steps"])
    if "steps" not in fields.faulty and planned != fields["minutes"]:
        problems.add(
            fields.place("minutes"),
            "wrong-value",
            f"the steps take {planned} minutes, the lesson {fields['minutes']}; change one of them",
        )
    return Lesson(
        fields["title"], fields["minutes"], fields["steps"], fields["aim"], fields["needs"]
    )


_LESSON = (
    Field("title", TEXT, "the lesson's title", "Leaves in 45 minutes", required=True),
    Field("minutes", _LESSON_MINUTES, "how long it is", "45", required=True),
    Field("aim", TEXT, "what students can do afterwards", "Tell a claim from a fact."),
    Field("needs", TEXT, "what must be there", "The briefing, a board"),
    Field(
        "steps",
        list_of(fields_of("a step", _STEP, _step), 1),
        "what is done, in order; their minutes fill the lesson",
        _SEE,
        required=True,
    ),
)


def _role(fields: FieldValues, problems: Problems) -> Role:
    return Role(fields["name"], fields["players"], fields["says"], fields["wants"], fields["facts"])


_ROLE = (
    Field("name", TEXT, "who is played", "The waterworks", required=True),
    Field("players", whole_number(1, 99), "by how many", "2", default=1),
    Field("says", list_of(TEXT, 1), "what they may say", "[The river was low.]", required=True),
    Field("wants", TEXT, "what they want", "To keep the well"),
    NEEDED_FACTS,
)


def _role_play(fields: FieldValues, problems: Problems) -> RolePlay:
    return RolePlay(
        fields["title"], fields["minutes"], fields["setting"], fields["roles"], fields["debrief"]
    )


_ROLE_PLAY = (
    Field("title", TEXT, "its title", "The town hall", required=True),
    Field("minutes", _LESSON_MINUTES, "how long it takes", "30", required=True),
    Field("setting", PROSE, "when and where, and its rules", "An evening in May.", required=True),
    Field(
        "roles",
        list_of(fields_of("a role", _ROLE, _role), 2),
        "who takes part",
        _SEE,
        required=True,
    ),
    Field("debrief", PROSE, "what to talk about afterwards", "Who went beyond the briefing?"),
)


def _note(fields: FieldValues, problems: Problems) -> DiscussionNote:
    return DiscussionNote(
        fields["question"],
        fields["uses"],
        fields["watch"],
        fields["sample"],
        fields["facts"],
        fields.location,
    )


_NOTE = (
    Field("question", whole_number(1, 99), "the question's number", "1", required=True),
    Field("uses", PROSE, "what a good answer uses", "Both definitions.", required=True),
    Field("watch", PROSE, "what to watch for", "‘After’ read as ‘because of’."),
    Field("sample", PROSE, "a sample answer", "Not at once: …"),
    FACTS,
)


def _script(fields: FieldValues, problems: Problems) -> Script:
    return Script(
        fields["item"], fields["points"], fields["text"], fields["comments"], fields.location
    )


_SCRIPT = (
    Field("item", REFERENCE, "the item it answers", "leaf-essay", required=True),
    Field("points", whole_number(0, 200), "what it earns", "9", required=True),
    Field("text", PROSE, "the answer, made up", "The author says …", required=True),
    Field(
        "comments",
        list_of(PROSE, 1),
        "why it earns so many points",
        "[Names the claim but no evidence.]",
        required=True,
    ),
)


def _teaching(fields: FieldValues, problems: Problems) -> Teaching:
    return Teaching(
        fields["lesson"],
        fields["role_play"],
        fields["discussion"],
        fields["scripts"],
        fields["notes"],
    )


_TEACHING = (
    Field("lesson", fields_of("a lesson", _LESSON, _lesson), "a plan of a lesson", _SEE),
    Field("role_play", fields_of("a role play", _ROLE_PLAY, _role_play), "a role play", _SEE),
    Field(
        "discussion",
        list_of(fields_of("a note", _NOTE, _note)),
        "notes on the discussion questions",
        _SEE,
        default=(),
    ),
    Field(
        "scripts",
        list_of(fields_of("a script", _SCRIPT, _script)),
        "made-up answers to essays, with comments",
        _SEE,
        default=(),
    ),
    Field("notes", list_of(PROSE), "what else a teacher should know", _SEE, default=()),
)
TEACHING = Field(
    "teaching",
    fields_of("the teaching notes", _TEACHING, _teaching),
    "what is printed in the teacher's copy alone",
    _SEE,
)
