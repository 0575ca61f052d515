"""Parts of formulas that the library lays out otherwise than TeX does, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ziafont.fonttypes import BBox
from ziamath.drawable import HLine, VLine
from ziamath.nodes.moperator import Moperator
from ziamath.nodes.mtable import Mtable

from generator.pictures.formula_layout import COLUMN_LINES, ROW_LINES

_SIDE = "0.2em"  # between a table's cells and a line beside all of them


class CentredOperator(Moperator, tag="mo"):
    """A large operator is as high above the axis as below it (TeXbook, appendix G, rule 13), which
    some of the font's are not.
    """

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)  # type: ignore[no-untyped-call]
        if self.params.get("largeop") == "true" and self.style.displaystyle and self.nodes:
            box = self.bbox
            axis = self.units_to_points(self.font.math.consts.axisHeight)
            down = (box.ymin + box.ymax) / 2 - axis
            self.nodexy = [(x, y + down) for x, y in self.nodexy]
            self.bbox = BBox(box.xmin, box.xmax, box.ymin - down, box.ymax - down)


class RuledTable(Mtable, tag="mtable"):
    """A table with the lines beside its columns and rows that its author asks for."""

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        beside_columns, below_rows = (
            [int(n) for n in self.element.get(name, "").split()]
            for name in (COLUMN_LINES, ROW_LINES)
        )
        if not (beside_columns or below_rows):
            return
        places = [(r, c) for r, row in enumerate(self.element) for c in range(len(row))]
        columns: dict[int, list[tuple[float, float]]] = {}
        rows: dict[int, list[tuple[float, float]]] = {}
        for (r, c), node, (x, y) in zip(places, self.nodes, self.nodexy, strict=True):
            columns.setdefault(c, []).append((x + node.bbox.xmin, x + node.bbox.xmax))
            rows.setdefault(r, []).append((y - node.bbox.ymax, y - node.bbox.ymin))
        across, down = _bands(columns), _bands(rows)
        side = self.size_px(_SIDE)
        left, right = 0.0, across[-1][1] + 2 * side
        self.nodexy = [(x + side, y) for x, y in self.nodexy]
        self.bbox = BBox(0, right, self.bbox.ymin, self.bbox.ymax)
        top, bottom = down[0][0], down[-1][1]
        thick = self.units_to_points(self.font.math.consts.fractionRuleThickness)
        for n in beside_columns:
            self.nodes.append(VLine(bottom - top, thick, style=self.style, **kwargs))
            self.nodexy.append((side + _line_at(across, n, side), top))
        for n in below_rows:
            self.nodes.append(HLine(right - left, thick, style=self.style, **kwargs))
            self.nodexy.append((left, _line_at(down, n, 0.0) - thick / 2))


def _bands(extents: dict[int, list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Where each column or row begins and ends."""
    return [
        (min(start for start, _ in each), max(end for _, end in each))
        for _, each in sorted(extents.items())
    ]


def _line_at(bands: Sequence[tuple[float, float]], n: int, side: float) -> float:
    """Where the line behind so many columns or rows is."""
    if n == 0:
        return bands[0][0] - side
    if n >= len(bands):
        return bands[-1][1] + side
    return (bands[n - 1][1] + bands[n][0]) / 2
