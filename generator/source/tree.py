"""Parser events into nodes, refusing what YAML offers beyond text, lists and named fields.

In: clean text.  Out: the nodes of its one document, or None; everything refused, lost or misread becomes a problem.
Never recurses and never lets the parser construct a value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from generator.nodes import Mapping, Node, Scalar, Sequence, shorten
from generator.problem import ERROR, WARNING, Location, Problems
from generator.source import misread
from generator.source.advice import MARKS, Advice, Failure, Place, advise, after_quotes, by_quoting, question_mark
from generator.source.text import PLACEHOLDER

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 16
MAX_LENGTH = 20_000
LONG_ESCAPE = re.compile(r"\\U([0-9A-Fa-f]{8})")


class _Stop(Exception):
    """The rest of the file cannot be read; the reason is already reported."""


class _Fault(Exception):
    """The parser gave up."""

    def __init__(self, error: Exception) -> None:
        opened, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
        self.opened, self.here = _pair(opened), _pair(mark or opened)
        self.context, self.problem = getattr(error, "context", "") or "", getattr(error, "problem", "") or ""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read."""

    kind: type
    location: Location
    in_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Node | None = None


def build(text: str, path: str, problems: Problems, loader: type = LOADER) -> Node | None:
    """Give the nodes of a text, or None when it ends in a fault of structure."""
    tree = _Tree(text, path, problems)
    try:
        for event in _events(text, loader):
            tree.take(event)
    except _Stop:
        return None
    except _Fault as fault:
        tree.fail(fault)
        return None
    if tree.root is None:
        problems.add(Location(path), "empty-file", "the file is empty; fill it in or remove it")
    return tree.root


def _events(text: str, loader: type) -> Iterator[yaml.Event]:
    try:
        # A tab is one space to the parsers: they disagree on where one may stand between tokens.
        yield from yaml.parse(text.replace("\t", " "), Loader=loader)
    except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError) as error:
        # PyYAML lets errors of chr() and int() through, for instance for "\U00110000".
        raise _Fault(error) from None


class _Tree:
    """What has been read so far."""

    def __init__(self, text: str, path: str, problems: Problems) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.problems = problems
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = 0
        self.last: yaml.Event | None = None
        self.bracket: Location | None = None
        self.explained = False  # whether what was reported of the last event would explain a fault behind it
        self.braces: set[Location] = set()
        # Every character of the file has been judged; only escapes can bring in others.
        self.judged = frozenset(text) | {"\t", "\n"}

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        kind = type(event)
        if kind is not yaml.ScalarEvent or event.value or event.style:  # an empty value stands for a missing one
            self.explained = False
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, Mapping)
        elif kind is yaml.SequenceStartEvent:
            self._open(event, Sequence)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._refuse_mark("*", event.start_mark)
            self._put(Scalar("*" + event.anchor, self._location(event.start_mark), quoted=True))
        elif kind is yaml.DocumentStartEvent:
            self._document(event)
        self.last = event

    def fail(self, fault: _Fault) -> None:
        """Report where and why the parser gave up, unless something reported before explains it."""
        here = fault.here or self._impossible_escape()
        here = min(here[0], len(self.lines) - 1), here[1]
        if self.explained or PLACEHOLDER in self.lines[here[0]]:
            return
        scalar = self.last if isinstance(self.last, yaml.ScalarEvent) else None
        advice = advise(Failure(
            context=fault.context, problem=fault.problem if fault.here else "escape", here=here, lines=self.lines,
            opened=fault.opened, bracket=(self.bracket.line - 1, self.bracket.column - 1) if self.bracket else None,
            in_flow=self._in_flow(), after_flow=self._bracket_ended(), quoted=bool(scalar and scalar.style),
            text=_pair(scalar.start_mark) if scalar else None, text_end=_pair(scalar.end_mark) if scalar else None))
        if Location(self.path, advice.line + 1, advice.column + 1) not in self.braces:
            self._report([advice])

    def _impossible_escape(self) -> Place:
        """Find what the Python parser stumbled over without saying where."""
        first = self.last.end_mark.line if self.last else 0
        for number in range(first, len(self.lines)):
            for found in LONG_ESCAPE.finditer(self.lines[number]):
                if int(found[1], 16) > 0x10FFFF:
                    return number, found.start()
        return first, 0

    def _location(self, mark: yaml.Mark) -> Location:
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _rest(self, mark: yaml.Mark) -> str:
        return self.lines[mark.line][mark.column:]

    def _in_flow(self) -> bool:
        return bool(self.stack) and self.stack[-1].in_flow

    def _bracket_ended(self) -> bool:
        if not isinstance(self.last, yaml.CollectionEndEvent):
            return False
        end = self.last.end_mark
        return self.lines[end.line][:end.column].endswith(("]", "}"))

    def _report(self, found: Iterable[Advice], severity: str = ERROR) -> None:
        for advice in found:
            place = Location(self.path, advice.line + 1, advice.column + 1)
            self.problems.add(place, advice.rule, advice.message, severity)
            self.explained = self.explained or severity == ERROR

    def _refuse(self, place: Location, rule: str, message: str) -> None:
        self._report([Advice(place.line - 1, place.column - 1, rule, message)])

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(self._location(event.start_mark), "second-document",
                         "a second document begins here; a file holds one, so remove the line '---' or make two files")
            raise _Stop

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._refuse_mark("&", event.start_mark)
        if event.tag is not None:
            self._refuse_mark("!", event.start_mark)

    def _refuse_mark(self, sign: str, mark: yaml.Mark) -> None:
        rule, says = MARKS[sign]
        self._refuse(self._location(mark), rule, says(self._rest(mark), self._in_flow()))

    def _open(self, event: yaml.CollectionStartEvent, kind: type) -> None:
        self._refuse_marks(event)
        place = self._location(event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(place, "too-deep", f"lists and fields stand inside each other more than {MAX_DEPTH} deep; "
                                            "check the indentation and the brackets")
            raise _Stop
        in_flow = bool(event.flow_style)
        if in_flow and not self._in_flow():
            self.bracket = place
        elif in_flow and kind is Mapping:
            self._check_pair(event, place)
        self.stack.append(_Open(kind, place, in_flow))

    def _check_pair(self, event: yaml.MappingStartEvent, place: Location) -> None:
        """Refuse `[one: two]`, a mapping without braces; on a later line a missing bracket is likelier."""
        text = self._rest(event.start_mark)
        if text.startswith("?"):
            self._report([question_mark(_pair(event.start_mark))])
        elif text[:1] not in ("{", "!", "&") and place.line == self.bracket.line:
            shown = shorten(re.split("[],}]", text)[0])
            self._refuse(place, "colon-in-text", f"'{shown}' in brackets is read as a named field; "
                                                 f"if it is text, {by_quoting(text, in_flow=True)}")

    def _close(self) -> None:
        closed = self.stack.pop()
        if closed.kind is Sequence:
            return self._put(Sequence(tuple(closed.items), closed.location))
        mapping = Mapping(tuple(closed.entries), closed.location)
        if self.stack and not closed.in_flow:
            hint = misread.sentence_as_name(mapping, self.stack[-1].kind, self.lines)
            self._report([hint] if hint else [], WARNING)
        return self._put(mapping)

    def _put(self, node: Node) -> None:
        """Give a finished node to what it stands in."""
        if not self.stack:
            self.root = None if isinstance(node, Scalar) and not node.text and not node.quoted else node
            return
        top = self.stack[-1]
        if top.kind is Sequence:
            top.items.append(node)
        elif top.key is None:
            top.key = node
            if not isinstance(node, Scalar):
                self._refuse_key(node.location)
        else:
            if isinstance(top.key, Scalar) and (top.key.text != "<<" or top.key.quoted):
                top.entries.append((top.key, node))
            top.key = None

    def _refuse_key(self, place: Location) -> None:
        self._refuse(place, "complex-key", "the name of a field must be plain text on one line, followed by a colon; "
                                           "if it is text, put it in quotes or write it on the next line under >-")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        place = self._location(event.start_mark)
        value: str = event.value
        in_flow = self._in_flow()
        if event.style:
            self._check_quoted(event)
        elif in_flow or event.end_mark.line != event.start_mark.line or self._rest(event.end_mark):
            self._report(misread.plain(event, self.lines, in_flow))
            if not value and in_flow:
                place = self._location(self.last.end_mark)  # the parsers disagree on where nothing stands
        if len(value) > MAX_LENGTH:
            self._refuse(place, "text-too-long", f"the text has {len(value):,} characters and at most {MAX_LENGTH:,} "
                                                 "are allowed; shorten it or check where its quotes close")
            value = value[:MAX_LENGTH]
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        if self.stack and self.stack[-1].kind is Mapping and self.stack[-1].key is None:
            self._check_name(event, place)
        self._put(Scalar(value, place, bool(event.style)))

    def _check_quoted(self, event: yaml.ScalarEvent) -> None:
        if event.style in "|>":
            self._report(misread.block(event, self.lines))
        elif event.end_mark.line != event.start_mark.line:
            self._report(misread.quotes(event, self.lines))
        if event.style == '"' and not self.judged.issuperset(event.value):
            self._report(misread.escapes(event, self.lines, self.judged))
            if any(map(misread.is_surrogate, event.value)):
                raise _Stop

    def _check_name(self, event: yaml.ScalarEvent, place: Location) -> None:
        if event.value == "<<" and not event.style:
            self._refuse(place, "yaml-merge-key", "'<<' is read as a YAML merge key, which is not used here; "
                                                  "write the fields out")
        rest = self._rest(event.end_mark).strip()
        before = self.lines[event.start_mark.line][:event.start_mark.column].rstrip()
        if before.endswith("?") and self._in_flow():
            self._report([question_mark((event.start_mark.line, len(before) - 1))])
        if rest.startswith(":"):
            return
        top = self.stack[-1]
        if event.style and rest and not rest.startswith(("#", ",", "}")):
            self._report([after_quotes(_pair(event.start_mark), rest, top.in_flow)])
        elif not top.in_flow:
            self._refuse_key(place)
        elif top.location not in self.braces:
            self.braces.add(top.location)
            text = self.lines[top.location.line - 1][top.location.column - 1:]
            self._refuse(top.location, "text-in-braces",
                         f"'{text[:1]}' at the beginning of a value opens named fields, and "
                         f"'{shorten(event.value)}' has no value; {by_quoting(text)}")


def _pair(mark: yaml.Mark | None) -> Place | None:
    return (mark.line, mark.column) if mark else None
