"""Figures of a summary: charts and diagrams from data, in the briefing."""

from __future__ import annotations

import pytest

from generator.documents import BriefingSource, briefing
from generator.documents.briefing.topic import Style
from generator.i18n.catalog import load_catalog
from generator.loading.content import load
from generator.loading.summaries import load_summary
from generator.loading.yaml import reader
from generator.problems import Problems
from generator.render.text import text_preview

SUMMARY = """\
title: Harbours
as_of: 2021-05
sources: [report]
objectives: {aim: Know it.}
summary:
  - {text: The pier was closed., facts: [h-01]}
figures:
  - kind: bar-chart
    caption: Ships, 2019 and 2020
    alt: Bar chart of ships in two years.
    categories: [2019, 2020]
    series:
      - {name: Ships, values: [12, 7]}
    facts: [h-01, h-02]
  - kind: diagram
    caption: Who serves whom
    alt: A line from Vega to Kotka, a ferry.
    relations:
      - {from: Vega, to: Kotka, relation: ferry}
    facts: [h-02]
"""
PACK = "pack: p\ntitle: Harbours\nsummaries: [h]\nseed: 0123456789abcdef0123456789abcdef\n"


def test_figures_stand_in_the_briefing():
    """Each figure has its caption and its data, or its relations, under a heading of its own; its
    facts count as cited.
    """
    problems = Problems()
    nodes = {
        path: reader.read(text.encode(), path, problems)
        for path, text in (("packs/summaries/h.yaml", SUMMARY), ("packs/p.yaml", PACK))
    }
    content = load(nodes, problems)
    assert not len(problems), [str(one) for one in problems]
    summary = content.summaries["h"]
    assert [[ref.id for ref in one.facts] for one in summary.figures] == [
        ["h-01", "h-02"],
        ["h-02"],
    ]
    shown = text_preview(
        briefing(
            BriefingSource(content.packs["p"], (summary,), (), (), {}, load_catalog("en")),
            "CODE",
            Style(),
        )
    )
    assert (
        shown.index("In figures")
        < shown.index("Ships, 2019 and 2020")
        < shown.index("2019: 12")
        < shown.index("Vega → Kotka")
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    facts: [h-02]\n", "", "needs 'facts'"),
        ("    kind: bar-chart", "    kind: pie-chart", "is not allowed here; use bar-chart"),
        ("values: [12, 7]", "values: [12]", "has 1 value but there are 2 categories"),
        ("    facts: [h-02]\n", "    facts: [h-02]\n    blanks: true\n", "'blanks' is not a field"),
    ],
)
def test_faults_of_a_figure_are_told(old, new, says):
    """A figure without facts, of no kind there is, with values that do not fit, or with blanks, is
    refused with its place.
    """
    problems = Problems()
    text = SUMMARY.replace("- kind: bar-chart", "-\n    kind: bar-chart").replace(old, new)
    assert text != SUMMARY
    load_summary(
        reader.read(text.encode(), "packs/summaries/h.yaml", problems),
        "packs/summaries/h.yaml",
        problems,
    )
    assert any(says in str(one) for one in problems), [str(one) for one in problems]
