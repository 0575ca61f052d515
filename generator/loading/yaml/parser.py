"""Parser events into nodes, refusing what YAML offers beyond text, lists and named fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode, shorten
from generator.loading.yaml import misread
from generator.loading.yaml.decoding import PLACEHOLDER
from generator.loading.yaml.events import LOADER, Fault, events, place_of, without_collector
from generator.loading.yaml.hints import (
    MARKS,
    Advice,
    Failure,
    Place,
    advise,
    after_quotes,
    by_quoting,
    question_mark,
)
from generator.problems import ERROR, WARNING, Location, Problems

MAX_DEPTH = 16
MAX_LENGTH = 20_000
MAX_NODES = (
    1_000_000  # 7 MB of items make 250,000; a file of 16 MB can make millions and fill the memory
)
MAX_PROBLEMS = 200


class _Stop(Exception):
    """The rest of the file cannot be read; the reason is already reported."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read."""

    kind: type
    begins: Place
    location: Location
    in_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    key: Node | None = None


def build(text: str, path: str, problems: Problems, loader: type = LOADER) -> Node | None:
    """Give the nodes of a text, or None when it ends in a fault of structure."""
    tree = _Tree(text, path, problems)
    try:
        with without_collector():
            for event in events(text, loader):
                tree.take(event)
    except _Stop:
        return None
    except Fault as fault:
        tree.fail(fault)
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
        self.documents = self.nodes = self.found = 0
        self.last: yaml.Event | None = None
        self.bracket: Place | None = None  # the last outermost one
        self.braces: set[Place] = set()  # those already reported
        self.explained = (
            False  # whether what was reported of the last event explains a fault right behind it
        )
        # Every character of the file has been judged; only escapes can bring in others.
        self.judged = frozenset(text) | {"\t", "\n"}

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        kind = type(event)
        if (
            kind is not yaml.ScalarEvent or event.value or event.style
        ):  # an empty value stands for a missing one
            self.explained = False
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, MappingNode)
        elif kind is yaml.SequenceStartEvent:
            self._open(event, ListNode)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._refuse_mark(event)
            self._put(ScalarNode("*" + event.anchor, self._location(event.start_mark), quoted=True))
        elif kind is yaml.DocumentStartEvent:
            self._document(event)
        self.last = event
        if self.nodes > MAX_NODES or self.found > MAX_PROBLEMS:
            self._give_up()

    def fail(self, fault: Fault) -> None:
        """Report where and why the parser gave up, unless something reported before explains it."""
        here = min(fault.here[0], len(self.lines) - 1), fault.here[1]
        if self.explained or PLACEHOLDER in self.lines[here[0]]:
            return
        scalar = self.last if isinstance(self.last, yaml.ScalarEvent) else None
        advice = advise(
            Failure(
                context=fault.context,
                problem=fault.problem,
                here=here,
                lines=self.lines,
                opened=fault.opened,
                bracket=self.bracket,
                in_flow=self._in_flow(),
                after_flow=self._bracket_ended(),
                text=place_of(scalar.start_mark) if scalar else None,
                text_end=place_of(scalar.end_mark) if scalar else None,
                quoted=bool(scalar and scalar.style),
            )
        )
        if (advice.line, advice.column) not in self.braces:
            self._report([advice])

    def _give_up(self) -> None:
        says = (
            f"the file has more than {MAX_NODES:,} values; split it into several files"
            if self.nodes > MAX_NODES
            else f"the file has more than {MAX_PROBLEMS} problems; it was not read any further than here"
        )
        self._refuse(place_of(self.last.start_mark), "too-many", says)
        raise _Stop

    def _location(self, mark: yaml.Mark) -> Location:
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _rest(self, mark: yaml.Mark) -> str:
        return self.lines[mark.line][mark.column :]

    def _in_flow(self) -> bool:
        return bool(self.stack) and self.stack[-1].in_flow

    def _bracket_ended(self) -> bool:
        if not isinstance(self.last, yaml.CollectionEndEvent):
            return False
        end = self.last.end_mark
        return self.lines[end.line][: end.column].endswith(("]", "}"))

    def _report(self, found: Iterable[Advice], severity: str = ERROR) -> None:
        for advice in found:
            where = Location(self.path, advice.line + 1, advice.column + 1)
            self.problems.add(where, advice.rule, advice.message, severity)
            self.found += 1
            self.explained = self.explained or severity == ERROR

    def _refuse(self, place: Place, rule: str, message: str) -> None:
        self._report([Advice(*place, rule, message)])

    def _refuse_mark(self, event: yaml.NodeEvent) -> None:
        text = self._rest(event.start_mark)
        rule, says = MARKS[text[0]]
        self._refuse(place_of(event.start_mark), rule, says(text, self._in_flow()))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(
                place_of(event.start_mark),
                "second-document",
                "a second document begins here; a file holds one, so remove the line '---' or make two files",
            )
            raise _Stop

    def _open(self, event: yaml.CollectionStartEvent, kind: type) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_mark(event)
        begins = place_of(event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(
                begins,
                "too-deep",
                f"lists and fields stand inside each other more than {MAX_DEPTH} deep; "
                "check the indentation and the brackets",
            )
            raise _Stop
        in_flow = bool(event.flow_style)
        if in_flow and not self._in_flow():
            self.bracket = begins
        elif in_flow and kind is MappingNode:
            self._check_pair(event)
        self.stack.append(_Open(kind, begins, self._location(event.start_mark), in_flow))

    def _check_pair(self, event: yaml.MappingStartEvent) -> None:
        """Refuse `[one: two]`, a mapping without braces; on a later line a missing bracket is likelier."""
        text = self._rest(event.start_mark)
        if text.startswith("?"):
            self._report([question_mark(place_of(event.start_mark))])
        elif text[:1] not in ("{", "!", "&") and event.start_mark.line == self.bracket[0]:
            shown = shorten(re.split("[],}]", text)[0])
            self._refuse(
                place_of(event.start_mark),
                "colon-in-text",
                f"'{shown}' in brackets is read as a named field; "
                f"if it is text, {by_quoting(text, in_flow=True)}",
            )

    def _close(self) -> None:
        closed = self.stack.pop()
        if closed.kind is ListNode:
            return self._put(ListNode(tuple(closed.items), closed.location))
        mapping = MappingNode(tuple(closed.entries), closed.location)
        if self.stack and not closed.in_flow:
            hint = misread.sentence_as_name(mapping, self.stack[-1].kind, self.lines)
            self._report([hint] if hint else [], WARNING)
        return self._put(mapping)

    def _put(self, node: Node) -> None:
        """Give a finished node to what it stands in."""
        self.nodes += 1
        if not self.stack:
            self.root = (
                None if isinstance(node, ScalarNode) and not node.text and not node.quoted else node
            )
            return
        top = self.stack[-1]
        if top.kind is ListNode:
            top.items.append(node)
        elif top.key is None:
            top.key = node
            if not isinstance(node, ScalarNode):
                self._refuse_key((node.location.line - 1, node.location.column - 1))
        else:
            if isinstance(top.key, ScalarNode) and (top.key.text != "<<" or top.key.quoted):
                top.entries.append((top.key, node))
            top.key = None

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_mark(event)
        mark, value, in_flow = event.start_mark, event.value, self._in_flow()
        if event.style:  # None for plain text in the Python parser, '' in the C parser
            self._check_quoted(event)
        elif in_flow or event.end_mark.line != mark.line or self._rest(event.end_mark):
            self._report(misread.plain(event, self.lines, in_flow))
            if in_flow and not value:
                mark = self.last.end_mark  # the parsers disagree on where nothing stands
        if len(value) > MAX_LENGTH:
            self._refuse(
                place_of(mark),
                "text-too-long",
                f"the text has {len(value):,} characters and at most {MAX_LENGTH:,} are allowed; "
                "shorten it or check where its quotes close",
            )
            value = value[:MAX_LENGTH]
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        if self.stack and self.stack[-1].kind is MappingNode and self.stack[-1].key is None:
            self._check_name(event)
        self._put(ScalarNode(value, self._location(mark), bool(event.style)))

    def _check_quoted(self, event: yaml.ScalarEvent) -> None:
        if event.style in "|>":
            self._report(misread.block(event, self.lines))
        elif event.end_mark.line != event.start_mark.line:
            self._report(misread.quotes(event, self.lines))
        if event.style == '"' and not self.judged.issuperset(event.value):
            self._report(misread.escapes(event, self.lines, self.judged))
            if any(map(misread.is_surrogate, event.value)):
                raise _Stop

    def _check_name(self, event: yaml.ScalarEvent) -> None:
        mark, top = event.start_mark, self.stack[-1]
        if event.value == "<<" and not event.style:
            self._refuse(
                place_of(mark),
                "yaml-merge-key",
                "'<<' is read as a YAML merge key, which is not used here; write the fields out",
            )
        if top.in_flow:
            before = self.lines[mark.line][: mark.column].rstrip()
            self._report(
                [question_mark((mark.line, len(before) - 1))] if before.endswith("?") else []
            )
        rest = self._rest(event.end_mark).strip()
        if rest.startswith(":"):
            return
        if event.style and rest and not rest.startswith(("#", ",", "}")):
            self._report([after_quotes(place_of(mark), rest, top.in_flow)])
        elif top.in_flow:
            self._refuse_braces(top.begins, event.value)
        else:
            self._refuse_key(place_of(mark))

    def _refuse_key(self, place: Place) -> None:
        self._refuse(
            place,
            "complex-key",
            "the name of a field must be plain text on one line, followed by a colon; "
            "if it is text, put it in quotes or write it on the next line under >-",
        )

    def _refuse_braces(self, begins: Place, name: str) -> None:
        text = self.lines[begins[0]][begins[1] :]
        if text.startswith("{") and begins not in self.braces:
            self.braces.add(begins)
            self._refuse(
                begins,
                "text-in-braces",
                "'{' at the beginning of a value opens named fields, and "
                f"'{shorten(name)}' has no value; {by_quoting(text)}",
            )
