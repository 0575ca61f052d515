"""How pages look: sheets, margins, types and the profiles made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cached_property, lru_cache
from typing import Any

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import DOTTED_LINES, RULED_LINES, Document, PageStyle
from generator.values import dataclass

MM = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """A paper size, in points."""

    name: str
    width: float
    height: float

    @property
    def on_its_side(self) -> Sheet:
        """The same, wider than high."""
        return Sheet(self.name, self.height, self.width)


@dataclass(frozen=True)
class Type:
    """How one kind of text is set: size, leading and the space above and below it, in points; its
    weight and slope.
    """

    size: float
    leading: float
    above: float = 0.0
    below: float = 0.0
    bold: bool = False
    italic: bool = False

    def __hash__(self) -> int:
        """Kept, because types are in thousands of keys."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.size, self.leading, self.above, self.below, self.bold, self.italic))

    @property
    def baseline(self) -> float:
        """How far the baseline is below the top of a line, in points: capitals are in
        the middle.
        """
        return (self.leading + 0.714 * self.size) / 2

    @property
    def middle(self) -> float:
        """How far the middle of capitals and figures is above the baseline, in points."""
        return 0.357 * self.size

    def scaled(self, factor: float) -> Type:
        """The same, larger or smaller."""
        size, leading, above, below = (
            round(factor * n, 2) for n in (self.size, self.leading, self.above, self.below)
        )
        return replace(self, size=size, leading=leading, above=above, below=below)


def _closer(kind: Type, points: float, smaller: float = 0.0) -> Type:
    """The same with lines so many points closer, and letters so many points smaller."""
    size = round(kind.size - smaller, 2) if smaller else kind.size
    return replace(kind, size=size, leading=round(kind.leading - points, 2))


@dataclass(frozen=True)
class Tightening:
    """By how much tighter a paper is set where that saves a page, in points: less leading; less
    above and below the text of a table's cells; less between options, and from one column of them
    to the next.

    `size`: so much smaller running text, of what is read only.  `lines`: so many fewer in each open
    question that has as many as its points usually give.
    `gap_steps`: as in a profile; none: the profile's own.  `latest`: in such a profile only.
    """

    leading: float
    cells: float = 0.0
    options: float = 0.0
    columns: float = 0.0
    lines: int = 0
    gap_steps: tuple[float, ...] = ()
    size: float = 0.0
    latest: bool = False


@dataclass(frozen=True)
class Margins:
    """Between the sheet's edge and the text, in points; `inner` is the side where duplex sheets are
    bound.

    The head's and the foot's line are `head` below the sheet's top and `foot` above its bottom.
    """

    inner: float = 25 * MM
    outer: float = 20 * MM
    top: float = 74.0
    bottom: float = 60.0
    head: float = 50.0
    foot: float = 34.0

    def scaled(self, factor: float) -> Margins:
        """The same, with room for a larger head."""
        return replace(self, top=factor * self.top, head=factor * self.head)


@dataclass(frozen=True)
class Profile:
    """One look: types, columns, gaps and rules. Greys are 0 (black) to 1 (white); all else is in
    points.

    `tracking`: space between letters, in ems. `italics`: without them, what is emphasised is bold.
    `tables_as_lists`: a table in whose columns words would be cramped is set as a list.
    `keep_whole`: nothing that a page could hold is split.  `option_columns`: in how many columns
    short options are set at most.  `tidy`: what belongs together stays on a line, and headings are
    balanced.  `breaks_at_hyphens`: long words may go on behind their own hyphens.
    `head_on_first_page`: the running head is above the title, too.  `centred`: text is in the
    middle of the sheet where no points are beside it.  `two_column_front`: instructions are beside
    the table of points.  `wide_front`: what is before the questions is as wide as these with their
    points.  `latest`: what papers that are out in the words of the first version do without: what
    is before the questions is parted only between its paragraphs, and not between instructions and
    the table of points where a page holds both; numbers are not parted between their groups of
    digits, nor any word of a table that a line holds; lines at the values of a scale are dotted.
    `alike`: all forms of a quiz break at the same questions; for that and to save a page, all gaps
    may be so many times as large (`gap_steps`).  `large_signs`: what is small in formulas is nearly
    as large as the rest.  `wide_pictures`: pictures are as wide as the text.  `booklet`: pages are
    folded in fours.
    `drawn`: true and false have circles, blanks are rules, premises have numbers, a name to fill in
    has a line of its own.  `fitted`: columns of tables and of matching tasks are as wide as what is
    in them, and room to plan is in a frame of its own.
    `tighter`: how a paper is set to save a last page that is nearly empty, in the order in which it
    is tried; a `latest` one also to save a page which filled pages would not need, a `sparing` one
    to save any page, or a leaf to be turned.  `fewer_lines`: how
    many lines to write on are left out, where there are as many as points usually give.
    `lines_factor`: how many times as many there are, for a larger hand, where an item that is not
    split still fits.
    `marks_with_words`: the mark of a status has its word behind it.
    `margin_column`: of what is beside a text to read, 0 for no such column; `gutter` is between the
    two.  `band`: titles are set in a band under a heavy rule.  `flows`: a passage whose lines do
    not fit is broken anew.  `draws_relations`: a matrix of relations with few of them is a diagram.
    `lines`: what there is to write on, as in a PageStyle.
    `accent`: the grey of rules over parts, None for no rule.  `serif`: text has serifs.
    """

    name: str
    margins: Margins = Margins()
    tracking: float = 0.0
    italics: bool = True
    tables_as_lists: bool = False
    keep_whole: bool = False
    option_columns: int = 1
    tidy: bool = False
    breaks_at_hyphens: bool = False
    head_on_first_page: bool = True
    centred: bool = False
    two_column_front: bool = False
    wide_front: bool = False
    latest: bool = False
    alike: bool = False
    booklet: bool = False
    gap_steps: tuple[float, ...] = (1.0, 0.9, 0.8)
    large_signs: bool = False
    wide_pictures: bool = False
    flows: bool = False
    drawn: bool = False
    fitted: bool = False
    tighter: tuple[Tightening, ...] = ()
    sparing: bool = False
    fewer_lines: int = 0
    lines_factor: float = 1.0
    marks_with_words: bool = True
    margin_column: float = 0.0
    gutter: float = 0.0
    band: bool = False
    draws_relations: bool = False
    lines: str = RULED_LINES
    accent: float | None = None
    serif: bool = False

    body: Type = Type(12, 16, 8, 8)
    lead: Type = Type(13, 18, 0, 10)
    small: Type = Type(10, 14, 6, 6)
    closing: Type = Type(10, 14, 6, 6)
    large: Type = Type(22, 28, 4, 8, bold=True)
    label: Type = Type(12, 16, 10, 4, bold=True)
    answer: Type = Type(12, 16, 4, 4, bold=True)
    gapped: Type = Type(12, 27, 4, 4)
    passage: Type = Type(12, 17, 8, 8)
    line_number: Type = Type(9.5, 17)
    blank: Type = Type(8.5, 11)  # the number in a cell to fill in
    drawing: Type = Type(9.5, 12)  # the words in a chart or diagram
    bubble: Type = Type(7, 9)  # the letter in a box of an answer sheet
    headings: tuple[Type, ...] = (
        Type(22, 27, 0, 10, bold=True),
        Type(15, 20, 20, 6, bold=True),
        Type(12.5, 16, 14, 4, bold=True),
        Type(12, 16, 10, 4, italic=True),
    )
    note: Type = Type(8, 10.5)  # in the margin
    tag: Type = Type(8.5, 10, bold=True)  # of a title band
    number_of_chapter: Type = Type(40, 40, bold=True)
    cell: Type = Type(10.5, 14, 12, 14)
    cell_head: Type = Type(10.5, 14, bold=True)
    compact: Type = Type(9.5, 12, 8, 10)  # cells of a compact table
    header_footer: Type = Type(10, 13)
    banner: Type = Type(12, 15, bold=True)
    form: Type = Type(21, 30, bold=True)
    watermark: Type = Type(150, 150, bold=True)

    number: float = 27.0  # the column of an item's number
    key: float = 34.0  # the column of an item's answer beside its number
    points: float = 36.0  # the column beyond the text that holds an item's points
    bullet: float = 16.0  # the column of a bullet or a list number
    mark: float = 19.0  # the column of an option's mark box
    write_mark: float = 32.0  # the column of a box to write in
    letter: float = 20.0  # the column of an option's letter
    sign_gap: float = 5.0  # between a list number and its text, at least
    hang: float = 16.0  # by how much a definition's further lines are indented

    entry_gap: float = 18.0  # between items
    part_gap: float = 12.0  # between the parts of an item
    option_lead: float = 5.0  # between a stem and its options
    option_gap: float = 3.5  # between options
    column_gap: float = 13.2  # between columns of options
    bullet_gap: float = 3.5  # between bullets
    definition_gap: float = 5.0  # between definitions
    cell_pad: tuple[float, float] = (6.0, 4.5)
    compact_pad: tuple[float, float] = (4.0, 2.0)
    grid_cell: float = 27.0  # of a grid's cell: width for a relative width of 1, and least height
    front_cell: float = 20.0  # the same, side by side with the instructions
    notice_pad: tuple[float, float] = (12.0, 9.0)
    form_pad: float = 9.0
    front_gap: float = 17.0  # between the columns of what is side by side

    plot_height: float = 190.0  # of a chart's area, scale and names apart
    line_pitch: float = 8 * MM  # between ruled lines to write on
    first_line: float = 0.0  # by how much the first of them is nearer to the question
    field_pitch: float = 10 * MM  # between rows of fields to fill in
    field_gap: float = 14.0  # between fields side by side, at least
    field_least: float = 60.0  # the least width to write in
    label_gap: float = 6.0  # between a label and its rule
    box_size: float = 9.6  # side or diameter of a mark box
    box_pitch: float = 30 * MM  # from one box to the next of those in one line
    blank_rule: float = 30 * MM  # the length of a blank, whatever belongs into it
    short_blank: float = 16 * MM  # the same where nothing is written into it
    write_box: float = 8 * MM  # side of a box to write in
    write_gap: float = 6.0  # between boxes to write in
    blank_cell: float = 13 * MM  # least height of a table's cell to fill in
    passage_least: float = 10.5  # the size below which a passage is not set to keep its lines
    passage_gap: float = 9.0  # between a passage's rule and its text, and a line's number

    hairline: float = 0.5  # rules inside a table, under a link
    rule: float = 0.8  # rules that close a table; mark boxes; rules to write on
    frame: float = 1.1  # frames round a notice and the form's letter
    accent_rule: float = 1.2  # over parts
    rule_grey: float = 0.55
    write_grey: float = 0.35
    ground_grey: float = 0.92  # behind a table's head
    watermark_grey: float = 0.85

    # Of sub- and superscripts, in proportion to the text's size.  A raised figure ends where
    # capitals do; raised more, PDF readers take it for a new line.
    script_size: float = 0.72
    script_rise: float = 0.2
    script_drop: float = 0.12
    code_size: float = 0.95

    def __hash__(self) -> int:
        """Of what most profiles differ in: there are more than a hundred fields."""
        return hash((self.name, self.margins, self.body, self.cell))

    def front(self) -> Profile:
        """The profile of what is side by side before the questions."""
        return replace(
            self,
            body=replace(self.small, above=0.0, below=0.0),
            headings=(
                self.headings[0],
                replace(self.headings[1], size=self.body.size, above=0.0, below=2.0),
                *self.headings[2:],
            ),
            cell=replace(self.small, above=0.0, below=8.0),
            cell_head=replace(self.small, bold=True),
            bullet=0.9 * self.bullet,
            grid_cell=self.front_cell,
        )

    def tightened(self) -> Iterator[Profile]:
        """The looks in which a paper is tried to save a page, each tighter than the one before."""
        for step in self.tighter:
            if step.latest and not self.latest:
                continue
            across, down = self.cell_pad
            yield replace(
                self,
                body=_closer(self.body, step.leading, step.size),
                small=_closer(self.small, step.leading),
                passage=_closer(self.passage, step.leading),
                cell=_closer(self.cell, step.leading),
                cell_pad=(across, down - step.cells),
                option_gap=self.option_gap - step.options,
                column_gap=self.column_gap - step.columns,
                fewer_lines=step.lines,
                gap_steps=step.gap_steps or self.gap_steps,
                tighter=(),
            )

    def closer_than(self, usual: Profile, gaps: float) -> tuple[int, ...]:
        """How a paper in this look, one of `tightened`, with gaps so many times as large, differs
        from the usual look: gaps in per cent; lines, rows of tables and options closer, in tenths
        of a point; lines to write on fewer.  Empty where it does not.
        """
        closer = (
            round(100 * gaps),
            round(10 * (usual.body.leading - self.body.leading)),
            round(10 * (usual.cell_pad[1] - self.cell_pad[1])),
            round(10 * (usual.option_gap - self.option_gap)),
            self.fewer_lines - usual.fewer_lines,
        )
        return closer if closer != (100, 0, 0, 0, 0) else ()

    def beside(self) -> Profile:
        """The profile of what is in the margin."""
        note = self.note
        return replace(
            self,
            margin_column=0.0,
            body=note,
            small=note,
            label=replace(note, bold=True, below=3.0),
            bullet=note.size,
            bullet_gap=1.5,
            sign_gap=3.0,
        )

    def inside_cells(self) -> Profile:
        """The profile of several blocks in a cell."""
        return replace(
            self,
            body=replace(self.cell, above=2.0, below=2.0),
            small=replace(self.compact, above=2.0, below=2.0),
            bullet=0.9 * self.bullet,
        )

    @cached_property
    def with_compact_cells(self) -> Profile:
        """The profile of compact tables."""
        cell, head = self.compact, replace(self.compact, bold=True)
        return replace(self, cell=cell, cell_head=head, cell_pad=self.compact_pad)

    def heading(self, level: int) -> Type:
        """The type of a heading; levels beyond the last share it."""
        return self.headings[min(level, len(self.headings)) - 1]

    def on_its_side(self, headed: bool) -> Profile:
        """The same for pages that lie on their side: narrow margins, and no column for points;
        `headed`: with room for a line at the head.
        """
        top = (16 if headed else 10) * MM
        margins = Margins(12 * MM, 12 * MM, top=top, bottom=15 * MM, head=10 * MM, foot=8 * MM)
        return replace(self, margins=margins, points=0.0)

    def measure(self, sheet: Sheet) -> float:
        """The width of text on a sheet, in points: the same on duplex and simplex pages."""
        return sheet.width - self.margins.inner - self.margins.outer - self.points

    def room(self, sheet: Sheet) -> float:
        """The height of text on a sheet, in points."""
        return sheet.height - self.margins.top - self.margins.bottom

    def scaled(self, name: str, factor: float) -> Profile:
        """A profile whose types, columns and gaps are `factor` times these; side margins, rules and
        greys stay.
        """
        stay = {
            "name",
            "margins",
            "tracking",
            "italics",
            "tables_as_lists",
            "keep_whole",
            "option_columns",
            "tidy",
            "breaks_at_hyphens",
            "head_on_first_page",
            "centred",
            "two_column_front",
            "wide_front",
            "latest",
            "alike",
            "booklet",
            "gap_steps",
            "large_signs",
            "fitted",
            "tighter",
            "sparing",
            "fewer_lines",
            "lines_factor",
            "wide_pictures",
            "flows",
            "drawn",
            "marks_with_words",
            "margin_column",
            "gutter",
            "band",
            "draws_relations",
            "lines",
            "accent",
            "serif",
            "accent_rule",
            "watermark",
            "hairline",
            "rule",
            "frame",
            "rule_grey",
            "write_grey",
            "ground_grey",
            "watermark_grey",
            "script_size",
            "script_rise",
            "script_drop",
            "code_size",
        }
        changed: dict[str, Any] = {  # fields of several types, by name
            field.name: _scaled(getattr(self, field.name), factor)
            for field in fields(self)
            if field.name not in stay
        }
        return replace(self, name=name, margins=self.margins.scaled(factor), **changed)

    def at_least(self, size: float, spaced: float = 1.0) -> Profile:
        """The same with no type smaller than `size`, nor with lines nearer than `spaced` times its
        size.
        """

        def raised(kind: Type) -> Type:
            kind = kind.scaled(max(1.0, size / kind.size))
            return replace(kind, leading=max(kind.leading, round(spaced * kind.size, 2)))

        kinds: dict[str, Any] = {
            field.name: raised(value)
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), Type)
        }
        return replace(self, **kinds)


def _scaled(value: object, factor: float) -> object:
    if isinstance(value, tuple):
        return tuple(_scaled(part, factor) for part in value)
    if isinstance(value, Type):
        return value.scaled(factor)
    assert isinstance(value, int | float)
    return round(factor * value, 2)


_STANDARD = Profile("standard")

# 14 point, nothing below 12, no italics.
_CLEAR = replace(
    _STANDARD.scaled("clear-print", 14 / 12).at_least(12), italics=False, passage_least=12.0
)

# 18 point, nothing below 16, rules of a point at least, more room to write, wider pages.
_LARGE = replace(
    _STANDARD.scaled("large-print", 18 / 12).at_least(16, 1.4),
    italics=False,
    tables_as_lists=True,
    wide_pictures=True,
    passage_least=16.0,
    margins=Margins(inner=20 * MM, outer=15 * MM, top=108.0, bottom=66.0, head=74.0),
    hairline=1.0,
    rule=1.3,
    frame=1.8,
    rule_grey=0.3,
    write_grey=0.2,
    line_pitch=13 * MM,
    field_pitch=15 * MM,
    write_box=13 * MM,
    write_mark=50.0,
    blank_cell=20 * MM,
)

# 14 point, wider letter and line spacing, shorter lines (the points' column takes what they leave),
# nothing split.
_DYSLEXIA = replace(
    _STANDARD.scaled("dyslexia", 14 / 12).at_least(12, 1.5),
    tracking=0.03,
    italics=False,
    keep_whole=True,
    passage_least=12.0,
    points=60.0,
    hairline=0.7,
    rule=1.0,
    rule_grey=0.4,
)

_EARLIER = (_STANDARD, _CLEAR, _LARGE, _DYSLEXIA)

_GAP_STEPS = (1.0, 0.9, 0.8, 0.7, 0.6)
# Where letters and lines promise their sizes: less between questions, then up to two lines to
# write on fewer.
_ROOMY_STEPS = tuple(
    Tightening(0.0, lines=lines, gap_steps=_GAP_STEPS, latest=True) for lines in (0, 1, 2)
)

# Today's care for lines and pages, at the sizes of earlier programs.
_ROOMY = tuple(
    replace(
        profile,
        tidy=True,
        alike=True,
        breaks_at_hyphens=profile is not _DYSLEXIA,
        head_on_first_page=False,
        centred=True,
        wide_front=profile in (_CLEAR, _LARGE),
        flows=True,
        drawn=True,
        fitted=True,
        draws_relations=True,
        lines_factor=profile.body.size / _STANDARD.body.size,
        tighter=_ROOMY_STEPS,
    )
    for profile in _EARLIER
)

# 11 point on 14.5, options 18 points apart, the text 174 mm wide with its points.
_STUDENTS = replace(
    _ROOMY[0],
    margins=Margins(18 * MM, 18 * MM, top=18 * MM, bottom=15.5 * MM, head=33.0, foot=27.0),
    option_columns=4,
    two_column_front=True,
    gap_steps=_GAP_STEPS,
    tighter=(
        Tightening(0.3),
        Tightening(0.3, 1.0),
        Tightening(0.3, 1.0, lines=1, latest=True),
        Tightening(0.3, 1.0, lines=2, latest=True),
    ),
    body=Type(11, 14.5, 6, 6),
    lead=Type(11.5, 15.5, 0, 8),
    small=Type(9.5, 12.5, 5, 5),
    closing=Type(9.5, 12.5, 5, 5),
    large=Type(19, 24, 4, 6, bold=True),
    label=Type(11, 14.5, 8, 3, bold=True),
    answer=Type(11, 14.5, 3, 3, bold=True),
    gapped=Type(11, 23, 3, 3),
    passage=Type(11, 14.5, 6, 6),
    line_number=Type(9, 14.5),
    blank=Type(8, 10),
    drawing=Type(9, 11.5),
    headings=(
        Type(21, 25, 0, 6, bold=True),
        Type(13, 17, 16, 6, bold=True),
        Type(11.5, 15, 12, 3, bold=True),
        Type(11, 14.5, 8, 3, italic=True),
    ),
    cell=Type(10, 13, 9, 11),
    cell_head=Type(10, 13, bold=True),
    compact=Type(9.5, 12, 7, 9),
    header_footer=Type(9, 11),
    banner=Type(10.5, 11, bold=True),
    form=Type(14, 7.5 * MM, bold=True),
    form_pad=5.0,
    number=9 * MM,
    points=13 * MM,
    bullet=13.0,
    mark=17.6,
    write_mark=28.0,
    letter=15.9,
    hang=14.0,
    entry_gap=17.0,
    part_gap=11.0,
    option_lead=4.5,
    bullet_gap=2.5,
    definition_gap=4.0,
    cell_pad=(5.0, 3.5),
    compact_pad=(4.0, 2.0),
    grid_cell=24.0,
    notice_pad=(10.0, 7.0),
    plot_height=165.0,
    write_box=7 * MM,
    write_gap=3.0,
    first_line=6.0,
    blank_cell=12 * MM,
    passage_least=9.5,
    field_pitch=9.5 * MM,
)

# The same type; options 17 points apart, less between questions.  Open questions have up to two
# lines fewer where that saves a page, never fewer than one for a point.
_COMPACT = replace(
    _STUDENTS,
    sparing=True,
    tighter=(
        Tightening(0.3),
        Tightening(0.3, 1.0),
        Tightening(0.5, 1.0, options=1.0, columns=6.6),
        Tightening(0.5, 1.0, options=1.0, columns=6.6, lines=1),
        Tightening(0.5, 1.0, options=1.0, columns=6.6, lines=2),
        Tightening(0.5, 1.0, 1.0, 6.6, lines=2, gap_steps=(1.0, 0.9, 0.8, 0.7, 0.6, 0.5)),
    ),
    gapped=Type(11, 21, 2, 2),
    option_gap=2.5,
    option_lead=3.5,
    entry_gap=13.0,
    part_gap=8.0,
    write_gap=1.5,
    bullet_gap=1.5,
    cell_pad=(4.0, 2.5),
    grid_cell=21.0,
    plot_height=150.0,
    blank_cell=11 * MM,
)

# What is looked up rather than read: small type, little space, wide pages.
_DENSE = replace(
    _STANDARD,
    margins=Margins(inner=22 * MM, outer=16 * MM, top=64.0, bottom=52.0, head=42.0, foot=28.0),
    body=Type(10, 13, 4, 4),
    lead=Type(10.5, 14, 0, 6),
    small=Type(9, 12, 3, 3),
    closing=Type(9, 12, 3, 3),
    label=Type(10, 13, 6, 2, bold=True),
    answer=Type(10, 13, 4, 4, bold=True),
    gapped=Type(10, 16, 3, 3),
    blank=Type(8, 10),
    headings=(
        Type(18, 22, 0, 6, bold=True),
        Type(12, 15, 12, 4, bold=True),
        Type(10.5, 13, 8, 2, bold=True),
        Type(10, 13, 6, 2, italic=True),
    ),
    cell=Type(9, 12, 6, 8),
    cell_head=Type(9, 12, bold=True),
    compact=Type(8.5, 11, 5, 6),
    header_footer=Type(9, 12),
    banner=Type(10, 12, bold=True),
    form=Type(18, 25, bold=True),
    number=24.0,
    points=26.0,
    bullet=12.0,
    sign_gap=4.0,
    hang=14.0,
    entry_gap=9.0,
    part_gap=6.0,
    option_lead=3.0,
    option_gap=2.0,
    bullet_gap=3.0,
    definition_gap=1.5,
    cell_pad=(4.0, 2.5),
    compact_pad=(3.0, 1.5),
    grid_cell=20.0,
    notice_pad=(9.0, 5.0),
    form_pad=7.0,
    plot_height=90.0,
)

# The same with today's care for lines and tables, and closer: most keys take a page less.
_DENSE_TODAY = replace(
    _DENSE,
    tidy=True,
    breaks_at_hyphens=True,
    fitted=True,
    body=Type(10, 12.4, 3, 3),
    lead=Type(10.5, 13, 0, 4),
    small=Type(9, 11.3, 2, 2),
    closing=Type(9, 11.3, 2, 2),
    gapped=Type(10, 14.5, 2, 2),
    cell=Type(9, 11.2, 4, 6),
    cell_head=Type(9, 11.2, bold=True),
    compact=Type(8.5, 10.4, 4, 5),
    entry_gap=7.0,
    part_gap=4.5,
    option_gap=1.0,
    bullet_gap=2.0,
    cell_pad=(4.0, 1.8),
    compact_pad=(3.0, 1.0),
)

# A text to read, with a column beside it: 9.8 point on 13.6, lines of about 65 letters.
_READING = replace(
    _STUDENTS,
    margins=Margins(19 * MM, 19 * MM, top=19 * MM, bottom=17.5 * MM, head=39.0, foot=31.0),
    points=0.0,
    tighter=(Tightening(0.3), Tightening(0.3, 0.6), Tightening(0.5, 0.6, size=0.3)),
    marks_with_words=False,
    margin_column=51 * MM,
    gutter=8 * MM,
    band=True,
    body=Type(9.8, 13.6, 3, 3),
    lead=Type(12.5, 16, 0, 6),
    small=Type(8.4, 11, 3, 3),
    closing=Type(8.4, 11, 3, 3),
    label=Type(9.6, 13, 6, 2, bold=True),
    drawing=Type(8, 10),
    headings=(
        Type(30, 34, 0, 4, bold=True),
        Type(12.5, 16, 12, 3, bold=True),
        Type(12.5, 16, 12, 3, bold=True),
        Type(9.8, 13, 6, 2, bold=True),
    ),
    cell=Type(8.6, 11.2, 5, 7),
    cell_head=Type(8.6, 11.2, bold=True),
    compact=Type(8.4, 10.8, 4, 6),
    header_footer=Type(8.4, 11),
    bullet=12.0,
    bullet_gap=2.0,
    hang=12.0,
    definition_gap=2.0,
    cell_pad=(4.0, 2.6),
    notice_pad=(10.0, 6.0),
    plot_height=105.0,
    blank_cell=10 * MM,
)

# Texts to read by density, where the profile is the standard one.
_TEXTS_TO_READ = {
    "compact": replace(
        _READING,
        body=Type(9.4, 12.8, 3, 3),
        cell=Type(8.4, 10.8, 4, 6),
        headings=(
            Type(26, 30, 0, 3, bold=True),
            Type(12, 15, 9, 2, bold=True),
            Type(12, 15, 9, 2, bold=True),
            Type(9.6, 12.6, 5, 2, bold=True),
        ),
    ),
    "standard": _READING,
    "roomy": replace(
        _READING,
        body=Type(11, 15, 5, 5),
        note=Type(8.8, 11.6),
        cell=Type(9.6, 12.6, 6, 8),
        cell_head=Type(9.6, 12.6, bold=True),
        small=Type(9.2, 12, 4, 4),
    ),
}

# Of rules half a point thick, so that a black-and-white copier at 150 dots to an inch keeps them.
_COPIED_GREY = 0.0

SHEETS = {
    sheet.name: sheet for sheet in (Sheet("A4", 595.276, 841.89), Sheet("Letter", 612.0, 792.0))
}
PROFILES = {profile.name: profile for profile in _EARLIER}
_WELL_SEEN = {DOTTED_LINES: RULED_LINES}  # what is hard to see, and what there is in its place
# Profiles by density.  Only the standard profile has densities: the others promise their sizes.
_DENSITIES = {
    "standard": (_STUDENTS, *_ROOMY[1:]),
    "compact": (_COMPACT, *_ROOMY[1:]),
    "roomy": _ROOMY,
    "earlier": _EARLIER,
}
LOOKS: dict[str, dict[str, Profile]] = {
    density: {profile.name: profile for profile in profiles}
    for density, profiles in _DENSITIES.items()
}


def look_of(profile: Profile, document: Document) -> Profile:
    """The profile in which a document is set: a dense one in small type, a text to read beside a
    margin, unless its reader needs another; with what its style says, where that takes nothing from
    its reader.  Editions that are printed in the first version's words keep its look.
    """
    is_earlier = document.words_version == FIRST_WORDS_VERSION
    has_note = bool(document.header_footer.note)
    look = _look(profile, document.reading, document.dense, document.style, is_earlier, has_note)
    return replace(look, margin_column=0.0) if document.one_column else look


# Kept, because all forms of a paper hold theirs, which is as large as all else they keep.
@lru_cache(maxsize=64)
def _look(
    profile: Profile, reading: str, dense: bool, style: PageStyle, is_earlier: bool, has_note: bool
) -> Profile:
    if reading and profile.name == _STANDARD.name and profile != _STANDARD:
        profile = _TEXTS_TO_READ.get(reading, _READING)
    elif dense and profile == _STANDARD:
        profile = _DENSE if is_earlier else _DENSE_TODAY
    styled = _styled(profile, style) if style != PageStyle() else profile
    if not is_earlier:
        large_signs = styled.name != _STANDARD.name  # the others promise a least size
        styled = replace(styled, rule_grey=_COPIED_GREY, latest=True, large_signs=large_signs)
    if not has_note:
        return styled
    more = profile.header_footer.leading
    margins = replace(styled.margins, bottom=styled.margins.bottom + more)
    return replace(styled, margins=margins)


def _styled(profile: Profile, style: PageStyle) -> Profile:
    """A profile with what a style says.  Readers who need another than the standard one keep its
    sizes, its face and single columns, and see lines to write on well.
    """
    accent = style.accent
    if profile.name != _STANDARD.name:
        lines = _WELL_SEEN.get(style.lines, style.lines)
        accent = accent and min(accent, profile.rule_grey)
        return replace(profile, lines=lines, accent=accent)
    columns = min(style.option_columns or profile.option_columns, profile.option_columns)
    inner, outer, top, bottom = (MM * length for length in style.margins)
    own = profile.margins
    margins = replace(
        own,
        inner=inner or own.inner,
        outer=outer or own.outer,
        top=top or own.top,
        bottom=bottom or own.bottom,
        head=own.head * min(1.0, (top or own.top) / own.top),
        foot=own.foot * min(1.0, (bottom or own.bottom) / own.bottom),
    )
    return replace(
        profile,
        margins=margins,
        option_columns=columns,
        lines=style.lines,
        accent=accent,
        serif=style.serif,
    )
