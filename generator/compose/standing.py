"""What an answer key says of its own revision: which one it replaces, what that changed, what is void.

In: where the revision stands, the items of a form.  Out: blocks.
Never says of a form what is numbered otherwise there: numbers are those of the paper in hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator import document
from generator.compose.parts import Placed, points_phrase
from generator.document import Block
from generator.kinds import points_text
from generator.view import Standing, View
from generator.words import Words


def standing_blocks(stands: Standing, view: View, items: Sequence[Placed], words: Words) -> tuple[Block, ...]:
    """The line on the revision and, where items are void, a notice with their rules and what the quiz is worth now."""
    blocks: tuple[Block, ...] = (document.Paragraph(document.words(sentence(stands, items, words)), "small"),)
    if not stands.voids:
        return blocks
    said = [document.Paragraph(document.words(line), "body") for line in void_lines(stands, view, items, words)]
    return (*blocks, document.Notice(tuple(said)))


def sentence(stands: Standing, items: Sequence[Placed], words: Words) -> str:
    """The revision in a line: Revision 2, replaces revision 1; changed: 7, 12."""
    if not stands.replaces:
        return words("revision", n=stands.number)
    line = words("revision-replaces", n=stands.number, before=words.joined([str(number) for number in stands.replaces]))
    if answers := numbers(stands.answers, items):
        line += words("revision-changed", numbers=words.listed(answers))
    if reasons := numbers(stands.reasons, items):
        line += words("revision-reasons", numbers=words.listed(reasons))
    return line + words("revision-lost") * stands.lost


def void_lines(stands: Standing, view: View, items: Sequence[Placed], words: Words) -> list[str]:
    """A line for each void item in the form's order, and one with the points that count."""
    rules = {(void.section, void.index): void.rule for void in stands.voids}
    void = [item for item in items if (item.section, item.index) in rules]
    lines = []
    for item in void:
        points = points_phrase(item.asked.points, words)
        everyone = rules[item.section, item.index] == "full"
        lines.append(words("void-full", number=item.number, points=points) if everyone
                     else words("void-none", number=item.number, points=points))
    return [*lines, words("void-total", counting=points_phrase(counting(stands, view), words), printed=points_text(view.points))]


def counting(stands: Standing, view: View) -> Fraction:
    """What the quiz is worth without the items that count for nobody."""
    dropped = (view.sections[void.section].items[void.index].points for void in stands.voids if void.rule == "none")
    return view.points - sum(dropped, Fraction(0))


def numbers(places: Sequence[tuple[int, int]], items: Sequence[Placed]) -> list[str]:
    """The numbers that items have on a form, ascending."""
    return [str(item.number) for item in items if (item.section, item.index) in places]


def void_mark(stands: Standing, item: Placed, words: Words) -> str:
    """What stands in the grid of keys in place of a void item's key, "" where it counts."""
    void = any((void.section, void.index) == (item.section, item.index) for void in stands.voids)
    return words("void-short") if void else ""
