"""Fields declared as data, and the one reader that turns nodes into values by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeVar

from generator.content import messages
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode, describe, shorten
from generator.problems import Location, Problems
from generator.values import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Scalar:
    """What a value that is one text may be; without limits any text that is not blank.

    `words`: only these.  `pattern`: what the whole text matches, blanks around it apart.
    `numbers`: it may look like a number, which has the limits `least` and `most`, both included,
    and is a multiple of `step`.
    """

    words: tuple[str, ...] = ()
    pattern: str = ""
    least: Fraction | None = None
    most: Fraction | None = None
    step: Fraction | None = None
    numbers: bool = True


@dataclass(frozen=True)
class FieldType(Generic[T_co]):
    """What a field may hold.

    `expected` completes "expected …, found …"; `read` gives the value, or None after reporting a
    problem.  The rest is for those who describe fields, and may be looser than `read`:

    * `scalar`: one text may be written.
    * `entry`, `least`, `most`: a list, the type of its entries, and how many there may be.
    * `fields`, `of`: named fields, and what they belong to.
    * `variants`: the named fields for each value of the field `type`.
    * `names`, `entry`: a mapping, the type of its free names and that of its values.
    * `alternatives`: a value of any of these types.

    `sourced`: the type it has in a bank or summary that rests on sources, where that asks for more.
    """

    expected: str
    read: Callable[[Node, Problems], T_co | None]
    scalar: Scalar | None = field(default=None, kw_only=True)
    entry: FieldType[object] | None = field(default=None, kw_only=True)
    least: int = field(default=0, kw_only=True)
    most: int | None = field(default=None, kw_only=True)
    of: str = field(default="", kw_only=True)
    fields: tuple[Field, ...] = field(default=(), kw_only=True)
    variants: tuple[tuple[str, tuple[Field, ...]], ...] = field(default=(), kw_only=True)
    names: FieldType[str] | None = field(default=None, kw_only=True)
    alternatives: tuple[FieldType[object], ...] = field(default=(), kw_only=True)
    sourced: FieldType[T_co] | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Field:
    """One field of a mapping.

    `default`: its value when it is absent.  `example`: as an author would type it.
    `required_in_sourced`: whether a bank or summary that rests on sources must have it.  `remedy`:
    what to do where it is missing, if not to type it.
    """

    name: str
    kind: FieldType[object]
    description: str
    example: str
    required: bool = False
    default: object = None
    required_in_sourced: bool = False
    remedy: str = ""

    @property
    def need(self) -> str:
        """Whether it must be there, in words; "" where it may be left out."""
        if self.required:
            return "required"
        return "required when sourced" if self.required_in_sourced else ""


@dataclass(frozen=True)
class Reference:
    """An id that names something defined elsewhere."""

    id: str
    location: Location = field(compare=False)


@dataclass(frozen=True)
class FieldValues:
    """The values of a mapping that was read, absent and faulty ones at their defaults.

    `places`: where each present value stands.  `faulty`: the fields that are there but not sound.
    `lacking`: the required fields that are not there or not sound.  `meant`: those that are likely
    to be there under a wrong name, which was reported.
    """

    # What type a value has is told by its field's declaration, which is found by name only.
    values: dict[str, Any]
    location: Location
    places: dict[str, Location]
    lacking: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def lacks(self, *names: str) -> bool:
        """Whether none of these fields is there, not even under a wrong name, which is reported."""
        return not (self.places.keys() | self.meant).intersection(names)

    @property
    def complete(self) -> bool:
        """Whether every required field is there and sound, so that what is made of it can be looked
        at for further faults.
        """
        return not self.lacking

    def place(self, name: str) -> Location:
        """Where a field's value stands, or the mapping itself when the field is absent."""
        return self.places.get(name, self.location)


def report_wrong_type(problems: Problems, node: Node, expected: str, remedy: str = "") -> None:
    """Report a value of the wrong type."""
    message = messages.expected(expected, describe(node), remedy)
    problems.add(node.location, "wrong-value", message)


def read_fields(
    node: Node, declared: Sequence[Field], problems: Problems, of: str
) -> FieldValues | None:
    """Read a mapping; `of` names it in messages ("an item").  None when the node is no mapping.

    Reports unknown, duplicate, missing and faulty fields, all in one pass.
    """
    nameless = _without_names(node, declared)
    if nameless or not isinstance(node, MappingNode):
        needed = [declaration.name for declaration in declared if declaration.required]
        found, remedy = nameless or (describe(node), messages.fields_below(needed))
        message = messages.expected(f"the named fields of {of}", found, remedy)
        problems.add(node.location, "wrong-value", message)
        return None
    known = {declaration.name: declaration for declaration in declared}
    values = {declaration.name: declaration.default for declaration in declared}
    places: dict[str, Location] = {}
    names: dict[str, Location] = {}
    faulty: set[str] = set()
    twice: set[str] = set()
    meant: set[str] = set()
    for key, value in node.entries:
        name = key.text
        if name in names and name not in twice and begins_anew(node, key):
            message = messages.missing_hyphen(name, key.location.line)
            problems.add(key.location, "duplicate-field", message)
            break
        if name in names:
            twice.add(name)
            message = messages.written_twice(name, of, names[name].line)
            problems.add(key.location, "duplicate-field", message)
            continue
        names[name] = key.location
        if name not in known:
            written = {key.text for key, _ in node.entries}
            free = [each for each in known if each not in written]
            if near := messages.nearest(name, free):
                meant.add(near)
            likely = free if near else known
            message = messages.unknown_name(shorten(name), f"a field of {of}", likely)
            problems.add(key.location, "unknown-field", message)
            continue
        places[name] = value.location
        if isinstance(value, ScalarNode) and not value.text.strip() and not value.quoted:
            message = f"'{name}' of {of} is empty; fill it in or remove it"
            problems.add(value.location, "empty-field", message)
            faulty.add(name)
            continue
        before = problems.error_count
        read = known[name].kind.read(value, problems)
        if problems.error_count > before:
            faulty.add(name)
        if name not in faulty or read is not None:
            values[name] = read
    required = {declaration.name for declaration in declared if declaration.required}
    for declaration in declared:
        if declaration.name in required - set(names) - meant:
            message = messages.missing_field(
                of,
                declaration.name,
                declaration.description,
                declaration.example,
                declaration.remedy,
            )
            problems.add(node.location, "missing-field", message)
    lacking = frozenset(required - set(names) | required & faulty)
    return FieldValues(values, node.location, places, lacking, frozenset(faulty), frozenset(meant))


_BETWEEN_TWO = re.compile(r":\s+|\s+(?:->|=>?|→|[-–—|])\s+")


class _Nameless(NamedTuple):
    """What is written of two fields without their names, and what to type instead."""

    typed: str
    remedy: str


def _without_names(node: Node, declared: Sequence[Field]) -> _Nameless | None:
    """What `a: b`, `[a, b]` or `a = b` is of two fields that are needed, in the order in which they
    take it; None where something else is written, or more is needed.
    """
    values: Sequence[Node] = ()
    if isinstance(node, MappingNode) and len(node.entries) == 1:
        values = node.entries[0]
    elif isinstance(node, ListNode):
        values = node.items
    elif isinstance(node, ScalarNode):
        values = [ScalarNode(text, node.location) for text in _BETWEEN_TWO.split(node.text.strip())]
    texts = [value for value in values if isinstance(value, ScalarNode)]
    if len(texts) != 2 or len(values) != 2:
        return None
    needed = [declaration for declaration in declared if declaration.required]
    if len(needed) != 2:
        return None
    known = [declaration.name for declaration in declared]
    if isinstance(node, MappingNode) and messages.nearest(texts[0].text, known):
        return None
    short = tuple(shorten(value.text, 20) for value in texts)
    typed = f"[{', '.join(short)}]" if isinstance(node, ListNode) else ": ".join(short)
    for order in (1, -1):
        trial = Problems()
        for declaration, value in zip(needed, texts[::order], strict=True):
            declaration.kind.read(value, trial)
        if not trial.error_count:
            names = [declaration.name for declaration in needed]
            found = describe(node) if isinstance(node, ScalarNode) else f"'{typed}'"
            return _Nameless(found, messages.fields_below(names, short[::order]))
    return None


def when_sourced(declared: Sequence[Field]) -> tuple[Field, ...]:
    """Fields as a bank or summary that rests on sources must have them."""
    return tuple(
        replace(
            declaration,
            kind=declaration.kind.sourced or declaration.kind,
            required=declaration.required or declaration.required_in_sourced,
        )
        for declaration in declared
    )


def begins_anew(node: MappingNode, key: ScalarNode) -> bool:
    """Whether an entry of a list seems to begin at a name, because its hyphen was forgotten.

    It does where the entry's first field comes again and others of its fields after it.
    """
    if node.location.column == 1 or key.text != node.entries[0][0].text:
        return False
    names = [name.text for name, _ in node.entries]
    here = next(n for n, (name, _) in enumerate(node.entries) if name is key)
    return not set(names[here + 1 :]).isdisjoint(names[1:here])


def list_of(
    kind: FieldType[T], at_least: int = 0, at_most: int | None = None
) -> FieldType[tuple[T, ...]]:
    """A list of values of one type, read into a tuple; faulty entries are reported and left out."""

    def read(node: Node, problems: Problems) -> tuple[T, ...] | None:
        if not isinstance(node, ListNode):
            if isinstance(node, MappingNode):
                remedy = messages.entries_below(())
                first = MappingNode(node.entries[:1], node.location)
                if nameless := _without_names(first, kind.fields):
                    remedy += f", and {nameless.remedy}"
            else:
                below = () if kind.scalar else kind.fields
                needed = [declaration.name for declaration in below if declaration.required]
                remedy = messages.entries_below(needed)
            report_wrong_type(problems, node, "a list", remedy)
            return None
        count = len(node.items)
        if count < at_least:
            problems.add(node.location, "too-few", messages.too_few(count, at_least))
        if at_most is not None and count > at_most:
            problems.add(node.location, "too-many", messages.too_many(count, at_most))
        values = (kind.read(item, problems) for item in node.items)
        return tuple(value for value in values if value is not None)

    return FieldType(
        f"a list, each entry {kind.expected}",
        read,
        entry=kind,
        least=at_least,
        most=at_most,
        sourced=list_of(kind.sourced, at_least, at_most) if kind.sourced else None,
    )


def fields_of(
    of: str,
    declared: Sequence[Field],
    build: Callable[[FieldValues, Problems], T],
    check: Callable[[FieldValues, Problems], None] | None = None,
) -> FieldType[T]:
    """Named fields, read into what `build` makes of complete ones.

    `check` reports how fields do not fit together, also where others are missing or faulty.
    """

    def read(node: Node, problems: Problems) -> T | None:
        values = read_fields(node, declared, problems, of)
        if values and check:
            check(values, problems)
        return build(values, problems) if values and values.complete else None

    sourced = when_sourced(declared)
    return FieldType(
        f"the named fields of {of}",
        read,
        of=of,
        fields=tuple(declared),
        sourced=fields_of(of, sourced, build, check) if sourced != tuple(declared) else None,
    )


def text_or_fields(
    short: str, of: str, declared: Sequence[Field], build: Callable[[FieldValues, Problems], T]
) -> FieldType[T]:
    """Named fields, or only the text of the field `short`."""
    full = fields_of(of, declared, build)

    def read(node: Node, problems: Problems) -> T | None:
        if isinstance(node, ScalarNode):
            node = MappingNode(((ScalarNode(short, node.location), node),), node.location)
        if isinstance(node, ListNode):
            report_wrong_type(problems, node, "a text", messages.NO_BRACKETS)
            return None
        return full.read(node, problems)

    text_suffices = {field.name for field in declared if field.required} <= {short}
    kinds = {field.name: field.kind for field in declared}
    scalar = kinds[short].scalar if text_suffices else None
    sourced = when_sourced(declared)
    return FieldType(
        f"a text or the named fields of {of}",
        read,
        scalar=scalar,
        of=of,
        fields=tuple(declared),
        sourced=text_or_fields(short, of, sourced, build) if sourced != tuple(declared) else None,
    )


def mapping_of(kind: FieldType[T], name_kind: FieldType[str], of: str) -> FieldType[dict[str, T]]:
    """A mapping from free names to values of one type, read into a dict in written order."""

    def read(node: Node, problems: Problems) -> dict[str, T] | None:
        if not isinstance(node, MappingNode):
            remedy = "write each on a line of its own, as  name: value"
            report_wrong_type(problems, node, of, remedy)
            return None
        values: dict[str, T] = {}
        for key, entry in node.entries:
            name = name_kind.read(key, problems)
            value = kind.read(entry, problems)
            if name is None or value is None:
                continue
            if name in values:
                message = messages.written_twice(name, of)
                problems.add(key.location, "duplicate-field", message)
                continue
            values[name] = value
        return values

    return FieldType(of, read, names=name_kind, entry=kind)
