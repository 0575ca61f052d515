"""Figures from data, as authored and as students see them: charts, matrices, diagrams, grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.content import messages
from generator.content.field_types import FLAG, LINE, NUMBER, TEXT, choice
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.page.markup import Text
from generator.problems import Location, Problems

KINDS = ("bar-chart", "line-chart", "matrix", "diagram")
MOST_SERIES, MOST_CATEGORIES, MOST_ACTORS = 4, 16, 8


@dataclass(frozen=True)
class Series:
    """A named row of values, one per category; numbers in figures, with a plain minus and point."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """Which relation each actor has to which."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True)
class Figure:
    """A figure as authored, and as a key shows it.

    `blanks`: students see a grid of numbered empty cells instead.
    """

    kind: str
    caption: str
    alt: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    links: tuple[Link, ...] = ()
    blanks: bool = False


@dataclass(frozen=True)
class Grid:
    """What a student sees of a figure with blanks: heads of rows and columns, and no value.

    `unit`: what the values count.  `crossed`: rows and columns are the same actors, so that cells
    of an actor with itself are no blanks.
    """

    caption: str
    alt: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    crossed: bool = False
    unit: str = ""


def _series(fields: FieldValues, problems: Problems) -> Series:
    return Series(fields["name"], tuple(f"{value:f}" for value in fields["values"]))


def _link(fields: FieldValues, problems: Problems) -> Link:
    if fields["from"] == fields["to"]:
        problems.add(
            fields.place("to"),
            "wrong-value",
            f"'{fields['from']}' cannot have a relation to itself; change 'from' or 'to'",
        )
    return Link(fields["from"], fields["to"], fields["relation"])


_SERIES = (
    Field("name", LINE, "what the values are of", "Visits", required=True),
    Field(
        "values",
        list_of(NUMBER, 1, MOST_CATEGORIES),
        "a number per category",
        "[5, 1, 10]",
        required=True,
    ),
)
_LINK = (
    Field("from", LINE, "who", "evaporation", required=True),
    Field("to", LINE, "whom", "clouds", required=True),
    Field("relation", LINE, "the relation in one or two words", "feeds", required=True),
)
FIELDS = (
    Field("kind", choice(*KINDS), "how it is drawn", "bar-chart", required=True),
    Field("caption", TEXT, "the line above it", "Visits, 2010–2018", required=True),
    Field(
        "alt",
        TEXT,
        "what it shows, for readers who cannot see it; must not give an answer away",
        "Bar chart of visits by kind.",
        required=True,
    ),
    Field(
        "categories",
        list_of(LINE, 1, MOST_CATEGORIES),
        "of a chart: the labels along its foot",
        "[2010, 2014, 2018]",
        default=(),
    ),
    Field(
        "series",
        list_of(fields_of("a series", _SERIES, _series), 1, MOST_SERIES),
        "of a chart: its values",
        "see 'packs help set'",
        default=(),
    ),
    Field("unit", LINE, "of a chart: what the values count", "visits", default=""),
    Field(
        "relations",
        list_of(fields_of("a relation", _LINK, _link), 1),
        "of a matrix or diagram: who, whom, how",
        "see 'packs help set'",
        default=(),
    ),
    Field(
        "blanks",
        FLAG,
        "true prints a grid with numbered empty cells to fill in",
        "true",
        default=False,
    ),
)


def read_figure(fields: FieldValues, problems: Problems) -> Figure:
    """The figure that fields describe; without a field `blanks` it is drawn."""
    chart = fields["kind"].endswith("chart")
    needed, needless = (
        (("categories", "series"), ("relations",))
        if chart
        else (("relations",), ("categories", "series", "unit"))
    )
    for name in needed:
        if name not in fields:
            problems.add(fields.location, "missing-field", f"a {fields['kind']} needs '{name}'")
    for name in needless:
        if name in fields:
            message = f"a {fields['kind']} does not use '{name}'; remove it"
            problems.add(fields.place(name), "needless-field", message)
    for series in fields["series"]:
        if len(series.values) != len(fields["categories"]):
            count = messages.counted(len(series.values), "value", "values")
            problems.add(
                fields.place("series"),
                "wrong-values",
                f"'{series.name}' has {count} but there are {len(fields['categories'])} "
                "categories; give one value for each category",
            )
    figure = Figure(
        fields["kind"],
        fields["caption"].source,
        fields["alt"].source,
        fields["categories"],
        fields["series"],
        fields["unit"],
        fields["relations"],
        fields.values.get("blanks", False),
    )
    if len(actors(figure)) > MOST_ACTORS:
        problems.add(
            fields.place("relations"),
            "too-many",
            f"the figure has {len(actors(figure))} actors; at most {MOST_ACTORS} are allowed",
        )
    return figure


FIGURE = fields_of("a figure", FIELDS, read_figure)


def actors(figure: Figure) -> tuple[str, ...]:
    """Everyone in a figure's relations, in order of appearance.

    They are in alphabetical order where the other order is part of the answer.
    """
    names = dict.fromkeys(name for link in figure.links for name in (link.source, link.target))
    return tuple(sorted(names)) if figure.blanks else tuple(names)


def texts(figure: Figure, place: Location) -> Iterator[Text]:
    """Every authored text of a figure, with the place of the figure, for the checks."""
    plain = [
        *figure.categories,
        *(series.name for series in figure.series),
        figure.unit,
        *(text for link in figure.links for text in (link.source, link.target, link.relation)),
    ]
    for source in (figure.caption, figure.alt, *(as_markup(text) for text in plain if text)):
        yield Text(source, place)


def as_markup(plain: str) -> str:
    """A plain text as markup that prints it unchanged."""
    return "".join("\\" + char if char in "\\*`~^[]()_" else char for char in plain)


def student_figure(figure: Figure) -> Figure | Grid:
    """What a student sees: the figure, or for one with blanks its empty grid."""
    if not figure.blanks:
        return figure
    if figure.links:
        return Grid(figure.caption, figure.alt, actors(figure), actors(figure), crossed=True)
    return Grid(
        figure.caption,
        figure.alt,
        figure.categories,
        tuple(series.name for series in figure.series),
        unit=figure.unit,
    )
