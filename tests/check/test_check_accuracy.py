"""How often the rules are right, held by the labelled items."""

import pytest
from accuracy import MEASURED, exact_scores, main, measured, scores
from labelled import entries, named, unknown

from generator.checks.run import RULES

# Below 1 stand only rules that read sentences, each with the cases it is known to get wrong.
PRECISION = {
    "absolutes": 0.66,
    "told-in-briefing": 0.79,
    "unattributed": 0.87,
    "unexplained-acronym": 0.66,
    "vague-time": 0.83,
}
RECALL = {
    "key-elsewhere": 0.66,
    "loaded-word": 0.75,
    "plain-negative": 0.77,
    "similar-stems": 0.8,
    "told-in-briefing": 0.67,
    "two-claims": 0.8,
    "unattributed": 0.87,
}


def test_there_are_many_labelled_items():
    """The figures rest on something."""
    items = sum(
        len(entry.data.get("items", [entry.data["item"]] if "item" in entry.data else []))
        for entry in entries()
    )
    assert items >= 120 and len(entries()) >= 120
    assert unknown() == []


@pytest.mark.parametrize("rule", sorted(named()))
def test_precision_and_recall_do_not_fall(rule):
    """What a rule reports is right, and it reports what it ought to, as often as is recorded
    here.
    """
    score = scores()[rule]
    assert score.precision >= PRECISION.get(rule, 1.0), score
    assert score.recall >= RECALL.get(rule, 1.0), score


def test_every_labelled_rule_is_shown_both():
    """A rule with labels has hits and near misses."""
    for rule in named():
        assert any(rule in entry.hits for entry in entries()) and any(
            rule in entry.near for entry in entries()
        ), rule


def test_the_figures_can_be_printed(capsys):
    """One command prints precision and recall for each rule; those that judge nothing are right in
    every case.
    """
    main()
    shown = capsys.readouterr().out
    assert all(f"\n{rule} " in shown for rule in RULES)
    assert all(
        score.precision == score.recall == 1 and score.right for score in exact_scores().values()
    )


def test_what_users_are_told_is_what_was_measured():
    """`--explain` says how often a rule was right on these items, and the figures are today's."""
    assert MEASURED.read_text(encoding="utf-8") == measured()
    assert RULES["absolutes"].measured == "on labelled items, 2 of 3 reports were right"
    assert RULES["unknown-item"].measured == ""
