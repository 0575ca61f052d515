"""Ids: each defined once, and each that is named defined."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.fields import Reference
from generator.content.messages import did_you_mean
from generator.content.model import Fact, Item
from generator.problems import Location


@rule("duplicate-id")
def duplicate_id(survey: RuleContext) -> Iterator[Finding]:
    """An item's id stands once over all banks, a fact's once over all sources.

    Reason: packs, records and citations know items and facts by id alone, so a second one would silently take the
    place of the first.  (An objective twice in one file is refused when the file is read.)
    """
    banks, sources = survey.content.banks.values(), survey.content.evidence.values()
    yield from _twice("item", [item for bank in banks for item in bank.items])
    yield from _twice("fact", [fact for source in sources for fact in source.facts])


def _twice(what: str, owners: list[Item] | list[Fact]) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    for owner in owners:
        first = seen.setdefault(owner.id, owner.location)
        if first is not owner.location:
            yield Finding(
                owner.location,
                f"the {what} id '{owner.id}' stands already at {first.path}:{first.line}; "
                f"give one of the two another id",
            )


@rule("unknown-fact", needed_to_print=True)
def unknown_fact(survey: RuleContext) -> Iterator[Finding]:
    """Every fact that an item, a summary or a pair cites is in an evidence file.

    Reason: a citation of nothing looks like evidence and is none.  Where no fact at all could be read, each file says
    so once: its citations are not to blame.
    """
    told: set[str] = set()
    for holding in survey.holdings:
        for ref in holding.cited:
            if ref.id in survey.facts:
                continue
            if survey.facts:
                near = did_you_mean(ref.id, survey.facts)
                yield Finding(
                    ref.location,
                    f"no evidence file has a fact '{ref.id}'{near}; correct the id or add it",
                    holding.item,
                )
            elif ref.location.path not in told:
                told.add(ref.location.path)
                yield Finding(
                    ref.location,
                    f"'{ref.id}' and all other facts cited here are missing, because no "
                    "evidence could be read; put the files in questions/evidence in order",
                )


@rule("unknown-objective", needed_to_print=True)
def unknown_objective(survey: RuleContext) -> Iterator[Finding]:
    """An item's objective is one of its bank's.

    Reason: blueprint and answer key say in words what an item tests, and the bank holds the words.
    """
    for bank in survey.content.banks.values():
        known = dict(bank.objectives)
        for item in (
            bank.items if known else ()
        ):  # no objectives at all: reported when the bank was read
            if item.objective.id not in known:
                yield Finding(
                    item.objective.location,
                    f"the bank has no objective '{item.objective.id}'{did_you_mean(item.objective.id, known)}; "
                    "correct the id or add it to 'objectives'",
                    item,
                )


@rule("unknown-item")
def unknown_item(survey: RuleContext) -> Iterator[Finding]:
    """Every item that a pack names is in a bank.

    Reason: items are never left out of a paper in silence.  An item with faults of its own could not be read and counts
    as missing.
    """
    for pack in survey.content.packs.values():
        for section in pack.sections:
            yield from _unknown("item", "no bank has a sound item", section.items, survey.items)


@rule("unknown-summary")
def unknown_summary(survey: RuleContext) -> Iterator[Finding]:
    """Every summary that a pack names is a file in packs/summaries.

    Reason: a briefing is printed whole or not at all.
    """
    for pack in survey.content.packs.values():
        yield from _unknown(
            "summary",
            "packs/summaries has no sound summary",
            pack.summaries,
            survey.content.summaries,
        )


@rule("unknown-source")
def unknown_source(survey: RuleContext) -> Iterator[Finding]:
    """Every source that a pack or a summary names is a file in questions/evidence.

    Reason: students are told what the paper rests on and as of when, and only the evidence file knows.
    """
    for owner in (*survey.content.packs.values(), *survey.content.summaries.values()):
        yield from _unknown(
            "source",
            "questions/evidence has no sound source",
            owner.sources,
            survey.content.evidence,
        )


def _unknown(
    what: str, says: str, named: tuple[Reference, ...], known: dict[str, object]
) -> Iterator[Finding]:
    for ref in named:
        if ref.id not in known:
            yield Finding(
                ref.location,
                f"{says} '{ref.id}'{did_you_mean(ref.id, known)}; correct the id, or write or "
                f"mend that {what}",
            )
