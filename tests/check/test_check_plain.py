"""Which checks hold for sourced banks only: each of them bites in a bank that rests on sources, and
not in the same bank without them.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from checking import REPOSITORY, content_of, problems_of
from labelled import Entry, entries, files

from generator.checks import attribution, dates, evidence
from generator.checks.rule import Rule
from generator.checks.run import RULES, check
from generator.content.model import Bank
from generator.render.pdf import coverage

SOURCED = [name for name, rule in RULES.items() if rule.sourced]
# Of the three families: what is about evidence files and `sources` themselves, and what asks for
# the order of a table, whatever it rests on.
OF_ANY_BANK = {"no-sources", "unnamed-source", "untested-facts", "timeline-order"}
OTHER_FAMILIES = {"no-why", "same-fact", "register-spelling"}


def without_sources(texts: dict[str, str]) -> dict[str, str]:
    """The same files, with evidence, but their banks and summaries name and cite none of it."""
    plain = {}
    for path, text in texts.items():
        value = yaml.safe_load(text)
        if path.startswith(("packs/summaries/", "questions/l")):
            value = _stripped(value)
        if path.startswith("packs/paper"):
            del value["sources"]
        plain[path] = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    return plain


def _stripped(value: Any) -> Any:
    if isinstance(value, list):
        return [_stripped(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _stripped(entry)
        for name, entry in value.items()
        if name not in ("sources", "facts", "as_of", "objectives", "objective", "level")
    }


def hit(rule: str) -> Entry:
    """A labelled project in which a rule reports something."""
    return next(entry for entry in entries() if rule in entry.hits and rule in entry.reported())


def test_every_rule_about_sources_is_one_of_sourced_banks():
    """No rule about evidence, attribution, dates by source and people holds for plain banks."""
    families = {
        rule.name
        for family in (attribution, dates, evidence)
        for rule in vars(family).values()
        if isinstance(rule, Rule)
    }
    assert families >= OF_ANY_BANK
    assert set(SOURCED) == families - OF_ANY_BANK | OTHER_FAMILIES


@pytest.mark.parametrize("rule", SOURCED)
def test_a_sourced_rule_bites_in_sourced_banks_only(rule):
    """It reports something of a bank that rests on sources, and nothing of the same plain bank,
    which has no error of form.
    """
    texts = files(hit(rule).data)
    found = {problem.rule for problem in problems_of(texts, coverage())}
    assert rule in found
    content, of_form = content_of(without_sources(texts))
    assert not of_form and not any(file.sourced for file in content.banks.values())
    assert not any(summary.sourced for summary in content.summaries.values())
    found = {problem.rule for problem in check(content, coverage())}
    assert rule not in found and "no-source-line" not in found


@pytest.mark.parametrize("rule", SOURCED)
def test_citing_facts_is_enough_to_be_held_to_every_rule(rule):
    """A bank written before there was `sources` is as protected as one that names them, and is told
    which line to add.
    """
    texts = files(hit(rule).data)
    path = "questions/labelled.yaml"
    if path not in texts:
        pytest.skip("the rule is seen in a summary, which must name its sources")
    texts[path] = texts[path].replace("sources:\n- almanac\n", "")
    problems = problems_of(texts, coverage())
    assert rule in {problem.rule for problem in problems}
    (told,) = [problem for problem in problems if problem.rule == "no-sources"]
    assert "sources: [almanac]" in told.message and told.severity == "warning"


def bank_of(text: str) -> Bank:
    """The bank of a text."""
    content, _ = content_of({"questions/b.yaml": text})
    return content.banks["b"]


ITEM = "  - {stem: What is it?, key: a thing, distractors: [no thing]}\n"


@pytest.mark.parametrize(
    ("text", "sourced"),
    [
        ("bank: b\nitems:\n" + ITEM, False),
        ("bank: b\nitems:\n  - {stem: What, key: true, facts: []}\n", False),
        ("bank: b\nobjectives: {facts: Know the facts.}\nitems:\n" + ITEM, False),
        ("bank: b\nsources: [x]\nitems:\n" + ITEM, True),
        ("bank: b\nsources:\nitems:\n" + ITEM, True),
        ("bank: b\nsources: x\nitems:\n" + ITEM, True),
        ("bank: b\nitems:\n  - {stem: What, key: true, facts: [f]}\n" + ITEM, True),
        # The item that cites cannot be read, and its bank is none the less sourced.
        ("bank: b\nitems:\n  - {typ: poem, facts: [f]}\n" + ITEM, True),
        ("bank: b\nitems:\n  - {stem: S, status: draft, facts: f}\n" + ITEM, True),
        (
            "bank: b\nitems:\n  - stem: S\n    stimulus: {passage: P}\n    parts:\n"
            "      - {stem: A, key: true, facts: [f]}\n      - {stem: B, key: true}\n",
            True,
        ),
    ],
)
def test_a_bank_that_names_or_cites_anything_is_sourced(text, sourced):
    """Whoever names `sources`, however wrongly, or cites a fact anywhere, has a sourced bank."""
    assert bank_of(text).sourced is sourced


@pytest.mark.parametrize("name", ["arms-scandal", "counter-secession", "frozen-conflicts"])
def test_the_starter_banks_name_their_source(name):
    """The starter content says what it rests on, and loses no protection if its last fact goes."""
    bank = yaml.safe_load((REPOSITORY / "questions" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert bank["sources"] == ["unlikely-partnership"]
    item = {name: value for name, value in bank["items"][0].items() if name != "facts"}
    text = yaml.safe_dump({**bank, "items": [item]}, allow_unicode=True)
    found = problems_of({f"questions/{name}.yaml": text})
    assert any(p.rule == "missing-field" and "needs 'facts'" in p.message for p in found)


REQUIRED = ("id", "objective", "level", "difficulty", "facts", "rationale", "type")


@pytest.mark.parametrize("field", REQUIRED)
def test_a_sourced_bank_asks_for_as_much_as_ever(field):
    """What an item must have is missed in a sourced bank, and not in a plain one; only the type is
    told by the fields in both.
    """
    item = {
        "id": "it",
        "type": "single",
        "objective": "aim",
        "level": "apply",
        "difficulty": "easy",
        "facts": ["f"],
        "stem": "What?",
        "key": "One thing",
        "distractors": ["Another thing"],
        "rationale": "So it is.",
    }
    del item[field]
    for sources, missed in ((["almanac"], field != "type"), (None, False)):
        bank = {"bank": "b", "title": "B", "objectives": {"aim": "Know."}, "items": [dict(item)]}
        if sources:
            bank["sources"] = sources
        else:
            bank["items"][0].pop("facts", None)
        _, problems = content_of({"questions/b.yaml": yaml.safe_dump(bank)})
        errors = [problem.message for problem in problems if problem.severity == "error"]
        assert len(errors) == missed and all(f"needs '{field}'" in error for error in errors)
