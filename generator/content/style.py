"""How an institution's documents look, as data: its logo, its words, what is filled in, how lines
to write on are drawn.
"""

from __future__ import annotations

from dataclasses import field, replace

from generator.page.blocks import BOXED_LINES, DOTTED_LINES, NO_LINES, RULED_LINES
from generator.problems import NOWHERE, Location
from generator.values import dataclass

DOCUMENT_WORDS = ("quiz", "test", "examination")
POINTS_WORDS = ("points", "marks")
NAME, NUMBER, DATE, SEAT, GROUP, SIGNATURE = "name", "number", "date", "seat", "group", "signature"
FIELD_KINDS = (NAME, NUMBER, DATE, SEAT, GROUP, SIGNATURE)
BESIDE_STEM, AT_END = "stem", "end"
POINTS_PLACES = (BESIDE_STEM, AT_END)
BY_QUESTION, BY_PART, NO_TABLE = "questions", "parts", "none"
POINTS_TABLES = (BY_QUESTION, BY_PART, NO_TABLE)
MOST_IN_TABLE = (
    40  # questions that have a cell each: more would be tables of ones that fill the cover
)
ANSWER_LINES = (RULED_LINES, DOTTED_LINES, BOXED_LINES, NO_LINES)
SANS, SERIF = "sans", "serif"
FACES = (SANS, SERIF)
PLACEHOLDERS = ("title", "document", "course", "class")
LIGHTEST = 45  # per cent of white: what is lighter may be lost on a copier
_HALF_WIDTH = (NAME, SIGNATURE)


@dataclass(frozen=True)
class Logo:
    """A picture before the title: a kept text that places it and nothing else."""

    source: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class FieldToFill:
    """What is to be filled in by hand; `kind` is "" for one that only its label names.

    `label`: in place of the catalogue's word; `width`: in per cent of the line, 0 for the usual.
    """

    kind: str = ""
    label: str = ""
    width: int = 0

    @property
    def share(self) -> float:
        """Its share of the line's width."""
        return self.width / 100 if self.width else 0.5 if self.kind in _HALF_WIDTH else 0.25


USUAL_FIELDS = (FieldToFill(NAME), FieldToFill(NUMBER), FieldToFill(DATE))


@dataclass(frozen=True)
class Margins:
    """Between text and the sheet's edges, in mm: on the bound side, the other one, top, bottom;
    0 for what the density has.
    """

    inner: int = 0
    outer: int = 0
    top: int = 0
    bottom: int = 0


@dataclass(frozen=True)
class Style:
    """How documents look, where it is an institution's matter; never part of a code.

    `institution`: the kept texts of the lines above the title, "" for those of the pack.  `header`
    and `footer` may hold PLACEHOLDERS in braces.  `document`, `points`: what a quiz and its points
    are called, "" for the language's usual words.  `option_columns`: how many columns short options
    are set in at most, 0 for as many as fit.  `accent`: the grey of rules above parts in per cent
    of white, None for no rule.

    Records keep styles: fields may be added with a default, never renamed.
    """

    logo: Logo | None = None
    institution: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""
    document: str = ""
    points: str = ""
    fields: tuple[FieldToFill, ...] = USUAL_FIELDS
    cover: bool = True
    points_at: str = BESIDE_STEM
    points_table: str = BY_QUESTION
    option_columns: int = 0
    lines: str = RULED_LINES
    accent: int | None = None
    face: str = SANS
    margins: Margins = Margins()
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def bare(self) -> Style:
        """The same without the places where it is written."""
        logo = self.logo and replace(self.logo, location=NOWHERE)
        return replace(self, logo=logo, location=NOWHERE)


USUAL_STYLE = Style()
