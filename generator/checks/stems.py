"""Stems that are nearly the same."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.checks.context import RuleContext
from generator.checks.english import alike, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import plain
from generator.problems import WARNING
from generator.values import dataclass

TITLE = "Like stems"

LEAST = 0.5  # of two stems' pairs of neighbouring words, the share that both have
# A pair of words in more stems than these is a turn of phrase, and leads to none of them.
_CROWD = 50
_LEAST_WORDS = 4  # so many words of substance make a question
_SMALL_WORDS = (
    "a an the of in on at to for from by with and or but as is are was were be been being do does "
    "did has have had it its this that these those which what who whom whose where when why how "
    "following one two statement statements true false correct best answer question describes not"
)
_EMPTY = frozenset(_SMALL_WORDS.split())
_DIFFERENT = re.compile(
    r"\$|\W*(?:[A-Z]|\d|(?:not|no|never|before|after|more|less|most|least|first|last|begin|began|end)\b)"
)


@dataclass(frozen=True)
class Stem:
    """A stem taken apart: its words as written, in small letters, and its pairs of neighbours."""

    question: Question
    written: frozenset[str]
    folded: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    keys: frozenset[str]


@rule("similar-stems", WARNING)
def similar_stems(context: RuleContext) -> Iterator[Finding]:
    """No two items ask the same in nearly the same words: stems that share half of their pairs of
    neighbouring words.

    Stems of fewer than four words of substance are not compared; nor do those count that differ by
    a name, a number, a formula, *not*, *before*, *after* or the like, that ask the same of another
    thing (one word differs, and the key), or whose options differ in the key.  Of gaps, pairs and
    events all that is printed counts; parts of sets are not compared.
    Reason: a student who meets both is asked once and marked twice, and a draw may pick both.
    Source: Haladyna, Downing & Rodriguez 2002 (items independent of one another).
    """
    stems = [
        stem
        for question in context.questions
        if question.alone and not question.parts and (stem := _stem(question))
    ]
    for later, earlier in similar(stems):
        other = earlier.question.item
        yield Finding(
            later.question.item.stem.location,
            f"the stem is almost the same as that of '{other.id}' at "
            f"{other.location.path}:{other.location.line} ('{shorten(earlier.question.stem)}'); "
            "delete one, or ask something else",
            later.question.item,
        )


def _stem(question: Question) -> Stem | None:
    asks = question.stem
    # “Fill the gaps”: what is asked is below
    if question.gapped_text or question.matching_pairs or question.events_in_order:
        asks = " ".join(plain(text) for text in question.seen)
    written = words(asks)
    folded = tuple(word.casefold() for word in written)
    if len(set(folded) - _EMPTY) < _LEAST_WORDS:
        return None
    keys = frozenset(word for key in question.keys for word in words(alike(key)))
    # A capital that begins a sentence is none of a name; what begins with a formula begins with it.
    named = frozenset(written[not written[0].startswith("$") :])
    return Stem(question, named, folded, frozenset(pairwise(folded)), keys)


def similar(stems: Sequence[Stem]) -> Iterator[tuple[Stem, Stem]]:
    """Every stem that is like an earlier one, with the first such one.

    Two sets share the part `LEAST` of their union only if they share two of so many of the rarest
    in each that the rest could not make it up (Chaudhuri, Ganti & Kaushik 2006, prefix filtering).
    """
    count: dict[tuple[str, str], int] = {}
    for stem in stems:
        for pair in stem.pairs:
            count[pair] = count.get(pair, 0) + 1
    met: dict[tuple[str, str], list[int]] = {}
    same: dict[tuple[str, ...], list[int]] = {}
    for number, stem in enumerate(stems):
        leads = _leads(stem, count)
        shared: dict[int, int] = {}
        for pair in leads:
            for other in met.get(pair, ()):
                shared[other] = shared.get(other, 0) + 1
            met.setdefault(pair, []).append(number)
        enough = min(2, len(leads))
        near = {other for other, many in shared.items() if many >= enough}.union(
            same.get(stem.folded, ())[:_CROWD]
        )
        for other in sorted(near):
            if _alike(stem, stems[other]):
                yield stem, stems[other]
                break
        same.setdefault(stem.folded, []).append(number)


def _leads(stem: Stem, count: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """The rarest pairs of a stem, without those that no other has and those that are a turn of
    phrase.
    """
    shared = sorted((count[pair], pair) for pair in stem.pairs if count[pair] > 1)
    alone = len(stem.pairs) - len(shared)
    prefix = len(stem.pairs) - math.ceil(LEAST * len(stem.pairs)) + 2 - alone
    return [pair for many, pair in shared[: max(0, prefix)] if many <= _CROWD]


def _alike(stem: Stem, other: Stem) -> bool:
    if not _share(stem.pairs, other.pairs) >= LEAST:
        return False
    if any(_DIFFERENT.match(word) for word in stem.written ^ other.written):
        return False
    if _asks_the_same_of_another(stem, other):
        return False
    return not (stem.keys and other.keys) or _share(stem.keys, other.keys) >= LEAST


def _asks_the_same_of_another(stem: Stem, other: Stem) -> bool:
    """Whether stems are equal but for one word of substance, and the keys have nothing in common:
    the same is asked of helium and of hydrogen.
    """
    if len(stem.folded) != len(other.folded) or not stem.keys or not other.keys:
        return False
    if stem.keys & other.keys:
        return False
    pairs = [words for words in zip(stem.folded, other.folded, strict=True) if len(set(words)) > 1]
    return len(pairs) == 1 and not _EMPTY.intersection(pairs[0])


def _share(some: frozenset[object], others: frozenset[object]) -> float:
    """What two sets share of their union, 0 to 1 (Jaccard)."""
    both = len(some & others)
    return both / (len(some) + len(others) - both) if both else 0.0
