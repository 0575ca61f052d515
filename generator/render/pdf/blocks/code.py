"""Code: lines as they are, in type of one width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from generator.page.blocks import CodeBlock
from generator.page.markup import Spans
from generator.page.numbers import total
from generator.render.pdf.line_breaking import FontRun, Owner
from generator.render.pdf.lines import (
    LEAF,
    BlockLayout,
    Element,
    Line,
    PlacedText,
    avoid_orphans,
    keep_together,
)
from generator.render.pdf.styles import PROFILES, Type
from generator.render.pdf.text import INSIDE_PARAGRAPH, TextSetter

_SMALLEST = 0.8  # of its size, for a block with long lines; what is longer is broken
_PLAIN, _STRONG = Owner(0), Owner(1)
# There is one face of code: what is bold in it is drawn with an outline, in parts of its size.
_OUTLINE = 0.035


def layout_code(block: CodeBlock, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of code at `x`: a line too long goes on below, indented.  Raises MissingGlyph.

    Each line is an element of its own: to who listens, the ends of lines mean something.
    """
    profile = text.profile
    left, room = x + profile.bullet, width - profile.bullet
    kind = _fitted(block.lines, text, room)
    hang = 2 * profile.bullet
    lines: list[Line] = []
    elements: list[Element] = []
    for spans in block.lines:
        groups = _rows(_font_runs(spans, text, kind), room, hang)
        own = [
            Line(
                kind.leading,
                _placed(group, n == 0, left + (hang if n else 0.0), kind, text),
                after=INSIDE_PARAGRAPH,
                baseline=kind.baseline,
            )
            for n, group in enumerate(groups)
        ]
        lines += [*keep_together(own[:-1]), *own[-1:]] if own[1:] else own
        elements += [Element("Code", (LEAF,))] if groups[0] else []
    lines[-1:] = [line._replace(after=0.0) for line in lines[-1:]]
    element = Element("P", tuple(elements))
    return BlockLayout(avoid_orphans(lines), (element,), kind.above, kind.below)


def _font_runs(spans: Spans, text: TextSetter, kind: Type) -> list[FontRun]:
    return [
        font_run
        for span in spans
        if span.text
        for font_run in text.in_fonts(
            span.text,
            replace(span, code=True, bold=False, italic=False),
            kind,
            _STRONG if span.bold else _PLAIN,
        )
    ]


def _fitted(lines: Sequence[Spans], text: TextSetter, width: float) -> Type:
    """The type in which the longest line fits, if it need not become much smaller."""
    kind = text.profile.body
    widest = max(
        (total(run.width for run in _font_runs(spans, text, kind)) for spans in lines), default=0.0
    )
    if widest <= width:
        return kind
    size = int(10 * kind.size * (width - 0.5) / widest) / 10
    least = _SMALLEST * kind.size
    if kind.size > PROFILES["standard"].body.size:  # no smaller than what else is small there
        least = max(least, min(kind.size, text.profile.small.size / text.profile.code_size))
    return replace(kind, size=max(size, round(least, 1)))


def _rows(font_runs: Sequence[FontRun], width: float, hang: float) -> list[list[FontRun]]:
    """The characters, row by row: each as long as it can be, and ending in a space if one is in its
    second half.
    """
    characters = [(run, character) for run in font_runs for character in run.text]
    rows: list[list[FontRun]] = []
    at = 0
    while at < len(characters) or not rows:
        room = width - (hang if rows else 0.0)
        end = at
        while end < len(characters) and (room >= 0 or end == at + 1):
            run, character = characters[end]
            room -= run.font.stringWidth(character, run.size)
            end += 1
        if room < 0 and end > at + 1:
            end -= 1
        if end < len(characters):
            half = (at + end) // 2
            end = next((n for n in range(end, half, -1) if characters[n - 1][1] == " "), end)
        rows.append(_joined(characters[at:end]))
        at = end
    return rows


def _joined(characters: Sequence[tuple[FontRun, str]]) -> list[FontRun]:
    """Characters of the same run as one."""
    runs = groupby(characters, key=lambda placed: placed[0])
    return [run._replace(text="".join(each for _, each in group)) for run, group in runs]


def _placed(
    font_runs: Sequence[FontRun], starts: bool, x: float, kind: Type, text: TextSetter
) -> tuple[PlacedText, ...]:
    if not font_runs:
        return ()
    ops = b" ".join(_shown(run, text) for run in font_runs)
    return (PlacedText("Code", starts, x, kind.baseline, ops),)


def _shown(run: FontRun, text: TextSetter) -> bytes:
    ops = text.glyphs.show(run.font, run.size, run.text, run.rise)
    if run.owner != _STRONG:
        return ops
    return b"2 Tr 0 G %.2f w %b 0 Tr" % (_OUTLINE * run.size, ops)
