"""Blocks to galleys, each set once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.page.blocks import (
    AnswerGrid,
    Block,
    Boxes,
    Bullets,
    Chart,
    Definitions,
    Diagram,
    Entries,
    Heading,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Paragraph,
    Passage,
    Rules,
    Strip,
    Table,
    WriteIn,
)
from generator.page.markup import Span
from generator.render.pdf.blocks.answer_rows import set_answer_grid, set_boxes, set_rules
from generator.render.pdf.blocks.items import EntrySetter, OptionSetter, filled, listed
from generator.render.pdf.blocks.mark_table import set_mark_table
from generator.render.pdf.blocks.marking_strip import set_strip
from generator.render.pdf.blocks.matching import set_matching
from generator.render.pdf.blocks.passage import set_passage
from generator.render.pdf.blocks.tables import recut, set_table, told
from generator.render.pdf.blocks.writing_space import set_lines, set_write_in
from generator.render.pdf.charts.diagram import set_diagram
from generator.render.pdf.charts.figures import set_chart
from generator.render.pdf.fonts import Case
from generator.render.pdf.lines import (
    CLOSING,
    KEEP,
    NEVER,
    Element,
    Galley,
    Line,
    Ornament,
    guarded,
    height,
    hung,
    stack,
    unwilling,
    whole,
)
from generator.render.pdf.styles import PROFILES, Profile
from generator.render.pdf.text import TextSetter, rule

_FIGURE = 0.8  # of a page's height, for a figure at most: its stem and caption need the rest
_PLAIN = {
    WriteIn: set_write_in,
    Lines: set_lines,
    Boxes: set_boxes,
    Rules: set_rules,
}  # these need but a setter of text


class BlockSetter:
    """Sets blocks at a place and width; what it has set it keeps, so a block of many documents is set once."""

    def __init__(self, text: TextSetter, edge: float, room: float) -> None:
        """`edge`: how far right points may reach; `room`: the height of a page's text."""
        self.text, self.profile, self.edge, self.room = text, text.profile, edge, room
        self._options = OptionSetter(text)
        self._entries = EntrySetter(text, edge, room, self.galleys)
        self.entry = self._entries.entry
        self._kept: dict[tuple, Galley] = {}
        self._other: BlockSetter | None = None

    def galleys(self, block: Block, x: float, width: float, depth: int = 0) -> Galley:
        """The galley of a block whose left edge is `x`.  Raises MissingGlyph."""
        if isinstance(block, Options):  # their letters differ from form to form, their texts do not
            return self._options.set(block, x, width)
        if isinstance(block, Entries):
            return self._entries.set(block, x, width)
        key = block, x, width, depth
        if key not in self._kept:
            self._kept[key] = self._set(block, x, width, depth)
        return self._kept[key]

    def _set(self, block: Block, x: float, width: float, depth: int) -> Galley:
        if isinstance(block, Heading):
            return self._heading(block, x, width)
        if isinstance(block, Paragraph):
            return self._paragraph(block, x, width)
        if isinstance(block, Bullets):
            return self._bullets(block, x, width, depth)
        if isinstance(block, Definitions):
            return self._definitions(block, x, width)
        if isinstance(block, Table):
            return self._table(block, x, width)
        if isinstance(block, Notice):
            return self._notice(block, x, width)
        if type(block) in _PLAIN:
            return _PLAIN[type(block)](block, self.text, x, width)
        if isinstance(block, Matching):
            return set_matching(block, self.text, x, width, self.room)
        if isinstance(block, Passage):
            return set_passage(block, self.text, x, self._wide(x, width))
        if isinstance(block, Chart):
            return set_chart(block, self.text, x, width, _FIGURE * self.room)
        if isinstance(block, Diagram):
            return set_diagram(block, self.text, x, width, _FIGURE * self.room)
        if isinstance(block, AnswerGrid):
            return set_answer_grid(block, self.text, x, width, self.edge, self.room, self.galleys)
        if isinstance(block, Strip):
            return set_strip(
                block, self._like(self.text.case, PROFILES["standard"]), self._beside()
            )
        if isinstance(block, MarkTable):
            return set_mark_table(block, self.text, x, self._wide(x, width))
        raise TypeError(f"no setter for {type(block).__name__}")

    def _beside(self) -> BlockSetter:
        """The setter of documents that others lie beside: of the same look, and no file holds its characters."""
        if self._other is None:
            self._other = self._like(Case(self.profile.tracking), self.profile)
        return self._other

    def _like(self, case: Case, profile: Profile) -> BlockSetter:
        """A setter for pages of the same size."""
        return BlockSetter(TextSetter(case, profile, self.text.serbian), self.edge, self.room)

    def _wide(self, x: float, width: float) -> float:
        """The width of what may reach into the points column, which nothing else uses below an item's first block."""
        full = abs(x + width + self.profile.points - self.edge) < 1
        return self.edge - x if full else width

    def stacked(self, blocks: Iterable[Block], x: float, width: float, depth: int = 0) -> Galley:
        """Blocks under each other."""
        lists = Bullets | Definitions | Entries
        made = [(block, self.galleys(block, x, width, depth)) for block in blocks]
        return stack(
            [galley if isinstance(block, lists) else self._whole(galley) for block, galley in made]
        )

    def _whole(self, galley: Galley) -> Galley:
        """Where the profile wants it, parted only if no page could hold it."""
        if not self.profile.whole or height(galley.lines) > self.room:
            return galley
        return galley._replace(lines=unwilling(galley.lines))

    # ------------------------------------------------------------ running text
    def _heading(self, heading: Heading, x: float, width: float) -> Galley:
        kind = self.profile.heading(heading.level)
        lines, elements = self.text.set([(f"H{heading.level}", heading.runs)], kind, x, width)
        if heading.bookmark and lines:
            title = "".join(run.text for run in heading.runs)
            lines[0] = lines[0]._replace(bookmark=(heading.level, title))
        return Galley(
            tuple(line._replace(after=KEEP) for line in lines),
            tuple(elements),
            kind.above,
            kind.below,
        )

    def _paragraph(self, paragraph: Paragraph, x: float, width: float) -> Galley:
        kind = getattr(self.profile, paragraph.role)
        lines, elements = self.text.set([("P", paragraph.runs)], kind, x, width)
        # Bold words head what follows.
        heads = paragraph.role in ("answer", "label", "lead") or all(
            run.bold for run in paragraph.runs
        )
        if lines and heads:
            lines[-1] = lines[-1]._replace(after=KEEP)
        before = CLOSING if paragraph.role == "closing" else 0.0
        return Galley(tuple(lines), tuple(elements), kind.above, kind.below, before)

    def _notice(self, notice: Notice, x: float, width: float) -> Galley:
        across, down = self.profile.notice_pad
        inner = self.stacked(notice.blocks, x + across, width - 2 * across)
        tall = height(inner.lines) + 2 * down
        frame = Ornament(
            x, 0, b"%.2f w 0 G 0 %.2f %.2f %.2f re S" % (self.profile.frame, -tall, width, tall)
        )
        lines = whole(
            [
                Line(down, ornaments=(frame,)),
                *inner.lines[:-1],
                *(line._replace(glue=0.0) for line in inner.lines[-1:]),
                Line(down),
            ]
        )
        return Galley(
            lines,
            (Element("Div", inner.elements),),
            self.profile.cell.above,
            self.profile.cell.below,
        )

    def _table(self, table: Table, x: float, width: float) -> Galley:
        parts = recut(table, self.text, width)
        if not parts:
            return self._told(table, x, width)
        made = [set_table(part, self.text, x, width) for part in parts]
        made[:-1] = [
            galley._replace(
                lines=(
                    *galley.lines[:-1],
                    *(line._replace(after=KEEP) for line in galley.lines[-1:]),
                )
            )
            for galley in made[:-1]
        ]
        return stack(made)

    def _told(self, table: Table, x: float, width: float) -> Galley:
        """A table as a list: between rules, what stands in each row."""
        profile, made = self.profile, []
        gap = profile.cell_pad[1]
        for blocks in told(table):
            body = self.stacked(blocks, x, width)
            line = rule(x, 0, width, profile.hairline, profile.rule_grey)
            lines = (Line(gap, ornaments=(line,), after=NEVER), *unwilling(body.lines))
            made.append(
                Galley(lines, (Element("LI", (Element("LBody", body.elements),)),), gap, gap)
            )
        return listed(made, "", profile.cell.above, profile.cell.below)

    # ------------------------------------------------------------ lists
    def _bullets(self, bullets: Bullets, x: float, width: float, depth: int) -> Galley:
        kind, gap, made = self.profile.body, self.profile.bullet_gap, []
        signs = [
            f"{n}." if bullets.numbered else "–" if depth % 2 else "•"
            for n in range(1, len(bullets.entries) + 1)
        ]
        widest = max((self.text.line(sign, kind)[1] for sign in signs), default=0.0)
        indent = max(self.profile.bullet, widest + self.profile.sign_gap)
        for sign, blocks in zip(signs, bullets.entries, strict=True):
            inside = [
                self.galleys(block, x + indent, width - indent, depth + 1) for block in blocks
            ]
            body = stack([galley._replace(above=gap, below=gap) for galley in inside])
            made.append(
                hung(
                    self._entries.label(sign, kind, x),
                    filled(self._whole(body), kind.leading, kind.baseline),
                )
            )
        return _guarded(
            listed(made, "Decimal" if bullets.numbered else "Disc", kind.above / 2, kind.below)
        )

    def _definitions(self, definitions: Definitions, x: float, width: float) -> Galley:
        kind, gap, made = self.profile.body, self.profile.definition_gap, []
        for term, definition in definitions.entries:
            bold = (*(replace(run, bold=True) for run in term), Span("\u2002 ", bold=True))
            lines, elements = self.text.set(
                [("Lbl", bold), ("LBody", definition)], kind, x, width, hang=self.profile.hang
            )
            made.append(
                self._whole(Galley(tuple(lines), (Element("LI", tuple(elements)),), gap, gap))
            )
        return _guarded(listed(made, "", kind.above, kind.below))


def _guarded(galley: Galley) -> Galley:
    return galley._replace(lines=guarded(galley.lines))
