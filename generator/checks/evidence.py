"""What items and briefings make of the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import listed
from generator.checks.rule import Finding, rule
from generator.content.fields import Reference
from generator.content.model import Bank
from generator.items import item_type
from generator.problems import NOTE, WARNING, Location

TITLE = "Evidence"


@rule("no-sources", WARNING)
def no_sources(context: RuleContext) -> Iterator[Finding]:
    """A bank whose items cite facts names the sources of these in `sources`.

    One line a bank.
    Reason: it is `sources` that makes a bank a sourced one, with all its checks; without it, a bank
    whose last cited fact is removed would become a plain bank without a word.
    """
    for bank in context.content.banks.values():
        sources = list(_first_citations(bank, context))
        if sources and not bank.sources:
            yield Finding(
                Location(bank.path),
                "the items of this bank cite facts, but the bank does not name their sources; add "
                f"the line  sources: [{', '.join(sources)}]",
            )


@rule("unnamed-source", WARNING)
def unnamed_source(context: RuleContext) -> Iterator[Finding]:
    """A bank that names sources names those of all facts that its items cite.

    One line for each other source.
    Reason: packs print the sources of their banks.
    """
    for bank in context.content.banks.values():
        named = {reference.id for reference in bank.sources}
        for source, reference in _first_citations(bank, context).items():
            if named and source not in named:
                yield Finding(
                    reference.location,
                    f"fact {reference.id} is of source {source}, which this bank does not name; "
                    f"add {source} to 'sources'",
                )


def _first_citations(bank: Bank, context: RuleContext) -> dict[str, Reference]:
    """Each source whose facts the items of a bank cite, with the first citation of one."""
    first: dict[str, Reference] = {}
    for item in bank.items:
        for part in (item, *item_type(item).parts(item)):
            for reference in part.facts:
                if reference.id in context.facts:
                    first.setdefault(context.facts[reference.id].source, reference)
    return first


@rule("untested-facts", NOTE)
def untested_facts(context: RuleContext) -> Iterator[Finding]:
    """Every fact of a source is tested by an item.

    One line a source, with the number; none while there are items that could not be read.
    Reason: it shows where the next items are to be found; not every fact is worth one.
    """
    if context.content.unread.items:
        return
    tested = {ref.id for question in context.questions for ref in question.item.facts}
    for evidence in context.content.evidence.values():
        missing = [fact.id for fact in evidence.facts if fact.id not in tested]
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            yield Finding(
                Location(evidence.path),
                f"{len(missing)} of {len(evidence.facts)} facts {verb} not tested by any item: "
                f"{listed(missing)}",
            )


@rule("untaught-fact", WARNING, sourced=True)
def untaught_fact(context: RuleContext) -> Iterator[Finding]:
    """What a pack with a briefing asks about is cited in one of its summaries.

    Reason: a student can answer from the briefing alone, and the paper tests what was taught.
    Source: Haladyna, Downing & Rodriguez 2002 (content of the items follows what was taught).
    """
    for pack in context.content.packs.values():
        known = [
            context.content.summaries[ref.id]
            for ref in pack.summaries
            if ref.id in context.content.summaries
        ]
        taught = {
            ref.id for summary in known for ref in context.text_owner_by_key[summary.path].cited
        }
        if not known:
            continue
        for ref, question in context.questions_of_pack(pack):
            missing = [
                fact.id
                for fact in question.item.facts
                if fact.id in context.facts and fact.id not in taught
            ]
            if missing and question.alone:
                verb, them = ("is", "it") if len(missing) == 1 else ("are", "them")
                yield Finding(
                    ref.location,
                    f"'{question.item.id}' tests {listed(missing)}, which {verb} not in this "
                    f"pack's briefing; cite {them} in a summary, or use another item",
                    question.item,
                )


@rule("single-source", NOTE, sourced=True)
def single_source(context: RuleContext) -> Iterator[Finding]:
    """Where all items of a bank are based on one source, that source has a `notice`, which is
    printed with it.

    One line a bank.
    Reason: reported is not verified, and readers are told so where there is no other source.
    """
    for bank in context.content.banks.values():
        cited = {
            context.facts[ref.id].source
            for item in bank.items
            for ref in item.facts
            if ref.id in context.facts
        }
        if len(cited) != 1:
            continue
        (name,) = cited
        evidence = context.content.evidence.get(name)
        if evidence and not evidence.notice:
            yield Finding(
                Location(bank.path),
                f"all items of this bank are based on one source, {name}, which has no 'notice'; "
                "add a second source, or a notice that tells readers so",
            )
