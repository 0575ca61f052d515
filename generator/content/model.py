"""The content of a project: evidence, banks, summaries and packs, as frozen values that know
where they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from generator.content import figures
from generator.content.blueprint import Blueprint
from generator.content.dates import DateRange, PartialDate
from generator.content.fields import Reference
from generator.content.figures import Figure
from generator.content.marking import BankHistory, ItemFigures
from generator.page.markup import Text
from generator.page.media import NO_MEDIA, Media
from generator.problems import NOWHERE, Location

STATUSES = figures.STATUSES
ATTRIBUTED = ("claim", "denial", "judgement", "allegation")
FLAGS = ("as-of", "living-person", "defamation", "loaded", "estimate")
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
DIFFICULTIES = ("easy", "medium", "hard")
ITEM_STATUSES = ("draft", "ready", "retired")
PAPERS = ("A4", "Letter")
SIDES = ("duplex", "simplex")
STANDARD, PLAIN_TEXT = "standard", "plain-text"
PROFILES = (STANDARD, "clear-print", "large-print", "dyslexia", PLAIN_TEXT)
DENSITIES = ("standard", "compact", "roomy")
EARLIER = "earlier"  # the look of papers that were printed before there were densities
# The look of papers that were printed in a density, before sparse matrices were drawn as diagrams.
WITH_TABLES = {density: f"{density} with tables" for density in DENSITIES}
_WITH_DIAGRAMS = {density: f"{density} with diagrams" for density in DENSITIES}
BRIEFINGS = ("beside", "with-paper")
FORM_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # without I, L, O and so none that is taken for a digit
MOST_FORMS = 999


def noted_look(look: str) -> str:
    """How handouts and lists of files note a look: a density alone is one with tables."""
    return {look: density for density, look in WITH_TABLES.items()}.get(
        look, _WITH_DIAGRAMS.get(look, look)
    )


def look_noted(note: str) -> str:
    """The look that a handout or a list of files notes, which is EARLIER where it is none."""
    return {noted_look(look): look for look in (*DENSITIES, *WITH_TABLES.values())}.get(
        note, EARLIER
    )


def in_density(look: str, density: str | None) -> str:
    """A look in another density, if one is asked for: tables stay tables."""
    if not density:
        return look
    return density if look in DENSITIES else WITH_TABLES.get(density, density)


@dataclass(frozen=True)
class Citation:
    """How a source is named in print."""

    author: str
    title: str
    kind: str
    publisher: str = ""
    published: str = ""
    url: str = ""
    note: Text | None = None


@dataclass(frozen=True)
class Fact:
    """A dated statement; `by` says whose claim, denial, judgement or allegation it is."""

    id: str
    status: str
    text: Text
    ref: str
    by: str = ""
    date: DateRange | None = None
    flags: tuple[str, ...] = ()
    source: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Pair:
    """Who uses all of `facts` must show all of `shown`."""

    facts: tuple[Reference, ...]
    shown: tuple[Reference, ...]
    because: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Person:
    """A name with its right spelling; `protect`: living, reputation at stake."""

    name: str
    protect: bool = False
    role: str = ""
    also: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Evidence:
    """One source and its facts."""

    source: str
    path: str
    citation: Citation
    as_of: PartialDate
    as_of_basis: str
    notice: Text | None
    people: tuple[Person, ...]
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class ItemFigure:
    """The figure of an item that is no set; `texts` are all its texts with their place."""

    figure: Figure
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Item:
    """One assessable unit; `content` is what its type's module made of the type's own fields.

    `figure` is below its stem, and `stem_below` below that.

    Of an item of a plain bank, `objective` may be None, and `level` and `difficulty` be "".
    `language` is its bank's.
    """

    id: str
    type: str
    objective: Reference | None
    level: str
    difficulty: str
    facts: tuple[Reference, ...]
    stem: Text
    points: Fraction
    content: Any
    rationale: Text | None = None
    status: str = "ready"
    reviewed_by: str = ""
    minutes: Fraction | None = None
    lines: int | None = None
    notes: str = ""
    not_with: tuple[Reference, ...] = ()
    ignore: tuple[tuple[str, str], ...] = ()
    location: Location = field(default=NOWHERE, compare=False)
    language: str = "en"
    figure: ItemFigure | None = None
    stem_below: Text | None = None


@dataclass(frozen=True)
class Bank:
    """A file of items on one topic; `objectives` are (id, text).

    `sources` are those it names.  `sourced`: it rests on sources, whether it names them or only
    cites facts, and so is held to all rules; otherwise it is plain.
    """

    name: str
    path: str
    title: str
    language: str
    objectives: tuple[tuple[str, Text], ...]
    items: tuple[Item, ...]
    sources: tuple[Reference, ...] = ()
    sourced: bool = True


@dataclass(frozen=True)
class Cited:
    """A text that rests on facts."""

    text: Text
    facts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a summary."""

    heading: Text
    paragraphs: tuple[Cited, ...]


@dataclass(frozen=True)
class Event:
    """A row of a timeline."""

    date: DateRange
    text: Text
    facts: tuple[Reference, ...]
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Actor:
    """Who takes part, and what they want."""

    name: Text
    role: Text | None
    position: Text | None
    facts: tuple[Reference, ...]


@dataclass(frozen=True)
class Position:
    """Who says what: a claim, and the reply to it where one is recorded."""

    claim: Text
    who: Text
    reply: Text | None
    by: Text | None
    facts: tuple[Reference, ...]


@dataclass(frozen=True)
class Relation:
    """Who backs, supplies or disputes whom."""

    source: str
    target: str
    relation: str
    facts: tuple[Reference, ...]
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Illustration:
    """A figure drawn from data; `texts` are all its texts with their place."""

    figure: Figure
    texts: tuple[Text, ...]
    facts: tuple[Reference, ...]


@dataclass(frozen=True)
class Term:
    """A glossary entry."""

    term: Text
    definition: Text
    facts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The authored text about a topic; `sourced`: it rests on sources, and is plain otherwise."""

    name: str
    path: str
    title: Text
    subtitle: Text | None
    language: str
    as_of: PartialDate | None
    sources: tuple[Reference, ...]
    objectives: tuple[tuple[str, Text], ...]
    summary: tuple[Cited, ...]
    key_facts: tuple[Cited, ...]
    sections: tuple[Section, ...]
    timeline: tuple[Event, ...]
    actors: tuple[Actor, ...]
    positions: tuple[Position, ...]
    relations: tuple[Relation, ...]
    figures: tuple[Illustration, ...]
    glossary: tuple[Term, ...]
    discussion: tuple[Text, ...]
    limits: tuple[Text, ...]
    reading: tuple[Text, ...]
    sourced: bool = True
    relations_as: str = ""


@dataclass(frozen=True)
class Named:
    """A name of something outside the content, such as an edition's code or a class, as typed."""

    name: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class QuizSection:
    """A titled part of a quiz; `order` is shuffle or as-written.

    The items of one with a `blueprint` are those that were drawn, none where nothing was drawn yet.
    """

    title: Text
    order: str
    items: tuple[Reference, ...]
    location: Location = field(default=NOWHERE, compare=False)
    blueprint: Blueprint | None = None

    @property
    def name(self) -> str:
        """The title on one line, as authors write it: what a draw is kept by."""
        return " ".join(self.title.source.split())


@dataclass(frozen=True)
class PrintSettings:
    """How a pack is printed; never part of what the edition code stands for.

    `profiles`: as written; `looks` are those that are made.  `briefing`: beside the papers, or with
    each of them.  `density`: how much is on a page of what students get; EARLIER or one of
    WITH_TABLES on what was printed before there were densities or diagrams.  `pages`: how many
    pages a paper may take at most, for which a denser one is chosen.  `booklet`: papers are folded
    from sheets of four pages.
    """

    paper: str = "A4"
    sides: str = "duplex"
    copies: int = 1
    profiles: tuple[str, ...] = (STANDARD,)
    briefing: str = "beside"
    answer_sheet: bool = False
    density: str = DENSITIES[0]
    pages: int | None = None
    booklet: bool = False

    @property
    def looks(self) -> tuple[str, ...]:
        """The profiles that papers are made in; standard first, because the keys are set in it."""
        return (STANDARD, *(profile for profile in self.profiles if profile != STANDARD))


@dataclass(frozen=True)
class Pack:
    """What gets printed: summaries, quiz, or both; `seed` is "" where it is yet to be given."""

    name: str
    path: str
    title: Text
    institution: Text | None
    course: Text | None
    instructor: Text | None
    class_name: Text | None
    date: PartialDate | None
    duration: int | None
    instructions: tuple[Text, ...]
    summaries: tuple[Reference, ...]
    sources: tuple[Reference, ...]
    language: str
    seed: str
    forms: int
    sections: tuple[QuizSection, ...]
    printing: PrintSettings
    location: Location = field(default=NOWHERE, compare=False)
    not_in: tuple[Named, ...] = ()
    unseen_by: tuple[Named, ...] = ()


@dataclass(frozen=True)
class SelectedSection:
    """The items drawn for a section, by its title."""

    title: str
    items: tuple[Reference, ...]
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Selection:
    """What was drawn for a pack; `turn`: how often another choice was asked for, from 1."""

    pack: str
    path: str
    turn: int
    sections: tuple[SelectedSection, ...]
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Unread:
    """What is written in files with errors but could not be read: names, each with its place.

    Whatever refers to one of them is not to blame.  `objectives` are by the path of their bank and
    their id.  A faulty draft has only warnings in its file, and so is one of `drafts`, not `items`.
    """

    items: Mapping[str, Location] = field(default_factory=dict)
    drafts: Mapping[str, Location] = field(default_factory=dict)
    facts: Mapping[str, Location] = field(default_factory=dict)
    objectives: Mapping[tuple[str, str], Location] = field(default_factory=dict)
    evidence: Mapping[str, Location] = field(default_factory=dict)
    banks: Mapping[str, Location] = field(default_factory=dict)
    summaries: Mapping[str, Location] = field(default_factory=dict)
    packs: Mapping[str, Location] = field(default_factory=dict)
    drawn: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """All that could be read of a project, by name, and the names of what could not; `media`: what
    the pictures and formulas in texts are drawn from.
    """

    evidence: dict[str, Evidence]
    banks: dict[str, Bank]
    summaries: dict[str, Summary]
    packs: dict[str, Pack]
    drawn: dict[str, Selection] = field(default_factory=dict)
    history: dict[str, BankHistory] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)
    media: Media = field(default=NO_MEDIA, compare=False, repr=False)

    @cached_property
    def items_by_id(self) -> dict[str, Item]:
        """The items of all banks."""
        return {item.id: item for bank in self.banks.values() for item in bank.items}

    @cached_property
    def figures_by_item(self) -> dict[str, tuple[ItemFigures, ...]]:
        """What earlier sittings showed of items and parts of sets, by id, the earliest first."""
        return {
            name: figures
            for history in self.history.values()
            for name, figures in history.items.items()
        }

    @cached_property
    def facts_by_id(self) -> dict[str, Fact]:
        """The facts of all evidence."""
        return {fact.id: fact for source in self.evidence.values() for fact in source.facts}
