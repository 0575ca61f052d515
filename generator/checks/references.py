"""Ids: each defined once, and each that is named defined."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.fields import Reference
from generator.content.messages import did_you_mean
from generator.content.model import Fact, Item
from generator.problems import Location

TITLE = "Ids"


@rule("duplicate-id")
def duplicate_id(context: RuleContext) -> Iterator[Finding]:
    """An item's id is used once in all banks, a fact's id once in all sources.

    Reason: packs, records and citations know items and facts by id alone, so a second one would
    silently take the place of the first.  (An objective twice in one file is refused when the file
    is read.)
    """
    banks, sources = context.content.banks.values(), context.content.evidence.values()
    yield from _twice("item", [item for bank in banks for item in bank.items])
    yield from _twice("fact", [fact for source in sources for fact in source.facts])


def _twice(what: str, owners: list[Item] | list[Fact]) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    for owner in owners:
        first = seen.setdefault(owner.id, owner.location)
        if first is not owner.location:
            yield Finding(
                owner.location,
                f"the {what} id '{owner.id}' is already used at {first.path}:{first.line}; change "
                "one of the two",
            )


@rule("unknown-fact", needed_to_print=True)
def unknown_fact(context: RuleContext) -> Iterator[Finding]:
    """Every fact that an item, a summary or a pair cites is in an evidence file.

    Reason: a citation of nothing looks like evidence but is not.  Where no fact at all could be
    read, each file says so once: its citations are not to blame.
    """
    reported: set[str] = set()
    for owner in context.text_owners:
        for ref in owner.cited:
            if ref.id in context.facts:
                continue
            if context.facts:
                near = did_you_mean(ref.id, context.facts)
                yield Finding(
                    ref.location,
                    f"fact '{ref.id}' is not in any evidence file{near}; correct the id or add the "
                    "fact",
                    owner.item,
                )
            elif ref.location.path not in reported:
                reported.add(ref.location.path)
                yield Finding(
                    ref.location,
                    f"no evidence could be read, so '{ref.id}' and all other facts here are "
                    "unknown; fix the errors in questions/evidence/ first",
                )


@rule("unknown-objective", needed_to_print=True)
def unknown_objective(context: RuleContext) -> Iterator[Finding]:
    """An item's objective is one of its bank's.

    Reason: blueprint and answer key say in words what an item tests, and the bank holds the words.
    """
    for bank in context.content.banks.values():
        known = dict(bank.objectives)
        if not known:
            continue  # reported when the bank was read
        for item in bank.items:
            if item.objective.id not in known:
                yield Finding(
                    item.objective.location,
                    f"objective '{item.objective.id}' is not in this bank"
                    f"{did_you_mean(item.objective.id, known)}; correct the id or add it to "
                    "'objectives'",
                    item,
                )


@rule("unknown-item")
def unknown_item(context: RuleContext) -> Iterator[Finding]:
    """Every item that a pack names is in a bank.

    Reason: items are never left out of a paper in silence.  An item with errors of its own could
    not be read and counts as missing.
    """
    for pack in context.content.packs.values():
        for section in pack.sections:
            yield from _unknown("item", "any bank", section.items, context.items)


@rule("unknown-summary")
def unknown_summary(context: RuleContext) -> Iterator[Finding]:
    """Every summary that a pack names is a file in packs/summaries.

    Reason: a briefing is printed whole or not at all.
    """
    for pack in context.content.packs.values():
        yield from _unknown(
            "summary", "packs/summaries/", pack.summaries, context.content.summaries
        )


@rule("unknown-source")
def unknown_source(context: RuleContext) -> Iterator[Finding]:
    """Every source that a pack or a summary names is a file in questions/evidence.

    Reason: students are told what the paper is based on and as of when, and only the evidence file
    knows.
    """
    evidence = context.content.evidence
    for pack in context.content.packs.values():
        yield from _unknown("source", "questions/evidence/", pack.sources, evidence)
    for summary in context.content.summaries.values():
        yield from _unknown("source", "questions/evidence/", summary.sources, evidence)


def _unknown(
    what: str, where: str, named: tuple[Reference, ...], known: Collection[str]
) -> Iterator[Finding]:
    """What is named but not known: it is missing, or has errors and could not be read."""
    for ref in named:
        if ref.id not in known:
            yield Finding(ref.location, missing(what, ref.id, where, known))


def missing(what: str, name: str, where: str, known: Collection[str]) -> str:
    """The message about something that is named and is not among what could be read."""
    return (
        f"{what} '{name}' was not found in {where}{did_you_mean(name, known)}; correct the name,"
        f" add the {what}, or fix its errors"
    )
