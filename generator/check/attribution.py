"""Fairness to sources and to living people.

In: the survey of a project.  Out: findings.
Never judges whether a text attributes well: only whether what belongs together stands together.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rules import Finding, rule
from generator.check.survey import Survey
from generator.items import TYPES, true_false

_ENDORSED = ("allegation", "judgement")
_A = {"allegation": "an allegation", "judgement": "a judgement"}


@rule("pair-incomplete")
def pair_incomplete(survey: Survey) -> Iterator[Finding]:
    """An item or summary that uses all of a pair's `facts` shows all of its `with`.

    Shown means: listed in the same item's facts, or cited anywhere in the same summary.
    Reason: an accusation without its reply, or a claim without its denial, is one-sided in print.
    Source: facts §7; assessment rule A02 (precision high); design §4.
    """
    for holding in survey.holdings:
        if not holding.rests_on_facts:
            continue
        used = {ref.id for ref in holding.cited}
        for pair in (pair for fact in used for pair in survey.pairs.get(fact, ())):
            missing = [ref.id for ref in pair.shown if ref.id not in used]
            if missing and all(ref.id in used for ref in pair.facts):
                whole = " and ".join(ref.id for ref in pair.facts)
                yield Finding(holding.first(pair.facts[-1].id),
                              f"{whole} must not stand without {' and '.join(missing)} ({pair.because}); show "
                              f"{'it' if len(missing) == 1 else 'them'} too and add the id to 'facts'", holding.item)


@rule("status-in-true-false")
def status_in_true_false(survey: Survey) -> Iterator[Finding]:
    """A true-false item rests on no allegation, judgement or fact flagged defamation.

    Reason: its verdict would make the examiner the one who says so, and the false half would invent an accusation.
    Source: assessment rules A03 and A04; facts §8; design §11.
    """
    for _, item in survey.items.values():
        for ref in item.facts if item.type == true_false.NAME else ():
            fact = survey.facts.get(ref.id)
            if fact and (fact.status in _ENDORSED or "defamation" in fact.flags):
                what = _A.get(fact.status, "flagged defamation")
                yield Finding(ref.location, f"{ref.id} is {what}, and a true-false item would pronounce on it; ask in "
                                            "another type of item who says it", item)


@rule("protected-distractor")
def protected_distractor(survey: Survey) -> Iterator[Finding]:
    """A wrong option that names a protected person has been reviewed by somebody.

    Reason: a distractor about a living person is an invented statement about them in print.
    Source: assessment rule A05; facts §13; design §11.
    """
    for _, item in survey.items.values():
        for text in () if item.reviewed_by else TYPES[item.type].wrong_texts(item.content):
            if name := survey.register.protected(text.plain):
                yield Finding(text.location, f"a wrong option names {name}, whom the register protects; take the name "
                                             "out, or have the item reviewed and say by whom in 'reviewed_by'", item)
