"""What a quiz consists of: its sections with minutes and guessing floor, and its blueprint, planned and met.

In: a Guide and the words of a language.  Out: blocks.
Never names a question: this is about the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator import document
from generator.compose.guide.pieces import about, heading, percent, small, table, whole
from generator.document import Block
from generator.guide import Content, Grid, Guide
from generator.inline import Run, Runs, parse, plain
from generator.kinds import points_text
from generator.words import Words

_RECALL = "remember"


def effort_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """A row for each section, whether the time is enough, and what blind guessing earns by type of question."""
    efforts, points = guide.efforts, guide.view.points
    rows = [[plain(one.title), str(one.questions), points_text(one.points), str(whole(one.minutes)), about(one.floor, words)]
            for one in efforts]
    minutes, floor = sum(one.minutes for one in efforts), sum((one.floor for one in efforts), Fraction(0))
    if len(efforts) > 1:
        rows.append([words("guide-all"), str(sum(one.questions for one in efforts)), points_text(points), str(whole(minutes)),
                     about(floor, words)])
    allowed = words("effort-duration", n=whole(minutes), allowed=guide.view.duration) if guide.view.duration else ""
    kinds = [[words(f"type-{one.type}"), str(one.questions), points_text(one.points), about(one.floor, words),
              words(f"guess-{one.type}")] for one in guide.guessing]
    sections = table(words.several("effort-head"), rows, (3.0, 1.2, 1.0, 1.1, 1.3), words("effort-summary"))
    return (heading(words("effort")), sections,
            *((document.Paragraph(document.words(allowed)),) if allowed else ()),
            heading(words("guess")),
            document.Paragraph(document.words(words("guess-floor", points=about(floor, words), total=points_text(points),
                                                    share=percent(_share(floor, points), words)))),
            table(words.several("guess-head"), kinds, (1.7, 1.2, 1.0, 1.1, 3.6), words("guess-summary")),
            small(words("guess-assumed")), small(words("guess-formula")))


def blueprint_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """What was planned and what there is, where a section has a blueprint; points by objective and level for all others and
    for the whole.
    """
    planned = {one.section: one.rows for one in guide.planned}
    several = len(guide.view.sections) > 1
    blocks: list[Block] = [heading(words("blueprint"))]
    levels, rows = guide.content.grid.levels, []
    ids = dict(guide.objectives)
    for n, section in enumerate(guide.view.sections):
        title = words("part", n=n + 1) + plain(section.title) if several else plain(section.title)
        if n in planned:
            heads = (title, *words.several("blueprint-head"))
            blocks.append(table(heads, planned[n], (3.0, 1.0, 1.0), words("blueprint-summary")))
        elif several:
            rows += _grid(title, guide.contents[n].grid, ids, levels, words)
    rows += _grid(words("blueprint-whole"), guide.content.grid, ids, levels, words)
    heads = (words("blueprint-objective"), *(words(f"level-{level}") for level in levels), words("guide-all"))
    grid = table(heads, rows, (4.6, *(1.0 for _ in levels), 0.7), words("blueprint-points"))
    told = tuple((document.Paragraph((Run(f"{ids[text]}: ", bold=True), *parse(text)), "small"),)
                 for text, _ in guide.content.grid.rows if text in ids)
    return (*blocks, grid, small(_balance(guide.content, guide.view.points, words)), document.Bullets(told))


def _grid(title: str, grid: Grid, ids: Mapping[str, str], levels: Sequence[str], words: Words) -> list[list[str | Runs]]:
    """A row in bold with the sums of a section or quiz, then one for each objective, named by its id or else its text."""
    def shown(name: Runs, cells: Mapping[str, Fraction], bold: bool) -> list[str | Runs]:
        points = [points_text(cells[level]) if cells.get(level) else words("guide-nothing") for level in levels]
        points.append(points_text(sum(cells.values(), Fraction(0))))
        return [name, *(document.words(text, bold=bold) for text in points)]

    named = [(document.words(ids[objective]) if objective in ids else parse(objective),
              dict(zip(grid.levels, cells, strict=True))) for objective, cells in grid.rows]
    sums = {level: sum((cells[level] for _, cells in named), Fraction(0)) for level in grid.levels}
    return [shown(document.words(title, bold=True), sums, True), *(shown(*each, False) for each in named)]


def _balance(content: Content, points: Fraction, words: Words) -> str:
    """Recall's share of the points, and the points by difficulty."""
    recall = sum((amount for level, amount in content.levels if level == _RECALL), Fraction(0))
    hard = [words("difficulty-points", difficulty=words(f"difficulty-{name}"), points=points_text(amount),
                  share=percent(_share(amount, points), words)) for name, amount in content.difficulties]
    return " ".join([words("recall", points=points_text(recall), total=points_text(points),
                           share=percent(_share(recall, points), words)), words("by-difficulty", list=words.listed(hard))])


def _share(part: Fraction, total: Fraction) -> Fraction:
    return part / total if total else Fraction(0)
