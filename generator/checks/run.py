"""Checks of meaning: one function per rule, one module per family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.checks import (
    attribution,
    balance,
    cross_references,
    cues,
    dates,
    evidence,
    key_letters,
    negatives,
    packs,
    papers,
    printability,
    ranges,
    readability,
    references,
    selection,
    sequences,
    stems,
    structure,
    suppressions,
)
from generator.checks import names as spelling
from generator.checks.context import Forms, PreviouslyAsked, RuleContext
from generator.checks.dependencies import used_paths
from generator.checks.rule import Finding, Rule
from generator.checks.selection import clashes, in_packs
from generator.content.model import Content
from generator.problems import ERROR, WARNING, Problem, Problems

__all__ = [
    "FAMILIES",
    "RULES",
    "Forms",
    "PreviouslyAsked",
    "Rule",
    "check",
    "check_forms",
    "in_packs",
    "kept_apart",
    "used_paths",
]

# In the order of the authors' guide.
FAMILIES = (
    references,
    packs,
    structure,
    ranges,
    sequences,
    cross_references,
    cues,
    stems,
    negatives,
    readability,
    spelling,
    evidence,
    attribution,
    dates,
    papers,
    selection,
    balance,
    key_letters,
    printability,
    suppressions,
)
RULES: dict[str, Rule] = {
    rule.name: rule
    for family in FAMILIES
    for rule in vars(family).values()
    if isinstance(rule, Rule)
}


def check(
    content: Content,
    covered: frozenset[int] | None = None,
    forms: Forms | None = None,
    had: Mapping[str, tuple[PreviouslyAsked, ...]] | None = None,
) -> tuple[Problem, ...]:
    """The findings of every rule, sorted.

    `covered` are the characters that can be printed and `forms` the key letters on the forms (None: not checked); `had` is
    what packs must not ask again.
    An item's `ignore` silences what may be ignored about it, and errors about a draft are warnings.
    """
    survey = RuleContext(content, covered, RULES, forms, had)
    problems = Problems()
    for rule in sorted(RULES.values(), key=lambda rule: rule.late):
        for finding in rule.find(survey):
            _report(rule, finding, survey, problems)
    return tuple(problems)


def check_forms(content: Content, forms: Forms) -> tuple[Problem, ...]:
    """The findings of those rules that look at the key letters on forms, and of no other."""
    survey, problems = RuleContext(content, None, RULES, forms), Problems()
    for rule in RULES.values():
        if rule.family == key_letters.__name__.rpartition(".")[2]:
            for finding in rule.find(survey):
                problems.add(finding.location, rule.name, finding.message, rule.severity)
    return tuple(problems)


def kept_apart(content: Content, names: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Of some items, those pairs that must not be drawn for one paper, each with the reason."""
    return tuple(clashes(RuleContext(content, None, RULES), list(names)))


def _report(rule: Rule, finding: Finding, survey: RuleContext, problems: Problems) -> None:
    item = finding.item
    owner = survey.owners.get(id(item), item) if item else None
    silencing = [
        one for one in (item, owner) if one and rule.ignorable and rule.name in dict(one.ignore)
    ]
    if silencing:
        survey.silenced.update((one.location, rule.name) for one in silencing)
    elif owner and rule.severity == ERROR and owner.status == "draft":
        if rule.needed_to_print:
            survey.unprintable.setdefault(owner.id, finding)
        problems.add(
            finding.location, rule.name, f"{finding.message} (a draft: not yet an error)", WARNING
        )
    else:
        problems.add(finding.location, rule.name, finding.message, rule.severity)
