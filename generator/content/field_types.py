"""The kinds of value that declared fields hold: texts, ids, dates, numbers, choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.content.blueprint import Range
from generator.content.dates import DateRange, PartialDate
from generator.content.fields import FieldType, Reference, report_wrong_type, suggestion
from generator.content.nodes import Node, ScalarNode, shorten
from generator.page import markup
from generator.page.markup import Text
from generator.problems import Problems

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def _scalar(
    says: str,
    shape: str,
    convert: Callable[[str], Any],
    rule: str = "wrong-value",
    detail: Any = None,
) -> FieldType:
    """A kind read from one text; `convert` raises ValueError with a sentence for the author."""

    def read(node: Node, problems: Problems) -> Any:
        if not isinstance(node, ScalarNode):
            report_wrong_type(problems, node, says)
            return None
        try:
            return convert(node.text.strip())
        except ValueError as error:
            problems.add(node.location, rule, str(error))
            return None

    return FieldType(says, read, shape, detail)


def _read_text(node: Node, problems: Problems) -> Text | None:
    if not isinstance(node, ScalarNode):
        hint = (
            "; if the text holds ': ', put it in quotes or on the next line under >-"
            if not isinstance(node, ScalarNode)
            else ""
        )
        report_wrong_type(problems, node, f"a text{hint}")
        return None
    source = " ".join(node.text.split("\n")).strip()
    if not source:
        problems.add(node.location, "empty-text", "the text is empty; fill it in or remove it")
        return None
    try:
        if not markup.plain(source).strip():
            problems.add(
                node.location,
                "empty-text",
                "the text is nothing but markup; fill it in or remove it",
            )
            return None
    except markup.MarkupError as error:
        problems.add(
            node.location, "markup", f"at character {error.offset + 1} of the text: {error}"
        )
        return None
    return Text(source, node.location)


TEXT = FieldType("a text", _read_text)


def _line(text: str) -> str:
    if not text:
        raise ValueError("the text is empty; fill it in or remove it")
    return " ".join(text.split())


LINE = _scalar("a line of text", "line", _line)


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(
            f"'{shorten(text)}' is not an id: use small letters a–z, digits and single hyphens, "
            "as in fc-kosovo-2008"
        )
    if len(text) > 80:
        raise ValueError(f"the id '{shorten(text)}' is longer than 80 characters")
    return text


ID = _scalar("an id (small letters, digits, hyphens)", "id", _identifier)


def _read_reference(node: Node, problems: Problems) -> Reference | None:
    name = ID.read(node, problems)
    return None if name is None else Reference(name, node.location)


REFERENCE = FieldType("an id (small letters, digits, hyphens)", _read_reference, "id")


def choice(*allowed: str) -> FieldType:
    """One of some fixed words."""
    says = ", ".join(allowed[:-1]) + f" or {allowed[-1]}" if len(allowed) > 1 else f"'{allowed[0]}'"

    def convert(text: str) -> str:
        if text not in allowed:
            raise ValueError(
                f"'{shorten(text)}' stands where there must be {says}{suggestion(text, allowed)}"
            )
        return text

    return _scalar(says, "choice", convert, detail=allowed)


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        hint = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(
            text.casefold(), text.casefold()
        )
        near = f" (did you mean '{hint}'?)" if hint in ("true", "false") else ""
        raise ValueError(f"'{shorten(text)}' stands where there must be true or false{near}")
    return text == "true"


FLAG = _scalar("true or false", "flag", _flag)


def whole_number(least: int, most: int) -> FieldType:
    """A whole number within limits."""
    says = f"a whole number from {least} to {most}"

    def convert(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"'{shorten(text)}' stands where there must be {says}")
        return int(text)

    return _scalar(says, "whole", convert, detail=(least, most))


def _points(text: str) -> Fraction:
    if not re.fullmatch(r"[0-9]{1,3}(\.[05]0*)?", text) or not 0 < Fraction(text) <= 200:
        raise ValueError(
            f"'{shorten(text)}' stands where there must be points: a multiple of 0.5 above 0 and at most 200"
        )
    return Fraction(text)


POINTS = _scalar("points (a multiple of 0.5)", "points", _points)


def _minutes(text: str) -> Fraction:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) or not 0 < Fraction(text) <= 300:
        raise ValueError(
            f"'{shorten(text)}' stands where there must be minutes: a number above 0 and at most 300 (2, 0.5)"
        )
    return Fraction(text)


MINUTES = _scalar("minutes", "minutes", _minutes)


def _amounts(says: str, pattern: str) -> Callable[[str], Range]:
    """Reads `4`, `4..6`, `4..` and `..6`, each number of which matches the pattern."""

    def convert(text: str) -> Range:
        found = re.fullmatch(rf"({pattern})?(\s*\.\.\s*)?({pattern})?", text)
        low, dots, high = (found[1], found[2], found[3]) if found else ("", "", "")
        if not (low or high) or (high and not dots):
            raise ValueError(f"'{shorten(text)}' stands where there must be {says}")
        least, most = Fraction(low or 0), Fraction(high or low) if high or not dots else None
        if most is not None and least > most:
            raise ValueError(
                f"'{shorten(text)}' ends below its beginning; write the smaller number first"
            )
        return Range(least, most)

    return convert


_POINTS_SAY = "points or a range of them (4, 4..6, 4.., ..6; multiples of 0.5)"
_COUNT_SAYS = "a number of items or a range (1, 2..4, 2.., ..4)"
POINTS_RANGE = _scalar(
    _POINTS_SAY, "points-range", _amounts(_POINTS_SAY, r"[0-9]{1,4}(?:\.[05]0*)?")
)
COUNT_RANGE = _scalar(_COUNT_SAYS, "count-range", _amounts(_COUNT_SAYS, r"[0-9]{1,4}"))


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"[-−]?[0-9]{1,15}(\.[0-9]{1,9})?", text):
        raise ValueError(
            f"'{shorten(text)}' stands where there must be a number, with a point before decimals (750, 0.25, -3)"
        )
    return Decimal(text.replace("−", "-"))


NUMBER = _scalar("a number", "number", _number)
PARTIAL_DATE = _scalar("a date (2008, 2008-02 or 2008-02-17)", "date", PartialDate.parse)
DATE_RANGE = _scalar("a date or a range (2008-02, 2008..2009, ..2020-08)", "span", DateRange.parse)


def _seed(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        raise ValueError("a seed is 32 digits 0–9 a–f; 'packs reseed' writes a fresh one")
    if len(set(text)) < 4:
        raise ValueError("this seed is not random; 'packs reseed' writes a fresh one")
    return text


SEED = _scalar("a seed (32 hexadecimal digits)", "seed", _seed)


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"'{shorten(text)}' is not a language tag such as en, de or sr-Latn")
    return text


LANGUAGE = _scalar("a language tag", "language", _language)


def one_of(*kinds: tuple[type, FieldType]) -> FieldType:
    """A value whose kind depends on what stands there: pairs of node type and kind."""
    says = " or ".join(kind.says for _, kind in kinds)

    def read(node: Node, problems: Problems) -> Any:
        for node_type, kind in kinds:
            if isinstance(node, node_type):
                return kind.read(node, problems)
        report_wrong_type(problems, node, says)
        return None

    return FieldType(says, read, "either", tuple(kind for _, kind in kinds))


def range_text(wanted: Range, show: Callable[[Fraction], str]) -> str:
    """A range as an instructor reads it: 4, 4–6, at least 4, at most 6."""
    if wanted.most is None:
        return f"at least {show(wanted.least)}"
    if wanted.least == wanted.most:
        return show(wanted.least)
    return (
        f"{show(wanted.least)}–{show(wanted.most)}"
        if wanted.least
        else f"at most {show(wanted.most)}"
    )


def points_text(points: Fraction) -> str:
    """Points as printed: 2, 2½ or ½."""
    number, half = divmod(points, 1)
    return (str(number) if number or not half else "") + ("½" if half else "")
