"""Where lines end, in characters of one font each: ReportLab says it."""

from __future__ import annotations

from typing import NamedTuple

from generator.page.combining import MARKS
from generator.page.media import Drawing
from generator.page.numbers import total
from generator.render.pdf.fonts import Font, protect_spaces
from generator.render.pdf.reportlab_text import Fragment, broken_lines
from generator.render.pdf.styles import Type


class Owner(NamedTuple):
    """What characters belong to: a part, in it a link, a blank or a formula (each numbered from
    1); `alt`: how the formula is read aloud.
    """

    part: int
    link: str = ""
    blank: int = 0
    formula: int = 0
    alt: str = ""


class FontRun(NamedTuple):
    """Characters of one font and size, raised by `rise` points; or one character that takes the
    width of a formula, which `drawing` is drawn from.
    """

    text: str
    font: Font
    size: float
    rise: float
    owner: Owner
    drawing: Drawing | None = None

    @property
    def width(self) -> float:
        """In points, with the space at its end."""
        return self.font.stringWidth(self.text, self.size)


def width_of(font_runs: list[FontRun]) -> float:
    """Of a line or a part of it, in points, without the space at its end."""
    end = font_runs[-1]
    width = end.font.stringWidth(end.text.rstrip(" "), end.size)
    return total(font_run.width for font_run in font_runs[:-1]) + width


def break_lines(
    font_runs: list[FontRun], width: float, kind: Type, hang: float
) -> list[list[FontRun]]:
    """The characters, line by line; together they are what they were."""
    if not font_runs:
        return []
    lines: list[list[FontRun]] = [[]]
    start = 0
    ends = _line_ends(font_runs, width, kind, hang)
    for font_run in font_runs:
        while ends and start + len(font_run.text) > ends[0]:
            cut = ends.pop(0) - start
            if cut:
                lines[-1].append(font_run._replace(text=font_run.text[:cut]))
            lines.append([])
            font_run, start = font_run._replace(text=font_run.text[cut:]), start + cut
        lines[-1].append(font_run)
        start += len(font_run.text)
    return lines


def _line_ends(font_runs: list[FontRun], width: float, kind: Type, hang: float) -> list[int]:
    """After how many characters each line but the last ends.

    A line is known by how many characters besides spaces it holds: ReportLab may measure what it
    likes, we show the text.
    """
    fragments = [
        Fragment(protect_spaces(text), font.fontName, size, rise)
        for text, font, size, rise, _, _ in font_runs
    ]
    text = "".join(fragment.text for fragment in fragments)
    lines = broken_lines(fragments, width, kind, hang)
    counts = [len(line) - line.count(" ") for line in lines]
    if sum(counts) != len(text) - text.count(" "):
        raise AssertionError(f"ReportLab broke other text than it was given: {text!r}")
    ends, at, shown, due = [], 0, 0, 0
    for count in counts[:-1]:
        due += count
        while shown < due or MARKS.match(text, at):  # never between a letter and its marks
            shown += text[at] != " "
            at += 1
        while at < len(text) and text[at] == " ":
            at += 1
        if at < len(text) and at not in ends:
            ends.append(at)
    return ends
