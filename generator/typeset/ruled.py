"""Room to write: ruled lines and labelled fields.

In: Lines and WriteIn.  Out: their galleys; the rules are ornaments, the words beside them paragraphs.
Never makes a field narrower than a hand can write in.
"""

from __future__ import annotations

from generator.document import Lines, WriteIn
from generator.typeset.galley import KEEP, LEAF, Element, Galley, Line, guarded
from generator.typeset.profile import Type
from generator.typeset.text import TextSetter, rule

_ABOVE = 3.0                       # from a rule up to the baseline of what stands on it


def set_lines(lines: Lines, text: TextSetter, x: float, width: float) -> Galley:
    """Ruled lines at `x`, `width` wide; the first rule begins behind the lead.  Raises MissingGlyph."""
    profile = text.profile
    above, elements = [], ()
    start, spans, ornaments = x, (), ()
    if lines.lead:
        above, made = text.set([("P", lines.lead)], profile.body, x, width)
        elements, first = tuple(made), above.pop()
        down = profile.line_pitch - _ABOVE - first.baseline
        spans = tuple(span._replace(down=span.down + down) for span in first.spans)
        ornaments = tuple(ornament._replace(down=ornament.down + down) for ornament in first.ornaments)
        start = x + text.end(lines.lead, profile.body, width) + profile.label_gap
    ruled = [Line(profile.line_pitch, spans if n == 0 else (), (*(ornaments if n == 0 else ()), _rule(text, at, x + width)),
                  baseline=profile.line_pitch - _ABOVE) for n, at in enumerate([start, *[x] * (lines.count - 1)])]
    made = [*(line._replace(after=KEEP) for line in above), *ruled]
    return Galley(guarded(made), elements, profile.body.above / 2, 1.5 * profile.body.below)


def set_write_in(block: WriteIn, text: TextSetter, x: float, width: float) -> Galley:
    """Fields side by side where they fit.  Raises MissingGlyph."""
    profile, kind = text.profile, text.profile.body
    rows: list[list[tuple[str, float]]] = [[]]
    for label, share in block.fields:
        wide = min(max(share * width, text.line(label, kind)[1] + profile.label_gap + profile.field_least), width)
        if rows[-1] and sum(w for _, w in rows[-1]) + wide > width + 0.5:
            rows.append([])
        rows[-1].append((label, wide))
    return Galley(tuple(_fields(row, text, kind, x, x + width) for row in rows),
                  tuple(Element("P", (LEAF,)) for label, _ in block.fields if label), kind.above, 2 * kind.below)


def _fields(row: list[tuple[str, float]], text: TextSetter, kind: Type, x: float, right: float) -> Line:
    profile = text.profile
    spans, ornaments, baseline = [], [], profile.field_pitch - _ABOVE
    for n, (label, wide) in enumerate(row):
        start = x
        if label:
            spans.append(text.label(label, kind, x, role="P")._replace(down=baseline))
            start += text.line(label, kind)[1] + profile.label_gap
        end = right if n + 1 == len(row) and x + wide > right - profile.field_gap else x + wide - profile.field_gap
        ornaments.append(rule(start, profile.field_pitch, end - start, profile.rule, profile.write_grey))
        x += wide
    return Line(profile.field_pitch, tuple(spans), tuple(ornaments), baseline=baseline)


def _rule(text: TextSetter, start: float, end: float):
    profile = text.profile
    return rule(start, profile.line_pitch, end - start, profile.rule, profile.write_grey)
