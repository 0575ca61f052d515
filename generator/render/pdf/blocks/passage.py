"""Passages: lines as they are given, numbered in the margin beside a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.page.blocks import Passage
from generator.page.markup import Spans
from generator.render.pdf.lines import BlockLayout, Line, Ornament, keep_together, stack
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import RIGHT, TextSetter


def layout_passage(passage: Passage, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of a passage; its numbers are left of `x` where there is a column for them.
    Raises MissingGlyph.
    """
    profile = text.profile
    margin = 0.0 if x else profile.number
    left, wide = x + margin + profile.passage_gap, width - margin - profile.passage_gap
    kind = _fitted([runs for lines in passage.paragraphs for runs in lines], text, wide)
    layouts, number = [], 0
    for paragraph in passage.paragraphs:
        lines, elements, counts = text.set_as_given(paragraph, kind, left, wide, 2 * kind.size)
        at = 0
        for count in counts:
            number += 1
            if passage.every and number % passage.every == 0:
                lines[at] = _numbered(lines[at], number, text, x + margin)
            lines[at : at + count] = [
                *keep_together(lines[at : at + count])[:-1],
                lines[at + count - 1],
            ]
            at += count
        layouts.append(
            BlockLayout(tuple(lines), tuple(elements), 0.5 * kind.leading, 0.5 * kind.leading)
        )
    layout = stack(layouts)
    lines = [
        line._replace(ornaments=(*line.ornaments, _bar(line, profile, x + margin)))
        for line in layout.lines
    ]
    return BlockLayout(tuple(lines), layout.elements, kind.above, kind.below)


def _fitted(lines: Sequence[Spans], text: TextSetter, width: float) -> Type:
    """The type in which the longest line fits; where it would become too small, the type of running
    text.
    """
    kind = text.profile.passage
    widest = max((text.width(runs, kind) for runs in lines), default=0.0)
    if widest <= width:
        return kind
    size = int(10 * kind.size * (width - 0.5) / widest) / 10
    return replace(kind, size=size) if size >= text.profile.passage_least else kind


def _numbered(line: Line, number: int, text: TextSetter, edge: float) -> Line:
    """With its number beside it, which readers skip."""
    kind = text.profile.line_number
    span = text.label(str(number), kind, 0, edge - text.profile.passage_gap, RIGHT, "LineNum")
    return line._replace(echo=(span._replace(down=line.baseline),))


def _bar(line: Line, profile: Profile, x: float) -> Ornament:
    tall = line.height + line.glue
    return Ornament(
        x, tall, b"%.2f w %g G 0 0 m 0 %.2f l S" % (profile.rule, profile.rule_grey, tall)
    )
