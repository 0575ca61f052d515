"""Draws: what was drawn for the sections with a blueprint, and items that were asked before."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.checks.context import PreviouslyAsked, RuleContext
from generator.checks.english import listed
from generator.checks.papers import given_away, keyed_alike
from generator.checks.rule import Finding, rule
from generator.content.field_types import points_text
from generator.content.fields import Reference, suggestion
from generator.content.model import Content, Pack, QuizSection, Selection
from generator.items.requirements import requirements
from generator.problems import Location

_SHOWN = 6


@rule("unknown-bank")
def unknown_bank(survey: RuleContext) -> Iterator[Finding]:
    """The banks and objectives that a blueprint names, and the items it includes or excludes, are there.

    Reason: a misspelt name would draw nothing, or keep nothing out, and nobody would notice.
    """
    known = survey.content.banks
    for pack in survey.content.packs.values():
        for section in pack.sections:
            if not section.blueprint:
                continue
            banks = [known[ref.id] for ref in section.blueprint.banks if ref.id in known]
            objectives = {name: text for bank in banks for name, text in bank.objectives}
            cells = [cell.objective for cell in section.blueprint.cells if cell.objective]
            yield from _unknown(
                "no file in questions/ is the sound bank", section.blueprint.banks, known
            )
            if len(banks) == len(section.blueprint.banks):
                yield from _unknown(
                    "the blueprint's banks have no objective", tuple(cells), objectives
                )
                items = {item.id: item for bank in banks for item in bank.items}
                yield from _unknown(
                    "the blueprint's banks have no sound item",
                    (*section.blueprint.include, *section.blueprint.exclude),
                    items,
                )


@rule("missing-draw")
def missing_draw(survey: RuleContext) -> Iterator[Finding]:
    """Every section with a blueprint has items that were drawn for it.

    Reason: `packs build` never draws, so that a paper does not change because a bank has grown.
    """
    for pack in survey.content.packs.values():
        for section in pack.sections:
            if section.blueprint and not section.items:
                yield Finding(
                    section.location,
                    f"nothing is drawn for '{section.title.plain}' yet; run "
                    f"'packs draw {pack.name}'",
                )


@rule("stale-draw")
def stale_draw(survey: RuleContext) -> Iterator[Finding]:
    """What is drawn belongs to a section with a blueprint.

    Reason: a draw that no paper uses misleads whoever reads it.
    """
    for drawn in survey.content.drawn.values():
        pack = survey.content.packs.get(drawn.pack)
        titles = {section.name for section in pack.sections if section.blueprint} if pack else set()
        if not titles:
            what = "has no section with a blueprint" if pack else "is not there, or is faulty"
            yield Finding(
                drawn.location,
                f"this draw is for the pack {drawn.pack}, which {what}; remove the file, or give the "
                "pack a blueprint",
            )
            continue
        for section in drawn.sections:
            if section.title not in titles:
                yield Finding(
                    section.location,
                    f"the pack has no section '{section.title}' with a blueprint; run "
                    f"'packs draw {drawn.pack}'",
                )


@rule("unmet-blueprint")
def unmet_blueprint(survey: RuleContext) -> Iterator[Finding]:
    """The items that were drawn meet the blueprint as it is today, with today's points, levels and types.

    Reason: a blueprint is a promise about the paper, and banks change after a draw.
    """
    for pack, drawn, section in _drawn_sections(survey):
        blueprint, items = (
            section.blueprint,
            [survey.items[ref.id][1] for ref in section.items if ref.id in survey.items],
        )
        if blueprint is None or len(items) < len(section.items):
            continue  # what is not there is reported by itself
        mend = f"run 'packs draw {pack.name}'"
        for one in requirements(blueprint):
            if not one.amount.holds(met := one.met(items)):
                yield Finding(
                    _place(drawn, section),
                    f"'{section.title.plain}' has {points_text(met)} {one.what} and its "
                    f"blueprint says {one.planned}; {mend}",
                )
        there = {ref.id: ref for ref in section.items}
        for ref in blueprint.include:
            if ref.id not in there and ref.id in survey.items:
                yield Finding(
                    _place(drawn, section),
                    f"the blueprint includes '{ref.id}', which is not drawn; {mend}",
                )
        for ref in blueprint.exclude:
            if ref.id in there:
                yield Finding(
                    there[ref.id].location,
                    f"the blueprint excludes '{ref.id}', which is drawn; {mend}",
                )
        banks = {ref.id for ref in blueprint.banks}
        for ref in section.items:
            if survey.items[ref.id][0].name not in banks:
                yield Finding(
                    ref.location, f"'{ref.id}' is in none of the blueprint's banks; {mend}"
                )


@rule("kept-apart")
def kept_apart(survey: RuleContext) -> Iterator[Finding]:
    """No two items stand on one paper that a bank keeps apart with `not_with`.

    Reason: whoever wrote them knows that one of them answers the other, or asks the same.
    """
    for pack in survey.content.packs.values():
        places = {ref.id: ref for section in pack.sections for ref in section.items}
        drawn = {ref.id for section in pack.sections if section.blueprint for ref in section.items}
        for one, other, _ in _named_apart(survey, list(places)):
            mend = (
                f"run 'packs draw {pack.name}'" if {one, other} & drawn else "take one of them out"
            )
            yield Finding(
                places[other].location,
                f"'{one}' and '{other}' must not stand on one paper (not_with); {mend}",
            )


@rule("unknown-not-with")
def unknown_not_with(survey: RuleContext) -> Iterator[Finding]:
    """The items that an item is not to stand with are there, and others than itself.

    Reason: a misspelt id keeps nothing apart.
    """
    for bank in survey.content.banks.values():
        for item in bank.items:
            for ref in item.not_with:
                if ref.id == item.id:
                    yield Finding(
                        ref.location,
                        "an item cannot be kept apart from itself; name another one",
                        item,
                    )
                elif ref.id not in survey.items:
                    yield Finding(
                        ref.location,
                        f"no bank has a sound item '{ref.id}'{suggestion(ref.id, survey.items)}; correct "
                        "the id or take it out",
                        item,
                    )


@rule("asked-before")
def asked_before(survey: RuleContext) -> Iterator[Finding]:
    """A pack has none of the items that its `not_in` and `unseen_by` keep out.

    Reason: who has seen a question, or its answer, is tested on memory.
    """
    for pack in survey.content.packs.values():
        mine = frozenset(ref.id for section in pack.sections for ref in section.items)
        for had in (*in_packs(survey.content, pack), *survey.had.get(pack.name, ())):
            # What was printed from this very pack is this quiz: it was not asked before it.
            if (
                both := sorted(mine & had.items)
                if not (had.pack == pack.name and had.items == mine)
                else ()
            ):
                drawn = {
                    ref.id
                    for section in pack.sections
                    if section.blueprint
                    for ref in section.items
                }
                mend = f"run 'packs draw {pack.name}'" if drawn & set(both) else "use others"
                shown = listed(
                    [f"'{name}'" for name in both[:_SHOWN]]
                    + [f"{len(both) - _SHOWN} more"] * (len(both) > _SHOWN)
                )
                place = next(
                    ref for section in pack.sections for ref in section.items if ref.id == both[0]
                )
                yield Finding(
                    place.location, f"{shown} {'is' if len(both) == 1 else 'are'} {had.why}; {mend}"
                )


def in_packs(content: Content, pack: Pack) -> Iterator[PreviouslyAsked]:
    """The items of the packs that a pack's `not_in` names."""
    for one in pack.not_in:
        other = content.packs.get(one.name)
        if other and other is not pack:
            items = frozenset(ref.id for section in other.sections for ref in section.items)
            yield PreviouslyAsked(items, f"in the pack {one.name} too (not_in)")


def clashes(survey: RuleContext, names: list[str]) -> Iterator[tuple[str, str, str]]:
    """Which of some items must not be drawn together, and why."""
    asked = [one for name in names for one in survey.asked_as(name)]
    yield from _named_apart(survey, names)
    for one, other, shared in keyed_alike(asked):
        yield one.item.id, other.item.id, f"they key the same ({shared})"
    for one, key, other in given_away(survey, asked):
        yield one.owner.id, other.owner.id, f"the key '{key}' stands in the other"


def _named_apart(survey: RuleContext, names: list[str]) -> Iterator[tuple[str, str, str]]:
    place = {name: n for n, name in enumerate(names)}
    for name in names:
        if name in survey.items:
            for ref in survey.items[name][1].not_with:
                if ref.id in place and ref.id != name:
                    one, other = sorted((name, ref.id), key=place.__getitem__)
                    yield one, other, "a bank keeps them apart (not_with)"


def _drawn_sections(survey: RuleContext) -> Iterator[tuple[Pack, Selection, QuizSection]]:
    for pack in survey.content.packs.values():
        for section in pack.sections:
            if section.blueprint and section.items:
                yield pack, survey.content.drawn[pack.name], section


def _place(drawn: Selection, section: QuizSection) -> Location:
    return next(one.location for one in drawn.sections if one.title == section.name)


def _unknown(says: str, named: tuple[Reference, ...], known: Collection[str]) -> Iterator[Finding]:
    for ref in named:
        if ref.id not in known:
            yield Finding(
                ref.location, f"{says} '{ref.id}'{suggestion(ref.id, known)}; correct the name"
            )
