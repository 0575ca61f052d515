"""Where lines end, in characters of one font each; ReportLab is asked where words are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.page.combining import MARKS
from generator.page.media import Drawing
from generator.page.numbers import total
from generator.render.pdf.fonts import Font, protect_spaces
from generator.render.pdf.no_break import chunks, keep_words_together, spaces_in_numbers
from generator.render.pdf.reportlab_text import LONG_WORD, Fragment, broken_lines
from generator.render.pdf.styles import Type

_WIDE = 0.75  # ems that a character takes at most, on average
_SURELY = 1.0  # points: what is so much shorter than a line is not broken, however it is measured
_ROUNDING = 1e-6  # points: lines that differ by less are a matter of how they are added up
_SOFT_HYPHEN = "\xad"
_UNDIVIDED = re.compile(r"\d|\w[’']\w")  # in words that ReportLab never divides
_LETTERS = "[A-Za-zÀ-ÖØ-öø-ɏ]+"
_WITH_HYPHENS = re.compile(rf"({_LETTERS}(?:-{_LETTERS})+)[.,;:?!)]*")
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


def with_whole_numbers(font_runs: list[FontRun], care: Care) -> list[FontRun]:
    """The characters; where numbers in groups are not parted, with no spaces in these."""
    text = "".join(run.text for run in font_runs)
    places = spaces_in_numbers(text) if care.tidy and care.signs else ()
    if not places:
        return font_runs
    kept, start = keep_words_together(text, 0, always=places), 0
    joined = []
    for run in font_runs:
        end = start + len(run.text)
        joined.append(run._replace(text=kept[start:end]))
        start = end
    return joined


def _spaces_in_numbers(font_runs: list[FontRun], room: float) -> set[int]:
    """Where the spaces are in numbers in groups that a line has room for."""
    text = "".join(run.text for run in font_runs)
    places = spaces_in_numbers(text)
    whole = [
        range(start, end)
        for start, end in (chunks(text, places) if places else ())
        if _width_between(font_runs, start, end) < room
    ]
    return {at for at in places if any(at in chunk for chunk in whole)}


def _width_between(font_runs: list[FontRun], start: int, end: int) -> float:
    """The width of some characters, in points."""
    widths, at = [], 0
    for run in font_runs:
        part = run.text[max(start - at, 0) : max(end - at, 0)]
        widths.append(run.font.stringWidth(part, run.size))
        at += len(run.text)
    return total(widths)


def _line_ends(
    font_runs: list[FontRun], width: float, kind: Type, hang: float, care: Care
) -> list[int]:
    """After how many characters each line but the last ends.

    A line is known by how many characters besides spaces it holds: ReportLab may measure what it
    likes, we show the text.  It is asked where a word must be broken only, as it takes long to load
    and to ask.
    """
    texts = [font_run.text for font_run in font_runs]
    if care.tidy:
        longest = int(_CHUNK * (width - hang) / (_WIDE * kind.size))
        also = _spaces_in_signs(font_runs) if care.signs else ()
        always = _spaces_in_numbers(font_runs, width - hang) if care.signs else ()
        kept, start = keep_words_together("".join(texts), longest, also, always), 0
        for n, own in enumerate(texts):
            texts[n] = kept[start : start + len(own)]
            start += len(own)
    texts = [protect_spaces(text) for text in texts]
    text = "".join(texts)
    parts = list(zip(texts, font_runs, strict=True))
    try:
        counts = first_fit(parts, width, hang, care.hyphens)
    except Unclear:
        fragments = [Fragment(text, run.font.fontName, run.size, run.rise) for text, run in parts]
        lines = broken_lines(fragments, width, kind, hang, care.hyphens)
        counts = [len(line) - line.count(" ") for line in lines]
    if sum(counts) != len(text) - text.count(" "):
        raise AssertionError(f"other text was broken than was given: {text!r}")
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


class _Word(NamedTuple):
    """Characters between spaces; `space`: the width of the one before it; `run`: what they are of,
    where it is one.
    """

    text: str
    width: float
    space: float
    run: FontRun | None

    def behind(self, count: int) -> _Word:
        """What is left of it behind so many characters."""
        if not count or not self.run:
            return self
        text = self.text[count:]
        return _Word(text, self.run.font.stringWidth(text, self.run.size), 0.0, self.run)


class Unclear(Exception):
    """ReportLab must say where lines end."""


def first_fit(
    parts: Sequence[tuple[str, FontRun]], width: float, hang: float, hyphens: bool
) -> list[int]:
    """How many characters besides spaces are on each line, if a word goes on the next line wherever
    it does not fit.

    Raises Unclear for words that must be broken anywhere, for what may be white space or a soft
    hyphen, and where rounding decides.
    """
    words = list(_words(parts))
    text = "".join(text for text, _ in parts)
    if _SOFT_HYPHEN in text or len(text.split()) != len(words):
        raise Unclear
    counts, used, room = [0], 0.0, width
    for word in words:
        begun = used + word.space if used else 0.0
        if not 0 < word.width < min(width, width - hang):
            raise Unclear
        if not _fits(begun + word.width, room):
            head = _head(word, room - begun) if hyphens else 0
            counts[-1] += head
            counts.append(0)
            word, begun, room = word.behind(head), 0.0, width - hang
        counts[-1] += len(word.text)
        used = begun + word.width
    return counts


def _fits(width: float, room: float) -> bool:
    if abs(width - room) < _ROUNDING:
        raise Unclear
    return width < room


def _head(word: _Word, room: float) -> int:
    """How many characters of a long word, up to a hyphen that it has, still fit."""
    if len(word.text) < LONG_WORD or "-" not in word.text or _UNDIVIDED.search(word.text):
        return 0
    plain = _WITH_HYPHENS.fullmatch(word.text)
    if not plain or not word.run:
        raise Unclear
    ends = [at for at, sign in enumerate(plain[1], 1) if sign == "-"]
    if len(plain[1]) < LONG_WORD:
        return 0
    measure, size = word.run.font.stringWidth, word.run.size
    return max((end for end in ends if _fits(measure(word.text[:end], size), room)), default=0)


def _words(parts: Sequence[tuple[str, FontRun]]) -> Iterator[_Word]:
    """The words of a text in several fonts."""
    text, width, space, runs = "", 0.0, 0.0, list[FontRun]()
    for own, run in parts:
        before = ""
        for number, word in enumerate(own.split(" ")):
            if number:
                if text:
                    yield _Word(text, width, space, runs[0] if len(runs) == 1 else None)
                # ReportLab measures it in the size in which the word begins, and elsewhere ends.
                if before and len({run.size for run in runs}) > 1:
                    raise Unclear
                space = run.font.stringWidth(" ", run.size)
                text, width, runs = "", 0.0, []
            if word:
                text += word
                width += run.font.stringWidth(word, run.size)
                runs.append(run)
            before = word
    if text:
        yield _Word(text, width, space, runs[0] if len(runs) == 1 else None)
