"""What a pack may put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.context import Holding, RuleContext
from generator.checks.dependencies import printed_sources
from generator.checks.rule import Finding, rule
from generator.content.fields import Reference
from generator.content.messages import did_you_mean
from generator.content.model import Bank, Item, Pack
from generator.i18n.catalog import languages
from generator.problems import WARNING


def _named_items(pack: Pack, survey: RuleContext) -> Iterator[tuple[Reference, Bank, Item]]:
    for section in pack.sections:
        for ref in section.items:
            if ref.id in survey.items:
                yield ref, *survey.items[ref.id]


@rule("item-twice")
def item_twice(survey: RuleContext) -> Iterator[Finding]:
    """A pack names an item once.

    Reason: a student would answer it, and be marked for it, twice.
    """
    for pack in survey.content.packs.values():
        seen: dict[str, Reference] = {}
        for section in pack.sections:
            for ref in section.items:
                first = seen.setdefault(ref.id, ref)
                if first is not ref:
                    yield Finding(
                        ref.location,
                        f"'{ref.id}' stands twice in this pack (first on line "
                        f"{first.location.line}); take one out",
                    )


@rule("draft-item")
def draft_item(survey: RuleContext) -> Iterator[Finding]:
    """A pack names no draft, unless it is built with --draft.

    Reason: items are never left out of a paper, and an unfinished one must not reach students by accident.
    """
    for pack in survey.content.packs.values():
        for ref, _, item in _named_items(pack, survey):
            if item.status == "draft":
                yield Finding(
                    ref.location,
                    f"'{ref.id}' is a draft; build with --draft, or make it ready in its bank "
                    f"({item.location.path}:{item.location.line})",
                )


@rule("faulty-draft", late=True)
def faulty_draft(survey: RuleContext) -> Iterator[Finding]:
    """A draft that a pack names has no fault that keeps it from being printed.

    Reason: faults of drafts are warnings, but a key cannot print a fact or an objective that is not there, nor a page a
    character without a glyph, even with --draft.
    """
    for pack in survey.content.packs.values():
        for ref, _, item in _named_items(pack, survey):
            if fault := survey.unprintable.get(item.id):
                yield Finding(
                    ref.location,
                    f"the draft '{ref.id}' cannot be printed, even with --draft, before its "
                    f"fault at {fault.location.path}:{fault.location.line} is mended",
                )


@rule("retired-item")
def retired_item(survey: RuleContext) -> Iterator[Finding]:
    """A pack names no retired item.

    Reason: whoever retired it had a reason, and old papers keep their keys without it.
    """
    for pack in survey.content.packs.values():
        for ref, _, item in _named_items(pack, survey):
            if item.status == "retired":
                yield Finding(
                    ref.location,
                    f"'{ref.id}' is retired; take it out of the pack and use another item",
                )


@rule("foreign-source")
def foreign_source(survey: RuleContext) -> Iterator[Finding]:
    """An item or summary cites only facts of sources that the pack prints.

    Reason: the source and as-of line on the paper must cover everything that is asked and told.
    """
    for pack in survey.content.packs.values():
        printed = printed_sources(pack, survey.content)
        for ref, holding in _named_holdings(pack, survey) if printed else ():
            told: set[str] = set()
            for fact in (
                survey.facts[cited.id] for cited in holding.cited if cited.id in survey.facts
            ):
                if fact.source not in printed and fact.source not in told:
                    told.add(fact.source)
                    yield Finding(
                        ref.location,
                        f"'{ref.id}' cites {fact.id} of the source {fact.source}, which this "
                        f"pack does not print; add {fact.source} to 'sources' or take "
                        f"'{ref.id}' out",
                    )


def _named_holdings(pack: Pack, survey: RuleContext) -> Iterator[tuple[Reference, Holding]]:
    for ref in pack.summaries:
        if ref.id in survey.content.summaries:
            yield ref, survey.holding_of[survey.content.summaries[ref.id].path]
    for ref, _, item in _named_items(pack, survey):
        yield ref, survey.holding_of[item.id]


@rule("wrong-language")
def wrong_language(survey: RuleContext) -> Iterator[Finding]:
    """Banks and summaries of a pack are in the pack's language.

    Reason: fixed words, hyphenation and what a screen reader speaks follow the one language a document states.
    """
    for pack in survey.content.packs.values():
        for ref in pack.summaries:
            summary = survey.content.summaries.get(ref.id)
            if summary and summary.language != pack.language:
                yield _in_another("summary", ref.id, summary.language, ref, pack)
        told: set[str] = set()
        for ref, bank, _ in _named_items(pack, survey):
            if bank.language != pack.language and bank.name not in told:
                told.add(bank.name)
                yield _in_another("bank", bank.name, bank.language, ref, pack)


def _in_another(what: str, name: str, language: str, ref: Reference, pack: Pack) -> Finding:
    return Finding(
        ref.location,
        f"the {what} {name} is in '{language}' and this pack in '{pack.language}'; "
        "make 'language' agree, or take it out",
    )


@rule("unknown-language")
def unknown_language(survey: RuleContext) -> Iterator[Finding]:
    """There is a catalogue of fixed words for a pack's language.

    Reason: a page with headings in another language, or with none, is worse than no page.
    """
    known = languages()
    for pack in survey.content.packs.values():
        if pack.language not in known:
            near = [
                tag for tag in known if tag.partition("-")[0] == pack.language.partition("-")[0]
            ]
            use = (
                f"; for this language write {_either(near)}"
                if near
                else f"{did_you_mean(pack.language, known)}; use {_either(known)}, or add a catalogue (see TRANSLATING.md)"
            )
            yield Finding(
                pack.location, f"there are no fixed words in the language '{pack.language}'{use}"
            )


def _either(tags: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(tags[:-1]), tags[-1])))


@rule("shared-seed", WARNING, ignorable=False)
def shared_seed(survey: RuleContext) -> Iterator[Finding]:
    """Every pack has a seed of its own.

    Reason: an item in two packs with one seed has its options in the same order in both, so old papers help with new.
    """
    first: dict[str, Pack] = {}
    for pack in survey.content.packs.values():
        other = first.setdefault(pack.seed, pack)
        if other is not pack:
            yield Finding(
                pack.location,
                f"this pack has the same seed as {other.path}; 'packs reseed {pack.name}' "
                "writes a fresh one",
            )
