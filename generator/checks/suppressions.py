"""What items ask to be ignored."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import words
from generator.checks.rule import Finding, rule
from generator.content.messages import did_you_mean
from generator.content.model import Item
from generator.content.nodes import shorten
from generator.problems import WARNING

TITLE = "What is ignored"

_FEWEST_WORDS = 2


def _ignored(context: RuleContext) -> Iterator[tuple[Item, str]]:
    """Every name of a check that the `ignore` of an item holds."""
    for _, item in context.items.values():
        for name, _ in item.ignore:
            yield item, name


@rule("unknown-rule")
def unknown_rule(context: RuleContext) -> Iterator[Finding]:
    """`ignore` names checks that exist.

    Reason: a misspelt name silences nothing and looks as if it did.
    """
    ignorable = [name for name, can_be_ignored in context.ignorable.items() if can_be_ignored]
    for item, name in _ignored(context):
        if name not in context.ignorable:
            yield Finding(
                item.location,
                f"there is no check '{name}' to ignore in '{item.id}'"
                f"{did_you_mean(name, ignorable)}; correct the name, or remove it from 'ignore'",
                item,
            )


@rule("not-ignorable")
def not_ignorable(context: RuleContext) -> Iterator[Finding]:
    """`ignore` names only what a reason can answer: every check about an item but a few, of which
    `packs check --explain` says why.

    Reason: a reason does not print what cannot be printed, or make an accusation fair.  What is
    about a pack or a source is fixed there.
    """
    for item, name in _ignored(context):
        if not context.ignorable.get(name, True):
            yield Finding(
                item.location,
                f"the check '{name}' cannot be ignored; fix what it reports in '{item.id}' and "
                "remove it from 'ignore'",
                item,
            )


@rule("no-reason")
def no_reason(context: RuleContext) -> Iterator[Finding]:
    """The reason of an `ignore` has two words or more.

    Reason: a reason is what the next reader needs in order to agree.
    """
    for _, item in context.items.values():
        for name, reason in item.ignore:
            if len(words(reason)) < _FEWEST_WORDS:
                yield Finding(
                    item.location,
                    f"'{shorten(reason)}' is too short a reason to ignore '{name}' in '{item.id}'; "
                    f"use at least {_FEWEST_WORDS} words",
                    item,
                )


@rule("needless-ignore", WARNING, late=True)
def needless_ignore(context: RuleContext) -> Iterator[Finding]:
    """`ignore` names only what would be reported.

    Retired items are looked at no more.
    Reason: an ignore that outlives its cause hides the next one.
    """
    for item, name in _ignored(context):
        if (
            context.ignorable.get(name, False)
            and item.status != "retired"
            and (item.location, name) not in context.suppressed
        ):
            yield Finding(
                item.location,
                f"'{item.id}' ignores '{name}', but this check reports nothing there; remove it "
                "from 'ignore'",
                item,
            )
