"""Charts, diagrams, maps and timelines: real words, no label over another, nothing told by colour, a text for who
cannot see.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from itertools import combinations, pairwise, permutations

import pikepdf
import pypdfium2
import pytest
import sample_documents
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_structure import boxes, extracted, problems, read_aloud

from generator.page.blocks import (
    Chart,
    Diagram,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Paragraph,
    Route,
    RouteMap,
    Timeline,
    TimelineEvent,
    spans,
)
from generator.page.markup import Span
from generator.page.numbers import number_text
from generator.render import pdf as rendering
from generator.render.pdf.charts import canvas, lines
from generator.render.pdf.charts import diagram as diagrams
from generator.render.pdf.charts.axis import Scale
from generator.render.pdf.charts.ring_layout import Arrow, Rect

A4 = rendering.SHEETS["A4"]
YEARS = tuple(str(year) for year in range(2005, 2021))
STATES = sample_documents.STATES
CHARTS = {
    "one": sample_documents.chart(series=1),
    "four": sample_documents.chart(series=4),
    "years": sample_documents.chart("bar-chart", YEARS, 4),
    "names": sample_documents.chart(
        "bar-chart", STATES, 1, ("300000000", "12345.5", "7", "-20000", "0.004")
    ),
    "below": sample_documents.chart("bar-chart", ("a", "b"), 2, ("-1", "-2.5")),
    "noughts": sample_documents.chart("bar-chart", ("a", "b"), 1, ("0",)),
    "line": sample_documents.chart("line-chart", YEARS, 4),
    "line of names": sample_documents.chart("line-chart", STATES, 2, ("0.1", "0.25", "-0.05")),
    "long line": sample_documents.chart(
        "line-chart", tuple(f"{STATES[7]} {n}" for n in range(16)), 1
    ),
    "flat": sample_documents.chart("line-chart", ("a", "b"), 1, ("5",)),
    "single": sample_documents.chart("line-chart", ("a",), 1, ("5",)),
}
DIAGRAMS = {
    "alone": Diagram(("Russia",), (), "One state"),
    "two": Diagram(
        STATES[:2],
        ((STATES[0], STATES[1], "backs and supplies arms to"), (STATES[1], STATES[0], "denies")),
        "Two",
    ),
    "five": sample_documents.diagram(),
    "eight": sample_documents.diagram(8),
    "all": Diagram(
        STATES,
        tuple(
            (a, b, ("backs", "supplies", "disputes")[n % 3])
            for n, (a, b) in enumerate(permutations(STATES, 2))
        ),
        "Everyone with everyone",
    ),
}
PLACES = tuple(
    (name, Decimal(13 * n % 17), Decimal(7 * n % 11)) for n, name in enumerate(STATES[:8])
)
MAPS = {
    "two places": RouteMap(
        (("Dover", Decimal(0), Decimal(0)), ("Calais", Decimal(0), Decimal(1))),
        (Route("Dover", "Calais", "90 min", arrow=True),),
        "Two ports",
        "Not to scale",
    ),
    "a network": RouteMap(
        PLACES,
        tuple(
            Route(a, b, f"{n + 2} days", arrow=n % 2 == 0, dashed=n % 3 == 0)
            for n, ((a, _, _), (b, _, _)) in enumerate(pairwise(PLACES))
        ),
        "Eight states in a row of ways",
        "Not to scale",
    ),
    "to and fro": RouteMap(
        (("Kotor", Decimal("-1.5"), Decimal(2)), ("Bari", Decimal(9), Decimal(2))),
        (Route("Kotor", "Bari", "out", arrow=True), Route("Bari", "Kotor", "home", arrow=True)),
        "Two ways between two ports",
        "Not to scale",
    ),
}
TIMELINES = {
    "two events": Timeline(
        (TimelineEvent(0, 0, "1", "First"), TimelineEvent(9, 9, "10", "Last", "claim", False)),
        ((0, "1"), (9, "10")),
        "Two events",
    ),
    "twelve at once": Timeline(
        tuple(
            TimelineEvent(n // 4, n // 4 + 20 * (n % 3), f"day {n}", f"Event {n} " * (1 + n % 4))
            for n in range(12)
        ),
        ((0, "2008"), (30, "2009"), (60, "2010")),
        "Twelve events on few days",
    ),
}
FIGURES = {**CHARTS, **DIAGRAMS, **MAPS, **TIMELINES}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("profile", "sheet"), [("standard", "A4"), ("large", "Letter")])
def test_a_figure_is_sound_and_on_the_sheet(render, validated, name, profile, sheet):
    """Any figure, in any size and inside an item, is valid, sound, and within the
    margins.
    """
    parts = Entries((Entry("1", (Paragraph(spans("STEM")), FIGURES[name]), "[2]", together=False),))
    data = render([(Heading(1, spans("T")), FIGURES[name], parts)], profile, sheet)[0]
    assert validated(data) == [] and problems(data) == []
    size, margins = rendering.SHEETS[sheet], rendering.PROFILES["standard"].margins
    for page in range(len(extracted(data))):
        for _, left, right, bottom in boxes(data, page):
            assert (
                left >= margins.outer - 1
                and right <= size.width - margins.outer + 1
                and bottom >= margins.bottom - 4
            )


@pytest.mark.parametrize("name", FIGURES)
def test_a_reader_meets_a_figure_as_one_thing_with_its_text(render, name):
    """A figure is one element with alternative text and the rectangle that its ink is in."""
    data = render([(Heading(1, spans("T")), FIGURES[name])])[0]
    assert [path for path, _ in read_aloud(data)].count("/Document/Figure") == 1
    with pikepdf.open(BytesIO(data)) as pdf:
        figure = pdf.Root.StructTreeRoot.K.K[1]
        drawn = FIGURES[name]
        assert str(figure.Alt) == (drawn.said if isinstance(drawn, RouteMap) else drawn.alt)
        left, low, right, high = (float(n) for n in figure.A.BBox)
        page = [page.objgen for page in pdf.pages].index(figure.Pg.objgen)
    found = boxes(data, page)[0 if page else 1 :]
    assert all(
        left - 0.5 <= a and b <= right + 0.5 and low - 0.5 <= c <= high for _, a, b, c in found
    )
    with_words = {"alone": 1}.get(name, 3)
    assert len(found) >= with_words


def _said(data: bytes) -> str:
    return " ".join(" ".join(extracted(data)).split())


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("profile", ["standard", "large"])
def test_a_chart_shows_its_names_and_numbers_as_text(render, name, profile):
    """Categories, series and unit are words that can be copied; every bar has its number."""
    chart = CHARTS[name]
    with pikepdf.open(BytesIO(render([(chart,)], profile)[0])) as pdf:
        shown = " ".join(
            "".join(
                bytes(operands[0]).decode("utf-16-be")
                for page in pdf.pages
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "Tj"
            ).split(" ")
        )
    for word in (*chart.categories, chart.unit, *(name for name, _ in chart.series)):
        assert word in shown
    if chart.kind == "bar-chart":
        numbers = [number_text(value) for _, values in chart.series for value in values]
        assert all(shown.split(" ").count(number) >= numbers.count(number) for number in numbers)


# ------------------------------------------------------------ labels
class Seen:
    """Notes where words are drawn, as rectangles around their middle."""

    def __init__(self, monkeypatch) -> None:
        self.drawings: dict[int, list[tuple[str, Rect]]] = {}
        real = canvas.Drawing.words

        def noted(self_, said, kind, x, y, align=0.0, turn=0.0):
            real(self_, said, kind, x, y, align, turn)
            wide = self_.text.line(said, kind)[1]
            middle = y + 0.357 * kind.size
            rect = Rect(x + (0.5 - align) * wide, middle, wide, 0.72 * kind.size)
            if turn == 90:
                rect = Rect(x - 0.357 * kind.size, y + (0.5 - align) * wide, 0.72 * kind.size, wide)
            if turn in (0, 90):
                self.drawings.setdefault(id(self_), []).append((said, rect))

        monkeypatch.setattr(canvas.Drawing, "words", noted)

    def overlaps(self) -> list[tuple[str, str]]:
        """Pairs of words that lie on each other."""
        return [
            (a, b)
            for drawn in self.drawings.values()
            for (a, rect), (b, other) in combinations(drawn, 2)
            if rect.touches(other, 0.0)
        ]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("profile", "sheet"), [("standard", "A4"), ("large", "Letter")])
def test_no_label_lies_on_another(render, monkeypatch, name, profile, sheet):
    """Names, numbers and labels of a figure keep clear of each other."""
    seen = Seen(monkeypatch)
    render([(FIGURES[name],)], profile, sheet)
    assert seen.drawings and seen.overlaps() == []


def test_labels_that_do_overlap_are_noticed(render, monkeypatch):
    """The test above looks at something: names that are not broken into lines do run into each
    other.
    """
    seen = Seen(monkeypatch)
    monkeypatch.setattr(lines, "wrapped", lambda name, kind, text, width: [name])
    monkeypatch.setattr(
        lines,
        "_names",
        lambda chart, text, slot, first, room: (
            [[name] for name in chart.categories],
            0.0,
            20.0,
            text.profile.drawing,
        ),
    )
    render([(CHARTS["line of names"],)])
    assert seen.overlaps()


def test_labels_in_the_middle_of_their_arrows_do_overlap(render, monkeypatch):
    """So do the labels of a diagram when each stands in the middle of its arrow: their places are
    looked for.
    """
    seen = Seen(monkeypatch)
    monkeypatch.setattr(
        "generator.render.pdf.charts.ring_layout.place_labels",
        lambda arrows, sizes, boxes: (
            0.0,
            [Rect(*line.point(0.5), *size) for line, size in zip(arrows, sizes, strict=True)],
        ),
    )
    render([(DIAGRAMS["eight"],)])
    render([(DIAGRAMS["all"],)])
    assert seen.overlaps()


# ------------------------------------------------------------ scale
_NUMBERS = st.lists(
    st.decimals(-1_000_000, 1_000_000, allow_nan=False, places=3), min_size=1, max_size=20
)


@settings(max_examples=200, deadline=None)
@given(_NUMBERS, st.booleans(), st.integers(1, 6))
def test_a_scale_holds_all_numbers_in_few_round_steps(values, nought, count):
    """Ticks reach from below the lowest to above the highest number, at most two more than wanted,
    each with its own text.
    """
    scale = Scale(values, count, nought)
    assert scale.ticks[0] <= min(values) and max(values) <= scale.ticks[-1]
    assert 2 <= len(scale.ticks) <= count + 3 and len(set(scale.texts)) == len(scale.texts)
    assert 0 <= scale.at(min(values)) <= scale.at(max(values)) <= 1
    assert not nought or Decimal(0) in scale.ticks
    digits = str(scale.step.normalize().as_tuple().digits)
    assert digits in ("(1,)", "(2,)", "(2, 5)", "(5,)", "(3,)")


def test_numbers_are_printed_as_elsewhere():
    """Thin spaces from five digits on, a real minus sign, decimals as they were written."""
    assert [number_text(Decimal(n)) for n in ("1234", "12345", "-0.50", "300000000")] == [
        "1234",
        "12\u202f345",
        "−0.50",
        "300\u202f000\u202f000",
    ]
    assert Scale([Decimal("0.1"), Decimal("-0.25")]).texts == ["−0.3", "−0.2", "−0.1", "0.0", "0.1"]
    assert Scale([Decimal(3)]).texts == Scale([Decimal(3), Decimal(0)]).texts


def test_bars_begin_at_nought_and_lines_need_not():
    """The scale of bars holds nought; that of lines far from it does not."""
    assert Scale([Decimal(1000), Decimal(1015)]).ticks[0] == 1000
    assert Scale([Decimal(1000), Decimal(1015)], nought=True).ticks[0] == 0


# ------------------------------------------------------------ grey
def test_nothing_is_told_by_colour(render):
    """A figure's operators know black, white and grey only."""
    data = render([tuple(FIGURES.values())])[0]
    with pikepdf.open(BytesIO(data)) as pdf:
        used = {
            str(operator)
            for page in pdf.pages
            for _, operator in pikepdf.parse_content_stream(page)
        }
    assert {"g", "G"} <= used and not used & {
        "rg",
        "RG",
        "k",
        "K",
        "sc",
        "scn",
        "SC",
        "SCN",
        "cs",
        "CS",
        "sh",
        "Do",
    }


def test_series_differ_on_a_grey_copier(render):
    """The fills of four bars differ by grey or by texture, two steps of five at least."""
    chart = Chart("bar-chart", ("",), tuple((f"S{n}", (Decimal(10),)) for n in range(4)), "", "alt")
    pdf = pypdfium2.PdfDocument(render([(chart,)])[0])
    page = pdf[0]
    bitmap = page.render(scale=3, grayscale=True)
    data, wide = bytes(bitmap.buffer), bitmap.stride
    middle = int(3 * (A4.height - (842 - 180)))
    row = data[middle * wide : middle * wide + bitmap.width]
    dark = [x for x in range(300, bitmap.width) if row[x] < 60]
    left, right = dark[0], dark[-1]
    looks = []
    for n in range(4):
        start, end = (int(left + (right - left) * (n + share) / 4) for share in (0.15, 0.85))
        greys = [
            grey
            for y in range(middle, middle + 120)
            for grey in data[y * wide + start : y * wide + end]
        ]
        mean = sum(greys) / len(greys)
        looks.append((mean, (sum((grey - mean) ** 2 for grey in greys) / len(greys)) ** 0.5))
    page.close()
    pdf.close()
    assert all(abs(a[0] - b[0]) > 65 or abs(a[1] - b[1]) > 60 for a, b in combinations(looks, 2)), (
        looks
    )


# ------------------------------------------------------------ diagrams
def rings(monkeypatch) -> list:
    """What is drawn of diagrams from now on: (ring, relations)."""
    seen, real = [], diagrams._drawn
    monkeypatch.setattr(
        diagrams,
        "_drawn",
        lambda ring, relations, *rest: (
            seen.append((ring, relations)) or real(ring, relations, *rest)
        ),
    )
    return seen


_LINKS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.integers(0, 7),
        st.sampled_from(
            [
                "backs",
                "supplies arms to",
                "disputes the territory of",
                "imposes sanctions on a dealer from",
                "mediates",
            ]
        ),
    ),
    max_size=20,
)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 8), _LINKS)
def test_labels_of_any_diagram_keep_clear(render, count, links):
    """Whoever does what to whom: no label touches another, nor an actor, and every arrow can be
    seen beside its label.
    """
    actors = STATES[:count]
    diagram = Diagram(
        actors,
        tuple((actors[a], actors[b], said) for a, b, said in links if a != b and max(a, b) < count),
        "alt",
    )
    with pytest.MonkeyPatch.context() as patch:
        seen = rings(patch)
        render([(diagram,)])
    ((ring, relations),) = seen
    assert len(relations) == len(diagrams.related(diagram))
    for rect in ring.labels:
        assert not any(rect.touches(box, 1.0) for box in ring.boxes)
    assert not any(a.touches(b, 1.0) for a, b in combinations(ring.labels, 2))
    assert not any(a.touches(b, 1.0) for a, b in combinations(ring.boxes, 2))
    for each, line in zip(relations, ring.arrows, strict=True):
        assert ring.boxes[each.start].holds(line.x0, line.y0, 6) and ring.boxes[each.end].holds(
            line.x1, line.y1, 6
        )


def test_what_is_said_twice_is_one_arrow():
    """Several relations of a pair share an arrow; the same in both directions is an arrow with two
    heads.
    """
    relations = diagrams.related(
        Diagram(
            ("a", "b", "c"),
            (
                ("a", "b", "backs"),
                ("a", "b", "pays"),
                ("a", "b", "pays"),
                ("b", "c", "disputes"),
                ("c", "b", "disputes"),
                ("c", "a", "x"),
            ),
            "",
        )
    )
    assert relations == [(0, 1, "backs, pays", False), (1, 2, "disputes", True), (2, 0, "x", False)]


def test_what_both_do_is_apart_from_what_one_of_them_does():
    """An arrow with two heads has what both do to each other; what one of them does besides has its
    own, run the other way, so that the two are drawn beside each other.
    """
    partners = (("a", "b", "partner of"), ("b", "a", "partner of"), ("a", "b", "arms"))
    relations = diagrams.related(Diagram(("a", "b"), partners, ""))
    assert relations == [(1, 0, "partner of", True), (0, 1, "arms", False)]
    turned = diagrams.related(Diagram(("b", "a"), partners, ""))
    assert turned == [(0, 1, "partner of", True), (1, 0, "arms", False)]
    both_more = diagrams.related(Diagram(("a", "b"), (*partners, ("b", "a", "pays")), ""))
    assert both_more == [(0, 1, "partner of, arms", False), (1, 0, "partner of, pays", False)]


def test_many_arrows_are_numbered_and_explained(render):
    """Where words would find no place, numbers stand for them, and a key below says what each
    means.
    """
    text = _said(render([(DIAGRAMS["all"],)])[0])
    assert (
        all(f"{n} {said}" in text for n, said in enumerate(("backs", "supplies", "disputes"), 1))
        or "1 backs" in text
    )
    assert text.count("backs") <= 7  # in the key, alone or with others, not on 19 arrows


def test_an_arrow_runs_through_what_it_crosses():
    """The geometry that keeps labels clear of arrows: through the middle, past the corner, short of
    it.
    """
    rect = Rect(10, 10, 4, 4)
    assert Arrow(0, 10, 20, 10).crosses(rect) and not Arrow(0, 10, 7, 10).crosses(rect)
    assert (
        not Arrow(0, 0, 20, 10).crosses(rect)
        and Arrow(0, 0, 20, 20).crosses(rect)
        and Arrow(0, 0, 20, 10).crosses(rect, 3)
    )


def test_a_diagram_with_no_room_is_refused_by_name():
    """Actors that no ring can hold are a refusal, not a broken page."""
    long = tuple("x" * 70 + str(n) for n in range(8))
    with pytest.raises(rendering.TooTall, match="the diagram 'Endless'"):
        rendering.render_documents(
            [Document("T", "en", HeaderFooter(), (Diagram(long, (), "Endless"),), "d")],
            rendering.PROFILES["standard"],
            rendering.SHEETS["A4"],
        )


def test_lying_bars_that_no_page_can_hold_are_one_figure_on_several(render):
    """Sixteen times four bars in large print go over pages between categories, all on one scale,
    each with the legend.
    """
    data = render([(CHARTS["years"],)], "large")[0]
    pages = extracted(data)
    assert len(pages) > 1 and all("Series 3" in page for page in pages)
    assert [path for path, _ in read_aloud(data)] == ["/Document/Figure"]
    assert sum(len(re.findall(r"\b20\d\d\b", page)) for page in pages) == 16


@pytest.mark.parametrize("kind", ["bar-chart", "line-chart"])
def test_empty_figures_are_harmless(render, validated, kind):
    """A chart without series or categories and a diagram without links leave a sound file."""
    blocks = (
        Heading(1, spans("T")),
        Chart(kind, (), (), "", "nothing"),
        Chart(kind, ("a", "b"), (), "", "no series"),
        Chart(kind, (), (("a", ()),), "u", "no categories"),
        Diagram((), (), "nobody"),
        Diagram(("a", "b", "c"), (), "still"),
    )
    data = render([blocks])[0]
    assert validated(data) == [] and problems(data) == []


def test_what_no_figure_can_show_is_refused(render):
    """A fifth series, a stranger in a diagram and an actor linked to itself are errors, not wrong
    pictures.
    """
    with pytest.raises(ValueError, match="at most 4 series"):
        render([(sample_documents.chart(series=5),)])
    for link in (("a", "x", "backs"), ("a", "a", "backs")):
        with pytest.raises(ValueError, match="not two of its actors"):
            render([(Diagram(("a", "b"), (link,), "alt"),)])


# ------------------------------------------------------------ maps and timelines
def test_a_timeline_is_to_scale(render, monkeypatch):
    """Signs and ticks are as far from each other as their days; an event of more than a day is a
    bar.
    """
    marks: list[float] = []
    bars: list[tuple[float, float]] = []
    real_marker, real_box = canvas.Drawing.marker, canvas.Drawing.box
    monkeypatch.setattr(
        canvas.Drawing,
        "marker",
        lambda self, x, y, *rest: (marks.append(y), real_marker(self, x, y, *rest))[1],
    )
    monkeypatch.setattr(
        canvas.Drawing,
        "box",
        lambda self, x, y, width, height, *rest: (
            bars.append((y, height)),
            real_box(self, x, y, width, height, *rest),
        )[1],
    )
    events = tuple(TimelineEvent(day, day, str(day), "e") for day in (0, 100, 400, 1000))
    period = TimelineEvent(400, 700, "400 to 700", "p")
    render([(Timeline((*events, period), ((0, "0"), (1000, "1000")), "T"),)])
    first, second, third, last = sorted(marks, reverse=True)
    unit = (first - last) / 1000
    assert abs(first - second - 100 * unit) < 0.1 and abs(first - third - 400 * unit) < 0.1
    ((low, tall),) = bars
    assert abs(tall - 300 * unit) < 0.1 and abs(first - 700 * unit - low) < 0.1


def test_an_upright_timeline_has_its_marks_before_its_words(render, monkeypatch):
    """Statuses are drawn in a column of their own, none under a word, in place of their words; what
    somebody only says is a hollow sign, also where the course works something out from it.
    """
    drawn: list[tuple[str, float, float]] = []
    signs: list[int] = []
    real_words, real_marks, real_sign = (
        canvas.Drawing.words,
        canvas.Drawing.marks,
        canvas.Drawing.marker,
    )
    monkeypatch.setattr(
        canvas.Drawing,
        "words",
        lambda self, words, kind, x, *rest: (
            drawn.append((words, x, x)),
            real_words(self, words, kind, x, *rest),
        )[1],
    )
    monkeypatch.setattr(
        canvas.Drawing,
        "marks",
        lambda self, marks, kind, x, y: (
            drawn.append(("marks", x, x + canvas.marks_width(marks, kind))),
            real_marks(self, marks, kind, x, y),
        )[1],
    )
    monkeypatch.setattr(
        canvas.Drawing,
        "marker",
        lambda self, x, y, size, number: (
            signs.append(number),
            real_sign(self, x, y, size, number),
        )[1],
    )
    said, seen, worked = (Span(kind, mark=kind) for kind in ("claim", "reported", "derived"))
    events = (
        TimelineEvent(0, 0, "May", "EVENT one", marks=(said,)),
        TimelineEvent(4, 4, "June", "EVENT two", marks=(seen, said)),
        TimelineEvent(9, 9, "July", "EVENT three", marks=(said, worked)),
    )
    (data,) = render([(Timeline(events, ((0, "0"), (9, "9")), "T"),)])
    assert problems(data) == [] and "claim" not in extracted(data)[0]
    starts = {x for words, x, _ in drawn if "EVENT" in words}
    ends = [end for words, _, end in drawn if words == "marks"]
    assert len(starts) == 1 and len(ends) == 3 and max(ends) <= min(starts)
    assert len({x for words, x, _ in drawn if words == "marks"}) == 1
    assert signs == [1, 0, 1]


def test_a_map_keeps_right_and_up(render, monkeypatch):
    """What is further right or up in the data is so on the page, in equal measure."""
    dots: list[tuple[float, float]] = []
    real = canvas.Drawing.marker
    monkeypatch.setattr(
        canvas.Drawing,
        "marker",
        lambda self, x, y, *rest: (dots.append((x, y)), real(self, x, y, *rest))[1],
    )
    render([(MAPS["a network"],)])
    scales = set()
    for (at, place), (other_at, other) in combinations(zip(dots, PLACES, strict=True), 2):
        for axis in (0, 1):
            data = float(other[axis + 1] - place[axis + 1])
            if data:
                scales.add(round((other_at[axis] - at[axis]) / data, 3))
    assert len(scales) == 1 and scales.pop() > 0


def test_a_timeline_with_no_room_is_refused_by_name():
    """More events than a page holds are an error that names the figure."""
    events = tuple(TimelineEvent(n, n, str(n), "word " * 60) for n in range(20))
    with pytest.raises(rendering.TooTall, match="the timeline 'Too many'"):
        rendering.render_documents(
            [Document("T", "en", HeaderFooter(), (Timeline(events, ((0, "0"),), "Too many"),))],
            rendering.PROFILES["large-print"],
            A4,
        )
