"""The registry of rules, and every rule run over a project's content."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import ModuleType

# The families, in the order of the authors' guide; a new family is a line here.
from generator.checks import (  # isort: skip  # noqa: F401 (FAMILIES reads them)
    references,
    packs,
    structure,
    ranges,
    thousands,
    sequences,
    cross_references,
    cues,
    stems,
    negatives,
    readability,
    names,
    alphabets,
    evidence,
    attribution,
    dates,
    papers,
    briefings,
    contradictions,
    selection,
    balance,
    key_letters,
    history,
    printability,
    placeholders,
    suppressions,
)
from generator.checks.context import Forms, PreviouslyAsked, RuleContext
from generator.checks.rule import Finding, Rule
from generator.content.model import Content, Item
from generator.page.combining import Drawable
from generator.problems import ERROR, WARNING, Problem, Problems

FAMILIES: tuple[ModuleType, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, ModuleType)
)
RULES: dict[str, Rule] = {
    rule.name: rule
    for family in FAMILIES
    for rule in vars(family).values()
    if isinstance(rule, Rule)
}


def check(
    content: Content,
    printable: Drawable | None = None,
    forms: Forms | None = None,
    previously_asked: Mapping[str, tuple[PreviouslyAsked, ...]] | None = None,
    recorded: Collection[str] = (),
    errors_only: bool = False,
) -> tuple[Problem, ...]:
    """The findings of every rule, or of those whose findings are errors, sorted; the other
    arguments are those of RuleContext.

    An item's `ignore` suppresses what may be ignored about it, and errors about a draft or with an
    excuse are warnings.
    """
    ignorable = {rule.name: rule.ignorable for rule in RULES.values()}
    context = RuleContext(content, printable, forms, previously_asked, recorded, ignorable)
    problems = Problems()
    rules = [rule for rule in RULES.values() if rule.severity == ERROR or not errors_only]
    for rule in sorted(rules, key=lambda rule: rule.late):
        for finding in rule.find(context):
            if not (rule.sourced and context.is_plain(finding.item, finding.location)):
                _report(rule, finding, context, problems)
    return tuple(problems)


def check_forms(content: Content, forms: Forms) -> tuple[Problem, ...]:
    """The findings, sorted, of the rules that look at the key letters on forms, and of no other."""
    context, problems = RuleContext(content, forms=forms), Problems()
    for rule in vars(key_letters).values():
        if isinstance(rule, Rule):
            for finding in rule.find(context):
                problems.add(finding.location, rule.name, finding.message, rule.severity)
    return tuple(problems)


def exclusive_pairs(content: Content, item_ids: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Which two of some items must not be selected for one paper, by their ids, with the reason."""
    return tuple(selection.exclusive_pairs(RuleContext(content), item_ids))


def _report(rule: Rule, finding: Finding, context: RuleContext, problems: Problems) -> None:
    """Add a finding, unless the item it is about, or the set that this is a part of, ignores it."""
    item = finding.item
    owner = context.set_of_part.get(id(item), item) if item else None
    ignoring = [other for other in (item, owner) if other and _ignores(other, rule)]
    if ignoring:
        context.suppressed.update((other.location, rule.name) for other in ignoring)
        return
    message, severity, excuse = finding.message, rule.severity, finding.excuse
    if owner and owner.status == "draft":
        excuse = "a draft: not yet an error"
        if rule.needed_to_print:
            context.unprintable_drafts.setdefault(owner.id, (finding.location, finding.cause))
    if excuse and severity == ERROR:
        message, severity = f"{message} ({excuse})", WARNING
    problems.add(finding.location, rule.name, message, severity, finding.cause)


def _ignores(item: Item, rule: Rule) -> bool:
    return rule.ignorable and rule.name in dict(item.ignore)
