"""What stands above a chart: its unit, and which series looks how."""

from __future__ import annotations

from generator.page.blocks import Chart
from generator.render.pdf.charts.canvas import CAPITALS, DASHES, Drawing
from generator.render.pdf.text import TextSetter


class Legend:
    """The lines above a chart: sample and name of each series where there are several, and the unit."""

    def __init__(self, chart: Chart, text: TextSetter, width: float) -> None:
        self.chart, self.kind = chart, text.profile.drawing
        self.sample = (2.6 if chart.kind == "line-chart" else 1.4) * self.kind.size
        names = [name for name, _ in chart.series]
        self.caption = ", ".join(
            part for part in (names[0] if len(names) == 1 else "", chart.unit) if part
        )
        self.rows: list[
            list[tuple[int, str, float]]
        ] = []  # (series, name, where its sample begins)
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
                drawing.words(
                    name, kind, x + self.sample + 0.5 * kind.size, y - CAPITALS * kind.size
                )
            y -= 1.4 * kind.leading
        if self.caption:
            drawing.words(self.caption, kind, 0, y - CAPITALS * kind.size)

    def _sample(self, drawing: Drawing, n: int, x: float, y: float) -> None:
        if self.chart.kind == "line-chart":
            drawing.line([(x, y), (x + self.sample, y)], 1.2 * drawing.strong, 0.0, DASHES[n])
            drawing.marker(x + self.sample / 2, y, 0.33 * self.kind.size, n)
        else:
            drawing.area(x, y - 0.4 * self.kind.size, self.sample, 0.8 * self.kind.size, n)
