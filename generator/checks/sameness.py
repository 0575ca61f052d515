"""What an option is, so that options can be compared by what they mean and not by how they are
typed.
"""

from __future__ import annotations

import re
import unicodedata

from generator.checks.lookalikes import in_latin
from generator.checks.quantities import quantity
from generator.content.walk import formula_as_word
from generator.i18n.sorting import natural_ranks
from generator.items.options import is_word
from generator.page.markup import Text
from generator.page.understood import as_spans
from generator.values import dataclass

_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_DASHES = str.maketrans("’‘ʼ‐‑–—−\u00a0\u2009\u202f", "'''-----   ")
# Signs that make a text a formula or code, in which every sign is content.
_FORMULA = re.compile(r"[=+<>*^{}\[\]\\|@#$~`_√∑∫∂∞≤≥≠≈±×÷·→←↔⇌∈∉∪∩⊂∧∨¬∀∃⁰-⁹²³¹₀-₉()]|\w\(|!")
# What no reader sees of a formula: spaces, brackets that grow, small and large fractions.
_UNSEEN = re.compile(r"\s+|\\[,;:!]|\\(?:left|right|displaystyle)(?![A-Za-z])|(?<=\\)[dt](?=frac)")
# Ways to write one and the same: ½ and 1/2, .5 and 0.5, 3 x 4 and 3 × 4.
_VULGAR = re.compile(r"[¼-¾⅐-⅞]")
_BEFORE_VULGAR = re.compile(r"(?<=\d)\s?(?=[¼-¾⅐-⅞])")
_BARE_POINT = re.compile(r"(?<![\w.])\.(?=\d)")
_EARLY_HOUR = re.compile(r"^0(?=\d:[0-5]\d\b)")
_DATES = ("date", "day")  # of what natural_ranks tells apart
_TIMES = re.compile(r"(?<=\d)(\s?)x(\s?)(?=\d)")
_DEGREES = str.maketrans({"℃": "°C", "℉": "°F", "⁄": "/"})
_WORD = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
_ENDS = " .,"
_ARTICLE = re.compile(r"(a|an|the) +(?=\S)", re.IGNORECASE)
_QUANTIFIERS = re.compile(r"(?:few|little|lot|number|couple|bit|great|good)\b", re.IGNORECASE)
_QUOTES = "‘’“”„«»‹›\"'"


@dataclass(frozen=True)
class Meaning:
    """What an option is: `exact` is equal where two options surely mean the same, `loose` where
    they may ("" where nothing less than exact will do).

    `article`: the English article that it begins with and that `exact` is without.
    """

    exact: object
    loose: str = ""
    article: str = ""

    def differs_by_article(self, other: Meaning) -> bool:
        """Whether two options begin with different articles: then these are what is asked."""
        return bool(self.article and other.article) and self.article != other.article


def meaning(text: Text, language: str, *, exact_numbers: bool = False) -> Meaning:
    """What an option is, in a bank of a language.

    Numbers are compared by value with their units, and dates by the day, month or year they are,
    unless `exact_numbers` (they are code, or it is asked how they are written); formulas and code
    sign by sign; words without what only typing changes.
    """
    if as_spans(text.source) is None:
        return Meaning(text.source)
    shown = in_latin(unicodedata.normalize("NFC", spelled(text)))
    if not exact_numbers:
        shown = _in_common_notation(shown, language)
        ranks = natural_ranks((shown,), language)
        if ranks and ranks[0].kind[0] in _DATES:
            return Meaning(ranks[0])
    number = None if exact_numbers else quantity(shown, language)
    if number is not None:
        return Meaning(number)
    signs = " ".join(shown.translate(_DASHES).split())
    if any(run.code for run in text.runs) or not _is_prose(signs):
        return Meaning(signs)
    words = signs.rstrip(_ENDS) or signs
    first, space, rest = words.partition(" ")
    if space and len(set(first.casefold())) > 1:
        words = first[0].lower() + first[1:] + space + rest
    if language.partition("-")[0] == "en":
        article = _ARTICLE.match(words)
        if article and not _QUANTIFIERS.match(words, article.end()):
            bare = words[article.end() :]
            return Meaning(bare, _loose(bare), article[1].lower())
    return Meaning(words, _loose(words))


def _in_common_notation(shown: str, language: str) -> str:
    """A text in which signs for fractions, degrees and multiplication are as on a keyboard, and
    hours before ten have one digit.
    """
    if language.partition("-")[0] == "en":
        shown = _BARE_POINT.sub("0.", shown)
    shown = _EARLY_HOUR.sub("", shown)
    shown = _BEFORE_VULGAR.sub(" ", shown)
    shown = _VULGAR.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), shown)
    return _TIMES.sub(r"\1×\2", shown).translate(_DEGREES)


def is_worded(text: Text) -> bool:
    """Whether a text is words, and no formula, code, symbol or number."""
    return (
        as_spans(text.source) is not None
        and not any(run.code for run in text.runs)
        and _is_prose(spelled(text))
    )


def spelled(text: Text) -> str:
    """A text as printed, in which what is raised, lowered or code, and a single letter that is
    bold (a vector), can be told from what is not.
    """
    parts = []
    for run in text.runs:
        if run.code:
            parts.append(f"`{run.text}`")
        elif run.formula:
            parts.append(formula_as_word(_alike(run.formula)))
        elif run.script == "sup":
            parts.append(_scripted(run.text, _RAISED, "^"))
        elif run.script == "sub":
            parts.append(_scripted(run.text, _LOWERED, "_"))
        elif run.bold and len(run.text.strip()) == 1:
            parts.append(f"*{run.text}*")
        else:
            parts.append(run.text)
    return "".join(parts)


def _alike(latex: str) -> str:
    """A formula without what changes its size or spaces only."""
    bare = latex if "\\text" in latex else _UNSEEN.sub("", latex)
    return re.sub(r"\{(\w)\}", r"\1", bare)


def _scripted(text: str, signs: dict[str, str], mark: str) -> str:
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    return f"{mark}{{{text}}}"


def _is_prose(text: str) -> bool:
    if _FORMULA.search(re.sub(r"\((?=[^\W\d_]{2,}[^()]*\))[^()]*\)", " ", text)):
        return False
    return bool(_WORD.search(text))


def _loose(text: str) -> str:
    """What is left without quotes, end marks and the case of ordinary words; "" where no ordinary
    word is among them: in symbols, units and genotypes case is content.
    """
    bare = text.strip(_QUOTES + _ENDS)
    words = [word.casefold() if is_word(word) else word for word in bare.split()]
    return " ".join(words) if any(map(is_word, bare.split())) else ""
