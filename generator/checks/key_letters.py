"""Key letters on the forms of a pack, which are left to chance on purpose."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.problems import WARNING

_RUN = 5
_OFTEN = 4
_SHARE = (
    8  # with many forms some extreme is certain: it counts when more than an eighth of them have it
)
Keys = tuple[tuple[str, int], ...]


def _extremes(survey: RuleContext, find: Callable[[Keys], str]) -> Iterator[Finding]:
    for name, forms in survey.forms.items():
        found = [(number, what) for number, keys in enumerate(forms, 1) if (what := find(keys))]
        if len(found) > len(forms) / _SHARE:
            number, what = found[0]
            where = "the form"
            if len(forms) > 1:
                where = f"{len(found)} of {len(forms)} forms, the first of them form {number}"
            yield Finding(
                survey.content.packs[name].location,
                f"on {where}: {what}; 'packs reseed {name}' draws anew, "
                "as long as nothing has been printed",
            )


@rule("letter-often", WARNING, ignorable=False)
def letter_often(survey: RuleContext) -> Iterator[Finding]:
    """On a form no letter is the key much more often than the others: at most two times, or a tenth of the items, more.

    Reason: chance does this seldom, and a student who notices may change right answers.
    Source: Bar-Hillel & Attali 2002 (leave positions to chance, and do not balance them).
    """
    yield from _extremes(survey, _often)


def _often(keys: Keys) -> str:
    letters = [letter for letter, _ in keys]
    for letter in sorted(set(letters)):
        share = sum(1 / options for _, options in keys)
        if letters.count(letter) > math.ceil(share) + max(2, len(keys) / 10):
            return f"{letters.count(letter)} of {len(letters)} keys are {letter}"
    return ""


@rule("letter-run", WARNING, ignorable=False)
def letter_run(survey: RuleContext) -> Iterator[Finding]:
    """On a form no five items in a row have the same key letter.

    Reason: students who know their answers begin to doubt them.
    Source: Bar-Hillel & Attali 2002.
    """
    yield from _extremes(survey, _run)


def _run(keys: Keys) -> str:
    length = 0
    for number, (letter, _) in enumerate(keys):
        length = length + 1 if number and letter == keys[number - 1][0] else 1
        if length == _RUN:
            return f"{_RUN} keys in a row are {letter}"
    return ""


@rule("letter-unused", WARNING, ignorable=False)
def letter_unused(survey: RuleContext) -> Iterator[Finding]:
    """Where there are four items or more for each letter, every letter is a key somewhere on a form.

    Reason: chance leaves one out on one form in 25 (sixteen items with four options); below that it does so too often
    to mean anything.
    Source: Bar-Hillel & Attali 2002.
    """
    yield from _extremes(survey, _unused)


def _unused(keys: Keys) -> str:
    most = max((options for _, options in keys), default=0)
    for place in range(most):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
        offered = sum(options > place for _, options in keys)
        if offered >= _OFTEN * most and letter not in [key for key, _ in keys]:
            return f"{letter} is never the key in {offered} items that offer it"
    return ""
