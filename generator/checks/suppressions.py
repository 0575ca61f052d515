"""What items ask to be spared."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import words
from generator.checks.rule import Finding, Rule, rule
from generator.content.messages import did_you_mean
from generator.content.model import Item
from generator.content.nodes import shorten
from generator.problems import WARNING

_WORDS = 2


def _ignored(survey: RuleContext) -> Iterator[tuple[Item, str, Rule | None]]:
    for _, item in survey.items.values():
        for name, _ in item.ignore:
            yield item, name, survey.rules.get(name)


@rule("unknown-rule")
def unknown_rule(survey: RuleContext) -> Iterator[Finding]:
    """`ignore` names checks that exist.

    Reason: a misspelt name silences nothing and looks as if it did.
    """
    ignorable = [name for name, known in survey.rules.items() if known.ignorable]
    for item, name, known in _ignored(survey):
        if known is None:
            yield Finding(
                item.location,
                f"'ignore' of '{item.id}' names '{name}', which is no check that can be "
                f"ignored{did_you_mean(name, ignorable)}; correct the name or remove it",
                item,
            )


@rule("not-ignorable")
def not_ignorable(survey: RuleContext) -> Iterator[Finding]:
    """`ignore` names only what a reason can answer: warnings, notes, and the few errors that say so.

    Reason: other errors make a paper or key wrong, and a reason does not make it right.  What is about a pack or a
    source is mended there.
    """
    for item, name, known in _ignored(survey):
        if known and not known.ignorable:
            yield Finding(
                item.location,
                f"'ignore' of '{item.id}' names '{name}', which cannot be ignored; mend what "
                "it reports and remove it from 'ignore'",
                item,
            )


@rule("no-reason")
def no_reason(survey: RuleContext) -> Iterator[Finding]:
    """The reason of an `ignore` has two words or more.

    Reason: a reason is what the next reader needs in order to agree.
    """
    for _, item in survey.items.values():
        for name, reason in item.ignore:
            if len(words(reason)) < _WORDS:
                yield Finding(
                    item.location,
                    f"'ignore' of '{item.id}' gives '{shorten(reason)}' as the reason for "
                    f"'{name}'; say in a few words why it may stand",
                    item,
                )


@rule("needless-ignore", WARNING, late=True)
def needless_ignore(survey: RuleContext) -> Iterator[Finding]:
    """`ignore` names only what would be reported.

    Retired items are looked at no more.
    Reason: an ignore that outlives its cause hides the next one.
    """
    for item, name, known in _ignored(survey):
        if (
            known
            and known.ignorable
            and item.status != "retired"
            and (item.location, name) not in survey.silenced
        ):
            yield Finding(
                item.location,
                f"'ignore' of '{item.id}' names '{name}', which would report nothing; remove it",
                item,
            )
