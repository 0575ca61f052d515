"""The edition that people mean by a code or by a pack's name."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.content.messages import did_you_mean
from generator.editions.code import UnknownCode, nearest_codes, read_code
from generator.editions.edition import DRAFT
from generator.editions.store import FoundEdition, find_edition, stored_editions
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.manifest import read_manifest
from generator.workflows.project import other_than_pack, pack_names

_NAME_AND_FORM = re.compile(r"(?P<pack>.+)-(?P<form>[A-HJKMNP-Za-hjkmnp-z]|(?!000)[0-9]{3})")


class NotBuilt(Exception):
    """A pack of which no edition is built: one sentence that says why and what to do."""


@dataclass(frozen=True)
class TypedEdition:
    """The edition that was typed; `pack`: the pack by whose name it was meant, "" for a code."""

    found: FoundEdition
    pack: str = ""


def find_typed_edition(
    project: ProjectFiles, typed: str, revision: str | None = None
) -> TypedEdition:
    """The edition of a code, or the one last built of a pack; `midterm-B` is its form B.

    A recorded code comes before a pack of that name, because it is on paper.  Raises UnknownCode
    with the nearest names and codes, NotBuilt, UnknownRevision or Damaged.
    """
    known, names = stored_editions(project), pack_names(project)
    if not _is_recorded(typed, tuple(known)):
        pack, form = _pack_and_form(typed, names)
        if pack:
            code = built_code(project, pack)
            found = find_edition(project, f"{code}-{form}" if form else code, revision)
            return TypedEdition(replace(found, edition=replace(found.edition, pack=pack)), pack)
    try:
        return TypedEdition(find_edition(project, typed, revision))
    except UnknownCode as error:
        if other := other_than_pack(project, typed):
            raise UnknownCode(f"there is no pack '{typed}': {other}") from None
        near_codes = error.nearest or nearest_codes(typed, known)
        if near := did_you_mean(typed, names):
            codes = f"; the nearest code is {' or '.join(near_codes)}" if near_codes else ""
            raise UnknownCode(f"there is no pack '{typed}'{near}{codes}") from None
        if near_codes or _is_a_code(typed):
            raise
        raise UnknownCode(f"there is no pack '{typed}', and {error}") from None


def built_code(project: ProjectFiles, pack: str) -> str:
    """The code of the edition last built of a pack.  Raises NotBuilt."""
    built = read_manifest(project, pack).manifest
    if built.edition == DRAFT:
        raise NotBuilt(
            f"only a draft of {pack} is built; run 'packs build {pack}' first, or give the code of "
            "a paper"
        )
    if not built.edition:
        raise NotBuilt(
            f"{pack} has not been built yet; run 'packs build {pack}' first, or give the code of "
            "a paper"
        )
    return built.edition


def _pack_and_form(typed: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The pack and the form (or "") of what was typed; "" and "" where it names no pack.

    Raises UnknownCode where it can be a pack or a form of another.
    """
    if typed in names:
        return typed, ""
    match = _NAME_AND_FORM.fullmatch(typed)
    if match is None or match["pack"] not in names:
        return "", ""
    if typed.lower() in names:
        raise UnknownCode(
            f"'{typed}' can be the pack '{typed.lower()}' or form {match['form'].upper()} of "
            f"'{match['pack']}'; give the code in the paper's footer"
        )
    return match["pack"], match["form"].upper()


def _is_a_code(typed: str) -> bool:
    try:
        read_code(typed)
    except UnknownCode:
        return False
    return True


def _is_recorded(typed: str, known: tuple[str, ...]) -> bool:
    return _is_a_code(typed) and read_code(typed)[0] in known
