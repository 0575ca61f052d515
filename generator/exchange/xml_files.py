"""XML without document types, entities and network, to elements that know their line."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.exchange.exchanged import LARGEST, ExchangeError

_DEEPEST = 100
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*\bencoding=["']([\w-]+)["']""")


@dataclass
class Element:
    """An element: its tag without namespace, attributes, text before its first child, children,
    the text behind it, and its line.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    tail: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, *path: str) -> list[Element]:
        """The descendants that a path of tags leads to, in order."""
        found = [self]
        for tag in path:
            found = [child for element in found for child in element.children if child.tag == tag]
        return found

    def first(self, *path: str) -> Element | None:
        """The first descendant that a path of tags leads to."""
        return next(iter(self.all(*path)), None)

    def words(self, *path: str) -> str:
        """The text of the first descendant that a path leads to, without blanks around it."""
        element = self.first(*path)
        return element.text.strip() if element else ""

    def descendants(self, tag: str) -> list[Element]:
        """All elements of a tag within it, however deep, in order."""
        found: list[Element] = []
        for child in self.children:
            if child.tag == tag:
                found.append(child)
            found += child.descendants(tag)
        return found


def read_xml(data: bytes) -> Element:
    """The root of a file.  Raises ExchangeError."""
    if len(data) > LARGEST:
        raise ExchangeError("the file is larger than 100 MB; split it and import the parts")
    root = Element("", {}, 0)
    open_elements = [root]
    parser = expat.ParserCreate(_encoding(data), namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > _DEEPEST:
            raise ExchangeError(f"line {parser.CurrentLineNumber}: elements are nested too deep")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], plain, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(name: str) -> None:
        open_elements.pop()

    def characters(text: str) -> None:
        element = open_elements[-1]
        if element.children:
            element.children[-1].tail += text
        else:
            element.text += text

    def refuse(*_: object) -> None:
        raise ExchangeError(
            f"line {parser.CurrentLineNumber}: the file declares a document type or entities; "
            "such files are not read, because they may hide anything. Remove <!DOCTYPE …>"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ExchangeError(
            f"line {error.lineno}, column {error.offset + 1}: the file is no sound XML "
            f"({expat.errors.messages[error.code]})"
        ) from None
    return root.children[0]


def unread(element: Element, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each attribute and element within an element that a reader does not know, with what it says;
    `known` are tags, and attributes as "tag@name".
    """
    for name, value in element.attributes.items():
        if f"{element.tag}@{name}" not in known and value.strip():
            yield f"{element.tag} {name}", value
    for child in element.children:
        if child.tag in known:
            yield from unread(child, known)
        else:
            yield whole(child)


def whole(element: Element) -> tuple[str, str]:
    """An element's name and all that it says, as one value that is not read."""
    return element.tag, " ".join(_says(element))


def _says(element: Element) -> Iterator[str]:
    """The words of an element, however deep, and the values of attributes."""
    yield from (f"{name}={value}" for name, value in element.attributes.items())
    yield from element.text.split()
    for child in element.children:
        yield from _says(child)
        yield from child.tail.split()


def beginning(data: bytes) -> bytes:
    """The first part of a file, in UTF-8 also where the file is in UTF-16: to see what it is."""
    start = data[:4096]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "ignore").encode()
    return start


def _encoding(data: bytes) -> str | None:
    """Windows-1252 where a file says that it is in UTF-8, or nothing, and it is not; else None, for
    what the file says itself.
    """
    declared = _DECLARED.match(beginning(data))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        declared and declared[1].lower() != b"utf-8"
    ):
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return None


def inner_html(element: Element, without: Callable[[Element], bool] = lambda child: False) -> str:
    """What is in an element as HTML; `without` tells which children are left out."""
    parts = [html.escape(element.text, quote=False)]
    for child in element.children:
        if not without(child):
            attributes = "".join(
                f' {name}="{html.escape(value)}"' for name, value in child.attributes.items()
            )
            parts.append(f"<{child.tag}{attributes}>{inner_html(child, without)}</{child.tag}>")
        parts.append(html.escape(child.tail, quote=False))
    return "".join(parts)
