"""Texts of Moodle that are there in several languages, of which it shows one."""

from __future__ import annotations

import re

from generator.content.nodes import shorten
from generator.exchange.exchanged import Notes

# An element of Moodle's filter, and a part as the plugin for languages has it.
_SPAN = re.compile(
    r"""<(span|lang)\b(?P<attributes>[^>]*\blang=["'](?P<code>[\w-]+)["'][^>]*)>(?P<text>.*?)</\1>""",
    re.DOTALL | re.IGNORECASE,
)
_PART = re.compile(
    r"\{mlang\s+(?P<code>[\w\s,-]+)\}(?P<text>.*?)\{mlang\}", re.DOTALL | re.IGNORECASE
)
_FOR_ALL = "other"  # what the plugin shows in every language that the text lacks


def in_one_language(text: str, notes: Notes) -> str:
    """A text in the first of its languages; what it says in others is noted as lost."""
    parts = [
        match
        for pattern in (_SPAN, _PART)
        for match in pattern.finditer(text)
        if pattern is _PART or match[1].lower() == "lang" or "multilang" in match["attributes"]
    ]
    codes = {code: None for part in parts for code in _codes(part)}
    shown = next((code for code in codes if code != _FOR_ALL), "")
    for part in parts:
        if shown in _codes(part):
            text = text.replace(part[0], part["text"], 1)
            continue
        text = text.replace(part[0], "", 1)
        said = re.sub(r"<[^>]+>", "", part["text"]).strip()
        notes.lost(f"its words in another language ({part['code'].strip()}: {shorten(said)})")
    return text


def _codes(part: re.Match[str]) -> list[str]:
    return [code.strip().lower() for code in part["code"].split(",")]
