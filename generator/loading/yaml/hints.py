"""A parser's refusal as one sentence for an author: what is wrong, where, and what to type."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.content.nodes import shorten
from generator.loading.yaml.decoding import forbidden

Place = tuple[int, int]  # line and column from 0

LINE_START = re.compile(r" *(?:[-?] +)*")
SURROGATE = re.compile(r"\\(?:u|U0000)([dD][89A-Fa-f][0-9A-Fa-f]{2})")
ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{0,2}|u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|.?)")


@dataclass(frozen=True)
class Advice:
    """A sentence and its place; line and column from 0."""

    line: int
    column: int
    rule: str
    message: str


@dataclass(frozen=True)
class Failure:
    """Where the parser gave up, and why in its words.

    `opened`: where what it was reading began.  `text` to `text_end`: the text read just before, if it was one.
    `bracket`: the last outermost bracket.  `after_flow`: whether one closed just before.
    """

    context: str
    problem: str
    here: Place
    lines: list[str]
    opened: Place | None
    bracket: Place | None
    in_flow: bool
    after_flow: bool
    text: Place | None
    text_end: Place | None
    quoted: bool

    def rest(self, place: Place) -> str:
        """Give the line from a place on."""
        return self.lines[place[0]][place[1] :]

    def first_on_line(self, place: Place) -> bool:
        """Tell whether only indentation and dashes stand before a place."""
        return self.start_of(place[0]) >= place

    def start_of(self, line: int) -> Place:
        """Find where a line begins behind indentation and dashes."""
        return line, LINE_START.match(self.lines[line]).end()


def by_quoting(text: str, in_flow: bool = False) -> str:
    """Say how to write a text so that YAML leaves it alone."""
    quotes = ' ("…")' if not set(text) & set('"\\') else " ('…')" if "'" not in text else ""
    ways = [f"put the whole text in quotes{quotes}"] if quotes or in_flow else []
    if not in_flow:
        ways.append("write it on the next line, indented, under >-")
    return " or ".join(ways)


def _mark(says: str) -> Callable[[str, bool], str]:
    def message(text: str, in_flow: bool) -> str:
        word = shorten(re.split(r"[\s,\]}]", text)[0], 30)
        return f"'{word}' is read as {says}, which is not used here; if it is text, {by_quoting(text, in_flow)}"

    return message


MARKS = {
    "*": ("yaml-alias", _mark("a YAML alias")),
    "&": ("yaml-anchor", _mark("a YAML anchor")),
    "!": ("yaml-tag", _mark("a YAML tag")),
}


def after_quotes(place: Place, after: str, in_flow: bool = False) -> Advice:
    """Say that text goes on after its closing quotes."""
    way = (
        "type a comma between entries, or use the other kind of quotes around the whole text"
        if in_flow
        else "write the text on the next line, indented, under >-, where quotes are ordinary characters"
    )
    return Advice(
        *place,
        "text-after-quote",
        f"the quotes that open here close before '{shorten(after.strip(), 20)}'; {way}",
    )


def question_mark(place: Place) -> Advice:
    """Say that brackets bear no question mark, which one parser takes for text and the other for a sign."""
    return Advice(
        *place,
        "special-sign",
        'a question mark between brackets is read as a sign of YAML; put the whole text in quotes ("…")',
    )


def block_text(place: Place, text: str) -> Advice:
    """Say where text belongs that stands on the line of its | or >."""
    return Advice(
        *place,
        "block-text",
        f"after '{text[:1]}' the text must begin on the next line, indented; "
        f"for a text that begins with '{text[:1]}', {by_quoting(text)}",
    )


def advise(failure: Failure) -> Advice:
    """Choose the first sentence that fits, or a general one."""
    for cause in CAUSES:
        advice = cause(failure)
        if advice:
            return advice
    return Advice(
        *failure.here,
        "yaml-syntax",
        "the file cannot be read from here on; check the indentation, the "
        "quotes and the brackets of this line and the one before",
    )


def _escape(failure: Failure) -> Advice | None:
    if (
        "escape" not in failure.problem
        and "hexdecimal" not in failure.problem
        or "tag" in failure.context
    ):
        return None
    line, column = failure.here
    place = line, max(failure.lines[line].rfind("\\", 0, column + 1), 0)
    half = SURROGATE.match(failure.rest(place))
    if half:
        return Advice(*place, "forbidden-character", forbidden(chr(int(half[1], 16))))
    shown = ESCAPE.match(failure.rest(place))
    return Advice(
        *place,
        "bad-escape",
        f"'{shown[0] if shown else ''}' means nothing in double quotes; type \\\\ for a backslash, or write "
        "the text on the next line, indented, under >-, where it is an ordinary character",
    )


def _document_end(failure: Failure) -> Advice | None:
    if failure.rest(failure.here).startswith("..."):
        return Advice(
            *failure.here,
            "text-after-end",
            "a line '...' ends the content of a file; remove the line",
        )
    if "document start" not in failure.problem:
        return None
    return Advice(
        *failure.here,
        "text-after-end",
        "the content of the file has ended above this line; a file consists of named fields, "
        "each beginning in column 1",
    )


def _special_sign(failure: Failure) -> Advice | None:
    """Look for a text that begins with a sign YAML keeps for itself."""
    is_mark = (
        any(word in failure.context for word in ("alias", "anchor", "tag"))
        or "tag handle" in failure.problem
    )
    place = failure.opened if is_mark and failure.opened else failure.here
    text = failure.rest(place)
    if is_mark and text[:1] in MARKS:
        rule, says = MARKS[text[:1]]
        return Advice(*place, rule, says(text, failure.in_flow))
    is_start = any(
        words in failure.problem
        for words in ("cannot start", "node content", "keys are not allowed")
    )
    if not is_start or not text or failure.in_flow and text[0] in ",]}":
        return None
    return Advice(
        *place,
        "special-sign",
        f"a text cannot begin with '{text[0]}'; {by_quoting(text, failure.in_flow)}",
    )


def _block_text(failure: Failure) -> Advice | None:
    if "block scalar" not in failure.context or not failure.opened:
        return None
    return block_text(failure.opened, failure.rest(failure.opened))


def _open_quote(failure: Failure) -> Advice | None:
    if "quoted scalar" not in failure.context or not failure.opened:
        return None
    sign = failure.rest(failure.opened)[:1]
    return Advice(
        *failure.opened,
        "unclosed-quote",
        f"the quotes that open here are never closed; type {sign} where the text ends, "
        "or write the text on the next line, indented, under >-",
    )


def _after_quotes(failure: Failure) -> Advice | None:
    if (
        not failure.quoted
        or failure.text_end[0] != failure.here[0]
        or failure.rest(failure.text)[:1] not in "'\""
    ):
        return None
    return after_quotes(failure.text, failure.rest(failure.text_end), failure.in_flow)


def _brackets(failure: Failure) -> Advice | None:
    if not failure.bracket:
        return None
    text = failure.rest(failure.bracket)
    opens, closing = ("a list", "]") if text[:1] == "[" else ("named fields", "}")
    if failure.after_flow and not failure.first_on_line(failure.here):
        return Advice(
            *failure.bracket,
            "text-after-bracket",
            f"'{text[:1]}' at the beginning of a value opens {opens}, and text follows its end; "
            f"{by_quoting(text)}",
        )
    if not failure.in_flow:
        return None
    if failure.here[0] > failure.bracket[0]:
        return Advice(
            *failure.bracket,
            "unclosed-bracket",
            f"the bracket that opens here is not closed; type {closing} at the end of its entries, "
            f"or, if it is text, {by_quoting(text)}",
        )
    if failure.rest(failure.here).startswith("?"):
        return question_mark(failure.here)
    return Advice(
        *failure.here,
        "bad-entry",
        f"between {text[:1]} and {closing} one comma must stand between entries; "
        'put a text with other signs in quotes ("…")',
    )


def _list_beside_name(failure: Failure) -> Advice | None:
    if "sequence entries are not allowed" not in failure.problem:
        return None
    return Advice(
        *failure.here,
        "list-beside-name",
        "a list begins on the line after 'name:', each entry on a line of its own; "
        f"for a text that begins with a dash, {by_quoting(failure.rest(failure.here))}",
    )


def _colon(failure: Failure) -> Advice | None:
    """Look for a colon where no field can begin: in a text, or on a line that a text has swallowed."""
    if "mapping values are not allowed" not in failure.problem or not failure.text:
        return None
    start, line = failure.text, failure.here[0]
    text = failure.rest(start)
    if start[0] == line:
        if failure.first_on_line(start):
            return Advice(
                *start,
                "name-too-long",
                "the text before the colon is too long for the name of a field; "
                f"if it is text, {by_quoting(text)}",
            )
        return Advice(
            *failure.here,
            "colon-in-text",
            f"the colon in '{shorten(text)}' is read as the end of a field's "
            f"name; {by_quoting(text)}",
        )
    above = next((line for line in reversed(failure.lines[: start[0]]) if line.strip()), "")
    if failure.first_on_line(start) and not above.rstrip().endswith(":"):
        return _missing_colon(failure, start)
    return Advice(
        *failure.start_of(line),
        "bad-indentation",
        f"this line is read as part of the text that begins on line {start[0] + 1}; for a field, let it "
        "begin in the same column as the fields beside it, for text, write all of it on the lines under >-",
    )


def _missing_colon(failure: Failure, place: Place) -> Advice:
    return Advice(
        *place,
        "missing-colon",
        f"'{shorten(failure.rest(place), 30)}' is neither a field (name, colon, space, value) nor part of "
        "the text above; type the colon and the space, or indent the line deeper",
    )


def _comment_in_text(failure: Failure) -> Advice | None:
    place, end = (
        failure.opened if "simple key" in failure.context else failure.here,
        failure.text_end,
    )
    if (
        not end
        or failure.quoted
        or not place
        or place[0] <= end[0]
        or not failure.rest(end).lstrip().startswith("#")
    ):
        return None
    if ": " in failure.rest(place) or failure.rest(place).rstrip().endswith(":"):
        return None
    return Advice(
        *place,
        "comment-in-text",
        f"the comment on line {end[0] + 1} ends the text that this line goes on "
        "with; move the comment to a line of its own above the text",
    )


def _no_colon(failure: Failure) -> Advice | None:
    return (
        _missing_colon(failure, failure.opened)
        if "simple key" in failure.context and failure.opened
        else None
    )


def _indentation(failure: Failure) -> Advice | None:
    if "parsing a block" not in failure.context or not failure.opened:
        return None
    (line, column), rest = failure.opened, failure.rest(failure.here)
    if rest.startswith(":"):
        return Advice(
            *failure.here, "missing-name", "the name of a field is missing before the colon"
        )
    if column != failure.here[1]:
        says = (
            f"this line begins in column {failure.here[1] + 1}, where nothing above begins; let it begin in the "
            f"same column as the lines it belongs with (those of line {line + 1} begin in column {column + 1})"
        )
    elif rest.startswith("-"):
        says = (
            f"an entry of a list stands among the fields that begin on line {line + 1}; "
            "indent it under the name of its list"
        )
    else:
        says = (
            f"a field stands among the entries of the list that begins on line {line + 1}; "
            "indent it under its entry, or end the list"
        )
    return Advice(*failure.here, "bad-indentation", says)


CAUSES: tuple[Callable[[Failure], Advice | None], ...] = (
    _escape,
    _document_end,
    _special_sign,
    _block_text,
    _open_quote,
    _after_quotes,
    _brackets,
    _list_beside_name,
    _colon,
    _comment_in_text,
    _no_colon,
    _indentation,
)
