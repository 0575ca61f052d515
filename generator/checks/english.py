"""Words, sentences and quotations of a plain text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from generator.page.markup import Text
from generator.page.understood import is_kept_as_blocks

_WORD_OF_FORMULA = r"\$[^\s$]+\$"  # as `plain` has it
_WORD = re.compile(_WORD_OF_FORMULA + r"|[^\W_]+(?:[’'.,/-][^\W_]+)*")
_STOP = re.compile(r"(?<=[.?!…])[’”\"')\]]*\s+(?=[‘“\"'(\[]?[^\W_a-z])|\n+")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|No|Nos|pp?|vs|cf|etc|e\.g|i\.e|approx|Jr|Sr)\.$"
)
_QUOTED = re.compile(
    _WORD_OF_FORMULA
    + r"|‘[^‘]*?’(?!\w)|“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)"
)
_ARTICLE = re.compile(r"(?:a|an|the) (?=\S)")
_EDGES = " .,;:!?…‘’“”„«»\"'()[]–—-"
_DASHES = str.maketrans("’‘‐‑–—", "''----")


def words(text: str) -> list[str]:
    """The words of a text, numbers among them, as written; a formula is one word."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop after an initial or a title ends none."""
    whole: list[str] = []
    for part in _STOP.split(text):
        if whole and _ABBREVIATED.search(whole[-1]):
            whole[-1] += " " + part
        else:
            whole.append(part)
    return [sentence for sentence in whole if sentence.strip()]


def unquoted(text: str) -> str:
    """The text with each quotation and each formula taken out."""
    return _QUOTED.sub(" ", text)


@lru_cache(maxsize=65536)
def alike(text: str) -> str:
    """What two texts share that differ by case, spaces, quotes, dashes, punctuation round them or
    an article.
    """
    folded = " ".join(
        unicodedata.normalize("NFKC", text).translate(_DASHES).casefold().split()
    ).strip(_EDGES)
    return _ARTICLE.sub("", folded, 1) if _ARTICLE.match(folded) else folded


def raised(text: Text) -> str:
    """The text as printed, without formulas, with all that is set bold or italic in capitals: so
    emphasis of both kinds looks alike.
    """
    source = text.source
    if "*" not in source and not is_kept_as_blocks(source):
        return text.plain
    runs = (replace(run, text=" ") if run.formula else run for run in text.runs)
    return "".join(run.text.upper() if run.bold or run.italic else run.text for run in runs)


def listed(names: list[str], most: int = 6) -> str:
    """Names in running text, the last ones counted where there are many."""
    shown = names if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
