"""Ids: each defined once, and each that is named defined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.fields import Reference
from generator.content.messages import did_you_mean
from generator.content.model import Fact, Item
from generator.items import scored_parts
from generator.problems import WARNING, Location

TITLE = "Ids"

_MOST_TWICE = 5  # ids that two files have both; with more, one is taken for a copy of the other


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
    first_of: dict[str, Location] = {}
    again: dict[tuple[str, str], list[Item | Fact]] = {}
    for owner in owners:
        first = first_of.setdefault(owner.id, owner.location)
        if first is not owner.location:
            again.setdefault((owner.location.path, first.path), []).append(owner)
    for (path, other), repeated in again.items():
        if path != other and len(repeated) > _MOST_TWICE:
            yield Finding(
                repeated[0].location,
                f"the {what} id '{repeated[0].id}' and {len(repeated) - 1} more of this file are "
                f"already used in {other}; if one file is a copy of the other, keep it elsewhere",
            )
            continue
        for owner in repeated:
            first = first_of[owner.id]
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
            unread = context.content.unread.facts.get(ref.id)
            if unread:
                yield Finding(
                    ref.location, _unread("fact", ref.id, unread), owner.item, unread.path
                )
            elif context.facts:
                near = did_you_mean(ref.id, context.facts)
                yield Finding(
                    ref.location,
                    f"fact '{ref.id}' is not in any evidence file{near}; correct the id or add the "
                    "fact",
                    owner.item,
                )
            elif ref.location.path not in reported:
                reported.add(ref.location.path)
                yield Finding(ref.location, _no_fact_at_all(ref.id, context))


def _no_fact_at_all(name: str, context: RuleContext) -> str:
    """What to do where there is no fact: mend the files, or make the first one."""
    if context.content.unread.evidence or context.content.evidence:
        return (
            f"no evidence could be read, so '{name}' and all other facts here are unknown; fix the "
            "errors in questions/evidence/ first"
        )
    return (
        f"there is no evidence file, so '{name}' and all other facts here are unknown; make one "
        "with 'packs new evidence NAME', or remove 'facts' from all items for a plain bank"
    )


@rule("unknown-objective", needed_to_print=True)
def unknown_objective(context: RuleContext) -> Iterator[Finding]:
    """An item's objective is one of its bank's.

    Reason: blueprint and answer key say in words what an item tests, and the bank holds the words.
    """
    for bank in context.content.banks.values():
        known = dict(bank.objectives)
        if not known and bank.sourced:
            continue  # reported when the bank was read
        for item in bank.items:
            if item.objective is None or item.objective.id in known:
                continue
            unread = context.content.unread.objectives.get((bank.path, item.objective.id))
            if unread:
                message = _unread("objective", item.objective.id, unread)
                yield Finding(item.objective.location, message, item, unread.path)
            else:
                yield Finding(
                    item.objective.location,
                    f"objective '{item.objective.id}' is not in this bank"
                    f"{did_you_mean(item.objective.id, known)}; correct the id or add it to "
                    "'objectives'",
                    item,
                )


@rule("no-objective", WARNING)
def no_objective(context: RuleContext) -> Iterator[Finding]:
    """Where a bank has objectives, each of its items names one.

    Reason: guide and blueprint count points by objective, and leave out what names none.
    """
    for bank in context.content.banks.values():
        for item in bank.items if bank.objectives else ():
            if any(part.objective is None for part in scored_parts(item)):
                yield Finding(
                    item.location,
                    f"'{item.id}' names none of this bank's objectives; add 'objective', or "
                    "remove 'objectives' from the bank",
                    item,
                )


@rule("unknown-item")
def unknown_item(context: RuleContext) -> Iterator[Finding]:
    """Every item that a pack, or a script of a summary, names is in a bank.

    Reason: items are never left out of a paper in silence.  An item with errors of its own could
    not be read and counts as missing; `packs check` then lists its errors and only counts the
    places that name it.
    """
    for pack in context.content.packs.values():
        for section in pack.sections:
            yield from unknown_items(section.items, context)
    for summary in context.content.summaries.values():
        if summary.teaching:
            yield from unknown_items([script.item for script in summary.teaching.scripts], context)


@rule("unknown-summary")
def unknown_summary(context: RuleContext) -> Iterator[Finding]:
    """Every summary that a pack names is a file in packs/summaries.

    Reason: a briefing is printed whole or not at all.
    """
    for pack in context.content.packs.values():
        yield from _unknown(
            "summary",
            "packs/summaries/",
            pack.summaries,
            context.content.summaries,
            context.content.unread.summaries,
        )


@rule("unknown-style")
def unknown_style(context: RuleContext) -> Iterator[Finding]:
    """The style that a pack names is a file in packs/styles.

    Reason: papers must not go out without the institution's name and fields because of a slip.
    """
    for pack in context.content.packs.values():
        if pack.style_name:
            yield from _unknown(
                "style",
                "packs/styles/",
                (pack.style_name,),
                context.content.styles,
                context.content.unread.styles,
            )


@rule("unknown-source")
def unknown_source(context: RuleContext) -> Iterator[Finding]:
    """Every source that a bank, a pack or a summary names is a file in questions/evidence.

    Reason: students are told what the paper is based on and as of when, and only the evidence file
    knows.
    """
    evidence, unread = context.content.evidence, context.content.unread.evidence
    named = [
        *(bank.sources for bank in context.content.banks.values()),
        *(pack.sources for pack in context.content.packs.values()),
        *(summary.sources for summary in context.content.summaries.values()),
    ]
    for sources in named:
        yield from _unknown("source", "questions/evidence/", sources, evidence, unread)


def unknown_items(
    named: Iterable[Reference], context: RuleContext, owner: Item | None = None
) -> Iterator[Finding]:
    """What is named, by `owner` or a pack, and is no item that could be read."""
    unread, drafts = context.content.unread.items, context.content.unread.drafts
    for ref in named:
        if ref.id in context.items:
            continue
        if ref.id in drafts:
            yield Finding(
                ref.location,
                f"item '{ref.id}' is a draft that could not be read; fix its errors at "
                f"{drafts[ref.id].path}:{drafts[ref.id].line}",
                owner,
            )
        else:
            yield from _unknown("item", "any bank", (ref,), context.items, unread, owner)


def _unknown(
    what: str,
    where: str,
    named: Iterable[Reference],
    known: Collection[str],
    unread: Mapping[str, Location],
    owner: Item | None = None,
) -> Iterator[Finding]:
    """What is named but not known: it is missing, or has errors and could not be read."""
    for ref in named:
        if ref.id not in known:
            yield missing(what, ref, where, known, unread, owner)


def missing(
    what: str,
    ref: Reference,
    where: str,
    known: Collection[str],
    unread: Mapping[str, Location],
    owner: Item | None = None,
) -> Finding:
    """About something that is named and is not among what could be read."""
    if ref.id in unread:
        place = unread[ref.id]
        return Finding(ref.location, _unread(what, ref.id, place), owner, place.path)
    return Finding(
        ref.location,
        f"{what} '{ref.id}' was not found in {where}{did_you_mean(ref.id, known)}; correct the "
        f"name, or add the {what}",
        owner,
    )


def _unread(what: str, name: str, place: Location) -> str:
    """The message about something that is there but could not be read."""
    return (
        f"{what} '{name}' is in {place.path} but could not be read; fix the errors in that file "
        "first"
    )
