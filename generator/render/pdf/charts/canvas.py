"""What figures are drawn on: lines, areas, words and a legend, as operators of one drawing."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from generator.page.blocks import Chart
from generator.page.markup import Spans
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.lines import LEAF, BlockLayout, Element, Line, PlacedText
from generator.render.pdf.status_marks import mark_drawing
from generator.render.pdf.styles import Type
from generator.render.pdf.text import CENTRE, LEFT, TextSetter

FILLS = 4
_MARK, _BEHIND_MARK = 0.72, 2.0  # of a status's mark, in ems, and points behind it
DASHES = (b"", b"5 2.5", b"1.2 2.2", b"8 2 1.2 2")
_SCALE_GREY = 0.7  # of lines at the values of a scale, on papers that are out
_GREYS = {0: 0.25, 2: 0.75}  # of every other fill; the ones between are hatched on white
_SLANT, _MESH = 7.0, 3.0  # between the lines of the two hatchings: one light, one dark


class Drawing:
    """Operators in the order of painting; `height` may be set when it is known."""

    def __init__(self, text: TextSetter, width: float, height: float = 0.0) -> None:
        self.text, self.width, self.height = text, width, height
        self.ops: list[bytes] = []
        profile = text.profile
        self.fine, self.firm, self.strong = profile.hairline, profile.rule, profile.frame

    def line(
        self,
        points: Sequence[tuple[float, float]],
        thickness: float,
        grey: float = 0.0,
        dash: bytes = b"",
    ) -> None:
        """A line through points."""
        path = b" ".join(
            b"%.2f %.2f %b" % (x, y, b"l" if n else b"m") for n, (x, y) in enumerate(points)
        )
        self.ops.append(b"%.2f w %g G [%b] 0 d %b S\n" % (thickness, grey, dash, path))

    def scale_line(self, points: Sequence[tuple[float, float]]) -> None:
        """A line at a value of a scale: dotted, so that it is light and a copier keeps it."""
        if self.text.profile.latest:
            self.line(points, self.fine, dash=b"1 2")
        else:
            self.line(points, self.fine, _SCALE_GREY)

    def shape(
        self, points: Sequence[tuple[float, float]], fill: float | None, thickness: float = 0.0
    ) -> None:
        """A closed shape, filled with a grey, outlined in black, or both."""
        path = b" ".join(
            b"%.2f %.2f %b" % (x, y, b"l" if n else b"m") for n, (x, y) in enumerate(points)
        )
        ground = b"" if fill is None else b"%g g " % fill
        paint = b"B" if fill is not None and thickness else b"f" if fill is not None else b"S"
        self.ops.append(b"%b%.2f w 0 G [] 0 d %b h %b 0 g\n" % (ground, thickness, path, paint))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: float | None,
        thickness: float = 0.0,
    ) -> None:
        """A rectangle."""
        self.shape(
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, thickness
        )

    def marks(self, marks: Spans, kind: Type, x: float, y: float) -> None:
        """Marks of statuses on a baseline, beside each other."""
        side = _MARK * kind.size
        for span in marks:
            if span.mark:
                drawn = mark_drawing(span.mark, side)
                self.ops.append(b"q 1 0 0 1 %.2f %.2f cm %b Q\n" % (x, y, drawn))
                x += side + _BEHIND_MARK

    def area(self, x: float, y: float, width: float, height: float, number: int) -> None:
        """A rectangle in the fill of that number, which no other number below FILLS can be taken
        for.
        """
        self.box(x, y, width, height, _GREYS.get(number, 1.0), self.firm)
        if number not in _GREYS:
            paths = b" ".join(_hatching(x, y, width, height, crossed=number == 3))
            self.ops.append(
                b"q %.2f %.2f %.2f %.2f re W n %.2f w 0 G [] 0 d %b S Q\n"
                % (x, y, width, height, 1.4 * self.fine, paths)
            )

    def marker(self, x: float, y: float, size: float, number: int) -> None:
        """The sign of a line's points: disc-like, square, triangle or diamond, every other one
        open.
        """
        turned = {0: 22.5, 1: 45.0, 2: 90.0, 3: 90.0}[number]
        corners = {0: 8, 1: 4, 2: 3, 3: 4}[number]
        reach = size * {0: 0.95, 1: 1.2, 2: 1.3, 3: 1.25}[number]
        angles = [radians(turned + 360 * n / corners) for n in range(corners)]
        self.shape(
            [(x + reach * cos(a), y + reach * sin(a)) for a in angles],
            1.0 if number % 2 else 0.0,
            self.strong,
        )

    def words(
        self, words: str, kind: Type, x: float, y: float, align: float = LEFT, turn: float = 0.0
    ) -> None:
        """Words whose baseline begins at (x, y), is centred on it or ends there, turned
        counter-clockwise by degrees.
        """
        ops, width = self.text.line(words, kind)
        c, s = cos(radians(turn)), sin(radians(turn))
        x, y = x - align * width * c, y - align * width * s
        position = (
            b"%.2f %.2f Td" % (x, y)
            if not turn
            else b"%.4f %.4f %.4f %.4f %.2f %.2f Tm" % (c, s, -s, c, x, y)
        )
        self.ops.append(b"BT %b %b %b ET\n" % (position, ops, self.text.line(" ", kind)[0]))

    def block(
        self, lines: Sequence[str], kind: Type, x: float, middle: float, align: float = CENTRE
    ) -> None:
        """Lines of words under each other, around a middle."""
        top = middle + (len(lines) - 1) * kind.leading / 2
        for n, line in enumerate(lines):
            self.words(line, kind, x, top - n * kind.leading - kind.middle, align)


def marks_width(marks: Spans, kind: Type) -> float:
    """How wide marks are with the space behind each, in points."""
    return len([span for span in marks if span.mark]) * (_MARK * kind.size + _BEHIND_MARK)


def figure(drawings: Sequence[Drawing], alt: str, x: float, gap: float) -> BlockLayout:
    """Drawings under each other as one figure; a page may end between two."""
    lines = [
        Line(
            drawing.height,
            (
                PlacedText(
                    "Figure",
                    n == 0,
                    x,
                    drawing.height,
                    b"".join(drawing.ops),
                    None,
                    (drawing.width, drawing.height),
                ),
            ),
            glue=gap,
            baseline=drawing.height,
        )
        for n, drawing in enumerate(drawings)
    ]
    lines[-1] = lines[-1]._replace(glue=0.0)
    return BlockLayout(
        tuple(lines), (Element("Figure", (LEAF,), f"/Alt{text_string(alt)}"),), gap, gap
    )


def wrapped(words: str, kind: Type, text: TextSetter, width: float) -> list[str]:
    """The words in lines no wider than `width`, a word longer than that alone in its line."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text.line(longer, kind)[1] > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _hatching(x: float, y: float, width: float, height: float, crossed: bool) -> list[bytes]:
    """Lines over a rectangle: slanting upwards, or level and upright."""
    if crossed:
        across = [
            b"%.2f %.2f m %.2f %.2f l" % (x, y + n * _MESH, x + width, y + n * _MESH)
            for n in range(1, int(height / _MESH) + 1)
        ]
        return across + [
            b"%.2f %.2f m %.2f %.2f l" % (x + n * _MESH, y, x + n * _MESH, y + height)
            for n in range(1, int(width / _MESH) + 1)
        ]
    paths, at = [], x - height
    while at < x + width:
        paths.append(b"%.2f %.2f m %.2f %.2f l" % (at, y, at + height, y + height))
        at += _SLANT
    return paths


class Legend:
    """The lines above a chart: sample and name of each series where there are several, and the
    unit.
    """

    def __init__(self, chart: Chart, text: TextSetter, width: float) -> None:
        self.chart, self.kind = chart, text.profile.drawing
        self.sample = (2.6 if chart.kind == "line-chart" else 1.4) * self.kind.size
        names = [name for name, _ in chart.series]
        self.caption = ", ".join(
            part for part in (names[0] if len(names) == 1 else "", chart.unit) if part
        )
        # In each row, by series: its number, its name, where its sample begins.
        self.rows: list[list[tuple[int, str, float]]] = []
        at = width
        for n, name in enumerate(names if len(names) > 1 else ()):
            wide = self.sample + 0.5 * self.kind.size + text.line(name, self.kind)[1]
            if at + wide > width:
                self.rows.append([])
                at = 0.0
            self.rows[-1].append((n, name, at))
            at += wide + 1.6 * self.kind.size

    @property
    def height(self) -> float:
        """In points, with the space below it."""
        count = len(self.rows) * 1.4 + bool(self.caption)
        return count * self.kind.leading + (0.5 * self.kind.leading if count else 0.0)

    def draw(self, drawing: Drawing) -> None:
        """At the top of the drawing."""
        kind, y = self.kind, drawing.height - self.kind.leading / 2
        for row in self.rows:
            for n, name, x in row:
                self._sample(drawing, n, x, y)
                drawing.words(name, kind, x + self.sample + 0.5 * kind.size, y - kind.middle)
            y -= 1.4 * kind.leading
        if self.caption:
            drawing.words(self.caption, kind, 0, y - kind.middle)

    def _sample(self, drawing: Drawing, n: int, x: float, y: float) -> None:
        if self.chart.kind == "line-chart":
            drawing.line([(x, y), (x + self.sample, y)], 1.2 * drawing.strong, 0.0, DASHES[n])
            drawing.marker(x + self.sample / 2, y, 0.33 * self.kind.size, n)
        else:
            drawing.area(x, y - 0.4 * self.kind.size, self.sample, 0.8 * self.kind.size, n)
