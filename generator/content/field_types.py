"""The types of value that declared fields hold: texts, ids, dates, numbers, choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from generator.content import messages
from generator.content.blueprint import Range
from generator.content.dates import ERA_YEAR, PARTIAL, DateRange, PartialDate
from generator.content.fields import FieldType, Reference, Scalar, report_wrong_type
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode, shorten
from generator.page import commonmark, markup
from generator.page.blocks import Picture
from generator.page.markup import Text
from generator.page.understood import blocks_of, is_kept_as_blocks
from generator.problems import WARNING, Problems

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WINDOWS_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_EMPTY = "the text is empty; fill it in or remove it"
_NEW_SEED = "run 'packs reseed PACK' to get a new one"
T = TypeVar("T")


def _scalar(
    expected: str, convert: Callable[[str], T], scalar: Scalar | None = None
) -> FieldType[T]:
    """A type read from one text; `convert` raises ValueError with a sentence for the author.

    `scalar`: what of that can be said as data.
    """

    def read(node: Node, problems: Problems) -> T | None:
        if not isinstance(node, ScalarNode):
            report_wrong_type(problems, node, expected)
            return None
        try:
            return convert(node.text.strip())
        except ValueError as error:
            problems.add(node.location, "wrong-value", str(error))
            return None

    return FieldType(expected, read, scalar=scalar or Scalar())


def _not_allowed(text: str, remedy: str) -> ValueError:
    return ValueError(messages.not_allowed(shorten(text), remedy))


def _read_text(node: Node, problems: Problems) -> Text | None:
    return read_text(node, problems)


def _read_prose(node: Node, problems: Problems) -> Text | None:
    return read_text(node, problems, blocks=True)


def read_text(node: Node, problems: Problems, blocks: bool = False) -> Text | None:
    """A text as records keep it; `blocks`: it may be more than one paragraph.

    Reports markup that cannot be understood, and line breaks that are lost.
    """
    if not isinstance(node, ScalarNode):
        remedies = {MappingNode: messages.QUOTE_COLONS, ListNode: messages.NO_BRACKETS}
        remedy = remedies[type(node)]
        report_wrong_type(problems, node, "a text", remedy)
        return None
    if not node.text.strip():
        problems.add(node.location, "empty-text", _EMPTY)
        return None
    try:
        source = commonmark.understand(node.text, blocks=blocks, literal=node.literal)
    except markup.MarkupError as error:
        message = f"at character {error.offset + 1} of the text: {error}"
        problems.add(node.location, "markup", message)
        return None
    if not blocks and commonmark.loses_lines(node.text, node.literal):
        problems.add(node.location, "joined-lines", messages.JOINED_LINES, WARNING)
    if lone := commonmark.lone_sign(node.text):
        problems.add(node.location, "lone-sign", messages.lone_sign(lone), WARNING)
    elif "*" in node.text and (word := commonmark.emphasis_in_word(markup.parse(source))):
        problems.add(node.location, "lone-sign", messages.emphasis_in_word(word), WARNING)
    elif "^" in node.text and (word := commonmark.raised_in_word(markup.parse(source))):
        problems.add(node.location, "lone-sign", messages.raised_in_word(word), WARNING)
    elif "\\" in node.text and (word := commonmark.lost_backslash(markup.parse(source), node.text)):
        problems.add(node.location, "lone-sign", messages.lost_backslash(word), WARNING)
    if not is_kept_as_blocks(source) and not markup.plain(source).strip():
        message = "the text has only formatting signs; add words or remove it"
        problems.add(node.location, "empty-text", message)
        return None
    return Text(source, node.location)


TEXT = FieldType("a text", _read_text, scalar=Scalar())
"""A text of one paragraph."""
PROSE = FieldType("a text", _read_prose, scalar=Scalar())
"""A text of any number of paragraphs, lists, tables, lines of code and the like."""


def _read_side(node: Node, problems: Problems) -> Text | None:
    """A text of one paragraph, or a picture and nothing else."""
    is_picture = isinstance(node, ScalarNode) and node.text.lstrip().startswith("![")
    text = read_text(node, problems, blocks=is_picture)
    if text and is_picture:
        blocks = blocks_of(text.source)
        if len(blocks) != 1 or not isinstance(blocks[0], Picture):
            problems.add(node.location, "markup", _ONE_PICTURE)
            return None
    return text


_ONE_PICTURE = "there can be one picture here, or one paragraph; put what is more into the stem"
TEXT_OR_PICTURE = FieldType("a text or a picture", _read_side, scalar=Scalar())
"""A text of one paragraph, or a picture."""


def _line(text: str) -> str:
    if not text:
        raise ValueError(_EMPTY)
    return " ".join(text.split())


LINE = _scalar("a line of text", _line)


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(
            f"'{shorten(text)}' is not an id; use small letters a–z, digits and single hyphens, "
            "for example leaf-light-2"
        )
    if len(text) > 80:
        raise ValueError(f"the id '{shorten(text)}' is longer than 80 characters; shorten it")
    return text


ID = _scalar(
    "an id (small letters, digits, hyphens)",
    _identifier,
    Scalar((), _ID.pattern, Fraction(0), step=Fraction(1)),
)


def check_file_name(name: str) -> None:
    """Raise ValueError, in words for people, where Windows keeps a name for a device.

    Source: "Naming Files, Paths, and Namespaces", Microsoft Learn.
    """
    if name in _WINDOWS_DEVICES:
        raise ValueError(
            f"'{name}' cannot be the name of a file or folder on Windows; take another, for "
            f"example {name}-1"
        )


def _file_identifier(text: str) -> str:
    check_file_name(text)
    return _identifier(text)


FILE_ID = _scalar(ID.expected, _file_identifier, ID.scalar)
"""An id that names a file or folder, on every system."""


def _read_reference(node: Node, problems: Problems) -> Reference | None:
    name = ID.read(node, problems)
    return None if name is None else Reference(name, node.location)


REFERENCE = FieldType(ID.expected, _read_reference, scalar=ID.scalar)


def choice(*allowed: str) -> FieldType[str]:
    """One of some fixed words."""
    words = messages.either(allowed)

    def convert(text: str) -> str:
        if text not in allowed:
            raise _not_allowed(text, f"use {words}{messages.did_you_mean(text, allowed)}")
        return text

    return _scalar(words if len(allowed) > 1 else f"'{words}'", convert, Scalar(allowed))


_FLAGS = ("true", "false")


def _flag(text: str) -> bool:
    if text not in _FLAGS:
        capitals = text.lower() in _FLAGS
        hint = ", in small letters" if capitals else messages.did_you_mean(text, _FLAGS)
        raise _not_allowed(text, f"write true or false{hint}")
    return text == "true"


FLAG = _scalar("true or false", _flag, Scalar(_FLAGS))


_WHOLE = r"-?[0-9]{1,9}"


def whole_number(least: int, most: int, or_else: str = "") -> FieldType[int]:
    """A whole number within limits; `or_else`: what its field takes besides, for the message."""
    expected = f"a whole number from {least} to {most}"
    besides = f", or {or_else}" if or_else else ""

    def convert(text: str) -> int:
        if not re.fullmatch(_WHOLE, text) or not least <= int(text) <= most:
            raise _not_allowed(text, f"write {expected}{besides}")
        return int(text)

    limits = Scalar((), _WHOLE, Fraction(least), Fraction(most), Fraction(1))
    return _scalar(expected + besides, convert, limits)


_HALF = Fraction(1, 2)
_POINTS = Scalar((), r"[0-9]{1,3}(\.[05]0*)?", _HALF, Fraction(200), _HALF)


def _points(text: str) -> Fraction:
    if not re.fullmatch(_POINTS.pattern, text) or not 0 < Fraction(text) <= 200:
        raise ValueError(
            f"'{shorten(text)}' is not a valid number of points; "
            "write a multiple of 0.5, from 0.5 to 200"
        )
    return Fraction(text)


POINTS = _scalar("points (a multiple of 0.5)", _points, _POINTS)


_MINUTES = Scalar((), r"[0-9]{1,3}(\.[0-9]{1,2})?", Fraction(1, 100), Fraction(300))


def _minutes(text: str) -> Fraction:
    if not re.fullmatch(_MINUTES.pattern, text) or not 0 < Fraction(text) <= 300:
        raise ValueError(
            f"'{shorten(text)}' is not a valid number of minutes; "
            "write a number above 0 and up to 300, for example 2 or 0.5"
        )
    return Fraction(text)


MINUTES = _scalar("minutes", _minutes, _MINUTES)


def _range(expected: str, number: str, step: Fraction) -> FieldType[Range]:
    """Reads `4`, `4..6`, `4..` and `..6`, each number of which matches the pattern."""
    pattern = rf"({number})?(\s*\.\.\s*)?({number})?"

    def convert(text: str) -> Range:
        match = re.fullmatch(pattern, text)
        low, dots, high = match.groups() if match else (None, None, None)
        if not (low or high) or (high and not dots):
            raise _not_allowed(text, f"write {expected}")
        least, most = Fraction(low or 0), Fraction(high or low or 0) if high or not dots else None
        if most is not None and least > most:
            raise ValueError(
                f"the range '{shorten(text)}' is the wrong way round; "
                "write the smaller number first"
            )
        return Range(least, most)

    return _scalar(expected, convert, Scalar((), pattern, Fraction(0), Fraction(9999), step))


POINTS_RANGE = _range(
    "points or a range of them (4, 4..6, 4.., ..6; multiples of 0.5)",
    r"[0-9]{1,4}(?:\.[05]0*)?",
    _HALF,
)
COUNT_RANGE = _range("a number of items or a range (1, 2..4, 2.., ..4)", r"[0-9]{1,4}", Fraction(1))
FACILITY_RANGE = _range(
    "a facility or a range from 0 to 1 (0.4..0.8, 0.4.., ..0.8)",
    r"(?:0(?:\.[0-9]{1,4})?|1(?:\.0{1,4})?)",
    Fraction(1, 10000),
)


_NUMBER = r"[-−]?[0-9]{1,15}(\.[0-9]{1,9})?"


def _instead_of(text: str) -> str:
    """What to type where a number is written in a way that is not read."""
    if percent := re.fullmatch(r"([-−]?[0-9.,]+)\s*%", text):
        return f"type {percent[1]} here, and % as the 'unit'"
    if parts := re.fullmatch(r"([-−]?[0-9]{1,9})\s*/\s*([1-9][0-9]{0,8})", text):
        value = Fraction(int(parts[1].replace("−", "-")), int(parts[2]))
        decimal = f"{float(value):.3f}".rstrip("0").rstrip(".")
        rounded = Fraction(decimal) != value
        return f"type {decimal}" + (", and a 'tolerance' for what is rounded" if rounded else "")
    if re.fullmatch(
        r"[-−]?[0-9.]+\s*(?:[eE]|(?:[x×*·]|\\times)\s*10\s*\^?)\s*\^?[-+−]?[0-9]+\^?", text
    ):
        return "write it out, or ask for it in another unit, such as 'in units of 10^23^'"
    if grouped := re.fullmatch(r"\+?([-−]?[0-9]{1,3}(?:[ _'’\u00a0\u202f][0-9]{3})+)", text):
        return f"type {re.sub('[^-−0-9]', '', grouped[1])}"
    if bare := re.fullmatch(r"(?=.*[0-9])\+?([-−]?)([0-9]*)\.?([0-9]*)", text):
        return f"type {bare[1]}{bare[2] or 0}{'.' if bare[3] else ''}{bare[3]}"
    # A letter that goes on with digits is another notation (0x1F), not a unit.
    if with_unit := re.fullmatch(rf"({_NUMBER})(?:\s+(?=[^\W\d_]|[°€$£¥])|(?=\D+$))(.+)", text):
        return f"type {with_unit[1]} here, and {shorten(with_unit[3])} as the 'unit'"
    return "use a point for decimals, for example 0.25"


def _number(text: str) -> Decimal:
    if not re.fullmatch(_NUMBER, text):
        if re.fullmatch(r"[-−]?[0-9]+(\.[0-9]+)?", text):
            raise ValueError(
                f"'{shorten(text)}' is too long for a number: up to 15 digits before the point, "
                "up to 9 behind it"
            )
        raise ValueError(f"'{shorten(text)}' is not a number; {_instead_of(text)}")
    return Decimal(text.replace("−", "-"))


NUMBER = _scalar("a number", _number, Scalar(pattern=_NUMBER))


_NOT_PER_CENT = "a tolerance is in the unit of the key: for 5% of 200 type 10"


def _tolerance(text: str) -> Decimal:
    if re.fullmatch(r"[0-9.,]+\s*%", text):
        raise ValueError(f"'{shorten(text)}' is not a number; {_NOT_PER_CENT}")
    return _number(text)


TOLERANCE = _scalar("a number", _tolerance, NUMBER.scalar)
"""How far off a number may be, in its own unit and not in per cent of it."""

_HALVED = r"[-−]?[0-9]{1,15}(?:\.[0-9]{1,8})?"  # whose half has no more decimals than a number may
# In the languages that have catalogues, and in French.
BEFORE_A_RANGE = "between|from|zwischen|von|između|od|између|од"
_AND, _OR = ("and", "und", "i", "и"), ("or", "oder", "ili", "или")
_RANGE = re.compile(
    rf"""(?:({BEFORE_A_RANGE})\s+)?
    ({_HALVED})(?:\s*([^\W\d_]\D{{0,20}}?\s|[°%€$£¥]\D{{0,20}}?))??\s*
    (±|\+/?[-−–]|to|bis|do|до|à|[-−–—]|\.\.\.?|…|{"|".join(_AND + _OR)})\s*
    ({_HALVED})\s*(\D+)?""",
    re.VERBOSE,
)


def _middle(text: str) -> str:
    """What to type for a range (5 to 10, 5–10 cm) or a number and its tolerance (5 ± 2); "" for
    what is neither.
    """
    if not (found := _RANGE.fullmatch(text)):
        return ""
    before, first, unit, sign, second, unit_behind = found.groups(default="")
    units = {each.strip() for each in (unit, unit_behind)} - {""}
    low, high = (Decimal(number.replace("−", "-")) for number in (first, second))
    middle, tolerance = (low + high) / 2, (high - low) / 2
    if sign[0] in "±+":
        middle, tolerance = low, high
        if unit_behind.startswith("%") and not unit:
            return f"type {first} here, and the rest as the 'tolerance'; {_NOT_PER_CENT}"
    if sign in _OR or (sign in _AND and not before):
        return "type one of them: one number is right, and with a 'tolerance' what is near it"
    if tolerance <= 0 or len(units) > 1:
        return ""
    of_unit = "".join(f", {shorten(each)} as the 'unit'" for each in units)
    here, around = (f"{each.normalize():f}" for each in (middle, tolerance))
    return f"type {here} here{of_unit}, and {around} as the 'tolerance'"


def _right_number(text: str) -> Decimal:
    if advice := _middle(text):
        raise ValueError(f"'{shorten(text)}' is not a number; {advice}")
    return _number(text)


RIGHT_NUMBER = _scalar("a number", _right_number, NUMBER.scalar)
"""A number that has a tolerance beside it, so that a range can be typed by its middle."""

_YEARS = (Fraction(-9999), Fraction(9999), Fraction(1))  # what editors take for a number
_ANY_DATE = f"({PARTIAL.pattern}|{ERA_YEAR.pattern})"
PARTIAL_DATE = _scalar(
    "a date (2008, 2008-02 or 2008-02-17)", PartialDate.parse, Scalar((), _ANY_DATE, *_YEARS)
)
DATE_RANGE = _scalar(
    "a date or a range (2008-02, 2008..2009, ..2020-08)",
    DateRange.parse,
    Scalar((), rf"{_ANY_DATE}?(\s*\.\.\s*{_ANY_DATE}?)?", *_YEARS),
)


_SEED = r"[0-9a-f]{32}"
EXAMPLE_SEED = "7f3a90c2d41e86b5097cfa2e13d8546b"  # in the reference, where everybody reads it


def _seed(text: str) -> str:
    if not re.fullmatch(_SEED, text):
        raise ValueError(f"a seed has 32 characters from 0–9 and a–f; {_NEW_SEED}")
    if len(set(text)) < 4:
        raise ValueError(f"this seed is not random; {_NEW_SEED}")
    return text


SEED = _scalar("a seed (32 hexadecimal digits)", _seed, Scalar(pattern=_SEED))


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(
            f"'{shorten(text)}' is not a language tag; use one such as en, de or sr-Latn"
        )
    return text


LANGUAGE = _scalar("a language tag", _language, Scalar(pattern=_LANGUAGE.pattern, numbers=False))


def one_of(*choices: tuple[type, FieldType[T]]) -> FieldType[T]:
    """A value whose type depends on what is written: pairs of node type and field type."""
    expected = " or ".join(kind.expected for _, kind in choices)

    def read(node: Node, problems: Problems) -> T | None:
        for node_type, kind in choices:
            if isinstance(node, node_type):
                return kind.read(node, problems)
        report_wrong_type(problems, node, expected)
        return None

    return FieldType(expected, read, alternatives=tuple(kind for _, kind in choices))


def range_text(amounts: Range, show: Callable[[Fraction], str]) -> str:
    """A range as an instructor reads it: 4, 4–6, at least 4, at most 6."""
    least, most = amounts.least, amounts.most
    if most is None:
        return f"at least {show(least)}"
    if least == most:
        return show(least)
    return f"{show(least)}–{show(most)}" if least else f"at most {show(most)}"


def points_text(points: Fraction) -> str:
    """Points as printed: 2, 2½ or ½."""
    number, half = divmod(points, 1)
    return (str(number) if number or not half else "") + ("½" if half else "")
