"""A file's bytes as text in which every character may be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from generator.problems import Location, Problems

MAX_BYTES = 16 * 1024 * 1024
MAX_PLACES = 20
PLACEHOLDER = (
    "\ufffc"  # keeps columns true; refused itself, so a line that has it has a problem of its own
)

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HANGUL_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by category, but they show nothing
LINE_BREAKS = frozenset("\x85\u2028\u2029")
LOST = frozenset("\ufffc\ufffd")
REASONS = {
    "Cc": "it is a control character; delete it",
    "Cf": "it is invisible; delete it",
    "Cs": "it is half a character; type the character itself",
    "Co": "it is a private character that only some fonts know; type the character that is meant",
    "Cn": "no character has this number; type the character that is meant",
}
STRUCTURE = (
    (
        re.compile(r"^ *\t[ \t]*(?=[^ \t\n])", re.MULTILINE),
        "tab-indentation",
        "a tab indents this line; use spaces",
    ),
    # The parsers disagree on what a directive is, so none reaches them.
    (
        re.compile(r"^%", re.MULTILINE),
        "yaml-directive",
        "a line that begins with '%' is read as an instruction to YAML, which is not used here; "
        "remove the line, or indent it if it is text",
    ),
)


def decode(data: bytes, path: str, problems: Problems) -> str | None:
    """Decode a UTF-8 file, without byte order mark and carriage returns."""
    if len(data) > MAX_BYTES:
        problems.add(
            Location(path),
            "file-too-large",
            f"the file has {len(data) / 1024 / 1024:.1f} MB and at most {MAX_BYTES // 1024 // 1024} MB "
            "are read; split it into several files",
        )
        return None
    head = data[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) // 4:
        problems.add(
            Location(path, 1, 1), "not-utf-8", "the file is UTF-16 or UTF-32; save it as UTF-8"
        )
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        _report_undecodable(data, error.start, path, problems)
        return None


def _report_undecodable(data: bytes, start: int, path: str, problems: Problems) -> None:
    before = data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8")
    byte = data[start : start + 1]
    # The two likeliest for texts on the Balkans and the Caucasus; 0xE8 is è in one and č in the other.
    guesses = dict.fromkeys(byte.decode(codec, "ignore") for codec in ("cp1252", "cp1250"))
    shown = " or ".join(f"'{guess}'" for guess in guesses if guess and not refusal(guess))
    problems.add(
        Location(path, data.count(b"\n", 0, start) + 1, len(before) + 1),
        "not-utf-8",
        f"the file is not UTF-8: the byte 0x{byte.hex().upper()} stands here"
        f"{f' (probably {shown} from a Windows encoding)' if shown else ''}; save the file as UTF-8",
    )


def clean(text: str, path: str, problems: Problems) -> str | None:
    """Put a placeholder for each refused character; None when the structure cannot be trusted."""
    refused = {character for character in set(text) if refusal(character)}
    if refused:
        pattern = re.compile("[" + "".join(map(re.escape, sorted(refused))) + "]")
        _report_places(
            pattern, text, path, problems, "forbidden-character", lambda found: forbidden(found[0])
        )
        text = pattern.sub(PLACEHOLDER, text)
    for pattern, rule, message in STRUCTURE:
        if pattern.search(text):
            _report_places(
                pattern, text, path, problems, rule, lambda found, message=message: message
            )
            return None
    # The C parser counts one line more when the last one has no end.
    return text if text.endswith("\n") else text + "\n"


def _report_places(
    pattern: re.Pattern[str],
    text: str,
    path: str,
    problems: Problems,
    rule: str,
    says: Callable[[re.Match[str]], str],
) -> None:
    """Report the first places; in a file full of one fault the last of them says how many more there are."""
    line, begins, counted = 1, 0, 0
    for count, found in enumerate(pattern.finditer(text), 1):
        line += text.count("\n", counted, found.start())
        begins, counted = text.rfind("\n", 0, found.start()) + 1, found.start()
        message = says(found)
        if count > MAX_PLACES:
            rest = sum(1 for _ in pattern.finditer(text, found.end()))
            message += f" ({rest} more such places follow)" if rest else ""
        problems.add(Location(path, line, found.start() - begins + 1), rule, message)
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
        return "it is half a line end; save the file with ordinary line ends"
    if character in LOST:
        return "it stands where a conversion lost something; type what is meant"
    if character in BIDI:
        return "it changes the direction of text without being seen; delete it"
    if character in HANGUL_FILLERS:
        return REASONS["Cf"]
    if character in LINE_BREAKS:
        return "it is a line end that most editors do not show; replace it by an ordinary one"
    return REASONS.get(unicodedata.category(character), "")
