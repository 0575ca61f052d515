"""What a guide says of a quiz, as plain values."""

from __future__ import annotations

import math
from fractions import Fraction

from generator.editions.edition import DRAFT
from generator.editions.quiz import QuizView, RevisionNote
from generator.items import CitedFact
from generator.page.blocks import PlanRow
from generator.values import dataclass

COUNTED = "what it counts, or what is known of the printing, changed"
CHANGES = ("answer", "wording", "evidence", "cosmetic", "new", "gone")
VERDICTS = 2  # the letters of a true-false item


@dataclass(frozen=True)
class Printing:
    """A document to print: its kind (paper, briefing or answer-sheet), form ("" where it has none)
    and profile.

    `pages` of one copy, 0 where they are not known; `copies` of this form.  `fills`: how full the
    pages of a paper are, in per cent; `alike`: they break as those of all forms do.
    `closer`: how it is set closer than usual to save room, empty where it is not: gaps in per cent
    of what they are; lines, rows of tables and options, in tenths of a point; lines to write on.
    """

    kind: str
    form: str
    profile: str
    pages: int
    copies: int
    fills: tuple[int, ...] = ()
    alike: bool = True
    closer: tuple[int, ...] = ()

    def sheets(self, sides: str) -> int:
        """Sheets of paper for one copy."""
        return math.ceil(self.pages / 2) if sides == "duplex" else self.pages


@dataclass(frozen=True)
class PrintPlan:
    """How a quiz is printed: `paper` is A4 or Letter, `sides` duplex or simplex.

    `files`: the names of what belongs together, by the name of their kind.
    `gathered`: each copy has its briefing before it.
    """

    paper: str
    sides: str
    documents: tuple[Printing, ...] = ()
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()
    gathered: bool = False


@dataclass(frozen=True)
class Planned:
    """The blueprint of a section, by its index: what is required, how much of it was planned, and
    how much there is.
    """

    section: int
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Grid:
    """Points by objective (a text with its markup) and level, each "" where a question does not
    say it; `levels` are those that occur, lowest
    first.
    """

    levels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fraction, ...]], ...]


@dataclass(frozen=True)
class Content:
    """What a quiz is made of: points by objective and level, by level, and by difficulty."""

    grid: Grid
    levels: tuple[tuple[str, Fraction], ...]
    difficulties: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Row:
    """A question of the crosswalk, or a part of one: its number and key on each form, in the order
    of the forms.

    `keys` are "" where the key is no short text.  `objective`, `level` and `difficulty` are ""
    where the question does not say them.  `options`: how many letters there are to choose
    from, 0 where the key is not one letter.  `fixed`: its options have the same letters on every
    form.
    """

    item: str
    part: str
    type: str
    points: Fraction
    numbers: tuple[int, ...]
    keys: tuple[str, ...]
    options: int = 0
    fixed: bool = False
    void: bool = False
    objective: str = ""
    level: str = ""
    difficulty: str = ""

    def label(self, form: int) -> str:
        """The question's number on a form, with the part's letter: 7, or 7a."""
        return f"{self.numbers[form]}{self.part}"


@dataclass(frozen=True)
class Spread:
    """The least, mean and most of a share over all pairs of forms."""

    least: Fraction
    mean: Fraction
    most: Fraction


@dataclass(frozen=True)
class Agreement:
    """How far forms agree, over the `questions` whose key is one letter; `fixed` of them keep their
    letters.

    `chance`: the share that would agree if letters were drawn.  `by_number`: the shares of question
    numbers with the same letter; `by_item`: those of questions, wherever they are; None where
    there is one form.  `pairs`: (form, form, by number, by item) where there are few.  `letters`:
    how often each letter of an option is the key, form by form.
    """

    questions: int
    fixed: int
    chance: Fraction
    by_number: Spread | None
    by_item: Spread | None
    pairs: tuple[tuple[int, int, Fraction, Fraction], ...]
    letters: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Effort:
    """A section: its title, questions, points, the minutes it is thought to need, and what a blind
    guesser can expect.
    """

    title: str
    questions: int
    points: Fraction
    minutes: float
    floor: Fraction


@dataclass(frozen=True)
class Guessing:
    """A type of question (parts of sets are counted by their own): how many, their points, what
    blind guessing earns.
    """

    type: str
    questions: int
    points: Fraction
    floor: Fraction


@dataclass(frozen=True)
class Taught:
    """The facts of a summary (`title` with its markup): those that some question rests on, and the
    others.
    """

    title: str
    tested: tuple[str, ...]
    untested: tuple[str, ...]


@dataclass(frozen=True)
class Resting:
    """A fact that questions rest on, with their labels on the first form."""

    fact: CitedFact
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Opposed:
    """Facts that the evidence wants shown together, by their ids: what is said, and what is
    beside it.
    """

    said: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """An item that changed since an edition: its id, its number on the first form then and now (0:
    not there), and the kinds of change, of CHANGES.
    """

    item: str
    old: int
    new: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """An edition that was printed: its code, when and for whom, and what changed since.

    `handouts`: (date, class, copies).  `rearranged`: questions or options are in another order;
    `front`: what is printed around the questions differs; `readable` is false where its record
    cannot be used.  `lines` say more, in English.
    """

    code: str
    handouts: tuple[tuple[str, str, int], ...]
    changes: tuple[Change, ...] = ()
    rearranged: bool = False
    front: bool = False
    readable: bool = True
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """All that a guide says; `content` is the whole quiz's, `contents` those of its sections;
    `objectives`: (text, id).
    """

    view: QuizView
    code: str
    note: RevisionNote
    plan: PrintPlan | None
    planned: tuple[Planned, ...]
    content: Content
    contents: tuple[Content, ...]
    crosswalk: tuple[Row, ...]
    agreement: Agreement
    efforts: tuple[Effort, ...]
    guessing: tuple[Guessing, ...]
    taught: tuple[Taught, ...]
    evidence: tuple[Resting, ...]
    opposed: tuple[Opposed, ...]
    objectives: tuple[tuple[str, str], ...] = ()
    before: tuple[Before, ...] | None = None

    @property
    def draft(self) -> bool:
        """Whether it is the guide to a draft."""
        return self.code == DRAFT

    @property
    def untaught(self) -> tuple[Resting, ...]:
        """The facts that questions rest on and no summary of the briefing cites."""
        known = {name for summary in self.taught for name in (*summary.tested, *summary.untested)}
        return tuple(resting for resting in self.evidence if resting.fact.id not in known)
