"""A file's bytes as text in which every character may be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.problems import Location, Problems

MAX_BYTES = 16_000_000
MAX_PLACES = 20
# Keeps columns true; refused itself, so a line that has it has a problem of its own.
PLACEHOLDER = "\ufffc"

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and marks by category, but they show nothing; the latter ask for a sign as a picture.
SHOWS_NOTHING = frozenset("\u115f\u1160\u3164\uffa0\ufe0e\ufe0f")
LINE_BREAKS = frozenset("\x85\u2028\u2029")
LOST = frozenset("\ufffc\ufffd")
INVISIBLE = "it is invisible; delete it"
REASONS = {
    "Cc": "it is a control character; delete it",
    "Cf": INVISIBLE,
    "Cs": "it is only half of a character; type the whole character",
    "Co": "only some fonts have this private character; type the character that you mean",
    "Cn": "no character has this number; type the character that you mean",
}
TAB = re.compile(r"^ *\t[ \t]*(?=[^ \t\n])", re.MULTILINE)
# The parsers disagree on what a directive is, so none reaches them.
DIRECTIVE = re.compile(r"^%", re.MULTILINE)


def report_too_large(path: str, problems: Problems) -> None:
    """Add that a file has more than MAX_BYTES."""
    problems.add(
        Location(path),
        "file-too-large",
        f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it into several files",
    )


def decode(data: bytes, path: str, problems: Problems) -> str | None:
    """Decode a UTF-8 file, without byte order mark and carriage returns."""
    if len(data) > MAX_BYTES:
        report_too_large(path, problems)
        return None
    head = data[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) // 4:
        problems.add(
            Location(path, 1, 1), "not-utf-8", "the file is UTF-16 or UTF-32; save it as UTF-8"
        )
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data and b"\n" not in data:
        problems.add(
            Location(path, 1, 1),
            "forbidden-character",
            "every line ends in U+000D alone, as on old Macs; save the file with the line endings "
            "of Unix or Windows",
        )
        return None
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        _report_undecodable(data, error.start, path, problems)
        return None


def _report_undecodable(data: bytes, start: int, path: str, problems: Problems) -> None:
    before = data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8")
    byte = data[start : start + 1]
    # The two likeliest for texts on the Balkans and the Caucasus; 0xE8 is è in one, č in the other.
    guesses = dict.fromkeys(byte.decode(codec, "ignore") for codec in ("cp1252", "cp1250"))
    shown = " or ".join(f"'{guess}'" for guess in guesses if guess and not refusal(guess))
    probably = f" (probably {shown} from a Windows encoding)" if shown else ""
    problems.add(
        Location(path, data.count(b"\n", 0, start) + 1, len(before) + 1),
        "not-utf-8",
        f"the file is not UTF-8: it has the byte 0x{byte.hex().upper()} here{probably}; "
        "save the file as UTF-8",
    )


def clean(text: str, path: str, problems: Problems) -> str | None:
    """Put a placeholder for each refused character; None when the structure cannot be trusted."""
    refused = {character for character in set(text) if refusal(character)}
    if refused:
        pattern = re.compile("[" + "".join(map(re.escape, sorted(refused))) + "]")
        places = _places(pattern, text, path)
        for location, character, more in places:
            problems.add(location, "forbidden-character", forbidden(character) + more)
        text = pattern.sub(PLACEHOLDER, text)
    tabs = list(_places(TAB, text, path))
    for location, _, more in tabs:
        message = f"this line is indented with a tab; use spaces{more}"
        problems.add(location, "tab-indentation", message)
    directives = [] if tabs else list(_places(DIRECTIVE, text, path))
    for location, _, more in directives:
        message = (
            "YAML reads a line that starts with '%' as an instruction, which is not allowed here; "
            f"remove the line, or indent it if it is text{more}"
        )
        problems.add(location, "yaml-directive", message)
    if tabs or directives:
        return None
    # The C parser counts one line more when the last one has no end.
    return text if text.endswith("\n") else text + "\n"


def _places(pattern: re.Pattern[str], text: str, path: str) -> Iterator[tuple[Location, str, str]]:
    """The first places of a pattern, what is there, and on the last how many more there are."""
    line, counted = 1, 0
    for count, match in enumerate(pattern.finditer(text), 1):
        start = match.start()
        line += text.count("\n", counted, start)
        counted = start
        rest = sum(1 for _ in pattern.finditer(text, match.end())) if count > MAX_PLACES else 0
        more = f" (and {rest} more places like this)" if rest else ""
        yield Location(path, line, start - text.rfind("\n", 0, start)), match[0], more
        if count > MAX_PLACES:
            return


def forbidden(character: str) -> str:
    """Say that a character cannot be used, why, and what to do."""
    name = unicodedata.name(character, "").lower()
    return (
        f"U+{ord(character):04X}{f' ({name})' if name else ''} cannot be used: {refusal(character)}"
    )


def refusal(character: str) -> str:
    """Say why a character is refused and what to do; nothing for one that may be used."""
    if character in "\t\n":
        return ""
    if character == "\r":
        return "it is an incomplete line ending; save the file with normal line endings"
    if character in LOST:
        return "a conversion of the file lost a character here; type that character again"
    if character in BIDI:
        return "it changes the direction of text and is invisible; delete it"
    if character in SHOWS_NOTHING:
        return INVISIBLE
    if character in LINE_BREAKS:
        return "it is a line ending that most editors do not show; replace it with a normal one"
    return REASONS.get(unicodedata.category(character), "")
