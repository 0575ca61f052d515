"""Passages: lines as they are given, or broken anew where they do not fit, numbered in the margin
beside a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from generator.page.blocks import Passage
from generator.page.markup import Spans
from generator.render.pdf.lines import BlockLayout, Element, Line, Ornament, keep_together, stack
from generator.render.pdf.styles import Profile, Type
from generator.render.pdf.text import RIGHT, TextSetter


def layout_passage(passage: Passage, text: TextSetter, x: float, width: float) -> BlockLayout:
    """The layout of a passage; its numbers are left of `x` where there is a column for them.
    Raises MissingGlyph.
    """
    profile = text.profile
    margin = 0.0 if x else profile.number
    left, wide = x + margin + profile.passage_gap, width - margin - profile.passage_gap
    all_lines = [runs for lines in passage.paragraphs for runs in lines]
    kind = _fitted(all_lines, text, wide)
    anew = profile.flows and any(text.width(runs, kind) > wide for runs in all_lines)
    every = 1 if anew and passage.every else passage.every
    layouts, number = [], 0
    for paragraph, flows in zip_longest(passage.paragraphs, passage.flows):
        place = _flowing if anew and flows and all(paragraph) else _as_given
        lines, elements, begins = place(paragraph, kind, text, left, wide)
        for at in begins:
            number += 1
            if every and number % every == 0 and not lines[at].echo:
                lines[at] = _numbered(lines[at], number, text, x + margin)
        layouts.append(
            BlockLayout(tuple(lines), tuple(elements), 0.5 * kind.leading, 0.5 * kind.leading)
        )
    layout = stack(layouts)
    lines = [
        line._replace(ornaments=(*line.ornaments, _bar(line, profile, x + margin)))
        for line in layout.lines
    ]
    return BlockLayout(tuple(lines), layout.elements, kind.above, kind.below)


def _as_given(
    paragraph: Sequence[Spans], kind: Type, text: TextSetter, left: float, wide: float
) -> tuple[list[Line], list[Element], list[int]]:
    """Its lines and element, and where each given line begins; one that is too long goes on
    indented, on the same page.
    """
    lines, elements, counts = text.set_as_given(paragraph, kind, left, wide, 2 * kind.size)
    begins, at = [], 0
    for count in counts:
        begins.append(at)
        lines[at : at + count] = [
            *keep_together(lines[at : at + count])[:-1],
            lines[at + count - 1],
        ]
        at += count
    return lines, elements, begins


def _flowing(
    paragraph: Sequence[Spans], kind: Type, text: TextSetter, left: float, wide: float
) -> tuple[list[Line], list[Element], list[int]]:
    """Its lines and element, and where each given line begins: a stroke is before it where that is
    inside of a line.
    """
    lines, elements, places = text.set_flowing(paragraph, kind, left, wide)
    for at, x in places:
        if x > left:
            lines[at] = lines[at]._replace(
                ornaments=(*lines[at].ornaments, _stroke(lines[at], kind, text.profile, x))
            )
    return lines, elements, [at for at, _ in places]


def _stroke(line: Line, kind: Type, profile: Profile, x: float) -> Ornament:
    """An upright stroke in the space before `x`, as high as a letter with a tail is."""
    tall, deep = 0.95 * kind.size, 0.2 * kind.size
    ops = b"%.2f w 0 G 0 0 m 0 %.2f l S" % (profile.hairline, tall)
    return Ornament(x - 0.13 * kind.size, line.baseline + deep, ops)


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
