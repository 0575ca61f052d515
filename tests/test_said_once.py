"""Where a paper says how points are given: where a rule first holds, and again after another."""

from __future__ import annotations

import pytest

from generator.documents.said_once import said_once, scoring_rules
from generator.i18n.catalog import languages, load_catalog
from generator.i18n.words_version import WORDS_VERSION
from generator.page.blocks import Block, Entries, Entry, Paragraph
from generator.page.markup import Span

OF_OPTIONS = ("scoring-per-option", "scoring-plus-minus", "scoring-all-or-nothing")
OF_ORDERS = ("scoring-position", "scoring-whole-order")


def shown(language: str, names: str | list[str], version: int = WORDS_VERSION) -> list[str]:
    """The rules that questions show of those that they have, question by question; "" for none."""
    catalog = load_catalog(language, words_version=version)
    rules = scoring_rules(catalog)
    found = []
    for name in names:
        block: Block = Paragraph((Span(f"Choose. {catalog(name)}"),), role="small")
        (kept,) = said_once((block,), rules)
        assert isinstance(kept, Paragraph)
        (run,) = kept.runs
        found.append(name if run.text.endswith(catalog(name)) else "")
    return found


@pytest.mark.parametrize("language", languages())
def test_a_rule_is_said_again_after_another_of_its_kind(language):
    """Who reads from the top takes the last rule for the one that holds, so the first one is said
    again where another was said since; what holds still is not repeated.
    """
    off, all_right, order = "scoring-plus-minus", "scoring-all-or-nothing", "scoring-whole-order"
    asked = [off, off, order, off, all_right, order, off, off]
    assert shown(language, asked) == [off, "", order, "", all_right, "", off, ""]


@pytest.mark.parametrize("version", range(1, WORDS_VERSION))
def test_papers_that_are_out_say_each_rule_once(version):
    """An edition recorded by an earlier program has the rules where its papers have them."""
    assert shown("en", [*OF_OPTIONS, *OF_OPTIONS], version) == [*OF_OPTIONS, "", "", ""]


def test_every_rule_is_known():
    """Each phrase that says how points are given is left out where it still holds, so a new one
    cannot be forgotten; a question's own words are not.
    """
    names = {name for name in load_catalog("en").phrases if name.startswith("scoring-")}
    assert len(names) > 8
    for name in names - {"scoring-as-a-whole"}:  # stands with each essay
        assert shown("en", [name, name]) == [name, ""]


def test_rules_in_parts_of_a_set_count_too():
    """A rule of a part holds on, and one that stands alone leaves no empty paragraph."""
    catalog = load_catalog("en")
    rules = scoring_rules(catalog)
    alone = Paragraph((Span(catalog("scoring-per-blank")),), role="small")
    part = Entries((Entry("(a)", (alone,)),))
    assert said_once((part, alone), rules) == (part,)
