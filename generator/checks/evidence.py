"""What items and briefings make of the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import listed
from generator.checks.rule import Finding, rule
from generator.problems import NOTE, WARNING, Location


@rule("untested-facts", NOTE, ignorable=False)
def untested_facts(survey: RuleContext) -> Iterator[Finding]:
    """Every fact of a source is asked about by some item.

    One line a source, with the number.
    Reason: it shows where the next items are to be found; not every fact is worth one.
    """
    asked = {ref.id for one in survey.posed for ref in one.item.facts}
    for evidence in survey.content.evidence.values():
        missing = [fact.id for fact in evidence.facts if fact.id not in asked]
        if missing:
            yield Finding(
                Location(evidence.path),
                f"{len(missing)} of {len(evidence.facts)} facts are asked about by "
                f"no item: {listed(missing)}",
            )


@rule("untaught-fact", WARNING)
def untaught_fact(survey: RuleContext) -> Iterator[Finding]:
    """What a pack with a briefing asks about is cited in one of its summaries.

    Reason: a student can answer from the briefing alone, and the paper tests what was taught.
    Source: Haladyna, Downing & Rodriguez 2002 (content of the items follows what was taught).
    """
    for pack in survey.content.packs.values():
        known = [
            survey.content.summaries[ref.id]
            for ref in pack.summaries
            if ref.id in survey.content.summaries
        ]
        taught = {ref.id for summary in known for ref in survey.holding_of[summary.path].cited}
        for ref, one in survey.asked_in(pack) if known else ():
            missing = [
                fact.id
                for fact in one.item.facts
                if fact.id in survey.facts and fact.id not in taught
            ]
            if missing and one.alone:
                verb = "is" if len(missing) == 1 else "are"
                yield Finding(
                    ref.location,
                    f"'{one.item.id}' rests on {listed(missing)}, which {verb} not in this "
                    "pack's briefing; cite it in a summary, or use another item",
                    one.item,
                )


@rule("single-source", NOTE, ignorable=False)
def single_source(survey: RuleContext) -> Iterator[Finding]:
    """Where all items of a bank rest on one source, that source has a `notice`, which is printed with it.

    One line a bank.
    Reason: reported is not verified, and readers are told so where nothing stands beside a source.
    """
    for bank in survey.content.banks.values():
        cited = {
            survey.facts[ref.id].source
            for item in bank.items
            for ref in item.facts
            if ref.id in survey.facts
        }
        for name in cited if len(cited) == 1 else ():
            evidence = survey.content.evidence.get(name)
            if evidence and not evidence.notice:
                yield Finding(
                    Location(bank.path),
                    f"all items of this bank rest on {name} alone, which has no "
                    "'notice'; add a second source, or a notice that says so in print",
                )
