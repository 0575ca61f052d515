"""Numbered items and their lettered options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.page.blocks import (
    Block,
    Entries,
    Entry,
    Lines,
    Matching,
    Option,
    Options,
    Paragraph,
    Table,
)
from generator.page.markup import Spans
from generator.page.numbers import total
from generator.render.pdf.blocks.matching import layout_matching
from generator.render.pdf.blocks.protocol import Setter
from generator.render.pdf.blocks.writing_space import WRITE, beside_box, box, box_anchor, box_column
from generator.render.pdf.item_breaks import breakable_item, unbroken_item
from generator.render.pdf.lines import (
    ENTRY,
    LABEL,
    LEAF,
    NO_BREAK,
    PART,
    Anchor,
    BlockLayout,
    Element,
    Line,
    Ornament,
    PlacedText,
    height,
    merge_lines,
    stack,
    unbroken,
    with_penalty_after,
)
from generator.render.pdf.styles import Type
from generator.render.pdf.text import RIGHT

OPTION = 2  # the depth of what is in an option: lists there are those of a text again
_BEHIND_NUMBER = 1.5  # points, at least, between the number of an item and its text
# The penalty of a page break between options: only of an item that no page could hold.
_BETWEEN_OPTIONS = 1e6
_KEY_SIZE = 1.4  # times body text, the size of an answer beside its number
_SMALLEST_KEY = 0.5  # of that, where it is long
_FEW = 2  # columns of options, where they do not fit into the most
_SHORT = 8  # characters of an option that is set in more than these
_LETTERED = "/A<</O/List/ListNumbering/UpperAlpha>>"


class EntrySetter:
    """Lays out numbered items, and keeps what documents have in common."""

    def __init__(self, setter: Setter) -> None:
        self.setter, self.text, self.profile = setter, setter.text, setter.text.profile
        self._matchings: dict[tuple[Matching, float, float, float], BlockLayout] = {}
        # With the blocks themselves, so that no others come to have their identity.
        self._bodies: dict[
            tuple[int, str, bool, bool, bool, bool, float, float],
            tuple[tuple[Block, ...], BlockLayout, Element],
        ] = {}
        self._beginnings: dict[tuple[str, float, float], tuple[PlacedText, Anchor]] = {}
        self._markers: dict[tuple[str, Type, float], PlacedText] = {}
        self._points: dict[str, PlacedText] = {}
        self._bold = replace(self.profile.body, bold=True)
        self._small_bold = replace(self.profile.small, bold=True)

    def set(self, entries: Entries, x: float, width: float) -> BlockLayout:
        """Numbered items under each other.  Raises MissingGlyph, TooTall."""
        gap = self.profile.part_gap if x else self.profile.entry_gap
        goes_on = bool(entries.continued)
        items = [self.entry(entry, x, width, gap, goes_on) for entry in entries.entries]
        if goes_on:
            items = [
                self._continued(item, entries.continued.replace("{number}", entry.number), x)
                for item, entry in zip(items, entries.entries, strict=True)
            ]
        return as_list(items, _numbering(entries), gap / 2, gap)

    def _continued(self, item: BlockLayout, words: str, x: float) -> BlockLayout:
        """An item with the words that are at the head of a page on which it goes on."""
        first = item.lines[0]._replace(continued=self.marker(words, self._small_bold, x))
        return item._replace(lines=(first, *item.lines[1:]))

    def _going_on(self, body: BlockLayout) -> BlockLayout:
        """What is beside an item's number, with room for words at the head of a page on which it
        goes on; a table's head has them before what it heads, and nothing has them where lines that
        stay together would have no room.
        """
        kind = self._small_bold
        above = Line(kind.leading + kind.below, says_continued=True)
        lines = list(body.lines[:1])
        for group in unbroken(body.lines[1:]):
            for line in group:
                runner = _before(above, line.runner) if line.runner else above
                fits = runner.height + height(group) <= self.setter.room
                lines.append(line._replace(runner=runner) if fits else line)
        return body._replace(lines=tuple(lines))

    def entry(
        self, entry: Entry, x: float, width: float, gap: float, goes_on: bool = False
    ) -> BlockLayout:
        """One item, its number in a column of its own and its points beyond the text; `goes_on`:
        its further lines leave room for words above them.
        """
        body, item = self._body(entry, x, width, goes_on)
        if entry.key:
            body = self._with_key(body, entry.key, x)
            item = _list_item(body)
        first = body.lines[0]
        marker, anchor = self._beginning(entry.number, x, first.baseline)
        first = first._replace(
            spans=(marker, *first.spans), anchors=(anchor, *first.anchors), kept=entry.kept
        )
        return BlockLayout((first, *body.lines[1:]), (item,), gap, gap, body.before)

    def _beginning(self, number: str, x: float, down: float) -> tuple[PlacedText, Anchor]:
        """A number so far down in the first line of its item, and that line's anchor."""
        key = number, x, down
        if key not in self._beginnings:
            marker = self.marker(number, self._fitting(number), x)._replace(down=down)
            self._beginnings[key] = marker, Anchor(PART if x else ENTRY, number, down)
        return self._beginnings[key]

    def _fitting(self, number: str) -> Type:
        """The type of an item's number: smaller where it has more figures than its column holds."""
        if not self.profile.fitted:
            return self._bold
        wide, room = self.text.line(number, self._bold)[1], self.profile.number - _BEHIND_NUMBER
        return self._bold if wide <= room else self._bold.scaled(room / wide)

    def marker(self, text: str, kind: Type, x: float) -> PlacedText:
        """The number or sign of an entry, which begins at `x`.  Raises MissingGlyph."""
        key = text, kind, x
        if key not in self._markers:
            self._markers[key] = self.text.label(text, kind, x)
        return self._markers[key]

    def _body(
        self, entry: Entry, x: float, width: float, goes_on: bool
    ) -> tuple[BlockLayout, Element]:
        """What is beside an item's number, and the element of both, made once for all documents
        that hold the very same blocks.
        """
        how = entry.together, entry.key is None, entry.points_at_end
        key = id(entry.blocks), entry.points, *how, goes_on, x, width
        if key not in self._bodies:
            body = self._set_body(entry, x, width)
            body = self._going_on(body) if goes_on else body
            self._bodies[key] = entry.blocks, body, _list_item(body)
        return self._bodies[key][1:]

    def _set_body(self, entry: Entry, x: float, width: float) -> BlockLayout:
        indent, lead = self.profile.number, self.profile.option_lead
        if entry.key is not None:
            indent += self.profile.key
        parts = self._parts(entry.blocks, x + indent, width - indent)
        if self.profile.lines_factor > 1:
            roomier = self._parts(self._roomier(entry.blocks), x + indent, width - indent)
            if not entry.together or height(stack(roomier).lines) <= self.setter.room:
                parts = roomier
        # Options belong to their stem more than paragraphs to each other.
        for n, block in enumerate(entry.blocks[1:]):
            if isinstance(block, Options):
                parts[n] = parts[n]._replace(below=min(parts[n].below, lead))
        first = parts[0] if parts else BlockLayout((), ())
        parts[:1] = [with_a_line(first, self.profile.body)]
        if entry.points:
            at = -1 if entry.points_at_end else 0
            parts[at] = self._with_points(parts[at], entry.points, entry.points_at_end)
        blocks = entry.blocks or (Paragraph(()),)
        fits = height(stack(parts).lines) <= self.setter.room
        if entry.together or (self.profile.keep_whole and fits):
            return unbroken_item(parts, blocks, fits)
        return breakable_item(parts, blocks)

    def _roomier(self, blocks: Sequence[Block]) -> list[Block]:
        """An item's blocks with lines for a larger hand; where a look takes lines away, of these,
        so that no reader has fewer than there usually are.
        """
        return [
            replace(block, count=self._lines(block), by_points=False)
            if isinstance(block, Lines) and not block.for_notes
            else block
            for block in blocks
        ]

    def _lines(self, lines: Lines) -> int:
        count = int(self.profile.lines_factor * lines.count + 0.5)
        return max(lines.count, count - self.profile.fewer_lines) if lines.by_points else count

    def _parts(self, blocks: Sequence[Block], x: float, width: float) -> list[BlockLayout]:
        """An item's blocks; a matching gets what room the others leave it on a page.  Tables above
        the parts of a set are as wide as the text with its points, which are beside its stem.
        """
        parts = next((n for n, block in enumerate(blocks) if isinstance(block, Entries)), 0)
        full = self.setter.edge - x if self.profile.latest else width
        others = {
            n: self.setter.layout(
                block, x, full if 0 < n < parts and isinstance(block, Table) else width
            )
            for n, block in enumerate(blocks)
            if not isinstance(block, Matching)
        }
        taken = total(
            height(layout.lines) + layout.above + layout.below for layout in others.values()
        )
        return [
            self._matching(block, x, width, self.setter.room - taken)
            if isinstance(block, Matching)
            else others[n]
            for n, block in enumerate(blocks)
        ]

    def _matching(self, block: Matching, x: float, width: float, room: float) -> BlockLayout:
        key = block, x, width, room
        if key not in self._matchings:
            self._matchings[key] = layout_matching(block, self.text, x, width, room)
        return self._matchings[key]

    def _with_key(self, body: BlockLayout, key: str, x: float) -> BlockLayout:
        """With the item's answer beside its first line, read before it; smaller where it is
        long.
        """
        first, profile = body.lines[0], self.profile
        kind, room = profile.body.scaled(_KEY_SIZE), profile.key - profile.sign_gap
        kind = replace(kind, bold=True)
        wide = self.text.line(key, kind)[1]
        if wide > room:
            kind = kind.scaled(max(_SMALLEST_KEY, room / wide))
        label = self.text.label(key, kind, x + profile.number, role="P")
        spans = (label._replace(down=first.baseline), *first.spans)
        lines = (first._replace(spans=spans), *body.lines[1:])
        return body._replace(lines=lines, elements=(Element("P", (LEAF,)), *body.elements))

    def _with_points(self, layout: BlockLayout, points: str, at_end: bool) -> BlockLayout:
        """With points in the right margin beside its last line, read after it; `at_end`: beside the
        lowest part of that, where it holds several rows.
        """
        last, body = layout.lines[-1], self.profile.body
        has_rows = at_end and last.height > 2 * body.leading
        down = last.height - (body.leading - body.baseline) if has_rows else last.baseline
        if points not in self._points:
            edge, kind = self.setter.edge, self.profile.body
            self._points[points] = self.text.label(points, kind, 0, edge, RIGHT, "P")
        span = self._points[points]._replace(down=down)
        lines = (*layout.lines[:-1], last._replace(spans=(*last.spans, span)))
        return layout._replace(lines=lines, elements=(*layout.elements, Element("P", (LEAF,))))


class OptionSetter:
    """Lays out lettered options, and keeps their texts: only letters differ from form to form."""

    def __init__(self, setter: Setter) -> None:
        self.setter, self.text, self.profile = setter, setter.text, setter.text.profile
        self._bold = replace(self.profile.body, bold=True)
        self._texts: dict[tuple[Spans, bool, float, float, bool], tuple[list[Line], Element]] = {}
        self._letters: dict[tuple[str, bool, float], PlacedText] = {}
        self._boxes: dict[tuple[str, float], Ornament] = {}

    def set(self, options: Options, x: float, width: float) -> BlockLayout:
        """Options under each other: box, letter and text in columns; short ones side by side.
        Raises MissingGlyph.
        """
        profile, kinds = self.profile, [option.box for option in options.entries]
        gap = profile.write_gap if WRITE in kinds else profile.option_gap
        columns = self._columns(options, width)
        rows = -(-len(kinds) // columns)
        pitch = (width + profile.column_gap) / columns
        items: list[BlockLayout] = []
        for column in range(columns):
            own = options.entries[column * rows : (column + 1) * rows]
            left = x + column * pitch
            items += self._column(own, kinds, left, width if columns == 1 else pitch)
        layout = stack(item._replace(above=gap, below=gap) for item in items)
        if columns > 1:
            layout = layout._replace(lines=(_side_by_side(layout.lines, rows),))
        layout = with_penalty_after(layout, 0.0)
        element = Element("L", layout.elements, _LETTERED)
        return BlockLayout(layout.lines, (element,), profile.option_lead, profile.body.below)

    def _columns(self, options: Options, width: float) -> int:
        """In how many columns options are set, so that each is on one line."""
        profile = self.profile
        if profile.option_columns < _FEW or any(
            option.blocks or option.box == WRITE or not (option.box or option.elsewhere)
            for option in options.entries
        ):
            return 1
        kinds = [self._bold if option.marked else profile.body for option in options.entries]
        texts = [option.runs for option in options.entries]
        widest = max(map(self.text.width, texts, kinds), default=0.0)
        # A formula is as long as it is drawn; its text is how it is read aloud.
        words = ["".join(span.text for span in runs if not span.formula) for runs in texts]
        longest = max(map(len, words), default=0)
        beside = profile.mark + profile.letter + profile.column_gap
        for columns in (profile.option_columns, _FEW):
            fits = widest + 1 + beside <= (width + beside - profile.mark - profile.letter) / columns
            if fits and (columns == _FEW or longest <= _SHORT):
                return min(columns, len(texts))
        return 1

    def _column(
        self, entries: Sequence[Option], kinds: Sequence[str], x: float, width: float
    ) -> list[BlockLayout]:
        """Options under each other in a column at `x`; `kinds`: the boxes of all columns."""
        profile, items = self.profile, []
        letters = x + box_column(kinds, profile)
        lettered = any(option.letter for option in entries)
        start = letters + (profile.letter if lettered else 0.0)
        for option in entries:
            kind = self._bold if option.marked else profile.body
            lines, element = self._content(option, kind, start, x + width - start)
            first = lines[0]
            parts: tuple[Element, ...] = (element,)
            if option.letter:
                lettering = self._bold if option.elsewhere else kind
                letter = self._letter(option.letter, lettering, letters)
                letter = letter._replace(down=first.baseline)
                first = first._replace(spans=(letter, *first.spans))
                parts = LABEL, element
            if option.box:
                mark = self._box(option.box, x)
                anchor = box_anchor(option.box, profile, x, first.baseline)
                if option.box != WRITE and first.baseline > profile.body.baseline:
                    lower = first.baseline - profile.body.baseline  # a formula is in the line
                    mark = mark._replace(down=mark.down + lower)
                    anchor = anchor._replace(rise=anchor.rise - lower)
                first = first._replace(ornaments=(mark, *first.ornaments), anchors=(anchor,))
            items.append(BlockLayout((first, *lines[1:]), (Element("LI", parts),)))
        return items

    def _content(
        self, option: Option, kind: Type, x: float, width: float
    ) -> tuple[list[Line], Element]:
        """An option's lines, whatever it is made of."""
        roomy = option.box == WRITE
        if not option.blocks:
            return self._text(option.runs, kind, x, width, roomy)
        body = with_a_line(self.setter.layout_all(option.blocks, x, width, OPTION), kind)
        return self._finished(list(body.lines), roomy), Element("LBody", body.elements)

    def _finished(self, lines: list[Line], roomy: bool) -> list[Line]:
        """Lines that are never split, with what is below an option."""
        lines = [line._replace(after=NO_BREAK) for line in lines]
        lines = beside_box(lines, self.profile) if roomy else lines
        glue = self.profile.write_gap if roomy else self.profile.option_gap
        if any(span.drawn for line in lines for span in line.spans):
            glue = max(glue, self.profile.body.above)
        lines[-1] = lines[-1]._replace(glue=glue, after=_BETWEEN_OPTIONS)
        return lines

    def _text(
        self, spans: Spans, kind: Type, x: float, width: float, roomy: bool
    ) -> tuple[list[Line], Element]:
        """An option's lines; `roomy`: beside a box to write in."""
        key = spans, kind.bold, x, width, roomy
        if key not in self._texts:
            lines, (element,) = self.text.set([("LBody", spans)], kind, x, width)
            lines = lines or [Line(kind.leading, baseline=kind.baseline)]
            self._texts[key] = self._finished(lines, roomy), element
        return self._texts[key]

    def _letter(self, letter: str, kind: Type, x: float) -> PlacedText:
        key = letter, kind.bold, x
        if key not in self._letters:
            self._letters[key] = self.text.label(letter, kind, x)
        return self._letters[key]

    def _box(self, kind: str, x: float) -> Ornament:
        if (kind, x) not in self._boxes:
            self._boxes[kind, x] = box(kind, self.profile, x)
        return self._boxes[kind, x]


def _list_item(body: BlockLayout) -> Element:
    return Element("LI", (LABEL, Element("LBody", body.elements)))


def _side_by_side(lines: Sequence[Line], rows: int) -> Line:
    """Lines in columns of so many rows, as one line that is read column by column.

    What is beside each other is on one baseline, in a row as high as its highest line.
    """
    lowest = min(line.height for line in lines)
    pitch = lowest + lines[0].glue
    baselines = [max(line.baseline for line in lines[row::rows]) for row in range(rows)]
    more = [0.0]  # how much the rows above are higher than the lowest line
    for row, baseline in enumerate(baselines):
        high = max(line.height + baseline - line.baseline for line in lines[row::rows])
        more.append(more[-1] + high - lowest)
    spans: list[PlacedText] = []
    ornaments: list[Ornament] = []
    anchors: list[Anchor] = []
    for n, line in enumerate(lines):
        row = n % rows
        down = row * pitch + more[row] + (baselines[row] - line.baseline)
        spans += [span._replace(down=span.down + down) for span in line.spans]
        ornaments += [ornament._replace(down=ornament.down + down) for ornament in line.ornaments]
        anchors += [anchor._replace(down=anchor.down + down) for anchor in line.anchors]
    tall = (rows - 1) * pitch + lowest + more[-1]
    return Line(tall, tuple(spans), tuple(ornaments), baseline=baselines[0], anchors=tuple(anchors))


def _before(above: Line, below: Line) -> Line:
    """Two lines that are painted again, under each other as one."""
    spans, ornaments, _ = merge_lines([above, below])
    return below._replace(
        height=above.height + below.height,
        spans=spans,
        ornaments=ornaments,
        says_continued=above.says_continued,
    )


def with_a_line(layout: BlockLayout, kind: Type) -> BlockLayout:
    """With at least one line, for a label to be set beside."""
    if layout.lines:
        return layout
    return layout._replace(lines=(Line(kind.leading, baseline=kind.baseline),))


def as_list(
    items: Sequence[BlockLayout], numbering: str, above: float, below: float
) -> BlockLayout:
    """List items as a list; `numbering` is PDF's name of it, or ""."""
    layout = stack(items)
    attrs = f"/A<</O/List/ListNumbering/{numbering}>>" if numbering else ""
    elements = (Element("L", layout.elements, attrs),) if layout.elements else ()
    return BlockLayout(layout.lines, elements, above, below)


def _numbering(entries: Entries) -> str:
    """How items are numbered: 1, 2 … or (a), (b) …."""
    first = entries.entries[0].number.strip("().") if entries.entries else ""
    return "LowerAlpha" if first.isalpha() and first.islower() else "Decimal"
