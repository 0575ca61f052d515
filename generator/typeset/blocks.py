"""Blocks to galleys, each set once.

In: blocks of the vocabulary in `generator.document`.  Out: galleys, and for problems the names of what they hold.
Never lets a label, letter or number change the height of what it stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.document import (
    Block,
    Bullets,
    Chart,
    Definitions,
    Diagram,
    Entries,
    Entry,
    Heading,
    Lines,
    Matching,
    Notice,
    Options,
    Paragraph,
    Passage,
    Table,
    WriteIn,
)
from generator.inline import Run
from generator.typeset.charts import set_chart
from generator.typeset.diagrams import set_diagram
from generator.typeset.galley import (
    KEEP,
    LEAF,
    Element,
    Galley,
    Line,
    Ornament,
    Span,
    guarded,
    height,
    hung,
    stack,
    whole,
)
from generator.typeset.matching import set_matching
from generator.typeset.options import OptionSetter
from generator.typeset.parting import parted, together
from generator.typeset.passage import set_passage
from generator.typeset.profile import Type
from generator.typeset.ruled import set_lines, set_write_in
from generator.typeset.tables import set_table
from generator.typeset.text import RIGHT, TextSetter

_FIGURE = 0.8                      # of a page's height, for a figure at most: its stem and caption need the rest


class BlockSetter:
    """Sets blocks at a place and width; what it has set it keeps, so a block of many documents is set once."""

    def __init__(self, text: TextSetter, edge: float, room: float) -> None:
        """`edge`: how far right points may reach; `room`: the height of a page's text."""
        self.text, self.profile, self.edge, self.room = text, text.profile, edge, room
        self._options = OptionSetter(text)
        self._kept: dict[tuple, Galley] = {}
        self._labels: dict[tuple, Span] = {}
        self._marked = replace(self.profile.body, bold=True)

    def galleys(self, block: Block, x: float, width: float, depth: int = 0) -> Galley:
        """The galley of a block whose left edge is `x`.  Raises MissingGlyph."""
        if isinstance(block, Options):       # their letters differ from form to form, their texts do not
            return self._options.set(block, x, width)
        if isinstance(block, Entries):
            return self.entries(block, x, width)
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
            return set_table(block, self.text, x, width)
        if isinstance(block, Notice):
            return self._notice(block, x, width)
        if isinstance(block, WriteIn):
            return set_write_in(block, self.text, x, width)
        if isinstance(block, Lines):
            return set_lines(block, self.text, x, width)
        if isinstance(block, Matching):
            return set_matching(block, self.text, x, width, self.room)
        if isinstance(block, Passage):
            return set_passage(block, self.text, x, self._wide(x, width))
        if isinstance(block, Chart):
            return set_chart(block, self.text, x, width, _FIGURE * self.room)
        if isinstance(block, Diagram):
            return set_diagram(block, self.text, x, width, _FIGURE * self.room)
        raise TypeError(f"no setter for {type(block).__name__}")

    def _wide(self, x: float, width: float) -> float:
        """The width of what may reach into the points column, which nothing else uses below an item's first block."""
        full = abs(x + width + self.profile.points - self.edge) < 1
        return self.edge - x if full else width

    def stacked(self, blocks: Iterable[Block], x: float, width: float, depth: int = 0) -> Galley:
        """Blocks under each other."""
        return stack([self.galleys(block, x, width, depth) for block in blocks])

    # ------------------------------------------------------------ running text
    def _heading(self, heading: Heading, x: float, width: float) -> Galley:
        kind = self.profile.heading(heading.level)
        lines, elements = self.text.set([(f"H{heading.level}", heading.runs)], kind, x, width)
        if heading.bookmark and lines:
            title = "".join(run.text for run in heading.runs)
            lines[0] = lines[0]._replace(bookmark=(heading.level, title))
        return Galley(tuple(line._replace(after=KEEP) for line in lines), tuple(elements), kind.above, kind.below)

    def _paragraph(self, paragraph: Paragraph, x: float, width: float) -> Galley:
        kind = getattr(self.profile, paragraph.role)
        lines, elements = self.text.set([("P", paragraph.runs)], kind, x, width)
        heads = paragraph.role in ("label", "lead") or all(run.bold for run in paragraph.runs)   # bold words head what follows
        if lines and heads:
            lines[-1] = lines[-1]._replace(after=KEEP)
        return Galley(tuple(lines), tuple(elements), kind.above, kind.below)

    def _notice(self, notice: Notice, x: float, width: float) -> Galley:
        across, down = self.profile.notice_pad
        inner = self.stacked(notice.blocks, x + across, width - 2 * across)
        tall = height(inner.lines) + 2 * down
        frame = Ornament(x, 0, b"%.2f w 0 G 0 %.2f %.2f %.2f re S" % (self.profile.frame, -tall, width, tall))
        lines = whole([Line(down, ornaments=(frame,)), *inner.lines[:-1],
                       *(line._replace(glue=0.0) for line in inner.lines[-1:]), Line(down)])
        return Galley(lines, (Element("Div", inner.elements),), self.profile.cell.above, self.profile.cell.below)

    # ------------------------------------------------------------ lists
    def _bullets(self, bullets: Bullets, x: float, width: float, depth: int) -> Galley:
        kind, gap, made = self.profile.body, self.profile.bullet_gap, []
        signs = [f"{n}." if bullets.numbered else "–" if depth % 2 else "•" for n in range(1, len(bullets.entries) + 1)]
        widest = max((self.text.line(sign, kind)[1] for sign in signs), default=0.0)
        indent = max(self.profile.bullet, widest + self.profile.sign_gap)
        for sign, blocks in zip(signs, bullets.entries, strict=True):
            inside = [self.galleys(block, x + indent, width - indent, depth + 1) for block in blocks]
            body = stack([galley._replace(above=gap, below=gap) for galley in inside])
            made.append(hung(self._label(sign, kind, x), _filled(body, kind.leading, kind.baseline)))
        return _guarded(_list(made, "Decimal" if bullets.numbered else "Disc", kind.above / 2, kind.below))

    def _definitions(self, definitions: Definitions, x: float, width: float) -> Galley:
        kind, gap, made = self.profile.body, self.profile.definition_gap, []
        for term, definition in definitions.entries:
            bold = (*(replace(run, bold=True) for run in term), Run("\u2002 ", bold=True))
            lines, elements = self.text.set([("Lbl", bold), ("LBody", definition)], kind, x, width, hang=self.profile.hang)
            made.append(Galley(tuple(lines), (Element("LI", tuple(elements)),), gap, gap))
        return _guarded(_list(made, "", kind.above, kind.below))

    # ------------------------------------------------------------ items
    def entries(self, entries: Entries, x: float, width: float) -> Galley:
        """Numbered items under each other."""
        gap = self.profile.part_gap if x else self.profile.entry_gap
        return _list([self.entry(entry, x, width, gap) for entry in entries.entries], _numbering(entries), gap / 2, gap)

    def entry(self, entry: Entry, x: float, width: float, gap: float) -> Galley:
        """One item, its number in a column of its own and its points beyond the text."""
        profile, indent = self.profile, self.profile.number
        made = self._parts(entry.blocks, x + indent, width - indent)
        for n, block in enumerate(entry.blocks[1:]):
            if isinstance(block, Options):   # options belong to their stem more than paragraphs to each other
                made[n] = made[n]._replace(below=min(made[n].below, profile.option_lead))
        made[:1] = [_filled(made[0] if made else Galley((), ()), profile.body.leading, profile.body.baseline)]
        if entry.points:
            made[0] = self._pointed(made[0], entry.points)
        blocks = entry.blocks or (Paragraph(()),)
        body = together(made, blocks) if entry.together else parted(made, blocks)
        item = hung(self._label(entry.number, self._marked, x), body)
        return item._replace(above=gap, below=gap)

    def _parts(self, blocks: Sequence[Block], x: float, width: float) -> list[Galley]:
        """The galleys of an item's blocks; a matching is told how much of a page the others leave it."""
        made = [self.galleys(block, x, width) if not isinstance(block, Matching) else None for block in blocks]
        taken = sum(height(galley.lines) + galley.above + galley.below for galley in made if galley)
        return [galley or self._matching(block, x, width, self.room - taken) for galley, block in zip(made, blocks, strict=True)]

    def _matching(self, block: Matching, x: float, width: float, room: float) -> Galley:
        key = block, x, width, room
        if key not in self._kept:
            self._kept[key] = set_matching(block, self.text, x, width, room)
        return self._kept[key]

    def _label(self, text: str, kind: Type, x: float) -> Span:
        key = text, kind.bold, x
        if key not in self._labels:
            self._labels[key] = self.text.label(text, kind, x)
        return self._labels[key]

    def _pointed(self, galley: Galley, points: str) -> Galley:
        """With points in the right margin beside its last line, read after it."""
        last = galley.lines[-1]
        if (points,) not in self._labels:
            self._labels[points,] = self.text.label(points, self.profile.body, 0, self.edge, RIGHT, "P")
        span = self._labels[points,]._replace(down=last.baseline)
        lines = (*galley.lines[:-1], last._replace(spans=(*last.spans, span)))
        return galley._replace(lines=lines, elements=(*galley.elements, Element("P", (LEAF,))))


def _guarded(galley: Galley) -> Galley:
    return galley._replace(lines=guarded(galley.lines))


def _filled(galley: Galley, leading: float, baseline: float) -> Galley:
    """With at least one line, for a label to stand beside."""
    return galley if galley.lines else galley._replace(lines=(Line(leading, baseline=baseline),))


def _numbering(entries: Entries) -> str:
    """How items are numbered: 1, 2 … or (a), (b) …."""
    first = entries.entries[0].number.strip("().") if entries.entries else ""
    return "LowerAlpha" if first.isalpha() and first.islower() else "Decimal"


def _list(items: Sequence[Galley], numbering: str, above: float, below: float) -> Galley:
    galley = stack(items)
    attrs = f"/A<</O/List/ListNumbering/{numbering}>>" if numbering else ""
    return Galley(galley.lines, (Element("L", galley.elements, attrs),) if galley.elements else (), above, below)
