"""Sets: items that share a stimulus (a passage, a table or a figure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple, cast

from generator.content.field_types import LINE, TEXT, choice, points_text
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    list_of,
    read_fields,
    report_wrong_type,
    when_sourced,
)
from generator.content.figures import Figure, Grid
from generator.content.messages import did_you_mean, either
from generator.content.model import Item
from generator.content.nodes import MappingNode, Node, ScalarNode, shorten
from generator.i18n.catalog import Catalog
from generator.items import plain_form
from generator.items.answer_space import fillable_blocks, read_only_blocks, sheet_space
from generator.items.fields import COMMON_FIELDS
from generator.items.figure_blocks import filled_blanks, filled_grid
from generator.items.inference import infer_type, undecided
from generator.items.part_types import PART_TYPES
from generator.items.protocol import (
    SEE_FULL_KEY,
    AnyItemType,
    CommonKeyOf,
    ItemKey,
    ItemType,
    LetteredPart,
    Shuffle,
    StudentItem,
    stem_text_blocks,
    with_article,
)
from generator.items.stimulus import (
    STIMULUS,
    Stimulus,
    StudentStimulus,
    TableData,
    stimulus_blocks,
    student_stimulus,
)
from generator.page.blocks import Block, Entries, Entry, Paragraph, SheetEntry
from generator.page.markup import Span, Spans, Text, parse
from generator.page.understood import blocks_of
from generator.problems import Location, Problems
from generator.storage.canonical_json import PlainForm
from generator.values import dataclass

KINDS = ("paraphrase", "quotation", "data")
LETTERS = "abcdefghij"
LONGEST_SHORT_KEY = 5
_INHERITED = ("objective", "level", "difficulty", "facts")
_PART_FIELDS = (
    "stem",
    "figure",
    "stem_below",
    "points",
    "rationale",
    "lines",
    "reviewed_by",
    "notes",
    *_INHERITED,
)

_PART = (
    Field(
        "type",
        LINE,
        "the type of the part, whose own fields it has besides these; may be left out where they "
        "say it",
        "short-answer",
    ),
    *(
        replace(field, required_in_sourced=False)
        for field in COMMON_FIELDS
        if field.name in _PART_FIELDS
    ),
)


@dataclass(frozen=True)
class Content:
    """The stimulus, where it comes from, what it is, and the parts with all they inherit."""

    stimulus: Stimulus
    provenance: Text | None
    kind: str
    parts: tuple[Item, ...]


@dataclass(frozen=True)
class PartItem(PlainForm):
    """What a student sees of a part; its plain form names its type."""

    value: StudentItem

    def as_plain(self) -> dict[str, Any]:
        """The plain form."""
        return plain_form.to_plain_with_type(self.value, PART_TYPES)

    @classmethod
    def of_plain(cls, data: Any) -> PartItem:
        """The part that plain data describes.  Raises ShapeError."""
        return cls(plain_form.student_item_from_plain(data, PART_TYPES))


@dataclass(frozen=True)
class PartKey(PlainForm):
    """The rest of a part; its plain form names its type."""

    value: ItemKey

    def as_plain(self) -> dict[str, Any]:
        """The plain form."""
        return plain_form.to_plain_with_type(self.value, PART_TYPES)

    @classmethod
    def of_plain(cls, data: Any) -> PartKey:
        """The part that plain data describes.  Raises ShapeError."""
        return cls(plain_form.item_key_from_plain(data, PART_TYPES))


@dataclass(frozen=True)
class SetItem(StudentItem):
    """The stimulus and the parts; `provenance` and `kind` are "" where they are not said."""

    provenance: str
    kind: str
    parts: tuple[PartItem, ...]
    passage: tuple[str, ...] = ()
    table: TableData | None = None
    figure: Figure | None = None
    grid: Grid | None = None

    @property
    def stimulus(self) -> StudentStimulus:
        """What the parts are about."""
        return StudentStimulus(self.passage, self.table, self.figure, self.grid)


@dataclass(frozen=True)
class SetKey(ItemKey):
    """The parts' answers, and the figure whose blanks students fill in."""

    parts: tuple[PartKey, ...] = ()
    filled: Figure | None = None


class _ReadPart(NamedTuple):
    """A part's own fields and content, before it inherits anything; `location`: where it begins;
    `sourced`: its bank rests on sources.
    """

    type: AnyItemType
    values: FieldValues
    content: Any
    location: Location
    sourced: bool


class _PlacedPart(NamedTuple):
    """A part on a form: its letter, its type, what a student sees of it, and the order of its
    options.
    """

    letter: str
    type: AnyItemType
    student: StudentItem
    order: tuple[int, ...]

    @property
    def label(self) -> str:
        """Its letter in brackets, as printed beside it."""
        return f"({self.letter})"

    @property
    def points(self) -> str:
        """What it is worth, in brackets."""
        return f"[{points_text(self.student.points)}]"


def _read_plain_part(node: Node, problems: Problems) -> _ReadPart | None:
    return _read_part(node, problems, sourced=False)


def _read_sourced_part(node: Node, problems: Problems) -> _ReadPart | None:
    return _read_part(node, problems, sourced=True)


def _read_part(node: Node, problems: Problems, sourced: bool) -> _ReadPart | None:
    if not isinstance(node, MappingNode):
        report_wrong_type(problems, node, "the named fields of a part")
        return None
    part_type = _stated_type(node, problems)
    if part_type is None:
        return None
    declared = (*_PART, *part_type.fields)
    values = read_fields(
        node,
        when_sourced(declared) if sourced else declared,
        problems,
        with_article(part_type.name, "part"),
    )
    if values is None or not values.complete:
        return None
    before = problems.error_count
    content = part_type.read(values, problems)
    if problems.error_count > before:
        return None
    return _ReadPart(part_type, values, content, node.location, sourced)


def _stated_type(node: MappingNode, problems: Problems) -> AnyItemType | None:
    name, location = next(
        (
            (value.text.strip(), value.location)
            for key, value in node.entries
            if key.text == "type" and isinstance(value, ScalarNode)
        ),
        ("", node.location),
    )
    if name in PART_TYPES:
        return PART_TYPES[name]
    if not name:
        inference = infer_type(node, PART_TYPES.values(), [field.name for field in _PART])
        if inference.type is None:
            message = undecided(inference, node, "a part", "short-answer")
            problems.add(location, "missing-field", message)
        return inference.type
    problems.add(
        location,
        "unknown-type",
        f"'{shorten(name)}' is not a type of part{did_you_mean(name, PART_TYPES)}; "
        f"use {either(tuple(PART_TYPES))}",
    )
    return None


def _part_kind(sourced: FieldType[_ReadPart] | None) -> FieldType[_ReadPart]:
    """The type of a part of a plain bank; or of a sourced one, where it is not given."""
    variants = ((name, kind.all_fields(_PART)) for name, kind in PART_TYPES.items())
    return FieldType(
        "the named fields of a part",
        _read_plain_part if sourced else _read_sourced_part,
        of="a part",
        fields=_PART,
        variants=tuple(
            (name, declared if sourced else when_sourced(declared)) for name, declared in variants
        ),
        sourced=sourced,
    )


def _part_type(half: StudentItem | ItemKey) -> AnyItemType:
    return plain_form.type_of(half, PART_TYPES)


class ItemSet(ItemType[Content, SetItem, SetKey]):
    """Parts share a stimulus."""

    name = "set"
    example = """\
stem: (example) Read the text and answer both questions.
stimulus:                     # a passage, a table or a figure: 'packs help set' shows them all
  passage:
    - >-
      (example) A bakery opens at six in the morning and closes at two in the afternoon.
      On Saturdays it closes two hours earlier.
provenance: (example) Written for this bank   # where the text comes from, printed above it
kind: data                    # paraphrase | quotation | data
parts:                        # two to ten items of the other types, printed as (a), (b) …
  - type: numeric
    stem: (example) For how many hours is the bakery open on Saturdays?
    key: 6
    rationale: (example) It is open from six to twelve.
  - type: single
    stem: (example) When does the bakery close on Mondays?
    key: At two
    distractors: [At noon, At four, At six]
    rationale: (example) The first sentence says so.
"""
    fields = (
        Field(
            "stimulus",
            STIMULUS,
            "the passage, table or figure that the parts are about",
            "see 'packs help set'",
            required=True,
        ),
        Field(
            "provenance",
            TEXT,
            "where the stimulus comes from, printed above it",
            "Paraphrase of a textbook of 2020",
            required_in_sourced=True,
        ),
        Field(
            "kind",
            choice(*KINDS),
            "what the stimulus is, printed with its provenance",
            "paraphrase",
            default="",
            required_in_sourced=True,
        ),
        Field(
            "parts",
            list_of(_part_kind(_part_kind(None)), 2, len(LETTERS)),
            "the items about it, lettered (a), (b) … in written order",
            "see 'packs help set'",
            required=True,
        ),
    )
    student_class = SetItem
    key_class = SetKey
    needs_rationale = False
    keep_together = False
    resit_has_as_many = True

    # ------------------------------------------------------------ reading

    def all_fields(self, common: Iterable[Field]) -> tuple[Field, ...]:
        """A set has its figure in its stimulus."""
        shared = (field for field in common if field.name not in ("figure", "stem_below"))
        return super().all_fields(shared)

    def default_points(self, content: Content) -> Fraction:
        """The sum of the parts."""
        return sum((part.points for part in content.parts), Fraction(0))

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The set; reports points that are not the parts' sum and facts the set does not list."""
        listed_facts = {ref.id for ref in values["facts"]}
        parts = []
        for letter, part in zip(LETTERS, values["parts"], strict=False):
            for ref in part.values["facts"] or ():
                if ref.id not in listed_facts:
                    problems.add(
                        ref.location,
                        "part-fact",
                        f"the part uses fact {ref.id}, but the set's 'facts' do not list it; "
                        "add it there",
                    )
            parts.append(_part_item(values, letter, part, problems))
        content = Content(values["stimulus"], values["provenance"], values["kind"], tuple(parts))
        total = self.default_points(content)
        if values["points"] is not None and values["points"] != total:
            problems.add(
                values.place("points"),
                "set-points",
                f"the set has {points_text(values['points'])} points but its parts add up to "
                f"{points_text(total)}; remove 'points' or correct the parts",
            )
        return content

    def parts(self, item: Item) -> tuple[Item, ...]:
        """The parts as items of their own."""
        content: Content = item.content
        return content.parts

    # ------------------------------------------------------------ the two halves

    def student_view(self, item: Item) -> SetItem:
        """The stimulus without what fills its blanks, and of each part what its type shows."""
        content: Content = item.content
        own = [replace(part, language=item.language) for part in content.parts]
        parts = tuple(PartItem(PART_TYPES[part.type].whole_student_view(part)) for part in own)
        return SetItem(
            item.stem.source,
            item.points,
            content.provenance.source if content.provenance else "",
            content.kind,
            parts,
            *student_stimulus(content.stimulus),
        )

    def key_view(self, item: Item, common: CommonKeyOf) -> SetKey:
        """The parts' keys, and the figure whose blanks are filled in."""
        content: Content = item.content
        parts = tuple(PartKey(PART_TYPES[p.type].key_view(p, common)) for p in content.parts)
        figure = content.stimulus.figure
        return SetKey(*common(item), parts, figure if figure and figure.blanks else None)

    def shuffle(self, student: SetItem) -> Shuffle:
        """Each part is arranged for itself."""
        groups = tuple(_part_type(part.value).shuffle(part.value) for part in student.parts)
        return Shuffle(groups=groups)

    def type_names(self, half: SetItem | SetKey) -> tuple[str, ...]:
        """A set, then the types of its parts."""
        return (self.name, *(_part_type(part.value).name for part in half.parts))

    def lettered_parts(
        self, student: SetItem, key: SetKey, order: tuple[int, ...]
    ) -> tuple[LetteredPart, ...]:
        """Each part with its letter."""
        return tuple(
            LetteredPart(part.letter, part.student, part_key.value, part.order)
            for part, part_key in zip(self._placed_parts(student, order), key.parts, strict=False)
        )

    def _placed_parts(self, student: SetItem, order: tuple[int, ...]) -> Iterator[_PlacedPart]:
        orders = self.shuffle(student).split(order)
        for letter, part, own in zip(LETTERS, student.parts, orders, strict=False):
            yield _PlacedPart(letter, _part_type(part.value), part.value, own)

    # ------------------------------------------------------------ on the page

    def student_blocks(
        self, student: SetItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, provenance, stimulus, then the parts."""
        parts = tuple(
            Entry(
                part.label,
                part.type.student_blocks(part.student, part.order, catalog),
                part.points,
                part.type.keep_together,
            )
            for part in self._placed_parts(student, order)
        )
        return (
            *blocks_of(student.stem),
            *_provenance(student, catalog),
            *stimulus_blocks(student.stimulus, catalog),
            Entries(parts),
        )

    def stimulus_blocks(self, student: SetItem, catalog: Catalog) -> tuple[Block, ...]:
        """Provenance and stimulus; nothing where students fill it in."""
        if student.grid:
            return ()
        return (*_provenance(student, catalog), *stimulus_blocks(student.stimulus, catalog))

    def key_blocks(
        self, student: SetItem, key: SetKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The filled figure, and the key of each part."""
        entries = []
        for part, part_key in zip(self._placed_parts(student, order), key.parts, strict=False):
            blocks = (
                *stem_text_blocks(part.student),
                *part.type.key_blocks(part.student, part_key.value, part.order, catalog),
            )
            if part_key.value.rationale:
                blocks += blocks_of(part_key.value.rationale)
            entries.append(Entry(part.label, blocks, part.points, together=False))
        filled = filled_grid(key.filled, catalog) if key.filled else ()
        return (*filled, Entries(tuple(entries)))

    def explained_key(
        self, student: SetItem, key: SetKey, orders: Sequence[tuple[int, ...]], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The filled figure."""
        return filled_grid(key.filled, catalog) if key.filled else ()

    def accepted(self, student: SetItem, key: SetKey, catalog: Catalog) -> Spans:
        """What fills the figure's blanks."""
        return filled_blanks(key.filled, catalog) if key.filled else ()

    def short_key(
        self, student: SetItem, key: SetKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The parts' short keys side by side, where they are short enough together."""
        keys = [
            _part_type(part.student).short_key(part.student, part.key, part.order, catalog)
            for part in self.lettered_parts(student, key, order)
        ]
        together = " ".join(keys)
        fits = len(together) <= LONGEST_SHORT_KEY and set(keys) != {SEE_FULL_KEY}
        return together if fits else SEE_FULL_KEY

    def question_blocks(
        self, student: SetItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, provenance, stimulus, then the parts, none with room to write."""
        *above, entries = self.student_blocks(student, order, catalog)
        parts = tuple(
            replace(entry, blocks=part.type.question_blocks(part.student, part.order, catalog))
            for entry, part in zip(
                cast(Entries, entries).entries, self._placed_parts(student, order), strict=True
            )
        )
        return (*read_only_blocks(above), Entries(parts))

    def sheet_entries(
        self, student: SetItem, order: tuple[int, ...], number: str, catalog: Catalog
    ) -> tuple[SheetEntry, ...]:
        """The grid to fill in under the set's number, and each part under its own."""
        grid = sheet_space(fillable_blocks(stimulus_blocks(student.stimulus, catalog)))
        parts = tuple(
            SheetEntry(
                f"{number} {part.label}", part.type.sheet_space(part.student, part.order, catalog)
            )
            for part in self._placed_parts(student, order)
        )
        return (SheetEntry(number, grid), *parts) if grid else parts

    def answer_space(
        self, student: SetItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """A grid to fill in, and what each part has."""
        parts = tuple(
            Entry(
                part.label, part.type.answer_space(part.student, part.order, catalog), part.points
            )
            for part in self._placed_parts(student, order)
        )
        return (*fillable_blocks(stimulus_blocks(student.stimulus, catalog)), Entries(parts))

    def in_booklet(self, student: SetItem) -> bool:
        """Whether the answer to a part is."""
        return any(_part_type(part.value).in_booklet(part.value) for part in student.parts)

    # ------------------------------------------------------------ marking

    def guess_score(self, student: SetItem, key: SetKey) -> Fraction:
        """The sum of what the parts can be guessed for."""
        pairs = zip(student.parts, key.parts, strict=True)
        return sum(
            (_part_type(p.value).guess_score(p.value, own.value) for p, own in pairs), Fraction(0)
        )

    def marking_values(self, key: SetKey, reworded: Mapping[str, str]) -> dict[str, Any]:
        """What of the set decides points, and of each part what its type says."""
        values = super().marking_values(replace(key, parts=()), reworded)
        parts = [
            (_part_type(p.value).name, _part_type(p.value).marking_values(p.value, reworded))
            for p in key.parts
        ]
        return {**values, "parts": parts}

    def wording_values(self, student: SetItem) -> dict[str, Any]:
        """What a student sees of the set, and of each part what its type says."""
        values = super().wording_values(replace(student, parts=()))
        parts = [
            {"type": _part_type(p.value).name, **_part_type(p.value).wording_values(p.value)}
            for p in student.parts
        ]
        return {**values, "parts": parts}

    # ------------------------------------------------------------ for the checks

    def wrong_texts(self, content: Content) -> tuple[Text, ...]:
        """The wrong options of the parts."""
        return tuple(
            text for p in content.parts for text in PART_TYPES[p.type].wrong_texts(p.content)
        )

    def passages(self, content: Content) -> tuple[Text, ...]:
        """The passage, where the stimulus is one."""
        return content.stimulus.passage

    def figures(self, content: Content) -> tuple[tuple[Location, Text], ...]:
        """The figure, where the stimulus is one."""
        figure, texts = content.stimulus.figure, content.stimulus.texts
        if figure is None:
            return ()
        location = texts[0].location
        return ((location, Text(figure.alt, location)),)


def _part_item(values: FieldValues, letter: str, part: _ReadPart, problems: Problems) -> Item:
    """A part as an item, with what it inherits from the set; its id ends in its letter."""
    own, name = part.values, part.type.name
    inherited = {
        field: own[field] if field in own else values[field]
        for field in (*_INHERITED, "reviewed_by", "notes")
    }
    points = _part_points(part, problems)
    if part.sourced and own.lacks("rationale") and part.type.needs_rationale:
        problems.add(
            part.location,
            "missing-field",
            f"{with_article(name, 'part')} needs 'rationale': why the key is right",
        )
    if "lines" in own and not part.type.accepts_lines(own):
        problems.add(
            own.place("lines"),
            "needless-lines",
            f"{with_article(name, 'part')} has no lines to write on; remove 'lines'",
        )
    return Item(
        id=f"{values['id']}-{letter}",
        type=name,
        stem=own["stem"],
        points=points,
        content=part.content,
        rationale=own["rationale"],
        status=values["status"],
        lines=own["lines"],
        ignore=tuple((values["ignore"] or {}).items()),
        location=own["stem"].location,
        figure=own["figure"],
        stem_below=own["stem_below"],
        **inherited,
    )


def _part_points(part: _ReadPart, problems: Problems) -> Fraction:
    points: Fraction | None = part.values["points"]
    if points is None:
        points = part.type.default_points(part.content)
    if points is None and part.values.lacks("points"):
        problems.add(
            part.location,
            "missing-field",
            f"{with_article(part.type.name, 'part')} needs 'points': how many points it is "
            "worth (for example  points: 2)",
        )
    return points or Fraction(1)


def _provenance(student: SetItem, catalog: Catalog) -> tuple[Block, ...]:
    """The line above a stimulus: what it is and where it comes from, as far as that is said."""
    kind = (Span(f"{catalog('stimulus-' + student.kind)}. ", bold=True),) if student.kind else ()
    source = parse(student.provenance) if student.provenance else ()
    return (Paragraph((*kind, *source), "small"),) if kind or source else ()
