"""What YAML refuses, loses or misreads, as sentences for authors: what is wrong and what to type.

Causes are found by looking at the text and at what was read of it, never in a parser's message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set

from generator.content.nodes import MappingNode, shorten
from generator.loading.yaml.decoding import forbidden, refusal
from generator.loading.yaml.events import Place, Scalar
from generator.values import dataclass

FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")
NAME_WORDS = 3
LINE_START = re.compile(r" *(?:[-?] +)*")
HASH_IN_HEADER = re.compile("[|>][-+0-9]*#")
SURROGATE = re.compile(r"\\(?:u|U0000)([dD][89A-Fa-f][0-9A-Fa-f]{2})")
ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{0,2}|u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|.?)")
# In double quotes a bell, tab or line break where a command of LaTeX or a path was typed.
LOST_BACKSLASH = re.compile(
    r"(?<!\\)(?:\\\\)*(?P<word>\\(?:[abefrv][A-Za-z]+"
    r"|t(?:anh|au|ext(?:bf|it|rm)?|frac|heta|ilde|imes|riangle)(?![A-Za-z])"
    r"|(?P<in_formulas>n(?:abla|eg?|eq|exists|mid|ot|otin|parallel|u)|t(?:an|op?))(?![A-Za-z])))"
)
ESCAPE_LETTERS = {
    0: "0",
    7: "a",
    8: "b",
    11: "v",
    12: "f",
    13: "r",
    27: "e",
    0x85: "N",
    0x2028: "L",
    0x2029: "P",
}
CLOSED = {
    '"': re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL),
    "'": re.compile(r"'[^']*(?:''[^']*)*'(?!')"),
}
QUOTED_OR_BRACKET = re.compile(
    r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^']*(?:''[^']*)*'|(?:^|(?<=\s))#[^\n]*|[\[\]{}]""", re.DOTALL
)
UNDER_BLOCK = "write it on the next line, indented, under >-"


@dataclass(frozen=True)
class Hint:
    """A sentence and its place."""

    place: Place
    rule: str
    message: str


@dataclass(frozen=True)
class Failure:
    """Where the parser gave up, and what had been read before.

    `opened`: where what it was reading began.  `scanned`: it could make nothing of the characters,
    rather than of their order.  `scalar`: the text read just before, if it was one.
    `bracket`: the last outermost bracket.  `after_bracket`: whether one closed just before.
    `ended`: the document had ended.
    """

    here: Place
    lines: list[str]
    opened: Place | None = None
    scanned: bool = False
    bracket: Place | None = None
    in_flow: bool = False
    after_bracket: bool = False
    scalar: Scalar | None = None
    ended: bool = False

    def rest(self, place: Place) -> str:
        """Give the line from a place on."""
        return self.lines[place.line][place.column :]

    def first_on_line(self, place: Place) -> bool:
        """Whether only indentation and dashes are before a place."""
        return self.start_of(place.line) >= place

    def start_of(self, line: int) -> Place:
        """Find where a line begins behind indentation and dashes."""
        blank = LINE_START.match(self.lines[line])
        return Place(line, blank.end() if blank else 0)

    def within_word(self, place: Place) -> bool:
        """Whether the parser gave up in the word that begins at a place."""
        word = self.rest(place).split(" ")[0]
        return place.line == self.here.line and self.here.column <= place.column + len(word)

    def before(self) -> str:
        """Give what is written before the place, from the last line that has anything."""
        ahead = [*self.lines[: self.here.line], self.lines[self.here.line][: self.here.column]]
        return next((line.rstrip() for line in reversed(ahead) if line.strip()), "")

    def open_quote(self) -> Place | None:
        """Find the quote in which the parser gave up; one that was closed before is none."""
        if not self.scanned or not self.opened or self.rest(self.opened)[:1] not in CLOSED:
            return None
        until = self.lines[self.opened.line : self.here.line + 1]
        until[-1] = until[-1][: self.here.column]
        until[0] = until[0][self.opened.column :]
        return None if CLOSED[until[0][0]].match("\n".join(until)) else self.opened

    def at_end(self) -> bool:
        """Whether the parser came to the end, or to a line that ends the content."""
        (line, column), rest = self.here, self.rest(self.here)
        at_last = not rest.strip() and not any(self.lines[line + 1 :])
        return at_last or column == 0 and rest.startswith(("---", "..."))


def by_quoting(text: str, in_flow: bool = False) -> str:
    """Say how to write a text so that YAML leaves it alone."""
    quotes = ' ("…")' if not set(text) & set('"\\') else " ('…')" if "'" not in text else ""
    ways = [f"put the whole text in quotes{quotes}"] if quotes or in_flow else []
    if not in_flow:
        ways.append(UNDER_BLOCK)
    return " or ".join(ways)


MARKS = {
    "*": ("yaml-alias", "an alias"),
    "&": ("yaml-anchor", "an anchor"),
    "!": ("yaml-tag", "a tag"),
}


def mark(place: Place, text: str, in_flow: bool) -> Hint:
    """Say that a text begins with a sign of YAML that is not used."""
    rule, name = MARKS[text[0]]
    word = shorten(re.split(r"[\s,\]}]", text)[0], 30)
    return Hint(
        place,
        rule,
        f"YAML reads '{word}' as {name}, which is not allowed here; "
        f"if it is text, {by_quoting(text, in_flow)}",
    )


def after_quotes(place: Place, after: str, in_flow: bool = False) -> Hint:
    """Say that text goes on after its closing quotes."""
    way = (
        "type a comma between entries, or use the other kind of quotes around the whole text"
        if in_flow
        else "write the text on the next line, indented, under >-, "
        "where quotes have no special meaning"
    )
    return Hint(
        place,
        "text-after-quote",
        f"the quotes that open here close before '{shorten(after.strip(), 20)}'; {way}",
    )


def question_mark(place: Place) -> Hint:
    """Refuse a question mark in brackets: one parser takes it for text, the other for a sign."""
    return Hint(
        place,
        "special-sign",
        "YAML may read a question mark in brackets as a sign of its own; "
        'put the whole text in quotes ("…")',
    )


def block_text(place: Place, text: str) -> Hint:
    """Say where text belongs that is on the line of its | or >."""
    return Hint(
        place,
        "block-text",
        f"after '{text[:1]}' the text must start on the next line, indented; "
        f"if the text itself starts with '{text[:1]}', {by_quoting(text)}",
    )


# Where the parser gave up


def explain(failure: Failure) -> Hint:
    """Choose the first sentence that fits, or a general one."""
    for cause in CAUSES:
        hint = cause(failure)
        if hint:
            return hint
    return Hint(
        failure.here,
        "yaml-syntax",
        "the file cannot be read from here on; check the indentation, the quotes and the "
        "brackets of this line and the line before",
    )


def nested_too_deep(failure: Failure, start: Place, depth: int, limit: int) -> Place | None:
    """Find the bracket that nests deeper than the limit, in what was not reported yet.

    `start`: how far it was reported; `depth`: how deep that is.  A parser looks ahead, and may
    give up over brackets that it has not reported.
    """
    if failure.here < start:
        return None
    ahead = failure.lines[start.line : failure.here.line + 1]
    ahead[-1] = ahead[-1][: failure.here.column + 1]
    ahead[0] = " " * start.column + ahead[0][start.column :]
    text = "\n".join(ahead)
    if not failure.in_flow and not text.lstrip(" \n-?:,").startswith(("[", "{")):
        return None  # brackets inside a text
    for sign in QUOTED_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        if depth > limit:
            before = text[: sign.start()]
            return Place(start.line + before.count("\n"), len(before) - before.rfind("\n") - 1)
    return None


def _escape(failure: Failure) -> Hint | None:
    quote = failure.open_quote()
    if quote:
        if failure.at_end() or not failure.rest(quote).startswith('"'):
            return None
    elif not failure.scanned or failure.opened or failure.rest(failure.here)[:1] != "\\":
        return None
    line, column = failure.here
    place = Place(line, max(failure.lines[line].rfind("\\", 0, column + 1), 0))
    half = SURROGATE.match(failure.rest(place))
    if half:
        return Hint(place, "forbidden-character", forbidden(chr(int(half[1], 16))))
    shown = ESCAPE.match(failure.rest(place))
    return Hint(
        place,
        "bad-escape",
        f"'{shown[0] if shown else ''}' has no meaning in double quotes; "
        "type \\\\ for a backslash, "
        "or write the text on the next line, indented, under >-, "
        "where a backslash has no special meaning",
    )


def _document_end(failure: Failure) -> Hint | None:
    if failure.rest(failure.here).startswith("..."):
        return Hint(
            failure.here,
            "text-after-end",
            "a line '...' ends the content of a file; remove the line",
        )
    if failure.scanned or not failure.ended:
        return None
    return Hint(
        failure.here,
        "text-after-end",
        "the content of the file ends above this line; write a file as fields, "
        "each starting in column 1",
    )


def _special_sign(failure: Failure) -> Hint | None:
    opened, in_flow = failure.opened, failure.in_flow
    if opened and failure.rest(opened)[:1] in MARKS and failure.within_word(opened):
        return mark(opened, failure.rest(opened), in_flow)
    text = failure.rest(failure.here)
    if failure.scanned:
        refused = not opened and text.startswith(("%", "@", "`", "|", ">", "?"))
    elif in_flow:
        begins = failure.before().endswith(("[", "{", ","))
        refused = begins and not failure.at_end() and text[0] not in ",]}"
    else:
        refused = text.startswith((",", "]", "}")) and not failure.after_bracket
    if not refused:
        return None
    return Hint(
        failure.here,
        "special-sign",
        f"a text cannot start with '{text[0]}'; {by_quoting(text, in_flow)}",
    )


def _block_text(failure: Failure) -> Hint | None:
    opened = failure.opened
    if not failure.scanned or not opened or not failure.rest(opened).startswith(("|", ">")):
        return None
    return block_text(opened, failure.rest(opened))


def _open_quote(failure: Failure) -> Hint | None:
    quote = failure.open_quote()
    if not quote:
        return None
    return Hint(
        quote,
        "unclosed-quote",
        f"the quotes that open here are never closed; type {failure.rest(quote)[0]} where the text "
        "ends, or write the text on the next line, indented, under >-",
    )


def _after_quotes(failure: Failure) -> Hint | None:
    scalar = failure.scalar
    if not scalar or scalar.style not in ("'", '"') or scalar.end.line != failure.here.line:
        return None
    return after_quotes(scalar.start, failure.rest(scalar.end), failure.in_flow)


def _brackets(failure: Failure) -> Hint | None:
    if not failure.bracket:
        return None
    text = failure.rest(failure.bracket)
    opens, closing = ("a list", "]") if text[:1] == "[" else ("a group of fields", "}")
    if failure.after_bracket and not failure.first_on_line(failure.here):
        return Hint(
            failure.bracket,
            "text-after-bracket",
            f"'{text[:1]}' at the start of a value opens {opens}, "
            f"but there is text after its end; {by_quoting(text)}",
        )
    if not failure.in_flow:
        return None
    if failure.here.line > failure.bracket.line:
        return Hint(
            failure.bracket,
            "unclosed-bracket",
            f"the bracket that opens here is never closed; type {closing} after its last entry, "
            f"or, if it is text, {by_quoting(text)}",
        )
    if failure.rest(failure.here).startswith("?"):
        return question_mark(failure.here)
    return Hint(
        failure.here,
        "bad-entry",
        f"separate the entries between {text[:1]} and {closing} with one comma; "
        'put a text with other signs in quotes ("…")',
    )


def _list_beside_name(failure: Failure) -> Hint | None:
    text = failure.rest(failure.here)
    if not failure.scanned or failure.opened or text[:2].rstrip() != "-":
        return None
    return Hint(
        failure.here,
        "list-beside-name",
        "a list starts on the line after 'name:', with each entry on a line of its own; "
        f"if this is text that starts with a dash, {by_quoting(text)}",
    )


def _colon(failure: Failure) -> Hint | None:
    """Look for a colon where no field can begin: in a text, or on a line that a text swallowed."""
    at_colon = failure.scanned and not failure.opened
    if not at_colon or not failure.rest(failure.here).startswith(":") or not failure.scalar:
        return None
    start, line = failure.scalar.start, failure.here.line
    text = failure.rest(start)
    if start.line == line and failure.first_on_line(start):
        return Hint(
            start,
            "name-too-long",
            "the text before the colon is too long for a field name; "
            f"if it is text, {by_quoting(text)}",
        )
    if start.line == line:
        return Hint(
            failure.here,
            "colon-in-text",
            f"YAML reads the colon in '{shorten(text)}' as the end of a field name; "
            f"{by_quoting(text)}",
        )
    above = next((line for line in reversed(failure.lines[: start.line]) if line.strip()), "")
    if failure.first_on_line(start) and not above.rstrip().endswith(":"):
        return _missing_colon(failure, start)
    return Hint(
        failure.start_of(line),
        "bad-indentation",
        f"YAML reads this line as part of the text that starts on line {start.line + 1}; "
        "if it is a field, indent it like the fields next to it; "
        "if it is text, write it all under >-",
    )


def _missing_colon(failure: Failure, place: Place) -> Hint:
    return Hint(
        place,
        "missing-colon",
        f"'{shorten(failure.rest(place), 30)}' is neither a field (name, colon, space, value) nor "
        "part of the text above; type the colon and the space, or indent the line more",
    )


def _comment_in_text(failure: Failure) -> Hint | None:
    place = failure.opened if failure.scanned and failure.opened else failure.here
    scalar = failure.scalar
    if not scalar or scalar.style or place.line <= scalar.end.line:
        return None
    text = failure.rest(place)
    if not failure.rest(scalar.end).lstrip().startswith("#"):
        return None
    if ": " in text or text.rstrip().endswith(":"):
        return None
    return Hint(
        place,
        "comment-in-text",
        f"the comment on line {scalar.end.line + 1} cuts off the text that this line continues; "
        "move the comment to a line of its own above the text",
    )


def _no_colon(failure: Failure) -> Hint | None:
    if not failure.scanned or not failure.opened:
        return None
    return _missing_colon(failure, failure.opened)


def _indentation(failure: Failure) -> Hint | None:
    if failure.scanned or not failure.opened:
        return None
    (line, column), rest = failure.opened, failure.rest(failure.here)
    if rest.startswith(":"):
        return Hint(failure.here, "missing-name", "the field name before the colon is missing")
    if column != failure.here.column:
        message = (
            f"this line starts in column {failure.here.column + 1}, but no line above does; indent "
            f"it like its neighbours (line {line + 1} starts in column {column + 1})"
        )
    elif re.match(r"[-–—•][^\W\d_]|[–—•]\s|\d+[.)]\s", rest):
        message = "each entry of a list begins with a hyphen and a space: '- '"
    elif rest.startswith("-"):
        message = (
            f"this list entry is among fields (the first is on line {line + 1}); "
            "indent it under the name of its list"
        )
    else:
        message = (
            f"this field is among the entries of a list (the first is on line {line + 1}); "
            "indent it under its entry, or end the list"
        )
    return Hint(failure.here, "bad-indentation", message)


CAUSES: tuple[Callable[[Failure], Hint | None], ...] = (
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


# Text that YAML accepts, but loses or takes for something else


def in_plain(scalar: Scalar, lines: list[str], in_flow: bool) -> Iterator[Hint]:
    """Find where text without quotes lost its end to a comment, or took in lines like a list's."""
    start, end = scalar.start, scalar.end
    if in_flow and "?" in scalar.value:
        yield question_mark(_find("[?]", scalar, lines))
    rest = lines[end.line][end.column :]
    # Two spaces (or a tab) before the sign set a comment apart; prose has one: "C # major".
    if rest.startswith(" #"):
        yield Hint(
            Place(end.line, end.column + 1),
            "text-after-hash",
            f"'{shorten(rest)}' is lost, because a space and # start a comment; "
            f"{by_quoting(lines[start.line][start.column :])}, "
            "or put two spaces before a real comment",
        )
    for number in range(start.line + 1, end.line + 1):
        if lines[number].lstrip().startswith("- ") and in_flow:
            yield Hint(
                start,
                "unclosed-bracket",
                "the bracket before this text is never closed; type ] after its last entry "
                "(or } where { opens it)",
            )
            return
        if lines[number].lstrip().startswith("- "):
            yield Hint(
                Place(number, _indent(lines[number])),
                "list-in-text",
                f"this line continues the text of line {start.line + 1} and is not a list entry; "
                "start a list on the line after 'name:', or write the whole text under >-",
            )


_ENTRY = re.compile(r"\s*(?:[-*] |[0-9]{1,3}[.)] |\|)\S?")


def in_block(scalar: Scalar, lines: list[str]) -> Iterator[Hint]:
    """Find text after | or >; after a # without a space the C parser takes it for a comment."""
    text = lines[scalar.start.line][scalar.start.column :]
    if HASH_IN_HEADER.match(text):
        yield block_text(scalar.start, text)


def in_folded(scalar: Scalar, lines: list[str]) -> Iterator[Hint]:
    """Find entries of a list, or rows of a table, on lines that > joins."""
    inside = lines[scalar.start.line + 1 : scalar.end.line + 1]
    least = min((_indent(line) for line in inside if line.strip()), default=0)
    beside = zip(["", *inside], inside, strict=False)
    joined = [
        n
        for n, (above, line) in enumerate(beside)
        if above.strip() and _indent(line) == _indent(above) == least and _ENTRY.match(line)
    ]
    if len(joined) > 1 and scalar.start.line < scalar.end.line:
        here = Place(scalar.start.line + 1 + joined[0], least)
        yield Hint(
            here,
            "folded-list",
            "this line is joined to the one above it, because the text is under >; write | in "
            "place of > to keep the lines",
        )


def in_quotes(scalar: Scalar, lines: list[str]) -> Iterator[Hint]:
    """Find forgotten quotes, so that the text ends at the next ones, some fields further down."""
    start, end = scalar.start, scalar.end
    opening = _indent(lines[start.line])
    inside = lines[start.line + 1 : end.line + 1]
    if any(line.strip() and _indent(line) <= opening for line in inside):
        yield Hint(
            start,
            "unclosed-quote",
            f"the quotes that open here close only on line {end.line + 1}; close them where the "
            "text ends, or indent each of its lines more than the first",
        )


def in_escapes(scalar: Scalar, lines: list[str], judged: Set[str]) -> Iterator[Hint]:
    """Find refused characters brought in by an escape; `judged` are those of the file itself."""
    refused = sorted(character for character in set(scalar.value) - judged if refusal(character))
    # The C parser stops at half a character and says nothing of others; so does this.
    for character in [half for half in refused if is_surrogate(half)][:1] or refused:
        number = ord(character)
        letter = ESCAPE_LETTERS.get(number, "(?!)")
        escape = rf"\\(?:(?i:x{number:02x}|u{number:04x}|U{number:08x})|{letter})"
        place = _find(escape, scalar, lines)
        yield Hint(place, "forbidden-character", forbidden(character))


def swallowed(scalar: Scalar, lines: list[str]) -> Iterator[Hint]:
    r"""Find a backslash that was meant, whose next letter is lost: in "2 \times 3" it is a tab."""
    for number in range(scalar.start.line, scalar.end.line + 1):
        first = scalar.start.column if number == scalar.start.line else 0
        last = scalar.end.column if number == scalar.end.line else len(lines[number])
        for match in LOST_BACKSLASH.finditer(lines[number], first, last):
            word = match["word"]
            if match["in_formulas"] and "$" not in scalar.value:
                continue  # a line break or a tab before a word
            yield Hint(
                Place(number, match.start("word")),
                "bad-escape",
                f"in double quotes '{word[:2]}' is a sign of its own, so '{shorten(word)}' loses a "
                f"letter; type \\{shorten(word)}, or write the text on the next line, indented, "
                "under >-, where a backslash has no special meaning",
            )


def is_surrogate(character: str) -> bool:
    """Whether it is half a character of UTF-16."""
    return "\ud800" <= character <= "\udfff"


def _find(pattern: str, scalar: Scalar, lines: list[str]) -> Place:
    """Find a pattern in a scalar as written in the file."""
    start = scalar.start
    for line in range(start.line, scalar.end.line + 1):
        match = re.compile(pattern).search(lines[line], start.column if line == start.line else 0)
        if match:
            return Place(line, match.start())
    return start


def sentence_as_name(mapping: MappingNode, in_list: bool, lines: list[str]) -> Hint | None:
    """Find an entry like `- Kosovo: a precedent`, which later stages do not know for a text."""
    name = mapping.entries[0][0] if len(mapping.entries) == 1 else None
    if name is None or name.quoted:
        return None
    if FIELD_NAME.fullmatch(name.text) if in_list else len(name.text.split()) <= NAME_WORDS:
        return None
    place = Place(name.location.line - 1, name.location.column - 1)
    return Hint(
        place,
        "colon-in-text",
        f"YAML reads '{shorten(name.text)}' before the colon as a field name; "
        f"if it is text, {by_quoting(lines[place.line][place.column :])}",
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
