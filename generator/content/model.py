"""The content of a project: evidence, banks, summaries and packs, as frozen values that know
where they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from generator.content import figures
from generator.content.blueprint import Blueprint
from generator.content.dates import DateRange, PartialDate
from generator.content.fields import Reference
from generator.content.figures import Figure
from generator.content.marking import BankHistory, ItemFigures
from generator.content.style import USUAL_STYLE, Style
from generator.content.teaching import (
    Argument,
    Comparison,
    Teaching,
    student_argument,
    student_grid,
)
from generator.page.markup import Text
from generator.page.media import NO_MEDIA, Media
from generator.problems import NOWHERE, Location
from generator.values import dataclass

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
BRIEFINGS = ("beside", "with-paper")
INLINE, INSERT = STIMULI = ("inline", "insert")
COUNTS = ("best", "first")  # which answers count where more were given than asked for
# What a briefing says of a topic, in the order in which it is printed; the last is printed once.
BRIEFING_PARTS = (
    "objectives",
    "summary",
    "remember",
    "timeline",
    "text",
    "relations",
    "figures",
    "grids",
    "concepts",
    "claims",
    "arguments",
    "actors",
    "people",
    "glossary",
    "discussion",
    "limits",
    "reading",
    "sources",
)
FORM_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # without I, L, O and so none that is taken for a digit
MOST_FORMS = 999


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
    cites facts, and so is held to all rules; otherwise it is plain.  `places`: where its fields
    and the entries of its `items` begin; `entries`: those of the entries, read or not.
    """

    name: str
    path: str
    title: str
    language: str
    objectives: tuple[tuple[str, Text], ...]
    items: tuple[Item, ...]
    sources: tuple[Reference, ...] = ()
    sourced: bool = True
    places: tuple[Location, ...] = field(default=(), compare=False)
    entries: tuple[Location, ...] = field(default=(), compare=False)

    def entry_at(self, place: Location) -> Location | None:
        """Where the entry of its items begins in which a place of its file lies; None where that
        lies in another field, or is the whole file.
        """
        end = place if place.column else Location(place.path, place.line + 1)
        begun = max((each for each in self.places if each <= end), default=None)
        return begun if place.line and begun in self.entries else None


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
    """A figure drawn from data; `texts` are all its texts with their place.

    `after`: the number of the section, from 1, that it is printed behind; 0 for behind the text.
    """

    figure: Figure
    texts: tuple[Text, ...]
    facts: tuple[Reference, ...]
    after: int = 0


@dataclass(frozen=True)
class Term:
    """A glossary entry; `also`: other forms of the term that texts use."""

    term: Text
    definition: Text
    facts: tuple[Reference, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reminder:
    """One of the few things to remember: a statement, and the words that lead to it or None."""

    lead: Text | None
    text: Text
    facts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Concept:
    """A concept in the course's own words, which are not the source's.

    `after`: the number of the section, from 1, that it is printed behind; 0 for behind the text.
    """

    title: Text
    text: Text
    facts: tuple[Reference, ...] = ()
    after: int = 0


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
    remember: tuple[Reminder, ...] = ()
    concepts: tuple[Concept, ...] = ()
    grids: tuple[Comparison, ...] = ()
    arguments: tuple[Argument, ...] = ()
    teaching: Teaching | None = None
    relations_as: str = ""

    @property
    def for_students(self) -> Summary:
        """What may be printed for students of it: blanks are empty, and no teaching notes."""
        return replace(
            self,
            grids=tuple(map(student_grid, self.grids)),
            arguments=tuple(map(student_argument, self.arguments)),
            teaching=None,
        )


@dataclass(frozen=True)
class Named:
    """A name of something outside the content, such as an edition's code or a class, as typed."""

    name: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class QuizSection:
    """A titled part of a quiz; `order` is shuffle or as-written.

    The items of one with a `blueprint` are those that were drawn, none where nothing was drawn yet.
    `answer`: how many of its questions are answered, 0 for all; `counts`: which ones count where
    there are more answers.  It begins on a `new_page`, and each group of `together` is on one page.
    """

    title: Text
    order: str
    items: tuple[Reference, ...]
    location: Location = field(default=NOWHERE, compare=False)
    blueprint: Blueprint | None = None
    instructions: Text | None = None
    answer: int = 0
    counts: str = COUNTS[0]
    new_page: bool = False
    together: tuple[tuple[Reference, ...], ...] = ()

    @property
    def name(self) -> str:
        """The title on one line, as authors write it: what a draw is kept by."""
        return " ".join(self.title.source.split())


@dataclass(frozen=True)
class Layout:
    """How a quiz lies on its pages, besides its density: whether stimuli are `inline` or on a sheet
    of their own, whether papers are folded, the sections, from 0, that begin on a new page, and the
    items that are on one page, as (section, index of the first, how many).  `diagrams`: a matrix of
    relations that is mostly empty is drawn, which it is not on papers of earlier programs.
    """

    stimuli: str = INLINE
    booklet: bool = False
    new_pages: tuple[int, ...] = ()
    together: tuple[tuple[int, int, int], ...] = ()
    diagrams: bool = False


@dataclass(frozen=True)
class PrintedLook:
    """What is kept of how papers were printed, to print them so again."""

    density: str = EARLIER
    layout: Layout = Layout()


@dataclass(frozen=True)
class PrintSettings:
    """How a pack is printed; never part of what the edition code stands for.

    `profiles`: as written; `looks` are those that are made.  `briefing`: beside the papers, or with
    each of them.  `density`: how much is on a page of what students get; EARLIER on what was
    printed before there were densities.  `pages`: how many pages a paper may take at most, for
    which a denser one is chosen.  `booklet`: papers are folded from sheets of four pages.
    `sheet_digits`: the columns of the grid for a student's number on answer sheets, 0 for none.
    `stimuli`: with their questions, or on a sheet of their own.  `new_pages`, `together`: what
    sections and items say of pages, as in Layout.  `diagrams`: as in Layout, too.
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
    sheet_digits: int = 8
    stimuli: str = INLINE
    new_pages: tuple[int, ...] = ()
    together: tuple[tuple[int, int, int], ...] = ()
    diagrams: bool = True

    @property
    def layout(self) -> Layout:
        """How the quiz lies on its pages."""
        return Layout(self.stimuli, self.booklet, self.new_pages, self.together, self.diagrams)

    @property
    def look(self) -> PrintedLook:
        """What is kept of them."""
        return PrintedLook(self.density, self.layout)

    def with_look(self, look: PrintedLook) -> PrintSettings:
        """The same settings with what was kept of others."""
        layout = look.layout
        return replace(
            self,
            density=look.density,
            stimuli=layout.stimuli,
            booklet=layout.booklet,
            new_pages=layout.new_pages,
            together=layout.together,
            diagrams=layout.diagrams,
        )

    @property
    def looks(self) -> tuple[str, ...]:
        """The profiles that papers are made in; standard first, because the keys are set in it."""
        return (STANDARD, *(profile for profile in self.profiles if profile != STANDARD))


@dataclass(frozen=True)
class BriefingSettings:
    """How a pack's briefing is printed; never part of a quiz's code.

    `parts`: those of each topic in the order in which they are printed; `without`: those of them
    that are left out.  `topics`: the summaries that are printed, None for all of the pack; those
    of the packs that `not_in` names are never among them once a project is loaded.
    `margin`: terms and dates are beside the text; `marks`: the status of statements is marked.
    `density` is "" for that of the papers.
    """

    parts: tuple[str, ...] = BRIEFING_PARTS
    without: tuple[str, ...] = ()
    topics: tuple[Reference, ...] | None = None
    margin: bool = True
    marks: bool = True
    density: str = ""
    not_in: tuple[Reference, ...] = ()

    @property
    def printed(self) -> tuple[str, ...]:
        """The parts that are printed, in their order."""
        return tuple(part for part in self.parts if part not in self.without)


@dataclass(frozen=True)
class Pack:
    """What gets printed: summaries, quiz, or both; `seed` is "" where it is yet to be given.

    `style` is its own, or that of the file which `style_name` names.
    """

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
    briefing: BriefingSettings = BriefingSettings()
    style: Style = USUAL_STYLE
    style_name: Reference | None = None
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    def place(self, name: str) -> Location:
        """Where the value of a field is, or the pack itself where it has no such field."""
        return self.places.get(name, self.location)

    @property
    def topics(self) -> tuple[Reference, ...]:
        """The summaries that its briefing prints: none, where there is no briefing."""
        return self.summaries if self.briefing.topics is None else self.briefing.topics


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
    styles: Mapping[str, Location] = field(default_factory=dict)


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
    styles: dict[str, Style] = field(default_factory=dict)
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
