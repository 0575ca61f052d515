"""Events into nodes, refusing what YAML offers beyond text, lists and named fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode, shorten
from generator.loading.yaml import events, hints
from generator.loading.yaml.decoding import PLACEHOLDER
from generator.loading.yaml.events import (
    Alias,
    Closing,
    DocumentEnd,
    DocumentStart,
    Event,
    Opening,
    Place,
    Refusal,
    Scalar,
)
from generator.loading.yaml.hints import Failure, Hint
from generator.problems import ERROR, WARNING, Location, Problems

MAX_DEPTH = 16
MAX_LENGTH = 20_000
# 7 MB of items make 250,000; a file of 16 MB can make millions and fill the memory.
MAX_NODES = 1_000_000
MAX_PROBLEMS = 200


class _Stop(Exception):
    """The rest of the file cannot be read; the reason is already reported."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read."""

    is_list: bool
    start: Place
    location: Location
    in_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    key: Node | None = None


def build(text: str, path: str, problems: Problems, loader: type = events.LOADER) -> Node | None:
    """Give the nodes of a text, or None when it ends in a fault of structure."""
    tree = _Tree(text, path, problems)
    try:
        with events.without_collector():
            for event in events.parse(text, loader):
                tree.take(event)
    except _Stop:
        return None
    except Refusal as refusal:
        tree.fail(refusal)
        return None
    if tree.root is None:
        problems.add(Location(path), "empty-file", "the file is empty; fill it in or remove it")
    return tree.root


class _Tree:
    """What has been read so far."""

    def __init__(self, text: str, path: str, problems: Problems) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.problems = problems
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = self.nodes = self.reported = 0
        self.last: Event = DocumentStart(Place(0, 0), Place(0, 0))
        self.bracket: Place | None = None  # the last outermost one
        self.braces: set[Place] = set()  # those already reported
        # Whether what was reported of the last event explains a fault right behind it.
        self.explained = False
        # Every character of the file has been judged; only escapes can bring in others.
        self.judged = frozenset(text) | {"\t", "\n"}

    def take(self, event: Event) -> None:
        """Add one event."""
        if isinstance(event, Scalar):
            # An empty value stands for a missing one.
            self.explained = self.explained and not (event.value or event.style)
            self._scalar(event)
        else:
            self.explained = False
            if isinstance(event, Opening):
                self._open(event)
            elif isinstance(event, Closing):
                self._close()
            elif isinstance(event, Alias):
                self._refuse_mark(event)
                location = self._location(event.start)
                self._put(ScalarNode("*" + event.name, location, quoted=True))
            elif isinstance(event, DocumentStart):
                self._document(event)
        self.last = event
        if self.nodes > MAX_NODES or self.reported > MAX_PROBLEMS:
            self._give_up()

    def fail(self, refusal: Refusal) -> None:
        """Report where the parser gave up and why, unless what was reported before explains it."""
        here = Place(min(refusal.here.line, len(self.lines) - 1), refusal.here.column)
        if self.explained or PLACEHOLDER in self.lines[here.line]:
            return
        failure = Failure(
            here=here,
            lines=self.lines,
            opened=refusal.opened,
            scanned=refusal.scanned,
            bracket=self.bracket,
            in_flow=self._in_flow(),
            after_bracket=self._bracket_ended(),
            scalar=self.last if isinstance(self.last, Scalar) else None,
            ended=isinstance(self.last, DocumentEnd),
        )
        deep = hints.nested_too_deep(failure, self.last.end, len(self.stack), MAX_DEPTH)
        if deep:
            self._refuse_depth(deep)
            return
        hint = hints.explain(failure)
        if hint.place not in self.braces:
            self._report([hint])

    def _give_up(self) -> None:
        message = (
            f"the file has more than {MAX_NODES:,} values; split it into several files"
            if self.nodes > MAX_NODES
            else f"the file has more than {MAX_PROBLEMS} problems; reading stopped here"
        )
        self._refuse(self.last.start, "too-many", message)
        raise _Stop

    def _location(self, place: Place) -> Location:
        return Location(self.path, place.line + 1, place.column + 1)

    def _rest(self, place: Place) -> str:
        return self.lines[place.line][place.column :]

    def _in_flow(self) -> bool:
        return bool(self.stack) and self.stack[-1].in_flow

    def _bracket_ended(self) -> bool:
        if not isinstance(self.last, Closing):
            return False
        line, column = self.last.end
        return self.lines[line][:column].endswith(("]", "}"))

    def _report(self, found: Iterable[Hint], severity: str = ERROR) -> None:
        for hint in found:
            self.problems.add(self._location(hint.place), hint.rule, hint.message, severity)
            self.reported += 1
            self.explained = self.explained or severity == ERROR

    def _refuse(self, place: Place, rule: str, message: str) -> None:
        self._report([Hint(place, rule, message)])

    def _refuse_mark(self, event: Scalar | Opening | Alias) -> None:
        self._report([hints.mark(event.start, self._rest(event.start), self._in_flow())])

    def _refuse_depth(self, place: Place) -> None:
        self._refuse(
            place,
            "too-deep",
            f"lists and fields are nested more than {MAX_DEPTH} levels deep; "
            "check the indentation and the brackets",
        )

    def _document(self, event: DocumentStart) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(
                event.start,
                "second-document",
                "a second document starts here, but a file can have only one; "
                "remove the line '---' or make two files",
            )
            raise _Stop

    def _open(self, event: Opening) -> None:
        if event.marked:
            self._refuse_mark(event)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse_depth(event.start)
            raise _Stop
        if event.in_flow and not self._in_flow():
            self.bracket = event.start
        elif event.in_flow and not event.is_list:
            self._check_pair(event)
        location = self._location(event.start)
        self.stack.append(_Open(event.is_list, event.start, location, event.in_flow))

    def _check_pair(self, event: Opening) -> None:
        """Refuse `[one: two]`, a mapping without braces.

        On a later line than the outer bracket, a missing bracket is likelier.
        """
        text = self._rest(event.start)
        if text.startswith("?"):
            self._report([hints.question_mark(event.start)])
        elif (
            text[:1] not in ("{", "!", "&")
            and self.bracket
            and event.start.line == self.bracket.line
        ):
            shown = shorten(re.split("[],}]", text)[0])
            self._refuse(
                event.start,
                "colon-in-text",
                f"YAML reads '{shown}' in brackets as a field; "
                f"if it is text, {hints.by_quoting(text, in_flow=True)}",
            )

    def _close(self) -> None:
        closed = self.stack.pop()
        if closed.is_list:
            if closed.in_flow:
                self._check_commas(closed.items)
            self._put(ListNode(tuple(closed.items), closed.location))
            return
        mapping = MappingNode(tuple(closed.entries), closed.location)
        if self.stack and not closed.in_flow:
            hint = hints.sentence_as_name(mapping, self.stack[-1].is_list, self.lines)
            self._report([hint] if hint else [], WARNING)
        self._put(mapping)

    def _check_commas(self, items: Sequence[Node]) -> None:
        """Refuse what a comma within brackets may have parted in two: a text with a bracket of its
        own, and a number in a list whose other commas have a space behind them (of  1,5, 2,7
        nobody can tell).
        """
        pairs = [
            (first, second)
            for first, second in pairwise(items)
            if isinstance(first, ScalarNode)
            and isinstance(second, ScalarNode)
            and not (first.quoted or second.quoted)
        ]
        tight = [pair for pair in pairs if _may_be_one_number(*pair)]
        for first, second in tight if len(tight) < len(items) - 1 else ():
            self._refuse_comma(
                first,
                f"YAML reads '{shorten(f'{first.text},{second.text}')}' as two numbers, "
                f"'{shorten(first.text)}' and '{shorten(second.text)}'; put it in quotes if it is "
                "one, or a space behind the comma if it is two",
            )
        for first, second in pairs:
            if _opens(first.text) and _closes(second.text):
                self._refuse_comma(
                    first,
                    "a comma parts the texts of a list, so "
                    f"'{shorten(f'{first.text}, {second.text}')}' is two here; put the whole text "
                    "in quotes, or write each text on a line of its own behind -",
                )

    def _refuse_comma(self, text: ScalarNode, message: str) -> None:
        self.problems.add(text.location, "text-with-comma", message)
        self.reported += 1

    def _put(self, node: Node) -> None:
        """Give a finished node to what it is in."""
        self.nodes += 1
        if not self.stack:
            is_empty = isinstance(node, ScalarNode) and not node.text and not node.quoted
            self.root = None if is_empty else node
            return
        top = self.stack[-1]
        if top.is_list:
            top.items.append(node)
        elif top.key is None:
            top.key = node
            if not isinstance(node, ScalarNode):
                self._refuse_key(Place(node.location.line - 1, node.location.column - 1))
        else:
            if isinstance(top.key, ScalarNode) and (top.key.text != "<<" or top.key.quoted):
                top.entries.append((top.key, node))
            top.key = None

    def _scalar(self, scalar: Scalar) -> None:
        if scalar.marked:
            self._refuse_mark(scalar)
        place, value, in_flow = scalar.start, scalar.value, self._in_flow()
        if scalar.style:
            self._check_quoted(scalar)
        elif in_flow or scalar.end.line != place.line or self._rest(scalar.end):
            self._report(hints.in_plain(scalar, self.lines, in_flow))
            if in_flow and not value:
                place = self.last.end  # the parsers disagree on where an empty value is
        if len(value) > MAX_LENGTH:
            self._refuse(
                place,
                "text-too-long",
                f"the text has {len(value):,} characters; the limit is {MAX_LENGTH:,}, "
                "so shorten it, or check that its quotes are closed",
            )
            value = value[:MAX_LENGTH]
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        if self.stack and not self.stack[-1].is_list and self.stack[-1].key is None:
            self._check_name(scalar)
        literal = scalar.style in ("|", '"')
        self._put(ScalarNode(value, self._location(place), bool(scalar.style), literal))

    def _check_quoted(self, scalar: Scalar) -> None:
        if scalar.style in ("|", ">"):
            self._report(hints.in_block(scalar, self.lines))
            if scalar.style == ">":
                self._report(hints.in_folded(scalar, self.lines), WARNING)
        elif scalar.end.line != scalar.start.line:
            self._report(hints.in_quotes(scalar, self.lines))
        lost = list(hints.swallowed(scalar, self.lines)) if scalar.style == '"' else []
        self._report(lost)
        if scalar.style == '"' and not lost and not self.judged.issuperset(scalar.value):
            self._report(hints.in_escapes(scalar, self.lines, self.judged))
            if any(map(hints.is_surrogate, scalar.value)):
                raise _Stop

    def _check_name(self, scalar: Scalar) -> None:
        place, top = scalar.start, self.stack[-1]
        if scalar.value == "<<" and not scalar.style:
            self._refuse(
                place,
                "yaml-merge-key",
                "'<<' is a YAML merge key, which is not allowed here; write out the fields",
            )
        if top.in_flow:
            before = self.lines[place.line][: place.column].rstrip()
            if before.endswith("?"):
                self._report([hints.question_mark(Place(place.line, len(before) - 1))])
        rest = self._rest(scalar.end).strip()
        if rest.startswith(":"):
            return
        if scalar.style and rest and not rest.startswith(("#", ",", "}")):
            self._report([hints.after_quotes(place, rest, top.in_flow)])
        elif top.in_flow:
            self._refuse_braces(top.start, scalar.value)
        else:
            self._refuse_key(place)

    def _refuse_key(self, place: Place) -> None:
        self._refuse(
            place,
            "complex-key",
            "a field name must be plain text on one line, followed by a colon; "
            "if this is text, put it in quotes or write it on the next line under >-",
        )

    def _refuse_braces(self, start: Place, name: str) -> None:
        text = self._rest(start)
        if text.startswith("{") and start not in self.braces:
            self.braces.add(start)
            self._refuse(
                start,
                "text-in-braces",
                "'{' at the start of a value opens a group of fields, but "
                f"'{shorten(name)}' has no value; {hints.by_quoting(text)}",
            )


def _may_be_one_number(before: ScalarNode, after: ScalarNode) -> bool:
    """Whether two texts of a list are figures with a comma and no space between them."""
    place, end = after.location, before.location.column + len(before.text)
    return (
        (place.line, place.column) == (before.location.line, end + 1)
        and bool(re.search(r"(?<![\w.])[0-9]+\Z", before.text))
        and bool(re.match(r"[0-9]+(?![\w.])", after.text))
    )


def _opens(text: str) -> bool:
    """Whether a text has a bracket that it does not close."""
    return text.count("(") > text.count(")")


def _closes(text: str) -> bool:
    """Whether a text closes a bracket that it does not have."""
    return text.count(")") > text.count("(")
