"""Sets: items that share a stimulus (a passage, a table or a figure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from generator.content.field_types import LINE, TEXT, choice, points_text
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    list_of,
    read_fields,
    report_wrong_type,
)
from generator.content.figures import Figure, Grid
from generator.content.messages import did_you_mean, either
from generator.content.model import Item
from generator.content.nodes import MappingNode, Node, ScalarNode, shorten
from generator.i18n.catalog import Catalog
from generator.items import protocol
from generator.items.answer_space import answer_space, kept
from generator.items.figure_blocks import filled_grid
from generator.items.stimulus import STIMULUS, Seen, Stimulus, TableData, blocks, view
from generator.page.blocks import Block, Entries, Entry, Paragraph
from generator.page.markup import Span, Text, parse
from generator.problems import Location, Problems
from generator.storage.canonical_json import PlainForm, ShapeError, from_plain, to_plain

NAME = "set"
KINDS = ("paraphrase", "quotation", "data")
NEEDS_RATIONALE = False
TOGETHER = False
STATES_POINTS = False
LETTERS = "abcdefghij"
STRIP = 5
_INHERITED = ("objective", "level", "difficulty", "facts")
_OWN = ("stem", "points", "rationale", "lines", "reviewed_by", "notes", *_INHERITED)


_PART = (
    Field(
        "type",
        LINE,
        "the type of the part, whose own fields it has besides these",
        "short-answer",
        required=True,
    ),
    *(
        field if field.name == "stem" else replace(field, required=False)
        for field in protocol.COMMON
        if field.name in _OWN
    ),
)


def _read_part(node: Node, problems: Problems) -> dict[str, Any] | None:
    """A part's own fields and content; what it inherits is filled in when the set is whole."""
    from generator.items import TYPES

    if not isinstance(node, MappingNode):
        report_wrong_type(problems, node, "the named fields of a part")
        return None
    stated = next(
        (
            (v.text.strip(), v.location)
            for k, v in node.entries
            if k.text == "type" and isinstance(v, ScalarNode)
        ),
        ("", node.location),
    )
    allowed = [name for name in TYPES if name != NAME]
    if stated[0] not in allowed:
        shown = (
            f"'{shorten(stated[0])}' is not a type of part" if stated[0] else "a part needs 'type'"
        )
        problems.add(
            stated[1],
            "unknown-type",
            f"{shown}{did_you_mean(stated[0], allowed)}; use {either(allowed)}",
        )
        return None
    module = TYPES[stated[0]]
    found = read_fields(
        node, (*_PART, *module.FIELDS), problems, protocol.called(stated[0], "part")
    )
    if found is None or not found.complete:
        return None
    before = problems.error_count
    content = module.read(found, problems)
    if problems.error_count > before:
        return None
    return {"module": module, "found": found, "content": content, "place": node.location}


FIELDS = (
    Field(
        "stimulus",
        STIMULUS,
        "the passage, table or figure that the parts are about",
        "see the starter banks",
        required=True,
    ),
    Field(
        "provenance",
        TEXT,
        "where the stimulus comes from, printed above it",
        "Paraphrase of a commentary of 2020",
        required=True,
    ),
    Field(
        "kind",
        choice(*KINDS),
        "what the stimulus is, printed with its provenance",
        "paraphrase",
        required=True,
    ),
    Field(
        "parts",
        list_of(
            FieldType("the named fields of a part", _read_part, of="a part", fields=_PART),
            2,
            len(LETTERS),
        ),
        "the items about it, lettered (a), (b) … in written order",
        "see the starter banks",
        required=True,
    ),
)


@dataclass(frozen=True)
class Content:
    """The stimulus, where it comes from, what it is, and the parts as items with all they inherit."""

    stimulus: Stimulus
    provenance: Text
    kind: str
    parts: tuple[Item, ...]


class _Wrapped(PlainForm):
    """A value of any item type inside a set's own: in plain form it carries the name of its type."""

    half = ""

    def as_plain(self) -> dict[str, Any]:
        """The plain form."""
        value = self.value  # type: ignore[attr-defined]
        from generator.items import TYPES

        name = next(
            name for name, module in TYPES.items() if type(value) is getattr(module, self.half)
        )
        return {"type": name, **to_plain(value)}

    @classmethod
    def of_plain(cls, data: Any) -> Any:
        """The value that plain data describes.  Raises ShapeError."""
        from generator.items import TYPES

        name = data.get("type") if isinstance(data, dict) else None
        if not isinstance(name, str) or name not in TYPES or name == NAME:
            raise ShapeError("a part of a known type expected")
        body = {key: value for key, value in data.items() if key != "type"}
        return cls(from_plain(getattr(TYPES[name], cls.half), body))  # type: ignore[call-arg]


@dataclass(frozen=True)
class PartAsked(_Wrapped):
    """What a student sees of a part."""

    value: protocol.StudentItem
    half = "Asked"


@dataclass(frozen=True)
class PartAnswer(_Wrapped):
    """The rest of a part."""

    value: protocol.ItemKey
    half = "Answer"


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """The stimulus and the parts."""

    provenance: str
    kind: str
    parts: tuple[PartAsked, ...]
    passage: tuple[str, ...] = ()
    table: TableData | None = None
    figure: Figure | None = None
    grid: Grid | None = None


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The parts' answers, and the figure whose blanks students fill in."""

    parts: tuple[PartAnswer, ...] = ()
    filled: Figure | None = None


def default_points(content: Content) -> Fraction:
    """The sum of the parts."""
    return sum((part.points for part in content.parts), Fraction(0))


def read(record: FieldValues, problems: Problems) -> Content:
    """The set's own content; reports points that are not the parts' sum and facts the set does not list."""
    listed_facts = {ref.id for ref in record["facts"]}
    parts = []
    for letter, part in zip(LETTERS, record["parts"], strict=False):
        for ref in part["found"]["facts"] or ():
            if ref.id not in listed_facts:
                problems.add(
                    ref.location,
                    "part-fact",
                    f"the part uses fact {ref.id}, but the set's 'facts' do not list it; add it there",
                )
        parts.append(_part(record, letter, problems, **part))
    content = Content(record["stimulus"], record["provenance"], record["kind"], tuple(parts))
    total = default_points(content)
    if record["points"] is not None and record["points"] != total:
        problems.add(
            record.place("points"),
            "set-points",
            f"the set has {points_text(record['points'])} points but its parts add up to "
            f"{points_text(total)}; remove 'points' or correct the parts",
        )
    return content


def _part(
    record: FieldValues,
    letter: str,
    problems: Problems,
    module: Any,
    found: FieldValues,
    content: Any,
    place: Location,
) -> Item:
    """A part as an item of its own; its id ends in its letter."""
    points = found["points"] if found["points"] is not None else module.default_points(content)
    if points is None:
        problems.add(
            place,
            "missing-field",
            f"{protocol.called(module.NAME, 'part')} needs 'points': how many points it is worth "
            "(for example  points: 2)",
        )
        points = Fraction(1)
    if found["rationale"] is None and module.NEEDS_RATIONALE:
        problems.add(
            place,
            "missing-field",
            f"{protocol.called(module.NAME, 'part')} needs 'rationale': why the key is right",
        )
    if "lines" in found and not module.takes_lines(found):
        problems.add(
            found.place("lines"),
            "needless-lines",
            f"{protocol.called(module.NAME, 'part')} has no lines to write on; remove 'lines'",
        )
    inherited = {
        name: found[name] if name in found else record[name]
        for name in (*_INHERITED, "reviewed_by", "notes")
    }
    return Item(
        id=f"{record['id']}-{letter}",
        type=module.NAME,
        stem=found["stem"],
        points=points,
        content=content,
        rationale=found["rationale"],
        status=record["status"],
        lines=found["lines"],
        ignore=tuple((record["ignore"] or {}).items()),
        location=found["stem"].location,
        **inherited,
    )


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return False


def parts(item: Item) -> tuple[Item, ...]:
    """The parts as items of their own."""
    made: tuple[Item, ...] = item.content.parts
    return made


def passages(content: Content) -> tuple[Text, ...]:
    """The text to be read before answering, for the checks."""
    return content.stimulus.passage


def figures(content: Content) -> tuple[tuple[Location, Text], ...]:
    """The figure's place and alternative text, for the checks."""
    figure, written = content.stimulus.figure, content.stimulus.texts
    return ((written[0].location, Text(figure.alt, written[0].location)),) if figure else ()


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """The wrong options of the parts."""
    from generator.items import TYPES

    return tuple(
        text for part in content.parts for text in TYPES[part.type].wrong_texts(part.content)
    )


def asked(item: Item) -> Asked:
    """The view of a set."""
    from generator.items import TYPES

    content = item.content
    made = tuple(PartAsked(TYPES[part.type].asked(part)) for part in parts(item))
    return Asked(
        item.stem.source,
        item.points,
        content.provenance.source,
        content.kind,
        made,
        *view(content.stimulus),
    )


def answered(item: Item, common: dict[str, Any]) -> Answer:
    """The key side of a set; `common` holds the parts' answers as `parts`."""
    answers = tuple(PartAnswer(answer) for answer in common.pop("parts"))
    figure = item.content.stimulus.figure
    return Answer(**common, parts=answers, filled=figure if figure and figure.blanks else None)


def shuffle(asked: Asked) -> protocol.Shuffle:
    """Each part is arranged for itself."""
    return protocol.Shuffle(groups=tuple(_module(part).shuffle(part.value) for part in asked.parts))


def _module(part: PartAsked) -> Any:
    from generator.items import TYPES

    return next(module for module in TYPES.values() if type(part.value) is module.Asked)


def _orders(asked: Asked, order: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The order of each part's own options out of the set's one order."""
    orders, start = [], 0
    for part in asked.parts:
        count = _module(part).shuffle(part.value).count
        orders.append(tuple(index - start for index in order[start : start + count]))
        start += count
    return orders


def _source(asked: Asked, catalog: Catalog) -> Block:
    """The line above a stimulus: what it is and where it comes from."""
    return Paragraph(
        (Span(f"{catalog('stimulus-' + asked.kind)}. ", bold=True), *parse(asked.provenance)),
        "small",
    )


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The set as a student sees it: the stimulus, then the parts."""
    entries = tuple(
        Entry(
            f"({letter})",
            _module(part).ask(part.value, own, catalog),
            f"[{points_text(part.value.points)}]",
            _module(part).TOGETHER,
        )
        for letter, part, own in zip(LETTERS, asked.parts, _orders(asked, order), strict=False)
    )
    stimulus = blocks(Seen(asked.passage, asked.table, asked.figure, asked.grid), catalog)
    return (Paragraph(parse(asked.stem)), _source(asked, catalog), *stimulus, Entries(entries))


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The filled figure, and the answer to each part."""
    entries = []
    for letter, part, own, given in zip(
        LETTERS, asked.parts, _orders(asked, order), answer.parts, strict=False
    ):
        blocks = (
            Paragraph(parse(part.value.stem)),
            *_module(part).answer(part.value, given.value, own, catalog),
        )
        if given.value.rationale:
            blocks += (Paragraph(parse(given.value.rationale)),)
        entries.append(
            Entry(f"({letter})", blocks, f"[{points_text(part.value.points)}]", together=False)
        )
    filled = filled_grid(answer.filled, catalog) if answer.filled else ()
    return (*filled, Entries(tuple(entries)))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The parts' strips side by side, where they are short enough for the strip."""
    keys = zip(asked.parts, _orders(asked, order), answer.parts, strict=False)
    strips = [
        _module(part).strip(part.value, given.value, own, catalog) for part, own, given in keys
    ]
    shown = " ".join(strips)
    return shown if len(shown) <= STRIP and set(strips) != {"…"} else "…"


Piece = tuple[str, protocol.StudentItem, protocol.ItemKey, tuple[int, ...]]


def pieces(asked: Asked, answer: Answer, order: tuple[int, ...]) -> tuple[Piece, ...]:
    """Each part: its letter, what it asks, its answer and the order of its own options."""
    return tuple(
        (letter, part.value, given.value, own)
        for letter, part, given, own in zip(
            LETTERS, asked.parts, answer.parts, _orders(asked, order), strict=False
        )
    )


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The sum of what the parts can be guessed for."""
    return sum(
        (
            _module(part).floor(part.value, given.value)
            for part, given in zip(asked.parts, answer.parts, strict=True)
        ),
        Fraction(0),
    )


def sheet(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """On an answer sheet: a grid to fill in, and what each part has."""
    parts = tuple(
        Entry(
            f"({letter})",
            answer_space(_module(part), part.value, own, catalog),
            f"[{points_text(part.value.points)}]",
        )
        for letter, part, own in zip(LETTERS, asked.parts, _orders(asked, order), strict=False)
    )
    return (
        *kept(blocks(Seen(asked.passage, asked.table, asked.figure, asked.grid), catalog)),
        Entries(parts),
    )
