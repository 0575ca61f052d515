"""Where lines end, in characters of one font each: ReportLab says it."""

from __future__ import annotations

from typing import NamedTuple

from generator.page.combining import MARKS
from generator.page.media import Drawing
from generator.page.numbers import total
from generator.render.pdf.fonts import Font, protect_spaces
from generator.render.pdf.no_break import keep_words_together, spaces_in_numbers
from generator.render.pdf.reportlab_text import Fragment, broken_lines
from generator.render.pdf.styles import Type

_WIDE = 0.75  # ems that a character takes at most, on average
_SURELY = 1.0  # points: what is so much shorter than a line is not broken, however it is measured
_CHUNK = 0.6  # of a line, for words that are kept together at most


class Care(NamedTuple):
    """How lines end: `tidy` keeps on one line what is read as one; `hyphens` lets a long word go on
    behind a hyphen that it has; `signs`, where it is tidy, keeps together numbers in groups of
    digits, and what is raised or lowered.
    """

    tidy: bool = False
    hyphens: bool = False
    signs: bool = False


CARELESS = Care()


class Owner(NamedTuple):
    """What characters belong to: a part, in it a link, a blank, a formula or a mark (each numbered
    from 1); `alt`: how the formula or the mark is read aloud; `status`: what the mark is of.
    """

    part: int
    link: str = ""
    blank: int = 0
    formula: int = 0
    alt: str = ""
    mark: int = 0
    status: str = ""


class FontRun(NamedTuple):
    """Characters of one font and size, raised by `rise` points; or one character that takes the
    width of a formula, which `drawing` is drawn from, or of a blank's `rule`.  `segments`: what a
    formula is taken apart into where it is wider than a line.
    """

    text: str
    font: Font
    size: float
    rise: float
    owner: Owner
    drawing: Drawing | None = None
    rule: bool = False
    segments: tuple[Drawing, ...] = ()

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
    font_runs: list[FontRun], width: float, kind: Type, hang: float, care: Care = CARELESS
) -> list[list[FontRun]]:
    """The characters, line by line; together they are what they were."""
    if not font_runs:
        return []
    if width_of(font_runs) <= width - _SURELY:
        return [list(font_runs)]
    lines: list[list[FontRun]] = [[]]
    start = 0
    ends = _line_ends(font_runs, width, kind, hang, care)
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


def _spaces_in_signs(font_runs: list[FontRun]) -> set[int]:
    """Where the spaces are at which numbers in groups, and raised or lowered runs, would part."""
    places = spaces_in_numbers("".join(run.text for run in font_runs))
    start = 0
    for run in font_runs:
        if run.rise:
            places |= {start + at for at, sign in enumerate(run.text) if sign == " "}
        start += len(run.text)
    return places


def _line_ends(
    font_runs: list[FontRun], width: float, kind: Type, hang: float, care: Care
) -> list[int]:
    """After how many characters each line but the last ends.

    A line is known by how many characters besides spaces it holds: ReportLab may measure what it
    likes, we show the text.
    """
    texts = [font_run.text for font_run in font_runs]
    if care.tidy:
        longest = int(_CHUNK * (width - hang) / (_WIDE * kind.size))
        also = _spaces_in_signs(font_runs) if care.signs else ()
        kept, start = keep_words_together("".join(texts), longest, also), 0
        for n, own in enumerate(texts):
            texts[n] = kept[start : start + len(own)]
            start += len(own)
    fragments = [
        Fragment(protect_spaces(text), font.fontName, size, rise)
        for text, (_, font, size, rise, *_) in zip(texts, font_runs, strict=True)
    ]
    text = "".join(fragment.text for fragment in fragments)
    lines = broken_lines(fragments, width, kind, hang, care.hyphens)
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
