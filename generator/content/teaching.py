"""What a topic gives for teaching: grids and arguments to work on, and notes for the teacher."""

from __future__ import annotations

from dataclasses import field, replace

from generator.content.fields import Reference
from generator.page.markup import Text
from generator.problems import NOWHERE, Location
from generator.values import dataclass


@dataclass(frozen=True)
class GridCell:
    """A cell of a comparison: printed for all, or (`blank`) left empty for students to fill in,
    with `text` as what belongs there.
    """

    text: Text
    blank: bool = False


@dataclass(frozen=True)
class GridRow:
    """What is compared, and what is said of it for each column."""

    label: Text
    cells: tuple[GridCell, ...]
    facts: tuple[Reference, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Comparison:
    """A grid that sets things side by side."""

    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class Reason:
    """What a claim is said to follow from: the reason, the evidence given for it, and the step from
    it to the claim that nobody states.
    """

    text: Text
    evidence: tuple[Text, ...]
    missing: GridCell | None
    facts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Argument:
    """A claim with its reasons; `certainty`: the words that say how sure its maker is."""

    claim: Text
    by: Text
    certainty: Text | None
    reasons: tuple[Reason, ...]
    facts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class LessonStep:
    """A step of a lesson and how long it takes, in minutes; `parts`: those of a briefing that it
    works with.
    """

    title: Text
    minutes: int
    text: Text
    parts: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Lesson:
    """A plan of a lesson: its aim, what is needed, its steps; `minutes` is all of them."""

    title: Text
    minutes: int
    steps: tuple[LessonStep, ...]
    aim: Text | None = None
    needs: Text | None = None


@dataclass(frozen=True)
class Role:
    """Who is played by how many, what they may say, and what they want."""

    name: Text
    players: int
    says: tuple[Text, ...]
    wants: Text | None = None
    facts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class RolePlay:
    """A game of roles: its setting, its roles, and what is talked about afterwards."""

    title: Text
    minutes: int
    setting: Text
    roles: tuple[Role, ...]
    debrief: Text | None = None


@dataclass(frozen=True)
class DiscussionNote:
    """Of the discussion question with that number (from 1): what a good answer uses, what to watch
    for, and an answer as an example.
    """

    question: int
    uses: Text
    watch: Text | None = None
    sample: Text | None = None
    facts: tuple[Reference, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Script:
    """A student's answer, made up, to an item of a bank, with the points it earns and why."""

    item: Reference
    points: int
    text: Text
    comments: tuple[Text, ...]
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Teaching:
    """What is printed for the teacher alone."""

    lesson: Lesson | None = None
    role_play: RolePlay | None = None
    discussion: tuple[DiscussionNote, ...] = ()
    scripts: tuple[Script, ...] = ()
    notes: tuple[Text, ...] = ()


EMPTY = GridCell(Text(""), blank=True)


def student_grid(grid: Comparison) -> Comparison:
    """A comparison as students see it: nothing of what belongs into its blanks."""
    return replace(
        grid,
        rows=tuple(replace(row, cells=tuple(map(student_cell, row.cells))) for row in grid.rows),
    )


def student_cell(cell: GridCell) -> GridCell:
    """A cell as students see it."""
    return EMPTY if cell.blank else cell


def student_argument(argument: Argument) -> Argument:
    """An argument as students see it."""
    return replace(
        argument,
        reasons=tuple(
            replace(reason, missing=reason.missing and student_cell(reason.missing))
            for reason in argument.reasons
        ),
    )
