"""What an instructor declares for marks: a scale of grades, and the columns of another program's
table.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from generator.content.field_types import LINE, NUMBER, choice, whole_number
from generator.content.fields import Field, FieldValues, fields_of, list_of, mapping_of, read_fields
from generator.content.marking import BLANKS, ROUNDINGS, SCALES, ColumnProfile, Grade, GradeScale
from generator.content.nodes import Node
from generator.problems import Problems

_GRADE = (
    Field("grade", LINE, "what the grade is called", "A", required=True),
    Field("from", NUMBER, "the least that earns it", "90", required=True),
)


def _grade(fields: FieldValues, problems: Problems) -> Grade:
    return Grade(fields["grade"], Fraction(fields["from"]), fields.place("from"))


SCALE = (
    Field("unit", choice(*SCALES), "what 'from' counts", "percent", default=SCALES[0]),
    Field(
        "rounding",
        choice(*ROUNDINGS),
        "how a total is made whole before it is compared",
        "half-up",
        default=ROUNDINGS[0],
    ),
    Field(
        "grades",
        list_of(fields_of("a grade", _GRADE, _grade), 1),
        "the grades, the highest first",
        "[{grade: pass, from: 50}, {grade: fail, from: 0}]",
        required=True,
    ),
)
_COLUMN_FIELDS = {
    "name": "name",
    "first_name": "first name",
    "last_name": "last name",
    "number": "number",
    "form": "form",
    "group": "group",
    "total": "total",
}
_WORDS = mapping_of(LINE, LINE, "what is written there with what it means")
COLUMNS = (
    *(
        Field(name, LINE, f"the head of the column with the {role}", f"Student {role}", default="")
        for name, role in _COLUMN_FIELDS.items()
    ),
    Field(
        "answers",
        LINE,
        "the heads of the answers, {n} for the number on the paper",
        "Q{n}",
        default="",
    ),
    Field(
        "points",
        LINE,
        "the heads of the points, {n} for the number on the paper",
        "P{n}",
        default="",
    ),
    Field("forms", _WORDS, "what stands for a form", "{1: A, 2: B}", default=None),
    Field("letters", _WORDS, "what stands for an option", "{1: A, 2: B}", default=None),
    Field("blank", choice(*BLANKS), "what an empty cell means", BLANKS[1], default=BLANKS[0]),
    Field(
        "skip",
        whole_number(0, 20),
        "how many lines below the heads hold no student, but a key or a note",
        "1",
        default=0,
    ),
)


def load_scale(node: Node, problems: Problems) -> GradeScale | None:
    """The scale of a file; None, and problems, where it is none."""
    fields = read_fields(node, SCALE, problems, "a scale of grades")
    if fields is None or not fields.complete:
        return None
    scale = GradeScale(fields["unit"], fields["grades"], fields["rounding"])
    for above, below in pairwise(scale.grades):
        if below.least >= above.least:
            problems.add(
                below.location,
                "wrong-value",
                f"'{below.name}' does not begin below '{above.name}'; write the highest grade "
                "first",
            )
    if scale.unit == "percent" and scale.grades and scale.grades[0].least > 100:
        problems.add(
            scale.grades[0].location,
            "wrong-value",
            f"nobody has the {scale.grades[0].least} per cent that '{scale.grades[0].name}' needs; "
            "write at most 100, or 'unit: points'",
        )
    if scale.grades and scale.grades[-1].least > 0:
        problems.add(
            scale.grades[-1].location,
            "wrong-value",
            f"who has less than '{scale.grades[-1].name}' needs has no grade; add one with "
            "'from: 0'",
        )
    return scale


def load_columns(node: Node, problems: Problems) -> ColumnProfile | None:
    """The profile of a file; None, and problems, where it is none."""
    fields = read_fields(node, COLUMNS, problems, "a profile of columns")
    if fields is None or not fields.complete:
        return None
    if fields.lacks("answers", "points"):
        problems.add(
            fields.location,
            "missing-field",
            "a profile of columns needs 'answers' or 'points', the heads of the questions",
        )
    for name in ("answers", "points"):
        if fields[name] and "{n}" not in fields[name]:
            problems.add(
                fields.place(name),
                "wrong-value",
                f"'{name}' needs {{n}} where the number of the question is",
            )
    heads = {role: fields[name] for name, role in _COLUMN_FIELDS.items() if fields[name]}
    return ColumnProfile(
        heads,
        fields["answers"],
        fields["points"],
        fields["forms"] or {},
        fields["letters"] or {},
        fields["blank"],
        fields["skip"],
    )
