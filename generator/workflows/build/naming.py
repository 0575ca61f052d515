"""The names of printed files: what they say of paper size, profile and sides."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.content.model import PAPERS, PLAIN_TEXT, PROFILES, SIDES, STANDARD, PrintSettings

_ODD = "|".join(profile for profile in PROFILES if profile != STANDARD)
_NAME = re.compile(
    rf"(?P<stem>.+?)(?:-(?P<paper>{'|'.join(paper.lower() for paper in PAPERS[1:])}))?(?:-(?P<profile>{_ODD}))?"
    rf"(?:-(?P<sides>{'|'.join(SIDES[1:])}))?\.(?:pdf|txt|csv)"
)


class Parts(NamedTuple):
    """A file's name taken apart; `stem` has its folder, and says which document it is."""

    stem: str
    paper: str
    profile: str
    sides: str


def ending(settings: PrintSettings, profile: str = STANDARD) -> str:
    """What a file's name ends in: what is not A4, standard and duplex, and the kind of file."""
    if profile == PLAIN_TEXT:
        return f"-{PLAIN_TEXT}.txt"
    parts = [settings.paper.lower()] * (settings.paper != PAPERS[0]) + [profile] * (
        profile != STANDARD
    )
    return (
        "".join(f"-{part}" for part in parts + [settings.sides] * (settings.sides != SIDES[0]))
        + ".pdf"
    )


def taken_apart(name: str) -> Parts:
    """The parts of a name that `ending` ends."""
    found = _NAME.fullmatch(name)
    if found is None:
        return Parts(name, PAPERS[0].lower(), STANDARD, SIDES[0])
    return Parts(
        found["stem"],
        found["paper"] or PAPERS[0].lower(),
        found["profile"] or STANDARD,
        found["sides"] or SIDES[0],
    )
