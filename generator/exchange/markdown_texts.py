"""Markdown of other programs to our markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt

from generator.exchange.exchanged import Notes
from generator.exchange.html_texts import from_html
from generator.exchange.markup_text import MATHS

_PLAIN = re.compile(r"(?:[^\W_]|[ ,;:?'\"%/=()–—“”‘’…-])*\.?")
_BEGINS = re.compile(r"\s*(?:[-+*#>|=]|\d+[.)]\s)")
_FORMULA = re.compile(
    rf"{MATHS.pattern}|(?<![\\$])\$(?=\S)(?P<inline>[^$\n]*[^$\s\\])\$(?!\d)", re.DOTALL
)
_FIRST, _LAST = "\ue000", "\ue001"  # around the number of what is kept; no author can type them
_PLACE = re.compile(rf"{_FIRST}(\d+){_LAST}")
_CODE = re.compile(r"<code[\s>].*?</code>", re.DOTALL)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def from_markdown(text: str, notes: Notes, picture: Callable[[str], str]) -> str:
    """Markdown, with HTML in it and formulas in LaTeX, as markup.  `picture` is as in
    `from_html`.
    """
    if _PLAIN.fullmatch(text) and not _BEGINS.match(text):
        return text.strip()
    kept: list[tuple[str, str]] = []

    def keep(match: re.Match[str]) -> str:
        latex = match["inline"]
        in_html = html.escape(f"\\({latex}\\)" if latex else match[0], quote=False)
        kept.append((match[0], in_html))
        return f"{_FIRST}{len(kept) - 1}{_LAST}"

    rendered = _markdown().render(_FORMULA.sub(keep, text))
    rendered = _CODE.sub(lambda code: _PLACE.sub(lambda m: _typed(kept, m), code[0]), rendered)
    return from_html(_PLACE.sub(lambda m: kept[int(m[1])][1], rendered), notes, picture)


def _typed(kept: list[tuple[str, str]], match: re.Match[str]) -> str:
    return html.escape(kept[int(match[1])][0], quote=False)
