"""What changed since a pack was last printed.

In: a Guide and the words of a language.  Out: blocks.
Never says that nothing changed where that is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator import document
from generator.compose.guide.pieces import heading, small, table
from generator.dates import Partial
from generator.document import Block
from generator.guide import Before, Guide
from generator.words import Words


def history_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """Every edition told of, with what changed since it was handed out."""
    if guide.before is None:
        return ()
    if not guide.before:
        return (small(words("before-none")),)
    blocks: list[Block] = [heading(words("before"))]
    for before in guide.before:
        blocks += _edition(before, guide, words)
    return tuple(blocks)


def _edition(before: Before, guide: Guide, words: Words) -> list[Block]:
    marks = words.listed([_mark(*mark, words) for mark in before.marks])
    this = before.code == guide.code
    line = words("before-this", marks=marks) if this else words("before-other", code=before.code, marks=marks)
    lines = [words("before-lost")] * (not before.readable) + [words("before-front")] * before.front
    lines += [words("before-rearranged")] * before.rearranged
    if before.readable and not (before.changes or before.front or before.rearranged):
        lines.append(words("before-same"))
    blocks: list[Block] = [document.Paragraph(document.words(line)), *(document.Paragraph(document.words(one)) for one in lines)]
    if before.changes:
        rows = [[one.item, *(str(number or words("before-absent")) for number in (one.old, one.new)),
                 words.listed([words(f"change-{kind}") for kind in one.kinds])] for one in before.changes]
        blocks.append(table(words.several("before-head"), rows, (2.0, 1.0, 1.0, 3.0), words("before-summary")))
    return blocks + ([small(words("before-details")), _details(before.lines)] if before.lines else [])


def _mark(date: str, class_name: str, copies: int, words: Words) -> str:
    when = words.date(Partial.parse(date))
    who = words.listed([class_name, when]) if class_name else when
    return words("before-mark", n=copies, who=who)


def _details(lines: Sequence[str]) -> document.Bullets:
    """Lines, those that begin with spaces under the one before them."""
    entries: list[tuple[Block, ...]] = []
    for line in lines:
        if line.startswith(" ") and entries:
            entries[-1] += (small(line.strip()),)
        else:
            entries.append((small(line.strip()),))
    return document.Bullets(tuple(entries))
