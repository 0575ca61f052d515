"""Checks of meaning: one function per rule, one module per family.

In: the content of a project, and what only the typesetter knows as a value.  Out: located problems.
Never changes content, and never decides what a problem stops.
"""

from __future__ import annotations

from generator.check import (
    attribution,
    dates_used,
    distractors,
    glyphs,
    ignores,
    packs,
    references,
    spelling,
)
from generator.check.rules import Finding, Rule
from generator.check.survey import Survey
from generator.check.uses import used_paths
from generator.model import Content
from generator.problem import ERROR, WARNING, Problem, Problems

__all__ = ["FAMILIES", "RULES", "Rule", "check", "used_paths"]

FAMILIES = (references, packs, attribution, dates_used, spelling, distractors, glyphs, ignores)
RULES: dict[str, Rule] = {
    rule.name: rule for family in FAMILIES for rule in vars(family).values() if isinstance(rule, Rule)}


def check(content: Content, covered: frozenset[int] | None = None) -> tuple[Problem, ...]:
    """The findings of every rule, sorted; `covered` are the characters that can be printed (None: not checked).

    An item's `ignore` silences warnings about it, and errors about a draft are warnings.
    """
    survey = Survey(content, covered, RULES)
    problems = Problems()
    for rule in sorted(RULES.values(), key=lambda rule: rule.late):
        for finding in rule.find(survey):
            _report(rule, finding, survey, problems)
    return tuple(problems)


def _report(rule: Rule, finding: Finding, survey: Survey, problems: Problems) -> None:
    item = finding.item
    if item and rule.ignorable and rule.name in dict(item.ignore):
        survey.silenced.add((item.location, rule.name))
    elif item and rule.severity == ERROR and item.status == "draft":
        if rule.needed_to_print:
            survey.unprintable.setdefault(item.id, finding)
        problems.add(finding.location, rule.name, f"{finding.message} (a draft: not yet an error)", WARNING)
    else:
        problems.add(finding.location, rule.name, finding.message, rule.severity)
