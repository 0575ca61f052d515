"""Where editions are kept, and how they are found again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.editions.code import ALPHABET, check_symbol
from generator.editions.revision import SHOWN, Revision, UnknownRevision, ambiguous, latest
from generator.values import dataclass

FOLDER = "packs/editions"
FEWEST = 4

_HASH_DIGITS = 16
_SYMBOLS = f"[{ALPHABET}]{{4}}"
_NAME = re.compile(
    rf"{FOLDER}/(?P<pack>[^/.][^/]*)/(?P<code>{_SYMBOLS}-{_SYMBOLS})"
    rf"(?:-(?P<kind>key|printed|sheet|style)-[0-9a-f]{{{_HASH_DIGITS}}})?\.json"
)

_MEDIA_DIGITS = 32
_MEDIA = re.compile(
    rf"{FOLDER}/[^/.][^/]*/(?:picture-(?P<id>[0-9a-f]{{{_MEDIA_DIGITS}}})"
    rf"-(?P<source>[0-9a-f]{{{_MEDIA_DIGITS}}})\.(?P<suffix>png|jpg|json)"
    rf"|formula-(?P<formula>[0-9a-f]{{{_MEDIA_DIGITS}}})\.json)"
)


@dataclass(frozen=True)
class EditionFiles:
    """The files of one edition, by kind, and the packs in whose folders they lie."""

    code: str
    packs: tuple[str, ...]
    records: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    handouts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def record_name(pack: str, code: str) -> str:
    """The file of an edition's record."""
    return f"{FOLDER}/{pack}/{code}.json"


def revision_name(pack: str, code: str, hash: str) -> str:
    """The file of a revision, named by its hash."""
    return f"{FOLDER}/{pack}/{code}-key-{hash[:_HASH_DIGITS]}.json"


def handout_name(pack: str, code: str, hash: str) -> str:
    """The file that says an edition was handed out, named by the hash of what it says."""
    return f"{FOLDER}/{pack}/{code}-printed-{hash[:_HASH_DIGITS]}.json"


def sheet_name(pack: str, code: str, hash: str) -> str:
    """The file of an answer sheet's geometry, named by the hash of what it says."""
    return f"{FOLDER}/{pack}/{code}-sheet-{hash[:_HASH_DIGITS]}.json"


def style_name(pack: str, code: str, hash: str) -> str:
    """The file that says which style an edition was built in, named by the hash of what it says."""
    return f"{FOLDER}/{pack}/{code}-style-{hash[:_HASH_DIGITS]}.json"


def picture_name(pack: str, picture_id: str, source: str, suffix: str) -> str:
    """The file of a picture, named by its id and by the digest of the file it was read from."""
    digits = slice(_MEDIA_DIGITS)
    return f"{FOLDER}/{pack}/picture-{picture_id[digits]}-{source[digits]}.{suffix}"


def formula_name(pack: str, digest: str) -> str:
    """The file of a formula, named by the digest of its source."""
    return f"{FOLDER}/{pack}/formula-{digest[:_MEDIA_DIGITS]}.json"


@dataclass(frozen=True)
class MediaName:
    """What the name of a picture's or formula's file says: the first digits of digests."""

    path: str
    picture: str = ""
    source: str = ""
    suffix: str = ""
    formula: str = ""


def media_name(path: str) -> MediaName | None:
    """The name of a picture or formula, taken apart; None for any other file."""
    match = _MEDIA.fullmatch(path)
    if match is None:
        return None
    parts = (match[name] or "" for name in ("id", "source", "suffix", "formula"))
    return MediaName(path, *parts)


def group_by_code(names: Iterable[str]) -> dict[str, EditionFiles]:
    """The files of all editions, by code."""
    by_code: dict[str, list[re.Match[str]]] = {}
    for name in sorted(set(names)):
        match = _match(name)
        if match:
            by_code.setdefault(match["code"], []).append(match)
    return {code: _edition_files(code, by_code[code]) for code in sorted(by_code)}


def unknown_files(names: Iterable[str]) -> tuple[str, ...]:
    """The files among the editions that no edition owns, such as `7K3Q-2M4P (1).json`; hidden files
    do not count.
    """
    inside = (name for name in names if name.startswith(FOLDER + "/"))
    return tuple(
        sorted(
            name
            for name in inside
            if not (_match(name) or _MEDIA.fullmatch(name))
            and not name.rsplit("/", 1)[1].startswith(".")
        )
    )


def choose_revision(revisions: Iterable[Revision], name: str | None = None) -> Revision:
    """The revision a person means by its number or its hash's first symbols; the latest if none is
    named.

    Raises UnknownRevision when there is no such revision, or more than one.
    """
    known = sorted(
        {revision.hash: revision for revision in revisions}.values(),
        key=lambda r: (r.number, r.hash),
    )
    if name is None or not known:
        return latest(known)
    typed = name.strip().lower()
    number = typed.removeprefix("r")
    numbered = [
        r for r in known if number.isascii() and number.isdigit() and int(number[:9]) == r.number
    ]
    if len(numbered) > 1:
        raise ambiguous(numbered)
    hashed = [r for r in known if len(typed) >= FEWEST and r.hash.startswith(typed)]
    matching = numbered or hashed
    if len(matching) != 1:
        raise _unknown(name, known, hashed)
    return matching[0]


def _unknown(name: str, known: list[Revision], hashed: list[Revision]) -> UnknownRevision:
    choices = ", ".join(f"{r.number} ({r.hash[:SHOWN]})" for r in hashed or known)
    typed = "".join(c for c in name if c.isprintable())[:40]
    noun = "revisions" if len(known) > 1 else "revision"
    trouble = "could be any of these" if hashed else "is not one of them"
    return UnknownRevision(
        f"{known[0].code} has {noun} {choices}; '{typed}' {trouble}", hashed or known
    )


def _edition_files(code: str, files: list[re.Match[str]]) -> EditionFiles:
    packs = tuple(dict.fromkeys(file["pack"] for file in files))
    kinds = (
        tuple(file[0] for file in files if file["kind"] == kind)
        for kind in (None, "key", "printed", "sheet", "style")
    )
    return EditionFiles(code, packs, *kinds)


def _match(name: str) -> re.Match[str] | None:
    match = _NAME.fullmatch(name)
    if match:
        symbols = match["code"].replace("-", "")
        return match if check_symbol(symbols[:-1]) == symbols[-1] else None
    return None
