"""Items that were selected for the sections with a blueprint, and items that were asked before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.checks.context import PreviouslyAsked, RuleContext
from generator.checks.english import listed
from generator.checks.papers import keys_elsewhere, same_facts
from generator.checks.references import missing, unknown_items
from generator.checks.rule import Finding, rule
from generator.content.field_types import points_text
from generator.content.fields import Reference
from generator.content.model import Content, Item, Pack, QuizSection, Selection
from generator.items.requirements import requirements
from generator.problems import Location

TITLE = "Draws"


@rule("unknown-bank")
def unknown_bank(context: RuleContext) -> Iterator[Finding]:
    """The banks and objectives that a blueprint names, and the items it includes or excludes, are
    there.

    Reason: a misspelt name would draw nothing, or keep nothing out, and nobody would notice.
    """
    known = context.content.banks
    for pack in context.content.packs.values():
        for section in pack.sections:
            blueprint = section.blueprint
            if not blueprint:
                continue
            for ref in blueprint.banks:
                if ref.id not in known:
                    yield missing("bank", ref, "questions/", known, context.content.unread.banks)
            banks = [known[ref.id] for ref in blueprint.banks if ref.id in known]
            if len(banks) < len(blueprint.banks):
                continue
            objectives = [name for bank in banks for name, _ in bank.objectives]
            named = [cell.objective for cell in blueprint.cells if cell.objective]
            paths = {bank.path for bank in banks}
            unread_objectives = {
                name: place
                for (path, name), place in context.content.unread.objectives.items()
                if path in paths
            }
            yield from _not_in_banks("objective", named, objectives, unread_objectives)
            items = [item.id for bank in banks for item in bank.items]
            named = [*blueprint.include, *blueprint.exclude]
            yield from _not_in_banks("item", named, items, context.content.unread.items)


def _not_in_banks(
    what: str, named: Sequence[Reference], known: Collection[str], unread: Mapping[str, Location]
) -> Iterator[Finding]:
    for ref in named:
        if ref.id not in known:
            yield missing(what, ref, "the blueprint's banks", known, unread)


@rule("missing-draw")
def missing_draw(context: RuleContext) -> Iterator[Finding]:
    """Every section with a blueprint has items that were drawn for it.

    Reason: `packs build` never draws, so that a paper does not change because a bank has grown.
    """
    for pack in context.content.packs.values():
        for section in pack.sections:
            if section.blueprint and not section.items:
                unread = context.content.unread.drawn.get(pack.name)
                yield Finding(
                    section.location,
                    f"no items are drawn for section '{section.title.plain}' yet; run "
                    f"'packs draw {pack.name}'",
                    cause=unread.path if unread else "",
                )


@rule("stale-draw")
def stale_draw(context: RuleContext) -> Iterator[Finding]:
    """What is drawn belongs to a section with a blueprint.

    Reason: a draw that no paper uses misleads whoever reads it.
    """
    for selection in context.content.drawn.values():
        pack = context.content.packs.get(selection.pack)
        if pack is None:
            unread = context.content.unread.packs.get(selection.pack)
            yield Finding(
                selection.location,
                f"pack {selection.pack} does not exist or has errors, so this draw was not "
                "checked; fix the pack, and delete this file only if you deleted the pack",
                cause=unread.path if unread else "",
            )
            continue
        titles = {section.name for section in pack.sections if section.blueprint}
        if not titles:
            yield Finding(
                selection.location,
                f"pack {selection.pack} has no section with a blueprint; add a blueprint, or "
                "delete this file if you do not need it",
                cause=pack.location.path,
            )
            continue
        for section in selection.sections:
            if section.title not in titles:
                yield Finding(
                    section.location,
                    f"the pack has no section '{section.title}' with a blueprint; run "
                    f"'packs draw {selection.pack}'",
                )


@rule("unmet-blueprint")
def unmet_blueprint(context: RuleContext) -> Iterator[Finding]:
    """The items that were drawn meet the blueprint as it is today, with today's points, levels and
    types.

    Reason: a blueprint is a promise about the paper, and banks change after a draw.
    """
    for pack in context.content.packs.values():
        for section in pack.sections:
            items = [context.items[ref.id] for ref in section.items if ref.id in context.items]
            # An item that is not there is reported by itself.
            if section.blueprint and items and len(items) == len(section.items):
                place = _place(context.content.drawn[pack.name], section)
                run = f"run 'packs draw {pack.name}'"
                yield from _unmet(section, [item for _, item in items], place, run)
                yield from _unfit(context, section, place, run)


def _unmet(section: QuizSection, items: list[Item], place: Location, run: str) -> Iterator[Finding]:
    """The requirements of a section's blueprint that its items do not meet."""
    if section.blueprint is None:
        return
    for requirement in requirements(section.blueprint):
        met = requirement.met(items)
        if not requirement.amount.holds(met):
            unsaid = requirement.unsaid(items)
            yield Finding(
                place,
                f"section '{section.title.plain}' has {points_text(met)} {requirement.what}"
                f"{f' ({unsaid})' if unsaid else ''}; its "
                f"blueprint asks for {requirement.planned}. Run {run.removeprefix('run ')}",
            )


def _unfit(
    context: RuleContext, section: QuizSection, place: Location, run: str
) -> Iterator[Finding]:
    """What a blueprint includes but is not selected, and what is selected against it."""
    blueprint = section.blueprint
    if blueprint is None:
        return
    selected = {ref.id: ref for ref in section.items}
    for ref in blueprint.include:
        if ref.id not in selected and ref.id in context.items:
            yield Finding(place, f"the blueprint includes '{ref.id}', but it is not drawn; {run}")
    for ref in blueprint.exclude:
        if ref.id in selected:
            yield Finding(
                selected[ref.id].location,
                f"the blueprint excludes '{ref.id}', but it is drawn; {run}",
            )
    banks = {ref.id for ref in blueprint.banks}
    for ref in section.items:
        if context.items[ref.id][0].name not in banks:
            yield Finding(ref.location, f"'{ref.id}' is not in any of the blueprint's banks; {run}")


@rule("kept-apart")
def kept_apart(context: RuleContext) -> Iterator[Finding]:
    """No two items are on one paper of which one names the other in `not_with`.

    Reason: whoever wrote them knows that one of them answers the other, or asks the same.
    """
    for pack in context.content.packs.values():
        places = {ref.id: ref for section in pack.sections for ref in section.items}
        for first, second, _ in _not_with(context, list(places)):
            yield Finding(
                places[second].location,
                f"'{first}' and '{second}' must not be on the same paper (not_with); "
                + _advice(pack, {first, second}, "remove one of them"),
            )


@rule("unknown-not-with")
def unknown_not_with(context: RuleContext) -> Iterator[Finding]:
    """`not_with` names items that exist, and not the item itself.

    Reason: a misspelt id keeps nothing apart.
    """
    for bank in context.content.banks.values():
        for item in bank.items:
            for ref in item.not_with:
                if ref.id == item.id:
                    yield Finding(
                        ref.location,
                        "'not_with' names this item itself; name a different item",
                        item,
                    )
                else:
                    yield from unknown_items([ref], context, item)


@rule("asked-before")
def asked_before(context: RuleContext) -> Iterator[Finding]:
    """A pack has none of the items that its `not_in` and `unseen_by` keep out.

    Reason: whoever has seen a question, or its answer, is tested on memory.
    """
    for pack in context.content.packs.values():
        references = [ref for section in pack.sections for ref in section.items]
        items = frozenset(ref.id for ref in references)
        reported: set[str] = set()
        for earlier in (
            *asked_in_packs(context.content, pack),
            *context.previously_asked.get(pack.name, ()),
        ):
            # What was printed from this very pack is this quiz: it was not asked before it.
            if earlier.pack == pack.name and earlier.items == items:
                continue
            again = sorted((items & earlier.items) - reported)
            if not again:
                continue
            reported.update(again)
            names = listed([f"'{name}'" for name in again])
            verb = "is" if len(again) == 1 else "are"
            yield Finding(
                next(ref.location for ref in references if ref.id == again[0]),
                f"{names} {verb} {earlier.why}; " + _advice(pack, set(again), "use other items"),
            )


def asked_in_packs(content: Content, pack: Pack) -> Iterator[PreviouslyAsked]:
    """The items of the packs that a pack's `not_in` names."""
    for named in pack.not_in:
        other = content.packs.get(named.name)
        if other and other is not pack:
            items = frozenset(ref.id for section in other.sections for ref in section.items)
            yield PreviouslyAsked(items, f"also in pack {named.name} (not_in)")


def exclusive_pairs(
    context: RuleContext, item_ids: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Which two of some items must not be selected for one paper, by their ids, with the reason."""
    questions = [
        question for item_id in item_ids for question in context.questions_of_item(item_id)
    ]
    yield from _not_with(context, item_ids)
    for first, second, facts in same_facts(questions):
        yield first.item.id, second.item.id, f"they test the same facts ({facts})"
    for question, key, other in keys_elsewhere(context, questions):
        reason = f"the words of the key '{key}' appear in the other"
        yield question.owner.id, other.owner.id, reason


def _not_with(context: RuleContext, item_ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Pairs by `not_with`, each as often as it is named, the item that comes first named first."""
    position = {item_id: number for number, item_id in enumerate(item_ids)}
    for item_id in item_ids:
        if item_id in context.items:
            for ref in context.items[item_id][1].not_with:
                if ref.id in position and ref.id != item_id:
                    first, second = sorted((item_id, ref.id), key=position.__getitem__)
                    yield first, second, "one names the other in 'not_with'"


def _advice(pack: Pack, item_ids: set[str], otherwise: str) -> str:
    """What to do about items of a pack: draw again, where one of them was drawn."""
    drawn = {ref.id for section in pack.sections if section.blueprint for ref in section.items}
    return f"run 'packs draw {pack.name}'" if item_ids & drawn else otherwise


def _place(selection: Selection, section: QuizSection) -> Location:
    return next(
        selected.location for selected in selection.sections if selected.title == section.name
    )
