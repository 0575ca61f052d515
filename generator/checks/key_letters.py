"""Key letters on the forms of a pack, which are left to chance on purpose."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from generator.checks.context import KeyLetter, RuleContext
from generator.checks.rule import Finding, rule
from generator.editions.quiz import form_name
from generator.problems import WARNING

TITLE = "Key letters"

_RUN = 5
_OFTEN = 4
# With many forms some extreme is certain: it counts when more than an eighth of them have it.
_SHARE = 8
Keys = tuple[KeyLetter, ...]


def _extremes(context: RuleContext, find: Callable[[Keys], str]) -> Iterator[Finding]:
    for name, forms in context.forms.items():
        extreme = [(form, what) for form, keys in enumerate(forms) if (what := find(keys))]
        if len(extreme) > len(forms) / _SHARE:
            form, what = extreme[0]
            where = f"form {form_name(form, len(forms))}"
            if len(extreme) > 1:
                where = f"{len(extreme)} of {len(forms)} forms (for example {where})"
            yield Finding(
                context.content.packs[name].location,
                f"on {where}, {what}; {_remedy(name, forms[form])}",
            )


def _remedy(pack: str, keys: Keys) -> str:
    """What to do where the letters of a form's keys stand out."""
    if sum(key.keeps_order for key in keys) > len(keys) / 2:
        return (
            "most of these options are in an order that no seed changes (numbers, dates, 'order'); "
            "take distractors that put some keys elsewhere"
        )
    return f"if nothing has been printed yet, run 'packs reseed {pack}'"


@rule("letter-often", WARNING)
def letter_often(context: RuleContext) -> Iterator[Finding]:
    """On a form no letter is the key much more often than the others: at most two times, or a tenth
    of the items, more.

    Reason: chance does this seldom, and a student who notices may change right answers.
    Source: Bar-Hillel & Attali 2002 (leave positions to chance, and do not balance them).
    """
    yield from _extremes(context, _often)


def _often(keys: Keys) -> str:
    letters = [key.letter for key in keys]
    for letter in sorted(set(letters)):
        share = sum(1 / key.options for key in keys)
        if letters.count(letter) > math.ceil(share) + max(2, len(keys) / 10):
            return f"{letters.count(letter)} of {len(letters)} keys are {letter}"
    return ""


@rule("letter-run", WARNING)
def letter_run(context: RuleContext) -> Iterator[Finding]:
    """On a form no five items in a row have the same key letter.

    Reason: students who know their answers begin to doubt them.
    Source: Bar-Hillel & Attali 2002.
    """
    yield from _extremes(context, _run)


def _run(keys: Keys) -> str:
    length = 0
    for number, key in enumerate(keys):
        length = length + 1 if number and key.letter == keys[number - 1].letter else 1
        if length == _RUN:
            return f"{_RUN} keys in a row are {key.letter}"
    return ""


@rule("letter-unused", WARNING)
def letter_unused(context: RuleContext) -> Iterator[Finding]:
    """Where there are four items or more for each letter, every letter is a key somewhere on a
    form.

    Reason: chance leaves one out on one form in 25 (sixteen items with four options); below that it
    does so too often to mean anything.
    Source: Bar-Hillel & Attali 2002.
    """
    yield from _extremes(context, _unused)


def _unused(keys: Keys) -> str:
    most = max((key.options for key in keys), default=0)
    for place in range(most):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
        offered = sum(key.options > place for key in keys)
        if offered >= _OFTEN * most and letter not in [key.letter for key in keys]:
            return f"{letter} is never the key, although {offered} items have an option {letter}"
    return ""
