"""Mends of a file that YAML cannot read as it was meant, where the remedy is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set

from generator.content.fields import begins_anew
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode
from generator.loading.yaml import decoding, writer
from generator.loading.yaml.reader import read
from generator.loading.yaml.writer import Edit
from generator.problems import Location, Problem, Problems

_TAB_WIDTHS = (2, 4, 8)
_MOST_MENDS = 200
# A text begins where these are reported; a colon is reported within its text.
_TEXT_BEGINS = ("special-sign", "yaml-alias", "yaml-anchor", "yaml-tag", "text-after-quote")
_COLON = "colon-in-text"
_STAND_IN = "x"
_NAME_IN_TEXT = re.compile(r"(?:^|\s)([A-Za-z][A-Za-z0-9_-]*):(?=\s|$)")


def mended(data: bytes, path: str, field_names: Set[str]) -> bytes:
    """The file with tabs as spaces, texts in quotes and forgotten hyphens, each where only one
    reading is possible; as it was where there is nothing to mend, or a mend cannot be verified.

    `field_names`: names of fields in small letters; a text with one of them and a colon in it may
    be two fields, and stays.
    """
    data = _without_tabs(data, path)
    data = _with_quotes(data, path, field_names)
    data = _with_quoted_questions(data, path)
    return _with_hyphens(data, path)


def content_of(node: Node | None) -> object:
    """What a node says, without its places and quotes: equal for equal content."""
    if isinstance(node, MappingNode):
        return {"fields": [(key.text, content_of(value)) for key, value in node.entries]}
    if isinstance(node, ListNode):
        return [content_of(entry) for entry in node]
    return node.text if node else None


def _read(data: bytes, path: str) -> tuple[Node | None, list[Problem]]:
    problems = Problems()
    return read(data, path, problems), list(problems)


# ---------------------------------------------------------------- tabs


def _without_tabs(data: bytes, path: str) -> bytes:
    """Indented with spaces, if all widths of a tab with which the file can be read say the same."""
    if not any(problem.rule == "tab-indentation" for problem in _read(data, path)[1]):
        return data
    readable: dict[bytes, object] = {}
    for width in _TAB_WIDTHS:
        spaced = b"\n".join(_expanded(line, width) for line in data.split(b"\n"))
        node, problems = _read(spaced, path)
        if node is not None and not problems:
            readable[spaced] = content_of(node)
    contents = list(readable.values())
    if not contents or any(content != contents[0] for content in contents):
        return data
    return next(iter(readable))


def _expanded(line: bytes, width: int) -> bytes:
    rest = line.lstrip(b" \t")
    return line[: len(line) - len(rest)].expandtabs(width) + rest


# ---------------------------------------------------------------- quotes


def _with_quotes(data: bytes, path: str, field_names: Set[str]) -> bytes:
    """With quotes around texts of one line in which YAML stumbles over a sign.

    The result is taken only if the file reads as it would with a harmless word for each such text,
    and these texts as they were typed.
    """
    quoted, harmless = data, data
    texts: dict[Location, str] = {}
    while len(texts) < _MOST_MENDS:
        place = _first_stumble(quoted, path, field_names)
        if place is None or place in texts:
            break
        text = _rest_of_line(quoted, place)
        texts[place] = text
        quoted = writer.edited(
            quoted, [Edit(place.line, place.column, len(text), writer.quoted(text))]
        )
        harmless = writer.edited(harmless, [Edit(place.line, place.column, len(text), _STAND_IN)])
    meant, problems = _read(harmless, path)
    node, left = _read(quoted, path)
    if meant is None or node is None or problems or left:
        return data
    typed = {place: unicodedata.normalize("NFC", text) for place, text in texts.items()}
    found = {scalar.location: scalar.text for scalar in _scalars(meant)}
    as_meant = set(typed) <= set(found)
    return quoted if as_meant and _with_texts(meant, typed) == content_of(node) else data


def _first_stumble(data: bytes, path: str, field_names: Set[str]) -> Location | None:
    """Where the text begins whose signs YAML stumbles over first; None where the file has another
    fault, or none.
    """
    _, problems = _read(data, path)
    if not problems or any(p.rule not in (*_TEXT_BEGINS, _COLON) for p in problems):
        return None
    problem = problems[0]
    line = _lines(data)[problem.location.line - 1]
    start = writer.value_start(line)
    reported = problem.location.column - 1
    if problem.rule == _COLON and not line[reported:].startswith(":"):
        start = len(line) - len(line.lstrip(" -"))  # an entry of a list, taken for a field
    if reported != start and not (problem.rule == _COLON and reported > start):
        return None
    text = _rest_of_line(data, Location(path, problem.location.line, start + 1))
    names = {match[1] for match in _NAME_IN_TEXT.finditer(text)}
    # "stem: Why: a or b?" begins with a word that only looks like the field 'why'.
    is_entry = start == len(line) - len(line.lstrip(" -"))
    first = "" if is_entry else text.partition(":")[0]
    names = {name if name == first else name.lower() for name in names}
    if not text or " #" in text or "\t" in text or names & field_names:
        return None
    if any(map(decoding.refusal, text)):
        return None
    return Location(path, problem.location.line, start + 1)


def _rest_of_line(data: bytes, place: Location) -> str:
    return _lines(data)[place.line - 1][place.column - 1 :].rstrip()


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8-sig", "replace").split("\n")


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, MappingNode):
        for _, value in node.entries:
            yield from _scalars(value)
    elif isinstance(node, ListNode):
        for entry in node:
            yield from _scalars(entry)
    else:
        yield node


def _with_texts(node: Node, texts: dict[Location, str]) -> object:
    """The content of a node with other texts at some places."""
    if isinstance(node, MappingNode):
        return {"fields": [(key.text, _with_texts(value, texts)) for key, value in node.entries]}
    if isinstance(node, ListNode):
        return [_with_texts(entry, texts) for entry in node]
    return texts.get(node.location, node.text)


def _with_quoted_questions(data: bytes, path: str) -> bytes:
    """With quotes around texts in brackets that have a question mark, and are read as typed."""
    before, problems = _read(data, path)
    lines = _lines(data)
    edits = set()
    for problem in problems:
        line, at = lines[problem.location.line - 1], problem.location.column - 1
        span = _entry_in_brackets(line, at) if line[at : at + 1] == "?" else None
        if problem.rule != "special-sign" or span is None:
            return data
        start, text = span
        edits.add(Edit(problem.location.line, start + 1, len(text), writer.quoted(text)))
    if before is None or not edits:
        return data
    quoted = writer.edited(data, edits)
    after, problems = _read(quoted, path)
    return data if problems or content_of(after) != content_of(before) else quoted


def _entry_in_brackets(line: str, at: int) -> tuple[int, str] | None:
    """Where the entry around a place begins, and its text; None where that is not plain to see."""
    start = max(line.rfind(sign, 0, at) + len(sign) for sign in ("[", "{", ",", ": "))
    end = min((n for sign in ",]}" if (n := line.find(sign, at)) >= 0), default=-1)
    text = line[start:end].strip()
    if end < 0 or set(text) & set("\"'#[{\t") or ": " in text:
        return None
    return start + line[start:].index(text), text


# ---------------------------------------------------------------- hyphens


def _with_hyphens(data: bytes, path: str) -> bytes:
    """With a hyphen before each entry of a list that lacks it."""
    node, problems = _read(data, path)
    if node is None or problems:
        return data
    places = list(_unmarked_entries(node))
    lines = _lines(data)
    if not places or any(lines[at.line - 1][: at.column - 1].strip(" ") for at in places):
        return data
    marked = writer.edited(data, [Edit(at.line, at.column - 2, 2, "- ") for at in places])
    after, problems = _read(marked, path)
    if after is None or problems or _parted(node, set(places)) != content_of(after):
        return data
    return marked


def _unmarked_entries(node: Node) -> Iterator[Location]:
    """Where entries of lists begin that have no hyphen, outside of brackets."""
    if isinstance(node, MappingNode):
        for _, value in node.entries:
            yield from _unmarked_entries(value)
    elif isinstance(node, ListNode):
        for entry in node:
            yield from _unmarked_entries(entry)
            if isinstance(entry, MappingNode):
                first = entry.entries[0][0]
                if entry.location == first.location:  # in brackets it begins before its first field
                    yield from (
                        key.location for key, _ in entry.entries[1:] if begins_anew(entry, key)
                    )


def _parted(node: Node, places: Set[Location]) -> object:
    """The content of a node, its entries parted at some places."""
    if isinstance(node, MappingNode):
        return {"fields": [(key.text, _parted(value, places)) for key, value in node.entries]}
    if not isinstance(node, ListNode):
        return node.text
    entries: list[object] = []
    for entry in node:
        if not isinstance(entry, MappingNode):
            entries.append(_parted(entry, places))
            continue
        fields: list[tuple[str, object]] = []
        for key, value in entry.entries:
            if key.location in places:
                entries.append({"fields": fields})
                fields = []
            fields.append((key.text, _parted(value, places)))
        entries.append({"fields": fields})
    return entries
