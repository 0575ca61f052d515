"""Blocks to lines, each kind by its own method, each block once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from generator.page.blocks import (
    BOX_SIGN,
    AnswerGrid,
    Block,
    BlockVisitor,
    Boxes,
    BubbleSheet,
    Bullets,
    Chart,
    CodeBlock,
    Contents,
    Definitions,
    Diagram,
    DisplayFormula,
    Document,
    Entries,
    Entry,
    Floating,
    Heading,
    KeyTable,
    Letterhead,
    LineBlock,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Overlay,
    Paragraph,
    Passage,
    Picture,
    PlanTable,
    PlotTable,
    Quotation,
    RouteMap,
    Rules,
    SchemeCard,
    SideBySide,
    Strip,
    Table,
    Timeline,
    TitleBand,
    Together,
    WithNotes,
    WriteIn,
)
from generator.page.markup import Span
from generator.page.numbers import total
from generator.page.queries import BlockQuery
from generator.render.pdf.blocks.answer_rows import (
    layout_answer_grid,
    layout_boxes,
    layout_boxes_in_line,
    layout_rules,
)
from generator.render.pdf.blocks.beside import Columns, as_columns, layout_with_notes
from generator.render.pdf.blocks.bubble_sheet import layout_bubble_sheet
from generator.render.pdf.blocks.code import layout_code
from generator.render.pdf.blocks.items import EntrySetter, OptionSetter, as_list, with_a_line
from generator.render.pdf.blocks.key_table import layout_key_table
from generator.render.pdf.blocks.mark_table import layout_mark_table
from generator.render.pdf.blocks.marking_strip import layout_strip
from generator.render.pdf.blocks.matching import layout_matching
from generator.render.pdf.blocks.notice import layout_notice
from generator.render.pdf.blocks.openings import layout_contents, layout_title_band
from generator.render.pdf.blocks.overlay import layout_overlay
from generator.render.pdf.blocks.passage import layout_passage
from generator.render.pdf.blocks.pictures import (
    Limits,
    layout_display_formula,
    layout_picture,
    picture_size,
)
from generator.render.pdf.blocks.plan_table import layout_plan_table
from generator.render.pdf.blocks.plot_table import layout_plot_table
from generator.render.pdf.blocks.scheme_card import layout_scheme_card
from generator.render.pdf.blocks.tables import (
    Place,
    layout_table,
    rows_as_blocks,
    split_columns,
    table_widths,
)
from generator.render.pdf.blocks.writing_space import layout_lines, layout_write_in
from generator.render.pdf.charts.diagram import layout_diagram, layout_of_relations
from generator.render.pdf.charts.figures import layout_chart
from generator.render.pdf.charts.level_timeline import layout_level_timeline
from generator.render.pdf.charts.route_map import layout_route_map
from generator.render.pdf.charts.timeline import layout_timeline
from generator.render.pdf.document_setter import PARTED, DocumentSetter
from generator.render.pdf.fonts import UsedGlyphs
from generator.render.pdf.lines import (
    ASIDE,
    AVOID_BREAK,
    BOX,
    CLOSING,
    FIRST,
    FURTHER,
    NEW_PAGE,
    NO_BREAK,
    Anchor,
    BlockLayout,
    Element,
    Line,
    avoid_orphans,
    discourage_breaks,
    height,
    keep_together,
    merge_lines,
    moved_down,
    stack,
    with_hanging_label,
    with_penalty_after,
)
from generator.render.pdf.pagination import Placed
from generator.render.pdf.results import SheetGeometry, TooTall
from generator.render.pdf.styles import MM, PROFILES, Profile, Type
from generator.render.pdf.text import TextSetter, rule

_WITH_OWN_BREAKS = Bullets | Definitions | Entries | Notice | Quotation | Together | SideBySide
# Blocks that are never kept.  Letters and numbers of the first two differ from form to form, what
# they hold does not: their setters keep the parts.  On which pages chapters begin is known only
# when there are pages.  A table of keys is in one document, and takes megabytes for many forms.
_SET_ANEW = Options | Entries | Contents | KeyTable
# Blocks that keep their own space above and below in an entry of a list.
_SET_APART = CodeBlock | DisplayFormula | Lines | Picture | Quotation | Table
_FIGURE = 0.8  # of a page's height, for a figure at most: its stem and caption need the rest
_FRONT = 0.5  # of a page's height, for columns side by side before the questions at most
_FRONT_RIGHT = 0.5  # of the width, for the right one of them
_LOW_FIGURES = 0.26, 0.34  # the same, tried before in a text to read
# The same for a picture, whose item is not split; in an option or a list there are several.
_PICTURE, _SMALL_PICTURE = 0.5, 0.17
_COLUMN = 0.22  # of a page, the height of two columns between which it may end
_CRAMPED = 0.4  # of the width, that a logo takes beside a title at most
_LOGO = 0.1  # of a page's height, for a logo at most
_BESIDE_LOGO = 5 * MM  # between a logo and the lines beside it, at least
_UNDER_ACCENT = 5.0  # from the rule over a part to its heading
_BELOW_REMARK = 2  # times the space below a closing line
_HEADING_ROLES = ("answer", "label", "lead")  # of paragraphs that stay with what follows them


class BlockSetter:
    """Lays out blocks at a place and width, and keeps what it has laid out: a block of many
    documents is set once.
    """

    def __init__(self, text: TextSetter, edge: float, room: float, duplex: bool) -> None:
        """`edge`: how far right points may reach; `room`: the height of a page's text; `duplex`:
        pages are printed on both sides.
        """
        self.text, self.profile, self.edge, self.room = text, text.profile, edge, room
        self.duplex = duplex
        self.documents = DocumentSetter(self)
        self.options = OptionSetter(self)
        self.entries = EntrySetter(self)
        self._layouts: dict[tuple[Block, float, float, int], BlockLayout] = {}
        self.geometries: dict[BubbleSheet, SheetGeometry] = {}  # of all sheets that were set
        self._beside: BlockSetter | None = None
        self._front: BlockSetter | None = None
        self._notes: BlockSetter | None = None
        self._cells: BlockSetter | None = None

    def layout(self, block: Block, x: float, width: float, depth: int = 0) -> BlockLayout:
        """The layout of a block whose left edge is `x`; `depth`: of the list that it is in.

        Raises MissingGlyph, TooTall.
        """
        if isinstance(block, _SET_ANEW):
            return block.accept(_Placement(self, x, width, depth))
        key = block, x, width, depth
        if key not in self._layouts:
            self._layouts[key] = block.accept(_Placement(self, x, width, depth))
        return self._layouts[key]

    def pages(self, document: Document) -> list[list[Placed]]:
        """The pages of a document.  Raises MissingGlyph, TooTall, Overfull."""
        return self.documents.pages(document)

    def entry(self, entry: Entry, width: float) -> BlockLayout:
        """The layout of one item by itself, at the left edge of the text."""
        return self.entries.entry(entry, 0.0, width, 0.0)

    def layout_all(
        self, blocks: Iterable[Block], x: float, width: float, depth: int = 0
    ) -> BlockLayout:
        """Blocks under each other.  Raises MissingGlyph, TooTall."""
        layouts: list[BlockLayout] = []
        above: Block | None = None
        for block in blocks:
            layout = self.layout(block, x, width, depth)
            if self.profile.tidy and layouts and _is_note(block, above):
                layouts[-1] = with_penalty_after(layouts[-1], AVOID_BREAK)
            layouts.append(
                layout if isinstance(block, _WITH_OWN_BREAKS) else self.keep_whole(layout)
            )
            above = block
        return stack(layouts)

    def keep_whole(self, layout: BlockLayout) -> BlockLayout:
        """Where the profile wants it, split only if no page could hold it."""
        return self.unsplit(layout) if self.profile.keep_whole else layout

    def unsplit(self, layout: BlockLayout) -> BlockLayout:
        """What is split only if no page could hold it."""
        if height(layout.lines) > self.room:
            return layout
        return layout._replace(lines=discourage_breaks(layout.lines))

    def front_setter(self) -> BlockSetter:
        """The setter of what is side by side before the questions: in small type."""
        if self._front is None:
            self._front = self.like(self.text.glyphs, self.profile.front())
        return self._front

    def notes_setter(self) -> BlockSetter:
        """The setter of what is in the margin: in small type."""
        if self._notes is None:
            self._notes = self.like(self.text.glyphs, self.profile.beside())
        self._notes.text.document, self._notes.text.media = self.text.document, self.text.media
        return self._notes

    def cell_setter(self) -> BlockSetter:
        """The setter of several blocks in a cell of a card."""
        if self._cells is None:
            self._cells = self.like(self.text.glyphs, self.profile.inside_cells())
        self._cells.text.document, self._cells.text.media = self.text.document, self.text.media
        return self._cells

    def strip_setter(self) -> BlockSetter:
        """The setter of marking strips: in one size for all profiles."""
        return self.like(self.text.glyphs, PROFILES["standard"])

    def beside_setter(self) -> BlockSetter:
        """The setter of documents that strips lie beside: of the same look, and no file holds their
        characters.
        """
        if self._beside is None:
            self._beside = self.like(UsedGlyphs(self.profile.tracking), self.profile)
        self._beside.text.media = self.text.media
        return self._beside

    def like(self, glyphs: UsedGlyphs, profile: Profile) -> BlockSetter:
        """A setter for pages of the same size."""
        text = TextSetter(glyphs, profile, self.text.serbian, self.text.blank)
        text.media = self.text.media
        return BlockSetter(text, self.edge, self.room, self.duplex)


class _Placement(BlockVisitor[BlockLayout]):
    """One block's layout at a place."""

    def __init__(self, setter: BlockSetter, x: float, width: float, depth: int) -> None:
        self.setter, self.text, self.profile = setter, setter.text, setter.profile
        self.x, self.width, self.depth = x, width, depth

    @property
    def _wide(self) -> float:
        """The width of what may reach into the points' column, which nothing else uses below an
        item's first block.
        """
        full = abs(self.x + self.width + self.profile.points - self.setter.edge) < 1
        return self.setter.edge - self.x if full else self.width

    # ------------------------------------------------------------ running text
    def heading(self, block: Heading) -> BlockLayout:
        """Kept with what it heads; it carries its bookmark."""
        kind = self.profile.heading(block.level)
        width = self.text.balanced(block.runs, kind, self._text_width)
        lines, elements = self.text.set([(f"H{block.level}", block.runs)], kind, self.x, width)
        if block.bookmark and lines:
            title = "".join(span.text for span in block.runs)
            lines[0] = lines[0]._replace(bookmark=(block.level, title))
        kept = tuple(line._replace(after=AVOID_BREAK) for line in lines)
        if block.ruled and self.profile.accent is not None:
            across = rule(self.x, 0, self._wide, self.profile.accent_rule, self.profile.accent)
            first = moved_down(kept[0], _UNDER_ACCENT)
            kept = (first._replace(ornaments=(*first.ornaments, across)), *kept[1:])
        return self._beside_margin(BlockLayout(kept, tuple(elements), kind.above, kind.below))

    def paragraph(self, block: Paragraph) -> BlockLayout:
        """In the type of its role; bold words, and some roles, head what follows."""
        kind = self._type_of(block.role)
        lines, elements = self.text.set([("P", block.runs)], kind, self.x, self._text_width)
        if lines and (block.role in _HEADING_ROLES or all(span.bold for span in block.runs)):
            lines[-1] = lines[-1]._replace(after=AVOID_BREAK)
        before = CLOSING if block.role in ("closing", "remark") else 0.0
        layout = BlockLayout(tuple(lines), tuple(elements), kind.above, kind.below, before)
        return self._beside_margin(layout)

    def _boxes_in_text(self, words: str) -> tuple[Anchor, ...]:
        """Where in a line of text there are boxes to mark."""
        kind = self.profile.body
        side = self.text.width((Span(BOX_SIGN),), kind)
        return tuple(
            Anchor(
                BOX,
                "square",
                kind.baseline,
                self.x + self.text.width((Span(words[: at + 1]),), kind) - side,
                side,
                kind.middle,
            )
            for at, sign in enumerate(words)
            if sign == BOX_SIGN
        )

    def _type_of(self, role: str) -> Type:
        profile = self.profile
        return {
            "body": profile.body,
            "lead": profile.lead,
            "small": profile.small,
            "label": profile.label,
            "answer": profile.answer,
            "gapped": profile.gapped,
            "closing": profile.closing,
            "remark": replace(profile.closing, below=_BELOW_REMARK * profile.closing.below),
            "large": profile.large,
        }[role]

    def notice(self, block: Notice) -> BlockLayout:
        """In a frame, which a long one to read leaves open where a page ends."""
        return layout_notice(block, self.setter, self.x, self.width)

    def passage(self, block: Passage) -> BlockLayout:
        """Across the whole text."""
        return layout_passage(block, self.text, self.x, self._wide)

    def line_block(self, block: LineBlock) -> BlockLayout:
        """One paragraph; what a line does not hold is indented."""
        kind = self.profile.body
        lines, elements, _ = self.text.set_as_given(
            block.lines, kind, self.x, self.width, 2 * self.profile.hang
        )
        return BlockLayout(tuple(lines), tuple(elements), kind.above, kind.below)

    def code_block(self, block: CodeBlock) -> BlockLayout:
        """With all its spaces."""
        return layout_code(block, self.text, self.x, self.width)

    def quotation(self, block: Quotation) -> BlockLayout:
        """Indented on both sides; running text beside the margin column."""
        indent = self.profile.bullet
        inner = self.setter.layout_all(
            block.blocks, self.x + indent, self._text_width - 2 * indent, self.depth
        )
        return self._beside_margin(
            inner._replace(elements=(Element("BlockQuote", inner.elements),))
        )

    def together(self, block: Together) -> BlockLayout:
        """Whole where a page holds them."""
        inner = self.setter.layout_all(block.blocks, self.x, self.width, self.depth)
        kept = height(inner.lines) <= self.setter.room
        lines = [*(keep_together(inner.lines) if kept else inner.lines)]
        lines[-1] = lines[-1]._replace(after=AVOID_BREAK if block.with_next else 0.0)
        lines[0] = lines[0]._replace(new_page=block.new_page)
        return inner._replace(lines=tuple(lines))

    def with_notes(self, block: WithNotes) -> BlockLayout:
        """Notes in the margin where there is one, behind the blocks elsewhere."""
        if self._has_margin:
            notes = self.setter.notes_setter()
            return layout_with_notes(block, self.setter, notes, self.x, self.width)
        return self.setter.layout_all(block.as_read, self.x, self.width, self.depth)

    def floating(self, block: Floating) -> BlockLayout:
        """Together, and of leaves of their own; where nothing floats, where they are."""
        layout = self.setter.layout_all(block.blocks, self.x, self.width, self.depth)
        if not self._is_text_to_read or height(layout.lines) > self.setter.room:
            return layout
        first, *rest = keep_together(layout.lines)
        lines = (first._replace(floats=FIRST), *(line._replace(floats=FURTHER) for line in rest))
        free = tuple(line._replace(leaves_margin=False) for line in lines)
        return layout._replace(
            lines=free, elements=(Element("Div", layout.elements, ASIDE, note=True),)
        )

    def title_band(self, block: TitleBand) -> BlockLayout:
        """In a band, or as a heading with lines around it."""
        if self.profile.band:
            return layout_title_band(block, self.text, self.x, self.width)
        layout = self.setter.layout_all(block.plain_blocks, self.x, self.width)
        first, *rest = layout.lines
        first = first._replace(chapter=block.running or None)
        before = NEW_PAGE if block.level > 1 else 0.0
        return layout._replace(lines=(first, *rest), before=before)

    def contents(self, block: Contents) -> BlockLayout:
        """Chapters with their pages."""
        return layout_contents(block, self.text, self.x, self._text_width)

    @property
    def _is_text_to_read(self) -> bool:
        """Whether what is set here is a text to read, and in nothing else."""
        whole = abs(self.x) < 1 and abs(self.x + self.width - self.setter.edge) < 1
        return self.profile.band and whole

    @property
    def _has_margin(self) -> bool:
        """Whether there is a margin column beside what is set here."""
        return bool(self.profile.margin_column) and self._is_text_to_read

    @property
    def _text_width(self) -> float:
        """The width of running text: what the margin column leaves, where there is one."""
        aside = self.profile.margin_column + self.profile.gutter if self._has_margin else 0.0
        return self.width - aside

    def _beside_margin(self, layout: BlockLayout) -> BlockLayout:
        """Running text, which leaves the margin column free for notes."""
        if not self._is_text_to_read:
            return layout
        lines = tuple(line._replace(leaves_margin=True) for line in layout.lines)
        return layout._replace(lines=lines)

    def letterhead(self, block: Letterhead) -> BlockLayout:
        """The logo at the left, the lines beside it; above them where they would be cramped."""
        profile, x, width = self.profile, self.x, self.width
        if block.logo is None:
            return self._close(block.blocks, x, width)
        limits = Limits(width, _LOGO * self.setter.room, wide=False)
        logo = layout_picture(block.logo, self.text, x, limits)
        wide, _ = picture_size(block.logo, self.text, limits)
        taken = wide + max(profile.front_gap, _BESIDE_LOGO)
        if taken > _CRAMPED * width:
            return stack([logo, self._close(block.blocks, x, width)])
        beside = self._close(block.blocks, x + taken, width - taken)
        line = _in_one_line((logo, beside))._replace(
            bookmark=next((each.bookmark for each in beside.lines if each.bookmark), None),
            after=AVOID_BREAK,
        )
        return BlockLayout((line,), (*logo.elements, *beside.elements), 0.0, beside.below)

    def _close(self, blocks: Sequence[Block], x: float, width: float) -> BlockLayout:
        """Blocks under each other with no space between them."""
        layouts = [self.setter.layout(block, x, width) for block in blocks]
        space = self.profile.small.below / 2
        close = [layout._replace(above=0.0, below=0.0) for layout in layouts[:-1]]
        last = layouts[-1]._replace(above=space)
        return stack([*close, last])

    def side_by_side(self, block: SideBySide) -> BlockLayout:
        """The right column as wide as its tables, where both columns have room; else under each
        other.
        """
        setter = self.setter.front_setter()
        gap, wide = self.profile.front_gap, self._wide
        tables = [table for table in block.right if isinstance(table, Table)]
        if not self.profile.two_column_front or not tables or len(tables) < len(block.right):
            return self._under_each_other(block)
        right = max(total(table_widths(table, setter.text, wide)) for table in tables)
        start = self.x + wide - right
        columns = (
            setter.layout_all(block.left, self.x, wide - right - gap),
            setter.layout_all(block.right, start, right),
        )
        line = _in_one_line(columns)
        if right > _FRONT_RIGHT * wide or line.height > _FRONT * self.setter.room:
            return self._under_each_other(block)
        elements = tuple(element for column in columns for element in column.elements)
        space = self.profile.entry_gap
        return BlockLayout((line,), elements, space, space)

    def _under_each_other(self, block: SideBySide) -> BlockLayout:
        """The left column, and under it the right one; a column of several tables on one page
        unless that costs too much.
        """
        if not self.profile.latest:
            return self.setter.layout_all((*block.left, *block.right), self.x, self.width)
        left = self.setter.layout_all(block.left, self.x, self.width)
        *tables, last = (self.setter.layout(table, self.x, self.width) for table in block.right)
        kept = [with_penalty_after(table, PARTED) for table in tables]
        return stack([left, *kept, last])

    # ------------------------------------------------------------ lists
    def bullets(self, block: Bullets) -> BlockLayout:
        """Each entry beside its sign; lists in lists have another one."""
        kind, gap, x = self.profile.body, self.profile.bullet_gap, self.x
        first = next((inner for entry in block.entries for inner in entry), None)
        sign_kind = kind
        if block.numbered and isinstance(first, Paragraph):
            sign_kind = self._type_of(first.role)
        bullet = "–" if self.depth % 2 else "•"
        count = len(block.entries)
        numbers = range(block.start, block.start + count)
        signs = [f"{n}." for n in numbers] if block.numbered else [bullet] * count
        widest = max((self.text.line(sign, sign_kind)[1] for sign in signs), default=0.0)
        indent = max(self.profile.bullet, widest + self.profile.sign_gap)

        def item(n: int, left: float, width: float) -> BlockLayout:
            inside = []
            for inner in block.entries[n]:
                own = self.setter.layout(inner, left + indent, width - indent, self.depth + 1)
                has_own_space = isinstance(inner, _SET_APART)
                inside.append(own if has_own_space else own._replace(above=gap, below=gap))
            body = stack(inside)
            whole = self.setter.unsplit if block.whole else self.setter.keep_whole
            body = with_a_line(whole(body), kind)
            return with_hanging_label(self.setter.entries.marker(signs[n], sign_kind, left), body)

        numbering = "Decimal" if block.numbered else "Disc"
        in_columns = block.columns > 1 and self._is_text_to_read
        if in_columns and (columns := self._in_columns(count, item, gap)):
            return as_columns(columns, numbering, kind.above / 2, kind.below)
        items = [item(n, x, self._text_width) for n in range(count)]
        below = max(kind.below, *(each.below for each in items[-1:])) if block.whole else kind.below
        whole = _without_orphans(as_list(items, numbering, kind.above / 2, below))
        return self._beside_margin(whole)

    def definitions(self, block: Definitions) -> BlockLayout:
        """Each term in bold before its definition."""
        kind = self.profile.small if block.role == "small" else self.profile.body
        gap = self.profile.definition_gap

        def item(n: int, left: float, width: float) -> BlockLayout:
            term, definition = block.entries[n]
            bold = (*(replace(span, bold=True) for span in term), Span("\u2002 ", bold=True))
            parts = [("Lbl", bold), ("LBody", definition)]
            lines, elements = self.text.set(parts, kind, left, width, hang=self.profile.hang)
            own = BlockLayout(tuple(lines), (Element("LI", tuple(elements)),), gap, gap)
            return self.setter.keep_whole(own)

        count = len(block.entries)
        if self._is_text_to_read and (columns := self._in_columns(count, item, gap)):
            return as_columns(columns, "", kind.above, kind.below)
        items = [item(n, self.x, self._text_width) for n in range(count)]
        whole = _without_orphans(as_list(items, "", kind.above, kind.below))
        return self._beside_margin(whole)

    def _in_columns(
        self, count: int, item: Callable[[int, float, float], BlockLayout], gap: float
    ) -> list[Columns]:
        """Items in two columns of like height, read down the left one first; below them further
        ones, so that a page may end between.  None where they are too few for that.
        """
        between = self.profile.gutter
        wide = (self.width - between) / 2
        right = self.x + wide + between
        heights = [height(item(n, self.x, wide).lines) + gap for n in range(count)]
        if count < 2:
            return []
        chunks = round(total(heights) / 2 / (_COLUMN * self.setter.room)) or 1
        columns: list[Columns] = []
        first = 0
        for chunk in range(1, chunks + 1):
            upto = chunk * total(heights) / chunks + 1
            end = next(n for n in range(count + 1) if n == count or total(heights[: n + 1]) > upto)
            split = min(
                range(first, end + 1),
                key=lambda n: max(total(heights[first:n]), total(heights[n:end])),
            )
            columns.append(
                (
                    [item(n, self.x, wide) for n in range(first, split)],
                    [item(n, right, wide) for n in range(split, end)],
                )
            )
            first = end
        return columns

    def options(self, block: Options) -> BlockLayout:
        """Lettered, each beside its box."""
        return self.setter.options.set(block, self.x, self.width)

    def entries(self, block: Entries) -> BlockLayout:
        """Items, or the parts of one."""
        return self.setter.entries.set(block, self.x, self.width)

    def matching(self, block: Matching) -> BlockLayout:
        """In one frame where a page can hold it."""
        return layout_matching(block, self.text, self.x, self.width, self.setter.room)

    # ------------------------------------------------------------ tables and figures
    def table(self, block: Table) -> BlockLayout:
        """As one table, as several beside which the rows' heads are repeated, or as a list; or as
        the diagram that says the same.
        """
        if block.diagram and self.profile.draws_relations:
            room = _FIGURE * self.setter.room
            drawn = layout_of_relations(block.diagram, self.text, self.x, self.width, room)
            if drawn:
                return drawn
        parts = split_columns(block, self.text, self.width)
        if not parts:
            return self._table_as_list(block)
        place = Place(self.x, self.width, self.setter.room)
        layouts = [layout_table(part, self.text, place) for part in parts]
        if self.profile.tidy and block.style == "grid":
            layouts = [self.setter.unsplit(layout) for layout in layouts]
        return stack(
            [*(with_penalty_after(part, AVOID_BREAK) for part in layouts[:-1]), layouts[-1]]
        )

    def _table_as_list(self, table: Table) -> BlockLayout:
        """Between rules, what is in each row."""
        profile, items = self.profile, []
        gap = profile.cell_pad[1]
        line = rule(self.x, 0, self.width, profile.hairline, profile.rule_grey)
        for blocks in rows_as_blocks(table):
            body = self.setter.layout_all(blocks, self.x, self.width)
            top = Line(gap, ornaments=(line,), after=NO_BREAK)
            element = Element("LI", (Element("LBody", body.elements),))
            items.append(BlockLayout((top, *discourage_breaks(body.lines)), (element,), gap, gap))
        return as_list(items, "", profile.cell.above, profile.cell.below)

    def chart(self, block: Chart) -> BlockLayout:
        """Drawn, in several parts where it is too tall."""
        return layout_chart(block, self.text, self.x, self.width, _FIGURE * self.setter.room)

    def diagram(self, block: Diagram) -> BlockLayout:
        """Drawn as a ring, as low as it can be read; as its table where no page could hold it."""
        shares = (*_LOW_FIGURES, _FIGURE) if self.profile.band else (_FIGURE,)
        for share in shares:
            try:
                room = share * self.setter.room
                return layout_diagram(block, self.text, self.x, self.width, room)
            except TooTall:
                if share == _FIGURE and not block.table:
                    raise
        assert block.table
        return self.table(block.table)

    def route_map(self, block: RouteMap) -> BlockLayout:
        """Drawn, with a note below."""
        return layout_route_map(block, self.text, self.x, self.width, _FIGURE * self.setter.room)

    def timeline(self, block: Timeline) -> BlockLayout:
        """Drawn from left to right where it is to be and there is room, else from top to bottom."""
        if block.level and self._is_text_to_read:
            place = self.x, self.width, self.setter.room
            if layout := layout_level_timeline(block, self.text, place):
                return layout
        room = _FIGURE * self.setter.room
        return layout_timeline(block, self.text, self.x, self.width, room)

    def picture(self, block: Picture) -> BlockLayout:
        """As large as it should be and the page allows."""
        share = _SMALL_PICTURE if self.depth else _PICTURE
        limits = Limits(self.width, share * self.setter.room, self.profile.wide_pictures)
        return layout_picture(block, self.text, self.x, limits)

    def display_formula(self, block: DisplayFormula) -> BlockLayout:
        """On a line of its own."""
        return layout_display_formula(block, self.text, self.x, self.width)

    def mark_table(self, block: MarkTable) -> BlockLayout:
        """Across the whole text."""
        return layout_mark_table(block, self.text, self.x, self._wide)

    def plan_table(self, block: PlanTable) -> BlockLayout:
        """Across the whole text."""
        return layout_plan_table(block, self.text, self.x, self._wide)

    def plot_table(self, block: PlotTable) -> BlockLayout:
        """Across the whole text."""
        return layout_plot_table(block, self.text, self.x, self._wide)

    def key_table(self, block: KeyTable) -> BlockLayout:
        """Across the whole text."""
        return layout_key_table(block, self.text, self.x, self._wide)

    def scheme_card(self, block: SchemeCard) -> BlockLayout:
        """Across the whole text."""
        return layout_scheme_card(block, self.setter, self.setter.cell_setter(), self.x, self._wide)

    # ------------------------------------------------------------ room to write
    def write_in(self, block: WriteIn) -> BlockLayout:
        """Fields side by side where they fit."""
        return layout_write_in(block, self.text, self.x, self.width)

    def lines(self, block: Lines) -> BlockLayout:
        """Ruled lines."""
        return layout_lines(block, self.text, self.x, self.width)

    def boxes(self, block: Boxes) -> BlockLayout:
        """In columns that are the same in every row; an item's own in one line."""
        if block.in_line and not self.profile.drawn:
            words = "\u2003\u2003".join(f"{label} {BOX_SIGN}" for label in block.labels)
            layout = self.paragraph(Paragraph((Span(words),)))
            if len(layout.lines) == 1:
                anchors = self._boxes_in_text(words)
                line = layout.lines[0]._replace(anchors=anchors)
                layout = layout._replace(lines=(line,))
            return layout
        if block.in_line:
            return layout_boxes_in_line(block, self.text, self.x, self.width)
        return layout_boxes(block, self.text, self.x, self.width)

    def rules(self, block: Rules) -> BlockLayout:
        """Two in a row."""
        return layout_rules(block, self.text, self.x, self.width)

    def answer_grid(self, block: AnswerGrid) -> BlockLayout:
        """Rows of one height."""
        return layout_answer_grid(block, self.setter, self.x, self.width)

    def bubble_sheet(self, block: BubbleSheet) -> BlockLayout:
        """A line as high as a page for each page."""
        layout, self.setter.geometries[block] = layout_bubble_sheet(block, self.setter)
        return layout

    def strip(self, block: Strip) -> BlockLayout:
        """A line as high as a page for each page of the other document."""
        return layout_strip(block, self.setter.strip_setter(), self.setter.beside_setter())

    def overlay(self, block: Overlay) -> BlockLayout:
        """A line as high as a page for each page of the other document."""
        return layout_overlay(block, self.setter.strip_setter(), self.setter.beside_setter())


def _in_one_line(columns: Sequence[BlockLayout]) -> Line:
    """What is in columns side by side, never split."""
    parts = [merge_lines(column.lines) for column in columns]
    return Line(
        max(height(column.lines) for column in columns),
        tuple(span for spans, _, _ in parts for span in spans),
        tuple(ornament for _, ornaments, _ in parts for ornament in ornaments),
    )


def _is_note(block: Block, above: Block | None) -> bool:
    """Whether a block is a note to what is above it: small type below a table or a figure."""
    is_small = isinstance(block, Paragraph) and block.role == "small"
    return is_small and above is not None and above.accept(_HAS_NOTES)


class _HasNotes(BlockQuery[bool]):
    """Whether small type below a block is a note to it."""

    def otherwise(self, block: Block) -> bool:
        """It is text of its own."""
        return False

    def table(self, block: Table) -> bool:
        """It is."""
        return True

    def chart(self, block: Chart) -> bool:
        """It is."""
        return True

    def diagram(self, block: Diagram) -> bool:
        """It is."""
        return True


_HAS_NOTES = _HasNotes()


def _without_orphans(layout: BlockLayout) -> BlockLayout:
    return layout._replace(lines=avoid_orphans(layout.lines))
