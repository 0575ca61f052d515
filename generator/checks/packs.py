"""What a pack may put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.context import RuleContext, TextOwner
from generator.checks.rule import Finding, rule
from generator.content.field_types import EXAMPLE_SEED, points_text
from generator.content.fields import Reference
from generator.content.messages import counted
from generator.content.model import Bank, Item, Pack
from generator.editions.arrange import printed_source_names
from generator.i18n.catalog import languages
from generator.problems import Location

TITLE = "What a pack puts together"


def _named_items(pack: Pack, context: RuleContext) -> Iterator[tuple[Reference, Bank, Item]]:
    for section in pack.sections:
        for ref in section.items:
            if ref.id in context.items:
                yield ref, *context.items[ref.id]


@rule("item-twice")
def item_twice(context: RuleContext) -> Iterator[Finding]:
    """A pack names an item once.

    Reason: a student would answer it, and be marked for it, twice.
    """
    for pack in context.content.packs.values():
        seen: dict[str, Reference] = {}
        for section in pack.sections:
            for ref in section.items:
                first = seen.setdefault(ref.id, ref)
                if first is not ref:
                    yield Finding(
                        ref.location,
                        f"'{ref.id}' is in this pack twice (first on line {first.location.line}); "
                        "remove one",
                    )


@rule("answer-some", needed_to_print=True)
def answer_some(context: RuleContext) -> Iterator[Finding]:
    """A section of which some questions are answered has more of them, all worth the same.

    Reason: the paper's total must not depend on what a student chooses.
    """
    for pack in context.content.packs.values():
        for section in pack.sections:
            points = {
                ref.id: context.items[ref.id][1].points
                for ref in section.items
                if ref.id in context.items
            }
            if not section.answer or len(points) < len(section.items) or not points:
                continue
            if section.answer >= len(points):
                yield Finding(
                    section.location,
                    f"'answer' is {section.answer}, but the section has "
                    f"{counted(len(points), 'question', 'questions')}; give it more, or remove "
                    "'answer' where all are to be answered",
                )
            elif len(set(points.values())) > 1:
                listed = ", ".join(f"{name} {points_text(own)}" for name, own in points.items())
                yield Finding(
                    section.location,
                    f"students answer {section.answer} of these questions, so all must be worth "
                    f"the same number of points; now they are worth: {listed}",
                )


@rule("draft-item")
def draft_item(context: RuleContext) -> Iterator[Finding]:
    """A pack names no draft, unless it is built with --draft.

    Reason: items are never left out of a paper, and an unfinished one must not reach students by
    accident.
    """
    for pack in context.content.packs.values():
        for ref, _, item in _named_items(pack, context):
            if item.status == "draft":
                yield Finding(
                    ref.location,
                    f"'{ref.id}' is a draft; finish it and remove 'status: draft' at "
                    f"{_place(item.location)}, or build with --draft",
                )


@rule("faulty-draft", late=True)
def faulty_draft(context: RuleContext) -> Iterator[Finding]:
    """A draft that a pack names has no error that keeps it from being printed.

    Reason: errors of drafts are only warnings, but a key cannot print a fact or an objective that
    is not there, nor a page a character without a glyph, even with --draft.
    """
    for pack in context.content.packs.values():
        for ref, _, item in _named_items(pack, context):
            if error := context.unprintable_drafts.get(item.id):
                place, cause = error
                yield Finding(
                    ref.location,
                    f"draft '{ref.id}' has an error at {_place(place)}; fix it before you build, "
                    "even with --draft",
                    cause=cause,
                )


@rule("retired-item")
def retired_item(context: RuleContext) -> Iterator[Finding]:
    """A pack names no retired item.

    Reason: whoever retired it had a reason, and old papers keep their keys without it.
    """
    for pack in context.content.packs.values():
        for ref, _, item in _named_items(pack, context):
            if item.status == "retired":
                yield Finding(
                    ref.location,
                    f"'{ref.id}' is retired; remove it from the pack and use another item",
                )


@rule("foreign-source")
def foreign_source(context: RuleContext) -> Iterator[Finding]:
    """An item or summary cites only facts of sources that the pack prints.

    Reason: the source and as-of line on the paper must cover everything that is asked and stated.
    """
    for pack in context.content.packs.values():
        printed = printed_source_names(pack, context.content)
        if not printed:
            continue
        for ref, owner in _named_owners(pack, context):
            reported: set[str] = set()
            for cited in owner.cited:
                fact = context.facts.get(cited.id)
                if fact and fact.source not in printed and fact.source not in reported:
                    reported.add(fact.source)
                    yield Finding(
                        ref.location,
                        f"'{ref.id}' cites {fact.id} of source {fact.source}, but this pack does "
                        f"not name that source; add {fact.source} to 'sources', or remove "
                        f"'{ref.id}'",
                    )


@rule("no-source-line")
def no_source_line(context: RuleContext) -> Iterator[Finding]:
    """A pack with items or summaries that rest on sources prints a source.

    Its own `sources` are printed, or else those that its summaries and the banks of its items name.
    Reason: students are told what the paper is based on and as of when.
    """
    for pack in context.content.packs.values():
        if printed_source_names(pack, context.content):
            continue
        if any(ref.id not in context.content.summaries for ref in pack.summaries):
            continue  # it may be what names the sources
        sourced = [ref.id for ref in pack.summaries if context.content.summaries[ref.id].sourced]
        sourced += [bank.name for bank in _named_banks(pack, context) if bank.sourced]
        if sourced:
            cited = (ref.id for _, owner in _named_owners(pack, context) for ref in owner.cited)
            facts = (context.facts[name] for name in cited if name in context.facts)
            example = ", ".join(dict.fromkeys(fact.source for fact in facts)) or "light-and-leaves"
            yield Finding(
                pack.location,
                f"this pack needs 'sources', the sources to name on the paper, because {sourced[0]}"
                f" rests on some (for example  sources: [{example}])",
            )


def _named_banks(pack: Pack, context: RuleContext) -> Iterator[Bank]:
    """The banks of a pack's items, and those that its blueprints draw from."""
    yield from (bank for _, bank, _ in _named_items(pack, context))
    for section in pack.sections:
        for ref in section.blueprint.banks if section.blueprint else ():
            if ref.id in context.content.banks:
                yield context.content.banks[ref.id]


def _named_owners(pack: Pack, context: RuleContext) -> Iterator[tuple[Reference, TextOwner]]:
    for ref in pack.summaries:
        if ref.id in context.content.summaries:
            yield ref, context.text_owner_by_key[context.content.summaries[ref.id].path]
    for ref, _, item in _named_items(pack, context):
        yield ref, context.text_owner_by_key[item.id]


@rule("wrong-language")
def wrong_language(context: RuleContext) -> Iterator[Finding]:
    """Banks and summaries of a pack are in the pack's language.

    Reason: fixed words, hyphenation and what a screen reader speaks follow the one language a
    document states.
    """
    for pack in context.content.packs.values():
        for ref in pack.summaries:
            summary = context.content.summaries.get(ref.id)
            if summary and summary.language != pack.language:
                yield _in_another("summary", ref.id, summary.language, ref, pack)
        reported: set[str] = set()
        for ref, bank, _ in _named_items(pack, context):
            if bank.language != pack.language and bank.name not in reported:
                reported.add(bank.name)
                yield _in_another("bank", bank.name, bank.language, ref, pack)


def _in_another(what: str, name: str, language: str, ref: Reference, pack: Pack) -> Finding:
    return Finding(
        ref.location,
        f"{what} {name} is in '{language}' but this pack is in '{pack.language}'; change one "
        f"'language', or remove the {what}",
    )


@rule("unknown-language")
def unknown_language(context: RuleContext) -> Iterator[Finding]:
    """There is a catalogue of fixed words for a pack's language.

    Reason: a page with headings in another language, or with none, is worse than no page.
    """
    known = languages()
    for pack in context.content.packs.values():
        if pack.language not in known:
            near = [
                tag for tag in known if tag.partition("-")[0] == pack.language.partition("-")[0]
            ]
            if near:
                advice = f"use {_either(near)}"
            else:
                advice = f"use {_either(known)}, or add a catalogue (see docs/translating.md)"
            yield Finding(
                pack.place("language"), f"the language '{pack.language}' is not available; {advice}"
            )


def _either(tags: Sequence[str]) -> str:
    if len(tags) == 1:
        return tags[0]
    return f"{', '.join(tags[:-1])} or {tags[-1]}"


def _place(location: Location) -> str:
    return f"{location.path}:{location.line}"


@rule("shared-seed")
def shared_seed(context: RuleContext) -> Iterator[Finding]:
    """Every pack has a seed of its own.

    A pack with editions on record is only warned: their papers are out, and a new seed makes new
    codes.
    Reason: an item in two packs with one seed has its options in the same order in both, so old
    papers help with new.
    """
    first: dict[str, Pack] = {}
    for pack in _recorded_first(context):
        other = first.setdefault(pack.seed, pack)
        if pack.seed and other is not pack:
            yield _about_seed(
                pack,
                f"this pack has the same seed as {other.path}; run 'packs reseed {pack.name}' to "
                "get a new one",
                context,
            )


@rule("published-seed")
def published_seed(context: RuleContext) -> Iterator[Finding]:
    """No pack has the seed of the documentation's example, nor one made from it by counting on,
    changing digits or turning it round.

    A pack with editions on record is only warned: their papers are out, and a new seed makes new
    codes.
    Reason: who knows a seed and the questions knows which options come first on each form.
    """
    for pack in context.content.packs.values():
        if _is_published(pack):
            yield _about_seed(
                pack,
                "this seed is the example of the documentation, which everybody can read, or like "
                f"it; run 'packs reseed {pack.name}' to get a new one",
                context,
            )


@rule("derived-seed")
def derived_seed(context: RuleContext) -> Iterator[Finding]:
    """No seed is made from another one by counting on, changing digits or turning it round.

    A pack with editions on record is only warned: their papers are out, and a new seed makes new
    codes.
    Reason: who has learnt one seed then guesses the next.
    """
    first: dict[str, Pack] = {}
    for pack in _recorded_first(context):
        if _is_published(pack):
            continue  # which is said of it already
        runs = _runs(pack.seed)
        others = (first[run] for run in (*runs, *_turned(pack.seed)) if run in first)
        other = next((other for other in others if other.seed != pack.seed), None)
        for run in runs:
            first.setdefault(run, pack)
        if other:
            yield _about_seed(
                pack,
                f"this seed is like that of {other.path}; run 'packs reseed {pack.name}' to get a "
                "random one",
                context,
            )


def _is_published(pack: Pack) -> bool:
    """Whether a seed is the documentation's or like it."""
    published = {*_runs(EXAMPLE_SEED), *_turned(EXAMPLE_SEED)}
    return not published.isdisjoint(_runs(pack.seed))


def _recorded_first(context: RuleContext) -> list[Pack]:
    """All packs, first those that keep their seeds because their papers are out."""
    packs = context.content.packs.values()
    return sorted(packs, key=lambda pack: pack.name not in context.recorded)


def _about_seed(pack: Pack, message: str, context: RuleContext) -> Finding:
    excuse = "editions of it are on record: not an error" if pack.name in context.recorded else ""
    return Finding(pack.place("seed"), message, excuse=excuse)


_RUN = 10  # digits; two random seeds share so many in a row about once in 1,000 million pairs


def _runs(seed: str) -> list[str]:
    """Every so many digits in a row of a seed."""
    return [seed[n : n + _RUN] for n in range(len(seed) - _RUN + 1)]


def _turned(seed: str) -> list[str]:
    """The same of the seed turned round."""
    return _runs(seed[::-1])
