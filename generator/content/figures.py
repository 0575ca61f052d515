"""Figures from data, as authored and as students see them: charts, matrices, diagrams, grids."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content import messages
from generator.content.field_types import DATE_RANGE, FLAG, LINE, NUMBER, TEXT, choice
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.page.markup import Text
from generator.problems import Location, Problems
from generator.values import dataclass

KINDS = ("bar-chart", "line-chart", "matrix", "diagram", "relations", "route", "timeline")
MOST_SERIES, MOST_CATEGORIES, MOST_ACTORS = 4, 16, 8
MOST_PLACES, MOST_ROUTES, MOST_EVENTS = 20, 30, 20
TABLE, DIAGRAM = "table", "diagram"  # how relations may be printed
STATUSES = ("reported", "claim", "denial", "judgement", "allegation", "derived")


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
class Place:
    """A place of a map: numbers in figures say how far to the right (`x`) and up (`y`) it is."""

    name: str
    x: str
    y: str


@dataclass(frozen=True)
class Route:
    """A way between two places of a map.  `arrow`: it leads one way; `dashed`: its line is."""

    source: str
    target: str
    label: str = ""
    arrow: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Event:
    """What happened, at a date or over a range of dates as `DateRange` writes them."""

    date: str
    label: str
    status: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure as authored, and as a key shows it.

    `blanks`: students see a grid of numbered empty cells instead.  `relations_as`: how those of a
    matrix are printed, "" for a diagram where more than half of its cells are empty.
    """

    kind: str
    caption: str
    alt: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    links: tuple[Link, ...] = ()
    blanks: bool = False
    places: tuple[Place, ...] = ()
    routes: tuple[Route, ...] = ()
    events: tuple[Event, ...] = ()
    relations_as: str = ""


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


def _place(fields: FieldValues, problems: Problems) -> Place:
    return Place(fields["name"], f"{fields['x']:f}", f"{fields['y']:f}")


def _route(fields: FieldValues, problems: Problems) -> Route:
    if fields["from"] == fields["to"]:
        problems.add(
            fields.place("to"),
            "wrong-value",
            f"a route cannot lead from '{fields['from']}' to itself; change 'from' or 'to'",
        )
    return Route(fields["from"], fields["to"], fields["label"], fields["arrow"], fields["dashed"])


def _event(fields: FieldValues, problems: Problems) -> Event:
    dates = fields["date"]
    if dates.start is None or dates.end is None:
        problems.add(
            fields.place("date"),
            "wrong-value",
            f"'{dates}' has no beginning or no end; a timeline needs both, such as 2008..2010",
        )
    return Event(str(dates), fields["label"], fields["status"])


_PLACE = (
    Field("name", LINE, "what it is called", "Ostend", required=True),
    Field("x", NUMBER, "how far to the right", "2", required=True),
    Field("y", NUMBER, "how far up", "5.5", required=True),
)
_ROUTE = (
    Field("from", LINE, "the place where it begins", "Ostend", required=True),
    Field("to", LINE, "the place where it ends", "Dover", required=True),
    Field("label", LINE, "what is written beside it", "ferry, 4 h", default=""),
    Field("arrow", FLAG, "true for a way that leads in one direction", "true", default=False),
    Field("dashed", FLAG, "true for a broken line", "true", default=False),
)
_EVENT = (
    Field("date", DATE_RANGE, "when it was", "1962-10-16..1962-10-28", required=True),
    Field("label", LINE, "what happened", "Missile crisis", required=True),
    Field("status", choice(*STATUSES), "how sure it is", "claim", default=""),
)
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
LINK = (
    Field("from", LINE, "who", "evaporation", required=True),
    Field("to", LINE, "whom", "clouds", required=True),
    Field("relation", LINE, "the relation in one or two words", "feeds", required=True),
)
RELATIONS_AS = Field(
    "relations_as",
    choice(TABLE, DIAGRAM),
    "always a table or always a diagram; without it a diagram where most of a table would be empty",
    "table",
    default="",
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
        list_of(fields_of("a relation", LINK, _link), 1),
        "of a matrix, a diagram or relations: who, whom, how",
        "see 'packs help set'",
        default=(),
    ),
    RELATIONS_AS,
    Field(
        "places",
        list_of(fields_of("a place", _PLACE, _place), 2, MOST_PLACES),
        "of a route: where things are",
        "see 'packs help figures'",
        default=(),
    ),
    Field(
        "routes",
        list_of(fields_of("a route", _ROUTE, _route), 1, MOST_ROUTES),
        "of a route: the ways between places",
        "see 'packs help figures'",
        default=(),
    ),
    Field(
        "events",
        list_of(fields_of("an event", _EVENT, _event), 2, MOST_EVENTS),
        "of a timeline: what happened when",
        "see 'packs help figures'",
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


_NEEDED = {
    "bar-chart": ("categories", "series"),
    "line-chart": ("categories", "series"),
    "matrix": ("relations",),
    "diagram": ("relations",),
    "relations": ("relations",),
    "route": ("places", "routes"),
    "timeline": ("events",),
}
_OPTIONAL = {
    "bar-chart": ("unit",),
    "line-chart": ("unit",),
    "matrix": ("relations_as",),
    "relations": ("relations_as",),
}
_WITHOUT_BLANKS = ("relations", "route", "timeline")


def _check_places(fields: FieldValues, problems: Problems) -> None:
    """Report places that are there twice, at one point, or that a route names and the map lacks."""
    names: set[str] = set()
    points: set[tuple[str, str]] = set()
    for place in fields["places"]:
        if place.name in names:
            message = f"the place '{place.name}' is there twice; remove one"
            problems.add(fields.place("places"), "wrong-value", message)
        elif (place.x, place.y) in points:
            message = f"'{place.name}' is where another place is; move it"
            problems.add(fields.place("places"), "wrong-value", message)
        names.add(place.name)
        points.add((place.x, place.y))
    for route in fields["routes"]:
        for name in (route.source, route.target):
            if fields["places"] and name not in names:
                near = messages.did_you_mean(name, sorted(names))
                message = f"the map has no place '{name}'{near}; add it to 'places'"
                problems.add(fields.place("routes"), "wrong-value", message)


def read_figure(fields: FieldValues, problems: Problems) -> Figure:
    """The figure that fields describe; without a field `blanks` it is drawn."""
    kind = fields["kind"]
    named = kind if kind == "relations" else f"a {kind}"
    needed = _NEEDED[kind]
    for name in needed:
        if fields.lacks(name):
            problems.add(fields.location, "missing-field", f"{named} needs '{name}'")
    optional = _OPTIONAL.get(kind, ())
    for name in (
        "categories",
        "series",
        "unit",
        "relations",
        "relations_as",
        "places",
        "routes",
        "events",
    ):
        if name in fields and name not in (*needed, *optional):
            message = f"{named} does not use '{name}'; remove it"
            problems.add(fields.place(name), "needless-field", message)
    if "blanks" in fields and fields["blanks"] and kind in _WITHOUT_BLANKS:
        message = f"{named} cannot have blanks; remove 'blanks'"
        problems.add(fields.place("blanks"), "needless-field", message)
    if "blanks" in fields and fields["blanks"] and fields["relations_as"]:
        message = "a figure with blanks is always a grid; remove 'relations_as'"
        problems.add(fields.place("relations_as"), "needless-field", message)
    _check_places(fields, problems)
    for series in fields["series"]:
        if "categories" in fields and len(series.values) != len(fields["categories"]):
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
        fields["places"],
        fields["routes"],
        fields["events"],
        fields["relations_as"],
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
        *(place.name for place in figure.places),
        *(route.label for route in figure.routes),
        *(event.label for event in figure.events),
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
