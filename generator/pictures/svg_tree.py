"""SVG files to elements with their styles; entities and whatever leads outside are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from generator.pictures.refused import PictureRefused

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 50_000
MOST_DEPTH = 100

_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"
# Names of elements that no drawing here may have, with what to do.
_AS_PIXELS = "save the picture as PNG instead"
_REFUSED = {
    "script": "it holds a script; remove it",
    "foreignObject": f"it holds parts that are not SVG (<foreignObject>); {_AS_PIXELS}",
    "image": "it holds another picture (<image>); place that picture by itself, or save all as PNG",
    "a": "it holds a link; remove it",
    "animate": "it moves; remove the animation",
    "animateTransform": "it moves; remove the animation",
    "animateMotion": "it moves; remove the animation",
    "set": "it moves; remove the animation",
    "textPath": "it has text along a line; turn that text into paths",
    "iframe": "it holds another page; remove it",
    "audio": "it holds a sound; remove it",
    "video": "it holds a film; remove it",
}
_LEADS_OUTSIDE = "it refers to another file; put everything into the SVG itself"
_OWN_FONT = "it brings a font of its own; remove it"
# Elements whose content is not drawn, and says nothing on the page.  LibreOffice puts a font into
# every file, whose letters are those of any other.
_SKIPPED = {"title", "desc", "metadata", "font"}
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[A-Za-z]+|\*)?(?:\.(?P<classes>[\w.-]+))?(?:#(?P<id>[\w-]+))?")
# Source: the font property in Cascading Style Sheets, level 2, section 15.8.
_FONT = re.compile(
    r"(?:(?P<style>italic|oblique)\s+|(?P<weight>bold|bolder|[1-9]00)\s+|(?:normal|small-caps)\s+)*"
    r"(?P<size>[\d.]+[a-z%]+)(?:\s*/\s*[\w.%]+)?\s+(?P<family>.+)"
)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|@font-face|expression\(|javascript:", re.I)


@dataclass
class SvgElement:
    """An element of SVG: its name, attributes (styles of style sheets among them), text and
    children in order, and the line of the file that it begins in.
    """

    name: str
    attributes: dict[str, str]
    line: int
    parts: list[SvgElement | str] = field(default_factory=list)

    @property
    def children(self) -> list[SvgElement]:
        """The elements in it."""
        return [part for part in self.parts if isinstance(part, SvgElement)]

    def get(self, name: str) -> str:
        """An attribute, or ""."""
        return self.attributes.get(name, "").strip()


_Selector = tuple[re.Match[str], ...]  # an element, behind what it is in
_Rules = list[tuple[tuple[int, int], _Selector, dict[str, str]]]
Faults = dict[str, list[int]]  # why a picture is refused, and the lines where


def read_svg_tree(data: bytes, faults: Faults) -> SvgElement:
    """The root of an SVG file, without what may not be there, which is added to the faults.  Raises
    PictureRefused where it cannot be read on.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused(
            f"the file has {len(data) / 1e6:.0f} MB; an SVG may have {MOST_BYTES // 1_000_000} MB"
        )
    builder = _Builder(faults)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, given: builder.start(
        name, given, parser.CurrentLineNumber
    )
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.EntityDeclHandler = builder.entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused(
            f"it is not sound SVG (line {parser.CurrentLineNumber}); save it again"
        ) from None
    if builder.root is None or builder.root.name != "svg":
        raise PictureRefused("it is XML but not SVG; save the picture as SVG or PNG")
    _apply_styles(builder.root, builder.styles, faults)
    return builder.root


class _Builder:
    """Gathers elements as the parser meets them, and leaves out what may not be there."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.root: SvgElement | None = None
        self.open: list[SvgElement] = []
        self.styles: list[tuple[int, str]] = []
        self.count, self.skipping = 0, 0

    def doctype(self, name: str, system: str | None, public: str | None, own: int) -> None:
        """A document type is allowed where it declares nothing."""
        if own:
            self.entity()

    def entity(self, *declared: object) -> NoReturn:
        """Entities are how small files become large ones, and how they read others."""
        raise PictureRefused("it declares entities (<!DOCTYPE … [); save it as plain SVG")

    def start(self, name: str, given: Mapping[str, str], line: int) -> None:
        """An element begins."""
        space, _, local = name.rpartition(" ")
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > MOST_DEPTH:
            raise PictureRefused(f"it has too many parts to print as lines; {_AS_PIXELS}")
        if self.skipping or space not in (_SVG, "") or local in _SKIPPED:
            self.skipping += 1
            return
        in_switch = bool(self.open) and self.open[-1].name == "switch"
        if in_switch and self.open[-1].children:  # the first that can be drawn is all that is drawn
            self.skipping += 1
            return
        if local in _REFUSED and not (in_switch and local == "foreignObject"):
            self.faults.setdefault(_REFUSED[local], []).append(line)
            self.skipping += 1
            return
        element = SvgElement(local, _attributes(given, line, self.faults), line)
        if local == "foreignObject":  # another child of the switch is drawn in its place
            self.skipping += 1
            return
        if self.open:
            self.open[-1].parts.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, name: str) -> None:
        """An element ends."""
        if self.skipping:
            self.skipping -= 1
            return
        element = self.open.pop()
        if element.name == "style":
            sheet = "".join(part for part in element.parts if isinstance(part, str))
            if fault := _reach(sheet):
                self.faults.setdefault(fault, []).append(element.line)
            self.styles.append((element.line, sheet))

    def text(self, data: str) -> None:
        """Text between elements."""
        if self.open and not self.skipping:
            self.open[-1].parts.append(data)


def _attributes(given: Mapping[str, str], line: int, faults: Faults) -> dict[str, str]:
    """What is said of an element in a line, without what may not be there."""
    attributes = {}
    for name, value in given.items():
        space, _, local = name.rpartition(" ")
        if space not in ("", _SVG, _LINK):
            continue
        fault = _reach(value)
        if local.lower().startswith("on"):
            fault = f"it holds a script ({local}); remove it"
        elif local == "href" and not value.strip().startswith("#"):
            fault = _LEADS_OUTSIDE
        if fault:
            faults.setdefault(fault, []).append(line)
        else:
            attributes[local] = value
    return attributes


def _reach(value: str) -> str:
    """Why a style that loads something is refused; "" for one that does not."""
    if "@font-face" in value.lower():
        return _OWN_FONT
    return _LEADS_OUTSIDE if _OUTSIDE.search(value) else ""


def declarations(style: str) -> dict[str, str]:
    """The properties of a style attribute or of a rule."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found |= _longhand(name.strip().lower(), value.replace("!important", "").strip())
    return found


def _longhand(name: str, value: str) -> dict[str, str]:
    """A property; of `font` those that it stands for."""
    match = _FONT.fullmatch(value) if name == "font" else None
    if match is None:
        return {name: value}
    return {
        f"font-{part}": match[part] or "normal" for part in ("style", "weight", "size", "family")
    }


def _apply_styles(root: SvgElement, sheets: list[tuple[int, str]], faults: Faults) -> None:
    """Write what style sheets and style attributes say as attributes: simple selectors only."""
    rules: _Rules = []
    for line, sheet in sheets:
        text = re.sub(r"/\*.*?\*/|<!--|-->", _line_breaks, sheet, flags=re.S)
        for rule in _RULE.finditer(text):
            _read_rule(rule, line + text[: rule.end(1)].count("\n"), rules, faults)
    rules.sort(key=lambda rule: rule[0])
    waiting: list[tuple[SvgElement, ...]] = [(root,)]
    while waiting:
        *above, element = path = waiting.pop()
        for _, selector, properties in rules:
            if _applies(selector[-1], element) and _are_above(selector[:-1], above):
                element.attributes.update(properties)
        element.attributes.update(declarations(element.get("style")))
        waiting += [(*path, child) for child in element.children]


def _line_breaks(comment: re.Match[str]) -> str:
    """What takes the place of a comment."""
    return "\n" * comment[0].count("\n")


def _read_rule(rule: re.Match[str], line: int, rules: _Rules, faults: Faults) -> None:
    """Add the selectors of a rule of a style sheet, which is in that line."""
    for selector in rule[1].split(","):
        matches = [_SELECTOR.fullmatch(part) for part in selector.split()]
        found = tuple(match for match in matches if match)
        if not found or len(found) < len(matches):
            fault = (
                f"its style sheet uses '{' '.join(selector.split())}', which is not read here; "
                "save it as plain SVG, or with styles as attributes"
            )
            faults.setdefault(fault, []).append(line)
        else:
            rank = _rank(found)
            rules.append(((rank, len(rules)), found, declarations(rule[2])))


def _rank(selector: _Selector) -> int:
    """What a selector counts against others: ids before classes before names of elements."""
    counts = ((match["id"], match["classes"], match["tag"]) for match in selector)
    return sum(100 * bool(i) + 10 * bool(classes) + bool(tag) for i, classes, tag in counts)


def _are_above(selector: _Selector, above: Sequence[SvgElement]) -> bool:
    """Whether elements that a selector names are around another, in its order."""
    outer = iter(reversed(above))
    return all(any(_applies(match, element) for element in outer) for match in reversed(selector))


def _applies(match: re.Match[str], element: SvgElement) -> bool:
    classes = element.get("class").split()
    return (
        match["tag"] in (None, "*", element.name)
        and match["id"] in (None, element.get("id"))
        and all(name in classes for name in (match["classes"] or "").split(".") if name)
    )
